"""What of makers' goods was lost or found, by the papers that say so, and what of it was settled.

Lost are goods that were written off, were missing when they were counted, or did not arrive
at another branch.  Found is what a count had too much of.  A paper that was taken back lost
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import aliased

from consignment.agreements import LossCause
from consignment.loss_facts import MakerLossRecord
from inventory import count_rules, write_offs
from inventory.count_facts import CountedMakerLot
from inventory.dispatches import ArrivedLine, DispatchLine
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Move, Reason
from inventory.write_offs import WriteOffLine
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity

_WRITTEN_OFF = {
    write_offs.Cause.DAMAGED: LossCause.DAMAGED,
    write_offs.Cause.EXPIRED: LossCause.EXPIRED,
    write_offs.Cause.STALE: LossCause.SPOILED,
    write_offs.Cause.LOST: LossCause.LOST,
    write_offs.Cause.PESTS: LossCause.PESTS,
    write_offs.Cause.SAMPLE: LossCause.SAMPLE,
    write_offs.Cause.OTHER: LossCause.DAMAGED,
}
#: Any other shortage of a count is goods that nobody can find.
_COUNTED = {count_rules.Cause.BROKEN: LossCause.DAMAGED, count_rules.Cause.EATEN: LossCause.PESTS}

#: The source, the lot, and why the source says it went: what a loss is known by.
Key = tuple[int, int, LossCause]


@dataclass(frozen=True, slots=True)
class Lost:
    """So much of a lot went by a source; nothing of it where the source was taken back."""

    source_id: int
    number: str
    kind: Kind
    day: date
    posted_at: datetime
    lot_id: int
    maker_id: int
    product_id: int
    noted: LossCause
    quantity: Quantity

    @property
    def key(self) -> Key:
        return (self.source_id, self.lot_id, self.noted)

    @property
    def turn(self) -> tuple[datetime, int, int]:
        return (self.posted_at, self.source_id, self.lot_id)


@dataclass(frozen=True, slots=True)
class Found:
    """A count had so much more of a product than the books, and put it into a lot."""

    source_id: int
    posted_at: datetime
    lot_id: int
    product_id: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Settled:
    """What of a loss has been settled, all its settlements together."""

    quantity: Quantity = NOTHING
    tolerated: Quantity = NOTHING
    worth: Rupiah = ZERO
    amount: Rupiah = ZERO


_Reversal = aliased(Document)
_HEAD = (Document.id, Document.number, Document.kind, Document.business_date, Document.posted_at)


def _of_paper(columns: Sequence[Any], joined: Any, branch_id: int, makers: Collection[int] | None, maker: Any) -> Any:
    """These columns with their paper's head and whether it was taken back, of one branch and these makers."""
    taken_back = _Reversal.id.is_not(None).label("taken_back")
    found = joined(select(*_HEAD, taken_back, *columns))
    found = found.outerjoin(_Reversal, _Reversal.reverses_id == Document.id).where(Document.branch_id == branch_id)
    return found if makers is None else found.where(maker.in_(sorted(makers)))


def lost(connection: Connection, branch_id: int, makers: Collection[int] | None = None) -> list[Lost]:
    """All that was ever lost of these makers' goods (None: of all) by papers of a branch, in their order."""
    found = [
        *_written_off(connection, branch_id, makers),
        *_missing(connection, branch_id, makers),
        *_not_arrived(connection, branch_id, makers),
    ]
    return sorted(_together(found), key=lambda each: each.turn)


def _together(parts: Iterable[Lost]) -> list[Lost]:
    """Two lines of one paper with the same lot and cause are one loss."""
    found: dict[Key, Lost] = {}
    for each in parts:
        before = found.get(each.key)
        quantity = each.quantity + (before.quantity if before else NOTHING)
        what = (each.source_id, each.number, each.kind, each.day, each.posted_at, each.lot_id)
        found[each.key] = Lost(*what, each.maker_id, each.product_id, each.noted, quantity)
    return list(found.values())


def _written_off(connection: Connection, branch_id: int, makers: Collection[int] | None) -> list[Lost]:
    line = WriteOffLine
    columns = (line.product_id, line.base_quantity, line.cause)

    def joined(found: Any) -> Any:
        found = found.join(line, line.document_id == Document.id).join(Product, Product.id == line.product_id)
        return found.where(Product.maker_id.is_not(None)).order_by(line.document_id, line.line)

    rows = connection.execute(_of_paper(columns, joined, branch_id, makers, Product.maker_id)).all()
    papers = select(line.document_id).join(Product, Product.id == line.product_id)
    papers = papers.where(Product.maker_id.is_not(None) if makers is None else Product.maker_id.in_(sorted(makers)))
    moved = (
        select(Move.document_id, Move.product_id, Move.lot_id, LotRecord.owner_id, Move.quantity)
        .join(LotRecord, LotRecord.id == Move.lot_id)
        .where(Move.document_id.in_(papers), Move.reason == Reason.WRITE_OFF)
        .order_by(Move.id)
    )
    taken: dict[tuple[int, int], list[tuple[int, int | None, Quantity]]] = {}
    for document, product, lot, owner, quantity in connection.execute(moved):
        taken.setdefault((document, product), []).append((lot, owner, -quantity))
    found = []
    for row in rows:
        for lot, owner, quantity in portion(taken.get((row.id, row.product_id), []), row.base_quantity):
            if owner is not None:
                noted = _WRITTEN_OFF[row.cause]
                found.append(_lost(row, lot, owner, row.product_id, noted, quantity))
    return found


def portion(
    moves: list[tuple[int, int | None, Quantity]], quantity: Quantity
) -> list[tuple[int, int | None, Quantity]]:
    """The lots of one line: moves stand in the order of the lines, and each line takes its quantity off them."""
    taken: list[tuple[int, int | None, Quantity]] = []
    left = quantity
    while left > NOTHING and moves:
        lot, owner, there = moves[0]
        part = min(left, there)
        taken.append((lot, owner, part))
        moves[0] = (lot, owner, there - part)
        left -= part
        if not moves[0][2]:
            moves.pop(0)
    return taken


def _missing(connection: Connection, branch_id: int, makers: Collection[int] | None) -> list[Lost]:
    lot = CountedMakerLot
    columns = (lot.lot_id, lot.maker_id, lot.product_id, lot.quantity, lot.cause)

    def joined(found: Any) -> Any:
        return found.join(lot, lot.document_id == Document.id).where(lot.quantity < NOTHING)

    rows = connection.execute(_of_paper(columns, joined, branch_id, makers, lot.maker_id))
    return [
        _lost(row, row.lot_id, row.maker_id, row.product_id, _COUNTED.get(row.cause, LossCause.LOST), -row.quantity)
        for row in rows
    ]


def _not_arrived(connection: Connection, branch_id: int, makers: Collection[int] | None) -> list[Lost]:
    came, sent, lot = ArrivedLine, DispatchLine, LotRecord
    columns = (sent.lot_id, lot.owner_id, sent.product_id, came.broken, came.missing)

    def joined(found: Any) -> Any:
        found = found.join(came, came.document_id == Document.id)
        found = found.join(sent, (sent.document_id == came.dispatch_id) & (sent.line == came.line))
        found = found.join(lot, lot.id == sent.lot_id)
        return found.where(lot.owner_id.is_not(None), or_(came.broken > NOTHING, came.missing > NOTHING))

    rows = connection.execute(_of_paper(columns, joined, branch_id, makers, lot.owner_id))
    return [
        _lost(row, row.lot_id, row.owner_id, row.product_id, noted, quantity)
        for row in rows
        for noted, quantity in ((LossCause.DAMAGED, row.broken), (LossCause.LOST, row.missing))
        if quantity
    ]


def _lost(row: Any, lot_id: int, maker_id: int, product_id: int, noted: LossCause, quantity: Quantity) -> Lost:
    head = (row.id, row.number, row.kind, row.business_date, row.posted_at)
    return Lost(*head, lot_id, maker_id, product_id, noted, NOTHING if row.taken_back else quantity)


def found(connection: Connection, branch_id: int, makers: Collection[int] | None = None) -> list[Found]:
    """What counts of a branch ever had too much of these makers' goods, in their order."""
    lot = CountedMakerLot
    columns = (lot.lot_id, lot.product_id, lot.quantity)

    def joined(told: Any) -> Any:
        return told.join(lot, lot.document_id == Document.id).where(lot.quantity > NOTHING)

    rows = connection.execute(
        _of_paper(columns, joined, branch_id, makers, lot.maker_id)
        .where(_Reversal.id.is_(None))
        .order_by(Document.posted_at, Document.id, lot.lot_id)
    )
    return [Found(row.id, row.posted_at, row.lot_id, row.product_id, row.quantity) for row in rows]


def settled(
    connection: Connection, sources: Collection[int] | None = None, makers: Collection[int] | None = None
) -> dict[Key, Settled]:
    """What of each loss was settled, less what was taken back; of these sources or makers only, where named."""
    row = MakerLossRecord
    sums = [summed(each) for each in (row.quantity, row.tolerated, row.worth, row.amount)]
    told = select(row.source_id, row.lot_id, row.noted, *sums).group_by(row.source_id, row.lot_id, row.noted)
    if sources is not None:
        told = told.where(row.source_id.in_(sorted(sources)))
    if makers is not None:
        told = told.where(row.maker_id.in_(sorted(makers)))
    return {(source, lot, noted): Settled(*rest) for source, lot, noted, *rest in connection.execute(told)}


def causes(connection: Connection, sources: Collection[int]) -> dict[Key, LossCause]:
    """What each settled loss of these sources was judged to be, the last time."""
    row = MakerLossRecord
    told = (
        select(row.source_id, row.lot_id, row.noted, row.cause)
        .join(Document, Document.id == row.document_id)
        .where(row.source_id.in_(sorted(sources)), row.quantity > NOTHING, Document.reverses_id.is_(None))
        .order_by(Document.posted_at, Document.id)
    )
    return {(source, lot, noted): cause for source, lot, noted, cause in connection.execute(told)}
