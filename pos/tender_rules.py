"""The rules of tenders that rest on a balance: savings, earnings, vouchers; and of change that is kept.

No balance goes below zero, whichever tills use it at once: the member is locked when her
card is read, a voucher here.
"""

from __future__ import annotations

from dataclasses import dataclass

from koperasi import debts, vouchers
from koperasi.documents import Facts
from koperasi.errors import Bug, Refused
from koperasi.ledger import Posting, Role
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah, total
from koperasi.text import _
from koperasi.vouchers import Voucher, VoucherUse
from koperasi.work import Work
from pos.sale_commands import KeptFor, PaidTender, SaleCommand
from pos.tenders import HERS, NAMES, Proof, ProofRule, TenderKind


@dataclass(frozen=True, slots=True)
class Spent:
    """What tender `line` takes from a voucher, and what of it falls to the shop."""

    line: int
    voucher_id: int
    amount: Rupiah
    fallen: Rupiah


def check(work: Work, command: SaleCommand, card: Card | None) -> list[Spent]:
    """Go through every rule; returns what is taken from vouchers.

    Raises Refused (or flags what has happened), Bug where kept change is no part of the change.
    """
    _kept_change(command)
    if card is not None:
        debts.covers(work, card, TenderKind.SAVINGS, command.paid_by(TenderKind.SAVINGS))
        debts.covers(work, card, TenderKind.EARNINGS, command.paid_by(TenderKind.EARNINGS))
    _hers(work, command)
    for each in command.tenders:
        if each.kind is TenderKind.CARD and each.given > ZERO and not each.reference and work.channel != "import":
            work.refuse(Refused(_("Isi kode persetujuan kartu."), rule="card-code"))
    return _vouchers(work, command)


def _kept_change(command: SaleCommand) -> None:
    if not command.kept_change:
        return
    if command.handed_change < ZERO or any(each.amount <= ZERO for each in command.kept_change):
        raise Bug(f"{total(each.amount for each in command.kept_change)} is kept of {command.change}")
    if command.member_id is None and any(each.kept_for is KeptFor.SAVINGS for each in command.kept_change):
        raise Refused(_("Tabungan hanya untuk anggota."), remedy=_("Pasang anggota dengan F3."), rule="savings-guest")


def _hers(work: Work, command: SaleCommand) -> None:
    """Her own balances: only with her at the till, and proved as the shop asks."""
    hers = [each for each in command.tenders if each.kind in HERS]
    if not hers:
        return
    if command.member_id is None:
        words = _("{name} hanya untuk anggota.").format(name=_(NAMES[hers[0].kind]))
        raise Refused(words, remedy=_("Pasang anggota dengan F3."), rule="kasbon-guest")
    settings = work.shop.settings
    rule = ProofRule.of(settings.kasbon_proof, settings.kasbon_proof_above)
    spent = [each for each in hers if each.given > ZERO]
    asked = rule.asked(total(each.applied for each in spent))
    if asked is Proof.PIN and work.channel != "import" and any(each.proof is not Proof.PIN for each in spent):
        work.refuse(Refused(_("Minta PIN anggota dulu."), rule="proof"))


def _vouchers(work: Work, command: SaleCommand) -> list[Spent]:
    lines = [(n, each) for n, each in enumerate(command.tenders, start=1) if each.kind is TenderKind.VOUCHER]
    if not lines:
        return []
    known = vouchers.locked(work.connection, {each.reference for _line, each in lines})
    spent: list[Spent] = []
    for line, each in lines:
        voucher = known.get(each.reference)
        if voucher is None:
            raise Refused(_("Voucher {code} tidak dikenal.").format(code=each.reference), rule="voucher")
        spent.append(_spend(work, command, line, each, voucher, spent))
    return spent


def _spend(
    work: Work, command: SaleCommand, line: int, tender: PaidTender, voucher: Voucher, before: list[Spent]
) -> Spent:
    """One tender's part of a voucher; a single-use one leaves nothing behind."""
    taken = total(each.amount + each.fallen for each in before if each.voucher_id == voucher.id)
    left = voucher.left - taken
    if tender.applied > ZERO:
        if why := voucher.why_not(command.business_date):
            work.refuse(Refused(why, rule="voucher"))
        if tender.applied > left:
            words = _("Sisa voucher {code} {left}.").format(code=voucher.code, left=max(left, ZERO))
            work.refuse(Refused(words, remedy=_("Bayar sisanya dengan cara lain."), rule="voucher-short"))
    fallen = max(left - tender.applied, ZERO) if voucher.single_use and tender.applied > ZERO else ZERO
    return Spent(line, voucher.id, tender.applied, fallen)


def facts(command: SaleCommand, spent: list[Spent]) -> Facts:
    """What vouchers gave, as the rows that their balance is the sum of."""
    rows = [
        {
            "document_id": command.id,
            "line": each.line,
            "voucher_id": each.voucher_id,
            "amount": each.amount,
            "fallen": each.fallen,
        }
        for each in spent
    ]
    return Facts(VoucherUse, rows)


def postings(spent: list[Spent]) -> list[Posting]:
    """What is left of a single-use voucher is no debt any more."""
    fallen = total(each.fallen for each in spent)
    return [Posting(Role.VOUCHERS, fallen), Posting(Role.OTHER_INCOME, -fallen)]
