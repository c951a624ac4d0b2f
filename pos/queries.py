"""What the counter asks of the shop's books, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select, text

from inventory.lots import LotRecord
from inventory.stock import Stock
from koperasi.bulk import Prepared
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import among, summed
from koperasi.documents import Document, Kind
from koperasi.ledger import Entry, PostingRecord, Role
from koperasi.quantity import NOTHING, Quantity
from pos.sale_commands import PaidTender
from pos.sale_facts import Sale, SaleKeptChange, SaleTender
from pos.sales import Posted


@dataclass(frozen=True, slots=True)
class OnShelf:
    """How much of a good a shelf holds (base units), and until when the first of it keeps."""

    quantity: Quantity = NOTHING
    expires_on: date | None = None


_LOTS = Prepared(
    select(Stock.product_id, Stock.quantity, LotRecord.expires_on)
    .join(LotRecord, LotRecord.id == Stock.lot_id)
    .where(Stock.location_id == bindparam("location"), among(Stock.product_id, "products"))
    .where(text("stock.quantity <> 0"))
)
_DEBTS = (
    select(Entry.business_date, PostingRecord.amount)
    .join(Entry, Entry.document_id == PostingRecord.document_id)
    .where(
        PostingRecord.party_id == bindparam("party"),
        PostingRecord.account_id == ACCOUNT_IDS[Role.MEMBER_RECEIVABLE],
    )
    .order_by(Entry.business_date, PostingRecord.id)
)


def on_shelf(connection: Connection, location_id: int, products: Collection[int]) -> dict[int, OnShelf]:
    """What a location holds of these goods; one of which nothing is known is missing."""
    found: dict[int, OnShelf] = {}
    for product_id, quantity, expires_on in _LOTS.rows(connection, location=location_id, products=list(products)):
        before = found.get(product_id, OnShelf())
        dates = [day for day in (before.expires_on, expires_on if quantity > NOTHING else None) if day is not None]
        found[product_id] = OnShelf(before.quantity + quantity, min(dates, default=None))
    return found


def kind(connection: Connection, document_id: int) -> Kind | None:
    """What a document is; None for one that is not there."""
    return connection.scalar(select(Document.kind).where(Document.id == document_id))


def oldest_debt(connection: Connection, party_id: int) -> date | None:
    """The day from which a member owes something, when what she paid settles the oldest first."""
    rows = connection.execute(_DEBTS, {"party": party_id}).all()
    paid = -sum(amount.amount for _day, amount in rows if amount.amount < 0)
    for day, amount in rows:
        if amount.amount > 0:
            paid -= amount.amount
            if paid < 0:
                return day
    return None


def recorded(connection: Connection, document_id: int) -> tuple[Posted, tuple[PaidTender, ...]]:
    """A sale that is in the books, as it was posted; raises NoResultFound for another document."""
    columns = (Document.number, Sale.total, Sale.rounding, Sale.change)
    found = select(*columns).join(Document, Document.id == Sale.document_id).where(Sale.document_id == document_id)
    number, whole, rounding, change = connection.execute(found).one()
    kept = select(summed(SaleKeptChange.amount)).where(SaleKeptChange.document_id == document_id)
    handed = change - connection.execute(kept).scalar_one()
    paid = select(SaleTender.kind, SaleTender.given, SaleTender.change, SaleTender.reference)
    tenders = connection.execute(paid.where(SaleTender.document_id == document_id).order_by(SaleTender.line))
    return Posted(document_id, number, whole, rounding, handed, new=False), tuple(PaidTender(*each) for each in tenders)
