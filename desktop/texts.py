"""Words as they are painted: runs of plain and bold, elision, and labels.

Painted widgets write `**so**` for bold, so that one translated sentence carries its own
emphasis: `texts.runs("Tambah **2 pcs** → harga grosir")`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop import theme
from desktop.theme import Size

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def runs(words: str) -> list[tuple[str, bool]]:
    """`a **b** c` as (text, bold) in order; a lone `**` stays as it is written."""
    parts = words.split("**")
    if len(parts) % 2 == 0:
        return [(words, False)]
    return [(part, bool(n % 2)) for n, part in enumerate(parts) if part]


def spoken(words: str) -> str:
    """The words without their marks, for accessible names."""
    return "".join(text for text, _bold in runs(words))


def width(words: str, size: int, bold: bool = False) -> int:
    """How wide the words are painted, in pixels."""
    return sum(theme.metrics(size, bold or strong).horizontalAdvance(text) for text, strong in runs(words))


def elided(words: str, room: float, size: int, bold: bool = False) -> str:
    """Shortened in the middle, so that the end (`250 ml`) survives; numbers are never given here."""
    if width(words, size, bold) <= room:
        return words  # the room is not whole pixels, Qt's is
    return theme.metrics(size, bold).elidedText(words, Qt.TextElideMode.ElideMiddle, max(0, int(room)))


def baseline(top: float, height: float, size: int, bold: bool = False) -> float:
    """Where to stand so that the words are in the middle of a box."""
    measured = theme.metrics(size, bold)
    return top + (height + measured.ascent() - measured.descent()) / 2


def draw(
    painter: QPainter,
    words: str,
    box: QRectF,
    size: int,
    token: str,
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Paint one line in the middle of the box's height; returns the x where the words end."""
    measured = width(words, size, bold)
    x = box.left()
    if align == RIGHT:
        x = box.right() - measured
    elif align == CENTRE:
        x = box.left() + (box.width() - measured) / 2
    y = baseline(box.top(), box.height(), size, bold)
    painter.setPen(theme.colour(token))
    for text, strong in runs(words):
        painter.setFont(theme.font(size, bold or strong))
        painter.drawText(QPointF(x, y), text)
        x += theme.metrics(size, bold or strong).horizontalAdvance(text)
    return x


def wrapped(words: str, room: float, size: int, bold: bool = False, most: int = 2) -> list[str]:
    """The words over at most so many lines; what is left over is elided on the last."""
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most - 1:
        line = rest.pop(0)
        while rest and width(f"{line} {rest[0]}", size, bold) <= room:
            line = f"{line} {rest.pop(0)}"
        lines.append(line)
    if rest:
        lines.append(" ".join(rest))
    return [elided(line, room, size, bold) for line in lines]


class Label(QLabel):
    """A line or paragraph of text in a role of type and a tone of the theme.

    `tone` is a text token (ink, ink2, ink3, accent, ok, warn, refuse, titip, kunyit, gold,
    board_ink, board_ink2, on_kunyit).
    """

    def __init__(
        self,
        words: str = "",
        size: int = Size.BODY,
        *,
        bold: bool = False,
        tone: str = "ink",
        align: Qt.AlignmentFlag = LEFT,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, bold))
        self.setAlignment(align | MIDDLE)
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            theme.dress(self, tone=tone)


class ElidedLabel(Label):
    """One line that shortens itself in the middle and says its whole text in a tooltip."""

    def __init__(
        self, words: str = "", size: int = Size.BODY, *, bold: bool = False, tone: str = "ink", least: int = 0
    ) -> None:
        """`least` is the size it may shrink to before it shortens itself; 0 for its own."""
        super().__init__("", size, bold=bold, tone=tone)
        self._size, self._bold, self._whole, self._least = size, bold, "", least
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def set_size(self, size: int) -> None:
        """Another size, for a narrower window."""
        self._size = size
        self.setFont(theme.font(size, self._bold))
        self._fit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        size = self._size
        while self._least and size > self._least and width(self._whole, size, self._bold) > self.width():
            size -= 2
        if self._least:
            self.setFont(theme.font(size, self._bold))
        shown = elided(self._whole, self.width(), size, self._bold)
        self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")


def tip(words: str) -> str:
    """Words for a tooltip: Qt would read mark-up in a name, and fetch what it names."""
    return f"<p>{escape(words)}</p>" if "<" in words or "&" in words else words


def rule() -> QFrame:
    """A hairline between two parts of a card."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def joined(words: Iterable[str]) -> str:
    """Facts on one line, as screens part them: `A-0217 · Anggota Biasa`."""
    return " · ".join(word for word in words if word)
