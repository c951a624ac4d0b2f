"""What result and position are made of: accounts of the books beside the same of a time before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, Select, select

from koperasi import account_queries, queries
from koperasi.account_queries import NOTHING_MOVED, Days, Moved
from koperasi.chart import ACCOUNT_IDS, RESULT_ROLES
from koperasi.ledger import Account, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.text import _

DAY = timedelta(days=1)
YEAR = "year"


@dataclass(frozen=True, slots=True)
class Line:
    """An account of a statement: what it comes to (assets and costs positive), now and at the time before."""

    account_id: int
    code: str
    name: str
    role: Role
    now: Rupiah
    before: Rupiah
    #: What makers owe, which is no debt to them.
    owed: bool = False


def time_before(period: Period) -> Period:
    """The days a result is compared with: those before, or (`by` is `year`) the same of the year before.

    A month is compared with the month before, one that is not over with the same days of it;
    a year so far with the same days of the year before.
    """
    first, last = period.first, period.last
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    so_far = first.day == 1 and first.month == 1 and months > 1
    if period.choices.by == YEAR or so_far:
        return replace(period, first=_earlier(first, 12), last=_earlier(last, 12))
    if first.day == 1:
        return replace(period, first=_earlier(first, months), last=_earlier(last, months))
    return replace(period, first=first - timedelta(days=period.length), last=first - DAY)


def end_before(period: Period) -> Period:
    """The day a position is compared with: the one before the first, or the same of the year before."""
    last = _earlier(period.last, 12) if period.choices.by == YEAR else period.first - DAY
    return replace(period, first=last, last=last)


def _earlier(day: date, months: int) -> date:
    """So many months earlier; the end of a month is the end of any."""
    number = day.year * 12 + day.month - 1 - months
    first = date(number // 12, number % 12 + 1, 1)
    end = date((number + 1) // 12, (number + 1) % 12 + 1, 1) - DAY
    return end if (day + DAY).day == 1 else min(end, first + timedelta(days=day.day - 1))


def results(connection: Connection, period: Period, compared: Period) -> list[Line]:
    """Every account of income and cost that moved in either of the two times, by code."""
    now, before = (_moved(connection, each) for each in (period, compared))
    return [
        Line(row.id, row.code, row.name, row.role, _of(now, row.id), _of(before, row.id))
        for row in connection.execute(_accounts(RESULT_ROLES))
        if row.id in now or row.id in before
    ]


def _accounts(roles: Collection[Role]) -> Select[int, str, str, Role]:
    columns = (Account.id, Account.code, Account.name, Account.role)
    return select(*columns).where(Account.role.in_(sorted(roles))).order_by(Account.code, Account.id)


def _moved(connection: Connection, period: Period) -> dict[int, Moved]:
    return account_queries.of_accounts(connection, Days(period.branch.id, period.first, period.last))


def _of(moved: dict[int, Moved], account_id: int) -> Rupiah:
    return moved.get(account_id, NOTHING_MOVED).amount


def positions(connection: Connection, period: Period, compared: Period) -> list[Line]:
    """Every account of what is had and owed at the end of either time, what makers owe apart, by code."""
    now, before = (_held(connection, each.branch.id, each.last) for each in (period, compared))
    columns = (Account.id, Account.code, Account.name, Account.role)
    found = []
    for number, code, name, role in connection.execute(select(*columns).order_by(Account.code, Account.id)):
        for owed in (False, True):
            key = (number, owed)
            if role not in RESULT_ROLES and (key in now or key in before):
                words = _("Piutang Penitip") if owed else name
                found.append(Line(number, code, words, role, now.get(key, ZERO), before.get(key, ZERO), owed))
    return found


def _held(connection: Connection, branch_id: int, last: date) -> dict[tuple[int, bool], Rupiah]:
    """What every account holds at the end of a day; what makers owe then is apart (True)."""
    days = Days(branch_id, None, last)
    held = {(account, False): moved.amount for account, moved in account_queries.of_accounts(connection, days).items()}
    makers = ACCOUNT_IDS[Role.OWED_TO_MAKERS]
    balances = [moved.amount for moved in account_queries.of_parties(connection, makers, days).values()]
    if owed := total(each for each in balances if each > ZERO):
        held |= {(makers, False): held[makers, False] - owed, (makers, True): owed}
    return held


@dataclass(frozen=True, slots=True)
class Surplus:
    """What all income leaves after all costs (positive: a surplus), of this year and of all before it."""

    this_year: Rupiah
    earlier: Rupiah


def surplus(connection: Connection, branch_id: int, last: date) -> Surplus:
    """The surplus by the end of a day: this calendar year's, and what earlier years left in the books."""
    start = last.replace(month=1, day=1)
    roles: dict[int, Role] = dict(connection.execute(select(Account.id, Account.role)).all())
    this_year, earlier = (
        total(
            -moved.amount
            for account, moved in account_queries.of_accounts(connection, days).items()
            if roles[account] in RESULT_ROLES
        )
        for days in (Days(branch_id, start, last), Days(branch_id, None, start - DAY))
    )
    return Surplus(this_year, earlier)


@dataclass(frozen=True, slots=True)
class EquityLine:
    """An account of equity over some days (all positive as equity): what it was, grew and shrank by."""

    name: str
    before: Rupiah
    grown: Rupiah
    shrunk: Rupiah

    @property
    def after(self) -> Rupiah:
        return self.before + self.grown - self.shrunk


def equity(connection: Connection, period: Period, roles: Collection[Role]) -> list[EquityLine]:
    """Every account of equity that ever held anything, by code."""
    return [
        EquityLine(each.name, -each.before, each.gone, each.arrived)
        for each in queries.account_balances(connection, period)
        if each.role in roles
    ]
