"""A report leaves the window: on paper, in a file, on the clipboard; always what is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop import report_files, tables
from desktop.buttons import KeyButton
from desktop.keys import Action
from desktop.notices import Notice
from desktop.offices import OfficeScreen
from desktop.report_files import Shape
from desktop.report_views import ReportView
from koperasi.errors import ShopError
from koperasi.stops import Stop
from koperasi.text import _
from pos import slip_prints

if TYPE_CHECKING:
    from printing.reports import Report


class ReportOutputs:
    """Writes what a report screen shows, says how far it is, and where the file went.

    `ended` is called when nothing is written any more.
    """

    def __init__(self, screen: OfficeScreen, view: ReportView, cancel: Action, ended: Callable[[], None]) -> None:
        self._screen, self._view, self._cancel, self._ended = screen, view, cancel, ended
        self._writing: Stop | None = None
        self._button: KeyButton | None = None
        self._saved: Path | None = None
        self.folder = report_files.usual_folder
        self.open_file: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        screen.notice.pressed.connect(self._open_told)

    @property
    def writing(self) -> bool:
        return self._writing is not None

    def print_report(self, button: KeyButton) -> None:
        """As a PDF that is opened, to be looked at and printed."""
        self._save(Shape.PDF, self.folder(), button, self._printed)

    def save(self, shape: Shape, button: KeyButton) -> None:
        """Into the usual folder, saying where."""
        self._save(shape, self.folder(), button, self._say_saved)

    def save_elsewhere(self, button: KeyButton) -> None:
        """A workbook into a folder that the person chooses."""
        chosen = QFileDialog.getExistingDirectory(self._screen, _("Simpan ke folder"), str(self.folder()))
        if chosen:
            self._save(Shape.XLSX, Path(chosen), button, self._say_saved)

    def shown(self) -> Report | None:
        """What is seen; says so where there is nothing."""
        report = self._view.shown
        if report is None or not report.rows:
            self._screen.say(Notice(_("Belum ada yang bisa disimpan."), "warn", "Enter", _("Tampilkan")))
            return None
        return report

    def print_slip(self, button: KeyButton) -> None:
        """On the receipt printer, where the report is narrow enough for that."""
        from printing import report_slips

        report, desk, screen = self.shown(), self._screen.desk, self._screen
        if report is None:
            return
        if not desk.printer:
            screen.say(Notice(_("Kasir ini tanpa printer."), "warn"))
            return
        if not report_slips.fits(report):
            screen.say(Notice(_("Terlalu besar untuk kertas struk. Cetak di A4."), "warn", "Ctrl P", _("Cetak")))
            return
        screen.shell.deeds.write(
            screen,
            lambda: slip_prints.print_report(desk, report),
            done=lambda _none: screen.say(Notice(_("Dicetak di printer struk."), "ok")),
            button=button,
        )

    def _save(self, shape: Shape, folder: Path, button: KeyButton, done: Callable[[Path], object]) -> None:
        report = self.shown()
        if report is None:
            return
        self.cancel()

        def ended(path: Path) -> None:
            self._over()
            done(path)

        def failed(_error: ShopError) -> bool:
            self._over()
            return False

        def work(stop: Stop) -> Path:
            return report_files.save(report, shape, folder, stop)

        self._button = button
        button.set_busy(True)
        deeds = self._screen.shell.deeds
        self._writing = deeds.long(self._screen, work, done=ended, failed=failed, latest="report-file")
        self._cancel.setEnabled(True)
        self._view.busy.begin(self._writing, _("Menulis file… {seconds} detik"))

    def cancel(self) -> bool:
        """Give up the file that is being written, if one is; no half of it is left."""
        if self._writing is None:
            return False
        self._writing.stop()
        self._over()
        self._screen.say(Notice(_("Dibatalkan. File tidak jadi ditulis."), "warn"))
        return True

    def _over(self) -> None:
        self._writing = None
        if self._button is not None:
            self._button.set_busy(False)
        self._ended()

    def _say_saved(self, path: Path) -> None:
        self._saved = path
        self._screen.say(Notice(_("Tersimpan: **{path}**").format(path=path), "ok", "Ctrl O", _("Buka file")))

    def _printed(self, path: Path) -> None:
        self._saved = path
        if self.open_file(path):
            told = _("PDF dibuka; cetak dari sana. Tersimpan: **{path}**").format(path=path)
            self._screen.say(Notice(told, "ok"))
        else:
            self._say_saved(path)

    def _open_told(self) -> None:
        """The strip that says where the file is was touched."""
        notice = self._screen.notice.notice
        if notice is not None and notice.key == "Ctrl O":
            self.open_saved()

    def open_saved(self) -> None:
        if self._saved is not None:
            self.open_file(self._saved)

    def copy_table(self) -> None:
        """What is seen, as spreadsheets paste it."""
        report = self._view.shown
        if report is not None:
            deeds = self._screen.shell.deeds
            deeds.read(self._screen, lambda: tables.pasted(report), done=self._copied, latest="report-copy")

    def copy_row(self) -> None:
        """The chosen row alone."""
        report, chosen = self._view.shown, self._view.table.chosen
        if report is not None and chosen >= 0:
            self._copied(tables.pasted(report, [report.rows[chosen]]))

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._screen.say(Notice(_("Disalin. Tempel di Excel dengan Ctrl V."), "ok"))
