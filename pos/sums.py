"""Sums over days as papers and screens tell them: one function for each figure, so no two papers differ.

    sums.read(connection, branch, first, last)      everything that was sold in the days
    sums.categories(connection, sums) …             the same by name, the largest first
    sums.usual(connection, branch, day)             what such a weekday usually brings, hour by hour

All of it comes from `pos.totals`: kept totals of closed shifts and raw lines of open ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection, select

from inventory.products import Category
from koperasi.branches import Branch
from koperasi.money import ZERO, Rupiah, half_up, total
from koperasi.text import _
from koperasi.users import User
from pos import totals
from pos.tenders import NAMES, TenderKind
from pos.totals import Topic, Total

#: What is usual is the middle of so many same weekdays that were open, looked for in so many weeks.
USUAL_DAYS, SEARCHED_WEEKS = 8, 16


@dataclass(frozen=True, slots=True)
class Sums:
    """Sales, added up."""

    by: list[Total]

    def of(self, topic: Topic) -> list[Total]:
        return [each for each in self.by if each.topic is topic]

    def net(self, members: bool | None = None) -> Rupiah:
        """What was sold, to members (True), to others (False) or to all."""
        return total(each.net for each in self._sold(members))

    def count(self, members: bool | None = None) -> int:
        """How many sales there were."""
        return sum(each.count for each in self._sold(members))

    def _sold(self, members: bool | None) -> list[Total]:
        return [each for each in self.of(Topic.HOUR) if members is None or each.members is members]

    @property
    def sales(self) -> int:
        return self.count()

    @property
    def gross(self) -> Rupiah:
        return total(each.gross for each in self.of(Topic.HOUR))

    @property
    def discount(self) -> Rupiah:
        return total(each.discount for each in self.of(Topic.HOUR))

    @property
    def rounding(self) -> Rupiah:
        return total(each.rounding for each in self.of(Topic.HOUR))

    @property
    def cost(self) -> Rupiah:
        return total(each.cost for each in self.of(Topic.HOUR))

    @property
    def maker_share(self) -> Rupiah:
        """What makers earned by their goods that were sold."""
        return total(each.maker_share for each in self.of(Topic.MAKER))

    @property
    def commission(self) -> Rupiah:
        """What the shop earned with makers' goods, less what it gave beyond."""
        return total(each.commission - each.promotion for each in self.of(Topic.MAKER))

    @property
    def consigned(self) -> Rupiah:
        """What makers' goods were sold for."""
        return total(each.net for each in self.of(Topic.MAKER))

    @property
    def margin(self) -> Rupiah:
        """What is left of the sales for the shop: less PPN, what the goods cost it and what makers earned."""
        return total(_margin(each) for each in self.of(Topic.CATEGORY))

    @property
    def tax(self) -> Rupiah:
        """The PPN in what was sold."""
        return total(each.tax for each in self.of(Topic.CATEGORY))

    @property
    def basket(self) -> Rupiah:
        """What one sale comes to on average, half up; nothing without sales."""
        return Rupiah(half_up(self.net().amount, self.sales)) if self.sales else ZERO

    @property
    def removed(self) -> int:
        return sum(each.count for each in self.of(Topic.REMOVED))

    @property
    def removed_net(self) -> Rupiah:
        return total(each.net for each in self.of(Topic.REMOVED))

    def both(self, topic: Topic) -> dict[str, Total]:
        """Key → members' and others' together."""
        together = totals.merged(replace(each, members=False) for each in self.of(topic))
        return {each.key: each for each in together}

    def hours(self) -> dict[int, Rupiah]:
        """Hour of the day → what was sold in it."""
        return {int(key): each.net for key, each in sorted(self.both(Topic.HOUR).items())}


@dataclass(frozen=True, slots=True)
class Named:
    """A sum by its name: how often, how much, and what of it was left for the shop."""

    key: str
    name: str
    count: int
    net: Rupiah
    margin: Rupiah = ZERO


def read(connection: Connection, branch: Branch, first: date, last: date, *topics: Topic) -> Sums:
    """What was sold in the days; of every topic when none is named."""
    return Sums(totals.of_days(connection, branch, first, last, *topics))


def tenders(sums: Sums) -> tuple[Named, ...]:
    """How it was paid, in the order the till offers it."""
    found = sums.both(Topic.TENDER)
    return tuple(
        Named(kind.value, _(NAMES[kind]), found[kind.value].count, found[kind.value].net)
        for kind in TenderKind
        if kind.value in found
    )


def categories(connection: Connection, sums: Sums) -> tuple[Named, ...]:
    """By category, what sold most first; goods without one are named so."""
    found = sums.both(Topic.CATEGORY)
    names = _names(connection, found, Category.id, Category.name)
    named = (
        Named(key, names.get(key) or _("Tanpa kategori"), each.count, each.net, _margin(each))
        for key, each in found.items()
    )
    return _largest_first(named)


def cashiers(connection: Connection, sums: Sums) -> tuple[Named, ...]:
    """By who sold it, the most first; what was left of it is not told."""
    found = sums.both(Topic.CASHIER)
    names = _names(connection, found, User.id, User.name)
    return _largest_first(Named(key, names.get(key, key), each.count, each.net) for key, each in found.items())


def _margin(each: Total) -> Rupiah:
    return each.net - each.tax - each.cost - each.maker_share


def _largest_first(named: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(named, key=lambda each: (-each.net.amount, each.name, each.key)))


def _names(connection: Connection, found: Mapping[str, Total], key: object, name: object) -> dict[str, str]:
    ids = [int(each) for each in found if each]
    if not ids:
        return {}
    asked = select(key, name).where(key.in_(ids))  # type: ignore[call-overload, attr-defined]
    return {str(row[0]): row[1] for row in connection.execute(asked)}


@dataclass(frozen=True, slots=True)
class Usual:
    """What such a weekday usually brings: the middle of so many of them that were open, each hour by itself."""

    days: int
    net: Rupiah = ZERO
    sales: int = 0
    hours: Mapping[int, Rupiah] = field(default_factory=dict)


def usual(connection: Connection, branch: Branch, day: date) -> Usual:
    """What the last such weekdays before a day brought, those that had sales."""
    return usual_of(_days_before(connection, branch, day), day)


def _days_before(connection: Connection, branch: Branch, day: date) -> dict[date, list[Total]]:
    first = day - timedelta(weeks=SEARCHED_WEEKS)
    return totals.by_day(connection, branch, first, day - timedelta(days=1), Topic.HOUR)


def usual_of(by_day: Mapping[date, list[Total]], day: date) -> Usual:
    """The same out of days that were read already."""
    known = alike(by_day, day)
    if not known:
        return Usual(0)
    sold = [each.hours() for each in known]
    there = sorted({hour for each in sold for hour in each})
    return Usual(
        len(known),
        Rupiah(middle([each.net().amount for each in known])),
        middle([each.sales for each in known]),
        {hour: Rupiah(middle([each.get(hour, ZERO).amount for each in sold])) for hour in there},
    )


def alike(by_day: Mapping[date, list[Total]], day: date) -> list[Sums]:
    """The last such weekdays before a day on which anything was sold, the newest first."""
    earliest = day - timedelta(weeks=SEARCHED_WEEKS)
    found = [Sums(by_day[when]) for when in sorted(by_day, reverse=True) if _alike(when, day, earliest)]
    return [each for each in found if any(one.count for one in each.by)][:USUAL_DAYS]


def _alike(when: date, day: date, earliest: date) -> bool:
    return earliest <= when < day and when.weekday() == day.weekday()


def middle(amounts: Sequence[int]) -> int:
    """The middle of some amounts (at least one), of an even number the half of the two in the middle."""
    ordered, half = sorted(amounts), len(amounts) // 2
    return ordered[half] if len(ordered) % 2 else half_up(ordered[half - 1] + ordered[half], 2)


def share(part: Rupiah, whole: Rupiah) -> int:
    """A part of a whole in basis points, to a tenth of a per cent, half up; 0 of nothing."""
    return half_up(part.amount * 1_000, whole.amount) * 10 if whole.amount > 0 else 0


def growth(now: Rupiah, before: Rupiah) -> int | None:
    """How much more than before in basis points, to a tenth of a per cent; None where there was nothing before."""
    return half_up((now - before).amount * 1_000, before.amount) * 10 if before.amount > 0 else None
