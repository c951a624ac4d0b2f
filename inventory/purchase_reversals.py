"""Reversals of purchases: a mis-keyed receipt is taken back whole, and the right one is keyed anew.

What is still in its lots leaves inventory at its value, wherever it stands; what was sold
of them already takes the lot below zero at the cost it was sold at, so that the right
receipt fills it and the difference goes to cost of goods (DESIGN.md 2).  Money and debts are
negated exactly as they were recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from inventory import merges, payables, receivings, stock
from inventory.locations import Location, LocationKind
from inventory.lots import Holding, LotRecord, UnitCost, cost_of
from inventory.purchase_terms import PurchaseReversal
from inventory.purchases import PurchaseLine
from inventory.receivings import ReceivingCommand
from inventory.stock import Move, ProductStock, Reason, Stock
from koperasi import documents, masters
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, Bug, NotFound, Refused
from koperasi.ledger import Posting, PostingRecord, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain, short_date
from koperasi.work import Work, needs

_BETWEEN = (Role.INVENTORY, Role.COST_OF_GOODS)


@dataclass(frozen=True, slots=True)
class PurchaseReversed:
    """Take a purchase back, and why."""

    id: int
    uid: str
    purchase_id: int
    business_date: date
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """Take a purchase back and receive it as it really was."""

    reversal: PurchaseReversed
    right: ReceivingCommand


@dataclass(frozen=True, slots=True)
class Brought:
    """What the purchase brought into a lot at a location: its own lot, or one below zero that it filled."""

    lot_id: int
    product_id: int
    location_id: int
    quantity: Quantity
    value: Rupiah
    own: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """So much of a lot taken back at a location, for so much of inventory's value."""

    lot_id: int
    product_id: int
    location_id: int
    quantity: Quantity
    value: Rupiah


def correct(work: Work, correction: Correction) -> None:
    """Reverse and receive anew in one transaction: two deeds, each with its document and link."""
    # All locks of both in the order of every deed, before the first of them takes any of goods.
    masters.next_version(work.connection)
    party = select(Document.party_id).where(Document.id == correction.reversal.purchase_id)
    suppliers = {work.connection.scalar(party), correction.right.supplier_id}
    for supplier_id in sorted(each for each in suppliers if each is not None):
        payables.lock_supplier(work.connection, supplier_id)
    reverse(work, correction.reversal)
    receivings.receive(work, replace(correction.right, replaces_id=correction.reversal.purchase_id))


@needs(Permission.PURCHASE_CORRECT)
def reverse(work: Work, command: PurchaseReversed) -> None:
    """Post the document that takes a purchase back; each purchase at most once.

    Raises NotFound for no purchase, Refused for one already taken back (rule `reversed`) or
    of goods that go on under another name since (rule `merged`), BadInput for a day before
    the purchase's own.
    """
    if documents.posted(work.connection, command.id):
        return
    bought = _purchase(work, command)
    brought = _brought(work.connection, command.purchase_id)
    # What was merged into another product stands there now, and cannot be taken out of here.
    merges.refuse_gone(work, {each.product_id for each in brought}, _("Betulkan stoknya dengan hitung stok."))
    shelf = _look(work, brought)
    taken = withdrawn(brought, shelf)
    postings = _postings(work.connection, command.purchase_id, total(each.value for each in taken))
    work.trace.amount = abs(total(each.amount for each in postings if each.account not in _BETWEEN))
    work.must(Permission.PURCHASE_CORRECT, work.trace.amount)
    header = Header(
        command.id,
        command.uid,
        Kind.PURCHASE_REVERSAL,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "purchase-reversal", "KB"),
        branch_id=bought.branch_id,
        party_id=bought.party_id,
        reverses_id=command.purchase_id,
    )
    moves = [_move(work, command.id, each) for each in taken]
    why = {"document_id": command.id, "why": plain(command.why)}
    documents.post(work, header, [Facts(PurchaseReversal, [why]), Facts(Move, moves)], postings)
    stock.keep(work.connection, moves)
    _forget_costs(work.connection, {(each.product_id, each.location_id) for each in brought if each.own})


def _purchase(work: Work, command: PurchaseReversed) -> Any:
    columns = (Document.kind, Document.number, Document.business_date, Document.branch_id, Document.party_id)
    bought = work.connection.execute(select(*columns).where(Document.id == command.purchase_id)).one_or_none()
    if bought is None or bought.kind is not Kind.PURCHASE:
        raise NotFound(_("Pembelian tidak ditemukan."))
    payables.lock_supplier(work.connection, bought.party_id)
    documents.hold(work.connection, command.purchase_id)
    before = select(Document.number).where(Document.reverses_id == command.purchase_id)
    reversal = work.connection.scalar(before)
    if reversal is not None:
        message = _("Pembelian {number} sudah dibatalkan dengan {reversal}.")
        raise Refused(message.format(number=bought.number, reversal=reversal), rule="reversed")
    if command.business_date < bought.business_date:
        message = _("Pembelian itu baru tanggal {day}.").format(day=short_date(bought.business_date))
        raise BadInput(message, remedy=_("Pakai tanggal sesudahnya."), field="business_date")
    return bought


def _brought(connection: Connection, purchase_id: int) -> list[Brought]:
    """What the purchase's moves come to, per lot and location; its own lots last."""
    own = LotRecord.document_id == purchase_id
    rows = connection.execute(
        select(Move.lot_id, Move.product_id, Move.location_id, summed(Move.quantity), summed(Move.value), own)
        .join(LotRecord, LotRecord.id == Move.lot_id)
        .where(Move.document_id == purchase_id)
        .group_by(Move.lot_id, Move.product_id, Move.location_id, LotRecord.document_id)
        .order_by(Move.lot_id)
    )
    found = [Brought(*row) for row in rows]
    return sorted((each for each in found if each.quantity), key=lambda each: each.own)


def _look(work: Work, brought: Sequence[Brought]) -> dict[int, list[tuple[int, Holding]]]:
    """Where each lot lies now: lot → (location, what is there); all locked in the order of locations.

    What another branch has, or is on its way there, is left out: it is in other books.
    """
    own, came_to = {each.lot_id for each in brought if each.own}, {each.location_id for each in brought}
    branch = select(Location.branch_id).where(Location.id.in_(came_to))
    elsewhere = (
        select(Stock.location_id)
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.lot_id.in_(own), Location.kind != LocationKind.IN_TRANSIT, Location.branch_id.in_(branch))
    )
    places = came_to | set(work.connection.execute(elsewhere).scalars())
    products = {each.product_id for each in brought}
    found: dict[int, list[tuple[int, Holding]]] = {}
    for place in sorted(places):
        for held in stock.look(work.connection, place, products).holdings.values():
            for holding in held:
                found.setdefault(holding.lot_id, []).append((place, holding))
    return found


def withdrawn(brought: Sequence[Brought], shelf: dict[int, list[tuple[int, Holding]]]) -> list[Withdrawn]:
    """What is taken back of each lot; pure.

    First what is left where it came to, then what was carried elsewhere, each at its value;
    what is not there any more goes below zero where it came to, at the value it left with.
    """
    taken: list[Withdrawn] = []
    for each in brought:
        taken += _withdraw(each, shelf)
    return taken


def _withdraw(brought: Brought, shelf: dict[int, list[tuple[int, Holding]]]) -> list[Withdrawn]:
    lying = shelf.setdefault(brought.lot_id, [])
    here = [n for n, (place, _held) in enumerate(lying) if place == brought.location_id]
    there = [n for n in range(len(lying)) if n not in here] if brought.own else []
    taken: list[Withdrawn] = []
    left, value = brought.quantity, brought.value
    for n in (*here, *there):
        place, holding = lying[n]
        part = min(left, holding.quantity)
        if part > NOTHING:
            worth = cost_of(holding, part)
            taken.append(Withdrawn(brought.lot_id, brought.product_id, place, part, worth))
            lying[n] = (place, replace(holding, quantity=holding.quantity - part, value=holding.value - worth))
            left, value = left - part, value - worth
    if left:
        # The value it left with: what it came with less what still lies here.  Never less than nothing.
        lost = (brought.lot_id, brought.product_id, brought.location_id, left, max(value, ZERO))
        taken.append(Withdrawn(*lost))
        _note_lost(brought, lying, here, left, max(value, ZERO))
    return taken


def _note_lost(
    brought: Brought, lying: list[tuple[int, Holding]], here: Sequence[int], left: Quantity, value: Rupiah
) -> None:
    """The lot as it is after going below zero, for a later line that takes of the same."""
    if not here:
        return
    place, holding = lying[here[0]]
    if place != brought.location_id:
        raise Bug("a lot is looked for where it did not come to")
    lying[here[0]] = (place, replace(holding, quantity=holding.quantity - left, value=holding.value - value))


def _move(work: Work, document_id: int, each: Withdrawn) -> dict[str, Any]:
    what = (each.lot_id, each.product_id, each.location_id, -each.quantity, -each.value)
    return stock.move_row(work, document_id, *what, Reason.CORRECTION)


def _postings(connection: Connection, purchase_id: int, leaves: Rupiah) -> list[Posting]:
    """Money, debt and PPN negated as recorded; inventory loses what leaves, cost of goods takes the rest."""
    recorded = select(PostingRecord.account_id, PostingRecord.party_id, PostingRecord.amount)
    rows = connection.execute(recorded.where(PostingRecord.document_id == purchase_id)).all()
    between = {ACCOUNT_IDS[role] for role in _BETWEEN}
    exact = [Posting(row.account_id, -row.amount, row.party_id) for row in rows if row.account_id not in between]
    cost = total(row.amount for row in rows if row.account_id in between)
    return [Posting(Role.INVENTORY, -leaves), Posting(Role.COST_OF_GOODS, leaves - cost), *exact]


def _forget_costs(connection: Connection, touched: set[tuple[int, int]]) -> None:
    """The last known cost of each product is that of its newest purchase which still counts."""
    products = {product for product, _place in touched}
    known = _newest_costs(connection, products)
    for product, place in sorted(touched):
        cost = known.get(product, UnitCost())
        kept = (ProductStock.product_id == product) & (ProductStock.location_id == place)
        changed = {"cost_value": cost.value, "cost_quantity": cost.quantity}
        connection.execute(update(ProductStock).where(kept).values(**changed))


def _newest_costs(connection: Connection, products: set[int]) -> dict[int, UnitCost]:
    reversed_ones = select(Document.reverses_id).where(Document.reverses_id.is_not(None))
    paper = (
        select(
            PurchaseLine.product_id,
            summed(PurchaseLine.cost).label("cost"),
            summed(PurchaseLine.base_quantity).label("quantity"),
            func.row_number()
            .over(partition_by=PurchaseLine.product_id, order_by=(Document.posted_at.desc(), Document.id.desc()))
            .label("turn"),
        )
        .join(Document, Document.id == PurchaseLine.document_id)
        .where(PurchaseLine.product_id.in_(products), Document.id.not_in(reversed_ones))
        .group_by(PurchaseLine.product_id, Document.id, Document.posted_at)
        .having(summed(PurchaseLine.base_quantity) > NOTHING)
        .subquery()
    )
    rows = connection.execute(select(paper.c.product_id, paper.c.cost, paper.c.quantity).where(paper.c.turn == 1))
    return {product: UnitCost(cost, quantity) for product, cost, quantity in rows}
