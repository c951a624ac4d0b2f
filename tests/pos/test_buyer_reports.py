"""Reports of who bought: members one by one, and members as against others, month by month."""

from __future__ import annotations

import pytest

from koperasi.money import Rupiah
from pos import buyer_reports, reports
from tests.pos.busy import asked, days_of, period
from tests.pos.test_sold_reports import total
from tests.shops import Counter


def test_a_member_is_told_with_what_she_bought_in_the_year(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = buyer_reports.by_member(connection, period(counter))
    ((count, net),) = asked(counter, "SELECT COUNT(*), SUM(total) FROM sales WHERE member_id IS NOT NULL")
    (row,) = report.records()
    assert (row["number"], row["tickets"], row["net"]) == ("A-0217", count, int(str(net)))
    assert row["year"] == int(str(net))
    assert report.opens is not None
    assert report.opens.ids == (counter.member_id,)


@pytest.mark.parametrize(("by", "spans"), [("", 2), ("week", 2), ("day", 3)])
def test_spans_add_up_to_the_documents(counter: Counter, by: str, spans: int) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = buyer_reports.by_span(connection, period(counter, by=by))
        share = buyer_reports.members_share(connection, period(counter, by=by))
        day = reports.day(connection, period(counter))
    ((count, gross, net),) = asked(counter, "SELECT COUNT(*), SUM(gross), SUM(total) FROM sales")
    assert len(report.rows) == len(share.rows) == spans
    assert [total(report, key) for key in ("tickets", "gross", "net")] == [count, int(str(gross)), int(str(net))]
    assert report.agrees is True
    assert total(report, "members") == total(share, "members") == total(day, "members")
    assert total(report, "others") == total(share, "others") == total(day, "others")


def test_without_sales_nothing_is_told(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        for make in (buyer_reports.by_member, buyer_reports.by_span, buyer_reports.members_share):
            report = make(connection, period(counter))
            assert (len(report.rows), report.totals, report.chart) == (0, None, None)
            assert report.figures[0].value == Rupiah(0)
