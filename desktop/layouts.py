"""Rows and columns of widgets, as the selling screens put them together."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop import theme

Part = QWidget | QLayout | int


def row(*parts: Part, gap: int = 12, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things side by side; a number is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap, margins)
    return layout


def column(*parts: Part, gap: int = 12, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things under each other; a number is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap, margins)
    return layout


def held(layout: QLayout) -> QWidget:
    """A layout as one widget."""
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: int, margins: tuple[int, int, int, int]) -> None:
    layout.setContentsMargins(*(theme.px(each) for each in margins))
    layout.setSpacing(theme.px(gap))
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addStretch(part)
