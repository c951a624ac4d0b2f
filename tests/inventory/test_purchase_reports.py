"""Reports of purchases: what was taken back is shown, and not counted."""

from __future__ import annotations

import pytest

from inventory import catalogue, purchase_queries, purchase_reports, queries
from inventory.goods import PriceLine, PriceRule
from inventory.landed_costs import Charge, Discount
from inventory.prices import PriceChanged
from inventory.purchase_queries import Show
from inventory.purchases import PaidFrom
from koperasi.errors import NotFound
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from tests.inventory.bought import line, receipt, receive
from tests.inventory.test_purchase_reversals import correct, reversal, reverse
from tests.shops import Counter


def today(counter: Counter) -> Period:
    day = counter.shop.branch.business_date(counter.shop.clock())
    return Period(counter.shop.branch, day, day)


def test_sums_leave_out_what_was_taken_back(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 10, 90_000), invoice_number="F-1"))
    correct(counter, wrong, receipt(counter, line(counter.soap, 10, 30_000), invoice_number="F-1"))
    receive(counter, receipt(counter, line(counter.copies, 1, 5_000), supplier_id=None, paid_from=PaidFrom.SAFE))

    with counter.shop.reading() as connection:
        period = today(counter)
        papers = purchase_reports.purchases(connection, period)
        suppliers = purchase_reports.by_supplier(connection, period)
        days = purchase_reports.by_day(connection, period)
        goods = purchase_reports.by_good(connection, period)
    assert [row[6] for row in papers.rows] == [Rupiah(90_000), Rupiah(30_000), Rupiah(5_000)]
    assert papers.totals is not None
    assert papers.totals[6] == Rupiah(35_000)
    assert [row[1:] for row in suppliers.rows] == [
        ("Siti Aminah", 1, Rupiah(30_000)),
        ("Tanpa pemasok", 1, Rupiah(5_000)),
    ]
    assert [row[1:] for row in days.rows] == [(2, Rupiah(35_000))]
    assert [(row[1], row[5], row[6], row[7]) for row in goods.rows] == [
        ("Sabun Mandi 70 g", Quantity.of(10), Rupiah(30_000), Rupiah(3_000)),
        ("Fotokopi", Quantity.of(1), Rupiah(5_000), Rupiah(5_000)),
    ]


def test_a_cost_that_moved_is_listed_until_its_price_is_set(counter: Counter) -> None:
    receive(counter, receipt(counter, line(counter.soap, 10, 20_000)))
    receive(counter, receipt(counter, line(counter.soap, 10, 35_000)))

    with counter.shop.reading() as connection:
        (row,) = purchase_reports.moved_costs(connection, today(counter)).rows
        unit = queries.good(connection, counter.soap).base.id
    assert row[6:] == (Rupiah(2_000), Rupiah(3_500), 7_500, Rupiah(3_400), "harga jual tidak menutup modal")
    with counter.shop.work(counter.manager) as work:
        catalogue.change_price(work, PriceChanged(unit, PriceLine(PriceRule.RETAIL, Rupiah(6_000))))
    with counter.shop.reading() as connection:
        assert purchase_reports.moved_costs(connection, today(counter)).rows == ()


def test_a_purchase_is_shown_as_it_was_keyed_and_why_it_went(counter: Counter) -> None:
    bought = line(counter.soap, 2, 100_000, 24, discount=Discount((500,)), bonus=Quantity.of(2), batch="B7")
    charges = (Charge("Ongkir", Rupiah(5_000)),)
    command = receive(counter, receipt(counter, bought, charges=charges, asked=100_000, invoice_number="F-9"))
    reverse(counter, reversal(counter, command.id))

    with counter.shop.reading() as connection:
        seen = purchase_queries.purchase(connection, command.id)
    (row,) = seen.lines
    assert (seen.invoice_number, seen.total, seen.why) == ("F-9", Rupiah(100_000), "salah ketik")
    assert [(each.words, each.amount) for each in seen.charges] == [("Ongkir", Rupiah(5_000))]
    assert (row.base_quantity, row.bonus, row.discount_words) == (Quantity.of(50), Quantity.of(2), "5 %")
    assert (row.gross, row.discount, row.shared, row.cost) == tuple(map(Rupiah, (100_000, 5_000, 5_000, 100_000)))


def test_an_imported_purchase_is_shown_by_its_cost(counter: Counter) -> None:
    counter.buy(counter.soap, 4, 10_000)

    with counter.shop.reading() as connection:
        (listed,) = purchase_queries.newest(connection, counter.shop.branch.id)
        seen = purchase_queries.purchase(connection, listed.id)
    assert (seen.supplier, seen.goods, seen.lines[0].gross) == ("", Rupiah(10_000), Rupiah(10_000))


def test_purchases_are_found_by_invoice_supplier_and_state(counter: Counter) -> None:
    first = receive(counter, receipt(counter, line(counter.soap, 1, 1_000), invoice_number="ABC-1"))
    second = receive(counter, receipt(counter, line(counter.soap, 1, 2_000), invoice_number="XYZ-2"))
    reverse(counter, reversal(counter, first.id))

    def ids(words: str = "", show: Show = Show.ALL) -> list[int]:
        with counter.shop.reading() as connection:
            return [each.id for each in purchase_queries.newest(connection, counter.shop.branch.id, words, show)]

    assert ids() == [second.id, first.id]
    assert ids("xyz") == [second.id]
    assert ids("siti") == [second.id, first.id]
    assert ids(show=Show.REVERSED) == [first.id]
    assert ids(show=Show.CREDIT) == [second.id]


def test_what_is_no_purchase_is_not_found(counter: Counter) -> None:
    with counter.shop.reading() as connection, pytest.raises(NotFound):
        purchase_queries.purchase(connection, 1)
