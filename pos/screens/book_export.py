"""The books for the accountant's program: which days, how, and where the files went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop import report_files
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.report_filters import Chosen, Days, FilterBar, Filters, Pick, Span
from desktop.report_views import BusyStrip
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import Refused, ShopError
from koperasi.periods import Choices, Period
from koperasi.stops import Stop
from koperasi.text import N_, _
from pos import blind_counts, exported_books
from pos.exported_books import Exported, Shape

FOLDER = N_("Pembukuan {first} – {last}")
#: What each file is, in the order in which they are written.
FILES = (
    N_("daftar akun, dengan saldo awalnya"),
    N_("jurnal: setiap dokumen seimbang, debit sama dengan kredit"),
    N_("daftar nama yang disebut jurnal"),
)


class BookExportScreen(OfficeScreen):
    """Writes chart of accounts, journal and names into a folder; `shell.go("book-export")`."""

    place = "reports"
    title = N_("Ekspor Pembukuan")

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self._stop: Stop | None = None
        self._folder: Path | None = None
        #: Where folders go that nobody chose, and how one is shown.
        self.parent_folder = report_files.usual_folder
        self.open_folder: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self.act("Enter", _("Ekspor"), self.export)
        self.act("Esc", _("Kembali"), self._back, icon_name="back")
        self._cancel = self.act("Ctrl+X", _("Batal"), self.cancel, icon_name="x")
        elsewhere = self.act("Ctrl+S", _("Pilih folder"), self._export_elsewhere, icon_name="pencil")
        self.act("Ctrl+O", _("Buka folder"), self._open_folder)
        self.head_right.addWidget(KeyButton(elsewhere))
        self.primary = KeyButton(self.actions_by_key["Enter"], role="primary")
        self.filters = FilterBar(self.primary)
        self.filters.submitted.connect(self.do_primary)
        self.notice.pressed.connect(self._told_pressed)
        self.busy = BusyStrip(KeyButton(self._cancel))
        self._what = Card(pad=(24, 16), gap=8)
        self._lines = [Label("", Size.BODY) for _file in FILES]
        self._sum = Label("", Size.LEAD, bold=True)
        self._lay_card()
        for part in (self.filters, self.busy, self._what):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _lay_card(self) -> None:
        self._what.body.addWidget(Label(_("Tiga file untuk program akuntan"), Size.LEAD, bold=True))
        for line in self._lines:
            line.setWordWrap(True)
            self._what.body.addWidget(line)
        hint = Label(
            _("Setiap nota, atau nota sehari dijumlah bila program akuntan tidak kuat."), Size.BODY, tone="ink2"
        )
        hint.setWordWrap(True)
        self._what.body.addWidget(hint)
        self._sum.setWordWrap(True)
        self._what.body.addWidget(self._sum)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        shop = self.desk.shop
        picks = (
            Pick("by", _("Nota"), (("each", _("Setiap nota")), ("day", _("Nota per hari")))),
            Pick("shape", _("Bentuk"), ((Shape.XLSX, _("Excel")), (Shape.CSV, "CSV"))),
        )
        today = shop.branch.business_date(shop.clock())
        self.filters.show_filters(Filters(today, Days.RANGE, Span.MONTH, picks))
        self.home_field = self.filters.dates[0]
        self.show_words(_("Akun, jurnal, dan nama, untuk dibaca program akuntan"))
        self._sum.hide()
        self._tell_files(Shape.XLSX)

    def leave(self) -> None:
        self.cancel()

    def _back(self) -> None:
        if self._stop is not None:
            self.cancel()
        else:
            self.shell.back()

    def _tell_files(self, shape: Shape) -> None:
        for line, name, words in zip(self._lines, ("accounts", "journal", "parties"), FILES, strict=True):
            line.setText(f"{name}.{shape} · {_(words)}")

    # -- writing ---------------------------------------------------------------

    def export(self) -> None:
        """Into a folder of its own under the usual one."""
        chosen = self._chosen()
        if chosen is not None:
            days = _(FOLDER).format(first=_plain(chosen.first), last=_plain(chosen.last))
            self._write(chosen, self.parent_folder() / days)

    def _export_elsewhere(self) -> None:
        chosen = self._chosen()
        folder = QFileDialog.getExistingDirectory(self, _("Simpan ke folder"), str(self.parent_folder()))
        if chosen is not None and folder:
            self._write(chosen, Path(folder))

    def _chosen(self) -> Chosen | None:
        try:
            return self.filters.chosen()
        except Refused as wrong:
            self.tell(wrong)
            return None

    def _write(self, chosen: Chosen, folder: Path) -> None:
        self.hush()
        self.cancel()
        shop, person, shape = self.desk.shop, self.desk.person, Shape(str(chosen.of("shape")))
        self._tell_files(shape)
        self._sum.hide()

        def work(stop: Stop) -> Exported:
            choices = Choices(by=str(chosen.of("by")))
            period = Period(shop.branch, chosen.first, chosen.last, choices=choices, stop=stop)
            with stop.reading(shop) as connection:
                blind_counts.check_report(connection, person, "book-export", period)
                return exported_books.export(connection, period, folder, shape)

        self.primary.set_reason(_("Menulis…"))
        self._stop = self.shell.deeds.long(self, work, done=self._written, failed=self._failed, latest="book-export")
        self._cancel.setEnabled(True)
        self.busy.begin(self._stop, _("Menulis… {seconds} detik"))

    def _written(self, done: Exported) -> None:
        self._end()
        self._folder = done.files[0].parent
        said = _("{documents} dokumen, {lines} baris jurnal, debit = kredit = {amount}.")
        self._sum.setText(said.format(documents=done.documents, lines=done.lines, amount=done.debit.shown))
        self._sum.show()
        words = _("Tersimpan: **{path}**").format(path=self._folder)
        self.say(Notice(words, "ok", "Ctrl O", _("Buka folder")))

    def _failed(self, _error: ShopError) -> bool:
        self._end()
        return False

    def cancel(self) -> None:
        """Stop writing; files that are not whole are never left."""
        if self._stop is not None:
            self._stop.stop()
            self._end()

    def _end(self) -> None:
        self._stop = None
        self._cancel.setEnabled(False)
        self.busy.end()
        self.primary.set_reason("")

    def _told_pressed(self) -> None:
        if self.notice.notice is not None and self.notice.notice.key == "Ctrl O":
            self._open_folder()

    def _open_folder(self) -> None:
        if self._folder is not None:
            self.open_folder(self._folder)


def _plain(day: date) -> str:
    """A day as it may stand in the name of a folder."""
    return f"{day:%d-%m-%Y}"
