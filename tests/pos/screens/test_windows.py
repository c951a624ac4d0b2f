"""The window as a whole: who may open it, what becomes of errors, what it is called."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from koperasi import logs, settings, shops, text, users
from koperasi.errors import Trouble
from koperasi.shops import Place
from pos import tables, tour_shops
from pos.screens.refusals import RefusalWindow
from pos.screens.window_parts import Look
from tests.displays import Display
from tests.fronts import Front
from tests.shops import Counter
from tests.windows import ROOT, TillProcess


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    tables.loaded()
    made = str(tmp_path / "toko")
    tour_shops.make(Place.parse(made), sounds=False, pins_shown=False).close()
    return made


def test_a_second_window_at_one_till_is_refused_in_words(place: str, display: Display) -> None:
    """In a window of its own, closed by a key, and on the terminal."""
    command = [sys.executable, "-m", "pos", "--shop", place]
    with TillProcess(display, place) as till:
        second = subprocess.Popen(
            command, cwd=ROOT, env=display.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        search = ("search", "--onlyvisible", "--name", "^SBMI Mart$")
        till.until(lambda: bool(found(display, *search)), "the second window")
        display.xdotool("windowfocus", "--sync", found(display, *search)[0], "key", "Return")
        _said, told = second.communicate(timeout=60)

    assert second.returncode == 1
    assert told.splitlines() == ["Kasir ini sudah terbuka di jendela lain.", "Pakai jendela itu."]


def found(display: Display, *words: str) -> list[str]:
    """What xdotool finds; nothing is no error."""
    command = ["xdotool", *words]
    done = subprocess.run(command, env=display.environment, capture_output=True, text=True, check=False)
    return done.stdout.split()


def test_what_keeps_the_till_from_opening_is_told_calmly(qtbot: QtBot) -> None:
    window = RefusalWindow(Trouble("Kasir ini sudah terbuka di jendela lain.", remedy="Pakai jendela itu."))
    qtbot.addWidget(window)
    window.show()
    window.close_button.setFocus()
    assert window.accessibleName() == "Kasir ini sudah terbuka di jendela lain. Pakai jendela itu."
    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert not window.isVisible()


def test_the_window_is_closed_by_a_term_signal_and_leaves_its_till(place: str, display: Display) -> None:
    with TillProcess(display, place) as till:
        till.process.terminate()
        assert till.process.wait(30) == 0

    shop = shops.open_shop(Place.parse(place))
    shops.occupy_till(shop).close()
    shop.close()
    assert "the sign-in is painted" in (shop.state.logs / logs.FILE).read_text(encoding="utf-8")


def test_the_start_imports_nothing_heavy_before_the_sign_in(place: str) -> None:
    code = f"""
import sys
from koperasi import shops
from koperasi.shops import Place
from pos.__main__ import parser
from pos.screens import windows
parser()
shop = shops.open_shop(Place.parse({place!r}))
window = windows.TillWindow(shop, windows.application())
heavy = {{"alembic", "reportlab", "escpos", "PIL", "openpyxl", "babel", "argon2", "psycopg", "barcode", "qrcode"}}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_what_nothing_caught_is_told_calmly_and_the_window_lives_on(
    selling_front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    undo = logs.catch_all(selling_front.window.bridge.unexpected.emit)
    with caplog.at_level(logging.CRITICAL):
        try:
            raise ValueError("a slot stumbled")
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    undo()

    selling_front.until(lambda: selling_front.screen.notice.notice is not None)
    said = selling_front.screen.notice.notice
    assert said is not None
    assert said.words.startswith("Ada yang tidak beres di program. Keranjang aman")
    selling_front.press("F12")
    selling_front.at("menu")


def test_the_window_is_called_after_its_screen(selling_front: Front) -> None:
    shell = selling_front.window.shell
    assert shell.windowTitle() == "SBMI MART · Kasir"
    selling_front.press("F11")
    selling_front.at("cash")
    assert shell.windowTitle() == "SBMI MART · Kas Masuk / Keluar"


def test_the_status_bar_says_who_and_which_shift(selling_front: Front) -> None:
    status = selling_front.window.shell.status
    who, shift = status.entry("who"), status.entry("shift")
    assert who is not None
    assert shift is not None
    assert who.words == "Rina Astuti · Kasir 1"
    assert shift.words.startswith("Shift pagi sejak 07.")


def test_it_speaks_the_language_of_the_shop(unopened: Counter, qtbot: QtBot, qapp: QApplication) -> None:
    with unopened.shop.work(unopened.manager) as work:
        settings.change(work, {"language": "en"})
    unopened.shop.reload_settings()
    try:
        front = Front.open(unopened, qtbot, qapp)
        assert text.language() == "en"
        front.window.close()
    finally:
        text.use_language("id")


@pytest.mark.parametrize(("scale", "height"), [(100, 690), (90, 640)])
def test_every_screen_fits_a_low_window(
    seller: Counter, qtbot: QtBot, qapp: QApplication, scale: int, height: int
) -> None:
    """A work area of 1024 x 640 has the smallest scale (`theme.nearest_scale`); none needs more than that."""
    assert theme.nearest_scale(0, 1024, height) == 90
    front = Front.open(seller, qtbot, qapp, Look("light", scale), (1024, height))
    try:
        shell = front.window.shell
        front.sign_in()
        front.at("till")
        there, needed = shell.stack.size(), {name: shell.screen_named(name).minimumSizeHint() for name in shell.names()}
        too_large = [
            f"{name}: {size.width()}x{size.height()} of {there.width()}x{there.height()}"
            for name, size in needed.items()
            if size.width() > there.width() or size.height() > there.height()
        ]
        assert len(needed) > 25
        assert "\n".join(too_large) == ""
        assert (shell.width(), shell.height()) == (1024, height)
    finally:
        front.window.close()
        theme.apply(qapp, motion=False)


def test_printers_changed_twice_at_once_never_serve_one_queue_together(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, told, on_paper = front.window, [], threading.Event()

    class Fake:
        def __init__(self, name: str) -> None:
            self.name = name

        def start(self) -> None:
            told.append(f"{self.name} starts")

        def stop(self) -> None:
            if self.name == "slow":
                assert on_paper.wait(10)
            told.append(f"{self.name} stops")

    made = iter([Fake("second"), Fake("third")])
    monkeypatch.setattr(window, "_make_printers", lambda: next(made))
    real, window.printers = window.printers, Fake("slow")  # type: ignore[assignment]
    window._change_printers()
    window._change_printers()
    on_paper.set()
    assert window._changing is not None
    window._changing.join(10)
    window.printers = real

    assert told.index("slow stops") < told.index("third starts")
