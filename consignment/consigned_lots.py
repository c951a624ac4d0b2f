"""Makers' lots: whose they are, from which paper, and on which terms they were brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consignment.terms import Deal, Terms
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Facts
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class ConsignedLot(Record):
    """A maker's lot with the terms it was brought on: what a sale of it shares by."""

    __tablename__ = "consigned_lots"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("rate_bps BETWEEN 0 AND 10000", name="rate_bps"),)

    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    quantity: Mapped[Quantity]
    deal: Mapped[Deal] = mapped_column(WordColumn(Deal))
    rate_bps: Mapped[int]
    payout_each: Mapped[Rupiah]


class ConsignedLotTerms(Record):
    """What more a lot's terms say (`Terms.more`), and the agreement they come from.  A row only where there is any."""

    __tablename__ = "consigned_lot_terms"
    __table_class__ = FACT

    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    #: The agreement (its document) that was in force; none where the terms were only told.
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    more: Mapped[str]


@dataclass(frozen=True, slots=True)
class TermedLot:
    """A maker's lot as it comes to be: so much was brought (0 where nothing was), on these terms."""

    lot_id: int
    product_id: int
    maker_id: int
    quantity: Quantity
    terms: Terms
    #: The agreement the terms come from; none where they were only told.
    agreement_id: int | None = None


def facts(document_id: int, lots: Sequence[TermedLot]) -> list[Facts]:
    """What a document keeps of makers' lots: their terms, and what more these say where they do."""
    rows = [
        {
            "lot_id": each.lot_id,
            "document_id": document_id,
            "product_id": each.product_id,
            "maker_id": each.maker_id,
            "quantity": each.quantity,
            "deal": each.terms.deal,
            "rate_bps": each.terms.rate_bps,
            "payout_each": each.terms.payout_each,
        }
        for each in lots
    ]
    more = [
        {
            "lot_id": each.lot_id,
            "document_id": document_id,
            "agreement_id": each.agreement_id,
            "more": each.terms.more,
        }
        for each in lots
        if each.terms.more or each.agreement_id is not None
    ]
    return [Facts(ConsignedLot, rows), Facts(ConsignedLotTerms, more)]
