"""A session: from the program's start to its end, one window after another on this PC.

The till's window gives way to the training shop's and comes back, or is made anew in
another scale; there is always exactly one.  The next window is shown before the last one
closes, so the program does not end in between.
"""

from __future__ import annotations

import logging
import signal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.notices import Notice
from koperasi import logs, shops
from koperasi.errors import ShopError
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.shops import Place
from koperasi.text import _
from pos.screens.window_parts import FirstPaint, Look, Ways
from pos.screens.windows import TillWindow, application

log = logging.getLogger(__name__)


class Session:
    """The shop's window now (`window`), and what it gives way to.

    `open` shows the first one; the caller runs the application and then calls `close`.
    The shop belongs to the caller; the training shop to the session.
    """

    def __init__(self, shop: Shop, app: QApplication, *, motion: bool = True, look: Look | None = None) -> None:
        self.shop, self.app = shop, app
        self.training: Shop | None = None
        self._motion, self._look = motion, look
        self._ways = Ways(train=self.train, reset_training=self.reset_training, dress_anew=self.dress_anew)
        self.window = TillWindow(shop, app, look=look, motion=motion, ways=self._ways)

    def open(self) -> None:
        """Show the window; the other screens are made when its sign-in is painted."""
        self._show(self.window)

    def train(self) -> None:
        """Into training, or out of it: nobody is signed in afterwards."""
        if self.training is not None:
            self._leave_training()
        else:
            self._prepare(anew=False)

    def reset_training(self) -> None:
        """The training shop anew, with today's goods: what was practised is forgotten."""
        if self.training is not None:
            self._leave_training()
        self._prepare(anew=True)

    def dress_anew(self) -> None:
        """The same shop and person in a window of other measures; the cart is on disk.

        It is done when the deed that asked for it has had its answer.
        """
        QTimer.singleShot(0, self.window.shell, self._dress_anew)

    def close(self) -> None:
        """End the window that is there, and leave training."""
        self.window.close()
        if self.training is not None:
            self.training.close()
            self.training = None

    def say_unexpected(self) -> None:
        """May be called from any thread."""
        self.window.bridge.unexpected.emit()

    def _prepare(self, *, anew: bool) -> None:
        from pos import training

        window, screen = self.window, self.window.shell.current
        if screen is not None:
            screen.say(Notice(_("Toko latihan sedang disiapkan…"), "warn"))
            window.deeds.read(
                screen,
                lambda: training.open_training(self.shop, anew=anew),
                done=lambda made: QTimer.singleShot(0, window.shell, lambda: self._begin(made)),
                latest="training",
            )

    def _begin(self, made: Shop) -> None:
        log.info("training begins")
        self.training = made
        self._replace(made)

    def _leave_training(self) -> None:
        training, self.training = self.training, None
        self._replace(self.shop)
        if training is not None:
            training.close()
        log.info("training ends")

    def _dress_anew(self) -> None:
        station = self.window.station
        self._replace(self.training or self.shop)
        if station.actor is not None and station.shift is not None:
            self.window.furnish()
            self.window.resume(station.actor, station.shift)

    def _replace(self, shop: Shop) -> None:
        old = self.window
        self.window = TillWindow(shop, self.app, look=self._look, motion=self._motion, ways=self._ways)
        self._show(self.window, like=old)
        old.close()

    def _show(self, window: TillWindow, like: TillWindow | None = None) -> None:
        FirstPaint(window.shell, window.furnish)
        whole = like is None or like.shell.isMaximized()
        # The whole screen, also where no window manager maximises anything.
        screen = self.app.primaryScreen().availableGeometry()
        window.shell.setGeometry(screen if whole or like is None else like.shell.geometry())
        if whole:
            window.shell.showMaximized()
        else:
            window.shell.show()
        window.shell.activateWindow()


def open_window(place: Place, *, now: Clock = wall_clock) -> int:
    """Open the shop's till and stay until its window is closed; returns the exit code.

    Raises Trouble when there is no shop, when this PC stands at no till, or when another
    window already does.
    """
    shop = shops.open_shop(place, now)
    held = None
    handler = logs.start(shop.state.path)
    try:
        held = shops.occupy_till(shop)
        return _run(shop)
    finally:
        shop.close()
        logs.stop(handler)
        if held is not None:
            held.close()


def _run(shop: Shop) -> int:
    app = application()
    try:
        session = Session(shop, app)
    except ShopError:
        app.quit()
        raise
    undo = logs.catch_all(session.say_unexpected)
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: session.window.shell.close())
    session.open()
    try:
        return app.exec()
    finally:
        signal.signal(signal.SIGTERM, before)
        session.close()
        undo()
