"""Discounts keyed at the till: on a line, or on the whole sale and shared over its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from koperasi.money import ZERO, Rupiah, half_up, largest_remainder, total
from koperasi.quantity import NOTHING
from koperasi.rights import Permission
from pos.cart_lines import Line
from pos.sale_commands import Approval, Rule

Rows = tuple[Line, ...]

#: The whole, in basis points.
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Cut:
    """A discount on the whole sale: so many rupiah, or else basis points of what it comes to."""

    amount: Rupiah
    bps: int
    reason: str

    def of(self, whole: Rupiah) -> Rupiah:
        """So much off this; never more than all of it."""
        return percent_of(whole, self.bps) if self.bps else min(self.amount, whole)


def still_given(approvals: tuple[Approval, ...], rows: Rows) -> tuple[Approval, ...]:
    """The approvals that the lines still use whole: a yes to what was taken back must not serve something else."""
    if not approvals:
        return approvals
    sold = [row for row in rows if row.removal is None and row.quantity > NOTHING]
    keyed = total(row.discount + row.shared for row in sold)
    lower = _lower(sold, Rule.MANUAL)
    shelf = _lower(sold, Rule.SHELF)
    used = {
        Permission.SALE_DISCOUNT: keyed,
        Permission.SALE_PRICE: lower,
        Permission.SALE_SHELF_PRICE: shelf,
        Permission.SALE_BELOW_FLOOR: keyed + lower + shelf,
    }
    return tuple(each for each in approvals if each.amount <= used.get(Permission(each.permission), each.amount))


def _lower(sold: Iterable[Line], rule: Rule) -> Rupiah:
    """By how much prices keyed by such a rule are lower than the listed ones."""
    return total(max(row.listed - row.gross, ZERO) for row in sold if row.rule is rule)


def percent_of(whole: Rupiah, bps: int) -> Rupiah:
    """Basis points of an amount, half up."""
    return Rupiah(half_up(whole.amount * bps, WHOLE))


def decided(rows: Rows, cut: Cut | None) -> Rows:
    """The rows with percents taken anew and the sale's discount shared by largest remainder (DESIGN.md 3).

    What comes back has no part in it.  A row that stays as it was stays the same object.
    """
    if cut is None and not any(row.discount_bps or row.shared for row in rows):
        return rows
    rows = tuple(_with_percent(row) for row in rows)
    sold = [row for row in rows if row.removal is None and row.quantity > NOTHING]
    weights = [(row.most_off - row.discount).amount for row in sold]
    parts = [0] * len(sold)
    if cut is not None and sold:
        parts = largest_remainder(cut.of(Rupiah(sum(weights))).amount, weights)
    part_of = {row.key: Rupiah(part) for row, part in zip(sold, parts, strict=True)}
    reason = cut.reason if cut is not None else ""
    return tuple(_with_part(row, part_of.get(row.key, ZERO), reason) for row in rows)


def _with_percent(row: Line) -> Line:
    if not row.discount_bps or row.removal is not None:
        return row
    off = percent_of(row.most_off, row.discount_bps)
    return row if off == row.discount else replace(row, discount=off)


def _with_part(row: Line, part: Rupiah, reason: str) -> Line:
    if row.removal is not None or (row.shared == part and (row.shared_reason == reason or not part)):
        return row
    return replace(row, shared=part, shared_reason=reason if part else "")
