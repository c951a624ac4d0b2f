"""What the office reads of suppliers and the goods they sell, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from inventory import suppliers
from inventory.products import Product, ProductUnit
from inventory.suppliers import Supplier, SupplierGoodRecord, SupplierRecord
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import Quantity


@dataclass(frozen=True, slots=True)
class SuppliedGood:
    """A good that a supplier sells by a unit of `factor` base units."""

    product_unit_id: int
    product_id: int
    code: str
    name: str
    unit: str
    factor: Quantity
    supplier_code: str
    price: Rupiah | None
    priced_on: date | None
    preferred: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """A party as files of suppliers know her: whether her terms are recorded, and what she sells, by unit."""

    supplier: Supplier
    recorded: bool
    goods: dict[int, SuppliedGood]


def filed(connection: Connection, codes: Collection[str]) -> dict[str, Filed]:
    """Code → party of it, with her terms and goods."""
    wanted = select(Party.id).where(Party.code.in_(sorted(codes)))
    recorded = set(connection.execute(select(SupplierRecord.party_id)).scalars())
    sold: dict[int, dict[int, SuppliedGood]] = {}
    for supplier_id, good in _sold(connection, SupplierGoodRecord.supplier_id.in_(wanted)):
        sold.setdefault(supplier_id, {})[good.product_unit_id] = good
    known = suppliers.by_codes(connection, codes)
    return {each.code: Filed(each, each.party_id in recorded, sold.get(each.party_id, {})) for each in known}


def goods_by_supplier(connection: Connection) -> dict[int, list[SuppliedGood]]:
    """What every supplier sells, by name and unit, goods in use only."""
    sold: dict[int, list[SuppliedGood]] = {}
    for supplier_id, good in _sold(connection):
        sold.setdefault(supplier_id, []).append(good)
    return sold


def goods_of(connection: Connection, supplier_id: int) -> list[SuppliedGood]:
    """What a supplier sells, by name and unit, goods in use only."""
    return [good for _id, good in _sold(connection, SupplierGoodRecord.supplier_id == supplier_id)]


def _sold(connection: Connection, *which: ColumnElement[bool]) -> Iterable[tuple[int, SuppliedGood]]:
    record = SupplierGoodRecord
    found = (
        select(
            record.supplier_id,
            ProductUnit.id,
            Product.id,
            Product.code,
            Product.name,
            ProductUnit.name,
            ProductUnit.factor,
            record.supplier_code,
            record.last_price,
            record.priced_on,
            record.preferred,
        )
        .join(ProductUnit, ProductUnit.id == record.product_unit_id)
        .join(Product, Product.id == ProductUnit.product_id)
        .where(record.retired_at.is_(None), *which)
        .where(Product.retired_at.is_(None), ProductUnit.retired_at.is_(None))
        .order_by(Product.name, Product.id, ProductUnit.place)
    )
    rows: Iterable[Any] = connection.execute(found)
    return [(row[0], SuppliedGood(*row[1:])) for row in rows]
