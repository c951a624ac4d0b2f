"""The trial balance: what makers owe is shown as a receivable, never taken off what others are owed."""

from __future__ import annotations

from typing import Any

from consignment import adjustments
from consignment.adjustments import AdjustmentCommand, Ground
from consignment.terms import Bearer
from koperasi import uids
from koperasi.money import Rupiah
from pos import book_reports
from tests.consignment import seasons
from tests.consignment.seasons import Season
from tests.shops import Counter


def balance(season: Season) -> dict[str, dict[str, Any]]:
    with season.shop.reading() as connection:
        report = book_reports.trial_balance(connection, season.period(first=season.today))
    columns = [each.key for each in report.columns]
    assert report.totals is not None
    assert (
        dict(zip(columns, report.totals, strict=True))["debit"]
        == dict(zip(columns, report.totals, strict=True))["credit"]
    )
    return {str(row["account"]): row for row in report.records()}


def charge(season: Season, maker: int, amount: int) -> None:
    now = season.shop.clock()
    ids = (season.shop.minter.next(), uids.new_uid(now))
    command = AdjustmentCommand(*ids, maker, Rupiah(-amount), Ground.CHARGE, "kelebihan", season.today, now)
    with season.shop.work(season.days.counter.manager, channel="office") as work:
        adjustments.adjust(work, command)


def test_a_maker_who_owes_is_a_receivable_beside_those_who_are_owed(counter: Counter) -> None:
    season = seasons.empty(counter)
    goods = season.days.goods
    for product, terms in ((goods.cookies, seasons.TEN), (goods.cakes, seasons.FIXED)):
        season.days.deliver(product, 9_000, terms, None)
        season.sell((product, 2, 10_000, 0, Bearer.SHOP))
    assert "Piutang Penitip" not in balance(season)
    assert balance(season)["Utang Titipan"]["credit"] == 18_000 + 4_800

    season.next_day()
    charge(season, season.makers[0], 20_500)

    shown = balance(season)
    assert (shown["Piutang Penitip"]["debit"], shown["Piutang Penitip"]["credit"]) == (2_500, 0)
    assert (shown["Piutang Penitip"]["before"], shown["Piutang Penitip"]["moved"]) == (-18_000, 20_500)
    assert (shown["Utang Titipan"]["debit"], shown["Utang Titipan"]["credit"]) == (0, 4_800)
    assert shown["Piutang Penitip"]["account_code"] == shown["Utang Titipan"]["account_code"] == "2-1200"
