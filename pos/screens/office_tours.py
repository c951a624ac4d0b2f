"""The walk through the office: every place's board, every screen on it, and those behind them."""

from __future__ import annotations

from typing import Protocol

from desktop.shells import Shell
from pos.demo.makers import PINS
from pos.screens import office
from pos.tour_offices import MAKER, MANAGER, Sights

#: Reports that are shown: one with bars, one with a curve, some as plain tables.
REPORTS = ("best-sellers", "margin", "stock-value", "purchases-suppliers", "payables", "consignment", "payouts")
#: Cartons and pieces that are scanned at the receiving of goods, as the demo's list codes them.
RECEIVED = ("1401", "1405")
#: Goods of the maker with what is keyed of each: brought, taken.
BROUGHT = (("4101", ("12", "11", "", "05/01/27")), ("4102", ("10", "", "05/01/27")))


class Hand(Protocol):
    """Who walks: presses keys, waits, and saves pictures (`pos.screens.tours.Walker`)."""

    @property
    def shell(self) -> Shell: ...
    def press(self, *keys: str) -> None: ...
    def type(self, text: str) -> None: ...
    def settle(self) -> None: ...
    def at(self, name: str) -> None: ...
    def snap(self, name: str) -> None: ...


def walk(hand: Hand, sights: Sights) -> None:
    """The manager signs in and looks at everything."""
    hand.settle()
    hand.press(MANAGER[0])
    hand.type(MANAGER[1])
    hand.press("Return")
    hand.at("opening")
    hand.press("Ctrl+O")
    for place in office.PLACES:
        hand.press(place.key)
        hand.at(place.screen)
        hand.snap(f"kantor-{place.screen}")
        for entry in office.ENTRIES:
            if entry.place == place.screen and entry.key:
                hand.press(place.key)
                hand.at(place.screen)
                hand.press(entry.key)
                hand.at(entry.screen)
                if entry.screen == "deliveries":
                    _brought(hand)
                hand.snap(entry.screen)
                if entry.screen == "givebacks":
                    hand.press("Return")
                    hand.settle()
                    hand.snap("titipan-kembali")
    _behind(hand, sights)
    _received(hand)
    _herself(hand)


def _behind(hand: Hand, sights: Sights) -> None:
    """The screens that are reached from others."""
    reports: list[tuple[str, str, dict[str, object]]] = [
        ("report", f"laporan-{name}", {"report": name}) for name in REPORTS
    ]
    shown: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("product", "barang", {"product_id": sights.product}),
        ("stock-card", "kartu-stok", {"product_id": sights.product}),
        ("count-entry", "menghitung", {"session_id": sights.begun_count}),
        ("count-review", "periksa-hitungan", {"session_id": sights.booked_count}),
        ("order", "pesanan", {"order_id": sights.placed_order}),
        ("order-editor", "buat-pesanan", {"order_id": sights.open_order}),
        ("supplier-debt", "bayar-pemasok", {"supplier_id": sights.supplier}),
        ("supplier-return-list", "retur-tercatat", {}),
        ("document", "dokumen", {"document_id": sights.purchase}),
        ("maker-editor", "data-penitip", {"maker_id": sights.maker}),
        ("agreements", "perjanjian", {"maker_id": sights.maker}),
        ("delivery-list", "titip-masuk-tercatat", {"document_id": sights.delivery}),
        ("giveback-list", "nota-retur", {}),
        ("statement", "rincian-setoran", {"document_id": sights.statement}),
        ("payout", "bayar-penitip", {"maker_id": sights.maker}),
        ("maker-balances", "pencocokan-saldo", {}),
        ("manager-papers", "laporan-harian", {}),
        ("book-export", "ekspor-pembukuan", {}),
        *reports,
    )
    for screen, name, what in shown:
        hand.shell.go(screen, fresh=False, **what)
        hand.at(screen)
        # A screen that reads in steps asks again when the first answer is there.
        hand.settle()
        hand.snap(name)
        if screen == "payout":
            hand.press("Return")
            hand.settle()
            hand.snap("bukti-bayar")
    # Cashiers may only look at it.
    hand.shell.go("printers")
    hand.at("printers")
    hand.press("Return")
    hand.at("printer-edit")
    hand.snap("pasang-printer")


def _brought(hand: Hand) -> None:
    """A maker brings two of her goods; of the first one piece is not taken."""
    hand.type(MAKER)
    hand.press("Return")
    hand.settle()
    for code, pieces in BROUGHT:
        hand.type(code)
        hand.press("Return")
        hand.settle()
        hand.press("Return")
        for each in pieces:
            hand.type(each)
            hand.press("Return")
    hand.settle()


def _received(hand: Hand) -> None:
    """Goods of an order that came, read off their cartons."""
    hand.shell.go("receiving")
    hand.at("receiving")
    for code in RECEIVED:
        hand.type(code)
        hand.press("Return")
    hand.snap("terima-barang")


def _herself(hand: Hand) -> None:
    """A maker looks at her own goods, with her number and her PIN."""
    hand.shell.go("my-goods-door")
    hand.at("my-goods-door")
    hand.snap("titipan-saya-pintu")
    hand.type(MAKER)
    hand.press("Return")
    hand.settle()
    hand.type(PINS[MAKER])
    hand.press("Return")
    hand.at("my-goods")
    hand.settle()
    hand.snap("titipan-saya")
