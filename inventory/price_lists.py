"""Price lists: many prices changed in one deed, all or none, with one reason.

What a preview proposed, what a person typed over it, what a file says: all come here.  A
price that holds already is left alone, so doing a list twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
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
    units = _units(work, {each.product_unit_id for each in listed.prices})
    if not listed.below_cost:
        _refuse_below_cost(work, listed.prices, units)
    there = _Prices(_in_use(work.connection, list(units)), work.shop.branch.business_date(work.now))
    why = plain(listed.why)
    for each in listed.prices:
        there.change(work, each, each.why or why)
    touched, new = there.touched, there.new
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
_KEY = ("product_unit_id", "rule", "price_class", "min_quantity", "branch_id")


class _Prices:
    """The prices in use of some units, and what a list makes of them."""

    def __init__(self, rows: Iterable[Any], day: date) -> None:
        self._day = day
        self._by_key: dict[tuple[Any, ...], list[SimpleNamespace]] = {}
        self._touched: dict[int, SimpleNamespace] = {}
        self._new: dict[int, SimpleNamespace] = {}
        for row in rows:
            one = SimpleNamespace(**{column.name: getattr(row, column.name) for column in _COLUMNS})
            self._by_key.setdefault(tuple(getattr(one, name) for name in _KEY), []).append(one)

    def _of(self, change: PriceChanged) -> list[SimpleNamespace]:
        line = change.line
        key = (change.product_unit_id, line.rule, line.price_class, line.min_quantity, line.branch_id)
        return self._by_key.setdefault(key, [])

    def changes(self, change: PriceChanged) -> bool:
        """Whether a change would change anything."""
        return not _already(*displaced(self._of(change), change.line), change.line, self._day)

    def change(self, work: Work, change: PriceChanged, why: str) -> None:
        line, there = change.line, self._of(change)
        gone, cut = displaced(there, line)
        if _already(gone, cut, line, self._day):
            return
        for one in gone:
            one.retired_at = work.now
            there.remove(one)
            self._touch(one)
        for one in cut:
            one.valid_until = line.valid_from - prices.DAY  # type: ignore[operator]
            self._touch(one)
        made = prices.price_row(work.mint(), change.product_unit_id, line) | prices.stamp(work, why)
        self._new[made["id"]] = one = SimpleNamespace(**made, retired_at=None)
        there.append(one)

    def _touch(self, one: SimpleNamespace) -> None:
        if one.id not in self._new:
            self._touched[one.id] = one

    @property
    def touched(self) -> list[dict[str, Any]]:
        """Rows of before that end or are retired, by id (lock order)."""
        return [vars(self._touched[key]) for key in sorted(self._touched)]

    @property
    def new(self) -> list[dict[str, Any]]:
        """Rows to add; one that a later line of the same list put aside never was."""
        return [vars(each) for each in self._new.values() if each.retired_at is None]


def _already(gone: Sequence[Any], cut: Sequence[Any], line: PriceLine, day: date) -> bool:
    """Whether nothing would be otherwise: the very price stands alone in the place of the new one."""
    if cut:
        # From a day on, the one that holds until then at the same price may as well go on.
        return not gone and len(cut) == 1 and cut[0].valid_until is None and cut[0].price == line.price
    if len(gone) != 1:
        return False
    (only,) = gone
    holds = line.valid_from is None and (only.valid_from is None or only.valid_from <= day)
    begun = holds or only.valid_from == line.valid_from
    return bool(begun and only.price == line.price and only.valid_until == line.valid_until)


def changing(connection: Connection, changes: Sequence[PriceChanged], day: date) -> set[PriceChanged]:
    """Those changes that would change something, as prices are now; pure reading, for a file's checking pass."""
    there = _Prices(_in_use(connection, sorted({each.product_unit_id for each in changes})), day)
    return {each for each in changes if there.changes(each)}


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
