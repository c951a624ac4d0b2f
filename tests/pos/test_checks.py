"""The counter's checks name what was spoilt, and late entries are counted where they belong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consignment.terms import Bearer, Deal, Terms
from inventory.purchases import PaidFrom
from koperasi import shifts
from koperasi.checks import Check
from koperasi.shop import Shop
from pos import checks, totals
from pos.totals import Topic
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def days(counter: Counter) -> Days:
    """A closed shift with a sale to the member, one to a guest, and one that came late."""
    made = Days(counter.shop, counter, *furnish(counter))
    made.open(100_000)
    made.buy([(made.goods.soap, 10_000, 25_001, None)], PaidFrom.SAFE)
    made.deliver(made.goods.cookies, 5_000, Terms(Deal.COMMISSION, 1_750), None)
    lines = [
        made.line(made.goods.soap, 2_000, 3_400, 0, Bearer.SHOP),
        made.line(made.goods.cookies, 7_000, 12_500, 2_000, Bearer.SHOP),
    ]
    made.sell(made.sale(lines, "cash", member=True))
    made.sell(made.sale(lines[:1], "qris", member=False))
    made.close(0, left=False)
    made.sell(made.sale(lines[:1], "cash", False, made.closed), happened=True)
    return made


def test_a_sound_counter_has_nothing_wrong(days: Days) -> None:
    assert checks.wrong(days.shop) == []
    assert len(checks.run(days.shop)) == len(checks.all_checks()) > 12


def test_a_late_sale_is_counted_into_its_closed_shift(days: Days) -> None:
    assert days.closed is not None
    with days.shop.reading() as connection:
        shift = shifts.by_id(connection, days.closed.id)
        found = totals.of_days(connection, days.shop.branch, shift.business_date, shift.business_date, Topic.HOUR)
    assert sum(each.count for each in found) == 3


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE sales SET total = total + 1 WHERE member_id IS NULL", "K1-000002: jumlah di nota"),
        ("UPDATE sales SET cost = cost + 1 WHERE member_id IS NULL", "K1-000003: jumlah di nota"),
        ("UPDATE sale_tenders SET applied = applied + 1 WHERE kind = 'qris'", "K1-000002: jumlah di nota"),
        ("UPDATE sale_lines SET gross = gross + 1, net = net + 1 WHERE line = 2", "K1-000001: jumlah di nota"),
        ("UPDATE sale_line_lots SET net = net + 1 WHERE owner_id IS NOT NULL", "K1-000001: jumlah di nota"),
        ("UPDATE sale_line_lots SET commission = commission + 1 WHERE owner_id IS NOT NULL", "K1-000001: jumlah"),
        ("UPDATE sale_line_lots SET quantity = quantity + 1 WHERE owner_id IS NOT NULL", "barang terjual"),
        ("UPDATE moves SET value = value - 1 WHERE reason = 'sale' AND value <> 0", "K1-000001: barang terjual"),
        ("UPDATE postings SET amount = amount - 9 WHERE account_id = 202", "P-01: utang titipan"),
        ("UPDATE member_years SET purchases = purchases - 2", "A-0217: belanja 2026"),
        ("UPDATE shift_totals SET net = net + 1 WHERE topic = 'hour' AND members", "Z-K1-0001: jumlah shift"),
        ("UPDATE shift_totals SET quantity = 0 WHERE topic = 'product'", "Z-K1-0001: jumlah shift"),
        ("UPDATE shift_totals SET discount = 7 WHERE topic = 'rule'", "Z-K1-0001: jumlah shift"),
        ("UPDATE shift_totals SET key = 'dus' WHERE topic = 'unit'", "Z-K1-0001: jumlah shift"),
        ("DELETE FROM shift_totals WHERE topic = 'member'", "Z-K1-0001: jumlah shift"),
        ("UPDATE day_totals SET cost = cost + 1 WHERE topic = 'maker'", "jumlah harian tersimpan"),
        ("DELETE FROM day_totals WHERE topic = 'hour' AND members", "jumlah harian tersimpan"),
        ("UPDATE month_totals SET count = count + 1 WHERE topic = 'cashier'", "jumlah bulanan tersimpan"),
        ("DELETE FROM month_totals", "jumlah bulanan tersimpan"),
        ("UPDATE till_drawers SET grand_total = grand_total + 1", "Kasir K1: total sejak awal"),
        ("UPDATE audit_links SET mac = 'x' || mac", "Z-K1-0001: sidik rantai audit"),
    ],
)
def test_a_spoilt_row_is_named(days: Days, unguarded: Callable[[Shop, str], None], spoil: str, said: str) -> None:
    unguarded(days.shop, spoil)

    found = [words for each in checks.CHECKS for words in run(each, days.shop)]
    assert any(said in words for words in found), found


def run(check: Check, shop: Shop) -> list[str]:
    with shop.reading() as connection:
        return check.run(connection, shop)
