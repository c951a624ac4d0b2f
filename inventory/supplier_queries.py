"""What the office reads of suppliers and the goods they sell, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from inventory.products import Product, ProductUnit
from inventory.suppliers import SupplierGoodRecord
from koperasi.money import Rupiah
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


def goods_of(connection: Connection, supplier_id: int) -> list[SuppliedGood]:
    """What a supplier sells, by name and unit, goods in use only."""
    record = SupplierGoodRecord
    found = (
        select(
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
        .where(record.supplier_id == supplier_id, record.retired_at.is_(None))
        .where(Product.retired_at.is_(None), ProductUnit.retired_at.is_(None))
        .order_by(Product.name, Product.id, ProductUnit.place)
    )
    rows: Iterable[Any] = connection.execute(found)
    return [SuppliedGood(*row) for row in rows]
