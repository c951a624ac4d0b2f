"""Markdown schedules of agreements: cheaper by the days on the shelf, off the first price, borne as agreed.

A step takes so much off the first price, never off the price of the step before it (no
compounding; cases C18).  Pure; what is proposed from them is in `reductions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consignment.agreements import Markdown
from consignment.terms import Bearer
from koperasi.money import Rupiah, half_up

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Priced:
    """A price after a schedule: who bears what came off it, and how much that was (basis points)."""

    price: Rupiah
    bearer: Bearer
    off_bps: int


def step_after(days: int, markdowns: Sequence[Markdown]) -> Markdown | None:
    """The last step that so many days on the shelf reach; None before the first one."""
    reached = [each for each in markdowns if each.after_days <= days]
    return max(reached, key=lambda each: each.after_days) if reached else None


def price_after(first_price: Rupiah, days: int, markdowns: Sequence[Markdown]) -> Priced:
    """What a piece costs after so many days, off its first price; what comes off is rounded half up."""
    step = step_after(days, markdowns)
    if step is None:
        return Priced(first_price, Bearer.SHOP, 0)
    off = Rupiah(half_up(first_price.amount * step.off_bps, WHOLE))
    return Priced(first_price - off, step.bearer, step.off_bps)


def next_step(days: int, markdowns: Sequence[Markdown]) -> Markdown | None:
    """The step that comes after so many days; None behind the last one."""
    coming = [each for each in markdowns if each.after_days > days]
    return min(coming, key=lambda each: each.after_days) if coming else None
