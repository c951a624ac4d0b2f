"""Deals and steps in one line: what is written is read back the same."""

from __future__ import annotations

import pytest

from consignment import deal_texts
from consignment.agreements import Markdown
from consignment.terms import Bearer, Deal, Terms, Tier
from koperasi.errors import BadInput
from koperasi.money import Rupiah

LINES = {
    "komisi 17,5": Terms(Deal.COMMISSION, 1_750),
    "titip 8.000": Terms(Deal.FIXED, 0, Rupiah(8_000)),
    "komisi 20 batas 8.000": Terms(Deal.FLOOR, 2_000, floor_each=Rupiah(8_000)),
    "komisi 20 tingkat 20.000: 15; 50.000: 10": Terms(
        Deal.TIERED, 2_000, tiers=(Tier(Rupiah(20_000), 1_500), Tier(Rupiah(50_000), 1_000))
    ),
    "dasar 9.000 komisi 5 lebih 50": Terms(Deal.SURPLUS, 500, base_each=Rupiah(9_000), surplus_bps=5_000),
}


@pytest.mark.parametrize("line", LINES)
def test_a_deal_is_read_and_written_back(line: str) -> None:
    assert deal_texts.terms(line) == LINES[line]
    assert deal_texts.terms_text(LINES[line]) == line


@pytest.mark.parametrize("line", ["Komisi  17.5 %", "komisi 17,50%", "KOMISI 17,5"])
def test_people_write_one_thing_in_many_ways(line: str) -> None:
    assert deal_texts.terms(line) == Terms(Deal.COMMISSION, 1_750)


def test_harga_titip_is_written_with_or_without_its_first_word() -> None:
    assert deal_texts.terms("harga titip Rp 8.000") == deal_texts.terms("titip 8000")


@pytest.mark.parametrize("line", ["", "komisi", "bagi dua", "titip delapan ribu", "komisi 5 batas", "komisi -5"])
def test_what_is_no_deal_is_told_with_an_example(line: str) -> None:
    with pytest.raises(BadInput) as wrong:
        deal_texts.terms(line)

    assert (wrong.value.field, "Contoh" in wrong.value.remedy) == ("deal", True)


def test_steps_by_days_are_read_and_written_back() -> None:
    steps = (Markdown(10, 1_000, Bearer.MAKER), Markdown(20, 3_050, Bearer.SHOP))

    assert deal_texts.markdowns("10: 10; 20: 30,5 toko") == steps
    assert deal_texts.markdowns(deal_texts.markdowns_text(steps)) == steps
    assert deal_texts.markdowns("") == ()


@pytest.mark.parametrize(("text", "field"), [("sepuluh: 10", "markdowns"), ("10: 10 bersama", "markdowns")])
def test_a_step_that_is_none_is_told(text: str, field: str) -> None:
    with pytest.raises(BadInput) as wrong:
        deal_texts.markdowns(text)

    assert wrong.value.field == field


def test_a_tier_that_is_none_is_told() -> None:
    with pytest.raises(BadInput) as wrong:
        deal_texts.tiers("20.000 15")

    assert wrong.value.field == "tiers"
