"""Reversals of counts: a booked count taken back, lot by lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from inventory import consigned_worths, count_rules, reversals, stock
from inventory.count_facts import CountedMakerLot, StockCount, StockCountLine
from inventory.count_rules import Part
from inventory.lots import Holding, LotRecord
from inventory.stock import Move, Reason
from koperasi import documents
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import NotFound, Refused
from koperasi.ledger import Account, Posting, PostingRecord, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class ReversalCommand:
    """Take a booked count back, and why."""

    id: int
    uid: str
    document_id: int
    business_date: date
    at: datetime
    reason: str


@needs(Permission.COUNT_CLOSE)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Take a booked count back, lot by lot.

    Quantities are negated exactly.  So is what was booked to shrinkage; where a lot's goods are
    worth something else by now, the difference is cost of goods.  Raises NotFound for what is
    no count of this branch, Refused without a reason, for one reversed already (rule `reversed`)
    or goods in the archive (`archived`), NotAllowed beyond the person's limit to book one.
    """
    documents.hold(work.connection, command.document_id)
    if documents.posted(work.connection, command.id):
        return
    count = _reversible(work, command)
    moves = work.connection.execute(
        select(Move.lot_id, Move.product_id, Move.quantity, Move.value)
        .where(Move.document_id == command.document_id)
        .order_by(Move.lot_id, Move.id)
    ).all()
    reversals.check_in_use(work, {row.product_id for row in moves})
    shelf = stock.look(work.connection, count.location_id, {row.product_id for row in moves})
    held = {each.lot_id: each for holdings in shelf.holdings.values() for each in holdings}
    back, gained = [], ZERO
    for row in moves:
        lot = held.get(row.lot_id) or _empty(work, row.lot_id)
        value = count_rules.given_back(lot, -row.quantity, -row.value) if lot.owner_id is None else ZERO
        part = Part(row.lot_id, lot.owner_id, -row.quantity, value)
        held[row.lot_id] = count_rules.changed(lot, [part])
        what = (row.lot_id, row.product_id, count.location_id, part.quantity, part.value)
        back.append(stock.move_row(work, command.id, *what, Reason.COUNT))
        gained += part.value
    work.trace.detail.update(reason=plain(command.reason))
    work.trace.amount = _worth(work, command)
    work.must(Permission.COUNT_CLOSE, work.trace.amount)
    header = Header(
        command.id,
        command.uid,
        Kind.STOCK_COUNT,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "count", "SO"),
        reverses_id=command.document_id,
    )
    documents.post(work, header, [Facts(Move, back)], _reversed_postings(work, command.document_id, gained))
    stock.keep(work.connection, back)


def _reversible(work: Work, command: ReversalCommand) -> Any:
    found = select(StockCount.location_id).join(Document, Document.id == StockCount.document_id)
    found = found.where(Document.id == command.document_id, Document.branch_id == work.shop.branch.id)
    count = work.connection.execute(found).first()
    if count is None:
        raise NotFound(_("Hitungan ini tidak ada."))
    if not plain(command.reason):
        raise Refused(_("Tulis alasannya."), rule="reason", field="reason")
    if work.connection.scalar(select(Document.id).where(Document.reverses_id == command.document_id)) is not None:
        raise Refused(_("Hitungan ini sudah dibalik."), rule="reversed")
    return count


def _worth(work: Work, command: ReversalCommand) -> Rupiah:
    """What the count was judged by when it was booked: all it changed, makers' goods at their price."""
    booked = select(StockCountLine.value).where(StockCountLine.document_id == command.document_id)
    hers = select(CountedMakerLot.product_id, CountedMakerLot.maker_id, CountedMakerLot.quantity)
    rows = work.connection.execute(hers.where(CountedMakerLot.document_id == command.document_id))
    parts = [(row.product_id, row.maker_id, row.quantity) for row in rows]
    consigned = consigned_worths.of_parts(work, parts, command.business_date)
    return total(abs(value) for value in work.connection.execute(booked).scalars()) + consigned


def _empty(work: Work, lot_id: int) -> Holding:
    row = work.connection.execute(
        select(LotRecord.product_id, LotRecord.owner_id, LotRecord.received_on, LotRecord.expires_on).where(
            LotRecord.id == lot_id
        )
    ).one()
    return Holding(lot_id, row.product_id, row.owner_id, row.received_on, row.expires_on, NOTHING, ZERO)


def _reversed_postings(work: Work, document_id: int, gained: Rupiah) -> list[Posting]:
    """The recorded amounts negated; what inventory gains otherwise than it lost is cost of goods."""
    recorded = (
        select(PostingRecord.account_id, Account.role, PostingRecord.amount)
        .join(Account, Account.id == PostingRecord.account_id)
        .where(PostingRecord.document_id == document_id)
        .order_by(PostingRecord.id)
    )
    found, other = [], ZERO
    for account_id, role, amount in work.connection.execute(recorded):
        if role is not Role.INVENTORY:
            found.append(Posting(account_id, -amount))
            other -= amount
    cost_of_goods = documents.account_id(Role.COST_OF_GOODS)
    inventory = documents.account_id(Role.INVENTORY)
    return [*found, Posting(inventory, gained), Posting(cost_of_goods, -gained - other)]
