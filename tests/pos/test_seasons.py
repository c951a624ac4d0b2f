"""What stands at the foot of a receipt follows the season."""

from __future__ import annotations

from datetime import date

import pytest

from koperasi.errors import BadInput
from pos import seasons

ALL = "12-20..01-05 Selamat Tahun Baru. | 2027-03-06..2027-03-31 Selamat Idul Fitri. | 04-21 Selamat Hari Kartini."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 19), ""),
        (date(2026, 12, 20), "Selamat Tahun Baru."),
        (date(2027, 1, 5), "Selamat Tahun Baru."),
        (date(2027, 1, 6), ""),
        (date(2027, 3, 31), "Selamat Idul Fitri."),
        (date(2028, 3, 31), ""),
        (date(2030, 4, 21), "Selamat Hari Kartini."),
    ],
)
def test_a_message_stands_on_its_days(day: date, words: str) -> None:
    assert seasons.words_on(ALL, day) == words


@pytest.mark.parametrize(
    "wrong", ["besok Selamat", "13-01 Apa", "02-30 Apa", "2027-05-01..2027-04-01 Apa", "2027-01-01..02-01 Apa", "12-25"]
)
def test_days_that_are_none_are_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(BadInput, match="Ucapan ini belum benar"):
        seasons.check(wrong)
    assert seasons.words_on(wrong, date(2026, 12, 25)) == ""


def test_a_leap_day_is_a_day() -> None:
    assert seasons.words_on("02-29 Hari kabisat", date(2028, 2, 29)) == "Hari kabisat"


def test_no_season_says_what_the_law_forbids() -> None:
    with pytest.raises(BadInput, match="UU 8/1999"):
        seasons.check("12-20..01-05 Obral: barang tidak dapat ditukar")
