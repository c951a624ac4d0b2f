"""Landed costs: what goods cost by the time they stand in the shop.  Pure, and exact to the rupiah.

A line's price less its own discount, its share of the invoice's discount, of freight and
other charges, and of PPN where the shop cannot claim it back.  Shares go by value, or by
quantity for charges that say so; by largest remainder, ties to the lower line.  Whatever is
shared out, the lines' costs and the claimable PPN add up to what the invoice asks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO, Rupiah, half_up, largest_remainder, total
from koperasi.quantity import Quantity
from koperasi.text import _

WHOLE = 10_000
#: So much the invoice's total may differ from the sum of its lines: suppliers round.
ROUNDING = Rupiah(1_000)
_RATE = re.compile(r"\d{1,3}([.,]\d{1,2})?")
_AMOUNT = re.compile(r"\d{1,3}(\.\d{3})+|\d+")


class Spread(StrEnum):
    """How a charge is shared out over the lines."""

    VALUE = "value"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Discount:
    """Less so much: rates in basis points, each of what the one before left, then an amount."""

    rates: tuple[int, ...] = ()
    amount: Rupiah = ZERO

    def of(self, gross: Rupiah) -> Rupiah:
        """What it takes off a sum; every rate rounded half up by itself, as invoices do."""
        left = gross
        for rate in self.rates:
            left -= Rupiah(half_up(left.amount * rate, WHOLE))
        return gross - left + self.amount

    def __bool__(self) -> bool:
        return bool(self.rates) or bool(self.amount)

    def __str__(self) -> str:
        """As it is typed and shown: `5+2 %`, `Rp 10.000`, `5 % + Rp 500`."""
        rates = "+".join(_rate_words(rate) for rate in self.rates)
        parts = [f"{rates} %"] if rates else []
        return " + ".join([*parts, *([str(self.amount)] if self.amount else [])])


def _rate_words(rate: int) -> str:
    whole, rest = divmod(rate, 100)
    return f"{whole},{rest:02}".rstrip("0") if rest else str(whole)


NO_DISCOUNT = Discount()


def discount(words: str) -> Discount:
    """A discount as it is typed: `5`, `5+2`, `2,5%` are rates; `10.000`, `Rp 50` an amount.

    A bare number up to 100 is a rate.  Raises BadInput for anything else.
    """
    parts = [part.strip() for part in words.split("+") if part.strip()]
    rates: list[int] = []
    amount = ZERO
    for part in parts:
        read = part.removesuffix("%").strip()
        if _is_rate(part, read):
            rates.append(_basis_points(read, words))
        else:
            amount += _rupiah(part, words)
    return Discount(tuple(rates), amount)


def _is_rate(part: str, read: str) -> bool:
    if part.endswith("%"):
        return True
    return bool(_RATE.fullmatch(read)) and "." not in read and int(read.partition(",")[0]) <= 100


def _basis_points(read: str, words: str) -> int:
    if not _RATE.fullmatch(read):
        raise _unread(words)
    whole, _comma, rest = read.replace(".", ",").partition(",")
    rate = int(whole) * 100 + int(rest.ljust(2, "0"))
    if rate > WHOLE:
        raise _unread(words)
    return rate


def _rupiah(part: str, words: str) -> Rupiah:
    read = part.casefold().removeprefix("rp").strip(" .")
    if not _AMOUNT.fullmatch(read):
        raise _unread(words)
    return Rupiah(int(read.replace(".", "")))


def _unread(words: str) -> BadInput:
    return BadInput(
        _("Diskon “{words}” tidak dipahami.").format(words=words),
        remedy=_("Tulis 5, 5+2 atau 10.000."),
        field="discount",
    )


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line as the invoice has it: `quantity` in base units with the free goods that came with it."""

    quantity: Quantity
    gross: Rupiah
    discount: Discount = NO_DISCOUNT


@dataclass(frozen=True, slots=True)
class Charge:
    """Freight, loading, a deposit … on the invoice."""

    words: str
    amount: Rupiah
    spread: Spread = Spread.VALUE


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice; `asked` is the total it ends in, None while nobody has typed it."""

    lines: tuple[BillLine, ...]
    discount: Discount = NO_DISCOUNT
    charges: tuple[Charge, ...] = ()
    tax: Rupiah = ZERO
    #: A shop that is no PKP cannot claim PPN back: it is part of what the goods cost.
    tax_is_cost: bool = True
    asked: Rupiah | None = None


@dataclass(frozen=True, slots=True)
class LandedLine:
    """What a line costs, and of what that is made."""

    gross: Rupiah
    discount: Rupiah
    shared_discount: Rupiah
    charges: Rupiah
    tax: Rupiah
    rounding: Rupiah

    @property
    def net(self) -> Rupiah:
        """What the supplier asks for it, before what is shared."""
        return self.gross - self.discount

    @property
    def cost(self) -> Rupiah:
        return self.net - self.shared_discount + self.charges + self.tax + self.rounding


@dataclass(frozen=True, slots=True)
class Landed:
    """An invoice taken apart: `total` is what is to be paid, `claimable` the PPN of it that comes back."""

    lines: tuple[LandedLine, ...]
    goods: Rupiah
    discount: Rupiah
    charges: Rupiah
    tax: Rupiah
    claimable: Rupiah
    rounding: Rupiah

    @property
    def reckoned(self) -> Rupiah:
        """What the lines come to, before the invoice's own rounding."""
        return self.goods - self.discount + self.charges + self.tax

    @property
    def total(self) -> Rupiah:
        return self.reckoned + self.rounding

    @property
    def cost(self) -> Rupiah:
        return total(each.cost for each in self.lines)


def landed(bill: Bill) -> Landed:
    """What every line of an invoice costs.

    Raises BadInput for no lines, negative figures or a discount above what it is taken off,
    Refused (rule `invoice-total`) where the invoice's total differs by more than `ROUNDING`.
    """
    check(bill)
    own = [each.discount.of(each.gross) for each in bill.lines]
    nets = [each.gross - less for each, less in zip(bill.lines, own, strict=True)]
    goods = total(nets)
    whole = bill.discount.of(goods)
    shared = _shares(whole, nets)
    values = [net - less for net, less in zip(nets, shared, strict=True)]
    charges = _charges(bill, values)
    borne = bill.tax if bill.tax_is_cost else ZERO
    taxes = _shares(borne, values)
    costs = [total(parts) for parts in zip(values, charges, taxes, strict=True)]
    reckoned = goods - whole + total(each.amount for each in bill.charges) + bill.tax
    rounding = _rounding(bill, reckoned, total(costs))
    odd = _shares(rounding, costs)
    shares = zip(bill.lines, own, shared, charges, taxes, odd, strict=True)
    lines = tuple(LandedLine(line.gross, *rest) for line, *rest in shares)
    return Landed(lines, goods, whole, total(charges), bill.tax, bill.tax - borne, rounding)


def check(bill: Bill) -> None:
    """Raises BadInput for figures that no invoice has; names the line (the first is 1)."""
    if not bill.lines:
        raise BadInput(_("Belum ada barang."), remedy=_("Scan barang yang datang."), field="lines")
    for number, each in enumerate(bill.lines, start=1):
        if each.gross < ZERO or each.discount.amount < ZERO:
            raise BadInput(_("Jumlah dan harga tidak boleh minus."), row=number, field="price")
        if each.discount.of(each.gross) > each.gross:
            message = _("Diskon di baris {row} melebihi harganya.").format(row=number)
            raise BadInput(message, row=number, field="discount")
    if any(each.amount < ZERO for each in bill.charges) or bill.tax < ZERO or bill.discount.amount < ZERO:
        raise BadInput(_("Jumlah dan harga tidak boleh minus."), field="charges")
    goods = total(each.gross - each.discount.of(each.gross) for each in bill.lines)
    if bill.discount.of(goods) > goods:
        raise BadInput(_("Diskon faktur melebihi harga barangnya."), field="invoice_discount")


def _charges(bill: Bill, values: Sequence[Rupiah]) -> list[Rupiah]:
    """Each line's share of all charges."""
    quantities = [each.quantity.thousandths for each in bill.lines]
    shares = [ZERO] * len(bill.lines)
    for charge in bill.charges:
        weights = quantities if charge.spread is Spread.QUANTITY else [each.amount for each in values]
        parts = largest_remainder(charge.amount.amount, weights)
        shares = [share + Rupiah(part) for share, part in zip(shares, parts, strict=True)]
    return shares


def _shares(amount: Rupiah, weights: Sequence[Rupiah]) -> list[Rupiah]:
    return [Rupiah(part) for part in largest_remainder(amount.amount, [each.amount for each in weights])]


def _rounding(bill: Bill, reckoned: Rupiah, cost: Rupiah) -> Rupiah:
    """What the invoice's own total adds to the sum of its lines; refuses more than suppliers round."""
    if bill.asked is None:
        return ZERO
    rounding = bill.asked - reckoned
    if abs(rounding) > ROUNDING or cost + rounding < ZERO:
        message = _("Total faktur {asked}, tetapi barisnya {reckoned}: selisih {rounding}.")
        raise Refused(
            message.format(asked=bill.asked.shown, reckoned=reckoned.shown, rounding=abs(rounding).shown),
            remedy=_("Periksa jumlah, harga, diskon dan ongkos."),
            rule="invoice-total",
            field="asked",
        )
    return rounding
