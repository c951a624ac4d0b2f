"""Figures of the papers for manager and board: a day, week, month or year of a branch as one value.

Each figure comes from the one function that screens and reports ask too (`pos.sums`,
`pos.drawer_days`, `koperasi.account_queries` …), so no total differs between two papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from inventory import purchase_sums
from inventory.products import Product
from inventory.purchase_sums import BoughtFrom
from koperasi import account_queries, parties
from koperasi.account_queries import Days as BookDays
from koperasi.account_queries import Moved
from koperasi.branches import Branch
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Kind
from koperasi.ledger import Account, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.text import _, short_date
from pos import (
    drawer_days,
    drawer_payments,
    happenings,
    paper_results,
    shift_queries,
    spans,
    stock_warnings,
    sums,
    totals,
)
from pos.drawer_days import DrawerDay, Numbered, Sealed
from pos.drawer_payments import Paid
from pos.happenings import Counted, Happening, Often, What
from pos.paper_results import Result
from pos.shift_queries import Answer
from pos.spans import Days, Span
from pos.stock_warnings import Warnings
from pos.sums import Named, Sums, Usual
from pos.tenders import TenderKind
from pos.totals import Topic, Total

#: Topics that a paper adds up; the others are read where they are told.
_TOPICS = (Topic.HOUR, Topic.CATEGORY, Topic.TENDER, Topic.MAKER, Topic.REMOVED, Topic.CASHIER)


@dataclass(frozen=True, slots=True)
class Compared:
    """Other days beside these: what they brought, and what these brought in comparison (basis points, None of nothing).

    `than` is what it is compared with: the sum in `now` is these days' (or their month's) own.
    """

    words: str
    net: Rupiah
    sales: int
    now: Rupiah | None = None

    @property
    def growth(self) -> int | None:
        return None if self.now is None else sums.growth(self.now, self.net)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Money in no drawer: expected at the closes, seen in the app, and what of it nobody looked for."""

    kind: TenderKind
    times: int
    expected: Rupiah
    seen: Rupiah
    unseen: Rupiah

    @property
    def difference(self) -> Rupiah:
        return self.seen - (self.expected - self.unseen)


@dataclass(frozen=True, slots=True)
class Made:
    """Goods of one maker that were sold: for how much, and what of it is hers and the shop's."""

    name: str
    net: Rupiah
    share: Rupiah
    commission: Rupiah


@dataclass(frozen=True, slots=True)
class Best:
    """A good that sold well."""

    name: str
    unit: str
    quantity: Quantity
    net: Rupiah
    consigned: bool


@dataclass(frozen=True, slots=True)
class Money:
    """What the books say at the end of the days: `owed` to so many makers, `paid` to them in the days."""

    owed: Rupiah
    owed_to: int
    paid: Rupiah
    over_short: Rupiah
    expenses: tuple[tuple[str, Rupiah], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a paper of these days says."""

    branch: Branch
    days: Days
    sums: Sums
    tenders: tuple[Named, ...]
    categories: tuple[Named, ...]
    cashiers: tuple[Named, ...]
    usual: Usual
    #: What each part of the days brought (an hour, a day, a month by its first) and what is usual there.
    parts: tuple[tuple[date | int, Rupiah, Rupiah | None], ...]
    compared: tuple[Compared, ...]
    promotions: Rupiah
    happened: tuple[Happening, ...]
    counted: tuple[Counted, ...]
    drawers: tuple[DrawerDay, ...]
    answers: tuple[Answer, ...]
    elsewhere: tuple[Elsewhere, ...]
    makers: tuple[Made, ...]
    bought: tuple[BoughtFrom, ...]
    paid_out: tuple[Paid, ...]
    best: tuple[Best, ...]
    buyers: int
    money: Money
    warnings: Warnings | None
    numbered: tuple[Numbered, ...]
    sealed: Sealed | None
    #: What the books say; of a month or a year.
    result: Result | None

    @property
    def often(self) -> tuple[Often, ...]:
        """How often each thing happened that is looked at; of lines taken out those of called-off carts too."""
        alone = {each.what: each for each in happenings.often(self.happened)}
        told = []
        for what in What:
            here = [each for each in self.counted if each.what is what]
            if what is What.REMOVED and self.sums.removed:
                told.append(Often(what, self.sums.removed, self.sums.removed_net))
            elif here:
                told.append(Often(what, sum(each.count for each in here), total(each.amount for each in here)))
            elif what in alone and what is not What.REMOVED:
                told.append(alone[what])
        return tuple(told)


def read(connection: Connection, branch: Branch, days: Days, today: date) -> Figures:
    """Everything that a paper of these days says, as the books stand now."""
    first, last = days.first, days.until
    period = Period(branch, first, last)
    daily = days.span is Span.DAY
    added = sums.read(connection, branch, first, last, *_TOPICS)
    before = _before(connection, branch, days)
    return Figures(
        branch,
        days,
        added,
        sums.tenders(added),
        sums.categories(connection, added),
        sums.cashiers(connection, added),
        sums.usual_of(before, first) if daily else Usual(0),
        _parts(connection, branch, days, added, before),
        _compared(connection, branch, days, added, before),
        happenings.discount_by_promotions(connection, branch, first, last),
        happenings.of_days(connection, branch, first, last) if daily else (),
        happenings.counted(connection, branch, first, last),
        drawer_days.of_days(connection, branch, first, last) if daily else (),
        tuple(shift_queries.answers(connection, period)),
        _elsewhere(connection, period),
        _makers(connection, added),
        tuple(purchase_sums.by_supplier(connection, period)),
        drawer_payments.of_days(connection, branch, first, last) if daily else (),
        _best(connection, branch, first, last),
        _buyers(connection, branch, first, last),
        _money(connection, branch, first, last),
        _warnings(connection, branch, days, today),
        drawer_days.numbered(connection, branch, first, last),
        drawer_days.sealed(connection, branch, first, last),
        _result(connection, period, added, days.span),
    )


def _warnings(connection: Connection, branch: Branch, days: Days, today: date) -> Warnings | None:
    """Of the shelves as they are now: of days long past, and of long times, it would say nothing."""
    if days.span is not Span.DAY or days.until < today - timedelta(days=1):
        return None
    return stock_warnings.read(connection, branch, days.until)


def _result(connection: Connection, period: Period, added: Sums, span: Span) -> Result | None:
    if span not in (Span.MONTH, Span.YEAR):
        return None
    return paper_results.read(connection, period, added, yearly=span is Span.YEAR)


_ByDay = Mapping[date, list[Total]]


def _before(connection: Connection, branch: Branch, days: Days) -> _ByDay:
    """What came on each day before, as far back as the usual is looked for; of a year nothing."""
    if days.span is Span.YEAR:
        return {}
    first = days.first - timedelta(weeks=sums.SEARCHED_WEEKS)
    return totals.by_day(connection, branch, first, days.until, Topic.HOUR)


def _parts(
    connection: Connection, branch: Branch, days: Days, added: Sums, before: _ByDay
) -> tuple[tuple[date | int, Rupiah, Rupiah | None], ...]:
    if days.span is Span.DAY:
        return _hours(branch, added, sums.usual_of(before, days.first))
    if days.span is Span.YEAR:
        return _months(connection, branch, days)
    told: list[tuple[date | int, Rupiah, Rupiah | None]] = []
    for n in range((days.last - days.first).days + 1):
        day = days.first + timedelta(days=n)
        usual = sums.usual_of(before, day)
        told.append((day, Sums(before.get(day, [])).net(), usual.net if usual.days else None))
    return tuple(told)


def _hours(branch: Branch, added: Sums, usual: Usual) -> tuple[tuple[date | int, Rupiah, Rupiah | None], ...]:
    """From the first hour with sales, today or usually, to the last; a day begins at its cut-off hour."""
    sold = added.hours()
    there = sorted({(hour - branch.cutoff_hour) % 24 for hour in (*sold, *usual.hours)})
    if not there:
        return ()
    hours = [(step + branch.cutoff_hour) % 24 for step in range(there[0], there[-1] + 1)]
    known = usual.days > 0
    return tuple((hour, sold.get(hour, ZERO), usual.hours.get(hour, ZERO) if known else None) for hour in hours)


def _months(connection: Connection, branch: Branch, days: Days) -> tuple[tuple[date | int, Rupiah, Rupiah | None], ...]:
    """Twelve months, each beside the same of the year before."""
    year = days.first.year
    first = date(year - 1, 1, 1)
    found = totals.by_month(connection, branch, first, days.until, Topic.HOUR)
    told: list[tuple[date | int, Rupiah, Rupiah | None]] = []
    for month in range(1, 13):
        now, then = date(year, month, 1), date(year - 1, month, 1)
        last_year = Sums(found[then]).net() if then in found else None
        told.append((now, Sums(found.get(now, [])).net(), last_year))
    return tuple(told)


def _compared(connection: Connection, branch: Branch, days: Days, added: Sums, before: _ByDay) -> tuple[Compared, ...]:
    if days.span is Span.DAY:
        return _compared_day(connection, branch, days.first, added, before)
    told = [Compared(_up_to(days), added.net(), added.sales)]
    others = [spans.before(days)]
    if days.span is Span.MONTH:
        others.append(spans.a_year_before(days))
    for other in others:
        found = sums.read(connection, branch, other.first, other.until, Topic.HOUR)
        if found.sales:
            told.append(Compared(_up_to(other), found.net(), found.sales, added.net()))
    return tuple(told)


def _up_to(days: Days) -> str:
    if days.whole:
        return days.words
    return _("{days}, sampai {until}").format(days=days.words, until=short_date(days.until))


def _compared_day(
    connection: Connection, branch: Branch, day: date, added: Sums, before: _ByDay
) -> tuple[Compared, ...]:
    week_ago = day - timedelta(days=7)
    told = [Compared(_("Hari ini, {day}").format(day=short_date(day)), added.net(), added.sales)]
    last_week, usual = Sums(before.get(week_ago, [])), sums.usual_of(before, day)
    name = spans.weekday_name(day)
    if last_week.sales:
        words = _("{weekday} lalu, {day}").format(weekday=name, day=short_date(week_ago))
        told.append(Compared(words, last_week.net(), last_week.sales, added.net()))
    if usual.days:
        words = _("Biasanya hari {weekday} ({count} kali terakhir)").format(weekday=name, count=usual.days)
        told.append(Compared(words, usual.net, usual.sales, added.net()))
    return (*told, *_month_so_far(connection, branch, day))


def _month_so_far(connection: Connection, branch: Branch, day: date) -> tuple[Compared, ...]:
    """The month up to a day, and the month before up to the same day."""
    month = Days(Span.MONTH, *spans.month_of(day), day)
    now = sums.read(connection, branch, month.first, day, Topic.HOUR)
    other = spans.before(month)
    then = sums.read(connection, branch, other.first, other.until, Topic.HOUR)
    words = _("{month} sampai {day}")
    told = [Compared(words.format(month=spans.month_name(day), day=short_date(day)), now.net(), now.sales)]
    if then.sales:
        named = words.format(month=spans.month_name(other.first), day=short_date(other.until))
        told.append(Compared(named, then.net(), then.sales, now.net()))
    return tuple(told)


def _elsewhere(connection: Connection, period: Period) -> tuple[Elsewhere, ...]:
    found: dict[TenderKind, list[Any]] = {}
    for each in shift_queries.elsewhere(connection, period):
        count = each.count
        kept = found.setdefault(count.kind, [0, ZERO, ZERO, ZERO])
        kept[0] += count.times
        kept[1] += count.expected
        kept[2] += count.seen or ZERO
        kept[3] += ZERO if count.seen is not None else count.expected
    return tuple(Elsewhere(kind, *found[kind]) for kind in TenderKind if kind in found)


def _makers(connection: Connection, added: Sums) -> tuple[Made, ...]:
    found = added.both(Topic.MAKER)
    columns = (Party.id, Party.title, Party.name)
    asked = select(*columns).where(Party.id.in_([int(key) for key in found]))
    names = {str(key): parties.called(title, name) for key, title, name in connection.execute(asked).all()}
    told = [
        Made(names.get(key, key), each.net, each.maker_share, each.commission - each.promotion)
        for key, each in found.items()
    ]
    return tuple(sorted(told, key=lambda each: (-each.net.amount, each.name)))


def _best(connection: Connection, branch: Branch, first: date, last: date, most: int = 10) -> tuple[Best, ...]:
    added = sums.read(connection, branch, first, last, Topic.PRODUCT).both(Topic.PRODUCT)
    largest = sorted(added.values(), key=lambda each: (-each.net.amount, each.key))[:most]
    columns = (Product.id, Product.name, Product.base_unit, Product.maker_id)
    asked = select(*columns).where(Product.id.in_([int(each.key) for each in largest]))
    goods = {str(row[0]): row for row in connection.execute(asked).all()}
    return tuple(
        Best(goods[each.key][1], goods[each.key][2], each.quantity, each.net, goods[each.key][3] is not None)
        for each in largest
        if each.key in goods and each.net > ZERO
    )


def _buyers(connection: Connection, branch: Branch, first: date, last: date) -> int:
    """How many members bought something."""
    found = totals.of_days(connection, branch, first, last, Topic.MEMBER)
    return len({each.key for each in found if each.count})


def _money(connection: Connection, branch: Branch, first: date, last: date) -> Money:
    hers = account_queries.of_parties(connection, ACCOUNT_IDS[Role.OWED_TO_MAKERS], BookDays(branch.id, None, last))
    owed = [-each.amount for each in hers.values() if each.amount < ZERO]
    kinds = account_queries.of_kinds(connection, BookDays(branch.id, first, last))
    paid = kinds.get((ACCOUNT_IDS[Role.OWED_TO_MAKERS], Kind.PAYOUT.value), Moved())
    moved = account_queries.of_accounts(connection, BookDays(branch.id, first, last))
    over_short = moved.get(ACCOUNT_IDS[Role.OVER_SHORT], Moved())
    return Money(total(owed), len(owed), paid.amount, -over_short.amount, _expenses(connection, moved))


def _expenses(connection: Connection, moved: Mapping[int, Moved]) -> tuple[tuple[str, Rupiah], ...]:
    """What was spent, by the name of the account, the most first."""
    found: Sequence[Any] = connection.execute(
        select(Account.id, Account.name).where(Account.role == Role.EXPENSES, Account.id.in_(moved))
    ).all()
    told = [(name, moved[key].amount) for key, name in found if moved[key].amount]
    return tuple(sorted(told, key=lambda each: (-each[1].amount, each[0])))
