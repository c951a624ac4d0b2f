"""The books' checks: a sound shop has nothing wrong, and whatever is spoilt is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consignment.terms import Bearer, Deal, Terms
from inventory.purchases import PaidFrom
from koperasi import checks
from koperasi.checks import Check
from koperasi.shop import Shop
from pos import checks as all_rooms
from tests.laws.days import Days, furnish
from tests.shops import Counter

ON_FILE = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def shop_days(counter: Counter) -> Days:
    """A day's papers: a float, goods, sales on cash and on credit, a close, a new shift."""
    days = Days(counter.shop, counter, *furnish(counter))
    goods = days.goods
    days.open(300_000)
    days.buy([(goods.soap, 10_000, 25_001, None)], PaidFrom.CREDIT)
    days.deliver(goods.cookies, 5_000, Terms(Deal.COMMISSION, 1_750), None)
    soap = days.line(goods.soap, 2_000, 3_400, 0, Bearer.SHOP)
    days.sell(days.sale([soap, days.line(goods.cookies, 1_000, 12_500, 0, Bearer.SHOP)], "cash", member=False))
    days.sell(days.sale([soap], "kasbon", member=True))
    days.close(-500, left=True)
    days.open(100_000)
    return days


@pytest.fixture
def traded(shop_days: Days) -> Counter:
    return shop_days.counter


def wrong(shop: Shop, *among: Check) -> list[str]:
    with shop.reading() as connection:
        return [words for each in among or checks.CHECKS for words in each.run(connection, shop)]


def test_a_sound_shop_has_nothing_wrong(traded: Counter) -> None:
    assert wrong(traded.shop) == []
    assert all_rooms.wrong(traded.shop) == []


@ON_FILE
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE postings SET amount = amount + 7 WHERE account_id = 401", "K1-000002: jurnal selisih Rp 7"),
        ("UPDATE party_balances SET amount = amount - 5 WHERE account_id = 105", "A-0217: saldo akun 1-2100"),
        ("DELETE FROM party_balances WHERE account_id = 202", "P-01: saldo akun 2-1200"),
        ("UPDATE number_series SET last = last + 1 WHERE prefix = 'K1'", "Nomor K1-000003 hilang"),
        ("UPDATE number_series SET last = last - 1 WHERE prefix = 'K1'", "nomor terakhir tersimpan 1, di buku 2"),
        ("UPDATE documents SET seq = 7 WHERE number = 'K1-000001'", "Nomor K1-000001 hilang"),
        ("UPDATE till_drawers SET shift_id = NULL", "Kasir K1: shift terbuka"),
        ("UPDATE till_drawers SET left_in_drawer = 1", "Kasir K1: uang di laci"),
        ("UPDATE shift_closes SET expected = expected + 100", "Z-K1-0001: uang seharusnya"),
        ("UPDATE audit_links SET deed = 'x' WHERE seq = 3", "audit"),
    ],
)
def test_a_spoilt_row_is_named(traded: Counter, unguarded: Callable[[Shop, str], None], spoil: str, said: str) -> None:
    unguarded(traded.shop, spoil)

    assert any(said in words for words in wrong(traded.shop)), wrong(traded.shop)


def test_many_faults_are_counted_after_the_first() -> None:
    said = checks.named(str(number) for number in range(checks.NAMED + 5))

    assert len(said) == checks.NAMED + 1
    assert said[-1] == "… dan 5 lagi"


SPOILT = (
    "UPDATE party_balances SET amount = amount - 5",
    "UPDATE number_series SET last = 0",
    "UPDATE till_drawers SET shift_id = NULL, left_in_drawer = 5, grand_total = 9",
    "UPDATE stock SET quantity = 0, value = 3",
    "DELETE FROM product_stock",
    "UPDATE member_years SET purchases = 1",
    "DELETE FROM shift_totals",
    "UPDATE day_totals SET net = net + 1 WHERE topic = 'unit'",
    "DELETE FROM month_totals WHERE topic = 'cashier'",
)


def test_kept_rows_are_made_anew_exactly_as_they_were(traded: Counter, unguarded: Callable[[Shop, str], None]) -> None:
    shop = traded.shop
    before = kept(shop)

    for spoil in SPOILT:
        held = kept(shop)
        unguarded(shop, spoil)
        assert kept(shop) != held, spoil
    all_rooms.rebuild(shop)

    assert kept(shop) == before
    assert all_rooms.wrong(shop) == []


@ON_FILE
def test_kept_rows_that_were_lost_are_made_anew(traded: Counter, unguarded: Callable[[Shop, str], None]) -> None:
    shop = traded.shop
    before = kept(shop)

    for table in (
        "party_balances",
        "stock",
        "product_stock",
        "member_years",
        "shift_totals",
        "day_totals",
        "month_totals",
    ):
        unguarded(shop, f"DELETE FROM {table}")
    all_rooms.rebuild(shop)

    assert kept(shop) == before


def kept(shop: Shop) -> dict[str, list[str]]:
    tables = ("party_balances", "number_series", "till_drawers", "stock", "product_stock", "member_years")
    with shop.reading() as connection:
        return {
            name: sorted(str(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {name}"))
            for name in (*tables, "shift_totals", "day_totals", "month_totals")
        }


@ON_FILE
def test_a_lost_documents_number_is_not_given_again_by_a_rebuild(
    traded: Counter, unguarded: Callable[[Shop, str], None]
) -> None:
    unguarded(traded.shop, "UPDATE number_series SET last = 9 WHERE prefix = 'K1'")

    all_rooms.rebuild(traded.shop)

    assert wrong(traded.shop) == ["Nomor K1-000003 hilang"]
