"""Order proposals: what to order of whom, how much, and why; pure.

A good is ordered when what is there and on its way does not last until the next order could
bring more, or falls below its minimum.  How much: the pace of its sales for those days, and
its minimum, or up to its target where it has one; in whole units of its supplier, and of
what keeps short never more than can be sold in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inventory.paces import ALL_WEEK, Pace
from inventory.suppliers import Supplier
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.text import _

#: Where a good has no pace, its cover stands behind every other's.
FOREVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds where a supplier's terms say nothing: days to deliver, days from order to order."""

    lead_days: int
    every_days: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an order goes out, when its goods come, and when those of the next one do."""

    order_on: date
    arrives_on: date
    next_arrives_on: date

    def days(self, today: date) -> int:
        """How long what is there and ordered now must last: until the next order's goods."""
        return (self.next_arrives_on - today).days


@dataclass(frozen=True, slots=True)
class Source:
    """By which unit a good is ordered, what one costs and what the supplier calls it."""

    supplier_id: int | None
    unit: str
    factor: Quantity
    price: Rupiah | None = None
    supplier_code: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A good that may have to be ordered; all quantities in base units."""

    product_id: int
    code: str
    name: str
    base_unit: str
    min_stock: Quantity
    target_stock: Quantity | None
    keeps_days: int | None
    on_hand: Quantity
    ordered: Quantity
    pace: Pace | None
    source: Source


class Why(StrEnum):
    """What speaks for ordering a good; the first that holds."""

    BELOW_ZERO = "below-zero"
    EMPTY = "empty"
    BELOW_MINIMUM = "below-minimum"
    RUNS_OUT = "runs-out"


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of a good, and the figures that say so.

    `most` is what may be there of a good that keeps short; `limited` says that it cut the
    units down, even to none: then a person decides.
    """

    good: Candidate
    days: int
    why: Why
    need: Quantity
    units: int
    most: Quantity | None
    limited: bool

    @property
    def price(self) -> Rupiah | None:
        return self.good.source.price

    @property
    def amount(self) -> Rupiah | None:
        """What it is expected to cost."""
        return None if self.price is None else self.price * self.units

    @property
    def cover(self) -> int:
        """How long what is there lasts, in thousandths of a day on which it sells."""
        daily = self.good.pace.daily.thousandths if self.good.pace is not None else 0
        return max(self.good.on_hand.thousandths, 0) * THOUSAND // daily if daily else FOREVER


@dataclass(frozen=True, slots=True)
class Group:
    """What to order of one supplier, worst first; of nobody yet when there is none."""

    supplier: Supplier | None
    schedule: Schedule
    lines: tuple[Line, ...]

    @property
    def amount(self) -> Rupiah:
        """What is expected of it, as far as prices are known."""
        return total(each.amount for each in self.lines if each.amount is not None)

    @property
    def unpriced(self) -> int:
        return sum(1 for each in self.lines if each.amount is None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to order today, by supplier; goods without one last."""

    today: date
    groups: tuple[Group, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)


def schedule(supplier: Supplier | None, today: date, usual: Usual) -> Schedule:
    """The next order of a supplier and the one after it, by the weekdays on which orders are taken."""
    weekdays = supplier.terms.weekdays if supplier is not None else 0
    lead = usual.lead_days if supplier is None or supplier.terms.lead_days is None else supplier.terms.lead_days
    if weekdays:
        order_on = _next(today, weekdays)
        after = _next(order_on + timedelta(days=1), weekdays)
    else:
        order_on, after = today, today + timedelta(days=max(usual.every_days, 1))
    return Schedule(order_on, order_on + timedelta(days=lead), after + timedelta(days=lead))


def _next(day: date, weekdays: int) -> date:
    while not weekdays >> day.weekday() & 1:
        day += timedelta(days=1)
    return day


def selling_days(first: date, days: int, weekdays: int = ALL_WEEK) -> int:
    """How many of so many days from the first on the shop is open."""
    return sum(1 for n in range(days) if weekdays >> (first + timedelta(days=n)).weekday() & 1)


def line(good: Candidate, days: int, fresh_days: int | None = None) -> Line | None:
    """What to order of one good that must last for so many days of sale; None without a reason.

    `fresh_days` are the days of sale within which it keeps.
    """
    daily = good.pace.daily.thousandths if good.pace is not None else 0
    there = good.on_hand.thousandths + good.ordered.thousandths
    level = daily * days + good.min_stock.thousandths
    why = _why(good, there, level, daily)
    if why is None:
        return None
    wanted = max(level, good.target_stock.thousandths if good.target_stock is not None else 0)
    need = -(-(wanted - there) // THOUSAND) * THOUSAND
    factor = good.source.factor.thousandths
    units = -(-need // factor)
    most = daily * fresh_days if fresh_days is not None and daily else None
    if most is None or there + units * factor <= most:
        return Line(good, days, why, Quantity(need), units, None if most is None else Quantity(most), False)
    return Line(good, days, why, Quantity(need), max((most - there) // factor, 0), Quantity(most), True)


def _why(good: Candidate, there: int, level: int, daily: int) -> Why | None:
    """Why it is time to order, if it is; `there` is on hand and on its way, `level` what is needed until then."""
    target = good.target_stock.thousandths if good.target_stock is not None else 0
    # Without pace, minimum and target nobody asks for it, though it may stand below zero.
    if there >= level and not (target and there <= 0):
        return None
    if not level and not target:
        return None
    if good.on_hand < NOTHING:
        return Why.BELOW_ZERO
    if not good.on_hand:
        return Why.EMPTY
    return Why.BELOW_MINIMUM if good.on_hand < good.min_stock or not daily else Why.RUNS_OUT


def propose(
    goods: Iterable[Candidate], suppliers: Mapping[int, Supplier], today: date, weekdays: int, usual: Usual
) -> Proposal:
    """What to order of whom today: suppliers by their worst good, in each the worst good first."""
    by_supplier: dict[int | None, list[Candidate]] = {}
    for good in goods:
        known = good.source.supplier_id if good.source.supplier_id in suppliers else None
        by_supplier.setdefault(known, []).append(good)
    fresh: dict[int, int] = {}
    groups = []
    for supplier_id, candidates in by_supplier.items():
        supplier = suppliers[supplier_id] if supplier_id is not None else None
        plan = schedule(supplier, today, usual)
        days = selling_days(today, plan.days(today), weekdays)
        found = (line(each, days, _fresh_days(each, today, weekdays, fresh)) for each in candidates)
        if lines := sorted((each for each in found if each is not None), key=_worst):
            groups.append(Group(supplier, plan, tuple(lines)))
    return Proposal(today, tuple(sorted(groups, key=_order)))


def _fresh_days(good: Candidate, today: date, weekdays: int, known: dict[int, int]) -> int | None:
    if good.keeps_days is None:
        return None
    if good.keeps_days not in known:
        known[good.keeps_days] = selling_days(today, good.keeps_days, weekdays)
    return known[good.keeps_days]


def _worst(line: Line) -> tuple[int, int, str, int]:
    """Shortest cover first; of what lasts no longer, the one that sells more."""
    daily = line.good.pace.daily.thousandths if line.good.pace is not None else 0
    return line.cover, -daily, line.good.name, line.good.product_id


def _order(group: Group) -> tuple[bool, tuple[int, int, str, int]]:
    return group.supplier is None, _worst(group.lines[0])


def missing(supplier: Supplier | None, amount: Rupiah) -> Rupiah:
    """What an order of this amount lacks to be taken; zero when it is enough."""
    least = supplier.terms.min_order if supplier is not None else ZERO
    return max(least - amount, ZERO)


def explained(line: Line) -> str:
    """Why so much: `laku 3,4 sehari × 9 hari + minimum 24 − ada 12 − dipesan 0 = 43 → 2 dus isi 24`."""
    good = line.good
    parts = []
    if good.pace is not None:
        words = _("laku {pace} sehari × {days} hari")
        parts.append(words.format(pace=good.pace.daily, days=line.days))
    if good.min_stock:
        parts.append(_("minimum {quantity}").format(quantity=good.min_stock))
    wanted = " + ".join(parts)
    if good.target_stock is not None and good.target_stock > _level(line):
        wanted = _("sampai target {quantity}").format(quantity=good.target_stock)
    there = _("ada {quantity}").format(quantity=good.on_hand.shown)
    ordered = _("dipesan {quantity}").format(quantity=good.ordered)
    told = f"{wanted or '0'} − {there} − {ordered} = {line.need} → {in_units(line.units, good)}"
    if line.limited and good.keeps_days is not None:
        words = _("tahan {days} hari: paling banyak {most}")
        told = f"{told} ({words.format(days=good.keeps_days, most=line.most)})"
    return told


def _level(line: Line) -> Quantity:
    daily = line.good.pace.daily.thousandths if line.good.pace is not None else 0
    return Quantity(daily * line.days + line.good.min_stock.thousandths)


def in_units(units: int, good: Candidate) -> str:
    """`2 dus isi 24`, or `43 pcs` of what is ordered piece by piece."""
    named = f"{units} {good.source.unit.lower()}"
    if good.source.factor.thousandths == THOUSAND:
        return named
    return _("{units} isi {factor}").format(units=named, factor=good.source.factor)


def brief(line: Line) -> str:
    """Stock and pace in few words: `ada 12 · laku 3,4 sehari`."""
    there = _("ada {quantity}").format(quantity=line.good.on_hand.shown)
    if line.good.pace is None:
        return there
    return f"{there} · " + _("laku {pace} sehari").format(pace=line.good.pace.daily)


def cover_words(line: Line) -> str:
    """How long what is there lasts, for people: `habis`, `cukup 2 hari`."""
    if line.good.on_hand < NOTHING:
        return _("minus {quantity}").format(quantity=abs(line.good.on_hand))
    if not line.good.on_hand:
        return _("habis")
    if line.cover == FOREVER:
        return _("di bawah minimum")
    days = line.cover // THOUSAND
    return _("cukup {days} hari").format(days=days) if days else _("habis hari ini")
