"""Prices: how one takes the place of another.

A price is never overwritten: the old one is retired or ends the day before, so that what
held on any day can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from inventory.goods import PriceLine
from inventory.products import Price, ProductUnit
from koperasi import masters
from koperasi.errors import BadInput, NotFound
from koperasi.quantity import NOTHING
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

DAY = timedelta(days=1)
#: Who else is asked before a price changes: `guard(work, changes, why)` refuses or says nothing.
#: Tied by the composition root, since this room knows no room above it.
guards: list[Callable[[Work, Sequence[PriceChanged], str], None]] = []


@dataclass(frozen=True, slots=True)
class PriceChanged:
    """A unit's new price from `line.valid_from` on (from now on without it).

    With an end it holds beside the usual price for that time; without one it takes its place.
    """

    product_unit_id: int
    line: PriceLine
    #: Why it changes, for those who ask later.
    why: str = ""


@needs(Permission.PRICE_CHANGE)
def change_price(work: Work, change: PriceChanged) -> int:
    """Give a unit a new price, now or from a day on; returns the price's id."""
    return change_price_unguarded(work, change)


def change_price_unguarded(work: Work, change: PriceChanged) -> int:
    """Change a price inside another deed (an import of prices)."""
    unit_id, line = change.product_unit_id, change.line
    check_line(line)
    # Whoever else changes prices now waits, so that no price is put beside one not seen.
    masters.next_version(work.connection)
    unit_in_use(work.connection, unit_id)
    ask(work, [change])
    _make_room(work, unit_id, line)
    price_id = work.mint()
    masters.add(work.connection, Price, [price_row(price_id, unit_id, line) | stamp(work, change.why)])
    work.trace.detail.update(unit=str(unit_id), price=line.price.amount)
    return price_id


def ask(work: Work, changes: Sequence[PriceChanged], why: str = "") -> None:
    """Let every guard look at changes before they are made; raises what it refuses with."""
    for guard in guards:
        guard(work, changes, why)


def _make_room(work: Work, unit_id: int, line: PriceLine) -> None:
    """Retire or end what the new price takes the place of."""
    there = select(Price.id, Price.valid_from, Price.valid_until).where(
        Price.product_unit_id == unit_id,
        Price.rule == line.rule,
        Price.price_class == line.price_class,
        Price.min_quantity == line.min_quantity,
        Price.branch_id.is_(line.branch_id) if line.branch_id is None else Price.branch_id == line.branch_id,
        Price.retired_at.is_(None),
    )
    gone, cut = displaced(work.connection.execute(there).all(), line)
    for row in gone:
        masters.change(work.connection, Price, row.id, retired_at=work.now)
    for row in cut:
        masters.change(work.connection, Price, row.id, valid_until=line.valid_from - DAY)  # type: ignore[operator]


def displaced(rows: Sequence[Any], line: PriceLine) -> tuple[list[Any], list[Any]]:
    """Of prices in use of the same unit, rule, class, quantity and branch: what a new line retires, and what it ends.

    What it ends holds until the day before it begins.  Pure; a row has `valid_from` and `valid_until`.
    """
    if line.valid_until is not None:
        return [row for row in rows if (row.valid_from, row.valid_until) == (line.valid_from, line.valid_until)], []
    usual, start = _usual(rows), line.valid_from
    before = [row for row in usual if start and (row.valid_from is None or row.valid_from < start)]
    gone = [row for row in usual if row not in before]
    return gone, [row for row in before if row.valid_until is None or (start and row.valid_until >= start)]


def _usual(rows: Sequence[Any]) -> list[Any]:
    """The chain of prices without an end: the last one, and those that end as the next begins."""
    begins: set[date] = {row.valid_from for row in rows if row.valid_until is None and row.valid_from}
    found = [row for row in rows if row.valid_until is None]
    while before := [row for row in rows if row not in found and row.valid_until and row.valid_until + DAY in begins]:
        found += before
        begins |= {row.valid_from for row in before if row.valid_from}
    return found


def check_line(line: PriceLine) -> None:
    if line.price.amount < 0 or line.min_quantity < NOTHING:
        raise BadInput(_("Harga tidak boleh kurang dari nol."), field="price")
    if line.valid_from and line.valid_until and line.valid_until < line.valid_from:
        raise BadInput(_("Harga berakhir sebelum mulai."), field="valid_until")


def price_row(price_id: int, unit_id: int, line: PriceLine) -> dict[str, Any]:
    return {"id": price_id, "product_unit_id": unit_id, **{name: getattr(line, name) for name in PriceLine.__slots__}}


def stamp(work: Work, why: str = "") -> dict[str, Any]:
    """When a price is set, by whom and why."""
    return {"set_at": work.now, "set_by_id": work.actor.id, "why": plain(why) or None}


def unit_in_use(connection: Connection, unit_id: int) -> None:
    there = select(ProductUnit.id).where(ProductUnit.id == unit_id, ProductUnit.retired_at.is_(None))
    if connection.scalar(there) is None:
        raise NotFound(_("Satuan tidak ditemukan."))
