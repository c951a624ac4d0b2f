"""Switches: what is said when a change of the cart makes a good cheaper by itself.

At the step to a wholesale price, or to what a promotion gives, the price changes without
anybody's doing; the strip under the scan box says to what, and what is saved.
"""

from __future__ import annotations

from collections.abc import Sequence

from inventory.promotion_offers import PromotionKind
from koperasi.money import ZERO, Rupiah, total
from koperasi.text import _
from pos.cart import Cart
from pos.cart_lines import Line
from pos.sale_commands import Promoted, Rule

#: Promotions that are reached step by step: each further step is told.
STEPPED = (PromotionKind.FREE, PromotionKind.BUNDLE)


def words(before: Cart, after: Cart) -> str:
    """What became cheaper by itself between two carts; empty for nothing."""
    was = {row.key: row for row in before.rows}
    changed = [row.good.product_id for row in after.lines if was.get(row.key) is not row]
    for product_id in dict.fromkeys(changed):
        then, now = _lines(before, product_id), _lines(after, product_id)
        said = _promoted(before, after, now) or _wholesale(then, now)
        if said:
            return said
    return ""


def _lines(cart: Cart, product_id: int) -> list[Line]:
    return [line for line in cart.lines if line.good.product_id == product_id]


def _promoted(before: Cart, after: Cart, now: Sequence[Line]) -> str:
    line = next((line for line in now if line.promotion and line.promotion.discount), None)
    if line is None or line.promotion is None:
        return ""
    gave, gives = _given(before, line.promotion), _given(after, line.promotion)
    stepped = any(each.id == line.promotion.promotion_id and each.kind in STEPPED for each in line.good.promotions)
    if gives <= gave or (gave and not stepped):
        return ""
    return _("{reason}, hemat **{saving}**").format(reason=line.promotion.reason, saving=gives.shown)


def _given(cart: Cart, promoted: Promoted) -> Rupiah:
    """All that one promotion gives on a cart."""
    found = (line.promotion for line in cart.lines if line.promotion)
    return total(each.discount for each in found if each.promotion_id == promoted.promotion_id)


def _wholesale(then: Sequence[Line], now: Sequence[Line]) -> str:
    reached = [line for line in now if line.rule is Rule.TIER]
    known = {(line.unit_id, line.unit_price) for line in then if line.rule is Rule.TIER}
    new = [line for line in reached if (line.unit_id, line.unit_price) not in known]
    saving = total(line.listed - line.gross for line in reached)
    if not new or saving <= ZERO:
        return ""
    return _("Jadi harga {reason}, hemat **{saving}**").format(reason=new[0].reason, saving=saving.shown)
