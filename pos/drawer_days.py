"""Drawers over days: each shift's money from float to deposit, its counts, its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, select

from koperasi import handovers, shifts, verifications
from koperasi.branches import Branch
from koperasi.cash import CashKind
from koperasi.documents import Document, FlagRecord, Kind
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah, total
from koperasi.shifts import ShiftRecord
from koperasi.tills import Till
from koperasi.users import User
from pos import readings
from pos.closings import ZReport


@dataclass(frozen=True, slots=True)
class DrawerDay:
    """A shift's drawer.  What its close decides is None while it is open.

    float_amount + sold + came − went − dropped = expected; counted and verified are the
    cashier's count and the last supervisor's; over is by the last count there is.
    """

    till: str
    cashier: str
    z: str
    float_amount: Rupiah
    sold: Rupiah
    came: Rupiah
    went: Rupiah
    dropped: Rupiah
    expected: Rupiah
    counted: Rupiah | None = None
    verified: Rupiah | None = None
    banked: Rupiah | None = None
    left: Rupiah | None = None

    @property
    def over(self) -> Rupiah | None:
        count = self.counted if self.verified is None else self.verified
        return None if count is None else count - self.expected

    @property
    def open(self) -> bool:
        return self.counted is None


def of_days(connection: Connection, branch: Branch, first: date, last: date) -> tuple[DrawerDay, ...]:
    """Every shift of the days in the order they were opened, imports left out that had no drawer."""
    found = (
        select(ShiftRecord.document_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(Document, Document.id == ShiftRecord.document_id)
        .where(Till.branch_id == branch.id, ShiftRecord.business_date.between(first, last))
        .order_by(ShiftRecord.business_date, Document.posted_at, Document.id)
    )
    return tuple(_drawer(connection, shift_id) for shift_id in connection.execute(found).scalars().all())


def _drawer(connection: Connection, shift_id: int) -> DrawerDay:
    shift = shifts.by_id(connection, shift_id)
    moved = readings.passed(connection, shift)
    sold, dropped = moved.pop(Kind.SALE, ZERO), -moved.pop(CashKind.DROP, ZERO)
    came = total(amount for amount in moved.values() if amount > ZERO)
    went = -total(amount for amount in moved.values() if amount < ZERO)
    holder = select(User.name).where(User.id == handovers.holder(connection, shift))
    told = DrawerDay(
        shift.till_name,
        connection.execute(holder).scalar_one(),
        "",
        shift.float_amount,
        sold,
        came,
        went,
        dropped,
        shift.float_amount + sold + came - went - dropped,
    )
    try:
        close = shifts.closing(connection, shift_id)
    except NotFound:
        return told
    number = connection.execute(select(Document.number).where(Document.id == close.document_id)).scalar_one()
    known = verifications.of_shift(connection, shift_id)
    return replace(
        told,
        z=number,
        counted=close.counted,
        verified=known[-1].verified if known else None,
        banked=close.banked,
        left=close.left_in_drawer,
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """A till's receipts over days: first and last number, how many are missing, and all it ever sold.

    `grand_total` and `z` are of its last close by the last of the days.
    """

    till: str
    first: str
    last: str
    missing: int
    z: str
    grand_total: Rupiah


@dataclass(frozen=True, slots=True)
class Sealed:
    """A close: its Z's number, the till, the grand total then, and the heads of all audit chains."""

    z: str
    till: str
    business_date: date
    grand_total: Rupiah
    heads: tuple[str, ...]


def numbered(connection: Connection, branch: Branch, first: date, last: date) -> tuple[Numbered, ...]:
    """Each till that sold or closed in the days, by name; numbers come from its closes and its open shift."""
    by_till: dict[int, list[Numbered]] = {}
    for till_id, run in _runs(connection, branch, first, last):
        by_till.setdefault(till_id, []).append(run)
    late = _late(connection, branch, first, last)
    told = [_numbered(runs, late.get(till_id, 0)) for till_id, runs in by_till.items()]
    return tuple(sorted(told, key=lambda each: each.till))


def _runs(connection: Connection, branch: Branch, first: date, last: date) -> list[tuple[int, Numbered]]:
    """Each shift's own receipts with its till's id, closed ones in order, then those still open."""
    closed = (
        select(Till.id, Till.name, ZReport.first_number, ZReport.last_number, ZReport.missing)
        .add_columns(Document.number, ZReport.grand_total)
        .join(ShiftRecord, ShiftRecord.document_id == ZReport.shift_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(Document, Document.id == ZReport.document_id)
        .where(Till.branch_id == branch.id, ShiftRecord.business_date.between(first, last))
        .order_by(ShiftRecord.business_date, Document.posted_at, Document.id)
    )
    runs = [(row[0], Numbered(*row[1:])) for row in connection.execute(closed).all()]
    from pos import totals

    for shift_id in totals.open_shifts(connection, branch, first, last):
        shift = shifts.by_id(connection, shift_id)
        found = readings.numbers_of(connection, shift)
        runs.append((shift.till_id, Numbered(shift.till_name, found.first, found.last, found.missing, "", ZERO)))
    return runs


def _numbered(runs: Sequence[Numbered], late: int) -> Numbered:
    sold = [each for each in runs if each.first]
    closed = [each for each in runs if each.z]
    between = sum(_gap(one.last, other.first) for one, other in pairwise(sold))
    missing = sum(each.missing for each in runs) + between - late
    return Numbered(
        runs[-1].till,
        sold[0].first if sold else "",
        sold[-1].last if sold else "",
        max(0, missing),
        closed[-1].z if closed else "",
        closed[-1].grand_total if closed else ZERO,
    )


_PARTS = re.compile(r"(.*?)([0-9]+)")


def _gap(last: str, following: str) -> int:
    """How many numbers lie between two of one series; none between two series."""
    one, other = _PARTS.fullmatch(last), _PARTS.fullmatch(following)
    if one is None or other is None or one[1] != other[1]:
        return 0
    return max(0, int(other[2]) - int(one[2]) - 1)


def _late(connection: Connection, branch: Branch, first: date, last: date) -> dict[int, int]:
    """Till → sales that came after their shift's close: its Z counts their numbers as missing."""
    found = (
        select(ShiftRecord.till_id, func.count())
        .join(Document, Document.shift_id == ShiftRecord.document_id)
        .join(FlagRecord, FlagRecord.document_id == Document.id)
        .where(FlagRecord.rule == "shift-closed", Document.kind == Kind.SALE, Document.branch_id == branch.id)
        .where(ShiftRecord.business_date.between(first, last))
        .group_by(ShiftRecord.till_id)
    )
    rows: Any = connection.execute(found).all()
    return dict(rows)


def sealed(connection: Connection, branch: Branch, first: date, last: date) -> Sealed | None:
    """The last close of the days, which ties every chain as it stood then."""
    found = (
        select(Document.number, Till.name, ShiftRecord.business_date, ZReport.grand_total, ZReport.heads)
        .join(ShiftRecord, ShiftRecord.document_id == ZReport.shift_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(Document, Document.id == ZReport.document_id)
        .where(Till.branch_id == branch.id, ShiftRecord.business_date.between(first, last))
        .order_by(ShiftRecord.business_date.desc(), Document.posted_at.desc(), Document.id.desc())
        .limit(1)
    )
    row = connection.execute(found).first()
    return None if row is None else Sealed(*row[:4], tuple(row[4].split()))
