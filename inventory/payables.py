"""Payables: what the shop owes its suppliers, when it falls due, and what was paid of it.

What is owed is always the ledger's balance of a supplier.  It lies on open items: every
purchase on credit is one, until payments and returns have used it up.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import FACT, Record
from koperasi.documents import Facts


class PurchaseDue(Record):
    """Until when a purchase is to be paid, where it was told; else its supplier's usual terms count."""

    __tablename__ = "purchase_dues"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    due_on: Mapped[date]


def due_facts(document_id: int, due_on: date | None) -> list[Facts]:
    """The facts that say until when a purchase is to be paid; nothing where nobody said so."""
    return [Facts(PurchaseDue, [{"document_id": document_id, "due_on": due_on}])] if due_on else []
