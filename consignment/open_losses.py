"""Losses as they stand: what is still to be settled, what was found again after it was paid for.

A loss is SUSPECTED until somebody settles who bears it; then it is compensated, or closed as
hers.  What a count finds later of goods that had been lost closes the loss again, and where
it was paid for, the payment is taken back (domain/consignment.md 5.7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from consignment import loss_queries, lot_worths
from consignment.agreements import LossCause
from consignment.loss_queries import Found, Key, Lost, Settled
from consignment.lot_worths import LotWorth
from koperasi.money import ZERO, Rupiah, half_up, of_rate
from koperasi.quantity import NOTHING, Quantity

WHOLE = 10_000
UNSETTLED = Settled()


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss with what of it was found again and what was settled.

    `allowed` is how much of it lies within what may be missing of its lot.
    """

    lost: Lost
    found: Quantity = NOTHING
    settled: Settled = UNSETTLED
    allowed: Quantity = NOTHING

    @property
    def open(self) -> Quantity:
        """What nobody has decided yet."""
        return max(self.lost.quantity - self.found - self.settled.quantity, NOTHING)

    @property
    def over(self) -> Quantity:
        """What was settled and is not lost any more: found again, or its paper was taken back."""
        return max(self.settled.quantity + self.found - self.lost.quantity, NOTHING)


def matched(lost: Iterable[Lost], found: Iterable[Found], settled: Mapping[Key, Settled]) -> list[Loss]:
    """Each loss with its settlements, and with what was found again of it.

    What was found closes goods that nobody can say where they went, lost before: of the same
    lot first, then such as are still open, the last one lost first.
    """
    losses = {each.key: Loss(each, NOTHING, settled.get(each.key, UNSETTLED)) for each in lost}
    by_product: dict[int, list[Key]] = {}
    for key, loss in losses.items():
        if loss.lost.noted is LossCause.LOST:
            by_product.setdefault(loss.lost.product_id, []).append(key)
    for each in found:
        _close(losses, by_product.get(each.product_id, []), each)
    return list(losses.values())


def _close(losses: dict[Key, Loss], keys: Sequence[Key], found: Found) -> None:
    """What was found at once closes losses; what closes none had only been counted wrong."""
    before = [losses[key] for key in keys if losses[key].lost.posted_at < found.posted_at]
    last_first = sorted(before, key=lambda loss: loss.lost.turn, reverse=True)
    left = found.quantity
    for loss in sorted(last_first, key=lambda loss: (loss.lost.lot_id != found.lot_id, not loss.open)):
        part = min(left, loss.lost.quantity - loss.found)
        if part > NOTHING:
            losses[loss.lost.key] = replace(loss, found=loss.found + part)
            left -= part


def with_tolerance(losses: Iterable[Loss], worths: Mapping[int, LotWorth]) -> list[Loss]:
    """The losses with what of each is within its lot's tolerance: the first that was lost uses it up."""
    used: dict[int, Quantity] = {}
    told = []
    for loss in losses:
        worth, lot = worths.get(loss.lost.lot_id), loss.lost.lot_id
        if worth is None or loss.lost.noted is not LossCause.LOST:
            told.append(loss)
            continue
        gone = loss.lost.quantity - loss.found
        tolerance = worth.on(loss.lost.day).tolerance
        allowed = min(max(tolerance - used.get(lot, NOTHING), NOTHING), gone)
        used[lot] = used.get(lot, NOTHING) + gone
        told.append(replace(loss, allowed=allowed))
    return told


@dataclass(frozen=True, slots=True)
class Bearing:
    """Who bears so much of a loss: `shop_bps` of what is not tolerated is the shop's."""

    quantity: Quantity
    cause: LossCause
    shop_bps: int
    tolerated: Quantity
    worth: Rupiah
    amount: Rupiah


def borne(
    loss: Loss, worth: LotWorth, quantity: Quantity, cause: LossCause | None = None, shop_bps: int | None = None
) -> Bearing | None:
    """Who bears so much of it, by her agreement unless it is said otherwise; None where no price tells its worth.

    The shop's part is what her own, floored, leaves: the odd rupiah is hers.
    """
    why = cause or loss.lost.noted
    bps = worth.on(loss.lost.day).conditions.shop_bears(why) if shop_bps is None else shop_bps
    tolerated = NOTHING
    if why is LossCause.LOST and shop_bps is None:
        tolerated = min(max(loss.allowed - loss.settled.tolerated, NOTHING), quantity)
    whole, due = worth.worth(quantity), worth.worth(quantity - tolerated)
    if whole is None or due is None:
        return None
    return Bearing(quantity, why, bps, tolerated, whole, due - Rupiah(of_rate(due.amount, WHOLE - bps)))


def taken_back(settled: Settled, quantity: Quantity) -> Settled:
    """What goes back with so much of a settled loss: what was paid for first, then what was tolerated.

    Recorded amounts by cumulative difference, never reckoned again: the last of it takes what is left.
    """
    paid = settled.quantity - settled.tolerated
    back = min(quantity, paid)
    return Settled(
        quantity,
        quantity - back,
        settled.worth - _share(settled.worth, settled.quantity - quantity, settled.quantity),
        settled.amount - _share(settled.amount, paid - back, paid),
    )


def _share(amount: Rupiah, part: Quantity, whole: Quantity) -> Rupiah:
    return Rupiah(half_up(amount.amount * part.thousandths, whole.thousandths)) if whole else ZERO


@dataclass(frozen=True, slots=True)
class Losses:
    """The losses of makers at a branch, and the worths of the lots that wait for somebody."""

    losses: tuple[Loss, ...]
    worths: Mapping[int, LotWorth]

    @property
    def by_key(self) -> dict[Key, Loss]:
        return {each.lost.key: each for each in self.losses}


def read(connection: Connection, branch_id: int, day: date, makers: Collection[int] | None = None) -> Losses:
    """Every loss of these makers (None: of all) by papers of a branch.

    With the worths on a day of the lots that have something open, or found again.
    """
    settled = loss_queries.settled(connection, makers=makers)
    found = loss_queries.found(connection, branch_id, makers)
    losses = matched(loss_queries.lost(connection, branch_id, makers), found, settled)
    waiting = {each.lost.lot_id for each in losses if each.open or each.over}
    worths = lot_worths.of_lots(connection, waiting, branch_id, day)
    return Losses(tuple(with_tolerance(losses, worths)), worths)
