"""Help (F1): laid over the live screen, with the keys of that very screen.

What is shown is read from the screen's own actions each time, so it is never out of date;
a key that leads nowhere just now says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import frames, keycaps, keys, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import N_, _

#: On every screen.
ALWAYS = (
    ("Ctrl L", N_("kunci layar")),
    ("Ctrl F12", N_("terang atau gelap")),
)
MOST_IN_COLUMN = 13


@dataclass(frozen=True, slots=True)
class HelpKey:
    """A key and what it does; `now` is False while it can do nothing."""

    cap: str
    words: str
    now: bool = True


def keys_of(screen: Screen) -> tuple[list[HelpKey], list[HelpKey]]:
    """A screen's function keys in their order, and its other keys."""
    actions = screen.actions_by_key
    law = [HelpKey(key, actions[key].text(), actions[key].isEnabled()) for key in keys.LAW if key in actions]
    others = [
        HelpKey(action.cap, action.text(), action.isEnabled())
        for key, action in actions.items()
        if key not in keys.LAW and action.text()
    ]
    told = {each.cap for each in others}
    more = (*screen.more_keys, ("Esc", N_("satu langkah mundur yang aman")), *ALWAYS)
    return law, others + [HelpKey(cap, _(words)) for cap, words in more if cap not in told]


class KeyLine(QWidget):
    """A keycap and what it does."""

    def __init__(self, told: HelpKey, indent: int) -> None:
        super().__init__()
        self.told, self._indent = told, indent
        self.words = told.words if told.now else _("{words} (belum bisa sekarang)").format(words=told.words)
        self.setMinimumHeight(theme.px(30))
        self.setMaximumHeight(theme.px(40))
        self.setAccessibleName(f"{told.cap}: {self.words}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap = keycaps.size_of(self.told.cap)
        keycaps.paint(painter, self.told.cap, 0, (self.height() - cap.height()) / 2)
        box = QRectF(self.rect()).adjusted(self._indent, 0, 0, 0)
        size = next(
            (each for each in (Size.LINE, Size.BODY) if texts.width(self.words, each) <= box.width()), Size.MINI
        )
        ink = "ink" if self.told.now else "ink3"
        texts.draw(painter, texts.elided(self.words, box.width(), size), box, size, ink)


class HelpScreen(Screen):
    """The function keys at the left, the other keys beside them; Esc, F1 or a touch closes it."""

    title = N_("Bantuan")
    overlay = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        back = self.act("Esc", _("Tutup bantuan"), shell.uncover, icon_name="back")
        self.law("F1", shell.uncover)
        button = KeyButton(back, role="quiet")
        self.home_field = button
        self.lines: list[KeyLine] = []
        self.head = frames.TitleBar(_("Bantuan"))
        self._columns = QHBoxLayout()
        self._columns.setSpacing(theme.px(16))
        frames.page(self, self.head, self._columns, self.notice, frames.foot(button), grows=1)

    def enter(self, **what: object) -> None:
        name = str(what.get("over") or "")
        if not self.shell.has(name):
            return
        screen = self.shell.screen_named(name)
        self.head.show_title(_("Bantuan: {screen}").format(screen=_(screen.title) or _("Kasir")))
        self.head.show_words(_("Tombol yang berlaku di layar ini. Tidak ada yang berubah di baliknya."))
        law, others = keys_of(screen)
        self._clear()
        for title, some in ((_("Tombol fungsi"), law), (_("Tombol lain"), others)):
            for start in range(0, len(some), MOST_IN_COLUMN):
                self._columns.addWidget(self._card(title if not start else "", some[start : start + MOST_IN_COLUMN]), 1)

    def _clear(self) -> None:
        self.lines = []
        while (item := self._columns.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _card(self, title: str, some: Sequence[HelpKey]) -> Card:
        card = Card(pad=(20, 14), gap=2)
        card.body.addWidget(Label(title, Size.NAME, bold=True))
        indent = max(round(keycaps.size_of(each.cap).width()) for each in some) + theme.px(14)
        for told in some:
            line = KeyLine(told, indent)
            self.lines.append(line)
            card.body.addWidget(line, 1)
        card.body.addStretch(1)
        return card
