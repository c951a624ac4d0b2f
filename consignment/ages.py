"""Ages: since when what a maker is owed is hers to take.

Pure.  What she was paid and what came back went against the oldest of hers first; so what
she is owed now is the newest of what she earned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consignment.entries import Balance
from koperasi.money import ZERO, Rupiah, total

#: Up to so many days since it became hers it is new; up to so many it waits; beyond that it is old.
WEEK, MONTH = 7, 30


@dataclass(frozen=True, slots=True)
class Aged:
    """What a maker is owed, by how long it has been hers to take; `owes` is what she owes, above zero.

    `on_hold` + `week` + `month` + `older` − `owes` is her balance.
    """

    on_hold: Rupiah = ZERO
    week: Rupiah = ZERO
    month: Rupiah = ZERO
    older: Rupiah = ZERO
    owes: Rupiah = ZERO

    @property
    def balance(self) -> Rupiah:
        return self.on_hold + self.week + self.month + self.older - self.owes


def together(found: Iterable[Aged]) -> Aged:
    """The ages of several makers as one."""
    each = tuple(found)
    return Aged(
        total(one.on_hold for one in each),
        total(one.week for one in each),
        total(one.month for one in each),
        total(one.older for one in each),
        total(one.owes for one in each),
    )


def aged(balance: Balance, earned: Iterable[tuple[date, Rupiah]], today: date) -> Aged:
    """`earned` is what became hers, each with the day from which she could take it, at least of the last month."""
    if balance.owed <= ZERO:
        return Aged(owes=-balance.owed)
    available = balance.available
    parts, left = {WEEK: ZERO, MONTH: ZERO}, available
    for day, amount in sorted(earned, reverse=True):
        age = (today - day).days
        if 0 <= age <= MONTH and left:
            part = min(left, amount)
            parts[WEEK if age <= WEEK else MONTH] += part
            left -= part
    return Aged(balance.owed - available, parts[WEEK], parts[MONTH], left)
