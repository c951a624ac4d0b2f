"""The audit trail as a report: newest first, by person, by the beginning of a right."""

from __future__ import annotations

from pos import audit_reports
from tests.pos.busy import asked, days_of, period
from tests.shops import Counter


def test_every_link_is_told_newest_first(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = audit_reports.audit(connection, period(counter))
    ((count,),) = asked(counter, "SELECT COUNT(*) FROM audit_links WHERE at > 1700000000000000")
    rows = list(report.records())
    assert len(rows) == count
    times = [str(row["at"]) for row in rows]
    assert times == sorted(times, reverse=True)
    assert rows[0]["right"] == "pos:sale:post"
    assert rows[0]["document"] == "penjualan"
    assert {len(str(row["link"]).split(":")) for row in rows} == {2}


def test_it_is_narrowed_to_a_person_and_a_right(counter: Counter) -> None:
    boss = days_of(counter)
    with counter.shop.reading() as connection:
        hers = list(audit_reports.audit(connection, period(counter, person=boss.id)).records())
        sales = list(audit_reports.audit(connection, period(counter, by="pos:sale:p")).records())
        first = audit_reports.audit_first(connection, period(counter))
    assert {row["who"] for row in hers} == {"Pak Slamet"}
    assert {row["right"] for row in sales} == {"pos:sale:post"}
    assert len(first.rows) <= audit_reports.FIRST


def test_what_a_link_says_is_in_words() -> None:
    assert (
        audit_reports.told('{"reason": "salah", "seen": true, "left": [1, 2]}')
        == "reason: salah · seen: ya · left: [1, 2]"
    )
    assert audit_reports.told("") == ""
    assert audit_reports.told("not json") == "not json"
