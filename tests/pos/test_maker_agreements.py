"""What her agreement says of a return after her payout, and of prices that the till lowers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from consignment.agreements import AfterPayout
from consignment.shares import MakerShare
from consignment.terms import Deal, Terms
from inventory.lots import LotRecord
from inventory.stock import Stock
from koperasi.errors import Refused
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING
from pos import checks
from pos.sale_commands import BackTo, Rule, SoldLine
from tests.consignment import paying
from tests.consignment.gone import q
from tests.returning import back, basket
from tests.shops import Counter

TWENTY = Terms(Deal.COMMISSION, 2_000)


def paid_for(counter: Counter, after: AfterPayout, terms: Terms = TWENTY) -> int:
    """Two of hers sold at 10,000 and paid to her; returns the sale."""
    paying.agree(counter, after_payout=after)
    counter.deliver(counter.cookies, 5, terms)
    sale = counter.sell(counter.line(counter.cookies, 2, 10_000)).document_id
    paying.pay(counter)
    return sale


def bring_back(counter: Counter, sale: int, count: int = 1, to: BackTo = BackTo.SHELF) -> None:
    counter.post(basket(counter, back(counter, sale, count, to=to)), approver=counter.manager)


def owned(counter: Counter) -> list[tuple[bool, int, int]]:
    """Each lot with something left: whether it is hers, pieces, worth."""
    found = (
        select(LotRecord.owner_id, Stock.quantity, Stock.value)
        .join(Stock, Stock.lot_id == LotRecord.id)
        .where(Stock.quantity != NOTHING)
        .order_by(LotRecord.id)
    )
    with counter.shop.reading() as connection:
        rows = connection.execute(found).all()
    return [(owner is not None, quantity.thousandths // 1_000, value.amount) for owner, quantity, value in rows]


def test_what_comes_back_after_she_was_paid_is_the_shops_where_she_agreed_so(counter: Counter) -> None:
    sale = paid_for(counter, AfterPayout.SHOP_KEEPS)

    bring_back(counter, sale)

    assert owned(counter) == [(True, 3, 0), (False, 1, 8_000)]
    assert paying.balance(counter).owed == ZERO
    assert (paying.booked(counter, Role.INVENTORY), paying.booked(counter, Role.COMMISSION_OTHERS)) == (8_000, -2_000)
    with counter.shop.reading() as connection:
        hers = connection.execute(select(MakerShare.quantity, MakerShare.share, MakerShare.commission)).all()
    assert [(each.quantity, each.share.amount, each.commission.amount) for each in hers] == [
        (q(2), 16_000, 4_000),
        (NOTHING, 0, -2_000),
    ]
    assert checks.wrong(counter.shop) == []


def test_what_the_shop_kept_is_sold_before_hers_and_as_its_own(counter: Counter) -> None:
    bring_back(counter, paid_for(counter, AfterPayout.SHOP_KEEPS))

    counter.sell(counter.line(counter.cookies, 2, 10_000))

    assert owned(counter) == [(True, 2, 0)]
    assert paying.balance(counter).owed == Rupiah(8_000)
    # Taken back at no margin, sold at the shop's own.
    assert paying.booked(counter, Role.SALES_OTHERS) + paying.booked(counter, Role.COST_OF_GOODS) == -2_000
    assert checks.wrong(counter.shop) == []


def test_all_of_it_kept_leaves_her_account_and_no_rupiah_over(counter: Counter) -> None:
    sale = paid_for(counter, AfterPayout.SHOP_KEEPS, Terms(Deal.COMMISSION, 1_750))
    for _piece in range(2):
        bring_back(counter, sale)

    assert owned(counter) == [(True, 3, 0), (False, 1, 8_250), (False, 1, 8_250)]
    assert paying.booked(counter, Role.COMMISSION_OTHERS) == 0
    assert checks.wrong(counter.shop) == []


def test_a_broken_piece_that_the_shop_keeps_lies_in_quarantine_as_its_own(counter: Counter) -> None:
    bring_back(counter, paid_for(counter, AfterPayout.SHOP_KEEPS), to=BackTo.DAMAGED)

    assert owned(counter) == [(True, 3, 0), (False, 1, 8_000)]
    assert checks.wrong(counter.shop) == []


def test_what_is_the_shops_is_not_put_aside_for_her(counter: Counter) -> None:
    sale = paid_for(counter, AfterPayout.SHOP_KEEPS)

    with pytest.raises(Refused, match="milik toko") as refused:
        bring_back(counter, sale, to=BackTo.MAKER)

    assert refused.value.rule == "kept-by-shop"


def test_otherwise_her_account_may_go_below_nothing(counter: Counter) -> None:
    sale = paid_for(counter, AfterPayout.CLAW_BACK)

    bring_back(counter, sale)

    assert owned(counter) == [(True, 4, 0)]
    assert paying.balance(counter).owed == Rupiah(-8_000)
    assert checks.wrong(counter.shop) == []


def test_before_she_is_paid_a_return_is_hers_whatever_was_agreed(counter: Counter) -> None:
    paying.agree(counter, after_payout=AfterPayout.SHOP_KEEPS)
    counter.deliver(counter.cookies, 5, TWENTY)
    sale = counter.sell(counter.line(counter.cookies, 2, 10_000)).document_id

    bring_back(counter, sale)

    assert (owned(counter), paying.balance(counter).owed) == ([(True, 4, 0)], Rupiah(8_000))


# -- prices that the till lowers -----------------------------------------------------------------


def lowered(counter: Counter, price: int, rule: Rule = Rule.MANUAL) -> SoldLine:
    """One of hers, listed at 10,000, keyed at another price."""
    return replace(counter.line(counter.cookies, 1, price), list_price=Rupiah(10_000), rule=rule)


def test_the_shop_bears_a_price_that_it_lowered(counter: Counter) -> None:
    counter.deliver(counter.cookies, 5, TWENTY)

    counter.post(counter.command(lowered(counter, 9_000)), approver=counter.manager)

    assert paying.balance(counter).owed == Rupiah(8_000)
    assert paying.booked(counter, Role.COMMISSION_OTHERS) == -1_000
    assert checks.wrong(counter.shop) == []


def test_she_bears_it_where_she_lets_the_shop_lower_prices(counter: Counter) -> None:
    paying.agree(counter, may_lower=True)
    counter.deliver(counter.cookies, 5, TWENTY)

    counter.post(counter.command(lowered(counter, 9_000)), approver=counter.manager)

    assert paying.balance(counter).owed == Rupiah(7_200)


def test_a_label_that_was_wrong_is_the_shops_mistake(counter: Counter) -> None:
    paying.agree(counter, may_lower=True)
    counter.deliver(counter.cookies, 5, TWENTY)

    counter.post(counter.command(lowered(counter, 9_000, Rule.SHELF)), approver=counter.manager)

    assert paying.balance(counter).owed == Rupiah(8_000)


FLOORS = {
    "harga titip": (Terms(Deal.FIXED, payout_each=Rupiah(8_000)), False, 8_000),
    "komisi": (TWENTY, False, 8_000),
    "her floor": (Terms(Deal.FLOOR, 5_000, floor_each=Rupiah(7_000)), True, 7_000),
    "base and surplus": (Terms(Deal.SURPLUS, 1_000, base_each=Rupiah(8_000), surplus_bps=5_000), False, 8_200),
}


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", FLOORS)
def test_below_what_she_must_get_another_must_say_yes_and_she_gets_it(counter: Counter, name: str) -> None:
    deal, may_lower, hers = FLOORS[name]
    paying.agree(counter, may_lower=may_lower)
    counter.deliver(counter.cookies, 5, deal)
    command = counter.command(lowered(counter, hers - 500))

    with pytest.raises(Refused):
        counter.post(command)
    counter.post(command, approver=counter.manager)

    assert paying.balance(counter).owed == Rupiah(hers)
    assert paying.booked(counter, Role.PROMOTION) == 500
    assert checks.wrong(counter.shop) == []
