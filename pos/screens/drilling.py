"""Watches a training till, and tells the drill that is asked in the window's band."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bands import Task
from desktop.shells import Shell
from desktop.sounds import Sound
from koperasi.documents import Kind
from koperasi.text import _
from pos import drill_queries, drills
from pos.drills import Drill, Run, Seen
from pos.sale_commands import SaleCommand
from pos.screens.checkouts import Checkout

#: So long the praise stands in the band before the next task does.
PRAISE_MS = 6_000
#: Screens of this window that drills need; members are asked of the shop.
SCREENS = ("held", "returns", "cash", "closing")
#: From these a touch on the band may lead away: nothing is lost by it.
LEAVABLE = frozenset({"till", "change", "menu"})


class Drilling(QObject):
    """The drills of one training window.

    Signals:
    changed(): another drill is asked, or one was done.
    """

    changed = Signal()

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.shell, self.checkout, self.shop = shell, checkout, checkout.station.shop
        self.run = Run(())
        self.praise = ""
        self._from = 0
        self._timer = QTimer(self, singleShot=True, interval=PRAISE_MS)
        self._timer.timeout.connect(self._go_on)
        checkout.changed.connect(self._cart_changed)
        shell.deeds.news.connect(self._posted)
        shell.band.pressed.connect(self._show_list)
        shell.deeds.read(self, partial(drill_queries.has_members, self.shop), done=self._offer)

    def _offer(self, members: bool) -> None:
        """The drills that this window and this shop have everything for."""
        there = {name for name in SCREENS if self.shell.has(name)} | ({"members"} if members else set())
        self.run = Run(drills.possible(there))
        self.changed.emit()

    def ask(self, drill: Drill) -> None:
        """Begin a drill: what is posted from now on counts."""
        self._timer.stop()
        self.praise = ""
        self.shell.deeds.read(self, partial(drill_queries.last_document, self.shop), done=partial(self._begin, drill))

    def stop(self) -> None:
        self._timer.stop()
        self.run, self.praise = self.run.stop(), ""
        self._show()

    def _begin(self, drill: Drill, last: int) -> None:
        self._from = last
        self.run = self.run.ask(drill.code, self.shop.clock())
        self._cart_changed()
        self._show()

    def _cart_changed(self) -> None:
        till = self.checkout.till
        if till is not None and self.run.drill is not None:
            self._see(self.run.seen.with_cart(till.cart))

    def _posted(self, _changed: frozenset[str]) -> None:
        if self.run.drill is not None:
            read = partial(drill_queries.posted_since, self.shop, self._from)
            self.shell.deeds.read(self, read, done=self._hear_posted, latest="drill")

    def _hear_posted(self, posted: tuple[tuple[SaleCommand, ...], tuple[Kind, ...]]) -> None:
        sales, kinds = posted
        if self.run.drill is not None:
            self._see(Seen(self.run.seen.carts, sales, kinds))

    def _see(self, seen: Seen) -> None:
        drill = self.run.drill
        self.run = self.run.see(seen, self.shop.clock())
        if drill is not None and self.run.drill is None:
            self.praise = drills.praise(drill, self.run.times[-1][1])
            self.shell.sounds.play(Sound.SAVED)
            self._show()
            self._timer.start()

    def _go_on(self) -> None:
        """The praise was read: the next one not yet done is asked."""
        following = self.run.following
        if following is not None:
            self.ask(following)
        else:
            self.praise = _("Semua tugas selesai. Siap bertugas!")
            self._show()

    def _show(self) -> None:
        drill = self.run.drill
        if self.praise:
            self.shell.band.show_task(Task("", self.praise, done=True))
        elif drill is None:
            self.shell.band.show_task(None)
        else:
            place = f"{self.run.place}/{len(self.run.drills)}"
            self.shell.band.show_task(Task(place, _(drill.task), drill.keys))
        self.changed.emit()

    def _show_list(self) -> None:
        if self.shell.current_name in LEAVABLE:
            self.shell.go("drills")

    # -- what a deed asks of its asker -----------------------------------------

    def tell(self, error: object) -> None:
        """What cannot be read just now is read with the next news."""

    def home(self) -> None:
        """It has no field."""
