"""Titipan Kembali: a maker's goods go back to her; what should go is told and marked at one key.

First stand the makers whose goods are expired, damaged or past their days; then all that one
of them has here, scanned, ticked or counted.  The same marks serve to put goods aside for her
and, by who may, to let them become the shop's.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consignment import giveback_deeds
from consignment.conversions import WAYS, Way
from consignment.giveback_desks import GivebackDesk, Waiting
from consignment.screens import giveback_parts as parts
from consignment.screens.giveback_lots import LotsPage
from consignment.screens.giveback_takes import TakePage
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import joined
from desktop.theme import Size
from inventory.screens.picking import PickPage
from koperasi import uids
from koperasi.rights import Permission
from koperasi.text import N_, _

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
#: So many days back who bought a good that is called back is told.
YEAR = 365
WAY_KEYS = {Way.BUY: "Ctrl+1", Way.KEEP: "Ctrl+2", Way.DONATE: "Ctrl+3"}


class GivebacksScreen(OfficeScreen):
    """Who should fetch something; then her goods at the left, the chosen lot at the right."""

    place = "consignment"
    title = N_("Titipan Kembali")
    interested = frozenset({"stock", "consignment", "sales"})
    more_keys = (("↑ ↓", N_("pilih barang")), ("Spasi", N_("tandai semua dari lot")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.waiting: tuple[Waiting, ...] = ()
        self.at = 0
        self.makers = RowList(parts.waiting_columns(), row_height=56, name=_("Penitip"))
        self.makers.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.makers.installEventFilter(self)
        self.makers.row_pressed.connect(self._open_waiting)
        self.picker = PickPage(_("Penitip"))
        self.picker.picked.connect(lambda key, _words: self._open(int(str(key))))
        self.picker.left.connect(self._leave)
        self.fetched = Field(size=Size.BODY, name=_("Diambil oleh"))
        self.fetched.setPlaceholderText(_("Diambil oleh (kosong: penitip sendiri)"))
        self.fetched.setFixedHeight(theme.px(48))
        self._make_actions()
        self._lay_pages()

    def _make_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        pick = self.act("Ctrl+U", _("Pilih Penitip"), lambda: self._pick(), icon_name="user")
        done = self.act("Ctrl+R", _("Riwayat"), lambda: self.shell.go("giveback-list"), icon_name="clock")
        suggest = self.act("Ctrl+S", _("Disarankan"), lambda: self.lots.suggest(), icon_name="bulb")
        every = self.act("Ctrl+E", _("Semua"), lambda: self.lots.mark_all(), icon_name="check")
        recall = self.act("Ctrl+T", _("Tarik"), self._recall, icon_name="undo")
        self.act("Ctrl+I", _("Pembelinya"), self._show_buyers)
        why = self.act("Ctrl+G", _("Sebab"), lambda: self.lots.next_why())
        aside = self.act("Ctrl+D", _("Sisihkan"), self._set_aside, icon_name="shelf")
        take = self.act("Ctrl+B", _("Ambil Alih"), self._take_over, icon_name="coins")
        open_ = self.act("Enter", _("Lihat Barangnya"), self._open_chosen, icon_name="right")
        self.open_button = KeyButton(open_, role="primary", size=Size.LEAD)
        self.give_action = self.act("Ctrl+Enter", _("Kembalikan"), self._do, icon_name="basket")
        ways = {way: self.act(key, _(WAYS[way]), partial(self._choose_way, way)) for way, key in WAY_KEYS.items()}
        agreed = self.act("Ctrl+J", _("Penitip sudah setuju"), self._toggle_agreed)
        self.lots = LotsPage((suggest, every, recall), why)
        self.lots.changed.connect(self._tell)
        self.take_page = TakePage(ways, agreed)
        self.take_page.changed.connect(self._tell)
        self.aside_button, self.take_button = KeyButton(aside), KeyButton(take)
        self.give_button = KeyButton(self.give_action, role="primary", size=Size.LEAD)
        self.back_button = KeyButton(back, role="quiet")
        self.pick_button, self.done_button = KeyButton(pick), KeyButton(done)
        for button in (self.pick_button, self.done_button, self.aside_button, self.take_button):
            self.head_right.addWidget(button)
            button.hide()

    def _lay_pages(self) -> None:
        self.stack = QStackedWidget()
        for page in (self.makers, self.lots, self.picker, self.take_page):
            self.stack.addWidget(page)
        foot = layouts.row(self.back_button, gap=8)
        foot.addWidget(self.fetched, 1)
        foot.addStretch(0)
        foot.addWidget(self.give_button)
        foot.addWidget(self.open_button)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)
        self._turn_to(self.makers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.lots.fit(narrow=narrow)
        self.makers.set_widths(parts.NARROW_WAITING_WIDTHS if narrow else parts.WAITING_WIDTHS)
        super().resizeEvent(event)

    @property
    def now(self) -> GivebackDesk | None:
        """What is marked of whose goods; None before a maker is chosen."""
        return self.lots.now

    # -- coming, choosing a maker ----------------------------------------------

    def enter(self, **what: object) -> None:
        """With `maker_id` her goods are shown at once, else who should fetch something."""
        maker_id = what.get("maker_id")
        if isinstance(maker_id, int):
            self._open(maker_id)
        elif self.now is None or not self.now.marked:
            self._list_makers()
        else:
            self.refresh()

    def refresh(self) -> None:
        if self.now is None:
            self._list_makers()
        elif self.now.maker_id is not None:
            self._read(self.now.maker_id)

    def _list_makers(self) -> None:
        self.lots.now = None
        self.makers.show_empty(_("Melihat barang titipan…"), "search")
        self._turn_to(self.makers)
        read = partial(giveback_deeds.waiting, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._makers_found, latest="giveback-makers")

    def _makers_found(self, found: tuple[Waiting, ...]) -> None:
        self.waiting = found
        self.makers.show_empty(_("Tidak ada titipan yang harus dikembalikan. Ctrl U untuk penitip lain."), "check")
        self._choose_maker(self.at if self.stack.currentWidget() is self.makers else 0)

    def _choose_maker(self, number: int) -> None:
        self.at = min(max(number, 0), max(len(self.waiting) - 1, 0))
        day = self.desk.shop.branch.business_date(self.desk.shop.clock())
        self.makers.show_rows(
            [parts.waiting_row(each, day, chosen=n == self.at) for n, each in enumerate(self.waiting)]
        )
        self.makers.reveal(self.at)
        self._tell()

    def _open_waiting(self, number: int) -> None:
        self._open(self.waiting[number].maker_id)

    def _open_chosen(self) -> None:
        if self.stack.currentWidget() is self.makers and self.waiting:
            self._open_waiting(self.at)

    def _pick(self, typed: str = "") -> None:
        """Choose a maker; with the first letter of her name where one began to type."""
        read = partial(giveback_deeds.makers, self.desk.shop)
        self.shell.deeds.read(self, read, done=partial(self._offer, typed), latest="giveback-makers")

    def _offer(self, typed: str, choices: list[tuple[int, str]]) -> None:
        self.picker.show_choices(choices, self.now.maker_id if self.now is not None else None)
        self._turn_to(self.picker)
        self.picker.field.setFocus()
        if typed:
            self.picker.field.type_text(typed)

    def _open(self, maker_id: int) -> None:
        self.lots.look()
        self._turn_to(self.lots)
        self._read(maker_id)

    def _read(self, maker_id: int) -> None:
        read = partial(giveback_deeds.read, self.desk.shop, maker_id)
        self.shell.deeds.read(self, read, done=self._found, latest="giveback-lots")

    def _found(self, desk: GivebackDesk) -> None:
        self.lots.show_desk(desk)
        if not self.isAncestorOf(self.focusWidget() or self.shell):
            self.home()

    def _tell(self) -> None:
        """Which deeds there are now, and what they say."""
        desk, page = self.now, self.stack.currentWidget()
        working, taking = page is self.lots, page is self.take_page
        marked = desk is not None and bool(desk.marked)
        for key in ("Ctrl+S", "Ctrl+E", "Ctrl+T", "Ctrl+G"):
            self.actions_by_key[key].setEnabled(working and desk is not None and bool(desk.lots))
        may = self.desk.person.may
        self.actions_by_key["Ctrl+D"].setEnabled(working and marked and may(Permission.STOCK_MOVE))
        self.actions_by_key["Ctrl+B"].setEnabled(working and marked and may(Permission.GOODS_CONVERT))
        for key in (*WAY_KEYS.values(), "Ctrl+J"):
            self.actions_by_key[key].setEnabled(taking)
        self._show_deeds(page)
        if taking:
            reason = self.take_page.blocked()
            self.give_action.setText(self.take_page.words())
        else:
            reason = desk.blocked() if desk is not None else _("Pilih penitip")
            self.give_action.setText(self._give_words())
        self.give_button.set_reason(reason)
        self.give_action.setEnabled(not reason and (working or taking))
        self._tell_words()

    def _show_deeds(self, page: QWidget | None) -> None:
        """The buttons of a page; what goes goes first, or the window would have to be wide enough for all."""
        working = page is self.lots
        shown: dict[QWidget, bool] = dict.fromkeys((self.aside_button, self.take_button, self.fetched), working)
        shown |= dict.fromkeys((self.open_button, self.pick_button, self.done_button), page is self.makers)
        shown[self.give_button] = working or page is self.take_page
        for part, there in sorted(shown.items(), key=lambda each: each[1]):
            part.setVisible(there)
        self.actions_by_key["Enter"].setEnabled(page is self.makers and bool(self.waiting))

    def _give_words(self) -> str:
        pieces = self.now.pieces if self.now is not None else None
        return _("Kembalikan {count}").format(count=pieces) if pieces else _("Kembalikan")

    def _tell_words(self) -> None:
        if self.now is None:
            self.show_words(_("Yang kedaluwarsa, rusak, atau lewat masa jual"))
        elif self.now.marked:
            said = _("{count} ditandai, bila laku {worth}")
            self._about(said.format(count=self.now.pieces, worth=self.now.worth.shown))
        else:
            said = _("{count} lot di sini, {suggested} disarankan kembali")
            self._about(said.format(count=len(self.now.lots), suggested=len(self.now.suggested)))

    def _about(self, words: str) -> None:
        maker = self.now.maker if self.now is not None else ""
        self.show_words(joined(tuple(each for each in (maker, words) if each)))

    # -- scanning and keys -----------------------------------------------------

    def scanned(self, code: str) -> None:
        """Every scan is one piece more; what is not hers is told."""
        if self.now is None:
            self.shell.sounds.play(Sound.REFUSED)
            self.say(Notice(_("Pilih dulu penitipnya."), "warn", "Ctrl U", _("Pilih Penitip")))
            return
        self.shell.deeds.read(self, partial(giveback_deeds.products_of, self.desk.shop, code), done=self._scanned)

    def _scanned(self, products: frozenset[int]) -> None:
        if self.lots.scan(products):
            self.hush()
            self.shell.sounds.play(Sound.FOUND)
        else:
            self.shell.sounds.play(Sound.UNKNOWN)
            self.say(Notice(_("Barang itu tidak ada lagi dari penitip ini."), "warn"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the list of makers are ours: Qt's own current row is never shown."""
        if watched is self.makers and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._choose_maker(self.at + step)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page, step = self.stack.currentWidget(), STEPS.get(Qt.Key(event.key()))
        if page is self.lots and step is not None:
            self.lots.choose(self.lots.at + step)
        elif page is self.lots and event.key() == Qt.Key.Key_Space:
            self.lots.toggle()
        elif page is self.makers and event.text().isalpha():
            self._pick(event.text())
        else:
            super().keyPressEvent(event)

    # -- doing it --------------------------------------------------------------

    def _do(self) -> None:
        desk = self.now
        if desk is None or desk.blocked():
            return
        shop, at = self.desk.shop, self.desk.shop.clock()
        ids = (shop.minter.next(), uids.new_uid(at), at)
        if self.stack.currentWidget() is self.take_page:
            page = self.take_page
            if page.blocked():
                return
            what = desk.conversion(*ids, page.way, page.paid, agreed=page.agreed.isChecked(), note=page.note.text())
            deed = partial(giveback_deeds.convert, shop, self.desk.person, what, self.desk.printer)
            self._write(deed, _("{number}: barangnya sekarang milik toko."), self._taken_words(page.way))
        else:
            command = desk.command(*ids, self.fetched.text())
            deed = partial(giveback_deeds.give_back, shop, self.desk.person, command, self.desk.printer)
            self._write(deed, _("{number}: barang dikembalikan. Minta penitip menandatangani notanya."))

    def _taken_words(self, way: Way) -> str:
        return _("{number}: barangnya disumbangkan.") if way is Way.DONATE else ""

    def _write(self, deed: partial[str], words: str, other: str = "") -> None:
        self.shell.deeds.write(
            self,
            deed,
            done=partial(self._done, other or words),
            button=self.give_button,
            once="giveback",
            changed={"stock", "consignment"},
        )

    def _done(self, words: str, number: str) -> None:
        self.desk.call_printer()
        self.fetched.clear()
        self._again()
        self.say(Notice(words.format(number=number), "ok"))

    def _again(self) -> None:
        """The same maker, nothing marked."""
        maker_id = self.now.maker_id if self.now is not None else None
        self.lots.look()
        self._turn_to(self.lots)
        if maker_id is not None:
            self._read(maker_id)

    def _recall(self) -> None:
        """Every lot of the chosen good; who bought of it is a key away."""
        self.lots.recall()
        if self.lots.lot is not None:
            words = _("Semua {name} ditandai ditarik. Yang sudah terjual:").format(name=self.lots.lot.name)
            self.say(Notice(words, "warn", "Ctrl+I", _("Lihat Pembelinya")))

    def _show_buyers(self) -> None:
        """The members who bought the chosen good within a year, with their numbers, to be called."""
        lot = self.lots.lot
        if lot is not None and self.now is not None and self.desk.person.may(Permission.REPORT_READ):
            first = self.now.day - timedelta(days=YEAR)
            self.shell.go("report", report="recall-buyers", good=lot.code, first=first, last=self.now.day)

    def _set_aside(self) -> None:
        if self.now is not None and self.now.marked:
            deed = partial(giveback_deeds.set_aside, self.desk.shop, self.desk.person, self.now)
            changed = {"stock", "consignment"}
            self.shell.deeds.write(
                self, deed, done=self._was_set_aside, button=self.aside_button, once="set-aside", changed=changed
            )

    def _was_set_aside(self, count: int) -> None:
        self._again()
        said = _("{count} lot dipindah ke tempat Titipan kembali; kasir tidak menjualnya lagi.")
        self.say(Notice(said.format(count=count), "ok"))

    def _take_over(self) -> None:
        if self.now is not None and self.now.marked:
            self.take_page.show_desk(self.now)
            self._turn_to(self.take_page)
            self.take_page.amount.setFocus()

    def _choose_way(self, way: Way) -> None:
        self.take_page.choose(way)
        (self.take_page.amount if way is Way.BUY else self.take_page.note).setFocus()

    def _toggle_agreed(self) -> None:
        self.take_page.agreed.toggle()

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        if page in (self.makers, self.lots):
            self.home_field = self.lots.field if page is self.lots else self.makers
        self._tell()
        if page in (self.makers, self.lots):
            self.home()

    def _leave(self) -> None:
        page = self.stack.currentWidget()
        if page is self.makers:
            self.shell.back()
        elif page is self.take_page or (page is self.picker and self.now is not None):
            self._turn_to(self.lots)
        else:
            self.at = 0
            self._list_makers()
