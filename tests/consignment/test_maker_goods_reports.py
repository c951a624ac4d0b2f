"""Reports of makers' goods, against the raw rows added up by plain Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consignment import maker_goods_reports
from consignment.terms import Bearer
from inventory.stock import Move, Reason
from koperasi.documents import Document
from tests.consignment import seasons
from tests.consignment.seasons import Season
from tests.shops import Counter


def records(season: Season, make: Any, **how: Any) -> list[dict[str, Any]]:
    with season.shop.reading() as connection:
        return list(make(connection, season.period(**how)).records())


def plain(thousandths: int) -> str:
    return str(thousandths // 1_000)


def test_sell_through_is_what_moved_and_what_is_left(counter: Counter) -> None:
    season = seasons.lived(counter, length=24)
    first, last = season.today - timedelta(days=15), season.today - timedelta(days=4)
    with season.shop.reading() as connection:
        moved = select(Move.product_id, Move.reason, Move.quantity, Document.business_date)
        rows = connection.execute(moved.join(Document, Document.id == Move.document_id)).all()
    came = {lot: day for lot, _maker, _product, day, _quantity in season.lots()}
    sales = [told for told in season.shares() if first <= told.day <= last]

    found = records(season, maker_goods_reports.sell_through, first=first, last=last)

    assert [row["code"] for row in found] == ["201", "202"]
    for row, product in zip(found, (season.days.goods.cookies, season.days.goods.cakes), strict=True):
        of_good = [(reason, quantity.thousandths, day) for good, reason, quantity, day in rows if good == product]
        before = sum(quantity for _reason, quantity, day in of_good if day < first)
        within = [(reason, quantity) for reason, quantity, day in of_good if first <= day <= last]
        brought = sum(quantity for reason, quantity in within if reason is not Reason.SALE)
        sold = -sum(quantity for reason, quantity in within if reason is Reason.SALE)
        assert (row["before"], row["brought"], row["sold"]) == (plain(before), plain(brought), plain(sold))
        assert (row["gone"], row["left"]) == ("0", plain(before + brought - sold))
        assert row["share_sold"] == str(sold * 10_000 // (before + brought) / 100).rstrip("0").rstrip(".")
        waited = [((told.day - came[told.lot]).days, told.quantity) for told in sales if told.product == product]
        assert row["sold_days"] == sum(n * q for n, q in waited) // sum(q for _n, q in waited)


def test_a_lot_is_slow_when_less_of_it_goes_in_the_days_than_is_left(counter: Counter) -> None:
    season = seasons.empty(counter)
    goods = season.days.goods
    season.days.deliver(goods.cookies, 9_000, seasons.TEN, None)
    season.days.deliver(goods.cakes, 9_000, seasons.FIXED, None)
    season.next_day(30)
    season.days.close(0, left=False)
    season.days.open(0)
    season.sell((goods.cakes, 4, 3_000, 0, Bearer.SHOP), (goods.cookies, 5, 12_500, 0, Bearer.SHOP))

    (row,) = records(season, maker_goods_reports.slow)

    assert (row["code"], row["age"], row["left"], row["sold_lately"]) == ("202", 30, "5", "4")
    assert row["last_sold"] == season.today.isoformat()
    assert records(season, maker_goods_reports.slow, days=31) == []
    assert records(season, maker_goods_reports.slow, party=season.makers[0]) == []


def test_what_expires_is_told_with_its_maker_and_what_will_stay(counter: Counter) -> None:
    season = seasons.empty(counter)
    goods = season.days.goods
    season.days.deliver(goods.cookies, 3_000, seasons.TEN, keeps=5)
    season.days.deliver(goods.cakes, 4_000, seasons.FIXED, keeps=9)
    season.days.buy([(goods.soap, 2_000, 4_000, 1)], "safe")  # type: ignore[arg-type]

    (row,) = records(season, maker_goods_reports.expiring)

    assert (row["maker"], row["code"], row["days_left"], row["quantity"]) == ("Siti Aminah", "201", 5, "3")
    assert (row["unsold"], row["worth"]) == ("3", 37_500)
    assert len(records(season, maker_goods_reports.expiring, days=10)) == 2
    assert [
        each["code"] for each in records(season, maker_goods_reports.expiring, days=10, party=season.makers[1])
    ] == ["202"]


@pytest.mark.parametrize("make", [maker_goods_reports.sell_through, maker_goods_reports.slow])
def test_a_shop_without_makers_goods_has_nothing_to_tell(counter: Counter, make: Any) -> None:
    assert records(seasons.empty(counter), make) == []
