"""The checks of the goods name what was spoilt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consignment.terms import Deal, Terms
from inventory import checks
from koperasi.shop import Shop
from tests.shops import Counter


@pytest.fixture
def traded(counter: Counter) -> Counter:
    counter.buy(counter.soap, 10, 25_001)
    counter.buy(counter.soap, 4, 11_000)
    counter.deliver(counter.cookies, 5, Terms(Deal.COMMISSION, 1_750))
    counter.sell(counter.line(counter.soap, 10, 3_400), counter.line(counter.cookies, 7, 12_500), cash=500_000)
    return counter


def wrong(shop: Shop) -> list[str]:
    with shop.reading() as connection:
        return [words for each in checks.CHECKS for words in each.run(connection, shop)]


def test_sound_stock_has_nothing_wrong(traded: Counter) -> None:
    assert wrong(traded.shop) == []


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE stock SET quantity = quantity + 500 WHERE quantity > 0", "101 Sabun Mandi 70 g: stok"),
        ("UPDATE stock SET value = value + 3 WHERE quantity > 0", "Rp 3"),
        ("DELETE FROM stock WHERE quantity < 0", "201 Kue Kering: stok tersimpan selisih 2 "),
        ("UPDATE stock SET value = 8 WHERE quantity < 0", "201 Kue Kering: barang titipan bernilai Rp 8"),
        ("UPDATE stock SET value = 1 WHERE quantity = 0", "101 Sabun Mandi 70 g: sisa nilai Rp 1"),
        ("UPDATE postings SET amount = amount + 1 WHERE account_id = 107", "di buku"),
        ("DELETE FROM product_stock", "101 Sabun Mandi 70 g: lot terakhir"),
        ("UPDATE lots SET product_id = (SELECT MAX(id) FROM products)", "ada mutasi barang lain"),
    ],
)  # fmt: skip
def test_a_spoilt_row_is_named(traded: Counter, unguarded: Callable[[Shop, str], None], spoil: str, said: str) -> None:
    unguarded(traded.shop, spoil)

    assert any(said in words for words in wrong(traded.shop)), wrong(traded.shop)
