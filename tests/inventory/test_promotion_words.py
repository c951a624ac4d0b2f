"""How people write days, hours, percentages and kinds of promotions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inventory import promotion_words
from inventory.promotion_offers import Bearer, Promotion, PromotionKind
from koperasi.errors import BadInput


@pytest.mark.parametrize(
    ("text", "bits", "said"),
    [
        ("sabtu", 0b0100000, "sabtu"),
        ("Sab, Min", 0b1100000, "sabtu, minggu"),
        ("senin-jumat", 0b0011111, "senin, selasa, rabu, kamis, jumat"),
        ("sat-mon", 0b1100001, "senin, sabtu, minggu"),
        ("wednesday", 0b0000100, "rabu"),
        ("ahad", 0b1000000, "minggu"),
    ],
)
def test_days_of_the_week(text: str, bits: int, said: str) -> None:
    assert promotion_words.weekdays(text) == bits
    assert promotion_words.said_days(bits) == said


@pytest.mark.parametrize(
    ("text", "minutes", "said"),
    [
        ("17.00-19.00", (1020, 1140), "17.00-19.00"),
        ("17:30 – 19", (1050, 1140), "17.30-19.00"),
        ("22-2", (1320, 120), "22.00-02.00"),
        ("8-24", (480, 0), "08.00-00.00"),
    ],
)
def test_hours(text: str, minutes: tuple[int, int], said: str) -> None:
    assert promotion_words.hours(text) == minutes
    assert promotion_words.said_hours(*minutes) == said


@pytest.mark.parametrize(("text", "bps"), [("10", 1_000), ("12,5%", 1_250), ("0.05 %", 5), ("100", 10_000)])
def test_percentages(text: str, bps: int) -> None:
    assert promotion_words.rate(text) == bps


def test_all_that_a_customer_asks_about_a_promotion() -> None:
    plain = Promotion(1, "Sore", PromotionKind.PERCENT, rate_bps=1_000)
    limited = replace(plain, weekdays=0b0100000, begins=1020, ends=1140, price_class="anggota")
    limited = replace(limited, last_day=date(2026, 12, 31))
    assert promotion_words.told(plain) == "Promo Sore: diskon 10%"
    assert promotion_words.told(limited) == "Promo Sore: diskon 10% (sabtu, 17.00-19.00, anggota, s.d. 31/12/2026)"


def test_kinds_bearers_and_free_goods() -> None:
    assert promotion_words.kind(" Paket ") is PromotionKind.BUNDLE
    assert promotion_words.bearer("penitip") is Bearer.MAKER
    assert promotion_words.free("2 + 1") == (2, 1)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (promotion_words.weekdays, "sa"),
        (promotion_words.weekdays, ""),
        (promotion_words.hours, "17"),
        (promotion_words.rate, "0,005"),
        (promotion_words.rate, "ten"),
        (promotion_words.kind, "undian"),
        (promotion_words.bearer, "bank"),
        (promotion_words.free, "dua+satu"),
    ],
)
def test_what_means_nothing_is_refused(read: object, text: str) -> None:
    with pytest.raises(BadInput):
        read(text)  # type: ignore[operator]
