"""Hitung: one person counts, by scanner or by keys; what the book holds is nowhere on it.

Each scan adds one of its unit, `24*` before it twenty-four.  Letters find a good whose
quantity is then keyed per unit.  What somebody else has counted of it already is told, and one
key lets the new figure stand in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import count_rules, count_scans, counts
from inventory.count_judgements import Facts
from inventory.count_queries import Lately, Progress
from inventory.count_records import State
from inventory.count_scans import Heard, Tally
from inventory.counts import FinishCommand
from inventory.screens import count_parts, count_rows
from koperasi.errors import Refused, ShopError
from koperasi.quantity import Quantity
from koperasi.text import N_, _

WIDE, NARROW = 400, 316
#: What is still to be counted is read again after so long: among 100,000 goods it takes a while.
SECONDS_BETWEEN = 15


class CountEntryScreen(OfficeScreen):
    """Scan box, the last good large, one's own running list; at the right what is still to do, or the numbers."""

    place = "stock"
    title = N_("Hitung Stok")
    interested = frozenset({"count"})
    more_keys = (("24*", N_("sebelum scan: dua puluh empat buah")), ("↑ ↓", N_("pilih barang")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.session_id = 0
        self.last: Tally | None = None
        self.progress: Progress | None = None
        self._read_at = 0.0
        self._again: Callable[[bool], None] | None = None
        self.field = ScanField(_("Scan barang, atau ketik namanya"), name=_("Scan barang"))
        self.home_field = self.field
        self.field.textEdited.connect(self._typed)
        self.field.submitted.connect(self._entered)
        self.card = count_parts.LastCount()
        self.list = count_rows.EntryList()
        self.found = count_parts.FoundGoods()
        self.found.taken.connect(self._chosen)
        self.left = QStackedWidget()
        for each in (self.list, self.found):
            self.left.addWidget(each)
        self.todo = count_rows.TodoCard()
        self.todo.list.row_pressed.connect(self._todo_pressed)
        self.numbers = count_parts.QuantityPage(lambda: self.desk.shop.branch.business_date(self.desk.shop.clock()))
        self.numbers.given.connect(self._given)
        self.right = QStackedWidget()
        self._lay_out_parts()

    def _lay_out_parts(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        undo = self.act("Ctrl+Z", _("Batalkan"), self._undo, icon_name="undo")
        more = self.act("Ctrl+J", _("Ketik Jumlah"), self._key_last, icon_name="keyboard")
        self.replace_action = self.act("Ctrl+G", _("Ganti"), self._replace, icon_name="pencil")
        self.alone_action = self.act("Ctrl+Y", _("Lanjut Sendiri"), self._go_on_alone, icon_name="user")
        finish = self.act("Ctrl+Enter", _("Selesai Hitung"), self._finish, icon_name="check")
        self.finish_button = KeyButton(finish, role="primary")
        self.add_button = KeyButton(_("Tambah"), "Enter", role="chosen", tall="56", size=Size.LEAD)
        self.add_button.clicked.connect(self.numbers.say)
        holder = layouts.held(layouts.column(Scroll(self.numbers), self.add_button, gap=8))
        for each in (self.todo, holder):
            self.right.addWidget(each)
        self._holder: QWidget = holder
        for action in (self.replace_action, self.alone_action):
            action.setEnabled(False)
        self.notice.pressed.connect(self._notice_pressed)
        column = layouts.column(self.field, self.card, gap=12)
        column.addWidget(self.left, 1)
        # Under the list, which gives it the room: the digits beside it have none to give.
        column.addWidget(self.notice)
        row = layouts.row(column, self.right, gap=16)
        row.setStretch(0, 1)
        self.body.addLayout(row, 1)
        # What the strip offers (to replace, to go on alone) is touched there, or set off by its key.
        foot = layouts.row(
            KeyButton(back, role="quiet"), KeyButton(undo), KeyButton(more), 1, self.finish_button, gap=8
        )
        self.body.addLayout(foot)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        narrow = width < theme.px(NARROW_BELOW)
        self.right.setFixedWidth(theme.px(NARROW if narrow else WIDE))
        self.list.fit(narrow)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        session_id = what.get("session_id")
        if isinstance(session_id, int):
            # Also of the same session: in a recount nobody is shown what was counted before.
            self.session_id, self.last, self.progress = session_id, None, None
            self.card.show_tally(None)
            self.list.show_entries(())
        self._close_pages()
        self._offer_replacing(None)
        self._read_at = 0.0
        self.refresh()

    def refresh(self) -> None:
        """After every scan what is quick to read; what is still to be counted only now and then."""
        shop, session_id, me = self.desk.shop, self.session_id, self.desk.person.id
        if self.progress is not None and monotonic() - self._read_at < SECONDS_BETWEEN:
            read = partial(count_rows.lately_of, shop, session_id, me)
            self.shell.deeds.read(self, read, done=self._show_lately, latest="count-lately")
            return
        self._read_at = monotonic()
        whole = partial(count_rows.progress_of, shop, session_id, me)
        self.shell.deeds.read(self, whole, done=self._show_progress, latest="count-progress")

    def _show_lately(self, lately: Lately) -> None:
        if self.progress is not None and lately.session.id == self.session_id:
            self._show_progress(replace(self.progress, lately=lately))

    def _show_progress(self, progress: Progress) -> None:
        self.progress = progress
        session = progress.lately.session
        again = session.state is State.REVIEW
        self.show_title(_("Hitung Ulang") if again else _("Hitung Stok"))
        words = (session.title, progress.location, self.desk.person.name)
        self.show_words(texts.joined(each for each in words if each))
        self.list.show_entries(progress.lately.entries)
        self.todo.show_progress(progress)
        self.finish_button.setVisible(not again)
        self.actions_by_key["Ctrl+Enter"].setEnabled(not again)

    def _close_pages(self) -> None:
        self.left.setCurrentWidget(self.list)
        self.right.setCurrentWidget(self.todo)
        self.found.goods = ()

    def _leave(self) -> None:
        """First the page over the work goes, then the words, then the screen."""
        if self.right.currentWidget() is not self.todo or self.left.currentWidget() is not self.list:
            self.field.clear()
            self._close_pages()
            self.home()
        else:
            self.shell.back()

    # -- scanning --------------------------------------------------------------

    def scanned(self, code: str) -> None:
        times, _rest = count_rules.read(self.field.text())
        prefix = f"{times.decimal}*" if times is not None else ""
        self.field.clear()
        self._close_pages()
        self._count(prefix + code)

    def _typed(self, text: str) -> None:
        _times, rest = count_rules.read(text)
        if any(letter.isalpha() for letter in rest):
            look = partial(count_parts.found_goods, self.desk.shop, rest)
            self.shell.deeds.read(self, look, done=partial(self._show_found, rest), latest="count-search")
        else:
            self.left.setCurrentWidget(self.list)

    def _show_found(self, words: str, goods: tuple[Facts, ...]) -> None:
        if self.field.text().strip().endswith(words):
            self.found.show_goods(goods, words)
            self.left.setCurrentWidget(self.found)

    def _entered(self) -> None:
        text = self.field.text().strip()
        if self.left.currentWidget() is self.found:
            self.found.take()
        elif text:
            self._count(self.field.take())
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = count_parts.STEPS.get(Qt.Key(event.key()))
        if step is not None and self.left.currentWidget() is self.found:
            self.found.choose(self.found.chosen + step)
        else:
            super().keyPressEvent(event)

    def _count(self, text: str, alone: bool = False) -> None:
        self._again = partial(self._count_again, text)
        shop, person, session_id = self.desk.shop, self.desk.person, self.session_id

        def write() -> Heard:
            with shop.work(person, channel="office") as work:
                return count_scans.scan(work, session_id, text, alone=alone)

        self.shell.deeds.write(self, write, done=self._heard, failed=self._failed, changed={"count"})

    def _count_again(self, text: str, alone: bool) -> None:
        self._count(text, alone)

    def _heard(self, heard: Heard) -> None:
        if heard.tally is not None:
            self._counted(heard.tally)
        elif heard.choices:
            self.shell.sounds.play(Sound.LOOK)
            self._offer(heard)
        else:
            self.shell.sounds.play(Sound.UNKNOWN)
            self._offer_replacing(None)
            words = _("Kode **{code}** belum dikenal; sudah disimpan. Sisihkan barangnya.")
            self.say(Notice(words.format(code=heard.unknown), "warn"))

    def _offer(self, heard: Heard) -> None:
        """A code of several goods, or one whose label says no quantity: the person says which and how many."""
        products = tuple(dict.fromkeys(each.good.product_id for each in heard.choices))
        shop = self.desk.shop

        def read() -> tuple[Facts, ...]:
            return tuple(count_parts.facts_of(shop, each) for each in products)

        def show(goods: tuple[Facts, ...]) -> None:
            if len(goods) == 1:
                self._chosen(goods[0])
            else:
                self.found.show_goods(goods, "")
                self.left.setCurrentWidget(self.found)

        self.shell.deeds.read(self, read, done=show, latest="count-choices")

    def _counted(self, tally: Tally, *, keyed: bool = False) -> None:
        self.last, self._again = tally, None
        if self.progress is not None:
            self._show_progress(self.progress.without(tally.facts.product_id))
        self.shell.sounds.play(Sound.LOOK if tally.others else Sound.FOUND)
        self.card.show_tally(tally)
        self.alone_action.setEnabled(False)
        self._offer_replacing(tally, keyed=keyed)

    def _offer_replacing(self, tally: Tally | None, *, keyed: bool = False) -> None:
        """Say what was counted of it before: the new figure is added unless she says otherwise.

        Of her own scans one after the other nothing is said; of a figure she keyed it is.
        """
        before = count_rows.counted_before(tally, keyed=keyed)
        self.replace_action.setEnabled(bool(before))
        if before:
            words = _("Sudah dihitung: **{who}**. Yang ini **ditambahkan**.").format(who=before)
            self.say(Notice(words, "warn", "Ctrl G", _("Ganti")))
        else:
            self.hush()

    def _failed(self, error: ShopError) -> bool:
        """A recount by who had counted it before is offered to her alone."""
        if isinstance(error, Refused) and error.rule == "same-counter" and self._again is not None:
            self.alone_action.setEnabled(True)
            self.shell.sounds.play(Sound.REFUSED)
            self.say(Notice(str(error), "refuse", "Ctrl Y", _("Lanjut Sendiri")))
            return True
        return False

    def _go_on_alone(self) -> None:
        if self._again is not None:
            self.alone_action.setEnabled(False)
            self._again(True)

    def _notice_pressed(self) -> None:
        if self.alone_action.isEnabled():
            self._go_on_alone()
        elif self.replace_action.isEnabled():
            self._replace()

    # -- keyed quantities ------------------------------------------------------

    def _chosen(self, good: object) -> None:
        if isinstance(good, Facts):
            times, _rest = count_rules.read(self.field.text())
            self.field.clear()
            self.left.setCurrentWidget(self.list)
            self.right.setCurrentWidget(self._holder)
            self.numbers.ask(good)
            if times is not None:
                self.numbers.fields[len(self.numbers.units) - 1].set_quantity(times)

    def _key_last(self) -> None:
        """The quantity of the good scanned last is keyed instead."""
        if self.last is None:
            self.shell.sounds.play(Sound.REFUSED)
        else:
            self._chosen(self.last.facts)

    def _given(self, quantity: Quantity, words: str, until: date | None) -> None:
        if self.numbers.facts is not None:
            self._put(self.numbers.facts, quantity, words, until)

    def _put(self, good: Facts, quantity: Quantity, words: str, until: date | None, alone: bool = False) -> None:
        self._again = partial(self._put, good, quantity, words, until)
        shop, person, session_id = self.desk.shop, self.desk.person, self.session_id

        def write() -> Tally:
            with shop.work(person, channel="office") as work:
                what = (work, session_id, good.product_id, quantity, words)
                return count_scans.put(*what, alone=alone, expires_on=until)

        self.shell.deeds.write(
            self, write, done=self._kept, failed=self._failed, button=self.add_button, changed={"count"}
        )

    def _kept(self, tally: Tally) -> None:
        """The keyed quantity is in; the next scan may come."""
        if self.numbers.facts is not None and self.numbers.facts.product_id == tally.facts.product_id:
            self._close_pages()
        self._counted(tally, keyed=True)

    def _todo_pressed(self, number: int) -> None:
        """A good of the list at the right is counted by keys."""
        product = self.todo.product_at(number)
        if product is not None:
            read = partial(count_parts.facts_of, self.desk.shop, product)
            self.shell.deeds.read(self, read, done=self._chosen, latest="count-good")

    # -- putting right ---------------------------------------------------------

    def _undo(self) -> None:
        entry = (
            next((each for each in self.progress.lately.entries if not each.undone), None) if self.progress else None
        )
        if entry is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        shop, person, session_id, seq = self.desk.shop, self.desk.person, self.session_id, entry.seq

        def write() -> Tally | None:
            with shop.work(person, channel="office") as work:
                return count_scans.take_back(work, session_id, seq)

        said = _("Dibatalkan: {name}, {words}.").format(name=entry.name, words=entry.words or entry.quantity)
        self.shell.deeds.write(self, write, done=lambda _left: self._undone(said), once="undo", changed={"count"})

    def _undone(self, said: str) -> None:
        self.last = None
        self._offer_replacing(None)
        self.card.show_tally(None)
        self.say(Notice(said, "ok"))

    def _replace(self) -> None:
        if self.last is None:
            return
        shop, person, session_id, last = self.desk.shop, self.desk.person, self.session_id, self.last
        alone = self.progress is not None and self.progress.lately.session.state is State.REVIEW

        def write() -> Tally:
            with shop.work(person, channel="office") as work:
                return count_scans.replace_with(work, session_id, last, alone=alone)

        self.shell.deeds.write(self, write, done=self._counted, once="replace", changed={"count"})

    def _finish(self) -> None:
        shop, person, session_id = self.desk.shop, self.desk.person, self.session_id

        def write() -> int:
            with shop.work(person, channel="office") as work:
                again = counts.finish(work, FinishCommand(session_id, work.now))
                return int(again)

        self.shell.deeds.write(
            self, write, done=self._finished, button=self.finish_button, once="finish", changed={"count"}
        )

    def _finished(self, again: int) -> None:
        words = _("Selesai. Tinggal diperiksa dan disetujui.")
        if again:
            words = _("Selesai. {count} barang perlu dihitung ulang oleh orang lain.").format(count=again)
        self.shell.back()
        if self.shell.current is not None and self.shell.current is not self:
            self.shell.current.say(Notice(words, "warn" if again else "ok"))
