"""Promotions over the lines of a cart: decided again with the goods that a change concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inventory import promotion_rules
from inventory.goods import PriceRule
from inventory.pricing import Hint
from inventory.promotion_offers import PromotionKind
from inventory.promotion_rules import Circumstances, Given, Item
from koperasi.errors import Bug
from koperasi.money import ZERO
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from pos.cart_lines import Line
from pos.sale_commands import Promoted

Rows = tuple[Line, ...]


def decided(rows: Rows, product_id: int | None, at: Circumstances) -> Rows:
    """The rows with what promotions give on one good and those that bundles tie to it, or on all.

    A row that stays as it was stays the same object.
    """
    goods = {row.good.product_id: row.good for row in rows if row.removal is None and row.good.promotions}
    if not goods and not any(row.promotion for row in rows):
        return rows
    touched = {row.good.product_id for row in rows}
    if product_id is not None:
        touched = promotion_rules.concerned(goods.values(), product_id)
    items = [_item(row) for row in rows if row.good.product_id in touched and row.good.promotions and _may_have(row)]
    given = promotion_rules.decide(items, at)
    return tuple(_with(row, given.get(row.key)) if row.good.product_id in touched else row for row in rows)


def may_be_free(row: Line, at: Circumstances) -> Iterator[Quantity]:
    """How many units more of a row its promotions may give for nothing, the fewest first."""
    free = (each for each in row.good.promotions if each.kind is PromotionKind.FREE)
    most = max((each.free for each in free if at.allow(each)), default=0)
    return (Quantity.of(units) for units in range(1, most + 1)) if row.quantity.whole else iter(())


def free_hint(row: Line, missing: Quantity) -> Hint:
    """So many units more cost nothing: it saves what they cost by list."""
    saving = missing.at(row.list_price)
    count = f"{missing} {row.unit.name.lower()}"
    words = _("tambah {missing} → gratis, hemat {saving}").format(missing=count, saving=saving)
    return Hint(missing.of_factor(row.unit.factor), row.unit_id, ZERO, PriceRule.RETAIL, saving, words)


def _may_have(row: Line) -> bool:
    """A price that was typed or weighed stands, and what comes back is not sold."""
    usual = row.removal is None and row.keyed is None and row.labelled is None
    return usual and row.decision is not None and row.quantity > NOTHING


def _item(row: Line) -> Item:
    priced, quantity = row.decision, row.quantity
    if priced is None:
        raise Bug("a line without a decided price cannot be promoted")
    listed, cost = quantity.at(priced.list_price).amount, quantity.at(priced.unit_price).amount
    return Item(row.key, row.good, row.unit, quantity, listed, cost, row.base_quantity.thousandths)


def _with(row: Line, given: Given | None) -> Line:
    if given is None:
        promoted = None
    else:
        promotion = given.promotion
        promoted = Promoted(promotion.id, given.discount, promotion.bearer, given.reason)
    if row.promotion == promoted or (row.removal is not None and promoted is None):
        return row
    row = replace(row, promotion=promoted)
    return row if row.discount <= row.most_off else replace(row, discount=row.most_off)
