"""Ubah Baris: quantity, price or discount of the chosen line, or a discount on the whole sale."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop import layouts, theme
from desktop.amounts import AmountField, NumberField, QuantityField
from desktop.buttons import KeyButton
from desktop.keys import Action
from desktop.numpads import COUNT, WEIGHT, Numpad
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _
from pos.cart_lines import Line
from pos.edits import Edit, What
from pos.till import Till

#: A hundredth of a percent is a basis point.
PERCENT = 100


class EditPage(QFrame):
    """What is changed by its key, a large field, a number pad, and the keys of the line.

    A discount is typed in rupiah, or in percent after the `%` key.

    Signals:
    submitted(): Enter in the field.
    """

    submitted = Signal()

    def __init__(self, tabs: Mapping[What, Action], line_actions: tuple[Action, ...], void: Action) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.what, self.percent = What.QUANTITY, False
        self._title = ElidedLabel("", Size.NAME, bold=True)
        self._title.setFixedHeight(theme.px(32))
        self.tabs = {what: KeyButton(action) for what, action in tabs.items()}
        self.amount, self.quantity = AmountField(_("Harga")), QuantityField(size=Size.AMOUNT, name=_("Qty"))
        self.quantity.setProperty("tall", "88")
        self.quantity.setProperty("ring", "boxed")
        self.pads = {self.amount: Numpad(COUNT, self.amount), self.quantity: Numpad(WEIGHT, self.quantity)}
        self.keys = [KeyButton(action) for action in line_actions]
        self.kinds = KeyButton(_("Persen"), "%")
        self.void = KeyButton(void)
        _share_width(*self.tabs.values(), *self.keys, self.kinds, self.void)
        self._line_keys = layouts.held(layouts.row(*self.keys, gap=8))
        self._discount_keys = layouts.held(layouts.row(self.kinds, self.void, gap=8))
        page = layouts.column(self._title, gap=10, margins=(16, 8, 16, 10))
        page.addLayout(layouts.row(*self.tabs.values(), gap=8))
        self._percent = Label("%", Size.AMOUNT, bold=True, tone="ink2")
        for widget in (self._line_keys, self._discount_keys, self.amount):
            page.addWidget(widget)
        page.addLayout(layouts.row(self.quantity, self._percent))
        for pad in self.pads.values():
            page.addWidget(pad, 1)
        self.setLayout(page)
        for field in self.pads:
            field.submitted.connect(self.submitted)
            field.installEventFilter(self)
        self.kinds.clicked.connect(self.turn_kind)
        self._show_keys()
        self._show_field()

    # -- asking ----------------------------------------------------------------

    def ask(self, what: What, till: Till) -> NumberField:
        """Ask for one thing of the chosen line; returns the field for the focus."""
        line = till.line
        self.what = what
        self.percent = self._was_percent(till)
        for each, tab in self.tabs.items():
            tab.set_role("chosen" if each is what else "plain")
        name = _("Seluruh belanja, {total}").format(total=till.cart.total.shown)
        if what is not What.SALE_DISCOUNT and line is not None:
            name = f"{line.good.name} · {line.quantity.shown} {line.unit.name.lower()} · {line.net.shown}"
        self._title.show_words(name)
        self._show_keys()
        self.show_values(till)
        return self._show_field()

    def _show_keys(self) -> None:
        """What hides goes first: both at once would be higher than the window."""
        line, discount = self.what is What.QUANTITY, self.what in (What.DISCOUNT, What.SALE_DISCOUNT)
        self.void.setVisible(self.what is What.SALE_DISCOUNT)
        for widget, shown in sorted(
            ((self._line_keys, line), (self._discount_keys, discount)), key=lambda each: each[1]
        ):
            widget.setVisible(shown)

    def _was_percent(self, till: Till) -> bool:
        if self.what is What.SALE_DISCOUNT:
            return till.cart.cut is not None and bool(till.cart.cut.bps)
        return self.what is What.DISCOUNT and till.line is not None and bool(till.line.discount_bps)

    def show_values(self, till: Till) -> None:
        """What stands there now, as a preset that the first digit replaces."""
        line = till.line
        if self.what is What.QUANTITY and line is not None:
            self.quantity.set_quantity(line.quantity)
        elif self.what is What.PRICE and line is not None:
            self.amount.show_caption(_("Harga per {unit}").format(unit=line.unit.name.lower()), self._listed(line))
            self.amount.set_amount(line.unit_price)
        else:
            self._show_discount(till)

    @staticmethod
    def _listed(line: Line) -> str:
        return _("semula {price}").format(price=line.list_price.shown)

    def _show_discount(self, till: Till) -> None:
        line, cut = till.line, till.cart.cut
        amount, bps = Rupiah(0), 0
        if self.what is What.SALE_DISCOUNT and cut is not None:
            amount, bps = cut.amount, cut.bps
        elif self.what is What.DISCOUNT and line is not None:
            amount, bps = line.discount, line.discount_bps
        base = till.cart.total if self.what is What.SALE_DISCOUNT else line.gross if line else Rupiah(0)
        self.amount.show_caption(_("Diskon"), _("dari {amount}").format(amount=base.shown))
        self.amount.set_amount(amount if amount and not bps else None)
        self.quantity.set_quantity(Quantity(bps * 1_000 // PERCENT) if bps else None)

    def _show_field(self) -> NumberField:
        in_quantity = self.what is What.QUANTITY or self.percent
        field: NumberField = self.quantity if in_quantity else self.amount
        for each, pad in sorted(self.pads.items(), key=lambda pair: pair[0] is field):
            each.setVisible(each is field)
            pad.setVisible(each is field)
        self.quantity.setAccessibleName(_("Diskon dalam persen") if self.percent else _("Qty"))
        self._percent.setVisible(self.percent)
        self.kinds.show_words(_("Rupiah") if self.percent else _("Persen"))
        return field

    def turn_kind(self) -> None:
        """From rupiah to percent and back."""
        if self.what in (What.DISCOUNT, What.SALE_DISCOUNT):
            self.percent = not self.percent
            self.amount.set_amount(None)
            self.quantity.set_quantity(None)
            self._show_field().setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.text() == "%":
            self.turn_kind()
            return True
        if self.what is What.QUANTITY and event.text() in {"+", "-"}:
            self.keys[event.text() == "+"].click()
            return True
        return super().eventFilter(watched, event)

    # -- what was typed ----------------------------------------------------------

    @property
    def field(self) -> NumberField:
        return self.quantity if self.what is What.QUANTITY or self.percent else self.amount

    def typed(self, key: int) -> Edit | None:
        """What was typed for line `key`; None while nothing was."""
        amount, quantity = self.amount.amount, self.quantity.quantity
        if self.what is What.QUANTITY:
            return Edit(self.what, key, quantity=quantity) if quantity is not None else None
        if self.what is What.PRICE:
            return Edit(self.what, key, amount=amount)
        if self.percent:
            bps = quantity.thousandths * PERCENT // 1_000 if quantity is not None else 0
            return Edit(self.what, key, amount=Rupiah(0), bps=bps)
        return Edit(self.what, key, amount=amount or Rupiah(0))


class LineKeys(QWidget):
    """What is done to the chosen line and to the sale, under the lines: each with its key, each to be touched."""

    def __init__(self, edit: Action, repeat: Action, remove: Action, void: Action) -> None:
        super().__init__()
        self.remove = KeyButton(remove.text(), "Del")
        self.remove.clicked.connect(remove.trigger)
        self.edit, self.repeat, self.void = KeyButton(edit), KeyButton(repeat), KeyButton(void)
        _share_width(self.edit, self.repeat, self.remove, self.void)
        row = layouts.row(self.edit, self.repeat, self.remove, self.void, gap=8)
        for n, stretch in enumerate((3, 3, 3, 4)):
            row.setStretch(n, stretch)
        self.setLayout(row)


def _share_width(*buttons: KeyButton) -> None:
    """Buttons of a row share its width: a wide one must not keep the window from being narrow."""
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
