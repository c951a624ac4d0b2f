"""The desk of a return to a supplier: what is left of her goods, and how much of which lot goes back.

Frozen: every answer makes a new desk, and the screen draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from inventory.supplier_return_queries import Returnable
from inventory.supplier_returns import ReturnedLine, Settled, SupplierReturn
from koperasi.errors import BadInput
from koperasi.money import Rupiah, total
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _, plain


@dataclass(frozen=True, slots=True)
class Given:
    """So many base units of a lot go back, for which the supplier gives so much."""

    quantity: Quantity
    credit: Rupiah


@dataclass(frozen=True, slots=True)
class ReturnDesk:
    """A return as it stands, out of one place to one supplier (None: goods bought from nobody named)."""

    supplier_id: int | None
    location_id: int
    day: date
    lots: tuple[Returnable, ...] = ()
    given: Mapping[int, Given] = field(default_factory=dict)
    settled: Settled = Settled.CREDIT

    @property
    def credit(self) -> Rupiah:
        """What the supplier gives for all of it."""
        return total(each.credit for each in self.given.values())

    @property
    def cost(self) -> Rupiah:
        """What it had cost."""
        return total(each.cost_of(self.given[each.lot_id].quantity) for each in self.lots if each.lot_id in self.given)

    def blocked(self, reason: str) -> str:
        """Why it cannot be given back yet, in words; "" when it can."""
        if not self.given:
            return _("Pilih barang")
        return "" if plain(reason) else _("Tulis alasan")

    def giving(self, lot: Returnable, quantity: Quantity | None, credit: Rupiah | None) -> ReturnDesk:
        """So much of a lot goes back; without a credit for what it cost.  Raises BadInput for more than is left."""
        if quantity is not None and quantity > lot.quantity:
            said = _("Dari nota ini tinggal {left} {unit}.").format(left=lot.quantity, unit=lot.base_unit.lower())
            raise BadInput(said, field="quantity")
        given = dict(self.given)
        given.pop(lot.lot_id, None)
        if quantity is not None and quantity > NOTHING:
            given[lot.lot_id] = Given(quantity, lot.cost_of(quantity) if credit is None else credit)
        return replace(self, given=given)

    def command(self, document_id: int, uid: str, at: datetime, reason: str) -> SupplierReturn:
        """What is to be posted, a line for each lot."""
        lines = tuple(
            ReturnedLine(
                each.product_id,
                each.base_unit,
                ONE,
                self.given[each.lot_id].quantity,
                self.given[each.lot_id].credit,
                each.purchase_id,
                each.lot_id,
            )
            for each in self.lots
            if each.lot_id in self.given
        )
        what = (document_id, uid, self.supplier_id, self.location_id, self.settled, self.day, at, lines, reason)
        return SupplierReturn(*what)
