"""What the preview puts beside the paper: the papers to choose from, and for whom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.keys import Action
from koperasi.text import _
from pos.invoice_buyers import MOST_ADDRESS, MOST_NAME, PaperBuyer
from pos.printouts import Choice

#: A document has so many papers at most: the slip, the gift receipt, three sheets.
MOST_CHOICES = 5


class Choices(QWidget):
    """One button for each paper of a document, the one that is shown marked."""

    def __init__(self, act: Callable[[str, str, Callable[[], object]], Action]) -> None:
        super().__init__()
        self.chosen = -1
        self._on_choose: Callable[[int], object] = lambda _place: None
        self.actions_of = [act(f"Ctrl+{n + 1}", "", self._choosing(n)) for n in range(MOST_CHOICES)]
        self.buttons = [KeyButton(each) for each in self.actions_of]
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(6))
        for place, button in enumerate(self.buttons):
            # Two beside each other of one width, whatever stands on them.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, *divmod(place, 2))
        for column in range(2):
            grid.setColumnStretch(column, 1)

    def on_choose(self, deed: Callable[[int], object]) -> None:
        self._on_choose = deed

    def _choosing(self, place: int) -> Callable[[], None]:
        return lambda: self._choose(place)

    def _choose(self, place: int) -> None:
        self._on_choose(place)

    def show_choices(self, choices: tuple[Choice, ...], chosen: int) -> None:
        """One paper alone is no choice: then nothing is shown."""
        self.chosen = chosen
        for place, (action, button) in enumerate(zip(self.actions_of, self.buttons, strict=True)):
            there = place < len(choices) and len(choices) > 1
            action.setEnabled(there)
            button.setVisible(there)
            if there:
                button.show_words(_(choices[place].words))
                button.set_role("chosen" if place == chosen else "plain")
        self._widen(len(choices))
        self.setVisible(len(choices) > 1)

    def _widen(self, count: int) -> None:
        """The last of an odd count has room for long words where nothing stands beside it."""
        alone = count - 1 if count % 2 else -1
        for place, button in enumerate(self.buttons):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, *divmod(place, 2), 1, 2 if place == alone else 1)


class BuyerFields(QWidget):
    """Whom a nota or an invoice names, typed over the member.

    Signals:
    submitted(): Enter in one of the fields.
    """

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.address = Field(name=_("Nama pembeli")), Field(name=_("Alamat pembeli"))
        self.name.setMaxLength(MOST_NAME)
        self.address.setMaxLength(MOST_ADDRESS)
        for field in (self.name, self.address):
            field.submitted.connect(self.submitted)
        column = layouts.column(
            Captioned(_("Nama pembeli"), self.name), Captioned(_("Alamat pembeli"), self.address), gap=2
        )
        self.setLayout(column)

    @property
    def buyer(self) -> PaperBuyer:
        return PaperBuyer(self.name.text(), self.address.text())

    def show_buyer(self, buyer: PaperBuyer) -> None:
        self.name.setText(buyer.name)
        self.address.setText(buyer.address)
