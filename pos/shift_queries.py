"""What shifts came to, as frozen rows: every count of a drawer, and money in no drawer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from koperasi.documents import Document
from koperasi.handovers import ShiftHandover
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.shifts import ShiftClose, ShiftFound, ShiftRecord
from koperasi.text import _
from koperasi.tills import Till
from koperasi.users import User
from koperasi.verifications import ShiftVerification
from pos.tender_counts import ShiftTenderCount, TenderCount


@dataclass(frozen=True, slots=True)
class Counted:
    """One count of a drawer, and who answers for it."""

    cashier: str
    business_date: date
    till: str
    number: str
    what: str
    expected: Rupiah
    counted: Rupiah
    verified: Rupiah | None
    #: What is over (+) or short (−), by the last count there was.
    over: Rupiah


@dataclass(frozen=True, slots=True)
class Answer:
    """What one cashier's counts came to in some days; `short` is negative."""

    cashier: str
    counts: int
    exact: int
    over: Rupiah
    short: Rupiah

    @property
    def balance(self) -> Rupiah:
        return self.over + self.short


def answers(connection: Connection, period: Period) -> list[Answer]:
    """Each cashier's counts added up, by name."""
    by_cashier: dict[str, list[Rupiah]] = {}
    for each in counted(connection, period):
        by_cashier.setdefault(each.cashier, []).append(each.over)
    return [
        Answer(
            cashier,
            len(amounts),
            amounts.count(ZERO),
            total(each for each in amounts if each > ZERO),
            total(each for each in amounts if each < ZERO),
        )
        for cashier, amounts in by_cashier.items()
    ]


def counted(connection: Connection, period: Period) -> list[Counted]:
    """Every count of the days, by cashier and then in the order they were made."""
    found = [*_openings(connection, period), *_closes(connection, period), *_handovers(connection, period)]
    return [each for _at, each in sorted(found, key=lambda both: (both[1].cashier.casefold(), both[0]))]


def _closes(connection: Connection, period: Period) -> list[tuple[object, Counted]]:
    columns = (ShiftClose.shift_id, ShiftRecord.business_date, Till.code, Document.number, Document.posted_at)
    amounts = (ShiftClose.expected, ShiftClose.counted)
    asked = (
        select(*columns, ShiftRecord.cashier_id, *amounts)
        .join(ShiftRecord, ShiftRecord.document_id == ShiftClose.shift_id)
        .join(Document, Document.id == ShiftClose.document_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .where(Till.branch_id == period.branch.id, ShiftRecord.business_date.between(period.first, period.last))
    )
    verified, holders, names = _verified(connection, period), _holders(connection, period), _names(connection)
    found: list[tuple[object, Counted]] = []
    for shift_id, day, till, number, at, opener, expected, amount in connection.execute(asked):
        once_more = verified.get(shift_id)
        over = (amount if once_more is None else once_more) - expected
        name = names[holders.get(shift_id, opener)]
        found.append((at, Counted(name, day, till, number, _("tutup shift"), expected, amount, once_more, over)))
    return found


def _verified(connection: Connection, period: Period) -> dict[int, Rupiah]:
    """Of the days' shifts that a supervisor counted too, what the last such count was."""
    step = ShiftVerification
    found = (
        select(step.shift_id, step.verified)
        .join(ShiftRecord, ShiftRecord.document_id == step.shift_id)
        .where(ShiftRecord.business_date.between(period.first, period.last))
        .order_by(step.step)
    )
    return dict(connection.execute(found).all())


def _holders(connection: Connection, period: Period) -> dict[int, int]:
    """Of the days' shifts that were handed over, who took the drawer last."""
    found = (
        select(ShiftHandover.shift_id, ShiftHandover.to_id)
        .join(ShiftRecord, ShiftRecord.document_id == ShiftHandover.shift_id)
        .where(ShiftRecord.business_date.between(period.first, period.last))
        .order_by(ShiftHandover.step)
    )
    return dict(connection.execute(found).all())


def _names(connection: Connection) -> dict[int, str]:
    return dict(connection.execute(select(User.id, User.name)).all())


def _openings(connection: Connection, period: Period) -> list[tuple[object, Counted]]:
    columns = (User.name, ShiftRecord.business_date, Till.code, Document.number, Document.posted_at)
    asked = (
        select(*columns, ShiftFound.left_before, ShiftFound.found)
        .join(ShiftRecord, ShiftRecord.document_id == ShiftFound.shift_id)
        .join(Document, Document.id == ShiftFound.document_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(User, User.id == ShiftRecord.cashier_id)
        .where(Till.branch_id == period.branch.id, ShiftRecord.business_date.between(period.first, period.last))
    )
    return [
        (at, Counted(name, day, till, number, _("buka shift"), left, amount, None, amount - left))
        for name, day, till, number, at, left, amount in connection.execute(asked)
    ]


def _handovers(connection: Connection, period: Period) -> list[tuple[object, Counted]]:
    columns = (User.name, ShiftRecord.business_date, Till.code, Document.number, Document.posted_at)
    asked = (
        select(*columns, ShiftHandover.expected, ShiftHandover.counted)
        .join(ShiftRecord, ShiftRecord.document_id == ShiftHandover.shift_id)
        .join(Document, Document.id == ShiftHandover.document_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(User, User.id == ShiftHandover.from_id)
        .where(Till.branch_id == period.branch.id, ShiftRecord.business_date.between(period.first, period.last))
    )
    return [
        (at, Counted(name, day, till, number, _("serah terima"), expected, amount, None, amount - expected))
        for name, day, till, number, at, expected, amount in connection.execute(asked)
    ]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One kind of tender at one close."""

    business_date: date
    till: str
    number: str
    count: TenderCount


def elsewhere(connection: Connection, period: Period) -> list[Elsewhere]:
    """Money in no drawer at each close of the days, in the order of the closes."""
    kept = ShiftTenderCount
    asked = (
        select(
            ShiftRecord.business_date,
            Till.code,
            Document.number,
            kept.kind,
            kept.times,
            kept.expected,
            kept.confirmed,
            kept.seen,
        )
        .join(ShiftClose, ShiftClose.document_id == kept.document_id)
        .join(ShiftRecord, ShiftRecord.document_id == ShiftClose.shift_id)
        .join(Document, Document.id == kept.document_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .where(Till.branch_id == period.branch.id, ShiftRecord.business_date.between(period.first, period.last))
        .order_by(ShiftRecord.business_date, Document.posted_at, kept.kind)
    )
    return [
        Elsewhere(day, till, number, TenderCount(kind, times, due, confirmed, seen))
        for day, till, number, kind, times, due, confirmed, seen in connection.execute(asked)
    ]
