"""What a unit costs: one pure function that till, labels, imports and reports all call.

Of all prices that hold on the day, in the branch, for the customer's class and for so much
in the cart, the best wins; nothing is added up.  A branch's own price stands in the place of
the general one of the same rule, class and least quantity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inventory.goods import Good, PriceLine, PriceRule, Unit
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, half_up
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.text import _, short_date

#: So many base units more are soon taken, whatever is there.
A_FEW = Quantity.of(5)
#: Of two equal prices the plainer one is named.
PLAINNESS = {PriceRule.RETAIL: 0, PriceRule.CLASS: 1, PriceRule.TIER: 2}


@dataclass(frozen=True, slots=True)
class PriceDecision:
    """What one unit costs and why; `list_price` is what it costs anybody who buys one."""

    unit_price: Rupiah
    list_price: Rupiah
    rule: PriceRule
    #: In shop words, e.g. "grosir mulai 12 pcs".
    reason: str
    #: From so much on, in base units.
    min_quantity: Quantity


@dataclass(frozen=True, slots=True)
class Hint:
    """What is one step away: `missing` base units more, and each `unit_id` costs `unit_price`.

    `saving` is on all that is then taken in that unit, against the same at today's price.
    """

    missing: Quantity
    unit_id: int
    unit_price: Rupiah
    rule: PriceRule
    saving: Rupiah
    text: str


def price(
    unit: Unit, base_quantity_in_cart: Quantity, price_class: str | None, branch_id: int, day: date
) -> PriceDecision:
    """The price of one unit with so much of its good in the cart, over all lines.

    Raises Refused (rule `no-price`) when no price holds.
    """
    offered = list(_holding(unit, price_class, branch_id, day))
    reached = [line for line in offered if line.min_quantity <= base_quantity_in_cart]
    if not reached:
        raise Refused(
            _("Satuan {unit} belum punya harga.").format(unit=unit.name),
            remedy=_("Isi harganya di Produk."),
            rule="no-price",
        )
    best = min(reached, key=_rank)
    plain = [line.price for line in offered if line.rule is PriceRule.RETAIL and not line.min_quantity]
    return PriceDecision(best.price, min(plain, default=best.price), best.rule, _reason(best, unit), best.min_quantity)


def _holding(unit: Unit, price_class: str | None, branch_id: int, day: date) -> Iterator[PriceLine]:
    """The unit's prices for this customer, branch and day, whatever the quantity."""
    ours = [line for line in unit.prices if _holds(line, price_class, branch_id, day)]
    own = {_stand(line) for line in ours if line.branch_id is not None}
    return (line for line in ours if line.branch_id is not None or _stand(line) not in own)


def _holds(line: PriceLine, price_class: str | None, branch_id: int, day: date) -> bool:
    return (
        line.branch_id in (None, branch_id)
        and line.price_class in ("", price_class)
        and (line.valid_from is None or line.valid_from <= day)
        and (line.valid_until is None or day <= line.valid_until)
    )


def _stand(line: PriceLine) -> tuple[PriceRule, str, Quantity]:
    return (line.rule, line.price_class, line.min_quantity)


def _rank(line: PriceLine) -> tuple[int, int, int, str, str]:
    until = line.valid_until.isoformat() if line.valid_until else ""
    return (line.price.amount, PLAINNESS[line.rule], line.min_quantity.thousandths, line.price_class, until)


def _reason(line: PriceLine, unit: Unit) -> str:
    words = {
        PriceRule.RETAIL: _("harga eceran"),
        PriceRule.TIER: _("grosir"),
        PriceRule.CLASS: _("harga {price_class}").format(price_class=line.price_class or _("khusus")),
    }[line.rule]
    if line.min_quantity:
        least = counted(line.min_quantity, unit)
        words = _("{price} mulai {quantity}").format(price=words, quantity=least)
    if line.rule is PriceRule.TIER and line.price_class:
        words = _("{price} untuk {price_class}").format(price=words, price_class=line.price_class)
    if line.valid_until is not None:
        words = _("{price} s.d. {day}").format(price=words, day=short_date(line.valid_until))
    return words


def counted(base: Quantity, unit: Unit) -> str:
    """Base units said in a unit: 12 pcs, 1 lusin; never less than they are."""
    in_units = Quantity(-(-base.thousandths * THOUSAND // unit.factor.thousandths))
    return f"{in_units} {unit.name.lower()}"


def one_step_away(
    good: Good, unit: Unit, base_quantity: Quantity, price_class: str | None, branch_id: int, day: date
) -> Hint | None:
    """The step that makes the good cheaper and that saves most, or None: more of it, or a larger unit.

    A step is offered only where a customer may well take it: for as much again as she has at
    most, or for a few pieces; where what is there already makes a larger unit, for a few only.
    Taking it gives just that price.
    """
    hints = _hints(good, unit, base_quantity, price_class, branch_id, day)
    if not all(hint.missing for hint in hints):
        hints = [hint for hint in hints if hint.missing <= A_FEW]
    return _most_saving(hints)


def made_up(
    good: Good, unit: Unit, base_quantity: Quantity, price_class: str | None, branch_id: int, day: date
) -> Hint | None:
    """The larger unit that what is there already makes, where that is cheaper: twelve pieces are a dozen."""
    hints = _hints(good, unit, base_quantity, price_class, branch_id, day)
    return _most_saving([hint for hint in hints if not hint.missing and hint.unit_id != unit.id])


def _most_saving(hints: list[Hint]) -> Hint | None:
    return min(hints, key=lambda hint: (-hint.saving, hint.missing, hint.unit_id), default=None)


def _hints(
    good: Good, unit: Unit, base_quantity: Quantity, price_class: str | None, branch_id: int, day: date
) -> list[Hint]:
    """Every realistic step that makes the good cheaper."""
    if base_quantity <= NOTHING:
        return []
    try:
        now = price(unit, base_quantity, price_class, branch_id, day)
    except Refused:
        return []
    steps = [(unit, reach) for reach in _tiers_ahead(unit, base_quantity, price_class, branch_id, day)]
    steps += [step for larger in good.units if larger.factor > unit.factor for step in _larger(larger, base_quantity)]
    hints = []
    for taken, reach in steps:
        in_cart = max(reach, base_quantity)
        if not _realistic(in_cart - base_quantity, base_quantity, taken.id == unit.id):
            continue
        try:
            then = price(taken, in_cart, price_class, branch_id, day)
        except Refused:
            continue
        saving = _amount(reach, unit, now.unit_price) - _amount(reach, taken, then.unit_price)
        if saving > ZERO:
            hints.append(_hint(unit, taken, in_cart - base_quantity, reach, then, saving))
    return hints


def _realistic(missing: Quantity, base_quantity: Quantity, same_unit: bool) -> bool:
    """Whether a customer may well take so much more.

    Who has one piece does not want a carton, so it must be half full; a few loose pieces more
    are taken for a wholesale price, where the good is counted in pieces.
    """
    return missing <= base_quantity or (same_unit and base_quantity.whole and missing <= A_FEW)


def _tiers_ahead(
    unit: Unit, base_quantity: Quantity, price_class: str | None, branch_id: int, day: date
) -> Iterator[Quantity]:
    """The quantities at which a next price of the unit is reached, in whole units where it is sold whole."""
    whole = base_quantity.thousandths % unit.factor.thousandths == 0
    for line in _holding(unit, price_class, branch_id, day):
        if line.min_quantity > base_quantity:
            yield _whole_units(line.min_quantity, unit) if whole else line.min_quantity


def _larger(larger: Unit, base_quantity: Quantity) -> Iterator[tuple[Unit, Quantity]]:
    """So much taken as a larger unit: the part of the cart that fills some, or all of it filled up."""
    filled_up = _whole_units(base_quantity, larger)
    yield larger, filled_up
    if NOTHING < filled_up - larger.factor < base_quantity < filled_up:
        yield larger, filled_up - larger.factor


def _whole_units(base: Quantity, unit: Unit) -> Quantity:
    """The least whole number of units that holds so much, in base units."""
    return Quantity(-(-base.thousandths // unit.factor.thousandths) * unit.factor.thousandths)


def _amount(base: Quantity, unit: Unit, unit_price: Rupiah) -> Rupiah:
    return Rupiah(half_up(base.thousandths * unit_price.amount, unit.factor.thousandths))


def _hint(unit: Unit, taken: Unit, missing: Quantity, reach: Quantity, then: PriceDecision, saving: Rupiah) -> Hint:
    if taken.id == unit.id:
        goal = {PriceRule.TIER: _("harga grosir"), PriceRule.CLASS: then.reason, PriceRule.RETAIL: then.reason}[
            then.rule
        ]
    else:
        goal = counted(reach, taken)
    words = _("tambah {missing} → {goal}, hemat {saving}") if missing else _("ambil {goal}, hemat {saving}")
    text = words.format(missing=counted(missing, unit), goal=goal, saving=saving)
    return Hint(missing, taken.id, then.unit_price, then.rule, saving, text)
