"""What the office reads of purchases, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import aliased

from inventory.landed_costs import Spread
from inventory.locations import Location
from inventory.lots import UnitCost
from inventory.products import Product
from inventory.purchase_terms import PurchaseCharge, PurchaseLineTerms, PurchaseReversal, PurchaseTerms
from inventory.purchases import PaidFrom, Purchase, PurchaseLine
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from koperasi.users import User

#: Lists show so many; a search finds older ones.
MOST = 300


class Show(StrEnum):
    """Which purchases a list shows."""

    ALL = "all"
    CREDIT = "credit"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class ListedPurchase:
    """A purchase as lists show it; `reversed_by` is the number of the paper that took it back, "" for none."""

    id: int
    number: str
    business_date: date
    supplier: str
    invoice_number: str
    paid_from: PaidFrom
    total: Rupiah
    lines: int
    by: str
    reversed_by: str


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of a purchase; the terms are those of an invoice that was keyed, else those that follow from the cost."""

    line: int
    product_id: int
    code: str
    name: str
    base_unit: str
    unit: str
    factor: Quantity
    quantity: Quantity
    base_quantity: Quantity
    bonus: Quantity
    price: Rupiah | None
    gross: Rupiah
    discount_words: str
    discount: Rupiah
    #: Shares of the invoice's discount (less), charges, tax and rounding (more).
    shared: Rupiah
    cost: Rupiah
    expires_on: date | None
    batch: str

    @property
    def each(self) -> UnitCost:
        """What one base unit cost."""
        return UnitCost(self.cost, self.base_quantity)


@dataclass(frozen=True, slots=True)
class SeenCharge:
    words: str
    amount: Rupiah
    spread: Spread


@dataclass(frozen=True, slots=True)
class SeenPurchase:
    """A purchase with all that is known of it; `why` it was reversed."""

    id: int
    number: str
    business_date: date
    supplier_id: int | None
    supplier: str
    paid_from: PaidFrom
    total: Rupiah
    by: str
    invoice_number: str
    invoice_date: date | None
    location_id: int | None
    location: str
    goods: Rupiah
    discount_words: str
    discount: Rupiah
    charges: tuple[SeenCharge, ...]
    tax: Rupiah
    rounding: Rupiah
    note: str
    reversed_by: str
    why: str
    replaces: str
    lines: tuple[SeenLine, ...]


_REVERSAL = aliased(Document)
#: Made first and from the purchases' side (an outer join is never turned round), so that no
#: engine walks through all sales in search of the few purchases among them.
_BOUGHT = (
    select(Purchase.supplier_id, Purchase.paid_from, Purchase.total)
    .add_columns(Document.id, Document.number, Document.business_date, Document.kind)
    .add_columns(Document.branch_id, Document.by_id)
    .select_from(Purchase)
    .outerjoin(Document, Document.id == Purchase.document_id)
    .cte("bought")
    .prefix_with("MATERIALIZED")
)
_LINES = (
    select(func.count())
    .select_from(PurchaseLine)
    .where(PurchaseLine.document_id == _BOUGHT.c.id)
    .correlate(_BOUGHT)
    .scalar_subquery()
)


def _listed() -> Any:
    bought = _BOUGHT.c
    return (
        select(
            bought.id,
            bought.number,
            bought.business_date,
            func.coalesce(Party.name, ""),
            func.coalesce(PurchaseTerms.invoice_number, ""),
            bought.paid_from,
            bought.total,
            _LINES,
            User.name,
            func.coalesce(_REVERSAL.number, ""),
        )
        .select_from(_BOUGHT)
        .join(User, User.id == bought.by_id)
        .outerjoin(Party, Party.id == bought.supplier_id)
        .outerjoin(PurchaseTerms, PurchaseTerms.document_id == bought.id)
        .outerjoin(_REVERSAL, _REVERSAL.reverses_id == bought.id)
        .where(bought.kind == Kind.PURCHASE)
    )


def newest(
    connection: Connection, branch_id: int, words: str = "", show: Show = Show.ALL, limit: int = MOST
) -> list[ListedPurchase]:
    """A branch's purchases, newest first: all, or those whose number, invoice or supplier has these words."""
    bought = _BOUGHT.c
    found = _listed().where(bought.branch_id == branch_id)
    if text := words.strip():
        like = f"%{text}%"
        fitting = (bought.number.ilike(like), PurchaseTerms.invoice_number.ilike(like), Party.name.ilike(like))
        found = found.where(or_(*fitting))
    if show is Show.CREDIT:
        found = found.where(bought.paid_from == PaidFrom.CREDIT, _REVERSAL.id.is_(None))
    elif show is Show.REVERSED:
        found = found.where(_REVERSAL.id.is_not(None))
    rows: Iterable[Any] = connection.execute(found.order_by(bought.business_date.desc(), bought.id.desc()).limit(limit))
    return [ListedPurchase(*row) for row in rows]


def purchase(connection: Connection, document_id: int) -> SeenPurchase:
    """One purchase with its lines; raises NotFound."""
    replaced = aliased(Document)
    found = (
        select(
            Document.number,
            Document.business_date,
            Purchase.supplier_id,
            func.coalesce(Party.name, "").label("supplier"),
            Purchase.paid_from,
            Purchase.total,
            User.name.label("by"),
            PurchaseTerms.__table__,
            func.coalesce(Location.name, "").label("location"),
            func.coalesce(_REVERSAL.number, "").label("reversed_by"),
            func.coalesce(PurchaseReversal.why, "").label("why"),
            func.coalesce(replaced.number, "").label("replaces"),
        )
        .join(Purchase, Purchase.document_id == Document.id)
        .join(User, User.id == Document.by_id)
        .outerjoin(Party, Party.id == Purchase.supplier_id)
        .outerjoin(PurchaseTerms, PurchaseTerms.document_id == Document.id)
        .outerjoin(Location, Location.id == PurchaseTerms.location_id)
        .outerjoin(_REVERSAL, _REVERSAL.reverses_id == Document.id)
        .outerjoin(PurchaseReversal, PurchaseReversal.document_id == _REVERSAL.id)
        .outerjoin(replaced, replaced.id == PurchaseTerms.replaces_id)
        .where(Document.id == document_id)
    )
    row: Any = connection.execute(found).one_or_none()
    if row is None:
        raise NotFound(_("Pembelian tidak ditemukan."))
    lines = tuple(_lines(connection, document_id))
    told = row.goods is not None
    return SeenPurchase(
        document_id,
        row.number,
        row.business_date,
        row.supplier_id,
        row.supplier,
        row.paid_from,
        row.total,
        row.by,
        row.invoice_number or "",
        row.invoice_date,
        row.location_id,
        row.location,
        row.goods if told else row.total,
        row.discount_words or "",
        row.discount if told else ZERO,
        tuple(_charges(connection, document_id)),
        row.tax if told else ZERO,
        row.rounding if told else ZERO,
        row.note or "",
        row.reversed_by,
        row.why,
        row.replaces,
        lines,
    )


def _lines(connection: Connection, document_id: int) -> Iterable[SeenLine]:
    terms = PurchaseLineTerms
    same = (terms.document_id == PurchaseLine.document_id) & (terms.line == PurchaseLine.line)
    found = (
        select(PurchaseLine.__table__, Product.code, Product.name, Product.base_unit)
        .add_columns(terms.price, terms.gross, terms.discount_words, terms.discount, terms.bonus)
        .add_columns(terms.shared_discount, terms.charges, terms.tax, terms.rounding)
        .join(Product, Product.id == PurchaseLine.product_id)
        .outerjoin(terms, same)
        .where(PurchaseLine.document_id == document_id)
        .order_by(PurchaseLine.line)
    )
    for row in connection.execute(found):
        told = row.gross is not None
        shared = row.charges + row.tax + row.rounding - row.shared_discount if told else ZERO
        yield SeenLine(
            row.line,
            row.product_id,
            row.code,
            row.name,
            row.base_unit,
            row.unit,
            row.factor,
            row.quantity,
            row.base_quantity,
            row.bonus if told else NOTHING,
            row.price,
            row.gross if told else row.cost,
            row.discount_words or "",
            row.discount if told else ZERO,
            shared,
            row.cost,
            row.expires_on,
            row.batch,
        )


def _charges(connection: Connection, document_id: int) -> Iterable[SeenCharge]:
    charge = PurchaseCharge
    found = select(charge.words, charge.amount, charge.spread).where(charge.document_id == document_id)
    rows: Iterable[Any] = connection.execute(found.order_by(charge.place))
    return [SeenCharge(*row) for row in rows]


def papers(connection: Connection, period: Period) -> list[ListedPurchase]:
    """Every purchase of a period's days, those taken back too, in the order they came."""
    bought = _BOUGHT.c
    days = bought.business_date.between(period.first, period.last)
    found = _listed().where(bought.branch_id == period.branch.id, days)
    rows: Iterable[Any] = connection.execute(found.order_by(bought.business_date, bought.id))
    return [ListedPurchase(*row) for row in rows]
