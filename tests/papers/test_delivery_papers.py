"""The nota titip as texts that people have looked at, and on A4.

To accept a change: GOLDEN=write pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consignment import correction_papers, delivery_papers
from consignment.agreements import Agreement, Conditions, LossCause
from consignment.correction_queries import SeenCorrection, SeenRecount
from consignment.delivery_facts import Confirmed
from consignment.delivery_queries import SeenDelivery, SeenLine
from consignment.group_shares import Part
from consignment.terms import Deal, Terms
from koperasi.branches import Branch
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from printing import business_papers
from printing.texts import text

GOLDEN = Path(__file__).parent / "golden"
BRANCH = Branch(1, "01", "SBMI MART", "Ngantang", "Jl. Raya Ngantang 12, Malang", "0341 555 012", "Asia/Jakarta", 3)
AT = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
DAY = date(2026, 11, 23)


def line(
    number: int, name: str, offered: int, accepted: int, each: int, price: int, until: date | None, **more: object
) -> SeenLine:
    terms = Terms(Deal.FIXED, payout_each=Rupiah(each)) if each else Terms(Deal.COMMISSION, 1_750)
    counts = (Quantity.of(offered), Quantity.of(accepted))
    what = (number, number, number, f"T{number}", name, "Pcs", "Pcs", ONE, *counts, "", Rupiah(price), False, None)
    return replace(SeenLine(*what, until, "", terms), **more)  # type: ignore[arg-type]


LINES = (
    line(1, "Keripik Tempe 150 g", 30, 30, 10_000, 12_000, date(2027, 1, 20)),
    line(2, "Rempeyek Kacang 200 g", 24, 22, 12_500, 15_000, date(2027, 1, 12), why="Kemasan bocor", repriced=True),
    line(
        3, "Kue Semprong Spesial Lebaran Toples Besar 250 g", 12, 12, 0, 19_000, date(2027, 1, 15),
        produced_on=date(2026, 11, 22), batch="A7",
    ),
    line(4, "Madu Hutan", 3, 0, 16_000, 30_000, None, lot_id=None, why="Tanpa tanggal kedaluwarsa"),
)  # fmt: skip
AGREED = Conditions(hold_days=3, shelf_days=30, tolerance_bps=200, liabilities=((LossCause.EXPIRED, 5_000),))
AGREEMENT = Agreement(9, "PT-000007", 5, 3, date(2026, 1, 1), None, AGREED)


def brought(**more: object) -> SeenDelivery:
    head = (7, "NT-000032", DAY, AT, "Yuni Kartika", 5, "A-0064", "Siti Aminah", "Bu Siti", "Ngantang")
    told = ("Kelompok Melati", False, Confirmed.SIGNATURE, "", "", AGREEMENT, LINES)
    return replace(SeenDelivery(*head, *told), **more)  # type: ignore[arg-type]


def of_group() -> SeenDelivery:
    parts = (Part("Bu Ani", Quantity.of(10)), Part("Bu Budi", Quantity.of(12)))
    told = {"maker": "Kelompok Melati", "called": "Kelompok Melati", "group_name": "", "is_group": True}
    listed = replace(LINES[1], line=1, parts=parts, becomes=Quantity.of(21))
    return brought(lines=(listed,), agreement=None, witness="Bu Tin", note="toples kosong ditukar", **told)


RIGHT = SeenCorrection(
    "KN-000003", "NT-000032", DAY, AT, "Yuni Kartika", "Siti Aminah", "A-0064", "salah hitung, dihitung lagi berdua",
    (
        SeenRecount("Rempeyek Kacang 200 g", "Pcs", Quantity.of(22), Quantity.of(20)),
        SeenRecount("Madu Hutan Curah Dari Lereng Gunung Kelud", "Kg", Quantity(2_500), Quantity(2_750)),
    ),
)  # fmt: skip
SAMPLES = {
    "koreksi-nota-titip": correction_papers.slip(BRANCH, RIGHT),
    "nota-titip": delivery_papers.nota(BRANCH, brought()),
    "nota-titip-kelompok": delivery_papers.nota(BRANCH, of_group(), delivery_papers.FOR_THE_SHOP),
    "nota-titip-pin": delivery_papers.nota(BRANCH, brought(confirmed=Confirmed.PIN, lines=LINES[:1])),
    "nota-titip-dibatalkan": delivery_papers.nota(BRANCH, brought(reversed_by="NT-000033", lines=LINES[:1])),
    "nota-titip-batal": delivery_papers.nota(BRANCH, brought(reverses="NT-000031", lines=LINES[:1])),
}


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_nota_is_laid_out_as_it_was_looked_at(name: str, columns: int) -> None:
    file = GOLDEN / f"{name}-{columns}.txt"
    told = text(SAMPLES[name], columns)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    assert max(len(each) for each in told.splitlines()) <= columns


def test_both_sheets_say_the_same_but_for_whom_they_are() -> None:
    sheets = (delivery_papers.FOR_HER, delivery_papers.FOR_THE_SHOP)
    hers, shops = (text(delivery_papers.nota(BRANCH, brought(), each), 48).splitlines() for each in sheets)

    assert [pair for pair in zip(hers, shops, strict=True) if pair[0] != pair[1]] == [
        ("Lembar untuk penitip".center(48).rstrip(), "Lembar untuk toko".center(48).rstrip())
    ]


def test_what_she_gets_when_all_is_sold_is_the_sum_of_her_lines() -> None:
    assert delivery_papers.all_sold(brought()) == Rupiah(300_000 + 275_000 + 188_100)
    assert delivery_papers.counted(brought()) == ("64 Pcs", "5 Pcs")


def test_the_nota_on_a4_is_the_same_every_time() -> None:
    page = delivery_papers.page(BRANCH, brought())

    assert business_papers.pdf_bytes(page) == business_papers.pdf_bytes(page)
    assert page.report.totals is not None
    assert page.report.totals[-1] == Rupiah(763_100)
