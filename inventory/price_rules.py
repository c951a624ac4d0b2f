"""Price rules: what goods shall cost by their cost and a margin, rounded up to the shop's steps.

Pure: goods as they are now and a rule in, proposals out, each with its margin before and
after and what is to be looked at before it is applied.  A margin is of the price as the
customer pays it, with the tax in it where the shop adds one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from inventory.goods import PriceLine, PriceRule, Unit
from inventory.lots import UnitCost
from koperasi.errors import BadInput
from koperasi.money import ZERO, Rupiah, half_up
from koperasi.quantity import Quantity
from koperasi.text import N_, _

WHOLE = 10_000
#: Below 10.000 in hundreds, above in five hundreds.
USUAL_STEPS = "10000:100 *:500"
NO_COST = UnitCost()


class Basis(StrEnum):
    """What a rule reckons from."""

    #: Cost × (1 + rate): 20 % on a cost of 10.000 is 12.000.
    ON_COST = "on-cost"
    #: Cost ÷ (1 − rate): a price of which 20 % is margin, 12.500.
    ON_PRICE = "on-price"
    #: The price of now × (1 + rate), up or down.
    OF_PRICE = "of-price"


class Alarm(StrEnum):
    """What is to be looked at before a proposal is applied."""

    BELOW_COST = "below-cost"
    ABOVE_CEILING = "above-ceiling"
    TIER_NOT_CHEAPER = "tier-not-cheaper"
    PLAN_REPLACED = "plan-replaced"
    NO_COST = "no-cost"


ALARMS = {
    Alarm.BELOW_COST: N_("di bawah modal"),
    Alarm.ABOVE_CEILING: N_("di atas HET"),
    Alarm.TIER_NOT_CHEAPER: N_("grosir tidak lebih murah"),
    Alarm.PLAN_REPLACED: N_("rencana harga diganti"),
    Alarm.NO_COST: N_("modal belum diketahui"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Prices below `below` (None: any) are whole multiples of `step` rupiah."""

    below: int | None
    step: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How new prices are reckoned, from a day on (None: at once).

    With `keep_ratio` only the price of one base unit is reckoned, and what is cheaper than it
    today (wholesale, members', larger units) stays so in the same ratio; without it each unit
    is reckoned from its own cost, and wholesale and members' prices stay as they are.
    """

    basis: Basis
    rate: int
    steps: tuple[Step, ...]
    keep_ratio: bool = True
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A good with its prices of now, what it costs and what the law lets it cost."""

    product_id: int
    code: str
    name: str
    units: tuple[Unit, ...]
    #: Unknown for members' goods: their cost is the maker's share.
    cost: UnitCost = NO_COST
    consigned: bool = False
    #: The ceiling (HET) of one base unit.
    ceiling: Rupiah | None = None

    def cost_of(self, factor: Quantity) -> Rupiah | None:
        """What a unit of so many base units cost last, half up; None where nobody knows."""
        return self.cost.of(factor) if self.cost.quantity and self.cost.value else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new price of one unit, beside what it is now."""

    product_id: int
    code: str
    name: str
    unit_id: int
    unit: str
    factor: Quantity
    #: The line as it shall be, its price the new one.
    line: PriceLine
    old: Rupiah
    cost: Rupiah | None
    ceiling: Rupiah | None
    alarms: tuple[Alarm, ...] = ()

    @property
    def new(self) -> Rupiah:
        return self.line.price

    @property
    def margin_old(self) -> int | None:
        return margin(self.old, self.cost)

    @property
    def margin_new(self) -> int | None:
        return margin(self.new, self.cost)

    @property
    def about(self) -> str:
        """Whom the price is for, "" for everybody."""
        return about(self.line)


def about(line: PriceLine) -> str:
    """Whom a price is for, and from which quantity on, in shop words; "" for the plain price."""
    if line.rule is PriceRule.TIER:
        return _("grosir ≥ {quantity}").format(quantity=line.min_quantity)
    if line.rule is PriceRule.CLASS:
        whom = line.price_class or _("anggota")
        return _("{whom} ≥ {quantity}").format(whom=whom, quantity=line.min_quantity) if line.min_quantity else whom
    return _("mulai {quantity}").format(quantity=line.min_quantity) if line.min_quantity else ""


def steps(text: str) -> tuple[Step, ...]:
    """Steps as a setting writes them: `10000:100 *:500`.  Raises BadInput for what is none."""
    found: list[Step] = []
    for word in text.split():
        below, _mark, step = word.partition(":")
        if not step.isdigit() or not int(step) or not (below == "*" or below.isdigit()):
            raise BadInput(
                _("Langkah harga {text} tidak cocok.").format(text=text),
                remedy=_("Contoh: {text}").format(text=USUAL_STEPS),
            )
        found.append(Step(None if below == "*" else int(below), int(step)))
    if not found or found[-1].below is not None or any(each.below is None for each in found[:-1]):
        raise BadInput(
            _("Langkah harga {text} tidak cocok.").format(text=text),
            remedy=_("Contoh: {text}").format(text=USUAL_STEPS),
        )
    return tuple(found)


def rounded_up(numerator: int, denominator: int, steps: Sequence[Step]) -> Rupiah:
    """The least price on the shop's steps that is not below an exact amount (a fraction of rupiah)."""
    for each in steps:
        price = -(-numerator // (denominator * each.step)) * each.step
        if each.below is None or price < each.below:
            return Rupiah(price)
        if numerator <= each.below * denominator:
            # What rounds up to the border itself has reached it.
            return Rupiah(each.below)
    return Rupiah(-(-numerator // denominator))


def margin(price: Rupiah, cost: Rupiah | None) -> int | None:
    """The margin of a price in basis points of the price, half up; None where there is none to tell."""
    return half_up((price.amount - cost.amount) * WHOLE, price.amount) if cost is not None and price > ZERO else None


def markup(price: Rupiah, cost: Rupiah | None) -> int | None:
    """The same in basis points of the cost."""
    return half_up((price.amount - cost.amount) * WHOLE, cost.amount) if cost is not None and cost > ZERO else None


def propose(goods: Iterable[Priced], rule: Rule, branch_id: int, day: date) -> list[Proposal]:
    """New prices of goods by a rule, those that change, in the goods' order.

    What has neither cost nor price to reckon from is left out.  Raises BadInput for a rate
    that leaves no price.
    """
    if rule.rate <= -WHOLE or (rule.basis is Basis.ON_PRICE and rule.rate >= WHOLE):
        raise BadInput(
            _("Persennya tidak masuk akal."), remedy=_("Margin dari harga jual di bawah 100%."), field="rate"
        )
    found: list[Proposal] = []
    for good in goods:
        found += _of_good(good, rule, branch_id, rule.valid_from or day)
    return found


def _of_good(good: Priced, rule: Rule, branch_id: int, day: date) -> list[Proposal]:
    there = [(unit, line) for unit in good.units for line in usual(unit, branch_id, day)]
    plain = [(unit, line) for unit, line in there if _plain(line)]
    wanted: list[tuple[Unit, PriceLine, Rupiah]] = []
    if rule.keep_ratio and plain:
        unit, line = plain[0]
        new = _reckoned(good, unit, line, rule)
        if new is not None and line.price > ZERO:
            wanted = [
                (each, old, _in_ratio(old.price, line.price, new, rule)) for each, old in there if old is not line
            ]
            wanted.insert(0, (unit, line, new))
    elif not rule.keep_ratio:
        reckoned = [(unit, line, _reckoned(good, unit, line, rule)) for unit, line in plain]
        wanted = [(unit, line, new) for unit, line, new in reckoned if new is not None]
    cheaper: dict[int, list[Rupiah]] = {}
    for unit, line in there:
        new = next((new for each, old, new in wanted if each is unit and old is line), line.price)
        if not _plain(line):
            cheaper.setdefault(unit.id, []).append(new)
    return [
        proposal(good, unit, line, new, rule.valid_from, cheaper.get(unit.id, ()))
        for unit, line, new in wanted
        if new != line.price
    ]


def _reckoned(good: Priced, unit: Unit, line: PriceLine, rule: Rule) -> Rupiah | None:
    if rule.basis is Basis.OF_PRICE:
        return rounded_up(line.price.amount * (WHOLE + rule.rate), WHOLE, rule.steps)
    if good.consigned or not good.cost_of(unit.factor):
        return None
    exact, whole = good.cost.value.amount * unit.factor.thousandths, good.cost.quantity.thousandths
    if rule.basis is Basis.ON_COST:
        return rounded_up(exact * (WHOLE + rule.rate), whole * WHOLE, rule.steps)
    return rounded_up(exact * WHOLE, whole * (WHOLE - rule.rate), rule.steps)


def _in_ratio(old: Rupiah, base_old: Rupiah, base_new: Rupiah, rule: Rule) -> Rupiah:
    return rounded_up(old.amount * base_new.amount, base_old.amount, rule.steps)


def _plain(line: PriceLine) -> bool:
    return line.rule is PriceRule.RETAIL and not line.min_quantity and not line.price_class


def usual(unit: Unit, branch_id: int, day: date) -> list[PriceLine]:
    """The lines of a unit that hold on a day without an end in sight, the plain one first.

    A line that ends as a planned one begins counts too; a branch's own stands for the general one.
    """
    begins = {line.valid_from.toordinal() - 1 for line in unit.prices if line.valid_from and line.valid_until is None}
    holding = [
        line
        for line in unit.prices
        if line.branch_id in (None, branch_id)
        and (line.valid_from is None or line.valid_from <= day)
        and (line.valid_until is None or (line.valid_until >= day and line.valid_until.toordinal() in begins))
    ]
    own = {_same(line) for line in holding if line.branch_id is not None}
    kept = [line for line in holding if line.branch_id is not None or _same(line) not in own]
    return sorted(kept, key=lambda line: (not _plain(line), line.rule, line.price_class, line.min_quantity))


def _same(line: PriceLine) -> tuple[PriceRule, str, Quantity]:
    return line.rule, line.price_class, line.min_quantity


def proposal(
    good: Priced,
    unit: Unit,
    line: PriceLine,
    new: Rupiah,
    valid_from: date | None,
    cheaper: Sequence[Rupiah] | None = None,
) -> Proposal:
    """A new price for a line that holds now, with what is to be looked at.

    `cheaper` is what wholesale and members' prices of the unit are then; as now without it.
    """
    ceiling = None if good.ceiling is None else unit.factor.at(good.ceiling)
    made = replace(line, price=new, valid_from=valid_from, valid_until=None)
    what = (good.product_id, good.code, good.name, unit.id, unit.name, unit.factor)
    cost = None if good.consigned else good.cost_of(unit.factor)
    found = Proposal(*what, made, line.price, cost, ceiling)
    if cheaper is None:
        cheaper = [each.price for each in unit.prices if not _plain(each) and each.valid_until is None]
    return replace(found, alarms=tuple(_alarms(found, good, unit, cheaper)))


def _alarms(made: Proposal, good: Priced, unit: Unit, cheaper: Sequence[Rupiah]) -> Iterable[Alarm]:
    if made.cost is None and not good.consigned:
        yield Alarm.NO_COST
    if made.cost is not None and made.new < made.cost:
        yield Alarm.BELOW_COST
    if made.ceiling is not None and made.new > made.ceiling:
        yield Alarm.ABOVE_CEILING
    if _plain(made.line) and made.new > ZERO and any(each >= made.new for each in cheaper):
        yield Alarm.TIER_NOT_CHEAPER
    if any(_planned_after(each, made.line) for each in unit.prices):
        yield Alarm.PLAN_REPLACED


def _planned_after(there: PriceLine, made: PriceLine) -> bool:
    """Whether a line is a plan for later that the new one puts aside."""
    same = _same(there) == _same(made) and there.branch_id == made.branch_id and there.valid_until is None
    return same and there.valid_from is not None and (made.valid_from is None or there.valid_from >= made.valid_from)


def asks(proposed: Sequence[Proposal]) -> bool:
    """Whether something is below its cost, which must be said before it is applied."""
    return any(Alarm.BELOW_COST in each.alarms for each in proposed)
