"""Closing a shift in three steps: the blind count, the difference, the Z.

What the drawer should hold is read only after the count was finished, and stands in no
widget before that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import frames, report_files, texts
from desktop.denominations import StepBar
from desktop.notices import Notice
from desktop.report_files import Shape
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _, clock
from pos import counts, manager_papers, pending, slips, stations
from pos.counts import Closed, Count, Difference
from pos.pending import Pending
from pos.screens.closing_pages import DifferencePage, ZPage
from pos.screens.count_pages import CountPage
from pos.screens.sign_in import call_name
from pos.spans import Span
from pos.stations import Station
from printing.jobs import Job, JobKind

#: What the window is called at each step.
TITLES = (N_("Tutup Shift"), N_("Selisih Kas"), N_("Laporan Tutup Kasir (Z)"))


class ClosingScreen(Screen):
    """Count, compare, close; `on_closed` is called when the Z has been looked at."""

    title = TITLES[0]

    def __init__(self, shell: Shell, station: Station, on_closed: Callable[[], None]) -> None:
        super().__init__(shell)
        self.station, self._on_closed = station, on_closed
        self.count = Count()
        self.difference: Difference | None = None
        self.closed: Closed | None = None
        self._sure = False
        self.steps = StepBar([_("Hitung Kas"), *(_(each) for each in TITLES[1:])])
        self.head = frames.TitleBar(_("Tutup Shift"), self.steps)
        save = self.act("Ctrl+Enter", _("Simpan Hitungan"), self._finish_count)
        leave = self._leave = self.act("Esc", _("Lanjut jualan"), self._step_back, icon_name="back")
        self._enter_key = self.act("Enter", _("Tutup Shift"), self._do_step)
        self._funds = self.act("Ctrl+D", _("Rincian dana"), lambda: shell.go("funds"), icon_name="coins")
        self._again = self.act("Ctrl+P", _("Cetak lagi"), self._print_again, icon_name="printer")
        self._recount = self.act("Ctrl+K", _("Hitung ulang Kepala Toko"), self._go_recount, icon_name="users")
        self._of_day = self.act("Ctrl+H", _("Laporan Harian"), self._keep_day_paper, icon_name="document")
        self._day: date | None = None
        self.folder: Callable[[], Path] = report_files.usual_folder
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        why = _("Hitung dulu apa adanya. Selisih tidak menahan Tutup Shift, hanya dicatat.")
        self.counting = CountPage(save, leave, why)
        self.comparing = DifferencePage(self._enter_key, leave)
        self.comparing.elsewhere.add_list_key(self._funds)
        self.ending = ZPage(self._enter_key, self._again, self._recount, self._of_day)
        self.counting.cards.finished.connect(self._finish_count)
        self.comparing.left.submitted.connect(self.do_primary)
        self.pages = QStackedWidget()
        for each in (self.counting, self.comparing, self.ending):
            self.pages.addWidget(each)
        frames.page(self, self.head, self.notice, self.pages, grows=2)

    # -- steps -------------------------------------------------------------------

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def _show_step(self, step: int) -> None:
        self.steps.show_step(step)
        self.pages.setCurrentIndex(step)
        self._enter_key.setEnabled(step > 0)
        self._funds.setEnabled(step == 1 and self.shell.has("funds"))
        self._again.setEnabled(step == 2)
        self._recount.setEnabled(step == 2)
        actor = self.station.actor
        may_read = actor is not None and actor.may(Permission.REPORT_READ)
        self._of_day.setEnabled(step == 2 and may_read)
        self.ending.of_day.setVisible(may_read)
        self._leave.setText(_("Hitung ulang") if step == 1 else _("Lanjut jualan"))
        self._enter_key.setText(_("Tutup Shift") if step == 1 else _("Selesai"))
        self.title = TITLES[step]
        self.shell.screen_changed.emit(self.shell.current_name)
        self.home_field = (self.counting.cards.first_missing, self.comparing.left, self.ending.primary)[step]
        self.home()

    def enter(self, **what: object) -> None:
        self.count, self.difference, self.closed, self._sure = Count(), None, None, False
        self.counting.clear()
        self.comparing.forget()
        self.ending.forget()
        shift, now = self.station.shift, self.station.shop.today()
        if shift is not None:
            opened = self.station.shop.branch.local(shift.opened_at)
            name = _("Shift {part} {opened} – {now}").format(
                part=stations.part_of_day(opened), opened=clock(opened), now=clock(now)
            )
            short = texts.joined((call_name(self.station.person.name), name))
            self.head.show_words(texts.joined((shift.till_name, self.station.person.name, name)), short=short)
        self._show_step(0)
        self._tell_of_waiting()
        if what.get("kick", True):
            self._open_drawer()

    def _tell_of_waiting(self) -> None:
        """What waits is told and holds nothing up: carts, papers, a day that has passed."""
        self.shell.deeds.read(self, lambda: pending.of(self.station), done=self._show_waiting, latest="pending")

    def _show_waiting(self, waiting: Pending) -> None:
        words = waiting.words(self.station.open_lines())
        if words and self.step == 0 and self.notice.notice is None:
            self.say(Notice(words, "warn"))

    def _open_drawer(self) -> None:
        if self.station.printer:
            person = self.station.person
            self.shell.deeds.write(self, lambda: stations.open_to_count(self.station, person), failed=lambda _e: True)

    def step_back(self) -> None:
        if self.step == 2:
            self._do_step()
        else:
            super().step_back()

    def _step_back(self) -> None:
        if self.step == 1:
            self.difference = None
            self.comparing.forget()
            self._show_step(0)
        else:
            self.shell.back()

    def _do_step(self) -> None:
        if self.step == 1:
            self._close()
        elif self.step == 2:
            self._on_closed()

    # -- deeds ---------------------------------------------------------------------

    def _finish_count(self) -> None:
        self.count = self.counting.cards.count
        shift, person, count = self.station.shift, self.station.person, self.count
        if self.step != 0 or shift is None:
            return
        if count.missing and not self._sure:
            self._sure = True
            words = _("Masih kosong: {kinds}. Isi 0 bila tidak ada, atau tekan Ctrl Enter sekali lagi.")
            self.say(Notice(words.format(kinds=count.missing_words), "warn"))
            self.shell.sounds.play(Sound.LOOK)
            self.counting.cards.first_missing.setFocus()
            return
        self.shell.deeds.write(
            self,
            lambda: counts.compare(self.station, person, shift, count),
            done=self._compare,
            button=self.counting.primary,
        )

    def _compare(self, difference: Difference) -> None:
        self.difference = difference
        self.hush()
        self.comparing.show_difference(difference, self.count, Rupiah(self.station.shop.settings.usual_float))
        self._show_step(1)

    def _close(self) -> None:
        shift, person, count, left = self.station.shift, self.station.person, self.count, self.comparing.stays
        seen = self.comparing.seen
        if shift is None or left is None:
            return
        self.shell.deeds.write(
            self,
            lambda: counts.close(self.station, person, shift, count, left, seen),
            done=self._closed,
            button=self.comparing.primary,
            once="close-shift",
            changed={"shift", "cash"},
        )

    def _closed(self, closed: Closed) -> None:
        self.closed, z = closed, closed.z
        self._day = self.station.shift.business_date if self.station.shift is not None else self._day
        self.station.shift = None
        self.hush()
        self.ending.show_z(z, closed.document_id, bool(self.station.printer))
        self.show_printer()
        self._show_step(2)
        self.shell.sounds.play(Sound.SAVED)
        self.shell.deeds.read(self, lambda: counts.picture_of(self.station, z), done=self.ending.show_picture)
        self.shell.deeds.write(
            self,
            lambda: counts.back_up(self.station),
            done=lambda _path: self.ending.show_backup(clock(self.station.shop.today())),
            failed=lambda error: self.ending.show_no_backup(str(error)),
            once="back-up",
            changed={"backup"},
        )

    def show_job(self, job: Job) -> None:
        """The state of a print job has changed; the window tells of every one."""
        if job.kind is JobKind.SLIP:
            self.ending.show_job(job)

    def show_printer(self) -> None:
        """A printer in trouble: why the report waits; the window calls it when there is news."""
        news = self.station.printer_news
        if self.closed is not None and news is not None and news.trouble and news.waiting:
            self.ending.show_trouble()

    def _go_recount(self) -> None:
        if self.closed is not None:
            self.shell.go("recount", z=self.closed.z.number)

    def _keep_day_paper(self) -> None:
        """The day over all tills as a PDF, opened to be looked at, printed and signed."""
        shop, person, day, folder = self.station.shop, self.station.person, self._day, self.folder()
        if day is None:
            return

        def write() -> Path:
            with shop.reading() as connection:
                manager_papers.check_may_see(shop, connection, person, Span.DAY, day)
                data = manager_papers.paper(shop, connection, Span.DAY, day)
            return report_files.keep(data, manager_papers.name(Span.DAY, day), Shape.PDF, folder)

        self.shell.deeds.write(self, write, done=self._day_paper_kept, button=self.ending.of_day, once="day-paper")

    def _day_paper_kept(self, path: Path) -> None:
        opened = self.open_address(QUrl.fromLocalFile(str(path)))
        told = _("PDF dibuka; cetak dari sana. Tersimpan: **{path}**") if opened else _("Tersimpan: **{path}**")
        self.say(Notice(told.format(path=path), "ok"))

    def _print_again(self) -> None:
        closed, person = self.closed, self.station.person
        if closed is not None:
            self.shell.deeds.write(
                self,
                lambda: slips.print_copy(self.station, person, closed.document_id),
                done=lambda _none: self.ending.show_copy(),
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        for each in (self.counting, self.comparing, self.ending):
            each.right.setFixedWidth(frames.right_width(self.width()))
