"""The board of a price change: goods as they are, what a rule or a person makes of them, what is left out.

Frozen: every answer of the person makes a new board, and the screen draws it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from inventory import price_rules
from inventory.goods import PriceLine, Unit
from inventory.price_lists import PriceList
from inventory.price_rules import Priced, Proposal, Rule
from inventory.prices import PriceChanged
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.text import _

_RATE = re.compile(r"([+-]?)(\d{1,4})(?:[.,](\d{1,2}))?\s*%?")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One price of one unit, with what is proposed for it (None: it stays); `out` leaves that be."""

    good: Priced
    unit: Unit
    line: PriceLine
    proposed: Proposal | None = None
    out: bool = False

    @property
    def cost(self) -> Rupiah | None:
        return None if self.good.consigned else self.good.cost_of(self.unit.factor)

    @property
    def margin(self) -> int | None:
        return price_rules.margin(self.line.price, self.cost)

    @property
    def changes(self) -> bool:
        return self.proposed is not None and not self.out


@dataclass(frozen=True)
class Board:
    """All rows, and from which day on the new prices hold (None: at once)."""

    rows: tuple[BoardRow, ...] = ()
    branch_id: int = 0
    day: date = date.min
    valid_from: date | None = None

    @cached_property
    def changed(self) -> tuple[Proposal, ...]:
        """What would be applied."""
        return tuple(row.proposed for row in self.rows if row.proposed is not None and not row.out)

    @property
    def below_cost(self) -> int:
        return sum(1 for each in self.changed if price_rules.Alarm.BELOW_COST in each.alarms)

    @property
    def above_ceiling(self) -> int:
        return sum(1 for each in self.changed if price_rules.Alarm.ABOVE_CEILING in each.alarms)

    def listed(self, why: str, *, below_cost: bool) -> PriceList:
        """What is to be done, for the deed."""
        changes = tuple(
            PriceChanged(each.unit_id, replace(each.line, valid_from=self.valid_from)) for each in self.changed
        )
        return PriceList(changes, why, below_cost)

    def ruled(self, rule: Rule) -> Board:
        """Every row as a rule says; what was typed or left out before is forgotten."""
        rule = replace(rule, valid_from=self.valid_from)
        goods = tuple({row.good.product_id: row.good for row in self.rows}.values())
        found = {
            _key(each.unit_id, each.line): each for each in price_rules.propose(goods, rule, self.branch_id, self.day)
        }
        rows = tuple(replace(row, proposed=found.get(_key(row.unit.id, row.line)), out=False) for row in self.rows)
        return replace(self, rows=rows)

    def typed(self, place: int, price: Rupiah | None) -> Board:
        """One row with a price that a person typed; None, or the price it has, lets it stay."""
        row = self.rows[place]
        made = None
        if price is not None and price != row.line.price:
            made = price_rules.proposal(row.good, row.unit, row.line, price, self.valid_from)
        return self._with(place, replace(row, proposed=made, out=False))

    def toggled(self, place: int) -> Board:
        """One row left out, or taken in again."""
        row = self.rows[place]
        return self._with(place, replace(row, out=not row.out)) if row.proposed is not None else self

    def starting(self, day: date) -> Board:
        """The same prices from another day on; today or earlier means at once.

        A price planned for that day or later stands for the one it is measured against.
        """
        start = day if day > self.day else None
        rows = tuple(
            row
            if row.proposed is None
            else replace(row, proposed=price_rules.proposal(row.good, row.unit, row.line, row.proposed.new, start))
            for row in self.rows
        )
        return replace(self, rows=rows, valid_from=start)

    def _with(self, place: int, row: BoardRow) -> Board:
        return replace(self, rows=(*self.rows[:place], row, *self.rows[place + 1 :]))


def board(goods: Sequence[Priced], branch_id: int, day: date) -> Board:
    """The usual prices of goods on a day, each a row."""
    rows = tuple(
        BoardRow(good, unit, line)
        for good in goods
        for unit in good.units
        for line in price_rules.usual(unit, branch_id, day)
    )
    return Board(rows, branch_id, day)


def _key(unit_id: int, line: PriceLine) -> tuple[object, ...]:
    return unit_id, line.rule, line.price_class, line.min_quantity, line.branch_id


def rate(text: str) -> int:
    """A share as people write it, in basis points: `20`, `12,5%`, `-5`.  Raises BadInput."""
    match = _RATE.fullmatch(text.strip())
    if match is None:
        raise BadInput(_("Isi persennya, misalnya 20 atau 12,5."), field="rate")
    basis_points = int(match[2]) * 100 + int((match[3] or "0").ljust(2, "0"))
    return -basis_points if match[1] == "-" else basis_points
