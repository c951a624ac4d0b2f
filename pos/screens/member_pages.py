"""Members by number, name or phone, in place of the lines: seeing her name is the confirmation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop import layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.keys import Action
from desktop.lists import RowList
from desktop.theme import Size
from koperasi.members import Card
from koperasi.text import _

#: Below this width (of the list, at 100 %); the name takes what is left.
NARROW_BELOW = 760
WIDE, NARROW = (128, 0, 204, 110, 110), (120, 0, 124, 92, 100)


class MemberPage(QWidget):
    """The members found, and the key that lets the present one go.

    Signals:
    pressed(int): the row was touched when it was chosen already.
    """

    pressed = Signal(int)

    def __init__(self, detach: Action, account: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns = (
            Column(_("No. Anggota"), pad=16),
            Column(_("Nama")),
            Column(_("Kelompok")),
            Column(_("Kasbon"), align=texts.RIGHT),
            Column(_("Sisa limit"), align=texts.RIGHT, pad=16),
        )
        self.list = RowList(columns, row_height=56, name=_("Anggota"))
        self.cards: tuple[Card, ...] = ()
        self.attached: Card | None = None
        self.chosen = 0
        self.detach = KeyButton(detach.text(), "Del", icon="x")
        self.detach.clicked.connect(detach.trigger)
        self.account = KeyButton(account)
        foot = layouts.row(self.account, 1, self.detach)
        page = layouts.column(self.list, foot)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.list.row_pressed.connect(self._touched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the other columns give the names room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.list.set_widths(NARROW if narrow else WIDE, 16)

    def show_attached(self, card: Card | None) -> None:
        """Only a member who is at the till can be let go."""
        self.attached = card
        self.detach.setVisible(card is not None)
        self.account.setEnabled(bool(self.cards) or card is not None)

    @property
    def card(self) -> Card | None:
        return self.cards[self.chosen] if self.chosen < len(self.cards) else None

    def show_cards(self, cards: Sequence[Card], words: str) -> None:
        self.cards, self.chosen = tuple(cards), 0
        asked = _("Scan kartu, atau ketik nomor, nama atau nomor HP.")
        nobody = _("Tidak ada anggota '{words}'. Coba sepotong nama lain.").format(words=words)
        self.list.show_empty(nobody if words else asked, "users")
        self.choose(0)

    def choose(self, place: int) -> None:
        """Choose a row; past the ends it stays on the last or first."""
        self.chosen = max(0, min(place, len(self.cards) - 1))
        self.list.show_rows([self._row(n, card) for n, card in enumerate(self.cards)])
        self.list.reveal(self.chosen)
        self.show_attached(self.attached)

    def _row(self, place: int, card: Card) -> Row:
        chosen = place == self.chosen
        limit = card.credit_left.bare if card.credit_limit else "–"
        return Row(
            (
                Cell(card.number, tone="ink2", size=Size.BODY),
                Cell(card.name, bold=chosen),
                Cell(card.group_name, size=Size.BODY),
                Cell(card.owes.bare),
                Cell(limit),
            ),
            bar="accent" if chosen else "",
            ground="accent_tint" if chosen else "card",
        )

    def _touched(self, place: int) -> None:
        if place == self.chosen:
            self.pressed.emit(place)
        else:
            self.choose(place)
