"""Periksa Hitungan: what differs, most rupiah first, why, what is counted again; approved and booked.

Only for who may approve: here the book's figures stand beside the counted ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from desktop import exports, layouts, texts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import count_reports, count_reviews, count_sessions, counts
from inventory.count_bookings import Decision
from inventory.count_judgements import Facts
from inventory.count_records import State
from inventory.count_reviews import Review, Show
from inventory.count_rules import CAUSE_WORDS, Cause
from inventory.count_sessions import RecountCommand, SessionCommand
from inventory.screens import count_deeds, count_parts, count_review_rows
from inventory.screens.picking import PickPage
from koperasi.text import N_, _
from koperasi.work import Work

CANCEL_REASONS = (N_("salah rak"), N_("diulang dari awal"), N_("hanya latihan"))


@dataclass(frozen=True, slots=True)
class _Settled:
    """What an unknown code turned out to be, while it is looked for."""

    unknown_id: int
    code: str


class CountReviewScreen(OfficeScreen):
    """The differences at the left; at the right their sum, what is still open, and the approval."""

    place = "stock"
    title = N_("Periksa Hitungan")
    interested = frozenset({"count"})
    more_keys = (("↑ ↓", N_("pilih barang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.session_id = 0
        self.review: Review | None = None
        self.show_only = Show.DIFFERENT
        self.chosen = 0
        self.decisions: dict[int, Decision] = {}
        self.zeroed = False
        self._settling: _Settled | None = None
        self.list = count_review_rows.ReviewList()
        self.list.row_pressed.connect(self.choose)
        self.home_field = self.list
        self.picker = PickPage(_("Sebab selisih"))
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.finder = count_parts.FindPage(self, _("Barang apa ini? Ketik namanya"))
        self.picker.picked.connect(self._cause_picked)
        self.reasons.picked.connect(self._reason_given)
        self.finder.taken.connect(self._settle)
        self.stack = QStackedWidget()
        for page in (self.list, self.picker, self.reasons, self.finder):
            self.stack.addWidget(page)
        for page in (self.picker, self.reasons, self.finder):
            page.left.connect(self._close_pages)
        self.board = Board(BoardText(_("Selisih bersih"), None), steps=(44, 36, 28), rp=22, tall=132)
        self.facts = count_review_rows.ReviewCard()
        self._lay_actions()

    def _lay_actions(self) -> None:
        self.filters: list[tuple[Show, KeyButton]] = []
        for show, key, words in count_review_rows.SHOWS:
            action = self.act(key, _(words), partial(self._show_only, show))
            self.filters.append((show, KeyButton(action)))
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.cause_button = KeyButton(self.act("Ctrl+S", _("Sebab"), self._pick_cause, icon_name="pencil"))
        self.again_button = KeyButton(self.act("Ctrl+H", _("Hitung Ulang"), self._ask_again, icon_name="undo"))
        self.skip_button = KeyButton(self.act("Ctrl+B", _("Lewati"), self._toggle_booked, icon_name="x"))
        self.zero_button = KeyButton(self.act("Ctrl+K", _("Anggap Habis"), self._toggle_zeroed))
        self.reopen_button = KeyButton(self.act("Ctrl+O", _("Hitung Lagi"), self._reopen, icon_name="scan"))
        self.cancel_button = KeyButton(self.act("Ctrl+D", _("Batalkan"), self._cancel, icon_name="bin"))
        self.export_button = KeyButton(self.act("Ctrl+E", _("Simpan"), self._export, icon_name="down"))
        close = self.act("Ctrl+Enter", _("Setujui"), self._close, icon_name="check")
        self.close_button = KeyButton(close, role="primary", tall="64", size=Size.LEAD)
        for button in (self.close_button, self.zero_button):
            # As wide as their column: their words step down with it.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for button in (self.export_button, self.reopen_button, self.cancel_button):
            self.head_right.addWidget(button)
        bar = layouts.row(*(button for _show, button in self.filters), 1, gap=8)
        right = layouts.column(self.board, Scroll(self.facts), self.zero_button, self.close_button, gap=12)
        right.setStretch(1, 1)
        self.right = layouts.held(right)
        row = layouts.row(self.stack, self.right, gap=16)
        row.setStretch(0, 1)
        self.body.addLayout(bar)
        self.body.addLayout(row, 1)
        deeds = (self.cause_button, self.again_button, self.skip_button)
        self.body.addLayout(layouts.row(KeyButton(back, role="quiet"), *deeds, 1, gap=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.right.setFixedWidth(theme.px(244 if narrow else 320))
        self.list.fit(narrow)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        session_id = what.get("session_id")
        if isinstance(session_id, int) and session_id != self.session_id:
            self.session_id, self.review, self.chosen = session_id, None, 0
            self.decisions, self.zeroed, self.show_only = {}, False, Show.DIFFERENT
        self._close_pages()
        self.refresh()

    def refresh(self) -> None:
        self.list.show_empty(_("Membaca…"), "search")
        read = partial(count_reviews.read, self.desk.shop, self.session_id)
        self.shell.deeds.read(self, read, done=self._show, latest="count-review")

    def _show(self, review: Review) -> None:
        self.review = review
        self.show_words(texts.joined((review.session.title, review.counters_words)))
        self._draw()

    @property
    def lines(self) -> Sequence[count_reviews.Line]:
        return self.review.shown(self.show_only) if self.review is not None else ()

    @property
    def line(self) -> count_reviews.Line | None:
        return self.lines[self.chosen] if 0 <= self.chosen < len(self.lines) else None

    def choose(self, number: int) -> None:
        self.chosen = min(max(number, 0), max(len(self.lines) - 1, 0))
        self._draw()

    def _draw(self) -> None:
        review = self.review
        if review is None:
            return
        for show, button in self.filters:
            button.set_role("chosen" if show is self.show_only else "plain")
            button.show_words(count_review_rows.words_of(show, review))
        self.chosen = min(self.chosen, max(len(self.lines) - 1, 0))
        rows = [
            count_review_rows.row(each, self.decisions.get(each.product_id), n == self.chosen, zeroed=self.zeroed)
            for n, each in enumerate(self.lines)
        ]
        self.list.show_rows(rows)
        self.list.show_empty(_(count_review_rows.EMPTY[self.show_only]), "check")
        self.list.reveal(self.chosen)
        net = review.net(self.decisions, self.zeroed)
        self.board.show_text(BoardText(_("Selisih bersih"), net, foot=review.summary))
        self.facts.show_review(review, zeroed=self.zeroed)
        self._judge_keys(review)

    def _judge_keys(self, review: Review) -> None:
        line, reviewing = self.line, review.session.state is State.REVIEW
        open_ = review.session.state in (State.COUNTING, State.REVIEW)
        counted = line is not None and line.judged is not None
        decidable = open_ and line is not None and (counted or line.unknown is None)
        self.actions_by_key["Ctrl+S"].setEnabled(open_ and line is not None and (decidable or line.unknown is not None))
        self.actions_by_key["Ctrl+S"].setText(_("Barang Apa?") if line and line.unknown else _("Sebab"))
        self.actions_by_key["Ctrl+H"].setEnabled(open_ and counted and line is not None and not line.waiting)
        skip = self.actions_by_key["Ctrl+B"]
        skip.setEnabled(open_ and line is not None and (counted or line.unknown is not None))
        skip.setText(self._skip_words(line))
        self.actions_by_key["Ctrl+K"].setEnabled(open_ and review.left_count > 0)
        self.zero_button.set_role("chosen" if self.zeroed else "plain")
        self.actions_by_key["Ctrl+O"].setEnabled(reviewing)
        booked = review.session.state is State.CLOSED
        self.actions_by_key["Ctrl+D"].setEnabled(open_ or (booked and not review.reversed))
        self.actions_by_key["Ctrl+D"].setText(_("Balikkan") if booked else _("Batalkan"))
        self.actions_by_key["Ctrl+E"].setEnabled(open_)
        self.close_button.set_reason(review.blocked)

    def _skip_words(self, line: count_reviews.Line | None) -> str:
        if line is not None and line.unknown is not None:
            return _("Lewati Kode")
        decision = self.decisions.get(line.product_id) if line is not None else None
        booked = line is None or (decision.booked if decision is not None else line.booked_by_rule)
        return _("Lewati") if booked else _("Bukukan")

    def _show_only(self, show: Show) -> None:
        self.show_only, self.chosen = show, 0
        self._close_pages()
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = count_parts.STEPS.get(Qt.Key(event.key()))
        if step is not None and self.stack.currentWidget() is self.list:
            self.choose(self.chosen + step)
        else:
            super().keyPressEvent(event)

    def _close_pages(self) -> None:
        self._settling = None
        self.stack.setCurrentWidget(self.list)
        self.home()

    def _leave(self) -> None:
        if self.stack.currentWidget() is not self.list:
            self._close_pages()
        else:
            self.shell.back()

    # -- deciding --------------------------------------------------------------

    def _pick_cause(self) -> None:
        line = self.line
        if line is None:
            return
        if line.unknown is not None:
            self._settling = _Settled(line.unknown.id, line.unknown.code)
            self.stack.setCurrentWidget(self.finder)
            self.finder.ask()
            return
        choices = [(cause, _(words).capitalize()) for cause, words in CAUSE_WORDS.items()]
        decision = self.decisions.get(line.product_id)
        self.picker.show_choices(choices, decision.cause if decision is not None else line.usual_cause)
        self.stack.setCurrentWidget(self.picker)
        self.picker.field.setFocus()

    def _cause_picked(self, cause: object, _words: str) -> None:
        if self.line is not None and isinstance(cause, Cause):
            self._decide(self.line, cause=cause)
        self._close_pages()
        self.choose(self.chosen + 1)

    def _decide(self, line: count_reviews.Line, *, cause: Cause | None = None, booked: bool | None = None) -> None:
        before = self.decisions.get(line.product_id) or Decision(
            line.product_id, line.usual_cause, booked=line.booked_by_rule
        )
        cause_ = before.cause if cause is None else cause
        self.decisions[line.product_id] = replace(
            before, cause=cause_, booked=before.booked if booked is None else booked
        )

    def _toggle_booked(self) -> None:
        line = self.line
        if line is None:
            return
        if line.unknown is not None:
            self._settle_as(line.unknown.id, None)
            return
        decision = self.decisions.get(line.product_id)
        booked = decision.booked if decision is not None else line.booked_by_rule
        self._decide(line, booked=not booked)
        self._draw()

    def _toggle_zeroed(self) -> None:
        self.zeroed = not self.zeroed
        self._draw()

    def _settle(self, good: object) -> None:
        if isinstance(good, Facts) and self._settling is not None:
            self._settle_as(self._settling.unknown_id, good)

    def _settle_as(self, unknown_id: int, good: Facts | None) -> None:
        unknown = next((each for each in self.review.unknown if each.id == unknown_id), None) if self.review else None
        if unknown is None:
            return
        product = good.product_id if good is not None else None
        settle = partial(count_deeds.settle, self.session_id, unknown, product)
        self._write(settle, done=lambda _nothing: self._close_pages(), once="settle")

    def scanned(self, code: str) -> None:
        """A scan finds the good on the page that asks for one; elsewhere it does nothing, audibly."""
        if self.stack.currentWidget() is self.finder:
            self.finder.look_for(code)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    # -- deeds -----------------------------------------------------------------

    def _write(
        self,
        deed: Callable[[Work], object],
        *,
        done: Callable[[object], object],
        button: KeyButton | None = None,
        once: str | None = None,
        changed: frozenset[str] = frozenset({"count"}),
    ) -> None:
        shop, person = self.desk.shop, self.desk.person

        def write() -> object:
            with shop.work(person, channel="office") as work:
                return deed(work)

        self.shell.deeds.write(self, write, done=done, button=button, once=once, changed=changed)

    def _ask_again(self) -> None:
        line, session_id = self.line, self.session_id
        if line is None or line.judged is None:
            return

        def ask(work: Work) -> object:
            return counts.ask_recount(work, RecountCommand(session_id, (line.product_id,), work.now))

        said = _("{name} diminta dihitung ulang.").format(name=line.name)
        self._write(ask, done=lambda _n: self.say(Notice(said, "ok")), button=self.again_button)

    def _reopen(self) -> None:
        session_id = self.session_id
        self._write(
            lambda work: count_sessions.reopen(work, SessionCommand(session_id, work.now)),
            done=lambda _n: self.say(Notice(_("Dibuka lagi untuk dihitung."), "ok")),
            button=self.reopen_button,
        )

    def _cancel(self) -> None:
        self.reasons.show_choices([(each, _(each).capitalize()) for each in CANCEL_REASONS])
        self.stack.setCurrentWidget(self.reasons)
        self.reasons.field.setFocus()

    def _reason_given(self, reason: object, _words: str) -> None:
        session_id, review = self.session_id, self.review
        if review is not None and review.session.document_id is not None:
            self._reverse(review.session.document_id, str(reason))
            return
        self._write(
            lambda work: count_sessions.cancel(work, SessionCommand(session_id, work.now, str(reason))),
            done=lambda _n: self._left_with(_("Hitungan dibatalkan; tidak ada yang dibukukan.")),
            once="cancel",
        )

    def _reverse(self, document_id: int, reason: str) -> None:
        self._write(
            partial(count_deeds.reverse, document_id, reason),
            done=lambda _n: self._left_with(_("Hitungan dibalik; stok kembali seperti sebelum dibukukan.")),
            once="reverse",
            changed=frozenset({"count", "stock"}),
        )

    def _close(self) -> None:
        review = self.review
        if review is None or review.blocked:
            self.shell.sounds.play(Sound.REFUSED)
            return
        decisions = tuple(self.decisions.values())
        self._write(
            partial(count_deeds.close, review.session, decisions, self.zeroed),
            done=lambda _n: self._left_with(_("Hitungan disetujui dan dibukukan.")),
            button=self.close_button,
            changed=frozenset({"count", "stock"}),
        )

    def _left_with(self, words: str) -> None:
        self.shell.sounds.play(Sound.SAVED)
        self._close_pages()
        self.shell.back()
        if self.shell.current is not None and self.shell.current is not self:
            self.shell.current.say(Notice(words, "ok"))

    def _export(self) -> None:
        path = exports.asked_path(self, _("hitungan"))
        if path is None:
            return
        shop, session_id = self.desk.shop, self.session_id

        def write() -> object:
            with shop.reading() as connection:
                report = count_reports.session(connection, session_id, shop.branch, shop.settings)
            return exports.save(report, path)

        self.shell.deeds.write(
            self,
            write,
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.export_button,
        )
