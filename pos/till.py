"""The till: what it shows now, as one frozen value, and what each key or scan makes of it.

It needs no window and asks no database: the screen brings what a code named, and draws what
comes out.  `heard` and `said` are what the last step lets be heard and read.  Nothing typed
or scanned is ever swallowed: it becomes a line, an unknown code that stays until settled, or
a refusal in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inventory.expiries import Caution
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, CashRounding, Rupiah
from koperasi.numbers import Number
from koperasi.quantity import ONE, Quantity
from koperasi.shifts import Shift
from koperasi.text import _, plain
from pos import bills, cart_packs, cart_returns, sale_rules, switches
from pos.cart import Cart
from pos.cart_discounts import still_given
from pos.cart_returns import ComingBack
from pos.offers import NO_RULE
from pos.sale_commands import Approval, PaidTender, SaleCommand
from pos.sales import Posted
from pos.scans import MOST_DIGITS, Asking, Seen, Unknown, asks
from pos.tenders import KeptChange, ProofRule, TenderKind
from pos.till_states import TillState
from pos.till_values import Draft, Finished, Heard, Said, answer_first, beware, not_settled, sound_of

__all__ = ["Draft", "Finished", "Heard", "Said", "Till", "open_till"]


@dataclass(frozen=True, slots=True)
class Till(TillState):
    """The till now, and what each step makes of it."""

    # -- scans -----------------------------------------------------------------

    def scanned(
        self, code: str, seen: tuple[Seen, ...], card: Card | None = None, quantity: Quantity | None = None
    ) -> Till:
        """A code came, with what it names: goods, a member's card, or nothing."""
        now = self._quiet()
        if card is not None and not seen:
            return now.attached(card)
        if now.paying or now.asking or now.choices:
            return replace(now, said=self.said or answer_first(now.asking, paying=now.paying), heard=Heard.REFUSED)
        now = replace(now, finished=None)
        if not seen:
            return now._not_known(code, quantity or ONE)
        now = replace(now, unknown=tuple(each for each in now.unknown if each.code != code))
        if len(seen) > 1:
            return replace(now, choices=seen, choice_quantity=quantity or ONE, heard=Heard.LOOK)
        return now.picked(seen[0], quantity)

    def picked(self, seen: Seen, quantity: Quantity | None = None, *, settles: bool = False) -> Till:
        """A good was chosen; `settles` says that it is what the last unknown code meant."""
        now = replace(self._quiet(), choices=(), finished=None)
        if seen.caution is Caution.BARRED:
            return now._refused(sale_rules.expired_food(seen.found.good.name))
        if settles and now.unknown:
            code = now.unknown[-1]
            now = replace(now, unknown=now.unknown[:-1])
            quantity = quantity or code.quantity
        if asks(seen):
            return replace(now, asking=Asking(seen, quantity or ONE), heard=Heard.LOOK)
        return now._added(seen, quantity or ONE, None)

    def priced(self, price: Rupiah, *, allowed: bool = False) -> Till:
        """The price that was asked for was typed; outside the good's limits only when it is `allowed`."""
        now, asking = self._quiet(), self.asking
        if asking is None or not asking.wants_price:
            return now
        if price <= ZERO:
            return now._refused(Refused(_("Harga paling sedikit Rp 1.")))
        if not (allowed or asking.allows(price)):
            words = _("Harga {name} {limits}.").format(name=asking.seen.found.good.name, limits=asking.limits)
            return now._refused(Refused(words, remedy=_("Minta PIN orang yang berhak."), rule="price-limits"))
        asking = replace(asking, price=price)
        if asking.wants_note:
            return replace(now, asking=asking, heard=Heard.LOOK)
        return replace(now, asking=None)._added(asking.seen, asking.quantity, price)

    def noted(self, note: str) -> Till:
        """What every line of this good must say was typed: the number her credit goes to."""
        now, asking, note = self._quiet(), self.asking, plain(note)
        if asking is None or not asking.wants_note:
            return now
        if not note:
            words = _("{what} belum diisi.").format(what=asking.seen.found.good.asks_note)
            return now._refused(Refused(words, rule="note", field="note"))
        return replace(now, asking=None)._added(asking.seen, asking.quantity, asking.price, note)

    def dropped(self) -> Till:
        """One step back: what waits for an answer goes first, then the last unknown code."""
        now = self._quiet()
        if now.asking or now.choices:
            return replace(now, asking=None, choices=())
        if now.unknown:
            return replace(now, unknown=now.unknown[:-1])._remember_unknown()
        return replace(now, finished=None)

    def refused_text(self, text: str) -> Till:
        """A scan came while digits stood in the box: neither is guessed at."""
        words = _("Ada **{text}** di kotak scan. Ketik * sesudahnya untuk qty, atau Esc, lalu scan lagi.")
        if len(text) > MOST_DIGITS:
            words = _("Ada **{text}** di kotak scan. Enter untuk memasukkannya, atau Esc, lalu scan lagi.")
        return replace(self, said=Said(words.format(text=text)), heard=Heard.REFUSED)

    def staff_card_seen(self) -> Till:
        """A staff card is no goods; its code is kept nowhere."""
        words = _("Ini **kartu staf**, bukan barang. Scan saat layar meminta persetujuan.")
        return replace(self, said=Said(words), heard=Heard.REFUSED)

    # -- the lines -------------------------------------------------------------

    def moved(self, steps: int) -> Till:
        """Another line chosen, so many further down (or up)."""
        keys, line = [each.key for each in self.cart.lines], self.line
        if line is None:
            return self
        at = max(0, min(keys.index(line.key) + steps, len(keys) - 1))
        return replace(self._quiet(), chosen=keys[at])

    def chose(self, key: int) -> Till:
        return replace(self._quiet(), chosen=key)

    def stepped(self, units: int) -> Till:
        """The chosen line with one more or fewer."""
        now = self._changed(lambda cart, key: cart.step(key, units))
        return now._made_up() if units > 0 else now

    def counted(self, quantity: Quantity) -> Till:
        """The chosen line with just so many."""
        return self._changed(lambda cart, key: cart.set_quantity(key, quantity))._made_up()

    def next_unit(self) -> Till:
        return self._changed(lambda cart, key: cart.next_unit(key))

    def hint_taken(self) -> Till:
        return self._changed(lambda cart, key: cart.take(key))

    def edited(self, key: int, change: Callable[[Cart], Cart]) -> Till:
        """With a change of the cart, or with its refusal said; line `key` stays chosen."""
        try:
            cart = change(self.cart)
        except Refused as refusal:
            return self._refused(refusal)
        given = still_given(self.approvals, cart.rows)
        now = replace(self._quiet(), cart=cart, chosen=key, approvals=given)
        return now._switched(self.cart)._remember_unknown()._again()

    def repeated(self) -> Till:
        """What was scanned last, once more; what a scale priced must be scanned by its own label."""
        seen = self.last
        if seen is None or self.paying or self.asking or self.choices:
            return self._refused(Refused(_("Belum ada barang yang diulang."), remedy=_("Scan dulu.")))
        if seen.found.price is not None or seen.found.quantity is not None:
            return self._refused(Refused(_("Barang timbangan: scan label masing-masing.")))
        return self.picked(seen)

    def removed(self, at: datetime, reason: str = "") -> Till:
        """The chosen line taken out; once payment was seen the record says so."""
        why = reason or (_("sesudah Bayar") if self.payment_seen else "")
        return self._changed(lambda cart, key: cart.remove(key, why, at))

    def at(self, moment: datetime) -> Till:
        """As of a time of day on the branch's clock, for promotions by the hour."""
        cart = self.cart.at(moment)
        return self if cart is self.cart else replace(self, cart=cart)._switched(self.cart)._again()

    def brought(self, backs: Sequence[ComingBack]) -> Till:
        """Sold goods come back into the cart, all of them or none."""
        try:
            cart, key = cart_returns.brought(self.cart, backs)
        except Refused as refusal:
            return self._refused(refusal)
        now = replace(self._quiet(), cart=cart, chosen=key, finished=None, heard=Heard.FOUND)
        return now._again()._remember_unknown()

    # -- the member ------------------------------------------------------------

    def attached(self, card: Card) -> Till:
        """Her prices hold for every line, and the difference is told."""
        try:
            cart = self.cart.attach(card)
        except Refused as refusal:
            return self._refused(refusal)
        saved = self.cart.total - cart.total
        words = _("Anggota **{name}**").format(name=card.name)
        if saved > ZERO:
            words = _("Anggota **{name}**, lebih murah **{saved}**").format(name=card.name, saved=saved.shown)
        now = replace(self._quiet(), cart=cart, finished=None, said=Said(words, "ok"), heard=Heard.FOUND)
        return now._again()

    def detached(self) -> Till:
        try:
            return replace(self._quiet(), cart=self.cart.detach())._again()
        except Refused as refusal:
            return self._refused(refusal)

    # -- paying ----------------------------------------------------------------

    def pay_started(self, kind: TenderKind = TenderKind.CASH) -> Till:
        """To payment, unless there is nothing to pay or a code is still unknown."""
        now = replace(self._quiet(), finished=None)
        if now.unknown:
            return replace(now._remember_unknown(), heard=Heard.REFUSED)
        if not now.cart.lines:
            return now._refused(Refused(_("Belum ada barang."), remedy=_("Scan atau tekan F2.")))
        return replace(now, paying=True, payment_seen=True).tender_chosen(kind)

    def pay_left(self) -> Till:
        """Back to the goods; what was already offered is kept."""
        return replace(self._quiet(), paying=False)

    def tender_chosen(self, kind: TenderKind) -> Till:
        """Pay (the rest) in this way."""
        now = self._quiet()
        try:
            return replace(now, offers=now.offers.choose(kind, now.due, now.rounding, now.cart.member))
        except Refused as refusal:
            return now._refused(refusal)

    def cash_pressed(self) -> Till:
        """Tunai; again, Uang Pas."""
        again = bool(self.offers.parts) and self.offers.kind is TenderKind.CASH
        return self.exact() if again else self.tender_chosen(TenderKind.CASH)

    def exact(self) -> Till:
        """The chosen part pays just what is due."""
        now = self._quiet()
        return replace(now, offers=now.offers.exact(now.due, now.rounding))

    def amount_typed(self, amount: Rupiah | None) -> Till:
        return replace(self._quiet(), offers=self.offers.type(amount))

    def tender_picked(self, place: int) -> Till:
        return replace(self._quiet(), offers=self.offers.pick(place))

    def tender_removed(self, place: int) -> Till:
        try:
            now = replace(self._quiet(), offers=self.offers.remove(place))
        except Refused as refusal:
            return self._refused(refusal)
        return now if now.offers.parts else now.tender_chosen(TenderKind.CASH)

    def money_seen(self, seen: bool, by: str = "") -> Till:
        """Dana Sudah Masuk (who says so, and when), or not after all."""
        try:
            offers = self.offers.see(seen, by)
        except Refused as refusal:
            return self._refused(refusal)
        return replace(self._quiet(), offers=offers, heard=Heard.PAID if seen else None)

    def refund_referred(self, reference: str) -> Till:
        """The number of the transfer by which money goes back."""
        return replace(self._quiet(), refund_reference=reference)

    def referred(self, reference: str) -> Till:
        return replace(self._quiet(), offers=self.offers.refer(reference))

    def command(self, number: Number, shift: Shift, actor_id: int, at: datetime) -> SaleCommand:
        """The paid cart as it is posted; raises Refused while something is missing."""
        if self.blocked:
            raise Refused(self.blocked, rule="payment")
        return self._bill(number, shift, actor_id, at, self.offers.kept)

    def preview(self, shift: Shift, actor_id: int, at: datetime) -> SaleCommand:
        """The cart as it would be posted now, paid or not: to be looked at, never posted."""
        return self._bill(Number(0, 0, ""), shift, actor_id, at, None)

    def _bill(self, number: Number, shift: Shift, actor_id: int, at: datetime, kept: KeptChange | None) -> SaleCommand:
        command = bills.command(self.cart, self.settlement, number, shift, actor_id, at, kept)
        command = cart_returns.with_refunds(command, cart_returns.reckoning(self.cart, self.rounding), self.refunds)
        return replace(command, approvals=self.approvals)

    def approved(self, approval: Approval) -> Till:
        """With another person's yes, in the place of an older one to the same."""
        others = tuple(each for each in self.approvals if each.permission != approval.permission)
        return replace(self, approvals=(*others, approval))

    def voided(self, following: Cart) -> Till:
        """The sale was called off: nothing of it is left but its document."""
        done = Till(following, self.rounding, proving=self.proving)
        return replace(done, said=Said(_("Belanja dibatalkan dan tercatat."), "ok"), heard=Heard.LOOK)

    def sold(self, posted: Posted, tenders: tuple[PaidTender, ...], following: Cart) -> Till:
        """The sale is in the books: its change stays in sight, and the next cart is open."""
        done = Finished(posted, tenders, self.offers.kept)
        return Till(following, self.rounding, finished=done, heard=Heard.SAVED, proving=self.proving)

    def put_aside(self, following: Cart, words: str) -> Till:
        """What stood here is held: the next cart is open at once."""
        now = open_till(None, following, self.rounding, self.proving)
        return replace(now, said=Said(words, "ok"), heard=Heard.FOUND)

    def recalled(self, draft: Draft, words: str, *, changed: bool) -> Till:
        """A held cart is back; `changed` when its prices are others than they were."""
        now = open_till(draft, draft.cart, self.rounding, self.proving)._again()
        said = Said(words, "warn" if changed else "ok") if changed or now.said is None else now.said
        return replace(now, said=said, heard=Heard.LOOK if changed else Heard.FOUND)

    # -- inside ----------------------------------------------------------------

    def _quiet(self) -> Till:
        return replace(self, said=None, heard=None)

    def _again(self) -> Till:
        """After the total has changed while money was already offered."""
        return replace(self, offers=self.offers.again(self.due, self.rounding, self.cart.member))

    def _refused(self, refusal: Refused) -> Till:
        return replace(self, said=Said(str(refusal).replace("**", "")), heard=Heard.REFUSED)

    def _added(self, seen: Seen, quantity: Quantity, keyed: Rupiah | None, note: str = "") -> Till:
        try:
            cart, key = self.cart.add(seen.found, quantity, keyed, note)
        except Refused as refusal:
            return self._refused(refusal)
        now = replace(self, cart=cart, chosen=key, last=seen, heard=sound_of(cart, cart.line(key), seen))
        now = now._made_up()._switched(self.cart)._again()
        return replace(now, said=beware(seen) or now.said)._remember_unknown()

    def _made_up(self) -> Till:
        """Twelve pieces become a dozen, where that is cheaper, and it is told."""
        line = self.line
        if line is None or self.heard is Heard.REFUSED:
            return self
        cart, key = cart_packs.made_up(self.cart, line.key)
        if cart is self.cart:
            return self
        made = cart.line(key)
        what, saving = f"{made.quantity} {made.unit.name.lower()}", self.cart.total - cart.total
        words = _("Jadi {what}, hemat **{saving}**").format(what=what, saving=saving.shown)
        return replace(self, cart=cart, chosen=key, said=Said(words, "ok"))._again()

    def _switched(self, before: Cart) -> Till:
        """With what became cheaper by itself told."""
        words = switches.words(before, self.cart)
        return replace(self, said=Said(words, "ok")) if words and self.said is None else self

    def _changed(self, change: Callable[[Cart, int], Cart]) -> Till:
        line = self.line
        if line is None:
            return replace(self._quiet(), heard=Heard.REFUSED)
        return self.edited(line.key, lambda cart: change(cart, line.key))

    def _not_known(self, code: str, quantity: Quantity) -> Till:
        kept = tuple(each for each in self.unknown if each.code != code)
        now = replace(self, unknown=(*kept, Unknown(code, quantity)), heard=Heard.UNKNOWN)
        return now._remember_unknown()

    def _remember_unknown(self) -> Till:
        """The strip keeps saying which code is not settled."""
        if not self.unknown:
            return self
        return replace(self, said=not_settled(self.unknown))


def open_till(draft: Draft | None, cart: Cart, rounding: CashRounding, proving: ProofRule = NO_RULE) -> Till:
    """The till as it opens: on the kept draft, or on an empty cart."""
    if draft is None:
        return Till(cart, rounding, proving=proving)
    now = Till(draft.cart, rounding, unknown=draft.unknown, offers=draft.offers, payment_seen=draft.payment_seen)
    now = replace(now, proving=proving)
    return replace(now, approvals=draft.approvals)._remember_unknown()
