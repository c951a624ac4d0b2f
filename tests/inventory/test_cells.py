"""Words, codes, days: what stands in the other cells of an import."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from inventory import cells
from inventory.cells import Code
from inventory.spreadsheets import Native
from koperasi.errors import BadInput

PRINTED = "8999000000016"  # the check digit holds


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (PRINTED, Code(PRINTED)),
        ("8.999.000.000.016", Code(PRINTED, mended=True)),
        ("8999000000016.0", Code(PRINTED, mended=True)),
        ("8999000000016,00", Code(PRINTED, mended=True)),
        ("89.686.440.287", Code("089686440287", mended=True)),
        (Native("89686440287"), Code("089686440287", mended=True)),
        ("89686440287", Code("89686440287")),
        ('="0123"', Code("0123")),
        ("'0123", Code("0123")),
        (" B-12.5 ", Code("B-12.5")),
        ("8999000000018", Code("8999000000018")),
    ],
)
def test_codes_are_mended_only_where_the_check_digit_proves_it(cell: str, code: Code) -> None:
    assert cells.code(cell) == code


@pytest.mark.parametrize(
    "cell", ["8,99900E+12", "8.999E+12", "88.888.989", "88.888989", "8.999.000.000.018", "9.686.440.287", "1" * 41]
)
def test_codes_that_excel_spoiled_are_refused(cell: str) -> None:
    with pytest.raises(BadInput):
        cells.code(cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('=HYPERLINK("x")', '=HYPERLINK("x")'),
        ("'=1+1", "=1+1"),
        ("'Kopi", "'Kopi"),
        ("  Teh \t manis\n", "Teh manis"),
        ("a\x1bb", "ab"),
        ("-2+3", "-2+3"),
    ],
)
def test_words_are_kept_as_text_on_one_line(cell: str, words: str) -> None:
    assert cells.words(cell) == words


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "x" * 201])
def test_broken_formulas_and_whole_stories_are_refused(cell: str) -> None:
    with pytest.raises(BadInput):
        cells.words(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022-01-08", date(2022, 1, 8)),
        ("08/01/2022", date(2022, 1, 8)),
        ("8-1-22", date(2022, 1, 8)),
        ("8 Januari 2022", date(2022, 1, 8)),
        ("08-Agt-2022", date(2022, 8, 8)),
        ("2022/1/8", date(2022, 1, 8)),
    ],
)
def test_days_are_read_with_the_day_before_the_month(cell: str, day: date) -> None:
    assert cells.day(cell) == day


@pytest.mark.parametrize("cell", ["31/02/2022", "kemarin", "44569", "08/13/2022", "2022", "1/1/1822"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(BadInput, match="bukan tanggal"):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2022-01-21 09:18:30", datetime(2022, 1, 21, 9, 18, 30)),  # noqa: DTZ001
        ("2022-01-21T09:18", datetime(2022, 1, 21, 9, 18)),  # noqa: DTZ001
        ("21/01/2022 09.18", datetime(2022, 1, 21, 9, 18)),  # noqa: DTZ001
        ("2017-03-21", datetime(2017, 3, 21, 12)),  # noqa: DTZ001
    ],
)
def test_moments_are_on_the_shops_clock_and_noon_when_no_time_is_told(cell: str, moment: datetime) -> None:
    assert cells.moment(cell) == moment


def test_a_column_may_prove_that_the_month_comes_first() -> None:
    assert cells.month_first(["01/21/2022", "02/03/2022"])
    assert not cells.month_first(["21/01/2022", "02/03/2022"])
    assert not cells.month_first(["01/21/2022", "21/01/2022"])
    assert cells.day("02/03/2022", month_before_day=True) == date(2022, 2, 3)


@pytest.mark.parametrize(
    ("cell", "value"), [("1", True), ("Ya", True), ("x", True), ("0", False), ("tidak", False), ("", False)]
)
def test_yes_and_no(cell: str, value: bool) -> None:
    assert cells.truth(cell) is value


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(BadInput):
        cells.truth("mungkin")
