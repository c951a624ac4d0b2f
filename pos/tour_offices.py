"""The shop whose office the tour walks through: the demo of some weeks, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from inventory.count_records import CountSession, State
from inventory.order_facts import PurchaseOrder, PurchaseOrderReceipt
from inventory.products import Product
from koperasi import settings
from koperasi.documents import Document, Kind
from koperasi.parties import Party
from koperasi.shop import Clock, Shop
from koperasi.shops import Place
from pos.demo.shops import make_demo

DAYS = 16
#: A good that sells every day, a supplier who is owed.
GOOD, SUPPLIER = "1401", "S-02"
#: A maker with goods, statements and payouts, who looks for herself.
MAKER = "A-0003"
#: Her tile at the sign-in, and her PIN.
MANAGER = ("Alt+5", "482915")


@dataclass(frozen=True, slots=True)
class Sights:
    """What is gone to by its number."""

    product: int
    supplier: int
    placed_order: int
    open_order: int
    booked_count: int
    begun_count: int
    purchase: int
    maker: int
    statement: int
    payout: int
    delivery: int


def make(place: Place, clock: Clock) -> Shop:
    """Make the shop at an empty place and return it open."""
    shop = make_demo(place, clock, days=DAYS)
    with shop.work(shop.konsole(), channel="konsole") as work:
        settings.change(work, {"sounds": False, "lock_minutes": 0})
    shop.reload_settings()
    return shop


def _newest(kind: Kind) -> Select[Any]:
    """Her newest paper of a kind."""
    hers = select(Party.id).where(Party.code == MAKER).scalar_subquery()
    return select(func.max(Document.id)).where(Document.kind == kind, Document.party_id == hers)


def sights(shop: Shop) -> Sights:
    """The numbers of what is shown; the same in every tour, since the demo is."""
    came = select(PurchaseOrderReceipt.order_id)
    statements: tuple[Select[Any], ...] = (
        select(Product.id).where(Product.code == GOOD),
        select(Party.id).where(Party.code == SUPPLIER),
        select(func.min(PurchaseOrder.document_id)).where(PurchaseOrder.document_id.in_(came)),
        select(func.max(PurchaseOrder.document_id)).where(PurchaseOrder.document_id.not_in(came)),
        # The older one found something missing.
        select(func.min(CountSession.id)).where(CountSession.state == State.CLOSED),
        select(func.max(CountSession.id)).where(CountSession.state == State.COUNTING),
        select(func.max(Document.id)).where(Document.kind == Kind.PURCHASE),
        select(Party.id).where(Party.code == MAKER),
        *(_newest(kind) for kind in (Kind.STATEMENT, Kind.PAYOUT, Kind.DELIVERY)),
    )
    with shop.reading() as connection:
        found = [int(connection.execute(each).scalar_one()) for each in statements]
    return Sights(*found)
