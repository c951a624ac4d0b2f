"""What the counter asks of the shop's books, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, bindparam, select, text

from inventory import expiries, expiry_queries
from inventory.expiries import Caution, Left
from inventory.locations import Location
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
    """How much of a good a shelf holds (base units), until when the first of it keeps, and what to beware of."""

    quantity: Quantity = NOTHING
    expires_on: date | None = None
    caution: Caution = Caution.NONE


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


def on_shelf(
    connection: Connection, location_id: int, products: Collection[int], day: date, warn_days: int
) -> dict[int, OnShelf]:
    """What a location holds of these goods on a day; one of which nothing is known is missing.

    What is eaten is asked for only where all of it on the shelf has expired: hardly ever.
    """
    lots: dict[int, list[Left]] = {}
    for product_id, quantity, until in _LOTS.rows(connection, location=location_id, products=list(products)):
        lots.setdefault(product_id, []).append((quantity, until))
    found = {product: _on_shelf(left, day, warn_days) for product, left in lots.items()}
    expired = [product for product, shelf in found.items() if shelf.caution is Caution.ALL]
    if expired:
        branch = select(Location.branch_id).where(Location.id == location_id)
        for product in expiry_queries.barred(connection, connection.execute(branch).scalar_one(), expired, day):
            found[product] = replace(found[product], caution=Caution.BARRED)
    return found


def _on_shelf(left: Sequence[Left], day: date, warn_days: int) -> OnShelf:
    dates = [until for quantity, until in left if until is not None and quantity > NOTHING]
    whole = Quantity(sum(quantity.thousandths for quantity, _until in left))
    if not dates:
        return OnShelf(whole)
    return OnShelf(whole, min(dates), expiries.caution(left, day, warn_days))


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
