"""A busy hour with everything a till is for, told once and lived twice: by keys alone, by touches alone.

sale  who          goods                                                   paid by
1     guest        1 Indomie by the dus, 1,25 kg eggs, 12 Sampo wholesale  cash, Rp 200.000 given
                   (and a Royco taken out again after Bayar)
2     Sri's card   4 bottles of water, one is free                         QRIS, money seen
3     Budi         2,5 kg rice                                             kasbon
4     guest        1 tissues, while sale 5 is held                         cash, exactly
5     guest        1 Kecap at another price, 4 Rinso with a discount       cash and transfer
6     guest        vegetables at a price, credit for a phone, a sweet      cash, the change given away
7     guest        2 of the 12 Sampo come back                             cash goes back
8     guest        the tissues come back, an oil goes                      cash, the difference
9     guest        1 Mie Sedaap, sold by Dewi after the lock               cash, exactly

With SBMI_MART_PICTURES=FOLDER each screen is kept as a picture; SBMI_MART_LOOK=dark-1024x768
chooses how it looks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop import theme
from inventory import catalogue, favourites, promotions, queries
from inventory.catalogue import NewGood, NewUnit
from inventory.favourites import NewFavourite
from inventory.goods import PriceLine, PriceRule, ProductKind
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, Target
from koperasi import users
from koperasi.money import Rupiah, dots
from koperasi.quantity import ONE
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import checks, tables, tour_shops
from pos.screens.window_parts import Look
from pos.tour_shops import BY_CODE
from pos.tours import Look as Sized
from printing.virtual import VirtualPrinter
from printing.virtual_servers import VirtualServer
from tests.fronts import Front
from tests.hands import Hands, Keys, Touches
from tests.shops import Clock, Counter, with_declared_tables

RINA, DEWI, YUNI = "730164", "518203", "361708"
FLOAT, SPENT, DROPPED, SHORT = 300_000, 45_000, 100_000, 2_000
#: What lies in the drawer at the end: the float, what sales left in it, less what was taken out.
EXPECTED = FLOAT + 164_400 + 13_000 + 50_000 + 60_000 - 1_900 + 6_500 + 3_100 - SPENT - DROPPED
COUNTED = {"100.000": 4, "20.000": 2, "5.000": 1, "2.000": 1, "1.000": 1, "100": 1}
COUNTED_AGAIN = {"100.000": 4, "50.000": 1, "100": 1}


@dataclass
class Hour:
    """A shop at its busiest, and who works there."""

    shop: Shop
    server: VirtualServer
    hands: Hands

    @property
    def papers(self) -> list[str]:
        return [sheet.text for sheet in self.server.printer.papers]

    def ask(self, sql: str, **named: object) -> list[tuple[Any, ...]]:
        with self.shop.reading() as connection:
            return [tuple(row) for row in connection.execute(text(sql), named)]

    def receipt(self, nth: int) -> str:
        """The number of the nth sale, as it stands on its receipt."""
        return str(self.ask("SELECT number FROM documents WHERE kind = 'sale' ORDER BY seq")[nth - 1][0])


def furnish(shop: Shop) -> None:
    """What the shop sells besides packets: vegetables and phone credit on the grid, and a promotion."""
    konsole = shop.konsole()
    price = (PriceLine(PriceRule.RETAIL, Rupiah(500)),)
    with shop.work(konsole, channel="office") as work:
        vegetables, credit, _copies = catalogue.add_many(
            work,
            [
                NewGood("901", "Sayur Sop", open_price=True, base_unit="Ikat"),
                NewGood(
                    "902", "Pulsa", base_unit="Kali", kind=ProductKind.SERVICE, open_price=True,
                    price_min=Rupiah(5_000), price_max=Rupiah(500_000), asks_note="Nomor HP",
                ),
                NewGood("903", "Fotokopi", units=(NewUnit("Lembar", ONE, (), price),), base_unit="Lembar"),
            ],
        )  # fmt: skip
        (water,) = queries.find_code(work.connection, BY_CODE["2010"].barcode)
        told = (Target(product_id=water.good.product_id),)
        promotions.add(work, NewPromotion("SEGAR", "Air Segar", PromotionKind.FREE, told, buy=3, free=1))
        units = [queries.good(work.connection, each).units[0].id for each in (vegetables, credit)]
        for unit, page, colour in zip(units, ("Segar", "Jasa"), ("green", "blue"), strict=True):
            favourites.add(work, NewFavourite(unit, page, colour))


@pytest.fixture(params=[Keys, Touches], ids=["keys", "touches"])
def hour(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hour]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    with_declared_tables(monkeypatch)
    tables.loaded()
    sized = Sized.parse(os.environ.get("SBMI_MART_LOOK", "light-1366x768"))
    folder = os.environ.get("SBMI_MART_PICTURES")
    with VirtualServer(VirtualPrinter(48, 576)) as server:
        place = Place.parse(str(tmp_path / "toko"))
        shop = tour_shops.make(
            place, Clock(), printer=server.address, sounds=False, lock_minutes=0, pins_shown=False,
            customer_screen="off", qris_daily_check=False,
        )  # fmt: skip
        furnish(shop)
        scale = theme.nearest_scale(0, sized.wide, sized.high)
        front = Front.open(
            cast("Counter", SimpleNamespace(shop=shop)), qtbot, qapp, Look(sized.theme, scale), (sized.wide, sized.high)
        )
        hands = request.param(
            front, Path(folder) / request.param.__name__ if folder else None, sized.name, (sized.wide, sized.high)
        )
        try:
            yield Hour(shop, server, hands)
        finally:
            front.window.close()
            shop.close()
            theme.apply(qapp, motion=False)
        assert server.failure is None


# -- the hour ------------------------------------------------------------------


def start(hands: Hands) -> None:
    hands.at("sign-in")
    hands.do("Alt+3", "Rina Astuti")
    hands.snap("masuk")
    hands.enter_pin(RINA, "Masuk")
    hands.at("opening")
    hands.digits(str(FLOAT))
    hands.snap("buka-shift")
    hands.do("Return", "Buka Shift")
    hands.at("till")
    hands.snap("kasir-kosong")


def finish(hands: Hands, words: str = "Selesai", picture: str = "kembalian") -> None:
    hands.do("Return", words)
    hands.at("change")
    hands.snap(picture)
    hands.do("Escape", "Transaksi Baru")
    hands.at("till")


def scanned_searched_and_weighed(hands: Hands) -> None:
    hands.scan(BY_CODE["2001"].barcode)
    hands.do("F9", "Satuan")
    hands.weighed("1,25", "telur")
    hands.many("12", BY_CODE["2005"].barcode)
    hands.scan(BY_CODE["2008"].barcode)
    hands.snap("kasir")
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.do("Escape", "Kembali ke barang")
    hands.at("till")
    hands.do("Delete", "Hapus")
    hands.snap("alasan")
    hands.do("1", "Salah ambil")
    hands.snap("baris-dihapus")
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.digits("200000")
    hands.snap("bayar-tunai")
    finish(hands)


def members(hands: Hands) -> None:
    hands.scan("9900217")
    hands.many("4", BY_CODE["2010"].barcode)
    hands.snap("promo")
    hands.do("F8", "Nontunai")
    hands.at("payment")
    hands.snap("qris")
    hands.do("Ctrl+D", "Dana Sudah Masuk")
    hands.snap("qris-masuk")
    finish(hands)

    hands.do("F7", "Cek Harga")
    hands.scan(BY_CODE["2007"].barcode)
    hands.snap("cek-harga")
    hands.do("Return", "Selesai cek")
    hands.do("F3", "Anggota")
    hands.letters("budi")
    hands.snap("anggota")
    hands.do("Return", "Pasang Anggota")
    hands.weighed("2,5", "beras")
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.do("F3", "Kasbon")
    hands.snap("kasbon")
    finish(hands)


def held_and_recalled(hands: Hands) -> None:
    hands.scan(BY_CODE["2015"].barcode)
    hands.do("F5", "Pending")
    hands.at("hold")
    hands.letters("baju merah")
    hands.snap("tahan")
    hands.do("Return", "Tahan")
    hands.at("till")
    hands.scan(BY_CODE["2016"].barcode)
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.do("F4", "Uang Pas")
    finish(hands)
    hands.do("F6", "Panggil")
    hands.at("held")
    hands.snap("pending")
    hands.do("Return", "Panggil")
    hands.at("till")


def allow(hands: Hands, picture: str, back: str = "till") -> None:
    """Yuni says yes with her PIN."""
    hands.at("override")
    hands.do("Alt+2", "Yuni Kartika")
    hands.snap(picture)
    hands.enter_pin(YUNI, "Setujui")
    hands.at(back)


def edited_and_split(hands: Hands) -> None:
    hands.do("Ctrl+E", "Ubah")
    hands.do("Ctrl+H", "Harga")
    hands.digits("9900")
    hands.snap("ubah-harga")
    hands.do("Return", "Pakai")
    hands.snap("alasan-harga")
    hands.do("2", "Kemasan rusak")
    allow(hands, "persetujuan-harga")
    hands.many("4", BY_CODE["2014"].barcode)
    hands.do("Ctrl+E", "Ubah")
    hands.do("Ctrl+D", "Diskon")
    hands.digits("10000")
    hands.snap("ubah-diskon")
    hands.do("Return", "Pakai")
    hands.do("4", "Beli banyak")
    allow(hands, "persetujuan-diskon")
    hands.snap("diskon-disetujui")
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.digits("50000")
    hands.do("Ctrl+T", "Transfer")
    hands.do("Ctrl+D", "Dana Sudah Masuk")
    hands.snap("bayar-campur")
    finish(hands)


def from_the_grid(hands: Hands) -> None:
    hands.do("Ctrl+G", "Favorit")
    hands.at("favourites")
    hands.do("Alt+2", "Segar")
    hands.snap("favorit")
    hands.do("Return", "Sayur Sop")
    hands.at("till")
    hands.digits("7500")
    hands.snap("ketik-harga")
    hands.do("Return", "Pakai Harga")
    hands.do("Ctrl+G", "Favorit")
    hands.at("favourites")
    hands.do("Alt+3", "Jasa")
    hands.do("Return", "Pulsa")
    hands.at("till")
    hands.digits("52000")
    hands.do("Return", "Pakai Harga")
    hands.digits("081234567890")
    hands.snap("nomor-hp")
    hands.do("Return", "Simpan")
    hands.scan(BY_CODE["2013"].barcode)
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.digits("60000")
    hands.do("Ctrl+O", "Sumbang")
    hands.snap("sumbang")
    finish(hands)


def called_off(hands: Hands) -> None:
    hands.scan(BY_CODE["2011"].barcode)
    hands.do("Ctrl+Del", "Batalkan")
    hands.snap("batalkan")
    hands.do("1", "Pelanggan batal")
    hands.at("till")


def brought_back(hour: Hour) -> None:
    hands = hour.hands
    hands.do("F10", "Retur")
    hands.at("returns")
    hands.snap("retur-daftar")
    hands.scan(hour.receipt(1))
    hands.row("Sampo", 2)
    hands.do("+", "+")
    hands.do("+", "+")
    hands.snap("retur")
    hands.do("Return", "Masukkan")
    hands.at("till")
    hands.snap("kasir-retur")
    hands.do("Return", "Kembalikan Uang")
    hands.at("refund")
    hands.snap("kembalikan-uang")
    finish(hands, "Kembalikan Uang", "uang-kembali")

    hands.do("F10", "Retur")
    hands.at("returns")
    hands.scan(hour.receipt(4))
    hands.do("Ctrl+S", "Semua")
    hands.do("Return", "Masukkan")
    hands.at("till")
    hands.scan(BY_CODE["2007"].barcode)
    hands.snap("tukar")
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.do("F4", "Uang Pas")
    finish(hands)


def the_drawer(hands: Hands) -> None:
    hands.do("F11", "Kas")
    hands.at("cash")
    hands.digits(str(SPENT))
    hands.do("Return", "")
    hands.do("1", "Listrik dan air")
    hands.snap("kas-keluar")
    hands.do("Return", "Simpan")
    hands.do("Ctrl+B", "Setor ke Brankas")
    hands.digits(str(DROPPED))
    hands.do("Return", "")
    hands.snap("setor")
    hands.do("Return", "Simpan")
    hands.do("Escape", "Kembali ke kasir")
    hands.at("till")
    hands.do("F12", "Menu Kasir")
    hands.at("menu")
    hands.snap("menu")
    hands.do("Ctrl+B", "Buka Laci")
    hands.at("drawer")
    hands.snap("buka-laci")
    hands.do("1", "Tukar uang")
    allow(hands, "persetujuan-laci", "drawer")
    hands.do("Escape", "Kembali")
    hands.at("menu")


def another_cashier(hands: Hands) -> None:
    hands.do("Ctrl+K", "Kunci Layar")
    hands.at("lock")
    hands.snap("kunci")
    hands.do("Alt+2", "Dewi Lestari")
    hands.enter_pin(DEWI, "Buka")
    hands.at("till")
    hands.scan(BY_CODE["2017"].barcode)
    hands.do("F4", "Bayar Tunai")
    hands.at("payment")
    hands.do("F4", "Uang Pas")
    finish(hands)
    hands.do("F12", "Menu Kasir")
    hands.do("Ctrl+X", "Baca Shift")
    hands.at("reading")
    hands.snap("baca-x")
    hands.do("Return", "Cetak")
    hands.do("Escape", "Kembali")
    hands.at("menu")


def closed(hands: Hands) -> None:
    hands.do("Ctrl+T", "Tutup Shift")
    hands.at("closing")
    hands.pieces(COUNTED)
    hands.do("Ctrl+Return", "Simpan Hitungan")
    hands.snap("hitung-kas")
    hands.do("Ctrl+Return", "Simpan Hitungan")
    hands.snap("selisih")
    hands.do("Return", "Tutup Shift")
    hands.snap("laporan-z")
    hands.do("Ctrl+K", "Hitung ulang Kepala Toko")
    hands.at("recount")
    hands.snap("hitung-ulang")
    hands.do("Return", "Hitung shift ini")
    hands.at("override")
    hands.do("Alt+2", "Yuni Kartika")
    hands.do("Ctrl+1", "Diketahui manajer")
    hands.snap("minta-hitung-ulang")
    hands.enter_pin(YUNI, "Setujui")
    hands.at("recount")
    hands.pieces(COUNTED_AGAIN)
    hands.do("Ctrl+Return", "Simpan Hitungan")
    hands.do("Ctrl+Return", "Simpan Hitungan")
    hands.snap("tiga-angka")
    hands.do("Return", "Selesai")
    hands.do("Escape", "Kembali")


# -- what the books say --------------------------------------------------------

#: What is asked of the books by plain SQL, and what each of the two hours answers.
BOOKS: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "sales: total, rounding, change, member": (
        """SELECT s.total, s.rounding, s.change, COALESCE(p.name, '') FROM sales s
        JOIN documents d ON d.id = s.document_id LEFT JOIN parties p ON p.id = s.member_id ORDER BY d.seq""",
        [
            (164_400, 0, 35_600, ""),
            (10_500, 0, 0, "Sri Wahyuni"),
            (36_250, 0, 0, "Budi Santoso"),
            (13_000, 0, 0, ""),
            (97_900, 0, 0, ""),
            (59_750, -50, 300, ""),
            (-1_900, 0, 0, ""),
            (6_500, 0, 0, ""),
            (3_100, 0, 0, ""),
        ],
    ),
    "tenders": (
        "SELECT kind, SUM(applied), COUNT(*) FROM sale_tenders GROUP BY kind ORDER BY kind",
        [("cash", 294_800, 7), ("kasbon", 36_250, 1), ("qris", 10_500, 1), ("transfer", 47_900, 1)],
    ),
    "change kept": ("SELECT kept_for, amount FROM sale_kept_changes", [("donation", 300)]),
    "kasbon": (
        """SELECT p.name, SUM(b.amount) FROM party_balances b JOIN parties p ON p.id = b.party_id
        JOIN accounts a ON a.id = b.account_id WHERE a.role = 'member-receivable' GROUP BY p.name""",
        [("Budi Santoso", 36_250)],
    ),
    "goods that went, in thousandths": (
        """SELECT p.code, SUM(m.quantity) FROM moves m JOIN products p ON p.id = m.product_id
        JOIN sales s ON s.document_id = m.document_id GROUP BY p.code ORDER BY p.code""",
        [
            ("1001", -2_500),
            ("1002", -1_250),
            ("2001", -40_000),
            ("2005", -10_000),
            ("2007", -1_000),
            ("2010", -4_000),
            ("2013", -1_000),
            ("2014", -4_000),
            ("2015", -1_000),
            ("2016", 0),
            ("2017", -1_000),
            ("901", -1_000),
        ],
    ),
    "notes": ("SELECT note FROM sale_line_notes", [("Nomor HP: 081234567890",)]),
    "promotions": ("SELECT discount, bearer FROM sale_line_promotions", [(3_500, "shop")]),
    "lines taken out": (
        "SELECT p.code, r.reason FROM removed_sale_lines r JOIN products p ON p.id = r.product_id ORDER BY p.code",
        [("2008", "Salah ambil"), ("2011", "Pelanggan batal")],
    ),
    "called off": ("SELECT lines, total, reason FROM sale_voids", [(1, 27_000, "Pelanggan batal")]),
    "come back": (
        """SELECT p.code, l.quantity, l.net, r.went_to FROM sale_line_returns r JOIN sale_lines l ON l.id = r.line_id
        JOIN products p ON p.id = l.product_id ORDER BY p.code""",
        [("2005", -2_000, -1_900, "shelf"), ("2016", -1_000, -13_000, "shelf")],
    ),
    "allowed by Yuni": (
        """SELECT a.permission, a.amount, a.reason, u.name FROM sale_approvals a JOIN users u ON u.id = a.approver_id
        ORDER BY a.amount""",
        [
            ("pos:sale:price", 1_600, "Kemasan rusak", "Yuni Kartika"),
            ("pos:sale:discount", 10_000, "Beli banyak", "Yuni Kartika"),
        ],
    ),
    "who sold": (
        """SELECT u.name, COUNT(*) FROM documents d JOIN users u ON u.id = d.by_id WHERE d.kind = 'sale'
        GROUP BY u.name ORDER BY u.name""",
        [("Dewi Lestari", 1), ("Rina Astuti", 8)],
    ),
    "cash without a sale": (
        """SELECT m.kind, m.amount, COALESCE(c.name, '') FROM cash_movements m
        LEFT JOIN cash_movement_categories k ON k.document_id = m.document_id
        LEFT JOIN cash_categories c ON c.id = k.category_id ORDER BY m.kind""",
        [("drop", DROPPED, ""), ("out", SPENT, "Listrik dan air")],
    ),
    "drawer opened": ("SELECT why, COUNT(*) FROM drawer_openings GROUP BY why ORDER BY why", [("change", 1)]),
    "the close": ("SELECT expected, counted FROM shift_closes", [(EXPECTED, EXPECTED - SHORT)]),
    "the recount": (
        "SELECT expected, counted, verified FROM shift_verifications",
        [(EXPECTED, EXPECTED - SHORT, EXPECTED)],
    ),
    "still held": ("SELECT COUNT(*) FROM held_carts", [(0,)]),
}


def figure(paper: str, words: str) -> str:
    """The figure at the right end of the line that begins with these words."""
    found = re.search(rf"^ *{re.escape(words)} +(?:Rp )?(-?[\d.]+)$", paper, re.MULTILINE)
    return found[1] if found else f"no {words} in\n{paper}"


def z_of(hour: Hour) -> str:
    hour.hands.front.until(lambda: any("TUTUP KASIR (Z)" in each for each in hour.papers))
    return next(each for each in hour.papers if "TUTUP KASIR (Z)" in each)


def test_the_hour_comes_out_the_same(hour: Hour) -> None:
    hands = hour.hands
    start(hands)
    scanned_searched_and_weighed(hands)
    members(hands)
    held_and_recalled(hands)
    edited_and_split(hands)
    from_the_grid(hands)
    called_off(hands)
    brought_back(hour)
    the_drawer(hands)
    another_cashier(hands)
    closed(hands)

    assert {what: hour.ask(sql) for what, (sql, _rows) in BOOKS.items()} == {
        what: rows for what, (_sql, rows) in BOOKS.items()
    }
    z = z_of(hour)
    assert figure(z, "Tunai") == dots(294_800)
    assert figure(z, "QRIS 1x") == dots(10_500)
    assert figure(z, "Transfer 1x") == dots(47_900)
    assert figure(z, "Kasbon 1x") == dots(36_250)
    assert figure(z, "KAS SEHARUSNYA") == dots(EXPECTED)
    assert figure(z, "UANG FISIK") == dots(EXPECTED - SHORT)
    assert figure(z, "KURANG") == dots(SHORT)
    assert checks.wrong(hour.shop) == []
