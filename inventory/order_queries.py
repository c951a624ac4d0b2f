"""What the office reads of purchase orders, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, case, cast, exists, func, select, type_coerce

from inventory import merges, paces
from inventory.order_facts import PurchaseOrder, PurchaseOrderClose, PurchaseOrderLine, PurchaseOrderReceipt
from inventory.products import Product
from inventory.stock import Stock
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity


class OrderState(StrEnum):
    """How far an order is; derived, never stored."""

    OPEN = "open"
    PARTLY = "partly"
    DONE = "done"
    CLOSED = "closed"


#: States in which something is still to come.
WAITING = frozenset({OrderState.OPEN, OrderState.PARTLY})


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of an order: what was asked, what came, what is still to come (base units)."""

    order_id: int
    line: int
    product_id: int
    code: str
    name: str
    base_unit: str
    unit: str
    factor: Quantity
    quantity: Quantity
    price: Rupiah | None
    supplier_code: str
    ordered: Quantity
    received: Quantity

    @property
    def left(self) -> Quantity:
        """Still to come; nothing where more came than was asked."""
        return max(self.ordered - self.received, NOTHING)


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An order as lists show it; `lines` of which `complete` have come whole."""

    id: int
    number: str
    supplier_id: int
    supplier: str
    business_date: date
    wanted_on: date | None
    note: str
    lines: int
    complete: int
    started: bool
    closed: bool
    expected: Rupiah

    @property
    def state(self) -> OrderState:
        if self.lines == self.complete:
            return OrderState.DONE
        if self.closed:
            return OrderState.CLOSED
        return OrderState.PARTLY if self.started else OrderState.OPEN


def units_left(line: OpenLine) -> Quantity:
    """What is still to come, in the order's own units, part of one counted as one."""
    return Quantity(-(-line.left.thousandths // line.factor.thousandths) * THOUSAND)


def there(connection: Connection, branch_id: int, product_id: int) -> Quantity:
    """What a branch has of a good for sale."""
    places = paces.locations_for_sale(connection, branch_id)
    found = select(summed(Stock.quantity)).where(Stock.product_id == product_id, Stock.location_id.in_(places))
    return connection.execute(found).scalar_one()


def open_lines(connection: Connection, order_id: int) -> list[OpenLine]:
    """Every line of an order with what came of it, as they were keyed."""
    line = PurchaseOrderLine
    found = (
        select(
            line.document_id,
            line.line,
            line.product_id,
            Product.code,
            Product.name,
            Product.base_unit,
            line.unit,
            line.factor,
            line.quantity,
            line.price,
            line.supplier_code,
            line.base_quantity,
            _came(),
        )
        .join(Product, Product.id == line.product_id)
        .where(line.document_id == order_id)
        .order_by(line.line)
    )
    rows: Iterable[Any] = connection.execute(found)
    return [OpenLine(*(*row[:-1], Quantity(row[-1]))) for row in rows]


def brought(connection: Connection, purchase_id: int) -> dict[int, list[tuple[int, int, Quantity]]]:
    """Line of a purchase → (order, its line, so much) that it may bring of orders once it is taken back.

    A line that is put right may bring more than it did, so its share is all that is still asked.
    """
    receipt = PurchaseOrderReceipt
    found = select(receipt.line, receipt.order_id, receipt.order_line, receipt.quantity)
    rows = connection.execute(found.where(receipt.document_id == purchase_id).order_by(*receipt.__table__.primary_key))
    parts: dict[int, list[tuple[int, int, Quantity]]] = {}
    left: dict[tuple[int, int], Quantity] = {}
    kept = rows.all()
    for order_id in sorted({row.order_id for row in kept}):
        left |= {(order_id, line.line): line.ordered - line.received for line in open_lines(connection, order_id)}
    for row in kept:
        left[row.order_id, row.order_line] += row.quantity
    for row in kept:
        still = max(left[row.order_id, row.order_line], row.quantity)
        parts.setdefault(row.line, []).append((row.order_id, row.order_line, still))
    return parts


def open_orders(connection: Connection, supplier_id: int | None = None) -> list[OpenOrder]:
    """Orders of which something is still to come, of one supplier or of all, oldest first."""
    found = _orders(supplier_id).where(Document.id.in_(_awaited()))
    return [_order(row) for row in connection.execute(found.order_by(Document.business_date, Document.id))]


def newest(connection: Connection, supplier_id: int | None = None, limit: int = 200) -> list[OpenOrder]:
    """The last orders whatever became of them, newest first."""
    newest_first = (Document.business_date.desc(), Document.id.desc())
    made = select(Document.id).join(PurchaseOrder, PurchaseOrder.document_id == Document.id)
    if supplier_id is not None:
        made = made.where(PurchaseOrder.supplier_id == supplier_id)
    # Only these are summed up, not every order that there ever was.
    found = _orders().where(Document.id.in_(made.order_by(*newest_first).limit(limit)))
    return [_order(row) for row in connection.execute(found.order_by(*newest_first))]


def of_days(connection: Connection, period: Period) -> list[OpenOrder]:
    """The orders of a branch in some days, newest first; of the period's supplier only, where it names one."""
    found = _orders(period.choices.supplier_id).where(
        Document.branch_id == period.branch.id, Document.business_date.between(period.first, period.last)
    )
    newest_first = found.order_by(Document.business_date.desc(), Document.id.desc())
    return [_order(row) for row in connection.execute(newest_first)]


def order(connection: Connection, order_id: int) -> OpenOrder | None:
    """One order, None when there is none of this id."""
    row = connection.execute(_orders().where(Document.id == order_id)).one_or_none()
    return None if row is None else _order(row)


def outstanding(connection: Connection, branch_id: int) -> dict[int, Quantity]:
    """Product → what was ordered of it and has not come yet (base units), of orders not closed."""
    line = PurchaseOrderLine
    left = type_coerce(line.base_quantity, BigInteger) - _came()
    asked = (
        select(line.product_id, left.label("left"))
        .join(Document, Document.id == line.document_id)
        .where(Document.branch_id == branch_id, line.document_id.in_(_awaited()))
        .subquery("asked")
    )
    whole = cast(func.sum(asked.c.left), BigInteger)
    found = select(asked.c.product_id, whole).where(asked.c.left > 0).group_by(asked.c.product_id)
    gone = merges.all_gone(connection)
    coming: dict[int, Quantity] = {}
    for product_id, quantity in connection.execute(found):
        # What was ordered of a product that is merged comes as the one that is kept.
        kept, factor = gone.get(product_id, (product_id, ONE))
        coming[kept] = coming.get(kept, NOTHING) + Quantity(int(quantity)).of_factor(factor)
    return coming


def _awaited() -> Any:
    """The ids of orders not closed of which a line has not come whole; all receipts are read once for it."""
    receipt, line = PurchaseOrderReceipt, PurchaseOrderLine
    reversed_ = select(Document.reverses_id).where(Document.reverses_id.is_not(None))
    came = (
        select(receipt.order_id, receipt.order_line, func.sum(type_coerce(receipt.quantity, BigInteger)).label("came"))
        .where(receipt.document_id.not_in(reversed_))
        .group_by(receipt.order_id, receipt.order_line)
        .subquery("came")
    )
    lacking = func.coalesce(came.c.came, 0) < type_coerce(line.base_quantity, BigInteger)
    return (
        select(line.document_id)
        .outerjoin(came, (came.c.order_id == line.document_id) & (came.c.order_line == line.line))
        .where(lacking, line.document_id.not_in(select(PurchaseOrderClose.order_id)))
    )


_SCALE = 1000


def _came() -> ColumnElement[int]:
    """What came of a line, of purchases that were not reversed; looked up by the order's index."""
    reversal = Document.__table__.alias("reversal")
    receipt, line = PurchaseOrderReceipt, PurchaseOrderLine
    found = (
        select(cast(func.coalesce(func.sum(type_coerce(receipt.quantity, BigInteger)), 0), BigInteger))
        .where(receipt.order_id == line.document_id, receipt.order_line == line.line)
        .where(~exists().where(reversal.c.reverses_id == receipt.document_id))
    )
    return found.correlate(line).scalar_subquery()


def _complete() -> ColumnElement[int]:
    """How many of the order's lines have come whole."""
    asked = type_coerce(PurchaseOrderLine.base_quantity, BigInteger)
    return func.sum(case((_came() >= asked, 1), else_=0))


def _orders(supplier_id: int | None = None) -> Any:
    line = PurchaseOrderLine
    worth = type_coerce(line.quantity, BigInteger) * type_coerce(line.price, BigInteger) + _SCALE // 2
    found = (
        select(
            Document.id,
            Document.number,
            PurchaseOrder.supplier_id,
            Party.name,
            Document.business_date,
            PurchaseOrder.wanted_on,
            PurchaseOrder.note,
            func.count(),
            _complete(),
            func.sum(case((_came() > 0, 1), else_=0)),
            exists().where(PurchaseOrderClose.order_id == Document.id).correlate(Document),
            cast(func.coalesce(func.sum(worth // _SCALE), 0), BigInteger),
        )
        .join(PurchaseOrder, PurchaseOrder.document_id == Document.id)
        .join(Party, Party.id == PurchaseOrder.supplier_id)
        .join(line, line.document_id == Document.id)
        .group_by(Document.id, PurchaseOrder.document_id, Party.id)
    )
    return found if supplier_id is None else found.where(PurchaseOrder.supplier_id == supplier_id)


def _order(row: Any) -> OpenOrder:
    *head, complete, started, closed, worth = row
    return OpenOrder(*(*head, int(complete), started > 0, bool(closed), Rupiah(worth)))
