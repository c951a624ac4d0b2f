"""What is chosen on the delivery desk: who brings, which goods of hers, why something is rejected."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from consignment import delivery_deeds, delivery_sources
from consignment.delivery_deeds import NewOfHers
from consignment.delivery_desks import DeskLine, DeskMaker
from consignment.delivery_facts import Confirmed
from consignment.delivery_queries import ListedDelivery
from consignment.delivery_sources import MakerHit
from consignment.screens import delivery_cards
from consignment.screens.delivery_pages import reasons
from desktop.finds import FoundRow
from desktop.notices import Notice
from desktop.sounds import Sound
from inventory import intakes
from koperasi.errors import BadInput, Refused, ShopError
from koperasi.quantity import Quantity
from koperasi.text import _

if TYPE_CHECKING:
    from consignment.screens.deliveries import DeliveriesScreen


class Scanning:
    """The scan box: first who brings, then her goods; codes, `4*`, and words that are looked for."""

    def __init__(self, screen: DeliveriesScreen) -> None:
        self.screen = screen
        self.hits: tuple[DeskLine, ...] = ()
        self.people: tuple[MakerHit, ...] = ()
        screen.scan.textEdited.connect(self._typed)
        screen.scan.submitted.connect(self._entered)
        screen.found.found_pressed.connect(self.take_found)
        screen.people.found_pressed.connect(self.take_found)

    @property
    def _maker(self) -> DeskMaker | None:
        return self.screen.desk_now.maker if self.screen.desk_now is not None else None

    @property
    def _finding(self) -> bool:
        return self.screen.shown_found is not None

    def _typed(self, text: str) -> None:
        screen, words = self.screen, intakes.typed(text)[1]
        looked_for = any(letter.isalpha() for letter in words)
        screen.scan.set_searching(looked_for)
        if looked_for:
            self.search(words)
        elif self._finding:
            screen.show_page(screen.table, focus=False)

    def search(self, words: str) -> None:
        """People by these words, or her goods; all of hers without a word."""
        screen, maker = self.screen, self._maker
        shop = screen.desk.shop
        if maker is None:
            screen.read(partial(delivery_sources.makers, shop, words), partial(self._found_people, words), "found")
        else:
            look = partial(delivery_sources.searched, shop, maker, words)
            screen.read(look, partial(self._found, words), "found")

    def _found_people(self, words: str, people: tuple[MakerHit, ...]) -> None:
        screen = self.screen
        if screen.scan.text().strip() != words:
            return
        self.people, self.hits = people, ()
        screen.people.show_people(people, words)
        screen.show_page(screen.people, focus=False)

    def _found(self, words: str, hits: tuple[DeskLine, ...]) -> None:
        screen, maker = self.screen, self._maker
        if intakes.typed(screen.scan.text())[1] != words or maker is None:
            return
        self.hits, self.people = hits, ()
        screen.found.show_found([_row(each) for each in hits], words)
        nothing = _("{who} belum punya barang “{words}”. Ctrl N: barang baru.")
        screen.found.show_empty(nothing.format(who=maker.called, words=words), "search")
        screen.show_page(screen.found, focus=False)

    def _entered(self) -> None:
        """Enter in the scan box: what was typed, else on into the chosen line."""
        screen = self.screen
        quantity, words = intakes.typed(screen.scan.text())
        if (found := screen.shown_found) is not None:
            self.take_found(found.chosen)
        elif words:
            screen.scan.clear()
            self.look_up(words, quantity)
        elif quantity is not None:
            screen.scan.clear()
            screen.change_line(lambda line: replace(line, offered=quantity, taken=None))
        else:
            screen.into_line()

    def look_up(self, code: str, quantity: Quantity | None = None) -> None:
        """A code: a maker's card while nobody is chosen, else a good of hers."""
        screen, maker = self.screen, self._maker
        shop = screen.desk.shop
        if maker is None:
            screen.read(partial(delivery_sources.by_code, shop, code), partial(self._people_of_code, code), None)
        else:
            # Every scan counts, also the second of the same code before the first was answered.
            look = partial(_looked, screen.desk.shop, maker, code)
            screen.read(look, partial(self._looked_up, code, quantity), None)

    def _people_of_code(self, code: str, people: tuple[MakerHit, ...]) -> None:
        screen = self.screen
        if len(people) == 1:
            self.choose_maker(people[0].id)
        elif people:
            self.people, self.hits = people, ()
            screen.people.show_people(people, code)
            screen.show_page(screen.people)
        else:
            screen.say(Notice(_("**{code}** bukan kartu atau kode penitip.").format(code=code)))
            screen.shell.sounds.play(Sound.UNKNOWN)

    def _looked_up(self, code: str, quantity: Quantity | None, hits: tuple[DeskLine, ...] | Refused) -> None:
        screen = self.screen
        if isinstance(hits, Refused):
            screen.tell(hits)
        elif len(hits) == 1:
            screen.take_line(_counted(hits[0], quantity))
        elif hits:
            self.hits = hits
            screen.found.show_found([_row(each) for each in hits], code)
            screen.show_page(screen.found)
        else:
            words = _("**{code}** belum dikenal.").format(code=code)
            screen.say(Notice(words, "refuse", "Ctrl N", _("Barang Baru")))
            screen.shell.sounds.play(Sound.UNKNOWN)

    def take_found(self, place: int) -> None:
        """The row at a place of what was found was taken."""
        screen = self.screen
        quantity = intakes.typed(screen.scan.text())[0]
        if self._maker is None and 0 <= place < len(self.people):
            person = self.people[place].id
            self._clear()
            self.choose_maker(person)
        elif 0 <= place < len(self.hits):
            line = self.hits[place]
            self._clear()
            screen.take_line(_counted(line, quantity))

    def _clear(self) -> None:
        self.screen.scan.clear()
        self.screen.scan.set_searching(False)

    def choose_maker(self, party_id: int) -> None:
        self.screen.read(partial(delivery_sources.maker, self.screen.desk.shop, party_id), self._chosen, "maker")

    def _chosen(self, maker: DeskMaker) -> None:
        screen = self.screen
        screen.hush()
        screen.shell.sounds.play(Sound.FOUND)
        screen.change(lambda desk: replace(desk, maker=maker, lines=(), chosen=0, confirmed=Confirmed.SIGNATURE))
        screen.show_page(screen.table)


def _looked(shop: object, maker: DeskMaker, code: str) -> tuple[DeskLine, ...] | Refused:
    """What a code names, or why it is none of hers: that is an answer, not a failure."""
    try:
        return delivery_sources.scanned(shop, maker, code)  # type: ignore[arg-type]
    except Refused as refusal:
        return refusal


def _counted(line: DeskLine, quantity: Quantity | None) -> DeskLine:
    return line if quantity is None else replace(line, offered=quantity)


def _row(line: DeskLine) -> FoundRow:
    price = line.price.bare if line.price is not None else ""
    return FoundRow(line.name, line.unit.name, price, line.on_hand.shown)


class Choices:
    """Reasons, new goods, pictures, her PIN."""

    def __init__(self, screen: DeliveriesScreen) -> None:
        self.screen = screen
        screen.reason_page.picked.connect(lambda _key, words: self._reasoned(words))
        screen.reason_page.left.connect(lambda: screen.show_page(screen.table))
        screen.new_page.made.connect(self._add)
        screen.confirm_page.proved.connect(self._prove)
        screen.confirm_page.told.connect(self._witnessed)

    def ask_reason(self) -> None:
        """Why is something of the chosen line not taken?"""
        screen = self.screen
        line = screen.desk_now.line if screen.desk_now is not None else None
        if line is None or line.rejected.thousandths <= 0:
            screen.say(Notice(_("Isi dulu berapa yang diterima."), "warn"))
            screen.shell.sounds.play(Sound.REFUSED)
            return
        screen.reason_page.show_choices(reasons(), line.why or None)
        screen.show_page(screen.reason_page)

    def _reasoned(self, words: str) -> None:
        screen = self.screen
        told = words.removeprefix(_("Baru: {words}").format(words=""))
        screen.change_line(lambda line: replace(line, why=told))
        screen.show_page(screen.table, focus=False)
        place = screen.desk_now.chosen if screen.desk_now is not None else 0
        screen.lines.begin(place, "expires_on")

    def new_good(self) -> None:
        """A good that she never brought before."""
        screen = self.screen
        maker = screen.desk_now.maker if screen.desk_now is not None else None
        if maker is None:
            screen.say(Notice(_("Pilih penitipnya dulu."), "warn"))
            screen.shell.sounds.play(Sound.REFUSED)
            return
        name = intakes.typed(screen.scan.text())[1]
        screen.scan.clear()
        screen.hush()
        screen.show_page(screen.new_page, focus=False)
        screen.new_page.ask(maker, name if any(each.isalpha() for each in name) else "")

    def _add(self, new: NewOfHers) -> None:
        screen = self.screen
        maker = screen.desk_now.maker if screen.desk_now is not None else None
        if maker is None:
            return
        work = partial(delivery_deeds.added, screen.desk.shop, screen.desk.person, maker, new)
        screen.shell.deeds.write(
            screen, work, done=screen.take_line, failed=self._not_added, once="new good", changed={"goods"}
        )

    def _not_added(self, error: ShopError) -> bool:
        if isinstance(error, BadInput):
            self.screen.new_page.say_wrong(error)
            return True
        return False

    def ask_picture(self) -> None:
        """A picture of the chosen line, out of a file; again: none."""
        screen = self.screen
        line = screen.desk_now.line if screen.desk_now is not None else None
        if line is None:
            return
        if line.picture_digest:
            screen.change_line(lambda each: replace(each, picture_digest=""))
            return
        kinds = _("Foto (*.jpg *.jpeg *.png *.webp)")
        path, _kind = QFileDialog.getOpenFileName(screen, _("Pilih foto"), "", kinds)
        if path:
            self.take_picture(Path(path))

    def take_picture(self, path: Path) -> None:
        screen = self.screen
        work = partial(delivery_deeds.photographed, screen.desk.shop, screen.desk.person, path)
        screen.shell.deeds.write(screen, work, done=self._pictured, once="picture")

    def _pictured(self, digest: str) -> None:
        self.screen.change_line(lambda each: replace(each, picture_digest=digest))

    # -- her yes ---------------------------------------------------------------

    def confirm(self) -> None:
        """Who agrees, and how."""
        screen = self.screen
        if screen.desk_now is not None and screen.desk_now.maker is not None:
            screen.confirm_page.show_desk(screen.desk_now)
            screen.show_page(screen.confirm_page, focus=False)
            screen.confirm_page.ask_pin(ask=False)
        else:
            screen.shell.sounds.play(Sound.REFUSED)

    def signed(self) -> None:
        self.screen.change(lambda desk: replace(desk, confirmed=Confirmed.SIGNATURE))
        self.screen.confirm_page.ask_pin(ask=False)

    def _witnessed(self, witness: str, note: str) -> None:
        self.screen.change(lambda desk: replace(desk, witness=witness, note=note))

    def _prove(self, pin: str) -> None:
        screen = self.screen
        maker = screen.desk_now.maker if screen.desk_now is not None else None
        if maker is not None:
            work = partial(delivery_deeds.proved, screen.desk.shop, screen.desk.person, maker, pin)
            screen.shell.deeds.write(screen, work, done=self._proved, failed=self._not_proved, once="pin")

    def _proved(self, _nothing: object) -> None:
        self.screen.hush()
        self.screen.shell.sounds.play(Sound.PAID)
        self.screen.change(lambda desk: replace(desk, confirmed=Confirmed.PIN))
        self.screen.confirm_page.ask_pin(ask=False)

    def _not_proved(self, error: ShopError) -> bool:
        self.screen.confirm_page.pin.show_wrong()
        self.screen.tell(error)
        return True

    def count_today(self) -> None:
        """How many brought something today."""
        screen = self.screen
        screen.read(partial(delivery_deeds.today, screen.desk.shop), self._counted, "today")

    def _counted(self, listed: tuple[ListedDelivery, ...]) -> None:
        screen = self.screen
        makers = {each.maker for each in listed if not each.reversed_by and not each.reverses}
        screen.today_chip.show_chip(delivery_cards.today_chip(len(makers)) if makers and not screen.narrow else None)
        screen.today_button.show_words(
            _("Hari ini: {count}").format(count=len(makers)) if screen.narrow else _("Daftar")
        )
