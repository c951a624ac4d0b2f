"""The first-run wizard: by keys alone, by touch alone, back and forth, and a shop at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.fields import Field
from koperasi import shops, users
from koperasi.shops import Place
from pos.screens.wizard import Wizard, WizardScreen
from pos.screens.wizard_files import FilePage
from printing import found_printers
from printing.found_printers import FoundPrinter
from tests.shops import with_declared_tables

GOODS = "kode,nama,satuan,harga jual,harga beli\nA1,Sabun Mandi,Pcs,3500,3000\nA2,,Pcs,5000,4200\n"


@dataclass(slots=True)
class Hand:
    """Fingers on the wizard's window."""

    wizard: Wizard
    qtbot: QtBot

    @property
    def screen(self) -> WizardScreen:
        return self.wizard.screen

    @property
    def at(self) -> str:
        return self.screen.page.title

    def press(self, *keys: str) -> None:
        for key in keys:
            pressed = QKeySequence(key)[0]
            QTest.keyClick(self.wizard.shell.windowHandle(), pressed.key(), pressed.keyboardModifiers())

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.wait(55)
            QTest.keyClick(self.wizard.shell.windowHandle(), letter)
        self.qtbot.wait(55)

    def touch(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def letters(self, text: str) -> None:
        """Written on the screen's own pad."""
        for letter in text:
            self.touch(self.screen.letters.keys[letter])

    def until(self, told: object) -> None:
        assert callable(told)
        self.qtbot.waitUntil(lambda: bool(told()), timeout=10_000)

    def field(self, name: str) -> QWidget:
        return self.screen.page.fields[name]

    def text(self, name: str) -> str:
        field = self.field(name)
        assert isinstance(field, Field)
        return field.text()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.parse(str(tmp_path / "toko"))


@pytest.fixture
def hand(qtbot: QtBot, qapp: QApplication, place: Place, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    with_declared_tables(monkeypatch)
    seen = [FoundPrinter("file:/dev/null", "USB lp0"), FoundPrinter("cups:Kasir1", "CUPS Kasir1")]
    monkeypatch.setattr(found_printers, "found", lambda: seen)
    wizard = Wizard(place)
    wizard.shell.sounds.on = False
    wizard.shell.resize(1024, 736)
    wizard.shell.show()
    wizard.shell.activateWindow()
    qtbot.waitUntil(wizard.shell.isActiveWindow)
    yield Hand(wizard, qtbot)
    wizard.close()


def through_the_manager(hand: Hand) -> None:
    """Four times Enter through the shop as it stands, then the manager's name and PIN."""
    hand.press("Return", "Return", "Return", "Return")
    hand.type("Wahyu")
    hand.press("Return")
    hand.type("482915")
    hand.press("Return")
    hand.type("482915")
    hand.press("Return")


def test_by_keys_alone_a_shop_is_made_and_its_code_must_be_kept(hand: Hand, place: Place, home: Path) -> None:
    (home / "barang.csv").write_text(GOODS.replace("A2,,", "A2,Teh,"), encoding="utf-8")
    hand.press("Tab", "Tab")
    hand.type("Jl. Raya 12")
    hand.press("Return", "Return")
    assert hand.at == "Manajer"
    hand.type("Wahyu")
    hand.press("Return")
    hand.type("482915")
    hand.press("Return")
    hand.type("482915")
    hand.press("Return")
    assert hand.at == "Kasir"
    hand.press("Return", "Return", "Return")
    assert hand.at == "Printer"
    hand.until(lambda: hand.screen.printer.found)
    hand.press("Return")
    assert hand.at == "Barang"
    hand.until(lambda: hand.screen.goods.at_hand)
    hand.press("Down", "Return")
    hand.until(lambda: hand.screen.goods.outcome)
    assert hand.screen.goods.says.text() == "2 baris baik."
    hand.press("Return")
    assert (hand.at, place.exists) == ("Stok awal", False)
    hand.press("Return")
    hand.until(lambda: hand.screen.begun)

    assert hand.at == "Selesai"
    assert place.exists
    hand.press("Return")
    assert hand.wizard.shell.isVisible()
    hand.press("Ctrl+D", "Return")
    assert not hand.wizard.shell.isVisible()
    shop = shops.open_shop(place)
    assert shop.branch.address == "Jl. Raya 12"
    shop.close()


def test_by_touch_alone_names_and_pin_are_written_on_the_screen(hand: Hand, place: Place) -> None:
    screen = hand.screen
    hand.touch(screen.letters.button)
    hand.touch(hand.field("address"))
    hand.letters("jl raya")
    assert hand.text("address") == "Jl Raya"
    hand.touch(screen.primary)
    hand.touch(hand.field("manager"))
    hand.letters("wahyu")
    for name in ("pin", "again"):
        hand.touch(hand.field(name))
        hand.letters("482915")
    for _step in ("kasir", "printer", "barang", "stok"):
        hand.touch(screen.primary)
    assert hand.at == "Stok awal"
    hand.touch(screen.primary)
    hand.until(lambda: screen.begun)
    hand.touch(screen.end.tile)
    hand.touch(screen.primary)

    assert place.exists
    assert not hand.wizard.shell.isVisible()


def test_back_keeps_what_was_typed_and_nothing_is_written(hand: Hand, place: Place) -> None:
    through_the_manager(hand)
    assert hand.at == "Kasir"
    hand.press("Escape")
    assert (hand.at, hand.text("manager")) == ("Manajer", "Wahyu")
    hand.press("Escape")
    assert hand.at == "Toko"
    hand.press("Escape")
    assert hand.at == "Toko"
    for key in ("Return",) * 4:
        hand.press(key)
    hand.press("Return", "Return", "Return")

    assert hand.at == "Kasir"
    assert not Path(place.database).parent.exists()


def test_two_pins_that_differ_are_refused_under_them(hand: Hand) -> None:
    hand.press("Return", "Return", "Return", "Return")
    hand.type("Wahyu")
    hand.press("Return")
    hand.type("482915")
    hand.press("Return")
    hand.type("482916")
    hand.press("Return")

    assert hand.at == "Manajer"
    page = hand.screen.page
    assert page.error.words == "Kedua PIN tidak sama. Ketik lagi keduanya."  # type: ignore[attr-defined]
    assert page.fields["pin"].hasFocus()


def test_a_wrong_till_code_is_refused_beside_its_field(hand: Hand) -> None:
    through_the_manager(hand)
    hand.press("Ctrl+A")
    hand.type("Kasir-Utama")
    hand.press("Return", "Return", "Return")

    field = hand.field("till_code")
    assert isinstance(field, Field)
    assert (hand.at, field.error, field.hasFocus()) == ("Kasir", "Kode ini tidak bisa dipakai. Contoh: K1.", True)


def test_a_printer_is_chosen_from_the_list_and_tried(hand: Hand) -> None:
    through_the_manager(hand)
    hand.press("Return", "Return", "Return")
    hand.until(lambda: hand.screen.printer.found)
    hand.press("Down")
    assert hand.text("printer") == "file:/dev/null"
    hand.press("Ctrl+P")

    hand.until(lambda: hand.screen.notice.notice)
    said = hand.screen.notice.notice
    assert said is not None
    assert said.words.startswith("Terkirim. Pilih di Lebar kertas")


def test_printers_of_the_network_come_to_those_of_this_pc(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    near = FoundPrinter("tcp:10.0.0.7:9100", "Jaringan 10.0.0.7")
    monkeypatch.setattr(found_printers, "neighbours", lambda: ["10.0.0.7"])
    monkeypatch.setattr(found_printers, "listening", lambda _hosts, **_how: [near])
    through_the_manager(hand)
    hand.press("Return", "Return", "Return")
    hand.until(lambda: len(hand.screen.printer.found) == 2)
    hand.press("Ctrl+J")

    hand.until(lambda: hand.screen.printer.found[-1] == near)


def test_an_address_that_names_no_printer_is_refused(hand: Hand) -> None:
    through_the_manager(hand)
    hand.press("Return", "Return", "Return")
    hand.type("kabel biru")
    hand.press("Return")

    field = hand.field("printer")
    assert isinstance(field, Field)
    assert hand.at == "Printer"
    assert field.error.startswith("Alamat printer kabel biru tidak dikenal.")


def test_every_wrong_row_is_named_and_may_be_passed_over(hand: Hand, home: Path) -> None:
    (home / "barang.csv").write_text(GOODS, encoding="utf-8")
    through_the_manager(hand)
    hand.press("Return", "Return", "Return", "Return")
    page = hand.screen.goods
    hand.until(lambda: page.at_hand)
    hand.touch(page.path)
    hand.press("Down", "Return")
    hand.until(lambda: page.outcome)

    assert page.says.text() == "1 baris baik, 1 salah: lihat di bawah."
    rows = page.list.rows_model.rows
    assert [cell.text for cell in rows[0].cells][1] == "baris 3"
    hand.press("Return")
    assert hand.at == "Barang"
    hand.touch(page.keep_good)
    assert page.says.text() == "1 baris baik, 1 salah dan dilewati."
    hand.touch(hand.screen.primary)
    assert hand.at == "Stok awal"
    assert isinstance(hand.screen.page, FilePage)


def test_closing_the_window_half_way_leaves_nothing(hand: Hand, place: Place) -> None:
    through_the_manager(hand)
    hand.wizard.shell.close()

    assert not hand.wizard.begun
    assert not place.exists
    assert not place.state.exists()
