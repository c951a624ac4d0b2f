"""The audit chain is the same on either engine, and sees what was changed or taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from consignment.terms import Bearer, Deal, Terms
from inventory.purchases import PaidFrom
from koperasi import audit, uids, users
from koperasi.cash import CashKind
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.shop import Shop
from pos import checks
from tests.clusters import Cluster
from tests.laws.days import Days, furnish
from tests.places import chain
from tests.shops import new_shop, small_shop

WRITER = 123_456_789


@pytest.fixture(autouse=True)
def nothing_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same identities in both shops; PINs are salted by chance, but are no part of the chain."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    count = iter(range(10_000))
    monkeypatch.setattr(uids, "new_uid", lambda _at: f"00000000-0000-7000-8000-{next(count):012}")


def a_day(url: str, folder: Path) -> Days:
    """One and the same day: opening, goods, every kind of sale, a refusal, a late sale, the close."""
    folder.mkdir()
    shop = new_shop(url, folder, writer=WRITER)
    counter = small_shop(shop)
    days = Days(shop, counter, *furnish(counter))
    goods = days.goods
    days.open(300_000)
    days.buy([(goods.soap, 10_000, 25_001, 3), (goods.rice, 25_250, 310_007, None)], PaidFrom.CREDIT)
    days.deliver(goods.cookies, 5_000, Terms(Deal.COMMISSION, 1_750), 7)
    days.deliver(goods.cakes, 9_000, Terms(Deal.FIXED, 0, Rupiah(2_400)), None)
    basket = [
        days.line(goods.soap, 12_000, 3_455, 1_000, Bearer.SHOP),
        days.line(goods.rice, 1_337, 13_500, 0, Bearer.SHOP),
        days.line(goods.cookies, 6_000, 12_500, 5_000, Bearer.MAKER),
        days.line(goods.copies, 7_000, 500, 0, Bearer.SHOP),
    ]
    days.sell(days.sale(basket, "qris+cash", member=False, more=5_000))
    days.sell(days.sale([days.line(goods.cakes, 3_000, 2_000, 0, Bearer.SHOP)], "kasbon+cash", member=True))
    days.move(CashKind.OUT, 25_000)
    with pytest.raises(Refused):
        days.sell(days.sale([days.line(goods.soap, 900_000, 3_455, 0, Bearer.SHOP)], "kasbon", member=False))
    days.close(-2_000, left=True)
    late = days.sale([days.line(goods.soap, 1_000, 3_400, 0, Bearer.SHOP)], "cash", False, days.closed)
    days.sell(late, happened=True)
    return days


@pytest.mark.postgresql
def test_the_digests_of_one_day_are_the_same_on_both_engines(tmp_path: Path, cluster: Cluster) -> None:
    chains = []
    for name, url in (("file", f"sqlite:///{tmp_path / 'shop.db'}"), ("server", cluster.create())):
        count = iter(range(10_000))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(uids, "new_uid", lambda _at, count=count: f"{next(count):036}")
            days = a_day(url, tmp_path / name)
        chains.append(chain(days.shop))
        assert checks.wrong(days.shop) == []
        days.shop.close()

    assert len(chains[0]) > 15
    assert chains[0] == chains[1]


@pytest.fixture
def days(shop_url: str, tmp_path: Path) -> Days:
    return a_day(shop_url, tmp_path / "day")


def test_what_happened_elsewhere_is_kept_with_flags(days: Days) -> None:
    """A command of a till that knew other stock and other limits is never refused."""
    goods = days.goods
    days.open(100_000)
    big = [
        days.line(goods.cookies, 500_000, 12_500, 4_000_000, Bearer.SHOP),
        days.line(goods.rice, 1_000, 13_500, 13_500, Bearer.SHOP),
    ]
    command = days.sale(big, "kasbon", member=True)
    with pytest.raises(Refused):
        days.do(command, actor=days.counter.cashier)

    days.do(command, actor=days.counter.cashier, happened=True)

    with days.shop.reading() as connection:
        found = text("SELECT DISTINCT rule FROM flags WHERE document_id = :sale")
        flags = set(connection.execute(found, {"sale": command.id}).scalars())
    assert flags == {"consigned-below-zero", "credit-limit", "floor", "right"}
    assert checks.wrong(days.shop) == []
    days.shop.close()


def wrong(shop: Shop) -> list[str]:
    with shop.reading() as connection:
        return audit.check(connection, shop.keys.audit)


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE audit_links SET detail = 'x' WHERE seq = 9",
        "UPDATE audit_links SET actor_id = 1, amount = amount + 1 WHERE seq = 12",
        "DELETE FROM audit_links WHERE seq = 10",
        "UPDATE documents SET at = at + 1 WHERE kind = 'sale'",
        "UPDATE sale_lines SET unit_price = unit_price - 1 WHERE line = 2",
        "UPDATE moves SET quantity = quantity + 1",
        "UPDATE consigned_lots SET rate_bps = rate_bps + 1",
        "DELETE FROM sale_tenders WHERE kind = 'qris'",
        "UPDATE postings SET party_id = NULL",
        "DELETE FROM flags",
    ],
)
def test_what_is_changed_behind_the_programs_back_is_seen(
    days: Days, unguarded: Callable[[Shop, str], None], spoil: str
) -> None:
    assert wrong(days.shop) == []

    unguarded(days.shop, spoil)

    assert wrong(days.shop) != []
    days.shop.close()


def test_a_chain_made_again_with_another_key_does_not_fit(days: Days) -> None:
    with days.shop.reading() as connection:
        assert audit.check(connection, b"guessed") != []
    days.shop.close()
