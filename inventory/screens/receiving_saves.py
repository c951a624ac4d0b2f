"""Keeping and saving what is received: on disk at every step, in the books at Ctrl Enter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.notices import Notice
from desktop.sounds import Sound
from inventory import intake_desks
from inventory.intake_desks import Saved
from inventory.intakes import Intake
from inventory.screens import receiving_rows
from inventory.screens.receiving_pages import paper_of
from koperasi.errors import BadInput, Refused, ShopError
from koperasi.text import _

if TYPE_CHECKING:
    from inventory.screens.receiving import ReceivingScreen

CHANGED = frozenset({"goods", "stock", "purchases", "prices", "orders", "payables"})


class Saving:
    """The draft and the deed of the receiving screen."""

    def __init__(self, screen: ReceivingScreen) -> None:
        self.screen = screen
        self._keeping = False
        #: The newest state that is not on disk yet.
        self._waiting: Intake | None = None

    def keep(self) -> None:
        """The newest state goes to disk; while it is written, later ones wait and the last of them counts."""
        intake = self.screen.intake
        if intake is not None and intake.wrong_id is None:
            self._waiting = intake
            self._write()

    def _write(self) -> None:
        if self._keeping or self._waiting is None:
            return
        self._keeping, intake, self._waiting = True, self._waiting, None
        work = partial(intake_desks.keep, self.screen.desk.shop, intake)
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
        """Ctrl Enter: receive it all, or go to the field that is wrong."""
        screen = self.screen
        screen.card.settle()
        screen.invoice.settle()
        if screen.intake is None or screen.saved is not None:
            screen.shell.sounds.play(Sound.REFUSED)
            return
        desk, button = screen.desk, screen.save_button
        work = partial(intake_desks.save, desk.shop, desk.person, screen.intake, desk.printer)
        deeds = screen.shell.deeds
        deeds.write(screen, work, done=self._done, failed=self._refused, button=button, once="receive", changed=CHANGED)

    def _done(self, saved: Saved) -> None:
        screen = self.screen
        screen.saved, self._waiting = saved, None
        screen.hush()
        screen.desk.call_printer()
        screen.shell.sounds.play(Sound.SAVED)
        title = _("Tersimpan: {number}").format(number=saved.number)
        screen.saved_page.show_saved(title, receiving_rows.saved(saved), paper_of(saved.slip))
        screen.show_page(screen.saved_page)

    def _refused(self, error: ShopError) -> bool:
        """What is wrong is said and the focus goes to it; whether it was told here."""
        screen = self.screen
        if isinstance(error, BadInput) and error.row:
            place = error.row - 1
            screen.change(lambda intake: intake.chose(place), keep=False)
            screen.tell(error)
            screen.wanted_field = screen.card.field_of(error.field)
            return True
        if not isinstance(error, Refused):
            return False
        if error.rule == "invoice-twice":
            self._ask_again(error)
            return True
        field = screen.invoice.field_of(error.field)
        if field is None:
            return False
        screen.tell(error)
        screen.wanted_field = field
        return True

    def _ask_again(self, error: Refused) -> None:
        """The same invoice number again is saved when it is asked once more."""
        screen = self.screen
        screen.change(lambda intake: replace(intake, twice=True))
        words = f"{error.message} " + _("Simpan sekali lagi bila memang faktur lain.")
        screen.say(Notice(words, "warn", "Ctrl Enter", _("Simpan juga")))
        screen.shell.sounds.play(Sound.REFUSED)

    def print_again(self) -> None:
        """The paper of what was saved, once more."""
        screen, saved = self.screen, self.screen.saved
        if saved is None or not screen.desk.printer:
            screen.say(Notice(_("Tidak ada printer struk di PC ini."), "warn"))
            return
        desk = screen.desk
        work = partial(intake_desks.print_again, desk.shop, desk.person, saved.id, desk.printer)
        screen.shell.deeds.write(screen, work, done=lambda _nothing: desk.call_printer(), once="print")

    def go_to_labels(self) -> None:
        if self.screen.saved is not None:
            self.screen.shell.go("labels", document=self.screen.saved.id)
