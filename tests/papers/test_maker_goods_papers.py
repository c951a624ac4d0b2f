"""The nota retur and the slip of lost goods as texts that people have looked at, and the nota on A4.

To accept a change: GOLDEN=write pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consignment import giveback_papers, loss_papers
from consignment.agreements import LossCause
from consignment.giveback_queries import SeenGiveback, SeenLine
from consignment.givebacks import Why
from consignment.settled_losses import SettledLine, SettledLosses
from koperasi.branches import Branch
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from printing import business_papers
from printing.slips import Slip
from printing.texts import text

GOLDEN = Path(__file__).parent / "golden"
BRANCH = Branch(1, "01", "SBMI MART", "Ngantang", "Jl. Raya Ngantang 12, Malang", "0341 555 012", "Asia/Jakarta", 3)
AT = datetime(2026, 11, 28, 2, 15, tzinfo=UTC)
DAY = date(2026, 11, 28)


def giveback(**other: str) -> SeenGiveback:
    lines = (
        SeenLine(
            "Kue Kering Nastar Keju Toples Besar 500 g", "Pcs", Quantity.of(12), Why.UNSOLD, Rupiah(123_750), "Rak",
            "NT-000031", date(2026, 11, 8), date(2027, 1, 8),
        ),
        SeenLine(
            "Kue Kering Nastar Keju Toples Besar 500 g", "Pcs", Quantity.of(3), Why.DAMAGED, Rupiah(30_938),
            "Barang rusak", "NT-000031", date(2026, 11, 8), date(2027, 1, 8),
        ),
        SeenLine(
            "Madu Hutan Curah", "Kg", Quantity(2_750), Why.RECALLED, Rupiah(220_000), "Rak", "NT-000040",
            date(2026, 11, 20), None,
        ),
    )  # fmt: skip
    head = (7, "NR-000012", AT, DAY, 5, "P-01", "Ibu Siti Aminah", "Ngantang")
    told = (other.get("fetched_by", ""), other.get("note", ""), "Rina Astuti", other.get("reversed_by", ""))
    return SeenGiveback(*head, *told, lines, total(each.worth for each in lines))


def lost(*lines: SettledLine, **other: str | bool) -> SettledLosses:
    head = (9, "HT-000007", AT, DAY, 5, "P-01", "Ibu Siti Aminah", "Yuni Kartika")
    told = (str(other.get("reverses", "")), str(other.get("reversed_by", "")), total(each.amount for each in lines))
    return SettledLosses(*head, *told, bool(other.get("found")), len(lines), lines)


def line(
    name: str, pieces: int, cause: LossCause, shop_bps: int, amount: int, tolerated: int = 0, why: str = ""
) -> SettledLine:
    worth = Rupiah(abs(amount) or pieces * 8_000)
    what = (name, "Pcs", Quantity.of(pieces), cause, shop_bps, Quantity.of(tolerated), worth, Rupiah(amount), why)
    return SettledLine(*what, "SO-000004", date(2026, 11, 27), "NT-000031")


CHIPS = "Keripik Tempe Sagu 150 g"
SAMPLES: dict[str, Slip] = {
    "nota-retur": giveback_papers.sheets(BRANCH, giveback())[0],
    "nota-retur-toko": giveback_papers.sheets(
        BRANCH, giveback(fetched_by="Pak Budi (suami)", note="toples kosong ikut dibawa")
    )[1],
    "nota-retur-batal": giveback_papers.nota(BRANCH, giveback(reversed_by="NR-000013")),
    "ganti-rugi": loss_papers.slip(
        BRANCH,
        lost(
            line(CHIPS, 1, LossCause.LOST, 10_000, 8_000),
            line("Lumpia Basah isi 5", 3, LossCause.LOST, 10_000, 8_000, tolerated=2),
            line("Kue Kering Nastar Keju Toples Besar 500 g", 2, LossCause.EXPIRED, 5_000, 10_313),
            line("Tempe Mendoan Beku", 4, LossCause.SPOILED, 0, 0, why="kulkas mati semalam"),
        ),
    ),
    "ganti-rugi-nihil": loss_papers.slip(BRANCH, lost(line(CHIPS, 1, LossCause.SPOILED, 0, 0))),
    "ganti-rugi-disimpan": loss_papers.slip(
        BRANCH, lost(line(CHIPS, -1, LossCause.LOST, 0, 0, why="sudah dijanjikan"), found=True)
    ),
    "ganti-rugi-ditemukan": loss_papers.slip(BRANCH, lost(line(CHIPS, -1, LossCause.LOST, 0, -8_000), found=True)),
    "ganti-rugi-batal": loss_papers.slip(
        BRANCH, lost(line(CHIPS, -1, LossCause.LOST, 10_000, -8_000, why="salah jumlah"), reverses="HT-000006")
    ),
}


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_slip_is_laid_out_as_it_was_looked_at(name: str, columns: int) -> None:
    file = GOLDEN / f"{name}-{columns}.txt"
    told = text(SAMPLES[name], columns)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    assert max(len(each) for each in told.splitlines()) <= columns


def test_both_sheets_say_the_same_but_for_whom_they_are() -> None:
    hers, shops = (text(each, 48).splitlines() for each in giveback_papers.sheets(BRANCH, giveback()))

    assert [pair for pair in zip(hers, shops, strict=True) if pair[0] != pair[1]] == [
        ("Lembar untuk penitip".center(48).rstrip(), "Lembar untuk toko".center(48).rstrip())
    ]


def test_the_nota_on_a4_is_one_page_and_the_same_every_time() -> None:
    page = giveback_papers.page(BRANCH, giveback(fetched_by="Pak Budi"))

    assert business_papers.pdf_bytes(page) == business_papers.pdf_bytes(page)
    assert page.report.totals is not None
    assert page.report.totals[-1] == Rupiah(374_688)


def test_goods_in_several_units_are_counted_unit_by_unit() -> None:
    assert giveback_papers.counted(giveback()) == "15 Pcs, 2,75 Kg"
