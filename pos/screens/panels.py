"""The green panel of sign-in: the shop's name, the clock, and what may be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.frames import IconMark
from desktop.kawung import KawungPanel, Mark
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.text import clock, long_date
from pos.stations import Station


class Assurance(QWidget):
    """An icon and a few words on the board."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(IconMark(icon, "board_ink2"))
        row.addWidget(ElidedLabel(words, tone="board_ink2"), 1)


class ShopPanel(KawungPanel):
    """Who this shop is and what time it is; `show_assurances` fills its foot."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        branch = station.shop.branch
        self._name = ElidedLabel(branch.shop_name, Size.RP, bold=True, tone="board_ink")
        self._motto = ElidedLabel("", Size.LINE, tone="board_ink2")
        self._clock = Label("", Size.CLOCK, bold=True, tone="board_ink")
        self._day = Label("", Size.NAME, tone="board_ink2", wrap=True)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(theme.px(8))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._head())
        self._column.addStretch(1)
        self._column.addWidget(self._clock)
        self._column.addWidget(self._day)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)
        self.set_narrow(False)
        timer = QTimer(self, interval=1000)
        timer.timeout.connect(self.show_now)
        timer.start()
        self.show_now()

    def _head(self) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self._name)
        names.addWidget(self._motto)
        names.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(Mark(72), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        return row

    def set_narrow(self, narrow: bool) -> None:
        self.setFixedWidth(theme.px(288 if narrow else 432))
        self._column.setContentsMargins(*(theme.px(24 if narrow else 40),) * 4)
        sizes = (Size.NAME, Size.MINI, 72, Size.LINE) if narrow else (Size.RP, Size.LINE, Size.CLOCK, Size.NAME)
        self._clock.setFont(theme.font(sizes[2], True))
        self._clock.setFixedHeight(theme.px(sizes[2] * 9 // 8))
        self._day.setFont(theme.font(sizes[3]))
        self._name.set_size(sizes[0])
        self._motto.set_size(sizes[1])

    def add_button(self, button: QWidget) -> None:
        """A way to elsewhere, at the very foot."""
        self._column.addSpacing(theme.px(16))
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_till(self, words: str) -> None:
        """Branch and till, under the shop's name."""
        self._motto.show_words(words)

    def show_now(self) -> None:
        now: datetime = self._station.shop.today()
        self._clock.setText(clock(now))
        self._day.setText(long_date(now.date()))

    def show_assurances(self, assurances: Sequence[tuple[str, str]]) -> None:
        """(icon, words), each true."""
        while (item := self._foot.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for icon, words in assurances:
            self._foot.addWidget(Assurance(icon, words))
