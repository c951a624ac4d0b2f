"""Checks of what came back: never more than was sold, and written down for what it was."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.checks import named, rows
from koperasi.shop import Shop
from koperasi.text import _

#: What two tills took back without knowing of each other is told by its flag, and is no fault of the books.
_OVER = """
SELECT DISTINCT d.number FROM (
  SELECT r.original_id, r.original_line, SUM(l.base_quantity) AS quantity FROM sale_line_returns r
  JOIN sale_lines l ON l.id = r.line_id
  WHERE NOT EXISTS (
    SELECT 1 FROM flags f WHERE f.document_id = r.document_id
    AND f.rule IN ('returned-already', 'return-changed', 'return-unknown')
  )
  GROUP BY r.original_id, r.original_line
) b
JOIN documents d ON d.id = b.original_id
LEFT JOIN sale_lines o ON o.document_id = b.original_id AND o.line = b.original_line
WHERE o.id IS NULL OR b.quantity + o.base_quantity < 0 ORDER BY d.number
"""
_REFUNDS = """
SELECT DISTINCT d.number FROM (
  SELECT document_id, COALESCE(original_id, 0) AS original_id, SUM(amount) AS amount FROM (
    SELECT document_id, original_id, goods AS amount FROM sale_refunds
    UNION ALL
    SELECT r.document_id, r.original_id, l.net FROM sale_line_returns r JOIN sale_lines l ON l.id = r.line_id
  ) AS both_sides GROUP BY document_id, COALESCE(original_id, 0) HAVING SUM(amount) <> 0
) s JOIN documents d ON d.id = s.document_id ORDER BY d.number
"""


def returns(connection: Connection, _shop: Shop) -> list[str]:
    """No line of a sale came back more than it was sold, and each return wrote down what it took."""
    over = _("{number}: diretur lebih banyak daripada terjual")
    told = _("{number}: catatan returnya tidak cocok dengan barisnya")
    wrong = named(over.format(number=number) for (number,) in rows(connection, _OVER))
    return wrong + named(told.format(number=number) for (number,) in rows(connection, _REFUNDS))
