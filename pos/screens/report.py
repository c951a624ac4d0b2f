"""One report: what it is narrowed to, its picture, its rows; on paper, in a file, on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog

from desktop import report_files, tables, theme
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.flows import FlowRow
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
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
from pos import report_choices
from pos.commands import reports
from pos.report_choices import Filter, Listed, Offered
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
    )

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self._listed: Listed | None = None
        self._stop: Stop | None = None
        self._told: dict[str, object] = {}
        self._saved: Path | None = None
        self.folder = report_files.usual_folder
        self.open_file: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._make_actions()
        self.view = ReportView(self._arrange, KeyButton(self._cancel), _("Isi laporan"))
        self.search = Field(size=Size.BODY, name=_("Cari di tabel"))
        self.search.setPlaceholderText(_("Cari di tabel"))
        self.search.setFixedWidth(theme.px(140))
        self.search.textChanged.connect(self.view.narrow)
        self.search.submitted.connect(self.do_primary)
        self.home_field = self.search
        self._compact = True
        self.notice.pressed.connect(self._open_told)
        self.leads = KeyButton(self._lead)
        self.leads.hide()
        for widget in (self.search, self.leads, *self._buttons):
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
        printing = self.act("Ctrl+P", _("Cetak"), self.print_report)
        excel = self.act("Ctrl+E", _("Excel"), lambda: self.save(Shape.XLSX))
        others = self.act("Ctrl+S", _("Lainnya"), self._show_more)
        self.act("Ctrl+O", _("Buka file"), self._open_saved)
        self._buttons = [KeyButton(each) for each in (printing, excel, others)]
        files = [
            KeyButton(excel),
            KeyButton(self.act("Ctrl+1", "PDF", lambda: self.save(Shape.PDF), icon_name="document")),
            KeyButton(self.act("Ctrl+2", "CSV", lambda: self.save(Shape.CSV), icon_name="down")),
            KeyButton(self.act("Ctrl+3", "JSON", lambda: self.save(Shape.JSON), icon_name="down")),
            KeyButton(self.act("Ctrl+4", _("Pilih folder"), self.save_elsewhere, icon_name="pencil")),
            KeyButton(self.act("Ctrl+C", _("Salin tabel"), self.copy_table, icon_name="document")),
            KeyButton(self.act("Ctrl+B", _("Salin baris"), self.copy_row, icon_name="document")),
        ]
        self.more = FlowRow(files)
        self.more.hide()
        for key, step in (("Ctrl+Right", 1), ("Ctrl+Left", -1)):
            self.act(key, _("Urutkan"), partial(self._sort_beside, step))
        self.act("Ctrl+Down", _("Balik urutan"), lambda: self.view.turn())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head(leads=not self.leads.isHidden())

    def _fit_head(self, *, leads: bool) -> None:
        """A narrow window, and one whose rows lead somewhere, has no room for icons in the head."""
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.search.setFixedWidth(theme.px(140 if narrow else 180))
        compact = narrow or leads
        self._buttons[1].setVisible(not (narrow and leads))
        if compact != self._compact:
            self._compact = compact
            for button, icon in zip(self._buttons, ("printer", "down", "down"), strict=True):
                button.set_icon("" if compact else icon)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With `report` another report is shown at once, told `good` where it is about one.

        From a day to a day with `first` and `last`, and of another `branch`, where they are told.
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
        if self._stop is not None:
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
        make, shop = reports.maker(listed.name), self.desk.shop

        def work(stop: Stop) -> Report:
            with stop.reading(shop) as connection:
                return make(connection, replace(period, stop=stop))

        self.primary.set_reason(_("Menghitung…"))
        self._stop = self.shell.deeds.long(self, work, done=self._made, failed=self._failed, latest="report")
        self._cancel.setEnabled(True)
        self.view.busy.begin(self._stop)

    def _first_rows(self, listed: Listed, period: Period) -> None:
        """Rows to look at while a long list is read."""
        make, shop = first_maker(listed.choice), self.desk.shop
        if make is None or self.view.report is not None:
            return

        def work() -> Report:
            with shop.reading() as connection:
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
        """Stop the report under way; the database is at rest at once."""
        if self._stop is not None:
            self._stop.stop()
            self._end()
            if self.view.report is None:
                self.view.forget(_("Dibatalkan. Enter untuk menghitung lagi."), "x")

    def _end(self) -> None:
        self._stop = None
        self._cancel.setEnabled(False)
        self.view.busy.end()
        self.primary.set_reason("")

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

    def _say_counted(self) -> None:
        sheet = self.view.sheet
        if sheet is None:
            self.leads.hide()
            return
        report = sheet.report
        about = [each for each in (report.subtitle, report.period, sheet.counted) if each]
        self.show_words(" · ".join(about))
        self._say_lead(report)

    def _say_lead(self, report: Report) -> None:
        """The key of what a row leads to: only where the window has such a screen."""
        kind = report.opens.kind if report.opens is not None else ""
        screen, _what, words = TARGETS.get(kind, ("", "", ""))
        there = bool(screen) and self.shell.has(screen)
        # Room is made first: Qt would make the window wider for a moment, and so for ever.
        self._fit_head(leads=there)
        self.leads.setVisible(there)
        self._lead.setText(_(words) if words else "")
        self._lead.setEnabled(there and self.view.opening() is not None)

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

    def print_report(self) -> None:
        """As a PDF that is opened, to be looked at and printed."""
        self._save(Shape.PDF, self.folder(), self._buttons[0], self._printed)

    def save(self, shape: Shape) -> None:
        """Into the usual folder, saying where."""
        self._save(shape, self.folder(), self._buttons[1], self._say_saved)

    def save_elsewhere(self) -> None:
        """A workbook into a folder that the person chooses."""
        chosen = QFileDialog.getExistingDirectory(self, _("Simpan ke folder"), str(self.folder()))
        if chosen:
            self._save(Shape.XLSX, Path(chosen), self._buttons[1], self._say_saved)

    def _save(self, shape: Shape, folder: Path, button: KeyButton, done: Callable[[Path], object]) -> None:
        report = self.view.shown
        if report is None or not report.rows:
            self.say(Notice(_("Belum ada yang bisa disimpan."), "warn", "Enter", _("Tampilkan")))
            return
        button.set_busy(True)

        def ended(path: Path) -> None:
            button.set_busy(False)
            done(path)

        def failed(_error: ShopError) -> bool:
            button.set_busy(False)
            return False

        work = lambda _stop: report_files.save(report, shape, folder)  # noqa: E731
        self.shell.deeds.long(self, work, done=ended, failed=failed, latest="report-file")

    def _say_saved(self, path: Path) -> None:
        self._saved = path
        self.say(Notice(_("Tersimpan: **{path}**").format(path=path), "ok", "Ctrl O", _("Buka file")))

    def _printed(self, path: Path) -> None:
        self._saved = path
        if self.open_file(path):
            self.say(Notice(_("PDF dibuka; cetak dari sana. Tersimpan: **{path}**").format(path=path), "ok"))
        else:
            self._say_saved(path)

    def _open_told(self) -> None:
        """The strip that says where the file is was touched."""
        if self.notice.notice is not None and self.notice.notice.key == "Ctrl O":
            self._open_saved()

    def _open_saved(self) -> None:
        if self._saved is not None:
            self.open_file(self._saved)

    def copy_table(self) -> None:
        """What is seen, as spreadsheets paste it."""
        report = self.view.shown
        if report is not None:
            self.shell.deeds.read(self, lambda: tables.pasted(report), done=self._copied, latest="report-copy")

    def copy_row(self) -> None:
        """The chosen row alone."""
        report, chosen = self.view.shown, self.view.table.chosen
        if report is not None and chosen >= 0:
            self._copied(tables.pasted(report, [report.rows[chosen]]))

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.say(Notice(_("Disalin. Tempel di Excel dengan Ctrl V."), "ok"))
