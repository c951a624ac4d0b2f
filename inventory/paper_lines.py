"""The lines of a stock paper while it is keyed: frozen values, each deed giving the next.

A line knows how much of its good there is at the place it is taken from, so that a person
sees what will be refused before she keeps it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select, text

from inventory import queries
from inventory.goods import Found, Good, ProductKind
from inventory.lots import LotRecord
from inventory.stock import Stock
from inventory.transfers import StockLine
from inventory.write_offs import Cause
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.quantity import NOTHING, ONE, Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit a line can be keyed in."""

    name: str
    factor: Quantity


@dataclass(frozen=True, slots=True)
class PaperLine:
    """So many of a unit of a good; `there` is what there is of it, in base units."""

    product_id: int
    code: str
    name: str
    units: tuple[Unit, ...]
    maker: str
    there: Quantity
    quantity: Quantity = ONE
    unit_place: int = 0
    cause: Cause = Cause.DAMAGED
    #: The very lot it is taken from, in words; none: the usual turn of lots.
    lot_id: int | None = None
    lot_words: str = ""

    @property
    def unit(self) -> Unit:
        return self.units[self.unit_place]

    @property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.unit.factor)

    @property
    def lacking(self) -> bool:
        """More is asked for than there is."""
        return self.base_quantity > max(self.there, NOTHING)

    @property
    def stock_line(self) -> StockLine:
        return StockLine(self.product_id, self.unit.name, self.unit.factor, self.quantity, self.lot_id)


@dataclass(frozen=True, slots=True)
class PaperLines:
    """All lines of a paper, one of them chosen."""

    lines: tuple[PaperLine, ...] = ()
    chosen: int = 0

    @property
    def line(self) -> PaperLine | None:
        return self.lines[self.chosen] if 0 <= self.chosen < len(self.lines) else None

    def add(self, line: PaperLine) -> PaperLines:
        """Another good at the end, chosen; one that is there in this unit already counts one more."""
        for place, each in enumerate(self.lines):
            if each.product_id == line.product_id and each.unit == line.unit and each.lot_id is None:
                return self._with(place, replace(each, quantity=each.quantity + line.quantity))
        cause = self.lines[-1].cause if self.lines else line.cause
        return PaperLines((*self.lines, replace(line, cause=cause)), len(self.lines))

    def choose(self, place: int) -> PaperLines:
        return replace(self, chosen=min(max(place, 0), max(len(self.lines) - 1, 0)))

    def with_quantity(self, quantity: Quantity | None) -> PaperLines:
        """The chosen line with another quantity; nothing typed is nothing."""
        line = self.line
        return self if line is None else self._with(self.chosen, replace(line, quantity=quantity or NOTHING))

    def with_cause(self, cause: Cause) -> PaperLines:
        line = self.line
        return self if line is None else self._with(self.chosen, replace(line, cause=cause))

    def with_lot(self, lot_id: int | None, words: str, there: Quantity) -> PaperLines:
        """The chosen line taken from one lot, of which there is so much; None for the usual turn."""
        line = self.line
        if line is None:
            return self
        return self._with(self.chosen, replace(line, lot_id=lot_id, lot_words=words, there=there))

    def next_unit(self) -> PaperLines:
        """The chosen line in its next larger unit, after the largest in the smallest."""
        line = self.line
        if line is None:
            return self
        return self._with(self.chosen, replace(line, unit_place=(line.unit_place + 1) % len(line.units)))

    def without(self) -> PaperLines:
        """The chosen line is taken out."""
        rest = tuple(each for place, each in enumerate(self.lines) if place != self.chosen)
        return PaperLines(rest, 0).choose(self.chosen)

    def at_place(self, there: dict[int, Quantity]) -> PaperLines:
        """The same goods taken from another place, where there is so much of each."""
        lines = tuple(
            replace(each, there=there.get(each.product_id, NOTHING), lot_id=None, lot_words="") for each in self.lines
        )
        return replace(self, lines=lines)

    def _with(self, place: int, line: PaperLine) -> PaperLines:
        return PaperLines((*self.lines[:place], line, *self.lines[place + 1 :]), place)


def there(connection: Connection, location_id: int, products: Collection[int]) -> dict[int, Quantity]:
    """What a place has of these goods (base units): what lies there, whatever other lots lack."""
    found = (
        select(Stock.product_id, summed(Stock.quantity))
        .where(Stock.location_id == location_id, Stock.product_id.in_(products), text("stock.quantity > 0"))
        .group_by(Stock.product_id)
    )
    return dict(connection.execute(found).all())


@dataclass(frozen=True, slots=True)
class LotThere:
    """A lot of which a place has something."""

    lot_id: int
    number: str
    expires_on: date | None
    batch: str
    quantity: Quantity


def lots_there(connection: Connection, location_id: int, product_id: int) -> tuple[LotThere, ...]:
    """The lots of a good that a place has something of, the first to expire first."""
    lot = LotRecord
    found = (
        select(lot.id, Document.number, lot.expires_on, lot.batch, Stock.quantity)
        .join(Stock, (Stock.lot_id == lot.id) & (Stock.product_id == lot.product_id))
        .join(Document, Document.id == lot.document_id)
        .where(Stock.location_id == location_id, lot.product_id == product_id, text("stock.quantity > 0"))
        .order_by(lot.expires_on.is_(None), lot.expires_on, lot.received_on, lot.id)
    )
    return tuple(
        LotThere(row.id, row.number, row.expires_on, row.batch, row.quantity) for row in connection.execute(found)
    )


def found(connection: Connection, words: str, location_id: int, mask: str) -> tuple[PaperLine, ...]:
    """What a code or words may name, as lines to be; services have no stock and are left out."""
    coded = [each for each in queries.find_code(connection, words, mask) if _stocked(each.good)]
    if not coded:
        ids = queries.found_ids(connection, words, 50)
        known = queries.goods(connection, ids)
        goods = [known[each] for each in ids if each in known]
        coded = [Found(each, each.base.id) for each in goods if _stocked(each) and each.units]
    left = there(connection, location_id, {each.good.product_id for each in coded})
    return tuple(line_of(each.good, left, each.unit_id, each.quantity) for each in coded)


def lines_of(
    connection: Connection, location_id: int, wanted: Collection[tuple[int, Quantity]]
) -> tuple[PaperLine, ...]:
    """Lines of goods by their ids, in base units: what a recipe says."""
    known = queries.goods(connection, [product for product, _quantity in wanted])
    left = there(connection, location_id, known)
    return tuple(
        line_of(known[product], left, known[product].base.id, quantity)
        for product, quantity in wanted
        if product in known
    )


def line_of(good: Good, left: dict[int, Quantity], unit_id: int, quantity: Quantity | None = None) -> PaperLine:
    units = tuple(Unit(each.name, each.factor) for each in good.units)
    place = next((n for n, each in enumerate(good.units) if each.id == unit_id), 0)
    there_is = left.get(good.product_id, NOTHING)
    amount = quantity or ONE
    return PaperLine(good.product_id, good.code, good.name, units, good.maker_name, there_is, amount, place)


def _stocked(good: Good) -> bool:
    return good.kind is ProductKind.GOODS
