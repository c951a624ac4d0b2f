"""Which promotion wins: worked tables for every kind, ties, floors, hours, and laws for any cart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.goods import Good, ProductKind, Unit
from inventory.lots import UnitCost
from inventory.promotion_offers import Bearer, Floor, Piece, Promotion, PromotionKind
from inventory.promotion_rules import Circumstances, Given, Item, concerned, decide
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
NO_FLOOR = Floor()
KIND = PromotionKind


def at(day: date = MONDAY, hour: str = "", price_class: str = "", branch_id: int = 1) -> Circumstances:
    clock = datetime.fromisoformat(f"{day} {hour}") if hour else None
    return Circumstances(price_class, branch_id, day, clock)


def good(number: int, *promotions: Promotion, floor: Floor | None = NO_FLOOR, maker: int | None = None) -> Good:
    units = tuple(
        Unit(number * 10 + place, name, Quantity.of(factor), ()) for place, (name, factor) in enumerate(SIZES)
    )
    kind = ProductKind.GOODS
    made = Good(number, str(number), f"Barang {number}", "Pcs", kind, None, maker, "", False, "", units)
    return replace(made, promotions=promotions, floor=floor)


SIZES = (("Pcs", 1), ("Renteng", 10))


def line(key: int, of: Good, quantity: int | str, price: int, best: int | None = None, place: int = 0) -> Item:
    """So many at a list price each; `best` is what one costs by the best price rule."""
    units = Quantity.of(quantity)
    listed, cost = units.at(Rupiah(price)), units.at(Rupiah(price if best is None else best))
    return made_item(key, of, place, units, listed, cost)


def made_item(key: int, of: Good, place: int, quantity: Quantity, listed: Rupiah, best: Rupiah) -> Item:
    unit = of.units[place]
    base = quantity.of_factor(unit.factor).thousandths
    return Item(key, of, unit, quantity, listed.amount, best.amount, base)


def off(found: dict[int, Given]) -> dict[int, int]:
    return {key: each.discount.amount for key, each in found.items()}


TEN_PERCENT = Promotion(1, "Hemat", KIND.PERCENT, rate_bps=1_000)
FIVE_HUNDRED_OFF = Promotion(2, "Potong", KIND.AMOUNT, amount=Rupiah(500))
AT_2_500 = Promotion(3, "Murah", KIND.PRICE, amount=Rupiah(2_500))
TWO_AND_ONE = Promotion(4, "Sabtu Sehat", KIND.FREE, buy=2, free=1)


@pytest.mark.parametrize(
    ("promotion", "quantity", "price", "gives"),
    [
        (TEN_PERCENT, 1, 3_000, 300),
        (TEN_PERCENT, 3, 3_333, 1_000),  # 999,9 half up
        (TEN_PERCENT, "0.25", 14_500, 363),  # of 3.625
        (FIVE_HUNDRED_OFF, 4, 3_000, 2_000),
        (FIVE_HUNDRED_OFF, 2, 400, 800),  # never more than it costs
        (AT_2_500, 4, 3_000, 2_000),
        (AT_2_500, 4, 2_500, 0),
        (AT_2_500, 4, 2_000, 0),
        (TWO_AND_ONE, 2, 3_000, 0),
        (TWO_AND_ONE, 3, 3_000, 3_000),
        (TWO_AND_ONE, 5, 3_000, 3_000),
        (TWO_AND_ONE, 6, 3_000, 6_000),
        (TWO_AND_ONE, "3.5", 3_000, 3_000),
    ],
)
def test_each_kind_gives_what_it_says(promotion: Promotion, quantity: int | str, price: int, gives: int) -> None:
    assert off(decide([line(1, good(1, promotion), quantity, price)], at())) == ({1: gives} if gives else {})


@pytest.mark.parametrize(
    ("best", "gives"),
    [(2_800, {1: 1_200}), (2_700, {}), (2_600, {})],
    ids=["dearer than the promotion", "as cheap", "cheaper"],
)
def test_a_price_as_cheap_as_the_promotion_stands(best: int, gives: dict[int, int]) -> None:
    """Four at 3.000 less ten percent cost 10.800: the promotion wins only where prices cost more."""
    assert off(decide([line(1, good(1, TEN_PERCENT), 4, 3_000, best)], at())) == gives


def test_the_promotion_that_gives_most_wins_and_of_equal_ones_the_elder() -> None:
    same = replace(TEN_PERCENT, id=9, name="Sama")
    found = decide([line(1, good(1, same, FIVE_HUNDRED_OFF, TEN_PERCENT), 1, 3_000)], at())
    assert (found[1].promotion, found[1].discount) == (FIVE_HUNDRED_OFF, Rupiah(500))

    found = decide([line(1, good(1, TEN_PERCENT, same), 1, 3_000)], at())
    assert found[1].promotion == TEN_PERCENT


def test_a_line_that_is_cheaper_by_its_price_stays_while_another_is_promoted() -> None:
    """Her price of a renteng beats ten percent, the price of a piece does not."""
    goods = good(1, TEN_PERCENT)
    found = decide([line(1, goods, 2, 3_000, 2_900), line(2, goods, 1, 28_000, 24_000, place=1)], at())
    assert off(found) == {1: 600}


def test_free_pieces_are_counted_over_all_lines_and_the_cheapest_are_given() -> None:
    """Two pieces and a renteng of ten are twelve: four are free, at a renteng's 2.800 each."""
    goods = good(1, TWO_AND_ONE)
    found = decide([line(1, goods, 2, 3_000), line(2, goods, 1, 28_000, place=1)], at())
    assert off(found) == {1: 0, 2: 11_200}


def test_free_pieces_in_one_unit_count_that_unit_alone() -> None:
    goods = good(1, replace(TWO_AND_ONE, units=(11,)))
    found = decide([line(1, goods, 20, 3_000), line(2, goods, 3, 28_000, place=1)], at())
    assert off(found) == {2: 28_000}


def test_lines_that_count_towards_free_goods_are_at_list_price() -> None:
    """Nothing is stacked: with a tier of 2.600, three cost 7.800, and two paid at 3.000 cost 6.000."""
    found = decide([line(1, good(1, TWO_AND_ONE), 3, 3_000, 2_600)], at())
    assert off(found) == {1: 3_000}
    assert off(decide([line(1, good(1, TWO_AND_ONE), 3, 3_000, 1_900)], at())) == {}


def test_an_amount_or_a_price_is_of_the_base_unit_unless_it_names_another() -> None:
    assert off(decide([line(1, good(1, FIVE_HUNDRED_OFF), 1, 28_000, place=1)], at())) == {}
    named = replace(FIVE_HUNDRED_OFF, units=(11,))
    assert off(decide([line(1, good(1, named), 2, 28_000, place=1)], at())) == {1: 1_000}


# -- floors ---------------------------------------------------------------------------------


def cost_of(each: int) -> Floor:
    return Floor(UnitCost(Rupiah(each), ONE))


@pytest.mark.parametrize(
    ("floor", "gives", "says"),
    [
        (cost_of(2_000), 3_000, "Promo Sabtu Sehat: beli 2 gratis 1"),
        (cost_of(2_500), 1_500, "Promo Sabtu Sehat: beli 2 gratis 1 (sampai harga pokok)"),
    ],
)
def test_what_would_go_below_cost_stops_there_and_says_so(floor: Floor, gives: int, says: str) -> None:
    found = decide([line(1, good(1, TWO_AND_ONE, floor=floor), 3, 3_000)], at())
    assert (found[1].discount, found[1].reason) == (Rupiah(gives), says)


def test_nothing_is_given_where_no_cost_was_looked_at_or_it_leaves_no_room() -> None:
    for floor in (None, cost_of(3_000), cost_of(9_000)):
        assert decide([line(1, good(1, TEN_PERCENT, floor=floor), 1, 3_000)], at()) == {}


def test_a_promotion_that_may_go_below_cost_gives_all_it_says() -> None:
    brave = replace(TWO_AND_ONE, below_cost=True)
    assert off(decide([line(1, good(1, brave, floor=cost_of(2_900)), 3, 3_000)], at())) == {1: 3_000}


TITIP = Floor(UnitCost(Rupiah(8_000), ONE), fixed=True)
SIX_PERCENT = Floor(rate_bps=600)


@pytest.mark.parametrize(
    ("floor", "bearer", "gives"),
    [
        (SIX_PERCENT, Bearer.SHOP, 600),  # all of the commission of 10.000
        (SIX_PERCENT, Bearer.MAKER, 3_000),
        (TITIP, Bearer.SHOP, 2_000),  # what lies above the harga titip
        (TITIP, Bearer.MAKER, 3_000),
    ],
)
def test_of_a_makers_goods_the_shop_gives_no_more_than_its_own_part(floor: Floor, bearer: Bearer, gives: int) -> None:
    less = Promotion(5, "Potong", KIND.AMOUNT, bearer, amount=Rupiah(3_000))
    assert off(decide([line(1, good(1, less, floor=floor, maker=7), 1, 10_000)], at())) == {1: gives}


def test_what_a_maker_bears_is_not_given_on_the_shops_own_goods() -> None:
    hers = replace(TEN_PERCENT, bearer=Bearer.MAKER)
    assert decide([line(1, good(1, hers), 1, 3_000)], at()) == {}


# -- bundles --------------------------------------------------------------------------------


def bundle(number: int, amount: int, *pieces: tuple[int, int]) -> Promotion:
    parts = tuple(Piece(product, Quantity.of(count)) for product, count in pieces)
    return Promotion(number, f"Paket {number}", KIND.BUNDLE, amount=Rupiah(amount), pieces=parts)


def test_a_bundle_gives_each_good_its_part_by_what_it_costs() -> None:
    """Two of 3.000 and one of 4.500 together 9.000, twice: 3.000 off, by 12.000 and 9.000."""
    together = bundle(6, 9_000, (1, 2), (2, 1))
    found = decide([line(1, good(1, together), 5, 3_000), line(2, good(2, together), 2, 4_500)], at())
    assert off(found) == {1: 1_714, 2: 1_286}


def test_a_bundle_that_is_not_whole_gives_nothing() -> None:
    together = bundle(6, 9_000, (1, 2), (2, 1))
    assert decide([line(1, good(1, together), 5, 3_000)], at()) == {}
    assert decide([line(1, good(1, together), 1, 3_000), line(2, good(2, together), 2, 4_500)], at()) == {}


def test_three_of_a_kind_for_ten_thousand() -> None:
    found = decide([line(1, good(1, bundle(6, 10_000, (1, 3))), 7, 3_500)], at())
    assert off(found) == {1: 1_000}


def test_a_bundle_gives_way_where_the_goods_are_cheaper_by_themselves() -> None:
    """Ten at a tier of 2.500 save 5.000, the bundle with one of them 1.000."""
    together = bundle(6, 6_500, (1, 1), (2, 1))
    lines = [line(1, good(1, together), 10, 3_000, 2_500), line(2, good(2, together), 1, 4_500)]
    assert decide(lines, at()) == {}


def test_what_one_good_has_no_room_for_comes_off_the_other() -> None:
    """4.500 at its cost gives nothing, so 1.000 comes off the other."""
    together = bundle(6, 6_500, (1, 1), (2, 1))
    lines = [line(1, good(1, together), 1, 3_000), line(2, good(2, together, floor=cost_of(4_500)), 1, 4_500)]
    assert off(decide(lines, at())) == {1: 1_000, 2: 0}


def test_of_bundles_over_the_same_goods_those_win_that_save_most_together() -> None:
    """The middle one saves 1.000 alone; the two beside it 900 each."""
    middle, left, right = (
        bundle(6, 5_000, (1, 1), (2, 1)),
        bundle(7, 5_100, (2, 1), (3, 1)),
        bundle(8, 5_100, (1, 1), (4, 1)),
    )
    goods = [good(1, middle, right), good(2, middle, left), good(3, left), good(4, right)]
    lines = [line(key, each, 1, 3_000) for key, each in enumerate(goods, start=1)]
    assert off(decide(lines, at())) == {1: 450, 2: 450, 3: 450, 4: 450}


def test_bundles_that_share_no_good_all_win_however_many() -> None:
    pairs = [bundle(number, 5_000, (2 * number, 1), (2 * number + 1, 1)) for number in range(1, 13)]
    goods = [good(piece.product_id, pair) for pair in pairs for piece in pair.pieces]
    found = decide([line(key, each, 1, 3_000) for key, each in enumerate(goods, start=1)], at())
    assert len({each.promotion.id for each in found.values()}) == 12


def test_a_change_concerns_the_goods_that_bundles_tie_to_it() -> None:
    one, two = bundle(6, 1, (1, 1), (2, 1)), bundle(7, 1, (2, 1), (3, 1))
    goods = [good(1, one), good(2, one, two), good(3, two), good(4, TEN_PERCENT)]
    assert concerned(goods, 1) == {1, 2, 3}
    assert concerned(goods, 4) == {4}
    assert concerned([goods[0]], 2) == {1, 2}, "the good itself may have gone"


# -- for whom, where, when ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "now", "holds"),
    [
        ({"price_class": "anggota"}, at(price_class="anggota"), True),
        ({"price_class": "anggota"}, at(), False),
        ({"price_class": "anggota"}, at(price_class="karyawan"), False),
        ({"branch_id": 1}, at(), True),
        ({"branch_id": 2}, at(), False),
        ({"first_day": MONDAY, "last_day": MONDAY}, at(), True),
        ({"first_day": SATURDAY}, at(), False),
        ({"last_day": MONDAY - timedelta(days=1)}, at(), False),
        ({"weekdays": 0b0100000}, at(SATURDAY), True),
        ({"weekdays": 0b0100000}, at(MONDAY), False),
    ],
)
def test_it_holds_for_whom_where_and_on_which_days(limits: dict[str, object], now: Circumstances, holds: bool) -> None:
    assert now.allow(replace(TEN_PERCENT, **limits)) is holds  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("begins", "ends", "day", "hour", "holds"),
    [
        (17, 19, SATURDAY, "16:59", False),
        (17, 19, SATURDAY, "17:00", True),
        (17, 19, SATURDAY, "18:59", True),
        (17, 19, SATURDAY, "19:00", False),
        (17, 19, SATURDAY, "", False),
        (22, 2, SATURDAY, "22:00", True),
        (22, 2, SATURDAY, "23:59", True),
        (22, 2, SATURDAY, "01:59", False),  # that night began on Friday
        (22, 2, SATURDAY + timedelta(days=1), "01:59", True),
        (22, 2, SATURDAY + timedelta(days=1), "02:00", False),
        (22, 2, SATURDAY + timedelta(days=1), "22:00", False),
    ],
)
def test_hours_over_midnight_belong_to_the_day_they_began_on(
    begins: int, ends: int, day: date, hour: str, holds: bool
) -> None:
    saturdays = replace(TEN_PERCENT, weekdays=0b0100000, begins=begins * 60, ends=ends * 60)
    assert at(day, hour).allow(saturdays) is holds


# -- laws -----------------------------------------------------------------------------------

rupiah = st.integers(0, 60).map(lambda n: Rupiah(n * 250))
bearers = st.sampled_from(Bearer)
limits = st.fixed_dictionaries(
    {
        "bearer": bearers,
        "below_cost": st.booleans(),
        "price_class": st.sampled_from(["", "", "anggota"]),
        "weekdays": st.sampled_from([0, 0, 1, 0b0100000]),
        "units": st.sampled_from([(), (), (10,), (11,), (20,), (31,)]),
    }
)
kinds = st.one_of(
    st.fixed_dictionaries({"kind": st.just(KIND.PERCENT), "rate_bps": st.integers(1, 10_000)}),
    st.fixed_dictionaries({"kind": st.sampled_from([KIND.AMOUNT, KIND.PRICE]), "amount": rupiah}),
    st.fixed_dictionaries({"kind": st.just(KIND.FREE), "buy": st.integers(1, 4), "free": st.integers(1, 3)}),
    st.fixed_dictionaries(
        {
            "kind": st.just(KIND.BUNDLE),
            "amount": rupiah,
            "pieces": st.dictionaries(st.integers(1, 3), st.integers(1, 3), min_size=1).map(
                lambda parts: tuple(Piece(product, Quantity.of(count)) for product, count in sorted(parts.items()))
            ),
        }
    ),
)
floors = st.one_of(
    st.none(),
    st.builds(lambda each, fixed: Floor(UnitCost(each, ONE), fixed), rupiah, st.booleans()),
    st.integers(0, 10_000).map(lambda rate: Floor(rate_bps=rate)),
)
wanted = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([0, 1]), st.integers(1, 14_000), rupiah, st.integers(0, 100)),
    min_size=1,
    max_size=6,
    unique_by=lambda each: each[:2],
)


@st.composite
def carts(draw: st.DrawFn) -> list[Item]:
    made = [Promotion(n, f"P{n}", **draw(kinds) | draw(limits)) for n in range(1, draw(st.integers(1, 6)) + 1)]  # type: ignore[arg-type]
    goods = {}
    for number in (1, 2, 3):
        its = [
            each
            for each in made
            if (number in {piece.product_id for piece in each.pieces} if each.pieces else draw(st.booleans()))
        ]
        goods[number] = good(number, *its, floor=draw(floors), maker=draw(st.sampled_from([None, 7])))
    items = []
    for key, (number, place, thousandths, price, percent) in enumerate(draw(wanted), start=1):
        quantity = Quantity(thousandths)
        listed = quantity.at(price)
        best = quantity.at(Rupiah(price.amount * percent // 100))
        items.append(made_item(key, goods[number], place, quantity, listed, best))
    return items


def paid(items: list[Item], found: dict[int, Given]) -> int:
    return sum(item.listed - found[item.key].discount.amount if item.key in found else item.cost for item in items)


@given(carts())
def test_promotions_never_make_it_dearer(items: list[Item]) -> None:
    found = decide(items, at(price_class="anggota"))
    assert paid(items, found) <= sum(item.cost for item in items)


@given(carts())
def test_no_line_gives_more_than_it_costs_nor_goes_below_its_floor(items: list[Item]) -> None:
    for item in items:
        given_ = decide(items, at(price_class="anggota")).get(item.key)
        if given_ is None:
            continue
        assert 0 <= given_.discount.amount <= item.listed
        if given_.discount and not given_.promotion.below_cost:
            floor = item.good.floor
            assert floor is not None
            least = floor.least(Quantity(item.base), Rupiah(item.listed), given_.promotion.bearer)
            assert item.listed - given_.discount.amount >= least.amount


@given(carts())
def test_the_order_of_scanning_does_not_matter(items: list[Item]) -> None:
    found = decide(items, at(price_class="anggota"))
    for order in list(permutations(items))[:24]:
        assert decide(list(order), at(price_class="anggota")) == found


@given(carts())
def test_one_good_has_one_promotion_and_the_bundles_parts_are_its_whole(items: list[Item]) -> None:
    found = decide(items, at(price_class="anggota"))
    for product in {item.good.product_id for item in items}:
        assert (
            len(
                {
                    found[item.key].promotion.id
                    for item in items
                    if item.good.product_id == product and item.key in found
                }
            )
            <= 1
        )
    for promotion in {each.promotion for each in found.values() if each.promotion.kind is KIND.BUNDLE}:
        its = [item for item in items if item.key in found and found[item.key].promotion == promotion]
        sets = min(
            sum(i.base for i in items if i.good.product_id == piece.product_id) // piece.quantity.thousandths
            for piece in promotion.pieces
        )
        whole = sum(found[item.key].discount.amount for item in its)
        if not any(found[item.key].capped for item in its):
            assert whole + sets * promotion.amount.amount == _worth_of(promotion, sets, items)


def _worth_of(promotion: Promotion, sets: int, items: list[Item]) -> int:
    """What the bundle's pieces cost by list, said over again: the cheapest ones first."""
    worth = 0
    for piece in promotion.pieces:
        left = sets * piece.quantity.thousandths
        its = [item for item in items if item.good.product_id == piece.product_id]
        for item in sorted(its, key=lambda item: (Fraction(item.listed, item.base), item.unit.id)):
            taken = min(left, item.base)
            left -= taken
            worth += item.worth(taken)
    return worth
