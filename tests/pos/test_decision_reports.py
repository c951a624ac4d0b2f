"""Discounts, prices and yeses one by one, and tenders that were put right."""

from __future__ import annotations

from pos import decision_reports
from tests.pos.busy import days_of, period
from tests.shops import Counter


def test_each_has_who_why_how_much_and_who_allowed_it(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = decision_reports.decisions(connection, period(counter))
    rows = [
        (row["what"], row["cashier"], row["amount"], row["why"], row["allowed"], row["before"], row["after"])
        for row in report.records()
    ]
    assert rows == [
        ("Diskon kasir", "Rina Astuti", 4_000, "", "", "50.000", "46.000"),
        ("Diskon kasir", "Rina Astuti", 5_400, "Pelanggan lama", "Pak Slamet", "20.400", "15.000"),
        ("Harga diubah", "Rina Astuti", 2_000, "Kemasan rusak", "Pak Slamet", "3.400", "3.000"),
        ("Izin atasan", "Rina Astuti", 5_400, "diketahui", "Pak Slamet", "Rp 34.000", "Rp 14.000"),
        ("Izin atasan", "Rina Astuti", 2_000, "diketahui", "Pak Slamet", "Rp 34.000", "Rp 14.000"),
    ]
    assert [figure.value for figure in report.figures][2] == 2
    assert report.opens is not None
    assert len(report.opens.ids) == 5


def test_a_tender_put_right_is_told_with_its_sale(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = decision_reports.corrections(connection, period(counter))
    (row,) = report.records()
    assert (row["source"], row["target"], row["amount"], row["reason"]) == ("Tunai", "Transfer", 10_000, "salah pencet")
    assert (row["cashier"], row["corrected_by"], row["reference"]) == ("Rina Astuti", "Rina Astuti", "TRF-9")
