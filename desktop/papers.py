"""Slips as pictures on the screen: a preview, and the window of a printer that is not there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import Bug


class PaperView(QScrollArea):
    """A roll of slips, the newest at the top.

    `show_papers` takes PNG bytes; raises `Bug` for bytes that are no picture.
    """

    def __init__(self, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._pictures: list[QPixmap] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(*(theme.px(16),) * 4)
        self._column.setSpacing(theme.px(12))
        self.setWidget(holder)
        self.show_papers(())

    @property
    def count(self) -> int:
        return len(self._pictures)

    def show_papers(self, pictures: Sequence[bytes], most_wide: int = 0) -> None:
        """Show these slips instead of the present ones, none wider than so many pixels (0: as they are)."""
        self._clear()
        self._pictures = []
        for picture in pictures:
            self._column.addWidget(self._paper(picture, most_wide), 0, Qt.AlignmentFlag.AlignHCenter)
        if not pictures and self._empty:
            self._column.addWidget(Label(self._empty, Size.BODY, tone="ink2"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def show_words(self, words: str) -> None:
        """What there is to say while no paper is shown."""
        self._empty = words
        self.show_papers(())

    def add_paper(self, picture: bytes, most: int = 0) -> None:
        """A new slip comes out at the top; of more than `most` the oldest goes (0: none)."""
        if not self._pictures:
            self._clear()
            self._column.addStretch(1)
        self._column.insertWidget(0, self._paper(picture), 0, Qt.AlignmentFlag.AlignHCenter)
        while 0 < most < len(self._pictures):
            self._pictures.pop(0)
            oldest = self._column.takeAt(self._column.count() - 2)  # before the stretch
            if oldest is not None and (widget := oldest.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.verticalScrollBar().setValue(0)

    def _paper(self, picture: bytes, most_wide: int = 0) -> QLabel:
        pixmap = QPixmap()
        if not pixmap.loadFromData(picture):
            raise Bug("a slip's picture cannot be read")
        if 0 < most_wide < pixmap.width():
            pixmap = pixmap.scaledToWidth(most_wide, Qt.TransformationMode.SmoothTransformation)
        self._pictures.append(pixmap)
        paper = QLabel()
        paper.setPixmap(pixmap)
        paper.setProperty("role", "paper")
        return paper

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
