"""The counter: what the till's screens ask of the shop, and what they let it write.

Every method opens its own transaction and runs in a worker's thread; what it gives is
frozen.  Nothing here knows a window.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from inventory import locations
from inventory import queries as catalogue
from inventory.expiries import Caution
from inventory.goods import Found, Good
from koperasi import member_pins, members, numbers, staff_cards, uids, vouchers
from koperasi.errors import Refused, Trouble
from koperasi.members import Card
from koperasi.money import CashRounding
from koperasi.quantity import NOTHING, Quantity
from koperasi.shifts import Shift
from koperasi.text import _
from koperasi.vouchers import Voucher
from koperasi.work import Actor
from pos import (
    approval_reviews,
    approvals,
    bills,
    drafts,
    held_carts,
    maker_cards,
    previews,
    promoted_goods,
    queries,
    sale_taxes,
    sale_voids,
    sales,
)
from pos.approval_reviews import Deferred, ReviewCommand
from pos.approvals import Ask
from pos.cart import Cart
from pos.offers import NO_RULE
from pos.queries import OnShelf
from pos.sale_commands import Approval, PaidTender, SaleCommand
from pos.sales import Posted
from pos.scans import Seen
from pos.stations import Station
from pos.tenders import ProofRule
from pos.till import Draft, Till

#: A number that another paper took in the meantime is drawn anew, so many times.
TRIES = 3
#: As many as fit on a screen that can be scrolled; what sells comes first.
MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What a code names: goods, or a member's card, or a staff card, or nothing."""

    seen: tuple[Seen, ...] = ()
    card: Card | None = None
    #: It is a staff card: it sells nothing, and is not kept among the unknown codes.
    staff_card: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A good found by name, in the unit it is mostly sold by, with what there is of it."""

    good: Good
    unit_id: int
    on_hand: Quantity
    expires_on: date | None = None
    caution: Caution = Caution.NONE

    @property
    def seen(self) -> Seen:
        return Seen(Found(self.good, self.unit_id), self.on_hand, self.expires_on, self.caution)


@dataclass(frozen=True, slots=True)
class Paid:
    """A sale that is in the books, and the empty cart that follows it."""

    posted: Posted
    tenders: tuple[PaidTender, ...]
    following: Cart


@dataclass(frozen=True, slots=True)
class Opened:
    """What the till opens on: a kept draft or nothing, and an empty cart."""

    draft: Draft | None
    cart: Cart
    rounding: CashRounding
    proving: ProofRule = NO_RULE


@dataclass(slots=True)
class Counter:
    """The selling side of a station."""

    station: Station
    _shelf: int | None = None
    _promotions: promoted_goods.InUse = field(default_factory=promoted_goods.InUse)

    # -- finding ---------------------------------------------------------------

    def lookup(self, code: str) -> Answer:
        """What a scanned or typed code names."""
        shop = self.station.shop
        with shop.reading() as connection:
            found = catalogue.find_code(connection, code, shop.settings.scale_barcode_mask)
            if found:
                held = self._held(connection, {each.good.product_id for each in found})
                offered = self._offered(connection, [each.good for each in found])
                found = [replace(each, good=offered.get(each.good.product_id, each.good)) for each in found]
                return Answer(tuple(_seen(each, held) for each in found))
            card = members.by_code(connection, code.strip(), self.shift.business_date.year)
            if card is not None:
                card = maker_cards.as_of(connection, card, self.shift.business_date)
            staff = card is None and staff_cards.known(connection, code, shop.keys.pepper)
            return Answer(card=card, staff_card=staff)

    def search(self, words: str) -> tuple[Hit, ...]:
        """Goods by parts of their name, or by the beginning of a code; what sells comes first."""
        shift = self.shift
        with self.station.shop.reading() as connection:
            branch = self.station.shop.branch.id
            rows = catalogue.search(connection, words, MOST_FOUND, branch_id=branch, day=shift.business_date)
            known = self.goods(connection, [row.product_id for row in rows])
            held = self._held(connection, known)
            return tuple(
                Hit(known[row.product_id], row.unit_id, row.on_hand, shelf.expires_on, shelf.caution)
                for row in rows
                if row.product_id in known
                for shelf in (held.get(row.product_id, OnShelf()),)
            )

    def hit(self, product_id: int, unit_id: int) -> Hit:
        """One good with its stock and its nearest expiry, as the price check shows it."""
        with self.station.shop.reading() as connection:
            good = catalogue.good(connection, product_id)
            good = self._offered(connection, [good]).get(product_id, good)
            held = self._held(connection, [product_id]).get(product_id, OnShelf())
            return Hit(good, unit_id, held.quantity, held.expires_on, held.caution)

    def members(self, words: str) -> tuple[Card, ...]:
        """Members by card, number, name or phone."""
        day = self.shift.business_date
        with self.station.shop.reading() as connection:
            exact = members.by_code(connection, words.strip(), day.year)
            found = members.search(connection, words, day.year) if words.strip() else []
            once = dict.fromkeys(([exact] if exact else []) + found)
            return tuple(maker_cards.as_of(connection, each, day) for each in once)

    def oldest_debt(self, party_id: int) -> date | None:
        with self.station.shop.reading() as connection:
            return queries.oldest_debt(connection, party_id)

    # -- the open cart ---------------------------------------------------------

    def open(self) -> Opened:
        """The draft that this till kept, its member as she is now, or an empty cart."""
        shop, shift = self.station.shop, self.shift
        with shop.reading() as connection:
            draft = drafts.restore(connection, shift.till_id)
            if draft is not None and draft.cart.day != shift.business_date:
                draft = replace(draft, cart=replace(draft.cart, day=shift.business_date))
            if draft is not None:
                offered = self._offered(connection, [row.good for row in draft.cart.rows])
                draft = replace(draft, cart=promoted_goods.renewed(draft.cart, offered))
            if draft is not None and draft.cart.member is not None:
                card = members.by_id(connection, draft.cart.member.party_id, shift.business_date.year)
                if card is not None:
                    card = maker_cards.as_of(connection, card, shift.business_date)
                draft = replace(draft, cart=replace(draft.cart, member=card or draft.cart.member))
        proving = ProofRule.of(shop.settings.kasbon_proof, shop.settings.kasbon_proof_above)
        return Opened(draft, self.new_cart(), shop.settings.cash_rounding, proving)

    def new_cart(self) -> Cart:
        """An empty cart with its identity for ever."""
        shop = self.station.shop
        return Cart(shop.minter.next(), uids.new_uid(shop.clock()), shop.branch.id, self.shift.business_date)

    def keep(self, draft: Draft) -> None:
        """Write the open cart down; nothing is kept of an empty one."""
        shop, till_id = self.station.shop, self.shift.till_id
        with shop.database.writing() as connection:
            if held_carts.holds(connection, draft.cart.id):
                # It was put aside while this waited its turn: it must not stand in two places.
                return
            if draft.cart.rows or draft.cart.member or draft.unknown:
                drafts.keep(connection, till_id, draft, shop.clock())
            else:
                drafts.drop(connection, till_id)

    # -- what a tender rests on ------------------------------------------------

    def voucher(self, code: str) -> Voucher:
        """The voucher with a code; raises Refused for one unknown, used up or past its date."""
        with self.station.shop.reading() as connection:
            found = vouchers.by_code(connection, code)
        if found is None:
            raise Refused(_("Voucher {code} tidak dikenal.").format(code=code.strip()), rule="voucher")
        if why := found.why_not(self.shift.business_date):
            raise Refused(why, rule="voucher")
        return found

    def prove(self, party_id: int, pin: str) -> None:
        """That this member stands here; raises Refused for a wrong PIN, or one that must wait."""
        member_pins.prove(self.station.shop, self.actor.id, party_id, pin)

    # -- what another must allow -----------------------------------------------

    def lacking(self, till: Till) -> Ask | None:
        """What of the keyed prices and discounts the cashier may not give alone; None when all is well."""
        shop = self.station.shop
        command = till.preview(self.shift, self.actor.id, shop.clock())
        with shop.reading() as connection:
            return previews.lacking(shop, connection, self.actor, command)

    def deferred(self) -> tuple[Deferred, ...]:
        """What was put off for later and waits to be looked at."""
        with self.station.shop.reading() as connection:
            return tuple(approval_reviews.deferred(connection))

    def review(self, of: Deferred, accepted: bool, reason: str, approval: Approval | None) -> None:
        """Accept or reject what was put off: by who is signed in, or by whoever has just given her PIN."""
        shop = self.station.shop
        by = approvals.approver(self.station, approval) if approval is not None else self.actor
        now = shop.clock()
        with shop.work(by, now=now) as work:
            command = ReviewCommand(work.mint(), uids.new_uid(now), of.document_id, of.line, accepted, reason, now)
            approval_reviews.review(work, command)

    # -- paying ----------------------------------------------------------------

    def pay(self, till: Till) -> Paid:
        """Post the sale.  Doing it twice is doing it once; raises Refused for a broken rule."""
        shop, shift, actor = self.station.shop, self.shift, self.actor
        at = shop.clock()
        for left in reversed(range(TRIES)):
            with shop.reading() as connection:
                number = numbers.peek(connection, shift.sale_series)
                command = till.command(number, shift, actor.id, at)
                command = sale_taxes.put_on(connection, shop.settings, command)
            try:
                posted, tenders = self._post(actor, command)
            except Refused as refusal:
                # Nothing is issued yet: no paper carries the number, so another one may.
                if refusal.rule != "number" or not left:
                    raise
            else:
                self.station.call_printer()
                return Paid(posted, tenders, self.new_cart())
        raise Refused(_("Nomor struk sedang dipakai."), remedy=_("Tekan Selesai sekali lagi."), rule="number")

    def void(self, till: Till, reason: str) -> Cart:
        """Call the sale off; returns the cart that follows.  Raises NeedsApproval once its payment was seen."""
        shop, shift, actor = self.station.shop, self.shift, self.actor
        at = shop.clock()
        command = bills.void(till.cart, shift, actor.id, at, reason, till.payment_seen, till.approvals)
        with shop.work(actor, now=at) as work:
            sale_voids.void(work, command)
            drafts.drop(work.connection, shift.till_id)
        return self.new_cart()

    def _post(self, actor: Actor, command: SaleCommand) -> tuple[Posted, tuple[PaidTender, ...]]:
        """The sale as it stands in the books: one whose first answer was lost keeps its number and change."""
        with self.station.shop.work(actor, now=command.at) as work:
            posted = sales.post(work, command)
            drafts.drop(work.connection, command.till_id)
            return (posted, command.tenders) if posted.new else queries.recorded(work.connection, command.id)

    # -- inside ----------------------------------------------------------------

    @property
    def shift(self) -> Shift:
        """The open shift; raises Trouble without one."""
        if self.station.shift is None:
            raise Trouble(_("Shift belum dibuka."), remedy=_("Buka shift dulu."))
        return self.station.shift

    @property
    def actor(self) -> Actor:
        return self.station.person

    def now(self) -> datetime:
        return self.station.shop.clock()

    def goods(self, connection: Connection, products: Collection[int]) -> dict[int, Good]:
        """Goods by their ids, with what may be given on them."""
        known = catalogue.goods(connection, products)
        return known | self._offered(connection, known.values())

    def moment(self) -> datetime:
        """The time of day on the branch's clock."""
        return self.station.shop.branch.local(self.now())

    def _offered(self, connection: Connection, goods: Collection[Good]) -> dict[int, Good]:
        """Those of the goods that some promotion is for, with it."""
        known = self._promotions.now(connection, self.shift.business_date)
        return promoted_goods.offered(connection, self._location(connection), known, goods) if known else {}

    def _held(self, connection: Connection, products: Collection[int]) -> dict[int, OnShelf]:
        within = self.station.shop.settings.expiry_warn_days
        return queries.on_shelf(connection, self._location(connection), products, self.shift.business_date, within)

    def _location(self, connection: Connection) -> int:
        if self._shelf is None:
            self._shelf = locations.shelf(connection, self.station.shop.branch.id)
        return self._shelf


def _seen(found: Found, held: dict[int, OnShelf]) -> Seen:
    shelf = held.get(found.good.product_id, OnShelf(NOTHING))
    return Seen(found, shelf.quantity, shelf.expires_on, shelf.caution)
