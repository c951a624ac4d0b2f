"""A price that is asked for in place of the lines: goods without a fixed one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop import theme
from desktop.amounts import AmountField, NumberField
from desktop.numpads import COUNT, Numpad
from desktop.texts import ElidedLabel
from desktop.theme import Size
from koperasi.text import _
from pos.screens import layouts
from pos.till import Till


class AskPage(QFrame):
    """What is asked, a large field and a number pad.

    Signals:
    submitted(): Enter in the field.
    """

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = ElidedLabel("", Size.NAME, bold=True)
        self._title.setFixedHeight(theme.px(36))
        self.price = AmountField(_("Harga"))
        self.pad = Numpad(COUNT, self.price)
        page = layouts.column(self._title, self.price, self.pad, gap=12, margins=(24, 16, 24, 16))
        page.setStretch(2, 1)
        self.setLayout(page)
        self.price.submitted.connect(self.submitted)

    def ask_price(self, till: Till) -> NumberField:
        """Ask what goods without a fixed price cost today; returns the field for the focus."""
        asking = till.asking
        unit = asking.seen.found.unit.name.lower() if asking else ""
        self._title.show_words(asking.seen.found.good.name if asking else "")
        self.price.show_caption(_("Harga per {unit}").format(unit=unit))
        self.price.set_amount(None)
        return self.price
