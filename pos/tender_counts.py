"""Money of a shift that lies in no drawer: what should have come, what was confirmed, what the app shows.

A difference is booked to nothing: the bank settles it days later.  It is kept, told on the
Z and listed, so that someone can look for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import WordColumn, summed
from koperasi.database import FACT, Record
from koperasi.documents import Document
from koperasi.ledger import PostingRecord, Role
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import SeenElsewhere
from pos.sale_facts import SaleTender
from pos.tenders import TenderKind

#: Tenders whose money is seen in the shop's own app, and the account it is on its way through.
ELSEWHERE = {TenderKind.QRIS: Role.QRIS_CLEARING, TenderKind.TRANSFER: Role.TRANSFER_CLEARING}


class ShiftTenderCount(Record):
    """One kind of tender at a shift's close: expected by the books, confirmed at the counter, seen in the app."""

    __tablename__ = "shift_tender_counts"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("shift_closes.document_id"), primary_key=True)
    kind: Mapped[TenderKind] = mapped_column(WordColumn(TenderKind), primary_key=True)
    times: Mapped[int]
    expected: Mapped[Rupiah]
    confirmed: Mapped[Rupiah]
    #: None where nobody looked.
    seen: Mapped[Rupiah | None]


@dataclass(frozen=True, slots=True)
class TenderCount:
    """What one kind of tender should have brought, what cashiers confirmed of it, what the app shows."""

    kind: TenderKind
    times: int
    expected: Rupiah
    confirmed: Rupiah
    seen: Rupiah | None = None

    @property
    def difference(self) -> Rupiah:
        """What the app shows less what should be there; nothing where nobody looked."""
        return ZERO if self.seen is None else self.seen - self.expected


def expected(connection: Connection, shift_id: int) -> tuple[TenderCount, ...]:
    """What each kind of tender must have brought in a shift; kinds that brought nothing are left out.

    Expected is what the shift posted to the kind's account, refunds and corrections taken
    in; confirmed is what cashiers said they had seen arrive.
    """
    counts = (_expected(connection, shift_id, kind, role) for kind, role in ELSEWHERE.items())
    return tuple(each for each in counts if each.times or each.expected)


def _expected(connection: Connection, shift_id: int, kind: TenderKind, role: Role) -> TenderCount:
    posted = (
        select(summed(PostingRecord.amount))
        .join(Document, Document.id == PostingRecord.document_id)
        .where(Document.shift_id == shift_id, PostingRecord.account_id == ACCOUNT_IDS[role])
    )
    came = (
        select(func.count(), summed(SaleTender.applied))
        .join(Document, Document.id == SaleTender.document_id)
        .where(Document.shift_id == shift_id, SaleTender.kind == kind, SaleTender.applied > ZERO)
    )
    times, confirmed = connection.execute(came).one()
    return TenderCount(kind, times, connection.execute(posted).scalar_one(), confirmed)


def rows(document_id: int, counts: Sequence[TenderCount], seen: Sequence[SeenElsewhere]) -> list[dict[str, object]]:
    """The facts of a close: each kind with what was seen of it, also one of which the books know nothing."""
    looked = {TenderKind(each.kind): each.seen for each in seen}
    known = {each.kind: each for each in counts}
    blank = (TenderCount(kind, 0, ZERO, ZERO) for kind, amount in looked.items() if amount and kind not in known)
    return [
        {
            "document_id": document_id,
            "kind": each.kind,
            "times": each.times,
            "expected": each.expected,
            "confirmed": each.confirmed,
            "seen": looked.get(each.kind),
        }
        for each in (*counts, *blank)
    ]


def of_close(connection: Connection, document_id: int) -> tuple[TenderCount, ...]:
    """What a close kept of each kind."""
    columns = (
        ShiftTenderCount.kind,
        ShiftTenderCount.times,
        ShiftTenderCount.expected,
        ShiftTenderCount.confirmed,
        ShiftTenderCount.seen,
    )
    kept = select(*columns).where(ShiftTenderCount.document_id == document_id).order_by(ShiftTenderCount.kind)
    return tuple(TenderCount(*row) for row in connection.execute(kept))
