"""Promotions in the cart: against tiers and members' prices, by the hour, beside keyed discounts, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.goods import Found, Good, PriceLine, PriceRule, ProductKind, Unit
from inventory.lots import UnitCost
from inventory.promotion_offers import Floor, Piece, Promotion, PromotionKind
from koperasi import commands
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, CashRounding, Rupiah
from koperasi.quantity import ONE, Quantity
from pos.cart import Cart
from pos.sale_commands import Rule
from pos.scans import Seen
from pos.till import Draft, Till

DAY = date(2026, 11, 28)  # a Saturday
NOW = datetime(2026, 11, 28, 2, 41, tzinfo=UTC)
SRI = Card(7, "A-0217", "Sri Wahyuni", "Ibu", "Mawar", "anggota", Rupiah(500_000), Rupiah(185_000), Rupiah(4_312_500))
FREE = Promotion(1, "Sabtu Sehat", PromotionKind.FREE, buy=2, free=1)
EVENING = Promotion(2, "Sore", PromotionKind.PERCENT, rate_bps=2_000, begins=17 * 60, ends=19 * 60)
MEMBERS = Promotion(3, "Anggota", PromotionKind.PERCENT, rate_bps=1_000, price_class="anggota")
TOGETHER = Promotion(
    4,
    "Pagi",
    PromotionKind.BUNDLE,
    amount=Rupiah(4_500),
    pieces=(Piece(1, ONE), Piece(2, ONE)),
)


def good(number: int, price: int, *promotions: Promotion, tier: int = 0, member: int = 0, cost: int = 0) -> Good:
    prices = [PriceLine(PriceRule.RETAIL, Rupiah(price))]
    if tier:
        prices.append(PriceLine(PriceRule.TIER, Rupiah(tier), Quantity.of(12)))
    if member:
        prices.append(PriceLine(PriceRule.CLASS, Rupiah(member), price_class="anggota"))
    unit = Unit(number * 10, "Pcs", ONE, tuple(prices))
    made = Good(number, str(number), f"Barang {number}", "Pcs", ProductKind.GOODS, None, None, "", False, "", (unit,))
    return replace(made, promotions=promotions, floor=Floor(UnitCost(Rupiah(cost), ONE)))


def cart(*bought: tuple[Good, int]) -> Cart:
    built = Cart(1, "uid", 1, DAY)
    for each, count in bought:
        built, _key = built.add(Found(each, each.units[0].id), Quantity.of(count))
    return built


def at(hour: int) -> datetime:
    return datetime(2026, 11, 28, hour)  # noqa: DTZ001 - the branch's clock


def test_a_promotion_is_given_off_the_list_price_and_kept_on_the_line() -> None:
    line = cart((good(1, 3_000, FREE, tier=2_900), 12)).lines[0]
    sold = line.sold()

    assert (sold.rule, sold.unit_price, sold.list_price) == (Rule.RETAIL, Rupiah(3_000), Rupiah(3_000))
    assert (sold.gross, sold.discount, sold.net) == (Rupiah(36_000), Rupiah(12_000), Rupiah(24_000))
    assert sold.promotion is not None
    assert sold.promotion.reason == "Promo Sabtu Sehat: beli 2 gratis 1"


def test_a_tier_that_is_as_cheap_wins_and_the_cart_saves_what_it_saves() -> None:
    """Twelve at 2.000 are as cheap as eight of twelve at 3.000."""
    built = cart((good(1, 3_000, FREE, tier=2_000), 12))
    assert (built.lines[0].rule, built.lines[0].promotion, built.saved) == (Rule.TIER, None, Rupiah(12_000))


def test_her_price_and_a_promotion_are_not_added_up() -> None:
    """2.800 for members; ten percent off 3.000 is 2.700, not 2.520."""
    built = cart((good(1, 3_000, MEMBERS, member=2_800), 1))
    assert built.total == Rupiah(3_000)
    assert built.attach(SRI).total == Rupiah(2_700)
    assert built.attach(SRI).detach() == built


def test_a_bundle_comes_and_goes_with_its_goods() -> None:
    coffee, bread = good(1, 3_000, TOGETHER), good(2, 2_500, TOGETHER)
    alone = cart((coffee, 1))
    both, key = alone.add(Found(bread, 20))
    assert (alone.total, both.total) == (Rupiah(3_000), Rupiah(4_500))
    assert [line.off for line in both.lines] == [Rupiah(545), Rupiah(455)]

    assert both.remove(key, "batal", NOW).total == Rupiah(3_000)
    assert both.set_quantity(key, Quantity.of(2)).total == Rupiah(7_000)


def test_by_the_hour_it_comes_and_goes() -> None:
    built = cart((good(1, 3_000, EVENING), 2))
    assert built.total == Rupiah(6_000)
    evening = built.at(at(17))
    assert (evening.total, evening.at(at(18)) is evening) == (Rupiah(4_800), True)
    assert evening.at(at(19)).total == Rupiah(6_000)
    assert cart((good(1, 3_000, FREE), 2)).at(at(17)).moment is None, "nothing depends on the hour"


def test_a_keyed_discount_comes_after_it_and_takes_no_more_than_is_left() -> None:
    built = cart((good(1, 3_000, FREE), 3)).discounted(1, Rupiah(500), "penyok")
    assert (built.total, built.lines[0].off) == (Rupiah(5_500), Rupiah(3_500))
    with pytest.raises(Refused, match=r"paling banyak Rp 6\.000"):
        built.discounted(1, Rupiah(6_001), "")

    all_off = cart((good(1, 3_000, FREE), 2)).discounted(1, Rupiah(6_000), "rusak").set_quantity(1, Quantity.of(3))
    assert all_off.total == ZERO


def test_prices_that_were_typed_are_not_promoted() -> None:
    fish = replace(good(1, 3_000, FREE), open_price=True)
    built, _key = Cart(1, "uid", 1, DAY).add(Found(fish, 10), Quantity.of(3), Rupiah(3_000))
    assert built.total == Rupiah(9_000)


def test_what_a_scale_priced_is_not_promoted() -> None:
    built, _key = Cart(1, "uid", 1, DAY).add(Found(good(1, 3_000, FREE), 10, price=Rupiah(9_000)))
    assert built.total == Rupiah(9_000)


def test_a_removed_line_counts_no_more() -> None:
    built = cart((good(1, 3_000, FREE), 2)).discounted(1, Rupiah(1), "lecet")
    built, second = built.add(Found(good(1, 3_000, FREE), 10))
    assert built.total == Rupiah(5_999)
    assert built.remove(second, "batal", NOW).total == Rupiah(5_999)


def test_the_draft_brings_it_back_as_it_was() -> None:
    built = cart((good(1, 3_000, FREE, EVENING), 3)).at(at(18))
    draft = Till(built, CashRounding()).draft
    assert commands.decode(Draft, commands.encode(draft)) == draft


# -- what is said ---------------------------------------------------------------------------


def scanned(till: Till, each: Good, count: int) -> Till:
    seen = Seen(Found(each, each.units[0].id), Quantity.of(99))
    for _scan in range(count):
        till = till.scanned("1", (seen,))
    return till


def said(till: Till) -> str:
    return till.said.words if till.said else ""


def test_at_the_step_it_says_what_became_cheaper_and_only_then() -> None:
    soap = good(1, 3_000, tier=2_700)
    till = scanned(Till(Cart(1, "uid", 1, DAY), CashRounding()), soap, 11)
    assert said(till) == ""
    till = scanned(till, soap, 1)
    assert said(till) == "Jadi harga grosir mulai 12 pcs, hemat **Rp\N{NO-BREAK SPACE}3.600**"
    assert said(scanned(till, soap, 1)) == ""


def test_each_further_free_piece_is_told() -> None:
    soap = good(1, 3_000, FREE)
    heard = [said(scanned(Till(Cart(1, "uid", 1, DAY), CashRounding()), soap, count)) for count in range(1, 7)]
    assert [words.partition(", hemat ")[2] for words in heard] == [
        "", "", "**Rp\N{NO-BREAK SPACE}3.000**", "", "", "**Rp\N{NO-BREAK SPACE}6.000**",
    ]  # fmt: skip
    assert heard[2].startswith("Promo Sabtu Sehat: beli 2 gratis 1")


def test_a_percentage_is_told_once() -> None:
    cut = replace(EVENING, begins=None, ends=None)
    till = scanned(Till(Cart(1, "uid", 1, DAY), CashRounding()), good(1, 3_000, cut), 1)
    assert said(till) == "Promo Sore: diskon 20%, hemat **Rp\N{NO-BREAK SPACE}600**"
    assert said(scanned(till, good(1, 3_000, cut), 1)) == ""


def test_the_piece_that_would_be_free_is_offered() -> None:
    soap = good(1, 3_000, FREE)
    assert cart((soap, 1)).hint(1) is None
    hint = cart((soap, 2)).hint(1)
    assert hint is not None
    assert (hint.missing, hint.saving, hint.text) == (ONE, Rupiah(3_000), "tambah 1 pcs → gratis, hemat Rp 3.000")
    taken = cart((soap, 2)).take(1)
    assert (taken.lines[0].quantity, taken.total) == (Quantity.of(3), Rupiah(6_000))


def test_no_wholesale_step_is_offered_on_what_a_promotion_makes_cheaper() -> None:
    cut = replace(EVENING, begins=None, ends=None)
    assert cart((good(1, 3_000, cut, tier=2_900), 11)).hint(1) is None
    assert cart((good(1, 3_000, tier=2_900), 11)).hint(1) is not None


# -- laws -----------------------------------------------------------------------------------

GOODS = (
    good(1, 3_000, FREE, TOGETHER, tier=2_700, member=2_900, cost=1_000),
    good(2, 2_500, TOGETHER, MEMBERS, tier=2_000, cost=2_400),
    good(3, 7_777, MEMBERS, replace(FREE, id=9, buy=1), member=7_500),
    good(4, 1_250, tier=1_100),
)
scans = st.lists(st.tuples(st.sampled_from(GOODS), st.integers(1, 14)), min_size=1, max_size=8)


@given(scans, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_scanning_does_not_matter_and_it_is_never_dearer(
    bought: list[tuple[Good, int]], chance: object, member: bool
) -> None:
    built = cart(*bought)
    mixed = list(bought)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    other = cart(*mixed)
    plain = cart(*((replace(each, promotions=()), count) for each, count in bought))
    if member:
        built, other, plain = built.attach(SRI), other.attach(SRI), plain.attach(SRI)

    assert built.total == other.total <= plain.total
    assert built.total == Rupiah(sum(line.net.amount for line in built.lines))
    assert built.saved.amount == sum((line.listed - line.net).amount for line in built.lines)
    for line in built.lines:
        sold = line.sold()
        assert sold.gross - sold.discount == line.net >= ZERO
        assert sold.gross == sold.quantity.at(sold.unit_price)


@given(scans, st.data())
def test_changing_one_line_decides_all_that_it_concerns(bought: list[tuple[Good, int]], data: st.DataObject) -> None:
    """Step by step or all at once, the cart comes to the same."""
    built = cart(*bought)
    key = data.draw(st.sampled_from([line.key for line in built.lines]))
    quantity = Quantity.of(data.draw(st.integers(1, 30)))
    changed = built.set_quantity(key, quantity)
    assert [(line.key, line.net, line.promotion) for line in changed.lines] == [
        (line.key, line.net, line.promotion) for line in changed.detach().lines
    ]
