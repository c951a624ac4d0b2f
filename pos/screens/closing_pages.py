"""The three pages of a shift's close."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import texts, theme
from desktop.amounts import RupiahField
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.chips import Chip, ChipLabel
from desktop.fields import Captioned
from desktop.keys import Action
from desktop.numpads import COUNT, Numpad
from desktop.papers import PaperView
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import ZERO, Rupiah
from koperasi.text import _
from pos.counts import Count, Difference
from pos.screens import frames
from pos.screens.count_cards import CountCards
from pos.z_slips import Z

BOARD = {"steps": (50, 44, 36, 30), "rp": 26, "tall": 150}


def _board(label: str) -> Board:
    return Board(BoardText(label, None), **BOARD)  # type: ignore[arg-type]


def _pad() -> Card:
    pad = Card(pad=(12, 12))
    pad.body.addWidget(Numpad(COUNT))
    return pad


def _sides(page: QWidget, left: QWidget, right: QWidget, keys: list[QWidget], words: str = "") -> None:
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
    """Step 1: how many of each, and nothing of what there should be."""

    def __init__(self, save: Action, leave: Action) -> None:
        super().__init__()
        self.cards = CountCards(self._note())
        self.board = _board(_("Uang Fisik"))
        self.primary = KeyButton(save, role="primary", tall="72", size=Size.LEAD)
        self.right = frames.stacked(self.board, _pad(), self.primary, grows=1)
        self.cards.counted.connect(self._show)
        words = _("Enter: pecahan berikutnya · ↑ ↓ pindah")
        _sides(self, self.cards, self.right, [KeyButton(leave, role="quiet")], words)
        self.clear()

    @staticmethod
    def _note() -> QWidget:
        note = QWidget()
        row = QHBoxLayout(note)
        row.setContentsMargins(*(theme.px(16),) * 4)
        row.setSpacing(theme.px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_("Kas Seharusnya belum ditampilkan."), bold=True, wrap=True))
        why = _("Hitung dulu apa adanya. Selisih tidak menahan Tutup Shift, hanya dicatat.")
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
        self.board.show_text(BoardText(_("Uang Fisik"), count.amount, foot=words))


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


class DifferencePage(QWidget):
    """Step 2: three numbers side by side, and what to leave and to bank."""

    def __init__(self, close: Action, back: Action) -> None:
        super().__init__()
        self.difference: Difference | None = None
        self.expected, self.counted = Figure(_("Kas Seharusnya")), Figure(_("Uang Fisik"))
        self.over = Figure(_("Selisih Kas"))
        self.left = RupiahField(size=Size.PAY, name=_("Ditinggal di laci"))
        self._caption = Captioned(_("Ditinggal di laci, modal shift berikutnya"), self.left)
        self._bank = Pair(_("Disetor ke brankas"), size=Size.LINE, value_size=Size.LEAD)
        self.board = _board(_("Disetor ke Brankas"))
        self.primary = KeyButton(close, role="primary", tall="72", size=Size.LEAD)
        self.right = frames.stacked(self.board, _pad(), self.primary, grows=1)
        self.left.amount_changed.connect(lambda _amount: self._show_bank())
        _sides(self, self._figures(), self.right, [KeyButton(back, role="quiet")])

    def _figures(self) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        for each in (self.expected, self.counted, self.over):
            row.addWidget(each, 1)
        self._note = Label("", tone="ink2", wrap=True)
        card = Card(pad=(20, 16), gap=12)
        self.left.setMaximumWidth(theme.px(320))
        card.body.addWidget(self._caption)
        card.body.addWidget(self._bank)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addLayout(row)
        column.addWidget(self._note)
        column.addWidget(card)
        column.addStretch(1)
        return holder

    def forget(self) -> None:
        """Nothing of what was expected stays in any widget."""
        self.difference = None
        for figure in (self.expected, self.counted, self.over):
            figure.show_amount(None)
        self.left.set_amount(None)
        self._note.setText("")
        self._bank.show_value("")
        self.board.show_text(BoardText(_("Disetor ke Brankas"), None))

    def show_difference(self, difference: Difference, usual: Rupiah) -> None:
        self.difference = difference
        self.expected.show_amount(difference.expected)
        self.counted.show_amount(difference.counted)
        over = difference.over
        if over == ZERO:
            self.over.show_amount(over, chip=Chip(_("Pas"), "ok"), tone="ok")
            self._note.setText(_("Uang di laci sama dengan yang seharusnya."))
        else:
            word = _("Lebih") if over > ZERO else _("Kurang")
            self.over.show_amount(over, chip=Chip(word, "warn"), tone="warn")
            self._note.setText(_("Selisih dicatat dan tertulis di laporan Z. Hitung ulang juga tercatat."))
        self.left.set_amount(difference.stays(usual))
        self._show_bank()

    @property
    def stays(self) -> Rupiah | None:
        """What is left in the drawer; None while that is more than was counted."""
        amount = self.left.amount or ZERO
        return amount if self.difference and amount <= max(self.difference.counted, ZERO) else None

    def _show_bank(self) -> None:
        if self.difference is None:
            return
        stays = self.stays
        if stays is None:
            self.left.show_error(_("Lebih dari Uang Fisik. Tinggalkan paling banyak {amount}.").format(
                amount=self.difference.counted.shown))  # fmt: skip
        else:
            self.left.clear_error()
        self.primary.set_reason("" if stays is not None else _("Ditinggal terlalu banyak"))
        bank = None if stays is None else self.difference.counted - stays
        self._bank.show_value(f"**{bank.shown}**" if bank is not None else "–")
        foot = "" if stays is None else _("Ditinggal {amount}").format(amount=stays.shown)
        self.board.show_text(BoardText(_("Disetor ke Brankas"), bank, foot=foot))


class ZPage(QWidget):
    """Step 3: the Z as it comes out of the printer, and what was made safe."""

    def __init__(self, finish: Action, again: Action) -> None:
        super().__init__()
        self.paper = PaperView(_("Laporan sedang disiapkan."))
        self.board = _board(_("Disetor ke Brankas"))
        self._saved, self._printed, self._backup = (ChipLabel(size=Size.BODY) for _n in range(3))
        self.primary = KeyButton(finish, role="primary", tall="72", size=Size.LEAD)
        chips = QVBoxLayout()
        chips.setSpacing(theme.px(8))
        for chip in (self._saved, self._printed, self._backup):
            chips.addWidget(chip)
        holder = QWidget()
        holder.setLayout(chips)
        space = QWidget()
        self.right = frames.stacked(self.board, holder, space, self.primary, grows=2)
        _sides(self, self.paper, self.right, [KeyButton(again, role="quiet")])

    def forget(self) -> None:
        self.paper.show_papers(())
        for chip in (self._saved, self._printed, self._backup):
            chip.show_chip(None)
        self.board.show_text(BoardText(_("Disetor ke Brankas"), None))

    def show_z(self, z: Z, printed: bool) -> None:
        self._saved.show_chip(Chip(_("{number} tersimpan").format(number=z.number), "ok"))
        words = Chip(_("Laporan dikirim ke printer"), "ok", "printer") if printed else Chip(_("Tanpa printer"), "plain")
        self._printed.show_chip(words)
        self._backup.show_chip(Chip(_("Cadangan sedang dibuat"), "plain", "backup"))
        left = _("Ditinggal {amount}").format(amount=z.cash.left.shown)
        self.board.show_text(BoardText(_("Disetor ke Brankas"), z.cash.banked, foot=left))

    def show_picture(self, picture: bytes) -> None:
        self.paper.show_papers([picture])

    def show_backup(self, at: str) -> None:
        self._backup.show_chip(Chip(_("Cadangan {at} tersimpan").format(at=at), "ok", "backup"))

    def show_no_backup(self, words: str) -> None:
        self._backup.show_chip(Chip(words, "warn", "backup"))

    def show_copy(self) -> None:
        self._printed.show_chip(Chip(_("Salinan dikirim ke printer"), "ok", "printer"))
