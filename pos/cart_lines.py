"""Lines of a cart: a good in a unit, so many of them, with the price decided for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consignment.terms import Bearer
from inventory.goods import Good, Unit
from inventory.pricing import PriceDecision
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _
from pos.sale_commands import RemovedLine, Rule, SoldLine

#: What may be sold in parts; everything else is counted.
MEASURES = frozenset(
    {"kg", "kilo", "kilogram", "ons", "g", "gr", "gram", "l", "lt", "ltr", "liter", "ml", "m", "mtr", "meter"}
)


@dataclass(frozen=True, slots=True)
class Removal:
    """Why and when (UTC) a line was taken out."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A good in a unit, so many of them, with the price decided for it.

    `key` tells lines apart for the whole life of a cart.  `decision` is None only for goods
    without a fixed price, which then have `keyed`, the price typed at the till.  `labelled`
    is the amount that a scale printed on the package: it is what the customer was shown, so
    it stands whatever quantity × price would give.
    """

    key: int
    good: Good
    unit_id: int
    quantity: Quantity
    decision: PriceDecision | None = None
    keyed: Rupiah | None = None
    labelled: Rupiah | None = None
    discount: Rupiah = ZERO
    discount_reason: str = ""
    removal: Removal | None = None

    @property
    def unit(self) -> Unit:
        return self.good.unit(self.unit_id)

    @property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.unit.factor)

    @property
    def unit_price(self) -> Rupiah:
        if self.keyed is not None:
            return self.keyed
        return self.decision.unit_price if self.decision else ZERO

    @property
    def list_price(self) -> Rupiah:
        """What one costs anybody; a price typed for goods without one is its own list price."""
        return self.decision.list_price if self.decision else self.unit_price

    @property
    def rule(self) -> Rule:
        if self.labelled is not None:
            return Rule.RECORDED
        if self.keyed is not None:
            return Rule.OPEN if self.good.open_price else Rule.MANUAL
        return Rule(self.decision.rule.value) if self.decision else Rule.OPEN

    @property
    def reason(self) -> str:
        if self.labelled is not None:
            return _("harga pada label timbangan")
        return "" if self.keyed is not None or self.decision is None else self.decision.reason

    @property
    def gross(self) -> Rupiah:
        return self.labelled if self.labelled is not None else self.quantity.at(self.unit_price)

    @property
    def net(self) -> Rupiah:
        return self.gross - self.discount

    @property
    def listed(self) -> Rupiah:
        """What it would have cost without any advantage; never less than what it costs."""
        if self.labelled is not None:
            return self.gross
        return max(self.quantity.at(self.list_price), self.net)

    @property
    def plain(self) -> bool:
        """Whether another one of the same may simply be added to it."""
        return self.removal is None and self.labelled is None and not self.discount

    @property
    def measured(self) -> bool:
        return divisible(self.unit)

    def sold(self) -> SoldLine:
        """The line as the sale keeps it."""
        return SoldLine(
            self.good.product_id,
            self.unit_id,
            self.unit.name,
            self.unit.factor,
            self.quantity,
            self.list_price,
            self.unit_price,
            self.rule,
            self.reason,
            self.gross,
            self.discount,
            Bearer.SHOP,
            self.discount_reason,
        )

    def taken_out(self) -> RemovedLine:
        """The removed line as the sale keeps it; raises NotFound for one that counts."""
        if self.removal is None:
            raise NotFound(_("Baris ini tidak dihapus."))
        why = self.removal
        return RemovedLine(self.good.product_id, self.unit.name, self.quantity, self.unit_price, why.reason, why.at)


def divisible(unit: Unit) -> bool:
    """Whether half of such a unit can be sold."""
    return unit.name.casefold() in MEASURES
