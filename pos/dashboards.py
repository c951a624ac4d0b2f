"""The manager's home as one value: today against usual, what to do, cash, best sellers, weeks, members' share.

Everything is read in one snapshot from totals and balances that are kept, so that it is
there at once after years of sales.  What takes longer (an order proposal, whom to pay, which
labels changed) is a value of its own, `Later`, read when the first is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, select

from consignment import payout_runs, statement_queries
from inventory import label_queries, proposal_queries, shelf_labels
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
from pos import approval_reviews, check_results, dashboard_queries, stations, totals
from pos.check_results import CheckResult
from pos.dashboard_queries import Begun
from pos.totals import Topic, Total

#: What is usual is the middle of so many same weekdays that were open, looked for in so many weeks.
USUAL_DAYS, SEARCHED_WEEKS = 8, 16
WEEKS = 8
BEST, BEST_DAYS = 5, 7
#: Lots that expire within so many days are told.
EXPIRING_DAYS = 7


class Task(StrEnum):
    """What may be to do, the most pressing first."""

    PRINT = "print"
    NEGATIVE = "negative"
    PAYOUT = "payout"
    EXPIRING = "expiring"
    ORDER = "order"
    DISPUTE = "dispute"
    APPROVAL = "approval"
    FUNDS = "funds"
    LABEL = "label"
    COUNT = "count"
    SHELF = "shelf"


#: Who may do it; what one may not do she is not told of.
RIGHTS = {
    Task.PRINT: Permission.SALE_POST,
    Task.NEGATIVE: Permission.REPORT_READ,
    Task.PAYOUT: Permission.PAYOUT_PAY,
    Task.EXPIRING: Permission.REPORT_READ,
    Task.ORDER: Permission.ORDER_MAKE,
    Task.DISPUTE: Permission.STATEMENT_ANSWER,
    Task.APPROVAL: Permission.OVERRIDE_REVIEW,
    Task.FUNDS: Permission.REPORT_READ,
    Task.LABEL: Permission.LABEL_PRINT,
    Task.COUNT: Permission.COUNT_ENTER,
    Task.SHELF: Permission.COUNT_ENTER,
}
#: Those that `later` counts.
SLOW = frozenset({Task.ORDER, Task.PAYOUT, Task.LABEL})


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the branch's clock: sold today, and usually; None where it is not known what is usual."""

    hour: int
    sold: Rupiah
    usual: Rupiah | None


@dataclass(frozen=True, slots=True)
class Today:
    """What was sold today, all of it and by hour; `usual` is what usually was by now, None without any such day."""

    sold: Rupiah
    sales: int
    hours: tuple[Hour, ...]
    usual: Rupiah | None

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


#: Day → hour → what was sold to members, to others, and how many sales that was.
_Days = dict[date, dict[int, tuple[Rupiah, Rupiah, int]]]


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
    first = min(day - timedelta(weeks=SEARCHED_WEEKS), monday - timedelta(weeks=WEEKS - 1))
    sold = _by_day(connection, chosen, first, day)
    tills = dashboard_queries.tills_now(connection, ids)
    checked = check_results.last(shop)
    weeks = _weeks(sold, monday, day)
    parts = [part for when, hours in sold.items() if when >= weeks[0].first for part in hours.values()]
    return Dashboard(
        day,
        local,
        lead.name if len(chosen) == 1 else "",
        tuple(lead.local(each.shift.opened_at) for each in tills if each.shift is not None),
        _today(sold, day, local, lead.cutoff_hour),
        weeks,
        total(members for members, _others, _sales in parts),
        total(others for _members, others, _sales in parts),
        _best(connection, chosen, day),
        _money(connection, chosen, day, tills, actor),
        _tasks(connection, ids, day, now, actor),
        stations.last_backup(shop),
        checked,
        lead.local(checked.at) if checked is not None else None,
        dashboard_queries.begun(connection),
    )


def _by_day(connection: Connection, of: Iterable[Branch], first: date, last: date) -> _Days:
    days: _Days = {}
    for branch in of:
        for when, sums in totals.by_day(connection, branch, first, last, Topic.HOUR).items():
            hours = days.setdefault(when, {})
            for each in sums:
                members, others, sales = hours.get(int(each.key), (ZERO, ZERO, 0))
                one, other = (each.net, ZERO) if each.members else (ZERO, each.net)
                hours[int(each.key)] = (members + one, others + other, sales + each.count)
    return days


def _net(part: tuple[Rupiah, Rupiah, int] | None) -> Rupiah:
    return ZERO if part is None else part[0] + part[1]


def _today(sold: _Days, day: date, local: datetime, cutoff: int) -> Today:
    """A day begins at the branch's cut-off hour: what is before it was yesterday's night."""
    mine = sold.get(day, {})
    alike = [sold[when] for when in sorted(sold, reverse=True) if when < day and when.weekday() == day.weekday()]
    usual = [each for each in alike if any(sales for _one, _other, sales in each.values())][:USUAL_DAYS]
    place = {hour: (hour - cutoff) % 24 for hour in range(24)}
    passed = [hour for hour in range(24) if place[hour] < place[local.hour]]
    so_far = [
        sum(_net(each.get(hour)).amount for hour in passed) + _net(each.get(local.hour)).amount * local.minute // 60
        for each in usual
    ]
    there = sorted({place[hour] for hours in (mine, *usual) for hour in hours})
    hours = [(step + cutoff) % 24 for step in range(there[0], there[-1] + 1)] if there else []
    return Today(
        total(_net(each) for each in mine.values()),
        sum(sales for _one, _other, sales in mine.values()),
        tuple(
            Hour(hour, _net(mine.get(hour)), median([_net(each.get(hour)).amount for each in usual])) for hour in hours
        ),
        median(so_far),
    )


def median(amounts: Sequence[int]) -> Rupiah | None:
    """The middle of some amounts, of an even number the half of the two in the middle; None of none."""
    if not amounts:
        return None
    ordered, middle = sorted(amounts), len(amounts) // 2
    if len(ordered) % 2:
        return Rupiah(ordered[middle])
    return Rupiah(half_up(ordered[middle - 1] + ordered[middle], 2))


def _weeks(sold: _Days, monday: date, day: date) -> tuple[Week, ...]:
    found = []
    for back in range(WEEKS - 1, -1, -1):
        first = monday - timedelta(weeks=back)
        last = min(first + timedelta(days=6), day)
        sums = (_net(part) for when, hours in sold.items() if first <= when <= last for part in hours.values())
        found.append(Week(first, last, total(sums)))
    return tuple(found)


def _best(connection: Connection, of: Iterable[Branch], day: date) -> tuple[Best, ...]:
    """What brought most in the last days; a return takes off what it gave back."""
    sums: dict[int, tuple[int, int]] = {}
    for branch in of:
        for each in _sold_goods(connection, branch, day):
            net, quantity = sums.get(int(each.key), (0, 0))
            sums[int(each.key)] = (net + each.net.amount, quantity + each.quantity.thousandths)
    ordered = sorted(sums, key=lambda product: (-sums[product][0], product))[:BEST]
    names = dashboard_queries.named(connection, ordered)
    return tuple(
        Best(
            each,
            names[each].name,
            names[each].unit,
            Quantity(sums[each][1]),
            Rupiah(sums[each][0]),
            names[each].consigned,
        )
        for each in ordered
        if sums[each][0] > 0
    )


def _sold_goods(connection: Connection, branch: Branch, day: date) -> list[Total]:
    return totals.of_days(connection, branch, day - timedelta(days=BEST_DAYS - 1), day, Topic.PRODUCT)


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


def _tasks(
    connection: Connection, ids: Sequence[int], day: date, now: datetime, actor: Actor
) -> tuple[tuple[Task, int], ...]:
    """What waits, as far as it is counted at once and she may do it; what nothing waits of with a zero."""
    ways: dict[Task, Callable[[], int]] = {
        Task.PRINT: lambda: dashboard_queries.unknown_prints(connection),
        Task.NEGATIVE: lambda: dashboard_queries.below_zero(connection, ids),
        Task.EXPIRING: lambda: dashboard_queries.expiring(connection, ids, day + timedelta(days=EXPIRING_DAYS)),
        Task.DISPUTE: lambda: len(statement_queries.open_disputes(connection)),
        Task.APPROVAL: lambda: approval_reviews.waiting(connection),
        Task.FUNDS: lambda: dashboard_queries.funds_to_reconcile(connection, ids, day),
        Task.COUNT: lambda: dashboard_queries.counts_under_way(connection, ids),
        Task.SHELF: lambda: dashboard_queries.shelves_due(connection, ids, now),
    }
    return tuple((task, count()) for task, count in ways.items() if actor.may(RIGHTS[task]))


@dataclass(frozen=True, slots=True)
class Later:
    """What took longer to count, and which units' labels say something else than their goods cost."""

    #: When it was counted, on the branch's clock.
    at: datetime
    tasks: tuple[tuple[Task, int], ...]
    labels: tuple[int, ...] = ()


def later(shop: Shop, connection: Connection, actor: Actor, now: datetime) -> Later:
    """Goods to order, makers whose pay day has come, labels to print anew: of this PC's branch."""
    day = shop.branch.business_date(now)
    found: list[tuple[Task, int]] = []
    labels: tuple[int, ...] = ()
    if actor.may(RIGHTS[Task.PAYOUT]):
        due = payout_runs.due(connection, day, shop.settings)
        found.append((Task.PAYOUT, sum(1 for each in due if each.payable and each.is_due(day))))
    if actor.may(RIGHTS[Task.ORDER]):
        proposal = proposal_queries.read(connection, shop.branch, shop.settings, day)
        found.append((Task.ORDER, sum(len(group.lines) for group in proposal.groups)))
    if actor.may(RIGHTS[Task.LABEL]):
        most = label_queries.MOST
        changed = shelf_labels.to_reprint(connection, shop.branch.id, day, most, never=False)
        labels = tuple(each.tag.unit_id for each in changed)
        found.append((Task.LABEL, len(labels)))
    return Later(shop.branch.local(now), tuple(found), labels)


def counted(*parts: Iterable[tuple[Task, int]]) -> Mapping[Task, int]:
    """Several counts together, in the order of `Task`."""
    known = {task: count for part in parts for task, count in part}
    return {task: known[task] for task in Task if task in known}
