"""Checks of makers' shares: what the consignment room reads of a sale is the sale's own, on the lot's own terms."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.checks import Check, named, rows
from koperasi.shop import Shop
from koperasi.text import N_, _

#: Each part of a sale that a maker's lot gave stands once in `maker_shares`, word for word.
_SAME = """
SELECT d.number FROM sale_line_lots x
JOIN sale_lines l ON l.id = x.line_id JOIN documents d ON d.id = x.document_id
LEFT JOIN maker_shares m ON m.id = x.id
WHERE x.owner_id IS NOT NULL AND (
  m.id IS NULL OR m.document_id <> x.document_id OR m.maker_id <> x.owner_id OR m.lot_id <> x.lot_id
  OR m.product_id <> l.product_id OR m.business_date <> d.business_date OR m.quantity <> x.quantity
  OR m.gross <> x.gross OR m.net <> x.net OR m.share <> x.maker_share OR m.commission <> x.commission
  OR m.promotion <> x.promotion)
UNION
SELECT d.number FROM maker_shares m JOIN documents d ON d.id = m.document_id
LEFT JOIN sale_line_lots x ON x.id = m.id AND x.owner_id IS NOT NULL
WHERE x.id IS NULL
ORDER BY 1
"""
#: What a lot's own terms give of a price that nothing was taken off, where they say no more than a rate or a sum.
#: A ticket of another system may say itself what was hers.
_TERMS = """
SELECT d.number FROM maker_shares m
JOIN sale_line_lots x ON x.id = m.id JOIN sale_lines l ON l.id = x.line_id
JOIN consigned_lots c ON c.lot_id = m.lot_id JOIN documents d ON d.id = m.document_id
LEFT JOIN consigned_lot_terms t ON t.lot_id = m.lot_id
WHERE m.quantity > 0 AND m.net >= 0 AND l.discount = 0 AND l.rule NOT IN ('manual', 'shelf', 'recorded')
AND COALESCE(t.more, '') = '' AND (
  (c.deal = 'commission' AND m.share <> m.net - m.net * c.rate_bps / 10000)
  OR (c.deal = 'fixed' AND m.share <> (2 * m.quantity * c.payout_each + 1000) / 2000)
) ORDER BY d.id
"""


def shares(connection: Connection, _shop: Shop) -> list[str]:
    """What stands in the makers' room of every sale is what the sale says (domain/consignment.md 5.6 I3, I4)."""
    said = _("{number}: bagian penitip tidak sama dengan notanya")
    return named(said.format(number=number) for number in dict.fromkeys(each[0] for each in rows(connection, _SAME)))


def terms(connection: Connection, _shop: Shop) -> list[str]:
    """Each lot's part was shared by the terms it came with (domain/consignment.md 5.6 I15)."""
    said = _("{number}: bagian penitip tidak menurut kesepakatan lotnya")
    return named(said.format(number=number) for number in dict.fromkeys(each[0] for each in rows(connection, _TERMS)))


CHECKS = (
    Check(N_("Bagian penitip di setiap nota"), shares),
    Check(N_("Kesepakatan setiap lot titipan"), terms),
)
