"""What a maker's own screen reads.  Every statement here asks for one party's rows and nobody else's.

Kept apart from the manager's queries on purpose: none of these takes a list of makers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from consignment import agreements, entries, paydays, payees, payout_queries, statement_queries
from consignment.consigned_lots import ConsignedLot, ConsignedLotTerms
from consignment.my_goods import Here, Money, MyGoods, MyLine, MyPayout, MyStatement, Who, by_unit
from consignment.payees import Payee
from consignment.payout_queries import PaidHead
from consignment.shares import MakerShare
from consignment.statement_facts import StatementGoods
from consignment.statement_values import State, StatementHead
from consignment.terms import Terms
from inventory.locations import Location, LocationKind
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Move, Reason, Stock
from koperasi.branches import Branch
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.settings import Settings
from koperasi.text import _

#: How many of her statements and payouts are told.
MOST_STATEMENTS, MOST_PAYOUTS = 12, 12
#: How many ids one statement names: SQLite's own limit is far above it.
_AT_ONCE = 500
#: Less than this stays on her account as the rest of a cash step: a statement is paid all the same.
CASH_REST = Rupiah(1_000)
#: Reasons that are told as sales, or do nothing for her.
_NOT_TOLD = (Reason.SALE, Reason.SALE_RETURN, Reason.TRANSFER)
#: What a delivery brings first fills lots that sales took below zero.
_BROUGHT = (Reason.DELIVERY, Reason.FILLING, Reason.OPENING, Reason.CORRECTION, Reason.PURCHASE)


def read(connection: Connection, maker_id: int, branch: Branch, now: datetime, settings: Settings) -> MyGoods:
    """All that a maker may know of her goods and money now, in all branches.  Raises NotFound."""
    who, today = _who(connection, maker_id), branch.business_date(now)
    payee = payees.of(connection, [maker_id], today)[maker_id]
    payouts = [each for each in payout_queries.paid(connection, maker_id) if each.stands]
    return MyGoods(
        who,
        branch.shop_name,
        branch.local(now),
        today,
        _money(connection, payee, today),
        _lines(connection, maker_id, today),
        _statements(connection, maker_id, today, payouts),
        tuple(MyPayout(each.number, each.business_date, each.way, each.paid, each.gross) for each in payouts)[
            :MOST_PAYOUTS
        ],
        payee.conditions.shelf_days,
        settings.expiry_warn_days,
    )


def _who(connection: Connection, maker_id: int) -> Who:
    found = (
        select(Party.name, Party.title, Party.kind, Party.code, Party.village, Member.number, Member.group_name)
        .outerjoin(Member, Member.party_id == Party.id)
        .where(Party.id == maker_id)
    )
    row = connection.execute(found).first()
    if row is None:
        raise NotFound(_("Penitip ini tidak ada."))
    number = row.number or row.code
    kind = (row.kind, number, row.number is not None)
    return Who(maker_id, row.name, row.title, *kind, row.group_name or "", row.village)


def _money(connection: Connection, payee: Payee, today: date) -> Money:
    balance, wait = payee.balance, payee.conditions
    free_on = None
    if balance.on_hold > ZERO:
        longest = max((days for _first, days in agreements.hold_days(connection).get(payee.maker_id, ())), default=0)
        recent = entries.of_makers(connection, [payee.maker_id], since=today - timedelta(days=longest))
        free_on = max((each.matures_on for each in recent.get(payee.maker_id, ())), default=None)
    return Money(
        balance.owed,
        max(balance.on_hold, ZERO),
        balance.available,
        payee.advance,
        paydays.next_payday(payee.agreement, today),
        free_on,
        wait.min_payout,
        payee.wishes,
    )


# -- her goods -------------------------------------------------------------------


def _lines(connection: Connection, maker_id: int, today: date) -> tuple[MyLine, ...]:
    first = today.replace(day=1)
    sold = _sold(connection, maker_id, first, today)
    moved = _moved(connection, maker_id, first)
    here = _here(connection, maker_id)
    named = _named(connection, sold.keys() | {product for product, _reason in moved} | here.keys())
    lines = []
    for product, (name, unit) in named.items():
        said = sold.get(product, {})
        days = [said.get(first + timedelta(days=n), (NOTHING, ZERO)) for n in range(today.day)]
        reasons = {reason: quantity for (each, reason), quantity in moved.items() if each == product}
        given, bought = reasons.pop(Reason.GIVEBACK, NOTHING), reasons.pop(Reason.CONVERSION, NOTHING)
        brought = Quantity(sum(reasons.pop(each, NOTHING).thousandths for each in _BROUGHT))
        other = Quantity(sum(each.thousandths for each in reasons.values()))
        counts = (brought, -given, -bought, other)
        shown = (tuple(quantity for quantity, _share in days), tuple(share for _quantity, share in days))
        lines.append(MyLine(product, name, unit, *counts, *shown, here.get(product, Here())))
    told = [each for each in lines if each.told]
    return tuple(sorted(told, key=lambda each: (-each.sold.thousandths, each.name)))


def _sold(
    connection: Connection, maker_id: int, first: date, last: date
) -> dict[int, dict[date, tuple[Quantity, Rupiah]]]:
    """Product → day → how much was sold, and her part."""
    share = MakerShare
    found = (
        select(share.product_id, share.business_date, summed(share.quantity), summed(share.share))
        .where(share.maker_id == maker_id, share.business_date.between(first, last))
        .group_by(share.product_id, share.business_date)
    )
    days: dict[int, dict[date, tuple[Quantity, Rupiah]]] = {}
    for product, day, quantity, amount in connection.execute(found):
        days.setdefault(product, {})[day] = (quantity, amount)
    return days


def _moved(connection: Connection, maker_id: int, since: date) -> dict[tuple[int, Reason], Quantity]:
    """(product, reason) → how much of hers came or went for another reason than a sale.

    Read by product: the shop moves a hundred times as much in a month as she in all her years.
    """
    lots = select(ConsignedLot.lot_id, ConsignedLot.product_id).where(ConsignedLot.maker_id == maker_id)
    hers = dict(connection.execute(lots).all())
    moves = []
    for some in _portions(set(hers.values())):
        found = select(Move.document_id, Move.lot_id, Move.reason, Move.quantity)
        rows = connection.execute(found.where(Move.product_id.in_(some), Move.reason.not_in(_NOT_TOLD)))
        moves += [row for row in rows if row.lot_id in hers]
    recent: set[int] = set()
    for some in _portions({row.document_id for row in moves}):
        days = select(Document.id).where(Document.id.in_(some), Document.business_date >= since)
        recent.update(connection.execute(days).scalars())
    sums: dict[tuple[int, Reason], Quantity] = {}
    for document, lot, reason, quantity in moves:
        if document in recent:
            key = (hers[lot], reason)
            sums[key] = sums.get(key, NOTHING) + quantity
    return sums


def _here(connection: Connection, maker_id: int) -> dict[int, Here]:
    """Product → what is left of hers, in all branches, with the terms of the newest of it."""
    lot, terms = ConsignedLot, ConsignedLotTerms
    found = (
        select(
            Stock.product_id, Stock.quantity, Location.kind, LotRecord.received_on, LotRecord.expires_on,
            lot.deal, lot.rate_bps, lot.payout_each, terms.more,
        )
        .join(lot, (lot.lot_id == Stock.lot_id) & (lot.product_id == Stock.product_id))
        .join(LotRecord, LotRecord.id == lot.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .outerjoin(terms, terms.lot_id == lot.lot_id)
        .where(lot.maker_id == maker_id, Stock.quantity != NOTHING)
        .order_by(LotRecord.received_on, LotRecord.id)
    )  # fmt: skip
    here: dict[int, Here] = {}
    for product, quantity, kind, received_on, expires_on, deal, rate, each, more in connection.execute(found):
        seen, newest = here.get(product, Here()), Terms(deal, rate, each).with_more(more or "")
        if kind in (LocationKind.QUARANTINE, LocationKind.FOR_MAKERS):
            here[product] = replace(seen, aside=seen.aside + quantity, terms=newest)
            continue
        there = quantity > NOTHING
        here[product] = replace(
            seen,
            left=seen.left + quantity,
            oldest_on=_earlier(seen.oldest_on, received_on if there else None),
            expires_on=_earlier(seen.expires_on, expires_on if there else None),
            terms=newest,
        )
    return here


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _named(connection: Connection, products: Collection[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for some in _portions(products):
        rows = connection.execute(select(Product.id, Product.name, Product.base_unit).where(Product.id.in_(some)))
        found |= {product: (name, unit) for product, name, unit in rows}
    return found


def _portions(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[first : first + _AT_ONCE] for first in range(0, len(ordered), _AT_ONCE)]


# -- her papers --------------------------------------------------------------------


def _statements(connection: Connection, maker_id: int, today: date, payouts: list[PaidHead]) -> tuple[MyStatement, ...]:
    heads = statement_queries.heads(connection, maker_id, today=today)
    shown = [each for each in heads if each.state is not State.REVERSED][:MOST_STATEMENTS]
    sold = _sold_in(connection, [each.id for each in shown])
    return tuple(
        MyStatement(
            each.id,
            each.number,
            each.first,
            each.last,
            each.closing,
            each.state,
            by_unit(sold.get(each.id, ())),
            _paid_on(each, payouts),
        )
        for each in shown
    )


def _sold_in(connection: Connection, statements: list[int]) -> dict[int, list[tuple[Quantity, str]]]:
    goods = StatementGoods
    found = select(goods.document_id, goods.unit, summed(goods.sold), summed(goods.returned))
    rows = connection.execute(found.where(goods.document_id.in_(statements)).group_by(goods.document_id, goods.unit))
    sold: dict[int, list[tuple[Quantity, str]]] = {}
    for statement, unit, gone, back in rows:
        sold.setdefault(statement, []).append((gone - back, unit))
    return sold


def _paid_on(head: StatementHead, payouts: list[PaidHead]) -> date | None:
    """The day on which the payouts since its last day came to its closing, but for what no coin pays.

    What was on hold is paid by a later payout than the rest: a part that was paid is not all of it.
    """
    reached = ZERO
    for each in sorted(payouts, key=lambda paid: paid.business_date):
        if each.cut_off >= head.last:
            reached += each.gross
            if ZERO < head.closing < reached + CASH_REST:
                return each.business_date
    return None
