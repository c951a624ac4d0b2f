"""The manager's home as one value: today against usual, what to do, cash, best sellers, weeks, members' share.

Everything is read in one snapshot from totals and balances that are kept, so that it is
there at once after years of sales.  What takes longer (an order proposal, whom to pay, which
labels changed) is a value of its own, read when the first is painted (`pos.dashboard_tasks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from koperasi import account_queries, branches, shifts
from koperasi.account_queries import Days
from koperasi.branches import Branch
from koperasi.errors import NotAllowed
from koperasi.ledger import Account, Role
from koperasi.money import ZERO, Rupiah, half_up, total
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor
from pos import check_results, dashboard_queries, dashboard_tasks, stations, sums, totals
from pos.check_results import CheckResult
from pos.dashboard_queries import Begun
from pos.dashboard_tasks import Task
from pos.sums import Sums
from pos.totals import Topic, Total

WEEKS = 8
BEST, BEST_DAYS = 5, 7


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the branch's clock: sold today, and usually; None where it is not known what is usual."""

    hour: int
    sold: Rupiah
    usual: Rupiah | None


@dataclass(frozen=True, slots=True)
class Today:
    """What was sold today, all of it and by hour; `usual` is what usually was by now, None without any such day.

    `whole` is what such a day usually brings in all.
    """

    sold: Rupiah
    sales: int
    hours: tuple[Hour, ...]
    usual: Rupiah | None
    whole: Rupiah = ZERO

    @property
    def percent(self) -> int | None:
        """How many per cent above (below zero: below) what is usual; None where nothing is to compare with."""
        if self.usual is None or self.usual <= ZERO:
            return None
        return half_up((self.sold - self.usual).amount * 100, self.usual.amount)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday, the last week up to today."""

    first: date
    last: date
    sold: Rupiah


@dataclass(frozen=True, slots=True)
class Best:
    """A good that sold well: how much in its base unit, for how much."""

    product_id: int
    name: str
    unit: str
    quantity: Quantity
    sold: Rupiah
    consigned: bool


@dataclass(frozen=True, slots=True)
class Drawer:
    """What a till's drawer must hold; between shifts what the last close left in it."""

    till: str
    amount: Rupiah
    open: bool


@dataclass(frozen=True, slots=True)
class Money:
    """Where the money is by the books.  `drawers` is None for those who count them blind."""

    drawers: tuple[Drawer, ...] | None
    safe: Rupiah
    bank: Rupiah
    qris: Rupiah
    #: Transfers and cards on their way.
    others: Rupiah
    owed_to_makers: Rupiah


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that the manager's home shows of one branch, or of all."""

    day: date
    at: datetime
    branch: str
    #: Since when each open shift is open, on the branch's clock.
    shifts: tuple[datetime, ...]
    today: Today
    weeks: tuple[Week, ...]
    members: Rupiah
    others: Rupiah
    best: tuple[Best, ...]
    money: Money
    tasks: tuple[tuple[Task, int], ...]
    backed_up: datetime | None
    checked: CheckResult | None
    #: When that was, on the branch's clock.
    checked_at: datetime | None
    begun: Begun
    #: All there are to choose from.
    branches: tuple[Branch, ...] = ()

    @property
    def members_percent(self) -> int:
        whole = (self.members + self.others).amount
        return half_up(self.members.amount * 100, whole) if whole > 0 else 0


def of_shop(shop: Shop, actor: Actor, branch_id: int) -> Dashboard:
    """The home of one branch, or of all together where none has this id.  Raises NotAllowed."""
    with shop.reading() as connection:
        known = tuple(branches.all_branches(connection))
        chosen = tuple(each for each in known if each.id == branch_id) or known
        return replace(read(shop, connection, actor, shop.clock(), chosen), branches=known)


def read(shop: Shop, connection: Connection, actor: Actor, now: datetime, of: Sequence[Branch] = ()) -> Dashboard:
    """The home of these branches (this PC's own without any) as it is now.  Raises NotAllowed."""
    if not actor.may(Permission.REPORT_READ):
        words = _("{name} tidak punya hak untuk ini.").format(name=actor.name)
        raise NotAllowed(Permission.REPORT_READ, words)
    chosen = tuple(of) or (shop.branch,)
    ids, lead = [each.id for each in chosen], chosen[0]
    day, local = lead.business_date(now), lead.local(now)
    monday = day - timedelta(days=day.weekday())
    first = min(day - timedelta(weeks=sums.SEARCHED_WEEKS), monday - timedelta(weeks=WEEKS - 1))
    sold = _by_day(connection, chosen, first, day)
    tills = dashboard_queries.tills_now(connection, ids)
    checked = check_results.last(shop)
    weeks = _weeks(sold, monday, day)
    shown = Sums([each for when, its in sold.items() if when >= weeks[0].first for each in its])
    return Dashboard(
        day,
        local,
        lead.name if len(chosen) == 1 else "",
        tuple(lead.local(each.shift.opened_at) for each in tills if each.shift is not None),
        _today(sold, day, local, lead.cutoff_hour),
        weeks,
        shown.net(True),
        shown.net(False),
        _best(connection, chosen, day),
        _money(connection, chosen, day, tills, actor),
        dashboard_tasks.now(connection, ids, day, now, actor),
        stations.last_backup(shop),
        checked,
        lead.local(checked.at) if checked is not None else None,
        dashboard_queries.begun(connection),
    )


def _by_day(connection: Connection, of: Iterable[Branch], first: date, last: date) -> dict[date, list[Total]]:
    days: dict[date, list[Total]] = {}
    for branch in of:
        for when, its in totals.by_day(connection, branch, first, last, Topic.HOUR).items():
            days.setdefault(when, []).extend(its)
    return days


def _today(sold: Mapping[date, list[Total]], day: date, local: datetime, cutoff: int) -> Today:
    """A day begins at the branch's cut-off hour: what is before it was yesterday's night."""
    mine, usual = Sums(sold.get(day, [])), sums.usual_of(sold, day)
    by_hour = mine.hours()
    there = sorted({(hour - cutoff) % 24 for hour in (*by_hour, *usual.hours)})
    hours = [(step + cutoff) % 24 for step in range(there[0], there[-1] + 1)] if there else []
    return Today(
        mine.net(),
        mine.sales,
        tuple(
            Hour(hour, by_hour.get(hour, ZERO), usual.hours.get(hour, ZERO) if usual.days else None) for hour in hours
        ),
        _usual_by_now(sums.alike(sold, day), local, cutoff),
        usual.net,
    )


def _usual_by_now(alike: Sequence[Sums], local: datetime, cutoff: int) -> Rupiah | None:
    """What such days had brought by this minute, the middle of them; of the running hour the part that is over."""
    if not alike:
        return None
    passed = [hour for hour in range(24) if (hour - cutoff) % 24 < (local.hour - cutoff) % 24]
    so_far = []
    for each in alike:
        hours = each.hours()
        running = hours.get(local.hour, ZERO).amount * local.minute // 60
        so_far.append(sum(hours.get(hour, ZERO).amount for hour in passed) + running)
    return Rupiah(sums.middle(so_far))


def _weeks(sold: Mapping[date, list[Total]], monday: date, day: date) -> tuple[Week, ...]:
    found = []
    for back in range(WEEKS - 1, -1, -1):
        first = monday - timedelta(weeks=back)
        last = min(first + timedelta(days=6), day)
        found.append(Week(first, last, total(Sums(its).net() for when, its in sold.items() if first <= when <= last)))
    return tuple(found)


def _best(connection: Connection, of: Iterable[Branch], day: date) -> tuple[Best, ...]:
    """What brought most in the last days; a return takes off what it gave back."""
    found: dict[int, tuple[int, int]] = {}
    first = day - timedelta(days=BEST_DAYS - 1)
    for branch in of:
        for key, *amounts in totals.added(connection, branch, first, day, Topic.PRODUCT, ("net", "quantity")):
            net, quantity = found.get(int(key), (0, 0))
            found[int(key)] = (net + amounts[0], quantity + amounts[1])
    ordered = sorted(found, key=lambda product: (-found[product][0], product))[:BEST]
    names = dashboard_queries.named(connection, ordered)
    return tuple(
        Best(
            each,
            names[each].name,
            names[each].unit,
            Quantity(found[each][1]),
            Rupiah(found[each][0]),
            names[each].consigned,
        )
        for each in ordered
        if found[each][0] > 0
    )


def _money(
    connection: Connection,
    of: Sequence[Branch],
    day: date,
    tills: Sequence[dashboard_queries.TillNow],
    actor: Actor,
) -> Money:
    """By the books; a drawer's own figure only for those who do not count it blind."""
    roles: dict[int, Role] = dict(connection.execute(select(Account.id, Account.role)).all())
    there: dict[Role, Rupiah] = {}
    for branch in of:
        for account, moved in account_queries.of_accounts(connection, Days(branch.id, None, day)).items():
            role = roles[account]
            there[role] = there.get(role, ZERO) + moved.amount
    drawers = [
        Drawer(
            each.name,
            each.left if each.shift is None else shifts.expected_cash(connection, each.shift),
            bool(each.shift),
        )
        for each in tills
    ]
    return Money(
        tuple(drawers) if actor.may(Permission.CASH_EXPECTED) else None,
        there.get(Role.SAFE, ZERO),
        there.get(Role.BANK, ZERO),
        there.get(Role.QRIS_CLEARING, ZERO),
        there.get(Role.TRANSFER_CLEARING, ZERO) + there.get(Role.CARD_CLEARING, ZERO),
        dashboard_queries.owed_to_makers(connection, [each.id for each in of]),
    )
