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
from pos.sale_commands import BackTo, KeptFor, Rule
from pos.tenders import Proof, TenderKind

MADE = text("maker_id IS NOT NULL")
#: Lines that somebody may ask about: the others, nearly all, cost no place in the index.
DECIDED = text("discount > 0 OR rule IN ('manual', 'shelf')")


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
        Index("ix_sale_lines_decided", "document_id", sqlite_where=DECIDED, postgresql_where=DECIDED),
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


class SaleTenderProof(Record):
    """How a member agreed that a tender uses her own balance.  A row only where she did."""

    __tablename__ = "sale_tender_proofs"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    proof: Mapped[Proof] = mapped_column(WordColumn(Proof))


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


class SaleLinePromotion(Record):
    """The part of a line's discount that a promotion gave.  A row only where there is one."""

    __tablename__ = "sale_line_promotions"
    __table_class__ = FACT

    line_id: Mapped[int] = mapped_column(ForeignKey("sale_lines.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    promotion_id: Mapped[int] = mapped_column(index=True)
    discount: Mapped[Rupiah]
    bearer: Mapped[Bearer] = mapped_column(WordColumn(Bearer))
    reason: Mapped[str]


class SaleLineReturn(Record):
    """What a line brought back: the line it was sold by (none without a receipt), and where it went."""

    __tablename__ = "sale_line_returns"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("(original_id IS NULL) = (original_line IS NULL)", name="original"),)

    line_id: Mapped[int] = mapped_column(ForeignKey("sale_lines.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    #: The document and the number of the line that sold it.
    original_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    original_line: Mapped[int | None]
    went_to: Mapped[BackTo] = mapped_column(WordColumn(BackTo))
    reason: Mapped[str]


class SaleLineNote(Record):
    """What a customer needs to know a line by: the number her credit went to, a token."""

    __tablename__ = "sale_line_notes"
    __table_class__ = FACT

    line_id: Mapped[int] = mapped_column(ForeignKey("sale_lines.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    note: Mapped[str]


class SaleApproval(Record):
    """Another person's yes to one thing in a sale, with what was so and what it became."""

    __tablename__ = "sale_approvals"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    permission: Mapped[str]
    approver_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    amount: Mapped[Rupiah]
    reason: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    approved_at: Mapped[datetime]


class SaleKeptChange(Record):
    """Change that stayed in the drawer, as savings or a gift."""

    __tablename__ = "sale_kept_changes"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    kept_for: Mapped[KeptFor] = mapped_column(WordColumn(KeptFor))
    amount: Mapped[Rupiah]
