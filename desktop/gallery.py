"""Pictures of the widgets, to be laid beside the drawings of the look.

    python -m desktop.gallery FOLDER [--theme light|dark] [--size 1366x768]

Till, payment, sign-in, change and states are put together from the shared widgets with
words of their own; no shop is opened.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import texts, theme
from desktop.amounts import AmountField, RupiahField
from desktop.boards import Board, BoardText, ChangeFigure
from desktop.buttons import KeyButton
from desktop.cards import Card, KunyitBar, LastItem, LastItemCard, MemberCard, MemberText, Pair
from desktop.chips import Chip, ChipLabel
from desktop.denominations import CountRow, NoteRow, StepBar
from desktop.fields import Captioned, Field, ScanField
from desktop.finds import FoundList, FoundRow
from desktop.focus import FocusRing
from desktop.kawung import KawungPanel, Mark
from desktop.keys import LAW, by_law
from desktop.lines import Hint, LineList, LineRow
from desktop.numpads import COUNT, PAYMENT, PIN, Numpad
from desktop.pins import PinField
from desktop.statuses import Entry, StatusBar
from desktop.strips import FunctionBar
from desktop.tenders import QrView, TenderList, TenderRow
from desktop.texts import Label
from desktop.theme import Size
from desktop.tiles import CheckTile, StaffTile
from koperasi.money import Rupiah

LINES = (
    LineRow("1", "Beras Mentik Wangi", "2,5", "Kg", "14.500", "36.250"),
    LineRow("2", "Indomie Goreng Spesial", "1", "Dus", "118.000", "118.000", note="isi 40"),
    LineRow("3", "Kopi Kapal Api Special Mix", "2", "Renteng", "15.500", "31.000", note="isi 10"),
    LineRow("4", "Gulaku Kuning 1 kg", "2", "Pcs", "17.800", "35.600"),
    LineRow("5", "Telur Ayam", "1,25", "Kg", "28.000", "35.000"),
    LineRow("6", "Keripik Tempe 150 g", "3", "Pcs", "12.000", "36.000", maker="Bu Siti"),
    LineRow("7", "Sabun Lifebuoy Merah 70 g", "10", "Pcs", "3.400", "34.000"),
    LineRow(
        "", "Royco Ayam", "1", "Renteng", "5.500", "5.500", note="dihapus 09.41", reason="salah ambil", state="removed"
    ),
    LineRow("8", "Sampo Sunsilk Sachet", "12", "Pcs", "950", "11.400", price_note="grosir"),
    LineRow("9", "Susu UHT Ultra Cokelat 250 ml", "6", "Pcs", "6.200", "36.000", "", "", "", "", "−1.200", "promo"),
)
HINT = Hint(6, "Tambah **2 pcs** → harga grosir **Rp 3.100**, hemat **Rp 3.600**")
TOTAL = BoardText("Total Bayar", Rupiah(373_250), "Total Item 9", "Subtotal 375.050", "Hemat Rp 1.800")
MEMBER = MemberText(
    "Sri Wahyuni", "A-0217 · Anggota Biasa", Chip("Aktif", "ok"), 185_000, 500_000, "Utang tertua 12 hari",
    "Sisa limit Rp 315.000", "**Rp 4.312.500**", "± Rp 86.000", "**Rp 185.000** / 500.000",
)  # fmt: skip
FOUND = (
    FoundRow("Kopi Kapal Api Special Mix 25 g", "Renteng", "15.500", "42 renteng", "isi 10"),
    FoundRow("Kopi Bubuk Robusta Dampit 200 g", "Pcs", "28.000", "9 pcs", maker="Pak Darmo"),
    FoundRow("Kopi Good Day Cappuccino 25 g", "Renteng", "19.500", "", "isi 10", stock_chip=Chip("Habis", "refuse")),
    FoundRow("Kopi Torabika Duo", "Renteng", "14.500", "", "isi 10", stock_chip=Chip("6 renteng", "warn")),
    FoundRow("Permen Kopiko", "Pak", "9.500", "31 pak", "isi 50"),
)

PARTS = (
    TenderRow("qr", "QRIS", "150.000", chip=Chip("Menunggu dana", "warn", "clock")),
    TenderRow("note", "Tunai", "250.000", note="Uang Diterima", chosen=True),
)
TENDERS = (
    ("Tunai", "F4", "note"),
    ("QRIS", "F8", "qr"),
    ("Transfer", "Ctrl T", "bank"),
    ("Kasbon", "F3", "document"),
)
NOTES = (
    ("224.000", "kembali 800"),
    ("225.000", "kembali 1.800"),
    ("230.000", "kembali 6.800"),
    ("240.000", "kembali 16.800"),
    ("250.000", "kembali 26.800"),
)
STAFF = (
    ("Rina Astuti", "Kasir"),
    ("Dewi Lestari", "Kasir"),
    ("Bagus Prasetyo", "Kasir"),
    ("Wahyu Hidayat", "Manajer"),
    ("Yuni Kartika", "Kepala Toko"),
    ("Pak Slamet", "Pengawas"),
)


def laid(
    layout: QBoxLayout, *things: QWidget | int, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 12
) -> QWidget:
    """A widget with these things in its layout; a number is a stretch."""
    holder = QWidget()
    layout.setContentsMargins(*(theme.px(each) for each in margins))
    layout.setSpacing(theme.px(gap))
    for thing in things:
        if isinstance(thing, int):
            layout.addStretch(thing)
        else:
            layout.addWidget(thing)
    holder.setLayout(layout)
    return holder


def status() -> StatusBar:
    bar = StatusBar()
    bar.show_entry("who", Entry("Rina Astuti · Kasir 1", "user", short="Rina · Kasir 1"))
    bar.show_entry("shift", Entry("Shift pagi sejak 06.58", "clock", short="Shift 06.58"))
    bar.show_entry("printer", Entry("Printer siap", "check", "ok", bold=True))
    bar.show_entry("backup", Entry("Cadangan 06.58", "backup", short=None))
    bar.show_entry("training", Entry("Mode Latihan mati", tone="ink3"))
    bar.show_entry("clock", Entry("Sen 23/11/2026  09.42", tone="ink", bold=True))
    return bar


def scan_row(placeholder: str, *buttons: KeyButton) -> tuple[QWidget, ScanField]:
    scan = ScanField(placeholder, name="Scan")
    return laid(QHBoxLayout(), Mark(56), scan, *buttons), scan


def strip() -> FunctionBar:
    bar = FunctionBar()
    bar.show_actions({key: by_law(bar, key, bar.update) for key in LAW})
    return bar


def till(narrow: bool) -> tuple[QWidget, QWidget]:
    words = "Scan, ketik nama, atau 4*" if narrow else "Scan barcode, ketik nama, atau 4* untuk qty"
    row, scan = scan_row(words, KeyButton("Pending 2", icon="pause", tall="56"))
    lines = LineList()
    lines.show_lines(LINES, chosen=9, hint=HINT)
    board = Board(TOTAL, steps=(66, 60, 48), rp=30, tall=190) if narrow else Board(TOTAL)
    last, member = LastItemCard(), MemberCard()
    facts = ("Rp 6.200 / pcs", "Stok 42 pcs", "Exp 14/03/2027")
    last.show_item(LastItem("Susu UHT Ultra Cokelat", facts[:2] if narrow else facts))
    member.show_member(MEMBER)
    pay = KeyButton("Bayar", "Enter", role="primary", tall="88", size=Size.PAY)
    right = laid(QVBoxLayout(), board, last, member, pay)
    right.setFixedWidth(theme.px(336 if narrow else 424))
    body = laid(QHBoxLayout(), laid(QVBoxLayout(), row, lines), right, margins=(12, 12, 12, 8))
    return laid(QVBoxLayout(), body, laid(QVBoxLayout(), strip(), margins=(12, 0, 12, 0)), status(), gap=0), scan


def payment(narrow: bool) -> tuple[QWidget, QWidget]:
    board = Board(BoardText("Total Bayar", Rupiah(373_250), "Sri Wahyuni"), steps=(68, 60, 48), rp=30, tall=152)
    card = TenderList("Bayar Campur")
    card.show_tenders(PARTS)
    facts = (Pair("Bagian tunai", "223.250"), Pair("Pembulatan", "−50"), Pair("Kurang Bayar", "**0**"))
    for pair in facts:
        card.foot.addWidget(pair)
    facts[2].show_value("**0**", "ok")
    change = KunyitBar("Kembalian")
    change.show_value("Rp 26.800")
    left = laid(QVBoxLayout(), board, card, change)
    left.setFixedWidth(theme.px(304 if narrow else 384))
    amount = AmountField("Uang Diterima")
    amount.show_caption("Uang Diterima", "Tunai, dari Rp 223.200")
    amount.set_amount(Rupiah(250_000))
    middle = laid(QVBoxLayout(), tabs(), amount, quick_notes(narrow), Numpad(PAYMENT))
    check = CheckTile("Dana Sudah Masuk", "Ctrl D")
    codes = Card(gap=10)
    code = QrView(216 if narrow else 264)
    code.show_code("00020101021226610014ID.CO.CONTOH.WWW0118936000000000000000021500000000000000")
    codes.body.addWidget(Pair("**QRIS**", "**Rp 150.000**", value_size=Size.PAD))
    codes.body.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)
    codes.body.addWidget(Label("SBMI MART CONTOH", Size.MINI, bold=True, align=texts.CENTRE))
    codes.body.addWidget(check)
    codes.body.addStretch(1)
    finish = KeyButton("Selesai", "Enter", role="primary", tall="88", size=Size.LEAD)
    finish.set_reason("Pastikan dana QRIS dulu")
    right = laid(QVBoxLayout(), codes, finish)
    right.setFixedWidth(theme.px(264 if narrow else 320))
    body = laid(QHBoxLayout(), left, middle, right, margins=(16, 12, 16, 12), gap=16)
    back = KeyButton("Kembali ke barang", "Esc", role="quiet", icon="back")
    printed = KeyButton("Cetak kode QR", "Ctrl P", icon="printer")
    foot = laid(QHBoxLayout(), back, 1, printed, margins=(16, 0, 16, 8), gap=8)
    return laid(QVBoxLayout(), body, foot, status(), gap=0), amount


def tabs() -> QWidget:
    buttons = [
        KeyButton(words, key, icon=icon, tall="64", stacked=True, role="plain" if n else "chosen")
        for n, (words, key, icon) in enumerate(TENDERS)
    ]
    return laid(QHBoxLayout(), *buttons, gap=8)


def quick_notes(narrow: bool) -> QWidget:
    buttons = [KeyButton("Uang Pas", "F4", role="hinted", tall="56", size=Size.LEAD)]
    buttons += [KeyButton(words, note=note, tall="56", size=Size.LEAD) for words, note in NOTES]
    holder, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(theme.px(8))
    for n, button in enumerate(buttons):
        grid.addWidget(button, *divmod(n, 2 if narrow else 3))
    holder.setLayout(grid)
    return holder


def sign_in(narrow: bool) -> tuple[QWidget, QWidget]:
    panel = KawungPanel()
    panel.setFixedWidth(theme.px(288 if narrow else 432))
    column = QVBoxLayout(panel)
    column.setContentsMargins(*(theme.px(24 if narrow else 40),) * 4)
    column.addWidget(Mark(72))
    column.addStretch(1)
    column.addWidget(Label("06.55", Size.CLOCK, bold=True, tone="board_ink"))
    column.addWidget(Label("Senin, 23 November 2026", Size.NAME if not narrow else Size.LINE, tone="board_ink2"))
    column.addStretch(1)
    tiles, grid = QWidget(), QGridLayout()
    grid.setSpacing(theme.px(16))
    for n, (name, work) in enumerate(STAFF):
        tile = StaffTile(name, work, f"Alt {n + 1}", 152 if narrow else 184)
        tile.setChecked(n == 0)
        grid.addWidget(tile, *divmod(n, 2))
    tiles.setLayout(grid)
    pin, pad = PinField(), Numpad(PIN)
    pin.type_text("12")
    pin.setFixedHeight(theme.px(76))
    enter = KeyButton("Masuk", "Enter", role="primary", tall="88", size=Size.LEAD)
    enter.setEnabled(False)
    pins = laid(QVBoxLayout(), pin, pad, enter, gap=16)
    pins.setFixedSize(theme.px(328), theme.px(590))
    who = laid(
        QVBoxLayout(),
        Label("Siapa yang bertugas?", Size.PAY, bold=True),
        Label("Pilih nama atau scan kartu", tone="ink2"),
        tiles,
        1,
    )
    return laid(QHBoxLayout(), panel, 1, who, laid(QVBoxLayout(), 1, pins, 1), 1, gap=24), pin


def change(narrow: bool) -> tuple[QWidget, QWidget]:
    row, scan = scan_row(
        "Scan barang berikutnya untuk Transaksi Baru", KeyButton("Panggil Pending 2", "F6", icon="pause", tall="56")
    )
    panel = KawungPanel()
    figure = ChangeFigure("Kembalian", "Uang Pas")
    figure.show_change(Rupiah(26_800))
    column = QVBoxLayout(panel)
    notes = NoteRow()
    notes.show_notes(((20_000, 1), (5_000, 1), (1_000, 1), (500, 1), (200, 1), (100, 1)))
    column.addWidget(figure, 1)
    column.addWidget(notes)
    chips = (
        ChipLabel(Chip("Tersimpan · No. Struk K1-004213", "ok"), Size.BODY),
        ChipLabel(Chip("Struk dicetak", "ok", "printer"), Size.BODY),
    )
    column.addWidget(laid(QHBoxLayout(), 1, *chips, 1))
    return laid(QVBoxLayout(), laid(QVBoxLayout(), row, margins=(12, 12, 12, 12)), panel, status(), gap=0), scan


def count(narrow: bool) -> tuple[QWidget, QWidget]:
    """Close of shift, step 1."""
    names = StepBar(("Hitung Kas", "Selisih Kas", "Laporan Tutup Kasir (Z)"))
    titles = laid(QVBoxLayout(), Label("Tutup Shift", Size.TITLE, bold=True), Label("Kasir 1", tone="ink2"), gap=0)
    head = laid(QHBoxLayout(), Mark(48), titles, 1, names, margins=(24, 8, 24, 8))
    cards, rows = [], []
    for coin, worths in (
        (False, (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)),
        (True, (1_000, 500, 200, 100)),
    ):
        card = Card(pad=(1, 1), gap=0)
        rows += [CountRow(worth, coin=coin) for worth in worths]
        for row in rows[-len(worths) :]:
            card.body.addWidget(row)
        card.body.addStretch(1)
        card.setFixedWidth(theme.px(348 if narrow else 440))
        cards.append(card)
    for row, number in zip(rows, (8, 11, 7, 10, 6, 7, 4, 6, 9), strict=False):
        row.set_count(number)
    board = Board(
        BoardText("Uang Fisik", Rupiah(1_648_500), foot="Masih kosong: 200, 100"), steps=(50, 44), rp=26, tall=150
    )
    save = KeyButton("Simpan Hitungan", "Ctrl Enter", role="primary", tall="72", size=Size.LEAD)
    right = laid(QVBoxLayout(), board, Numpad(COUNT), save)
    body = laid(QHBoxLayout(), *cards, right, margins=(24, 0, 24, 12), gap=16)
    return laid(QVBoxLayout(), head, body, status(), gap=0), rows[9].field


def states(narrow: bool) -> tuple[QWidget, QWidget]:
    """Search, errors, and every button."""
    row, scan = scan_row("", KeyButton("Tutup", "Esc", tall="56"))
    scan.setText("kop")
    scan.set_searching(True)
    scan.show_found("8 barang")
    found = FoundList()
    found.show_found(FOUND, "kop")
    wrong = Field("A-9999")
    fields = Captioned("No. Anggota", wrong), Captioned("Jumlah", RupiahField(Rupiah(50_000)))
    wrong.show_error("Anggota A-9999 tidak ada. Cari dengan nama.")
    busy = KeyButton("Simpan", "Enter", role="primary", tall="72", size=Size.NAME)
    busy.set_busy(True)
    row2 = laid(
        QHBoxLayout(),
        *fields,
        KeyButton("Biasa", "F5"),
        KeyButton("Dipilih", role="chosen"),
        KeyButton("Tenang", role="quiet"),
        busy,
    )
    empty = LineList()
    return laid(QVBoxLayout(), row, found, row2, empty, status(), margins=(12, 12, 12, 0)), scan


PAGES: dict[str, Callable[[bool], tuple[QWidget, QWidget]]] = {
    "till": till,
    "payment": payment,
    "sign-in": sign_in,
    "change": change,
    "count": count,
    "states": states,
}


def main(arguments: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(
        prog="python -m desktop.gallery", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    asked.add_argument("folder", type=Path)
    asked.add_argument("--theme", choices=sorted(theme.THEMES), default="light")
    asked.add_argument("--size", default="1366x768", metavar="WxH")
    options = asked.parse_args(arguments)
    wide, high = (int(part) for part in options.size.split("x"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    theme.apply(app, options.theme, theme.scale_for(wide), motion=False)  # type: ignore[arg-type]
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        window, focus = page(wide < 1_200)
        window.setProperty("role", "screen")
        window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        FocusRing(window)
        window.setFixedSize(wide, high)
        window.show()
        window.activateWindow()
        focus.setFocus()
        app.processEvents()
        path = options.folder / f"{name}-{options.theme}-{options.size}.png"
        window.grab().save(str(path))
        print(path)
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
