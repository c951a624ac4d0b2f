"""Counting rules: what stands of what was counted, what it is judged against, and which lots it moves.

Pure.  A count entry carries what the ledger held of the product at the instant it was
counted, so a sale before or after it makes no difference.  Where a product was counted in
several goes (two shelves, one scan after the other) and the ledger moved between them, nobody
can say which of the goods sold had been counted already: then the figure between the lowest
and the highest of those instants that lies nearest to what was counted is taken, so that a
difference is booked only where it is certain (domain/indonesia.md 3: staff share losses).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inventory.lots import Holding, UnitCost, cost_of
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_

#: More base units than any shelf holds: a barcode read into the quantity.
MOST = Quantity.of(1_000_000)
#: The third figure decides, whatever the first two said.
LAST_ROUND = 3
_PREFIX = re.compile(r"^\s*([0-9]{1,5}(?:[.,][0-9]{1,3})?)\s*[*xX×]\s*(.*)$", re.DOTALL)


class Scope(StrEnum):
    """What a session counts."""

    ALL = "all"
    SHELF = "shelf"
    CATEGORY = "category"
    LIST = "list"


class Mode(StrEnum):
    """What an entry does with the ones before it of its product and round."""

    ADD = "add"
    #: What was counted before it in this round no longer counts.
    REPLACE = "replace"
    #: It takes back the entry that it names.
    UNDO = "undo"


class Cause(StrEnum):
    """Why the count differs from the book."""

    LOST = "lost"
    BROKEN = "broken"
    MISCOUNTED = "miscounted"
    #: Booked by no count: the paper of the goods is still to come, and will bring them.
    NOT_RECEIVED = "not-received"
    WRONG_UNIT = "wrong-unit"
    EATEN = "eaten"
    FOUND = "found"
    OTHER = "other"


CAUSE_WORDS = {
    Cause.LOST: N_("hilang"),
    Cause.BROKEN: N_("rusak"),
    Cause.MISCOUNTED: N_("salah hitung dulu"),
    Cause.NOT_RECEIVED: N_("belum diterima"),
    Cause.WRONG_UNIT: N_("salah satuan"),
    Cause.EATEN: N_("dimakan"),
    Cause.FOUND: N_("ditemukan"),
    Cause.OTHER: N_("lain"),
}


def account(cause: Cause) -> Role:
    """Where a difference of this cause is booked."""
    return Role.WRITE_OFFS if cause is Cause.BROKEN else Role.SHRINKAGE


def usual_cause(variance: Quantity) -> Cause:
    """What a difference is unless somebody knows better."""
    return Cause.FOUND if variance > NOTHING else Cause.LOST


@dataclass(frozen=True, slots=True)
class Entry:
    """So much of a product was counted (base units); `ledger` is what the book held at that instant."""

    seq: int
    product_id: int
    turn: int
    mode: Mode
    undoes: int | None
    quantity: Quantity
    ledger: Quantity
    counted_at: datetime
    written_at: datetime
    by_id: int
    #: A recount by someone who had counted it before, knowingly.
    alone: bool = False
    expires_on: date | None = None


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of one product and round that count, in their order."""
    ordered = sorted(entries, key=lambda each: each.seq)
    undone = {each.undoes for each in ordered if each.mode is Mode.UNDO}
    left: list[Entry] = []
    for each in ordered:
        if each.mode is Mode.UNDO or each.seq in undone:
            continue
        if each.mode is Mode.REPLACE:
            left = []
        left.append(each)
    return left


@dataclass(frozen=True, slots=True)
class Counted:
    """One round of one product: what was counted, and what the ledger held meanwhile."""

    turn: int
    quantity: Quantity
    #: The lowest and the highest of what the ledger held at its entries.
    low: Quantity
    high: Quantity
    first_at: datetime
    last_at: datetime
    by: tuple[int, ...]
    alone: bool = False
    dates: tuple[date, ...] = ()

    @property
    def expected(self) -> Quantity:
        """What the ledger held: between its entries, the figure nearest to what was counted."""
        return min(max(self.quantity, self.low), self.high)

    @property
    def variance(self) -> Quantity:
        return self.quantity - self.expected

    @property
    def moved(self) -> Quantity:
        """How much the ledger moved while it was being counted."""
        return self.high - self.low


def counted(entries: Iterable[Entry]) -> list[Counted]:
    """The rounds of one product that have something standing, first to last."""
    by_round: dict[int, list[Entry]] = defaultdict(list)
    for each in entries:
        by_round[each.turn].append(each)
    found = [(number, standing(by_round[number])) for number in sorted(by_round)]
    return [_counted(number, left) for number, left in found if left]


def _counted(number: int, entries: Sequence[Entry]) -> Counted:
    ledgers = [each.ledger for each in entries]
    return Counted(
        number,
        Quantity(sum(each.quantity.thousandths for each in entries)),
        min(ledgers),
        max(ledgers),
        min(each.counted_at for each in entries),
        max(each.counted_at for each in entries),
        tuple(dict.fromkeys(each.by_id for each in entries)),
        any(each.alone for each in entries),
        tuple(dict.fromkeys(each.expires_on for each in entries if each.expires_on is not None)),
    )


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a count may be off without a recount: pieces or a share of the book, and never more value."""

    pieces: Quantity
    bps: int
    value: Rupiah

    def allows(self, variance: Quantity, expected: Quantity, value: Rupiah) -> bool:
        share = abs(expected.thousandths) * self.bps // 10_000
        return abs(variance.thousandths) <= max(self.pieces.thousandths, share) and abs(value) <= self.value


def settled(rounds: Sequence[Counted], tolerance: Tolerance, cost: UnitCost) -> bool:
    """Whether the newest round decides: within tolerance, the same as one before, or the third."""
    last = rounds[-1]
    if last.turn >= LAST_ROUND or any(each.variance == last.variance for each in rounds[:-1]):
        return True
    return tolerance.allows(last.variance, last.expected, cost.of(abs(last.variance)))


@dataclass(frozen=True, slots=True)
class Part:
    """What a count changes in a lot; in a new one, of the product's maker, where it names none."""

    lot_id: int | None
    owner_id: int | None
    quantity: Quantity
    value: Rupiah


def parts(
    holdings: Sequence[Holding], variance: Quantity, day: date, cost: UnitCost, dates: Sequence[date] = ()
) -> list[Part]:
    """Which lots a difference is taken from, or goes to.

    Less: first-expired, first-in, lots that still keep first; what no lot holds takes the last
    one below zero, for the ledger follows the count.  More: lots below zero are filled, the
    rest goes at the last known cost into the lot of a date that was read, else the newest.
    """
    if variance < NOTHING:
        return _less(holdings, -variance, day, cost)
    return _more(holdings, variance, cost, dates) if variance else []


def _less(holdings: Sequence[Holding], quantity: Quantity, day: date, cost: UnitCost) -> list[Part]:
    found, left = [], quantity
    for each in sorted(holdings, key=lambda one: (one.expired(day), one.turn)):
        part = min(left, each.quantity)
        if part > NOTHING:
            found.append(Part(each.lot_id, each.owner_id, -part, -cost_of(each, part)))
            left -= part
    if left:
        last = min(holdings, key=_below_first, default=None)
        value = ZERO if last is not None and last.owner_id is not None else -cost.of(left)
        found.append(Part(last.lot_id if last else None, last.owner_id if last else None, -left, value))
    return found


def _below_first(holding: Holding) -> tuple[bool, int, int]:
    """A lot below zero already, else the newest."""
    return holding.quantity >= NOTHING, -holding.received_on.toordinal(), -holding.lot_id


def _more(holdings: Sequence[Holding], quantity: Quantity, cost: UnitCost, dates: Sequence[date]) -> list[Part]:
    found, left = [], quantity
    for each in holdings:
        part = min(left, -each.quantity)
        if part > NOTHING:
            found.append(Part(each.lot_id, each.owner_id, part, -cost_of(each, -part)))
            left -= part
    if left:
        dated = [each for each in holdings if each.expires_on in dates]
        into = max(dated or holdings, key=lambda each: (each.received_on, each.lot_id), default=None)
        value = ZERO if into is not None and into.owner_id is not None else cost.of(left)
        found.append(Part(into.lot_id if into else None, into.owner_id if into else None, left, value))
    return found


def evened(holdings: Sequence[Holding], day: date) -> list[Part]:
    """Lots below zero filled out of lots of the same owner that still have goods.

    The goods are there, only in another lot than the one they were booked from.
    """
    left = {each.lot_id: each for each in holdings}
    found: list[Part] = []
    for below in [each for each in holdings if each.quantity < NOTHING]:
        for source in sorted(holdings, key=lambda one: (one.expired(day), one.turn)):
            lacking, there = left[below.lot_id], left[source.lot_id]
            part = min(-lacking.quantity, there.quantity)
            if there.owner_id != lacking.owner_id or part <= NOTHING:
                continue
            moved = [
                Part(there.lot_id, there.owner_id, -part, -cost_of(there, part)),
                Part(lacking.lot_id, lacking.owner_id, part, -cost_of(lacking, -part)),
            ]
            for each in moved:
                left[each.lot_id or 0] = changed(left[each.lot_id or 0], [each])
            found += moved
    return found


def changed(holding: Holding, moved: Iterable[Part]) -> Holding:
    """A holding after what a count changed in it."""
    hers = [each for each in moved if each.lot_id == holding.lot_id]
    quantity = Quantity(holding.quantity.thousandths + sum(each.quantity.thousandths for each in hers))
    what = (holding.lot_id, holding.product_id, holding.owner_id, holding.received_on, holding.expires_on)
    return Holding(*what, quantity, holding.value + total(each.value for each in hers))


def given_back(holding: Holding, quantity: Quantity, value: Rupiah) -> Rupiah:
    """What a lot's value changes by when a recorded move is taken back: its `quantity` and `value`, negated.

    As it was recorded, unless what is there now is worth something else: goods that leave take
    their share of it with them, a lot below zero is first filled at what it was booked at, and
    an empty lot is worth nothing.
    """
    after = holding.quantity + quantity
    if not after:
        return -holding.value
    if quantity < NOTHING:
        if after > NOTHING:
            return -cost_of(holding, -quantity)
        there = holding.quantity > NOTHING
        return -holding.value - UnitCost(-value, -quantity).of(-after) if there else value
    if holding.quantity >= NOTHING:
        return value
    if after < NOTHING:
        return -cost_of(holding, -quantity)
    return UnitCost(value, quantity).of(after) - holding.value


def read(text: str) -> tuple[Quantity | None, str]:
    """The scan box: `24*899…` is twenty-four of that code, `899…` one."""
    prefix = _PREFIX.match(text)
    if prefix is None:
        return None, text.strip()
    return Quantity.of(prefix[1].replace(",", ".")), prefix[2].strip()


def in_units(quantity: Quantity, units: Sequence[tuple[str, Quantity]]) -> str:
    """A quantity in its units, largest first: `3 Dus 5 Pcs`.  `units` are (name, factor)."""
    left, found = abs(quantity.thousandths), []
    ordered = sorted(units, key=lambda each: each[1], reverse=True)
    for name, factor in ordered[:-1]:
        times, left = divmod(left, factor.thousandths)
        if times:
            found.append(f"{Quantity.of(times)} {name}")
    if left or not found:
        found.append(f"{Quantity(left)} {ordered[-1][0] if ordered else ''}".strip())
    return ("−" if quantity < NOTHING else "") + " ".join(found)
