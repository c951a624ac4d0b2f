"""Atur Printer: found, tried by a numbered page, set by tapping what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperasi import settings
from pos import printers
from pos.screens.printer_edit import PrinterEditScreen
from pos.screens.printer_find import PrinterFindScreen
from pos.screens.printers import PrintersScreen
from printing import found_printers, till_printers
from printing.found_printers import FoundPrinter
from printing.papers import Paper
from printing.till_printers import Printer, Role
from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from tests.fronts import YUNI, Front
from tests.shops import Counter


@pytest.fixture
def server() -> Iterator[VirtualServer]:
    with VirtualServer(VirtualPrinter(wraps=True)) as opened:
        yield opened


@pytest.fixture
def front(counter: Counter, server: VirtualServer, qtbot: QtBot, qapp: QApplication) -> Iterator[Front]:
    """The manager's window, on a till whose printer is on the network."""
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": server.address})
    counter.shop.reload_settings()
    counter.open()
    front = Front.open(counter, qtbot, qapp)
    front.sign_in(YUNI)
    front.at("till")
    yield front
    front.window.close()


def listed(front: Front) -> PrintersScreen:
    front.window.shell.go("printers")
    screen = front.screen
    assert isinstance(screen, PrintersScreen)
    front.until(lambda: screen.told)
    return screen


def editing(front: Front) -> PrinterEditScreen:
    front.press("Return")
    assert isinstance(front.screen, PrinterEditScreen)
    return front.screen


def test_each_printer_says_how_it_is(front: Front, server: VirtualServer) -> None:
    screen = listed(front)
    assert screen.told == {server.address: ("Siap", "ok")}
    server.mood = Mood.PAPER_OUT
    front.press("Ctrl+P")
    front.until(lambda: screen.told.get(server.address) == ("Kertas habis", "warn"))


def test_what_is_seen_on_the_page_is_tapped_and_kept(front: Front, server: VirtualServer) -> None:
    listed(front)
    screen = editing(front)
    front.press("Ctrl+P")
    front.until(lambda: screen.tried)
    assert any("LEMBAR COBA" in each.text for each in server.printer.papers)
    screen.rows["columns"].control.choose(32)  # type: ignore[attr-defined]
    screen.rows["qr_native"].control.choose(True)  # type: ignore[attr-defined]
    screen.rows["cutter"].control.choose("none")  # type: ignore[attr-defined]
    front.press("Return")

    front.at("printers")
    (printer,) = till_printers.of(front.counter.shop)
    assert printer.paper == replace(Paper.of_columns(32), qr_native=True, cutter="none")
    assert front.counter.shop.settings.receipt_columns == 32


def test_the_next_receipt_is_printed_as_it_was_set(front: Front, server: VirtualServer) -> None:
    listed(front)
    screen = editing(front)
    screen.rows["columns"].control.choose(32)  # type: ignore[attr-defined]
    front.press("Return")
    front.at("printers")
    front.counter.sell(front.counter.line(front.counter.soap, 1, 3_400))
    front.window.printers.call()

    front.until(lambda: len(server.printer.papers) > 0 and server.printer.cuts > 0)
    assert max(len(line) for line in server.printer.papers[0].lines) <= 32


def test_a_wider_line_on_a_narrow_head_takes_the_smaller_letters(front: Front) -> None:
    listed(front)
    screen = editing(front)
    screen.rows["columns"].control.choose(32)  # type: ignore[attr-defined]
    screen.rows["columns"].control.choose(42)  # type: ignore[attr-defined]
    assert (screen.values["columns"], screen.values["font"], screen.values["dots"]) == (42, "B", 384)
    screen.rows["columns"].control.choose(48)  # type: ignore[attr-defined]
    assert (screen.values["font"], screen.values["dots"]) == ("A", 576)


def test_a_code_of_the_page_that_is_scanned_answers_its_question(front: Front) -> None:
    listed(front)
    screen = editing(front)
    screen.scanned("UJI-BAR-2")
    assert screen.values["barcode_native"] is False
    screen.scanned("SBMI-QR-2")
    screen.scanned("SBMI-QR-1")
    assert screen.values["qr_native"] is True
    screen.scanned("SBMI-QR-2")
    assert screen.values["qr_native"] is True
    screen.scanned("8999999052225")
    assert screen.values["barcode_native"] is False


def test_the_drawer_is_tried_apart_and_noted(front: Front, server: VirtualServer) -> None:
    listed(front)
    editing(front)
    front.press("Ctrl+K")
    front.until(lambda: len(server.printer.kicks) == 1)
    assert server.printer.kicks[0].pin == 5
    assert server.printer.papers == []


def test_a_name_that_is_taken_is_said_beside_its_field(front: Front) -> None:
    with front.counter.shop.work(front.counter.manager) as work:
        till_printers.save(work, Printer(0, "Belakang", "tcp:127.0.0.1:1", Role.STAND_IN))
    front.counter.shop.reload_settings()
    listed(front)
    screen = editing(front)
    screen.rows["name"].control.setFocus()
    screen.rows["name"].control.setText("Belakang")  # type: ignore[attr-defined]
    front.press("Return")
    front.until(lambda: screen.rows["name"].error.words)
    assert "Sudah ada" in screen.rows["name"].error.words


def test_what_was_changed_is_dropped_by_a_second_esc_only(front: Front) -> None:
    listed(front)
    screen = editing(front)
    screen.rows["feed"].control.setText("9")  # type: ignore[attr-defined]
    front.press("Escape")
    assert screen.isVisible()
    front.press("Escape")
    front.at("printers")
    (printer,) = till_printers.of(front.counter.shop)
    assert printer.paper.feed == 4


def test_another_is_found_here_and_in_the_network(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_printers, "found", lambda: [FoundPrinter("device:/dev/usb/lp0", "USB lp0")])
    monkeypatch.setattr(found_printers, "neighbours", lambda: ["10.0.0.7"])
    near = FoundPrinter("tcp:10.0.0.7:9100", "Jaringan 10.0.0.7")
    monkeypatch.setattr(found_printers, "listening", lambda _hosts, **_how: [near])
    listed(front)
    front.press("Ctrl+N")
    found = front.screen
    assert isinstance(found, PrinterFindScreen)
    front.until(lambda: len(found.found) == 1)
    front.press("Ctrl+J")
    front.until(lambda: len(found.found) == 2)
    front.press("Down", "Return")

    screen = front.screen
    assert isinstance(screen, PrinterEditScreen)
    assert (screen.printer.address, screen.printer.role) == (near.address, Role.STAND_IN)
    assert "by_itself" in screen.rows
    front.press("Return")
    front.at("printers")
    assert [each.role for each in till_printers.of(front.counter.shop)] == [Role.RECEIPT, Role.STAND_IN]


def test_a_search_is_stopped_by_its_key(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_printers, "found", list)
    monkeypatch.setattr(found_printers, "neighbours", lambda: ["127.0.0.1"] * 50_000)
    listed(front)
    front.press("Ctrl+N", "Ctrl+J")
    found = front.screen
    assert isinstance(found, PrinterFindScreen)
    assert found.search_button.action is not None
    assert found.search_button.action.text() == "Berhenti mencari"
    front.press("Ctrl+J")
    assert found.search_button.action.text() == "Cari di jaringan"
    assert found.found == []


def test_the_printer_of_the_shops_settings_is_set_as_the_tills_own(front: Front) -> None:
    listed(front)
    screen = editing(front)
    screen.rows["feed"].control.setFocus()
    screen.rows["feed"].control.setText("6")  # type: ignore[attr-defined]
    front.press("Return")
    front.at("printers")
    (printer,) = till_printers.of(front.counter.shop)
    assert (printer.name, printer.paper.feed, printer.drawer) == ("Printer struk", 6, True)


def test_a_printer_is_taken_off_by_a_second_press(front: Front) -> None:
    screen = listed(front)
    front.press("Ctrl+D")
    assert len(till_printers.of(front.counter.shop)) == 1
    front.press("Ctrl+D")
    front.until(lambda: screen.printers == [])
    assert front.counter.shop.settings.printer == ""


def test_a_cashier_only_looks(selling_front: Front) -> None:
    with selling_front.counter.shop.work(selling_front.counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    selling_front.counter.shop.reload_settings()
    screen = listed(selling_front)
    assert not screen.may_change
    screen = editing(selling_front)  # type: ignore[assignment]
    assert not screen.primary.isEnabled()
    selling_front.press("Ctrl+K")
    assert [each.address for each in till_printers.of(selling_front.counter.shop)] == ["virtual"]


def test_the_sample_printer_is_named_as_people_call_it() -> None:
    assert printers.address_words(printers.VIRTUAL) == "printer contoh"
    assert printers.address_words("tcp:192.168.1.50:9100") == "tcp:192.168.1.50:9100"
