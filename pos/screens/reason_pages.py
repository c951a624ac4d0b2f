"""Why: the usual reasons by a digit or a touch, anything else typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import _

MOST = 4


class ReasonPage(QFrame):
    """A question, its usual answers on the keys 1 to n, and a field for another one.

    Signals:
    given(str): a reason was chosen, or typed with Enter.
    """

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.reasons: tuple[str, ...] = ()
        self._title = Label("", Size.NAME, bold=True, wrap=True)
        self._words = Label("", Size.BODY, tone="ink2", wrap=True)
        self.buttons = [KeyButton("", str(n + 1), tall="56", size=Size.LEAD) for n in range(MOST)]
        for n, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, n=n: self.pick(n))
        self.field = Field(name=_("Alasan lain"))
        self.field.installEventFilter(self)
        self.field.submitted.connect(self.take_typed)
        page = layouts.column(self._title, self._words, gap=10, margins=(24, 16, 24, 16))
        for button in self.buttons:
            page.addWidget(button)
        page.addWidget(Captioned(_("Alasan lain, ketik lalu Enter"), self.field))
        page.addStretch(1)
        self.setLayout(page)
        self._title.setMinimumHeight(theme.px(30))

    def ask(self, question: str, words: str, reasons: tuple[str, ...]) -> Field:
        """Ask why; returns the field for the focus."""
        self.reasons = reasons[:MOST]
        self._title.setText(question)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.field.clear()
        self.field.clear_error()
        for n, button in enumerate(self.buttons):
            button.setVisible(n < len(self.reasons))
            button.show_words(self.reasons[n] if n < len(self.reasons) else "")
        return self.field

    def pick(self, n: int) -> None:
        if n < len(self.reasons):
            self.given.emit(self.reasons[n])

    def take_typed(self) -> None:
        """What stands in the field; nothing is no reason."""
        text = self.field.text().strip()
        if text:
            self.given.emit(text)
        else:
            self.field.show_error(_("Pilih atau tulis alasannya, supaya jelas di catatan."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit in the empty field is one of the answers."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.field.text():
            digits = [str(n + 1) for n in range(len(self.reasons))]
            if event.text() in digits:
                self.pick(digits.index(event.text()))
                return True
        return super().eventFilter(watched, event)
