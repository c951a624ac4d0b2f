"""The office's places and entries: which screens those who keep the shop have, and where.

To add one: its class as `kind(shell, office)` (an `OfficeScreen`) in its room's `screens/`,
and an entry in the list of its place (`office_goods`, `office_consignment`,
`office_buying`).  Keys are free within a place; `Alt+1` to `Alt+9` are the rail's.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from desktop import offices
from desktop.offices import Entry, Office, Place
from desktop.screens import Screen
from desktop.shells import Shell
from koperasi.documents import Kind
from koperasi.rights import Permission
from koperasi.text import N_
from pos import printouts
from pos.screens.office_buying import BEHIND, BUYING
from pos.screens.office_consignment import CONSIGNMENT
from pos.screens.office_goods import GOODS
from pos.stations import Station

PLACES = (
    Place("home", "Alt+1", N_("Beranda"), "home"),
    Place("goods", "Alt+3", N_("Barang"), "box"),
    Place("stock", "Alt+4", N_("Stok"), "shelf"),
    Place("consignment", "Alt+5", N_("Titipan"), "basket"),
    Place("buying", "Alt+6", N_("Belanja"), "truck"),
    Place("reports", "Alt+7", N_("Laporan"), "chart"),
)
#: Where the office opens, for those who may read its figures.
HOME = Entry(
    "home",
    "home",
    "",
    N_("Beranda"),
    N_("hari ini, kas, yang perlu dikerjakan"),
    "home",
    Permission.REPORT_READ,
    "pos.screens.home",
    "HomeScreen",
)
#: In the order they are shown.
ENTRIES: tuple[Entry, ...] = (HOME, *GOODS, *CONSIGNMENT, *BUYING, *BEHIND)


#: Papers that are seen in a screen of their own.
DOCUMENTS = {
    Kind.SALE: "preview",
    Kind.DELIVERY: "delivery-list",
    Kind.DELIVERY_CORRECTION: "delivery-list",
    Kind.STATEMENT: "statement",
    Kind.STATEMENT_ANSWER: "statement",
    Kind.PAYOUT: "payout",
    Kind.AGREEMENT: "agreements",
    Kind.AGREEMENT_MARK: "agreements",
}


def _preview(shell: Shell, station: Station) -> Screen:
    """Papers are looked at from the counter as well: it stands in no place of the rail."""
    from pos.screens.preview import PreviewScreen

    return PreviewScreen(shell, station)


def add_to(shell: Shell, station: Station, to_counter: Callable[[], object]) -> Office:
    """Add the office to the window."""
    office = Office(station, PLACES, ENTRIES, to_counter, DOCUMENTS, printouts.printed_kinds())

    def made(entry: Entry) -> Screen:
        kind: Any = getattr(import_module(entry.module), entry.kind)
        screen: Screen = kind(shell, office)
        return screen

    offices.furnish(shell, office, made)
    shell.add_later("preview", lambda: _preview(shell, station))
    return office
