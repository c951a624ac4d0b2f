"""What closing, handover and recount have in common: the blind count, and numbers side by side."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import frames, texts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.chips import Chip, ChipLabel
from desktop.keys import Action
from desktop.numpads import COUNT, Numpad
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import Rupiah
from koperasi.text import _
from pos.counts import Count
from pos.screens.count_cards import CountCards

BOARD = {"steps": (50, 44, 36, 30), "rp": 26, "tall": 150}


def board(label: str) -> Board:
    return Board(BoardText(label, None), **BOARD)  # type: ignore[arg-type]


def pad() -> Card:
    card = Card(pad=(12, 12))
    card.body.addWidget(Numpad(COUNT))
    return card


def sides(page: QWidget, left: QWidget, right: QWidget, keys: list[QWidget], words: str = "") -> None:
    body = QHBoxLayout()
    body.setSpacing(theme.px(16))
    body.addWidget(left, 1)
    body.addWidget(right)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    column.addLayout(body, 1)
    column.addLayout(frames.foot(*keys, words=words))


class CountPage(QWidget):
    """How many of each note and coin, and nothing of what there should be; `why` says what a difference does."""

    def __init__(self, save: Action, leave: Action, why: str) -> None:
        super().__init__()
        self.cards = CountCards(self._note(why))
        self.board = board(_("Uang Fisik"))
        self.primary = KeyButton(save, role="primary", tall="72", size=Size.LEAD)
        self.right = frames.stacked(self.board, pad(), self.primary, grows=1)
        self.cards.counted.connect(self._show)
        words = _("Enter: pecahan berikutnya · ↑ ↓ pindah")
        sides(self, self.cards, self.right, [KeyButton(leave, role="quiet")], words)
        self.clear()

    @staticmethod
    def _note(why: str) -> QWidget:
        note = QWidget()
        row = QHBoxLayout(note)
        row.setContentsMargins(*(theme.px(16),) * 4)
        row.setSpacing(theme.px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_("Kas Seharusnya belum ditampilkan."), bold=True, wrap=True))
        words.addWidget(Label(why, tone="ink2", wrap=True))
        column = QVBoxLayout()
        column.addWidget(frames.IconMark("lock", "ink2"))
        column.addStretch(1)
        row.addLayout(column)
        row.addLayout(words, 1)
        return note

    def clear(self) -> None:
        self.cards.clear()
        self._show(self.cards.count)

    def _show(self, count: Count) -> None:
        missing = count.missing_words
        words = _("Masih kosong: {kinds}").format(kinds=missing) if missing else _("Semua sudah dihitung")
        room = self.height() >= theme.px(frames.LOWEST_BELOW)
        self.board.show_text(BoardText(_("Uang Fisik"), count.amount, foot=words if room else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        frames.fit_board(self.board, self.height())
        self._show(self.cards.count)


class _Amount(QWidget):
    """An amount at the right, as large as its card is wide."""

    STEPS = (Size.RP, Size.PAY, Size.PAD, Size.LINE)

    def __init__(self) -> None:
        super().__init__()
        self.words, self.tone = "", "ink"
        self.setFixedHeight(theme.px(50))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        steps = (each for each in self.STEPS if texts.width(self.words, each, True) <= self.width())
        size = next(steps, self.STEPS[-1])
        texts.draw(painter, self.words, QRectF(self.rect()), size, self.tone, bold=True, align=texts.RIGHT)


class Figure(Card):
    """One of the three numbers: its name, a word in a chip, and its amount, large."""

    def __init__(self, caption: str) -> None:
        super().__init__(pad=(20, 16), gap=4)
        self._caption = caption
        self._amount = _Amount()
        self._word = ChipLabel(size=Size.BODY)
        row = QHBoxLayout()
        row.addWidget(Label(caption, Size.BODY, tone="ink2"))
        row.addStretch(1)
        row.addWidget(self._word)
        self.body.addLayout(row)
        self.body.addWidget(self._amount)

    @property
    def words(self) -> str:
        return self._amount.words

    def show_amount(self, amount: Rupiah | None, *, chip: Chip | None = None, tone: str = "ink") -> None:
        self._amount.words, self._amount.tone = "" if amount is None else amount.shown, tone
        self._amount.update()
        self._word.show_chip(chip)
        self.setAccessibleName(texts.joined((self._caption, self.words, chip.words if chip else "")))
