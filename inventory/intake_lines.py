"""What was scanned, as lines of an intake: codes, words, new goods, and what a unit cost last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from inventory import catalogue, cost_alarms, queries
from inventory.catalogue import NewGood
from inventory.goods import Found, Good, Unit
from inventory.intakes import IntakeLine, of_good
from inventory.lots import UnitCost
from inventory.products import Product
from inventory.suppliers import SupplierGoodRecord
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor

MOST = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """A good that may be meant: its line as it would be added, its price and what is in stock."""

    line: IntakeLine
    consigned: bool
    price: Rupiah | None
    on_hand: Quantity


def found(shop: Shop, code: str, supplier_id: int | None) -> tuple[Hit, ...]:
    """What a scanned or typed code names."""
    with shop.reading() as connection:
        return _hits(
            shop, connection, queries.find_code(connection, code, shop.settings.scale_barcode_mask), supplier_id
        )


def searched(shop: Shop, words: str, supplier_id: int | None) -> tuple[Hit, ...]:
    """Goods with these words, in the unit they are mostly sold by."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        rows = queries.search(connection, words, MOST, branch_id=shop.branch.id, day=day)
        goods = queries.goods(connection, [each.product_id for each in rows])
        there = [Found(goods[each.product_id], each.unit_id) for each in rows if each.product_id in goods]
        shown = {each.product_id: each for each in rows}
        hits = _hits(shop, connection, there, supplier_id)
    told = ((each, shown[each.line.product_id]) for each in hits)
    return tuple(replace(hit, price=row.price, on_hand=row.on_hand) for hit, row in told)


def _hits(shop: Shop, connection: Connection, there: Sequence[Found], supplier_id: int | None) -> tuple[Hit, ...]:
    lines = lines_of(shop, connection, [(each.good, each.unit) for each in there], supplier_id)
    hits = []
    for each, line in zip(there, lines, strict=True):
        counted = replace(line, quantity=each.quantity) if each.quantity is not None else line
        hits.append(Hit(counted, each.good.maker_id is not None, None, NOTHING))
    return tuple(hits)


def lines_of(
    shop: Shop, connection: Connection, goods: Sequence[tuple[Good, Unit]], supplier_id: int | None
) -> list[IntakeLine]:
    """Lines of goods with what is known of them: whether they spoil, and what a unit cost last."""
    products = sorted({good.product_id for good, _unit in goods})
    spoils = {
        row.id: row
        for row in connection.execute(
            select(Product.id, Product.food, Product.keeps_days).where(Product.id.in_(products))
        )
    }
    asked = _supplier_prices(connection, supplier_id, [unit.id for _good, unit in goods])
    costs = cost_alarms.last_costs(connection, shop.branch.id, products)
    lines = []
    for good, unit in goods:
        row = spoils[good.product_id]
        price = asked.get(unit.id) or costs.get(good.product_id, UnitCost()).of(unit.factor) or None
        known = {"food": bool(row.food), "keeps_days": row.keeps_days, "price": price}
        lines.append(replace(of_good(good, unit), **known))
    return lines


def _supplier_prices(connection: Connection, supplier_id: int | None, units: Sequence[int]) -> dict[int, Rupiah]:
    record = SupplierGoodRecord
    asked = select(record.product_unit_id, record.last_price).where(
        record.supplier_id == supplier_id, record.product_unit_id.in_(units), record.last_price.is_not(None)
    )
    rows = connection.execute(asked) if supplier_id is not None else ()
    return {unit: price for unit, price in rows if price is not None}


def add_good(shop: Shop, actor: Actor, new: NewGood, supplier_id: int | None) -> Hit:
    """A new good, and its line; counted in its largest unit.  Raises what `catalogue.add_goods` does."""
    with shop.work(actor, channel="office") as work:
        product_id = catalogue.add_goods(work, new)
        good = queries.good(work.connection, product_id)
        unit = max(good.units, key=lambda each: each.factor)
        (line,) = lines_of(shop, work.connection, [(good, unit)], supplier_id)
    return Hit(line, False, None, NOTHING)


def only(hit: Hit, quantity: Quantity | None) -> IntakeLine:
    """The line of a hit, so many of it.  Raises Refused for a maker's good."""
    if hit.consigned:
        raise Refused(_("Barang titipan tidak dibeli."), remedy=_("Catat sebagai Titip Masuk."), rule="consigned")
    return replace(hit.line, quantity=quantity or hit.line.quantity or ONE)
