"""Facts of goods that went back to their supplier."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class Settled(StrEnum):
    """How a supplier makes good what came back: on her account, or in money."""

    CREDIT = "credit"
    SAFE = "safe"
    BANK = "bank"


class SupplierReturnRecord(Record):
    """Goods that went back to a supplier, what they had cost, and what she gives for them."""

    __tablename__ = "supplier_returns"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("credit >= 0", name="credit"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    settled: Mapped[Settled] = mapped_column(WordColumn(Settled))
    credit: Mapped[Rupiah]
    #: Of the credit, the PPN that is no longer claimed back; 0 where the shop is no PKP.
    tax: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    reason: Mapped[str]


class SupplierReturnLine(Record):
    """A line as it was keyed, and what its goods had cost."""

    __tablename__ = "supplier_return_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"), CheckConstraint("credit >= 0", name="credit"))

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    unit: Mapped[str]
    factor: Mapped[Quantity]
    quantity: Mapped[Quantity]
    base_quantity: Mapped[Quantity]
    credit: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    #: The purchase it came with, where that is known.
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
