"""A calm window for what keeps the till from opening: whoever started it by an icon sees no terminal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.kawung import Mark
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import ShopError
from koperasi.text import _

WIDE = 620


class RefusalWindow(QWidget):
    """What is so, and how to go on; Enter, Esc or a touch closes it."""

    def __init__(self, error: ShopError) -> None:
        super().__init__()
        self.setWindowTitle("SBMI Mart")
        self.setProperty("role", "screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(str(error))
        self.close_button = KeyButton(_("Tutup"), "Enter", role="primary", tall="56", size=Size.LEAD)
        self.close_button.clicked.connect(self.close)
        words = QVBoxLayout()
        words.setSpacing(theme.px(8))
        words.addWidget(Label(error.message, Size.NAME, bold=True, wrap=True))
        words.addWidget(Label(error.remedy, Size.LINE, tone="ink2", wrap=True))
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        row.addWidget(Mark(56), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(32),) * 4)
        column.setSpacing(theme.px(24))
        column.addLayout(row)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.px(WIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)


def show(error: ShopError) -> None:
    """Say it in a window of its own, and come back when that is closed."""
    from pos.screens.windows import application

    app = application()
    there = app.primaryScreen().availableGeometry()
    theme.apply(app, "light", theme.nearest_scale(0, there.width(), there.height()))
    window = RefusalWindow(error)
    window.adjustSize()
    window.move(there.center() - window.rect().center())
    window.show()
    window.activateWindow()
    window.close_button.setFocus()
    app.exec()
