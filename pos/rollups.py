"""Kept totals: of each shift, written at its close, and carried from there into its day and its month.

What a close carries costs as much as its shift has goods, whatever was sold before it.  So
that no two closes write one day's rows at once, each holds its branch's row from there to
its commit.  `sbmi-mart check` derives every level again from the one below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection, ForeignKey, Table, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import branches, bulk, shifts, tills
from koperasi.branches import Branch, BranchRecord
from koperasi.columns import WordColumn
from koperasi.database import KEPT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos import total_rows
from pos.total_values import SUMS, Topic, Total, plain

NONE = text("0")


class ShiftTotal(Record):
    """A closed shift's total of one topic and key, members' sales and others' apart."""

    __tablename__ = "shift_totals"
    __table_class__ = KEPT

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.document_id"), primary_key=True)
    topic: Mapped[Topic] = mapped_column(WordColumn(Topic), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    members: Mapped[bool] = mapped_column(primary_key=True)
    branch_id: Mapped[int]
    business_date: Mapped[date]
    count: Mapped[int]
    quantity: Mapped[Quantity]
    gross: Mapped[Rupiah]
    discount: Mapped[Rupiah]
    net: Mapped[Rupiah]
    rounding: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    maker_share: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    promotion: Mapped[Rupiah]
    tax_base: Mapped[Rupiah] = mapped_column(server_default=NONE)
    tax: Mapped[Rupiah] = mapped_column(server_default=NONE)


class DayTotal(Record):
    """The totals of a branch's closed shifts of one business date, in the order reports read them."""

    __tablename__ = "day_totals"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[Topic] = mapped_column(WordColumn(Topic), primary_key=True)
    business_date: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    members: Mapped[bool] = mapped_column(primary_key=True)
    count: Mapped[int]
    quantity: Mapped[Quantity]
    gross: Mapped[Rupiah]
    discount: Mapped[Rupiah]
    net: Mapped[Rupiah]
    rounding: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    maker_share: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    promotion: Mapped[Rupiah]
    tax_base: Mapped[Rupiah]
    tax: Mapped[Rupiah]


class MonthTotal(Record):
    """The same of a month, which its first day names."""

    __tablename__ = "month_totals"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[Topic] = mapped_column(WordColumn(Topic), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    members: Mapped[bool] = mapped_column(primary_key=True)
    count: Mapped[int]
    quantity: Mapped[Quantity]
    gross: Mapped[Rupiah]
    discount: Mapped[Rupiah]
    net: Mapped[Rupiah]
    rounding: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    maker_share: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    promotion: Mapped[Rupiah]
    tax_base: Mapped[Rupiah]
    tax: Mapped[Rupiah]


#: The month of a business date, as SQL; days are ISO text.
MONTH = "SUBSTR(business_date, 1, 7) || '-01'"
#: Each level above a shift: its table, the column of its days, and how that comes from a date.
LEVELS = (("day_totals", "business_date", "business_date"), ("month_totals", "month", MONTH))


def _carrying(table: str, column: str, day: str) -> str:
    sums = ", ".join(SUMS)
    signed = ", ".join(f"CAST(:sign AS BIGINT) * {name}" for name in SUMS)
    both = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in SUMS)
    return (
        f"INSERT INTO {table} (branch_id, topic, {column}, key, members, {sums}) "  # noqa: S608
        f"SELECT branch_id, topic, {day}, key, members, {signed} FROM shift_totals WHERE shift_id = :shift "
        f"ON CONFLICT (branch_id, topic, {column}, key, members) DO UPDATE SET {both}"
    )


_CARRY = tuple(text(_carrying(*level)) for level in LEVELS)
#: What a shift's rows left at nothing: a key that it no longer has, and no other shift either.
_EMPTY = tuple(
    text(
        f"DELETE FROM {table} WHERE branch_id = :branch AND {column} = :day AND "  # noqa: S608
        + " AND ".join(f"{name} = 0" for name in SUMS)
    )
    for table, column, _day in LEVELS
)


def keep(connection: Connection, shift: shifts.Shift) -> list[Total]:
    """Keep a shift's totals at its close, and count them into its day and month; returns them."""
    branch = _branch_of(connection, shift)
    found = _keep_shift(connection, branch, shift)
    _hold(connection, branch)
    _carry(connection, shift, 1)
    return found


def keep_late(connection: Connection, shift: shifts.Shift, sold: Rupiah) -> None:
    """Count what came after its shift was closed (a sale, a correction) into what the close kept.

    The till's row is written first, as a close holds it first: so no two wait for each other.
    """
    tills.add_to_grand_total(connection, shift.till_id, sold)
    branch = _branch_of(connection, shift)
    _hold(connection, branch)
    _carry(connection, shift, -1)
    connection.execute(delete(ShiftTotal).where(ShiftTotal.shift_id == shift.id))
    _keep_shift(connection, branch, shift)
    _carry(connection, shift, 1)
    days = (shift.business_date.isoformat(), shift.business_date.replace(day=1).isoformat())
    for statement, day in zip(_EMPTY, days, strict=True):
        connection.execute(statement, {"branch": branch.id, "day": day})


def _branch_of(connection: Connection, shift: shifts.Shift) -> Branch:
    """Where its till stands, which is not always where the PC that closes it does."""
    return branches.every_branch(connection)[tills.branch_of(connection, shift.till_id) or 0]


_COLUMNS = tuple(column.name for column in ShiftTotal.__table__.columns)
#: A kept row as it is stored, in the order of the columns.
Row = tuple[int | str, ...]


def _rows(branch: Branch, shift: shifts.Shift, found: Iterable[Total]) -> list[Row]:
    day = shift.business_date.isoformat()
    return [(shift.id, each.topic.value, each.key, int(each.members), branch.id, day, *plain(each)) for each in found]


def _keep_shift(connection: Connection, branch: Branch, shift: shifts.Shift) -> list[Total]:
    found = total_rows.raw(connection, branch, [shift.id])
    table = ShiftTotal.__table__
    if found and isinstance(table, Table):
        bulk.insert(connection, table, _COLUMNS, _rows(branch, shift, found))
    return found


def counted(connection: Connection, branch: Branch, shift: shifts.Shift) -> set[Row]:
    """A shift's rows as they must be, counted from its sales."""
    return set(_rows(branch, shift, total_rows.raw(connection, branch, [shift.id])))


def kept(connection: Connection, shift_id: int) -> set[Row]:
    """A shift's rows as they are kept."""
    statement = text(f"SELECT {', '.join(_COLUMNS)} FROM shift_totals WHERE shift_id = :shift")  # noqa: S608
    return {(*row[:3], int(row[3]), *row[4:]) for row in connection.execute(statement, {"shift": shift_id})}


def _hold(connection: Connection, branch: Branch) -> None:
    """Let no other close count into this branch's days until this transaction ends (PostgreSQL)."""
    held = select(BranchRecord.id).where(BranchRecord.id == branch.id)
    connection.execute(held.with_for_update(key_share=True))


def _carry(connection: Connection, shift: shifts.Shift, sign: int) -> None:
    for statement in _CARRY:
        connection.execute(statement, {"shift": shift.id, "sign": sign})


def rebuild(connection: Connection, branches: dict[int, Branch]) -> None:
    """Make the kept totals anew: shifts from their sales, days and months from the shifts."""
    for table in ("shift_totals", *(level[0] for level in LEVELS)):
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    for branch, shift in closed(connection, branches):
        _keep_shift(connection, branch, shift)
    for statement in FILLS:
        connection.execute(text(statement))


def closed(connection: Connection, branches: dict[int, Branch]) -> Iterator[tuple[Branch, shifts.Shift]]:
    """Every closed shift with the branch its till stands in."""
    found = (
        select(shifts.ShiftClose.shift_id, tills.Till.branch_id)
        .join(shifts.ShiftRecord, shifts.ShiftRecord.document_id == shifts.ShiftClose.shift_id)
        .join(tills.Till, tills.Till.id == shifts.ShiftRecord.till_id)
        .order_by(shifts.ShiftClose.shift_id)
    )
    for shift_id, branch_id in connection.execute(found).all():
        yield branches[branch_id], shifts.by_id(connection, shift_id)


def _filling(table: str, column: str, day: str, source: str) -> str:
    added = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in SUMS)
    return (
        f"INSERT INTO {table} (branch_id, topic, {column}, key, members, {', '.join(SUMS)}) "  # noqa: S608
        f"SELECT branch_id, topic, {day}, key, members, {added} FROM {source} "
        f"GROUP BY branch_id, topic, {day}, key, members"
    )


#: Days from shifts, and months from days: both tables made whole.
FILLS = (
    _filling("day_totals", "business_date", "business_date", "shift_totals"),
    _filling("month_totals", "month", MONTH, "day_totals"),
)
