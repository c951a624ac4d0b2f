"""Cash that enters or leaves the drawer without a sale: which way, how much, and what for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent

from desktop import frames, texts
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from koperasi.cash import CashKind, Category
from koperasi.errors import NotAllowed, Refused, ShopError
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _
from pos import approvals, movements
from pos.approvals import Ask
from pos.cash_slips import Moved
from pos.movements import Movement
from pos.sale_commands import Approval
from pos.screens.cash_faces import WAYS, CashFace, Way
from pos.stations import Station

#: What a drop is usually called, one press each; what it is for need not be said.
DROPS = (N_("Setoran siang"), N_("Laci terlalu penuh"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the screen was about to book when another person's PIN was asked for."""

    way: Way
    amount: Rupiah
    category: Category | None
    words: str
    receipt: str


class CashScreen(Screen):
    """F11: the way by its key, the amount, Enter, the category by its number or words, Enter."""

    title = N_("Kas Masuk / Keluar")
    more_keys = (("1 … 9", N_("sesudah jumlah: pilih kategori")),)

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.way = WAYS[1]
        self.category: Category | None = None
        self._categories: tuple[Category, ...] = ()
        self._kept: Asked | None = None
        self._primary = self.act("Enter", _("Simpan"), self._save)
        back = self.act("Esc", _("Kembali ke kasir"), shell.back, icon_name="back")
        ways = {way: self.act(way.key, _(way.name), partial(self._choose, way), icon_name=way.icon) for way in WAYS}
        self.face = CashFace(ways, self._primary, back, self.notice)
        self.amount, self.reason, self.receipt = self.face.amount, self.face.reason, self.face.receipt
        self.primary = self.face.primary
        self.amount.amount_changed.connect(lambda _amount: self._show())
        self.amount.submitted.connect(self._to_reason)
        self.reason.textChanged.connect(self._typed)
        self.reason.submitted.connect(self.do_primary)
        self.receipt.submitted.connect(self.do_primary)
        self.home_field = self.amount
        frames.page(self, self.face.head, self.face, self.notice, self.face.foot, grows=1)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        shift = self.station.shift
        person = self.station.person
        self.face.head.show_words(texts.joined((self.station.till_name, person.name if shift else "")))
        bank = person.may(Permission.CASH_DEPOSIT)
        self.face.offer_bank(bank)
        self.actions_by_key["Ctrl+N"].setEnabled(bank)
        self.shell.deeds.read(
            self, lambda: movements.offered(self.station), done=self._know_categories, latest="categories"
        )
        if self._kept is not None:
            self._put_back(self._kept)
            return
        self._clear(WAYS[2] if what.get("drop") else WAYS[1])
        if shift is None:
            self.say(Notice(_("Belum ada shift. Buka shift dulu."), "warn"))

    def _clear(self, way: Way) -> None:
        self.amount.set_amount(None)
        for field in (self.reason, self.receipt):
            field.clear()
            field.clear_error()
        self._choose(way)

    def _put_back(self, asked: Asked) -> None:
        """As it was before another's PIN was asked for."""
        self._choose(asked.way)
        self.amount.set_amount(asked.amount)
        self.reason.setText(asked.words)
        self.receipt.setText(asked.receipt)
        self._choose_category(asked.category)
        self._kept = None

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()

    # -- what for ----------------------------------------------------------------

    def _know_categories(self, categories: tuple[Category, ...]) -> None:
        self._categories = categories
        self._show_choices()

    def _choose(self, way: Way) -> None:
        self.way, self.category, self.home_field = way, None, self.amount
        self.face.letters.show_pad(False)
        self.face.show_way(way)
        self._show_choices()
        self._show()
        if way.kind is None:
            self.shell.deeds.read(self, lambda: movements.in_safe(self.station), done=self._show_safe, latest="safe")
        self.home()

    @property
    def choices(self) -> list[Category]:
        return [each for each in self._categories if each.kind is self.way.kind]

    def _show_choices(self) -> None:
        if self.way.kind is CashKind.DROP:
            words: list[tuple[str, Callable[[], object]]] = [(_(each), partial(self._say, _(each))) for each in DROPS]
        else:
            words = [(_(each.name), partial(self._choose_category, each)) for each in self.choices]
        self.face.show_choices(words, self.choices.index(self.category) if self.category in self.choices else -1)

    def _typed(self, text: str) -> None:
        """A digit in the empty field is a category's key; anything else is what it was for."""
        n = int(text) - 1 if len(text) == 1 and text.isascii() and text.isdigit() else -1
        if 0 <= n < len(self.face.choices):
            self.reason.clear()
            self.face.choices[n].click()

    def _choose_category(self, category: Category | None) -> None:
        self.category = category
        self._show_choices()
        self.reason.clear_error()
        self.reason.setFocus()

    def _say(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setFocus()

    def _show(self) -> None:
        amount = self.amount.amount
        self.face.show_amount(self.way, amount)
        self.primary.set_reason("" if amount else _("Isi jumlah"))

    def _show_safe(self, safe: Rupiah) -> None:
        if self.way.kind is None:
            self.face.show_amount(self.way, self.amount.amount, _("Brankas menurut buku {amount}").format(
                amount=safe.shown))  # fmt: skip

    def _to_reason(self) -> None:
        if self.amount.amount:
            (self.receipt if self.way.kind is None else self.reason).setFocus()
        else:
            self.shell.sounds.play(Sound.REFUSED)

    # -- the deed ----------------------------------------------------------------

    def _save(self) -> None:
        amount, words = self.amount.amount, self.reason.text().strip()
        if not amount or self.station.shift is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        needed = self.way.kind in (CashKind.IN, CashKind.OUT) and (self.category is None or self.category.general)
        if needed and not words:
            self.reason.show_error(_("Tulis untuk apa, supaya pembukuan tahu."))
            self.reason.setFocus()
            return
        self._post(Asked(self.way, amount, self.category, words, self.receipt.text().strip()), None)

    def _post(self, asked: Asked, approval: Approval | None) -> None:
        self.shell.deeds.write(
            self,
            lambda: self._book(asked, approval),
            done=lambda booked: self._saved(asked, booked),
            failed=lambda error: self._refused(asked, error),
            button=self.primary,
            once="cash",
            changed={"cash"},
        )

    def _book(self, asked: Asked, approval: Approval | None) -> Moved | str:
        """In a worker's thread."""
        station = self.station
        person, shift = station.person, station.shift
        allowed = approvals.approver(station, approval) if approval is not None else None
        if asked.way.kind is None:
            return movements.deposit(station, person, asked.amount, asked.receipt, allowed)
        if shift is None:
            raise Refused(_("Belum ada shift."), remedy=_("Buka shift dulu."), rule="no-shift")
        asking = Movement(asked.way.kind, asked.amount, asked.words, asked.category, asked.receipt)
        return movements.move(station, person, shift, asking, allowed)

    def _saved(self, asked: Asked, booked: Moved | str) -> None:
        number, words = (booked, asked.receipt) if isinstance(booked, str) else (booked.number, booked.reason)
        said = texts.joined((f"{_(asked.way.name)} {asked.amount.shown}", words, number, _("tersimpan")))
        self._clear(asked.way)
        self.hush()
        self.say(Notice(said, "ok"))
        self.shell.sounds.play(Sound.SAVED)

    def _refused(self, asked: Asked, error: ShopError) -> bool:
        """Above her limit another's PIN is asked for; the rest is said beside the field."""
        if isinstance(error, NotAllowed) and self.shell.has("override"):
            self._kept = asked
            ask = Ask(
                Permission(error.permission),
                asked.amount,
                _(asked.way.name),
                error.message,
                texts.joined((asked.amount.shown, _(asked.category.name) if asked.category else asked.words)),
                reason=asked.words or (_(asked.category.name) if asked.category else ""),
            )
            self.shell.go("override", ask=ask, then=partial(self._post, asked))
            return True
        if isinstance(error, Refused) and error.field == "amount":
            self.amount.show_error(str(error))
        elif isinstance(error, Refused) and error.field == "reference":
            self.receipt.show_error(str(error))
            self.home_field = self.receipt
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.face.fit(self.width())
