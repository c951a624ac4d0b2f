"""The window: everything put together, from the shop's place to the sign-in.

The sign-in is painted before anything else is made: the other screens and the printer
follow when it stands.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.deeds import Deeds
from desktop.notices import Notice
from desktop.shells import Shell
from desktop.sounds import Sounds
from desktop.statuses import Entry
from koperasi import logs, shops
from koperasi.errors import ShopError
from koperasi.shifts import Shift
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.shops import Place
from koperasi.text import N_, _, clock, use_language
from pos import printers, stations
from pos.printers import Printers
from pos.screens.sign_in import SignInScreen
from pos.stations import SignedIn, Station

if TYPE_CHECKING:
    from pos.screens.papers import PaperWindow
    from printing.jobs import Job
    from printing.workers import News

log = logging.getLogger(__name__)

#: Screens that nobody may see the till behind, and that need no status bar.
OUTSIDE = frozenset({"sign-in", "lock"})
#: What the window is called while these are shown.
TITLES = {"till": N_("Kasir"), "payment": N_("Bayar"), "change": N_("Kembalian")}
INPUTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Bridge(QObject):
    """From other threads to the window's.

    Signals: news(News), job(Job), paper(bytes, str), unexpected().
    """

    news = Signal(object)
    job = Signal(object)
    paper = Signal(object, str)
    unexpected = Signal()


class FirstPaint(QObject):
    """Calls `then` once, when the sign-in has been painted."""

    def __init__(self, shell: Shell, then: Callable[[], object]) -> None:
        super().__init__(shell)
        self._then = then
        shell.stack.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


class IdleLock(QObject):
    """Calls `lock` after so many minutes without a key or touch; 0 never.

    It listens at the window as the scanner does, so that other events cost nothing.
    """

    def __init__(self, shell: Shell, minutes: int, lock: Callable[[], object]) -> None:
        super().__init__(shell)
        self.timer = QTimer(self, singleShot=True, interval=minutes * 60_000)
        self.timer.timeout.connect(lock)
        window = shell.windowHandle()
        if minutes > 0 and window is not None:
            window.installEventFilter(self)
            self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUTS:
            self.timer.start()
        return False


@dataclass(frozen=True, slots=True)
class Look:
    """The theme, and the scale in per cent, that a window is dressed in."""

    theme: str
    scale: int

    @classmethod
    def of(cls, shop: Shop, app: QApplication) -> Look:
        wide = app.primaryScreen().availableGeometry().width()
        return cls(shop.settings.theme, shop.settings.scale or theme.scale_for(wide))


class TillWindow:
    """One till's window: its shell, station, screens, printer and lock.  `close` ends all of it."""

    def __init__(self, shop: Shop, app: QApplication, *, look: Look | None = None, motion: bool = True) -> None:
        self.shop, self.app = shop, app
        self.look = look or Look.of(shop, app)
        use_language(shop.settings.language)
        self._dress(self.look.theme, motion)
        self.deeds = Deeds()
        self.sounds = Sounds(on=shop.settings.sounds)
        self.shell = Shell(self.deeds, self.sounds, title=shop.branch.shop_name, now=shop.today)
        self.bridge = Bridge()
        self.station = Station(shop)
        found = stations.look(self.station)
        self.station.till_name = found.till_name
        self.station.printer = found.till_code if shop.settings.printer else ""
        self.printers = Printers(
            shop, found.till_code, self.bridge.news.emit, self.bridge.job.emit, self.bridge.paper.emit
        )
        self.station.call_printer = self.printers.call
        self.paper: PaperWindow | None = None
        self._connect()
        self.shell.add("sign-in", SignInScreen(self.shell, self.station, self._signed_in))
        self._show_backup(found.backed_up)
        self.shell.go("sign-in", fresh=True, at_till=found)

    def _dress(self, name: str, motion: bool = True) -> None:
        theme.apply(self.app, name, self.look.scale, motion=motion)

    def _connect(self) -> None:
        self.bridge.news.connect(self._hear_printer)
        self.bridge.job.connect(self._hear_job)
        self.bridge.paper.connect(self._show_paper)
        self.bridge.unexpected.connect(self.say_unexpected)
        self.shell.lock_asked.connect(self.lock)
        self.shell.screen_changed.connect(self._screen_changed)
        self.deeds.news.connect(self._hear_deeds)
        QShortcut("Ctrl+F12", self.shell, self.toggle_theme)
        self._show_who()
        self._show_printer()

    def furnish(self) -> None:
        """Make the screens behind the sign-in, and start the printer; called when it is painted."""
        log.info("the sign-in is painted")
        from pos import tables
        from pos.screens import till
        from pos.screens.cash import CashScreen
        from pos.screens.closing import ClosingScreen
        from pos.screens.help import HelpScreen
        from pos.screens.lock import LockScreen
        from pos.screens.menu import MenuDeeds, MenuScreen
        from pos.screens.opening import OpeningScreen
        from pos.screens.printer import PrinterScreen

        tables.loaded()
        shell, station = self.shell, self.station
        deeds = MenuDeeds(
            close_shift=lambda: shell.go("closing"),
            lock=self.lock,
            sign_out=self.sign_out,
            toggle_theme=self.toggle_theme,
            show_paper=self.show_paper,
        )
        shell.add("opening", OpeningScreen(shell, station, self._opened, self.sign_out))
        shell.add("lock", LockScreen(shell, station, self._unlocked))
        shell.add("cash", CashScreen(shell, station))
        shell.add("menu", MenuScreen(shell, station, deeds))
        shell.add("printer", PrinterScreen(shell, station))
        shell.add("help", HelpScreen(shell))
        shell.add("closing", ClosingScreen(shell, station, self.sign_out))
        till.add_to(shell, station)
        self.idle = IdleLock(shell, self.shop.settings.lock_minutes, self.lock)
        threading.Thread(target=self.printers.start, name="printer starts", daemon=True).start()

    def close(self) -> None:
        """End everything in order: what is under way is finished first."""
        self.shell.close()
        if self.paper is not None:
            self.paper.close()
        self.deeds.close()
        self.printers.stop()
        self.sounds.close()
        self.shell.deleteLater()

    # -- who ---------------------------------------------------------------------

    def _signed_in(self, signed: SignedIn) -> None:
        self.station.actor, self.station.shift = signed.actor, signed.shift
        self._show_who()
        if signed.shift is None:
            self.shell.go("opening", fresh=True, known=signed.opening)
        else:
            self.shell.go("till", fresh=True)

    def _opened(self, shift: Shift) -> None:
        self.station.shift = shift
        self._show_who()
        self.shell.go("till", fresh=True)

    def _unlocked(self, signed: SignedIn) -> None:
        other = self.station.actor is None or signed.actor.id != self.station.actor.id
        self.shell.uncover()
        self.shell.status.show()
        self._screen_changed(self.shell.current_name)
        if other:
            self._signed_in(signed)

    def sign_out(self) -> None:
        """Back to the sign-in; the shift stays as it is."""
        actor, self.station.actor, self.station.shift = self.station.actor, None, None
        self._show_who()
        self.shell.go("sign-in", fresh=True)
        screen = self.shell.current
        if actor is not None and screen is not None:
            self.deeds.write(screen, lambda: stations.sign_out(self.station, actor), failed=lambda _error: True)

    def lock(self) -> None:
        """Cover whatever is there, where someone is signed in."""
        if self.station.actor is not None and self.shell.current_name not in OUTSIDE:
            self.shell.status.hide()
            self.shell.cover("lock")
            self._title("lock")

    # -- what is seen --------------------------------------------------------------

    def toggle_theme(self) -> None:
        self._dress("light" if theme.theme() == "dark" else "dark", theme.motion())

    def _screen_changed(self, name: str) -> None:
        self.shell.status.setVisible(name not in OUTSIDE)
        self._title(name)

    def _title(self, name: str) -> None:
        """The window is called after its screen, as task bars show it."""
        title = _(self.shell.screen_named(name).title or TITLES.get(name, "")) if name else ""
        self.shell.setWindowTitle(" · ".join(each for each in (self.shop.branch.shop_name, title) if each))

    def _show_who(self) -> None:
        actor, shift, till = self.station.actor, self.station.shift, self.station.till_name
        status = self.shell.status
        status.show_entry("who", Entry(f"{actor.name} · {till}" if actor else till, "user", short=_short(actor, till)))
        if shift is None:
            status.show_entry("shift", Entry(_("Belum ada shift"), "clock", short=_("Tanpa shift")))
            return
        opened = self.shop.branch.local(shift.opened_at)
        words = _("Shift {part} sejak {opened}").format(part=stations.part_of_day(opened), opened=clock(opened))
        status.show_entry("shift", Entry(words, "clock", short=f"Shift {clock(opened)}"))

    def _show_printer(self) -> None:
        words, icon, tone = printers.words_of(self.station.printer_news, self.shop.settings.printer)
        self.shell.status.show_entry("printer", Entry(words, icon, tone, bold=tone != "ink2"))

    def _show_backup(self, at: datetime | None) -> None:
        words = _("Cadangan {at}").format(at=clock(at)) if at is not None else _("Belum ada cadangan")
        self.shell.status.show_entry("backup", Entry(words, "backup", short=None))

    def _hear_deeds(self, changed: frozenset[str]) -> None:
        screen = self.shell.current
        if "backup" in changed and screen is not None:
            self.deeds.read(screen, lambda: stations.last_backup(self.shop), done=self._show_backup)

    # -- the printer ---------------------------------------------------------------

    def _hear_printer(self, news: News) -> None:
        self.station.printer_news = news
        self._show_printer()
        self.deeds.news.emit(frozenset({"printer"}))
        screen = self.shell.current
        if isinstance(screen, SignInScreen):
            screen.show_assurances()
        if self.shell.has("change"):
            self.shell.screen_named("change").show_printer()  # type: ignore[attr-defined]

    def _hear_job(self, job: Job) -> None:
        log.info("print job %s of document %s is %s", job.id, job.document_id, job.state)
        if self.shell.has("change"):
            self.shell.screen_named("change").show_job(job)  # type: ignore[attr-defined]

    def show_paper(self) -> None:
        """The virtual printer's paper, beside the till."""
        self._paper_window().stand_beside(self.shell)

    def _paper_window(self) -> PaperWindow:
        from pos.screens.papers import PaperWindow

        if self.paper is None:
            self.paper = PaperWindow()
            self.shell.screen_changed.connect(self.paper.give_way)
        return self.paper

    def _show_paper(self, picture: bytes, text: str) -> None:
        """The first paper shows itself; where it would lie over the till, only with the first sale's change."""
        first, paper = self.paper is None or not self.paper.was_seen, self._paper_window()
        if first and (paper.fits_beside(self.shell) or self.shell.current_name == "change"):
            paper.stand_beside(self.shell)
        paper.add_paper(picture, text)

    def say_unexpected(self) -> None:
        """Calm words for what nothing caught: it is in the log, and the cart is safe."""
        screen = self.shell.current
        if screen is not None:
            words = _("Ada yang tidak beres di program. Keranjang aman; coba sekali lagi.")
            screen.say(Notice(words, "warn"))


def _short(actor: object, till: str) -> str:
    name = getattr(actor, "name", "")
    return f"{name.split()[0]} · {till}" if name else till


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
        window = TillWindow(shop, app)
    except ShopError:
        app.quit()
        raise
    undo = logs.catch_all(window.bridge.unexpected.emit)
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: window.shell.close())
    FirstPaint(window.shell, window.furnish)
    # The whole screen, also where no window manager maximises anything.
    window.shell.setGeometry(app.primaryScreen().availableGeometry())
    window.shell.showMaximized()
    try:
        return app.exec()
    finally:
        signal.signal(signal.SIGTERM, before)
        window.close()
        undo()


def application() -> QApplication:
    """The one QApplication, named for task bars."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["sbmi-mart"])
    app.setApplicationName("SBMI Mart")
    app.setDesktopFileName("sbmi-mart")
    return app
