"""The figures of a payout: what is taken of which entries, and which part goes where.  Pure.

Entries are taken whole, the negative ones first, then the oldest; of the last one a part.
What is hers to take goes in this order: an advance is taken back, the fee of her agreement,
her kasbon by consent, her savings by consent, the rest to her, in cash down to a coin that
exists.  What is then left is not paid: it stays on her account (domain/consignment.md 5.5,
rule 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consignment.payout_facts import CASH, Way
from consignment.payout_queries import OpenEntry
from koperasi.money import ZERO, Rupiah, of_rate, total


@dataclass(frozen=True, slots=True)
class Figures:
    """The parts of a payout; `gross` is all of them together, `carried` stays hers and is not paid."""

    gross: Rupiah = ZERO
    advance: Rupiah = ZERO
    fee: Rupiah = ZERO
    set_off: Rupiah = ZERO
    to_savings: Rupiah = ZERO
    paid: Rupiah = ZERO
    carried: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class Claims:
    """What stands against what is hers: nothing where she did not consent.

    `step` is what cash is paid in (rupiah); `savings_bps` of what is left goes to her savings.
    """

    advance: Rupiah = ZERO
    fee: Rupiah = ZERO
    kasbon: Rupiah = ZERO
    savings_bps: int = 0
    step: int = 1


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry that was looked at: what was open of it, and what a payout takes of that."""

    entry_id: int
    open: Rupiah
    amount: Rupiah


def parted(available: Rupiah, claims: Claims, way: Way) -> Figures:
    """What of `available` goes where.  No fee is taken where nothing reaches her."""
    if available <= ZERO:
        return Figures(carried=available)
    advance = _part(claims.advance, available)
    after_fee = available - advance - claims.fee
    set_off = _part(claims.kasbon, after_fee)
    to_savings, paid = _hers(after_fee - set_off, claims, way)
    fee = claims.fee
    if not to_savings and not paid:
        fee, set_off = ZERO, _part(claims.kasbon, available - advance)
    gross = advance + fee + set_off + to_savings + paid
    return Figures(gross, advance, fee, set_off, to_savings, paid, available - gross)


def _part(claim: Rupiah, left: Rupiah) -> Rupiah:
    return max(min(claim, left), ZERO)


def _hers(left: Rupiah, claims: Claims, way: Way) -> tuple[Rupiah, Rupiah]:
    """What goes to her savings, and what to herself."""
    if left <= ZERO or way is Way.SET_OFF:
        return ZERO, ZERO
    if way is Way.SAVINGS:
        return left, ZERO
    saved = Rupiah(of_rate(left.amount, claims.savings_bps))
    rest = left - saved
    if way in CASH and claims.step > 1:
        rest = Rupiah(rest.amount - rest.amount % claims.step)
    return saved, rest


def taken(entries: Sequence[OpenEntry], gross: Rupiah) -> tuple[Taken, ...]:
    """What a payout of `gross` takes of each entry; the order of `entries` is the oldest first."""
    below = total(each.open for each in entries if each.open < ZERO)
    left = gross - below if gross else ZERO
    found: dict[int, Rupiah] = {}
    for each in entries:
        part = min(each.open, left) if each.open > ZERO else each.open if gross else ZERO
        if each.open > ZERO:
            left -= part
        found[each.id] = part
    return tuple(Taken(each.id, each.open, found[each.id]) for each in entries)
