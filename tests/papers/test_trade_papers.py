"""Invoice, nota and delivery note as texts that people have looked at; their bars are read back.

To accept a change: GOLDEN=write pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah
from koperasi.settings import Settings
from koperasi.shop import Shop
from pos import invoices
from pos.invoice_buyers import PaperBuyer
from pos.invoices import Form, Told
from pos.sale_commands import PaidTender
from pos.sale_records import PostedSale
from pos.tenders import TenderKind
from printing import pdf_pictures, trade_papers
from printing.trade_papers import A4, A5
from tests.papers import counter_slips
from tests.printing.readers import codes_in

GOLDEN = Path(__file__).parent / "golden"
SETTINGS = replace(
    counter_slips.SETTINGS, invoice_note="Transfer ke BRI 0123-01-000456-53-7 a.n. Koperasi SBMI, 14 hari."
)


@dataclass(frozen=True, slots=True)
class Stall:
    """As much of a shop as a paper needs."""

    branch: Any = counter_slips.BRANCH
    settings: Settings = SETTINGS


def stall(**changed: object) -> Shop:
    return cast("Shop", Stall(**changed))  # type: ignore[arg-type]


BUYER = PaperBuyer("Toko Makmur Jaya", "Jl. Pasar Ngantang 4, Malang, 0812-3333-4444")


def told(sale: PostedSale | None = None, **more: object) -> Told:
    return Told(sale or wholesale(), **{"buyer": BUYER, "voided_by": "", "logo": b"", **more})  # type: ignore[arg-type]


def wholesale() -> PostedSale:
    """What a stall takes on kasbon, paid in part."""
    tenders = (
        PaidTender(TenderKind.CASH, Rupiah(100_000), ZERO),
        PaidTender(TenderKind.KASBON, Rupiah(136_150), ZERO),
    )
    return counter_slips.posted(counter_slips.command(*counter_slips.LINES, tenders=tenders))


def returned() -> PostedSale:
    from tests.papers.counter_slips import BackTo, Returning

    back = counter_slips.sold(7, "-2", "Pcs", 3_400, returns=Returning(77, 3, BackTo.SHELF, "rusak"))
    cash = (PaidTender(TenderKind.CASH, Rupiah(-6_800), ZERO),)
    return counter_slips.posted(counter_slips.command(back, tenders=cash))


PAPERS = {
    "faktur": lambda: invoices.paper(stall(), told(), Form.INVOICE),
    "nota": lambda: invoices.paper(stall(), told(), Form.NOTA),
    "surat-jalan": lambda: invoices.paper(stall(), told(), Form.DELIVERY_NOTE),
    "nota-batal": lambda: invoices.paper(stall(), told(voided_by="BT-000002"), Form.NOTA),
    "nota-retur-umum": lambda: invoices.paper(stall(), told(returned(), buyer=PaperBuyer()), Form.NOTA),
}


@pytest.mark.parametrize("size", [A5, A4])
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_was_looked_at(name: str, size: str) -> None:
    file = GOLDEN / f"{name}-{size.lower()}.txt"
    words = pdf_pictures.words(trade_papers.pdf_bytes(PAPERS[name](), size))
    if os.environ.get("GOLDEN") == "write":
        file.write_text(words, encoding="utf-8")
    assert words.split() == file.read_text(encoding="utf-8").split()


@pytest.mark.parametrize("size", [A5, A4])
def test_its_number_is_read_from_the_page(size: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(trade_papers.pdf_bytes(PAPERS["faktur"](), size))
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(file), str(tmp_path / "page")], check=True)
    (page,) = sorted(tmp_path.glob("page*.png"))
    assert codes_in(Image.open(page), tmp_path) == {"CODE-128:K1-004213"}


def test_equal_papers_give_equal_bytes() -> None:
    assert trade_papers.pdf_bytes(PAPERS["faktur"]()) == trade_papers.pdf_bytes(PAPERS["faktur"]())


def test_a_delivery_note_tells_no_amount_of_money() -> None:
    words = pdf_pictures.words(trade_papers.pdf_bytes(PAPERS["surat-jalan"]()))
    assert "Rp" not in words
    assert "236.150" not in words
    assert "14.500" not in words


def test_the_sums_of_a_paper_are_those_of_the_receipt() -> None:
    sums = {each.words: each.amount for each in PAPERS["faktur"]().sums}
    assert sums["TOTAL"] == "Rp 236.150"
    assert (sums["Dibayar Tunai"], sums["BELUM DIBAYAR"]) == ("100.000", "136.150")


def test_goods_that_came_back_are_delivered_by_nobody() -> None:
    with pytest.raises(Refused, match="hanya retur"):
        invoices.paper(stall(), told(returned()), Form.DELIVERY_NOTE)


def test_many_goods_go_over_pages_with_heads_on_each() -> None:
    lines = tuple(counter_slips.sold(5, "6", "Pcs", 6_200) for _n in range(60))
    cash = (PaidTender(TenderKind.CASH, Rupiah(6_200 * 360), ZERO),)
    sale = counter_slips.posted(counter_slips.command(*lines, tenders=cash))
    data = trade_papers.pdf_bytes(invoices.paper(stall(), told(sale), Form.NOTA), A5)
    pages = len(re.findall(rb"/Type /Page\b", data))
    words = pdf_pictures.words(data)
    assert pages > 2
    assert words.count("Banyaknya") == pages
    assert f"Halaman {pages} dari {pages}" in words


def test_no_other_size_is_made() -> None:
    with pytest.raises(ValueError, match="B5"):
        trade_papers.pdf_bytes(PAPERS["nota"](), "B5")
