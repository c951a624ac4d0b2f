"""The override: what is asked, who may allow it, her PIN or card, and why; in place of the screen that asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop import frames, layouts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import ElidedLabel, Label, rule
from desktop.theme import Size
from desktop.tiles import StaffTile
from koperasi.errors import Refused, ShopError
from koperasi.text import N_, _
from koperasi.users import Staff
from pos import approvals, reasons
from pos.approvals import Ask
from pos.sale_commands import Approval
from pos.screens.checkouts import Checkout
from pos.screens.pin_pads import PinPad
from pos.screens.sign_in import call_name
from pos.stations import Station

#: More people than this are shown on buttons; more than these are not shown.
MOST_TILES, MOST_PEOPLE = 3, 8
TILE = 152
RIGHT = 328


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Add the screen that `Checkout.ask_override` leads to."""
    shell.add_later("override", lambda: OverrideScreen(shell, checkout))


class OverrideScreen(Screen):
    """A tile by Alt and a digit, the PIN, Enter; or a card.  Letters write the reason, Ctrl and a digit choose one."""

    title = N_("Minta Persetujuan")

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self.ask: Ask | None = None
        self.people: tuple[Staff, ...] = ()
        self.chosen: Staff | None = None
        self.tiles: list[StaffTile | KeyButton] = []
        self._then: Callable[[Approval], object] | None = None
        self.head = frames.TitleBar(_("Minta Persetujuan"))
        hint = _("6 angka, atau scan kartu") if checkout.station.shop.settings.staff_cards else ""
        self.pad = PinPad(self.act("Enter", _("Setujui"), self._approve), wide=RIGHT, hint=hint)
        self._back = self.act("Esc", _("Batal, tidak jadi"), shell.back, icon_name="back")
        self.reason = Field(name=_("Alasan"))
        self.reason.submitted.connect(self.home)
        self.home_field = self.pad.pin
        for n in range(MOST_PEOPLE):
            self.act(f"Alt+{n + 1}", "", partial(self._press, n))
        self._later = self.act("Ctrl+N", _("Disetujui nanti"), self._defer, icon_name="clock")
        self._words = [self.act(f"Ctrl+{n + 1}", "", partial(self._say_reason, n)) for n in range(4)]
        self._lay_out()

    def _lay_out(self) -> None:
        self.board = Board(BoardText("", None), steps=(50, 44, 36), rp=26, tall=100)
        self.change = ElidedLabel("", Size.LINE, bold=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(12))
        self._none = Label("", tone="ink2", wrap=True)
        self.choices = [KeyButton(action) for action in self._words]
        quick = QGridLayout()
        quick.setSpacing(theme.px(8))
        for n, button in enumerate(self.choices):
            quick.addWidget(button, *divmod(n, 2))
        who = Card(pad=(20, 14), gap=10)
        who.body.addWidget(self.change)
        who.body.addWidget(rule())
        who.body.addWidget(Label(_("Siapa yang menyetujui?"), Size.BODY, tone="ink2"))
        who.body.addWidget(self._none)
        tiles = QHBoxLayout()
        tiles.addLayout(self._grid)
        tiles.addStretch(1)
        who.body.addLayout(tiles)
        who.body.addStretch(1)
        who.body.addWidget(Captioned(_("Alasan (ketik, atau pilih)"), self.reason))
        who.body.addLayout(quick)
        left = layouts.column(self.board, who)
        left.setStretch(1, 1)
        body = layouts.row(left, self.pad, gap=16)
        body.setStretch(0, 1)
        back = KeyButton(self._back, role="quiet")
        self.later = KeyButton(self._later)
        frames.page(self, self.head, body, self.notice, frames.foot(back, right=self.later), grows=1)
        self._show_people(())

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        ask, then = what.get("ask"), what.get("then")
        if isinstance(ask, Ask) and callable(then):
            self.ask, self._then = ask, then
        self.pad.clear()
        self.reason.setText(self.ask.reason if self.ask else "")
        self.people, self.chosen = (), None
        self._show_ask()
        self._show_people(())
        if self.ask is not None:
            asked, station = self.ask, self.checkout.station
            self.shell.deeds.read(self, partial(_look, station, asked), done=self._looked, latest="who")

    def leave(self) -> None:
        self.pad.clear()

    def _show_ask(self) -> None:
        ask = self.ask
        if ask is None:
            return
        self.head.show_words(_("Kasir tetap {name}").format(name=self.checkout.station.person.name))
        self.change.show_words(" → ".join(each for each in (ask.before, ask.after) if each))
        self.board.show_text(BoardText(ask.what or _("Jumlah"), ask.amount))
        self._later.setEnabled(False)
        self.later.setVisible(ask.deferrable and bool(self.checkout.station.shop.settings.deferred_daily_cap))
        for button, action, words in zip(self.choices, self._words, reasons.of(ask.permission), strict=True):
            action.setText(words)
            button.setVisible(not ask.reason)

    def _looked(self, found: tuple[tuple[Staff, ...], bool]) -> None:
        people, alone = found
        self._show_people(people)
        self._later.setEnabled(alone)

    def _show_people(self, people: tuple[Staff, ...]) -> None:
        self.people = people[:MOST_PEOPLE]
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.tiles = []
        for n, each in enumerate(self.people):
            tile = self._tile(n, each)
            tile.clicked.connect(lambda _checked=False, n=n: self._press(n))
            self._grid.addWidget(tile, *((0, n) if len(self.people) <= MOST_TILES else divmod(n, 2)))
            self.tiles.append(tile)
        self._none.setText("" if people else _("Tidak ada yang berhak menyetujui sebesar ini hari ini."))
        self._none.setVisible(not people)
        self.choose(self.people[0] if self.people else None)

    def _tile(self, n: int, each: Staff) -> StaffTile | KeyButton:
        """Tiles while they fit beside each other, else buttons in two columns."""
        if len(self.people) <= MOST_TILES:
            return StaffTile(each.name, _(each.role_name), f"Alt {n + 1}", TILE)
        return KeyButton(each.name, f"Alt {n + 1}", tall="56")

    def choose(self, person: Staff | None) -> None:
        """Whose PIN is asked for now."""
        self.chosen = person
        self.pad.clear()
        for tile, each in zip(self.tiles, self.people, strict=True):
            if isinstance(tile, StaffTile):
                tile.setChecked(each == person)
            else:
                tile.set_role("chosen" if each == person else "plain")
        self.pad.show_title(_("PIN {name}").format(name=call_name(person.name)) if person else "")
        self.home()

    def _press(self, n: int) -> None:
        if n < len(self.people):
            self.choose(self.people[n])

    # -- why ---------------------------------------------------------------------

    def _say_reason(self, n: int) -> None:
        if self.ask is not None and not self.ask.reason:
            self.reason.setText(reasons.of(self.ask.permission)[n])
            self.reason.clear_error()
        self.home()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.reason.setFocus()
            self.reason.type_text(event.text())
        else:
            super().keyPressEvent(event)

    # -- the yes -----------------------------------------------------------------

    def _why(self) -> str:
        """The reason; without one its field says so."""
        why = self.reason.text().strip()
        if not why:
            self.reason.show_error(_("Tulis alasannya, supaya jelas di catatan."))
            self.shell.sounds.play(Sound.REFUSED)
        return why

    def _approve(self) -> None:
        ask, person, why = self.ask, self.chosen, self._why()
        if ask is None or person is None or not why:
            self.shell.sounds.play(Sound.REFUSED)
            return
        pin, station = self.pad.pin.take(), self.checkout.station
        self.shell.deeds.write(
            self,
            lambda: approvals.approve(station, person.id, pin, ask, why),
            done=self._approved,
            failed=self._wrong,
            button=self.pad.enter,
            once="override",
        )

    def scanned(self, code: str) -> None:
        """A staff card: it says by itself whose yes it is, whichever tile is chosen."""
        ask, why, station = self.ask, self._why(), self.checkout.station
        if ask is not None and why:
            self.pad.clear()
            self.shell.deeds.write(
                self,
                lambda: approvals.approve_by_card(station, code, ask, why),
                done=self._approved,
                once="override",
            )

    def _defer(self) -> None:
        """Nobody who may is there: the cashier goes on alone, within the day's cap."""
        ask, why, station = self.ask, self._why(), self.checkout.station
        if ask is not None and why:
            self.shell.deeds.write(
                self,
                lambda: approvals.defer(station, ask, why),
                done=self._approved,
                button=self.later,
                once="override",
            )

    def _approved(self, approval: Approval) -> None:
        then, self._then, self.ask = self._then, None, None
        self.shell.back()
        if then is not None:
            then(approval)

    def _wrong(self, error: ShopError) -> bool:
        if not isinstance(error, Refused):
            return False
        self.pad.show_wrong(str(error))
        self.shell.sounds.play(Sound.REFUSED)
        return True


def _look(station: Station, ask: Ask) -> tuple[tuple[Staff, ...], bool]:
    """Who may allow it, and whether the cashier may go on alone."""
    return approvals.who_may(station, ask), approvals.may_defer(station, ask)
