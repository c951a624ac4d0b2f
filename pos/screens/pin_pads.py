"""A PIN to give: its title, the dots, a number pad and the way in."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.keys import Action
from desktop.numpads import PIN, Numpad
from desktop.pins import PinField
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.text import ngettext
from koperasi.users import PIN_DIGITS


class PinPad(QWidget):
    """328 wide; `enter` is the screen's primary action.

    `hint` stands under the title; `show_title` says whose PIN; `show_wrong` says what was
    wrong until the next digit, `remind` the same without anything being wrong.
    """

    def __init__(self, enter: Action, *, wide: int = 328, hint: str = "") -> None:
        super().__init__()
        self.title = ElidedLabel("", Size.PAY, bold=True)
        self._hint = hint or ngettext("{count} angka", "{count} angka", PIN_DIGITS).format(count=PIN_DIGITS)
        self.words = Label(self._hint, tone="ink2")
        self.pin = PinField(least=PIN_DIGITS)
        self.pin.setFixedHeight(theme.px(76))
        self.pad = Numpad(PIN, self.pin)
        self.enter = KeyButton(enter, role="primary", tall="88", size=Size.LEAD)
        self._action = enter
        enter.setEnabled(False)
        self.pin.digits_changed.connect(self._digits)
        self.pin.submitted.connect(enter.trigger)
        self.title.setFixedHeight(theme.px(40))
        self.words.setFixedHeight(theme.px(26))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, after in ((self.title, 2), (self.words, 16), (self.pin, 12), (self.pad, 16), (self.enter, 0)):
            column.addWidget(widget, 1 if widget is self.pad else 0)
            column.addSpacing(theme.px(after))
        column.addStretch(0)
        self.set_wide(wide)

    def set_wide(self, wide: int) -> None:
        self.setFixedWidth(theme.px(wide))
        self.pad.setMaximumHeight(theme.px(4 * 92 + 3 * 8))

    def show_title(self, title: str) -> None:
        self.title.show_words(title)

    def show_wrong(self, words: str) -> None:
        """The dots turn red, and the words under the title say what is left."""
        self.pin.show_wrong()
        self._action.setEnabled(False)
        self.words.setText(words)
        self.words.set_tone("refuse")

    def remind(self, words: str) -> None:
        self.words.setText(words)
        self.words.set_tone("warn")

    def clear(self) -> None:
        """No digits, no error."""
        self.pin.wipe()

    def _digits(self, count: int) -> None:
        self._action.setEnabled(count == PIN_DIGITS)
        self.words.setText(self._hint)
        self.words.set_tone("ink2")
