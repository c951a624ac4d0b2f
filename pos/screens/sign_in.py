"""Sign-in: who is on duty, and her PIN."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from desktop.tiles import StaffTile
from koperasi.errors import Refused, ShopError
from koperasi.text import N_, _, clock, ngettext
from koperasi.users import Staff
from pos import demo_pins, printers, stations
from pos.screens.panels import ShopPanel
from pos.screens.pin_pads import PinPad
from pos.stations import AtTill, SignedIn, Station

NARROW_BELOW = 1_200
#: Three rows of large tiles do not stand in a window lower than this.
LOW_BELOW = 752
MOST_TILES = 12


class SignInScreen(Screen):
    """Tiles of the staff at the left, the PIN at the right; `on_signed_in` takes it from there.

    From 13 people on a name is searched for by typing letters: digits always belong to the PIN.
    """

    title = N_("Masuk")
    more_keys = (("Alt 1 … 9", N_("pilih nama")), ("0 … 9", N_("PIN")))

    def __init__(
        self,
        shell: Shell,
        station: Station,
        on_signed_in: Callable[[SignedIn], None],
        *,
        train: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(shell)
        self.station, self._on_signed_in = station, on_signed_in
        self.at_till: AtTill | None = None
        self.chosen: Staff | None = None
        self.tiles: list[StaffTile] = []
        self._shown: list[Staff] = []
        self._pins = demo_pins.known(station.shop)
        self.panel = ShopPanel(station)
        self.pad = PinPad(self.act("Enter", _("Masuk"), self._enter))
        self.home_field = self.pad.pin
        self.training: KeyButton | None = None
        if train is not None:
            words = _("Selesai Latihan") if station.shop.settings.training else _("Latihan")
            icon = "back" if station.shop.settings.training else "bulb"
            self.training = KeyButton(self.act("Ctrl+Y", words, train, icon_name=icon))
            self.training.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.panel.add_button(self.training)
        for n in range(9):
            self.act(f"Alt+{n + 1}", "", partial(self._press, n))
        self.search = Field(name=_("Cari nama"))
        self.search.setPlaceholderText(_("Ketik nama"))
        self.search.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.search.hide()
        self.search.textChanged.connect(lambda _text: self._show_tiles())
        self._grid = QGridLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        hint = _("Toko contoh: PIN tertulis di bawah nama.") if self._pins else _("Pilih nama, lalu ketik PIN")
        hint = _("Latihan: PIN tertulis di bawah nama.") if self.station.shop.settings.training else hint
        title, words = Label(_("Siapa yang bertugas?"), Size.PAY, bold=True), Label(hint, tone="ink2")
        title.setFixedHeight(theme.px(40))
        words.setFixedHeight(theme.px(26))
        who = QVBoxLayout()
        who.setSpacing(0)
        for widget, after in ((title, 2), (words, 18), (self.search, 12)):
            who.addWidget(widget)
            who.addSpacing(theme.px(after) if widget is not self.search else 0)
        tiles = QWidget()
        self._grid.setContentsMargins(0, 0, 0, 0)
        tiles.setLayout(self._grid)
        who.addWidget(tiles)
        who.addWidget(self.notice)
        who.addStretch(1)
        self._sides = QHBoxLayout()
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addStretch(1)
        self._sides.addLayout(who)
        self._sides.addWidget(self.pad)
        self._sides.addStretch(1)
        right = QVBoxLayout()
        right.setContentsMargins(theme.px(16), theme.px(48), theme.px(16), theme.px(16))
        right.addStretch(1)
        right.addLayout(self._sides, 100)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addLayout(right, 1)
        self._fit()

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        found = what.get("at_till")
        self.pad.clear()
        self.search.clear()
        if isinstance(found, AtTill):
            self.show_till(found)
        else:
            self.shell.deeds.read(self, lambda: stations.look(self.station), done=self.show_till, latest="sign-in")

    def leave(self) -> None:
        self.pad.clear()

    def show_till(self, found: AtTill) -> None:
        """The people of this till, and what may be relied on."""
        self.at_till = found
        kept = next((each for each in found.staff if self.chosen and each.id == self.chosen.id), None)
        on_shift = next((each for each in found.staff if found.shift and each.id == found.shift.cashier_id), None)
        self.chosen = kept or on_shift or (found.staff[0] if found.staff else None)
        branch = self.station.shop.branch
        self.panel.show_till(f"{branch.name} · {found.till_name}")
        self.search.setVisible(len(found.staff) > MOST_TILES)
        self._show_tiles()
        self.show_assurances()

    def show_assurances(self) -> None:
        """Printer, backup, open shift: only what is so."""
        found, shop = self.at_till, self.station.shop
        if found is None:
            return
        words, icon, _tone = printers.words_of(self.station.printer_news, shop.settings.printer)
        said = [(icon, words)]
        if found.backed_up is not None:
            said.append(("check", _("Cadangan {when} tersimpan").format(when=when(found.backed_up, shop.today()))))
        if found.shift is not None:
            since = clock(shop.branch.local(found.shift.opened_at))
            said.append(("clock", _("Shift {name} terbuka sejak {since}").format(name=found.cashier, since=since)))
        if lines := self.station.open_lines():
            basket = ngettext("{count} barang di keranjang", "{count} barang di keranjang", lines)
            said.append(("basket", basket.format(count=lines)))
        self.panel.show_assurances(said)

    # -- who ---------------------------------------------------------------------

    def _show_tiles(self) -> None:
        people = self.at_till.staff if self.at_till else ()
        asked = self.search.text().casefold().split()
        self._shown = [each for each in people if all(word in each.name.casefold() for word in asked)][:MOST_TILES]
        if self.chosen not in self._shown and asked:
            self.chosen = self._shown[0] if self._shown else None
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        side, across = self._measures()
        self._grid.setSpacing(theme.px(16 if side > 128 else 12))
        self.tiles = []
        for n, each in enumerate(self._shown):
            tile = StaffTile(each.name, self._work_of(each), f"Alt {n + 1}" if n < 9 else "", side)
            tile.clicked.connect(lambda _checked=False, n=n: self._press(n))
            self._grid.addWidget(tile, *divmod(n, across))
            self.tiles.append(tile)
        self._mark_chosen()

    def _measures(self) -> tuple[int, int]:
        """A tile's side, and how many stand beside each other."""
        narrow, many = self.width() < theme.px(NARROW_BELOW), len(self._shown) > 6
        narrow = narrow or (len(self._shown) > 4 and self.height() < theme.px(LOW_BELOW))
        if many:
            return (128 if narrow else 152), 3
        return (152 if narrow else 184), 2

    def _work_of(self, person: Staff) -> str:
        pin, (side, _across) = self._pins.get(person.id), self._measures()
        if pin and side < 184:
            return f"PIN {pin}"
        return f"{_(person.role_name)} · {pin}" if pin else _(person.role_name)

    def _press(self, n: int) -> None:
        if n < len(self._shown):
            self.choose(self._shown[n])

    def choose(self, person: Staff) -> None:
        """Whose PIN is asked for now."""
        self.chosen = person
        self.pad.clear()
        self._mark_chosen()
        self.home()

    def _mark_chosen(self) -> None:
        for tile, person in zip(self.tiles, self._shown, strict=True):
            tile.setChecked(person == self.chosen)
        name = self.chosen.name if self.chosen else ""
        self.pad.show_title(_("PIN {name}").format(name=call_name(name)) if name else _("Belum ada pengguna"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.search.isHidden() and event.text().isalpha():
            self.search.type_text(event.text())
        elif not self.search.isHidden() and event.key() == Qt.Key.Key_Escape:
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.panel.set_narrow(narrow)
        self._sides.setSpacing(theme.px((24 if len(self._shown) > 6 else 32) if narrow else 48))
        self.pad.set_wide(264 if narrow and len(self._shown) > 6 else 328)
        if self.tiles and self.tiles[0].width() != theme.px(self._measures()[0]):
            self._show_tiles()

    # -- the PIN -----------------------------------------------------------------

    def _enter(self) -> None:
        if self.chosen is None:
            return
        person, pin = self.chosen, self.pad.pin.take()
        self.shell.deeds.write(
            self,
            lambda: stations.sign_in(self.station, person.id, pin),
            done=self._on_signed_in,
            failed=self._wrong,
            button=self.pad.enter,
        )

    def _wrong(self, error: ShopError) -> bool:
        if not isinstance(error, Refused):
            return False
        self.pad.show_wrong(str(error))
        self.shell.sounds.play(Sound.REFUSED)
        return True


def call_name(name: str) -> str:
    """What a person is called: `Rina` of `Rina Astuti`, `Pak Slamet` whole."""
    first, *rest = name.split()
    return name if first in {"Bu", "Pak"} or not rest else first


def when(at: datetime, now: datetime) -> str:
    """`hari ini 06.58`, `kemarin 21.04`, `23/11/2026 21.04`."""
    if at.date() == now.date():
        return _("hari ini {at}").format(at=clock(at))
    if at.date() == (now - timedelta(days=1)).date():
        return _("kemarin {at}").format(at=clock(at))
    return f"{at:%d/%m/%Y} {clock(at)}"
