from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import text

from koperasi.periods import Choices, Period
from koperasi.shop import Shop
from koperasi.stops import Stop, Stopped

#: Counts far longer than anybody waits.
ENDLESS = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000000) SELECT COUNT(*) FROM n"
)


def test_a_statement_under_way_ends_when_it_is_stopped(shop: Shop) -> None:
    stop, begun, ended = Stop(), threading.Event(), []

    def read() -> None:
        try:
            with stop.reading(shop) as connection:
                begun.set()
                connection.execute(text(ENDLESS))
        except Stopped:
            ended.append("stopped")

    reader = threading.Thread(target=read)
    reader.start()
    assert begun.wait(10)
    while reader.is_alive():
        # On PostgreSQL what is said before the statement began is not heard.
        stop.stop()
        reader.join(0.05)

    assert ended == ["stopped"]
    with shop.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_what_is_stopped_before_it_began_reads_nothing(shop: Shop) -> None:
    stop = Stop()
    stop.stop()

    with pytest.raises(Stopped), stop.reading(shop):
        pytest.fail("it was let in")


def test_a_step_says_how_far_it_is_and_ends_what_is_stopped(shop: Shop) -> None:
    period = Period(shop.branch, date(2026, 11, 1), date(2026, 11, 30), choices=Choices(days=7))

    period.step(1, 4)
    assert period.stop.done == 250
    period.stop.stop()
    with pytest.raises(Stopped):
        period.step(2, 4)


def test_days_back_end_with_the_periods_last_day(shop: Shop) -> None:
    period = Period(shop.branch, date(2026, 11, 1), date(2026, 11, 30))

    assert period.length == 30
    assert period.back(7).words == "24/11/2026 – 30/11/2026"
