"""Returns: what may still come back of a line that was sold, and what comes back with it.

A return prices nothing: it negates what was recorded, by cumulative difference.  Of `n`
pieces of which `k` have come back, so much comes back with the next `m` as the record's
share of `k + m` pieces is more than that of `k`, each half up; so the last piece brings
what is left, to the rupiah (DESIGN.md 3).  A line over several lots comes back lot by lot,
the one taken last first.  Pure values; `pos.return_queries` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from consignment.terms import Bearer
from inventory.goods import Unit
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, half_up, total
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.text import _
from pos.sale_commands import BackTo, LineTax, Promoted, Returning, Rule, SoldLine
from pos.tenders import TenderKind


@dataclass(frozen=True, slots=True)
class Amounts:
    """The money of so much of a sold part.  What is a maker's is the rest: net − commission + promotion."""

    gross: Rupiah = ZERO
    net: Rupiah = ZERO
    cost: Rupiah = ZERO
    commission: Rupiah = ZERO
    promotion: Rupiah = ZERO

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.gross - other.gross,
            self.net - other.net,
            self.cost - other.cost,
            self.commission - other.commission,
            self.promotion - other.promotion,
        )

    @property
    def maker(self) -> Rupiah:
        return self.net - self.commission + self.promotion


@dataclass(frozen=True, slots=True)
class RecordedPart:
    """What one lot gave to a sold line, as it was recorded; no lot for services.  `quantity` in base units."""

    lot_id: int | None
    owner_id: int | None
    received_on: date
    expires_on: date | None
    quantity: Quantity
    amounts: Amounts

    def share(self, count: Quantity) -> Amounts:
        """What so many of its pieces carry, each amount half up; all of them carry all of it."""
        part, whole = count.thousandths, self.quantity.thousandths

        def of(amount: Rupiah) -> Rupiah:
            return Rupiah(half_up(amount.amount * part, whole))

        sums = self.amounts
        return Amounts(of(sums.gross), of(sums.net), of(sums.cost), of(sums.commission), of(sums.promotion))


@dataclass(frozen=True, slots=True)
class Back:
    """So much of a recorded part that comes back, with what it carries (all positive)."""

    part: RecordedPart
    quantity: Quantity
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Kept:
    """A part of what was paid that goes back in its own way; a voucher's by its code."""

    kind: TenderKind
    amount: Rupiah
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SaleBefore:
    """A sale of which something may come back: who bought, how she paid, what came back already.

    `goods` is what its own lines came to; `paid` what was paid for them, by tenders and by
    goods brought back in the same basket; `kept` by kind what of that goes back the way it
    came; `returned` and `refunded` what has come back of goods, and for how much.
    """

    document_id: int
    number: str
    business_date: date
    at: datetime
    member_id: int | None
    goods: Rupiah
    paid: Rupiah
    kept: tuple[Kept, ...] = ()
    returned: Rupiah = ZERO
    refunded: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class Original:
    """A sold line as it was recorded, and how much of it (base units) has come back."""

    sale: SaleBefore
    line: int
    name: str
    sold: SoldLine
    base_unit: str
    parts: tuple[RecordedPart, ...]
    returned: Quantity = NOTHING
    #: The maker of the goods ("Bu Siti"), "" for the shop's own.
    maker: str = ""
    service: bool = False

    @property
    def key(self) -> tuple[int, int]:
        return (self.sale.document_id, self.line)

    @property
    def left(self) -> Quantity:
        """How much may still come back, in base units."""
        return max(self.sold.base_quantity - self.returned, NOTHING)

    def back(self, start: Quantity, count: Quantity) -> list[Back]:
        """What comes back with so much after `start` has come back, from the lot taken last on."""
        found, end, passed = [], start + count, NOTHING
        for part in reversed(self.parts):
            first = min(max(start - passed, NOTHING), part.quantity)
            last = min(max(end - passed, NOTHING), part.quantity)
            if first < last:
                found.append(Back(part, last - first, part.share(last) - part.share(first)))
            passed += part.quantity
        return found

    def line_back(self, start: Quantity, count: Quantity, to: BackTo, reason: str) -> SoldLine:
        """The line of a sale that brings so much (base units) back: everything below zero."""
        backs = self.back(start, count)
        gross, net = total(each.amounts.gross for each in backs), total(each.amounts.net for each in backs)
        unit = self.unit_for(count)
        units = _in_unit(count, unit.factor)
        per = unit.factor.thousandths, self.sold.factor.thousandths
        return replace(
            self.sold,
            unit_id=unit.id or None,
            unit=unit.name,
            factor=unit.factor,
            quantity=-units,
            list_price=Rupiah(half_up(self.sold.list_price.amount * per[0], per[1])),
            unit_price=Rupiah(half_up(self.sold.unit_price.amount * per[0], per[1])),
            gross=-gross,
            discount=net - gross,
            promotion=self._promotion_back(start, count),
            returns=Returning(self.sale.document_id, self.line, to, reason),
            tax=self._tax_back(start, count),
        )

    def unit_for(self, count: Quantity) -> Unit:
        """The unit it was sold in where that divides so much evenly, else the base unit."""
        factor = self.sold.factor
        even = count.thousandths * THOUSAND % factor.thousandths == 0
        if even and _in_unit(count, factor).of_factor(factor) == count:
            return Unit(self.sold.unit_id or 0, self.sold.unit, factor, ())
        return Unit(0, self.base_unit, ONE, ())

    def _promotion_back(self, start: Quantity, count: Quantity) -> Promoted | None:
        given = self.sold.promotion
        if given is None or not self.sold.base_quantity:
            return None
        return replace(given, discount=self._less(given.discount, start, count))

    def _tax_back(self, start: Quantity, count: Quantity) -> LineTax | None:
        tax = self.sold.tax
        if tax is None or not self.sold.base_quantity:
            return None
        return replace(tax, base=self._less(tax.base, start, count), tax=self._less(tax.tax, start, count))

    def _less(self, amount: Rupiah, start: Quantity, count: Quantity) -> Rupiah:
        """What goes back of an amount of the line (below zero), by cumulative difference."""
        whole = self.sold.base_quantity.thousandths

        def upto(quantity: Quantity) -> int:
            return half_up(amount.amount * quantity.thousandths, whole)

        return Rupiah(upto(start) - upto(start + count))


def _in_unit(base: Quantity, factor: Quantity) -> Quantity:
    return Quantity(base.thousandths * THOUSAND // factor.thousandths)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a line of the cart brings back: of which sold line, where it goes, why.

    `start` is how much of that line has come back before, with earlier lines of this cart.
    Without an original (no receipt) `price` is what one unit counts for.
    """

    original: Original | None
    to: BackTo
    reason: str
    #: The unit in which it is counted back.
    unit: Unit
    start: Quantity = NOTHING
    price: Rupiah = ZERO

    @property
    def most(self) -> Quantity | None:
        """How much may come back with this line, in base units; None without a receipt."""
        return None if self.original is None else self.original.sold.base_quantity - self.start

    def sold(self, product_id: int, quantity: Quantity) -> SoldLine:
        """The line as the sale keeps it; `quantity`, below zero, is of its unit."""
        unit = self.unit
        if self.original is not None:
            return self.original.line_back(self.start, -quantity.of_factor(unit.factor), self.to, self.reason)
        gross = quantity.at(self.price)
        shown = (self.price, self.price, Rule.RETAIL, _("tanpa struk"))
        back = Returning(None, None, self.to, self.reason)
        what = (product_id, unit.id or None, unit.name, unit.factor, quantity)
        return SoldLine(*what, *shown, gross, ZERO, Bearer.SHOP, returns=back)


def placed(brought: Iterable[tuple[Brought, Quantity]]) -> list[Brought]:
    """Lines that bring back of the same sold line, one after the other: each begins where the last ended.

    Each comes with how much it brings (base units).  Raises Refused when that is more than is left.
    """
    ends: dict[tuple[int, int], Quantity] = {}
    found = []
    for each, count in brought:
        original = each.original
        if original is None:
            found.append(each)
            continue
        start = ends.get(original.key, original.returned)
        ends[original.key] = start + count
        if start + count > original.sold.base_quantity:
            raise too_much(original, start)
        found.append(each if each.start == start else replace(each, start=start))
    return found


def too_much(original: Original, start: Quantity) -> Refused:
    """More would come back than was sold."""
    left = max(original.sold.base_quantity - start, NOTHING)
    words = _("{name}: paling banyak {left} lagi dari struk {number}.")
    said = words.format(name=original.name, left=f"{left} {original.base_unit.lower()}", number=original.sale.number)
    return Refused(said, rule="returned-already", field="quantity")


def other_buyer(sale: SaleBefore) -> Refused:
    """What comes back lessens the purchases of who bought it, and of nobody else."""
    if sale.member_id is None:
        words = _("Struk {number} tanpa anggota.").format(number=sale.number)
        return Refused(
            words, remedy=_("Lepas dulu anggotanya, atau retur dalam transaksi sendiri."), rule="return-buyer"
        )
    words = _("Struk {number} milik anggota lain.").format(number=sale.number)
    return Refused(words, remedy=_("Retur dalam transaksi sendiri."), rule="return-buyer")
