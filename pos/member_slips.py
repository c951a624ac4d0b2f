"""Slips of a member's own money: a debt paid off, savings in and out, a kasbon that she signs for.

What the shop must be able to show later carries a line to sign; the figures are those that
stood in the books when it was posted.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from koperasi.branches import Branch
from koperasi.documents import Kind
from koperasi.members import Card
from koperasi.money import ZERO
from koperasi.savings import NAMES as SAVINGS_NAMES
from koperasi.tender_kinds import HERS, NAMES, TenderKind
from koperasi.text import _
from pos import account_records
from pos.account_records import Head, MovedSavings, PaidDebt
from pos.receipts import shop_head
from pos.sale_commands import SaleCommand
from printing.slips import BIG, Draft, Slip

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _title(paper: Draft, branch: Branch, title: str, number: str, at: datetime, cashier: str) -> None:
    shop_head(paper, branch).blank()
    paper.middle(title, size=BIG, bold=True).blank()
    local = branch.local(at)
    paper.both(_("No. {number}").format(number=number), (f"{local:%d/%m/%Y %H.%M}", f"{local:%d/%m/%y %H.%M}"))
    paper.both(_("Kasir {name}").format(name=cashier.split()[0]), "").rule()


def _headed(branch: Branch, title: str, head: Head) -> Draft:
    paper = Draft()
    _title(paper, branch, title, head.number, head.at, head.cashier)
    return paper.both(_("Anggota"), head.member).right(head.name)


def debt_payment(branch: Branch, paid: PaidDebt) -> Slip:
    """What a member paid off and what she owes after it."""
    head = paid.head
    paper = _headed(branch, _("BAYAR UTANG"), head)
    paper.both(_("Utang sebelumnya"), (paid.owes_after + paid.amount).bare)
    name = _(NAMES[paid.kind])
    words = _("{name}  ref. {reference}").format(name=name, reference=paid.reference) if paid.reference else name
    paper.both(words, paid.amount.bare, bold=True)
    paper.both(_("SISA UTANG"), paid.owes_after.bare, bold=True)
    if paid.owes_after <= ZERO:
        paper.blank().middle(_("LUNAS"), size=BIG, bold=True)
    paper.blank().signatures((_("Kasir"), head.cashier), (_("Anggota"), head.name))
    return paper.barcode(head.number).cut().slip()


def savings(branch: Branch, moved: MovedSavings) -> Slip:
    """What a member put in or took out, and what she has after it."""
    head = moved.head
    paper = _headed(branch, _("SETOR SIMPANAN") if moved.amount > ZERO else _("AMBIL SIMPANAN"), head)
    paper.text(_(SAVINGS_NAMES[moved.savings]))
    paper.both(_("Saldo sebelumnya"), (moved.balance_after - moved.amount).bare)
    paper.both(_(NAMES[moved.kind]), moved.amount.bare, bold=True)
    paper.both(_("SALDO"), moved.balance_after.bare, bold=True).blank()
    paper.signatures((_("Kasir"), head.cashier), (_("Anggota"), head.name))
    return paper.barcode(head.number).cut().slip()


def kasbon(branch: Branch, command: SaleCommand, card: Card, cashier: str) -> Slip:
    """The shop's own slip of a sale that a member's balances pay: she signs it, the shop keeps it."""
    paper = Draft()
    _title(paper, branch, _("BUKTI KASBON"), command.number.text, command.at, cashier)
    paper.both(_("Anggota"), card.number).right(card.name)
    paper.both(_("Total belanja"), command.total.bare)
    for kind in dict.fromkeys(each.kind for each in command.tenders if each.kind in HERS):
        paper.both(_(NAMES[kind]), command.paid_by(kind).bare, bold=True)
    if owed := command.paid_by(TenderKind.KASBON):
        paper.both(_("Utang sesudah ini"), (card.owes + owed).bare)
    paper.blank().middle(_("Saya setuju dengan jumlah di atas.")).blank()
    return paper.signatures((_("Anggota"), card.name), (_("Kasir"), cashier)).cut().slip()


#: Documents whose slip is drawn here.
KINDS = frozenset({Kind.DEBT_PAYMENT, Kind.SAVINGS})


def drawn(branch: Branch, connection: Connection, kind: Kind, document_id: int) -> Slip:
    """The slip of one of these documents."""
    if kind is Kind.DEBT_PAYMENT:
        return debt_payment(branch, account_records.debt_payment(connection, document_id))
    return savings(branch, account_records.savings(connection, document_id))
