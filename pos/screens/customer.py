"""The customer's window: her lines as they come, the total, what she saved, the code, the change.

Everything is painted from one `Showing`; a change repaints it once.  It has no key, no
button and no focus: it stands on the other side of the counter.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop import boards, kawung, keycaps, texts, theme
from desktop.tenders import QrView
from desktop.theme import Size
from koperasi.text import _
from pos.showings import IDLE, Scene, Showing, ShownLine

#: Over the till where both stand on one monitor: it came by key, and goes by it.
FLAGS = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus | Qt.WindowType.WindowStaysOnTopHint
#: At 100 %: a line, the newest line, the head, the board.
ROW, NEWEST, HEAD, BOARD = 56, 108, 72, 190
#: Code points of a message's letters, tried until it stands on three lines.
MESSAGE_SIZES = (64, 52, 44, 36)


class CustomerWindow(QWidget):
    """Shows one moment of a sale, or the shop's messages; `close` is its end."""

    def __init__(self, shop_name: str) -> None:
        super().__init__(None, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle(_("Layar pembeli"))
        self.setMinimumSize(theme.px(480), theme.px(320))
        self._shop, self.showing, self.message = shop_name, IDLE, ""
        self.code = QrView(CODE_LEAST, self)
        self.code.hide()

    def show_moment(self, showing: Showing, message: str = "") -> None:
        """Another moment; the same one paints nothing."""
        if (showing, message) == (self.showing, self.message):
            return
        self.showing, self.message = showing, message
        self.setAccessibleName(showing.spoken or message)
        self._fit_code()
        self.update()

    # -- where things stand ----------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_code()

    def _fit_code(self) -> None:
        shown = self.showing.code
        visible = self.showing.scene is Scene.CODE and shown is not None
        self.code.setVisible(visible)
        if visible and shown is not None:
            area = self._code_area()
            self.code.show_code(shown.code)
            self.code.set_side(int(min(area.width(), area.height() - theme.px(96))) - 10)
            left = area.center().x() - self.code.width() / 2
            self.code.move(int(left), int(area.top()))

    def _code_area(self) -> QRectF:
        """The right half under the head, for the code and its names."""
        margin = theme.px(24)
        return QRectF(self.rect()).adjusted(self.width() * 0.46, theme.px(HEAD) + margin, -margin, -margin)

    # -- painting --------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scene = self.showing.scene
        if scene is Scene.IDLE:
            self._paint_idle(painter)
        elif scene is Scene.CHANGE:
            self._paint_change(painter)
        else:
            painter.fillRect(self.rect(), theme.colour("paper"))
            self._paint_head(painter)
            if scene is Scene.CODE:
                self._paint_code(painter)
            else:
                self._paint_lines(painter)

    def _paint_idle(self, painter: QPainter) -> None:
        painter.drawTiledPixmap(self.rect(), kawung.tile(self.devicePixelRatioF()))
        area = QRectF(self.rect()).adjusted(theme.px(48), theme.px(48), -theme.px(48), -theme.px(48))
        side = theme.px(88)
        kawung.paint_mark(painter, QRectF(area.center().x() - side / 2, area.top(), side, side))
        name = QRectF(area.left(), area.top() + side + theme.px(12), area.width(), theme.px(44))
        texts.draw(painter, self._shop, name, Size.PAY, "board_ink2", bold=True, align=texts.CENTRE)
        rest = area.adjusted(0, side + theme.px(64), 0, 0)
        size, lines = fitted(self.message, rest.width())
        high = theme.px(size * 1.35)
        top = rest.center().y() - high * len(lines) / 2
        for n, line in enumerate(lines):
            row = QRectF(rest.left(), top + n * high, rest.width(), high)
            texts.draw(painter, line, row, size, "board_ink", bold=True, align=texts.CENTRE)

    def _paint_head(self, painter: QPainter) -> None:
        head = QRectF(0, 0, self.width(), theme.px(HEAD))
        painter.fillRect(head, theme.colour("card"))
        painter.fillRect(QRectF(0, head.bottom() - 1, head.width(), 1), theme.colour("line"))
        side = theme.px(48)
        kawung.paint_mark(painter, QRectF(theme.px(24), theme.px(12), side, side))
        words = _("Halo, {name}").format(name=self.showing.name) if self.showing.name else _("Selamat belanja")
        right = head.adjusted(head.width() / 2, 0, -theme.px(24), 0)
        texts.draw(painter, words, right, Size.TITLE, "accent", bold=True, align=texts.RIGHT)
        left = head.adjusted(theme.px(88), 0, -head.width() / 2, 0)
        shop = texts.elided(self._shop, left.width(), Size.NAME, True)
        texts.draw(painter, shop, left, Size.NAME, "ink", bold=True)

    def _paint_lines(self, painter: QPainter) -> None:
        margin = theme.px(24)
        board = QRectF(margin, self.height() - margin - theme.px(BOARD), self.width() - 2 * margin, theme.px(BOARD))
        self._paint_board(painter, board, _("Total"))
        area = QRectF(margin, theme.px(HEAD) + theme.px(16), board.width(), 0)
        area.setBottom(board.top() - theme.px(16))
        keycaps.box(painter, area, theme.px(8), theme.colour("card"), theme.colour("line"))
        if not self.showing.lines:
            return
        newest = QRectF(area.left(), area.bottom() - theme.px(NEWEST), area.width(), theme.px(NEWEST))
        self._paint_newest(painter, newest, self.showing.lines[-1])
        room = int((newest.top() - area.top()) // theme.px(ROW))
        for n, line in enumerate(reversed(self.showing.lines[:-1][-room:] if room else ())):
            bottom = newest.top() - n * theme.px(ROW)
            self._paint_line(painter, QRectF(area.left(), bottom - theme.px(ROW), area.width(), theme.px(ROW)), line)
        hidden = len(self.showing.lines) - 1 - room
        if hidden > 0:
            words = _("… dan {count} barang lagi").format(count=hidden + 1)
            first = QRectF(area.left(), newest.top() - room * theme.px(ROW), area.width(), theme.px(ROW))
            painter.fillRect(first.adjusted(1, 1, -1, 0), theme.colour("card"))
            inside = first.adjusted(theme.px(20), 0, 0, 0)
            texts.draw(painter, words, inside, Size.LINE, "ink2")

    def _paint_line(self, painter: QPainter, row: QRectF, line: ShownLine) -> None:
        painter.fillRect(QRectF(row.left() + 1, row.bottom() - 1, row.width() - 2, 1), theme.colour("line"))
        inside = row.adjusted(theme.px(20), 0, -theme.px(20), 0)
        self._paint_names(painter, inside, line, Size.NAME, Size.BODY, theme.px(150))

    def _paint_newest(self, painter: QPainter, row: QRectF, line: ShownLine) -> None:
        painter.fillRect(row.adjusted(1, 0, -1, -1), theme.colour("accent_tint"))
        painter.fillRect(QRectF(row.left(), row.top(), theme.px(6), row.height()), theme.colour("accent"))
        inside = row.adjusted(theme.px(24), 0, -theme.px(20), 0)
        top = inside.adjusted(0, theme.px(10), 0, -theme.px(46))
        below = QRectF(inside.left(), top.bottom(), inside.width(), theme.px(30))
        wide = texts.width(line.amount.bare, Size.FIGURE, True) + theme.px(24)
        name = texts.elided(line.name, inside.width() - wide, Size.TITLE + 6, True)
        texts.draw(painter, name, top, Size.TITLE + 6, "ink", bold=True)
        texts.draw(painter, line.amount.bare, inside, Size.FIGURE, "ink", bold=True, align=texts.RIGHT)
        end = texts.draw(painter, line.count, below, Size.LEAD, "ink2")
        reason = below.adjusted(end - below.left() + theme.px(16), 0, 0, 0)
        texts.draw(painter, line.reason, reason, Size.LEAD, "ok", bold=True)

    def _paint_names(
        self, painter: QPainter, inside: QRectF, line: ShownLine, size: int, small: int, amount: float
    ) -> None:
        count = texts.width(line.count, small) + theme.px(24)
        name = texts.elided(line.name, inside.width() - amount - count, size)
        end = texts.draw(painter, name, inside, size, "ink")
        after = inside.adjusted(end - inside.left() + theme.px(16), 0, 0, 0)
        texts.draw(painter, line.count, after, small, "ink2")
        texts.draw(painter, line.amount.bare, inside, size, "ink", bold=True, align=texts.RIGHT)

    def _paint_board(self, painter: QPainter, box: QRectF, label: str) -> None:
        keycaps.box(painter, box, theme.px(8), theme.colour("board"), None)
        inside = box.adjusted(theme.px(28), theme.px(16), -theme.px(28), -theme.px(20))
        head = QRectF(inside.left(), inside.top(), inside.width(), theme.px(34))
        texts.draw(painter, label, head, Size.TITLE, "board_ink2")
        if self.showing.saved.amount > 0:
            words = _("Hemat {amount}").format(amount=self.showing.saved.shown)
            texts.draw(painter, words, head, Size.TITLE, "gold", bold=True, align=texts.RIGHT)
        figure = self.showing.total.bare
        steps = tuple(size for size in (120, 104, 84, 66, 48) if size * 1.1 < box.height() / theme.px(1)) or (48,)
        size = boards.fitting(figure, steps, inside.width(), 0.43)
        boards.paint_amount(painter, figure, inside, size, round(size * 0.43), "board_ink")

    def _paint_code(self, painter: QPainter) -> None:
        shown, margin = self.showing.code, theme.px(24)
        if shown is None:
            return
        area = self._code_area()
        box = QRectF(margin, area.top(), area.left() - 2 * margin, area.height())
        keycaps.box(painter, box, theme.px(8), theme.colour("board"), None)
        inside = box.adjusted(theme.px(28), theme.px(24), -theme.px(28), -theme.px(24))
        head = QRectF(inside.left(), inside.top(), inside.width(), theme.px(34))
        words = _("Bayar dengan QRIS")
        sizes = (size for size in (Size.TITLE, Size.LEAD, Size.BODY) if texts.width(words, size) <= head.width())
        texts.draw(painter, words, head, next(sizes, Size.BODY), "board_ink2")
        figure = QRectF(inside.left(), head.bottom(), inside.width(), theme.px(110))
        size = boards.fitting(shown.amount.bare, (84, 66, 56, 44, 36), inside.width(), 0.43)
        boards.paint_amount(painter, shown.amount.bare, figure, size, round(size * 0.43), "board_ink")
        self._paint_steps(painter, inside.adjusted(0, theme.px(180), 0, -theme.px(70)))
        self._paint_sum(painter, inside)
        foot = QRectF(area.left(), self.code.geometry().bottom() + theme.px(8), area.width(), theme.px(36))
        merchant = texts.elided(shown.merchant, area.width(), Size.NAME, True)
        texts.draw(painter, merchant, foot, Size.NAME, "ink", bold=True, align=texts.CENTRE)
        if shown.nmid:
            nmid = foot.translated(0, theme.px(34))
            texts.draw(painter, f"NMID {shown.nmid}", nmid, Size.LINE, "ink2", align=texts.CENTRE)

    def _paint_steps(self, painter: QPainter, area: QRectF) -> None:
        shown = self.showing.code
        typed = shown is not None and shown.typed
        steps = (
            _("1  Buka aplikasi bank atau dompet"),
            _("2  Scan kode di sebelah"),
            _("3  Ketik jumlah di atas") if typed else _("3  Cocokkan nama toko dan jumlah"),
        )
        high = max(theme.px(22), min(theme.px(40), area.height() / len(steps)))
        fits = all(texts.width(words, Size.NAME) <= area.width() for words in steps)
        size = Size.NAME if fits else Size.BODY
        for n, words in enumerate(steps):
            row = QRectF(area.left(), area.top() + n * high, area.width(), high)
            if row.bottom() <= area.bottom():
                texts.draw(painter, texts.elided(words, area.width(), size), row, size, "board_ink")

    def _paint_sum(self, painter: QPainter, inside: QRectF) -> None:
        """At the foot of the board: of which sum this is a part, and what she saved."""
        row = QRectF(inside.left(), inside.bottom() - theme.px(36), inside.width(), theme.px(36))
        words = _("Total {amount}").format(amount=self.showing.total.shown)
        texts.draw(painter, words, row, Size.NAME, "board_ink2")
        if self.showing.saved.amount > 0:
            saved = _("Hemat {amount}").format(amount=self.showing.saved.shown)
            over = row.translated(0, -theme.px(36))
            texts.draw(painter, saved, over, Size.NAME, "gold", bold=True)

    def _paint_change(self, painter: QPainter) -> None:
        painter.drawTiledPixmap(self.rect(), kawung.tile(self.devicePixelRatioF()))
        area = QRectF(self.rect()).adjusted(theme.px(32), theme.px(40), -theme.px(32), -theme.px(40))
        change = self.showing.change
        head = QRectF(area.left(), area.top(), area.width(), theme.px(60))
        title = _("Kembalian") if change else _("Lunas")
        texts.draw(painter, title, head, Size.FIGURE, "kunyit", bold=True, align=texts.CENTRE)
        box = QRectF(area.left(), head.bottom(), area.width(), area.height() * 0.5)
        thanks = QRectF(area.left(), area.bottom() - theme.px(54), area.width(), theme.px(44))
        if change:
            size = boards.fitting(change.bare, (208, 168, 128, 96), area.width(), 0.38)
            box.setBottom(box.center().y() + theme.px(size * 0.36))
            boards.paint_amount(painter, change.bare, box, size, round(size * 0.38), "board_ink", centred=True)
            texts.draw(painter, _("Terima kasih"), thanks, Size.RP, "gold", bold=True, align=texts.CENTRE)
        else:
            size = Size.CLOCK if texts.width(_("Terima kasih"), Size.CLOCK, True) <= box.width() else Size.AMOUNT
            texts.draw(painter, _("Terima kasih"), box, size, "board_ink", bold=True, align=texts.CENTRE)
        total = _("Total {amount}").format(amount=self.showing.total.shown)
        foot = thanks.translated(0, -theme.px(56) if change else 0)
        texts.draw(painter, total, foot, Size.PAY, "board_ink", align=texts.CENTRE)


CODE_LEAST = 160


def fitted(message: str, room: float) -> tuple[int, list[str]]:
    """The largest size at which a message stands on at most three lines whole, and those lines."""
    for size in MESSAGE_SIZES:
        lines = texts.wrapped(message, room, size, bold=True, most=12)
        if len(lines) <= 3 and " ".join(lines) == " ".join(message.split()):
            return size, lines
    return MESSAGE_SIZES[-1], texts.wrapped(message, room, MESSAGE_SIZES[-1], bold=True, most=3)
