"""The desk of goods that go back to a maker: what of hers lies where, and what of it is marked to go.

Frozen: every answer makes a new desk, and the screen draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from consignment.conversions import ConversionCommand, ConvertedLine, Way
from consignment.givebacks import GivebackCommand, GivenLine, Why
from consignment.maker_lots import MakerLot, State
from koperasi.errors import BadInput
from koperasi.money import ZERO, Rupiah, largest_remainder, total
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _

#: A lot at a place.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """So many base units of a lot at a place go, and why."""

    quantity: Quantity
    why: Why


@dataclass(frozen=True, slots=True)
class Waiting:
    """A maker with goods that should go back to her."""

    maker_id: int
    maker: str
    lots: tuple[MakerLot, ...]

    def count(self, *states: State, day: date) -> int:
        return sum(each.state(day) in states for each in self.lots)

    def since(self, day: date) -> int:
        """For how many days the first of it should have been fetched or thrown away."""
        late = [each.expires_on for each in self.lots if each.state(day) is State.EXPIRED]
        late += [each.fetch_until for each in self.lots if each.state(day) is State.OVERDUE]
        return max(((day - each).days for each in late if each is not None), default=0)


@dataclass(frozen=True, slots=True)
class GivebackDesk:
    """A giveback as it stands; without a maker nothing is marked."""

    day: date
    maker_id: int | None = None
    maker: str = ""
    lots: tuple[MakerLot, ...] = ()
    marked: Mapping[Spot, Marked] = field(default_factory=dict)

    @property
    def suggested(self) -> tuple[MakerLot, ...]:
        """What is not sold any more."""
        return tuple(each for each in self.lots if each.state(self.day) is not State.SELLING)

    @property
    def pieces(self) -> Quantity:
        return Quantity(sum(each.quantity.thousandths for each in self.marked.values()))

    @property
    def worth(self) -> Rupiah:
        """What the marked goods would bring her."""
        return total(worth for _lot, worth in self._worths())

    def _worths(self) -> list[tuple[MakerLot, Rupiah]]:
        found = []
        for lot in self.lots:
            mark = self.marked.get(spot(lot))
            if mark is not None:
                whole = lot.worth or ZERO
                shares = largest_remainder(
                    whole.amount, [mark.quantity.thousandths, (lot.quantity - mark.quantity).thousandths]
                )
                found.append((lot, Rupiah(shares[0])))
        return found

    def mark(self, lot: MakerLot, quantity: Quantity | None, why: Why | None = None) -> GivebackDesk:
        """So much of a lot goes; nothing (or None) takes the mark away.  Raises BadInput for more than is there."""
        if quantity is not None and quantity > lot.quantity:
            said = _("Di sini hanya ada {left} {unit}.").format(left=lot.quantity, unit=lot.unit.lower())
            raise BadInput(said, field="quantity")
        marked = dict(self.marked)
        before = marked.pop(spot(lot), None)
        if quantity is not None and quantity > NOTHING:
            reason = why or (before.why if before else lot.why(self.day))
            marked[spot(lot)] = Marked(quantity, reason)
        return replace(self, marked=marked)

    def toggle(self, lot: MakerLot) -> GivebackDesk:
        """All of a lot, or nothing of it."""
        return self.mark(lot, None if spot(lot) in self.marked else lot.quantity)

    def mark_all(self, lots: Iterable[MakerLot], why: Why | None = None) -> GivebackDesk:
        """All of these lots."""
        desk = self
        for each in lots:
            desk = desk.mark(each, each.quantity, why)
        return desk

    def scan(self, products: frozenset[int]) -> tuple[GivebackDesk, MakerLot] | None:
        """One more of a scanned good: of the lot that should go first and has some left; None where there is none."""
        for lot in self.lots:
            before = self.marked.get(spot(lot))
            taken = before.quantity if before else NOTHING
            if lot.product_id in products and taken < lot.quantity:
                more = min(taken + ONE, lot.quantity)
                return self.mark(lot, more), lot
        return None

    def renewed(self, lots: tuple[MakerLot, ...]) -> GivebackDesk:
        """The same marks on what is there now, none for more than that."""
        there = {spot(each): each.quantity for each in lots}
        marked = {
            key: replace(each, quantity=min(each.quantity, there[key]))
            for key, each in self.marked.items()
            if key in there
        }
        return replace(self, lots=lots, marked=marked)

    def blocked(self) -> str:
        """Why nothing can be done yet, in words; "" when it can."""
        if self.maker_id is None:
            return _("Pilih penitip")
        return "" if self.marked else _("Tandai barangnya")

    # -- what is to be posted --------------------------------------------------

    def command(
        self, document_id: int, uid: str, at: datetime, fetched_by: str = "", note: str = ""
    ) -> GivebackCommand:
        lines = tuple(
            GivenLine(each.lot_id, each.location_id, self.marked[spot(each)].quantity, self.marked[spot(each)].why)
            for each in self.lots
            if spot(each) in self.marked
        )
        return GivebackCommand(document_id, uid, self.maker_id or 0, self.day, at, lines, fetched_by, note)

    def conversion(
        self, document_id: int, uid: str, at: datetime, way: Way, amount: Rupiah, *, agreed: bool, note: str = ""
    ) -> ConversionCommand:
        """The marked goods become the shop's or a gift; `amount` is shared over them by what they would bring."""
        worths = self._worths()
        weights = [worth.amount for _lot, worth in worths]
        if not any(weights):
            weights = [self.marked[spot(lot)].quantity.thousandths for lot, _worth in worths]
        amounts = largest_remainder(amount.amount, weights)
        lines = tuple(
            ConvertedLine(lot.lot_id, lot.location_id, self.marked[spot(lot)].quantity, Rupiah(share))
            for (lot, _worth), share in zip(worths, amounts, strict=True)
        )
        return ConversionCommand(document_id, uid, self.maker_id or 0, way, self.day, at, lines, agreed, note)


def spot(lot: MakerLot) -> Spot:
    return (lot.lot_id, lot.location_id)


def named(lot: MakerLot) -> str:
    """`Ibu Siti Aminah`."""
    return f"{lot.title} {lot.maker}".strip()
