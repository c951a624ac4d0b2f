"""Keeping and saving what is brought: on disk at every step, in the books at Ctrl Enter, then on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consignment import delivery_deeds, delivery_warnings
from consignment.delivery_deeds import Saved
from consignment.delivery_desks import DeliveryDesk
from desktop.notices import Notice
from desktop.sounds import Sound
from inventory.screens.receiving_pages import paper_of
from koperasi.errors import BadInput, Refused, ShopError
from koperasi.text import _, ngettext

if TYPE_CHECKING:
    from consignment.screens.deliveries import DeliveriesScreen

CHANGED = frozenset({"goods", "stock", "prices", "deliveries"})


class Saving:
    """The draft and the deed of the delivery desk."""

    def __init__(self, screen: DeliveriesScreen) -> None:
        self.screen = screen
        self._keeping = False
        #: The newest state that is not on disk yet.
        self._waiting: DeliveryDesk | None = None
        self._said = ""  # what was said of a day that is none
        for day in (
            screen.lines.wrong_day,
            screen.detail_page.produced_on.error_changed,
            screen.detail_page.rate.error_changed,
        ):
            day.connect(self._say_day)

    def keep(self) -> None:
        """The newest state goes to disk; while it is written, later ones wait and the last of them counts."""
        self._waiting = self.screen.desk_now
        self._write()

    def _write(self) -> None:
        if self._keeping or self._waiting is None:
            return
        self._keeping, desk, self._waiting = True, self._waiting, None
        work = partial(delivery_deeds.keep, self.screen.desk.shop, desk)
        self.screen.shell.deeds.write(self, work, done=self._kept, failed=self._not_kept)

    def _kept(self, _nothing: object) -> None:
        self._keeping = False
        self._write()

    def _not_kept(self, _error: ShopError) -> bool:
        self._keeping = False
        return False

    def tell(self, error: ShopError) -> None:
        """What went wrong with the draft."""
        self.screen.tell(error)

    def home(self) -> None:
        """A draft was kept: whoever types stays where she is."""

    def save(self) -> None:
        """Ctrl Enter: take it all in, or go to the field that is wrong."""
        screen = self.screen
        screen.lines.settle()
        screen.detail_page.settle()
        if self._wrong_day():
            return
        if screen.desk_now is None or screen.saved is not None:
            screen.shell.sounds.play(Sound.REFUSED)
            return
        if delivery_warnings.lacking(screen.desk_now, screen.today()):
            self._lead(screen.desk_now)
            return
        desk = screen.desk
        work = partial(delivery_deeds.save, desk.shop, desk.person, screen.desk_now, desk.printer)
        screen.shell.deeds.write(
            screen, work, done=self._done, failed=self._refused, button=screen.save_button, once="deliver",
            changed=CHANGED,
        )  # fmt: skip

    def _say_day(self, sentence: str) -> None:
        """A day that is none is told where it was typed; put right, it is no more."""
        notice, before, self._said = self.screen.notice.notice, self._said, sentence
        if sentence:
            self.screen.say(Notice(sentence, "refuse"))
        elif notice is not None and notice.words == before:
            self.screen.hush()

    def _wrong_day(self) -> bool:
        """To the day that is none: saved as it stands, the goods would go on the shelf without one."""
        screen = self.screen
        if screen.detail_page.produced_on.error:
            screen.show_details("produced_on")
        elif (place := screen.lines.wrong) is not None:
            screen.go_to(place, "expires_on")
        else:
            return False
        screen.shell.sounds.play(Sound.REFUSED)
        screen.say(Notice(self._said or screen.detail_page.produced_on.error, "refuse"))
        return True

    def _lead(self, desk: DeliveryDesk) -> None:
        """To the first field that keeps it from being saved."""
        screen = self.screen
        screen.shell.sounds.play(Sound.REFUSED)
        hard = next((each for each in delivery_warnings.words(desk, screen.today()) if each.hard and each.row), None)
        if hard is not None:
            screen.go_to(hard.row - 1, hard.field)
        else:
            screen.say(Notice(delivery_warnings.lacking(desk, screen.today()) + ".", "warn"))

    def _done(self, saved: Saved) -> None:
        screen = self.screen
        screen.saved, self._waiting = saved, None
        screen.hush()
        screen.desk.call_printer()
        screen.shell.sounds.play(Sound.SAVED)
        at_once = screen.with_labels and saved.labels and bool(screen.desk.shop.settings.label_printer)
        title = _("Tersimpan: {number}").format(number=saved.seen.number)
        words = _("Dua lembar nota dicetak: satu untuk penitip, satu untuk toko. Keduanya ditandatangani.")
        if not screen.desk.printer:
            words = _("Tidak ada printer struk di PC ini. Cetak nota A4 dari daftar hari ini (Ctrl D).")
        if screen.with_labels and saved.labels and not at_once:
            told = ngettext("{count} label belum dicetak.", "{count} label belum dicetak.", saved.labels)
            words += " " + told.format(count=saved.labels)
        screen.saved_page.show_saved(title, words, paper_of(saved.slip))
        screen.show_page(screen.saved_page)
        screen.choices.count_today()
        if at_once:
            self.print_labels()

    def _refused(self, error: ShopError) -> bool:
        """What is wrong is said and the focus goes to it; whether it was told here."""
        screen = self.screen
        if isinstance(error, BadInput) and error.row:
            screen.tell(error)
            screen.wanted = (error.row - 1, error.field)
            return True
        if isinstance(error, Refused) and error.rule == "agreement":
            screen.tell(error)
            screen.refresh()
            return True
        return False

    def print_again(self) -> None:
        """Her sheet once more, marked SALINAN."""
        screen, saved = self.screen, self.screen.saved
        if saved is None:
            screen.shell.sounds.play(Sound.REFUSED)
            return
        desk = screen.desk
        work = partial(delivery_deeds.print_again, desk.shop, desk.person, saved.id, desk.printer)
        screen.shell.deeds.write(screen, work, done=lambda _nothing: desk.call_printer(), once="print")

    def print_labels(self) -> None:
        """A label for each piece: at once where there is a label printer, else on the screen of labels."""
        screen, saved = self.screen, self.screen.saved
        if saved is None:
            screen.shell.sounds.play(Sound.REFUSED)
        elif screen.desk.shop.settings.label_printer:
            desk = screen.desk
            work = partial(delivery_deeds.print_labels, desk.shop, desk.person, saved.id, desk.printer)
            screen.shell.deeds.write(screen, work, done=self._labelled, once="labels")
        else:
            screen.shell.go("labels", document=saved.id)

    def _labelled(self, count: int) -> None:
        words = ngettext("{count} label dicetak.", "{count} label dicetak.", count).format(count=count)
        self.screen.say(Notice(words, "ok"))
