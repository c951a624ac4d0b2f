"""How the cash screen looks: the ways in a row, the amount, what for, and the choices on their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop import frames, theme
from desktop.amounts import AmountField
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.letterpads import LetterPad
from desktop.notices import NoticeStrip
from desktop.numpads import COUNT, Numpad
from desktop.texts import Label
from desktop.theme import Size
from koperasi.cash import CashKind
from koperasi.money import Rupiah
from koperasi.text import N_, _


@dataclass(frozen=True, slots=True)
class Way:
    """One way for cash to go; without a kind it goes from the safe to the bank."""

    kind: CashKind | None
    name: str
    #: Where four ways stand in a row.
    short: str
    key: str
    icon: str
    words: str


WAYS = (
    Way(CashKind.IN, N_("Kas Masuk"), N_("Masuk"), "Ctrl+M", "down", N_("Uang masuk laci yang bukan penjualan.")),
    Way(CashKind.OUT, N_("Kas Keluar"), N_("Keluar"), "Ctrl+K", "up", N_("Biaya yang dibayar dari laci.")),
    Way(CashKind.DROP, N_("Setor ke Brankas"), N_("Brankas"), "Ctrl+B", "lock", N_("Uang besar diamankan.")),
    Way(None, N_("Setor ke Bank"), N_("Bank"), "Ctrl+N", "bank", N_("Dari brankas ke bank, dengan nomor bukti.")),
)


class CashFace(QWidget):
    """Everything of the cash screen that is seen."""

    def __init__(self, ways: Mapping[Way, Action], save: Action, back: Action, notice: NoticeStrip) -> None:
        super().__init__()
        self.head = frames.TitleBar(_("Kas Masuk / Keluar"))
        self._actions = ways
        self.ways = {way: KeyButton(action, tall="64") for way, action in ways.items()}
        self.amount = AmountField(_("Jumlah"))
        self.reason, self.receipt = Field(name=_("Untuk apa")), Field(name=_("No. nota"))
        self._bank = False
        self.letters = LetterPad()
        self.letters.shown_changed.connect(self._make_room)
        self.choices: list[KeyButton] = []
        self.primary = KeyButton(save, role="primary", tall="72", size=Size.LEAD)
        self.foot = frames.foot(KeyButton(back, role="quiet"), self.letters.button)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(pad=(24, 16), gap=12)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for button in self.ways.values():
            # Four ways share what there is; their words become smaller before the window must be wider.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 1)
        self._words = Label("", tone="ink2")
        self._why, self._paper = Captioned(_("Untuk apa"), self.reason), Captioned(_("No. nota"), self.receipt)
        fields = QHBoxLayout()
        fields.setSpacing(theme.px(12))
        fields.addWidget(self._why, 3)
        fields.addWidget(self._paper, 2)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        card.body.addLayout(row)
        card.body.addWidget(self._words)
        card.body.addWidget(self.amount)
        card.body.addLayout(self._grid)
        card.body.addLayout(fields)
        card.body.addWidget(self.letters)
        card.body.addStretch(1)
        self.board = Board(BoardText("", None), steps=(50, 44, 36), rp=26, tall=150)
        pad = Card(pad=(12, 12))
        pad.body.addWidget(Numpad(COUNT))
        self.right = frames.stacked(self.board, pad, self.primary, grows=1)
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.px(16))
        body.addWidget(card, 1)
        body.addWidget(self.right)

    def _make_room(self, letters: bool) -> None:
        """A low window has not room for the letters and for what is chosen already."""
        for button in self.ways.values():
            button.setVisible(not letters and (button is not self.ways[WAYS[3]] or self._bank))
        self._words.setVisible(not letters)
        self.amount.setVisible(not letters)

    def offer_bank(self, offered: bool) -> None:
        """The way to the bank is for those who may bring money there."""
        self._bank = offered
        self.ways[WAYS[3]].setVisible(offered)
        for way, action in self._actions.items():
            action.setText(_(way.short) if offered else _(way.name))

    def show_way(self, way: Way) -> None:
        """Which way is chosen, and what it asks for."""
        for each, button in self.ways.items():
            button.set_role("chosen" if each is way else "plain")
        self._words.setText(_(way.words))
        self._why.setVisible(way.kind is not None)
        self._paper.setVisible(way.kind is not CashKind.DROP)
        self._paper.show_caption(_("No. bukti dari bank") if way.kind is None else _("No. nota (boleh kosong)"))
        needed = way.kind is CashKind.DROP
        self._why.show_caption(_("Keterangan (boleh kosong)") if needed else _("Untuk apa: angka pilihan, atau tulis"))

    def show_choices(self, choices: Sequence[tuple[str, Callable[[], object]]], chosen: int) -> None:
        """What it usually is for: a key each."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.choices = []
        for n, (words, choose) in enumerate(choices):
            button = KeyButton(words, str(n + 1), role="chosen" if n == chosen else "plain")
            button.clicked.connect(lambda _checked=False, choose=choose: choose())
            self._grid.addWidget(button, *divmod(n, 3))
            self.choices.append(button)

    def show_amount(self, way: Way, amount: Rupiah | None, foot: str = "") -> None:
        self.board.show_text(BoardText(_(way.name), amount, foot=foot))

    def fit(self, width: int) -> None:
        self.right.setFixedWidth(frames.right_width(width))
        frames.fit_board(self.board, self.height())
