"""Payouts: a maker is paid what is hers, by entries, in one document with all its parts.

What is paid was drawn up before (`payout_draws`), stands on a slip that she signed, and is
reckoned again here against the ledger, hers alone: when anything changed since, nothing is
paid and it is drawn up anew.  So a double click, two managers at once and a power cut pay
her once (domain/consignment.md 5.6 I7-I9, 5.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from consignment import cash_ways, payees, payout_draws, payout_holds, payout_queries
from consignment.makers import Wishes, wishes_of
from consignment.payout_draws import Ask as Ask
from consignment.payout_draws import PayoutDraft as PayoutDraft
from consignment.payout_draws import draw as draw
from consignment.payout_facts import (
    CASH,
    PayoutDraftRecord,
    PayoutEntry,
    PayoutRecord,
    PayoutReversal,
    Undone,
    Way,
)
from consignment.payout_figures import Figures, Taken
from consignment.payout_queries import PaidHead
from koperasi import commands, documents, ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.text import _, plain
from koperasi.work import Work, needs

#: The highest amount that is acknowledged without a stamp (UU 10/2020 art. 3 and 5: Rp 10.000 above Rp 5.000.000).
STAMP_ABOVE = Rupiah(5_000_000)
STAMP_DUTY = Rupiah(10_000)


@dataclass(frozen=True, slots=True)
class PayoutCommand:
    """Pay a maker what was drawn up: the entries that were looked at, with the parts that came of them.

    `received_by` is who signs: she herself, her heir, whoever she sent.  `from_safe` is what
    of a payment out of the drawer the safe gives.  `shift_id` with `Way.DRAWER`.
    """

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    #: The day on which it was drawn up, which tells what was on hold.
    drawn_on: date
    cut_off: date
    way: Way
    lines: tuple[Taken, ...]
    figures: Figures
    received_by: str = ""
    bank_reference: str = ""
    shift_id: int | None = None
    from_safe: Rupiah = ZERO
    final: bool = False
    run_uid: str = ""
    note: str = ""
    #: The account that a transfer was drawn up for (bank, number, holder); "" where none is transferred to.
    bank_account: str = ""


@dataclass(frozen=True, slots=True)
class ReversalCommand:
    """Take a payout back: the transfer bounced, or it was wrong.

    `way` is where its cash goes (None: where it came from); with `Way.DRAWER` that of `shift_id`.
    """

    id: int
    uid: str
    payout_id: int
    business_date: date
    at: datetime
    undone: Undone
    reason: str
    way: Way | None = None
    shift_id: int | None = None


def command(draft: PayoutDraft, document_id: int, uid: str, at: datetime, shift: Shift | None = None) -> PayoutCommand:
    """What is to be posted of a draft; `shift` is the open one whose drawer pays.

    Raises Refused when it is blocked, or is to come out of a drawer and none is open.
    """
    if draft.blocked:
        raise Refused(f"{draft.payee.name}: {draft.blocked}.", rule="payout-blocked")
    drawer = shift if draft.way is Way.DRAWER else None
    if draft.way is Way.DRAWER and drawer is None:
        raise Refused(_("Belum ada kasir yang buka."), remedy=_("Bayar dari brankas atau transfer."), rule="no-drawer")
    return PayoutCommand(
        document_id,
        uid,
        draft.payee.maker_id,
        draft.ask.day,
        at,
        draft.ask.day,
        draft.ask.cut_off,
        draft.way,
        draft.lines,
        draft.figures,
        received_by=draft.payee.name,
        shift_id=drawer.id if drawer is not None else None,
        final=draft.ask.final,
        bank_account=account_of(draft.payee.wishes) if draft.way is Way.BANK else "",
    )


@needs(Permission.PAYOUT_PAY)
def pay(work: Work, command: PayoutCommand) -> str:
    """Pay a maker; doing it twice pays once.  Returns the payout's number.

    Raises BadInput for nothing to pay, Refused when the figures changed since they were drawn
    (rule `figures-changed`), a second person is missing (`second-person`), the shift is
    closed or the drawer lacks the cash (`drawer-short`); NotAllowed beyond the right's limit.
    """
    connection, figures = work.connection, command.figures
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    most = figures.paid if command.way is Way.DRAWER else ZERO
    if figures.gross <= ZERO or not ZERO <= command.from_safe <= most:
        raise BadInput(_("Tidak ada yang dibayar."), field="amount")
    work.trace.amount = figures.gross
    shift = cash_ways.drawer(work, command.shift_id) if command.way is Way.DRAWER else None
    payees.hold(connection, command.maker_id)
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    approver = check(work, command)
    cash_ways.must_hold(work, shift, figures.paid - command.from_safe)
    row = _row(command, shift, approver)
    number = _post(work, _header(work, command, shift), row, [(each.entry_id, each.amount) for each in command.lines])
    connection.execute(delete(PayoutDraftRecord).where(PayoutDraftRecord.id == command.id))
    return number


@needs(Permission.PAYOUT_REVERSE)
def reverse(work: Work, command: ReversalCommand) -> str:
    """Take a payout back: its entries are free again, her balance and debts are as before.  Returns the number.

    Raises NotFound for what is no payout, BadInput without a reason, Refused when it was
    taken back already, when her savings were spent since, or when the shift is closed.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    if not plain(command.reason):
        raise BadInput(_("Tulis alasannya."), field="reason")
    head = payout_queries.by_id(connection, command.payout_id)
    way = _back_to(head, command)
    shift = cash_ways.drawer(work, command.shift_id) if way is Way.DRAWER else None
    payees.hold(connection, head.maker_id)
    documents.hold(connection, head.document_id)
    _not_reversed(work, head)
    work.must(Permission.PAYOUT_REVERSE, head.gross)
    work.trace.amount = head.gross
    saved = -ledger.party_balance(connection, ACCOUNT_IDS[Role.SAVINGS_VOLUNTARY], head.maker_id)
    if head.to_savings > max(saved, ZERO):
        remedy = _("Minta ia menyetor dulu ke simpanannya.")
        work.refuse(Refused(_("Simpanannya sudah dipakai."), remedy=remedy, rule="savings-short"))
    taken = [(entry, -amount) for entry, amount in _allocations(connection, head.document_id)]
    row = _negated(head, command, way, shift)
    why = {"document_id": command.id, "undone": command.undone, "reason": plain(command.reason)}
    return _post(work, _header(work, command, shift, head), row, taken, [Facts(PayoutReversal, [why])])


def check(work: Work, command: PayoutCommand) -> int | None:
    """Refuse what could not be paid as it was drawn: its figures changed, or another person's yes is missing.

    Returns who else said yes.
    """
    _same_figures(work, command)
    _same_account(work, command)
    _undisputed(work, command)
    _agreed(work, command)
    approver = second_person(work, command)
    if approver is None:
        # Another person's yes on the draft also stands for what is beyond the payer's own limit.
        work.must(Permission.PAYOUT_PAY, command.figures.gross)
    return approver


def _same_figures(work: Work, command: PayoutCommand) -> None:
    """Refuse (or flag) what would come out otherwise if it were drawn now."""
    # A clock that was ahead when it was drawn must not let ripen what is still on hold.
    day = min(command.drawn_on, command.business_date)
    ask = Ask(command.maker_id, command.cut_off, day, command.way, final=command.final)
    known = [each.entry_id for each in command.lines]
    now = payout_draws.redrawn(work.connection, ask, known, work.shop.settings)
    if now.figures != command.figures or now.lines != command.lines:
        words = _("Angkanya berubah sejak disiapkan.")
        work.refuse(Refused(words, remedy=_("Buang bukti ini, lalu siapkan lagi."), rule="figures-changed"))


def account_of(wishes: Wishes) -> str:
    """Where a transfer goes: bank, number and holder."""
    return " ".join(each for each in (wishes.bank, wishes.bank_account, wishes.bank_holder) if each)


def _same_account(work: Work, command: PayoutCommand) -> None:
    """Refuse (or flag) a transfer to another account than the one that was looked at, and said yes to."""
    if command.way is not Way.BANK or not command.bank_account:
        return
    now = account_of(wishes_of(work.connection, [command.maker_id])[command.maker_id])
    if now != command.bank_account:
        words = _("Rekeningnya berubah sejak ini disiapkan: dulu {before}, kini {now}.")
        told = words.format(before=command.bank_account, now=now or _("kosong"))
        work.refuse(Refused(told, remedy=_("Buang bukti ini, lalu siapkan lagi."), rule="account-changed"))


def _undisputed(work: Work, command: PayoutCommand) -> None:
    """Refuse (or flag) what she came to dispute after it was drawn up."""
    taken = {each.entry_id for each in command.lines if each.amount > ZERO}
    if taken & payout_holds.disputed_since(work.connection, command.maker_id, command.at):
        remedy = _("Buang bukti ini, lalu siapkan lagi.")
        work.refuse(Refused(_("Ada yang dibantah sesudah ini disiapkan."), remedy=remedy, rule="disputed"))


def _agreed(work: Work, command: PayoutCommand) -> None:
    """Refuse (or flag) what stands on no statement she agreed to, where the shop asks for that."""
    if not work.shop.settings.payout_needs_agreed:
        return
    taken = {each.entry_id for each in command.lines if each.amount > ZERO}
    if taken - payout_holds.agreed(work.connection, command.maker_id, command.business_date):
        remedy = _("Buat rinciannya dulu, dan tunggu persetujuannya.")
        work.refuse(Refused(_("Ada yang belum ia setujui."), remedy=remedy, rule="not-agreed"))


def second_person(work: Work, command: PayoutCommand) -> int | None:
    """Who beside the payer said yes: on the draft, or now by her PIN.  Refuses (or flags) where nobody did."""
    drawn = PayoutDraftRecord
    kept = work.connection.execute(
        select(drawn.command, drawn.made_by, drawn.approved_by).where(drawn.id == command.id)
    ).first()
    if kept is not None and kept.approved_by is not None and same_payment(kept.command, command):
        return int(kept.approved_by)
    now = work.approver
    able = now is not None and not work.lacks(now, Permission.PAYOUT_APPROVE, command.figures.gross)
    if now is not None and able and now.id != work.actor.id:
        return now.id
    limit = work.shop.settings.payout_second_above
    before = payout_queries.paid_on(work.connection, [command.maker_id], command.business_date)
    # Much in parts is much: what she was paid that day already counts.
    if limit and total([command.figures.gross, *before.values()]) > Rupiah(limit):
        words = _("Di atas {limit} harus disetujui orang kedua.").format(limit=Rupiah(limit))
        work.refuse(Refused(words, remedy=_("Minta orang lain menyetujuinya."), rule="second-person"))
    return None


def same_payment(kept: str, command: PayoutCommand) -> bool:
    """Whether a kept command pays the same: who signs and the bank's number may differ."""
    drawn = commands.decode(PayoutCommand, kept)
    same = (command.maker_id, command.way, command.figures, command.lines, command.bank_account)
    return (drawn.maker_id, drawn.way, drawn.figures, drawn.lines, drawn.bank_account) == same


def _back_to(head: PaidHead, command: ReversalCommand) -> Way:
    way = command.way or head.way
    if way is not head.way and not (way in CASH and head.way in CASH):
        raise BadInput(_("Uangnya kembali ke tempat asalnya."), field="way")
    if not head.paid and way is Way.DRAWER:
        return Way.SAFE
    return way


def _not_reversed(work: Work, head: PaidHead) -> None:
    if head.reverses_id is not None:
        raise Refused(_("Pembatalan tidak bisa dibatalkan."), remedy=_("Bayar lagi saja."), rule="reversal")
    there = select(Document.id).where(Document.reverses_id == head.document_id)
    if work.connection.scalar(there) is not None:
        raise Refused(_("Pembayaran ini sudah dibatalkan."), rule="reversed")


def _allocations(connection: Connection, payout_id: int) -> list[tuple[int, Rupiah]]:
    kept = select(PayoutEntry.entry_document_id, PayoutEntry.amount).where(PayoutEntry.document_id == payout_id)
    return [(entry, amount) for entry, amount in connection.execute(kept.order_by(PayoutEntry.entry_document_id))]


def _row(command: PayoutCommand, shift: Shift | None, approver: int | None) -> dict[str, Any]:
    figures = command.figures
    return {
        "document_id": command.id,
        "maker_id": command.maker_id,
        "cut_off": command.cut_off,
        "way": command.way,
        "gross": figures.gross,
        "advance": figures.advance,
        "fee": figures.fee,
        "set_off": figures.set_off,
        "to_savings": figures.to_savings,
        "paid": figures.paid,
        "from_safe": command.from_safe,
        "carried": figures.carried,
        "account_id": cash_ways.account_of(command.way, shift) if figures.paid else None,
        "received_by": plain(command.received_by),
        "bank_reference": plain(command.bank_reference),
        "run_uid": command.run_uid,
        "approved_by_id": approver,
        "note": plain(command.note),
    }


def _negated(head: PaidHead, command: ReversalCommand, way: Way, shift: Shift | None) -> dict[str, Any]:
    # What the safe gave goes back to it; into the safe goes all of it.
    from_safe = head.from_safe if way is Way.DRAWER else ZERO
    names = ("gross", "advance", "fee", "set_off", "to_savings", "paid", "carried")
    return {
        "document_id": command.id,
        "maker_id": head.maker_id,
        "cut_off": head.cut_off,
        "way": way,
        **{name: -getattr(head, name) for name in names},
        "from_safe": -from_safe,
        "account_id": cash_ways.account_of(way, shift) if head.paid else None,
        "received_by": "",
        "bank_reference": "",
        "run_uid": head.run_uid,
        "approved_by_id": None,
        "note": plain(command.reason),
    }


def _header(
    work: Work, command: PayoutCommand | ReversalCommand, shift: Shift | None, head: PaidHead | None = None
) -> Header:
    maker = head.maker_id if head is not None else command.maker_id if isinstance(command, PayoutCommand) else None
    return Header(
        command.id,
        command.uid,
        Kind.PAYOUT,
        # What passes a drawer takes the date of its shift.
        shift.business_date if shift is not None else command.business_date,
        command.at,
        series_id=documents.office_series(work, "payout", "BY"),
        shift_id=shift.id if shift is not None else None,
        party_id=maker,
        reverses_id=head.document_id if head is not None else None,
    )


def _post(
    work: Work, header: Header, row: dict[str, Any], taken: list[tuple[int, Rupiah]], more: list[Facts] | None = None
) -> str:
    parts = [
        {"document_id": header.id, "entry_document_id": entry, "maker_id": row["maker_id"], "amount": amount}
        for entry, amount in taken
        if amount
    ]
    facts = [Facts(PayoutRecord, [row]), Facts(PayoutEntry, parts), *(more or [])]
    return documents.post(work, header, facts, _postings(row)).text


def _postings(row: dict[str, Any]) -> list[Posting]:
    """Her account goes down by each part, and each part goes where it belongs."""
    maker = row["maker_id"]
    parts: list[tuple[Role | int, Rupiah, int | None]] = [
        (Role.MAKER_ADVANCE, row["advance"], maker),
        (Role.MAKER_FEES, row["fee"], None),
        (Role.MEMBER_RECEIVABLE, row["set_off"], maker),
        (Role.SAVINGS_VOLUNTARY, row["to_savings"], maker),
        (Role.SAFE, row["from_safe"], None),
    ]
    if row["account_id"] is not None:
        parts.append((row["account_id"], row["paid"] - row["from_safe"], None))
    postings = []
    for account, amount, party in parts:
        if amount:
            postings += [Posting(Role.OWED_TO_MAKERS, amount, maker), Posting(account, -amount, party)]
    return postings


def number_of(connection: Connection, document_id: int) -> str:
    """The number of a posted document."""
    return connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one()


def needs_stamp(amount: Rupiah) -> bool:
    """Whether a receipt for so much needs a stamp of Rp 10.000."""
    return amount > STAMP_ABOVE
