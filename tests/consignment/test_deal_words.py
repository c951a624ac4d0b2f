"""A deal in words: what is told is what is shared."""

from __future__ import annotations

import pytest

from consignment import deal_words
from consignment.agreements import AgreedRule
from consignment.deal_words import KnownGood, Names
from consignment.terms import Deal, Terms, Tier
from koperasi.money import Rupiah

TEN = Terms(Deal.COMMISSION, 1_000)
TITIP = Terms(Deal.FIXED, 0, Rupiah(8_000))
TIERS = Terms(Deal.TIERED, 2_000, tiers=(Tier(Rupiah(20_000), 1_500),))
GOODS = {
    1: KnownGood(1, "Kue", "Pcs", 7, Rupiah(12_500)),
    2: KnownGood(2, "Apem", "Bungkus", 7, None),
    3: KnownGood(3, "Dodol", "Pcs", None, Rupiah(9_000)),
}


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (TEN, "Komisi 10%"),
        (TITIP, "Harga titip Rp 8.000"),
        (Terms(Deal.FLOOR, 2_000, floor_each=Rupiah(9_000)), "Komisi 20%, paling sedikit Rp 9.000"),
        (TIERS, "Komisi 15%–20%"),
        (Terms(Deal.SURPLUS, 0, base_each=Rupiah(9_000), surplus_bps=5_000), "Dasar Rp 9.000, kelebihan 50%"),
    ],
)
def test_a_deal_is_named_shortly(terms: Terms, words: str) -> None:
    assert deal_words.short(terms) == words


def test_several_deals_are_counted() -> None:
    assert deal_words.summary(()) == "menurut Nota Titip"
    assert deal_words.summary((AgreedRule(TEN), AgreedRule(TITIP, 1))) == "Komisi 10% + 1 khusus"
    assert deal_words.summary((AgreedRule(TITIP, 2), AgreedRule(TITIP, 1))) == "2 kesepakatan"


def test_an_example_is_a_good_that_no_nearer_deal_takes() -> None:
    names = Names(GOODS, {7: "Kue"})
    general, of_kind, of_one = AgreedRule(TEN), AgreedRule(TEN, category_id=7), AgreedRule(TITIP, 1)

    assert names.example(general, (general, of_kind)).name == "Dodol"
    assert names.example(of_kind, (general, of_kind)).name == "Kue"
    assert names.example(of_kind, (of_kind, of_one)).price == Rupiah(10_000)
    assert names.example(AgreedRule(TITIP, 2)).unit == "Bungkus"


def test_a_thought_price_is_one_at_which_the_deal_pays_the_shop() -> None:
    assert deal_words.thought_price(TEN) == Rupiah(10_000)
    assert deal_words.thought_price(TITIP) == Rupiah(10_000)
    assert deal_words.thought_price(TIERS) == Rupiah(25_000)


def test_the_odd_rupiah_of_an_example_is_hers() -> None:
    assert deal_words.example(Terms(Deal.COMMISSION, 1_750), Rupiah(12_500)) == (
        "Contoh: terjual Rp 12.500, penitip menerima Rp 10.313, toko Rp 2.187."
    )


def test_what_the_shop_adds_is_told() -> None:
    assert "toko menambah Rp 500" in deal_words.example(TITIP, Rupiah(7_500))
