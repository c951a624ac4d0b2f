"""The cart: merging, units, tiers over lines, members' prices, and sums that always agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.goods import Found, Good, PriceLine, PriceRule, ProductKind, Unit
from koperasi import commands
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, ONE, Quantity
from pos.cart import Cart
from pos.sale_commands import Rule

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
SRI = Card(7, "A-0217", "Sri Wahyuni", "Ibu", "Mawar", "anggota", Rupiah(500_000), Rupiah(185_000), Rupiah(4_312_500))


def prices(retail: int, *, tier: tuple[int, int] | None = None, member: int | None = None) -> tuple[PriceLine, ...]:
    lines = [PriceLine(PriceRule.RETAIL, Rupiah(retail))]
    if tier:
        lines.append(PriceLine(PriceRule.TIER, Rupiah(tier[1]), Quantity.of(tier[0])))
    if member:
        lines.append(PriceLine(PriceRule.CLASS, Rupiah(member), price_class="anggota"))
    return tuple(lines)


def good(number: int, name: str, *units: Unit, open_price: bool = False) -> Good:
    kind = ProductKind.GOODS
    return Good(number, str(number), name, units[0].name, kind, None, None, "", open_price, "", units)


SOAP = good(
    1,
    "Sabun Lifebuoy Merah 70 g",
    Unit(11, "Pcs", ONE, prices(3_400, tier=(12, 3_100), member=3_300)),
    Unit(12, "Dus", Quantity.of(48), prices(145_000)),
)
COFFEE = good(
    2,
    "Kopi Kapal Api Special Mix",
    Unit(21, "Pcs", ONE, prices(1_750, member=1_700)),
    Unit(22, "Renteng", Quantity.of(10), prices(15_800, member=15_500)),
)
RICE = good(3, "Beras Mentik Wangi", Unit(31, "Kg", ONE, prices(14_500)))
FISH = good(4, "Ikan Lele", Unit(41, "Pcs", ONE, ()), open_price=True)


def cart() -> Cart:
    return Cart(1, "uid", 1, DAY)


def filled(*found: tuple[Good, int, str]) -> Cart:
    built = cart()
    for each, unit_id, quantity in found:
        built, _key = built.add(Found(each, unit_id), Quantity.of(quantity))
    return built


def test_a_repeated_scan_joins_its_line() -> None:
    built, first = cart().add(Found(SOAP, 11))
    built, second = built.add(Found(SOAP, 11), Quantity.of(3))

    assert first == second
    assert [line.quantity for line in built.lines] == [Quantity.of(4)]
    assert built.total == Rupiah(13_600)


def test_another_unit_of_the_same_good_is_a_line_of_its_own() -> None:
    built = filled((COFFEE, 21, "3"), (COFFEE, 22, "1"))
    assert [line.net for line in built.lines] == [Rupiah(5_250), Rupiah(15_800)]


def test_tiers_count_the_good_over_all_its_lines() -> None:
    built = filled((SOAP, 11, "10"))
    assert built.lines[0].unit_price == Rupiah(3_400)

    built = filled((SOAP, 11, "10"), (SOAP, 12, "1"))
    assert [line.unit_price for line in built.lines] == [Rupiah(3_100), Rupiah(145_000)]
    assert built.lines[0].rule is Rule.TIER


def test_the_cheaper_price_goes_again_when_the_line_that_earned_it_goes() -> None:
    built = filled((SOAP, 11, "10"), (SOAP, 12, "1"))
    built = built.remove(built.lines[1].key, "salah ambil", NOW)

    assert built.lines[0].unit_price == Rupiah(3_400)
    assert [line.good for line in built.removed] == [SOAP]
    assert built.removed[0].taken_out().reason == "salah ambil"


def test_a_removed_line_stays_in_its_place_and_counts_no_more() -> None:
    built = filled((SOAP, 11, "1"), (COFFEE, 21, "1"), (RICE, 31, "2,5".replace(",", ".")))
    built = built.remove(built.rows[1].key, "batal", NOW)

    assert [row.removal is None for row in built.rows] == [True, False, True]
    assert built.total == Rupiah(3_400 + 36_250)


def test_a_scan_after_the_removal_opens_a_new_line() -> None:
    built = filled((SOAP, 11, "1"))
    built = built.remove(built.rows[0].key, "batal", NOW)
    built, key = built.add(Found(SOAP, 11))
    assert [row.key for row in built.rows] == [1, key]
    assert key != 1


def test_a_part_is_sold_only_of_what_is_measured() -> None:
    assert filled((RICE, 31, "1.25")).total == Rupiah(18_125)
    with pytest.raises(Refused, match="utuh per pcs"):
        filled((SOAP, 11, "1.5"))


def test_goods_without_a_fixed_price_ask_for_one() -> None:
    with pytest.raises(Refused, match="Ketik harga Ikan Lele"):
        cart().add(Found(FISH, 41))

    built, key = cart().add(Found(FISH, 41), Quantity.of(2), Rupiah(12_500))
    sold = built.line(key).sold()
    assert (sold.rule, sold.list_price, sold.unit_price, sold.net) == (
        Rule.OPEN, Rupiah(12_500), Rupiah(12_500), Rupiah(25_000),
    )  # fmt: skip


def test_open_priced_goods_join_only_at_the_same_price() -> None:
    built, _key = cart().add(Found(FISH, 41), ONE, Rupiah(12_500))
    built, _key = built.add(Found(FISH, 41), ONE, Rupiah(12_500))
    built, _key = built.add(Found(FISH, 41), ONE, Rupiah(15_000))
    assert [line.quantity for line in built.lines] == [Quantity.of(2), ONE]


def test_what_a_scale_weighed_is_sold_as_weighed() -> None:
    built, _key = cart().add(Found(RICE, 31, quantity=Quantity(1_250)))
    assert built.lines[0].quantity == Quantity(1_250)


def test_what_a_scale_priced_costs_just_that() -> None:
    built, key = cart().add(Found(RICE, 31, price=Rupiah(9_999)))
    line = built.line(key)
    assert (line.net, line.quantity, line.rule) == (Rupiah(9_999), Quantity(690), Rule.RECORDED)
    assert built.saved == ZERO


def test_f9_goes_round_the_units_that_have_a_price() -> None:
    bare = replace(COFFEE, units=(*COFFEE.units, Unit(23, "Dus", Quantity.of(120), ())))
    built, key = cart().add(Found(bare, 21), Quantity.of(2))

    names = []
    for _press in range(2):
        built = built.next_unit(key)
        names.append((built.line(key).unit.name, built.line(key).quantity))
    assert names == [("Renteng", Quantity.of(2)), ("Pcs", Quantity.of(2))]


def test_the_hint_is_taken_in_the_same_unit() -> None:
    built = filled((SOAP, 11, "10"))
    hint = built.hint(1)
    assert hint is not None
    assert (hint.missing, hint.unit_price, hint.saving) == (Quantity.of(2), Rupiah(3_100), Rupiah(3_600))

    taken = built.take(1)
    assert (taken.line(1).quantity, taken.total) == (Quantity.of(12), Rupiah(37_200))


def test_the_hint_packs_pieces_into_the_larger_unit() -> None:
    built = filled((COFFEE, 21, "13"))
    taken = built.take(1)
    assert [(line.unit.name, line.quantity) for line in taken.lines] == [
        ("Renteng", ONE), ("Pcs", Quantity.of(3)),
    ]  # fmt: skip
    assert taken.in_cart(2) == Quantity.of(13)


def test_a_line_never_has_nothing_in_it() -> None:
    built = filled((SOAP, 11, "1"))
    with pytest.raises(Refused):
        built.step(1, -1)
    with pytest.raises(Refused):
        built.set_quantity(1, Quantity.of(100_000))


def test_a_discount_is_never_more_than_its_line() -> None:
    built = filled((SOAP, 11, "3")).discounted(1, Rupiah(1_200), "kemasan penyok")
    assert (built.total, built.saved) == (Rupiah(9_000), Rupiah(1_200))
    with pytest.raises(Refused):
        built.discounted(1, Rupiah(10_201), "")
    assert built.step(1, -2).total == Rupiah(2_200)


wares = st.sampled_from([(SOAP, 11), (SOAP, 12), (COFFEE, 21), (COFFEE, 22), (RICE, 31)])
deeds = st.lists(st.tuples(wares, st.integers(1, 30), st.booleans()), max_size=12)


def grown(steps: list[tuple[tuple[Good, int], int, bool]]) -> Cart:
    built = cart()
    for (each, unit_id), quantity, removed in steps:
        built, key = built.add(Found(each, unit_id), Quantity.of(quantity))
        if removed:
            built = built.remove(key, "batal", NOW)
    return built


@given(deeds)
def test_the_total_is_the_sum_of_what_will_be_sold(steps: list[tuple[tuple[Good, int], int, bool]]) -> None:
    built = grown(steps)
    sold = [line.sold() for line in built.lines]
    assert built.total == total(line.net for line in sold)
    assert all(line.gross == line.quantity.at(line.unit_price) for line in sold)
    assert built.subtotal - built.saved == built.total
    assert built.saved >= ZERO


@given(deeds)
def test_attaching_a_member_and_detaching_her_changes_nothing(
    steps: list[tuple[tuple[Good, int], int, bool]],
) -> None:
    built = grown(steps)
    assert built.attach(SRI).detach() == built
    assert built.attach(SRI).total <= built.total


@given(deeds)
def test_the_order_of_scans_decides_no_price(steps: list[tuple[tuple[Good, int], int, bool]]) -> None:
    kept = [(ware, quantity, False) for ware, quantity, _removed in steps]
    assert grown(kept).total == grown(kept[::-1]).total


@given(deeds)
def test_taking_a_hint_saves_what_it_says_and_loses_no_goods(
    steps: list[tuple[tuple[Good, int], int, bool]],
) -> None:
    built = grown(steps)
    for line in built.lines:
        hint = built.hint(line.key)
        if hint is None:
            continue
        taken, product = built.take(line.key), line.good.product_id
        assert taken.in_cart(product) == built.in_cart(product) + hint.missing


@given(deeds, st.booleans())
def test_a_cart_is_written_down_and_read_again(steps: list[tuple[tuple[Good, int], int, bool]], member: bool) -> None:
    built = grown(steps).attach(SRI) if member else grown(steps)
    assert commands.decode(Cart, commands.encode(built)) == built


def test_nothing_in_an_empty_cart() -> None:
    assert (cart().total, cart().saved, cart().in_cart(1)) == (ZERO, ZERO, NOTHING)
