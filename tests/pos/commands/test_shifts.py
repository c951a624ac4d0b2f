"""`shift`: what is open is told, and a till that cannot close its shift is closed from the office."""

from __future__ import annotations

import pytest

from koperasi import shifts, tills, uids
from koperasi.money import Rupiah
from koperasi.shifts import OpeningCommand
from koperasi.shops import default_place, open_shop
from tests.programs import Mart


@pytest.fixture
def opened(made: Mart) -> Mart:
    """A shop whose till K1 opened a shift of 300.000 and then died."""
    shop = open_shop(default_place())
    now = shop.clock()
    with shop.work(shop.konsole()) as work:
        day = shop.branch.business_date(now)
        command = OpeningCommand(work.mint(), uids.new_uid(now), shop.till_id or 0, Rupiah(300_000), day, now)
        shifts.open_shift(work, command)
    shop.close()
    return made


def test_open_shifts_are_listed(opened: Mart) -> None:
    (row,) = opened("shift", "--format", "json").rows

    assert (row["till"], row["cashier"], row["float_amount"], row["state"]) == ("K1", "konsole", 300_000, "berjalan")


def test_a_shift_is_closed_with_what_was_counted_whatever_the_difference(opened: Mart) -> None:
    said = opened("shift", "close", "k1", "--counted", "295.000", "--left", "100000", "--format", "json")

    assert (said.code, said.rows) == (0, [])
    (row,) = opened("report", "over-short", "--format", "json").rows
    assert (row["expected"], row["counted"], row["over"]) == (300_000, 295_000, -5_000)
    assert opened("check").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("close",), 1),
        (("close", "K1"), 1),
        (("close", "K9", "--counted", "0"), 1),
        (("close", "K1", "--counted", "satu"), 2),
        (("close", "K1", "--counted", "1000", "--left", "2000"), 1),
    ],
)
def test_what_is_not_said_right_closes_nothing(opened: Mart, words: tuple[str, ...], code: int) -> None:
    said = opened("shift", *words)

    assert said.code == code
    assert said.err
    assert len(opened("shift", "--format", "json").rows) == 1


def test_a_till_that_was_taken_over_is_closed_in_the_new_pcs_numbers(opened: Mart) -> None:
    shop = open_shop(default_place())
    with shop.work(shop.konsole(), channel="konsole") as work:
        tills.take_over(work, shop.till_id or 0)
    shop.close()

    assert opened("shift", "close", "K1", "--counted", "300000").code == 0
    assert opened("shift", "close", "K1", "--counted", "300000").code == 1
