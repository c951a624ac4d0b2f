"""Recount: a supervisor counts a closed shift's money again, as blind as its cashier did."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import cells, frames, texts, theme
from desktop.buttons import KeyButton
from desktop.cells import Column
from desktop.chips import Chip
from desktop.denominations import StepBar
from desktop.keys import Action
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import ZERO
from koperasi.rights import Permission
from koperasi.text import N_, _, clock, short_date
from koperasi.verifications import Verified
from koperasi.work import Actor
from pos import approvals, recounts
from pos.approvals import Ask
from pos.recounts import ClosedShift
from pos.sale_commands import Approval
from pos.screens.count_pages import CountPage, Figure
from pos.stations import Station

COLUMNS = (
    Column(N_("Tanggal buku"), 130),
    Column(N_("Laporan Z"), 130),
    Column(N_("Kasir"), 0),
    Column(N_("Ditutup"), 90),
    Column(N_("Hitung ulang"), 240),
)


class RecountScreen(Screen):
    """Which shift, the count, three numbers.  Who may not do it asks one who may; her name stands under it."""

    title = N_("Hitung Ulang")

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.shifts: tuple[ClosedShift, ...] = ()
        self.chosen = 0
        self.verifier: Actor | None = None
        self.verified: Verified | None = None
        self._wanted, self._asking, self._sure = "", False, False
        self.steps = StepBar([_("Pilih Shift"), _("Hitung Kas"), _("Tiga Angka")])
        self.head = frames.TitleBar(_("Hitung Ulang"), self.steps)
        save = self.act("Ctrl+Enter", _("Simpan Hitungan"), self._counted)
        self._enter_key = self.act("Enter", _("Hitung shift ini"), self._do_step)
        leave = self.act("Esc", _("Kembali"), self._step_back, icon_name="back")
        self._report = self.act("Ctrl+S", _("Selisih per petugas"), lambda: shell.go("over-short"), icon_name="chart")
        why = _("Hitungan kasir dan Kas Seharusnya baru terlihat sesudah ini. Ketiganya disimpan berdampingan.")
        self.counting = CountPage(save, leave, why)
        self.counting.cards.finished.connect(self._counted)
        self.list = RowList([Column(_(each.title), each.width) for each in COLUMNS], name=_("Shift yang ditutup"))
        self.list.row_pressed.connect(self._press)
        self.pages = QStackedWidget()
        for page in (self._choosing(leave), self.counting, self._result()):
            self.pages.addWidget(page)
        frames.page(self, self.head, self.notice, self.pages, grows=2)

    def _choosing(self, leave: Action) -> QWidget:
        self.start = KeyButton(self._enter_key, role="primary", tall="72", size=Size.LEAD)
        quiet = [KeyButton(action, role="quiet") for action in (leave, self._report)]
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.list, 1)
        column.addLayout(frames.foot(*quiet, right=self.start))
        return page

    def _result(self) -> QWidget:
        names = (_("Kas Seharusnya"), _("Hitungan Kasir"), _("Hitungan Ulang"))
        self.figures = [Figure(words) for words in names]
        self.over = Figure(_("Selisih Kas"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for each in self.figures:
            row.addWidget(each, 1)
        self._said = Label("", Size.LINE, wrap=True)
        self.finish = KeyButton(_("Selesai"), "Enter", role="primary", tall="72", size=Size.LEAD)
        self.finish.clicked.connect(lambda _checked=False: self._do_step())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addLayout(row)
        column.addWidget(self.over)
        column.addWidget(self._said)
        column.addStretch(1)
        column.addWidget(self.finish)
        return page

    # -- steps -------------------------------------------------------------------

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def _show_step(self, step: int) -> None:
        self.steps.show_step(step)
        self.pages.setCurrentIndex(step)
        self._enter_key.setEnabled(step != 1)
        self.home_field = (self.start, self.counting.cards.first_missing, self.finish)[step]
        self.home()

    def enter(self, **what: object) -> None:
        self._wanted = str(what.get("z", "")) or (self._wanted if self._asking else "")
        self._asking, self._sure, self.verifier, self.verified = False, False, None, None
        self.counting.clear()
        for each in (*self.figures, self.over):
            each.show_amount(None)
        self.head.show_words(texts.joined((self.station.till_name, self.station.person.name)))
        self._show_step(0)
        self._report.setEnabled(self.station.person.may(Permission.REPORT_READ))
        self._read()

    def _read(self) -> None:
        self.shell.deeds.read(self, lambda: recounts.offered(self.station), done=self._know, latest="recounts")

    def _know(self, shifts: tuple[ClosedShift, ...]) -> None:
        self.shifts = shifts
        self.chosen = next((n for n, each in enumerate(shifts) if each.number == self._wanted), 0)
        self._show_list()

    def _show_list(self) -> None:
        self.start.set_reason("" if self.shifts else _("Belum ada shift yang ditutup"))
        if not self.shifts:
            self.list.show_empty(_("Belum ada shift yang ditutup dalam 14 hari."), "calendar")
            return
        self.list.show_rows([self._row(n, each) for n, each in enumerate(self.shifts)])
        self.list.reveal(self.chosen)

    def _row(self, n: int, shift: ClosedShift) -> cells.Row:
        chosen = n == self.chosen
        done = shift.verified[-1] if shift.verified else None
        chip = Chip(_("Sudah, {name}").format(name=done.by), "ok") if done else Chip(_("Belum"), "plain")
        row = (short_date(shift.business_date), shift.number, shift.cashier, clock(shift.closed_at))
        shown = tuple(cells.Cell(words, bold=chosen) for words in row)
        ground = "accent_tint" if chosen else ""
        return cells.Row((*shown, cells.Cell("", chip=chip)), bar="accent" if chosen else "", ground=ground)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.step == 0 and self.shifts:
            self._press(max(0, min(len(self.shifts) - 1, self.chosen + step)))
        else:
            super().keyPressEvent(event)

    def _press(self, n: int) -> None:
        if n < len(self.shifts):
            self.chosen = n
            self._show_list()

    def _step_back(self) -> None:
        if self.step == 1:
            self._show_step(0)
        elif self.step == 0:
            self.shell.back()
        else:
            self._do_step()

    def step_back(self) -> None:
        if self.step == 2:
            self._do_step()
        else:
            super().step_back()

    def _do_step(self) -> None:
        if self.step == 0 and self.shifts:
            self._begin()
        elif self.step == 2:
            self._wanted = ""
            self.enter()

    def _begin(self) -> None:
        """Count it, as oneself or as the one who allows it."""
        person, shift = self.station.person, self.shifts[self.chosen]
        if person.may(Permission.SHIFT_VERIFY):
            self._count_as(person)
        elif self.shell.has("override"):
            self._wanted, self._asking = shift.number, True
            before, after = _("hitungan kasir {name}").format(name=shift.cashier), _("dihitung ulang")
            ask = Ask(
                Permission.SHIFT_VERIFY, ZERO, _("Hitung Ulang {number}").format(number=shift.number), before, after
            )
            self.shell.go("override", ask=ask, then=partial(self._allowed, shift))

    def _allowed(self, shift: ClosedShift, approval: Approval) -> None:
        self.shell.deeds.read(
            self,
            lambda: (approvals.approver(self.station, approval), recounts.offered(self.station)),
            done=lambda known: self._know_who(shift, *known),
            latest="recounts",
        )

    def _know_who(self, shift: ClosedShift, who: Actor, shifts: tuple[ClosedShift, ...]) -> None:
        self._wanted = shift.number
        self._know(shifts)
        self._count_as(who)

    def _count_as(self, who: Actor) -> None:
        shift = self.shifts[self.chosen]
        if shift.closed_by == who.id:
            self.say(Notice(_("Hitungan sendiri tidak dapat diperiksa sendiri. Minta orang lain."), "refuse"))
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.verifier = who
        self.counting.clear()
        self.head.show_words(
            texts.joined((shift.number, shift.cashier, _("dihitung ulang {name}").format(name=who.name)))
        )
        self._show_step(1)

    # -- the count -----------------------------------------------------------------

    def _counted(self) -> None:
        count, who = self.counting.cards.count, self.verifier
        if self.step != 1 or who is None:
            return
        if count.missing and not self._sure:
            self._sure = True
            words = _("Masih kosong: {kinds}. Isi 0 bila tidak ada, atau tekan Ctrl Enter sekali lagi.")
            self.say(Notice(words.format(kinds=count.missing_words), "warn"))
            self.shell.sounds.play(Sound.LOOK)
            self.counting.cards.first_missing.setFocus()
            return
        shift = self.shifts[self.chosen]
        self.shell.deeds.write(
            self,
            lambda: recounts.verify(self.station, who, shift, count),
            done=self._done,
            button=self.counting.primary,
            once="recount",
            changed={"cash"},
        )

    def _done(self, verified: Verified) -> None:
        self.verified = verified
        self.hush()
        for figure, amount in zip(self.figures, (verified.expected, verified.counted, verified.verified), strict=True):
            figure.show_amount(amount)
        word = _("Pas") if not verified.over else _("Lebih") if verified.over > ZERO else _("Kurang")
        tone = "warn" if verified.over else "ok"
        self.over.show_amount(verified.over, chip=Chip(word, tone), tone=tone)
        said = _("{number}: kasir dan hitungan ulang sama.") if not verified.miscounted else _(
            "{number}: hitungan ulang berbeda {amount} dari kasir. Semua angka disimpan.")  # fmt: skip
        self._said.setText(said.format(number=verified.number, amount=verified.miscounted.shown))
        self._show_step(2)
        self.shell.sounds.play(Sound.SAVED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.counting.right.setFixedWidth(frames.right_width(self.width()))
