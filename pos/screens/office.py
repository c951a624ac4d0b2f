"""The office's places and entries: which screens those who keep the shop have, and where.

To add one: its class as `kind(shell, office)` (an `OfficeScreen`) in its room's `screens/`,
and a line in `ENTRIES`.  Keys are free within a place; `Alt+1` to `Alt+9` are the rail's.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from desktop import offices
from desktop.offices import Entry, Office, Place
from desktop.screens import Screen
from desktop.shells import Shell
from koperasi.rights import Permission
from koperasi.text import N_
from pos.stations import Station

PLACES = (
    Place("goods", "Alt+3", N_("Barang"), "box"),
    Place("stock", "Alt+4", N_("Stok"), "shelf"),
    Place("buying", "Alt+6", N_("Belanja"), "truck"),
    Place("reports", "Alt+7", N_("Laporan"), "chart"),
)
#: Place, screen, key, words, note, icon, right, module, class; in the order they are shown.
ENTRIES: tuple[Entry, ...] = (
    Entry(
        "goods",
        "goods-list",
        "Ctrl+D",
        N_("Daftar Barang"),
        N_("cari, ubah, barang baru"),
        "box",
        Permission.GOODS_EDIT,
        "inventory.screens.goods",
        "GoodsScreen",
    ),
    Entry(
        "stock",
        "counts",
        "Ctrl+H",
        N_("Hitung Stok"),
        N_("stok opname, toko tetap buka"),
        "scan",
        Permission.COUNT_ENTER,
        "inventory.screens.counts",
        "CountsScreen",
    ),
    Entry(
        "",
        "count-entry",
        "",
        N_("Hitung Stok"),
        "",
        "scan",
        Permission.COUNT_ENTER,
        "inventory.screens.count_entry",
        "CountEntryScreen",
    ),
    Entry(
        "",
        "count-review",
        "",
        N_("Periksa Hitungan"),
        "",
        "eye",
        Permission.COUNT_CLOSE,
        "inventory.screens.count_review",
        "CountReviewScreen",
    ),
    Entry(
        "goods",
        "prices",
        "Ctrl+H",
        N_("Ubah Harga"),
        N_("satu per satu, per kategori, dari modal"),
        "tag",
        Permission.PRICE_CHANGE,
        "inventory.screens.prices",
        "PricesScreen",
    ),
    Entry(
        "goods",
        "labels",
        "Ctrl+B",
        N_("Label"),
        N_("label rak dan label barang"),
        "tag",
        Permission.LABEL_PRINT,
        "inventory.screens.labels",
        "LabelsScreen",
    ),
    Entry(
        "buying",
        "receiving",
        "Ctrl+T",
        N_("Terima Barang"),
        N_("scan yang datang, isi fakturnya"),
        "truck",
        Permission.PURCHASE_RECEIVE,
        "inventory.screens.receiving",
        "ReceivingScreen",
    ),
    Entry(
        "reports",
        "reports",
        "",
        N_("Laporan"),
        N_("semua laporan toko"),
        "chart",
        Permission.REPORT_READ,
        "pos.screens.reports",
        "ReportsScreen",
    ),
    Entry(
        "",
        "report",
        "",
        N_("Laporan"),
        "",
        "chart",
        Permission.REPORT_READ,
        "pos.screens.report",
        "ReportScreen",
    ),
    Entry(
        "goods",
        "twins",
        "Ctrl+G",
        N_("Barang Kembar"),
        N_("barang yang tercatat dua kali"),
        "undo",
        Permission.GOODS_MERGE,
        "pos.screens.twins",
        "TwinsScreen",
    ),
    Entry(
        "",
        "product",
        "",
        N_("Barang"),
        "",
        "pencil",
        Permission.GOODS_EDIT,
        "inventory.screens.product_editor",
        "ProductEditorScreen",
    ),
    Entry(
        "stock",
        "stock-list",
        "Ctrl+S",
        N_("Stok Sekarang"),
        N_("di rak, di gudang, nilainya"),
        "shelf",
        Permission.REPORT_READ,
        "inventory.screens.stock_list",
        "StockListScreen",
    ),
    Entry(
        "stock",
        "negative-stock",
        "Ctrl+M",
        N_("Stok Minus"),
        N_("sejak kapan, kira-kira sebabnya"),
        "warn",
        Permission.REPORT_READ,
        "inventory.screens.negatives",
        "NegativesScreen",
    ),
    Entry(
        "stock",
        "transfers",
        "Ctrl+T",
        N_("Pindah Tempat"),
        N_("rak, gudang, barang rusak"),
        "right",
        Permission.STOCK_MOVE,
        "inventory.screens.transfers",
        "TransfersScreen",
    ),
    Entry(
        "stock",
        "write-offs",
        "Ctrl+R",
        N_("Rusak & Kedaluwarsa"),
        N_("buang, dengan alasan"),
        "bin",
        Permission.STOCK_WRITE_OFF,
        "inventory.screens.write_offs",
        "WriteOffsScreen",
    ),
    Entry(
        "stock",
        "own-uses",
        "Ctrl+U",
        N_("Pakai Sendiri"),
        N_("dipakai toko, menjadi biaya"),
        "home",
        Permission.STOCK_USE,
        "inventory.screens.own_uses",
        "OwnUsesScreen",
    ),
    Entry(
        "stock",
        "repackings",
        "Ctrl+K",
        N_("Kemas Ulang"),
        N_("karung jadi kemasan kecil"),
        "scale",
        Permission.STOCK_REPACK,
        "inventory.screens.repackings",
        "RepackingsScreen",
    ),
    Entry(
        "stock",
        "kits",
        "Ctrl+P",
        N_("Paket & Bingkisan"),
        N_("rakit atau bongkar"),
        "basket",
        Permission.STOCK_REPACK,
        "inventory.screens.kits",
        "KitsScreen",
    ),
    Entry(
        "stock",
        "dispatches",
        "Ctrl+G",
        N_("Kirim ke Cabang"),
        N_("barang berangkat"),
        "truck",
        Permission.STOCK_MOVE,
        "inventory.screens.dispatches",
        "DispatchesScreen",
    ),
    Entry(
        "stock",
        "on-the-way",
        "Ctrl+J",
        N_("Barang di Jalan"),
        N_("terima kiriman cabang lain"),
        "down",
        Permission.STOCK_MOVE,
        "inventory.screens.on_the_way",
        "OnTheWayScreen",
    ),
    Entry(
        "",
        "stock-card",
        "",
        N_("Kartu Stok"),
        "",
        "document",
        Permission.REPORT_READ,
        "inventory.screens.stock_cards",
        "StockCardScreen",
    ),
    Entry(
        "",
        "document",
        "",
        N_("Dokumen"),
        "",
        "document",
        Permission.REPORT_READ,
        "inventory.screens.documents",
        "DocumentScreen",
    ),
)


def add_to(shell: Shell, station: Station, to_counter: Callable[[], object]) -> Office:
    """Add the office to the window."""
    office = Office(station, PLACES, ENTRIES, to_counter)

    def made(entry: Entry) -> Screen:
        kind: Any = getattr(import_module(entry.module), entry.kind)
        screen: Screen = kind(shell, office)
        return screen

    offices.furnish(shell, office, made)
    return office
