"""What is not yet on a statement: a maker's documents, and what the books tell of each.

Which documents they are is found first, the rest is read of these only: a sale that is kept
meanwhile comes whole on the next statement, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select, union
from sqlalchemy.orm import aliased

from consignment.adjustments import MakerAdjustment
from consignment.entries import OWED
from consignment.loss_facts import MakerLossRecord
from consignment.payout_facts import MakerFee
from consignment.shares import MakerShare
from consignment.statement_facts import StatementLineRecord
from inventory.lots import LotRecord
from inventory.stock import Move, Reason
from inventory.write_offs import Cause, WriteOffLine
from koperasi.bulk import Prepared
from koperasi.columns import DayColumn, among, summed
from koperasi.documents import Document, Kind
from koperasi.ledger import Account, PostingRecord
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity


@dataclass(frozen=True, slots=True)
class Source:
    """A document that did something for her."""

    id: int
    kind: Kind
    number: str
    business_date: date
    reverses_id: int | None
    #: The number of the document that it takes back, "" for none.
    undoes: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What a sale did with one of her lots: sold (above zero) or taken back."""

    lot_id: int
    product_id: int
    quantity: Quantity
    gross: Rupiah
    net: Rupiah
    share: Rupiah


@dataclass(frozen=True, slots=True)
class Moved:
    lot_id: int
    product_id: int
    reason: Reason
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Compensated:
    """What a settled loss gave her for a lot, and the number of the paper by which the goods went."""

    lot_id: int
    product_id: int
    quantity: Quantity
    amount: Rupiah
    lost_by: str


@dataclass(slots=True)
class Gathered:
    """Everything that was read of some documents, by document."""

    sources: list[Source]
    #: What each posted to her, above zero hers.
    owed: dict[int, Rupiah] = field(default_factory=dict)
    shares: dict[int, list[Shared]] = field(default_factory=dict)
    moves: dict[int, list[Moved]] = field(default_factory=dict)
    #: Why goods were written off, by document and product.
    causes: dict[tuple[int, int], Cause] = field(default_factory=dict)
    #: Of documents that only move money: the other sides, as they change her account.
    sides: dict[int, list[tuple[str, Rupiah]]] = field(default_factory=dict)
    losses: dict[int, list[Compensated]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


def gather(connection: Connection, maker_id: int, last: date) -> Gathered:
    """All that concerns a maker up to a business day and is on no statement of hers yet."""
    found = _sources(connection, maker_id, last)
    ids = [each.id for each in found]
    gathered = Gathered(found)
    if not ids:
        return gathered
    gathered.owed.update(
        (document, -amount) for document, amount in _OWED.rows(connection, maker=maker_id, documents=ids)
    )
    for document, *shared in _SHARES.rows(connection, maker=maker_id, documents=ids):
        gathered.shares.setdefault(document, []).append(Shared(*shared))
    for document, *moved in _MOVES.rows(connection, maker=maker_id, documents=ids):
        gathered.moves.setdefault(document, []).append(Moved(*moved))
    _read_reasons(connection, maker_id, gathered)
    return gathered


# -- how they are read ---------------------------------------------------------


def _stated() -> Any:
    """That a document is on a statement of hers that was not reversed."""
    line, reversal = StatementLineRecord, aliased(Document)
    taken_back = select(reversal.id).where(reversal.reverses_id == line.document_id)
    found = select(line.source_id).where(line.maker_id == bindparam("maker"), line.source_id == Document.id)
    return found.where(~taken_back.exists()).exists()


def _candidates() -> Any:
    """The documents that post to her, move a lot of hers or settle a loss of hers."""
    posting, lots, moved = PostingRecord, aliased(LotRecord), aliased(LotRecord)
    maker: BindParameter[int] = bindparam("maker")
    money = select(posting.document_id).where(posting.party_id == maker, posting.account_id == OWED)
    # Moves are found by their product: of her products there are few, and nearly all their lots are hers.
    products = select(lots.product_id).where(lots.owner_id == maker)
    goods = (
        select(Move.document_id)
        .join(moved, moved.id == Move.lot_id)
        .where(Move.product_id.in_(products), moved.owner_id == maker)
    )
    losses = select(MakerLossRecord.document_id).where(MakerLossRecord.maker_id == maker)
    return union(money, goods, losses).subquery()


def _found() -> Any:
    candidates, original = _candidates(), aliased(Document)
    return (
        select(
            Document.id, Document.kind, Document.number, Document.business_date, Document.reverses_id,
            func.coalesce(original.number, ""),
        )
        .join(candidates, candidates.c.document_id == Document.id)
        .outerjoin(original, original.id == Document.reverses_id)
        .where(Document.business_date <= bindparam("last", type_=DayColumn()), ~_stated())
        .order_by(Document.business_date, Document.posted_at, Document.id)
    )  # fmt: skip


_FOUND = Prepared(_found())
_OWED = Prepared(
    select(PostingRecord.document_id, summed(PostingRecord.amount))
    .where(PostingRecord.party_id == bindparam("maker"), PostingRecord.account_id == OWED)
    .where(among(PostingRecord.document_id, "documents"))
    .group_by(PostingRecord.document_id)
)
_SHARES = Prepared(
    select(
        MakerShare.document_id, MakerShare.lot_id, MakerShare.product_id, MakerShare.quantity, MakerShare.gross,
        MakerShare.net, MakerShare.share,
    )
    .where(MakerShare.maker_id == bindparam("maker"), among(MakerShare.document_id, "documents"))
    .order_by(MakerShare.document_id, MakerShare.id)
)  # fmt: skip
_MOVES = Prepared(
    select(Move.document_id, Move.lot_id, Move.product_id, Move.reason, Move.quantity)
    .join(LotRecord, LotRecord.id == Move.lot_id)
    .where(LotRecord.owner_id == bindparam("maker"), among(Move.document_id, "documents"))
    .where(Move.quantity != NOTHING)
    .order_by(Move.document_id, Move.id)
)
_LOSSES = Prepared(
    select(
        MakerLossRecord.document_id, MakerLossRecord.lot_id, MakerLossRecord.product_id, MakerLossRecord.quantity,
        MakerLossRecord.amount, Document.number,
    )
    .join(Document, Document.id == MakerLossRecord.source_id)
    .where(MakerLossRecord.maker_id == bindparam("maker"), among(MakerLossRecord.document_id, "documents"))
    .order_by(MakerLossRecord.document_id, MakerLossRecord.line)
)  # fmt: skip
_SIDES = Prepared(
    select(PostingRecord.document_id, Account.role, PostingRecord.amount)
    .join(Account, Account.id == PostingRecord.account_id)
    .where(among(PostingRecord.document_id, "documents"))
    .where(PostingRecord.account_id != OWED)
    .order_by(PostingRecord.document_id, PostingRecord.id)
)
_CAUSES_OF = Prepared(
    select(WriteOffLine.document_id, WriteOffLine.product_id, WriteOffLine.cause)
    .where(among(WriteOffLine.document_id, "documents"))
    .order_by(WriteOffLine.document_id, WriteOffLine.line)
)
_NOTES = (
    Prepared(
        select(MakerAdjustment.document_id, MakerAdjustment.why).where(among(MakerAdjustment.document_id, "documents"))
    ),
    Prepared(select(MakerFee.document_id, MakerFee.what).where(among(MakerFee.document_id, "documents"))),
)


def _sources(connection: Connection, maker_id: int, last: date) -> list[Source]:
    return [Source(*row) for row in _FOUND.rows(connection, maker=maker_id, last=last)]


def _read_reasons(connection: Connection, maker_id: int, gathered: Gathered) -> None:
    """Why goods were written off, and of documents that move only money, to where and why."""
    written = {each.reverses_id or each.id: each.id for each in gathered.sources if each.kind is Kind.WRITE_OFF}
    if written:
        for document, product, cause in _CAUSES_OF.rows(connection, documents=sorted(written)):
            gathered.causes.setdefault((document, product), cause)
    if lost := [each.id for each in gathered.sources if each.kind is Kind.MAKER_LOSS]:
        for document, *settled in _LOSSES.rows(connection, maker=maker_id, documents=lost):
            gathered.losses.setdefault(document, []).append(Compensated(*settled))
    told = (Kind.SALE, Kind.MAKER_LOSS)
    money = [each.id for each in gathered.sources if each.id in gathered.owed and each.kind not in told]
    if money:
        for document, role, amount in _SIDES.rows(connection, documents=money):
            gathered.sides.setdefault(document, []).append((role.value, amount))
        for notes in _NOTES:
            gathered.notes.update(notes.rows(connection, documents=money))
