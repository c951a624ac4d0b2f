"""Letters for fingers: a keyboard on the screen, for a till that has none, shown when asked for.

A screen puts a `LetterPad` under its field and the button of `pad.button` where it is seen:

    self.letters = LetterPad(self.field)
    row.addWidget(self.letters.button)
    column.addWidget(self.letters)
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.numpads import ERASE, WIPE, Typeable
from desktop.theme import Size
from koperasi.text import _

SPACE = " "
#: Rows of keys; each row is ten wide, and a key that is listed with a number spans so many.
ROWS: tuple[tuple[tuple[str, int], ...], ...] = (
    tuple((key, 1) for key in "1234567890"),
    tuple((key, 1) for key in "qwertyuiop"),
    (*((key, 1) for key in "asdfghjkl"), (ERASE, 1)),
    (*((key, 1) for key in "zxcvbnm.-/"),),
    ((WIPE, 2), (SPACE, 6), (",", 1), ("'", 1)),
)
HIGH = 52


class LetterPad(QWidget):
    """A pad of letters that writes into `target`, or into the field with the focus.

    Hidden until its `button` is pressed (or `show_pad`); its keys never take the focus, so
    a scanner still finds the field where it belongs.

    Signals:
    typed(str): a key was pressed, after the field took it.
    shown_changed(bool): the pad is about to be shown, or was put away.
    """

    typed = Signal(str)
    shown_changed = Signal(bool)

    def __init__(self, target: Typeable | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = target
        self.keys: dict[str, KeyButton] = {}
        self.button = KeyButton(_("Huruf"), icon="keyboard")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(lambda: self.show_pad(self.isHidden()))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(6))
        for row, keys in enumerate(ROWS):
            column = 0
            for key, span in keys:
                grid.addWidget(self._key(key), row, column, 1, span)
                column += span
        for column in range(10):
            grid.setColumnStretch(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def _key(self, key: str) -> KeyButton:
        words = {ERASE: "", WIPE: _("Hapus"), SPACE: _("spasi")}.get(key, key.upper())
        special = key in {ERASE, WIPE}
        button = KeyButton(
            words,
            role="sunk" if special else "plain",
            tall="free",
            size=Size.BODY if key in {WIPE, SPACE} else Size.NAME,
            icon="backspace" if key == ERASE else "",
        )
        if key == ERASE:
            button.setAccessibleName(_("Hapus satu huruf"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFixedHeight(theme.px(HIGH))
        button.setMinimumWidth(theme.px(40))
        button.setAutoRepeat(key == ERASE)
        button.clicked.connect(lambda: self.press(key))
        self.keys[key] = button
        return button

    def show_pad(self, shown: bool) -> None:
        """Show the letters, or put them away; the button shows which."""
        if shown is not self.isHidden():
            return
        self.button.set_role("chosen" if shown else "plain")
        if not shown:
            self.hide()
        # Those who make room hear of it first: for a moment with both the window would become higher.
        self.shown_changed.emit(shown)
        if shown:
            self.show()

    def press(self, key: str) -> None:
        """Do what the key does; without a field to write into nothing happens."""
        field = self.target if self.target is not None else QApplication.focusWidget()
        if not isinstance(field, Typeable):
            return
        if key == ERASE:
            field.erase()
        elif key == WIPE:
            field.wipe()
        else:
            field.type_text(key)
        self.typed.emit(key)
