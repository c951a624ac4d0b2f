"""What the counter asks before something comes back: sales with their lines, as they were recorded.

Every amount is read from the facts of the sale, never made anew from today's prices.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import BindParameter, Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from inventory.lots import LotRecord
from inventory.products import Product, ProductKind
from inventory.stock import Move, Reason
from koperasi import parties
from koperasi.bulk import Prepared
from koperasi.columns import among, summed
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from koperasi.users import User
from pos import sale_records, tender_corrections
from pos.refunds import BY_BANK, ORDER
from pos.return_facts import SaleRefund, SaleRefundWay
from pos.returns import Amounts, Kept, Original, RecordedPart, SaleBefore
from pos.sale_commands import BackTo, SaleCommand, SoldLine
from pos.sale_facts import Sale, SaleLine, SaleLineLot, SaleLineReturn, SaleTender
from pos.tenders import MONEY, TenderKind

#: Goods without a receipt count for no more than they were sold for in so many days.
LOOK_BACK = timedelta(days=30)


# A return is looked at while a customer waits, and posted under locks: its statements are made once.
_OF: BindParameter[int] = bindparam("document")
_NUMBERED = Prepared(
    select(Document.id)
    .where(Document.number == bindparam("number"), Document.kind == Kind.SALE)
    .order_by(Document.id.desc())
    .limit(1)
)
_SALE = Prepared(
    select(Document.number, Document.business_date, Document.at, Sale.member_id, Sale.total, Sale.rounding)
    .join(Sale, Sale.document_id == Document.id)
    .where(Document.id == _OF)
)
_REFUNDS = select(summed(SaleRefund.goods), summed(SaleRefund.worth))
_SWAPPED = Prepared(_REFUNDS.where(SaleRefund.document_id == _OF))
_RETURNED = Prepared(_REFUNDS.where(SaleRefund.original_id == _OF))
_TENDERS = Prepared(
    select(SaleTender.kind, SaleTender.reference, SaleTender.applied).where(SaleTender.document_id == _OF)
)
_WAYS = Prepared(
    select(SaleRefundWay.kind, SaleRefundWay.reference, SaleRefundWay.amount).where(SaleRefundWay.document_id == _OF)
)
_LINE_IDS = Prepared(select(SaleLine.line, SaleLine.id).where(SaleLine.document_id == _OF))
_PARTS = Prepared(
    select(SaleLineLot.line_id, SaleLineLot.lot_id, SaleLineLot.owner_id, LotRecord.received_on, LotRecord.expires_on)
    .add_columns(SaleLineLot.quantity, SaleLineLot.gross, SaleLineLot.net, SaleLineLot.cost)
    .add_columns(SaleLineLot.commission, SaleLineLot.promotion)
    .join(LotRecord, LotRecord.id == SaleLineLot.lot_id)
    .where(SaleLineLot.document_id == _OF)
    .order_by(SaleLineLot.id)
)
_BACK = Prepared(
    select(SaleLineReturn.original_line, summed(SaleLine.base_quantity))
    .join(SaleLine, SaleLine.id == SaleLineReturn.line_id)
    .where(SaleLineReturn.original_id == _OF)
    .group_by(SaleLineReturn.original_line)
)
_GOODS = Prepared(
    select(Product.id, Product.name, Product.base_unit, Product.kind, Party.title, Party.name)
    .outerjoin(Party, Party.id == Product.maker_id)
    .where(among(Product.id, "products"))
)


def find(connection: Connection, number: str) -> int | None:
    """The sale with this number on its receipt, the newest where imports brought the same one; or None."""
    found = _NUMBERED.first(connection, number=number.strip().upper())
    return int(found[0]) if found else None


def lock(connection: Connection, sales: Collection[int]) -> None:
    """Hold these sales until the transaction ends, so that two tills never take the same piece back."""
    if connection.dialect.name == "postgresql" and sales:
        held = select(Document.id).where(Document.id.in_(sorted(sales))).order_by(Document.id)
        connection.execute(held.with_for_update(key_share=True))


def before(connection: Connection, document_id: int, *, by_bank: bool = False) -> SaleBefore:
    """A sale, what was paid for it and what of it has come back; raises NotFound.

    `by_bank` says that money which came by bank goes back by transfer, not in cash.
    """
    row = _SALE.first(connection, document=document_id)
    if row is None:
        raise NotFound(_("Penjualan ini tidak ada di toko ini."))
    number, day, at, member_id, whole, rounding = row
    ((swapped, swapped_worth),) = _SWAPPED.rows(connection, document=document_id)
    ((returned, refunded),) = _RETURNED.rows(connection, document=document_id)
    return SaleBefore(
        document_id,
        number,
        day,
        at,
        member_id,
        whole + swapped,
        whole + rounding + swapped_worth,
        _kept(connection, document_id, by_bank),
        returned,
        refunded,
    )


def _kept(connection: Connection, document_id: int, by_bank: bool) -> tuple[Kept, ...]:
    """What of a sale's tenders goes back in its own way, in the order it is undone.

    Goods of an exchange were also paid with what came back in it, less what went back at once.
    """
    ways = _WAYS.rows(connection, document=document_id)
    sums: dict[tuple[TenderKind, str], Rupiah] = {}
    for kind, reference, amount in [*_TENDERS.rows(connection, document=document_id), *ways]:
        if kind not in MONEY:
            way = (kind, reference if kind is TenderKind.VOUCHER else "")
            sums[way] = sums.get(way, ZERO) + amount
    if by_bank:
        # How it was really paid: a tender keyed wrongly may have been corrected since.
        paid = tender_corrections.paid(connection, document_id)
        swapped = total(amount for kind, _reference, amount in ways if kind is TenderKind.TRANSFER)
        sums[TenderKind.TRANSFER, ""] = total(paid.get(kind, ZERO) for kind in BY_BANK) + swapped
    ordered = sorted(sums, key=lambda way: (ORDER.index(way[0]), way[1]))
    return tuple(
        Kept(kind, sums[kind, reference], reference) for kind, reference in ordered if sums[kind, reference] > ZERO
    )


def originals(connection: Connection, sale: SaleBefore) -> tuple[Original, ...]:
    """The lines of a sale that could come back, with what has: not those that themselves brought back."""
    document_id = sale.document_id
    sold = sale_records.lines_of(connection, document_id)
    ids: dict[int, int] = dict(_LINE_IDS.rows(connection, document=document_id))
    goods = _goods(connection, {line.product_id for line in sold})
    lots, back = _parts(connection, document_id), _back(connection, document_id)
    found = []
    for number, line in enumerate(sold, start=1):
        if line.returns is not None or line.quantity <= NOTHING:
            continue
        name, base_unit, maker, kind = goods[line.product_id]
        parts = lots.get(ids[number]) or (_whole(sale, line),)
        returned = back.get(number, NOTHING)
        service = kind is ProductKind.SERVICE
        found.append(Original(sale, number, name, line, base_unit, parts, returned, maker, service))
    return tuple(found)


def _whole(sale: SaleBefore, line: SoldLine) -> RecordedPart:
    """A line that took from no lot, as one part."""
    money = Amounts(line.gross, line.net)
    return RecordedPart(None, None, sale.business_date, None, line.base_quantity, money)


def _parts(connection: Connection, document_id: int) -> dict[int, tuple[RecordedPart, ...]]:
    parts: dict[int, tuple[RecordedPart, ...]] = {}
    for line_id, lot_id, owner, received, expires, quantity, *money in _PARTS.rows(connection, document=document_id):
        part = RecordedPart(lot_id, owner, received, expires, quantity, Amounts(*money))
        parts[line_id] = (*parts.get(line_id, ()), part)
    return parts


def _back(connection: Connection, document_id: int) -> dict[int, Quantity]:
    """How much of each line (by its number) has come back, in base units."""
    found = _BACK.rows(connection, document=document_id)
    return {line: -quantity for line, quantity in found if line is not None}


def _goods(connection: Connection, products: Collection[int]) -> dict[int, tuple[str, str, str, ProductKind]]:
    """Name, base unit, maker ("" for the shop's own) and kind of goods."""
    found = _GOODS.rows(connection, products=sorted(products))
    return {
        product: (name, base_unit, parties.called(title, maker) if maker else "", kind)
        for product, name, base_unit, kind, title, maker in found
    }


def taken_back(connection: Connection, command: SaleCommand, *, by_bank: bool) -> dict[int, SaleBefore]:
    """Every sale that a command brings something back of; they stay locked."""
    sales = {line.returns.sale_id for line in command.lines if line.returns is not None} - {None}
    named = sorted(each for each in sales if each is not None)
    lock(connection, named)
    return {sale: before(connection, sale, by_bank=by_bank) for sale in named}


def carried(connection: Connection, location_id: int, lots: Mapping[int, int]) -> dict[int, Rupiah]:
    """By lot (→ its product), the value that returns moved without goods: see `allotments.take_back`."""
    if not lots:
        return {}
    found = (
        select(Move.lot_id, summed(Move.value))
        .where(Move.product_id.in_(sorted(set(lots.values()))), Move.lot_id.in_(sorted(lots)))
        .where(Move.location_id == location_id, Move.reason == Reason.FILLING, Move.quantity == NOTHING)
        .group_by(Move.lot_id)
    )
    return {lot: value for lot, value in connection.execute(found) if value}


# --- Finding a sale, or a price without one --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A sale as the list of a search shows it; `member` is "" for anybody."""

    document_id: int
    number: str
    sale: SaleBefore
    member: str
    goods: int


def search(
    connection: Connection, *, member_id: int | None = None, day: date | None = None, limit: int = 40
) -> tuple[Found, ...]:
    """A member's sales, or a day's, or both; the newest first."""
    found = (
        select(Document.id, Document.number, Party.name)
        .join(Sale, Sale.document_id == Document.id)
        .outerjoin(Member, Member.party_id == Sale.member_id)
        .outerjoin(Party, Party.id == Member.party_id)
        .where(Document.kind == Kind.SALE)
    )
    if member_id is not None:
        found = found.where(Sale.member_id == member_id)
    if day is not None:
        found = found.where(Document.business_date == day)
    rows = connection.execute(found.order_by(Document.id.desc()).limit(limit)).all()
    counted = select(SaleLine.document_id, func.count()).where(SaleLine.document_id.in_([row.id for row in rows]))
    goods = dict(connection.execute(counted.group_by(SaleLine.document_id)).all())
    sales = [
        Found(row.id, row.number, before(connection, row.id), row.name or "", goods.get(row.id, 0)) for row in rows
    ]
    # A sale that was held has an older id than those paid meanwhile.
    return tuple(sorted(sales, key=lambda each: each.sale.at, reverse=True))


def lowest_price(connection: Connection, product_id: int, day: date) -> Rupiah | None:
    """The least that one base unit was sold for in the last 30 days, rounded down; None where it was not."""
    since = day - LOOK_BACK
    sold = (
        select(Move.document_id)
        .join(Document, Document.id == Move.document_id)
        .where(Move.product_id == product_id, Move.reason == Reason.SALE, Document.business_date >= since)
    )
    lines = select(SaleLine.net, SaleLine.base_quantity).where(
        SaleLine.document_id.in_(sold), SaleLine.product_id == product_id, SaleLine.base_quantity > NOTHING
    )
    prices = [net.amount * 1000 // base.thousandths for net, base in connection.execute(lines)]
    return Rupiah(min(prices)) if prices else None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A line that was brought back: of which sale ("" without a receipt), how much (above zero), where it went."""

    business_date: date
    number: str
    original: str
    code: str
    name: str
    unit: str
    quantity: Quantity
    total: Rupiah
    went_to: BackTo
    reason: str
    cashier: str


def taken_in(connection: Connection, period: Period) -> list[TakenIn]:
    """Every line that was brought back in the days, in the order they were posted."""
    sold_by = aliased(Document)
    found = (
        select(Document.business_date, Document.number, sold_by.number.label("original"), Product.code, Product.name)
        .add_columns(SaleLine.unit, SaleLine.quantity, SaleLine.net)
        .add_columns(SaleLineReturn.went_to, SaleLineReturn.reason, User.name.label("cashier"))
        .join(SaleLine, SaleLine.id == SaleLineReturn.line_id)
        .join(Document, Document.id == SaleLineReturn.document_id)
        .join(Product, Product.id == SaleLine.product_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(sold_by, sold_by.id == SaleLineReturn.original_id)
        .where(Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .order_by(Document.business_date, Document.posted_at, Document.id, SaleLine.line)
    )
    return [
        TakenIn(day, number, original or "", code, name, unit, -quantity, -net, to, reason, cashier)
        for day, number, original, code, name, unit, quantity, net, to, reason, cashier in connection.execute(found)
    ]
