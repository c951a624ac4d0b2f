"""The lock: over whatever was there, which stays as it is and is not seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from desktop import theme
from desktop.buttons import KeyButton
from desktop.cards import Avatar, Card
from desktop.kawung import KawungPanel, Mark
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.errors import Refused, ShopError
from koperasi.text import N_, _
from koperasi.users import Staff
from pos import stations, takeovers
from pos.screens.pin_pads import PinPad
from pos.screens.sign_in import call_name
from pos.stations import AtTill, SignedIn, Station

MOST_OTHERS = 8


class LockScreen(Screen):
    """Whoever locked it opens it with her PIN; another may take over with hers, where the shop lets her."""

    title = N_("Terkunci")
    secret = True

    def __init__(self, shell: Shell, station: Station, on_unlocked: Callable[[SignedIn], None]) -> None:
        super().__init__(shell)
        self.station, self._on_unlocked = station, on_unlocked
        self.person: Staff | None = None
        self.others: list[Staff] = []
        self.pad = PinPad(self.act("Enter", _("Buka"), self._enter))
        self.home_field = self.pad.pin
        self.act("Esc", _("Diam di sini"), self.pad.clear)
        self._avatar, self._name = Avatar(side=72), ElidedLabel("", Size.AMOUNT, bold=True, tone="board_ink")
        self._buttons = QGridLayout()
        self._buttons.setSpacing(theme.px(8))
        for n in range(MOST_OTHERS):
            self.act(f"Alt+{n + 1}", "", partial(self._press, n))
        self._lay_out()

    def _lay_out(self) -> None:
        self._follow = Label(_("Orang lain yang melanjutkan:"), tone="board_ink2")
        words = Label(
            _("Layar terkunci. Pekerjaan yang terbuka tetap di tempatnya."), Size.LINE, tone="board_ink2", wrap=True
        )
        who = QHBoxLayout()
        who.setSpacing(theme.px(16))
        who.addWidget(self._avatar)
        who.addWidget(self._name, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(16))
        left.addWidget(Mark(72))
        left.addStretch(1)
        left.addLayout(who)
        left.addWidget(words)
        left.addStretch(1)
        left.addWidget(self._follow)
        left.addLayout(self._buttons)
        card = Card(pad=(32, 24))
        card.body.addWidget(self.pad)
        card.body.addWidget(self.notice)
        ground = KawungPanel()
        row = QHBoxLayout(ground)
        row.setContentsMargins(*(theme.px(40),) * 4)
        row.setSpacing(theme.px(48))
        row.addLayout(left, 1)
        row.addWidget(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)

    def enter(self, **what: object) -> None:
        self.pad.clear()
        self.person, self.others = None, []
        actor = self.station.actor
        self._show_name(actor.name if actor else "")
        self.shell.deeds.read(self, lambda: stations.look(self.station), done=self._show, latest="lock")

    def _show(self, found: AtTill) -> None:
        actor = self.station.actor
        self.person = next((each for each in found.staff if actor and each.id == actor.id), None)
        others = [each for each in found.staff if each != self.person]
        self.others = takeovers.may_follow(self.station, others)[:MOST_OTHERS]
        self._follow.setVisible(bool(self.others))
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for n, each in enumerate(self.others):
            button = KeyButton(each.name, f"Alt {n + 1}", tall="56")
            button.clicked.connect(lambda _checked=False, n=n: self._press(n))
            self._buttons.addWidget(button, *divmod(n, 2))

    def scanned(self, code: str) -> None:
        """No scan opens the lock, not even a staff card: that can be lent or found, a PIN cannot."""
        self.pad.remind(_("Kunci dibuka dengan PIN saja"))
        super().scanned(code)

    def _press(self, n: int) -> None:
        if n < len(self.others):
            self.person = self.others[n]
            self.pad.clear()
            self._show_name(self.person.name)
            self.home()

    def _show_name(self, name: str) -> None:
        self._avatar.show_name(name)
        self._name.show_words(name)
        self.pad.show_title(_("PIN {name}").format(name=call_name(name)) if name else "")

    def _enter(self) -> None:
        actor, pin = self.station.actor, self.pad.pin.take()
        user_id = self.person.id if self.person else actor.id if actor else 0
        self.shell.deeds.write(
            self,
            lambda: takeovers.open_lock(self.station, user_id, pin),
            done=self._on_unlocked,
            failed=self._wrong,
            button=self.pad.enter,
        )

    def _wrong(self, error: ShopError) -> bool:
        if not isinstance(error, Refused):
            return False
        self.pad.show_wrong(str(error))
        self.shell.sounds.play(Sound.REFUSED)
        return True
