"""Checks of payouts: their parts, what they take of entries, and the books say the same."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.shop import Shop
from koperasi.text import N_, _

#: A payout's allocations, and its postings to her account, are its gross amount.
_GROSS = """
SELECT d.number, y.gross, COALESCE(a.amount, 0), COALESCE(p.amount, 0)
FROM payouts y JOIN documents d ON d.id = y.document_id
LEFT JOIN (SELECT document_id, SUM(amount) AS amount FROM payout_entries GROUP BY document_id) a
  ON a.document_id = y.document_id
LEFT JOIN (
  SELECT q.document_id, SUM(q.amount) AS amount FROM postings q JOIN payouts z ON z.document_id = q.document_id
  WHERE q.account_id = :account AND q.party_id = z.maker_id GROUP BY q.document_id
) p ON p.document_id = y.document_id
WHERE y.gross <> COALESCE(a.amount, 0) OR y.gross <> COALESCE(p.amount, 0) ORDER BY d.id
"""
#: Of an entry no more is paid than it booked, in the same direction, and never to another maker.
_TAKEN = """
SELECT d.number, w.code, a.amount, COALESCE(p.amount, 0)
FROM (
  SELECT maker_id, entry_document_id, SUM(amount) AS amount FROM payout_entries
  GROUP BY maker_id, entry_document_id HAVING SUM(amount) <> 0
) a
JOIN documents d ON d.id = a.entry_document_id JOIN parties w ON w.id = a.maker_id
LEFT JOIN (
  SELECT document_id, party_id, SUM(-amount) AS amount FROM postings
  WHERE account_id = :account GROUP BY document_id, party_id
) p ON p.document_id = a.entry_document_id AND p.party_id = a.maker_id
WHERE NOT (a.amount BETWEEN 1 AND COALESCE(p.amount, 0) OR a.amount BETWEEN COALESCE(p.amount, 0) AND -1)
ORDER BY d.id, w.code
"""
#: A payout and its reversal take of no entry but what the one took and the other gave back.
_REVERSED = """
SELECT d.number FROM documents r JOIN documents d ON d.id = r.reverses_id
JOIN payouts y ON y.document_id = r.id JOIN payouts o ON o.document_id = d.id
WHERE y.gross + o.gross <> 0 OR y.advance + o.advance <> 0 OR y.fee + o.fee <> 0 OR y.set_off + o.set_off <> 0
OR y.to_savings + o.to_savings <> 0 OR y.paid + o.paid <> 0 OR y.maker_id <> o.maker_id
UNION
SELECT d.number FROM payout_entries e JOIN documents r ON r.id = e.document_id JOIN documents d ON d.id = r.reverses_id
LEFT JOIN payout_entries f ON f.document_id = d.id AND f.entry_document_id = e.entry_document_id
WHERE e.amount + COALESCE(f.amount, 0) <> 0
ORDER BY 1
"""


def payouts(connection: Connection, _shop: Shop) -> list[str]:
    """Each payout adds up, and no entry is paid twice (domain/consignment.md 5.6 I7, I8, I10)."""
    account = ACCOUNT_IDS[Role.OWED_TO_MAKERS]
    gross = _("{number}: dibayar {gross}, dari catatan {taken}, di buku {posted}")
    beyond = _("{number} ({party}): dibayar {taken}, haknya {booked}")
    back = _("{number}: pembatalannya tidak sama")
    found = [
        gross.format(number=number, gross=Rupiah(int(paid)), taken=Rupiah(int(taken)), posted=Rupiah(int(posted)))
        for number, paid, taken, posted in rows(connection, _GROSS, account=account)
    ]
    found += [
        beyond.format(number=number, party=code, taken=Rupiah(int(taken)), booked=Rupiah(int(booked)))
        for number, code, taken, booked in rows(connection, _TAKEN, account=account)
    ]
    found += [back.format(number=number) for (number,) in rows(connection, _REVERSED)]
    return named(found)


CHECKS = (Check(N_("Pembayaran penitip"), payouts),)
