"""An order being written: lines with quantities that a person may change; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from inventory import proposals
from inventory.orders import OrderCommand, OrderLine
from inventory.proposals import Line, Source
from inventory.suppliers import Supplier
from koperasi.money import Rupiah, half_up, total
from koperasi.quantity import NOTHING, ONE, Quantity


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A good of the draft, in units of its source; `told` is why (`brief` in few words), `state` how long it lasts.

    tone  of the state: `refuse` when nothing is left, `warn` when it will not last, else `ink2`
    """

    product_id: int
    code: str
    name: str
    source: Source
    units: Quantity
    told: str = ""
    brief: str = ""
    state: str = ""
    tone: str = "ink2"

    @property
    def price(self) -> Rupiah | None:
        return self.source.price

    @property
    def amount(self) -> Rupiah | None:
        return None if self.source.price is None else self.units.at(self.source.price)

    @property
    def unit_words(self) -> str:
        """`Dus isi 24`."""
        return self.source.unit if self.source.factor == ONE else f"{self.source.unit} ({self.source.factor})"


def by_unit(line: DraftLine, unit: str, factor: Quantity) -> DraftLine:
    """As much of a line's good by another unit, rounded up to it; the price as much for as much, half up."""
    had = line.source
    units = -(-line.units.thousandths * had.factor.thousandths // (factor.thousandths * ONE.thousandths))
    price = had.price
    if price is not None:
        price = Rupiah(half_up(price.amount * factor.thousandths, had.factor.thousandths))
    return replace(line, source=replace(had, unit=unit, factor=factor, price=price), units=Quantity.of(units))


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What is about to be ordered of a supplier; `replaces_id` names the order it stands in place of."""

    supplier: Supplier
    lines: tuple[DraftLine, ...] = ()
    wanted_on: date | None = None
    note: str = ""
    replaces_id: int | None = None

    @property
    def ordered(self) -> tuple[DraftLine, ...]:
        """The lines of which something is ordered."""
        return tuple(each for each in self.lines if each.units)

    @property
    def amount(self) -> Rupiah:
        """What it is expected to cost, as far as prices are known."""
        return total(each.amount for each in self.lines if each.amount is not None)

    @property
    def unpriced(self) -> int:
        return sum(1 for each in self.ordered if each.amount is None)

    @property
    def missing(self) -> Rupiah:
        """What it lacks of the supplier's smallest order."""
        return proposals.missing(self.supplier, self.amount)

    def with_units(self, place: int, units: Quantity) -> OrderDraft:
        """So many of the line at a place; never less than none."""
        return self._with(place, units=max(units, NOTHING))

    def with_line(self, place: int, line: DraftLine) -> OrderDraft:
        """Another line at a place: the same good by another unit."""
        return replace(self, lines=(*self.lines[:place], line, *self.lines[place + 1 :]))

    def with_price(self, place: int, price: Rupiah | None) -> OrderDraft:
        line = self.lines[place]
        return self._with(place, source=replace(line.source, price=price))

    def _with(self, place: int, **what: object) -> OrderDraft:
        lines = list(self.lines)
        lines[place] = replace(lines[place], **what)  # type: ignore[arg-type]
        return replace(self, lines=tuple(lines))

    def place_of(self, product_id: int) -> int | None:
        """Where a good stands, if it does."""
        return next((n for n, each in enumerate(self.lines) if each.product_id == product_id), None)

    def added(self, line: DraftLine) -> OrderDraft:
        """The same with one good more, on top; a good that is there gets one unit more."""
        place = self.place_of(line.product_id)
        if place is not None:
            return self.with_units(place, self.lines[place].units + ONE)
        return replace(self, lines=(line, *self.lines))

    def command(self, order_id: int, uid: str, day: date, at: datetime) -> OrderCommand:
        """The order of what has a quantity."""
        lines = tuple(
            OrderLine(
                each.product_id,
                each.source.unit,
                each.source.factor,
                each.units,
                each.source.price,
                each.source.supplier_code,
            )
            for each in self.ordered
        )
        return OrderCommand(
            order_id, uid, self.supplier.party_id, day, at, lines, self.wanted_on, self.note, self.replaces_id
        )


def proposed(supplier: Supplier, lines: Iterable[Line]) -> OrderDraft:
    """A draft of what was proposed."""
    return OrderDraft(supplier, tuple(map(_line, lines)))


def _line(line: Line) -> DraftLine:
    good = line.good
    tone = "refuse" if good.on_hand <= NOTHING else "warn"
    told, state = proposals.explained(line), proposals.cover_words(line)
    units = Quantity.of(line.units)
    return DraftLine(
        good.product_id, good.code, good.name, good.source, units, told, proposals.brief(line), state, tone
    )
