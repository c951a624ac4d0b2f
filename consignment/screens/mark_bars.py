"""What becomes of an agreement: why, and the buttons that suspend it, take it up again or end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from consignment.agreements import Agreement, Mark
from desktop import layouts
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.theme import Size
from koperasi.text import _


class MarkBar(QWidget):
    """Under the versions: a reason, and what may be done with the last one; ending is asked twice.

    Signals:
    marked(object, str): the mark and its reason.
    """

    marked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._agreement: Agreement | None = None
        self._sure = False
        self.why = Field(size=Size.BODY)
        self.why.setPlaceholderText(_("mengapa, untuk yang bertanya nanti"))
        self.why.textEdited.connect(lambda _text: self._judge())
        self.suspend, self.resume = KeyButton(_("Tunda"), icon="pause"), KeyButton(_("Lanjutkan"), icon="check")
        self.end = KeyButton(_("Akhiri"), icon="x")
        for button, mark in ((self.suspend, Mark.SUSPENDED), (self.resume, Mark.RESUMED)):
            button.clicked.connect(lambda _checked=False, mark=mark: self._send(mark))
        self.end.clicked.connect(lambda: self._end())
        column = layouts.column(
            Captioned(_("Alasan menunda atau mengakhiri"), self.why),
            layouts.row(self.suspend, self.resume, self.end, 1, gap=8),
            gap=6,
        )
        self.setLayout(column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_agreement(self, agreement: Agreement | None) -> None:
        """What may become of the last version; of an older one, or one that ended, nothing."""
        self._agreement, self._sure = agreement, False
        self.why.clear()
        ended = agreement is not None and agreement.mark is Mark.ENDED
        suspended = agreement is not None and agreement.mark is Mark.SUSPENDED
        self.setVisible(agreement is not None and not ended)
        self.suspend.setVisible(not suspended)
        self.resume.setVisible(suspended)
        self._judge()

    def _judge(self) -> None:
        self._sure = False
        self.end.show_words(_("Akhiri"))
        told = bool(self.why.text().strip())
        self.suspend.setEnabled(told)
        self.end.setEnabled(told)

    def _send(self, mark: Mark) -> None:
        self.marked.emit(mark, self.why.text().strip())

    def _end(self) -> None:
        if not self._sure:
            self._sure = True
            self.end.show_words(_("Sungguh akhiri?"))
            return
        self._send(Mark.ENDED)
