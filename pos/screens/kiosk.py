"""A window of its own in which makers look for themselves: nothing leads from it to the till.

It stands beside a running till or on a PC without one.  It acts as a built-in user who may
read what one maker may know, and nothing else; who looked, and who tried, is audited.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from consignment.screens.my_goods import DOOR, NAME, MyGoodsScreen
from consignment.screens.my_goods_door import MyGoodsDoor
from desktop import theme
from desktop.deeds import Deeds
from desktop.notices import Notice
from desktop.shells import Shell
from desktop.sounds import Sounds
from koperasi import logs, shops, tills, users
from koperasi.database import locked_now
from koperasi.errors import BadInput
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.shops import Place
from koperasi.text import _, use_language
from koperasi.work import Actor
from pos import looks
from pos.screens.window_parts import Bridge, Look
from pos.screens.windows import application


def _nobody_waits() -> None:
    """The till's own worker looks at its queue by itself."""


@dataclass(slots=True)
class KioskDesk:
    """Who acts here: the built-in user; `queue` is the till whose printer takes the slips, "" for this PC's own."""

    shop: Shop
    person: Actor
    queue: str = ""
    call_printer: Callable[[], None] = _nobody_waits

    @property
    def actor(self) -> Actor | None:
        return self.person

    @property
    def printer(self) -> str:
        """A slip that waits for a till to be opened would come out for anybody: then there is no printer."""
        if not self.shop.settings.printer:
            return ""
        return self.queue or (self._own() if till_is_open(self.shop) else "")

    def _own(self) -> str:
        with self.shop.reading() as connection:
            known = tills.all_tills(connection)
        return next((each.code for each in known if each.id == self.shop.till_id), "")


def till_is_open(shop: Shop) -> bool:
    """Whether a program stands at this PC's till now."""
    held = locked_now(shop.state.path / "till.lock")
    if held is not None:
        held.close()
    return held is None


class KioskWindow:
    """The door and her screen, over the whole monitor; `close` ends it."""

    def __init__(
        self, shop: Shop, app: QApplication, *, queue: str = "", look: Look | None = None, motion: bool = True
    ) -> None:
        use_language(shop.settings.language)
        chosen = look or Look.of(shop, app)
        theme.apply(app, chosen.theme, chosen.scale, motion=motion)
        with shop.reading() as connection:
            self.desk = KioskDesk(shop, users.actor(connection, users.KIOSK_ID), queue)
        self.deeds, self.bridge = Deeds(), Bridge()
        self.sounds = Sounds(on=shop.settings.sounds, volume=looks.load(shop).volume, practice=shop.settings.training)
        name = f"{shop.branch.shop_name} · {_('Titipan Saya')}"
        # Its clock is not seen; it wakes the program every second, so that a signal to end it is heard.
        self.shell = Shell(self.deeds, self.sounds, title=name, now=shop.today)
        self.shell.status.hide()
        self.shell.set_training(shop.settings.training)
        self.door = MyGoodsDoor(self.shell, self.desk, alone=True)
        self.screen = MyGoodsScreen(self.shell, self.desk)
        self.shell.add(DOOR, self.door)
        self.shell.add(NAME, self.screen)
        self.shell.lock_asked.connect(self.lock)
        self.bridge.unexpected.connect(self.say_unexpected)
        self.shell.go(DOOR, fresh=True)

    def lock(self) -> None:
        """Ctrl+L, as everywhere: she is out, and whoever was at the door begins anew."""
        if self.shell.current is self.screen:
            self.screen.lock()
        else:
            self.door.clear()

    def say_unexpected(self) -> None:
        """Calm words for what nothing caught: it is in the log."""
        if self.shell.current is not None:
            self.shell.current.say(Notice(_("Ada yang tidak beres di program. Coba sekali lagi."), "warn"))

    def close(self) -> None:
        self.shell.close()
        self.deeds.close()
        self.sounds.close()
        self.shell.deleteLater()


def open_kiosk(place: Place, *, queue: str = "", now: Clock = wall_clock) -> int:
    """Open the window over the whole monitor and stay until it is closed; returns the exit code.

    Raises Trouble when there is no shop, BadInput for a till that it does not have.
    """
    shop = shops.open_shop(place, now)
    handler = logs.start(shop.state.path)
    try:
        _check(shop, queue)
        return _run(shop, queue)
    finally:
        shop.close()
        logs.stop(handler)


def _check(shop: Shop, queue: str) -> None:
    with shop.reading() as connection:
        known = not queue or tills.till_by_code(connection, queue) is not None
    if not known:
        raise BadInput(_("Tidak ada kasir {code}.").format(code=queue), field="printer")


def _run(shop: Shop, queue: str) -> int:
    app = application()
    window = KioskWindow(shop, app, queue=queue)
    undo = logs.catch_all(window.bridge.unexpected.emit)
    # Heard in the middle of anything, a painting too: the window is shut when that is done.
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: QTimer.singleShot(0, window.shell.close))
    # The whole monitor, also where no window manager makes anything full.
    window.shell.resize(app.primaryScreen().size())
    window.shell.showFullScreen()
    window.shell.activateWindow()
    try:
        return app.exec()
    finally:
        signal.signal(signal.SIGTERM, before)
        window.close()
        undo()
