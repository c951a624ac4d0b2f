"""The papers that managers sign, as texts that people have looked at, and at the edges of what they must hold.

To accept a change: GOLDEN=write pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from koperasi.money import Rupiah
from koperasi.shop import Shop
from pos import manager_papers, paper_figures, spans
from pos.paper_figures import Figures
from pos.spans import Span
from pos.sums import Named
from printing import sheet_files
from tests.busy_days import busy_day
from tests.shops import Counter

GOLDEN = Path(__file__).parent / "golden"
MONDAY = date(2026, 11, 23)


def read_back(pdf: bytes, folder: Path) -> str:
    """The words of a PDF, blanks drawn together."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    order = ["pdftotext", "-layout", str(file), "-"]
    told = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    lines = (re.sub(r" {2,}", "  ", line).rstrip() for line in told.replace("\f", "\n----\n").splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def pages(pdf: bytes, folder: Path) -> int:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"Pages: +(\d+)", told)[0])


def figures(shop: Shop, span: Span, day: date = MONDAY) -> Figures:
    with shop.reading() as connection:
        return paper_figures.read(connection, shop.branch, spans.of(span, day, day), day)


@pytest.mark.parametrize("span", list(Span))
def test_a_paper_says_what_was_looked_at(counter: Counter, span: Span, tmp_path: Path) -> None:
    busy_day(counter)
    found = figures(counter.shop, span)
    assert found.sealed is not None
    # A shop's own number and its chain's head differ from shop to shop.
    sealed = replace(found.sealed, heads=(f"123456789:31:{'7f3a91c20be455d8' * 4}",))
    pdf = sheet_files.pdf_bytes(manager_papers.of_figures(replace(found, sealed=sealed)))
    told = read_back(pdf, tmp_path)
    file = GOLDEN / f"laporan-{span.value}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    assert pages(pdf, tmp_path) <= 3


def test_a_paper_made_twice_is_the_same_file(counter: Counter) -> None:
    busy_day(counter)
    with counter.shop.reading() as connection:
        made = {manager_papers.paper(counter.shop, connection, "day", MONDAY) for _n in range(2)}
    assert len(made) == 1


def test_a_telephone_reads_the_head_from_the_paper(counter: Counter, tmp_path: Path) -> None:
    busy_day(counter)
    found = figures(counter.shop, Span.DAY)
    file = tmp_path / "day.pdf"
    file.write_bytes(sheet_files.pdf_bytes(manager_papers.of_figures(found)))
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", str(file), str(tmp_path / "page")], check=True)
    read = [
        subprocess.run(["zbarimg", "-q", "--nodbus", str(page)], capture_output=True, text=True, check=False).stdout
        for page in sorted(tmp_path.glob("page*.png"))
    ]
    assert found.sealed is not None
    assert f"QR-Code:Z-K1-0001 2026-11-23 118655 {found.sealed.heads[0]}" in "".join(read)


def test_a_day_without_a_sale_says_so_and_needs_no_more_than_a_page_or_two(counter: Counter, tmp_path: Path) -> None:
    for span in Span:
        pdf = sheet_files.pdf_bytes(manager_papers.of_figures(figures(counter.shop, span)))
        told = read_back(pdf, tmp_path)
        assert "Tidak ada penjualan pada" in told
        assert "Rp 0" in told
        assert pages(pdf, tmp_path) <= 2


def test_a_day_before_is_compared_with_as_soon_as_there_is_one(counter: Counter, tmp_path: Path) -> None:
    for _week in range(3):
        counter.sell(counter.line(counter.soap, 10, 3_400))
        counter.close(300_000)
        counter.shop.clock.at += timedelta(days=7)  # type: ignore[attr-defined]
    counter.sell(counter.line(counter.soap, 12, 3_400))
    found = figures(counter.shop, Span.DAY, MONDAY + timedelta(days=21))

    told = read_back(sheet_files.pdf_bytes(manager_papers.of_figures(found)), tmp_path)
    assert (found.usual.days, found.usual.net) == (3, Rupiah(34_000))
    for words in ("+20% dari Senin biasa", "Senin lalu, 07/12/2026", "Biasanya hari Senin (3 kali terakhir)"):
        assert words in told
    assert "Itu Rp 6.800 lebih banyak dari hari Senin biasanya." in told


LONG = "Kelompok Wanita Tani Sumber Makmur Sejahtera Bersama Dusun Selorejo Ngantang Malang Jawa Timur " * 2
ODD = "Nguyễn Thị Hương – 王小明 – عبد الله – ꦲꦏ꧀ꦱꦫ <b>&amp;</b> " * 3


@pytest.mark.parametrize("name", ["A", "Siti Nur Aisyah", LONG[:60], LONG, ODD])
def test_twelve_cashiers_with_any_names_break_no_page(counter: Counter, name: str, tmp_path: Path) -> None:
    busy_day(counter)
    found = figures(counter.shop, Span.DAY)
    (happened, *_others), (drawer, *_more) = found.happened, found.drawers
    many = tuple(Named(str(n), f"{n} {name}", n, Rupiah(1_000_000_000 + n)) for n in range(12))
    crowded = replace(
        found,
        cashiers=many,
        categories=(*many, *many, *many),
        tenders=many[:6],
        drawers=tuple(replace(drawer, cashier=f"{n} {name}", sold=Rupiah(12_345_678)) for n in range(12)),
        makers=tuple(replace(found.makers[0], name=f"{n} {name}") for n in range(30)),
        paid_out=tuple(replace(found.paid_out[0], what=f"{n} {name}") for n in range(40)),
        happened=tuple(replace(happened, why=f"{n} {name}") for n in range(60)),
    )
    pdf = sheet_files.pdf_bytes(manager_papers.of_figures(crowded))
    told = read_back(pdf, tmp_path)
    assert "Halaman 1 dari" in told
    assert "1.000.000.011" in told
    assert "Dan 42 lagi: lihat laporan di layar." in told
    assert pages(pdf, tmp_path) <= (4 if len(name) < 30 else 6)


def test_kinds_are_named_as_people_say_them() -> None:
    assert manager_papers.name(Span.DAY, MONDAY) == "Laporan Harian 2026-11-23"
    assert manager_papers.name(Span.WEEK, date(2026, 11, 25)) == "Laporan Mingguan 2026-11-23 - 2026-11-29"
    assert manager_papers.name(Span.MONTH, MONDAY) == "Laporan Bulanan 2026-11"
    assert manager_papers.name(Span.YEAR, MONDAY) == "Laporan Tahunan 2026"
