"""What is written down of purchase orders: the records (the deeds are in `orders`).

An order moves no goods and no money.  What came of it is the sum over the receipts of
purchases that name it, less those reversed; so its state is always derived.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class PurchaseOrder(Record):
    __tablename__ = "purchase_orders"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    #: When the goods are wanted; None for as soon as they can.
    wanted_on: Mapped[date | None]
    note: Mapped[str]
    #: The order that it stands in place of.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))


class PurchaseOrderLine(Record):
    """So many units of a good, and what one of them is expected to cost."""

    __tablename__ = "purchase_order_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"), CheckConstraint("price >= 0", name="price"))

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    unit: Mapped[str]
    factor: Mapped[Quantity]
    quantity: Mapped[Quantity]
    base_quantity: Mapped[Quantity]
    #: Of one such unit; None while nobody knows.
    price: Mapped[Rupiah | None]
    #: What the supplier calls it.
    supplier_code: Mapped[str]


class PurchaseOrderReceipt(Record):
    """That a line of a purchase brought so much of a line of an order (base units).

    A purchase may fill several orders, and one of its lines lines of several orders.
    """

    __tablename__ = "purchase_order_receipts"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    #: The purchase, and its line.
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, index=True)
    order_line: Mapped[int] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity]


class PurchaseOrderClose(Record):
    """That nothing more is expected of an order."""

    __tablename__ = "purchase_order_closes"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    why: Mapped[str]
