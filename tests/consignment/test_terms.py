"""How a member's money is shared: floored commission, fixed sums, and who bears a discount."""

from __future__ import annotations

import pytest

from consignment.terms import Bearer, Deal, Terms, Tier, share, share_borne
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import Quantity


def commission(bps: int) -> Terms:
    return Terms(Deal.COMMISSION, bps)


def shared(
    terms: Terms, quantity: int, gross: int, less: int = 0, bearer: Bearer = Bearer.SHOP
) -> tuple[int, int, int]:
    found = share(terms, Quantity.of(quantity), Rupiah(gross), Rupiah(gross - less), bearer)
    return found.maker.amount, found.commission.amount, found.promotion.amount


@pytest.mark.parametrize(
    ("unit", "quantity", "bps", "commission_of_it", "hers"),
    [
        (7_500, 3, 1_750, 3_937, 18_563),
        (3_333, 7, 1_250, 2_916, 20_415),
        (999, 1, 3_333, 332, 667),
        (12_500, 24, 2_000, 60_000, 240_000),
        (100, 1, 1, 0, 100),
        (15_000, 1, 0, 0, 15_000),
        (15_000, 1, 10_000, 15_000, 0),
        (100_000, 100, 2_500, 2_500_000, 7_500_000),  # a textbook's hundred television sets (C14)
    ],
)
def test_commission_is_floored_and_the_rest_is_hers(
    unit: int, quantity: int, bps: int, commission_of_it: int, hers: int
) -> None:
    assert shared(commission(bps), quantity, unit * quantity) == (hers, commission_of_it, 0)


def test_lines_at_twenty_percent_bring_the_published_commission() -> None:
    """C04: 10,000 + 100 + 50 × 10 at 20 % bring 2,120."""
    lines = [(1, 10_000), (1, 100), (50, 500)]
    assert sum(shared(commission(2_000), quantity, gross)[1] for quantity, gross in lines) == 2_120


def test_a_fixed_share_leaves_the_price_to_the_shop() -> None:
    titip = Terms(Deal.FIXED, payout_each=Rupiah(8_000))
    assert shared(titip, 5, 50_000) == (40_000, 10_000, 0)


def test_a_discount_of_the_shops_leaves_her_share_whole() -> None:
    """X05: five at harga titip 8,000 on a line of 50,000 less 1,000 owe 40,000."""
    titip = Terms(Deal.FIXED, payout_each=Rupiah(8_000))
    assert shared(titip, 5, 50_000, less=1_000) == (40_000, 9_000, 0)
    assert shared(commission(1_750), 10, 125_000, less=5_000) == (103_125, 16_875, 0)


def test_a_discount_of_hers_lowers_her_share() -> None:
    assert shared(commission(1_750), 10, 125_000, less=5_000, bearer=Bearer.MAKER) == (99_000, 21_000, 0)


def test_what_the_shop_gives_beyond_its_commission_is_promotion() -> None:
    assert shared(commission(1_000), 1, 10_000, less=4_000) == (9_000, 0, 3_000)
    assert shared(Terms(Deal.FIXED, payout_each=Rupiah(8_000)), 1, 7_000) == (8_000, 0, 1_000)


def test_her_share_commission_and_promotion_always_make_up_the_net() -> None:
    for terms in (commission(0), commission(3_333), commission(10_000), Terms(Deal.FIXED, payout_each=Rupiah(777))):
        for bearer in Bearer:
            for gross, less in ((0, 0), (1, 1), (999, 333), (12_345, 12_345), (50_000, 1)):
                hers, ours, given = shared(terms, 3, gross, less, bearer)
                assert hers + ours - given == gross - less
                assert min(ours, given) == 0 == min(ZERO.amount, ours, given)


# -- published examples, and the deals beside commission and harga titip ---------------------------


def test_c05_a_refund_nets_against_sales_in_the_same_run() -> None:
    """C05: 50 and 90 sold, 20 come back, at 10 each and 20 %: 240 of commission on 1,200."""
    sold = [shared(commission(2_000), pieces, 10 * pieces)[1] for pieces in (50, 90)]
    back = shared(commission(2_000), 20, 200)[1]
    assert sum(sold) - back == 240


def test_c06_a_buyers_fee_comes_off_before_the_split() -> None:
    """C06: of 10.00 less a fee of 1.00 she gets 40 %: 3.60."""
    deal = Terms(Deal.COMMISSION, 6_000, fee_each=Rupiah(100), fee_first=True)
    assert shared(deal, 1, 1_000) == (360, 640, 0)


def test_c07_an_items_fee_comes_off_after_the_split() -> None:
    """C07: of 10.00 she gets 40 %, less a fee of 1.00: 3.00."""
    deal = Terms(Deal.COMMISSION, 6_000, fee_each=Rupiah(100))
    assert shared(deal, 1, 1_000) == (300, 700, 0)


X01 = [
    (7_500, 3, 1_750, 3_937),
    (3_333, 7, 1_250, 2_916),
    (999, 1, 3_333, 332),
    (12_500, 24, 2_000, 60_000),
    (100, 1, 1, 0),
    (15_000, 1, 0, 0),
    (15_000, 1, 10_000, 15_000),
]


@pytest.mark.parametrize(("unit", "pieces", "bps", "ours"), X01)
def test_x01_the_commission_is_floored_and_hers_is_the_rest(unit: int, pieces: int, bps: int, ours: int) -> None:
    assert shared(commission(bps), pieces, unit * pieces) == (unit * pieces - ours, ours, 0)


def test_a_floor_holds_where_the_commission_would_leave_her_less() -> None:
    deal = Terms(Deal.FLOOR, 5_000, floor_each=Rupiah(7_000))
    assert shared(deal, 2, 40_000) == (20_000, 20_000, 0)
    assert shared(deal, 2, 20_000) == (14_000, 6_000, 0)
    assert shared(deal, 2, 20_000, less=8_000) == (14_000, 0, 2_000)
    # A price list that lies below her floor is nobody's reduction: she gets all of it, no more.
    assert shared(deal, 2, 12_000) == (12_000, 0, 0)


def test_her_floor_counts_up_to_the_list_price_where_the_price_itself_was_lowered() -> None:
    deal = Terms(Deal.FLOOR, 5_000, floor_each=Rupiah(7_000))
    lowered = share_borne(deal, Quantity.of(1), Rupiah(6_000), Rupiah(6_000), ZERO, listed=Rupiah(10_000))
    assert (lowered.maker, lowered.commission, lowered.promotion) == (Rupiah(7_000), ZERO, Rupiah(1_000))


@pytest.mark.parametrize(("price", "hers"), [(9_499, 7_600), (9_500, 8_550), (20_000, 18_000)])
def test_the_whole_price_takes_the_rate_of_the_step_it_reaches(price: int, hers: int) -> None:
    """The cliff is meant: a rupiah more may bring her more than that rupiah."""
    deal = Terms(Deal.TIERED, 2_000, tiers=(Tier(Rupiah(9_500), 1_000),))
    assert shared(deal, 1, price)[0] == hers


def test_of_a_base_she_gets_most_and_of_the_surplus_another_part() -> None:
    deal = Terms(Deal.SURPLUS, 1_000, base_each=Rupiah(8_000), surplus_bps=5_000)
    assert shared(deal, 2, 20_000) == (14_400 + 2_000, 3_600, 0)
    assert shared(deal, 1, 6_000) == (5_400, 600, 0)


def test_what_the_columns_do_not_hold_is_written_down_and_read_again() -> None:
    deal = Terms(Deal.TIERED, 2_000, fee_each=Rupiah(150), fee_first=True, tiers=(Tier(Rupiah(9_500), 1_000),))
    assert Terms(Deal.TIERED, 2_000).with_more(deal.more) == deal
    assert (Terms(Deal.COMMISSION, 1_000).more, deal.more.startswith("{")) == ("", True)
