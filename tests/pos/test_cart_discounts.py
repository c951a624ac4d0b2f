"""Discounts keyed at the till: on a line by rupiah or percent, on the sale by largest remainder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.goods import Found
from koperasi import commands
from koperasi.errors import Refused
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from pos.cart import Cart
from pos.cart_discounts import Cut
from pos.sale_commands import Rule
from tests.pos.test_till import DAY, NOW, SOAP, SRI, SUGAR, good


def cart(*bought: tuple[object, int]) -> Cart:
    made = Cart(1, "uid", 1, DAY)
    for ware, pieces in bought:
        made, _key = made.add(Found(ware, ware.units[0].id), Quantity.of(pieces))  # type: ignore[attr-defined, arg-type]
    return made


def test_a_changed_price_keeps_the_list_price_and_says_why() -> None:
    line = cart((SOAP, 3)).repriced(1, Rupiah(3_000), "harga rak salah").line(1)

    assert (line.rule, line.reason) == (Rule.MANUAL, "harga rak salah")
    assert (line.list_price, line.unit_price, line.net) == (Rupiah(3_400), Rupiah(3_000), Rupiah(9_000))


def test_a_line_gets_its_own_price_back() -> None:
    changed = cart((SOAP, 3)).repriced(1, Rupiah(3_000), "salah")
    assert changed.repriced(1, None, "").lines == cart((SOAP, 3)).lines


def test_a_price_is_at_least_a_rupiah_and_never_that_of_a_scale() -> None:
    weighed, _key = Cart(1, "uid", 1, DAY).add(Found(SOAP, SOAP.units[0].id, price=Rupiah(7_000)))
    with pytest.raises(Refused):
        cart((SOAP, 1)).repriced(1, Rupiah(0), "salah")
    with pytest.raises(Refused):
        weighed.repriced(1, Rupiah(5_000), "salah")


def test_a_percent_follows_the_quantity_and_an_amount_stays() -> None:
    percent = cart((SOAP, 1)).discounted_by(1, 1_000, "penyok")
    amount = cart((SOAP, 1)).discounted(1, Rupiah(340), "penyok")

    assert percent.line(1).discount == amount.line(1).discount == Rupiah(340)
    assert percent.set_quantity(1, Quantity.of(3)).line(1).discount == Rupiah(1_020)
    assert amount.set_quantity(1, Quantity.of(3)).line(1).discount == Rupiah(340)


def test_a_percent_is_taken_half_up_and_never_more_than_all() -> None:
    odd = good(7, "Permen", 105)
    assert cart((odd, 1)).discounted_by(1, 1_000, "").line(1).discount == Rupiah(11)
    with pytest.raises(Refused):
        cart((odd, 1)).discounted_by(1, 10_001, "")


def test_a_discounted_line_is_not_joined_by_the_next_scan() -> None:
    made, key = cart((SOAP, 1)).discounted_by(1, 500, "penyok").add(Found(SOAP, SOAP.units[0].id))
    assert (key, len(made.lines)) == (2, 2)


def test_a_discount_on_the_sale_is_shared_by_largest_remainder_ties_to_the_lower_line() -> None:
    even = cart((good(8, "A", 1_000), 1), (good(9, "B", 1_000), 1), (good(10, "C", 1_000), 1))
    shared = even.cut_by(Cut(Rupiah(1_000), 0, "langganan"))

    assert [line.shared for line in shared.lines] == [Rupiah(334), Rupiah(333), Rupiah(333)]
    assert [line.sold().discount_reason for line in shared.lines] == ["langganan"] * 3
    assert shared.total == Rupiah(2_000)


def test_a_discount_on_the_sale_is_shared_anew_when_the_lines_change() -> None:
    shared = cart((SOAP, 1), (SUGAR, 1)).cut_by(Cut(Rupiah(0), 1_000, "langganan"))
    assert shared.total == Rupiah(19_080)

    without = shared.remove(1, "batal", NOW)
    assert (without.lines[0].shared, without.total) == (Rupiah(1_780), Rupiah(16_020))
    assert without.cut_by(None).total == Rupiah(17_800)


def test_no_more_can_be_taken_off_a_sale_than_it_comes_to() -> None:
    with pytest.raises(Refused):
        cart((SOAP, 1)).cut_by(Cut(Rupiah(3_401), 0, ""))
    shrunk = cart((SOAP, 2)).cut_by(Cut(Rupiah(6_000), 0, "")).set_quantity(1, Quantity.of(1))
    assert shrunk.total == Rupiah(0)


def test_a_line_keeps_its_own_discount_beside_its_part_of_the_sales() -> None:
    made = cart((SOAP, 1), (SUGAR, 1)).discounted(1, Rupiah(400), "penyok").cut_by(Cut(Rupiah(2_080), 0, "langganan"))
    sold = made.line(1).sold()

    assert (sold.discount, sold.discount_reason) == (Rupiah(700), "penyok, langganan")
    assert made.total == Rupiah(21_200 - 400 - 2_080)


def test_a_members_prices_share_the_same_discount() -> None:
    made = cart((SOAP, 1), (SUGAR, 1)).cut_by(Cut(Rupiah(1_000), 0, "langganan")).attach(SRI)
    assert made.total == Rupiah(20_100)
    assert total(line.shared for line in made.lines) == Rupiah(1_000)


def test_what_was_keyed_outlives_the_program() -> None:
    made = cart((SOAP, 2), (SUGAR, 1)).repriced(1, Rupiah(3_000), "a").discounted_by(2, 500, "b")
    made = made.cut_by(Cut(Rupiah(100), 0, "c"))
    assert commands.decode(Cart, commands.encode(made)) == made


@given(
    prices=st.lists(st.integers(1, 500_000), min_size=1, max_size=12),
    off=st.integers(0, 10_000),
    by_percent=st.booleans(),
)
def test_the_parts_of_a_sales_discount_are_all_of_it(prices: list[int], off: int, by_percent: bool) -> None:
    made = cart(*((good(20 + n, f"Barang {n}", price), 1) for n, price in enumerate(prices)))
    whole = made.total
    amount = Rupiah(min(off, whole.amount))
    shared = made.cut_by(Cut(Rupiah(0), off, "") if by_percent else Cut(amount, 0, ""))

    parts = total(line.shared for line in shared.lines)
    assert shared.total == whole - parts
    assert all(Rupiah(0) <= line.shared <= line.gross for line in shared.lines)
    if not by_percent:
        assert parts == amount
