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
from pos.returns import Brought
from pos.sale_commands import Promoted, RemovedLine, Rule, SoldLine

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
    #: What a promotion gives on it, off the list price; `discount` is what was keyed beside that.
    promotion: Promoted | None = None
    #: The keyed discount in basis points, where it was keyed so: it follows what the line costs.
    discount_bps: int = 0
    #: Its part of a discount on the whole sale, and why that was given.
    shared: Rupiah = ZERO
    shared_reason: str = ""
    #: Why its price was changed at the till.
    keyed_reason: str = ""
    #: What the customer needs to know it by: the number her credit goes to.
    note: str = ""
    #: What it brings back; its quantity and amounts are then below zero, as they were recorded.
    returning: Brought | None = None
    #: Whether the keyed price is what the label on the shelf says.
    from_shelf: bool = False

    @property
    def back(self) -> SoldLine | None:
        """What it brings back, as the sale keeps it."""
        return self.returning.sold(self.good.product_id, self.quantity) if self.returning is not None else None

    @property
    def unit(self) -> Unit:
        if self.returning is not None:
            return self.returning.unit
        return self.good.unit(self.unit_id)

    @property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.unit.factor)

    @property
    def unit_price(self) -> Rupiah:
        if (back := self.back) is not None:
            return back.unit_price
        if self.keyed is not None:
            return self.keyed
        if self.promotion is not None:
            return self.list_price
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
            return Rule.OPEN if self.good.open_price else Rule.SHELF if self.from_shelf else Rule.MANUAL
        if self.promotion is not None:
            return Rule.RETAIL
        return Rule(self.decision.rule.value) if self.decision else Rule.OPEN

    @property
    def reason(self) -> str:
        if self.labelled is not None:
            return _("harga pada label timbangan")
        if self.promotion is not None:
            return _("harga eceran")
        if self.keyed is not None:
            return self.keyed_reason
        return self.decision.reason if self.decision else ""

    @property
    def off_reason(self) -> str:
        """Why something was keyed off."""
        return ", ".join(dict.fromkeys(why for why in (self.discount_reason, self.shared_reason) if why))

    @property
    def gross(self) -> Rupiah:
        if (back := self.back) is not None:
            return back.gross
        return self.labelled if self.labelled is not None else self.quantity.at(self.unit_price)

    @property
    def off(self) -> Rupiah:
        """All that comes off: what a promotion gives, what was keyed, its part of the sale's discount."""
        if (back := self.back) is not None:
            return back.discount
        keyed = self.discount + self.shared
        return keyed + self.promotion.discount if self.promotion else keyed

    @property
    def most_off(self) -> Rupiah:
        """As much may be keyed as discount."""
        return self.gross - self.promotion.discount if self.promotion else self.gross

    @property
    def net(self) -> Rupiah:
        return self.gross - self.off

    @property
    def listed(self) -> Rupiah:
        """What it would have cost without any advantage; never less than what it costs."""
        if self.labelled is not None:
            return self.gross
        if self.returning is not None:
            return self.net
        return max(self.quantity.at(self.list_price), self.net)

    @property
    def shown_note(self) -> str:
        """Its note with what was asked, as the receipt says it: `Nomor HP: 0812 …`."""
        return f"{self.good.asks_note}: {self.note}" if self.note and self.good.asks_note else self.note

    @property
    def plain(self) -> bool:
        """Whether another one of the same may simply be added to it."""
        keyed = self.discount or self.discount_bps
        return self.removal is None and self.labelled is None and self.returning is None and not keyed

    @property
    def measured(self) -> bool:
        return divisible(self.unit)

    def sold(self) -> SoldLine:
        """The line as the sale keeps it."""
        if (back := self.back) is not None:
            return back
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
            self.off,
            Bearer.SHOP,
            self.off_reason,
            # Where list prices alone are what its promotion asks for, nothing was given.
            self.promotion if self.promotion and self.promotion.discount else None,
            note=self.shown_note,
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
