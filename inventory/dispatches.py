"""Dispatches: goods sent from one branch to another, and what came of them.

While they are on their way they stand at the sender's place for that, and in the books
under goods in transit.  At the other branch each line is told as it came: so much whole,
so much broken, so much missing; whole goods go on its shelf with their lots and value, the
rest is a loss of the branch that answers for it.  The sender may receive its own goods too,
when they came back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import consigned_worths, departures, locations, placings, stock, transfers
from inventory.departures import Gone, Outgoing
from inventory.locations import LocationKind
from inventory.lots import LotRecord
from inventory.placings import Placing
from inventory.stock import Move, Reason
from inventory.transfers import StockLine
from koperasi import documents
from koperasi.branches import BranchRecord
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, largest_remainder, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


class Bearer(StrEnum):
    """Which branch answers for what was lost on the way."""

    SENDER = "sender"
    RECEIVER = "receiver"


class Dispatch(Record):
    __tablename__ = "dispatches"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    to_branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    transit_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    #: Who drives, in which car, what the other side should know.
    note: Mapped[str]


class DispatchLine(Record):
    """So much of one lot that was sent, with its value (0 for a maker's)."""

    __tablename__ = "dispatch_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    quantity: Mapped[Quantity]
    value: Mapped[Rupiah]


class ArrivedLine(Record):
    """What came of a line that was sent.  Its key is the sent line: nothing arrives twice."""

    __tablename__ = "arrived_lines"
    __table_class__ = FACT
    __table_args__ = (
        ForeignKeyConstraint(["dispatch_id", "line"], ["dispatch_lines.document_id", "dispatch_lines.line"]),
        CheckConstraint("came >= 0 AND broken >= 0 AND missing >= 0", name="quantities"),
    )

    dispatch_id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    came: Mapped[Quantity]
    broken: Mapped[Quantity]
    missing: Mapped[Quantity]
    #: What the broken and missing ones had cost (0 for a maker's), and which branch bears it.
    loss: Mapped[Rupiah]
    borne_by: Mapped[Bearer] = mapped_column(WordColumn(Bearer))
    note: Mapped[str]


@dataclass(frozen=True, slots=True)
class DispatchCommand:
    """Send goods to another branch."""

    id: int
    uid: str
    to_branch_id: int
    source_id: int
    business_date: date
    at: datetime
    lines: tuple[StockLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of a sent line: `came + broken + missing` is what was sent (base units)."""

    line: int
    came: Quantity
    broken: Quantity = NOTHING
    missing: Quantity = NOTHING
    borne_by: Bearer = Bearer.SENDER
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalCommand:
    """Receive what another branch sent, or part of its lines."""

    id: int
    uid: str
    dispatch_id: int
    business_date: date
    at: datetime
    lines: tuple[Arrived, ...]


@needs(Permission.STOCK_MOVE)
def dispatch(work: Work, command: DispatchCommand) -> None:
    """Post goods on their way to another branch.

    Raises Refused (rule `not-enough`) for more than is there, BadInput for lines or a branch
    that make no sense.
    """
    if documents.posted(work.connection, command.id):
        return
    transfers.check_lines(work, command.lines)
    transfers.check_places(work, command.source_id)
    _check_branch(work, command.to_branch_id)
    transit = locations.made_unguarded(work, LocationKind.IN_TRANSIT)
    placings.lock(work, (command.source_id, transit), {each.product_id for each in command.lines})
    goods = [each.outgoing for each in command.lines]
    day = command.business_date
    gone = departures.leave(work, command.id, command.source_id, day, Reason.TRANSFER, goods)
    rows = _line_rows(command.id, goods, gone)
    put = [
        each
        for line, parts in zip(goods, gone.taken, strict=True)
        for each in placings.of_taken(line.product_id, parts)
    ]
    placed = placings.place(work, command.id, transit, Reason.TRANSFER, put)
    header = Header(
        command.id,
        command.uid,
        Kind.DISPATCH,
        day,
        command.at,
        series_id=documents.office_series(work, "dispatch", "SJ"),
    )
    row = {
        "document_id": command.id,
        "to_branch_id": command.to_branch_id,
        "source_id": command.source_id,
        "transit_id": transit,
        "note": plain(command.note),
    }
    postings = [
        Posting(Role.INVENTORY, -gone.cost),
        Posting(Role.GOODS_IN_TRANSIT, placed.into_stock),
        Posting(Role.COST_OF_GOODS, placed.to_cost_of_goods),
    ]
    own = [Facts(Dispatch, [row]), Facts(DispatchLine, rows)]
    documents.post(work, header, [*own, *gone.facts, *placed.facts], postings)
    departures.keep(work, gone, command.source_id)
    placings.keep(work, placed, transit)


def _check_branch(work: Work, branch_id: int) -> None:
    there = select(BranchRecord.id).where(BranchRecord.id == branch_id, BranchRecord.retired_at.is_(None))
    if branch_id == work.shop.branch.id or work.connection.scalar(there) is None:
        raise BadInput(_("Pilih cabang tujuan."), field="to_branch_id")


def _line_rows(document_id: int, goods: list[Outgoing], gone: Gone) -> list[dict[str, object]]:
    parts = [(each.product_id, part) for each, taken in zip(goods, gone.taken, strict=True) for part in taken]
    return [
        {
            "document_id": document_id,
            "line": number,
            "product_id": product_id,
            "lot_id": part.lot_id,
            "quantity": part.quantity,
            "value": part.cost,
        }
        for number, (product_id, part) in enumerate(parts, start=1)
    ]


@needs(Permission.STOCK_MOVE)
def arrive(work: Work, command: ArrivalCommand) -> None:
    """Post what came of a dispatch, at the branch it was for or the one that sent it.

    Raises NotFound for no such dispatch, Refused for a line that has arrived already (rule
    `arrived`), NotAllowed for a loss beyond the person's limit for write-offs (the shop's goods
    at cost, makers' at their price), BadInput where the quantities are not what was sent.
    """
    if documents.posted(work.connection, command.id):
        return
    paper = _paper(work, command.dispatch_id)
    shelf = locations.shelf(work.connection, work.shop.branch.id)
    sent = _sent(work, command)
    placings.lock(work, (paper.transit_id, shelf), {each.product_id for each, _told in sent})
    _check_waiting(work, command)
    came = [_shared(each, told) for each, told in sent]
    moves = [move for one in came for move in _out_of_transit(work, command.id, paper.transit_id, one)]
    placed = placings.place(work, command.id, shelf, Reason.TRANSFER, [one.placing for one in came if one.told.came])
    header = Header(
        command.id,
        command.uid,
        Kind.ARRIVAL,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "arrival", "TK"),
    )
    broken, missing = total(one.broken for one in came), total(one.missing for one in came)
    if any(one.told.broken or one.told.missing for one in came):
        # What is lost on the way is lost as if it were written off: by the same right and limit.
        work.trace.amount = broken + missing + _makers_part(work, command, came)
        work.must(Permission.STOCK_WRITE_OFF, work.trace.amount)
    postings = [
        Posting(Role.GOODS_IN_TRANSIT, -total(one.sent.value for one in came)),
        Posting(Role.INVENTORY, placed.into_stock),
        Posting(Role.COST_OF_GOODS, placed.to_cost_of_goods),
        Posting(Role.WRITE_OFFS, broken),
        Posting(Role.SHRINKAGE, missing),
    ]
    facts = [Facts(ArrivedLine, [_arrived_row(command, one) for one in came]), Facts(Move, moves), *placed.facts]
    documents.post(work, header, facts, postings)
    stock.keep(work.connection, moves)
    placings.keep(work, placed, shelf)


@dataclass(frozen=True, slots=True)
class _Came:
    """A sent line with what came of it, and its value shared out over whole, broken and missing."""

    sent: Any
    told: Arrived
    whole: Rupiah
    broken: Rupiah
    missing: Rupiah

    @property
    def placing(self) -> Placing:
        return Placing(self.sent.lot_id, self.sent.product_id, self.sent.owner_id, self.told.came, self.whole)


def _shared(sent: Any, told: Arrived) -> _Came:
    weights = [each.thousandths for each in (told.came, told.broken, told.missing)]
    return _Came(sent, told, *(Rupiah(part) for part in largest_remainder(sent.value.amount, weights)))


def _makers_part(work: Work, command: ArrivalCommand, came: Sequence[_Came]) -> Rupiah:
    """What the makers' goods that were lost sell for: nothing is booked of it."""
    parts = [(one.sent.product_id, one.sent.owner_id, one.told.broken + one.told.missing) for one in came]
    return consigned_worths.of_parts(work, parts, command.business_date)


def _paper(work: Work, dispatch_id: int) -> Any:
    found = work.connection.execute(
        select(Dispatch.to_branch_id, Dispatch.transit_id, Document.branch_id)
        .join(Document, Document.id == Dispatch.document_id)
        .where(Dispatch.document_id == dispatch_id)
    ).one_or_none()
    if found is None:
        raise NotFound(_("Kiriman tidak ditemukan."))
    if work.shop.branch.id not in (found.to_branch_id, found.branch_id):
        work.refuse(Refused(_("Kiriman ini untuk cabang lain."), rule="other-branch"))
    return found


def _sent(work: Work, command: ArrivalCommand) -> list[tuple[Any, Arrived]]:
    """The lines that are told, as they were sent; raises BadInput unless all of each is accounted for."""
    columns = (DispatchLine.line, DispatchLine.product_id, DispatchLine.lot_id)
    found = select(*columns, DispatchLine.quantity, DispatchLine.value, LotRecord.owner_id)
    found = found.join(LotRecord, LotRecord.id == DispatchLine.lot_id)
    rows = work.connection.execute(found.where(DispatchLine.document_id == command.dispatch_id))
    lines = {row.line: row for row in rows}
    if not command.lines or len({each.line for each in command.lines}) != len(command.lines):
        raise BadInput(_("Belum ada barang."), field="lines")
    for each in command.lines:
        if each.line not in lines:
            raise BadInput(_("Baris {row} tidak ada di kiriman ini.").format(row=each.line), row=each.line)
        parts = (each.came, each.broken, each.missing)
        if min(parts) < NOTHING or each.came + each.broken + each.missing != lines[each.line].quantity:
            said = _("Baris {row}: utuh, rusak dan kurang harus berjumlah {sent}.")
            sent = lines[each.line].quantity
            raise BadInput(said.format(row=each.line, sent=sent), row=each.line, field="came")
    return [(lines[each.line], each) for each in command.lines]


def _check_waiting(work: Work, command: ArrivalCommand) -> None:
    """Under the lock of the goods: what has arrived does not arrive again."""
    wanted = [each.line for each in command.lines]
    there = (
        select(ArrivedLine.line, Document.number)
        .join(Document, Document.id == ArrivedLine.document_id)
        .where(ArrivedLine.dispatch_id == command.dispatch_id, ArrivedLine.line.in_(wanted))
    )
    done = work.connection.execute(there).first()
    if done is not None:
        words = _("Baris {row} sudah diterima dengan {number}.").format(row=done.line, number=done.number)
        raise Refused(words, rule="arrived")


def _out_of_transit(work: Work, document_id: int, transit_id: int, one: _Came) -> list[dict[str, Any]]:
    sent, told = one.sent, one.told
    lost = (told.broken + told.missing, one.broken + one.missing, Reason.WRITE_OFF)
    return [
        stock.move_row(work, document_id, sent.lot_id, sent.product_id, transit_id, -quantity, -value, reason)
        for quantity, value, reason in ((told.came, one.whole, Reason.TRANSFER), lost)
        if quantity
    ]


def _arrived_row(command: ArrivalCommand, one: _Came) -> dict[str, Any]:
    told = one.told
    return {
        "dispatch_id": command.dispatch_id,
        "line": told.line,
        "document_id": command.id,
        "came": told.came,
        "broken": told.broken,
        "missing": told.missing,
        "loss": one.broken + one.missing,
        "borne_by": told.borne_by,
        "note": plain(told.note),
    }
