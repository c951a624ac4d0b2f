"""One statement: what it says, or would say; what she answers, and how disputes are worked off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consignment import statement_desks, statement_words
from consignment.answers import DisputedLine
from consignment.screens import statement_prints
from consignment.screens.statement_lists import StatementLists
from consignment.screens.statement_pages import AnswerPage, EndPage
from consignment.screens.statement_sides import StatementSide
from consignment.statement_desks import Drafted, Opened
from consignment.statement_facts import Proof
from consignment.statement_values import State
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.picking import PickPage
from koperasi.errors import Refused, ShopError
from koperasi.money import ZERO
from koperasi.rights import Permission
from koperasi.text import N_, _

WIDE, NARROW = 340, 290
#: Why a statement is taken back.
REASONS = (N_("belum lengkap"), N_("salah tanggal"), N_("salah penitip"))


class StatementScreen(OfficeScreen):
    """Its goods, its lines or its disputes at the left, money and answers at the right."""

    place = "consignment"
    title = N_("Rincian Setoran")
    interested = frozenset({"statements", "payouts"})
    more_keys = (("↑ ↓", N_("pilih baris")), ("Spasi", N_("tandai baris yang dibantah")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.opened: Opened | None = None
        self.drafted: Drafted | None = None
        #: The lines that a dispute is asked about; 0 for what stands on none.
        self.wrong_lines: tuple[int, ...] = ()
        self.side = StatementSide()
        self.answer_page, self.end_page = AnswerPage(), EndPage()
        self.answer_page.submitted.connect(self._go_on)
        self.answer_page.turned.connect(self._begin)
        self.end_page.submitted.connect(self._go_on)
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.reasons.picked.connect(lambda key, words: self._reverse(_(str(key)) if key else words))
        self.reasons.left.connect(lambda: self._turn_to(self.work))
        self._make_actions()
        self._lay_pages()
        self.end_page.changed.connect(self._judge)

    def _make_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        goods = self.act("Ctrl+1", _("Barang"), lambda: self._tab(self.lists.goods))
        lines = self.act("Ctrl+2", _("Baris"), lambda: self._tab(self.lists.lines))
        disputes = self.act("Ctrl+3", _("Bantahan"), lambda: self._tab(self.lists.disputes))
        earlier = self.act("Ctrl+A", "", lambda: self._beside(-1))
        later = self.act("Ctrl+D", "", lambda: self._beside(1))
        paper = self.act("Ctrl+P", _("Cetak"), self._print, icon_name="printer")
        look = self.act("Ctrl+I", _("Cetakan"), self._preview, icon_name="eye")
        self.act("Ctrl+S", _("PDF"), self._save)  # its button is on the preview
        text = self.act("Ctrl+W", _("Teks WA"), self._copy, icon_name="chat")
        self.undo_action = self.act("Ctrl+Z", _("Batalkan"), self._ask_why, icon_name="undo")
        self.dispute_action = self.act("Ctrl+B", _("Bantah"), self._dispute, icon_name="warn")
        self.act("Ctrl+G", "", self._next_choice)
        self.open_action = self.act("Enter", _("Buka"), self._open_line)
        self.main_action = self.act("Ctrl+Enter", _("Setuju"), self._go_on, icon_name="check")
        self.open_button = KeyButton(self.open_action)
        self.turns = (KeyButton(earlier, icon="left"), KeyButton(later, icon="right"))
        self.turns[0].setAccessibleName(_("Rincian sebelumnya"))
        self.turns[1].setAccessibleName(_("Rincian sesudahnya"))
        self.lists = StatementLists((goods, lines, disputes), self.open_button)
        self.lists.opened.connect(self._open_line)
        self.lists.turned.connect(self._judge)
        self.papers = (KeyButton(text), KeyButton(look), KeyButton(paper))
        self.back_button = KeyButton(back, role="quiet")
        self.undo_button, self.dispute_button = KeyButton(self.undo_action), KeyButton(self.dispute_action)
        self.main_button = KeyButton(self.main_action, role="primary", size=Size.LEAD)

    def _lay_pages(self) -> None:
        for button in (*self.turns, *self.papers):
            self.head_right.addWidget(button)
        self._scroll = Scroll(self.side)
        middle = layouts.row(self.lists, self._scroll, gap=16)
        middle.setStretch(0, 1)
        self.work = layouts.held(middle)
        self.pages = QStackedWidget()
        for page in (self.work, self.answer_page, self.end_page, self.reasons):
            self.pages.addWidget(page)
        foot = layouts.row(self.back_button, self.undo_button, 1, self.dispute_button, self.main_button, gap=8)
        self.body.addWidget(self.pages, 1)
        self.body.addLayout(foot)
        self._tab(self.lists.goods)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.lists.fit(narrow=narrow)
        self._scroll.set_width(theme.px(NARROW if narrow else WIDE))
        # In a narrow window the period has the room of the icons.
        for button, icon in zip(self.papers, ("chat", "eye", "printer"), strict=True):
            button.set_icon("" if narrow else icon)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With `document_id` a statement (or an answer to it), with `maker_id` and `last` what one would say."""
        maker_id, document_id, last = what.get("maker_id"), what.get("document_id"), what.get("last")
        self._turn_to(self.work)
        if isinstance(document_id, int):
            self._look(partial(statement_desks.opened, self.desk.shop, document_id))
        elif isinstance(maker_id, int):
            until = last if isinstance(last, date) else self.desk.shop.branch.business_date(self.desk.shop.clock())
            self._look(partial(statement_desks.draft, self.desk.shop, maker_id, until))
        else:
            self.refresh()

    def _look(self, read: partial[Any]) -> None:
        """Another one; nothing is known of it yet."""
        self.opened = self.drafted = None
        self.show_title(_(self.title))
        self.show_words("")
        self._scroll.hide()
        self.lists.show_empty(_("Membaca rincian…"), "clock")
        self._tab(self.lists.goods)
        self._read(read)

    def refresh(self) -> None:
        if self.opened is not None:
            self._read(partial(statement_desks.opened, self.desk.shop, self.opened.statement.id))

    def _read(self, read: partial[Any]) -> None:
        self.shell.deeds.read(self, read, done=self._found, failed=self._not_found, latest="statement")

    def _not_found(self, error: ShopError) -> bool:
        self.lists.show_empty(error.message, "coins")
        self._judge()
        return isinstance(error, Refused) and error.rule == "nothing-to-say"

    def _found(self, found: Drafted | Opened) -> None:
        self.drafted = found if isinstance(found, Drafted) else None
        self.opened = found if isinstance(found, Opened) else None
        self.lists.show_found(found)
        told = found.draft if isinstance(found, Drafted) else found.statement
        said, period = told.said, statement_words.short_period(told.said)
        if self.opened is not None:
            self.show_title(self.opened.head.number)
            self.show_words(period)
        else:
            self.show_title(_("Rancangan Rincian"))
            self.show_words(_("{period}: periksa dulu, lalu buat").format(period=period))
        self.side.show_said(said, told.lines, self.opened)
        self._scroll.show()
        self._judge()

    def _preview(self) -> None:
        if self.opened is not None:
            self.office.preview(self.shell, self.opened.statement.id)

    def _judge(self) -> None:
        """Which deeds there are, and what they say."""
        listed, opened = self.pages.currentWidget() is self.work, self.opened
        state = opened.head.state if opened is not None else None
        shown = listed and opened is not None
        may = self.desk.person.may
        answerable = state not in (None, State.AGREED, State.REVERSED) and may(Permission.STATEMENT_ANSWER)
        lines = self.lists.seen is self.lists.lines
        self.open_action.setEnabled(listed and lines and self.lists.line is not None)
        newest = opened is not None and opened.newest
        self.undo_action.setEnabled(shown and newest and may(Permission.STATEMENT_DRAW))
        self.dispute_action.setEnabled(shown and answerable)
        self.actions_by_key["Ctrl+I"].setEnabled(shown and opened is not None and opened.statement.id > 0)
        for key in ("Ctrl+P", "Ctrl+S", "Ctrl+W"):
            self.actions_by_key[key].setEnabled(shown)
        for step, key in ((-1, "Ctrl+A"), (1, "Ctrl+D")):
            self.actions_by_key[key].setEnabled(opened is not None and listed and opened.beside(step) is not None)
        for button in (self.undo_button, self.dispute_button, *self.turns, *self.papers):
            button.setVisible(opened is not None and (listed or button in self.papers))
        self.open_button.setVisible(listed and lines)
        words, alive = self._main(answerable=answerable)
        self.main_action.setText(words)
        self.main_action.setEnabled(alive)
        self.main_button.setVisible(bool(words))

    def _main(self, *, answerable: bool) -> tuple[str, bool]:
        """The green button's words, and whether it lives."""
        page = self.pages.currentWidget()
        if page is self.answer_page:
            return (_("Simpan Bantahan") if self.answer_page.disputes else _("Simpan Persetujuan")), True
        if page is self.end_page:
            return self.end_page.words, True
        if page is self.reasons:
            return "", False
        if self.drafted is not None:
            return _("Buat Rincian"), self.desk.person.may(Permission.STATEMENT_DRAW)
        if self.opened is None:
            return "", False
        if self.lists.dispute is not None:
            return _("Selesaikan Bantahan"), self.desk.person.may(Permission.STATEMENT_ANSWER)
        agreed = self.opened.head.state is State.AGREED
        return (_("Sudah Disetujui") if agreed else _("Penitip Setuju")), answerable

    def _tab(self, tab: DrawnList) -> None:
        self.lists.turn(tab)
        self.home_field = tab
        self.home()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        listed = self.pages.currentWidget() is self.work
        if not (listed and self.lists.key(event, may_mark=self.dispute_action.isEnabled())):
            super().keyPressEvent(event)

    def _turn_to(self, page: QWidget, focus: QWidget | None = None) -> None:
        if page is not self.work:
            self.hush()
        self.pages.setCurrentWidget(page)
        self.home_field = focus or self.lists.seen
        self._judge()
        self.home()

    # -- deeds -----------------------------------------------------------------

    def _open_line(self) -> None:
        line = self.lists.line
        if line is not None:
            self.office.open_document(self.shell, line.kind, line.source_id)

    def _beside(self, step: int) -> None:
        found = self.opened.beside(step) if self.opened is not None else None
        if found is not None:
            self.lists.unmark()
            self._read(partial(statement_desks.opened, self.desk.shop, found))

    def _dispute(self) -> None:
        """Ask what is wrong with the marked lines, or the chosen one; beside the lines, what is missing there."""
        if self.opened is None:
            return
        line = self.lists.line
        self.wrong_lines = tuple(sorted(self.lists.marked)) or ((line.line,) if line is not None else (0,))
        told = ", ".join(self.lists.words_of(each) for each in self.wrong_lines if each)
        title = _("Apa yang tidak cocok menurut {name}?").format(name=self.opened.head.maker_name)
        missing = _("Sesuatu yang tidak ada di rincian. Bila salah satu baris: pilih dulu di Baris.")
        self.answer_page.ask(title, told or missing, disputes=True, has_pin=self.opened.has_pin)
        self._turn_to(self.answer_page, self.answer_page.first)

    def _begin(self) -> None:
        """Where the hand begins follows how she answers: a PIN is never typed into another field."""
        if self.pages.currentWidget() is self.answer_page:
            self.home_field = self.answer_page.first
            self.home()

    def _next_choice(self) -> None:
        if self.pages.currentWidget() is self.answer_page:
            self.answer_page.next_proof()
        elif self.pages.currentWidget() is self.end_page:
            self.end_page.next_ground()

    def _go_on(self) -> None:
        """What the green button does."""
        page, drafted = self.pages.currentWidget(), self.drafted
        if page is self.answer_page:
            self._answer()
        elif page is self.end_page:
            self._end()
        elif drafted is not None:
            words = _("Rincian dibuat. Cetak, lalu minta penitip memeriksanya.")
            deed = partial(statement_desks.draw, self.desk.shop, self.desk.person, drafted.command)
            self._write(deed, words, lambda made: self._read(partial(statement_desks.opened, self.desk.shop, made)))
        elif self.lists.dispute is not None:
            self.end_page.ask(self.lists.dispute, self.lists.words_of(self.lists.dispute.line))
            self._turn_to(self.end_page, self.end_page.amount_field)
        elif self.opened is not None:
            self._ask_consent(self.opened)

    def _ask_consent(self, opened: Opened) -> None:
        head = opened.head
        title = _("{name} setuju dengan {number}?").format(name=head.maker_name, number=head.number)
        about = _("Saldo akhir {amount}.").format(amount=head.closing)
        if opened.open_disputes:
            about = _("{about} Bantahannya yang belum selesai dianggap dicabut.").format(about=about)
        self.answer_page.ask(title, about, disputes=False, has_pin=opened.has_pin)
        self._turn_to(self.answer_page, self.answer_page.first)

    def _answer(self) -> None:
        page, opened = self.answer_page, self.opened
        if opened is None or self._stopped(page.blocked()):
            return
        lines = self.wrong_lines
        # An amount belongs to one line; of several she says it when they are gone through.
        claimed = page.amount if len(lines) == 1 else ZERO
        disputed = tuple(DisputedLine(each, page.why.text(), claimed) for each in lines) if page.disputes else ()
        command = statement_desks.answering(self.desk.shop, opened, page.proof, page.who.text(), disputed)
        pin = page.pin.take() if page.proof is Proof.PIN else ""
        words = _("Bantahan tersimpan.") if page.disputes else _("Persetujuan tersimpan.")
        self._write(
            partial(statement_desks.said, self.desk.shop, self.desk.person, command, opened.head.maker_id, pin), words
        )

    def _end(self) -> None:
        page, dispute = self.end_page, self.lists.dispute
        if dispute is None or self._stopped(page.blocked()):
            return
        command = statement_desks.resolving(self.desk.shop, dispute, page.amount, page.ground, page.why.text())
        words = _("Dikoreksi; masuk rincian berikutnya.") if page.amount else _("Bantahan ditolak, alasannya dicatat.")
        self._write(partial(statement_desks.resolve, self.desk.shop, self.desk.person, command), words)

    def _stopped(self, why: str) -> bool:
        if why:
            self.shell.sounds.play(Sound.REFUSED)
            self.say(Notice(why, "warn"))
        return bool(why)

    def _ask_why(self) -> None:
        self.reasons.show_choices([(words, _(words)) for words in REASONS])
        self._turn_to(self.reasons, self.reasons.field)

    def _reverse(self, why: str) -> None:
        self._turn_to(self.work)
        if self.opened is not None:
            command = statement_desks.reversing(self.desk.shop, self.opened.statement.id, why)
            deed = partial(statement_desks.reverse, self.desk.shop, self.desk.person, command)
            self._write(deed, _("Rincian dibatalkan; barisnya masuk rincian berikutnya."))

    def _write(self, deed: partial[Any], words: str, then: Callable[[Any], None] | None = None) -> None:
        def done(result: Any) -> None:
            self.lists.unmark()
            self._turn_to(self.work)
            self.shell.sounds.play(Sound.SAVED)
            self.say(Notice(words, "ok"))
            if then is not None:
                then(result)
            else:
                self.refresh()

        self.shell.deeds.write(
            self, deed, done=done, button=self.main_button, once="statement", changed={"statements", "consignment"}
        )

    # -- on paper, away --------------------------------------------------------

    def _print(self) -> None:
        if self.opened is not None:
            statement_prints.to_printer(self, self.opened, self.papers[2])

    def _save(self) -> None:
        if self.opened is not None:
            statement_prints.to_file(self, self.opened, self.papers[1])

    def _copy(self) -> None:
        if self.opened is not None:
            statement_prints.to_clipboard(self, self.opened)

    def _leave(self) -> None:
        if self.pages.currentWidget() is self.work:
            self.shell.back()
        else:
            self._turn_to(self.work)
