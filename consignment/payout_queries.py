"""What is read of payouts: what of her entries is still open, what each maker was paid, in which parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select
from sqlalchemy.orm import aliased

from consignment import agreements, entries
from consignment.entries import OWED, MakerEntry
from consignment.payout_facts import PayoutEntry, PayoutRecord, PayoutReversal, Undone, Way
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.ledger import PostingRecord
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.text import _
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry of a maker of which `open` is not paid yet (below zero: not yet taken off)."""

    entry: MakerEntry
    open: Rupiah

    @property
    def id(self) -> int:
        return self.entry.document_id


@dataclass(frozen=True, slots=True)
class PaidHead:
    """A payout, or (everything below zero) the reversal of one.

    `gross` = `advance` + `fee` + `set_off` + `to_savings` + `paid`; `from_safe` is what of `paid`
    the safe gave beside the drawer.
    """

    document_id: int
    number: str
    uid: str
    kind: Kind
    maker_id: int
    maker_code: str
    maker: str
    business_date: date
    at: datetime
    cut_off: date
    way: Way
    gross: Rupiah
    advance: Rupiah
    fee: Rupiah
    set_off: Rupiah
    to_savings: Rupiah
    paid: Rupiah
    from_safe: Rupiah
    carried: Rupiah
    received_by: str
    bank_reference: str
    run_uid: str
    note: str
    by: str
    #: Who else said yes; "" where nobody had to.
    approved_by: str
    reverses_id: int | None
    #: The document that took it back, and why; None while it stands.
    reversed_by: int | None
    undone: Undone | None

    @property
    def stands(self) -> bool:
        """Whether it is a payout that nobody took back."""
        return self.reverses_id is None and self.reversed_by is None


def is_paid(connection: Connection, entry_document_ids: Collection[int], maker_id: int) -> set[int]:
    """Which of these documents (sales, …) she has been paid for: more than half of what each booked for her.

    A payout takes entries whole; of the last one a rest may stay open that its cash step left.
    """
    wanted = sorted(set(entry_document_ids))
    if not wanted:
        return set()
    booked = (
        select(PostingRecord.document_id, summed(PostingRecord.amount))
        .where(PostingRecord.document_id.in_(wanted), PostingRecord.account_id == OWED)
        .where(PostingRecord.party_id == maker_id)
        .group_by(PostingRecord.document_id)
    )
    taken = allocated(connection, maker_id, wanted)
    return {
        document for document, amount in connection.execute(booked) if taken.get(document, ZERO) * 2 > -amount > ZERO
    }


def allocated(connection: Connection, maker_id: int, entry_document_ids: Collection[int]) -> dict[int, Rupiah]:
    """What payouts have taken of each of these entries of hers; only those of which something is taken."""
    found = (
        select(PayoutEntry.entry_document_id, summed(PayoutEntry.amount))
        .where(PayoutEntry.maker_id == maker_id, PayoutEntry.entry_document_id.in_(sorted(entry_document_ids)))
        .group_by(PayoutEntry.entry_document_id)
    )
    return {document: amount for document, amount in connection.execute(found) if amount}


def open_entries(connection: Connection, makers: Collection[int] | None) -> dict[int, list[OpenEntry]]:
    """Maker → her entries that are not wholly paid, the oldest first; they sum to what she is owed."""
    held = agreements.hold_days(connection)
    found: dict[int, list[OpenEntry]] = {}
    for maker, document_id, kind, number, day, amount, taken in connection.execute(_open(makers)):
        booked = -amount
        entry = MakerEntry(document_id, kind, number, day, booked, entries.matures(held, maker, kind, day, booked))
        found.setdefault(maker, []).append(OpenEntry(entry, booked - (taken or ZERO)))
    return found


def _open(makers: Collection[int] | None) -> Select[Any]:
    posting, taken = PostingRecord, _taken(makers)
    owed = (
        select(posting.party_id, posting.document_id, summed(posting.amount).label("amount"))
        .where(posting.account_id == OWED, posting.party_id.is_not(None))
        .group_by(posting.party_id, posting.document_id)
    )
    if makers is not None:
        owed = owed.where(posting.party_id.in_(sorted(makers)))
    sums = owed.subquery()
    return (
        select(
            sums.c.party_id,
            Document.id,
            Document.kind,
            Document.number,
            Document.business_date,
            sums.c.amount,
            taken.c.amount,
        )
        .join(Document, Document.id == sums.c.document_id)
        .outerjoin(taken, and_(taken.c.maker_id == sums.c.party_id, taken.c.entry_document_id == sums.c.document_id))
        # A payout pays entries; it is none itself.
        .where(Document.kind != Kind.PAYOUT, func.coalesce(taken.c.amount, 0) + sums.c.amount != 0)
        .order_by(sums.c.party_id, Document.business_date, Document.id)
    )


def _taken(makers: Collection[int] | None) -> Any:
    taken = select(
        PayoutEntry.maker_id, PayoutEntry.entry_document_id, summed(PayoutEntry.amount).label("amount")
    ).group_by(PayoutEntry.maker_id, PayoutEntry.entry_document_id)
    if makers is not None:
        taken = taken.where(PayoutEntry.maker_id.in_(sorted(makers)))
    return taken.subquery()


def paid(connection: Connection, maker_id: int) -> tuple[PaidHead, ...]:
    """Every payout of a maker and every reversal of one, the newest first."""
    return _heads(connection, _payouts().where(PayoutRecord.maker_id == maker_id))


def between(connection: Connection, branch_id: int, first: date, last: date) -> tuple[PaidHead, ...]:
    """A branch's payouts of some days, the newest first."""
    days = (Document.branch_id == branch_id, Document.business_date.between(first, last))
    return _heads(connection, _payouts().where(*days))


def of_run(connection: Connection, run_uid: str) -> tuple[PaidHead, ...]:
    """What a run paid, the newest first."""
    return _heads(connection, _payouts().where(PayoutRecord.run_uid == run_uid))


def by_id(connection: Connection, document_id: int) -> PaidHead:
    """A payout.  Raises NotFound."""
    found = _heads(connection, _payouts().where(PayoutRecord.document_id == document_id))
    if not found:
        raise NotFound(_("Pembayaran ini tidak ada."))
    return found[0]


def by_number(connection: Connection, number: str) -> PaidHead:
    """A payout by its number.  Raises NotFound."""
    found = _heads(connection, _payouts().where(Document.number == number))
    if not found:
        raise NotFound(_("Pembayaran {number} tidak ada.").format(number=number))
    return found[0]


def paid_on(connection: Connection, makers: Collection[int], day: date) -> dict[int, Rupiah]:
    """Maker → what she was paid on a business day, less what was taken back; only those who were paid."""
    back = aliased(Document)
    found = (
        select(PayoutRecord.maker_id, summed(PayoutRecord.gross))
        .join(Document, Document.id == PayoutRecord.document_id)
        .outerjoin(back, back.reverses_id == PayoutRecord.document_id)
        .where(PayoutRecord.maker_id.in_(sorted(makers)), Document.business_date == day)
        .where(Document.reverses_id.is_(None), back.id.is_(None))
        .group_by(PayoutRecord.maker_id)
    )
    return dict(connection.execute(found).all())


def entries_of(connection: Connection, document_id: int) -> tuple[tuple[MakerEntry, Rupiah], ...]:
    """The entries that a payout pays with what it pays of each, the oldest first."""
    head = by_id(connection, document_id)
    parts = select(PayoutEntry.entry_document_id, PayoutEntry.amount).where(PayoutEntry.document_id == document_id)
    taken = dict(connection.execute(parts).all())
    known = entries.of_documents(connection, head.maker_id, taken)
    return tuple((each, taken[each.document_id]) for each in known)


def _payouts() -> Any:
    back, approver = aliased(Document), aliased(User)
    record = PayoutRecord
    return (
        select(
            record.document_id,
            Document.number,
            Document.uid,
            Document.kind,
            record.maker_id,
            Party.code,
            Party.name,
            Document.business_date,
            Document.at,
            record.cut_off,
            record.way,
            record.gross,
            record.advance,
            record.fee,
            record.set_off,
            record.to_savings,
            record.paid,
            record.from_safe,
            record.carried,
            record.received_by,
            record.bank_reference,
            record.run_uid,
            record.note,
            User.name,
            func.coalesce(approver.name, ""),
            Document.reverses_id,
            back.id,
            PayoutReversal.undone,
        )
        .join(Document, Document.id == record.document_id)
        .join(Party, Party.id == record.maker_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(approver, approver.id == record.approved_by_id)
        .outerjoin(back, back.reverses_id == record.document_id)
        .outerjoin(PayoutReversal, PayoutReversal.document_id == func.coalesce(back.id, record.document_id))
        .order_by(Document.business_date.desc(), Document.id.desc())
    )


def _heads(connection: Connection, found: Any) -> tuple[PaidHead, ...]:
    return tuple(PaidHead(*row) for row in connection.execute(found))
