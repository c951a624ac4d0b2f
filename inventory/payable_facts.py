"""Facts of what is owed to suppliers: due dates, payments, and what each payment is for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah


class MoneyFrom(StrEnum):
    """Where the money for a supplier came from, or went to."""

    SAFE = "safe"
    BANK = "bank"
    DRAWER = "drawer"


class PurchaseDue(Record):
    """Until when a purchase is to be paid, where it was told; else its supplier's usual terms count."""

    __tablename__ = "purchase_dues"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    due_on: Mapped[date]


class SupplierPaymentRecord(Record):
    """Money paid to a supplier; of a reversal, money that came back (below nothing)."""

    __tablename__ = "supplier_payments"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    paid_from: Mapped[MoneyFrom] = mapped_column(WordColumn(MoneyFrom))
    amount: Mapped[Rupiah]
    note: Mapped[str]


class PayableAllocation(Record):
    """So much of a payment or return lessens what is owed for a document; for none it is an advance."""

    __tablename__ = "payable_allocations"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount <> 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    #: The purchase (or opening debt) it is for; none for an advance, or with less than nothing its use.
    item_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    amount: Mapped[Rupiah]
