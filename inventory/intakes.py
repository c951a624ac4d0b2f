"""Intakes: the goods that stand at the back door, while they are scanned and their invoice is keyed.

One frozen value with no screen behind it: each scan, each figure gives the next one.  It can
be written down (a draft survives a cut of the power) and becomes a `ReceivingCommand`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inventory import landed_costs, receivings
from inventory.goods import Good, PriceLine, Unit
from inventory.landed_costs import NO_DISCOUNT, Charge, Discount, Landed, Spread
from inventory.purchases import PaidFrom
from inventory.receivings import Ordered, ReceivedLine, ReceivingCommand
from koperasi.errors import BadInput
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _

FREIGHT = "Ongkir"
_PREFIX = re.compile(r"^\s*([0-9]{1,5}(?:[.,][0-9]{1,3})?)\s*\*\s*(.*)$", re.DOTALL)
_DIGITS = re.compile(r"[0-9]+")
CENTURY = 2_000


@dataclass(frozen=True, slots=True)
class IntakeUnit:
    """A unit a line can be counted in."""

    id: int
    name: str
    factor: Quantity


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """A good as it lies here; `last` is what one base unit cost last, as a value for a quantity."""

    product_id: int
    code: str
    name: str
    base_unit: str
    units: tuple[IntakeUnit, ...]
    unit_id: int
    quantity: Quantity
    bonus: Quantity = NOTHING
    price: Rupiah | None = None
    amount: Rupiah | None = None
    discount: Discount = NO_DISCOUNT
    expires_on: date | None = None
    batch: str = ""
    food: bool = False
    keeps_days: int | None = None
    ordered: tuple[Ordered, ...] = ()
    #: False while nobody has counted what an order let expect: the first scan begins at one.
    counted: bool = True

    @property
    def expected(self) -> Quantity:
        """What orders let expect of it, in base units."""
        return Quantity(sum(each.quantity.thousandths for each in self.ordered))

    @property
    def unit(self) -> IntakeUnit:
        return next(each for each in self.units if each.id == self.unit_id)

    @property
    def received(self) -> ReceivedLine:
        """The line as it is posted; what it brings of an order is told by `Intake.received`."""
        unit = self.unit
        return ReceivedLine(
            self.product_id,
            unit.id,
            unit.name,
            unit.factor,
            self.quantity,
            self.price,
            self.amount,
            self.discount,
            self.bonus,
            self.expires_on,
            self.batch,
        )

    @property
    def gross(self) -> Rupiah:
        return self.received.gross

    @property
    def net(self) -> Rupiah:
        gross = self.gross
        return gross - min(self.discount.of(gross), gross)

    @property
    def lacks(self) -> str:
        """What must still be filled in, "" for nothing: `quantity`, `price`, `expires_on`."""
        if not self.quantity and not self.bonus:
            return "quantity"
        if self.quantity and self.price is None and self.amount is None:
            return "price"
        return "expires_on" if self.food and self.expires_on is None else ""


@dataclass(frozen=True, slots=True)
class PriceTaken:
    """A proposed price that was taken over: changed right after the goods are in."""

    unit_id: int
    line: PriceLine


@dataclass(frozen=True, slots=True)
class Intake:
    """What is received now.  `id` and `uid` are the document's: saving it twice saves it once."""

    id: int
    uid: str
    lines: tuple[IntakeLine, ...] = ()
    chosen: int = 0
    supplier_id: int | None = None
    supplier: str = ""
    terms_days: int = 0
    paid_from: PaidFrom = PaidFrom.CREDIT
    location_id: int | None = None
    location: str = ""
    invoice_number: str = ""
    invoice_date: date | None = None
    due_on: date | None = None
    discount: Discount = NO_DISCOUNT
    freight: Rupiah = ZERO
    freight_by: Spread = Spread.VALUE
    tax: Rupiah = ZERO
    asked: Rupiah | None = None
    #: The invoice number that was received already, and is meant.
    twice: bool = False
    order_id: int | None = None
    order_number: str = ""
    #: The purchase that this one puts right, and the reversal's own id and uid.
    wrong_id: int | None = None
    wrong_number: str = ""
    reversal_id: int | None = None
    reversal_uid: str = ""
    #: What to take over when it is saved.
    prices: tuple[PriceTaken, ...] = ()

    @property
    def line(self) -> IntakeLine | None:
        """The chosen line."""
        return self.lines[self.chosen] if self.chosen < len(self.lines) else None

    @property
    def begun(self) -> bool:
        return bool(self.lines) or self.supplier_id is not None

    @property
    def due(self) -> date | None:
        """Until when it is to be paid: as told, else by the supplier's terms; None for what is paid at once."""
        if self.paid_from is not PaidFrom.CREDIT:
            return None
        if self.due_on is not None or self.invoice_date is None:
            return self.due_on
        return self.invoice_date + timedelta(days=self.terms_days)

    def added(self, line: IntakeLine) -> Intake:
        """A good was scanned: as many more of that unit, or a new line; it is the chosen one.

        What an order only let expect is counted from now on, in the unit that was scanned.
        """
        for place, each in enumerate(self.lines):
            if each.product_id != line.product_id or (each.counted and each.unit_id != line.unit_id):
                continue
            before = each.quantity if each.counted else NOTHING
            price = _priced(each, line.unit) if each.amount is None else None
            more = replace(each, unit_id=line.unit_id, quantity=before + line.quantity, price=price, counted=True)
            return replace(self, lines=_with(self.lines, place, more), chosen=place)
        return replace(self, lines=(*self.lines, line), chosen=len(self.lines))

    def chose(self, place: int) -> Intake:
        return replace(self, chosen=min(max(place, 0), max(len(self.lines) - 1, 0)))

    def changed(self, change: Callable[[IntakeLine], IntakeLine]) -> Intake:
        """The chosen line becomes another."""
        line = self.line
        return self if line is None else replace(self, lines=_with(self.lines, self.chosen, change(line)))

    def removed(self) -> Intake:
        """Without the chosen line."""
        lines = self.lines[: self.chosen] + self.lines[self.chosen + 1 :]
        return replace(self, lines=lines).chose(self.chosen)

    def next_unit(self) -> Intake:
        """The chosen line is counted in its good's next unit; a price is of a unit, so it goes."""
        line = self.line
        if line is None or len(line.units) < 2:
            return self
        at = [each.id for each in line.units].index(line.unit_id)
        following = line.units[(at + 1) % len(line.units)]
        return self.changed(lambda each: replace(each, unit_id=following.id, price=_priced(each, following)))

    @property
    def goods(self) -> Rupiah:
        """What the lines come to."""
        return Rupiah(sum(each.net.amount for each in self.lines))

    def landed(self, *, taxable: bool, asked: bool = False) -> Landed:
        """What every line costs; with `asked` the invoice's total must fit.  Raises Refused."""
        lines = tuple(each.received for each in self.lines)
        total = self.asked if asked else None
        made = receivings.bill(lines, self.discount, self.charges, self.tax, taxable=taxable, asked=total)
        return landed_costs.landed(made)

    @property
    def charges(self) -> tuple[Charge, ...]:
        return (Charge(FREIGHT, self.freight, self.freight_by),) if self.freight else ()

    @property
    def received(self) -> tuple[ReceivedLine, ...]:
        """The lines as they are posted: of an order each brings what those before it left of its rest."""
        rest: dict[tuple[int, int], Quantity] = {}
        by_product: dict[int, list[Ordered]] = {}
        for line in self.lines:
            by_product.setdefault(line.product_id, []).extend(line.ordered)
        made = []
        for line in self.lines:
            each, parts = line.received, []
            left = each.base_quantity
            for order in by_product[line.product_id]:
                still = rest.get((order.order_id, order.line), order.quantity)
                part = min(still, left)
                if part > NOTHING:
                    parts.append(replace(order, quantity=part))
                    rest[order.order_id, order.line], left = still - part, left - part
            made.append(replace(each, ordered=tuple(parts)))
        return tuple(made)

    def command(self, day: date, at: datetime) -> ReceivingCommand:
        """The deed that this is.  Raises BadInput naming the line (the first is 1) that lacks something."""
        for number, each in enumerate(self.lines, start=1):
            _check(each, number)
        if self.asked is None:
            raise BadInput(_("Total faktur belum diisi."), remedy=_("Salin dari faktur."), field="asked")
        return ReceivingCommand(
            self.id,
            self.uid,
            self.supplier_id,
            self.paid_from,
            day,
            at,
            self.received,
            self.asked,
            self.location_id,
            self.invoice_number,
            self.invoice_date,
            self.due,
            self.discount,
            self.charges,
            self.tax,
            twice=self.twice,
            replaces_id=self.wrong_id,
        )


def _check(line: IntakeLine, number: int) -> None:
    words = {
        "quantity": _("{name}: jumlahnya belum diisi."),
        "price": _("{name}: harganya belum diisi."),
        "expires_on": _("{name}: tanggal kedaluwarsanya belum diisi."),
    }
    if line.lacks:
        raise BadInput(words[line.lacks].format(name=line.name), row=number, field=line.lacks)


def _with(lines: tuple[IntakeLine, ...], place: int, line: IntakeLine) -> tuple[IntakeLine, ...]:
    return (*lines[:place], line, *lines[place + 1 :])


def _priced(line: IntakeLine, unit: IntakeUnit) -> Rupiah | None:
    """The price of one unit, of another that is so many times as large; None where it is no whole rupiah."""
    if line.price is None:
        return None
    whole = line.price.amount * unit.factor.thousandths
    return Rupiah(whole // line.unit.factor.thousandths) if whole % line.unit.factor.thousandths == 0 else None


def of_good(good: Good, unit: Unit, quantity: Quantity = ONE) -> IntakeLine:
    """A line of a good as it was scanned."""
    units = tuple(IntakeUnit(each.id, each.name, each.factor) for each in good.units)
    return IntakeLine(good.product_id, good.code, good.name, good.base_unit, units, unit.id, quantity)


def typed(text: str) -> tuple[Quantity | None, str]:
    """The scan box read: `4*8991…` is (4, `8991…`), `kopi` is (None, `kopi`)."""
    prefix = _PREFIX.match(text)
    if prefix is None:
        return None, text.strip()
    return Quantity.of(prefix[1].replace(",", ".")), prefix[2].strip()


def day(text: str, today: date) -> date | None:
    """A day as it is typed: `31/12/26`, `311226`, `31/12` (the next one), `12/26` (the month's last).

    Nothing for an empty text; raises BadInput for what is no day.
    """
    parts = [int(each) for each in _DIGITS.findall(text)]
    if not text.strip():
        return None
    digits = text.strip()
    if digits.isdecimal() and len(digits) in (6, 8):
        parts = [int(digits[:2]), int(digits[2:4]), int(digits[4:])]
    try:
        return _day(parts, today)
    except ValueError:
        raise BadInput(
            _("“{text}” bukan tanggal.").format(text=text.strip()), remedy=_("Tulis seperti 31/12/26."), field="day"
        ) from None


def year_before(day: date) -> date:
    """The same day a year earlier; of 29 February the 28th."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def _day(parts: list[int], today: date) -> date:
    if len(parts) == 3:
        first, month, year = parts
        if first > 31:  # as machines write it: 2026-12-31
            first, year = year, first
        return date(year if year >= CENTURY else CENTURY + year, month, first)
    if len(parts) == 2 and parts[1] > 12:
        month, year = parts
        year = year if year >= CENTURY else CENTURY + year
        return date(year, month, calendar.monthrange(year, month)[1])
    if len(parts) == 2:
        found = date(today.year, parts[1], parts[0])
        return found if found >= today else found.replace(year=today.year + 1)
    raise ValueError
