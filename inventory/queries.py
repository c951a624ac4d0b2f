"""What the till and the office read of the catalogue, as frozen rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text, union

from inventory import barcodes, pricing, searching
from inventory.barcodes import ScaleLabel
from inventory.goods import Found, Good, PriceLine, Unit
from inventory.products import Barcode, Category, Price, Product, ProductUnit
from inventory.stock import Stock
from koperasi import parties
from koperasi.columns import summed
from koperasi.errors import NotFound, Refused
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import ONE, THOUSAND, Quantity
from koperasi.settings import Settings
from koperasi.text import _, plain

MASK = Settings().scale_barcode_mask
#: Grams in a base unit of these names; a label's weight is in grams.
GRAMS = {"kg": 1000, "kilo": 1000, "kilogram": 1000, "ons": 100, "g": 1, "gr": 1, "gram": 1}
LAST_LETTER = "\U0010ffff"

_IN_USE = (Product.retired_at.is_(None), ProductUnit.retired_at.is_(None))
_UNITS = select(ProductUnit.product_id, ProductUnit.id).join(Product, Product.id == ProductUnit.product_id)
_BY_CODE = union(
    _UNITS.join(Barcode, Barcode.product_unit_id == ProductUnit.id).where(
        Barcode.code == bindparam("code"), Barcode.retired_at.is_(None), *_IN_USE
    ),
    _UNITS.where(Product.code.in_(bindparam("spellings", expanding=True)), ProductUnit.place == 0, *_IN_USE),
)
_GOODS = (
    select(
        Product.id,
        Product.code,
        Product.name,
        Product.base_unit,
        Product.kind,
        Product.category_id,
        Product.maker_id,
        Party.name.label("maker_name"),
        Party.title.label("maker_title"),
        Product.open_price,
        Product.tax_class,
        Product.price_min,
        Product.price_max,
        Product.asks_note,
        Product.shelf,
        ProductUnit.id.label("unit_id"),
        ProductUnit.name.label("unit_name"),
        ProductUnit.factor,
        Price.rule,
        Price.price,
        Price.min_quantity,
        Price.price_class,
        Price.branch_id,
        Price.valid_from,
        Price.valid_until,
    )
    .join(ProductUnit, (ProductUnit.product_id == Product.id) & ProductUnit.retired_at.is_(None))
    .outerjoin(Price, (Price.product_unit_id == ProductUnit.id) & Price.retired_at.is_(None))
    .outerjoin(Party, Party.id == Product.maker_id)
    .where(Product.id.in_(bindparam("products", expanding=True)))
    .order_by(Product.id, ProductUnit.place, ProductUnit.id, Price.id)
)
#: From here on a row of `_GOODS` is a `PriceLine`.
_PRICE_COLUMNS = 18
_ON_HAND = (
    select(summed(Stock.quantity))
    .where(Stock.product_id == Product.id, text("stock.quantity <> 0"))
    .correlate(Product)
    .scalar_subquery()
)
_SHELF = (
    select(Product.id, Category.name, _ON_HAND)
    .outerjoin(Category, Category.id == Product.category_id)
    .where(Product.id.in_(bindparam("products", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A good as lists show it, in the unit it is mostly sold by; `price` is None where it has none."""

    product_id: int
    code: str
    name: str
    category: str
    unit_name: str
    unit_id: int
    price: Rupiah | None
    maker_name: str
    on_hand: Quantity


def find_code(connection: Connection, code: str, mask: str = MASK) -> list[Found]:
    """What a scanned or typed code names: nothing, one good in a unit, or several to choose from.

    A barcode in any printed length, the shop's own code, or a scale's label by `mask` with
    its quantity in base units or its price.
    """
    units = _units_by_code(connection, code)
    if units:
        return _found(connection, units)
    label = barcodes.scale_label(code, mask)
    if label is None:
        return []
    units = _units_by_code(connection, label.plu) or _units_by_code(connection, label.plu.lstrip("0"))
    return [_weighed(found, label) for found in _found(connection, units)]


def _units_by_code(connection: Connection, code: str) -> list[tuple[int, int]]:
    one = barcodes.normalise(code)
    if not one:
        return []
    asked = {"code": one, "spellings": barcodes.spellings(code)}
    return [(row[0], row[1]) for row in connection.execute(_BY_CODE, asked)]


def _found(connection: Connection, units: Sequence[tuple[int, int]]) -> list[Found]:
    known = goods(connection, {product_id for product_id, _unit in units})
    return [Found(known[product_id], unit_id) for product_id, unit_id in sorted(units)]


def _weighed(found: Found, label: ScaleLabel) -> Found:
    if label.rupiah is not None:
        return Found(found.good, found.unit_id, price=Rupiah(label.rupiah))
    grams = GRAMS.get(found.good.base_unit.casefold(), THOUSAND)
    return Found(found.good, found.unit_id, quantity=Quantity((label.grams or 0) * THOUSAND // grams))


def good(connection: Connection, product_id: int) -> Good:
    """One good by its id, retired or not; raises NotFound."""
    found = goods(connection, [product_id])
    if product_id not in found:
        raise NotFound(_("Barang tidak ditemukan."))
    return found[product_id]


def goods(connection: Connection, products: Collection[int]) -> dict[int, Good]:
    """Goods by their ids, with the units and prices that are in use."""
    rows = connection.execute(_GOODS, {"products": list(products)}).all()
    return {product_id: _good(list(lines)) for product_id, lines in groupby(rows, key=lambda row: int(row[0]))}


def _good(rows: Sequence[Any]) -> Good:
    first = rows[0]
    return Good(
        product_id=first.id,
        code=first.code,
        name=first.name,
        base_unit=first.base_unit,
        kind=first.kind,
        category_id=first.category_id,
        maker_id=first.maker_id,
        maker_name=parties.called(first.maker_title, first.maker_name) if first.maker_name else "",
        open_price=bool(first.open_price),
        tax_class=first.tax_class,
        units=tuple(_unit(list(lines)) for _id, lines in groupby(rows, key=_unit_id)),
        price_min=first.price_min,
        price_max=first.price_max,
        asks_note=first.asks_note or "",
        shelf=first.shelf or "",
    )


def _unit_id(row: Any) -> int:
    return int(row.unit_id)


def _unit(rows: Sequence[Any]) -> Unit:
    first = rows[0]
    prices = tuple(PriceLine(*row[_PRICE_COLUMNS:]) for row in rows if row.rule is not None)
    return Unit(first.unit_id, first.unit_name, first.factor, prices)


def search(
    connection: Connection,
    words: str,
    limit: int = 50,
    *,
    branch_id: int = 0,
    day: date | None = None,
) -> list[GoodRow]:
    """Goods whose name has every word, in any order, or whose code or barcode begins so.

    What sells comes first.  Prices are those of `day` (today in UTC without one) in the branch.
    """
    return _rows(connection, found_ids(connection, words, limit), branch_id, day or datetime.now(UTC).date())


def found_ids(connection: Connection, words: str, limit: int) -> list[int]:
    """The ids of the goods that `search` finds, in its order."""
    names = searching.find(connection, words, limit)
    if len(words.strip()) >= searching.LETTERS:
        wanted = [*_by_prefix(connection, words, limit), *names]
    elif len(names) < limit:
        # One or two letters begin very many codes, so names come first.
        wanted = [*names, *_by_prefix(connection, words, limit)]
    else:
        wanted = names
    return list(dict.fromkeys(wanted))[:limit]


_OWN = select(Product.id).where(_IN_USE[0]).order_by(Product.code)
_PRINTED = (
    select(ProductUnit.product_id)
    .join(Barcode, Barcode.product_unit_id == ProductUnit.id)
    .join(Product, Product.id == ProductUnit.product_id)
    .where(Barcode.retired_at.is_(None), *_IN_USE)
    .order_by(Barcode.code)
)


def _by_prefix(connection: Connection, words: str, limit: int) -> list[int]:
    """Goods of which a code or a barcode begins with the one word that was typed."""
    word = plain(words)
    if not word or " " in word:
        return []
    found: list[int] = []
    for begun in dict.fromkeys((word, word.upper())):
        found += _beginning(connection, _OWN, Product.code, begun, limit)
    for begun in (word.upper(), *([f"0{word}"] if barcodes.is_number(word) else [])):
        found += _beginning(connection, _PRINTED, Barcode.code, begun, limit)
    return found


def _beginning(connection: Connection, goods: Select[int], column: Any, begun: str, limit: int) -> list[int]:
    """One walk along the code's index: LIKE would not use it on SQLite, nor a range on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        goods = goods.where(column >= begun, column < begun + LAST_LETTER)
    else:
        escaped = re.sub(r"([\\%_])", r"\\\1", begun)
        # Written into the statement: a prepared plan would not know which range it is.
        goods = goods.where(column.like(bindparam("begun", f"{escaped}%", literal_execute=True)))
    return list(connection.execute(goods.limit(limit)).scalars())


def _rows(connection: Connection, wanted: Sequence[int], branch_id: int, day: date) -> list[GoodRow]:
    known = goods(connection, wanted)
    shelf = {row[0]: (row[1] or "", row[2]) for row in connection.execute(_SHELF, {"products": list(wanted)})}
    return [_row(known[each], *shelf[each], branch_id, day) for each in wanted if each in known]


def _row(good: Good, category: str, on_hand: Quantity, branch_id: int, day: date) -> GoodRow:
    priced = [(unit, _retail(unit, branch_id, day)) for unit in good.units]
    unit, price = next((each for each in priced if each[1] is not None), priced[0])
    return GoodRow(good.product_id, good.code, good.name, category, unit.name, unit.id, price, good.maker_name, on_hand)


def _retail(unit: Unit, branch_id: int, day: date) -> Rupiah | None:
    try:
        return pricing.price(unit, max(unit.factor, ONE), None, branch_id, day).list_price
    except Refused:
        return None
