"""Reversals of counts: a booked count taken back, lot by lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from inventory import count_rules, stock
from inventory.count_facts import StockCount
from inventory.count_rules import Part
from inventory.lots import Holding, LotRecord
from inventory.stock import Move, Reason
from koperasi import documents
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import NotFound, Refused
from koperasi.ledger import Account, Posting, PostingRecord, Role
from koperasi.money import ZERO, Rupiah
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
    no count, Refused without a reason or for one reversed already (rule `reversed`).
    """
    if documents.posted(work.connection, command.id):
        return
    count = _reversible(work, command)
    moves = work.connection.execute(
        select(Move.lot_id, Move.product_id, Move.quantity, Move.value)
        .where(Move.document_id == command.document_id)
        .order_by(Move.lot_id, Move.id)
    ).all()
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
    found = select(StockCount.location_id).where(StockCount.document_id == command.document_id)
    count = work.connection.execute(found).first()
    if count is None:
        raise NotFound(_("Hitungan ini tidak ada."))
    if not plain(command.reason):
        raise Refused(_("Tulis alasannya."), rule="reason", field="reason")
    if work.connection.scalar(select(Document.id).where(Document.reverses_id == command.document_id)) is not None:
        raise Refused(_("Hitungan ini sudah dibalik."), rule="reversed")
    return count


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
