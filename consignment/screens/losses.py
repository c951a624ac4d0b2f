"""Hilang & Rusak: makers' goods that are gone, who bears each, and what is owed for them.

Everything open stands in one list with what her agreement says of it; one key settles the
chosen one, another all of them.  What was settled stands behind it with its paper.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consignment import loss_desks
from consignment.agreements import CAUSES, LossCause
from consignment.loss_desks import LossDesk, LossRow
from consignment.screens import loss_parts as parts
from consignment.screens.loss_parts import LossPanel
from consignment.settled_losses import SettledLosses
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.texts import joined
from desktop.theme import Size
from inventory.screens.picking import PickPage
from koperasi.money import ZERO, total
from koperasi.text import N_, _

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
WIDE, NARROW = 340, 300
#: Why a settlement is taken back.
REASONS = (N_("salah sebab"), N_("salah jumlah"), N_("salah penanggung"))


class LossesScreen(OfficeScreen):
    """What is open, and at another key what was settled."""

    place = "consignment"
    title = N_("Hilang & Rusak")
    interested = frozenset({"stock", "consignment"})
    more_keys = (("↑ ↓", N_("pilih baris")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.now: LossDesk | None = None
        self.at = 0
        self.list = RowList(parts.open_columns(), row_height=56, name=_("Yang belum diputuskan"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.installEventFilter(self)
        self.list.row_pressed.connect(self.choose)
        self.settled = RowList(parts.settled_columns(), row_height=52, name=_("Yang sudah diputuskan"))
        self.settled.row_pressed.connect(self.choose)
        self._make_deeds()
        self.picker = PickPage(_("Sebab"))
        self.picker.picked.connect(self._cause_picked)
        self.picker.left.connect(lambda: self._turn_to(self.work))
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.reasons.picked.connect(self._reversed_for)
        self.reasons.left.connect(lambda: self._turn_to(self.settled))
        self._lay_pages()

    def _make_deeds(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        first = self.act("Ctrl+1", _("Belum Diputuskan"), lambda: self._turn_to(self.work))
        second = self.act("Ctrl+2", _("Sudah Diputuskan"), lambda: self._turn_to(self.settled))
        cause = self.act("Ctrl+G", _("Sebab"), self._pick_cause, icon_name="pencil")
        bearing = self.act("Ctrl+T", _("Penanggung"), lambda: self.panel.next_bearer(), icon_name="users")
        self.keep_action = self.act("Ctrl+K", _("Biarkan Penitip Simpan"), self._keep)
        self.one_action = self.act("Ctrl+S", _("Putuskan Ini"), self._settle_one, icon_name="check")
        self.all_action = self.act("Ctrl+Enter", _("Putuskan Semua"), self._settle_all, icon_name="check")
        undo = self.act("Ctrl+Z", _("Batalkan"), self._ask, icon_name="undo")
        again = self.act("Ctrl+P", _("Cetak Lagi"), self._print, icon_name="printer")
        self.panel = LossPanel(cause, bearing, self.keep_action, self.one_action)
        self.panel.changed.connect(self._judge)
        self.panel.submitted.connect(self._settle_one)
        self.tabs = (KeyButton(first), KeyButton(second))
        self.all_button = KeyButton(self.all_action, role="primary", size=Size.LEAD)
        self.undo_button = KeyButton(undo)
        self.print_button = KeyButton(again, role="primary", size=Size.LEAD)
        self.back_button = KeyButton(back, role="quiet")

    def _lay_pages(self) -> None:
        self.side = Scroll(self.panel)
        middle = layouts.row(self.list, self.side, gap=16)
        middle.setStretch(0, 1)
        self.work = QWidget()
        self.work.setLayout(middle)
        self.stack = QStackedWidget()
        for page in (self.work, self.settled, self.picker, self.reasons):
            self.stack.addWidget(page)
        for tab in self.tabs:
            self.head_right.addWidget(tab)
        for button in (self.undo_button, self.print_button):
            button.hide()
        foot = layouts.row(self.back_button, self.undo_button, 1, gap=8)
        foot.addWidget(self.all_button)
        foot.addWidget(self.print_button)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)
        self._turn_to(self.work)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(parts.NARROW_OPEN_WIDTHS if narrow else parts.OPEN_WIDTHS)
        self.settled.set_widths(parts.NARROW_SETTLED_WIDTHS if narrow else parts.SETTLED_WIDTHS)
        self.side.set_width(theme.px(NARROW if narrow else WIDE))
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        if self.now is None:
            self.list.show_empty(_("Melihat barang yang hilang…"), "search")
        self._turn_to(self.work)
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(loss_desks.read, self.desk.shop), done=self._show, latest="maker-losses")

    def _show(self, desk: LossDesk) -> None:
        before = self.panel.row.key if self.panel.row is not None else None
        self.now = desk
        if self.stack.currentWidget() is not self.settled:
            # News of another deed leaves the chosen one chosen, and what is being judged as it is.
            self.at = next((n for n, each in enumerate(desk.rows) if each.key == before), self.at)
        self.list.show_empty(_("Tidak ada titipan hilang atau rusak yang menunggu keputusan."), "check")
        self.settled.show_empty(_("Belum ada yang diputuskan."), "document")
        self.choose(self.at)
        if not self.panel.isAncestorOf(self.focusWidget() or self.list):
            self.home()

    @property
    def rows(self) -> tuple[LossRow, ...]:
        return self.now.rows if self.now is not None else ()

    @property
    def papers(self) -> tuple[SettledLosses, ...]:
        return self.now.settled if self.now is not None else ()

    def choose(self, number: int) -> None:
        """Make another row of the list that is shown the chosen one."""
        open_ = self.stack.currentWidget() is not self.settled
        count = len(self.rows) if open_ else len(self.papers)
        self.at = min(max(number, 0), max(count - 1, 0))
        if open_:
            self.list.show_rows([parts.open_row(each, chosen=n == self.at) for n, each in enumerate(self.rows)])
            self.list.reveal(self.at)
            row = self.rows[self.at] if self.rows else None
            if row != self.panel.row:
                self.panel.show_row(row)
        else:
            shown = [parts.settled_row(each, chosen=n == self.at) for n, each in enumerate(self.papers)]
            self.settled.show_rows(shown)
            self.settled.reveal(self.at)
        self._judge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the list are ours: Qt's own current row is never shown."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.choose(self.at + step)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and self.stack.currentWidget() in (self.work, self.settled):
            self.choose(self.at + step)
        else:
            super().keyPressEvent(event)

    def _turn_to(self, page: QWidget) -> None:
        changed = self.stack.currentWidget() is not page
        self.stack.setCurrentWidget(page)
        self.home_field = self.print_button if page is self.settled else self.list
        if changed and page in (self.work, self.settled):
            self.choose(0)
        self._judge()
        if page in (self.work, self.settled):
            self.home()

    def _judge(self) -> None:
        """Which deeds there are now, and what they say."""
        page = self.stack.currentWidget()
        working, listing = page is self.work, page is self.settled
        row = self.panel.row if working else None
        ready = self.now.ready if self.now is not None else ()
        self.side.setVisible(bool(self.rows))  # nothing waits: no empty fields beside it
        shown = {self.all_button: working, self.undo_button: listing, self.print_button: listing}
        for button, there in sorted(shown.items(), key=lambda each: each[1]):
            button.setVisible(there)
        for tab, on in zip(self.tabs, (working, listing), strict=True):
            tab.set_role("chosen" if on else "plain")
        self.tabs[0].show_words(_("Belum Diputuskan {count}").format(count=len(self.rows)))
        for key in ("Ctrl+G", "Ctrl+T"):
            self.actions_by_key[key].setEnabled(row is not None and not row.found)
        reason = self.panel.blocked() if working else ""
        self.one_action.setText(_("Tarik Kembali") if row is not None and row.found else _("Putuskan Ini"))
        self.panel.one_button.set_reason(reason)
        self.one_action.setEnabled(working and not reason)
        self.keep_action.setEnabled(bool(row is not None and row.found and self.panel.why.text().strip()))
        self.all_action.setEnabled(working and bool(ready))
        self.all_action.setText(_("Putuskan Semua ({count})").format(count=len(ready)))
        chosen = self.papers[self.at] if listing and self.at < len(self.papers) else None
        self.actions_by_key["Ctrl+P"].setEnabled(chosen is not None)
        undone = chosen is None or bool(chosen.reversed_by or chosen.reverses)
        self.actions_by_key["Ctrl+Z"].setEnabled(not undone)
        self._tell_words()

    def _tell_words(self) -> None:
        """How much waits, and what makers get and give back when all of it is settled as it stands."""
        if not self.rows:
            self.show_words(_("Semua titipan yang hilang atau rusak sudah diputuskan"))
            return
        makers = len({each.maker_id for each in self.rows})
        said = [_("{count} baris dari {makers} penitip").format(count=len(self.rows), makers=makers)]
        due = total(each.amount or ZERO for each in self.rows if not each.found)
        back = total(-(each.amount or ZERO) for each in self.rows if each.found)
        said.append(_("ganti rugi {amount}").format(amount=due.shown))
        if back:
            said.append(_("ditarik kembali {amount}").format(amount=back.shown))
        self.show_words(joined(tuple(said)))

    # -- judging ---------------------------------------------------------------

    def _pick_cause(self) -> None:
        if self.panel.row is not None:
            choices = [(cause, _(words)) for cause, words in CAUSES.items()]
            self.picker.show_choices(choices, self.panel.cause or self.panel.row.loss.lost.noted)
            self._turn_to(self.picker)
            self.picker.field.setFocus()

    def _cause_picked(self, key: object, _words: str) -> None:
        self.stack.setCurrentWidget(self.work)
        self.panel.judge(LossCause(str(key)))
        (self.panel.why if self.panel.blocked() else self.panel.quantity).setFocus()

    def _settle_one(self) -> None:
        row = self.panel.row
        if row is None or self.panel.blocked():
            return
        judged = (self.panel.count, self.panel.cause, self.panel.shop_bps, self.panel.why.text())
        deed = partial(loss_desks.settle, self.desk.shop, self.desk.person, row, *judged, self.desk.printer)
        self._write(deed, self.panel.one_button)

    def _keep(self) -> None:
        row = self.panel.row
        if row is not None and row.found:
            why = self.panel.why.text()
            deed = partial(loss_desks.keep, self.desk.shop, self.desk.person, row, why, self.desk.printer)
            self._write(deed, self.panel.keep_button)

    def _settle_all(self) -> None:
        if self.now is not None and self.now.ready:
            deed = partial(loss_desks.settle_all, self.desk.shop, self.desk.person, self.now.ready, self.desk.printer)
            self._write(deed, self.all_button)

    def _write(self, deed: Callable[[], str | tuple[str, ...]], button: KeyButton) -> None:
        changed = {"consignment", "stock"}
        self.shell.deeds.write(self, deed, done=self._done, button=button, once="maker-loss", changed=changed)

    def _done(self, numbers: str | tuple[str, ...]) -> None:
        self.desk.call_printer()
        told = numbers if isinstance(numbers, str) else ", ".join(numbers)
        self.say(Notice(_("{numbers}: sudah diputuskan dan masuk ke saldo penitip.").format(numbers=told), "ok"))
        self.refresh()

    # -- what was settled ------------------------------------------------------

    def _print(self) -> None:
        paper = self.papers[self.at].document_id
        deed = partial(loss_desks.print_again, self.desk.shop, self.desk.person, paper, self.desk.printer)
        self.shell.deeds.write(self, deed, done=self._printed, button=self.print_button, once="loss-print")

    def _printed(self, _nothing: None) -> None:
        self.desk.call_printer()
        self.say(Notice(_("Slip dicetak lagi, bertanda SALINAN."), "ok"))

    def _ask(self) -> None:
        """Why it is taken back: one of the usual reasons, or what is typed."""
        self.reasons.show_choices([(words, _(words)) for words in REASONS])
        self._turn_to(self.reasons)
        self.reasons.field.setFocus()

    def _reversed_for(self, key: object, _words: str) -> None:
        self.stack.setCurrentWidget(self.settled)
        paper = self.papers[self.at].document_id
        why = _(str(key))
        deed = partial(loss_desks.reverse, self.desk.shop, self.desk.person, paper, why, self.desk.printer)
        self.shell.deeds.write(
            self, deed, done=self._reversed, button=self.undo_button, once="maker-loss", changed={"consignment"}
        )

    def _reversed(self, number: str) -> None:
        self.desk.call_printer()
        self.say(Notice(_("{number}: dibatalkan, barangnya menunggu keputusan lagi.").format(number=number), "ok"))
        self.refresh()

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.work:
            self.shell.back()
        else:
            self._turn_to(self.work)
