"""The command of a sale: everything decided at the counter, written down before it is posted.

It names goods, units and parties by ids that any till knows.  Lots, cost and shares alone
are decided at posting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from consignment.terms import Bearer
from koperasi.money import Rupiah, total
from koperasi.numbers import Number
from koperasi.quantity import Quantity
from pos.tenders import TenderKind


class Rule(StrEnum):
    """Why a line has its price."""

    RETAIL = "retail"
    TIER = "tier"
    CLASS = "class"
    #: Keyed at the till for goods without a fixed price.
    OPEN = "open"
    #: Changed at the till, by right.
    MANUAL = "manual"
    #: As another system's ticket says.
    RECORDED = "recorded"


@dataclass(frozen=True)
class SoldLine:
    """A line as the customer saw it; `gross` is quantity × unit price, half up."""

    product_id: int
    unit_id: int | None
    unit: str
    factor: Quantity
    quantity: Quantity
    list_price: Rupiah
    unit_price: Rupiah
    rule: Rule
    reason: str
    gross: Rupiah
    discount: Rupiah
    bearer: Bearer
    discount_reason: str = ""

    @cached_property
    def net(self) -> Rupiah:
        return self.gross - self.discount

    @cached_property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.factor)


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line taken out before payment: it stays in the record."""

    product_id: int
    unit: str
    quantity: Quantity
    unit_price: Rupiah
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaidTender:
    """A tender with what was given, given back, and what of it stays."""

    kind: TenderKind
    given: Rupiah
    change: Rupiah
    reference: str = ""

    @property
    def applied(self) -> Rupiah:
        return self.given - self.change


@dataclass(frozen=True)
class SaleCommand:
    """A paid cart.  `rounding` is what cash rounding added; tenders pay total + rounding."""

    id: int
    uid: str
    number: Number
    till_id: int
    shift_id: int
    business_date: date
    at: datetime
    actor_id: int
    approver_id: int | None
    member_id: int | None
    price_class: str
    lines: tuple[SoldLine, ...]
    removed: tuple[RemovedLine, ...]
    tenders: tuple[PaidTender, ...]
    rounding: Rupiah
    reference: str | None = None

    @cached_property
    def total(self) -> Rupiah:
        return total(each.net for each in self.lines)

    @property
    def change(self) -> Rupiah:
        return total(each.change for each in self.tenders)

    def paid_by(self, kind: TenderKind) -> Rupiah:
        return total(each.applied for each in self.tenders if each.kind is kind)
