"""What an invoice said beyond goods and their cost: its number, discounts, charges, PPN, free goods.

Facts beside a purchase, with rows only where there is something to say: an imported
purchase has none.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from inventory.landed_costs import Spread
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class PurchaseTerms(Record):
    """The invoice of a purchase: goods − discount + charges + tax + rounding is what was to be paid."""

    __tablename__ = "purchase_terms"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    #: The supplier's number as printed, and as it is compared: upper case, no spaces.
    invoice_number: Mapped[str]
    invoice_key: Mapped[str] = mapped_column(index=True)
    invoice_date: Mapped[date | None]
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    goods: Mapped[Rupiah]
    #: How the invoice's discount was written ("5+2 %"), and what it came to.
    discount_words: Mapped[str]
    discount: Mapped[Rupiah]
    charges: Mapped[Rupiah]
    tax: Mapped[Rupiah]
    #: The part of the tax that is claimed back.
    claimable: Mapped[Rupiah]
    rounding: Mapped[Rupiah]
    note: Mapped[str]
    #: The reversed purchase that this one does right.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))


class PurchaseLineTerms(Record):
    """How a line was keyed: its price, its discount, the free goods in it (base units)."""

    __tablename__ = "purchase_line_terms"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("bonus >= 0", name="bonus"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    #: Of one unit; None where the whole amount was keyed.
    price: Mapped[Rupiah | None]
    gross: Mapped[Rupiah]
    discount_words: Mapped[str]
    discount: Mapped[Rupiah]
    bonus: Mapped[Quantity]
    #: What was shared out over the lines and fell to this one.
    shared_discount: Mapped[Rupiah]
    charges: Mapped[Rupiah]
    tax: Mapped[Rupiah]
    rounding: Mapped[Rupiah]


class PurchaseCharge(Record):
    """Freight, loading or another charge of an invoice."""

    __tablename__ = "purchase_charges"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]
    amount: Mapped[Rupiah]
    spread: Mapped[Spread] = mapped_column(WordColumn(Spread))


class PurchaseReversal(Record):
    """Why a purchase was reversed; which one is in its document."""

    __tablename__ = "purchase_reversals"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    why: Mapped[str]


class CostAlarm(Record):
    """That a purchase moved a good's cost more than usual, or past a selling price.

    Both costs are a value for a quantity in base units; without an earlier one both are 0.
    """

    __tablename__ = "cost_alarms"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True, index=True)
    was_value: Mapped[Rupiah]
    was_quantity: Mapped[Quantity]
    now_value: Mapped[Rupiah]
    now_quantity: Mapped[Quantity]
    #: A selling price lies at or below the new cost.
    past_price: Mapped[bool]
