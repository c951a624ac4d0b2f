"""The desk at which a maker's goods are counted: one frozen value with no screen behind it.

Each scan, each figure gives the next one; it can be written down (a draft survives a cut of
the power) and becomes a `DeliveryCommand`.  What is still wrong or worth a word is told by
`delivery_warnings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from consignment import terms as deals
from consignment.agreements import LossCause, PriceBy
from consignment.deliveries import DeliveredLine, DeliveryCommand, GroupPart
from consignment.delivery_facts import Confirmed
from consignment.terms import Bearer, Terms
from koperasi.errors import BadInput
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _


@dataclass(frozen=True, slots=True)
class DeskUnit:
    """A unit a line can be counted in, and what one is sold for now (None without a price)."""

    id: int
    name: str
    factor: Quantity
    price: Rupiah | None = None


@dataclass(frozen=True, slots=True)
class DeskPart:
    """Of a group's line so many units were hers."""

    name: str
    quantity: Quantity
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A good as it lies on the desk; counts and the price are of its unit.

    `on_hand` is what is still here of it, `daily` what goes a day, in base units; `age` how
    many days ago the oldest of it came.
    """

    product_id: int
    code: str
    name: str
    base_unit: str
    units: tuple[DeskUnit, ...]
    unit_id: int
    offered: Quantity = ONE
    #: None: all of it.
    taken: Quantity | None = None
    why: str = ""
    terms: Terms | None = None
    #: Whether the terms come from her agreement: then nobody changes them here.
    agreed: bool = False
    price: Rupiah | None = None
    expires_on: date | None = None
    produced_on: date | None = None
    batch: str = ""
    food: bool = False
    keeps_days: int | None = None
    pirt: str = ""
    halal: str = ""
    on_hand: Quantity = NOTHING
    daily: Quantity = NOTHING
    age: int | None = None
    picture_digest: str = ""
    parts: tuple[DeskPart, ...] = ()

    @property
    def unit(self) -> DeskUnit:
        return next(each for each in self.units if each.id == self.unit_id)

    @property
    def accepted(self) -> Quantity:
        return self.offered if self.taken is None else self.taken

    @property
    def rejected(self) -> Quantity:
        return self.offered - self.accepted

    @property
    def base(self) -> Quantity:
        """What was accepted, in base units."""
        return self.accepted.of_factor(self.unit.factor)

    @property
    def repriced(self) -> bool:
        """Whether it is to be sold for something else than now."""
        return self.price is not None and self.price != self.unit.price

    @property
    def hers(self) -> Rupiah | None:
        """What she gets when all that was accepted is sold at this price; None while that is not known."""
        if self.terms is None or (self.price is None and self.terms.deal is not deals.Deal.FIXED):
            return None
        gross = self.accepted.at(self.price) if self.price is not None else ZERO
        return deals.share(self.terms, self.base, gross, gross, Bearer.SHOP).maker

    @property
    def hers_each(self) -> Rupiah | None:
        """What she gets for one unit at this price: the harga titip, or the price less the commission."""
        one = replace(self, offered=ONE, taken=None)
        return one.hers

    @property
    def delivered(self) -> DeliveredLine:
        """The line as it is posted.  Raises BadInput while nobody said on which terms."""
        if self.terms is None:
            raise BadInput(_("{name}: isi harga titip atau komisi.").format(name=self.name), field="terms")
        unit = self.unit
        return DeliveredLine(
            self.product_id,
            self.base,
            self.terms,
            self.expires_on,
            unit.name,
            unit.id,
            unit.factor,
            self.offered.of_factor(unit.factor),
            self.why if self.rejected else "",
            self.price,
            self.repriced,
            self.produced_on,
            self.batch,
            self.picture_digest,
        )


@dataclass(frozen=True, slots=True)
class DeskMaker:
    """Who brings, and what was agreed on with her that counts at the desk."""

    id: int
    code: str
    name: str
    #: How she is spoken of: "Bu Siti".
    called: str
    #: The group she belongs to, "" for none.
    group_name: str = ""
    is_group: bool = False
    #: Who belongs to it, where it is a group: (party, name).
    people: tuple[DeskPart, ...] = ()
    #: She brings no more, by her own standing.
    stopped: bool = False
    is_member: bool = False
    has_pin: bool = False
    agreement_id: int | None = None
    agreement_number: str = ""
    version: int = 0
    #: Whether the agreement still lets her bring; True without one.
    holds: bool = True
    price_by: PriceBy = PriceBy.MAKER
    shelf_days: int = 0
    fee: Rupiah = ZERO
    #: The shop's part of each loss, in basis points.
    liabilities: tuple[tuple[LossCause, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """What is being counted.  `id` and `uid` are the document's: saving it twice saves it once."""

    id: int
    uid: str
    maker: DeskMaker | None = None
    lines: tuple[DeskLine, ...] = ()
    chosen: int = 0
    confirmed: Confirmed = Confirmed.NOT
    witness: str = ""
    note: str = ""

    @property
    def line(self) -> DeskLine | None:
        """The chosen line."""
        return self.lines[self.chosen] if self.chosen < len(self.lines) else None

    @property
    def begun(self) -> bool:
        return bool(self.lines) or self.maker is not None

    @property
    def accepted(self) -> Quantity:
        return Quantity(sum(each.accepted.thousandths for each in self.lines))

    @property
    def rejected(self) -> Quantity:
        return Quantity(sum(each.rejected.thousandths for each in self.lines))

    @property
    def labels(self) -> int:
        """A label for each piece that was accepted; of what is weighed, one."""
        return sum(-(-each.base.thousandths // ONE.thousandths) for each in self.lines)

    @property
    def hers(self) -> Rupiah:
        """What she gets when all of it is sold, as far as prices are known."""
        return total(each.hers or ZERO for each in self.lines)

    def added(self, line: DeskLine) -> DeliveryDesk:
        """A good was scanned: as many more of that unit, or a new line; it is the chosen one."""
        for place, each in enumerate(self.lines):
            if (each.product_id, each.unit_id) == (line.product_id, line.unit_id):
                more = replace(each, offered=each.offered + line.offered, taken=_more(each, line.offered))
                return replace(self, lines=_with(self.lines, place, more), chosen=place)
        return replace(self, lines=(*self.lines, line), chosen=len(self.lines))

    def chose(self, place: int) -> DeliveryDesk:
        return replace(self, chosen=min(max(place, 0), max(len(self.lines) - 1, 0)))

    def changed(self, place: int, change: Callable[[DeskLine], DeskLine]) -> DeliveryDesk:
        """One line becomes another."""
        if not 0 <= place < len(self.lines):
            return self
        return replace(self, lines=_with(self.lines, place, change(self.lines[place])))

    def removed(self) -> DeliveryDesk:
        """Without the chosen line."""
        lines = self.lines[: self.chosen] + self.lines[self.chosen + 1 :]
        return replace(self, lines=lines).chose(self.chosen)

    def next_unit(self) -> DeliveryDesk:
        """The chosen line is counted in its good's next unit, at that one's price."""
        line = self.line
        if line is None or len(line.units) < 2:
            return self
        at = [each.id for each in line.units].index(line.unit_id)
        following = line.units[(at + 1) % len(line.units)]
        return self.changed(self.chosen, lambda each: replace(each, unit_id=following.id, price=following.price))

    def renewed(self, maker: DeskMaker, known: Mapping[int, DeskLine]) -> DeliveryDesk:
        """The same counts, with the maker, terms and prices as they are now.

        `known` has each good as it would be scanned now.  A price that was decided here stays,
        and so do terms that were told here where no agreement tells any.
        """
        lines = tuple(
            _renewed(each, known[each.product_id]) if each.product_id in known else each for each in self.lines
        )
        return replace(self, maker=maker, lines=lines)

    def command(self, day: date, at: datetime) -> DeliveryCommand:
        """The deed that this is.  Raises BadInput naming the line (the first is 1) that lacks something."""
        if self.maker is None:
            raise BadInput(_("Pilih penitipnya dulu."), field="maker")
        lines = []
        for number, each in enumerate(self.lines, start=1):
            try:
                brought = each.delivered
            except BadInput as wrong:
                raise BadInput(wrong.message, remedy=wrong.remedy, field=wrong.field, row=number) from wrong
            lines.append(replace(brought, agreement_id=self.maker.agreement_id) if each.agreed else brought)
        parts = [
            GroupPart(number, part.name, part.quantity.of_factor(each.unit.factor), part.party_id)
            for number, each in enumerate(self.lines, start=1)
            for part in each.parts
            if part.quantity
        ]
        return DeliveryCommand(
            self.id,
            self.uid,
            self.maker.id,
            day,
            at,
            tuple(lines),
            None,
            self.maker.agreement_id,
            self.confirmed,
            self.witness,
            self.note,
            tuple(parts),
        )


def _renewed(line: DeskLine, now: DeskLine) -> DeskLine:
    if all(each.id != line.unit_id for each in now.units):
        return line  # the unit it was counted in is gone: the deed will say so
    told = replace(now, unit_id=line.unit_id)
    return replace(
        line,
        units=now.units,
        terms=line.terms if not now.agreed and not line.agreed else now.terms,
        agreed=now.agreed,
        price=line.price if line.repriced else told.unit.price,
        on_hand=now.on_hand,
        daily=now.daily,
        age=now.age,
        pirt=now.pirt,
        halal=now.halal,
    )


def _more(line: DeskLine, offered: Quantity) -> Quantity | None:
    """What is accepted of a line that so much more was offered of: what was rejected stays rejected."""
    return None if line.taken is None else line.taken + offered


def _with(lines: tuple[DeskLine, ...], place: int, line: DeskLine) -> tuple[DeskLine, ...]:
    return (*lines[:place], line, *lines[place + 1 :])
