"""`qris STATIC AMOUNT`: the payload and its picture, or why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from koperasi.money import Rupiah
from pos import qris
from tests.pos.qris_codes import STATIC, TAGS, code
from tests.printing.readers import codes_in
from tests.programs import Mart

DYNAMIC = qris.with_amount(qris.static_code(STATIC), Rupiah(57_500)).payload


def test_the_payload_is_printed_without_any_shop(mart: Mart, place: Path) -> None:
    said = mart("qris", STATIC, "57500")
    assert (said.code, said.out, said.err) == (0, DYNAMIC + "\n", "")
    assert not place.exists()


def test_the_picture_reads_back(mart: Mart, tmp_path: Path) -> None:
    file = tmp_path / "kode.png"
    assert mart("qris", STATIC, "57.500", "--png", file).code == 0
    with Image.open(file) as picture:
        assert codes_in(picture, tmp_path) == {f"QR-Code:{DYNAMIC}"}


@pytest.mark.parametrize(
    ("payload", "amount"),
    [
        ("", "1"),
        (STATIC[:-4] + "0000", "1"),
        (STATIC[:60], "1"),
        (DYNAMIC, "1"),
        (code(t26=None, t51=None), "1"),
        (code(t53="840"), "1"),
        (STATIC, "57500.00"),
        (STATIC, "0"),
        (STATIC, "-5"),
        (STATIC, "9" * 14),
    ],
)
def test_a_bad_code_or_amount_is_refused_with_why(mart: Mart, payload: str, amount: str) -> None:
    said = mart("qris", payload, amount)
    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 2


def test_an_amount_over_the_limit_that_was_given_is_refused(mart: Mart) -> None:
    assert mart("qris", STATIC, "10000001", "--limit", "10.000.000").code == 1
    assert mart("qris", STATIC, "10000000", "--limit", "10.000.000").code == 0


def test_a_sticker_that_asks_for_tips_is_warned_of(mart: Mart) -> None:
    said = mart("qris", code(*TAGS[:6], ("55", "01"), *TAGS[6:]), "5000")
    assert said.code == 0
    assert "tip" in said.err


def test_a_picture_that_cannot_be_written_is_told(mart: Mart, tmp_path: Path) -> None:
    said = mart("qris", STATIC, "5000", "--png", tmp_path / "none" / "kode.png")
    assert (said.code, said.out) == (1, "")
