"""How a member's money is shared: floored commission, fixed sums, and who bears a discount."""

from __future__ import annotations

import pytest

from consignment.terms import Bearer, Deal, Terms, share
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
