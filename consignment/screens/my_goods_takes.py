"""Her goods to take along: a code for her telephone, and the words that it holds."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from consignment import my_goods_texts
from consignment.my_goods import MyGoods
from consignment.screens.my_goods_tables import Rows
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.tenders import QrView
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import _

LARGEST, SMALLEST = 400, 240


class TakeAlong(QWidget):
    """The code at the left, how to use it, and the whole message at the right."""

    def __init__(self, copy: KeyButton, back: KeyButton) -> None:
        super().__init__()
        self.code, self.words = QrView(SMALLEST), Label("", Size.BODY, wrap=True)
        title = Label(_("Scan dengan kamera HP"), Size.NAME, bold=True)
        how = Label(
            _("WhatsApp terbuka dengan teks ini. Kirim ke diri sendiri atau keluarga; toko tidak mengirim apa-apa."),
            Size.BODY,
            tone="ink2",
            wrap=True,
        )
        self.text = Rows(_("Teks untuk WhatsApp"))
        self.text.setWidget(self.words)
        card = Card(pad=(20, 16), gap=8)
        for widget in (title, how):
            card.body.addWidget(widget)
        card.body.addWidget(self.text, 1)
        card.body.addLayout(layouts.row(copy, 1, back))
        line = layouts.row(self.code, card, gap=16)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_goods(self, goods: MyGoods | None) -> None:
        self.words.setText(my_goods_texts.message(goods) if goods else "")
        self.code.show_code(my_goods_texts.link(goods) if goods else "")
        self.text.verticalScrollBar().setValue(0)

    def minimumSizeHint(self) -> QSize:
        """The code gives way: what it has grown to must not keep the window from being made lower."""
        least = theme.px(SMALLEST) + 10
        return QSize(least + theme.px(280), least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As large a code as the height gives: a telephone must read it at arm's length."""
        room = min(event.size().height() - 10, theme.px(LARGEST), event.size().width() // 2)
        self.code.set_side(max(room, theme.px(SMALLEST)))
        super().resizeEvent(event)
