"""Pesanan: one order with what came of it, its paper and its text for WhatsApp."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.chips import Chip, ChipLabel
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label, joined
from desktop.theme import Size
from inventory import order_desks, order_papers, order_reports
from inventory.order_papers import OrderPaper
from inventory.order_queries import WAITING, OrderState
from inventory.screens import order_rows
from koperasi.text import N_, _, long_date, short_date

RECEIVING = "receiving"


class PlacedOrderScreen(OfficeScreen):
    """The order's lines; its deeds at the foot."""

    place = "buying"
    title = N_("Pesanan")
    interested = frozenset({"orders", "purchases"})

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.paper: OrderPaper | None = None
        self._close_id = 0
        self._sure = False
        self.chip = ChipLabel(None, size=Size.BODY)
        self.about = Label("", Size.BODY, tone="ink2", wrap=True)
        self.sum = Label("", Size.TITLE, bold=True)
        self.list = RowList(order_rows.line_columns(), row_height=56, name=_("Isi pesanan"))
        self.list.show_empty(_("Membaca pesanan…"), "clock")
        self.home_field = self.list
        self._lay_actions()

    def _lay_actions(self) -> None:
        self.copy_button = KeyButton(self.act("Ctrl+W", _("Salin Teks WA"), self._copy, icon_name="chat"))
        self.act("Ctrl+P", _("Simpan PDF"), self._pdf)  # its button is on the preview
        self.look_button = KeyButton(self.act("Ctrl+I", _("Lihat Cetakan"), self._look, icon_name="eye"))
        self.change_button = KeyButton(self.act("Ctrl+U", _("Ubah"), self._change, icon_name="pencil"))
        self.close_button = KeyButton(self.act("Ctrl+T", _("Tutup"), self._close, icon_name="x"))
        for button in (self.copy_button, self.look_button):
            self.head_right.addWidget(button)
        back = self.act("Esc", _("Kembali"), self.shell.back, icon_name="back")
        receive = self.act("Enter", _("Terima Barang"), self._receive, icon_name="box")
        self.receive_button = KeyButton(receive, role="primary", size=Size.LEAD)
        head = layouts.row(self.chip, self.about, self.sum, gap=16)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.list, 1)
        foot = layouts.row(KeyButton(back, role="quiet"), self.change_button, self.close_button, 1, gap=8)
        foot.addWidget(self.receive_button)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(order_rows.NARROW_LINE_WIDTHS if narrow else order_rows.LINE_WIDTHS)
        super().resizeEvent(event)

    def enter(self, **what: object) -> None:
        paper, order_id = what.get("paper"), what.get("order_id")
        self._sure = False
        if isinstance(paper, OrderPaper):
            self._show(paper)
            saved = _("Pesanan {number} tersimpan. Kirim dengan Salin Teks WA atau Lihat Cetakan.")
            self.say(Notice(saved.format(number=paper.order.number), "ok"))
        elif isinstance(order_id, int):
            self._read(order_id)
        elif self.paper is not None:
            self._read(self.paper.order.id)

    def _look(self) -> None:
        if self.paper is not None:
            self.office.preview(self.shell, self.paper.order.id)

    def refresh(self) -> None:
        if self.paper is not None:
            self._read(self.paper.order.id)

    def _read(self, order_id: int) -> None:
        self.shell.deeds.read(
            self, partial(order_desks.paper, self.desk.shop, order_id), done=self._show, latest="order"
        )

    def _show(self, paper: OrderPaper) -> None:
        self.paper = paper
        self._close_id = self.desk.shop.minter.next()
        order, supplier = paper.order, paper.supplier
        tone, icon = order_rows.STATE_CHIPS[order.state]
        self.chip.show_chip(Chip(_(order_reports.STATES[order.state]), tone, icon))
        self.show_title(f"{order.number} · {supplier.name}")
        self.show_words(
            joined([each for each in (supplier.terms.contact, supplier.reached_at, supplier.village) if each])
        )
        facts = [_("Dipesan {day}").format(day=long_date(order.business_date))]
        if order.wanted_on is not None:
            facts.append(_("diminta datang {day}").format(day=short_date(order.wanted_on)))
        self.about.setText(joined([*facts, *([order.note] if order.note else [])]))
        self.sum.setText(order.expected.shown if order.expected else "")
        waiting = order.state in WAITING
        self.list.show_rows([order_rows.order_line_row(each, open_=waiting) for each in paper.lines])
        self._judge_keys(order.state)

    def _judge_keys(self, state: OrderState) -> None:
        waiting = state in WAITING
        for key in ("Ctrl+U", "Ctrl+T"):
            self.actions_by_key[key].setEnabled(waiting)
        actor = self.desk.actor
        known = next((each for each in self.office.entries if each.screen == RECEIVING), None)
        may = known is not None and actor is not None and actor.may(known.permission)
        self.actions_by_key["Enter"].setEnabled(waiting and may)
        self.receive_button.setVisible(known is not None)

    # -- deeds -----------------------------------------------------------------

    def _copy(self) -> None:
        if self.paper is not None:
            QApplication.clipboard().setText(order_papers.message(self.paper, self.desk.shop.branch))
            self.shell.sounds.play(Sound.SAVED)
            words = _("Teks pesanan disalin. Buka WhatsApp {to}, lalu tempel.")
            to = self.paper.supplier.reached_at or self.paper.supplier.name
            self.say(Notice(words.format(to=to), "ok"))

    def _pdf(self) -> None:
        if self.paper is None:
            return
        order = self.paper.order
        name = _("pesanan-{number}").format(number=order.number)
        text, _kind = QFileDialog.getSaveFileName(self, _("Simpan sebagai"), f"{name}.pdf", _("PDF (*.pdf)"))
        if not text:
            return
        path = Path(text)
        path = path if path.suffix else path.with_name(path.name + ".pdf")
        self.shell.deeds.write(
            self,
            partial(order_desks.save_pdf, self.desk.shop, order.id, path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.look_button,
            once="order-pdf",
        )

    def _change(self) -> None:
        if self.paper is not None:
            self.shell.go("order-editor", order_id=self.paper.order.id)

    def _receive(self) -> None:
        if self.paper is not None:
            self.shell.go(RECEIVING, order=self.paper.order.id)

    def _close(self) -> None:
        """Once more to be sure: what has not come is not awaited any more."""
        if self.paper is None:
            return
        if not self._sure:
            self._sure = True
            words = _("Sisanya tidak ditunggu lagi. Tekan Tutup sekali lagi.")
            self.say(Notice(words, "warn", "Ctrl T", _("Tutup")))
            return
        self._sure = False
        close = partial(order_desks.close, self.desk.shop, self.desk.person, self.paper.order.id, self._close_id)
        self.shell.deeds.write(
            self, close, done=self._closed, button=self.close_button, once="close-order", changed={"orders"}
        )

    def _closed(self, paper: OrderPaper) -> None:
        self._show(paper)
        self.say(Notice(_("Pesanan {number} ditutup.").format(number=paper.order.number), "ok"))
