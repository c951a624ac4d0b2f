"""The report of commissions: by maker and good, each discount with whom it was borne by."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from consignment.terms import Bearer
from koperasi.money import Rupiah
from pos import commission_reports
from tests.consignment import seasons
from tests.consignment.seasons import Season
from tests.shops import Counter


def rows(season: Season, **choices: Any) -> list[dict[str, Any]]:
    with season.shop.reading() as connection:
        return list(commission_reports.commissions(connection, season.period(**choices)).records())


def test_it_is_the_sum_of_every_part_that_a_makers_lot_gave(counter: Counter) -> None:
    season = seasons.lived(counter, length=20)
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    names = dict(zip(season.makers, ("P-01", "P-02"), strict=True))
    goods = {season.days.goods.cookies: "201", season.days.goods.cakes: "202"}
    for told in season.shares():
        found = sums[names[told.maker], goods[told.product]]
        for place, amount in enumerate((told.gross, told.net, told.commission, told.promotion, told.share)):
            found[place] += amount

    told_by_report = {
        (row["code"], row["good"]): [row["gross"], row["net"], row["commission"], row["promotion"], row["share"]]
        for row in rows(season)
    }

    assert told_by_report == dict(sums)
    assert len(rows(season, party=season.makers[0])) == 1
    for row in rows(season):
        assert row["gross"] - row["discount_maker"] - row["discount_shop"] == row["net"]
        assert row["net"] == row["commission"] + row["share"] - row["promotion"]


@pytest.mark.parametrize(
    ("bearer", "hers", "ours", "share"),
    # Three of 10.000 with 3.001 off: she bears it before the tenth is taken, or the shop does.
    [(Bearer.MAKER, 3_001, 0, 24_300), (Bearer.SHOP, 0, 3_001, 27_000)],
)
def test_a_discount_stands_with_whom_it_was_borne_by(
    counter: Counter, bearer: Bearer, hers: int, ours: int, share: int
) -> None:
    season = seasons.empty(counter)
    cookies = season.days.goods.cookies
    # Two lots, so that the line is split.
    season.days.deliver(cookies, 1_000, seasons.TEN, 3)
    season.days.deliver(cookies, 2_000, seasons.TEN, 5)
    season.sell((cookies, 3, 10_000, 3_001, bearer))

    (row,) = rows(season)

    assert (row["discount_maker"], row["discount_shop"], row["share"]) == (hers, ours, share)
    with season.shop.reading() as connection:
        report = commission_reports.commissions(connection, season.period())
    assert report.figures[0].value == Rupiah(30_000 - 3_001 - share)
