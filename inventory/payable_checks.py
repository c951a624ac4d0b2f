"""Checks of the debts to suppliers: what papers say they pay, against the books."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.shop import Shop
from koperasi.text import N_, _

#: Papers whose allocations do not add up to what they posted to their supplier's debt.
_ALLOCATED = """
SELECT d.number, a.amount, COALESCE(p.amount, 0)
FROM (SELECT document_id, SUM(amount) AS amount FROM payable_allocations GROUP BY document_id) a
JOIN documents d ON d.id = a.document_id
LEFT JOIN (
  SELECT p.document_id, SUM(p.amount) AS amount FROM postings p JOIN documents o ON o.id = p.document_id
  WHERE p.account_id = :account AND COALESCE(p.party_id, 0) = COALESCE(o.party_id, 0) GROUP BY p.document_id
) p ON p.document_id = a.document_id
WHERE a.amount <> COALESCE(p.amount, 0) ORDER BY d.id
"""
#: Of a purchase no more is paid than it ever owed; reversed ones are owed nothing but what was paid.
_OVERPAID = """
SELECT d.number, a.amount, COALESCE(p.amount, 0)
FROM (
  SELECT item_id, SUM(amount) AS amount FROM payable_allocations WHERE item_id IS NOT NULL GROUP BY item_id
) a
JOIN documents d ON d.id = a.item_id
LEFT JOIN (
  SELECT document_id, SUM(amount) AS amount FROM postings WHERE account_id = :account GROUP BY document_id
) p ON p.document_id = a.item_id
WHERE a.amount + COALESCE(p.amount, 0) > 0 OR a.amount < 0 ORDER BY d.id
"""


def allocations(connection: Connection, _shop: Shop) -> list[str]:
    """What payments and returns say they are for adds up to their postings, item by item to what was owed."""
    account = ACCOUNT_IDS[Role.SUPPLIER_PAYABLE]
    said = _("{number}: untuk utang {allocated}, di buku {posted}")
    beyond = _("{number}: dibayar {allocated}, utangnya {posted}")
    found = [
        said.format(number=number, allocated=Rupiah(int(allocated)), posted=Rupiah(int(posted)))
        for number, allocated, posted in rows(connection, _ALLOCATED, account=account)
    ]
    found += [
        beyond.format(number=number, allocated=Rupiah(int(allocated)), posted=Rupiah(-int(posted)))
        for number, allocated, posted in rows(connection, _OVERPAID, account=account)
    ]
    return named(found)


CHECKS = (Check(N_("Utang pemasok per nota"), allocations),)
