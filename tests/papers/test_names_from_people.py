"""Names of 1 to 200 letters in any script never break a column, a command or a page.

What people type reaches paper in names, notes and reasons: of any alphabet, of letters that
turn the line round, of marks piled on one letter, of a printer's own commands, of mark-up.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consignment import delivery_papers, payout_papers
from koperasi.work import Work
from pos import closings, invoices, receipts, z_slips
from pos.invoice_buyers import MOST_ADDRESS, MOST_NAME, PaperBuyer
from pos.invoices import Form
from pos.sale_records import MadeBy
from pos.z_slips import Z
from printing import business_papers, slip_files, trade_papers
from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.slips import Slip
from printing.texts import text
from printing.trade_papers import A4, A5
from printing.virtual import VirtualPrinter
from tests.consignment.test_payout_papers import transfer_of_much
from tests.papers import counter_slips
from tests.papers.shop_slips import lived
from tests.papers.test_delivery_papers import brought, line
from tests.papers.test_trade_papers import stall, told

NASTY = (
    "\x1b@\x1dV\x00\x1bp\x00\x19\xfa",
    "<b>Bu & Pak</b><img src='file:///etc/passwd'/>&amp;<para>",
    "سوق الأمانة للتعاونية \N{RIGHT-TO-LEFT OVERRIDE}dibalik",
    "👩‍👩‍👧‍👦🛒" * 20,
    "Z̸̢̛͎a̷̧l̴g̶o̸" * 25,
    "W" * 200,
    "i" * 200,
    "日本語の名前" * 30,
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}",
    "(\\)) Tj ET %%EOF endstream",
    "\ud800\udfff",
    " ",
)
NAMES = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=200),
    st.text("WiM .-&<>/\\(){}[]%$#@\x1b\x1d\x10", min_size=100, max_size=200),
)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def receipt(name: str) -> Slip:
    """Her name wherever a receipt has one: the shop, the cashier, the buyer, goods, units, makers, notes."""
    sale = counter_slips.everything()
    lines = tuple(replace(each, unit=name, note=name, reason=name) for each in sale.command.lines)
    buyer = replace(counter_slips.BUYER, name=name, number=name)
    sale = replace(
        sale,
        command=replace(sale.command, lines=lines),
        cashier=name.strip() or "-",
        names=dict.fromkeys(sale.names, name),
        makers=dict.fromkeys(sale.names, MadeBy(name, name)),
        buyer=buyer,
    )
    branch = replace(counter_slips.BRANCH, shop_name=name, name=name, address=name)
    words = {"receipt_thanks": name, "receipt_return_policy": name}
    return receipts.receipt(branch, replace(counter_slips.SETTINGS, **words), sale)  # type: ignore[arg-type]


def gift(name: str) -> Slip:
    sale = replace(counter_slips.everything(), names=dict.fromkeys(counter_slips.NAMES, name))
    return receipts.gift(replace(counter_slips.BRANCH, address=name), counter_slips.SETTINGS, sale)


@cache
def closed() -> Z:
    counter, day, _session = lived()
    with counter.shop.reading() as connection:
        return closings.z_of(Work(counter.shop, connection, counter.manager, counter.shop.clock()), day.closed)


def z_slip(name: str) -> Slip:
    figures = replace(closed().figures, cashier=name, till=name)
    branch = replace(counter_slips.BRANCH, shop_name=name, name=name)
    return z_slips.z_slip(branch, replace(closed(), figures=figures))


def nota(name: str) -> Slip:
    goods = tuple(replace(line(n, name, 30, 28, 10_000, 12_000, None), why=name) for n in (1, 2))
    return delivery_papers.nota(counter_slips.BRANCH, brought(maker=name, village=name, note=name, lines=goods))


def payout(name: str) -> Slip:
    seen = replace(transfer_of_much(), maker=name, bank=name, received_by=name, note=name, by=name)
    return payout_papers.slip(counter_slips.BRANCH, seen)


SLIPS: dict[str, Callable[[str], Slip]] = {
    "receipt": receipt,
    "gift": gift,
    "z": z_slip,
    "nota titip": nota,
    "payout": payout,
}


@pytest.mark.parametrize("kind", SLIPS)
@MANY
@given(NAMES, st.sampled_from([32, 42, 48]))
@example(NASTY[0], 32)
@example(NASTY[5], 32)
def test_no_name_breaks_a_column_or_becomes_a_command(kind: str, name: str, columns: int) -> None:
    slip, paper = SLIPS[kind](name), Paper.of_columns(columns)
    lines = text(slip, columns).splitlines()
    assert max(len(each) for each in lines) <= columns
    assert all(each.isascii() and each.isprintable() for each in lines)
    assert Slip.from_json(slip.to_json()) == slip

    printer = VirtualPrinter(columns, paper.dots)
    printer.send(encode(slip, paper))
    assert (printer.resets, printer.kicks) == (1, [])
    assert printer.cuts == sum(type(each).__name__ == "Cut" for each in slip.parts)


@pytest.mark.parametrize("kind", SLIPS)
@FEW
@given(NAMES)
def test_no_name_breaks_the_pdf_of_a_slip(kind: str, name: str) -> None:
    slip = SLIPS[kind](name)
    data = slip_files.pdf_bytes(slip, Paper.of_columns(32), title=name, author=name)
    assert len(re.findall(rb"/Type /Page\b", data)) == 1
    assert data == slip_files.pdf_bytes(slip, Paper.of_columns(32), title=name, author=name)


def invoice(name: str, form: Form, size: str) -> bytes:
    """Her name wherever an invoice has one."""
    sale = counter_slips.everything()
    lines = tuple(replace(each, unit=name[:12], note=name, reason=name) for each in sale.command.lines)
    sale = replace(
        sale,
        command=replace(sale.command, lines=lines),
        cashier=name,
        names=dict.fromkeys(sale.names, name),
        makers=dict.fromkeys(sale.names, MadeBy(name, name)),
    )
    buyer = PaperBuyer(name[:MOST_NAME], name[:MOST_ADDRESS])
    branch = replace(counter_slips.BRANCH, shop_name=name, name=name, address=name, phone=name)
    shop = stall(branch=branch, settings=replace(counter_slips.SETTINGS, invoice_note=name))
    return trade_papers.pdf_bytes(invoices.paper(shop, told(sale, buyer=buyer), form), size)


@pytest.mark.parametrize("size", [A5, A4])
@pytest.mark.parametrize("form", list(Form))
@FEW
@given(NAMES)
@example("W" * 200)
def test_no_name_breaks_an_invoice(form: Form, size: str, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    data = invoice(name, form, size)
    inside(data, tmp_path_factory.mktemp("invoice") / "paper.pdf")


@FEW
@given(NAMES)
def test_no_name_breaks_the_pages_of_makers(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("makers")
    seen = replace(transfer_of_much(), maker=name, bank=name, received_by=name, note=name, by=name)
    inside(business_papers.pdf_bytes(payout_papers.a4(counter_slips.BRANCH, seen)), folder / "payout.pdf")
    goods = tuple(replace(line(n, name, 30, 28, 10_000, 12_000, None), why=name) for n in (1, 2))
    page = delivery_papers.page(counter_slips.BRANCH, brought(maker=name, village=name, note=name, lines=goods))
    inside(business_papers.pdf_bytes(page), folder / "nota.pdf")


WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')


def inside(data: bytes, file: Path) -> None:
    """Every word of a PDF stands within its page, whose pages are few."""
    file.write_bytes(data)
    shown = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout
    boxes = shown.decode("utf-8", "replace")
    pages = PAGE.findall(boxes)
    assert 1 <= len(pages) == len(re.findall(rb"/Type /Page\b", data)) <= 12
    wide, high = max(float(w) for w, _h in pages), max(float(h) for _w, h in pages)
    assert WORD.search(boxes)
    for x1, y1, x2, y2 in WORD.findall(boxes):
        assert float(x1) >= 0
        assert float(x2) <= wide
        # Marks piled on a letter reach over its line, never over the page.
        assert float(y1) >= -high * 0.05
        assert float(y2) <= high * 1.05
