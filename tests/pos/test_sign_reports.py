"""One page of what each cashier removed, called off, took back and gave away, beside the whole shop."""

from __future__ import annotations

import pytest

from koperasi.money import Rupiah
from pos import happenings, sign_reports
from pos.happenings import What
from pos.sign_reports import Sign
from tests.pos.busy import FIRST, LAST, days_of, period
from tests.shops import Counter


def found(counter: Counter) -> dict[tuple[int, str], tuple[int, Rupiah]]:
    with counter.shop.reading() as connection:
        return {
            (each.cashier, each.what): (each.count, each.amount)
            for each in sign_reports.signs(connection, period(counter))
        }


def test_everything_is_counted_at_whoever_did_it(counter: Counter) -> None:
    days_of(counter)
    signs, cashier = found(counter), counter.cashier.id
    assert signs[cashier, "removed"] == (2, Rupiah(13_600))
    assert signs[cashier, "void"] == (1, Rupiah(6_800))
    assert signs[cashier, "return"] == (1, Rupiah(6_800))
    assert signs[cashier, "discount"] == (2, Rupiah(9_400))
    assert signs[cashier, "price"] == (1, Rupiah(2_000))
    assert signs[cashier, "near_limit"] == (1, Rupiah(4_000))
    assert signs[cashier, "override"] == (2, Rupiah(7_400))
    assert signs[counter.manager.id, "no_sale"] == (3, Rupiah(0))
    assert (cashier, "return_blind") not in signs


def test_it_is_what_the_days_papers_tell(counter: Counter) -> None:
    days_of(counter)
    signs, cashier = found(counter), counter.cashier.id
    with counter.shop.reading() as connection:
        told = happenings.often(happenings.of_days(connection, counter.shop.branch, FIRST, LAST))
    amounts = {each.what: each.amount for each in told}
    for what, named in (
        (What.DISCOUNT, "discount"),
        (What.PRICE, "price"),
        (What.VOID, "void"),
        (What.RETURN, "return"),
    ):
        assert amounts[what] == signs[cashier, named][1]


def test_who_opens_the_drawer_without_ever_selling_is_asked_about(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = sign_reports.by_cashier(connection, period(counter))
    asked = [row for row in report.records() if row["ask"]]
    assert [(row["cashier"], row["times"], row["rate"]) for row in asked] == [("Yuni Kartika", 3, None)]
    assert report.chart is not None


@pytest.mark.parametrize(
    ("count", "tickets", "shop_count", "often"),
    [(6, 100, 8, True), (6, 100, 12, True), (6, 100, 13, False), (2, 10, 2, False), (3, 400, 3, False)],
)
def test_only_much_more_than_in_the_shop_is_pointed_at(count: int, tickets: int, shop_count: int, often: bool) -> None:
    assert Sign(1, "void", count, Rupiah(0), tickets, shop_count, 400).often is often
