"""The rules of returns: whose, within which days, by whose right, and without a receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from consignment.terms import Deal, Terms
from inventory import queries as catalogue
from inventory.goods import Unit
from inventory.stock import Stock
from koperasi import numbers
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.errors import Refused
from koperasi.ledger import Role, party_balance
from koperasi.members import MemberYear
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from pos.returns import Brought
from pos.sale_commands import BackTo, SoldLine
from tests.returning import back, basket, bring
from tests.shops import SIX_PERCENT, Counter


def test_only_a_makers_goods_are_set_aside_for_her(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 1, 3_400))

    with pytest.raises(Refused, match="bukan barang titipan"):
        bring(counter, back(counter, sold.document_id, 1, to=BackTo.MAKER))


def test_a_return_lessens_the_purchases_of_who_bought_and_of_nobody_else(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 3_400), member=True)
    command = basket(counter, back(counter, sold.document_id, 1))

    with pytest.raises(Refused, match="milik anggota lain"):
        counter.post(replace(command, member_id=None))
    counter.post(command)

    with counter.shop.reading() as connection:
        assert connection.execute(select(summed(MemberYear.purchases))).scalar_one() == Rupiah(6_800)


def test_a_cashier_takes_back_up_to_her_limit_and_another_more(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 40, 3_400))
    command = basket(counter, back(counter, sold.document_id, 30))

    with pytest.raises(Refused, match=r"Batas Rina Astuti Rp 100\.000"):
        counter.post(command)
    counter.post(command, approver=counter.manager)


def test_after_the_days_of_return_another_must_allow_it(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 2, 3_400))
    counter.close(306_800)
    counter.shop.clock.at += timedelta(days=8)  # type: ignore[attr-defined]
    counter.open()
    command = basket(counter, back(counter, sold.document_id, 1))

    with pytest.raises(Refused, match="tidak punya hak"):
        counter.post(command)
    counter.post(command, approver=counter.manager)


def test_prices_of_today_change_nothing_of_what_comes_back(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 2, 3_400))
    with counter.shop.reading() as connection:
        assert catalogue.good(connection, counter.soap).units[0].prices[0].price == Rupiah(3_400)
    dearer = replace(back(counter, sold.document_id, 1), gross=Rupiah(-9_000), unit_price=Rupiah(9_000))

    with pytest.raises(Refused) as refused:
        bring(counter, dearer)

    assert refused.value.rule == "return-changed"


def test_what_has_happened_is_kept_and_told_even_when_it_came_back_twice(counter: Counter) -> None:
    """Two tills cut off from each other took the same piece back: both gave the money."""
    counter.buy(counter.soap, 5, 12_500)
    sold = counter.sell(counter.line(counter.soap, 1, 3_400))
    first, second = (basket(counter, back(counter, sold.document_id, 1)) for _turn in range(2))
    counter.post(first)

    with counter.shop.reading() as connection:
        number = numbers.peek(connection, first.number.series_id)
    posted = counter.post(replace(second, number=number), happened=True)

    with counter.shop.reading() as connection:
        flags = connection.execute(
            text("SELECT rule FROM flags WHERE document_id = :id"), {"id": posted.document_id}
        ).scalars()
        assert "returned-already" in list(flags)
    assert checks.wrong(counter.shop) == []


def test_goods_without_a_receipt_need_another_persons_yes_and_a_reason(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counter.open()
    command = basket(counter, blind(counter.soap, 2, 3_000))

    with pytest.raises(Refused, match="tidak punya hak"):
        counter.post(command)
    with pytest.raises(Refused, match="alasan"):
        counter.post(basket(counter, blind(counter.soap, 2, 3_000, reason="")), approver=counter.manager)
    counter.post(command, approver=counter.manager)

    with counter.shop.reading() as connection:
        there = select(Stock.quantity, Stock.value).where(Stock.product_id == counter.soap)
        assert connection.execute(there).one() == (Quantity.of(12), Rupiah(30_000))
    assert checks.wrong(counter.shop) == []


def test_goods_without_a_receipt_count_for_no_more_than_the_ceiling(counter: Counter) -> None:
    dear = basket(counter, blind(counter.soap, 20, 3_000))

    with pytest.raises(Refused, match=r"paling banyak Rp 50\.000"):
        counter.post(dear, approver=counter.manager)


def test_a_makers_goods_without_a_receipt_go_to_her_newest_lot_by_its_terms(counter: Counter) -> None:
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    counter.deliver(counter.cookies, 5, Terms(Deal.FIXED, payout_each=Rupiah(10_000)))
    counter.open()

    counter.post(basket(counter, blind(counter.cookies, 2, 12_500, to=BackTo.MAKER)), approver=counter.manager)

    account = ACCOUNT_IDS[Role.OWED_TO_MAKERS]
    with counter.shop.reading() as connection:
        assert party_balance(connection, account, counter.maker_id) == Rupiah(20_000)
    assert checks.wrong(counter.shop) == []


def blind(product: int, count: int, price: int, *, to: BackTo = BackTo.SHELF, reason: str = "Hadiah") -> SoldLine:
    """A line that brings goods back without a receipt."""
    brought = Brought(None, to, reason, Unit(0, "Pcs", ONE, ()), price=Rupiah(price))
    return brought.sold(product, Quantity.of(-count))
