"""Checks of kept totals: each level is derived again from the one below, down to the sales."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from koperasi import branches
from koperasi.checks import Check, named, rows
from koperasi.shop import Shop
from koperasi.text import N_, _, short_date
from koperasi.work import Work
from pos import rollups
from pos.total_values import SUMS


def shift_totals(connection: Connection, _shop: Shop) -> list[str]:
    """Every closed shift's kept rows are what its sales, lines, tenders and removed lines say."""
    said = _("{number}: jumlah shift tersimpan tidak cocok")
    return named(said.format(number=number) for number in _wrong_shifts(connection))


def _wrong_shifts(connection: Connection) -> Iterator[str]:
    numbers = "SELECT c.shift_id, d.number FROM shift_closes c JOIN documents d ON d.id = c.document_id"
    of_shift = {row.shift_id: row.number for row in rows(connection, numbers)}
    for branch, shift in rollups.closed(connection, branches.every_branch(connection)):
        if rollups.kept(connection, shift.id) != rollups.counted(connection, branch, shift):
            yield of_shift[shift.id]
    stray = "SELECT DISTINCT d.number FROM shift_totals t JOIN documents d ON d.id = t.shift_id "
    unclosed = "WHERE NOT EXISTS (SELECT 1 FROM shift_closes c WHERE c.shift_id = t.shift_id) ORDER BY d.number"
    yield from (row.number for row in rows(connection, stray + unclosed))


def _differing(table: str, column: str, day: str, source: str) -> str:
    """The days of a table that are not the sums of its source."""
    there = ", ".join(SUMS)
    less = ", ".join(f"-{name}" for name in SUMS)
    differs = " OR ".join(f"SUM({name}) <> 0" for name in SUMS)
    return f"""
SELECT DISTINCT day FROM (
  SELECT day FROM (
    SELECT branch_id, topic, {column} AS day, key, members, {there} FROM {table}
    UNION ALL
    SELECT branch_id, topic, {day}, key, members, {less} FROM {source}
  ) AS both_sides GROUP BY branch_id, topic, day, key, members HAVING {differs}
) AS wrong ORDER BY day
"""  # noqa: S608


_DAYS, _MONTHS = (
    _differing(*level, source) for level, source in zip(rollups.LEVELS, ("shift_totals", "day_totals"), strict=True)
)


def day_totals(connection: Connection, _shop: Shop) -> list[str]:
    """Every day's kept totals are the sums of its closed shifts."""
    said = _("{day}: jumlah harian tersimpan tidak cocok dengan shiftnya")
    found = (date.fromisoformat(row.day) for row in rows(connection, _DAYS))
    return named(said.format(day=short_date(day)) for day in found)


def month_totals(connection: Connection, _shop: Shop) -> list[str]:
    """Every month's kept totals are the sums of its days."""
    said = _("{month}: jumlah bulanan tersimpan tidak cocok dengan hariannya")
    found = (date.fromisoformat(row.day) for row in rows(connection, _MONTHS))
    return named(said.format(month=f"{day:%m/%Y}") for day in found)


CHECKS = (
    Check(N_("Rincian setiap shift"), shift_totals),
    Check(N_("Jumlah setiap hari"), day_totals),
    Check(N_("Jumlah setiap bulan"), month_totals),
)


def rebuild(work: Work) -> None:
    """Make the totals of shifts, days and months anew."""
    rollups.rebuild(work.connection, branches.every_branch(work.connection))
