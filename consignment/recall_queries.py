"""What is read of a good that is called back: every receipt that sold of it, lot by lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from inventory.lots import LotRecord
from inventory.stock import Move, Reason
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.members import Member
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import Quantity

SOLD = (Reason.SALE, Reason.SALE_RETURN)


@dataclass(frozen=True, slots=True)
class Bought:
    """So many base units of one lot that a receipt sold, or (below zero) took back."""

    document_id: int
    business_date: date
    number: str
    #: The member; "" where nobody gave a card.
    member: str
    name: str
    phone: str
    #: The nota that the lot came with.
    brought: str
    quantity: Quantity


def bought(connection: Connection, product_id: int, period: Period) -> list[Bought]:
    """Every receipt of a good, lot by lot, the newest first."""
    paper = aliased(Document)
    quantity = summed(Move.quantity)
    found = (
        select(
            Document.id, Document.business_date, Document.number, Member.number.label("member"), Party.name,
            Party.phone, paper.number.label("brought"), quantity.label("quantity"),
        )
        .select_from(Move)
        .join(Document, Document.id == Move.document_id)
        .join(LotRecord, LotRecord.id == Move.lot_id)
        .join(paper, paper.id == LotRecord.document_id)
        .outerjoin(Party, Party.id == Document.party_id)
        .outerjoin(Member, Member.party_id == Document.party_id)
        .where(Move.product_id == product_id, Move.reason.in_(SOLD))
        .where(Document.business_date.between(period.first, period.last))
        .group_by(
            Document.id, Document.business_date, Document.number, Member.number, Party.name, Party.phone,
            paper.number, LotRecord.id,
        )
        .order_by(Document.business_date.desc(), Document.id.desc(), LotRecord.id)
    )  # fmt: skip
    return [
        Bought(*row[:3], row.member or "", row.name or "", row.phone or "", row.brought, -row.quantity)
        for row in connection.execute(found)
        if row.quantity
    ]
