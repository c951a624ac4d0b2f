"""The customer's window and pole: they follow the sale, never take the focus, and survive their monitor."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import theme
from koperasi import settings
from pos.screens import customers as module
from pos.screens.customer import CustomerWindow, fitted
from pos.screens.customers import CustomerDisplays
from pos.showings import IDLE, Scene
from tests.pos.screens.conftest import Desk

COFFEE, PACK, CARD = "8991002101104", "8991002101111", "9900217"


class Pole:
    """A line display that remembers every moment."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []
        self.closed = False

    def show(self, top: str, bottom: str) -> None:
        self.rows.append((top, bottom))

    def close(self) -> None:
        self.closed = True


class Monitor:
    """A second monitor, as Qt tells of it."""

    def geometry(self) -> QRect:
        return QRect(1366, 0, 1024, 600)


@pytest.fixture
def shown(desk: Desk) -> CustomerDisplays:
    (displays,) = desk.checkout.findChildren(CustomerDisplays)
    displays.wanted = True
    displays.place()
    assert displays.window is not None
    desk.until(desk.shell.isActiveWindow)
    return displays


def window(displays: CustomerDisplays) -> CustomerWindow:
    assert displays.window is not None
    return displays.window


def test_lines_come_as_they_are_scanned_and_the_focus_stays(desk: Desk, shown: CustomerDisplays) -> None:
    desk.scan(COFFEE)
    assert window(shown).showing.scene is Scene.LINES
    desk.scan(PACK)
    assert [each.name for each in window(shown).showing.lines] == ["Kopi Kapal Api Special Mix 25 g"] * 2
    assert desk.shell.isActiveWindow()
    assert desk.screen.scan.hasFocus()
    assert window(shown).windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert not window(shown).testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_a_member_is_greeted_by_her_first_name(desk: Desk, shown: CustomerDisplays) -> None:
    desk.scan(COFFEE)
    desk.scan(CARD)
    assert window(shown).showing.name == "Sri"


def test_the_change_stays_until_the_next_scan(desk: Desk, shown: CustomerDisplays) -> None:
    desk.scan(PACK)
    desk.press(Qt.Key.Key_Return)
    desk.type("20000")
    desk.finish()
    assert (window(shown).showing.scene, window(shown).showing.change.amount) == (Scene.CHANGE, 4_200)
    assert window(shown).accessibleName() == "Total Rp 15.800, kembali Rp 4.200"

    desk.scan(COFFEE)
    assert window(shown).showing.scene is Scene.LINES


def test_when_nobody_buys_the_shops_messages_take_turns(desk: Desk, shown: CustomerDisplays) -> None:
    assert window(shown).showing == IDLE
    seen = [window(shown).message]
    for _turn in range(3):
        shown.timer.timeout.emit()
        seen.append(window(shown).message)
    assert seen[:3] == list(shown.messages)
    assert seen[3] == seen[0]

    desk.scan(COFFEE)
    shown.timer.timeout.emit()
    assert window(shown).message == ""


def test_a_shop_without_messages_shows_its_name(desk: Desk, shown: CustomerDisplays) -> None:
    with desk.shop.shop.work(desk.shop.manager) as work:
        settings.change(work, {"customer_messages": " | "})
    desk.shop.shop.reload_settings()
    assert shown.messages == (desk.shop.shop.branch.shop_name,)


def test_behind_another_screen_the_sale_is_not_shown(desk: Desk, shown: CustomerDisplays) -> None:
    desk.scan(COFFEE)
    shown.shell.add("lock", type(desk.screen)(desk.shell, desk.checkout))
    desk.shell.go("lock")
    assert window(shown).showing == IDLE


def test_a_second_monitor_is_filled_and_its_unplugging_survived(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    (displays,) = desk.checkout.findChildren(CustomerDisplays)
    assert displays.window is None
    monkeypatch.setattr(CustomerDisplays, "monitor", property(lambda _self: Monitor()))
    qapp.screenAdded.emit(QGuiApplication.primaryScreen())
    desk.until(lambda: displays.window is not None and window(displays).isFullScreen())
    desk.scan(COFFEE)
    assert window(displays).showing.scene is Scene.LINES

    monkeypatch.setattr(CustomerDisplays, "monitor", property(lambda _self: None))
    qapp.screenRemoved.emit(QGuiApplication.primaryScreen())
    desk.until(lambda: not window(displays).isVisible())
    desk.scan(PACK)
    assert len(desk.till.cart.lines) == 2

    monkeypatch.setattr(CustomerDisplays, "monitor", property(lambda _self: Monitor()))
    qapp.screenAdded.emit(QGuiApplication.primaryScreen())
    desk.until(lambda: window(displays).isVisible())
    assert len(window(displays).showing.lines) == 2


def test_it_goes_with_the_tills_window(desk: Desk, shown: CustomerDisplays) -> None:
    desk.shell.hide()
    desk.until(lambda: not window(shown).isVisible())
    desk.shell.show()
    desk.until(lambda: window(shown).isVisible())


def test_the_pole_is_told_every_moment(desk: Desk) -> None:
    pole = Pole()
    displays = CustomerDisplays(desk.shell, desk.checkout, pole)
    desk.scan(COFFEE)
    assert pole.rows[-1] == ("Kopi Kapal Api 1.750", "TOTAL          1.750")
    desk.press(Qt.Key.Key_Return)
    desk.type("2000")
    desk.finish()
    assert pole.rows[-1] == ("TOTAL          1.750", "KEMBALI          300")
    displays.deleteLater()
    desk.until(lambda: pole.closed)


def test_the_command_line_may_ask_for_a_window(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(module.WINDOWED, "1")
    displays = CustomerDisplays(desk.shell, desk.checkout)
    assert displays.wanted
    desk.until(lambda: displays.window is not None and displays.window.isVisible())
    displays.turn()
    monkeypatch.delenv(module.WINDOWED)
    assert not CustomerDisplays(desk.shell, desk.checkout).wanted


@pytest.mark.parametrize("size", [(800, 480), (1024, 768), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_sixty_lines_are_painted_within_a_frame(
    desk: Desk, shown: CustomerDisplays, qapp: QApplication, size: tuple[int, int], name: str
) -> None:
    theme.apply(qapp, name, motion=False)
    for _line in range(30):
        desk.scan(COFFEE)
        desk.scan(PACK)
    window(shown).resize(*size)
    window(shown).grab()
    times = []
    for _again in range(5):
        start = time.perf_counter()
        window(shown).grab()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05


@pytest.mark.parametrize("message", ["", "Selamat datang.", "kata " * 60, "x" * 200])
def test_a_message_stands_on_three_lines_at_most(desk: Desk, message: str) -> None:
    _size, lines = fitted(message, 600)
    assert len(lines) <= 3


def test_the_theme_follows(desk: Desk, shown: CustomerDisplays, qapp: QApplication) -> None:
    desk.scan(COFFEE)
    grounds = {}
    for name in ("dark", "light"):
        theme.apply(qapp, name, motion=False)
        grounds[name] = window(shown).grab().toImage().pixelColor(2, window(shown).height() // 2).name()
        assert grounds[name] == theme.colour("paper").name()
    assert grounds["dark"] != grounds["light"]
