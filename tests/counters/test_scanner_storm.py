"""A scanner that never rests, at every screen: no code is lost, none counts twice, none presses or writes anything.

The keys carry the time stamps that the system would give them, 20 ms apart, so a storm of
minutes is over in seconds and a window that stood still for a while is a queue of old keys.
`SBMI_MART_STORM` sets how many scans the long one has (docs/maintainer.md).
"""

from __future__ import annotations

import os
from collections import Counter as Tally
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.offices import OfficeScreen
from inventory import catalogue
from inventory.barcodes import check_digit
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from koperasi.money import Rupiah
from koperasi.quantity import ONE
from pos.screens.checkouts import Checkout
from pos.screens.till import TillScreen
from tests.fronts import Front
from tests.shops import Counter

SCANS = int(os.environ.get("SBMI_MART_STORM", "400"))
KEY_MS, SCAN_MS = 20, 100
#: Scanned in turn, so that no code follows itself within a stutter's time.
CODES = tuple(f"89910021{n:04}{check_digit(f'89910021{n:04}')}" for n in range(12))


class Storm:
    """A scanner at a window, with a clock of its own."""

    def __init__(self, front: Front) -> None:
        self.front, self.clock = front, 1_000_000
        self.sent: Tally[str] = Tally()

    def scan(self, code: str, *, queued: bool = False) -> None:
        """One code and its Enter; `queued` leaves the keys in the window's queue, as a stall does."""
        window = self.front.window.shell.windowHandle()
        self.clock += SCAN_MS
        for letter in (*code, "\r"):
            key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                event.setTimestamp(self.clock)
                if queued:
                    QCoreApplication.postEvent(window, event)
                else:
                    QCoreApplication.sendEvent(window, event)
            self.clock += KEY_MS
        self.sent[code] += 1

    def blow(self, count: int, *, queued: bool = False) -> None:
        for n in range(count):
            self.scan(CODES[n % len(CODES)], queued=queued)
            if not queued:
                QApplication.processEvents()


class Presses:
    """Every button of a window that was pressed."""

    def __init__(self, front: Front) -> None:
        self.heard: list[str] = []
        for button in front.window.shell.findChildren(QAbstractButton):
            button.clicked.connect(lambda _checked=False, each=button: self.heard.append(each.accessibleName()))


@pytest.fixture
def stocked(selling_front: Front) -> Front:
    selling_front.until(lambda: checkout_of(selling_front).till is not None)
    settle(selling_front)
    goods = [
        NewGood(
            code=f"S-{n:03}",
            name=f"Barang Badai {n}",
            units=(NewUnit("Pcs", ONE, (code,), (PriceLine(PriceRule.RETAIL, Rupiah(1_000 + n)),)),),
        )
        for n, code in enumerate(CODES)
    ]
    shop: Counter = selling_front.counter
    with shop.shop.work(shop.shop.konsole(), channel="konsole") as work:
        catalogue.add_many(work, goods)
    return selling_front


@pytest.fixture
def storm(stocked: Front) -> Storm:
    return Storm(stocked)


def checkout_of(front: Front) -> Checkout:
    screen = front.window.shell.screen_named("till")
    assert isinstance(screen, TillScreen)
    return screen.checkout


def in_cart(front: Front) -> Tally[str]:
    """How many of each code stand in the cart."""
    till = checkout_of(front).till
    assert till is not None
    counted: Tally[str] = Tally()
    for line in till.cart.lines:
        counted[CODES[int(line.good.code.removeprefix("S-"))]] += line.quantity.thousandths // 1000
    return counted


def settle(front: Front) -> None:
    front.qtbot.waitUntil(lambda: not checkout_of(front).asking, timeout=60_000)


def written(front: Front) -> list[str]:
    """What stands in any field of the window that looks like a piece of a scan.

    Office screens search for what is scanned, and the editor of a good takes it among its
    barcodes: there each code stands whole.
    """
    shell = front.window.shell
    meant = [field for each in shell.findChildren(OfficeScreen) for field in each.findChildren(QLineEdit)]
    found = []
    for field in shell.findChildren(QLineEdit):
        whole = field in meant and set(field.text().split()) <= set(CODES)
        if "8991" in field.text().replace(".", "") and not whole:
            found.append(field.text())
    return found


def test_no_scan_is_lost_and_none_counts_twice(storm: Storm, stocked: Front) -> None:
    storm.blow(SCANS)
    settle(stocked)

    assert in_cart(stocked) == storm.sent
    assert written(stocked) == []


def test_a_window_that_stood_still_for_seconds_changes_nothing(storm: Storm, stocked: Front) -> None:
    storm.blow(60, queued=True)
    QApplication.processEvents()
    settle(stocked)

    assert in_cart(stocked) == storm.sent


def test_the_same_good_twice_is_two_pieces(storm: Storm, stocked: Front) -> None:
    for _n in range(10):
        storm.scan(CODES[0])
    settle(stocked)

    assert in_cart(stocked) == {CODES[0]: 10}


def screens_of(front: Front) -> Iterator[str]:
    """Every screen that can be gone to by its name, with a sale on the counter or without."""
    yield from front.window.shell.names()


def test_at_every_screen_a_storm_presses_nothing_and_writes_nothing(storm: Storm, stocked: Front, qtbot: QtBot) -> None:
    shell, checkout = stocked.window.shell, checkout_of(stocked)
    for name in screens_of(stocked):
        shell.go("till")
        if name == "payment":
            storm.scan(CODES[0])
            settle(stocked)
            stocked.press("F4")
            stocked.at("payment")
        elif name == "lock":
            stocked.window.lock()
        elif name == "help":
            stocked.press("F1")
        elif name not in {"sign-in", "change"}:
            shell.go(name)
        QApplication.processEvents()
        here = stocked.name
        presses = Presses(stocked)
        before = in_cart(stocked)
        posted = checkout.till.finished if checkout.till else None
        storm.sent.clear()
        storm.blow(10)
        settle(stocked)
        assert presses.heard == [], f"at {here} a scan pressed {presses.heard}"
        assert written(stocked) == [], f"at {here} a scan was written into a field"
        now = in_cart(stocked)
        assert now in (before, before + storm.sent), f"at {here} some scans count and others do not"
        assert checkout.till is not None
        assert checkout.till.finished == posted
        shell.uncover()
        if here == "payment":
            stocked.press("Escape")
            stocked.at("till")


def test_quantities_beyond_a_scan_are_not_guessed(storm: Storm, stocked: Front) -> None:
    """Digits that stand in the box when a scan comes are told, never multiplied."""
    stocked.type("4")
    storm.scan(CODES[3])
    settle(stocked)

    assert in_cart(stocked) == {}
    till = checkout_of(stocked).till
    assert till is not None
    assert till.said is not None
