"""`12.500` is read by the cell, then its column, then what the column holds, then its file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import numerals
from inventory.numerals import BOTH, Meaning, Style
from inventory.spreadsheets import Native
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import Quantity

UNKNOWN = Style()


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12500", 12500), ("12.500", 12500), ("12,500", 12500), ("Rp 12.500,00", 12500), ("Rp12.500", 12500),
        ("Rp. 12.500,-", 12500), ("12,500.00", 12500), ("IDR 12500", 12500), ("4450.0", 4450), ("4450,00", 4450),
        ("1.234.567", 1234567), ("1,234,567", 1234567), ("12 500", 12500), ("12\u00a0500", 12500), ("+500", 500),
        ("'500", 500), ("0", 0), ("0,00", 0), ("rp 1.500", 1500),
    ],
)  # fmt: skip
def test_amounts_as_shops_write_them(cell: str, amount: int) -> None:
    assert numerals.amount(cell, UNKNOWN) == Rupiah(amount)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", "bukan angka"), ("gratis", "bukan angka"), ("12.500.00", "tidak cocok"), ("1.23.456,7", "tidak cocok"),
        ("1,5,2", "tidak cocok"), ("12,50", "rupiah bulat"), ("-500", "di bawah nol"), ("(500)", "di bawah nol"),
        ("1,2E+5", "dipendekkan"), ("12345678901234", "terlalu besar"), (".", "bukan angka"), ("12a", "bukan angka"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_in_words(cell: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        numerals.amount(cell, UNKNOWN)


@pytest.mark.parametrize(
    ("cell", "style", "thousandths"),
    [
        ("1,5", "", 1500), ("1.5", "", 1500), ("0,250", "", 250), ("0.250", "", 250), ("3", "", 3000),
        ("1,250", "", 1250), ("1.775", ".", 1775), ("1.775", ",", 1775000), ("1,250", ".", 1250000),
        ("-12", "", -12000), ("2.000.000", "", 2_000_000_000), ("1.250,5", "", 1_250_500),
    ],
)  # fmt: skip
def test_quantities_by_the_style_of_their_column(cell: str, style: str, thousandths: int) -> None:
    assert numerals.quantity(cell, Style(style)) == Quantity(thousandths)


def test_a_dot_before_three_digits_is_asked_about_when_nothing_tells() -> None:
    with pytest.raises(BadInput, match="dua cara") as refusal:
        numerals.quantity("1.250", UNKNOWN)

    assert refusal.value.remedy == "Tulis 1250 atau 1,2500."


def test_a_column_that_proves_both_marks_refuses_the_cells_in_doubt_only() -> None:
    style = numerals.style_of(["1.5", "1,5", "12.500"])

    assert style.decimal == BOTH
    assert numerals.quantity("1.5", style) == numerals.quantity("1,5", style) == Quantity(1500)
    with pytest.raises(BadInput, match="dua cara"):
        numerals.amount("12.500", style)


def test_a_column_of_whole_amounts_proves_nothing_and_reads_thousands() -> None:
    assert numerals.style_of(["12.500", "1.000", "900", "Rp 5.000"]) == UNKNOWN


@pytest.mark.parametrize(
    ("own", "others", "separator", "mark"),
    [
        ("", ["."], ";", "."),
        ("", [","], ",", ","),
        ("", [".", ","], ";", ","),
        ("", [BOTH], ",", "."),
        (",", ["."], ",", ","),
        ("", [], "\t", ""),
    ],
)
def test_a_quantity_column_without_proof_asks_the_file_around_it(
    own: str, others: list[str], separator: str, mark: str
) -> None:
    assert numerals.quantity_style(Style(own), [Style(each) for each in others], separator) == Style(mark)


def test_a_number_the_workbook_held_is_never_in_doubt() -> None:
    assert numerals.quantity(Native("1.775"), Style(",")) == Quantity(1775)
    with pytest.raises(BadInput, match="dipendekkan"):
        numerals.amount(Native("1e+16"), UNKNOWN)


def test_finer_than_a_thousandth_is_refused() -> None:
    with pytest.raises(BadInput, match="terlalu halus"):
        numerals.quantity("0,0001", UNKNOWN)


@given(st.integers(0, 10**12), st.sampled_from([".", ","]), st.booleans(), st.sampled_from(["", "Rp ", "Rp"]))
def test_whatever_is_written_with_dots_or_commas_is_read_back(
    amount: int, thousands: str, cents: bool, before: str
) -> None:
    decimal = "," if thousands == "." else "."
    text = before + f"{amount:,}".replace(",", thousands) + (f"{decimal}00" if cents else "")

    assert numerals.amount(text, UNKNOWN) == Rupiah(amount)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        exact = numerals.number(text, UNKNOWN, Meaning.AMOUNT)
    except BadInput:
        return
    assert exact.is_finite()


def test_costs_round_half_up_to_whole_rupiah() -> None:
    assert [numerals.rounded(Decimal(each)).amount for each in ("34912.5", "0.49", "-2.5", "7")] == [34913, 0, -3, 7]
