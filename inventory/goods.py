"""Goods as the till and every paper see them: frozen values, no database behind them.

A good is sold by units: pcs, renteng, dus.  Each unit has a factor in base units and its own
prices; a barcode names (good, unit), never only a good.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from inventory.promotion_offers import Floor, Promotion
from koperasi.commands import UNWRITTEN
from koperasi.errors import NotFound
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _


class ProductKind(StrEnum):
    GOODS = "goods"
    #: Sold without stock: photocopies, delivery, top-ups.
    SERVICE = "service"


class PriceRule(StrEnum):
    #: For everybody, from the first one on.
    RETAIL = "retail"
    #: Wholesale: from a least quantity on, over all lines of the good in the cart.
    TIER = "tier"
    #: For members of a price class.
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One price of one unit, and when it holds.

    `min_quantity` is in base units; `price_class` "" and `branch_id` None mean everybody and
    every branch; both dates are included, None leaving that end open.
    """

    rule: PriceRule
    price: Rupiah
    min_quantity: Quantity = NOTHING
    price_class: str = ""
    branch_id: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit the good is sold by; `factor` is its size in base units."""

    id: int
    name: str
    factor: Quantity
    prices: tuple[PriceLine, ...]


@dataclass(frozen=True, slots=True)
class Good:
    """A good with all its units, the base unit among them."""

    product_id: int
    code: str
    name: str
    base_unit: str
    kind: ProductKind
    category_id: int | None
    maker_id: int | None
    #: How she is spoken of: "Bu Siti".
    maker_name: str
    open_price: bool
    tax_class: str
    units: tuple[Unit, ...]
    #: What a price typed at the till may be, of one base unit.
    price_min: Rupiah | None = None
    price_max: Rupiah | None = None
    #: What the till asks with every line of it ("Nomor HP"), "" for nothing.
    asks_note: str = ""
    #: Where it stands in the shop, "" where nobody wrote it down.
    shelf: str = ""
    #: What may be given on it: all that is in use, whatever the hour; and how far down at most
    #: (None where nobody has looked: then nothing is given).  The till looks both up again
    #: when a kept cart comes back.
    promotions: tuple[Promotion, ...] = field(default=(), compare=False, metadata=UNWRITTEN)
    floor: Floor | None = field(default=None, compare=False, metadata=UNWRITTEN)

    def unit(self, unit_id: int) -> Unit:
        """One of its units; raises NotFound."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise NotFound(_("{name} tidak dijual dalam satuan itu.").format(name=self.name))

    @property
    def base(self) -> Unit:
        """The unit that quantities are counted in; raises NotFound."""
        for unit in self.units:
            if unit.factor == ONE:
                return unit
        raise NotFound(_("{name} belum punya satuan dasar.").format(name=self.name))

    @property
    def is_service(self) -> bool:
        return self.kind is ProductKind.SERVICE


@dataclass(frozen=True, slots=True)
class Found:
    """What a code names: a good in a unit.

    `quantity` (in base units) stands on a weight label, `price` (of the whole) on a price
    label; otherwise both are None.
    """

    good: Good
    unit_id: int
    quantity: Quantity | None = None
    price: Rupiah | None = None

    @property
    def unit(self) -> Unit:
        return self.good.unit(self.unit_id)
