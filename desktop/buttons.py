"""Buttons that carry their key: the keycap stands on every button that has one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.keys import Action
from desktop.theme import Size
from koperasi.text import _

#: How long a deed may take before its button also shows a bar.
PATIENCE = 400

INKS = {"primary": "on_accent", "chosen": "accent", "hinted": "accent"}


class KeyButton(QPushButton):
    """A button painting icon, words, a small note and its keycap.

    role    plain · primary (one per screen) · chosen · hinted · sunk · quiet
    tall    "48" (default) · "56" · "64" · "72" · "88" · "free" (as high as the layout gives)
    size    of the words; a primary of 88 has 28, the rest 16
    stacked the keycap stands under the words (tender tabs)

    Made from an `Action` it shows the action's words and key, follows its being enabled, and
    sets it off.  It takes the focus by Tab only, never by a click or a tap, so the scan
    field keeps it.
    """

    def __init__(
        self,
        words: str | Action = "",
        key: str = "",
        *,
        role: str = "plain",
        tall: str = "48",
        size: int = Size.BODY,
        icon: str = "",
        note: str = "",
        stacked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.action: Action | None = words if isinstance(words, Action) else None
        self._words = words.text() if isinstance(words, Action) else words
        self._cap = words.cap if isinstance(words, Action) else key
        self._icon = icon or (words.icon_name if isinstance(words, Action) else "")
        self._note, self._size, self._stacked = note, size, stacked
        self._reason = ""
        self._busy = False
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setProperty("role", role)
        self.setProperty("tall", tall)
        if tall == "free":
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if self.action is not None:
            self.action.changed.connect(self._follow_action)
            self.clicked.connect(self.action.trigger)
            self._follow_action()
        self._say()

    @property
    def words(self) -> str:
        """What it says now: its words, the reason it is dead, or that it is at work."""
        if self._busy:
            return _("Menyimpan…")
        return self._reason or self._words

    @property
    def busy(self) -> bool:
        return self._busy

    def show_words(self, words: str, *, note: str | None = None) -> None:
        self._words = words
        self._note = self._note if note is None else note
        self._say()

    def set_role(self, role: str) -> None:
        if self.property("role") != role:
            theme.dress(self, role=role)

    def set_icon(self, icon: str) -> None:
        """Another icon, or none ("")."""
        if icon != self._icon:
            self._icon = icon
            self._say()

    def set_reason(self, reason: str) -> None:
        """Dead, and the label says why (`Kurang Rp 12.000`); an empty reason brings it to life."""
        self._reason = reason
        self._settle()

    def set_busy(self, busy: bool) -> None:
        """Dead from the key press to the commit; keeps its size, and after 0.4 s shows a bar."""
        self._busy = busy
        if busy:
            self.setMinimumWidth(self.width() if self.isVisible() else 0)
            self._late.start()
        else:
            self.setMinimumWidth(0)
            self._late.stop()
        self._settle()

    def _settle(self) -> None:
        alive = self.action.isEnabled() if self.action is not None else True
        self.setEnabled(alive and not self._busy and not self._reason)
        self._say()

    def _follow_action(self) -> None:
        if self.action is not None:
            self._words, self._cap = self.action.text(), self.action.cap
            self._settle()

    def _say(self) -> None:
        self.setAccessibleName(f"{texts.spoken(self.words)}{f', {self._note}' if self._note else ''}")
        self.updateGeometry()
        self.update()

    @property
    def cap(self) -> str:
        """The key that stands on it; "" for none."""
        return self._cap

    def show_key(self, key: str) -> None:
        """Another key stands on it now; "" for none."""
        if key != self._cap:
            self._cap = key
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        inner = self._inner_width(self.words)
        tall = self.property("tall")
        high = theme.px(int(tall)) if str(tall).isdigit() else theme.px(48)
        side = theme.px(8 if tall == "free" else 17)
        return QSize(int(inner + 2 * side), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(48), self.sizeHint().height())

    def _keycap_size(self) -> int:
        return Size.KEY if self._stacked else Size.BODY if self._size >= Size.NAME else Size.MINI

    def _gap(self) -> int:
        return theme.px(20 if self._size >= Size.NAME else 8 if self._stacked else 10)

    def _icon_side(self) -> int:
        return theme.px(26 if not self._words else 22)

    def _inner_width(self, words: str) -> float:
        row = self._row_width(words, self._size, self._icon_shown())
        return max(row, texts.width(self._note, Size.MINI))

    def _row_width(self, words: str, size: int, icon: str) -> float:
        wide: float = texts.width(words, size, bold=True) if words else 0
        if icon:
            wide += self._icon_side() + (self._gap() if words else 0)
        if self._cap_shown() and not self._stacked:
            wide += self._gap() + keycaps.size_of(self._cap, self._keycap_size()).width()
        return wide

    def _cap_shown(self) -> bool:
        """A dead button's key would only mislead."""
        return bool(self._cap) and not self._reason and not self._busy

    def _icon_shown(self) -> str:
        return "lock" if self._reason and self.property("role") == "primary" else self._icon

    def _ink(self) -> str:
        if not self.isEnabled():
            return "ink3"
        return INKS.get(str(self.property("role")), "ink")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.state &= ~QStyle.StateFlag.State_HasFocus
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        self._paint_inside(painter, QRectF(self.rect()))
        if self._busy and not self._late.isActive():
            foot = QRectF(theme.px(8), self.height() - theme.px(5), self.width() - theme.px(16), theme.px(4))
            painter.fillRect(foot, theme.colour("accent"))

    def _paint_inside(self, painter: QPainter, area: QRectF) -> None:
        below = theme.px(18) if self._note else theme.px(23) if self._stacked and self._cap else 0
        line = theme.px(24)
        top = area.top() + (area.height() - line - below) / 2 if below else area.top()
        row = QRectF(area.left(), top, area.width(), line if below else area.height())
        self._paint_row(painter, row)
        if self._note:
            note = QRectF(area.left(), row.bottom(), area.width(), below)
            ink = "ink2" if self.isEnabled() else "ink3"
            words = texts.elided(self._note, area.width() - theme.px(16), Size.MINI)
            texts.draw(painter, words, note, Size.MINI, ink, align=texts.CENTRE)
        elif below:
            wide = keycaps.size_of(self._cap, self._keycap_size()).width()
            self._paint_cap(painter, area.center().x() - wide / 2, row.bottom() + theme.px(1))

    def _paint_row(self, painter: QPainter, row: QRectF) -> None:
        size, icon, words = self._fitted(row.width() - theme.px(12))
        side = self._icon_side()
        x = row.left() + (row.width() - self._row_width(words, size, icon)) / 2
        if icon:
            icons.draw(painter, icon, self._ink(), x, row.center().y() - side / 2, side)
            x += side + self._gap()
        end = texts.draw(painter, words, row.adjusted(x - row.left(), 0, 0, 0), size, self._ink(), bold=True)
        if self._cap_shown() and not self._stacked:
            cap = keycaps.size_of(self._cap, self._keycap_size())
            self._paint_cap(painter, end + self._gap(), row.center().y() - cap.height() / 2)

    def _fitted(self, room: float) -> tuple[int, str, str]:
        """Size, icon and words that fit: smaller first, then without icon, elided at last."""
        steps = [self._size, *(each for each in (Size.LEAD, Size.LINE, Size.BODY) if each < self._size)]
        for icon in (self._icon_shown(), "") if self._words else (self._icon_shown(),):
            for size in steps:
                if self._row_width(self.words, size, icon) <= room:
                    return size, icon, self.words
        return steps[-1], "", texts.elided(self.words, room - self._row_width("", steps[-1], ""), steps[-1], True)

    def _paint_cap(self, painter: QPainter, x: float, y: float) -> None:
        ink = self._ink()
        if ink == "ink":
            keycaps.paint(painter, self._cap, x, y, self._keycap_size())
        else:
            edge = "line" if ink == "ink3" else ink
            keycaps.paint(painter, self._cap, x, y, self._keycap_size(), ink=ink, edge=edge, fill=None)
