"""What moved of goods over any days, out of the kept totals and the few documents not yet in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from inventory.move_totals import FROM
from koperasi import pieces
from koperasi.pieces import Piece


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one branch, both included, and the kept rows that make them up."""

    branch_id: int
    first: date
    last: date
    parts: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Kept:
    """The first month and the last day of which a branch has kept rows."""

    oldest: date
    newest: date


_KEPT = text(
    "SELECT (SELECT MIN(business_date) FROM move_months WHERE branch_id = :branch), "
    "(SELECT MAX(business_date) FROM move_days WHERE branch_id = :branch)"
)


def kept(connection: Connection, branch_id: int) -> Kept | None:
    """None while nothing is kept."""
    oldest, newest = connection.execute(_KEPT, {"branch": branch_id}).one()
    return Kept(date.fromisoformat(oldest), date.fromisoformat(newest)) if oldest and newest else None


def of_days(connection: Connection, branch_id: int, first: date, last: date) -> Span:
    """These days, as few kept rows as can be."""
    return Span(branch_id, first, last, pieces.pieces(first, last, _newest(connection, branch_id)))


def until(connection: Connection, branch_id: int, last: date) -> Span:
    """All days up to and with this one."""
    return Span(branch_id, date.min, last, pieces.until(last, _newest(connection, branch_id)))


def after(connection: Connection, branch_id: int, day: date) -> Span:
    """All days after this one, be they still to come."""
    first = date.fromordinal(day.toordinal() + 1)
    return Span(branch_id, first, date.max, pieces.after(day, _newest(connection, branch_id)))


def forwards_is_nearer(connection: Connection, branch_id: int, day: date) -> bool:
    """Whether fewer days lie before the end of this one than after it."""
    there = kept(connection, branch_id)
    return there is not None and day - there.oldest < there.newest - day


def _newest(connection: Connection, branch_id: int) -> date:
    """Only to choose by: what comes after it is read too."""
    there = kept(connection, branch_id)
    return date.max if there is None else there.newest


def moved(span: Span, *keys: str) -> tuple[str, dict[str, Any]]:
    """SQL of the rows to be added up (product_id, the keys named, quantity, value, moves), and its values.

    In one statement, so that nothing is added up meanwhile.  Where pieces are taken off
    again, something may be left of which there was no move: its `moves` come to nothing.
    """
    names = ", ".join(("product_id", *keys))
    selects: list[str] = []
    values: dict[str, Any] = {"moved_branch": span.branch_id}
    for place, piece in enumerate(span.parts):
        table, sign = ("move_months" if piece.monthly else "move_days"), ("" if piece.sign > 0 else "-")
        selects.append(
            f"SELECT {names}, {sign}quantity AS quantity, {sign}value AS value, {sign}moves AS moves FROM {table} "  # noqa: S608
            f"WHERE branch_id = :moved_branch AND business_date BETWEEN :since{place} AND :until{place}"
        )
        values |= {f"since{place}": piece.first.isoformat(), f"until{place}": piece.last.isoformat()}
    selects.append(_raw(keys))
    values |= {"moved_first": span.first.isoformat(), "moved_last": span.last.isoformat()}
    return " UNION ALL ".join(selects), values


def _raw(keys: Sequence[str]) -> str:
    """The documents not yet in the totals come first: their list is short, whatever the planner knows."""
    named = ", ".join(f"{FROM[key]} AS {key}" for key in ("product_id", *keys))
    lots, its_lot = (" CROSS JOIN lots l", " AND l.id = m.lot_id") if "consigned" in keys else ("", "")
    return (
        f"SELECT {named}, m.quantity, m.value, 1 AS moves "  # noqa: S608
        f"FROM unsummed_documents u CROSS JOIN documents d CROSS JOIN moves m{lots} "
        f"WHERE d.id = u.document_id AND d.business_date BETWEEN :moved_first AND :moved_last "
        f"AND m.document_id = u.document_id{its_lot} "
        "AND m.location_id IN (SELECT id FROM locations WHERE branch_id = :moved_branch)"
    )
