"""The tables of a sale: facts that keep what was decided then (DESIGN.md 3).

Few indices, on purpose: each costs a sale of twenty goods twenty places on the disk.  What
was sold of a product is found by its moves, and over days by the kept totals.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from consignment.terms import Bearer
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos.sale_commands import Rule
from pos.tenders import TenderKind

MADE = text("maker_id IS NOT NULL")


class Sale(Record):
    __tablename__ = "sales"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    till_id: Mapped[int] = mapped_column(ForeignKey("tills.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    price_class: Mapped[str]
    gross: Mapped[Rupiah]
    discount: Mapped[Rupiah]
    #: Gross less discount: what the goods cost the customer, before cash rounding.
    total: Mapped[Rupiah]
    rounding: Mapped[Rupiah]
    change: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    #: The member's kasbon and purchases of the year after this sale, as her receipt says.
    owes_after: Mapped[Rupiah | None]
    bought_after: Mapped[Rupiah | None]


class SaleLine(Record):
    """A line with its price, why, discount, tax, cost and shares as they were decided."""

    __tablename__ = "sale_lines"
    __table_class__ = FACT
    __table_args__ = (
        CheckConstraint("net = gross - discount", name="net"),
        Index("ix_sale_lines_maker_id", "maker_id", sqlite_where=MADE, postgresql_where=MADE),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    line: Mapped[int]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    category_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    unit: Mapped[str]
    factor: Mapped[Quantity]
    quantity: Mapped[Quantity]
    base_quantity: Mapped[Quantity]
    list_price: Mapped[Rupiah]
    unit_price: Mapped[Rupiah]
    rule: Mapped[Rule] = mapped_column(WordColumn(Rule))
    reason: Mapped[str]
    gross: Mapped[Rupiah]
    discount: Mapped[Rupiah]
    bearer: Mapped[Bearer] = mapped_column(WordColumn(Bearer))
    discount_reason: Mapped[str]
    net: Mapped[Rupiah]
    tax_class: Mapped[str]
    #: Basis points; base and tax are 0 while PPN is off.
    tax_rate: Mapped[int]
    tax_base: Mapped[Rupiah]
    tax: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    maker_share: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    promotion: Mapped[Rupiah]


class SaleLineLot(Record):
    """The part of a line that one lot gave, with its money, cost and shares."""

    __tablename__ = "sale_line_lots"
    __table_class__ = FACT
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("sale_lines.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    owner_id: Mapped[int | None]
    quantity: Mapped[Quantity]
    gross: Mapped[Rupiah]
    net: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    maker_share: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    promotion: Mapped[Rupiah]


class SaleTender(Record):
    __tablename__ = "sale_tenders"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TenderKind] = mapped_column(WordColumn(TenderKind))
    given: Mapped[Rupiah]
    change: Mapped[Rupiah]
    applied: Mapped[Rupiah]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reference: Mapped[str]


class RemovedSaleLine(Record):
    """A line taken out of the cart before it was paid."""

    __tablename__ = "removed_sale_lines"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    unit: Mapped[str]
    quantity: Mapped[Quantity]
    unit_price: Mapped[Rupiah]
    reason: Mapped[str]
    removed_at: Mapped[datetime]
