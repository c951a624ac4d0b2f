"""The board of a price change is a value: each answer makes a new one."""

from __future__ import annotations

from datetime import date

import pytest

from inventory import price_boards, price_rules
from inventory.goods import PriceRule
from inventory.price_rules import Alarm, Basis, Rule
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from tests.inventory.test_price_rules import BRANCH, DAY, SOAP, STEPS

LATER = date(2026, 12, 1)
TWENTY = Rule(Basis.ON_COST, 2_000, STEPS, keep_ratio=False)


def test_every_usual_price_is_a_row() -> None:
    made = price_boards.board([SOAP], BRANCH, DAY)

    assert [(row.unit.name, row.line.rule, row.margin) for row in made.rows] == [
        ("Pcs", PriceRule.RETAIL, 1_176),
        ("Pcs", PriceRule.CLASS, 909),
        ("Pcs", PriceRule.TIER, 625),
        ("Dus", PriceRule.RETAIL, 769),
    ]
    assert made.changed == ()


def test_a_rule_fills_the_rows_and_what_is_left_out_stays() -> None:
    made = price_boards.board([SOAP], BRANCH, DAY).ruled(TWENTY)
    assert [each.new.amount for each in made.changed] == [3_600, 86_500]

    fewer = made.toggled(0)
    assert [each.new.amount for each in fewer.changed] == [86_500]
    assert fewer.toggled(0) == made
    assert made.toggled(1) is made


def test_a_typed_price_stands_and_the_old_one_takes_it_back() -> None:
    made = price_boards.board([SOAP], BRANCH, DAY).typed(1, Rupiah(3_100))
    assert [(each.new.amount, each.about) for each in made.changed] == [(3_100, "anggota")]

    assert made.typed(1, Rupiah(3_300)).changed == ()
    assert made.typed(1, None).changed == ()


def test_below_cost_and_above_the_ceiling_are_counted() -> None:
    made = price_boards.board([SOAP], BRANCH, DAY).typed(0, Rupiah(2_900))

    assert (made.below_cost, made.above_ceiling) == (1, 0)
    assert Alarm.BELOW_COST in made.changed[0].alarms


def test_prices_of_a_later_day_say_so_and_today_means_at_once() -> None:
    made = price_boards.board([SOAP], BRANCH, DAY).ruled(TWENTY).starting(LATER)
    assert {each.line.valid_from for each in made.listed("", below_cost=False).prices} == {LATER}

    again = made.starting(DAY).listed(" modal naik ", below_cost=True)
    assert {each.line.valid_from for each in again.prices} == {None}
    assert (again.why, again.below_cost) == (" modal naik ", True)


@pytest.mark.parametrize(("text", "rate"), [("20", 2_000), ("12,5%", 1_250), ("-5", -500), ("+7.25 %", 725), ("0", 0)])
def test_a_share_is_read_as_people_write_it(text: str, rate: int) -> None:
    assert price_boards.rate(text) == rate


@pytest.mark.parametrize("text", ["", "dua", "1,234", "--5"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        price_boards.rate(text)


def test_the_words_of_alarms_are_all_there() -> None:
    assert set(price_rules.ALARMS) == set(Alarm)
