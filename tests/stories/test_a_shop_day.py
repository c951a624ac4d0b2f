"""A whole day at the till in a true window, by keys alone; then paper, books and Z agree.

sale  who       goods                                          paid by
1     guest     2 Indomie by the dus, 1,25 kg eggs             cash, exactly
2     member    Keripik Tempe (a maker's), looked for by name  QRIS
3     guest     12 Sampo at the wholesale price                transfer
4     member    2,5 kg rice                                    kasbon
5     guest     1 Rinso, 1 Bimoli                              Rp 30.000 cash, the rest QRIS
6     guest     1 Teh Pucuk                                    cash, Rp 50.000 given
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from koperasi import shifts, shops, users
from koperasi.columns import summed
from koperasi.ledger import PostingRecord
from koperasi.money import Rupiah, dots
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.tills import COINS, NOTES
from pos import checks, drafts, tables, tour_shops
from pos.tour_shops import BY_CODE
from printing.virtual import VirtualPrinter
from printing.virtual_servers import VirtualServer
from tests.displays import Display
from tests.windows import TillProcess

RINA = ("alt+3", "730164")
DEWI = ("alt+2", "518203")
SRI = "9900217"
FLOAT, SPENT = 300_000, 45_000


@dataclass(frozen=True)
class Sold:
    """What a sale came to, by tender; cash is what stays in the drawer."""

    total: int
    cash: int = 0
    qris: int = 0
    transfer: int = 0
    kasbon: int = 0
    member: bool = False


DAY = (
    Sold(2 * 118_000 + 35_000, cash=271_000),
    Sold(3 * 12_000, qris=36_000, member=True),
    Sold(12 * 950, transfer=11_400),
    Sold(36_250, kasbon=36_250, member=True),
    Sold(24_500 + 19_500, cash=30_000, qris=14_000),
    Sold(4_000, cash=4_000),
)
EXPECTED = FLOAT + sum(each.cash for each in DAY) - SPENT
SHORT = 2_000


@pytest.fixture
def day(tmp_path: Path, display: Display, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    tables.loaded()
    with VirtualServer(VirtualPrinter(48, 576)) as server:
        place = str(tmp_path / "toko")
        tour_shops.make(Place.parse(place), printer=server.address, sounds=False, pins_shown=False).close()
        yield Day(place, server, display)
        assert server.failure is None


@dataclass
class Day:
    place: str
    server: VirtualServer
    display: Display

    @contextmanager
    def shop(self) -> Iterator[Shop]:
        opened = shops.open_shop(Place.parse(self.place))
        try:
            yield opened
        finally:
            opened.close()

    def lines(self) -> int:
        """How many lines of the open cart are on disk."""
        with self.shop() as shop, shop.reading() as connection:
            draft = drafts.restore(connection, shop.till_id or 0)
        return len(draft.cart.lines) if draft else 0

    def papers(self) -> list[str]:
        return [sheet.text for sheet in self.server.printer.papers]


def start(till: TillProcess) -> None:
    till.sign_in(*RINA)
    till.at("Buka Shift")
    till.press("Return")
    till.at("Kasir")


def finish(till: TillProcess) -> None:
    till.press("Return")
    till.at("Kembalian")


def sell_all(till: TillProcess) -> None:
    code = {key: good.barcode for key, good in BY_CODE.items()}
    till.type("2*")
    till.scan(BY_CODE["2001"].barcode_of("Dus"))
    till.type("1,25*")
    till.scan(code["1002"])
    till.press("F4")
    till.at("Bayar")
    till.press("F4")
    finish(till)

    till.scan(SRI)
    till.at("Kasir")
    till.type("3*tempe")
    till.press("Return", "F8")
    till.at("Bayar")
    till.press("ctrl+d")
    finish(till)

    till.scan(code["2005"])
    till.at("Kasir")
    till.type("12*")
    till.press("Return", "F4")
    till.at("Bayar")
    till.press("ctrl+t", "ctrl+d")
    finish(till)

    till.scan(SRI)
    till.at("Kasir")
    till.type("2,5*")
    till.scan(code["1001"])
    till.press("F4")
    till.at("Bayar")
    till.press("F3")
    finish(till)

    till.scan(code["2014"])
    till.at("Kasir")
    till.scan(code["2007"])
    till.press("F4")
    till.at("Bayar")
    till.type("30000")
    till.press("F8", "ctrl+d")
    finish(till)

    till.scan(code["2009"])
    till.at("Kasir")
    till.press("F4")
    till.at("Bayar")
    till.type("50000")
    finish(till)
    till.press("Escape")
    till.at("Kasir")


def spend(till: TillProcess) -> None:
    till.press("F11")
    till.at("Kas Masuk / Keluar")
    till.type(str(SPENT))
    till.press("Return")
    till.type("bensin")
    till.press("Return", "Escape")
    till.at("Kasir")


def count(till: TillProcess, amount: int) -> None:
    """Count an amount with the fewest notes and coins, each Enter leading to the next."""
    till.press("F12")
    till.at("Menu Kasir")
    till.press("ctrl+t")
    till.at("Tutup Shift")
    for worth in NOTES:
        pieces, amount = divmod(amount, worth)
        till.type(str(pieces))
        till.press("Return")
    for worth in COINS:
        pieces, amount = divmod(amount, worth)
        till.type(str(pieces))
        till.press("Return")


def figure(paper: str, words: str) -> str:
    """The figure at the right end of the line that begins with these words."""
    found = re.search(rf"^ *{re.escape(words)} +(?:Rp )?(-?[\d.]+)$", paper, re.MULTILINE)
    return found[1] if found else f"no {words} in\n{paper}"


def test_a_day_by_keys_ends_with_paper_books_and_z_agreeing(day: Day) -> None:
    with TillProcess(day.display, day.place) as till:
        start(till)
        sell_all(till)
        spend(till)
        count(till, EXPECTED - SHORT)
        till.at("Selisih Kas")
        till.press("Return")
        till.at("Laporan Tutup Kasir (Z)")
        till.until(lambda: any("TUTUP KASIR (Z)" in each for each in day.papers()), "the Z on paper")
        till.press("Return")
        till.at("Masuk")
        till.press("alt+F4")

    *papers, z = day.papers()
    receipts = [each for each in papers if re.search("^TOTAL ", each, re.MULTILINE)]
    (spent,) = (each for each in papers if "KAS KELUAR" in each)
    assert figure(spent, "JUMLAH") == dots(SPENT)
    assert [figure(each, "TOTAL") for each in receipts] == [dots(each.total) for each in DAY]
    assert "KEMBALI" in receipts[5]
    assert figure(receipts[5], "KEMBALI") == "46.000"
    assert "Sri Wahyuni" in receipts[1]
    assert "Dibuat oleh anggota" in receipts[1]

    members = sum(each.total for each in DAY if each.member)
    assert figure(z, f"Anggota {sum(each.member for each in DAY)}x") == dots(members)
    assert figure(z, "OMZET") == dots(sum(each.total for each in DAY))
    assert figure(z, "Tunai") == dots(sum(each.cash for each in DAY))
    assert figure(z, "QRIS 2x") == dots(sum(each.qris for each in DAY))
    assert figure(z, "Transfer 1x") == dots(sum(each.transfer for each in DAY))
    assert figure(z, "Kasbon 1x") == dots(sum(each.kasbon for each in DAY))
    assert figure(z, "KAS SEHARUSNYA") == dots(EXPECTED)
    assert figure(z, "UANG FISIK") == dots(EXPECTED - SHORT)
    assert figure(z, "KURANG") == dots(SHORT)

    with day.shop() as shop, shop.reading() as connection:
        shift = connection.execute(select(shifts.ShiftRecord.document_id)).scalar_one()
        close = shifts.closing(connection, shift)
        assert (close.expected, close.counted) == (Rupiah(EXPECTED), Rupiah(EXPECTED - SHORT))
        drawer = select(summed(PostingRecord.amount)).where(
            PostingRecord.account_id == shifts.by_id(connection, shift).account_id
        )
        assert connection.execute(drawer).scalar_one() == close.left_in_drawer
        assert [words for each in checks.all_checks() for words in each.run(connection, shop)] == []
    # The drawer: for the float, the three sales with cash, the cash out, and the count.
    assert len(day.server.printer.kicks) == 6


def test_a_till_that_was_killed_comes_back_with_its_shift_and_its_cart(day: Day) -> None:
    with TillProcess(day.display, day.place) as till:
        start(till)
        till.type("2*")
        till.scan(BY_CODE["2001"].barcode_of("Dus"))
        till.scan(BY_CODE["2009"].barcode)
        till.until(lambda: day.lines() == 2, "two lines on disk")
        till.kill()

    with TillProcess(day.display, day.place) as again:
        again.sign_in(*DEWI)
        again.at("Kasir")
        again.press("F4")
        again.at("Bayar")
        again.press("F4")
        finish(again)
        again.until(lambda: len(day.papers()) == 1, "the receipt on paper")

    (receipt,) = day.papers()
    assert figure(receipt, "TOTAL") == dots(2 * 118_000 + 4_000)
