"""Every slip of the counter as a text that people have looked at; its codes are read back by zbar.

To accept a change: GOLDEN=write pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from printing import slip_files
from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.pictures import picture
from printing.slips import Barcode, Qr, Slip
from printing.texts import text
from printing.virtual import VirtualPrinter
from tests.papers.counter_slips import SLIPS
from tests.papers.shop_slips import SHOP_SLIPS
from tests.printing.readers import codes_in

GOLDEN = Path(__file__).parent / "golden"
ALL = {**SLIPS, **SHOP_SLIPS}
WIDTHS = (32, 42, 48)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", ALL)
def test_a_slip_is_as_it_was_looked_at(name: str, columns: int) -> None:
    file = GOLDEN / f"{name}-{columns}.txt"
    told = text(ALL[name](), columns)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    assert max(len(line) for line in told.splitlines()) <= columns


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", ALL)
def test_a_strict_printer_takes_it_whole(name: str, columns: int) -> None:
    paper = Paper.of_columns(columns)
    printer = VirtualPrinter(columns, paper.dots)
    printer.send(encode(ALL[name](), paper))

    assert (printer.resets, printer.kicks) == (1, [])


def wanted(slip: Slip, dots: int) -> set[str]:
    """The codes that stand on a slip of so many dots."""
    from printing.rasters import barcode_module

    found = set()
    for part in slip.parts:
        if isinstance(part, Barcode) and barcode_module(part, dots):
            found.add(f"CODE-128:{part.code}")
        elif isinstance(part, Qr):
            found.add(f"QR-Code:{part.content}")
    return found


#: Named, so that no shop lives through its day when tests are only listed.
WITH_CODES = (
    "struk-lengkap", "struk-retur", "struk-hadiah", "struk-salinan", "bayar-utang", "kartu-staf", "voucher",
    "uji-cetak", "tutup-kasir", "bayar-qris",
)  # fmt: skip


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", WITH_CODES)
def test_its_codes_are_read_from_the_picture_the_printers_dots_and_the_pdf(
    name: str, columns: int, tmp_path: Path
) -> None:
    slip, paper = ALL[name](), Paper.of_columns(columns)
    there = wanted(slip, paper.dots)
    assert codes_in(picture(slip, paper), tmp_path) == there

    printer = VirtualPrinter(columns, paper.dots)
    printer.send(encode(slip, paper))
    assert set().union(*(codes_in(sheet.picture(paper.dots), tmp_path) for sheet in printer.papers)) == there

    file = tmp_path / "slip.pdf"
    file.write_bytes(slip_files.pdf_bytes(slip, paper))
    subprocess.run(["pdftoppm", "-r", "203", "-png", str(file), str(tmp_path / "page")], check=True)
    pages = [Image.open(each) for each in sorted(tmp_path.glob("page*.png"))]
    assert set().union(*(codes_in(each, tmp_path) for each in pages)) == there


@pytest.mark.parametrize("name", ["struk-lengkap", "voucher", "tutup-kasir"])
def test_a_slips_pdf_is_the_same_when_made_twice_and_holds_its_words(name: str, tmp_path: Path) -> None:
    slip, paper = ALL[name](), Paper.of_columns(48)
    file = tmp_path / "slip.pdf"
    file.write_bytes(slip_files.pdf_bytes(slip, paper, title="Struk", author="SBMI MART"))
    assert file.read_bytes() == slip_files.pdf_bytes(slip, paper, title="Struk", author="SBMI MART")

    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    lines = [line.split() for line in text(slip, 48).splitlines() if "[" not in line and "]" not in line]
    there = " ".join(told.split())
    assert [line for line in lines if line and " ".join(line) not in there] == []
    cuts = len(re.findall(rb"/Type /Page\b", file.read_bytes()))
    assert cuts == (2 if name == "voucher" else 1)
