"""Checks of goods of makers' that were not sold: what their papers say is what was booked for her."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _

#: What each such paper says is owed to its maker, less what it posted to her.
_OWED = """
SELECT d.number, s.amount FROM (
  SELECT document_id, party_id, SUM(amount) AS amount FROM (
    SELECT document_id, maker_id AS party_id, amount FROM maker_losses
    UNION ALL
    SELECT l.document_id, c.maker_id, l.amount FROM conversion_lines l
    JOIN conversions c ON c.document_id = l.document_id
    UNION ALL
    SELECT b.id, c.maker_id, -l.amount FROM documents b JOIN conversions c ON c.document_id = b.reverses_id
    JOIN conversion_lines l ON l.document_id = c.document_id
    UNION ALL
    SELECT p.document_id, p.party_id, p.amount FROM postings p JOIN documents n ON n.id = p.document_id
    WHERE p.account_id = :account AND n.kind IN ('maker-loss', 'conversion', 'giveback')
  ) AS both_sides GROUP BY document_id, party_id HAVING SUM(amount) <> 0
) s JOIN documents d ON d.id = s.document_id ORDER BY d.id
"""
#: A loss is the lot's own maker's, and of its own product.
_STRAY = """
SELECT d.number FROM maker_losses m JOIN lots l ON l.id = m.lot_id JOIN documents d ON d.id = m.document_id
WHERE l.owner_id <> m.maker_id OR l.owner_id IS NULL OR l.product_id <> m.product_id ORDER BY d.id
"""


def owed(connection: Connection, _shop: Shop) -> list[str]:
    """What losses and conversions say she gets is what they posted to her, and a giveback posts nothing."""
    said = _("{number}: utang titipan selisih {amount} dari dokumennya")
    found = rows(connection, _OWED, account=ACCOUNT_IDS[Role.OWED_TO_MAKERS])
    wrong = named(said.format(number=number, amount=Rupiah(int(amount))) for number, amount in found)
    stray = _("{number}: kehilangan barang penitip lain")
    return wrong + named(stray.format(number=number) for (number,) in rows(connection, _STRAY))


#: Of a loss no more is settled than went by its paper, which is what its source moved out of the lot.
_OVER = """
SELECT d.number, p.name, s.settled, COALESCE(m.gone, 0) FROM (
  SELECT source_id, lot_id, MAX(product_id) AS product_id, SUM(quantity) AS settled FROM maker_losses
  GROUP BY source_id, lot_id
) s
JOIN documents d ON d.id = s.source_id JOIN products p ON p.id = s.product_id
LEFT JOIN (
  SELECT document_id, lot_id, -SUM(quantity) AS gone FROM (
    SELECT document_id, lot_id, quantity FROM moves
    WHERE document_id IN (SELECT source_id FROM maker_losses) AND reason = 'write-off'
    UNION ALL
    SELECT document_id, lot_id, quantity FROM counted_maker_lots
  ) AS went GROUP BY document_id, lot_id
) m ON m.document_id = s.source_id AND m.lot_id = s.lot_id
WHERE s.settled < 0 OR s.settled > COALESCE(m.gone, 0) ORDER BY d.id
"""
#: What went back, and what became the shop's, is what their lines say.
_MOVED = """
SELECT d.number FROM (
  SELECT document_id, lot_id, SUM(quantity) AS quantity FROM (
    SELECT document_id, lot_id, quantity FROM giveback_lines
    UNION ALL
    SELECT document_id, lot_id, quantity FROM conversion_lines
    UNION ALL
    SELECT m.document_id, m.lot_id, m.quantity FROM moves m JOIN documents n ON n.id = m.document_id
    JOIN lots l ON l.id = m.lot_id
    WHERE n.kind IN ('giveback', 'conversion') AND n.reverses_id IS NULL AND l.owner_id IS NOT NULL
  ) AS both_sides GROUP BY document_id, lot_id HAVING SUM(quantity) <> 0
) s JOIN documents d ON d.id = s.document_id GROUP BY d.id, d.number ORDER BY d.id
"""


def goods(connection: Connection, _shop: Shop) -> list[str]:
    """No more of a loss is settled than was lost; givebacks and conversions moved what they say."""
    said = _("{number}: {name} diputuskan {settled}, yang hilang {gone}")
    wrong = named(
        said.format(number=number, name=name, settled=Quantity(int(settled)), gone=Quantity(int(gone)))
        for number, name, settled, gone in rows(connection, _OVER)
    )
    moved = _("{number}: barang titipan yang keluar tidak sama dengan mutasinya")
    return wrong + named(moved.format(number=number) for (number,) in rows(connection, _MOVED))


CHECKS = (
    Check(N_("Titipan yang hilang dan diambil alih"), owed),
    Check(N_("Barang titipan yang tidak terjual"), goods),
)
