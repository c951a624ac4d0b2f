"""What comes back stands in the cart as it was recorded, beside new goods at today's prices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inventory import queries as catalogue
from inventory.goods import Found, Good
from koperasi import members
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import cart_returns, receipts, sale_records
from pos.cart import Cart
from pos.cart_discounts import Cut
from pos.cart_returns import ComingBack
from pos.returns import Brought
from pos.sale_commands import BackTo, SaleCommand
from pos.till import Till
from printing.texts import text
from tests.returning import back, basket, original
from tests.shops import Counter


def good_of(counter: Counter, product_id: int) -> Good:
    with counter.shop.reading() as connection:
        return catalogue.good(connection, product_id)


def card_of(counter: Counter) -> Card:
    with counter.shop.reading() as connection:
        card = members.by_id(connection, counter.member_id, 2026)
    assert card is not None
    return card


def empty(counter: Counter) -> Cart:
    assert counter.shift is not None
    return Cart(counter.shop.minter.next(), "u", counter.shop.branch.id, counter.shift.business_date)


def coming(counter: Counter, sale_id: int, count: int, *, line: int = 1, buyer: Card | None = None) -> ComingBack:
    sold = original(counter, sale_id, line)
    quantity = Quantity.of(count)
    brought = Brought(sold, BackTo.SHELF, "Rusak", sold.unit_for(quantity), sold.returned)
    return ComingBack(good_of(counter, sold.sold.product_id), brought, quantity, buyer)


def test_new_goods_are_priced_as_if_nothing_came_back(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 9_999))
    cart, _key = cart_returns.brought(empty(counter), [coming(counter, sold.document_id, 2)])

    soap = good_of(counter, counter.soap)
    cart, _key = cart.add(Found(soap, soap.base.id), ONE)

    assert [line.net for line in cart.lines] == [Rupiah(-19_998), Rupiah(3_400)]
    assert cart.in_cart(counter.soap) == ONE
    assert cart.saved == Rupiah(0)


def test_a_discount_on_the_whole_sale_leaves_what_comes_back_alone(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 1, 9_999))
    cart, key = cart_returns.brought(empty(counter), [coming(counter, sold.document_id, 1)])
    soap = good_of(counter, counter.soap)
    cart, _key = cart.add(Found(soap, soap.base.id), ONE)

    assert [line.net for line in cart.cut_by(Cut(Rupiah(400), 0, "Pelanggan lama")).lines] == [
        Rupiah(-9_999),
        Rupiah(3_000),
    ]
    for change in (
        lambda: cart.discounted(key, Rupiah(1), "x"),
        lambda: cart.repriced(key, Rupiah(1), "x"),
        lambda: cart.next_unit(key),
    ):
        with pytest.raises(Refused, match="tetap seperti di struk"):
            change()


def test_two_lines_of_one_sold_line_share_what_is_left_of_it(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 3_333, 1))
    twice = [coming(counter, sold.document_id, 1), coming(counter, sold.document_id, 1)]
    cart, key = cart_returns.brought(empty(counter), twice)

    assert cart.step(key, 1).total == Rupiah(-(3 * 3_333 - 1))
    with pytest.raises(Refused, match="paling banyak 2"):
        cart.step(key, 2)
    first = cart.lines[0].key
    assert cart.set_quantity(first, Quantity.of(2)).total == Rupiah(-(3 * 3_333 - 1))


def test_the_cart_belongs_to_who_bought(counter: Counter) -> None:
    hers = counter.sell(counter.line(counter.soap, 1, 3_400), member=True)
    nobodys = counter.sell(counter.line(counter.soap, 1, 3_400))
    cart, _key = cart_returns.brought(empty(counter), [coming(counter, hers.document_id, 1, buyer=card_of(counter))])

    assert cart.member == card_of(counter)
    with pytest.raises(Refused, match="milik anggota lain"):
        cart.detach()
    with pytest.raises(Refused, match="tanpa anggota"):
        cart_returns.brought(cart, [coming(counter, nobodys.document_id, 1)])


def test_a_till_gives_the_command_that_posting_takes(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 4_115))
    assert counter.shift is not None
    till = Till(empty(counter), counter.shop.settings.cash_rounding)
    till = till.brought([coming(counter, sold.document_id, 2)])
    number = basket(counter, back(counter, sold.document_id, 1)).number

    command = till.command(number, counter.shift, counter.cashier.id, counter.shop.clock())

    assert till.due == Rupiah(-8_200)
    assert [each.applied for each in command.tenders] == [Rupiah(-8_200)]
    assert counter.post(command).total == Rupiah(-8_230)


def test_what_is_refused_leaves_the_till_as_it_was(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 1, 4_115))
    till = Till(empty(counter), counter.shop.settings.cash_rounding)

    refused = till.brought([coming(counter, sold.document_id, 1), coming(counter, sold.document_id, 1)])

    assert refused.cart == till.cart
    assert refused.said is not None
    assert "paling banyak 0" in refused.said.words


def slip_of(counter: Counter, command: SaleCommand) -> list[str]:
    posted = counter.post(command)
    with counter.shop.reading() as connection:
        sale = sale_records.read(connection, posted.document_id)
    assert replace(command, approvals=()) == sale.command
    return [
        line.strip()
        for line in text(receipts.receipt(counter.shop.branch, counter.shop.settings, sale), 32).splitlines()
    ]


def test_its_paper_says_retur_the_number_it_was_sold_by_and_what_went_back(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 4_115))
    paper = slip_of(counter, basket(counter, back(counter, sold.document_id, 2, reason="Rusak")))

    assert "RETUR" in paper
    assert f"RETUR dari {sold.number}, Rusak" in paper
    assert "-2 Pcs x 4.115          -8.230" in paper
    assert "UANG DIKEMBALIKAN          8.200" in paper
    assert not any(line.startswith(("TUNAI", "KEMBALI")) for line in paper)


def test_the_paper_of_an_exchange_says_so_and_how_it_was_paid(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 1, 3_400))
    lines = (back(counter, sold.document_id, 1), counter.line(counter.cookies, 1, 12_500))
    paper = slip_of(counter, basket(counter, *lines))

    assert "RETUR / TUKAR" in paper
    assert "TUNAI                      9.100" in paper


@pytest.mark.parametrize(("price", "paid", "rounding"), [(3_400, 0, 0), (3_455, 0, -55), (3_520, 100, -20)])
def test_an_exchange_for_as_much_or_a_little_more_is_paid_in_coins_that_exist(
    counter: Counter, price: int, paid: int, rounding: int
) -> None:
    sold = counter.sell(counter.line(counter.soap, 1, 3_400))
    assert counter.shift is not None
    till = Till(empty(counter), counter.shop.settings.cash_rounding).brought([coming(counter, sold.document_id, 1)])
    cookies = replace(good_of(counter, counter.cookies), open_price=True)
    cart, _key = till.cart.add(Found(cookies, cookies.base.id), ONE, Rupiah(price))
    till = replace(till, cart=cart).pay_started()
    number = basket(counter, back(counter, sold.document_id, 1)).number

    assert till.blocked == ""
    command = till.command(number, counter.shift, counter.cashier.id, counter.shop.clock())

    assert (sum(each.applied.amount for each in command.tenders), command.rounding.amount) == (paid, rounding)
    counter.post(command)


def test_a_sale_that_rounds_to_nothing_is_paid_with_nothing(counter: Counter) -> None:
    counter.open()
    assert counter.shift is not None
    cookies = replace(good_of(counter, counter.cookies), open_price=True)
    cart, _key = empty(counter).add(Found(cookies, cookies.base.id), ONE, Rupiah(55))
    till = Till(cart, counter.shop.settings.cash_rounding).pay_started()
    number = counter.command(counter.line(counter.cookies, 1, 55)).number

    posted = counter.post(till.command(number, counter.shift, counter.cashier.id, counter.shop.clock()))

    assert (posted.total, posted.rounding) == (Rupiah(55), Rupiah(-55))
