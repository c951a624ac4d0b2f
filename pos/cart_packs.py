"""Packs: twelve pieces become a dozen by themselves, where a dozen is cheaper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from inventory import pricing
from koperasi.quantity import THOUSAND, Quantity
from pos.cart import Cart, in_unit
from pos.cart_lines import Line


def made_up(cart: Cart, key: int) -> tuple[Cart, int]:
    """The cart with the larger unit that a line makes by now, where that is cheaper, and that unit's line.

    It joins a line in that unit that is there; what does not fill one stays.  The same cart
    when there is nothing to gain, or the price was keyed or given by a promotion.
    """
    line = cart.line(key)
    if not line.plain or line.keyed is not None or line.promotion is not None:
        return cart, key
    hint = pricing.made_up(line.good, line.unit, line.base_quantity, cart.price_class or None, cart.branch_id, cart.day)
    if hint is None:
        return cart, key
    larger = line.good.unit(hint.unit_id)
    packs = Quantity(line.base_quantity.thousandths // larger.factor.thousandths * THOUSAND)
    rest = in_unit(line, line.base_quantity - packs.of_factor(larger.factor))
    packed = replace(line, unit_id=larger.id, quantity=packs)
    made = cart.with_rows(_packed(cart.rows, line, packed, rest), line.good.product_id)
    return (made, _key_of(made, packed)) if made.total < cart.total else (cart, key)


def _packed(rows: Sequence[Line], line: Line, packed: Line, rest: Line) -> Iterator[Line]:
    """The rows with a line packed: into the row that is there in that unit, else in its place."""
    there = next((row for row in rows if row.plain and row.keyed is None and _same(row, packed)), None)
    new_key = max(row.key for row in rows) + 1
    for row in rows:
        if row.key == line.key:
            if there is None:
                yield packed
            if rest.quantity:
                yield replace(rest, key=new_key) if there is None else rest
        elif row is there:
            yield replace(row, quantity=row.quantity + packed.quantity)
        else:
            yield row


def _same(row: Line, packed: Line) -> bool:
    return row.good.product_id == packed.good.product_id and row.unit_id == packed.unit_id


def _key_of(cart: Cart, packed: Line) -> int:
    return next(row.key for row in cart.lines if row.plain and _same(row, packed))
