"""Logo Struk: a picture chosen once, seen as the receipt printer will print it; or none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog

from desktop import frames, layouts
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.notices import Notice
from desktop.papers import PaperView
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import Trouble
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Actor
from pos import logos, printouts
from pos.receipts import shop_head
from pos.stations import Station
from printing import slip_files
from printing.slips import Draft


def head_of(shop: Shop) -> bytes:
    """The head of a receipt as it is printed now, as a PNG."""
    with shop.reading() as connection:
        logo = logos.on_slip(connection, shop.settings)
    paper = Draft()
    if logo is not None:
        paper.image(logo)
    slip = shop_head(paper, shop.branch).blank().rule().slip()
    return slip_files.png_bytes(slip, printouts.roll(shop))


def bring(shop: Shop, person: Actor, path: Path) -> bytes:
    """Keep a picture from a file; returns the head as it is printed then.  Raises Trouble, BadInput, NotAllowed."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = _("File {name} tidak bisa dibaca: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Pilih file lain.")) from error
    logos.keep(shop, person, data)
    return head_of(shop)


def take_away(shop: Shop, person: Actor) -> bytes:
    """Receipts without a logo; returns the head as it is printed then."""
    logos.remove(shop, person)
    return head_of(shop)


class LogoScreen(Screen):
    """Enter chooses a picture; Ctrl+H takes it away."""

    title = N_("Logo Struk")

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.ask: Callable[[], str] = self._ask_file
        self.head = frames.TitleBar(_("Logo Struk"))
        self.paper = PaperView(_("Menyiapkan cetakan…"))
        choose = self.act("Enter", _("Pilih gambar"), self._choose, icon_name="plus")
        self._away = self.act("Ctrl+H", _("Tanpa logo"), self._take_away, icon_name="bin")
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self.primary = KeyButton(choose, role="primary", tall="72", size=Size.LEAD)
        self.away_button = KeyButton(self._away)
        card = Card(pad=(16, 14), gap=10)
        for words in (
            _("Logo dicetak di atas setiap struk, hitam putih."),
            _("Paling baik: gambar PNG, gelap di atas putih, tanpa foto."),
            _("Di kiri terlihat persis seperti hasil printer."),
        ):
            card.body.addWidget(Label(words, Size.BODY, tone="ink2", wrap=True))
        card.body.addStretch(1)
        self.right = layouts.held(layouts.column(card, self.away_button, self.primary, gap=8))
        body = layouts.row(self.paper, self.right, gap=16)
        body.setStretch(0, 1)
        self.home_field = self.primary
        frames.page(self, self.head, body, self.notice, frames.foot(KeyButton(back, role="quiet")), grows=1)

    def enter(self, **what: object) -> None:
        self.head.show_words(self.station.shop.branch.shop_name)
        self._show_deeds()
        self.shell.deeds.read(self, partial(head_of, self.station.shop), done=self._show, latest="logo")

    def _show(self, picture: bytes) -> None:
        self.paper.show_papers([picture])
        self._show_deeds()

    def _show_deeds(self) -> None:
        actor = self.station.actor
        may = actor is not None and Permission.SETTINGS_EDIT in actor.rights
        self.primary.set_reason("" if may else _("Hanya manajer"))
        self._away.setEnabled(may and bool(self.station.shop.settings.receipt_logo))

    def _ask_file(self) -> str:
        kinds = _("Gambar (*.png *.jpg *.jpeg *.bmp *.gif *.webp)")
        return QFileDialog.getOpenFileName(self, _("Pilih gambar"), str(Path.home()), kinds)[0]

    def _choose(self) -> None:
        chosen = self.ask()
        if chosen:
            work = partial(bring, self.station.shop, self.station.person, Path(chosen))
            self._do(work, _("Logo disimpan; ada di struk berikutnya."))

    def _take_away(self) -> None:
        self._do(partial(take_away, self.station.shop, self.station.person), _("Struk berikutnya tanpa logo."))

    def _do(self, work: Callable[[], bytes], words: str) -> None:
        def done(picture: bytes) -> None:
            self._show(picture)
            self.say(Notice(words, "ok"))

        self.shell.deeds.write(self, work, done=done, button=self.primary, once="logo", changed={"settings"})

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.right.setFixedWidth(frames.right_width(self.width()))
        super().resizeEvent(event)
