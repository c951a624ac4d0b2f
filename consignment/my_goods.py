"""My goods: all that a maker's own screen, paper and message say of her, as one frozen value.

What she brought, what was sold today and this month, what is left and how old it is, what
she is owed and when it is paid, and what became of her statements.  It holds nothing of
anybody else (domain/consignment.md 5.9); its words are in `my_goods_texts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consignment.makers import USUAL, Wishes
from consignment.payout_facts import Way
from consignment.statement_values import State
from consignment.terms import Terms
from koperasi import parties
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import PartyKind
from koperasi.quantity import NOTHING, Quantity

#: So many days on the shelf are long where her agreement does not say how long goods stay there.
LONG_HERE = 10


@dataclass(frozen=True, slots=True)
class Who:
    """The maker herself.  `number` is a member's, else the code that the shop gave her."""

    party_id: int
    name: str
    title: str
    kind: PartyKind
    number: str
    is_member: bool
    group_name: str
    village: str

    @property
    def called(self) -> str:
        """ "Bu Siti", "Pak Joko", or the whole name."""
        return parties.called(self.title, self.name)


@dataclass(frozen=True, slots=True)
class Here:
    """What is left of a product of hers: for sale, and put aside for her to fetch.

    `oldest_on` is when the oldest of it came, `expires_on` when the first of it expires.
    """

    left: Quantity = NOTHING
    aside: Quantity = NOTHING
    oldest_on: date | None = None
    expires_on: date | None = None
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class MyLine:
    """A product of hers this month: `brought` − `sold` − `given_back` − `bought` + `other` + `opening` is what is here.

    `days` is what was sold on each day of the month so far, `shares` her part of it.
    """

    product_id: int
    name: str
    unit: str
    brought: Quantity
    given_back: Quantity
    #: What became the shop's own.
    bought: Quantity
    #: Lost, thrown away or found again: below zero what is gone.
    other: Quantity
    days: tuple[Quantity, ...]
    shares: tuple[Rupiah, ...]
    here: Here = Here()

    @property
    def sold_today(self) -> Quantity:
        return self.days[-1]

    @property
    def sold(self) -> Quantity:
        """In this month; what customers brought back is taken off."""
        return _summed(self.days)

    @property
    def share(self) -> Rupiah:
        return total(self.shares)

    @property
    def opening(self) -> Quantity:
        """What was here when the month began."""
        return self.here.left + self.here.aside + self.sold + self.given_back + self.bought - self.brought - self.other

    @property
    def told(self) -> bool:
        """Whether there is anything to say of it this month."""
        moved = (self.brought, self.given_back, self.bought, self.other, self.here.left, self.here.aside)
        return any(moved) or any(self.days)


@dataclass(frozen=True, slots=True)
class Money:
    """What she is owed and when it is paid.  `owed` − `advance` is what she will get, `on_hold` a part of it.

    pay_day    the next one, None where she is paid when she asks
    free_on    from which day on nothing of today's is on hold any more
    least      nothing is paid below it
    """

    owed: Rupiah = ZERO
    on_hold: Rupiah = ZERO
    available: Rupiah = ZERO
    advance: Rupiah = ZERO
    pay_day: date | None = None
    free_on: date | None = None
    least: Rupiah = ZERO
    wishes: Wishes = USUAL

    @property
    def coming(self) -> Rupiah:
        """What she will get; below zero she owes it to the shop."""
        return self.owed - self.advance


@dataclass(frozen=True, slots=True)
class MyStatement:
    """A statement of hers; `paid_on` is when all of it was paid, None while it was not."""

    id: int
    number: str
    first: date
    last: date
    closing: Rupiah
    state: State
    sold: tuple[tuple[Quantity, str], ...] = ()
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class MyPayout:
    """What she was paid: in her hand or on her account, and all that her account went down by."""

    number: str
    day: date
    way: Way
    paid: Rupiah
    gross: Rupiah


@dataclass(frozen=True, slots=True)
class MyGoods:
    """All of it, as it stood at `at` on the clock of a branch whose business day was `today`."""

    who: Who
    shop: str
    at: datetime
    today: date
    money: Money
    lines: tuple[MyLine, ...] = ()
    statements: tuple[MyStatement, ...] = ()
    payouts: tuple[MyPayout, ...] = ()
    #: Days that goods of hers may stay on the shelf, 0 without a limit; and how near a date is told.
    shelf_days: int = 0
    warn_days: int = 7

    @property
    def first(self) -> date:
        """The first day of the month that is told."""
        return self.today.replace(day=1)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range(self.today.day))

    @property
    def one_unit(self) -> str:
        """The unit that all of her goods are counted in, "" where there are several."""
        units = {each.unit for each in self.lines}
        return units.pop() if len(units) == 1 else ""

    @property
    def share(self) -> Rupiah:
        """Her part of what was sold this month."""
        return total(each.share for each in self.lines)

    def bars(self) -> tuple[int, ...]:
        """One value a day: pieces (thousandths) where all is counted alike, else her part in rupiah; never below 0."""
        if self.one_unit or not self.lines:
            days = [sum(each.days[n].thousandths for each in self.lines) for n in range(self.today.day)]
        else:
            days = [sum(each.shares[n].amount for each in self.lines) for n in range(self.today.day)]
        return tuple(max(0, each) for each in days)

    @property
    def most(self) -> int:
        """The best day of any one product (thousandths): the one scale of all small bars."""
        return max((each.thousandths for line in self.lines for each in line.days), default=0)

    def is_long(self, line: MyLine) -> bool:
        """Whether the oldest of it stands here so long that she should know."""
        if line.here.oldest_on is None:
            return False
        longest = self.shelf_days * 3 // 4 if self.shelf_days else LONG_HERE
        return (self.today - line.here.oldest_on).days >= longest

    def is_near(self, line: MyLine) -> bool:
        """Whether the first of it expires soon."""
        until = line.here.expires_on
        return until is not None and self.today <= until <= self.today + timedelta(days=self.warn_days)

    def is_expired(self, line: MyLine) -> bool:
        return line.here.expires_on is not None and line.here.expires_on < self.today


def by_unit(counted: Iterable[tuple[Quantity, str]]) -> tuple[tuple[Quantity, str], ...]:
    """Quantities of different units apart, each unit summed, the largest sum first; nothing of none."""
    sums: dict[str, Quantity] = {}
    for quantity, unit in counted:
        sums[unit] = sums.get(unit, NOTHING) + quantity
    return tuple(sorted(((each, unit) for unit, each in sums.items() if each), key=lambda each: -each[0].thousandths))


def _summed(quantities: Iterable[Quantity]) -> Quantity:
    return Quantity(sum(each.thousandths for each in quantities))
