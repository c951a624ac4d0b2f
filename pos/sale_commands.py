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
from pos.tenders import KeptChange as KeptChange
from pos.tenders import KeptFor as KeptFor
from pos.tenders import Proof, TenderKind


class Rule(StrEnum):
    """Why a line has its price."""

    RETAIL = "retail"
    TIER = "tier"
    CLASS = "class"
    #: Keyed at the till for goods without a fixed price.
    OPEN = "open"
    #: Changed at the till, by right.
    MANUAL = "manual"
    #: What the label on the shelf says, where the till would have charged more (Permendag 35/2013, art. 7).
    SHELF = "shelf"
    #: As another system's ticket says.
    RECORDED = "recorded"


class BackTo(StrEnum):
    """Where goods go that a customer brings back."""

    SHELF = "shelf"
    DAMAGED = "damaged"
    #: A maker's goods, put aside for her to take home.
    MAKER = "maker"


@dataclass(frozen=True, slots=True)
class Returning:
    """What a line brings back: line `line` of sale `sale_id`, or goods without a receipt (both None)."""

    sale_id: int | None
    line: int | None
    to: BackTo
    reason: str


@dataclass(frozen=True, slots=True)
class Promoted:
    """The part of a line's discount that a promotion gave, who bears it, and the words for it."""

    promotion_id: int
    discount: Rupiah
    bearer: Bearer
    reason: str


@dataclass(frozen=True, slots=True)
class LineTax:
    """The tax that a line's net includes: its class, the rate in basis points of `base`, and the tax itself."""

    tax_class: str
    rate_bps: int
    base: Rupiah
    tax: Rupiah


@dataclass(frozen=True)
class SoldLine:
    """A line as the customer saw it; `gross` is quantity × unit price, half up.

    `discount` is all of it: what was keyed, and what a promotion gave.  A line that brings
    something back (`returns`) has a quantity and amounts below zero.
    """

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
    promotion: Promoted | None = None
    returns: Returning | None = None
    #: What the customer needs to know it by: a phone number, a token, a name.
    note: str = ""
    #: The PPN in it, of a shop that is a PKP (`pos.sale_taxes`).
    tax: LineTax | None = None
    #: What its maker got for it by another system's book, in place of what the terms of her lots say.
    told_share: Rupiah | None = None

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
    #: How a member agreed that her own balance pays.
    proof: Proof = Proof.NONE

    @property
    def applied(self) -> Rupiah:
        return self.given - self.change


@dataclass(frozen=True, slots=True)
class Approval:
    """Another person's yes to one thing in a sale, given by her PIN: what was so, and what it became.

    A `deferred` one is the cashier's own, to be looked at later by one who may.
    """

    permission: str
    approver_id: int
    #: Rupiah that count against her limits.
    amount: Rupiah
    reason: str
    before: str
    after: str
    at: datetime
    deferred: bool = False


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
    approvals: tuple[Approval, ...] = ()
    kept_change: tuple[KeptChange, ...] = ()

    @cached_property
    def total(self) -> Rupiah:
        return total(each.net for each in self.lines)

    @property
    def change(self) -> Rupiah:
        """What was given too much, in cash: handed back, or kept with the customer's yes."""
        return total(each.change for each in self.tenders)

    @property
    def handed_change(self) -> Rupiah:
        """What of the change goes into the customer's hand."""
        return self.change - total(each.amount for each in self.kept_change)

    def paid_by(self, kind: TenderKind) -> Rupiah:
        return total(each.applied for each in self.tenders if each.kind is kind)
