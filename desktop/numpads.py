"""Number pads for fingers: 7-8-9 on top, as on the keyboard."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.theme import Size
from koperasi.text import _

ERASE, WIPE = "⌫", "wipe"

#: rows of (key, columns it spans)
PAYMENT = (
    (("7", 1), ("8", 1), ("9", 1), (ERASE, 1)),
    (("4", 1), ("5", 1), ("6", 1), (WIPE, 1)),
    (("1", 1), ("2", 1), ("3", 1), ("00", 1)),
    (("0", 2), ("000", 2)),
)
PIN = (
    (("7", 1), ("8", 1), ("9", 1)),
    (("4", 1), ("5", 1), ("6", 1)),
    (("1", 1), ("2", 1), ("3", 1)),
    ((WIPE, 1), ("0", 1), (ERASE, 1)),
)
COUNT = (
    (("7", 1), ("8", 1), ("9", 1)),
    (("4", 1), ("5", 1), ("6", 1)),
    (("1", 1), ("2", 1), ("3", 1)),
    (("0", 1), ("00", 1), (ERASE, 1)),
)
WEIGHT = (*COUNT[:3], (("0", 1), (",", 1), (ERASE, 1)))


@runtime_checkable
class Typeable(Protocol):
    """A field that a number pad can write into."""

    def type_text(self, text: str) -> None: ...
    def erase(self) -> None: ...
    def wipe(self) -> None: ...


class Numpad(QWidget):
    """A pad that writes into `target`, or into the field with the focus.

    Its keys never take the focus.  `layout_of` is PAYMENT, PIN, COUNT or WEIGHT.

    Signals:
    typed(str): a key was pressed ("7", "00", ",", "⌫", "wipe"), after the field took it.
    """

    typed = Signal(str)

    def __init__(
        self,
        layout_of: tuple[tuple[tuple[str, int], ...], ...] = PAYMENT,
        target: Typeable | None = None,
        *,
        gap: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.target = target
        self.keys: dict[str, KeyButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(gap))
        for row, keys in enumerate(layout_of):
            column = 0
            grid.setRowStretch(row, 1)
            for key, span in keys:
                grid.addWidget(self._key(key), row, column, 1, span)
                column += span
        for column in range(sum(span for _key, span in layout_of[0])):
            grid.setColumnStretch(column, 1)

    def _key(self, key: str) -> KeyButton:
        special = key in {ERASE, WIPE}
        words = _("Hapus") if key == WIPE else "" if key == ERASE else key
        button = KeyButton(
            words,
            role="sunk" if special else "plain",
            tall="free",
            size=Size.LINE if special else Size.PAD,
            icon="backspace" if key == ERASE else "",
        )
        if key == ERASE:
            button.setAccessibleName(_("Hapus satu angka"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumHeight(theme.px(48))
        button.setAutoRepeat(key == ERASE)
        button.clicked.connect(lambda: self.press(key))
        self.keys[key] = button
        return button

    def press(self, key: str) -> None:
        """Do what the key does; without a field to write into nothing happens."""
        field = self.target if self.target is not None else QApplication.focusWidget()
        if isinstance(field, Typeable):
            if key == ERASE:
                field.erase()
            elif key == WIPE:
                field.wipe()
            else:
                field.type_text(key)
            self.typed.emit(key)
