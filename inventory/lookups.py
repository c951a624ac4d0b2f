"""The catalogue by code and by name, read once, for files of thousands of rows.

The till asks the database for each code; an import of a year's tickets would ask it half a
million times, and its checking pass must know every good before the first is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from inventory import barcodes
from inventory.goods import ProductKind
from inventory.products import Barcode, Product, ProductUnit
from koperasi.parties import Party
from koperasi.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Known:
    """A good in one of its units, as a code or a name finds it."""

    product_id: int
    code: str
    name: str
    base_unit: str
    kind: ProductKind
    maker_id: int | None
    unit_id: int
    unit: str
    factor: Quantity
    base: bool

    @property
    def service(self) -> bool:
        return self.kind is ProductKind.SERVICE


@dataclass(slots=True)
class Lookup:
    """Goods in use, by normalised code, by name, and by id with all their units."""

    codes: dict[str, list[Known]] = field(default_factory=dict)
    names: dict[str, list[Known]] = field(default_factory=dict)
    units: dict[int, list[Known]] = field(default_factory=dict)

    def by_code(self, code: str) -> list[Known]:
        """What a code names: one unit of each good that has it."""
        return self.codes.get(barcodes.normalise(code), [])

    def by_name(self, name: str) -> list[Known]:
        """Goods of exactly this name, in their base units."""
        return self.names.get(name.casefold(), [])

    def unit_of(self, product_id: int, name: str) -> Known | None:
        """A good in the unit of this name."""
        return next((each for each in self.units[product_id] if each.unit.casefold() == name.casefold()), None)

    def _add(self, code: str, known: Known) -> None:
        found = self.codes.setdefault(barcodes.normalise(code), [])
        if all(each.product_id != known.product_id for each in found):
            found.append(known)


def read(connection: Connection) -> Lookup:
    """All goods and units in use."""
    columns = (Product.id, Product.code, Product.name, Product.base_unit, Product.kind, Product.maker_id)
    units = (ProductUnit.id, ProductUnit.name, ProductUnit.factor, ProductUnit.place)
    found = (
        select(*columns, *units)
        .join(ProductUnit, ProductUnit.product_id == Product.id)
        .where(Product.retired_at.is_(None), ProductUnit.retired_at.is_(None))
        .order_by(Product.id, ProductUnit.place)
    )
    lookup, by_unit = Lookup(), {}
    for row in connection.execute(found):
        known = Known(*row[:9], base=row.place == 0)
        by_unit[known.unit_id] = known
        lookup.units.setdefault(known.product_id, []).append(known)
        if known.base:
            lookup.names.setdefault(known.name.casefold(), []).append(known)
    printed = select(Barcode.code, Barcode.product_unit_id).where(Barcode.retired_at.is_(None))
    for code, unit_id in connection.execute(printed.order_by(Barcode.id)):
        if unit_id in by_unit:
            lookup._add(code, by_unit[unit_id])
    for known in by_unit.values():
        if known.base:
            lookup._add(known.code, known)
    return lookup


def parties(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """Code → id of those parties that are known."""
    rows = connection.execute(select(Party.code, Party.id).where(Party.code.in_(set(codes))))
    return dict(rows.all())
