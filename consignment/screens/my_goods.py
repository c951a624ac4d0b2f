"""Titipan Saya: what a maker sees of her own goods and money, and of nobody else's.

She comes here through the door with her card and PIN.  It locks itself when nobody touches
it; Esc ends it at once.  Nothing can be changed here.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consignment import my_goods_desks, my_goods_texts
from consignment import my_goods_words as words
from consignment.my_goods import MyGoods
from consignment.screens import countdowns
from consignment.screens.countdowns import Countdown
from consignment.screens.my_goods_parts import HerMark, OwedBoard, SoldCard
from consignment.screens.my_goods_tables import GoodsTable, PaperList
from consignment.screens.my_goods_takes import TakeAlong
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.notices import Notice
from desktop.offices import Desk
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.errors import ShopError
from koperasi.text import N_, _
from koperasi.work import Actor

NAME, DOOR = "my-goods", "my-goods-door"
NARROW_BELOW = 1_200
BOARD, NARROW_BOARD = 456, 360


class Head(QWidget):
    """Who she is, when it locks itself, and the key that ends it; 88 high."""

    def __init__(self, end: KeyButton) -> None:
        super().__init__()
        self.mark, self.name = HerMark(), ElidedLabel("", Size.PAY, bold=True)
        self.about, self.left = ElidedLabel("", Size.LINE, tone="ink2"), Label("", Size.LINE)
        for label, high in ((self.name, 36), (self.about, 26)):
            label.setFixedHeight(theme.px(high))
        self.setFixedHeight(theme.px(88))
        self._waits = Label(_("Terkunci sendiri dalam"), Size.LINE, tone="ink2")
        self.left.setFont(theme.font(Size.LINE, bold=True))
        names = layouts.column(self.name, self.about, gap=0)
        waits = layouts.row(self._waits, self.left, gap=5)
        row = layouts.row(self.mark, names, waits, end, gap=16, margins=(24, 12, 24, 13))
        row.setStretch(1, 1)
        self.setLayout(row)

    def show_goods(self, goods: MyGoods | None) -> None:
        self.mark.show_name(goods.who.name if goods else "")
        self.name.show_words(words.title(goods.who) if goods else _("Titipan Saya"))
        self.about.show_words(words.about(goods.who) if goods else "")

    def show_left(self, seconds: int) -> None:
        self.left.setText(countdowns.told(seconds))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))


class MyGoodsScreen(Screen):
    """Enter it with `goods`, which the door has read when her PIN was right."""

    title = N_("Titipan Saya")
    secret = True
    interested = frozenset({"sales", "stock", "makers", "payouts", "statements"})

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell)
        self.desk = desk
        #: In whose name it is read: fixed when she comes in, for whoever signs out meanwhile.
        self._actor: Actor | None = None
        self.goods: MyGoods | None = None
        self.countdown = Countdown(self, desk.shop.settings.kiosk_seconds)
        self._print = self.act("Ctrl+P", _("Cetak"), self._print_slip, icon_name="printer")
        take = self.act("Ctrl+W", _("Kirim WhatsApp"), self._turn, icon_name="chat")
        end = self.act("Esc", _("Selesai"), self._end, icon_name="lock")
        self.act("Ctrl+U", _("Baca ulang"), self.refresh)
        copy = self.act("Ctrl+C", _("Salin teks"), self._copy, icon_name="document")
        self.head = Head(KeyButton(end, tall="56", size=Size.LINE))
        self.board, self.sold = OwedBoard(), SoldCard()
        self.table, self.papers = GoodsTable(), PaperList()
        self.take_button = KeyButton(take, tall="free", size=Size.LINE, stacked=True)
        self.print_button = KeyButton(self._print, role="primary", tall="free", size=Size.LINE, stacked=True)
        back = KeyButton(take, tall="56", icon="back")
        back.show_words(_("Kembali"))
        self.taking = TakeAlong(KeyButton(copy, tall="56"), back)
        self.home_field = self.table.rows
        self._lay_out()
        self.countdown.changed.connect(self.head.show_left)
        self.countdown.over.connect(lambda: self._close("timer"))

    def _lay_out(self) -> None:
        foot = QWidget()
        self._foot = layouts.row(self.papers, self.take_button, self.print_button, gap=16)
        self._foot.setStretch(0, 1)
        foot.setLayout(self._foot)
        foot.setFixedHeight(theme.px(106))
        goods = layouts.held(layouts.column(self.table, foot, gap=16))
        self.pages = QStackedWidget()
        self.pages.addWidget(goods)
        self.pages.addWidget(self.taking)
        top = QHBoxLayout()
        top.setSpacing(theme.px(16))
        top.addWidget(self.board)
        top.addWidget(self.sold, 1)
        body = layouts.column(top, self.pages, self.notice, gap=16, margins=(24, 16, 24, 16))
        body.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.board.setFixedWidth(theme.px(NARROW_BOARD if narrow else BOARD))
        self.take_button.setFixedWidth(theme.px(176 if narrow else 241))
        self.print_button.setFixedWidth(theme.px(132 if narrow else 187))
        super().resizeEvent(event)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        goods = what.get("goods")
        self._actor = self.desk.actor
        self.pages.setCurrentIndex(0)
        self.print_button.set_reason("" if self.desk.printer else _("Tanpa printer"))
        self.countdown.seconds = max(self.desk.shop.settings.kiosk_seconds, 1)
        self.countdown.start()
        self._show(goods if isinstance(goods, MyGoods) else None)

    def leave(self) -> None:
        """Nothing of her stays behind, wherever the next one looks."""
        self.countdown.stop()
        if self.goods is not None:
            self._forget_copied()
        self._show(None)

    def _show(self, goods: MyGoods | None) -> None:
        self.goods = goods
        name = words.you(goods.who) if goods else ""
        none = _("Belum ada barang titipan {you} bulan ini. Bawa ke kasir bersama kartu.").format(you=name)
        self.head.show_goods(goods)
        self.board.show_due(words.owed(goods) if goods else None)
        self.sold.show_goods(goods)
        self.table.show_goods(goods, none if goods else "")
        self.papers.show_goods(goods)
        self.taking.show_goods(goods)

    def refresh(self) -> None:
        """Read it again; she sees what she saw until that is done."""
        if self.goods is None or self._actor is None or not self.isVisible():
            return
        work = partial(my_goods_desks.read, self.desk.shop, self._actor, self.goods.who.party_id)
        self.shell.deeds.read(self, work, done=self._refreshed, failed=self._unread, latest=NAME)

    def _refreshed(self, goods: MyGoods) -> None:
        """Unless she has gone meanwhile, and perhaps another has come."""
        if self.goods is not None and self.goods.who.party_id == goods.who.party_id:
            self.hush()
            self._show(goods)

    def _unread(self, error: ShopError) -> bool:
        words_ = _("Belum terbaca lagi: {why} Angka di layar dari jam {at}.")
        at = f"{self.goods.at:%H.%M}" if self.goods is not None else "–"
        self.say(Notice(words_.format(why=error.message, at=at), "warn", key="Ctrl U", key_words=_("Baca ulang")))
        return True

    # -- what she can do -------------------------------------------------------

    def _end(self) -> None:
        """Esc: back from the code to her goods, then out."""
        if self.pages.currentIndex():
            self._turn()
        else:
            self._close("esc")

    def _close(self, by: str) -> None:
        """Back to the door, which always is the screen before."""
        goods, actor = self.goods, self._actor
        self.shell.back()
        if goods is not None and actor is not None:
            work = partial(my_goods_desks.closed, self.desk.shop, actor, goods.who.party_id, by)
            self.shell.deeds.write(self, work, failed=lambda _error: True)

    def lock(self) -> None:
        """Out at once, whatever is shown."""
        self._close("lock")

    def _turn(self) -> None:
        """To the code and the message, and back."""
        self.pages.setCurrentIndex(0 if self.pages.currentIndex() else 1)
        self.home_field = self.taking.text if self.pages.currentIndex() else self.table.rows
        self.home()

    def _copy(self) -> None:
        if self.goods is not None:
            QGuiApplication.clipboard().setText(my_goods_texts.message(self.goods))
            self.say(Notice(_("Teks tersalin. Tempel di WhatsApp."), "ok"))

    def _forget_copied(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if self.goods is not None and clipboard.text() == my_goods_texts.message(self.goods):
            clipboard.clear()

    def _print_slip(self) -> None:
        if self.goods is None or self._actor is None or not self.desk.printer:
            self.shell.sounds.play(Sound.REFUSED)
            return
        work = partial(my_goods_desks.print_slip, self.desk.shop, self._actor, self.goods, self.desk.printer)
        self.shell.deeds.write(self, work, done=self._printed, button=self.print_button)

    def _printed(self, _nothing: object) -> None:
        self.desk.call_printer()
        self.say(Notice(_("Dicetak. Ambil kertasnya di kasir."), "ok"))
