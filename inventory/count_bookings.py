"""The lines of a count as they go into the books: what each changes in its lots, and all rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from inventory import count_records, count_rules, stock
from inventory.count_judgements import Judged
from inventory.count_records import Session
from inventory.count_rules import Cause, Part
from inventory.lots import UnitCost
from inventory.stock import Reason, Shelf
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _, plain
from koperasi.work import Work


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a good's count differs, and whether that is booked."""

    product_id: int
    cause: Cause
    note: str = ""
    booked: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A good as it goes into the books."""

    product_id: int
    expected: Quantity
    counted: Quantity
    counted_at: datetime
    by_id: int
    rounds: int
    cause: Cause
    note: str
    booked: bool
    #: What its difference changes in its lots.
    parts: tuple[Part, ...] = ()
    #: What fills its lots below zero out of others of it.
    evened: tuple[Part, ...] = ()

    @property
    def variance(self) -> Quantity:
        return self.counted - self.expected

    @property
    def value(self) -> Rupiah:
        return total(each.value for each in self.parts)


@dataclass(slots=True)
class Booking:
    """The rows of a document under way."""

    moves: list[dict[str, Any]] = field(default_factory=list)
    lots: list[dict[str, Any]] = field(default_factory=list)
    makers: dict[int, dict[str, Any]] = field(default_factory=dict)


def judged_line(judged: Judged, decisions: Mapping[int, Decision]) -> Line:
    last, product = judged.last, judged.facts.product_id
    decision = decisions.get(product)
    cause = decision.cause if decision else count_rules.usual_cause(judged.variance)
    wanted = judged.in_scope if decision is None else decision.booked
    booked = wanted and cause is not Cause.NOT_RECEIVED and not judged.overtaken and bool(judged.variance)
    note = plain(decision.note) if decision else ""
    what = (product, last.expected, last.quantity, last.last_at, last.by[-1], last.turn)
    return Line(*what, cause, note, booked)


def gone_line(work: Work, product: int, shelf: Shelf, decisions: Mapping[int, Decision]) -> Line:
    """A good that nobody counted and that is taken for gone, as of now."""
    there = sum(each.quantity.thousandths for each in shelf.holdings.get(product, ()))
    expected, decision = Quantity(there), decisions.get(product)
    cause = decision.cause if decision else count_rules.usual_cause(-expected)
    booked = (decision is None or decision.booked) and cause is not Cause.NOT_RECEIVED and bool(expected)
    note = plain(decision.note) if decision else _("tidak dihitung")
    return Line(product, expected, NOTHING, work.now, work.actor.id, 0, cause, note, booked)


def placed(line: Line, shelf: Shelf, dates: Mapping[int, tuple[date, ...]], day: date) -> Line:
    """A line with what it changes in its lots."""
    holdings = shelf.holdings.get(line.product_id, [])
    if not line.booked and line.variance:
        return line
    cost = shelf.costs.get(line.product_id, UnitCost())
    parts = count_rules.parts(holdings, line.variance, day, cost, dates.get(line.product_id, ()))
    left = [count_rules.changed(each, parts) for each in holdings]
    evened = count_rules.evened(left, day)
    return Line(
        line.product_id,
        line.expected,
        line.counted,
        line.counted_at,
        line.by_id,
        line.rounds,
        line.cause,
        line.note,
        line.booked,
        tuple(parts),
        tuple(evened),
    )


def book(
    work: Work, document_id: int, day: date, location_id: int, line: Line, maker_id: int | None, booking: Booking
) -> None:
    for part in (*line.parts, *line.evened):
        lot_id, owner_id = part.lot_id, part.owner_id
        if lot_id is None:
            lot_id, owner_id = work.mint(), maker_id
            booking.lots.append(_lot_row(document_id, day, lot_id, line.product_id, maker_id))
        value = part.value if owner_id is None else ZERO
        what = (lot_id, line.product_id, location_id, part.quantity, value)
        booking.moves.append(stock.move_row(work, document_id, *what, Reason.COUNT))
        if owner_id is not None and part in line.parts:
            _note_maker(booking, document_id, lot_id, owner_id, line, part.quantity)


def _lot_row(document_id: int, day: date, lot_id: int, product_id: int, owner_id: int | None) -> dict[str, Any]:
    return {
        "id": lot_id,
        "document_id": document_id,
        "product_id": product_id,
        "owner_id": owner_id,
        "received_on": day,
        "expires_on": None,
        "batch": "",
    }


def _note_maker(booking: Booking, document_id: int, lot_id: int, maker_id: int, line: Line, quantity: Quantity) -> None:
    row = booking.makers.setdefault(
        lot_id,
        {
            "document_id": document_id,
            "lot_id": lot_id,
            "maker_id": maker_id,
            "product_id": line.product_id,
            "quantity": NOTHING,
            "cause": line.cause,
        },
    )
    row["quantity"] += quantity


def postings(lines: Sequence[Line]) -> list[Posting]:
    """What inventory gains or loses, against the account of each cause.

    Goods of one lot booked from another cost what they cost: the difference is cost of goods.
    """
    found = []
    for line in lines:
        evened = total(each.value for each in line.evened)
        found.append(Posting(Role.INVENTORY, line.value + evened))
        found.append(Posting(count_rules.account(line.cause), -line.value))
        found.append(Posting(Role.COST_OF_GOODS, -evened))
    return found


def head_row(session: Session, document_id: int, zeroed: bool, own: bool) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "location_id": session.location_id,
        "scope": session.scope,
        "title": session.title,
        "started_at": session.started_at,
        "started_by_id": session.started_by,
        "zeroed": zeroed,
        "own_approval": own,
    }


def line_row(
    document_id: int, number: int, line: Line, product: tuple[int | None, str, int | None], since: datetime | None
) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "line": number,
        "product_id": line.product_id,
        "expected": line.expected,
        "counted": line.counted,
        "variance": line.variance,
        "value": line.value,
        "cause": line.cause,
        "booked": line.booked,
        "note": line.note,
        "counted_at": line.counted_at,
        "by_id": line.by_id,
        "rounds": line.rounds,
        "shelf": product[1],
        "category_id": product[2],
        "since": since,
    }


def entry_rows(work: Work, session: Session, document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "seq": each.seq,
            "product_id": each.product_id,
            "turn": each.turn,
            "mode": each.mode,
            "undoes": each.undoes,
            "quantity": each.quantity,
            "ledger": each.ledger,
            "counted_at": each.counted_at,
            "by_id": each.by_id,
        }
        for each in count_records.entries(work.connection, session.id)
    ]
