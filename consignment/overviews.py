"""The overview of members' goods: what the manager looks at first in the morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from consignment import (
    maker_care_queries,
    maker_lot_queries,
    maker_report_queries,
    money_queries,
    open_losses,
    reconciliations,
)
from consignment.ages import Aged, together
from consignment.maker_cares import EXPIRING_DAYS, QUIET_DAYS, Call, More, Thanks
from consignment.maker_goods_reports import SLOW_DAYS, is_slow
from inventory import expiry_queries
from koperasi.documents import Document, Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.quantity import NOTHING
from koperasi.shop import Shop

#: So many of each list are shown.
SHOWN = 3
#: Of so many months the commission is drawn, and of so many days the best makers are.
MONTHS, THANKS_DAYS = 6, 30


@dataclass(frozen=True, slots=True)
class Earned:
    """The shop's commission of a month, less what it added to makers' shares."""

    year: int
    month: int
    amount: Rupiah


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the overview shows, as it is on a day.

    aged      what all makers are owed and owe, by age; `soon` becomes theirs to take within a week
    months    commissions, this month last; `before` is last month's up to the same day
    thanks, calls, asks   the first few, and how many there are of each
    """

    day: date
    aged: Aged
    soon: Rupiah
    makers_owed: int
    months: tuple[Earned, ...]
    before: Rupiah
    thanks: tuple[Thanks, ...]
    calls: tuple[Call, ...]
    asks: tuple[More, ...]
    names: tuple[str, ...]
    calls_count: int
    asks_count: int
    deliveries: int
    expiring: int
    slow: int
    losses: int
    #: Makers whose balance does not agree; the account may be wrong where there is none.
    wrong: int
    agrees: bool

    @property
    def commission(self) -> Rupiah:
        return self.months[-1].amount

    @property
    def owed(self) -> Rupiah:
        """What makers are owed, those who owe left out."""
        return self.aged.balance + self.aged.owes

    @property
    def available(self) -> Rupiah:
        return self.aged.week + self.aged.month + self.aged.older

    @property
    def growth(self) -> int | None:
        """This month's commission against last month's up to the same day, in percent; None without one."""
        return (self.commission - self.before).amount * 100 // self.before.amount if self.before > ZERO else None


def read(shop: Shop) -> Overview:
    """The overview of today."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return of_day(connection, Period(shop.branch, day, day), shop.settings.pace_days)


def of_day(connection: Connection, today: Period, pace_days: int) -> Overview:
    """The overview of the period's one day."""
    day = today.last
    aged = money_queries.ages(connection, day)
    thanks = maker_care_queries.thanks(connection, today.back(THANKS_DAYS))
    calls = maker_care_queries.to_call(connection, day, QUIET_DAYS)
    asks = maker_care_queries.to_ask(connection, today)
    months, before = _commissions(connection, day)
    losses = open_losses.read(connection, today.branch.id, day).losses
    books = reconciliations.read(connection)
    names = {each.id: each.name for each in maker_report_queries.all_makers(connection)}
    return Overview(
        day,
        together(aged.values()),
        money_queries.becoming(connection, day),
        sum(1 for each in aged.values() if each.balance > ZERO),
        months,
        before,
        tuple(thanks[:SHOWN]),
        tuple(calls[:SHOWN]),
        tuple(asks[:SHOWN]),
        tuple(names.get(each.shelf.maker_id, "") for each in asks[:SHOWN]),
        len(calls),
        len(asks),
        _deliveries(connection, today),
        _expiring(connection, today, pace_days),
        _slow(connection, day),
        sum(1 for each in losses if each.open > NOTHING),
        len(books.wrong),
        books.agrees,
    )


def _commissions(connection: Connection, day: date) -> tuple[tuple[Earned, ...], Rupiah]:
    """The last months, this one last; and last month's up to the same day."""
    firsts = [day.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    earned = maker_report_queries.commissions_by_month(connection, firsts[0], day)
    months = tuple(Earned(each.year, each.month, earned.get((each.year, each.month), ZERO)) for each in firsts)
    last = firsts[-2]
    same_day = min(last + timedelta(days=day.day - 1), firsts[-1] - timedelta(days=1))
    before = maker_report_queries.commissions_by_month(connection, last, same_day)
    return months, total(before.values())


def _deliveries(connection: Connection, today: Period) -> int:
    """How many deliveries were taken in today and stand."""
    taken_back = select(Document.reverses_id).where(Document.reverses_id.is_not(None))
    found = (
        select(func.count())
        .select_from(Document)
        .where(Document.business_date == today.last, Document.branch_id == today.branch.id)
        .where(Document.kind == Kind.DELIVERY, Document.reverses_id.is_(None), Document.id.not_in(taken_back))
    )
    return connection.scalar(found) or 0


def _expiring(connection: Connection, today: Period, pace_days: int) -> int:
    """How many lots of makers' expire within a week, or have."""
    near: Sequence[object] = [
        each for each in expiry_queries.near(connection, today, EXPIRING_DAYS, pace_days) if each.maker_id is not None
    ]
    return len(near)


def _slow(connection: Connection, day: date) -> int:
    """How many lots are slow, as the report of them says."""
    lots = maker_lot_queries.open_lots(connection, day - timedelta(days=SLOW_DAYS - 1))
    return sum(1 for lot in lots if is_slow(lot, day, SLOW_DAYS))
