"""Persetujuan tertunda: what a cashier alone put off for later, accepted or rejected by one who may."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from desktop import frames, layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned, Field
from desktop.letterpads import LetterPad
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _, clock, short_date
from pos import reasons
from pos.approval_reviews import Deferred
from pos.approvals import Ask
from pos.sale_commands import Approval
from pos.screens.checkouts import Checkout

#: Below this width (of the list, at 100 %) who did it is left to the card beside.
NARROW_BELOW = 640
WIDE, NARROW = (120, 0, 148, 120), (104, 0, -1, 104)
NAME = "reviews"
_FACTS = {"number": N_("Dokumen"), "at": N_("Waktu"), "cashier": N_("Kasir")}


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Add the screen that the menu leads to."""
    shell.add_later(NAME, lambda: ReviewsScreen(shell, checkout))


class ReviewsScreen(Screen):
    """Up and down, Enter accepts, Ctrl J rejects with a reason; one without the right is asked for another's PIN."""

    title = N_("Persetujuan Tertunda")
    interested = frozenset({"sales", "approvals"})

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self.waiting: tuple[Deferred, ...] = ()
        self.chosen = 0
        self.head = frames.TitleBar(_("Persetujuan Tertunda"))
        self._accept = self.act("Enter", _("Terima"), partial(self._review, accepted=True))
        self._reject = self.act("Ctrl+J", _("Tolak"), partial(self._review, accepted=False), icon_name="x")
        self._back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        columns = (
            Column(_("Waktu"), pad=16),
            Column(_("Yang diberikan")),
            Column(_("Kasir")),
            Column(_("Jumlah"), align=texts.RIGHT, pad=16),
        )
        self.list = RowList(columns, row_height=56, name=_("Persetujuan Tertunda"))
        self.list.show_empty(_("Tidak ada yang menunggu persetujuan."), "check")
        self.list.row_pressed.connect(self.choose)
        self.reason = Field(name=_("Alasan menolak"))
        self.letters = LetterPad(self.reason)
        self.reason.submitted.connect(self._submitted)
        self.reason.textChanged.connect(lambda _text: self._show_chosen())
        self.home_field = self.reason
        self._lay_out()

    def _lay_out(self) -> None:
        self.what = ElidedLabel("", Size.NAME, bold=True)
        self.change = Label("", Size.LINE, wrap=True)
        self.facts = {name: Pair(_(words), "") for name, words in _FACTS.items()}
        self.accept = KeyButton(self._accept, role="primary", tall="72", size=Size.LEAD)
        self.reject = KeyButton(self._reject, tall="56")
        card = Card(pad=(20, 16), gap=10)
        self.why = Label("", Size.BODY, tone="ink2", wrap=True)
        for widget in (self.what, self.change, *self.facts.values(), self.why):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        card.body.addWidget(Captioned(_("Alasan menolak (tulis dulu)"), self.reason))
        self.right = frames.stacked(card, self.reject, self.accept, grows=0)
        left = layouts.column(self.list, self.letters)
        left.setStretch(0, 1)
        body = layouts.row(left, self.right, gap=16)
        body.setStretch(0, 1)
        words = _("Kasir yang sendirian melanjutkan dulu; di sini Kepala Toko menilainya.")
        foot = frames.foot(KeyButton(self._back, role="quiet"), self.letters.button, words=words)
        frames.page(self, self.head, body, self.notice, foot, grows=1)

    # -- coming and going --------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.reason.clear()
        self.reason.clear_error()
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, self.checkout.counter.deferred, done=self.show_waiting, latest="reviews")

    def show_waiting(self, waiting: tuple[Deferred, ...]) -> None:
        """The oldest first; the place that was chosen stays."""
        self.waiting = waiting
        cap = self.checkout.station.shop.settings.deferred_daily_cap
        said = _("{count} menunggu").format(count=len(waiting))
        limit = _("batas sehari {amount}").format(amount=Rupiah(cap).shown) if cap else _("tidak dipakai toko ini")
        self.head.show_words(texts.joined((said, limit)))
        self.choose(self.chosen)

    def choose(self, place: int) -> None:
        """Choose a row; past the ends it stays on the last or first."""
        self.chosen = max(0, min(place, len(self.waiting) - 1))
        self.list.show_rows([self._row(n, each) for n, each in enumerate(self.waiting)])
        self.list.reveal(self.chosen)
        self._show_chosen()
        self.home()

    def _row(self, place: int, each: Deferred) -> Row:
        chosen = place == self.chosen
        at = self.checkout.station.shop.branch.local(each.at)
        return Row(
            (
                Cell(clock(at), bold=chosen, small=short_date(at.date())),
                Cell(reasons.name(each.permission), bold=chosen, small=each.reason),
                Cell(each.cashier, size=Size.BODY),
                Cell(each.amount.bare, bold=True),
            ),
            bar="accent" if chosen else "",
            ground="accent_tint" if chosen else "card",
            tip=texts.joined((each.number, each.reason)),
        )

    @property
    def deferred(self) -> Deferred | None:
        return self.waiting[self.chosen] if self.chosen < len(self.waiting) else None

    def _show_chosen(self) -> None:
        """A no begins with its reason: while that is written, Enter can only say no."""
        each = self.deferred
        self._accept.setEnabled(each is not None and not self.reason.text().strip())
        self._reject.setEnabled(each is not None)
        self.what.show_words(reasons.name(each.permission) if each else "")
        self.change.setText(f"{each.before} → {each.after}" if each else "")
        said: dict[str, str] = {}
        if each is not None:
            at = self.checkout.station.shop.branch.local(each.at)
            when = f"{short_date(at.date())} {clock(at)}"
            said = {"number": each.number, "cashier": each.cashier, "at": when}
        self.why.setText(_("Alasan kasir: {why}").format(why=each.reason) if each else "")
        for name, pair in self.facts.items():
            pair.setVisible(each is not None)
            pair.show_value(said.get(name, ""), "ink")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        if event.key() in steps:
            self.choose(self.chosen + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # -- the answer ----------------------------------------------------------------

    def _submitted(self) -> None:
        """Enter in the field: with a reason in it that is a no."""
        if self.reason.text().strip():
            self._reject.trigger()
        else:
            self.do_primary()

    def _review(self, *, accepted: bool) -> None:
        each, why = self.deferred, self.reason.text().strip()
        if each is None:
            self.shell.sounds.play(Sound.REFUSED)
        elif not accepted and not why:
            self.reason.show_error(_("Tulis mengapa ditolak."))
            self.reason.setFocus()
            self.shell.sounds.play(Sound.REFUSED)
        elif self.checkout.station.person.may(Permission.OVERRIDE_REVIEW):
            self._post(each, accepted, why, None)
        else:
            answer = _("diterima") if accepted else _("ditolak: {why}").format(why=why)
            what = _("Menilai {what}").format(what=reasons.name(each.permission))
            reason = why or _("diterima")
            asked = Ask(Permission.OVERRIDE_REVIEW, each.amount, what, each.number, answer, reason=reason)
            self.checkout.allow(asked, lambda approval: self._post(each, accepted, why, approval))

    def _post(self, each: Deferred, accepted: bool, why: str, approval: Approval | None) -> None:
        self.shell.deeds.write(
            self,
            partial(self.checkout.counter.review, each, accepted, why, approval),
            done=lambda _none: self._reviewed(each, accepted),
            button=self.accept if accepted else self.reject,
            once="review",
            changed={"approvals"},
        )

    def _reviewed(self, each: Deferred, accepted: bool) -> None:
        self.enter()
        words = _("{number} diterima.") if accepted else _("{number} ditolak dan tercatat.")
        self.say(Notice(words.format(number=each.number), "ok"))
        self.shell.sounds.play(Sound.SAVED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.right.setFixedWidth(frames.right_width(self.width()))
        self.list.set_widths(NARROW if self.list.width() < theme.px(NARROW_BELOW) else WIDE, 16)
