"""Edits: one change of the chosen line, or of the whole sale, as it was keyed.

An edit is a value that is done to the till as it is at that moment: while another person
is asked to allow it, scans may have brought more lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _
from pos.cart import Cart
from pos.cart_discounts import Cut
from pos.till import Till


class What(StrEnum):
    """What of a line or a sale is changed."""

    QUANTITY = "quantity"
    PRICE = "price"
    DISCOUNT = "discount"
    SALE_DISCOUNT = "sale-discount"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of line `key`.  A discount is `bps` where those are given, else `amount`.

    A price without an amount gives the line its own price back; a discount of nothing takes
    it away.
    """

    what: What
    key: int
    quantity: Quantity | None = None
    amount: Rupiah | None = None
    bps: int = 0
    reason: str = ""
    #: The price that stands on the shelf, lower than the till's.
    from_shelf: bool = False

    @property
    def wants_reason(self) -> bool:
        """Prices and discounts are told why, unless they are taken back."""
        if self.what is What.QUANTITY:
            return False
        return bool(self.amount or self.bps)

    def done(self, till: Till) -> Till:
        """The till with it, or with the refusal said."""
        return till.edited(self.key, self._change)

    def _change(self, cart: Cart) -> Cart:
        amount = self.amount or Rupiah(0)
        if self.what is What.QUANTITY:
            return cart.set_quantity(self.key, self.quantity or Quantity(0))
        if self.what is What.PRICE:
            return cart.repriced(self.key, self.amount, self.reason, from_shelf=self.from_shelf)
        if self.what is What.SALE_DISCOUNT:
            return cart.cut_by(Cut(amount, self.bps, self.reason) if self.wants_reason else None)
        if self.bps:
            return cart.discounted_by(self.key, self.bps, self.reason)
        return cart.discounted(self.key, amount, self.reason)


def words(edit: Edit, till: Till) -> str:
    """What is changed, in a few words: `Diskon Sabun Mandi`, `Diskon belanja`."""
    if edit.what is What.SALE_DISCOUNT:
        return _("Diskon belanja")
    name = next((line.good.name for line in till.cart.lines if line.key == edit.key), "")
    said = {What.QUANTITY: _("Qty {name}"), What.PRICE: _("Harga {name}"), What.DISCOUNT: _("Diskon {name}")}
    return said[edit.what].format(name=name)
