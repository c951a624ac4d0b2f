"""Laporan Harian, Mingguan, Bulanan, Tahunan: looked at as pages, printed, kept as PDF.

`shell.go("manager-papers", span=Span.DAY, day=…)`; without them the day that is running.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent

from desktop import layouts, report_files, theme
from desktop.buttons import KeyButton
from desktop.dates import DateField
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.papers import PaperView
from desktop.pickers import Segments
from desktop.report_files import Shape
from desktop.shells import Shell
from koperasi.errors import BadInput, ShopError
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Actor
from pos import manager_papers, spans
from pos.spans import Days, Span
from printing import pdf_pictures

#: A page of A4 is so wide, in inches; it is drawn to fit the window.
A4_WIDE = 8.27
DOTS = (60, 120)
SCROLLS = {Qt.Key.Key_PageDown: 1.0, Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_Down: 0.15, Qt.Key.Key_Up: -0.15}
#: Ctrl and a digit chooses how long.
SPANS = ((Span.DAY, N_("Harian")), (Span.WEEK, N_("Mingguan")), (Span.MONTH, N_("Bulanan")), (Span.YEAR, N_("Tahunan")))


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as it can be looked at and kept."""

    name: str
    pdf: bytes
    pictures: tuple[bytes, ...]


def made(shop: Shop, actor: Actor, span: Span, day: date, dots: int) -> Made:
    """The paper of the days that a day lies in, its pages at so many dots to the inch.

    Raises Refused for who counts blind, while a drawer is still to be counted.
    """
    with shop.reading() as connection:
        manager_papers.check_may_see(shop, connection, actor, span, day)
        pdf = manager_papers.paper(shop, connection, span, day)
    return Made(manager_papers.name(span, day), pdf, pdf_pictures.pages(pdf, dots=dots))


class ManagerPapersScreen(OfficeScreen):
    """Which days at the top, the pages under it."""

    place = "reports"
    title = N_("Laporan untuk ditandatangani")
    more_keys = (("PgDn", N_("gulir kertas")), ("Ctrl ← →", N_("sebelum dan sesudahnya")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.span = Span.DAY
        self.made: Made | None = None
        self.folder: Callable[[], Path] = report_files.usual_folder
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._saved: Path | None = None
        self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._print = self.act("Enter", _("Buka untuk dicetak"), lambda: self._save(opens=True), icon_name="printer")
        self._pdf = self.act("Ctrl+S", _("Simpan PDF"), lambda: self._save(opens=False), icon_name="down")
        self.act("Ctrl+O", _("Buka file"), self._open_saved)
        for key, by in (("Ctrl+Left", -1), ("Ctrl+Right", 1)):
            self.act(key, _("Hari lain"), partial(self._step, by))
        for n, (span, words) in enumerate(SPANS, start=1):
            self.act(f"Ctrl+{n}", _(words), partial(self._choose, span))
        self.kinds = Segments([(span, _(words)) for span, words in SPANS], name=_("Berapa lama"))
        self.kinds.picked.connect(lambda span: self._choose(Span(str(span))))
        self.day = DateField(self._today(), name=_("Tanggal"))
        self.day.day_changed.connect(lambda _day: self._make())
        self.day.submitted.connect(self._asked)
        self.primary = KeyButton(self._print, role="primary")
        self.keep = KeyButton(self._pdf)
        self.back, self.on = KeyButton(_("Lalu"), "Ctrl ←"), KeyButton(_("Nanti"), "Ctrl →")
        self.back.clicked.connect(partial(self._step, -1))
        self.on.clicked.connect(partial(self._step, 1))
        for button in (self.keep, self.primary):
            self.head_right.addWidget(button)
        self.paper = PaperView("")
        self.body.addLayout(layouts.row(self.kinds, self.back, self.day, self.on, 1, gap=6))
        self.body.addWidget(self.paper, 1)
        self.home_field = self.day
        self.notice.pressed.connect(self._open_told)

    def _today(self) -> date:
        shop = self.desk.shop
        return shop.branch.business_date(shop.clock())

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With `span` and `day` those; else today."""
        span, day = what.get("span", Span.DAY), what.get("day")
        self.span = Span(str(span))
        self.day.today = self._today()
        self.day.set_day(day if isinstance(day, date) else self._today())
        self._saved = None
        self._make()

    def _leave(self) -> None:
        self.hush()
        self.shell.back()

    def step_back(self) -> None:
        self._leave()

    def refresh(self) -> None:
        """Something was sold elsewhere: a paper that is looked at does not change under the eye."""

    # -- which paper -------------------------------------------------------------

    def _choose(self, span: Span) -> None:
        self.span = span
        self._make()

    def _days(self) -> Days:
        return spans.of(self.span, self.day.day, self._today())

    def _step(self, by: int) -> None:
        """The days before or after; never into days that have not come."""
        try:
            days = self._days()
        except BadInput:
            return
        other = days.first - timedelta(days=1) if by < 0 else days.last + timedelta(days=1)
        if by > 0 and other > self._today():
            return
        self.home()
        self.day.set_day(other)
        self._make()

    def _asked(self) -> None:
        """Enter in the date: that day's paper; once it is shown, the primary deed."""
        try:
            wanted = manager_papers.name(self.span, self.day.day)
        except BadInput:
            self._no_days()
            return
        if self.made is not None and self.made.name == wanted:
            self.do_primary()
        else:
            self._make()

    def _make(self) -> None:
        """Make the paper off the window's thread, and show its pages."""
        self.made = None
        self.kinds.choose(self.span)
        try:
            days = self._days()
        except BadInput:
            self._no_days()
            return
        self.show_title(spans.title(self.span))
        self.show_words(days.words if days.whole else _("{days}, belum selesai").format(days=days.words))
        self.on.setEnabled(days.last < self._today())
        self.paper.show_words(_("Menyiapkan laporan…"))
        self._show_deeds()
        asked = (self.desk.shop, self.desk.person, self.span, days.first if days.whole else days.until)
        work = partial(made, *asked, self._dots())
        self.shell.deeds.read(self, work, done=self._show_made, failed=self._not_made, latest="manager-paper")

    def _no_days(self) -> None:
        """What was typed is no date; the field says so, and no other day's paper stays under it."""
        self.made = None
        self.paper.show_words(_("Tulis tanggalnya dulu."))
        self._show_deeds()

    def _room(self) -> int:
        return max(theme.px(400), self.paper.width() - theme.px(64))

    def _dots(self) -> int:
        least, most = DOTS
        return max(least, min(most, int(self._room() / A4_WIDE)))

    def _show_made(self, found: Made) -> None:
        self.made = found
        if found.pictures:
            self.paper.show_papers(found.pictures, self._room())
        else:
            self.paper.show_words(_("Gambar halaman tidak bisa dibuat di komputer ini. Simpan PDF, lalu buka filenya."))
        self._show_deeds()

    def _not_made(self, _error: ShopError) -> bool:
        self.paper.show_words(_("Laporan ini belum bisa dilihat."))
        return False

    def _show_deeds(self) -> None:
        self._pdf.setEnabled(self.made is not None)
        self.primary.set_reason("" if self.made is not None else _("Belum ada laporan"))

    # -- deeds -------------------------------------------------------------------

    def do_primary(self) -> None:
        if self.made is not None:
            super().do_primary()

    def _save(self, *, opens: bool) -> None:
        """Into the usual folder, over nothing that is there; opened to be printed from where people know how."""
        found, folder = self.made, self.folder()
        if found is None:
            return
        self.shell.deeds.write(
            self,
            lambda: report_files.keep(found.pdf, found.name, Shape.PDF, folder),
            done=self._opened if opens else self._say_saved,
            button=self.primary if opens else self.keep,
            once="manager-paper-save",
        )

    def _say_saved(self, path: Path) -> None:
        self._saved = path
        self.say(Notice(_("Tersimpan: **{path}**").format(path=path), "ok", "Ctrl O", _("Buka file")))

    def _opened(self, path: Path) -> None:
        self._say_saved(path)
        if self.open_address(QUrl.fromLocalFile(str(path))):
            self.say(Notice(_("PDF dibuka; cetak dari sana. Tersimpan: **{path}**").format(path=path), "ok"))

    def _open_told(self) -> None:
        notice = self.notice.notice
        if notice is not None and notice.key == "Ctrl O":
            self._open_saved()

    def _open_saved(self) -> None:
        if self._saved is not None:
            self.open_address(QUrl.fromLocalFile(str(self._saved)))

    # -- the paper ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        part = SCROLLS.get(Qt.Key(event.key()))
        if part is None:
            super().keyPressEvent(event)
            return
        bar = self.paper.verticalScrollBar()
        bar.setValue(bar.value() + int(bar.pageStep() * part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.made is not None and self.made.pictures:
            self.paper.show_papers(self.made.pictures, self._room())
