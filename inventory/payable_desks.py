"""The desk of a payment to a supplier: what of each open item is paid, with which money.

Frozen: every answer makes a new desk, and the screen draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from inventory.payable_facts import MoneyFrom
from inventory.payable_queries import Debt, OpenItem
from inventory.payables import Allocation, SupplierPayment
from koperasi.money import ZERO, Rupiah, total
from koperasi.text import _


@dataclass(frozen=True, slots=True)
class PayDesk:
    """A payment as it stands: `paid` by item, `ahead` beyond them, out of an advance what `uses_advance` allows."""

    debt: Debt
    day: date
    paid: Mapping[int, Rupiah] = field(default_factory=dict)
    ahead: Rupiah = ZERO
    uses_advance: bool = False
    may_be_ahead: bool = False
    paid_from: MoneyFrom = MoneyFrom.SAFE
    #: The open shift whose drawer may pay; None where there is none.
    shift_id: int | None = None

    @property
    def items(self) -> tuple[OpenItem, ...]:
        return self.debt.items

    @property
    def settled(self) -> Rupiah:
        """What of the items is settled."""
        return total(self.paid.values())

    @property
    def from_advance(self) -> Rupiah:
        """What of it the supplier has already."""
        return max(min(self.debt.advance, self.settled), ZERO) if self.uses_advance else ZERO

    @property
    def money(self) -> Rupiah:
        """What is paid now."""
        return self.settled - self.from_advance + self.ahead

    @property
    def blocked(self) -> str:
        """Why it cannot be paid yet, in words; "" when it can."""
        if not self.allocations:
            return _("Pilih yang dibayar")
        if self.ahead and not self.may_be_ahead:
            return _("Lebih {rest}").format(rest=self.ahead)
        if self.money < ZERO:
            return _("Pilih yang dibayar")
        if self.paid_from is MoneyFrom.DRAWER and self.shift_id is None and self.money:
            return _("Kasir belum buka")
        return ""

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        found = [Allocation(item, amount) for item, amount in self.paid.items() if amount]
        rest = self.ahead - self.from_advance
        return (*found, Allocation(None, rest)) if rest else tuple(found)

    def toggled(self, item_id: int) -> PayDesk:
        """An item is paid whole, or not at all."""
        paid = dict(self.paid)
        if paid.pop(item_id, ZERO) == ZERO:
            paid[item_id] = next(each.open for each in self.items if each.item_id == item_id)
        return replace(self, paid=paid, ahead=ZERO)

    def due(self) -> PayDesk:
        """Everything that has fallen due is paid, and what was paid too much is taken off."""
        paid = {each.item_id: each.open for each in self.items if each.open < ZERO or each.due_on <= self.day}
        return replace(self, paid=paid, ahead=ZERO)

    def spread(self, amount: Rupiah) -> PayDesk:
        """So much money, over the items by their due dates; what is left over is ahead."""
        left = amount + (self.debt.advance if self.uses_advance else ZERO)
        paid: dict[int, Rupiah] = {}
        for each in self.items:
            part = min(left, each.open)
            if part > ZERO:
                paid[each.item_id] = part
                left -= part
        made = replace(self, paid=paid, ahead=ZERO)
        return replace(made, ahead=max(amount - made.money, ZERO))

    def command(self, document_id: int, uid: str, at: datetime, note: str) -> SupplierPayment:
        """What is to be posted."""
        shift = self.shift_id if self.paid_from is MoneyFrom.DRAWER else None
        what = (document_id, uid, self.debt.supplier_id, self.paid_from, self.day, at, self.allocations, note, shift)
        return SupplierPayment(*what)
