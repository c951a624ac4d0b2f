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
