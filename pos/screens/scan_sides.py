"""Beside the scan box: favourites and held carts to touch, letters where letters are needed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.keys import Action
from desktop.letterpads import LetterPad
from koperasi.text import _
from pos import recalls

if TYPE_CHECKING:
    from pos.screens.till import TillScreen

#: Other tills hold carts too: their number is read again so often (ms).
OFTEN = 30_000


class ScanSide(QWidget):
    """The buttons at the right of the scan box.

    While goods become lines they are Favorit and, where carts are held, Pending with their
    number; where a name or a reason is typed they give way to the letters.
    """

    def __init__(self, favourites: Action, held: Action | None, letters: LetterPad) -> None:
        super().__init__()
        self.letters = letters
        self.favourites = KeyButton(favourites, tall="56")
        self.held = KeyButton(_("Pending"), held.cap if held is not None else "", tall="56", icon="pause")
        if held is not None:
            self.held.clicked.connect(held.trigger)
        self._count, self._selling = 0, True
        self.setLayout(layouts.row(self.letters.button, self.favourites, self.held, gap=8))
        self.letters.button.setFixedHeight(theme.px(56))
        self._show()

    def show_count(self, count: int) -> None:
        """So many carts of the branch are held."""
        self._count = count
        self.held.show_words(_("Pending {count}").format(count=count))
        self._show()

    def turn_to(self, *, selling: bool, letters: bool) -> None:
        """What is needed on the page now shown."""
        self._selling = selling
        if not letters:
            self.letters.show_pad(False)
            self.letters.button.hide()
        self._show()
        self.letters.button.setVisible(letters)

    def _show(self) -> None:
        self.favourites.setVisible(self._selling)
        self.held.setVisible(self._selling and self._count > 0)


def count_held(screen: TillScreen) -> None:
    """Keep the number of held carts as it is: when the till is shown, after news, and twice a minute."""
    checkout, shell = screen.checkout, screen.shell

    def ask() -> None:
        if screen.isVisible() and checkout.station.shift is not None:
            count = partial(recalls.count, checkout.counter)
            shell.deeds.read(screen, count, done=screen.face.side.show_count, failed=_in_peace, latest="held-count")

    timer = QTimer(screen, interval=OFTEN)
    timer.timeout.connect(ask)
    timer.start()
    shell.screen_changed.connect(lambda name: ask() if name == "till" else None)
    shell.deeds.news.connect(lambda changed: ask() if "held" in changed else None)


def _in_peace(_error: object) -> bool:
    """A number that cannot be read just now is no trouble of hers."""
    return True
