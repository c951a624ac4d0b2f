"""List costs: what the catalogue says a product costs, until a purchase tells it better."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.lots import UnitCost
from koperasi import masters
from koperasi.database import MASTER, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class ListCost(Record):
    """So much value for so much quantity (base units) of a product."""

    __tablename__ = "list_costs"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("value >= 0", name="value"), CheckConstraint("quantity > 0", name="quantity"))

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True, autoincrement=False)
    value: Mapped[Rupiah]
    quantity: Mapped[Quantity]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


def of_products(connection: Connection, products: Collection[int]) -> dict[int, UnitCost]:
    """The list costs of those products that have one."""
    found = select(ListCost.product_id, ListCost.value, ListCost.quantity).where(ListCost.product_id.in_(products))
    return {product: UnitCost(value, quantity) for product, value, quantity in connection.execute(found)}


def keep(connection: Connection, costs: Mapping[int, UnitCost]) -> None:
    """Set products' list costs, inside the deed that adds or imports them."""
    rows = [
        {"product_id": product, "value": cost.value, "quantity": cost.quantity}
        for product, cost in sorted(costs.items())
    ]
    masters.put(connection, ListCost, rows)
