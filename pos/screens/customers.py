"""What the customer is shown: her window on the second monitor, and a line display.

Both follow the checkout and change nothing.  The window takes neither keys nor the focus;
when its monitor is unplugged it goes, and it comes back when one is plugged in.
"""

from __future__ import annotations

import logging
import os
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from desktop import theme
from desktop.shells import Shell
from koperasi.errors import BadInput
from pos import qris_codes, showings
from pos.screens.checkouts import Checkout
from pos.screens.customer import CustomerWindow
from pos.showings import IDLE, Scene

log = logging.getLogger(__name__)

#: Behind these nobody is served: the customer's screen shows the shop's messages.
AWAY = frozenset({"sign-in", "lock", "opening", "closing"})
#: Set by `sbmi-mart --customer-window`: the window opens beside the till without a second monitor.
WINDOWED = "SBMI_MART_CUSTOMER_WINDOW"


class LineDisplay(Protocol):
    """A pole with two rows; it takes the newest and never makes anybody wait."""

    def show(self, top: str, bottom: str) -> None:
        """Two rows of twenty letters."""

    def close(self) -> None:
        """The end of it."""


class CustomerDisplays(QObject):
    """Keeps the customer's window and pole at what the till shows; lives as long as the checkout."""

    def __init__(self, shell: Shell, checkout: Checkout, pole: LineDisplay | None = None) -> None:
        super().__init__(checkout)
        self.shell, self.checkout, self.pole = shell, checkout, pole
        self.window: CustomerWindow | None = None
        self.showing = IDLE
        self._place = 0
        if pole is not None:
            self.destroyed.connect(lambda _gone: pole.close())
        settings = checkout.station.shop.settings
        self.wanted = settings.customer_screen == "window" or bool(os.environ.get(WINDOWED))
        self.timer = QTimer(self, interval=max(2, settings.customer_seconds) * 1000)
        self.timer.timeout.connect(self.next_message)
        self.timer.start()
        checkout.changed.connect(self.draw)
        shell.screen_changed.connect(self.draw)
        shell.installEventFilter(self)
        # The till's window may stand already.
        QTimer.singleShot(0, self, self.place)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            for changed in (app.screenAdded, app.screenRemoved, app.primaryScreenChanged):
                changed.connect(self._monitors_changed)

    # -- what it says ----------------------------------------------------------

    @property
    def messages(self) -> tuple[str, ...]:
        """The shop's messages while nobody buys; its name where it has none."""
        shop = self.checkout.station.shop
        said = tuple(each.strip() for each in shop.settings.customer_messages.split("|") if each.strip())
        return said or (shop.branch.shop_name,)

    @property
    def message(self) -> str:
        return self.messages[self._place % len(self.messages)]

    def next_message(self) -> None:
        """The next of the shop's messages; only seen while nobody buys."""
        self._place = (self._place + 1) % len(self.messages)
        if self.showing.scene is Scene.IDLE:
            self.draw()

    def draw(self, *_what: object) -> None:
        """Show what the till shows now: a value compared, a window repainted, a pole told."""
        if self.pole is None and not (self.window is not None and self.window.isVisible()):
            return
        till = self.checkout.till if self.shell.current_name not in AWAY else None
        amount = showings.awaited_amount(till)
        code = qris_codes.for_amount(self.checkout.station.shop, amount) if amount is not None else None
        self.showing = showings.of_till(till, code)
        message = self.message if self.showing.scene is Scene.IDLE else ""
        if self.window is not None:
            self.window.show_moment(self.showing, message)
        if self.pole is not None:
            self.pole.show(*showings.rows(self.showing, message))

    # -- where it stands -------------------------------------------------------

    @property
    def monitor(self) -> QScreen | None:
        """The monitor on the other side of the counter: the first that the till does not stand on."""
        if self.checkout.station.shop.settings.customer_screen != "auto":
            return None
        own = self.shell.screen()
        return next((each for each in QGuiApplication.screens() if each is not own), None)

    def _monitors_changed(self, _screen: QScreen) -> None:
        """Qt moves windows about by itself at this moment; what holds is looked at afterwards."""
        QTimer.singleShot(0, self, self.place)

    def place(self) -> None:
        """Where there is a second monitor it fills it; as a window it stands free; else it goes."""
        monitor = self.monitor if self.shell.isVisible() else None
        if monitor is None and not (self.wanted and self.shell.isVisible()):
            if self.window is not None:
                self.window.hide()
            return
        window = self._window()
        if monitor is not None:
            window.setGeometry(monitor.geometry())
            # Not `showFullScreen`, which would ask for the focus.
            window.setWindowState(Qt.WindowState.WindowFullScreen)
            self._show(window)
        elif not window.isVisible() or window.isFullScreen():
            room = self.shell.screen().availableGeometry()
            window.setWindowState(Qt.WindowState.WindowNoState)
            window.resize(min(theme.px(960), room.width() * 3 // 4), min(theme.px(600), room.height() * 3 // 4))
            window.move(room.right() - window.width(), room.top())
            self._show(window)
        self.draw()

    def turn(self) -> None:
        """By key: the window comes, also without a second monitor, or goes."""
        self.wanted = not (self.window is not None and self.window.isVisible())
        self.place()
        QTimer.singleShot(0, self, self._settle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It comes and goes with the till's window."""
        if watched is self.shell and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            QTimer.singleShot(0, self, self.place)
        return False

    def _show(self, window: CustomerWindow) -> None:
        window.show()
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """Not every window manager knows a window that wants no focus, or one that stays over others."""
        self.shell.activateWindow()
        if self.window is not None and QGuiApplication.platformName() != "offscreen":
            self.window.raise_()

    def _window(self) -> CustomerWindow:
        if self.window is None:
            self.window = CustomerWindow(self.checkout.station.shop.branch.shop_name)
            self.destroyed.connect(self.window.deleteLater)
        return self.window


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Follow the checkout of this window; a pole that the settings name wrongly is told in the log."""
    settings = checkout.station.shop.settings
    pole = None
    if settings.pole_display:
        from printing import pole_displays

        try:
            pole = pole_displays.of_setting(settings.pole_display, settings.pole_display_kind)
        except BadInput as wrong:
            log.info("no pole display: %s", wrong)
    CustomerDisplays(shell, checkout, pole)
