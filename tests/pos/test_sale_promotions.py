"""Promotions in the books: who bears what, lot by lot, and that a till cannot make one up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from consignment.terms import Bearer, Deal, Terms, share_borne
from inventory import promotions
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, Target
from koperasi import commands, ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import FlagRecord
from koperasi.errors import Bug, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos import checks, sale_records
from pos.sale_commands import Promoted, SaleCommand, SoldLine
from pos.sale_facts import SaleLineLot, SaleLinePromotion
from tests.shops import Counter

SIX_PERCENT = Terms(Deal.COMMISSION, 600)
TITIP = Terms(Deal.FIXED, payout_each=Rupiah(11_000))


def balance(counter: Counter, role: Role) -> int:
    with counter.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role]).amount


def promotion(counter: Counter, product_id: int, bearer: Bearer = Bearer.SHOP, *, below_cost: bool = False) -> int:
    target = (Target(product_id=product_id),)
    new = NewPromotion(
        "HEMAT", "Hemat", PromotionKind.AMOUNT, target, bearer, amount=Rupiah(1_000), agreed=True, below_cost=below_cost
    )
    with counter.shop.work(counter.manager, channel="office") as work:
        return promotions.add(work, new)


def promoted(line: SoldLine, promotion_id: int, discount: int, bearer: Bearer = Bearer.SHOP) -> SoldLine:
    """A line on which a promotion gives so much beside what was keyed."""
    given = Promoted(promotion_id, Rupiah(discount), bearer, "Promo Hemat: potongan Rp 1.000")
    return replace(line, discount=line.discount + Rupiah(discount), promotion=given)


def flags(counter: Counter) -> set[str]:
    with counter.shop.reading() as connection:
        return set(connection.scalars(select(FlagRecord.rule)))


def parts(counter: Counter) -> Sequence[tuple[int, int, int, int]]:
    """Net, her share, commission and what the shop adds, of each lot's part."""
    columns = (SaleLineLot.net, SaleLineLot.maker_share, SaleLineLot.commission, SaleLineLot.promotion)
    with counter.shop.reading() as connection:
        return [
            tuple(each.amount for each in row) for row in connection.execute(select(*columns).order_by(SaleLineLot.id))
        ]


def test_what_a_promotion_gives_needs_no_right_of_the_cashier_and_is_kept(counter: Counter) -> None:
    """60.000 off: of a keyed discount she may give 5.000."""
    counter.buy(counter.soap, 100, 200_000)
    made = promotion(counter, counter.soap)
    command = counter.command(promoted(counter.line(counter.soap, 60, 3_400), made, 60_000))
    posted = counter.post(command)

    assert balance(counter, Role.SALES_OTHERS) == -(60 * 3_400 - 60_000)
    with counter.shop.reading() as connection:
        row = connection.execute(select(SaleLinePromotion.__table__)).one()
        assert sale_records.read(connection, posted.document_id).command == command
    assert (row.promotion_id, row.discount, row.bearer) == (made, Rupiah(60_000), Bearer.SHOP)
    assert flags(counter) == set()
    assert checks.wrong(counter.shop) == []


def test_doing_it_twice_changes_nothing(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 20_000)
    command = counter.command(promoted(counter.line(counter.soap, 3, 3_400), promotion(counter, counter.soap), 3_000))
    again = commands.decode(SaleCommand, commands.encode(command))

    assert counter.post(command).new
    assert not counter.post(again).new
    assert balance(counter, Role.SALES_OTHERS) == -7_200


@pytest.mark.parametrize(
    ("bearer", "hers", "ours", "added"),
    [
        # 12.500 at 6 %: 11.750 hers, 750 ours; of 1.000 off the shop gives its 750 and adds 250.
        (Bearer.SHOP, 11_750, 0, 250),
        # Hers to bear: 11.500 at 6 % are 690 for the shop, the rest is hers.
        (Bearer.MAKER, 10_810, 690, 0),
    ],
)
def test_of_a_makers_goods_the_one_who_bears_it_gets_less(
    counter: Counter, bearer: Bearer, hers: int, ours: int, added: int
) -> None:
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    made = promotion(counter, counter.cookies, bearer)
    counter.sell(promoted(counter.line(counter.cookies, 1, 12_500), made, 1_000, bearer))

    assert balance(counter, Role.OWED_TO_MAKERS) == -hers
    assert balance(counter, Role.COMMISSION_OTHERS) == -ours
    assert balance(counter, Role.PROMOTION) == added
    assert checks.wrong(counter.shop) == []


def test_over_lots_of_different_terms_each_bears_its_part(counter: Counter) -> None:
    """Three of a lot at 6 % and two at a harga titip of 11.000; 5.000 off, all of it hers.

    5.000 is shared 3.000 and 2.000: she gets 94 % of 34.500, and 22.000 less 2.000.
    """
    counter.deliver(counter.cookies, 3, SIX_PERCENT)
    counter.deliver(counter.cookies, 2, TITIP)
    made = promotion(counter, counter.cookies, Bearer.MAKER)
    counter.sell(promoted(counter.line(counter.cookies, 5, 12_500), made, 5_000, Bearer.MAKER))

    assert parts(counter) == [(34_500, 32_430, 2_070, 0), (23_000, 20_000, 3_000, 0)]
    assert balance(counter, Role.OWED_TO_MAKERS) == -52_430
    assert checks.wrong(counter.shop) == []


def test_beside_what_she_bears_the_shop_bears_what_was_keyed(counter: Counter) -> None:
    """12.500 less 1.000 of hers is 11.500: 94 % hers. The shop's 500 come out of its 690."""
    counter.deliver(counter.cookies, 1, SIX_PERCENT)
    made = promotion(counter, counter.cookies, Bearer.MAKER)
    counter.sell(promoted(counter.line(counter.cookies, 1, 12_500, discount=500), made, 1_000, Bearer.MAKER))

    assert parts(counter) == [(11_000, 10_810, 190, 0)]


def test_an_odd_discount_over_three_lots_loses_nothing(counter: Counter) -> None:
    for _lot in range(3):
        counter.deliver(counter.cookies, 1, SIX_PERCENT)
    made = promotion(counter, counter.cookies, Bearer.MAKER)
    counter.sell(promoted(counter.line(counter.cookies, 3, 12_500), made, 1_000, Bearer.MAKER))

    found = parts(counter)
    assert sum(net for net, *_rest in found) == 36_500
    assert all(hers + ours - added == net and not added for net, hers, ours, added in found)


def test_a_fixed_sum_never_goes_below_nothing() -> None:
    found = share_borne(TITIP, Quantity.of(1), Rupiah(12_500), Rupiah(0), Rupiah(12_500))
    assert (found.maker, found.commission, found.promotion) == (Rupiah(0), Rupiah(0), Rupiah(0))


@pytest.mark.parametrize("wrong", ["unknown", "another bearer"])
def test_a_promotion_the_shop_did_not_make_is_refused_and_flagged_when_it_happened(
    counter: Counter, wrong: str
) -> None:
    counter.buy(counter.soap, 10, 20_000)
    made = promotion(counter, counter.soap)
    line = counter.line(counter.soap, 3, 3_400)
    bad = promoted(line, 12_345, 3_000) if wrong == "unknown" else promoted(line, made, 3_000, Bearer.MAKER)
    with pytest.raises(Refused) as refusal:
        counter.sell(bad)
    assert refusal.value.rule == "promotion"

    counter.post(counter.command(bad), happened=True)
    assert "promotion" in flags(counter)


def test_an_ended_promotion_still_keeps_the_promise_of_a_cart(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 20_000)
    made = promotion(counter, counter.soap)
    with counter.shop.work(counter.manager, channel="office") as work:
        promotions.end(work, "HEMAT")
    counter.sell(promoted(counter.line(counter.soap, 3, 3_400), made, 3_000))


@pytest.mark.parametrize(("below_cost", "told"), [(False, {"promotion-below-floor"}), (True, set())])
def test_goods_that_cost_more_than_the_till_knew_are_sold_and_told(
    counter: Counter, below_cost: bool, told: set[str]
) -> None:
    counter.buy(counter.soap, 10, 30_000)
    made = promotion(counter, counter.soap, below_cost=below_cost)
    counter.sell(promoted(counter.line(counter.soap, 3, 3_400), made, 3_000))
    assert flags(counter) == told


def test_what_is_keyed_beside_a_promotion_still_needs_the_right_and_the_floor(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 20_000)
    made = promotion(counter, counter.soap)
    with pytest.raises(Refused) as refusal:
        counter.sell(promoted(counter.line(counter.soap, 3, 3_400, discount=2_000), made, 3_000))
    assert refusal.value.rule == "floor"


def test_a_promotion_larger_than_the_discount_is_a_bug(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 20_000)
    made = promotion(counter, counter.soap)
    line = promoted(counter.line(counter.soap, 3, 3_400), made, 3_000)
    with pytest.raises(Bug):
        counter.sell(replace(line, discount=Rupiah(1_000)))
