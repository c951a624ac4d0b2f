"""Conditions as they are written in columns and options."""

from __future__ import annotations

import pytest

from consignment import condition_texts
from consignment.agreements import (
    UNWRITTEN,
    AfterGrace,
    AfterPayout,
    Conditions,
    Cycle,
    Fee,
    FeeWhen,
    LossCause,
    Markdown,
    PriceBy,
)
from koperasi.errors import BadInput
from koperasi.money import Rupiah


def test_nothing_written_changes_nothing() -> None:
    assert condition_texts.applied(UNWRITTEN, {}) == UNWRITTEN
    assert condition_texts.applied(UNWRITTEN, dict.fromkeys(condition_texts.NAMES, " ")) == UNWRITTEN


def test_every_condition_has_its_words() -> None:
    said = {
        "price_by": "Toko", "may_lower": "ya", "hold_days": "3", "shelf_days": "30", "grace_days": "7",
        "after_grace": "milik toko", "after_payout": "milik toko", "tolerance": "2,5%", "cycle": "dua minggu",
        "pay_day": "Jumat", "min_payout": "Rp 20.000", "markdowns": "10: 10", "fee_delivery": "1.000",
        "liabilities": "kedaluwarsa: 50; lost: 80",
    }  # fmt: skip
    found = condition_texts.applied(UNWRITTEN, said)

    assert (found.price_by, found.may_lower, found.cycle, found.pay_day) == (PriceBy.SHOP, True, Cycle.TWO_WEEKS, 4)
    assert (found.hold_days, found.shelf_days, found.grace_days, found.tolerance_bps) == (3, 30, 7, 250)
    assert (found.after_grace, found.after_payout) == (AfterGrace.CONVERT, AfterPayout.SHOP_KEEPS)
    assert (found.min_payout, found.markdowns) == (Rupiah(20_000), (Markdown(10, 1_000),))
    assert found.fees == (Fee(FeeWhen.DELIVERY, Rupiah(1_000)),)
    assert (found.shop_bears(LossCause.EXPIRED), found.shop_bears(LossCause.LOST)) == (5_000, 8_000)
    assert found.shop_bears(LossCause.DAMAGED) == 10_000


def test_another_cycle_has_a_day_of_its_own() -> None:
    weekly = Conditions(cycle=Cycle.WEEKLY, pay_day=2)

    assert condition_texts.applied(weekly, {"cycle": "bulan"}).pay_day == 1
    assert condition_texts.applied(weekly, {"cycle": "diminta"}).pay_day == 0
    assert condition_texts.applied(weekly, {"cycle": "minggu"}).pay_day == 2


def test_a_fee_of_nothing_is_taken_away_and_keeps_its_name_otherwise() -> None:
    before = Conditions(fees=(Fee(FeeWhen.DELIVERY, Rupiah(1_000), "Label"),))

    assert condition_texts.applied(before, {"fee_delivery": "0"}).fees == ()
    assert condition_texts.applied(before, {"fee_delivery": "500"}).fees == (
        Fee(FeeWhen.DELIVERY, Rupiah(500), "Label"),
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [("price_by", "siapa"), ("hold_days", "tiga"), ("tolerance", "banyak"), ("cycle", "kadang"), ("pay_day", "besok"),
     ("min_payout", "sedikit"), ("liabilities", "hilang"), ("liabilities", "dimaling: 50"), ("may_lower", "mungkin")],
)  # fmt: skip
def test_what_is_not_understood_is_told_by_its_name(name: str, text: str) -> None:
    with pytest.raises(BadInput) as wrong:
        condition_texts.applied(UNWRITTEN, {name: text})

    assert wrong.value.field == name
