"""One report: what it is narrowed to, its picture, its rows; on paper, in a file, on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from desktop import theme
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.flows import FlowRow
from desktop.frames import NARROW_BELOW
from desktop.offices import Office, OfficeScreen
from desktop.pickers import Picker
from desktop.report_files import Shape
from desktop.report_filters import FilterBar
from desktop.report_views import ReportView
from desktop.shells import Shell
from desktop.tables import Sheet
from desktop.theme import Size
from koperasi.branches import Branch
from koperasi.errors import Refused, ShopError
from koperasi.periods import Period
from koperasi.stops import Stop
from koperasi.text import N_, _
from pos import blind_counts, report_choices
from pos.commands import reports
from pos.report_choices import Filter, Listed, Offered
from pos.screens.report_outputs import ReportOutputs
from pos.screens.report_parts import TARGETS, filters_of, first_maker, period_of

if TYPE_CHECKING:
    from printing.reports import Report

PAGES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ReportScreen(OfficeScreen):
    """Shows any report of `REPORTS`; `shell.go("report", report="stock")`."""

    place = "reports"
    title = N_("Laporan")
    more_keys = (
        ("↑ ↓", N_("pilih baris")),
        ("Ctrl ← →", N_("urutkan menurut kolom")),
        ("Ctrl ↓", N_("balik urutan")),
        ("Ctrl G", N_("kelompokkan menurut kolom")),
    )

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self._listed: Listed | None = None
        self._stop: Stop | None = None
        self._told: dict[str, object] = {}
        self._options: list[tuple[object, str]] = []
        self._make_actions()
        self.view = ReportView(self._arrange, KeyButton(self._cancel), _("Isi laporan"))
        self.outputs = ReportOutputs(self, self.view, self._cancel, self._rest)
        self.search = Field(size=Size.BODY, name=_("Cari di tabel"))
        self.search.setPlaceholderText(_("Cari di tabel"))
        self.search.setFixedWidth(theme.px(140))
        self.search.textChanged.connect(self.view.narrow)
        self.search.submitted.connect(self.do_primary)
        self.home_field = self.search
        self.group = Picker(name=_("Kelompokkan"))
        self.group.picked.connect(lambda key: self.view.group_by(str(key)))
        self._compact = True
        self.leads, self.folds = KeyButton(self._lead), KeyButton(self._fold)
        for button in (self.folds, self.leads):
            button.hide()
            self.view.foot.addWidget(button)
        for widget in (self.search, self.group, *self._buttons):
            self.head_right.addWidget(widget)
        self.primary = KeyButton(self.actions_by_key["Enter"], role="primary")
        self.filters = FilterBar(self.primary)
        self.filters.submitted.connect(self.do_primary)
        self.view.row_opened.connect(self._open)
        self.view.sheet_shown.connect(self._say_counted)
        for part in (self.filters, self.more):
            self.body.addWidget(part)
        self.body.addWidget(self.view, 1)

    def _make_actions(self) -> None:
        self.act("Enter", _("Tampilkan"), self.show_report)
        self.act("Esc", _("Kembali"), self._back, icon_name="back")
        self._cancel = self.act("Ctrl+X", _("Batal"), self.cancel, icon_name="x")
        self._lead = self.act("Ctrl+K", _("Kartu Stok"), lambda: self.view.open_chosen())
        self._fold = self.act("Ctrl+J", _("Buka semua"), lambda: self.view.fold_all(), icon_name="grid")
        self.act("Ctrl+G", _("Kelompokkan"), self.group_next)
        printing = self.act("Ctrl+P", _("Cetak"), lambda: self.outputs.print_report(self._buttons[0]))
        excel = self.act("Ctrl+E", _("Excel"), lambda: self.save(Shape.XLSX))
        others = self.act("Ctrl+S", _("Lainnya"), self._show_more)
        self.act("Ctrl+O", _("Buka file"), lambda: self.outputs.open_saved())
        self._buttons = [KeyButton(each) for each in (printing, excel, others)]
        files = [
            KeyButton(excel),
            KeyButton(self.act("Ctrl+1", "PDF", lambda: self.save(Shape.PDF), icon_name="document")),
            KeyButton(self.act("Ctrl+2", "CSV", lambda: self.save(Shape.CSV), icon_name="down")),
            KeyButton(self.act("Ctrl+3", "JSON", lambda: self.save(Shape.JSON), icon_name="down")),
            KeyButton(
                self.act("Ctrl+4", _("Pilih folder"), lambda: self.outputs.save_elsewhere(files[4]), icon_name="pencil")
            ),
            KeyButton(
                self.act("Ctrl+5", _("Printer struk"), lambda: self.outputs.print_slip(files[5]), icon_name="receipt")
            ),
            KeyButton(self.act("Ctrl+C", _("Salin tabel"), lambda: self.outputs.copy_table(), icon_name="document")),
            KeyButton(self.act("Ctrl+B", _("Salin baris"), lambda: self.outputs.copy_row(), icon_name="document")),
        ]
        self._files = dict(zip((Shape.XLSX, Shape.PDF, Shape.CSV, Shape.JSON), files, strict=False))
        self.more = FlowRow(files, ends=False)
        self.more.hide()
        for key, step in (("Ctrl+Right", 1), ("Ctrl+Left", -1)):
            self.act(key, _("Urutkan"), partial(self._sort_beside, step))
        self.act("Ctrl+Down", _("Balik urutan"), lambda: self.view.turn())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """A narrow window has no room for icons in the head, and Excel stands among the other files."""
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.search.setFixedWidth(theme.px(140 if narrow else 180))
        self._buttons[1].setVisible(not narrow)
        if narrow != self._compact:
            self._compact = narrow
            for button, icon in zip(self._buttons, ("printer", "down", "down"), strict=True):
                button.set_icon("" if narrow else icon)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With `report` another report is shown at once, told `good` where it is about one.

        From a day to a day with `first` and `last`, of another `branch`, put together `by`, where they are told.
        """
        name = str(what.pop("report", "") or "")
        if not name:
            return
        self._listed, self._told = report_choices.listed(name), what
        self.show_title(self._listed.words)
        self.show_words("")
        self.search.clear()
        self.more.hide()
        self.filters.show()
        self.view.forget(_("Menyiapkan laporan…"))
        choice, shop = self._listed.choice, self.desk.shop

        def offered() -> Offered:
            with shop.reading() as connection:
                return report_choices.offered(connection, choice)

        self.shell.deeds.read(self, offered, done=self._begin, latest="report-choices")

    def leave(self) -> None:
        self.cancel()

    def _back(self) -> None:
        if self._stop is not None or self.outputs.writing:
            self.cancel()
        else:
            self.shell.back()

    def _begin(self, offered: Offered) -> None:
        if self._listed is not None:
            today = self.desk.shop.branch.business_date(self.desk.shop.clock())
            self.filters.show_filters(filters_of(self._listed.choice, offered, today))
            code = str(self._told.get("good", ""))
            self.filters.show_code(code)
            self.filters.show_days(self._told.get("first"), self._told.get("last"))
            if "by" in self._told and "by" in self.filters.pickers:
                self.filters.pickers["by"].choose(self._told["by"])
            if code or Filter.GOOD not in self._listed.choice.filters:
                self.show_report()
            else:
                self.view.forget(_("Tulis kode barangnya, lalu Enter."), "box")
                self.filters.ask_code()

    # -- making it -------------------------------------------------------------

    def show_report(self) -> None:
        """Read it, off the GUI thread; what was under way is given up."""
        listed = self._listed
        if listed is None:
            return
        try:
            chosen = self.filters.chosen()
        except Refused as wrong:
            self.tell(wrong)
            return
        self.hush()
        self.cancel()
        branch = self._told.get("branch")
        period = period_of(branch if isinstance(branch, Branch) else self.desk.shop.branch, chosen)
        self._first_rows(listed, period)
        make, shop, person = reports.maker(listed.name), self.desk.shop, self.desk.person

        def work(stop: Stop) -> Report:
            with stop.reading(shop) as connection:
                blind_counts.check_report(connection, person, listed.name, period)
                return make(connection, replace(period, stop=stop))

        self.primary.set_reason(_("Menghitung…"))
        self._stop = self.shell.deeds.long(self, work, done=self._made, failed=self._failed, latest="report")
        self._cancel.setEnabled(True)
        self.view.busy.begin(self._stop)

    def _first_rows(self, listed: Listed, period: Period) -> None:
        """Rows to look at while a long list is read."""
        make, shop, person = first_maker(listed.choice), self.desk.shop, self.desk.person
        if make is None or self.view.report is not None:
            return

        def work() -> Report:
            with shop.reading() as connection:
                blind_counts.check_report(connection, person, listed.name, period)
                return make(connection, period)

        def done(report: Report) -> None:
            if self._stop is not None:
                self.view.show_report(report)

        self.shell.deeds.read(self, work, done=done, latest="report-first")

    def _made(self, report: Report) -> None:
        self._end()
        self.show_title(report.title)
        self.view.show_report(report)
        self.home()

    def _failed(self, _error: ShopError) -> bool:
        self._end()
        self.view.forget(_("Laporan tidak dapat dibuat."), "refuse")
        return False

    def cancel(self) -> None:
        """Stop the report under way, or the file that is written; the database is at rest at once."""
        self.outputs.cancel()
        if self._stop is not None:
            self._stop.stop()
            self._end()
            if self.view.report is None:
                self.view.forget(_("Dibatalkan. Enter untuk menghitung lagi."), "x")

    def _end(self) -> None:
        self._stop = None
        self._rest()
        self.primary.set_reason("")

    def _rest(self) -> None:
        """Nothing takes its time any more, unless something else does."""
        if self._stop is None and not self.outputs.writing:
            self._cancel.setEnabled(False)
            self.view.busy.end()

    def _arrange(self, work: Callable[[], Sheet], done: Callable[[Sheet], object]) -> None:
        self.shell.deeds.read(self, work, done=done, latest="report-sheet")

    # -- looking at it ---------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.view.table.page()
        steps = {**PAGES, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self.view.step(step)
            self._say_counted()

    def _sort_beside(self, step: int) -> None:
        self.view.sort_beside(step)

    def group_next(self) -> None:
        """Put rows together by the next column that they can be put together by; after the last by none."""
        keys = ["", *(each.key for each in self.view.may_group)]
        grouping = self.view.grouping
        self.view.group_by(keys[(keys.index(grouping.key if grouping else "") + 1) % len(keys)])

    def _say_counted(self) -> None:
        sheet = self.view.sheet
        self._say_groups()
        if sheet is None:
            self.leads.hide()
            return
        report = sheet.report
        about = [each for each in (report.subtitle, report.period, sheet.counted) if each]
        self.show_words(" · ".join(about))
        self._say_lead(report)

    def _say_groups(self) -> None:
        """By what rows can be put together, and by what they are."""
        grouping = self.view.grouping
        options: list[tuple[object, str]] = [("", _("Per baris") if grouping is not None else _("Kelompok"))]
        options += [(each.key, each.label) for each in self.view.may_group]
        if options != self._options:
            self._options = options
            self.group.show_options(options)
        self.group.choose(grouping.key if grouping else "")
        self.group.setVisible(len(options) > 1)
        self.folds.setVisible(grouping is not None)
        self._fold.setEnabled(grouping is not None)
        self._fold.setText(_("Buka semua") if grouping is not None and grouping.all_folded else _("Lipat semua"))

    def _say_lead(self, report: Report) -> None:
        """The key of what a row leads to: only where the window has such a screen."""
        group = self.view.group_at(self.view.table.chosen)
        if group is not None:
            self.leads.show()
            self._lead.setText(_("Buka kelompok") if self.view.folded(group) else _("Lipat kelompok"))
            self._lead.setEnabled(True)
            self._say_why_not()
            return
        kind = report.opens.kind if report.opens is not None else ""
        screen, _what, words = TARGETS.get(kind, ("", "", ""))
        there = bool(screen) and self.shell.has(screen)
        self.leads.setVisible(there)
        self._lead.setText(_(words) if words else "")
        self._lead.setEnabled(there and self.view.opening() is not None)
        self._say_why_not()

    def _say_why_not(self) -> None:
        """A key that is dead says what it waits for."""
        alive, chosen = self._lead.isEnabled(), self.view.table.chosen >= 0
        waits = _("Baris ini tidak membuka apa pun") if chosen else _("Pilih baris dulu")
        self.leads.set_reason("" if alive else waits)

    def _open(self, kind: str, key: object) -> None:
        screen, what, _words = TARGETS.get(kind, ("", "", ""))
        if screen and self.shell.has(screen):
            told: dict[str, Any] = {what: key}
            self.shell.go(screen, **told)

    # -- out of the window -----------------------------------------------------

    def _show_more(self) -> None:
        """The other files and the clipboard, in the place of the filters; and back."""
        going, coming = (self.filters, self.more) if self.more.isHidden() else (self.more, self.filters)
        going.hide()
        coming.show()

    def save(self, shape: Shape) -> None:
        """What is seen, as a file in the usual folder."""
        head = shape is Shape.XLSX and self._buttons[1].isVisible()
        self.outputs.save(shape, self._buttons[1] if head else self._files[shape])
