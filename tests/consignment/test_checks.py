"""The checks of makers' goods and money: all is well in a lived shop, and what is spoilt is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consignment import checks, delivery_corrections
from consignment.delivery_corrections import DeliveryCorrected, DeliveryReversed, Recount
from consignment.terms import Bearer
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from pos import checks as all_rooms
from pos import share_checks
from tests.consignment import seasons
from tests.consignment.seasons import Season
from tests.shops import Counter


@pytest.fixture
def season(counter: Counter) -> Season:
    """Deliveries of two makers, sold with and without discounts; one put right, one taken back."""
    made = seasons.lived(counter, length=8)
    for product, terms in ((made.days.goods.cookies, seasons.TEN), (made.days.goods.cakes, seasons.FIXED)):
        made.days.deliver(product, 6_000, terms, None)
    correct(made)
    return made


def correct(season: Season) -> None:
    shop, manager = season.shop, season.days.counter.manager
    wrong, gone = (command.id for command, _how in season.days.done[-2:])
    with shop.work(manager, channel="office") as work:
        head = (work.mint(), season.days.ids()[1], wrong, season.today, shop.clock())
        line = (Recount(1, Quantity.of(5)),)
        delivery_corrections.correct(work, DeliveryCorrected(*head, line, "salah hitung"))
    with shop.work(manager, channel="office") as work:
        head = (work.mint(), season.days.ids()[1], gone, season.today, shop.clock())
        delivery_corrections.reverse(work, DeliveryReversed(*head, "bukan barangnya"))


def found(shop: Shop) -> list[str]:
    with shop.reading() as connection:
        told = [each.run(connection, shop) for each in (*checks.CHECKS, *share_checks.CHECKS)]
    return [words for each in told for words in each]


def test_a_sound_shop_has_nothing_wrong(season: Season) -> None:
    assert all_rooms.wrong(season.shop) == []
    known = {each.run for each in all_rooms.all_checks()}
    assert {each.run for each in (*checks.CHECKS, *share_checks.CHECKS)} <= known


def test_goods_sold_before_they_came_are_no_fault(counter: Counter) -> None:
    season = seasons.empty(counter)
    cookies = season.days.goods.cookies
    season.days.deliver(cookies, 1_000, seasons.TEN, None)
    season.sell((cookies, 4, 12_500, 0, Bearer.SHOP))
    season.days.deliver(cookies, 9_000, seasons.FIXED, None)
    season.sell((cookies, 1, 12_500, 0, Bearer.SHOP))

    assert all_rooms.wrong(season.shop) == []


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE consigned_lots SET quantity = quantity + 1000", "NT-000001 201: titipan masuk selisih 1 "),
        ("UPDATE delivery_correction_lines SET becomes = 4000", "201: koreksi titipan selisih -1 "),
        ("UPDATE moves SET quantity = -5000 WHERE document_id IN (SELECT id FROM documents WHERE kind = 'delivery' "
         "AND reverses_id IS NOT NULL)", "202: koreksi titipan selisih -1 "),
        ("UPDATE maker_shares SET quantity = quantity + 500 WHERE id IN (SELECT MIN(id) FROM maker_shares)",
         "201: titipan terjual selisih 0,5 "),
        ("UPDATE lots SET owner_id = (SELECT id FROM parties WHERE code = 'P-02') WHERE owner_id IN "
         "(SELECT id FROM parties WHERE code = 'P-01')", "201: lot titipan bukan milik"),
        ("UPDATE products SET maker_id = (SELECT id FROM parties WHERE code = 'P-01') WHERE code = '202'",
         "202: barang dari penitip lain"),
        ("UPDATE postings SET party_id = NULL WHERE account_id = 202", "utang titipan tanpa penitip"),
        ("UPDATE party_balances SET amount = amount + 7 WHERE account_id = 202 AND party_id IN "
         "(SELECT id FROM parties WHERE code = 'P-01')", "Saldo semua penitip selisih Rp 7 dari akun"),
        ("UPDATE maker_shares SET share = share + 1, promotion = promotion + 1", "bagian penitip tidak sama"),
        ("UPDATE maker_shares SET business_date = '2026-01-01'", "bagian penitip tidak sama"),
        ("DELETE FROM maker_shares", "bagian penitip tidak sama"),
        ("INSERT INTO maker_shares SELECT 5, document_id, maker_id, lot_id, product_id, business_date, "
         "0, 0, 0, 0, 0, 0 FROM maker_shares LIMIT 1", "bagian penitip tidak sama"),
        ("UPDATE consigned_lots SET rate_bps = 1100 WHERE deal = 'commission'", "tidak menurut kesepakatan lotnya"),
        ("UPDATE consigned_lots SET payout_each = 2399 WHERE deal = 'fixed'", "tidak menurut kesepakatan lotnya"),
    ],
)  # fmt: skip
def test_a_spoilt_row_is_named(season: Season, unguarded: Callable[[Shop, str], None], spoil: str, said: str) -> None:
    unguarded(season.shop, spoil)

    told = found(season.shop)
    assert any(said in words for words in told), told
