"""The paper of a printer that is not there: a window beside the till, for the demo."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import theme
from desktop.papers import PaperView
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import _

#: So many papers are kept to be looked at; a long day must not fill the memory.
MOST = 20


class PaperWindow(QWidget):
    """Shows each slip as it comes out, the newest on top; never takes the focus from the till."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Tool)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "screen")
        self.setWindowTitle(_("Kertas printer contoh"))
        self.texts: list[str] = []
        self.covers = self.was_seen = False
        self.view = PaperView(_("Belum ada struk. Kertas keluar di sini."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = Label(_("Printer contoh: kertas 80 mm"), Size.MINI, bold=True, tone="ink2")
        head.setContentsMargins(theme.px(16), theme.px(12), 0, 0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        QShortcut("Esc", self, self.hide)
        self.resize(theme.px(700), theme.px(720))

    def add_paper(self, picture: bytes, text: str) -> None:
        """A slip has come out."""
        self.texts = [text, *self.texts][:MOST]
        self.view.add_paper(picture, MOST)

    def fits_beside(self, window: QWidget) -> bool:
        """Whether it would stand free of the till's window."""
        return window.screen().availableGeometry().right() - window.frameGeometry().right() >= self.width()

    def stand_beside(self, window: QWidget) -> None:
        """At the right of the till's window where the screen has room, else over its right side for a while."""
        screen = window.screen().availableGeometry()
        self.covers = not self.fits_beside(window)
        left = screen.right() - self.width() if self.covers else window.frameGeometry().right() + 1
        self.move(left, window.frameGeometry().top())
        self.was_seen = True
        self.show()
        # Not every window manager knows a window that wants no focus: the till keeps it.
        QTimer.singleShot(0, window, window.activateWindow)

    def give_way(self) -> None:
        """The till goes on: a paper that lies over it is put away until it is asked for."""
        if self.covers:
            self.hide()
