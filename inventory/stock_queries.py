"""What the office reads of the goods ledger, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select

from inventory import costs
from inventory.lots import UnitCost
from inventory.stock import Move, ProductStock, Reason, Stock
from koperasi.bulk import Prepared
from koperasi.columns import among, summed
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity

_LAST_COSTS = Prepared(
    select(ProductStock.product_id, ProductStock.cost_value, ProductStock.cost_quantity).where(
        ProductStock.location_id == bindparam("location"), among(ProductStock.product_id, "products")
    )
)


def last_costs(connection: Connection, location_id: int, products: Collection[int]) -> dict[int, UnitCost]:
    """What goods cost when they last came in, else by the catalogue; one never priced is missing."""
    rows = _LAST_COSTS.rows(connection, location=location_id, products=list(products))
    known = {product: UnitCost(value, quantity) for product, value, quantity in rows if quantity}
    unknown = [product for product in products if product not in known]
    return known | costs.of_products(connection, unknown) if unknown else known


def quantities(connection: Connection, products: Collection[int]) -> dict[int, Quantity]:
    """How much there is of these goods (base units); goods that never moved are left out."""
    found = select(Stock.product_id, summed(Stock.quantity)).where(Stock.product_id.in_(products))
    return dict(connection.execute(found.group_by(Stock.product_id)).all())


@dataclass(frozen=True, slots=True)
class CardRow:
    """A move on a good's stock card, and what there was after it."""

    business_date: date
    number: str
    reason: Reason
    quantity: Quantity
    value: Rupiah
    left: Quantity


def card(connection: Connection, product_id: int, period: Period) -> list[CardRow]:
    """A good's moves in the order they were posted; those before the days only count for what was left."""
    found = (
        select(Document.business_date, Document.number, Move.reason, Move.quantity, Move.value)
        .join(Document, Document.id == Move.document_id)
        .where(Move.product_id == product_id, Document.business_date <= period.last)
        .order_by(Document.business_date, Document.posted_at, Document.id, Move.id)
    )
    rows, left = [], NOTHING
    for day, number, reason, quantity, value in connection.execute(found):
        left += quantity
        if day >= period.first and quantity:
            rows.append(CardRow(day, number, reason, quantity, value, left))
    return rows
