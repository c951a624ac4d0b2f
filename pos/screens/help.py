"""Help (F1): every key of the till on one page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop import keycaps, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.keys import LAW
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import N_, _
from pos.screens import frames

MORE = (
    ("Enter", N_("lanjut, atau tombol utama layar")),
    ("Esc", N_("satu langkah mundur yang aman")),
    ("4*", N_("sebelum scan: empat buah")),
    ("Ctrl +", N_("ambil harga grosir yang ditawarkan")),
    ("Ctrl L", N_("kunci layar")),
    ("Ctrl F12", N_("terang atau gelap")),
    ("↑ ↓", N_("pilih baris")),
    ("Ctrl T", N_("di Bayar: transfer")),
    ("Ctrl D", N_("di Bayar: dana sudah masuk")),
)


class _Key(QWidget):
    """A keycap and what it does."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self._key, self._words = key, words
        self.setMinimumHeight(theme.px(34))
        self.setAccessibleName(f"{key}: {words}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap = keycaps.size_of(self._key)
        keycaps.paint(painter, self._key, 0, (self.height() - cap.height()) / 2)
        box = QRectF(self.rect()).adjusted(theme.px(92), 0, 0, 0)
        texts.draw(painter, self._words, box, Size.LINE, "ink")


class HelpScreen(Screen):
    """The law of the function keys at the left, the other keys at the right."""

    title = N_("Bantuan")

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self.law("F1", shell.back)
        button = KeyButton(back, role="quiet")
        self.home_field = button
        head = frames.TitleBar(_("Bantuan"))
        head.show_words(_("Setiap tombol tertulis di tempatnya; di sini semuanya."))
        grid = QGridLayout()
        grid.setSpacing(theme.px(16))
        grid.addWidget(self._card(_("Tombol fungsi"), tuple(LAW.items())), 0, 0)
        grid.addWidget(self._card(_("Tombol lain"), MORE), 0, 1)
        frames.page(self, head, grid, self.notice, frames.foot(button), grows=1)

    @staticmethod
    def _card(title: str, keys: tuple[tuple[str, str], ...]) -> Card:
        card = Card(pad=(24, 16), gap=2)
        card.body.addWidget(Label(title, Size.NAME, bold=True))
        column = QVBoxLayout()
        column.setSpacing(0)
        for key, words in keys:
            column.addWidget(_Key(key, _(words)))
        card.body.addLayout(column)
        card.body.addStretch(1)
        return card
