"""Fields for numbers: rupiah with live dots, quantities with a comma.

Both give a typed value or None, never a text to be parsed by the screen.  A preset is shown
as already chosen: the first digit typed replaces it, as a cashier expects.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator, QResizeEvent

from desktop import texts, theme
from desktop.fields import Field, is_shortcut
from desktop.theme import Size
from koperasi.money import Rupiah, dots
from koperasi.quantity import Quantity

#: A till amount has at most nine digits: a barcode can never become money.
MOST_DIGITS = 9


def only_digits(text: str) -> str:
    """The digits of a typed or pasted amount; decimals (`,00`) are cut off, not glued on."""
    return "".join(each for each in text.split(",")[0] if each in "0123456789")


class NumberField(Field):
    """What both number fields share: right-aligned, and a preset that the first key replaces."""

    def __init__(self, *, size: int = Size.NAME, name: str = "") -> None:
        super().__init__(size=size, bold=True, name=name)
        self._preset = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def type_text(self, text: str) -> None:
        if self._preset:
            self._replace_preset()
        super().type_text(text)

    def erase(self) -> None:
        if self._preset:
            self.wipe()
        else:
            super().erase()

    def wipe(self) -> None:
        self._preset = False
        super().wipe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_shortcut(event):
            event.ignore()
        elif event.text() and self.allows(event.text()):
            self.type_text(event.text())
        elif event.key() == Qt.Key.Key_Backspace and not self.hasSelectedText():
            self.erase()
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
        else:
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
                self._preset = False
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.deselect()

    def allows(self, text: str) -> bool:
        """Whether a typed key belongs in this field; others are swallowed."""
        return text in "0123456789"

    def _replace_preset(self) -> None:
        self._preset = False
        self.clear()


class RupiahField(NumberField):
    """An amount of money.

    Signals:
    amount_changed(object): `Rupiah`, or None while the field is empty; typed changes only.
    """

    amount_changed = Signal(object)

    def __init__(self, amount: Rupiah | None = None, *, size: int = Size.NAME, name: str = "") -> None:
        super().__init__(size=size, name=name)
        self.textEdited.connect(self._edited)
        self.set_amount(amount)

    @property
    def amount(self) -> Rupiah | None:
        digits = only_digits(self.text())
        return Rupiah(int(digits)) if digits else None

    def set_amount(self, amount: Rupiah | None, *, preset: bool = True) -> None:
        """Show an amount (not negative); as a preset the next digit replaces it."""
        self._preset = preset and amount is not None
        self.setText("" if amount is None else dots(amount.amount))

    def erase(self) -> None:
        """Takes a digit away, also when a dot stands before the caret."""
        if not self._preset and not self.hasSelectedText():
            at = self.cursorPosition()
            if at and self.text()[at - 1] == ".":
                self.setCursorPosition(at - 1)
        super().erase()

    def _edited(self, text: str) -> None:
        behind = len(only_digits(text[self.cursorPosition() :]))
        digits = only_digits(text)[:MOST_DIGITS]
        shown = dots(int(digits)) if digits else ""
        if shown != text:
            self.setText(shown)
            self.setCursorPosition(_caret(shown, behind))
        self.amount_changed.emit(self.amount)


def _caret(shown: str, behind: int) -> int:
    """The place with so many digits behind it."""
    at = len(shown)
    while behind and at:
        at -= 1
        behind -= shown[at] != "."
    return at


class AmountField(RupiahField):
    """The large amount of the payment screen: 88 high, 48 px, with its caption inside at the left."""

    def __init__(self, caption: str, amount: Rupiah | None = None) -> None:
        super().__init__(amount, size=Size.AMOUNT, name=caption)
        self._caption, self._below = caption, ""
        self.setProperty("tall", "88")
        self.setProperty("ring", "boxed")
        self.textChanged.connect(lambda _text: self._fit())

    def show_caption(self, caption: str, below: str = "") -> None:
        """What is asked for, and bold under it of how much (`Tunai, dari Rp 223.200`)."""
        self._caption, self._below = caption, below
        self.setAccessibleName(texts.joined((caption, below)))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _caption_size(self) -> int:
        return Size.BODY if self.width() >= theme.px(480) else Size.MINI

    def _fit(self) -> None:
        """The figure steps down before it would run into its caption."""
        size = self._caption_size()
        caption = max(texts.width(self._caption, size), texts.width(self._below, size, bold=True))
        room = self.width() - caption - theme.px(60)
        steps = (Size.AMOUNT, Size.FIGURE, Size.RP, Size.PAY)
        fitting = next((each for each in steps if texts.width(self.text(), each, True) <= room), Size.NAME)
        self.setFont(theme.font(fitting, True))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        line = theme.px(22)
        top = (self.height() - line * (2 if self._below else 1)) / 2
        box, size = QRectF(theme.px(22), top, self.width(), line), self._caption_size()
        texts.draw(painter, self._caption, box, size, "ink2")
        texts.draw(painter, self._below, box.translated(0, line), size, "ink2", bold=True)


class QuantityField(NumberField):
    """A quantity with at most three decimals; `whole=True` for counted things.

    Signals:
    quantity_changed(object): `Quantity`, or None while nothing (or nothing yet) is typed.
    """

    quantity_changed = Signal(object)

    def __init__(
        self, quantity: Quantity | None = None, *, whole: bool = False, size: int = Size.NAME, name: str = ""
    ) -> None:
        super().__init__(size=size, name=name)
        self._whole = whole
        shape = f"[0-9]{{0,{MOST_DIGITS}}}" + ("" if whole else "(,[0-9]{0,3})?")
        self.setValidator(QRegularExpressionValidator(QRegularExpression(shape), self))
        self.textEdited.connect(lambda _text: self.quantity_changed.emit(self.quantity))
        self.set_quantity(quantity)

    @property
    def quantity(self) -> Quantity | None:
        text = self.text().rstrip(",")
        return Quantity.of(text.replace(",", ".")) if text else None

    def set_quantity(self, quantity: Quantity | None, *, preset: bool = True) -> None:
        self._preset = preset and quantity is not None
        self.setText("" if quantity is None else quantity.decimal.replace(".", ","))

    def allows(self, text: str) -> bool:
        return super().allows(text) or (text in ",." and not self._whole)

    def type_text(self, text: str) -> None:
        """The dot of the number block is the comma; what makes no quantity is dropped by the validator."""
        super().type_text(text.replace(".", ","))
