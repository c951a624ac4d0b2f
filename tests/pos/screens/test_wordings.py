"""Carts, goods and members in the till's words."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.goods import Found, Good, PriceLine, PriceRule, ProductKind, Unit
from koperasi.members import Card
from koperasi.money import CashRounding, Rupiah
from koperasi.quantity import ONE, Quantity
from pos.cart import Cart
from pos.screens import wordings
from pos.till import Till

DAY = date(2026, 11, 23)
COFFEE = Good(
    2, "K-0412", "Kopi Kapal Api", "Pcs", ProductKind.GOODS, None, None, "", False, "",
    (
        Unit(21, "Pcs", ONE, (PriceLine(PriceRule.RETAIL, Rupiah(1_750)),)),
        Unit(
            22,
            "Renteng",
            Quantity.of(10),
            (
                PriceLine(PriceRule.RETAIL, Rupiah(15_800)),
                PriceLine(PriceRule.TIER, Rupiah(15_000), Quantity.of(60)),
            ),
        ),
    ),
)  # fmt: skip


def till(unit_id: int, quantity: int) -> Till:
    cart, _key = Cart(1, "uid", 1, DAY).add(Found(COFFEE, unit_id), Quantity.of(quantity))
    return Till(cart, CashRounding(100))


def test_the_hint_names_what_is_missing_the_price_and_what_it_saves() -> None:
    hint = wordings.hint(till(22, 5))
    assert hint is not None
    assert hint.words.replace("\N{NO-BREAK SPACE}", " ") == (
        "Tambah **1 renteng** → harga grosir **Rp 15.000**, hemat **Rp 4.800**"
    )


def test_pieces_that_fill_a_larger_unit_are_offered_as_it() -> None:
    hint = wordings.hint(till(21, 12))
    assert hint is not None
    assert hint.words.replace("\N{NO-BREAK SPACE}", " ") == "Ambil **1 renteng** **Rp 15.800**, hemat **Rp 1.700**"


@pytest.mark.parametrize(
    ("on_hand", "words"),
    [("428", "428 pcs = 42 renteng + 8 pcs"), ("420", "420 pcs = 42 renteng"), ("8", "8 pcs"), ("-3", "−3 pcs")],
)
def test_stock_is_said_in_pieces_and_in_the_largest_unit(on_hand: str, words: str) -> None:
    assert wordings.stock(COFFEE, Quantity.of(on_hand)) == words


def test_a_member_is_told_what_she_owes_and_since_when() -> None:
    sri = Card(
        7, "A-0217", "Sri Wahyuni", "Ibu", "", "anggota", Rupiah(500_000), Rupiah(185_000), Rupiah(4_312_500)
    )  # fmt: skip
    words = wordings.member(sri, date(2026, 11, 11), DAY, 200)

    assert (words.detail, words.oldest) == ("A-0217 · Anggota", "Utang tertua 12 hari")
    assert words.left.endswith("315.000")
    # Estimates are rounded: more digits would promise too much.
    assert words.shu.endswith("86.000")
