"""A manager's morning in a true window, by keys alone: a carton comes, a price follows, a shelf is counted.

No shift is open: who keeps the shop goes from its sign-in straight to the office.

what              by which keys
goods received    2 dus Indomie with their invoice, 236.000 and 4.000 freight, on credit
counted           Kecap Bango, 2 bottles fewer than the books say, found while the till could sell
read              the stock report, on the screen
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from inventory import intake_drafts, suppliers
from inventory.intakes import Intake
from inventory.suppliers import NewSupplier, Terms
from koperasi import settings, shops, users
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import checks, tables, tour_shops
from pos.tour_shops import BY_CODE
from tests.displays import Display
from tests.windows import TillProcess

WAHYU = ("alt+5", "482915")
INDOMIE, KECAP = BY_CODE["2001"], BY_CODE["2015"]


@dataclass
class Morning:
    place: str
    display: Display

    @contextmanager
    def shop(self) -> Iterator[Shop]:
        opened = shops.open_shop(Place.parse(self.place))
        try:
            yield opened
        finally:
            opened.close()

    def ask(self, sql: str, **named: object) -> list[tuple[object, ...]]:
        with self.shop() as shop, shop.reading() as connection:
            return [tuple(row) for row in connection.execute(text(sql), named)]

    def stock(self, code: str) -> list[tuple[object, ...]]:
        return self.ask(
            "SELECT SUM(s.quantity), SUM(s.value) FROM stock s JOIN products p ON p.id = s.product_id "
            "WHERE p.code = :code",
            code=code,
        )


@pytest.fixture
def morning(tmp_path: Path, display: Display, monkeypatch: pytest.MonkeyPatch) -> Morning:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    tables.loaded()
    place = str(tmp_path / "toko")
    shop = tour_shops.make(Place.parse(place), printer="", sounds=False, pins_shown=False)
    with shop.work(shop.konsole(), channel="konsole") as work:
        settings.change(work, {"count_tolerance_pieces": 10, "count_tolerance_value": 1_000_000})
    with shop.work(shop.konsole(), channel="konsole") as work:
        suppliers.add(work, NewSupplier("S-01", "CV Sumber Rejeki", terms=Terms(terms_days=14)))
    shop.close()
    return Morning(place, display)


def test_goods_come_and_a_shelf_is_counted_by_keys_alone(morning: Morning) -> None:
    with TillProcess(morning.display, morning.place) as window:
        window.sign_in(*WAHYU)
        window.at("Buka Shift")
        window.press("ctrl+o")
        window.at("Beranda")

        receive(morning, window)
        count(morning, window)

        window.press("alt+7")
        window.at("Laporan")
        window.type("stok sekarang")
        window.press("Return")
        window.until(lambda: window.title.endswith("Stok sekarang") or "Laporan" in window.title, "the report")

    with morning.shop() as shop:
        assert checks.wrong(shop) == []


def receive(morning: Morning, window: TillProcess) -> None:
    """Two cartons at 118.000, the invoice's number, its freight, and the total that it ends in."""
    (before,) = morning.stock("2001")
    window.press("alt+6")
    window.at("Belanja")
    window.press("ctrl+t")
    window.at("Terima Barang")
    window.press("ctrl+s")
    window.type("sumber")
    window.press("Return")
    window.until(lambda: _supplied(morning), "the supplier")
    window.type("2*")
    window.scan(INDOMIE.barcode_of("Dus"))
    window.until(partial(_keeps, morning, 80), "both cartons on disk")
    # Enter in the empty scan box goes to the line: its quantity, what came free, the price of last time.
    window.press("Return", "Return", "Return")
    window.type("118000")
    window.press("Return", "ctrl+f")
    for words in ("F-881", "", "", "4000", "", "", "240000"):
        if words:
            window.type(words)
        window.press("Return")
    window.press("ctrl+Return")
    window.until(
        lambda: bool(morning.ask("SELECT 1 FROM purchase_terms WHERE invoice_number = 'F-881'")), "the purchase"
    )

    (after,) = morning.stock("2001")
    assert (int(str(after[0])) - int(str(before[0])), int(str(after[1])) - int(str(before[1]))) == (80_000, 240_000)
    owed = "SELECT SUM(b.amount) FROM party_balances b JOIN parties p ON p.id = b.party_id WHERE p.code = 'S-01'"
    assert morning.ask(owed) == [(-240_000,)]
    window.press("Escape")


def _draft(morning: Morning) -> Intake | None:
    """What is being received, as it stands on the disk."""
    with morning.shop() as shop, shop.reading() as connection:
        return intake_drafts.restore(connection, shop.writer)


def _supplied(morning: Morning) -> bool:
    draft = _draft(morning)
    return draft is not None and draft.supplier_id is not None


def _keeps(morning: Morning, pieces: int) -> bool:
    """Whether the draft on disk holds so many pieces."""
    draft = _draft(morning)
    return draft is not None and sum(line.received.base_quantity.thousandths for line in draft.lines) == pieces * 1_000


def count(morning: Morning, window: TillProcess) -> None:
    """The whole shop's count, of which one good is counted and its two missing bottles are booked."""
    (before,) = morning.stock("2015")
    window.press("alt+4")
    window.at("Stok")
    window.press("ctrl+h")
    window.at("Hitung Stok")
    window.press("ctrl+n")
    window.type("semua")
    window.press("Return")
    _until_row(morning, window, "SELECT 1 FROM count_sessions", "the session")
    window.type("34*")
    window.scan(KECAP.barcode)
    _until_row(morning, window, "SELECT 1 FROM count_entries", "the entry")
    window.press("ctrl+Return")
    _until_row(morning, window, "SELECT 1 FROM count_sessions WHERE state = 'review'", "the end of counting")
    window.press("ctrl+r")
    window.at("Periksa Hitungan")

    def booked() -> bool:
        """The key is dead until the differences stand on the screen, so it may be pressed too early."""
        window.press("ctrl+Return")
        return bool(morning.ask("SELECT 1 FROM stock_counts"))

    window.until(booked, "the booked count")

    (after,) = morning.stock("2015")
    assert int(str(before[0])) - int(str(after[0])) == 2_000
    assert int(str(before[1])) - int(str(after[1])) == 2 * KECAP.cost


def _until_row(morning: Morning, window: TillProcess, sql: str, what: str) -> None:
    there: Callable[[], bool] = lambda: bool(morning.ask(sql))  # noqa: E731
    window.until(there, what)
