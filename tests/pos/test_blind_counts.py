"""Who counts a drawer blind reads no report that tells what it must hold, until it is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from koperasi.errors import Refused
from koperasi.periods import Period
from koperasi.rights import Permission
from koperasi.work import Actor
from pos import blind_counts
from pos.blind_counts import OF_BALANCES, OF_DAYS
from pos.commands.reports import REPORTS
from pos.report_choices import EXPORT
from tests.shops import Counter


@pytest.fixture
def blind(counter: Counter) -> Actor:
    """The manager without the right to see what a drawer must hold."""
    rights = {key: right for key, right in counter.manager.rights.items() if key is not Permission.CASH_EXPECTED}
    return replace(counter.manager, rights=rights)


def refused(counter: Counter, actor: Actor, *, back: int = 0, ahead: int = 0) -> set[str]:
    """Which reports somebody is not shown, of one day before or after today."""
    day = counter.shop.branch.business_date(counter.shop.clock()) + timedelta(days=ahead - back)
    found = set()
    with counter.shop.reading() as connection:
        for name in (*REPORTS, EXPORT):
            try:
                blind_counts.check_report(connection, actor, name, Period(counter.shop.branch, day, day))
            except Refused:
                found.add(name)
    return found


def test_reports_that_tell_of_an_open_drawer_wait_until_it_is_counted(counter: Counter, blind: Actor) -> None:
    counter.open(100_000)
    counter.sell(counter.line(counter.soap, 2, 3_400))
    assert refused(counter, blind) == OF_DAYS | OF_BALANCES
    assert refused(counter, counter.manager) == set()

    counter.close(106_800)
    assert refused(counter, blind) == set()


def test_days_before_are_read_and_balances_of_days_after_tell_as_much(counter: Counter, blind: Actor) -> None:
    counter.open(100_000)
    assert refused(counter, blind, back=1) == set()
    assert refused(counter, blind, ahead=1) == OF_BALANCES


def test_every_name_is_that_of_a_report() -> None:
    assert {*REPORTS, EXPORT} >= OF_DAYS | OF_BALANCES
