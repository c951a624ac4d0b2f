"""Totals over days: whole months and days as they were kept, open shifts from their raw lines.

So a report costs the same at a million lines of history as at none, and no two tills' sales
ever write a row in common (`pos.rollups` keeps, `pos.total_rows` counts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from operator import add
from typing import Any

from sqlalchemy import Connection, select, text

from koperasi import shifts
from koperasi.branches import Branch
from koperasi.bulk import Prepared
from koperasi.pieces import Piece, pieces
from koperasi.tills import Till, TillDrawer
from pos.total_rows import hour, raw
from pos.total_values import SUMS, Topic, Total, made, merged, plain

__all__ = [
    "Topic",
    "Total",
    "added",
    "by_day",
    "by_month",
    "daily",
    "daily_keys",
    "hour",
    "made",
    "merged",
    "number",
    "of_days",
    "open_shifts",
    "plain",
    "raw",
]


def of_days(connection: Connection, branch: Branch, first: date, last: date, *topics: Topic) -> list[Total]:
    """The totals of the days, kept ones of closed shifts and raw ones of open shifts together.

    Of every topic when none is named.  Over any length: whole months come as such.
    """
    kept = [total for _none, total in _read(connection, branch, pieces(first, last), topics)]
    live = raw(connection, branch, open_shifts(connection, branch, first, last), topics or tuple(Topic))
    return merged([*kept, *live]) if live else kept


def by_day(connection: Connection, branch: Branch, first: date, last: date, *topics: Topic) -> dict[date, list[Total]]:
    """Each day on which anything was sold, in order, with its totals as `of_days` would give them."""
    return _by(connection, branch, first, last, "business_date", topics)


def by_month(
    connection: Connection, branch: Branch, first: date, last: date, *topics: Topic
) -> dict[date, list[Total]]:
    """The same by month; each month's first day names it, also where the days begin later."""
    return _by(connection, branch, first, last, "month", topics)


def _by(
    connection: Connection, branch: Branch, first: date, last: date, column: str, topics: Sequence[Topic]
) -> dict[date, list[Total]]:
    parts = pieces(first, last) if column == "month" else [Piece(False, first, last)]
    found: dict[date, list[Total]] = {}
    for kept, total in _read(connection, branch, parts, topics, column):
        found.setdefault(date.fromisoformat(kept), []).append(total)
    still_open = open_days(connection, branch, first, last)
    for day in sorted(set(still_open.values())):
        live = raw(connection, branch, [shift for shift in still_open if still_open[shift] == day], topics or [*Topic])
        named = day.replace(day=1) if column == "month" else day
        if live:
            found[named] = merged([*found.get(named, ()), *live])
    return dict(sorted(found.items()))


_EVERYTHING = tuple(Topic)


def selected(
    parts: Sequence[Piece], topics: Sequence[Topic], when: str = "''", names: Sequence[str] = SUMS
) -> tuple[str, dict[str, Any]]:
    """SQL of the kept rows that the pieces name (`day`, topic, key, members and the sums named), and its values.

    `when` is what `day` is made of: a constant, `business_date` or `month`.
    """
    words = {f"topic{place}": topic.value for place, topic in enumerate(topics or _EVERYTHING)}
    among = ", ".join(f":{name}" for name in words)
    values: dict[str, Any] = dict(words)
    selects = []
    for place, piece in enumerate(parts):
        table, column = ("month_totals", "month") if piece.monthly else ("day_totals", "business_date")
        day = "SUBSTR(business_date, 1, 7) || '-01'" if when == "month" and not piece.monthly else when
        sums = ", ".join(name if piece.sign > 0 else f"-{name} AS {name}" for name in names)
        selects.append(
            f"SELECT {day} AS day, topic, key, members, {sums} FROM {table} "  # noqa: S608
            f"WHERE branch_id = :branch AND topic IN ({among}) AND {column} BETWEEN :first{place} AND :last{place}"
        )
        values[f"first{place}"], values[f"last{place}"] = piece.first.isoformat(), piece.last.isoformat()
    return " UNION ALL ".join(selects), values


_ADDED = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in SUMS)
_THERE = " OR ".join(f"SUM({name}) <> 0" for name in SUMS)


def _read(
    connection: Connection, branch: Branch, parts: Sequence[Piece], topics: Sequence[Topic], when: str = "''"
) -> Iterator[tuple[str, Total]]:
    """The pieces added up in the database, by `day`, topic, key and membership."""
    if not parts:
        return
    kept, values = selected(parts, topics, when)
    statement = (
        f"SELECT day, topic, key, members, {_ADDED} FROM ({kept}) AS kept "  # noqa: S608
        f"GROUP BY day, topic, key, members HAVING {_THERE}"
    )
    for day, topic, key, members, *sums in connection.execute(text(statement), {**values, "branch": branch.id}):
        yield day, made(Topic(topic), key, bool(members), sums)


def added(
    connection: Connection, branch: Branch, first: date, last: date, topic: Topic, names: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Of every key of a topic the sums named, members and others together, in whole numbers: for there are many.

    Keys of which nothing was counted are left out.
    """
    parts = pieces(first, last)
    found = _added(connection, branch, parts, topic, names) if parts else []
    live = raw(connection, branch, open_shifts(connection, branch, first, last), [topic])
    if not live:
        return found
    places = [SUMS.index(name) for name in names]
    by_key: dict[str, tuple[Any, ...]] = {row[0]: row for row in found}
    for each in live:
        sums = plain(each)
        more = [sums[place] for place in places]
        before = by_key.get(each.key)
        by_key[each.key] = (each.key, *(more if before is None else map(add, before[1:], more)))
    return [*by_key.values()]


def _added(
    connection: Connection, branch: Branch, parts: Sequence[Piece], topic: Topic, names: Sequence[str]
) -> list[tuple[Any, ...]]:
    """What is kept of it, in the driver's own rows."""
    kept, values = selected(parts, [topic], names=tuple(dict.fromkeys(("count", *names))))
    summing = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in names)
    there = " OR ".join(f"SUM({name}) <> 0" for name in ("count", *names))
    statement = text(f"SELECT key, {summing} FROM ({kept}) AS kept GROUP BY key HAVING {there}")  # noqa: S608
    return Prepared(statement).rows(connection, **values, branch=branch.id)


Days = dict[tuple[date, bool], list[int]]
Keys = dict[tuple[date, str], list[int]]


def daily(
    connection: Connection,
    branch: Branch,
    first: date,
    last: date,
    topic: Topic,
    names: Sequence[str],
    *,
    monthly: bool = False,
) -> Days:
    """Of each day (or month, named by its first day), members and others, the sums named over all keys of a topic."""
    found = _by_day_and(connection, branch, first, last, topic, names, "members", monthly=monthly)
    return {(day, bool(members)): sums for (day, members), sums in found.items()}


def daily_keys(
    connection: Connection, branch: Branch, first: date, last: date, topic: Topic, names: Sequence[str]
) -> Keys:
    """Of each day and key of a topic the sums named, members and others together."""
    found = _by_day_and(connection, branch, first, last, topic, names, "key", monthly=False)
    return {(day, str(key)): sums for (day, key), sums in found.items()}


def _by_day_and(
    connection: Connection,
    branch: Branch,
    first: date,
    last: date,
    topic: Topic,
    names: Sequence[str],
    by: str,
    *,
    monthly: bool,
) -> dict[tuple[date, Any], list[int]]:
    """In whole numbers and added up by the database: a year of days has many rows."""
    found: dict[tuple[date, Any], list[int]] = {}
    if first > last:
        return found
    parts = pieces(first, last) if monthly else [Piece(False, first, last)]
    kept, values = selected(parts, [topic], "month" if monthly else "business_date", names)
    sums = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in names)
    statement = text(f"SELECT day, {by}, {sums} FROM ({kept}) AS kept GROUP BY day, {by}")  # noqa: S608
    for day, key, *row in connection.execute(statement, {**values, "branch": branch.id}):
        if any(row):
            found[date.fromisoformat(day), key] = row
    places = [SUMS.index(name) for name in names]
    for shift, day in open_days(connection, branch, first, last).items():
        for each in raw(connection, branch, [shift], [topic]):
            sums_of, named = plain(each), (day.replace(day=1) if monthly else day, getattr(each, by))
            before = found.get(named, [0] * len(names))
            found[named] = [*map(add, before, (sums_of[place] for place in places))]
    return dict(sorted(found.items()))


def number(total: Total, name: str) -> int:
    """One sum of a total as a whole number."""
    return plain(total)[SUMS.index(name)]


def open_days(connection: Connection, branch: Branch, first: date, last: date) -> dict[int, date]:
    """The open shifts of a branch whose business date is among these days, and that date."""
    found = (
        select(TillDrawer.shift_id, shifts.ShiftRecord.business_date)
        .join(Till, Till.id == TillDrawer.till_id)
        .join(shifts.ShiftRecord, shifts.ShiftRecord.document_id == TillDrawer.shift_id)
        .where(Till.branch_id == branch.id, shifts.ShiftRecord.business_date.between(first, last))
    )
    return {shift: day for shift, day in connection.execute(found) if shift is not None}


def open_shifts(connection: Connection, branch: Branch, first: date, last: date) -> list[int]:
    """The open shifts of a branch whose business date is among these days."""
    return [*open_days(connection, branch, first, last)]
