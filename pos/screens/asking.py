"""A number that is asked for in place of the lines: a price, or how many."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop import theme
from desktop.amounts import AmountField, NumberField, QuantityField
from desktop.buttons import KeyButton
from desktop.keys import Action
from desktop.numpads import COUNT, WEIGHT, Numpad
from desktop.texts import ElidedLabel
from desktop.theme import Size
from koperasi.quantity import Quantity
from koperasi.text import _
from pos.cart_lines import Line
from pos.screens import layouts
from pos.till import Till


class AskPage(QFrame):
    """What is asked, a large field, a number pad, and for a line the keys that change it.

    Signals:
    submitted(): Enter in the field.
    """

    submitted = Signal()

    def __init__(self, *line_actions: Action) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = ElidedLabel("", Size.NAME, bold=True)
        self._title.setFixedHeight(theme.px(36))
        self.price = AmountField(_("Harga"))
        self.quantity = QuantityField(size=Size.AMOUNT, name=_("Qty"))
        self.quantity.setProperty("tall", "88")
        self.quantity.setProperty("ring", "boxed")
        self.pads = {self.price: Numpad(COUNT, self.price), self.quantity: Numpad(WEIGHT, self.quantity)}
        self.keys = [_key(action) for action in line_actions]
        self._line_keys = layouts.held(layouts.row(*self.keys, gap=8))
        page = layouts.column(self._title, gap=12, margins=(24, 16, 24, 16))
        for widget in (self._line_keys, self.price, self.quantity):
            page.addWidget(widget)
        for pad in self.pads.values():
            page.addWidget(pad, 1)
        self.setLayout(page)
        self._show(self.price)
        self.price.submitted.connect(self.submitted)
        self.quantity.submitted.connect(self.submitted)

    def ask_price(self, till: Till) -> NumberField:
        """Ask what goods without a fixed price cost today; returns the field for the focus."""
        asking = till.asking
        unit = asking.seen.found.unit.name.lower() if asking else ""
        self._title.show_words(asking.seen.found.good.name if asking else "")
        self.price.show_caption(_("Harga per {unit}").format(unit=unit))
        self.price.set_amount(None)
        return self._show(self.price)

    def ask_quantity(self, line: Line) -> NumberField:
        """Ask how many of a line; returns the field for the focus."""
        self._title.show_words(f"{line.good.name} · {line.unit.name}")
        self.show_quantity(line.quantity)
        return self._show(self.quantity)

    def show_quantity(self, quantity: Quantity) -> None:
        self.quantity.set_quantity(quantity)

    def _show(self, field: NumberField) -> NumberField:
        for each, pad in self.pads.items():
            each.setVisible(each is field)
            pad.setVisible(each is field)
        self._line_keys.setVisible(field is self.quantity)
        return field


def _key(action: Action) -> KeyButton:
    """A key that changes the line; those that the scan box listens for show their cap as well."""
    button = KeyButton(action, tall="56", size=Size.LEAD)
    button.setMinimumWidth(theme.px(56))
    return button
