"""What a sale's promotions must keep: that the shop made them, and who bears them.

How much one gives was decided at the counter and shown to the customer, so it stands; where
the goods turned out to cost more than was known there, it is told, not refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from inventory.promotion_offers import Bearer
from inventory.promotions import PromotionRecord
from koperasi.errors import Bug, Refused
from koperasi.money import ZERO
from koperasi.text import _
from koperasi.work import Flag, Work
from pos import sale_rules
from pos.allotments import Part, Ware
from pos.sale_commands import Promoted, SaleCommand, SoldLine


def check(work: Work, command: SaleCommand, wares: Mapping[int, Ware], parts: Sequence[Sequence[Part]]) -> None:
    """Raises Refused (or flags) for a promotion the shop does not have; Bug for sums that cannot be."""
    given = [
        (line, line.promotion, its_parts)
        for line, its_parts in zip(command.lines, parts, strict=True)
        if line.promotion is not None and line.returns is None
    ]
    if not given:
        return
    made = _made(work.connection, {promoted.promotion_id for _line, promoted, _parts in given})
    for line, promoted, its_parts in given:
        name = wares[line.product_id].name
        _adds_up(line, promoted)
        bearer, below_cost = made.get(promoted.promotion_id, (None, False))
        if bearer is not promoted.bearer or (bearer is Bearer.MAKER and wares[line.product_id].maker_id is None):
            message = _("{name}: promo ini tidak dikenal.").format(name=name)
            work.refuse(Refused(message, remedy=_("Hapus barisnya, lalu scan lagi."), rule="promotion"))
        elif not below_cost and line.net < sale_rules.floor(its_parts):
            work.trace.flags.append(Flag("promotion-below-floor", name))


def _adds_up(line: SoldLine, promoted: Promoted) -> None:
    if not ZERO <= promoted.discount <= line.discount <= line.gross:
        raise Bug(f"line of product {line.product_id}: {promoted.discount} of {line.discount} by a promotion")


def _made(connection: Connection, promotions: set[int]) -> dict[int, tuple[Bearer, bool]]:
    """Each promotion's bearer and whether it may go below cost; ended ones too, since a cart keeps its promise."""
    columns = (PromotionRecord.id, PromotionRecord.bearer, PromotionRecord.below_cost)
    found = select(*columns).where(PromotionRecord.id.in_(promotions))
    return {row.id: (row.bearer, row.below_cost) for row in connection.execute(found)}
