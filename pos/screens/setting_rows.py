"""Rows of the settings screen: a title, a sentence, and what is chosen or typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.fields import ErrorLine, Field
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import BadInput
from koperasi.text import _
from pos import setting_changes, setting_words
from pos.setting_words import Told

#: Choices with more letters than this stand under the words, not beside them.
LETTERS_BESIDE = 26


class ChoiceBar(QWidget):
    """One of a few things: a touch chooses, and with the focus the arrows left and right.

    Signals:
    chosen(object): another value is chosen.
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[Any, str]], value: Any) -> None:
        super().__init__()
        self._name, self._choices, self.value = name, tuple(choices), value
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons: list[KeyButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for each, words in self._choices:
            button = KeyButton(_(words))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, each=each: self.choose(each))
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self._show()

    def choose(self, value: Any) -> None:
        if value != self.value:
            self.value = value
            self._show()
            self.chosen.emit(value)

    def _show(self) -> None:
        words = ""
        for button, (each, said) in zip(self.buttons, self._choices, strict=True):
            here = each == self.value
            button.set_role("chosen" if here else "plain")
            # Never by colour alone: the chosen one also bears a tick.
            button.set_icon("check" if here else "")
            words = _(said) if here else words
        self.setAccessibleName(f"{self._name}: {words}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        values = [each for each, _words in self._choices]
        if step is None or self.value not in values:
            super().keyPressEvent(event)
            return
        at = min(max(values.index(self.value) + step, 0), len(values) - 1)
        self.choose(values[at])


class SettingRow(QWidget):
    """A setting to change; `value` is what stands here, or None while it makes no sense.

    Signals:
    changed(): another value stands here.
    submitted(): Enter was pressed in its field.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, told: Told, value: Any, wanted: Any = None) -> None:
        super().__init__()
        self.told, self.before = told, value
        self.value = value if wanted is None else wanted
        self.error = ErrorLine()
        self.control: QWidget = self._control(self.value)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_(told.title), Size.LINE, bold=True))
        if told.sentence:
            words.addWidget(Label(_(told.sentence), tone="ink2", wrap=True))
        beside = self._fits_beside(self.value)
        body = QHBoxLayout() if beside else QVBoxLayout()
        body.setSpacing(theme.px(16 if beside else 6))
        body.addLayout(words, 1)
        body.addWidget(self.control, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addLayout(body)
        column.addWidget(self.error)

    def _fits_beside(self, value: Any) -> bool:
        choices = setting_words.choices_of(self.told, value)
        if choices:
            return sum(len(_(words)) for _value, words in choices) <= LETTERS_BESIDE
        return isinstance(value, int)

    def _control(self, value: Any) -> QWidget:
        if choices := setting_words.choices_of(self.told, value):
            bar = ChoiceBar(_(self.told.title), choices, value)
            bar.chosen.connect(self._chosen)
            return bar
        field = Field(setting_changes.written(self.told, value), name=_(self.told.title))
        field.setAccessibleDescription(_(self.told.sentence))
        if isinstance(value, int):
            field.setFixedWidth(theme.px(168))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.textChanged.connect(self._typed)
        field.submitted.connect(self.submitted)
        field.error_changed.connect(self.error.show_words)
        return field

    def _chosen(self, value: Any) -> None:
        self.value = value
        self.changed.emit()

    def _typed(self, text: str) -> None:
        try:
            self.value = setting_changes.read(self.told, text, self.before)
        except BadInput as wrong:
            self.value = None
            if isinstance(self.control, Field):
                self.control.show_error(str(wrong))
        else:
            if isinstance(self.control, Field):
                self.control.clear_error()
        self.changed.emit()

    @property
    def is_changed(self) -> bool:
        return self.value is not None and self.value != self.before
