"""The walker of the tour: a window of its own, keys pressed one after another, a picture of each screen.

python -m pos.screens.tours FOLDER light-1366x768 dark-1024x768 …
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, Qt, QThread
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from koperasi import shops
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import tables, tour_offices, tour_shops
from pos.screens import office_tours, windows
from pos.screens.customers import CustomerDisplays
from pos.screens.window_parts import Look as WindowLook
from pos.screens.windows import TillWindow
from pos.tour_shops import BY_CODE, FixedClock
from pos.tours import Look

#: A hand is slower than a scanner: so many milliseconds stand between two typed keys.
HAND = 60
#: So long a screen is given to be drawn.
PAINT = 20
PATIENCE = 15_000
OPENED = datetime(2026, 11, 22, 23, 55, tzinfo=UTC)
SELLING = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
CLOSING = datetime(2026, 11, 23, 7, 2, tzinfo=UTC)
#: The manager comes before the shop opens.
MANAGING = datetime(2026, 11, 22, 22, 50, tzinfo=UTC)
#: The office is looked at in the evening, with a whole day to be seen; its shop is made as the next day begins.
EVENING, MORROW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC), datetime(2026, 11, 23, 22, 50, tzinfo=UTC)
#: So many pictures the till has; the office's are numbered on.
TILL_PICTURES = 28
RINA = ("Alt+3", "730164")
COUNTED = ("3", "1", "2", "1", "1", "0", "0", "1", "2", "0", "0")


class Stumbled(Exception):
    """The tour did not come to the screen it expected."""


class Walker:
    """Presses keys as a cashier would, and waits until what they set off is done."""

    def __init__(self, window: TillWindow, folder: Path, look: Look) -> None:
        self.window, self.folder, self.look = window, folder, look
        self.app, self.shell = window.app, window.shell
        self.count = 0

    def until(self, there: Callable[[], bool], what: str) -> None:
        """Let the window live until something is so; raises Stumbled when it never is."""
        patience = QElapsedTimer()
        patience.start()
        while not there():
            if patience.elapsed() > PATIENCE:
                raise Stumbled(f"{self.look.name}: {what}; the screen is {self.shell.current_name!r}")
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QThread.msleep(2)

    def rest(self, milliseconds: int = HAND) -> None:
        pause = QElapsedTimer()
        pause.start()
        self.until(lambda: pause.elapsed() >= milliseconds, "a pause")

    def settle(self) -> None:
        """Until every deed asked for so far, and what followed from it, is done and drawn."""
        screen = self.shell.current
        if screen is None:
            return
        for _again in range(2):
            done: list[bool] = []
            self.window.deeds.read(screen, lambda: True, done=done.append)
            self.window.deeds.write(_Nobody(), lambda: True, done=done.append)
            self.window.deeds.long(_Nobody(), lambda _stop: True, done=done.append, latest="settling")
            self.until(partial(_every, done), "deeds that end")
        self.rest(PAINT)

    def press(self, *keys: str) -> None:
        """Keys by their names: `F4`, `Ctrl+D`, `Return`."""
        for key in keys:
            pressed = QKeySequence(key)[0]  # type: ignore[index]
            QTest.keyClick(self.shell.windowHandle(), pressed.key(), pressed.keyboardModifiers())
            self.settle()

    def type(self, text: str) -> None:
        """Type as a hand does."""
        for letter in text:
            QTest.keyClick(self.shell.windowHandle(), letter)  # type: ignore[call-overload]
            self.rest()
        self.settle()

    def scan(self, code: str) -> None:
        """As a scanner does: all at once, and Enter."""
        for letter in code:
            QTest.keyClick(self.shell.windowHandle(), letter)  # type: ignore[call-overload]
        QTest.keyClick(self.shell.windowHandle(), Qt.Key.Key_Return)
        self.settle()

    def at(self, name: str) -> None:
        self.until(lambda: self.shell.current_name == name, f"never came to {name!r}")
        self.settle()

    def snap(self, name: str, widget: QWidget | None = None) -> None:
        """Save the picture, and say where."""
        self.count += 1
        path = self.folder / f"{self.count:02}-{name}-{self.look.name}.png"
        # Quality 0 is the smallest file, not a worse picture.
        if not (widget or self.shell).grab().save(str(path), "PNG", 0):
            raise Stumbled(f"{path} cannot be written")
        print(path, flush=True)


def _every(done: list[bool]) -> bool:
    return len(done) == 3


class _Nobody:
    """Asks for deeds, and has no screen to show an answer on."""

    def tell(self, error: object) -> None:
        raise Stumbled(str(error))

    def home(self) -> None:
        """It has no field."""


def goods(walker: Walker) -> None:
    """A basket: scanned, weighed, counted, a member's card, a maker's goods, a name looked for."""
    walker.type("2,5*")
    walker.scan(BY_CODE["1001"].barcode)
    walker.scan(BY_CODE["2001"].barcode_of("Dus"))
    walker.scan("9900217")
    walker.type("2*")
    walker.scan(BY_CODE["2002"].barcode_of("Renteng"))
    walker.type("3*")
    walker.scan(BY_CODE["3001"].barcode)
    walker.type("10*")
    walker.scan(BY_CODE["2004"].barcode)
    walker.scan(BY_CODE["2008"].barcode_of("Renteng"))
    walker.press("Delete")
    walker.type("12*")
    walker.scan(BY_CODE["2005"].barcode)
    walker.type("6*")
    walker.scan(BY_CODE["2006"].barcode)


def walk(walker: Walker, clock: FixedClock) -> None:
    """A day at the till."""
    walker.settle()
    walker.press(RINA[0])
    walker.type(RINA[1][:2])
    walker.snap("masuk")
    walker.type(RINA[1][2:])
    walker.press("Return")
    walker.at("opening")
    walker.snap("buka-shift")
    walker.press("Return")
    walker.at("till")
    clock.at = SELLING
    goods(walker)
    walker.snap("kasir")
    walker.type("kop")
    walker.snap("cari")
    walker.press("Escape", "Escape")
    _pay(walker)
    _change_and_hold(walker)
    _bring_back(walker)
    _around(walker)
    clock.at = CLOSING
    _close(walker)


def _pay(walker: Walker) -> None:
    walker.press("F4")
    walker.at("payment")
    walker.snap("bayar")
    walker.type("150000")
    walker.press("F8")
    walker.snap("bayar-campur")
    walker.press("Ctrl+B")
    for displays in walker.shell.findChildren(CustomerDisplays):
        if displays.window is not None:
            walker.snap("layar-pembeli", displays.window)
    walker.press("Ctrl+B", "Ctrl+D", "Return")
    walker.at("change")
    walker.scan(BY_CODE["2009"].barcode)
    walker.at("till")
    walker.press("F4")
    walker.type("50000")
    walker.press("Return")
    walker.at("change")
    walker.snap("kembalian")
    walker.press("Escape")
    walker.at("till")


def _change_and_hold(walker: Walker) -> None:
    """Goods from the grid, a line changed beyond what a cashier may, a cart put aside and called off."""
    walker.press("Ctrl+G")
    walker.at("favourites")
    walker.press("Return")
    walker.snap("favorit")
    walker.press("Escape")
    walker.type("4*")
    walker.scan(BY_CODE["2014"].barcode)
    walker.press("Ctrl+E")
    walker.snap("ubah-baris")
    walker.press("Ctrl+D")
    walker.type("10000")
    walker.press("Return", "4")
    walker.at("override")
    walker.snap("persetujuan")
    walker.press("Escape")
    walker.at("till")
    walker.press("Escape", "F5")
    walker.at("hold")
    walker.press("Return")
    walker.at("till")
    walker.press("F6")
    walker.at("held")
    walker.snap("pending")
    walker.press("Return")
    walker.at("till")
    walker.press("Ctrl+Del", "1")
    walker.at("till")


def _bring_back(walker: Walker) -> None:
    walker.press("F10")
    walker.at("returns")
    walker.press("Return", "+")
    walker.snap("retur")
    walker.press("Escape", "Escape")
    walker.at("till")


def _around(walker: Walker) -> None:
    walker.press("F11")
    walker.type("45000")
    walker.press("Return")
    walker.type("bensin")
    walker.snap("kas")
    walker.press("Return", "Escape")
    walker.at("till")
    walker.press("F12")
    walker.snap("menu")
    walker.press("Ctrl+E")
    walker.at("preview")
    walker.scan("K1-000001")
    walker.snap("lihat-cetakan")
    walker.press("Escape")
    walker.at("menu")
    walker.press("Ctrl+P")
    walker.snap("printer")
    walker.press("Ctrl+S")
    walker.at("printers")
    walker.snap("atur-printer")
    walker.press("Return")
    walker.at("printer-edit")
    walker.snap("satu-printer")
    walker.press("Escape", "Escape")
    walker.at("printer")
    walker.press("Escape", "Ctrl+Q")
    walker.snap("qris-toko")
    walker.press("Escape", "Ctrl+X")
    walker.at("reading")
    walker.snap("baca-x")
    walker.press("Escape", "Ctrl+S")
    walker.at("settings")
    walker.snap("pengaturan")
    walker.press("Escape", "F1")
    walker.snap("bantuan")
    walker.press("Ctrl+L")
    walker.snap("kunci")
    walker.type(RINA[1])
    walker.press("Return")
    walker.at("menu")


def _close(walker: Walker) -> None:
    walker.at("menu")
    walker.press("Ctrl+T")
    walker.at("closing")
    for pieces in COUNTED[:-2]:
        walker.type(pieces)
        walker.press("Return")
    walker.snap("hitung-kas")
    for pieces in COUNTED[-2:]:
        walker.type(pieces)
        walker.press("Return")
    walker.snap("selisih")
    walker.press("Return")
    walker.settle()
    walker.snap("laporan-z")
    if walker.window.paper is not None:
        walker.snap("kertas", walker.window.paper)
    walker.press("Return")
    walker.at("sign-in")


def tour(app: QApplication, folder: Path, look: Look) -> None:
    """One tour in one look: a day at the till in a shop made for it, then the office of a busier one."""
    till(app, folder, look)
    office(app, folder, look)


def office(app: QApplication, folder: Path, look: Look) -> None:
    """Through the office, with some weeks behind it."""
    with TemporaryDirectory(prefix="sbmi-mart-tour-") as place:
        there = Place.parse(str(Path(place) / "toko"))
        tour_offices.make(there, FixedClock(MORROW)).close()
        shop = shops.open_shop(there, FixedClock(EVENING))
        with opened(app, shop, look) as window:
            walker = Walker(window, folder, look)
            walker.count = TILL_PICTURES
            office_tours.walk(walker, tour_offices.sights(shop))


@contextmanager
def opened(app: QApplication, shop: Shop, look: Look) -> Iterator[TillWindow]:
    """A window on a shop, as large as the look says; both are closed in the end."""
    window = TillWindow(shop, app, look=WindowLook(look.theme, 100), motion=False)
    window.shell.setFixedSize(look.wide, look.high)
    window.shell.move(0, 0)
    window.shell.show()
    window.shell.activateWindow()
    window.furnish()
    try:
        yield window
    finally:
        window.close()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        shop.close()


def till(app: QApplication, folder: Path, look: Look) -> None:
    """A day at the till."""
    with TemporaryDirectory(prefix="sbmi-mart-tour-") as place:
        clock = FixedClock(OPENED)
        shop = tour_shops.make(Place.parse(place), clock, printer="virtual", sounds=False, lock_minutes=0)
        with opened(app, shop, look) as window:
            walk(Walker(window, folder, look), clock)


def main(arguments: list[str]) -> int:
    """Walk every look that is asked for."""
    tables.loaded()
    app = windows.application()
    app.setQuitOnLastWindowClosed(False)
    folder, *names = arguments
    Path(folder).mkdir(parents=True, exist_ok=True)
    try:
        for name in names:
            tour(app, Path(folder), Look.parse(name))
    except Stumbled as stumbled:
        print(stumbled, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
