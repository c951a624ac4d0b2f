"""A shelf reckoned beside the shop, from what was told to it alone: goods in, goods out, day by day.

It is written from the rules in words (first-expired, first-in, the last piece takes what is
left, what is not there goes below zero at the last known cost, the next receipt fills it) and
shares no line with the program.  One location, the shop's own goods; whole rupiah, and
quantities as whole thousandths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

NEVER = date.max


def half_up(numerator: int, denominator: int) -> int:
    """A quotient of two positive numbers to the nearest whole, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(slots=True)
class Lot:
    """What came in together."""

    expires: date
    came: date
    turn: int
    quantity: int
    value: int

    def gives(self, quantity: int) -> int:
        """What so much of it costs; it is then gone."""
        cost = self.value if quantity == self.quantity else half_up(self.value * quantity, self.quantity)
        self.quantity -= quantity
        self.value -= cost
        return cost


@dataclass(slots=True)
class Ware:
    """One product's lots, its newest lot, and what it cost when it last came in."""

    lots: list[Lot] = field(default_factory=list)
    #: What it cost each time it came in, value for quantity; before all of them what the list says.
    costs: list[tuple[int, int]] = field(default_factory=list)

    @property
    def quantity(self) -> int:
        return sum(lot.quantity for lot in self.lots)

    @property
    def value(self) -> int:
        return sum(lot.value for lot in self.lots)

    def last_cost(self, quantity: int) -> int:
        if not self.costs:
            return 0
        value, of = self.costs[-1]
        return half_up(value * quantity, of)

    def in_turn(self, day: date) -> list[Lot]:
        """Lots that have something, those that still keep first, each first-expired and first-in."""
        there = [lot for lot in self.lots if lot.quantity > 0]
        return sorted(there, key=lambda lot: (lot.expires < day, lot.expires, lot.came, lot.turn))


@dataclass(slots=True)
class Shelf:
    """All products, and what became of the value that left or never came."""

    wares: dict[int, Ware] = field(default_factory=dict)
    cost_of_goods: int = 0
    turns: int = 0

    def ware(self, product: int) -> Ware:
        return self.wares.setdefault(product, Ware())

    def come(self, product: int, quantity: int, value: int, day: date, expires: date | None = None) -> None:
        """Goods bought: they first fill what is below zero, and the difference in cost is cost of goods."""
        ware = self.ware(product)
        self.turns += 1
        new = Lot(expires or NEVER, day, self.turns, quantity, value)
        for lot in [lot for lot in ware.lots if lot.quantity < 0]:
            part = min(-lot.quantity, new.quantity)
            if not part:
                break
            gained = -lot.value if part == -lot.quantity else half_up(-lot.value * part, -lot.quantity)
            spent = new.value if part == new.quantity else half_up(value * part, quantity)
            lot.quantity, lot.value = lot.quantity + part, lot.value + gained
            new.quantity, new.value = new.quantity - part, new.value - spent
            self.cost_of_goods += spent - gained
        ware.lots.append(new)
        ware.costs.append((value, quantity))

    def sell(self, product: int, quantity: int, day: date) -> int:
        """Goods sold: never refused; expired lots are passed over while another is known.  Returns the cost."""
        ware = self.ware(product)
        if not ware.lots:
            ware.lots.append(Lot(NEVER, day, 0, 0, 0))
        known = [lot for lot in ware.lots if lot.quantity or lot is ware.lots[-1]]
        fresh = [lot for lot in known if lot.expires >= day]
        usable = sorted(fresh or known, key=lambda lot: (lot.expires, lot.came, lot.turn))
        cost, left = 0, quantity
        for lot in usable:
            part = min(left, lot.quantity)
            if part > 0:
                cost += lot.gives(part)
                left -= part
        if left:
            below = [lot for lot in usable if lot.quantity < 0]
            last = (below or usable)[-1]
            short = ware.last_cost(left)
            last.quantity, last.value = last.quantity - left, last.value - short
            cost += short
        self.cost_of_goods += cost
        return cost

    def go(self, product: int, quantity: int, day: date) -> int:
        """Goods that go out otherwise, of what is there; returns the cost."""
        cost, left = 0, quantity
        for lot in self.ware(product).in_turn(day):
            part = min(left, lot.quantity)
            cost += lot.gives(part)
            left -= part
            if not left:
                break
        assert not left, "more went out than was there"
        return cost

    def undo(self, product: int, came: Lot, quantity: int, value: int) -> None:
        """A receipt that filled nothing is taken back: what is left at its value, the rest at what it left with."""
        self.ware(product).costs.remove((value, quantity))
        part = min(quantity, max(came.quantity, 0))
        worth = came.gives(part) if part else 0
        lost = max(value - worth, 0) if part < quantity else 0
        came.quantity, came.value = came.quantity - (quantity - part), came.value - lost
        self.cost_of_goods += worth + lost - value

    def found(self, product: int, quantity: int) -> int:
        """More than was thought: at the last known cost, into the newest lot.  Returns the value."""
        ware = self.ware(product)
        gained = ware.last_cost(quantity)
        ware.lots[-1].quantity += quantity
        ware.lots[-1].value += gained
        return gained

    def standing(self) -> dict[int, tuple[int, int]]:
        """Product → quantity and value, where there is any."""
        return {
            product: (ware.quantity, ware.value) for product, ware in self.wares.items() if ware.quantity or ware.value
        }
