"""A code has one form however it was printed, and a spoiled one is refused, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import barcodes
from inventory.barcodes import ScaleLabel
from koperasi.errors import BadInput, Refused

digits = st.text("0123456789", min_size=7, max_size=13)


def with_check(body: str) -> str:
    return body + barcodes.check_digit(body)


@pytest.mark.parametrize("code", ["96385074", "036000291452", "4006381333931", "00012345600012", "2100001023508"])
def test_published_codes_are_valid(code: str) -> None:
    assert barcodes.valid(code)


@pytest.mark.parametrize("code", ["4006381333930", "123", "", "ABCDEFGH", "40063813339३1", "899999"])
def test_other_codes_are_not(code: str) -> None:
    assert not barcodes.valid(code)


@given(digits, st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(body: str, place: int, shift: int) -> None:
    code = with_check(body)
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]

    assert barcodes.check_digit(wrong[:-1]) != wrong[-1]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("036000291452", "0036000291452"),
        ("0036000291452", "0036000291452"),
        ("00036000291452", "0036000291452"),
        ("96385074", "96385074"),
        ("0000096385074", "96385074"),
        ("00000096385074", "96385074"),
        (" 4 006381 333931 ", "4006381333931"),
        ("14006381333938", "14006381333938"),
        ("p0001", "P0001"),
        ("101", "101"),
        ("", ""),
        ("\x1b@", "@"),
    ],
)
def test_a_code_has_one_form(printed: str, kept: str) -> None:
    assert barcodes.normalise(printed) == kept
    assert barcodes.normalise(kept) == kept


@given(st.text("0123456789", min_size=11, max_size=11))
def test_a_upc_and_its_ean_are_one(body: str) -> None:
    upc = with_check(body)

    assert barcodes.normalise(upc) == barcodes.normalise("0" + upc) == barcodes.normalise("00" + upc)


@given(st.text("0123456789", min_size=1, max_size=14), st.text("0123456789", min_size=1, max_size=14))
def test_two_numbers_are_one_only_when_they_differ_by_zeros(one: str, other: str) -> None:
    if barcodes.normalise(one) == barcodes.normalise(other):
        assert int(one) == int(other)


def test_a_wrong_check_digit_is_told_and_the_right_one_named() -> None:
    assert "4006381333931" in barcodes.warning("4006381333930")
    assert barcodes.warning("4006381333931") == ""
    assert barcodes.warning("P0001") == ""


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ("4.006.381.333.931", "4006381333931"),
        ("4,006,381,333,931", "4006381333931"),
        ("36.000.291.452", "036000291452"),
        ("4006381333931.0", "4006381333931"),
        ("'036000291452", "036000291452"),
        ("036000291452", "036000291452"),
        ("P-01.5", "P-01.5"),
        ("101", "101"),
    ],
)
def test_a_code_that_lost_only_marks_or_a_provable_zero_comes_back(spoiled: str, code: str) -> None:
    assert barcodes.repaired(spoiled) == code


@pytest.mark.parametrize(
    "spoiled", ["4,00638E+12", "4.00638e12", "4E+12", "36.000.291.453", "6.000.291.452", "12.500", "88.888989", "1.2"]
)
def test_a_code_that_lost_digits_is_refused(spoiled: str) -> None:
    with pytest.raises(BadInput, match="rusak") as refusal:
        barcodes.repaired(spoiled)
    assert "Teks" in refusal.value.remedy


def test_own_codes_are_valid_and_differ_between_branches() -> None:
    minted = {barcodes.mint(branch, counter) for branch in (0, 1, 999) for counter in (1, 2, 9_999_999)}

    assert len(minted) == 9
    assert all(barcodes.valid(code) and len(code) == 13 and code.startswith("29") for code in minted)


@pytest.mark.parametrize(("branch", "counter"), [(1000, 1), (-1, 1), (1, 0), (1, 10_000_000)])
def test_a_used_up_series_mints_no_more(branch: int, counter: int) -> None:
    with pytest.raises(Refused, match="habis"):
        barcodes.mint(branch, counter)


def test_a_weight_label_is_read_by_its_mask() -> None:
    assert barcodes.scale_label(with_check("210010101250"), "21PPPPPWWWWWC") == ScaleLabel("00101", 1250, None)


def test_a_price_label_is_read_by_its_mask_beside_another() -> None:
    masks = "21PPPPPWWWWWC 2PPPPXRRRRRRC"
    label = barcodes.scale_label(with_check("201019012500"), masks)

    assert label == ScaleLabel("0101", None, 12500)


def test_a_misread_label_is_no_label() -> None:
    code = with_check("210010101250")
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)

    assert barcodes.scale_label(wrong, "21PPPPPWWWWWC") is None
    assert barcodes.scale_label("4006381333931", "21PPPPPWWWWWC") is None


@pytest.mark.parametrize("mask", ["21WWWWW", "21PPPPP", "21PPWWWWRR", "21PPWWPP", "21PPQQWW"])
def test_a_mask_that_makes_no_sense_is_refused(mask: str) -> None:
    with pytest.raises(BadInput, match="Pola"):
        barcodes.check_mask(mask)
