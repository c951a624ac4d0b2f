"""Barang di Jalan: what is on its way between branches and since when; here it is received.

Enter opens a dispatch.  All of it counts as come whole; what is broken or missing is typed
at its line.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import layouts, texts, theme
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned, Field
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from inventory import dispatch_queries, dispatches
from inventory.arrival_lines import Told, ToldLine
from inventory.dispatch_queries import UnderWay
from inventory.dispatches import ArrivalCommand, Bearer
from inventory.screens import stock_rows
from inventory.screens.paged_lists import STEPS
from koperasi import uids
from koperasi.shop import Shop
from koperasi.text import N_, _, short_date
from koperasi.work import Actor


def looked_up(shop: Shop) -> tuple[UnderWay, ...]:
    with shop.reading() as connection:
        return tuple(dispatch_queries.under_way(connection, shop.branch.id))


def received(shop: Shop, person: Actor, dispatch_id: int, told: Told, note: str) -> int:
    """Post the arrival; returns its id."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    lines = told.arrived(note)
    command = ArrivalCommand(shop.minter.next(), uids.new_uid(now), dispatch_id, day, now, lines)
    with shop.work(person, channel="office") as work:
        dispatches.arrive(work, command)
    return command.id


class OnTheWayScreen(OfficeScreen):
    """A list of dispatches, and a page to receive one."""

    place = "stock"
    title = N_("Barang di Jalan")
    interested = frozenset({"stock"})
    more_keys = (("↑ ↓", N_("pilih baris")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.home_field = self
        self.papers: tuple[UnderWay, ...] = ()
        self.chosen = 0
        self.told = Told()
        self.last_id = 0
        self.list = RowList(_paper_columns(), name=_("Barang di jalan"))
        self.list.row_pressed.connect(self._touched)
        self.lines = RowList(_line_columns(), name=_("Isi kiriman"))
        self.lines.row_pressed.connect(self._choose_line)
        self._make_side()
        page = QWidget()
        page.setLayout(layouts.row(self.lines, self.side, gap=16))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(page)
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.open_action = self.act("Enter", _("Buka kiriman"), self._open, icon_name="truck")
        self.keep_action = self.act("Ctrl+S", _("Terima"), self._receive, icon_name="check")
        self.act("Ctrl+O", _("Lihat dokumen"), self._see, icon_name="document")
        self.notice.pressed.connect(self._see)
        self.open_button = KeyButton(self.open_action, role="primary", size=Size.LEAD)
        self.keep_button = KeyButton(self.keep_action, role="primary", size=Size.LEAD)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(layouts.row(KeyButton(back, role="quiet"), 1, self.open_button, self.keep_button))
        self._show_page(0)

    def _make_side(self) -> None:
        self.side = Card(pad=(16, 14), gap=8)
        self.line_name = ElidedLabel("", Size.LEAD, bold=True)
        self.line_words = Label("", Size.BODY, tone="ink2", wrap=True)
        self.broken, self.missing = QuantityField(name=_("Rusak di jalan")), QuantityField(name=_("Kurang"))
        for field in (self.broken, self.missing):
            field.quantity_changed.connect(lambda _quantity: self._typed())
        self.broken.submitted.connect(self.missing.setFocus)
        self.missing.submitted.connect(lambda: self._choose_line(self.told.chosen + 1))
        self.bearer = KeyButton(self.act("Ctrl+B", "", self._turn_bearer))
        self.note = Field(name=_("Catatan"))
        for part in (
            self.line_name,
            self.line_words,
            Captioned(_("Rusak di jalan"), self.broken),
            Captioned(_("Kurang (tidak ada)"), self.missing),
            Captioned(_("Catatan"), self.note),
            self.bearer,
        ):
            self.side.body.addWidget(part)
        self.side.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.side.setFixedWidth(theme.px(296 if narrow else 340))
        super().resizeEvent(event)

    # -- the list --------------------------------------------------------------

    def enter(self, **what: object) -> None:
        self._show_page(0)
        if not self.papers:
            self.list.show_empty(_("Mencari…"), "search")
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(looked_up, self.desk.shop), done=self._found, latest="on the way")

    def _found(self, papers: tuple[UnderWay, ...]) -> None:
        self.papers = papers
        self.list.show_empty(_("Tidak ada barang di jalan."), "truck")
        self.choose(self.chosen)
        self.open_action.setEnabled(bool(papers) and self.stack.currentIndex() == 0)

    def choose(self, place: int) -> None:
        self.chosen = min(max(place, 0), max(len(self.papers) - 1, 0))
        shop = self.desk.shop
        today = shop.branch.business_date(shop.clock())
        rows = [_paper_row(each, each.days(today), n == self.chosen) for n, each in enumerate(self.papers)]
        self.list.show_rows(rows)
        self.list.reveal(self.chosen)

    def _touched(self, place: int) -> None:
        if place == self.chosen:
            self._open()
        else:
            self.choose(place)

    def _show_page(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        for button, action, there in (
            (self.open_button, self.open_action, page == 0),
            (self.keep_button, self.keep_action, page == 1),
        ):
            button.setVisible(there)
            action.setEnabled(there)
        self.actions_by_key["Ctrl+B"].setEnabled(page == 1)
        if page == 0:
            self.show_title(_("Barang di Jalan"))
            self.show_words(_("Buka kiriman untuk menerimanya."))
            self.home_field = self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = next((many for key, many in STEPS.items() if key == event.key()), None)
        if step is None:
            super().keyPressEvent(event)
        elif self.stack.currentIndex() == 0:
            self.choose(self.chosen + step)
        else:
            self._choose_line(self.told.chosen + step)

    # -- receiving one ---------------------------------------------------------

    def _open(self) -> None:
        if not self.papers:
            self.shell.sounds.play(Sound.REFUSED)
            return
        paper = self.papers[self.chosen]
        self.told = Told.of(paper)
        self.note.clear()
        self._show_page(1)
        self.show_title(_("Terima {number}").format(number=paper.number))
        way = _("{source} ke {target}").format(source=paper.from_branch, target=paper.to_branch)
        self.show_words(texts.joined((way, short_date(paper.business_date), paper.note)))
        self.home_field = self.broken
        self._choose_line(0)
        self.home()

    def _choose_line(self, place: int) -> None:
        self.told = self.told.choose(place)
        line = self.told.line
        if line is not None:
            self.broken.set_quantity(line.broken or None)
            self.missing.set_quantity(line.missing or None)
        self._draw()
        self.lines.reveal(self.told.chosen)
        if not self.missing.hasFocus():
            return
        self.broken.setFocus()

    def _typed(self) -> None:
        self.told = self.told.with_lost(self.broken.quantity, self.missing.quantity)
        self._draw()

    def _turn_bearer(self) -> None:
        self.told = self.told.other_bearer()
        self._draw()

    def _draw(self) -> None:
        line = self.told.line
        self.lines.show_rows([_line_row(each, n == self.told.chosen) for n, each in enumerate(self.told.lines)])
        self.line_name.show_words(line.sent.name if line else "")
        self.line_words.setText(_line_words(line) if line else "")
        sender = self.told.borne_by is Bearer.SENDER
        self.bearer.show_words(_("Rugi cabang pengirim") if sender else _("Rugi cabang penerima"))
        self.bearer.setVisible(self.told.lost)
        self.keep_action.setEnabled(self.told.possible)
        self.keep_button.set_reason("" if self.told.possible else _("Lebih dari yang dikirim"))

    def _receive(self) -> None:
        if self.stack.currentIndex() != 1 or not self.told.possible:
            return
        dispatch_id, shop, person = self.papers[self.chosen].dispatch_id, self.desk.shop, self.desk.person
        work = partial(received, shop, person, dispatch_id, self.told, self.note.text())
        self.shell.deeds.write(self, work, done=self._kept, button=self.keep_button, changed={"stock", "goods"})

    def _kept(self, document_id: int) -> None:
        self.shell.sounds.play(Sound.SAVED)
        self.last_id = document_id
        self._show_page(0)
        self.say(Notice(_("Diterima."), "ok", "Ctrl O", _("Lihat dokumen")))
        self.refresh()
        self.home()

    def _see(self) -> None:
        if self.last_id:
            self.shell.go("document", document_id=self.last_id)

    def _leave(self) -> None:
        if self.stack.currentIndex() == 1:
            self._show_page(0)
            self.home()
        else:
            self.shell.back()


def _paper_columns() -> list[Column]:
    return [
        Column(_("Nomor"), 140),
        Column(_("Dari"), 0),
        Column(_("Ke"), 180),
        Column(_("Dikirim"), 120),
        Column(_("Sudah"), 90, texts.RIGHT),
        Column(_("Barang"), 80, texts.RIGHT),
        Column(_("Nilai"), 120, texts.RIGHT),
    ]


def _paper_row(paper: UnderWay, days: int, chosen: bool) -> Row:
    cells = (
        Cell(paper.number, bold=True, size=Size.BODY),
        Cell(paper.from_branch, size=Size.BODY),
        Cell(paper.to_branch, size=Size.BODY),
        Cell(short_date(paper.business_date), tone="ink2", size=Size.BODY),
        Cell(_("{days} hari").format(days=days), size=Size.BODY, tone="refuse" if days > 2 else "ink"),
        Cell(str(len(paper.waiting)), size=Size.BODY),
        Cell(paper.value.bare, bold=True, size=Size.BODY),
    )
    return stock_rows.chosen_row(cells, chosen=chosen, tag=paper.dispatch_id)


def _line_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0),
        Column(_("Dikirim"), 90, texts.RIGHT),
        Column(_("Utuh"), 90, texts.RIGHT),
        Column(_("Rusak"), 80, texts.RIGHT),
        Column(_("Kurang"), 80, texts.RIGHT),
    ]


def _line_row(line: ToldLine, chosen: bool) -> Row:
    sent = line.sent
    note = _("kedaluwarsa {day}").format(day=short_date(sent.expires_on)) if sent.expires_on else ""
    cells = (
        Cell(
            sent.name, bold=True, size=Size.BODY, small="" if note else sent.unit.lower(), note=note, note_tone="ink3"
        ),
        Cell(sent.quantity.shown, tone="ink2", size=Size.BODY),
        Cell(line.came.shown, bold=True, size=Size.BODY, tone="ink" if line.possible else "refuse"),
        Cell(line.broken.shown if line.broken else "–", size=Size.BODY, tone="warn" if line.broken else "ink3"),
        Cell(line.missing.shown if line.missing else "–", size=Size.BODY, tone="warn" if line.missing else "ink3"),
    )
    return stock_rows.chosen_row(cells, chosen=chosen, tag=sent.line)


def _line_words(line: ToldLine) -> str:
    if not line.possible:
        return _("Rusak dan kurang lebih banyak dari yang dikirim.")
    told = _("Dikirim {sent}, diterima utuh {came} {unit}.")
    return told.format(sent=line.sent.quantity.shown, came=line.came.shown, unit=line.sent.unit.lower())
