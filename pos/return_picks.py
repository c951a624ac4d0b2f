"""Picks: what of a receipt (or without one) is to come back, while it is being chosen.

A frozen value that needs no window: the screen draws it and says what was pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from inventory.goods import Good, ProductKind, Unit
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.text import N_, _
from pos.cart_lines import divisible
from pos.cart_returns import ComingBack
from pos.returns import Brought, Original, SaleBefore
from pos.sale_commands import BackTo

#: Why goods come back, and what that makes of them.
REASONS = (
    N_("Tidak jadi"),
    N_("Salah ambil"),
    N_("Salah harga"),
    N_("Rusak"),
    N_("Kedaluwarsa"),
    N_("Tidak cocok"),
)
SPOILT = frozenset({"Rusak", "Kedaluwarsa"})
PLACES = {BackTo.SHELF: N_("Rak"), BackTo.DAMAGED: N_("Rusak"), BackTo.MAKER: N_("Penitip")}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sale as it lies before the cashier: its lines, their goods as they are known now, who bought."""

    sale: SaleBefore
    lines: tuple[Original, ...]
    goods: tuple[Good, ...]
    buyer: Card | None


@dataclass(frozen=True, slots=True)
class Pick:
    """A good of which `count` (of `unit`, above or at zero) is to come back; without a receipt for `price` each."""

    good: Good
    original: Original | None
    unit: Unit
    count: Quantity = NOTHING
    to: BackTo = BackTo.SHELF
    #: One of `REASONS`, in its first language.
    reason: str = REASONS[0]
    price: Rupiah = ZERO

    @property
    def name(self) -> str:
        return self.original.name if self.original is not None else self.good.name

    @property
    def most(self) -> Quantity | None:
        """How many of its unit may still come back; None without a receipt."""
        return None if self.original is None else _whole_units(self.original.left, self.unit)

    @property
    def brought(self) -> Brought:
        start = self.original.returned if self.original is not None else NOTHING
        return Brought(self.original, self.to, _(self.reason), self.unit, start, self.price)

    @property
    def amount(self) -> Rupiah:
        """What it brings back (above zero)."""
        return -self.brought.sold(self.good.product_id, -self.count).net if self.count else ZERO

    def counted(self, count: Quantity) -> Pick:
        """With another count; raises Refused for more than is left, or a part of what is whole."""
        if not count.whole and not divisible(self.unit) and self.unit.factor == ONE and not _in_parts(self.original):
            words = _("{name} dijual utuh per {unit}.").format(name=self.name, unit=self.unit.name.lower())
            raise Refused(words, rule="whole", field="quantity")
        count = max(count, NOTHING)
        if self.original is not None and count.of_factor(self.unit.factor) > self.original.left:
            if self.most is not None and self.count < self.most:
                return replace(self, count=self.most)
            words = _("Paling banyak {left} lagi dari struk ini.")
            raise Refused(words.format(left=f"{self.most} {self.unit.name.lower()}"), rule="returned-already")
        return replace(self, count=count)


@dataclass(frozen=True, slots=True)
class Picks:
    """All lines of a receipt, or the goods scanned without one, and the place of the chosen line."""

    receipt: Receipt | None
    picks: tuple[Pick, ...] = ()
    chosen: int = 0

    @property
    def pick(self) -> Pick | None:
        return self.picks[self.chosen] if self.chosen < len(self.picks) else None

    @property
    def total(self) -> Rupiah:
        return total(each.amount for each in self.picks)

    @property
    def count(self) -> int:
        return sum(1 for each in self.picks if each.count)

    def moved(self, steps: int) -> Picks:
        return replace(self, chosen=max(0, min(self.chosen + steps, len(self.picks) - 1)))

    def chose(self, place: int) -> Picks:
        return replace(self, chosen=place) if 0 <= place < len(self.picks) else self

    def stepped(self, units: int) -> Picks:
        """One more or fewer of the chosen line; raises Refused for more than is left."""
        return self._changed(lambda pick: pick.counted(pick.count + Quantity.of(units)))

    def counted(self, count: Quantity) -> Picks:
        return self._changed(lambda pick: pick.counted(count))

    def everything(self) -> Picks:
        """All that is left of every line; once more: nothing."""
        full = tuple(replace(each, count=each.most) if each.most is not None else each for each in self.picks)
        if full == self.picks:
            full = tuple(replace(each, count=NOTHING) if each.most is not None else each for each in self.picks)
        return replace(self, picks=full)

    def next_place(self) -> Picks:
        """The chosen line to the shelf, to what is damaged, or to its maker."""

        def elsewhere(pick: Pick) -> Pick:
            made = pick.good.maker_id is not None
            places = [each for each in BackTo if made or each is not BackTo.MAKER]
            return replace(pick, to=places[(places.index(pick.to) + 1) % len(places)])

        return self._changed(elsewhere)

    def next_reason(self) -> Picks:
        """Another reason; what is spoilt does not go back to the shelf."""

        def otherwise(pick: Pick) -> Pick:
            reason = REASONS[(REASONS.index(pick.reason) + 1) % len(REASONS)]
            was, spoilt = pick.reason in SPOILT, reason in SPOILT
            to = pick.to
            if spoilt and not was and to is BackTo.SHELF:
                to = BackTo.DAMAGED
            elif was and not spoilt and to is BackTo.DAMAGED:
                to = BackTo.SHELF
            return replace(pick, reason=reason, to=to)

        return self._changed(otherwise)

    def next_unit(self) -> Picks:
        """Counted in the unit it was sold in, or piece by piece."""

        def counted_so(pick: Pick) -> Pick:
            if pick.original is None or pick.original.sold.factor == ONE:
                return pick
            sold = pick.original.unit_for(pick.original.sold.base_quantity)
            unit = Unit(0, pick.original.base_unit, ONE, ()) if pick.unit == sold else sold
            base = pick.count.of_factor(pick.unit.factor)
            return replace(pick, unit=unit, count=_whole_units(base, unit))

        return self._changed(counted_so)

    def scanned(self, product_id: int) -> Picks | None:
        """The line of a good that was scanned, with one more of it; None where the receipt has none left."""
        for place, pick in enumerate(self.picks):
            if pick.good.product_id == product_id and (pick.most is None or pick.count < pick.most):
                return replace(self, chosen=place).stepped(1)
        return None

    def added(self, good: Good, unit: Unit, price: Rupiah) -> Picks:
        """A good without a receipt, at what it counts for."""
        pick = Pick(good, None, unit, ONE, price=price)
        return replace(self, picks=(*self.picks, pick), chosen=len(self.picks))

    def coming(self) -> tuple[ComingBack, ...]:
        """What goes into the cart; raises Refused for nothing."""
        buyer = self.receipt.buyer if self.receipt is not None else None
        backs = tuple(ComingBack(each.good, each.brought, each.count, buyer) for each in self.picks if each.count)
        if not backs:
            raise Refused(_("Belum ada yang diretur."), remedy=_("Pilih baris, lalu tekan +."), rule="empty")
        return backs

    def _changed(self, change: Callable[[Pick], Pick]) -> Picks:
        if self.pick is None:
            return self
        changed = change(self.pick)
        return replace(self, picks=(*self.picks[: self.chosen], changed, *self.picks[self.chosen + 1 :]))


def of_receipt(receipt: Receipt) -> Picks:
    """Every line of a receipt, none of it chosen yet to come back."""
    goods = {each.product_id: each for each in receipt.goods}
    picks = tuple(
        Pick(goods.get(each.sold.product_id) or _as_sold(each), each, _sold_unit(each)) for each in receipt.lines
    )
    first = next((place for place, each in enumerate(picks) if each.most), 0)
    return Picks(receipt, picks, first)


def _as_sold(original: Original) -> Good:
    """A good that is not sold any more, as the receipt knows it."""
    sold = original.sold
    kind = ProductKind.SERVICE if original.service else ProductKind.GOODS
    maker = next((each.owner_id for each in original.parts if each.owner_id is not None), None)
    unit = Unit(sold.unit_id or 0, sold.unit, sold.factor, ())
    what = (sold.product_id, "", original.name, original.base_unit, kind, None)
    return Good(*what, maker, original.maker, open_price=False, tax_class="", units=(unit,))


def _sold_unit(original: Original) -> Unit:
    """The unit it was sold in, while a whole one of it is left; else the base unit."""
    unit = original.unit_for(original.sold.base_quantity)
    return unit if _whole_units(original.left, unit) or unit.factor == ONE else Unit(0, original.base_unit, ONE, ())


def _whole_units(base: Quantity, unit: Unit) -> Quantity:
    """As many of a unit as so much holds: parts only of what is measured or has no larger unit."""
    if unit.factor == ONE:
        return base
    return Quantity(base.thousandths // unit.factor.thousandths * THOUSAND)


def _in_parts(original: Original | None) -> bool:
    return original is not None and not original.sold.base_quantity.whole
