"""The window: everything put together, from the shop's place to the sign-in.

The sign-in is painted before anything else is made: the other screens and the printer
follow when it stands.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from desktop import texts, theme
from desktop.deeds import Deeds
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sounds
from desktop.statuses import Entry
from koperasi.shifts import Shift
from koperasi.shop import Shop
from koperasi.text import _, clock, language, use_language
from koperasi.work import Actor
from pos import looks, printers, stations
from pos.printers import Printers
from pos.screens import diversions
from pos.screens.sign_in import SignInScreen
from pos.screens.window_parts import Bridge, IdleLock, Look, Ways, printing_of, shift_entry, short_name
from pos.stations import SignedIn, Station

if TYPE_CHECKING:
    from pos.screens.checkouts import Checkout
    from pos.screens.drawer_watch import DrawerWatch
    from pos.screens.papers import PaperWindow
    from printing.jobs import Job
    from printing.workers import News

log = logging.getLogger(__name__)

#: Screens on which another cashier goes on as they stand.
SELLING = frozenset({"till", "payment", "change"})
#: Screens that nobody may see the till behind, and that need no status bar.
OUTSIDE = frozenset({"sign-in", "lock"})
#: A maker looks at hers: who works here is nothing to her.
WITHOUT_STATUS = OUTSIDE | {"my-goods-door", "my-goods"}


class TillWindow:
    """One till's window: its shell, station, screens, printer and lock.  `close` ends all of it."""

    def __init__(
        self,
        shop: Shop,
        app: QApplication,
        *,
        look: Look | None = None,
        motion: bool = True,
        ways: Ways | None = None,
    ) -> None:
        self.shop, self.app, self.ways = shop, app, ways
        self.look = look or Look.of(shop, app)
        use_language(shop.settings.language)
        self._dress(self.look.theme, motion)
        self.deeds = Deeds()
        training = shop.settings.training
        self.sounds = Sounds(on=shop.settings.sounds, volume=looks.load(shop).volume, practice=training)
        self.shell = Shell(self.deeds, self.sounds, title=shop.branch.shop_name, now=shop.today)
        self.shell.set_training(training)
        self.bridge = Bridge()
        self.station = Station(shop)
        found = stations.look(self.station)
        self.station.till_name = found.till_name
        self._till_code = found.till_code
        self.printers = self._make_printers()
        self._changing: threading.Thread | None = None
        self.paper: PaperWindow | None = None
        self.idle: IdleLock | None = None
        self.watch: DrawerWatch | None = None
        self._connect()
        train = ways.train if ways is not None else None
        self.shell.add("sign-in", SignInScreen(self.shell, self.station, self._signed_in, train=train))
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
        from pos.screens.nightly_watch import NightlyWatch

        self.nightly = NightlyWatch(self.shell, self.shop)
        self.shell.screen_changed.connect(self._screen_changed)
        self.deeds.news.connect(self._hear_deeds)
        QShortcut("Ctrl+F12", self.shell, self.toggle_theme)
        QShortcut("Ctrl+F10", self.shell, lambda: diversions.divert(self.shell, self.station))
        self._show_who()
        self._show_printer()

    def furnish(self) -> None:
        """Make the screens behind the sign-in, and start the printer; called when it is painted, once."""
        if self.shell.has("till"):
            return
        log.info("the sign-in is painted")
        from pos import tables, ties
        from pos.screens import office, till
        from pos.screens.drawer_watch import DrawerWatch
        from pos.screens.lock import LockScreen
        from pos.screens.menu import MenuDeeds
        from pos.screens.opening import OpeningScreen

        tables.loaded()
        ties.made()
        shell, station = self.shell, self.station
        self.office = office.add_to(shell, station, self._to_counter)
        deeds = MenuDeeds(
            close_shift=lambda: shell.go("closing"),
            lock=self.lock,
            sign_out=self.sign_out,
            toggle_theme=self.toggle_theme,
            show_paper=self.show_paper,
            train=self.ways.train if self.ways is not None else None,
            office=self.office,
        )
        shell.add("opening", OpeningScreen(shell, station, self._opened, self.sign_out, self.office))
        shell.add("lock", LockScreen(shell, station, self._unlocked))
        self._add_later("cash", "cash", "CashScreen")
        self._add_later("settings", "settings", "SettingsScreen", self.settings_changed)
        self._add_later("logo", "logo", "LogoScreen")
        self._add_later("qris", "qris", "QrisScreen")
        self._add_later("funds", "funds", "FundsScreen")
        self._add_later("drawer", "drawer", "DrawerScreen")
        self._add_later("reading", "reading", "ReadingScreen")
        self._add_later("recount", "recount", "RecountScreen")
        self._add_later("over-short", "over_short", "OverShortScreen")
        self._add_later("handover", "handover", "HandoverScreen", self._handed)
        counted = partial(shell.go, "closing", fresh=True)
        self._add_later("forgotten", "forgotten", "ForgottenScreen", counted, self._go_on)
        self._add_later("my-goods-door", "my_goods_door", "MyGoodsDoor", room="consignment")
        self._add_later("my-goods", "my_goods", "MyGoodsScreen", room="consignment")
        self._add_later("menu", "menu", "MenuScreen", deeds)
        self._add_later("printer", "printer", "PrinterScreen")
        self._add_later("preview", "preview", "PreviewScreen")
        self._add_later("printers", "printers", "PrintersScreen", self._change_printers)
        self._add_later("printer-edit", "printer_edit", "PrinterEditScreen", self._change_printers)
        self._add_later("printer-find", "printer_find", "PrinterFindScreen")
        shell.add_later("help", lambda: _class_of("help", "HelpScreen")(shell))
        self._add_later("closing", "closing", "ClosingScreen", self.sign_out)
        checkout = till.add_to(shell, station)
        if self.shop.settings.training:
            self._add_drills(checkout)
        self.watch = DrawerWatch(shell, station, self._show_who)
        self._set_idle_lock()
        threading.Thread(target=self.printers.start, name="printer starts", daemon=True).start()

    def _add_later(self, name: str, module: str, kind: str, *more: object, room: str = "pos") -> None:
        """Add a screen of this window that is imported and made when it is first gone to."""
        self.shell.add_later(name, lambda: _class_of(module, kind, room)(self.shell, self.station, *more))

    def _add_drills(self, checkout: Checkout) -> None:
        from pos.screens.drilling import Drilling
        from pos.screens.drills import DrillsScreen

        reset = self.ways.reset_training if self.ways is not None else None
        self.drilling = Drilling(self.shell, checkout)
        self.shell.add("drills", DrillsScreen(self.shell, self.drilling, reset))

    def close(self) -> None:
        """End everything in order: what is under way is finished first."""
        self.shell.close()
        if self.paper is not None:
            self.paper.close()
        self.nightly.close()
        self.deeds.close()
        self.printers.stop()
        if self._changing is not None:
            self._changing.join()
        self.sounds.close()
        self.shell.deleteLater()

    # -- who ---------------------------------------------------------------------

    def _signed_in(self, signed: SignedIn) -> None:
        self.station.actor, self.station.shift = signed.actor, signed.shift
        self._show_who()
        if signed.shift is None:
            self.shell.go("opening", fresh=True, known=signed.opening)
        elif signed.forgotten:
            self.shell.go("forgotten", fresh=True, signed=signed)
        else:
            self._go_on()
        if self.watch is not None:
            self.watch.look()

    def _go_on(self) -> None:
        self.shell.go("till", fresh=True)

    def _to_counter(self) -> None:
        """From the office to the till, or to opening its shift."""
        if self.station.shift is not None:
            self._go_on()
        elif self.station.actor is not None:
            self.shell.go("opening", fresh=True)

    def _handed(self, taker: Actor) -> None:
        """The shift goes on with another cashier."""
        self.station.actor = taker
        self._show_who()
        self._go_on()

    def resume(self, actor: Actor, shift: Shift) -> None:
        """Go on where another window of this shop gave way: the same person, her shift and cart."""
        self._signed_in(SignedIn(actor, shift, stations.expected_float(self.station)))

    def _opened(self, shift: Shift) -> None:
        self.station.shift = shift
        self._show_who()
        self.shell.go("till", fresh=True)

    def _unlocked(self, signed: SignedIn) -> None:
        other = self.station.actor is None or signed.actor.id != self.station.actor.id
        same_shift = signed.shift is not None and signed.shift == self.station.shift
        if other:
            # Before anything is seen again: the one before has no right any more.
            self.station.actor = signed.actor
            self._show_who()
        self.shell.uncover()
        self.shell.status.show()
        self._screen_changed(self.shell.current_name)
        if other and not (same_shift and self.shell.current_name in SELLING):
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
        """Light or dark, also at the next start of this PC."""
        self._dress("light" if theme.theme() == "dark" else "dark", theme.motion())
        looks.keep(self.shop, replace(looks.load(self.shop), theme=theme.theme()))

    def settings_changed(self) -> None:
        """What was changed takes effect: at once, or in a window made anew where measures differ."""
        look, chosen = Look.of(self.shop, self.app), looks.load(self.shop)
        self.sounds.on, self.sounds.volume = self.shop.settings.sounds and chosen.volume > 0, chosen.volume
        self._set_idle_lock()
        if look.theme != theme.theme():
            self._dress(look.theme, theme.motion())
        if self._printing != printing_of(self.shop):
            self._change_printers()
        if self.ways is not None and (look.scale != self.look.scale or self.shop.settings.language != language()):
            self.ways.dress_anew()

    def _make_printers(self) -> Printers:
        made = Printers(self.shop, self._till_code, self.bridge.news.emit, self.bridge.job.emit, self.bridge.paper.emit)
        self._printing = printing_of(self.shop)
        self.station.printer = self._till_code if self.shop.settings.printer else ""
        self.station.call_printer, self.station.printing = made.call, made
        return made

    def _change_printers(self) -> None:
        """The old one finishes its slip, then the new one serves the queue."""
        old, self.printers = self.printers, self._make_printers()
        self.station.printer_news = None
        self._show_printer()
        new, before = self.printers, self._changing

        def change() -> None:
            old.stop()
            if before is not None:
                before.join()  # which may still wait for a slip on its way to the same printer
            new.start()

        self._changing = threading.Thread(target=change, name="printer changes", daemon=True)
        self._changing.start()

    def _set_idle_lock(self) -> None:
        if self.idle is not None:
            self.idle.deleteLater()
        self.idle = IdleLock(self.shell, self.shop.settings.lock_minutes, self.lock)

    def _screen_changed(self, name: str) -> None:
        self.shell.status.setVisible(name not in WITHOUT_STATUS)
        self._title(name)

    def _title(self, name: str) -> None:
        """The window is called after its screen, as task bars show it."""
        title = _(self.shell.screen_named(name).title) if name else ""
        training = _("LATIHAN") if self.shop.settings.training else ""
        name = self.shop.branch.shop_name.removesuffix(stations.PRACTICE)
        self.shell.setWindowTitle(texts.joined((training, name, title)))

    def _show_who(self) -> None:
        actor, till = self.station.actor, self.station.till_name
        who = Entry(f"{actor.name} · {till}" if actor else till, "user", short=short_name(actor, till))
        self.shell.status.show_entry("who", who)
        self.shell.status.show_entry("shift", shift_entry(self.station))

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
        for name in ("change", "closing"):
            if self.shell.is_made(name):
                self.shell.screen_named(name).show_printer()  # type: ignore[attr-defined]

    def _hear_job(self, job: Job) -> None:
        log.info("print job %s of document %s is %s", job.id, job.document_id, job.state)
        for name in ("change", "closing"):
            if self.shell.is_made(name):
                self.shell.screen_named(name).show_job(job)  # type: ignore[attr-defined]

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


def _class_of(module: str, kind: str, room: str = "pos") -> Callable[..., Screen]:
    """A screen's class, imported now."""
    found: Callable[..., Screen] = getattr(import_module(f"{room}.screens.{module}"), kind)
    return found


def application() -> QApplication:
    """The one QApplication, named for task bars."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["sbmi-mart"])
    app.setApplicationName("SBMI Mart")
    app.setDesktopFileName("sbmi-mart")
    return app
