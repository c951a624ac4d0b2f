"""The drawer without a sale: why it is opened, one key each, and how often it was."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop import frames, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.fields import Captioned, Field
from desktop.letterpads import LetterPad
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import NotAllowed, Refused, ShopError
from koperasi.money import ZERO
from koperasi.rights import Permission
from koperasi.text import N_, _, ngettext
from pos import approvals, drawers, stations
from pos.approvals import Ask
from pos.drawers import REASONS, Why
from pos.sale_commands import Approval
from pos.stations import Station


class DrawerScreen(Screen):
    """A reason by its number opens the drawer at once; another one is written first."""

    title = N_("Buka Laci")
    more_keys = (("1 … 5", N_("alasan")),)

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.head = frames.TitleBar(_("Buka Laci"))
        self.note = Field(name=_("Alasan lain"))
        self.letters = LetterPad(self.note)
        self.buttons: dict[Why, KeyButton] = {}
        self._primary = self.act("Enter", _("Buka Laci"), self._open_other)
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        card = Card(pad=(24, 20), gap=10)
        card.body.addWidget(Label(_("Untuk apa laci dibuka tanpa penjualan?"), Size.LEAD, bold=True))
        for n, (why, words) in enumerate(REASONS.items()):
            button = KeyButton(_(words), str(n + 1), tall="56", size=Size.LEAD)
            button.clicked.connect(partial(self._chosen, why))
            card.body.addWidget(button)
            self.buttons[why] = button
        self._other = Captioned(_("Alasan lain"), self.note)
        card.body.addWidget(self._other)
        card.body.addWidget(self.letters)
        card.body.addStretch(1)
        self.often = Pair(_("Di shift ini"), size=Size.LINE, value_size=Size.NAME)
        words = _("Setiap kali tercatat dengan nama, waktu dan alasan, dan dihitung di laporan X dan Z.")
        told = Card(pad=(20, 16), gap=12)
        told.body.addWidget(self.often)
        told.body.addWidget(texts.rule())
        told.body.addWidget(Label(words, wrap=True, tone="ink2"))
        told.body.addStretch(1)
        self.primary = KeyButton(self._primary, role="primary", tall="72", size=Size.LEAD, icon="drawer")
        self.right = frames.stacked(told, self.primary, grows=0)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(card, 1)
        body.addWidget(self.right)
        self.note.submitted.connect(self.do_primary)
        self.note.textChanged.connect(lambda _text: self._show_primary())
        self.letters.shown_changed.connect(self._make_room)
        frames.page(
            self, self.head, body, self.notice, frames.foot(KeyButton(back, role="quiet"), self.letters.button), grows=1
        )

    def enter(self, **what: object) -> None:
        self.head.show_words(texts.joined((self.station.till_name, self.station.person.name)))
        self._write(False)
        self._count()

    def _make_room(self, letters: bool) -> None:
        """A low window has not room for the letters and the usual reasons."""
        for button in self.buttons.values():
            button.setVisible(not letters)

    def _write(self, writing: bool) -> None:
        """Another reason is written, or one of the usual is pressed."""
        self.letters.show_pad(False)
        self.letters.button.setVisible(writing)
        self.note.clear()
        self.note.clear_error()
        self._other.setVisible(writing)
        self.buttons[Why.OTHER].set_role("chosen" if writing else "plain")
        self.home_field = self.note if writing else self.buttons[Why.CHANGE]
        self._show_primary()
        self.home()

    def _show_primary(self) -> None:
        ready = not self._other.isHidden() and bool(self.note.text().strip())
        self.primary.set_reason("" if ready else _("Pilih alasan"))

    def _count(self) -> None:
        shift = self.station.shift
        if shift is not None:
            self.shell.deeds.read(self, lambda: self._openings(shift.id), done=self._show_count, latest="openings")

    def _openings(self, shift_id: int) -> int:
        with self.station.shop.reading() as connection:
            return drawers.openings(connection, shift_id)

    def _show_count(self, often: int) -> None:
        words = ngettext("{count} kali", "{count} kali", often).format(count=often)
        self.often.show_value(f"**{words}**")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = int(event.text()) - 1 if event.text() in {"1", "2", "3", "4", "5"} else -1
        if place >= 0 and not self.note.hasFocus():
            self._chosen(list(REASONS)[place])
        else:
            super().keyPressEvent(event)

    def _chosen(self, why: Why, _checked: bool = False) -> None:
        if why is Why.OTHER:
            self._write(True)
        else:
            self._open(why, "", None)

    def _open_other(self) -> None:
        if self._other.isHidden() or not self.note.text().strip():
            self.shell.sounds.play(Sound.REFUSED)
        else:
            self._open(Why.OTHER, self.note.text().strip(), None)

    def _open(self, why: Why, note: str, approval: Approval | None) -> None:
        station, person = self.station, self.station.person

        def deed() -> None:
            allowed = approvals.approver(station, approval) if approval is not None else None
            stations.open_drawer(station, person, why, note, allowed)

        self.shell.deeds.write(
            self,
            deed,
            done=lambda _none: self._opened(why, note),
            failed=lambda error: self._refused(why, note, error),
            button=self.buttons[why],
            once="drawer",
            changed={"drawer"},
        )

    def _opened(self, why: Why, note: str) -> None:
        self._write(False)
        self._count()
        self.hush()
        words = _("Laci dibuka: {why}. Tercatat atas nama {name}.")
        self.say(Notice(words.format(why=note or _(REASONS[why]), name=self.station.person.name), "ok"))

    def _refused(self, why: Why, note: str, error: ShopError) -> bool:
        """Who may not open it asks one who may."""
        if isinstance(error, NotAllowed) and self.shell.has("override"):
            words = note or _(REASONS[why])
            ask = Ask(Permission.DRAWER_OPEN, ZERO, _("Buka Laci"), _("tertutup"), words, reason=words)
            self.shell.go("override", ask=ask, then=partial(self._open, why, note))
            return True
        if isinstance(error, Refused) and error.field == "note":
            self.note.show_error(str(error))
            return True
        return False

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.right.setFixedWidth(frames.right_width(self.width()))
