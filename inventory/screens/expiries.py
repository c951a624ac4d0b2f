"""Hampir Kedaluwarsa: lots by their dates, what of them will stay unsold, and what to do about it.

Goods near their date are made cheaper (after a page on which each is ticked), expired ones
are written off lot by lot.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import expiry_desks, expiry_reports, markdowns
from inventory.expiries import Dated
from inventory.expiry_desks import Desk
from inventory.screens import expiry_parts
from inventory.screens.expiry_parts import STEPS, TickPage
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.rights import Permission
from koperasi.text import N_, _, ngettext
from printing.reports import Report

#: The filter that the screen opens with.
USUAL = 30


class ExpiriesScreen(OfficeScreen):
    """The list; Ctrl+T makes cheaper, Ctrl+R throws away."""

    place = "stock"
    title = N_("Hampir Kedaluwarsa")
    interested = frozenset({"stock", "prices", "goods"})
    more_keys = (("↑ ↓", N_("pilih barang")), ("Spasi", N_("centang")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.read_last: Desk | None = None
        self.days, self.chosen, self.below_cost = USUAL, 0, False
        self.list = RowList(expiry_parts.columns(), name=_("Barang menurut tanggal kedaluwarsa"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.installEventFilter(self)
        self.list.row_pressed.connect(self.choose)
        self.home_field = self.list
        self._make_deeds()

    def _make_deeds(self) -> None:
        self.filters: list[tuple[int, KeyButton]] = []
        for n, (days, words) in enumerate(expiry_desks.FILTERS, start=1):
            self.filters.append((days, KeyButton(self.act(f"Ctrl+{n}", _(words), partial(self.look_ahead, days)))))
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._cheaper = self.act("Ctrl+T", _("Turunkan Harga"), self.propose, icon_name="tag")
        self._waste = self.act("Ctrl+R", _("Buang yang Lewat"), self.show_expired, icon_name="bin")
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        export = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        self.export_button = KeyButton(export)
        self.head_right.addWidget(KeyButton(copy))
        self.head_right.addWidget(self.export_button)
        self._confirm = self.act("Enter", _("Mulai"), self._confirmed, icon_name="check")
        self._below = self.act("Ctrl+B", _("Boleh di bawah modal"), self._toggle_below)
        self.proposals = TickPage(expiry_parts.markdown_columns(), _("Usul potongan harga"))
        self.expired = TickPage(expiry_parts.waste_columns(), _("Barang kedaluwarsa"))
        self.work = QWidget()
        bar = layouts.row(*(button for _days, button in self.filters), 1, gap=8)
        whole = layouts.column(bar, self.list, gap=8)
        whole.setStretch(1, 1)
        self.work.setLayout(whole)
        self.stack = QStackedWidget()
        for page in (self.work, self.proposals, self.expired):
            self.stack.addWidget(page)
        for page in (self.proposals, self.expired):
            page.changed.connect(self._judge)
        self.waste_button, self.below_button = KeyButton(self._waste), KeyButton(self._below)
        self.cheaper_button = KeyButton(self._cheaper, role="primary", size=Size.LEAD)
        self.confirm_button = KeyButton(self._confirm, role="primary", size=Size.LEAD)
        # Never all at once: the window would have to be as wide as all of them.
        self.below_button.hide()
        self.confirm_button.hide()
        foot = layouts.row(KeyButton(back, role="quiet"), self.below_button, 1, self.waste_button, gap=8)
        foot.addWidget(self.cheaper_button)
        foot.addWidget(self.confirm_button)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(expiry_parts.NARROW_WIDTHS if narrow else expiry_parts.WIDTHS)
        super().resizeEvent(event)

    # -- coming, looking -----------------------------------------------------------------------

    def enter(self, **what: object) -> None:
        days = what.get("days")
        if isinstance(days, int):
            self.days = days
        self.stack.setCurrentWidget(self.work)
        self.home_field = self.list
        if self.read_last is None:
            self.list.show_empty(_("Tanggal sedang dibaca…"), "calendar")
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(expiry_desks.read, self.desk.shop), done=self._show, latest="expiries")

    def _show(self, desk: Desk) -> None:
        self.read_last = desk
        self.draw()

    @property
    def shown(self) -> tuple[Dated, ...]:
        return self.read_last.within(self.days) if self.read_last is not None else ()

    def look_ahead(self, days: int) -> None:
        """Show what expires within so many days; 0 what has already."""
        self.days, self.chosen = days, 0
        self.stack.setCurrentWidget(self.work)
        self.draw()

    def draw(self) -> None:
        desk, lots = self.read_last, self.shown
        for days, button in self.filters:
            button.set_role("chosen" if days == self.days else "plain")
        if desk is None:
            return
        self.chosen = min(max(self.chosen, 0), max(len(lots) - 1, 0))
        rows = [
            expiry_parts.row(lot, desk.day, desk.proposal(lot.product_id), chosen=n == self.chosen)
            for n, lot in enumerate(lots)
        ]
        self.list.show_rows(rows)
        empty = _("Tidak ada yang kedaluwarsa dalam {days} hari.").format(days=self.days)
        self.list.show_empty(empty if self.days else _("Tidak ada yang sudah lewat tanggalnya."), "check")
        self.list.reveal(self.chosen)
        told = ngettext("{count} barang, nilai {value}", "{count} barang, nilai {value}", len(lots))
        self.show_words(told.format(count=len(lots), value=expiry_desks.value(lots).shown))
        self._judge()

    def _judge(self) -> None:
        """Which deeds there are now."""
        desk, person, page = self.read_last, self.desk.person, self.stack.currentWidget()
        open_ones = any(each.open for each in desk.proposals) if desk else False
        listed = page is self.work
        shown = {self.waste_button: listed, self.cheaper_button: listed, self.confirm_button: not listed}
        shown[self.below_button] = page is self.proposals
        for button, there in sorted(shown.items(), key=lambda each: each[1]):
            button.setVisible(there)
        self._cheaper.setEnabled(listed and open_ones and person.may(Permission.PROMOTION_EDIT))
        self._waste.setEnabled(listed and bool(desk and desk.expired) and person.may(Permission.STOCK_WRITE_OFF))
        self._below.setEnabled(page is self.proposals and person.may(Permission.SALE_BELOW_FLOOR))
        ticked = page.ticked if isinstance(page, TickPage) else ()
        self._confirm.setEnabled(bool(ticked))
        if page is self.proposals:
            words = ngettext("Mulai {count} Potongan", "Mulai {count} Potongan", len(ticked))
            self._confirm.setText(words.format(count=len(ticked)))
        elif page is self.expired and desk is not None:
            gone = [lot for lot in desk.expired if lot.lot_id in ticked]
            self._confirm.setText(_("Buang, rugi {value}").format(value=expiry_desks.value(gone).shown))

    def choose(self, place: int) -> None:
        self.chosen = place
        self.draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the list are ours: Qt's own current row is never shown."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.choose(self.chosen + step)
                return True
        return super().eventFilter(watched, event)

    # -- cheaper -------------------------------------------------------------------------------

    def propose(self) -> None:
        """The page of proposals, those that can begin ticked."""
        if self.read_last is None:
            return
        self.below_cost = False
        self._show_proposals({each.lot.product_id for each in self.read_last.proposals if each.needed})

    def _show_proposals(self, ticked: set[int]) -> None:
        desk = self.read_last
        if desk is None:
            return
        ticks = [
            expiry_parts.markdown_tick(each, desk.day, below_cost=self.below_cost)
            for each in desk.proposals
            if each.open
        ]
        words = _("Setiap potongan berlaku sampai tanggal barangnya. Yang tidak dicentang tidak berubah.")
        self.proposals.show_ticks(ticks, ticked, words)
        self._below.setText(_("Boleh di bawah modal: ya") if self.below_cost else _("Boleh di bawah modal: tidak"))
        self._turn_to(self.proposals)

    def _toggle_below(self) -> None:
        self.below_cost = not self.below_cost
        self._show_proposals(self.proposals.ticked)

    def _turn_to(self, page: TickPage) -> None:
        self.stack.setCurrentWidget(page)
        self.home_field = page.list
        self.home()
        self._judge()

    def _confirmed(self) -> None:
        page = self.stack.currentWidget()
        if page is self.proposals and self.proposals.ticked:
            self._start()
        elif page is self.expired and self.expired.ticked:
            self._throw_away()
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _start(self) -> None:
        desk, shop, person = self.read_last, self.desk.shop, self.desk.person
        if desk is None:
            return
        wanted = [each for each in desk.proposals if each.lot.product_id in self.proposals.ticked]
        command = markdowns.command(wanted, desk.day, below_cost=self.below_cost)
        self.shell.deeds.write(
            self,
            partial(expiry_desks.start, shop, person, command),
            done=self._started,
            button=self.confirm_button,
            once="markdown",
            changed={"prices", "promotions"},
        )

    def _started(self, count: int) -> None:
        self._back_to_list()
        said = ngettext(
            "{count} barang lebih murah mulai sekarang.", "{count} barang lebih murah mulai sekarang.", count
        )
        self.say(Notice(said.format(count=count), "ok"))

    # -- thrown away ---------------------------------------------------------------------------

    def show_expired(self) -> None:
        """The page of expired lots, the shop's own ticked."""
        desk = self.read_last
        if desk is None:
            return
        ticks = [expiry_parts.waste_tick(lot, desk.day) for lot in desk.expired]
        words = _("Yang dicentang keluar dari stok dan menjadi kerugian hari ini. Sisihkan dulu barangnya dari rak.")
        self.expired.show_ticks(ticks, set(desk.own_lots), words)
        self._turn_to(self.expired)

    def _throw_away(self) -> None:
        desk, shop, person = self.read_last, self.desk.shop, self.desk.person
        if desk is None:
            return
        self.shell.deeds.write(
            self,
            partial(expiry_desks.waste, shop, person, desk, frozenset(self.expired.ticked)),
            done=self._thrown_away,
            button=self.confirm_button,
            once="waste",
            changed={"stock"},
        )

    def _thrown_away(self, lost: Rupiah) -> None:
        self._back_to_list()
        self.say(Notice(_("Dikeluarkan dari stok, rugi {value}.").format(value=lost.shown), "ok"))

    # -- leaving -------------------------------------------------------------------------------

    def _back_to_list(self) -> None:
        self.stack.setCurrentWidget(self.work)
        self.home_field = self.list
        self.home()
        self.draw()

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.work:
            self.shell.back()
        else:
            self._back_to_list()

    def _report(self) -> Report | None:
        if self.read_last is None:
            return None
        day = self.read_last.day
        return expiry_reports.report(self.shown, Period(self.desk.shop.branch, day, day))

    def _copy(self) -> None:
        if (report := self._report()) is not None:
            exports.copy(report)
            self.say(Notice(_("{count} baris disalin.").format(count=len(report.rows)), "ok"))

    def _export(self) -> None:
        report = self._report()
        path = exports.asked_path(self, _("hampir-kedaluwarsa")) if report is not None else None
        if report is None or path is None:
            return
        self.shell.deeds.write(
            self,
            partial(exports.save, report, path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.export_button,
            once="export",
        )
