"""Offers: the tenders of a payment while they are being typed.

One part is chosen, and what is typed changes its amount; a part begins with what is still
due, so most sales are paid without a digit.  A part nobody touched gives way when another
kind is chosen.  Money that was seen stays until that is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, CashRounding, Rupiah, total
from koperasi.text import _
from pos.tenders import CONFIRMED, NAMES, Settlement, Tender, TenderKind, settle

#: Nobody hands over a note too many: so much change is a slip of the finger, when it is also
#: twenty times what was due, or in any case.
SLIP, MUCH = Rupiah(100_000), Rupiah(1_000_000)


@dataclass(frozen=True, slots=True)
class Offer:
    """One part: how, how much, its reference, whether its money was seen, whether it is untouched."""

    kind: TenderKind
    amount: Rupiah
    reference: str = ""
    seen: bool = False
    preset: bool = False

    @property
    def confirmed(self) -> bool:
        """Whether its money must be seen before the sale is done."""
        return self.kind in CONFIRMED

    @property
    def tender(self) -> Tender:
        return Tender(self.kind, self.amount, self.reference, self.seen or not self.confirmed)


@dataclass(frozen=True, slots=True)
class Offers:
    """All parts of one payment, and the place of the chosen one."""

    parts: tuple[Offer, ...] = ()
    chosen: int = 0

    @property
    def part(self) -> Offer | None:
        return self.parts[self.chosen] if self.chosen < len(self.parts) else None

    @property
    def kind(self) -> TenderKind:
        return self.part.kind if self.part else TenderKind.CASH

    @property
    def awaited(self) -> int | None:
        """The place of the part whose money is, or was, to be seen: the chosen one, else the last."""
        places = [n for n, part in enumerate(self.parts) if part.confirmed]
        return self.chosen if self.chosen in places else places[-1] if places else None

    def settlement(self, sum_due: Rupiah, rounding: CashRounding) -> Settlement:
        tenders = [part.tender for part in self.parts if part.amount > ZERO]
        return settle(sum_due, tenders, rounding, by_cash=self.kind is TenderKind.CASH)

    def due_for(self, kind: TenderKind, place: int | None, sum_due: Rupiah, rounding: CashRounding) -> Rupiah:
        """What the part at a place (None: one more) would have to pay for nothing to be left."""
        others = [part.tender for n, part in enumerate(self.parts) if n != place and part.amount > ZERO]
        return max(settle(sum_due, others, rounding, by_cash=kind is TenderKind.CASH).due, ZERO)

    def choose(self, kind: TenderKind, sum_due: Rupiah, rounding: CashRounding, member: Card | None) -> Offers:
        """Pay (the rest) in this way; a part of it that still awaits its amount is chosen again."""
        if kind is TenderKind.KASBON and member is None:
            raise Refused(_("Kasbon hanya untuk anggota."), remedy=_("Scan kartunya, atau Esc lalu F3."))
        kept = tuple(part for part in self.parts if part.kind is kind or part.seen or not part.preset)
        for place, part in enumerate(kept):
            if part.kind is kind and not part.seen:
                return Offers(kept, place)._presets(sum_due, rounding, member)
        return Offers((*kept, Offer(kind, ZERO, preset=True)), len(kept))._presets(sum_due, rounding, member)

    def again(self, sum_due: Rupiah, rounding: CashRounding, member: Card | None) -> Offers:
        """After the total has changed: untouched parts pay what is due now."""
        return self._presets(sum_due, rounding, member)

    def exact(self, sum_due: Rupiah, rounding: CashRounding) -> Offers:
        """The chosen part pays exactly what is due: Uang Pas."""
        return self.type(self.due_for(self.kind, self.chosen, sum_due, rounding))

    def type(self, amount: Rupiah | None) -> Offers:
        """The chosen part with an amount; what was seen has to be seen again."""
        part = self.part
        if part is None:
            return self
        return self._put(self.chosen, replace(part, amount=amount or ZERO, preset=False, seen=False))

    def see(self, seen: bool) -> Offers:
        """Its money has come, or the mark was a mistake; raises Refused when nothing awaits money."""
        place = self.awaited
        if place is None:
            raise Refused(_("Tidak ada dana yang ditunggu."))
        return self._put(place, replace(self.parts[place], seen=seen, preset=False))

    def refer(self, reference: str) -> Offers:
        """The reference of the part whose money is awaited."""
        place = self.awaited
        return self if place is None else self._put(place, replace(self.parts[place], reference=reference))

    def pick(self, place: int) -> Offers:
        """Choose a part by its place."""
        return Offers(self.parts, place) if 0 <= place < len(self.parts) else self

    def remove(self, place: int) -> Offers:
        """Without a part; raises Refused for one whose money was seen."""
        if self.parts[place].seen:
            words = _("Dana {name} sudah masuk.").format(name=_(NAMES[self.parts[place].kind]))
            raise Refused(words, remedy=_("Lepas dulu tanda Dana Sudah Masuk."))
        parts = self.parts[:place] + self.parts[place + 1 :]
        return Offers(parts, max(0, min(self.chosen - (place < self.chosen), len(parts) - 1)))

    def blocked(self, sum_due: Rupiah, rounding: CashRounding, member: Card | None) -> str:
        """Why the sale cannot be finished yet, in words; empty when it can."""
        exact = total(part.amount for part in self.parts if part.kind is not TenderKind.CASH)
        if exact > sum_due:
            return _("Lebih {amount} dari total").format(amount=(exact - sum_due).shown)
        owing = total(part.amount for part in self.parts if part.kind is TenderKind.KASBON)
        if owing > ZERO and (member is None or owing > member.credit_left):
            over = owing - (member.credit_left if member else ZERO)
            return _("Kasbon lewat limit {amount}").format(amount=over.shown)
        settled = self.settlement(sum_due, rounding)
        if settled.change >= SLIP and (settled.change >= MUCH or settled.change.amount >= 20 * settled.cash_due.amount):
            return _("Periksa Uang Diterima")
        return settled.blocked.replace("Rp ", "Rp\N{NO-BREAK SPACE}")

    def _put(self, place: int, part: Offer) -> Offers:
        return Offers((*self.parts[:place], part, *self.parts[place + 1 :]), self.chosen)

    def _presets(self, sum_due: Rupiah, rounding: CashRounding, member: Card | None) -> Offers:
        made = self
        for place, part in enumerate(self.parts):
            if part.preset and not part.seen:
                amount = made.due_for(part.kind, place, sum_due, rounding)
                if part.kind is TenderKind.KASBON and member is not None:
                    amount = max(min(amount, member.credit_left), ZERO)
                made = made._put(place, replace(part, amount=amount))
        return made
