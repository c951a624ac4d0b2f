"""The cart: what the customer has on the counter, priced as it stands.

Frozen values without a window or a database.  Every change gives a new cart in which the
lines it concerns are priced again: tiers count a good's base quantity over all its lines,
and a member's prices hold for all lines or for none.  A line taken out stays in its place,
struck through, and goes into the sale's record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from inventory import pricing
from inventory.goods import Found, Good, Unit
from inventory.pricing import Hint, PriceDecision
from inventory.promotion_rules import Circumstances
from koperasi.errors import NotFound, Refused
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah, half_up, total
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.text import _
from pos import cart_discounts, cart_promotions, cart_returns
from pos.cart_discounts import Cut
from pos.cart_lines import Line, Removal, divisible
from pos.returns import Brought

#: No line and no amount typed at a till has more digits than this.
MOST = Rupiah(999_999_999)
MOST_UNITS = Quantity.of(99_999)


@dataclass(frozen=True, slots=True)
class Cart:
    """The open sale: its identity for ever, its lines in the order they came, its member.

    `id` and `uid` are minted when the cart opens, so that paying it twice is paying it once.
    `day` (the shift's business date) and `branch_id` decide which prices hold.
    """

    id: int
    uid: str
    branch_id: int
    day: date
    rows: tuple[Line, ...] = ()
    member: Card | None = None
    #: The time of day on the branch's clock, where promotions by the hour ask for it.
    moment: datetime | None = None
    #: A discount on the whole sale, shared over its lines.
    cut: Cut | None = None

    # -- what it comes to ------------------------------------------------------

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that count."""
        return tuple(row for row in self.rows if row.removal is None)

    @property
    def removed(self) -> tuple[Line, ...]:
        return tuple(row for row in self.rows if row.removal is not None)

    @property
    def total(self) -> Rupiah:
        return total(line.net for line in self.lines)

    @property
    def subtotal(self) -> Rupiah:
        """At list prices."""
        return total(line.listed for line in self.lines)

    @property
    def saved(self) -> Rupiah:
        return self.subtotal - self.total

    @property
    def timed(self) -> bool:
        """Whether the time of day may change a price."""
        return any(each.timed for line in self.lines for each in line.good.promotions)

    @property
    def price_class(self) -> str:
        return self.member.price_class if self.member else ""

    def line(self, key: int) -> Line:
        """One line that counts; raises NotFound."""
        for line in self.lines:
            if line.key == key:
                return line
        raise NotFound(_("Baris ini sudah tidak ada."))

    def in_cart(self, product_id: int) -> Quantity:
        """How much of a good there is over all its lines, in base units."""
        sold = (line for line in self.lines if line.good.product_id == product_id and line.returning is None)
        return Quantity(sum(line.base_quantity.thousandths for line in sold))

    # -- what is done to it ----------------------------------------------------

    def add(
        self, found: Found, quantity: Quantity = ONE, keyed: Rupiah | None = None, note: str = ""
    ) -> tuple[Cart, int]:
        """The cart with so many units more of what was found, and the key of their line.

        The same good in the same unit at the same price joins its line, if it is for the same
        `note`.  `keyed` is the price of goods without a fixed one.  Raises Refused without a price, or for a part
        of what is counted.
        """
        if found.good.open_price and keyed is None and found.price is None:
            raise Refused(_("Ketik harga {name}.").format(name=found.good.name), rule="open-price", field="price")
        if found.price is not None:
            return self._append(self._labelled(found, found.price))
        if found.quantity is not None:
            weight = half_up(found.quantity.thousandths * THOUSAND, found.unit.factor.thousandths)
            quantity = Quantity(half_up(weight * quantity.thousandths, THOUSAND))
        elif not quantity.whole and not divisible(found.unit):
            raise _not_in_parts(found.good, found.unit)
        for line in self.lines:
            same = line.good.product_id == found.good.product_id and line.unit_id == found.unit_id
            if same and line.plain and (line.keyed, line.note) == (keyed, note):
                grown = replace(line, good=found.good, quantity=line.quantity + quantity)
                return self._put(grown), line.key
        return self._append(Line(self._next_key, found.good, found.unit_id, quantity, keyed=keyed, note=note))

    def set_quantity(self, key: int, quantity: Quantity) -> Cart:
        """A line with another quantity; raises Refused for none or for a part of what is counted."""
        line = self.line(key)
        if line.returning is not None:
            return self._put(cart_returns.counted(line, quantity))
        if line.labelled is not None:
            raise Refused(_("Jumlah pada label timbangan tidak diubah."), rule="labelled")
        if quantity <= NOTHING:
            raise Refused(_("Jumlah paling sedikit 1."), remedy=_("Del menghapus baris."), rule="quantity")
        if not quantity.whole and not line.measured:
            raise _not_in_parts(line.good, line.unit)
        return self._put(replace(line, quantity=quantity))

    def step(self, key: int, units: int) -> Cart:
        """A line with one unit more or fewer."""
        return self.set_quantity(key, abs(self.line(key).quantity) + Quantity.of(units))

    def set_unit(self, key: int, unit_id: int) -> Cart:
        """A line in another unit of its good, as many of them."""
        line = cart_returns.unchanged(self.line(key))
        if line.labelled is not None or line.keyed is not None:
            raise Refused(_("Satuan barang ini tidak dapat diganti."), rule="unit")
        unit = line.good.unit(unit_id)
        quantity = line.quantity if divisible(unit) or line.quantity.whole else ONE
        return self._put(replace(line, unit_id=unit_id, quantity=quantity))

    def next_unit(self, key: int) -> Cart:
        """A line in the next unit that has a price; the same cart when there is only one."""
        line = cart_returns.unchanged(self.line(key))
        units = [unit for unit in line.good.units if self.decide(unit, max(unit.factor, ONE)) is not None]
        places = [unit.id for unit in units]
        if len(places) < 2 or line.unit_id not in places:
            return self
        return self.set_unit(key, places[(places.index(line.unit_id) + 1) % len(places)])

    def remove(self, key: int, reason: str, at: datetime) -> Cart:
        """Without a line, which stays struck through in its place."""
        return self._put(replace(self.line(key), removal=Removal(reason, at)))

    def discounted(self, key: int, amount: Rupiah, reason: str) -> Cart:
        """A line with a discount of so many rupiah in all; raises Refused for more than it costs."""
        line = cart_returns.unchanged(self.line(key))
        if not ZERO <= amount <= line.most_off:
            raise Refused(
                _("Diskon paling banyak {gross}.").format(gross=line.most_off), rule="discount", field="discount"
            )
        why = reason if amount else ""
        return self._put(replace(line, discount=amount, discount_bps=0, discount_reason=why))

    def discounted_by(self, key: int, bps: int, reason: str) -> Cart:
        """A line with a discount in basis points, which follows its quantity; raises Refused for more than all."""
        if not 0 <= bps <= cart_discounts.WHOLE:
            raise _too_many_percent()
        line = cart_returns.unchanged(self.line(key))
        why = reason if bps else ""
        return self._put(replace(line, discount=ZERO, discount_bps=bps, discount_reason=why))

    def repriced(self, key: int, price: Rupiah | None, reason: str, *, from_shelf: bool = False) -> Cart:
        """A line at another price of one; None gives it its own price back.

        `from_shelf` says that the label on the shelf says so: of two prices the lower holds.
        Raises Refused for less than a rupiah, a price on the shelf that is not lower, a line
        that a scale priced, or goods that have no price of their own to go back to.
        """
        line = cart_returns.unchanged(self.line(key))
        if line.labelled is not None:
            raise Refused(_("Harga pada label timbangan tidak diubah."), rule="labelled")
        if price is None and line.good.open_price:
            raise Refused(_("Ketik harga {name}.").format(name=line.good.name), rule="open-price", field="price")
        if price is not None and price <= ZERO:
            raise Refused(_("Harga paling sedikit Rp 1."), rule="price", field="price")
        if from_shelf and price is not None and price >= line.list_price:
            words = _("Harga rak tidak lebih rendah dari {price}.").format(price=line.list_price.shown)
            raise Refused(words, remedy=_("Yang lebih rendah yang berlaku."), rule="shelf-price", field="price")
        why = reason if price is not None else ""
        return self._put(replace(line, keyed=price, keyed_reason=why, from_shelf=from_shelf and price is not None))

    def cut_by(self, cut: Cut | None) -> Cart:
        """With a discount on the whole sale, or none; raises Refused for more than it comes to."""
        if cut is not None and cut.bps > cart_discounts.WHOLE:
            raise _too_many_percent()
        plain = replace(self, cut=None)._priced()
        most = total(line.net for line in plain.lines if line.returning is None)
        if cut is not None and cut.amount > most:
            raise Refused(_("Diskon paling banyak {gross}.").format(gross=most), rule="discount", field="discount")
        return replace(plain, cut=cut)._priced()

    def bring(self, good: Good, brought: Brought, quantity: Quantity, buyer: Card | None) -> tuple[Cart, int]:
        """The cart with a line that brings so many (above zero) of its unit back, and the key of that line.

        `buyer` is who bought it.  Raises Refused for more than is left of it, and when the
        cart is another customer's.
        """
        sold = brought.original is not None
        mine = self if not sold or self.member or not buyer else self.attach(buyer)
        line = Line(mine._next_key, good, brought.unit.id, -quantity, returning=brought)
        cart_returns.buyer_is((line,), mine.member)
        return mine._append(line)

    def attach(self, member: Card) -> Cart:
        """With a member: every line at her prices; raises Refused when another bought what comes back."""
        cart_returns.buyer_is(self.rows, member)
        return replace(self, member=member)._priced()

    def detach(self) -> Cart:
        """Without a member: every line at the prices for everybody; raises Refused when she brings something back."""
        cart_returns.buyer_is(self.rows, None)
        return replace(self, member=None)._priced()

    def at(self, moment: datetime) -> Cart:
        """As of a time of day on the branch's clock: promotions by the hour come and go."""
        if not self.timed:
            return self
        now = replace(self, moment=moment)
        rows = now._decided(self.rows, None)
        same = all(after is before for after, before in zip(rows, self.rows, strict=True))
        return self if same else replace(now, rows=rows)

    # -- prices ----------------------------------------------------------------

    def decide(self, unit: Unit, base_quantity: Quantity, price_class: str | None = None) -> PriceDecision | None:
        """The price of a unit for this customer (or a class) with so much of its good, or None."""
        theirs = self.price_class if price_class is None else price_class
        try:
            return pricing.price(unit, base_quantity, theirs or None, self.branch_id, self.day)
        except Refused:
            return None

    def hint(self, key: int) -> Hint | None:
        """What is one step away for a line."""
        line = self.line(key)
        if line.keyed is not None or line.labelled is not None or line.returning is not None:
            return None
        if line.good.promotions:
            free = self._free_hint(line)
            if free is not None or line.promotion is not None:
                return free
        base = self.in_cart(line.good.product_id)
        return pricing.one_step_away(line.good, line.unit, base, self.price_class or None, self.branch_id, self.day)

    def _free_hint(self, line: Line) -> Hint | None:
        """A few more of a line that cost nothing, by a promotion that gives some free."""
        for missing in cart_promotions.may_be_free(line, self._circumstances):
            grown = replace(line, quantity=line.quantity + missing)
            if grown.quantity <= MOST_UNITS and self._put(grown).total <= self.total:
                return cart_promotions.free_hint(line, missing)
        return None

    def take(self, key: int) -> Cart:
        """With what a line's hint offers; the same cart when there is none."""
        line, hint = self.line(key), self.hint(key)
        if hint is None:
            return self
        if hint.unit_id == line.unit_id:
            more = in_unit(line, hint.missing)
            if more.unit_id == line.unit_id:
                return self._put(replace(line, quantity=line.quantity + more.quantity))
            return replace(self, rows=(*self.rows, replace(more, key=self._next_key)))._priced(line.good.product_id)
        return self._repacked(line, hint)

    def _repacked(self, line: Line, hint: Hint) -> Cart:
        """The good's lines gathered into the larger unit of a hint; what does not fill one stays."""
        larger = line.good.unit(hint.unit_id)
        base = self.in_cart(line.good.product_id) + hint.missing
        packs = base.thousandths // larger.factor.thousandths
        reach = packs * larger.factor.thousandths - hint.missing.thousandths
        rows: list[Line] = []
        for row in self.rows:
            if row.good.product_id != line.good.product_id or not row.plain or row.keyed is not None:
                rows.append(row)
                continue
            taken = min(reach, row.base_quantity.thousandths)
            reach -= taken
            rest = in_unit(row, Quantity(row.base_quantity.thousandths - taken))
            if row.key == line.key:
                rows.append(replace(row, unit_id=larger.id, quantity=Quantity(packs * THOUSAND)))
                if rest.quantity:
                    rows.append(replace(rest, key=self._next_key))
            elif rest.quantity:
                rows.append(rest)
        return replace(self, rows=tuple(rows))._priced(line.good.product_id)

    def with_rows(self, rows: Iterable[Line], product_id: int) -> Cart:
        """With other rows of a good, priced again."""
        return replace(self, rows=tuple(rows))._priced(product_id)

    # -- inside ----------------------------------------------------------------

    @property
    def _next_key(self) -> int:
        return max((row.key for row in self.rows), default=0) + 1

    def _labelled(self, found: Found, amount: Rupiah) -> Line:
        """A line of what a scale weighed and priced: its quantity follows from the price of one."""
        decision = self.decide(found.unit, ONE)
        each = decision.unit_price if decision else amount
        quantity = half_up(amount.amount * THOUSAND, each.amount) if each > ZERO else THOUSAND
        keyed = None if decision else amount
        return Line(self._next_key, found.good, found.unit_id, Quantity(quantity), decision, keyed, amount)

    def _append(self, line: Line) -> tuple[Cart, int]:
        return replace(self, rows=(*self.rows, line))._priced(line.good.product_id), line.key

    def _put(self, line: Line) -> Cart:
        rows = tuple(line if row.key == line.key else row for row in self.rows)
        return replace(self, rows=rows)._priced(line.good.product_id)

    def _priced(self, product_id: int | None = None) -> Cart:
        """The prices of one good's lines, or of all, decided again."""
        rows = tuple(
            self._price(row) if row.removal is None and product_id in (None, row.good.product_id) else row
            for row in cart_returns.placed(self.rows)
        )
        return replace(self, rows=self._decided(rows, product_id))

    def _decided(self, rows: tuple[Line, ...], product_id: int | None) -> tuple[Line, ...]:
        """What comes off the rows: promotions first, then what was keyed."""
        sold = tuple(row for row in rows if row.returning is None)
        promoted = cart_promotions.decided(sold, product_id, self._circumstances)
        decided = iter(cart_discounts.decided(promoted, self.cut))
        return tuple(row if row.returning is not None else next(decided) for row in rows)

    @property
    def _circumstances(self) -> Circumstances:
        return Circumstances(self.price_class, self.branch_id, self.day, self.moment)

    def _price(self, line: Line) -> Line:
        if line.returning is not None:
            return line
        if line.quantity > MOST_UNITS:
            raise Refused(_("Jumlah {quantity} terlalu banyak.").format(quantity=line.quantity), rule="too-much")
        if line.keyed is None and line.labelled is None:
            base = self.in_cart(line.good.product_id)
            price_class = self.price_class or None
            line = replace(line, decision=pricing.price(line.unit, base, price_class, self.branch_id, self.day))
        if line.gross > MOST:
            raise Refused(_("Jumlah {amount} terlalu besar.").format(amount=line.gross), rule="too-much")
        return line if line.discount <= line.gross else replace(line, discount=line.gross)


def _not_in_parts(good: Good, unit: Unit) -> Refused:
    words = _("{name} dijual utuh per {unit}.").format(name=good.name, unit=unit.name.lower())
    return Refused(words, rule="whole", field="quantity")


def _too_many_percent() -> Refused:
    return Refused(_("Diskon paling banyak 100 persen."), rule="discount", field="discount")


def in_unit(row: Line, base: Quantity) -> Line:
    """The row for so much of its good: in its own unit where that is exact, else in the base unit."""
    units, uneven = divmod(base.thousandths * THOUSAND, row.unit.factor.thousandths)
    if uneven or (units % THOUSAND and not divisible(row.unit)):
        return replace(row, unit_id=row.good.base.id, quantity=base)
    return replace(row, quantity=Quantity(units))
