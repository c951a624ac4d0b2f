"""The catalogue's deeds: goods, units and barcodes are added, changed and retired.

How prices are changed is in `prices`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from inventory import barcodes, prices, searching
from inventory.goods import PriceLine, ProductKind
from inventory.prices import PriceChanged as PriceChanged
from inventory.prices import change_price as change_price
from inventory.products import Barcode, Category, Price, Product, ProductUnit
from koperasi import masters
from koperasi.errors import BadInput, NotFound
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

BATCH = 5_000
#: Fields of a good that are kept as they are, and words of which "" is kept as nothing.
KEPT = (
    "code", "name", "base_unit", "kind", "maker_id", "open_price", "tax_class", "min_stock", "family", "price_min",
    "price_max", "target_stock", "content", "food", "keeps_days", "ceiling_price", "ceiling_since",
)  # fmt: skip
WORDS = ("asks_note", "shelf", "content_unit", "pirt", "halal", "composition")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to sell by; `factor` is its size in base units."""

    name: str
    factor: Quantity = ONE
    barcodes: tuple[str, ...] = ()
    prices: tuple[PriceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class NewGood:
    """A good to be added; a base unit that is not among `units` is added without a price."""

    code: str
    name: str
    category: str = ""
    base_unit: str = "Pcs"
    kind: ProductKind = ProductKind.GOODS
    maker_id: int | None = None
    open_price: bool = False
    tax_class: str = ""
    min_stock: Quantity = NOTHING
    family: str = ""
    units: tuple[NewUnit, ...] = ()
    #: What a price typed at the till may be, of one base unit.
    price_min: Rupiah | None = None
    price_max: Rupiah | None = None
    #: What the till asks with every line of it ("Nomor HP"), "" for nothing.
    asks_note: str = ""
    #: Where it stands in the shop.
    shelf: str = ""
    #: What else is known of it, as in `Product`; "" and None for nothing.
    target_stock: Quantity | None = None
    content: Quantity | None = None
    content_unit: str = ""
    food: bool | None = None
    keeps_days: int | None = None
    pirt: str = ""
    halal: str = ""
    composition: str = ""
    ceiling_price: Rupiah | None = None
    ceiling_since: date | None = None


@dataclass(frozen=True, slots=True)
class UnitAdded:
    product_id: int
    unit: NewUnit


@dataclass(frozen=True, slots=True)
class BarcodeAdded:
    product_unit_id: int
    code: str


@dataclass(frozen=True, slots=True)
class Renamed:
    product_id: int
    name: str


@dataclass(frozen=True, slots=True)
class AtTill:
    """How the till sells a good: within which typed prices, asking what; and where it stands."""

    product_id: int
    open_price: bool = False
    price_min: Rupiah | None = None
    price_max: Rupiah | None = None
    asks_note: str = ""
    shelf: str = ""


@needs(Permission.GOODS_EDIT)
def add_goods(work: Work, new: NewGood) -> int:
    """Add one good with its units, barcodes and prices; returns its id.  Raises BadInput."""
    return add_unguarded(work, [new])[0]


@needs(Permission.GOODS_EDIT)
def add_many(work: Work, new: Sequence[NewGood]) -> list[int]:
    """Add many goods in bulk; returns their ids in the same order.  Raises BadInput for the first wrong one."""
    return add_unguarded(work, new)


def add_unguarded(work: Work, new: Sequence[NewGood]) -> list[int]:
    """Add goods inside another deed (an import, a ticket of goods not yet known)."""
    checked = [_checked(each) for each in new]
    _refuse_known_codes(work.connection, checked)
    categories = categories_unguarded(work, {each.category for each in checked if each.category})
    ids: list[int] = []
    for batch in _batches(checked, BATCH):
        ids += _add_batch(work, batch, categories)
    work.trace.detail.update(goods=len(new), code=checked[0].code if len(checked) == 1 else "")
    return ids


def _checked(new: NewGood) -> NewGood:
    """The good as it will be kept: clean words, its base unit first."""
    code, name, base = plain(new.code), plain(new.name), plain(new.base_unit)
    for field, value in (("code", code), ("name", name), ("base_unit", base)):
        if not value:
            raise BadInput(_("Kode, nama dan satuan barang harus diisi."), field=field)
    units = [_checked_unit(unit) for unit in new.units]
    if not any(unit.factor == ONE and unit.name.casefold() == base.casefold() for unit in units):
        units.append(NewUnit(base))
    names = [unit.name.casefold() for unit in units]
    if len(set(names)) < len(names):
        raise BadInput(_("{name}: satuan yang sama tertulis dua kali.").format(name=name), field="units")
    check_limits(new.price_min, new.price_max)
    if new.min_stock < NOTHING:
        raise BadInput(_("Stok minimum tidak boleh kurang dari nol."), field="min_stock")
    units.sort(key=lambda unit: (unit.name.casefold() != base.casefold(), unit.factor))
    words: dict[str, Any] = {name: plain(getattr(new, name)) for name in ("category", "family", *WORDS)}
    return replace(new, code=code, name=name, base_unit=base, units=tuple(units), **words)


def _checked_unit(unit: NewUnit) -> NewUnit:
    name = plain(unit.name)
    if not name or unit.factor <= NOTHING:
        raise BadInput(_("Satuan harus punya nama dan isi lebih dari nol."), field="units")
    for line in unit.prices:
        prices.check_line(line)
    codes = (barcodes.normalise(code) for code in unit.barcodes)
    return NewUnit(name, unit.factor, tuple(dict.fromkeys(code for code in codes if code)), unit.prices)


def _refuse_known_codes(connection: Connection, new: Sequence[NewGood]) -> None:
    seen: set[str] = set()
    known = select(Product.code).where(Product.code.in_(bindparam("codes", expanding=True)))
    for batch in _batches(new, BATCH):
        seen |= set(connection.execute(known, {"codes": [each.code for each in batch]}).scalars())
    for each in new:
        if each.code in seen:
            raise BadInput(
                _("Kode barang {code} sudah dipakai.").format(code=each.code),
                remedy=_("Pakai kode lain."),
                field="code",
            )
        seen.add(each.code)


def categories_unguarded(work: Work, names: set[str]) -> dict[str, int]:
    """Category name → id; those not known yet are added."""
    known = {row.name: row.id for row in work.connection.execute(select(Category.name, Category.id))}
    missing = {name: work.mint() for name in sorted(names - known.keys())}
    masters.add(work.connection, Category, [{"id": key, "name": name} for name, key in missing.items()])
    return known | missing


def _add_batch(work: Work, batch: Sequence[NewGood], categories: dict[str, int]) -> list[int]:
    products = [_product_row(work.mint(), each, categories) for each in batch]
    masters.add(work.connection, Product, products)
    ids: list[int] = [row["id"] for row in products]
    _add_units(
        work,
        [
            (product_id, place, unit)
            for product_id, each in zip(ids, batch, strict=True)
            for place, unit in enumerate(each.units)
        ],
    )
    searching.add(work.connection, zip(ids, (each.name for each in batch), strict=True))
    return ids


def _product_row(product_id: int, new: NewGood, categories: dict[str, int]) -> dict[str, Any]:
    row = {"id": product_id, "category_id": categories.get(new.category)}
    words = {name: getattr(new, name) or None for name in WORDS}
    return {**row, **words, **{name: getattr(new, name) for name in KEPT}}


def _add_units(work: Work, placed: Sequence[tuple[int, int, NewUnit]]) -> list[int]:
    units: list[dict[str, Any]] = []
    codes: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    stamp = prices.stamp(work)
    for product_id, place, unit in placed:
        unit_id = work.mint()
        row = {"id": unit_id, "product_id": product_id, "name": unit.name, "factor": unit.factor, "place": place}
        units.append(row)
        codes += [{"id": work.mint(), "code": code, "product_unit_id": unit_id} for code in unit.barcodes]
        lines += [prices.price_row(work.mint(), unit_id, line) | stamp for line in unit.prices]
    masters.add(work.connection, ProductUnit, units)
    masters.add(work.connection, Barcode, codes)
    masters.add(work.connection, Price, lines)
    return [row["id"] for row in units]


@needs(Permission.GOODS_EDIT)
def add_unit(work: Work, new: UnitAdded) -> int:
    """Sell a good by one more unit; returns the unit's id.  Raises BadInput for a name it has."""
    return add_unit_unguarded(work, new.product_id, new.unit)


def add_unit_unguarded(work: Work, product_id: int, new: NewUnit) -> int:
    """Add a unit inside another deed (two products become one)."""
    unit = _checked_unit(new)
    there = select(ProductUnit.name, ProductUnit.place).where(ProductUnit.product_id == product_id)
    rows = work.connection.execute(there.where(ProductUnit.retired_at.is_(None))).all()
    if not rows:
        raise NotFound(_("Barang tidak ditemukan."))
    if unit.name.casefold() in {row.name.casefold() for row in rows}:
        raise BadInput(_("Satuan {unit} sudah ada.").format(unit=unit.name), field="units")
    work.trace.detail.update(unit=unit.name, product=str(product_id))
    return _add_units(work, [(product_id, max(row.place for row in rows) + 1, unit)])[0]


@needs(Permission.GOODS_EDIT)
def add_barcode(work: Work, new: BarcodeAdded) -> int:
    """Give a unit one more barcode; returns the barcode's id.

    Another good may have it too (the till then asks).  Raises BadInput when nothing is
    written or this unit has it, NotFound without such a unit.
    """
    code = barcodes.normalise(new.code)
    if not code:
        raise BadInput(_("Barcode belum diisi."), field="barcode")
    prices.unit_in_use(work.connection, new.product_unit_id)
    there = select(Barcode.id).where(Barcode.code == code, Barcode.product_unit_id == new.product_unit_id)
    if work.connection.scalar(there.where(Barcode.retired_at.is_(None))) is not None:
        raise BadInput(_("Barcode {code} sudah ada di satuan ini.").format(code=code), field="barcode")
    barcode_id = work.mint()
    masters.add(work.connection, Barcode, [{"id": barcode_id, "code": code, "product_unit_id": new.product_unit_id}])
    work.trace.detail.update(barcode=code, unit=str(new.product_unit_id))
    return barcode_id


@needs(Permission.GOODS_EDIT)
def rename(work: Work, change: Renamed) -> None:
    """Call a good by another name, on the till and in the search from now on."""
    name = plain(change.name)
    if not name:
        raise BadInput(_("Kode, nama dan satuan barang harus diisi."), field="name")
    masters.change(work.connection, Product, change.product_id, name=name)
    searching.remove(work.connection, [change.product_id])
    searching.add(work.connection, [(change.product_id, name)])
    work.trace.detail.update(product=str(change.product_id), name=name)


@needs(Permission.GOODS_EDIT)
def set_at_till(work: Work, command: AtTill) -> None:
    """Change how the till sells a good.  Raises BadInput for limits that no price can keep."""
    check_limits(command.price_min, command.price_max)
    values = {"open_price": command.open_price, "price_min": command.price_min, "price_max": command.price_max}
    words = {"asks_note": plain(command.asks_note) or None, "shelf": plain(command.shelf) or None}
    masters.change(work.connection, Product, command.product_id, **values, **words)
    work.trace.detail.update(product=str(command.product_id), asks_note=command.asks_note, shelf=command.shelf)


def check_limits(least: Rupiah | None, most: Rupiah | None) -> None:
    """Raises BadInput unless some price lies within the limits of a typed one."""
    if (least is not None and least < ZERO) or (most is not None and most <= (least or ZERO)):
        raise BadInput(_("Batas harga tidak cocok: {least} sampai {most}.").format(least=least, most=most))


@needs(Permission.GOODS_EDIT)
def retire(work: Work, product_id: int) -> None:
    """Sell a good no longer: it leaves search and scanning, its history and stock stay."""
    masters.change(work.connection, Product, product_id, retired_at=work.now)
    searching.remove(work.connection, [product_id])
    work.trace.detail.update(product=str(product_id))


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch
