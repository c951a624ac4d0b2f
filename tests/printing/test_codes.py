from __future__ import annotations

import pytest

from koperasi.errors import Refused
from printing import codes


@pytest.mark.parametrize(("digits", "check"), [("899110200001", 7), ("400638133393", 1), ("03600029145", 2)])
def test_the_check_digit_of_ean_and_upc_codes_is_known(digits: str, check: int) -> None:
    assert codes.check_digit(digits) == check


@pytest.mark.parametrize("code", ["8991102000012", "899110200001", "89911020000l7", "٨٩٩١١٠٢٠٠٠٠١٧", ""])
def test_a_wrong_ean_is_refused_and_never_put_right_in_silence(code: str) -> None:
    with pytest.raises(Refused):
        codes.bars(code, "EAN13")


@pytest.mark.parametrize("code", ["", "K1\x1b", "K1-é", "x" * 41])
def test_letters_that_bars_cannot_hold_are_refused(code: str) -> None:
    with pytest.raises(Refused):
        codes.check_barcode(code, "CODE128")


def test_an_unknown_kind_of_barcode_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no such barcode"):
        codes.check_barcode("1", "CODE39")


def test_an_ean_is_95_modules_wide() -> None:
    assert len(codes.bars("8991102000017", "EAN13")) == 95


@pytest.mark.parametrize("content", ["", "a\x00b", "x" * 601, "Café"])
def test_a_qr_code_that_cannot_be_read_back_is_refused(content: str) -> None:
    with pytest.raises(Refused):
        codes.check_qr(content)


def test_a_qr_code_is_square() -> None:
    rows = codes.qr_modules("https://sbmi.example/K1-004213")
    assert {len(row) for row in rows} == {len(rows)}
