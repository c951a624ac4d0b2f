"""Fields one types into: text, the scan box, and the frame with caption and error.

Every field takes Enter for itself (`submitted`), lets all function keys and Ctrl deeds
through to the screen, can be written into by a number pad, and shows an error as a sentence
under itself that stays until it is put right; Esc clears it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop import icons, texts, theme
from desktop.texts import Label
from desktop.theme import Size

#: What a field keeps of Ctrl and Alt; all else belongs to the screen.
KEPT = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.Undo,
)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_shortcut(event: QKeyEvent) -> bool:
    """Whether a key with a letter or a digit is Alt and that key: where it means nothing, it is not typed either.

    With Ctrl too it is AltGr, which types.
    """
    held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
    return held == Qt.KeyboardModifier.AltModifier and event.text().isprintable() and bool(event.text())


class Field(QLineEdit):
    """A line of text.

    Signals:
    submitted(): Enter was pressed.
    error_changed(str): the sentence that now stands under it ("" when put right).
    """

    submitted = Signal()
    error_changed = Signal(str)

    def __init__(self, words: str = "", *, size: int = Size.LINE, bold: bool = False, name: str = "") -> None:
        super().__init__(words)
        self._error = ""
        self.setFont(theme.font(size, bold))
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(lambda _text: self.clear_error())

    @property
    def error(self) -> str:
        return self._error

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and how to go on."""
        if sentence != self._error:
            self._error = sentence
            theme.dress(self, state="error" if sentence else "")
            self.setAccessibleDescription(sentence)
            self.error_changed.emit(sentence)

    def clear_error(self) -> None:
        self.show_error("")

    def type_text(self, text: str) -> None:
        """As if it were typed at the caret: a number pad writes so."""
        self.insert(text)

    def erase(self) -> None:
        self.backspace()

    def wipe(self) -> None:
        self.clear()
        self.textEdited.emit("")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._lets_through(event):
            event.ignore()
            return False
        return super().event(event)

    def _lets_through(self, event: QKeyEvent) -> bool:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        held = event.modifiers() & both
        # Windows reports AltGr as Ctrl and Alt together; what it writes is text.
        written = held == both and bool(event.text()) and event.text().isprintable()
        kept = any(event.matches(key) for key in KEPT)
        # With nothing selected there is nothing to copy here: the screen may copy its table.
        idle = event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText()
        return bool(held) and not written and (idle or not kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape and self._error:
            self.clear_error()
        elif is_shortcut(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ScanField(Field):
    """The scan box, home of the focus: a barcode, letters of a name, or `4*` before either.

    `show_found("8 barang")` writes small at the right; `set_searching(True)` shows the lens
    instead of the barcode.  `take()` gives the text and empties the box.

    Signals:
    submitted(): Enter, also in an empty box (then the screen does its primary deed).
    textEdited(str): of QLineEdit, at every key.
    """

    def __init__(self, placeholder: str = "", *, name: str = "") -> None:
        super().__init__(size=Size.LEAD, name=name or placeholder)
        self._found, self._icon = "", "scan"
        self.setObjectName("scan")
        self.setProperty("ring", "boxed")
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(False)
        self._fit()

    def take(self) -> str:
        text = self.text().strip()
        self.clear()
        return text

    def show_found(self, words: str) -> None:
        self._found = words
        self._fit()

    def set_searching(self, searching: bool) -> None:
        self._icon = "search" if searching else "scan"
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() and not self.error:
            self.wipe()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        right = texts.width(self._found, Size.MINI) + theme.px(12) if self._found else 0
        self.setTextMargins(theme.px(38), 0, right, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(28)
        icons.draw(painter, self._icon, "accent", theme.px(17), (self.height() - side) / 2, side)
        box = QRectF(self.rect()).adjusted(0, 0, -theme.px(18), 0)
        texts.draw(painter, self._found, box, Size.MINI, "ink2", align=texts.RIGHT)


class ErrorLine(QWidget):
    """The sentence under a field: a barred circle and what to do; hidden while all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._words = Label("", Size.MINI, tone="refuse", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.show_words("")

    @property
    def words(self) -> str:
        return self._words.text()

    def show_words(self, sentence: str) -> None:
        self._words.setText(sentence)
        self._icon.setPixmap(icons.pixmap("refuse", "refuse", theme.px(16)))
        self.setVisible(bool(sentence))


class Captioned(QWidget):
    """A field with its caption above (never the placeholder alone) and its error below."""

    def __init__(self, caption: str, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.error_line = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._label = Label(caption, Size.MINI, tone="ink2")
        self._label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(caption)
        column.addWidget(self._label)
        column.addWidget(field)
        column.addWidget(self.error_line)
        column.addStretch(1)
        field.error_changed.connect(self.error_line.show_words)

    def show_caption(self, caption: str) -> None:
        """The same field asks for something else."""
        self._label.setText(caption)
        self.field.setAccessibleName(caption)
