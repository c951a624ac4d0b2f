"""Recalls: what a till asks of held carts, and how one that was put aside comes back.

Prices are decided again at recall, with today's goods and the member as she is now, and the
difference is told.  Nothing here knows a window; all of it runs in a worker's thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from inventory.goods import Good
from koperasi import members
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import Rupiah
from koperasi.quantity import ONE
from koperasi.shifts import Shift
from koperasi.text import _, plain
from koperasi.work import Work
from pos import held_carts, maker_cards, sale_voids
from pos.cart import Cart
from pos.cart_lines import Line, Removal
from pos.counter import Counter
from pos.held_carts import DiscardCommand, Held, HoldCommand, TakeCommand
from pos.sale_commands import Approval
from pos.sale_voids import VoidCommand
from pos.till_values import Draft


@dataclass(frozen=True, slots=True)
class Waiting:
    """The held carts of the branch with how long each has waited; `late` are those that wait too long."""

    carts: tuple[Held, ...]
    ages: tuple[timedelta, ...]
    late: frozenset[int]


@dataclass(frozen=True, slots=True)
class Recalled:
    """A cart that is back at a till, and what it came to when it was put aside."""

    draft: Draft
    before: Rupiah

    @property
    def difference(self) -> Rupiah:
        """What it costs more now."""
        return self.draft.cart.total - self.before


def waiting(counter: Counter) -> Waiting:
    """All that the branch holds, the longest waiting first."""
    shop = counter.station.shop
    now, limit = shop.clock(), timedelta(minutes=shop.settings.held_warn_minutes)
    with shop.reading() as connection:
        carts = tuple(held_carts.waiting(connection, shop.branch.id))
    late = frozenset(each.cart_id for each in carts if limit and each.age(now) >= limit)
    return Waiting(carts, tuple(each.age(now) for each in carts), late)


def count(counter: Counter) -> int:
    with counter.station.shop.reading() as connection:
        return held_carts.count(connection, counter.station.shop.branch.id)


def look(counter: Counter, cart_id: int) -> Draft:
    """A held cart as it was put aside; raises NotFound when it has been taken."""
    with counter.station.shop.reading() as connection:
        return held_carts.look(connection, cart_id)


def hold(counter: Counter, draft: Draft, label: str) -> Cart:
    """Put what stands at the till aside; returns the empty cart that follows."""
    with counter.station.shop.work(counter.actor) as work:
        held_carts.hold(work, HoldCommand(counter.shift.till_id, draft, label))
    return counter.new_cart()


def recall(counter: Counter, cart_id: int, instead: Draft | None = None) -> Recalled:
    """Bring a held cart to this till, priced as of now; `instead` is put aside in the same step.

    Raises NotFound when another till was quicker: then nothing is put aside.
    """
    shift = counter.shift
    put_aside = HoldCommand(shift.till_id, instead, "") if instead is not None else None
    with counter.station.shop.work(counter.actor) as work:
        draft = held_carts.take(work, TakeCommand(cart_id, shift.till_id, put_aside))
        goods = counter.goods(work.connection, {line.good.product_id for line in draft.cart.lines})
        member = draft.cart.member
        if member is not None:
            member = members.by_id(work.connection, member.party_id, shift.business_date.year) or member
            member = maker_cards.as_of(work.connection, member, shift.business_date)
    cart = renewed(replace(draft.cart, moment=counter.moment()), goods, member, shift.business_date)
    return Recalled(replace(draft, cart=cart), draft.cart.total)


def discard(counter: Counter, cart_id: int, reason: str, approvals: tuple[Approval, ...] = ()) -> None:
    """Give a held cart up for good: it is recorded as a voided sale, with the reason.

    Raises Refused while money for it was already seen, NeedsApproval where its payment had
    begun and the one at the till may not void alone then.
    """
    shift = counter.shift
    with counter.station.shop.work(counter.actor) as work:
        draft = held_carts.discard(work, DiscardCommand(cart_id, shift.till_id, shift.id, reason))
        if any(part.seen for part in draft.offers.parts):
            words = _("Dana untuk transaksi ini sudah masuk.")
            raise Refused(words, remedy=_("Panggil, lalu selesaikan atau kembalikan dananya."), rule="money-seen")
        if draft.cart.rows:
            sale_voids.void(work, _void(draft, shift, work, reason, approvals))


def _void(draft: Draft, shift: Shift, work: Work, reason: str, approvals: tuple[Approval, ...]) -> VoidCommand:
    cart, why = draft.cart, Removal(plain(reason), work.now)
    removed = tuple(line if line.removal is not None else replace(line, removal=why) for line in cart.rows)
    return VoidCommand(
        cart.id,
        cart.uid,
        shift.till_id,
        shift.id,
        shift.business_date,
        work.now,
        work.actor.id,
        cart.member.party_id if cart.member is not None else None,
        tuple(line.taken_out() for line in removed),
        len(cart.lines),
        cart.total,
        draft.payment_seen,
        plain(reason),
        approvals,
    )


def renewed(cart: Cart, goods: Mapping[int, Good], member: Card | None, day: date) -> Cart:
    """The cart with these goods and this member, at the prices of a day.

    A line whose good or unit is no longer sold, or has no price any more, keeps what it was
    told the customer; prices typed and printed by a scale stay as they are.
    """
    again = replace(cart, day=day, member=member)
    again = replace(again, rows=tuple(_renewed(line, goods, again) for line in cart.rows))
    try:
        return again.attach(member) if member is not None else again.detach()
    except Refused:
        return replace(cart, member=member)


def _renewed(line: Line, goods: Mapping[int, Good], cart: Cart) -> Line:
    good = goods.get(line.good.product_id)
    if line.returning is not None or line.removal is not None:
        return line
    if good is None or all(unit.id != line.unit_id for unit in good.units):
        return line
    unit = good.unit(line.unit_id)
    if line.keyed is None and line.labelled is None and cart.decide(unit, max(line.base_quantity, ONE)) is None:
        return line
    return replace(line, good=good)
