"""Offers: the tenders of a payment while they are being typed.

One part is chosen, and what is typed changes its amount; a part begins with what is still
due, so most sales are paid without a digit.  A part nobody touched gives way when another
kind is chosen.  Money that was seen stays until that is taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, CashRounding, Rupiah, total
from koperasi.text import N_, _
from pos.tenders import (
    CONFIRMED,
    HERS,
    NAMES,
    KeptChange,
    KeptFor,
    Proof,
    ProofRule,
    Settlement,
    Tender,
    TenderKind,
    settle,
)

#: Nobody hands over a note too many: so much change is a slip of the finger, when it is also
#: twenty times what was due, or in any case.
SLIP, MUCH = Rupiah(100_000), Rupiah(1_000_000)
#: Below the smallest note: the part of a change that coins are short of.
SMALLEST_NOTE = 1_000
#: What the primary says when a part is more than its balance holds.
TOO_MUCH = {
    TenderKind.KASBON: N_("Kasbon lewat limit {amount}"),
    TenderKind.SAVINGS: N_("Simpanan kurang {amount}"),
    TenderKind.EARNINGS: N_("Hasil titipan kurang {amount}"),
    TenderKind.VOUCHER: N_("Isi voucher kurang {amount}"),
}
#: A shop that asks for no proof.
NO_RULE = ProofRule()


@dataclass(frozen=True, slots=True)
class Offer:
    """One part: how, how much, its reference, whether its money was seen, whether it is untouched.

    `holds` is what a voucher still pays.
    """

    kind: TenderKind
    amount: Rupiah
    reference: str = ""
    seen: bool = False
    preset: bool = False
    holds: Rupiah | None = None
    #: When its money was seen and who said so ("09.42 oleh Rina"), also after a restart.
    seen_by: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether its money must be seen before the sale is done."""
        return self.kind in CONFIRMED

    @property
    def tender(self) -> Tender:
        return Tender(self.kind, self.amount, self.reference, self.seen or not self.confirmed)

    @property
    def lacks_code(self) -> bool:
        """Whether a code must still be given: the terminal's, or the voucher's own."""
        return self.kind in (TenderKind.CARD, TenderKind.VOUCHER) and not self.reference

    def limit(self, member: Card | None) -> Rupiah | None:
        """The most that this part can pay; None for money, which has no limit."""
        if self.kind is TenderKind.VOUCHER:
            return self.holds or ZERO
        return balance(self.kind, member)

    def stands(self, member: Card | None) -> bool:
        """Whether it stays when the rest is paid in another way: typed, or all that a balance holds."""
        return not self.preset or (self.amount > ZERO and self.amount == self.limit(member))


def balance(kind: TenderKind, member: Card | None) -> Rupiah | None:
    """What a member's own balance of a kind can pay; None for kinds that are no balance of hers."""
    if kind not in HERS:
        return None
    if member is None:
        return ZERO
    return {
        TenderKind.KASBON: member.credit_left,
        TenderKind.SAVINGS: member.savings,
        TenderKind.EARNINGS: member.earnings_left,
    }[kind]


def closed(kind: TenderKind, member: Card | None) -> str:
    """Why nothing can be paid in this way now, in a word or two for its button; empty when it can."""
    if kind not in HERS:
        return ""
    if member is None:
        return _("anggota saja")
    if kind is TenderKind.EARNINGS and member.earnings > ZERO and member.set_off_since is None:
        return _("belum setuju")
    if kind is TenderKind.EARNINGS and member.earnings > ZERO and member.earnings_left <= ZERO:
        return _("masih ditahan")
    if kind is not TenderKind.KASBON and (balance(kind, member) or ZERO) <= ZERO:
        return _("saldo 0")
    return ""


@dataclass(frozen=True, slots=True)
class Offers:
    """All parts of one payment, and the place of the chosen one.

    `kept` is what of the change stays here by the customer's wish; `proved` the member whose
    PIN was right.
    """

    parts: tuple[Offer, ...] = ()
    chosen: int = 0
    kept: KeptChange | None = None
    proved: int = 0

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

    @property
    def hers(self) -> Rupiah:
        """What of it the member's own balances pay."""
        return total(part.amount for part in self.parts if part.kind in HERS)

    def asked(self, rule: ProofRule, member: Card | None) -> Proof:
        """What she must still give as proof: nothing once her PIN was right."""
        asked = rule.asked(self.hers)
        return Proof.NONE if asked is Proof.PIN and member and self.proved == member.party_id else asked

    def settlement(self, sum_due: Rupiah, rounding: CashRounding, rule: ProofRule = NO_RULE) -> Settlement:
        proof = rule.asked(self.hers)
        tenders = [
            replace(part.tender, proof=proof) if part.kind in HERS and proof else part.tender
            for part in self.parts
            if part.amount > ZERO
        ]
        return settle(sum_due, tenders, rounding, by_cash=self.kind is TenderKind.CASH)

    def due_for(self, kind: TenderKind, place: int | None, sum_due: Rupiah, rounding: CashRounding) -> Rupiah:
        """What the part at a place (None: one more) would have to pay for nothing to be left."""
        others = [part.tender for n, part in enumerate(self.parts) if n != place and part.amount > ZERO]
        return max(settle(sum_due, others, rounding, by_cash=kind is TenderKind.CASH).due, ZERO)

    def choose(self, kind: TenderKind, sum_due: Rupiah, rounding: CashRounding, member: Card | None) -> Offers:
        """Pay (the rest) in this way; a part of it that still awaits its amount is chosen again.

        Raises Refused for a way that is closed to this customer.
        """
        if member is None and kind in HERS:
            words = _("{name} hanya untuk anggota.").format(name=_(NAMES[kind]))
            raise Refused(words, remedy=_("Scan kartunya, atau Esc lalu F3."))
        if why := closed(kind, member):
            raise Refused(f"{_(NAMES[kind])}: {why}.", remedy=_("Pilih cara bayar lain."))
        kept = tuple(part for part in self.parts if part.kind is kind or part.seen or part.stands(member))
        for place, part in enumerate(kept):
            if part.kind is kind and not part.seen and not (kind is TenderKind.VOUCHER and part.reference):
                return self._with(kept, place)._presets(sum_due, rounding, member)
        return self._with((*kept, Offer(kind, ZERO, preset=True)), len(kept))._presets(sum_due, rounding, member)

    def again(self, sum_due: Rupiah, rounding: CashRounding, member: Card | None) -> Offers:
        """After the total has changed: untouched parts pay what is due now."""
        return self._with(self.parts, self.chosen)._presets(sum_due, rounding, member)

    def exact(self, sum_due: Rupiah, rounding: CashRounding) -> Offers:
        """The chosen part pays exactly what is due: Uang Pas."""
        return self.type(self.due_for(self.kind, self.chosen, sum_due, rounding))

    def type(self, amount: Rupiah | None) -> Offers:
        """The chosen part with an amount; what was seen has to be seen again."""
        part = self.part
        if part is None:
            return self
        return self._put(self.chosen, replace(part, amount=amount or ZERO, preset=False, seen=False))

    def see(self, seen: bool, by: str = "") -> Offers:
        """Its money has come (who said so, and when), or the mark was a mistake.

        Raises Refused when nothing awaits money.
        """
        place = self.awaited
        if place is None:
            raise Refused(_("Tidak ada dana yang ditunggu."))
        return self._put(place, replace(self.parts[place], seen=seen, preset=False, seen_by=by if seen else ""))

    def refer(self, reference: str) -> Offers:
        """The reference of the chosen card, else of the part whose money is awaited."""
        if self.part is not None and self.part.kind is TenderKind.CARD:
            return self._put(self.chosen, replace(self.part, reference=reference))
        place = self.awaited
        return self if place is None else self._put(place, replace(self.parts[place], reference=reference))

    def with_voucher(self, code: str, holds: Rupiah, sum_due: Rupiah, rounding: CashRounding) -> Offers:
        """The chosen voucher part is this voucher, and pays what it can; raises Refused for one offered already."""
        if any(part.kind is TenderKind.VOUCHER and part.reference == code for part in self.parts):
            raise Refused(_("Voucher {code} sudah dipakai di sini.").format(code=code))
        amount = min(holds, self.due_for(TenderKind.VOUCHER, self.chosen, sum_due, rounding))
        return self._put(self.chosen, Offer(TenderKind.VOUCHER, amount, code, holds=holds))

    def keep(self, kept_for: KeptFor, change: Rupiah) -> Offers:
        """The customer leaves the odd part of her change here; asked again all of it, then nothing."""
        odd = Rupiah(change.amount % SMALLEST_NOTE)
        steps = [KeptChange(kept_for, each) for each in dict.fromkeys((odd, change)) if each > ZERO]
        place = steps.index(self.kept) + 1 if self.kept in steps else 0
        return replace(self, kept=steps[place] if place < len(steps) else None)

    def prove(self, party_id: int) -> Offers:
        """Her PIN was right."""
        return replace(self, proved=party_id)

    def pick(self, place: int) -> Offers:
        """Choose a part by its place."""
        return replace(self, chosen=place) if 0 <= place < len(self.parts) else self

    def remove(self, place: int) -> Offers:
        """Without a part; raises Refused for one whose money was seen."""
        if self.parts[place].seen:
            words = _("Dana {name} sudah masuk.").format(name=_(NAMES[self.parts[place].kind]))
            raise Refused(words, remedy=_("Lepas dulu tanda Dana Sudah Masuk."))
        parts = self.parts[:place] + self.parts[place + 1 :]
        return self._with(parts, max(0, min(self.chosen - (place < self.chosen), len(parts) - 1)))

    def blocked(self, sum_due: Rupiah, rounding: CashRounding, member: Card | None, rule: ProofRule = NO_RULE) -> str:
        """Why the sale cannot be finished yet, in words; empty when it can."""
        return next(self._blocks(sum_due, rounding, member, rule), "").replace("Rp ", "Rp\N{NO-BREAK SPACE}")

    def _blocks(self, sum_due: Rupiah, rounding: CashRounding, member: Card | None, rule: ProofRule) -> Iterator[str]:
        for part in self.parts:
            if part.lacks_code and (part.amount > ZERO or part.preset):
                yield _("Isi kode kartu") if part.kind is TenderKind.CARD else _("Scan voucher")
        exact = total(part.amount for part in self.parts if part.kind is not TenderKind.CASH)
        if exact > sum_due:
            yield _("Lebih {amount} dari total").format(amount=(exact - sum_due).shown)
        for part in self.parts:
            limit = part.limit(member)
            # Kasbon beyond her limit is for another person to allow, who is asked when it is paid.
            allowable = part.kind is TenderKind.KASBON and member is not None
            if limit is not None and not allowable and part.amount > max(limit, ZERO):
                yield _(TOO_MUCH[part.kind]).format(amount=(part.amount - max(limit, ZERO)).shown)
        settled = self.settlement(sum_due, rounding)
        if settled.change >= SLIP and (settled.change >= MUCH or settled.change.amount >= 20 * settled.cash_due.amount):
            yield _("Periksa Uang Diterima")
        if settled.blocked:
            yield settled.blocked
        if member is not None and self.asked(rule, member) is Proof.PIN:
            yield _("Minta PIN dulu")

    def over_limit(self, member: Card | None) -> Rupiah:
        """What is offered as kasbon beyond a member's limit."""
        borrowed = total(part.amount for part in self.parts if part.kind is TenderKind.KASBON)
        left = max(balance(TenderKind.KASBON, member) or ZERO, ZERO)
        return max(borrowed - left, ZERO)

    def _with(self, parts: tuple[Offer, ...], chosen: int) -> Offers:
        """Other parts: what was agreed of the change before holds no more."""
        return replace(self, parts=parts, chosen=chosen, kept=None)

    def _put(self, place: int, part: Offer) -> Offers:
        return self._with((*self.parts[:place], part, *self.parts[place + 1 :]), self.chosen)

    def _presets(self, sum_due: Rupiah, rounding: CashRounding, member: Card | None) -> Offers:
        made = self
        for place, part in enumerate(self.parts):
            if part.preset and not part.seen:
                amount = made.due_for(part.kind, place, sum_due, rounding)
                limit = part.limit(member)
                if limit is not None:
                    amount = max(min(amount, limit), ZERO)
                made = made._put(place, replace(part, amount=amount))
        return made
