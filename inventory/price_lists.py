"""Price lists: many prices changed in one deed, all or none, with one reason.

What a preview proposed, what a person typed over it, what a file says: all come here.  A
price that holds already is left alone, so doing a list twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from inventory import price_queries, prices
from inventory.goods import PriceLine
from inventory.prices import PriceChanged, displaced
from inventory.products import Price, Product, ProductUnit
from koperasi import masters
from koperasi.errors import NotFound, Refused
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

#: So many goods are named in a refusal.
NAMED = 3


@dataclass(frozen=True, slots=True)
class PriceList:
    """New prices and why; those below what the goods cost only where that is said."""

    prices: tuple[PriceChanged, ...]
    why: str = ""
    below_cost: bool = False


@needs(Permission.PRICE_CHANGE)
def apply(work: Work, listed: PriceList) -> int:
    """Change all these prices; returns how many were not so already.

    Raises BadInput for an impossible line, NotFound for a unit out of use, Refused (rule
    `below-cost`) for prices below cost that nobody said were meant.
    """
    return apply_unguarded(work, listed)


def apply_unguarded(work: Work, listed: PriceList) -> int:
    """The same inside another deed (an import of prices)."""
    for each in listed.prices:
        prices.check_line(each.line)
    # Whoever else changes prices now waits, so that no price is put beside one not seen.
    masters.next_version(work.connection)
    units = _units(work, {each.product_unit_id for each in listed.prices})
    if not listed.below_cost:
        _refuse_below_cost(work, listed.prices, units)
    there = _simulated(work.connection, listed.prices, work.shop.branch.business_date(work.now))
    prices.ask(work, [each for each in listed.prices if there.changes(place_of(each))], listed.why)
    why = plain(listed.why)
    touched = there.touched(work.now)
    new = [
        prices.price_row(work.mint(), unit_id, line) | prices.stamp(work, said or why)
        for unit_id, line, said in there.new()
    ]
    if touched:
        masters.put(work.connection, Price, touched)
    if new:
        masters.add(work.connection, Price, new)
    work.trace.detail.update(prices=len(new), why=why)
    return len(new)


_COLUMNS = tuple(
    column
    for column in Price.__table__.columns
    if column.name not in {"home", "version"}  # put fills those
)
_Place = tuple[Any, ...]
_KEY = ("product_unit_id", "rule", "price_class", "min_quantity", "branch_id")


class _Prices:
    """The prices in use of some units, and what a list makes of them.

    Prices of one unit, rule, class, quantity and branch are a place; a place that ends up as it
    was is not touched, so that a list done again does nothing.
    """

    def __init__(self, rows: Iterable[Any], day: date) -> None:
        self._day = day
        self._places: dict[_Place, list[SimpleNamespace]] = {}
        self._gone: dict[_Place, list[SimpleNamespace]] = {}
        for row in rows:
            one = SimpleNamespace(**{column.name: getattr(row, column.name) for column in _COLUMNS}, why_new=None)
            place: _Place = tuple(getattr(one, name) for name in _KEY)
            self._places.setdefault(place, []).append(one)
        self._before = {place: self._lines(place) for place in self._places}

    def change(self, change: PriceChanged) -> None:
        """What a change does: some end or go, the new one comes."""
        line, place = change.line, place_of(change)
        there = self._places.setdefault(place, [])
        gone, cut = displaced(there, line)
        for one in gone:
            there.remove(one)
            self._gone.setdefault(place, []).append(one)
        for one in cut:
            one.valid_until = line.valid_from - prices.DAY  # type: ignore[operator]
        there.append(SimpleNamespace(id=None, line=line, why_new=change.why, **_told(line)))

    def changes(self, place: _Place) -> bool:
        """Whether a place ends up otherwise than it was."""
        return self._lines(place) != self._before.get(place, [])

    def _lines(self, place: _Place) -> list[tuple[Any, ...]]:
        """Its prices by when they begin; what began already is not asked when."""
        there = [(one.valid_from or date.min, one.valid_until or date.max, one.price) for one in self._places[place]]
        lines = sorted((date.min if start <= self._day else start, end, price) for start, end, price in there)
        joined: list[tuple[Any, ...]] = []
        for start, end, price in lines:
            if joined and joined[-1][2] == price and joined[-1][1] + prices.DAY == start:
                # From a day on the same price: it simply goes on.
                start = joined.pop()[0]
            joined.append((start, end, price))
        return joined

    def touched(self, now: datetime) -> list[dict[str, Any]]:
        """Rows of before that end, or are retired `now`, by id (lock order)."""
        rows: dict[int, dict[str, Any]] = {}
        for place in filter(self.changes, self._before):
            for one in self._places[place]:
                if one.id is not None:
                    rows[one.id] = self._row(one)
            for one in self._gone.get(place, ()):
                if one.id is not None:
                    rows[one.id] = self._row(one) | {"retired_at": now}
        return [rows[key] for key in sorted(rows)]

    def _row(self, one: SimpleNamespace) -> dict[str, Any]:
        return {column.name: getattr(one, column.name) for column in _COLUMNS}

    def new(self) -> list[tuple[int, PriceLine, str]]:
        """Prices to add: unit, line and why; one that another of the list put aside never was."""
        return [
            (place[0], replace(one.line, valid_until=one.valid_until), one.why_new)
            for place in filter(self.changes, self._places)
            for one in self._places[place]
            if one.id is None
        ]


def place_of(change: PriceChanged) -> _Place:
    line = change.line
    return change.product_unit_id, line.rule, line.price_class, line.min_quantity, line.branch_id


def _told(line: PriceLine) -> dict[str, Any]:
    return {"price": line.price, "valid_from": line.valid_from, "valid_until": line.valid_until}


def _simulated(connection: Connection, changes: Sequence[PriceChanged], day: date) -> _Prices:
    """What a list makes of the prices in use: those from now on first, then planned ones by their day."""
    there = _Prices(_in_use(connection, sorted({each.product_unit_id for each in changes})), day)
    for each in sorted(changes, key=lambda each: each.line.valid_from or date.min):
        there.change(each)
    return there


def changing(connection: Connection, changes: Sequence[PriceChanged], day: date) -> set[PriceChanged]:
    """Those of a list's changes whose prices would end up otherwise; for a file's checking pass."""
    there = _simulated(connection, changes, day)
    return {each for each in changes if there.changes(place_of(each))}


def _in_use(connection: Connection, units: Sequence[int]) -> Iterable[Any]:
    for part in price_queries.parts(units):
        found = select(*_COLUMNS).where(Price.product_unit_id.in_(part), Price.retired_at.is_(None))
        yield from connection.execute(found.order_by(Price.id)).all()


def _units(work: Work, wanted: set[int]) -> dict[int, tuple[int, Quantity, int | None]]:
    """Unit → product, factor and maker; raises NotFound for one out of use."""
    units: dict[int, tuple[int, Quantity, int | None]] = {}
    for part in price_queries.parts(sorted(wanted)):
        found = (
            select(ProductUnit.id, ProductUnit.product_id, ProductUnit.factor, Product.maker_id)
            .join(Product, Product.id == ProductUnit.product_id)
            .where(ProductUnit.id.in_(part), ProductUnit.retired_at.is_(None))
        )
        units |= {row[0]: (row[1], row[2], row[3]) for row in work.connection.execute(found)}
    if wanted - units.keys():
        raise NotFound(_("Satuan tidak ditemukan."))
    return units


def _refuse_below_cost(
    work: Work, changes: Sequence[PriceChanged], units: dict[int, tuple[int, Quantity, int | None]]
) -> None:
    products = sorted({product for product, _factor, maker in units.values() if maker is None})
    costs = price_queries.costs(work.connection, work.shop.branch.id, products)
    below: list[int] = []
    for each in changes:
        product, factor, maker = units[each.product_unit_id]
        cost = costs.get(product) if maker is None else None
        if cost is not None and each.line.price < cost.of(factor):
            below.append(product)
    if below:
        names = select(Product.name).where(Product.id.in_(below[:NAMED])).order_by(Product.name)
        said = ", ".join(work.connection.execute(names).scalars())
        work.refuse(
            Refused(
                _("{count} harga di bawah modal: {names}").format(count=len(below), names=said),
                remedy=_("Periksa harganya, atau centang Boleh di bawah modal."),
                rule="below-cost",
            )
        )
