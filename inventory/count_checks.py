"""Checks of counts: what was booked is what was found, in goods and in money."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _

#: Per count and good: the differences that were booked, less what moved.
_MOVED = """
SELECT d.number, p.code, SUM(b.quantity) FROM (
  SELECT document_id, product_id, CASE WHEN booked THEN variance ELSE 0 END AS quantity FROM stock_count_lines
  UNION ALL
  SELECT m.document_id, m.product_id, -m.quantity FROM moves m JOIN stock_counts c ON c.document_id = m.document_id
) b
JOIN documents d ON d.id = b.document_id JOIN products p ON p.id = b.product_id
GROUP BY d.id, d.number, p.id, p.code HAVING SUM(b.quantity) <> 0 ORDER BY d.id, p.code
"""
#: Per count: what its lines are worth, and what its entry put to shrinkage and write-offs.
_BOOKED = """
SELECT d.number, SUM(b.value) FROM (
  SELECT document_id, value FROM stock_count_lines
  UNION ALL
  SELECT t.document_id, t.amount FROM postings t JOIN stock_counts c ON c.document_id = t.document_id
  WHERE t.account_id IN (:shrinkage, :write_offs)
) b
JOIN documents d ON d.id = b.document_id GROUP BY d.id, d.number HAVING SUM(b.value) <> 0 ORDER BY d.id
"""


def results(connection: Connection, _shop: Shop) -> list[str]:
    """A count moved what it found, and put its worth to shrinkage and write-offs."""
    moved = _("{number} {code}: hasil hitung selisih {quantity} dari gerak barangnya")
    booked = _("{number}: nilai hasil hitung selisih {value} dari bukunya")
    accounts = {"shrinkage": ACCOUNT_IDS[Role.SHRINKAGE], "write_offs": ACCOUNT_IDS[Role.WRITE_OFFS]}
    wrong = [
        moved.format(number=number, code=code, quantity=Quantity(int(quantity)))
        for number, code, quantity in rows(connection, _MOVED)
    ]
    wrong += [
        booked.format(number=number, value=Rupiah(int(value)))
        for number, value in rows(connection, _BOOKED, **accounts)
    ]
    return named(wrong)


CHECKS = (Check(N_("Hasil hitung sama dengan bukunya"), results),)
