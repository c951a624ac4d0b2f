"""Checks of statements: what they say, against the books and the goods they tell of."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _

_STANDING = "NOT EXISTS (SELECT 1 FROM documents r WHERE r.reverses_id = s.document_id)"
#: What a statement opens with is what the one before it closed with, and its lines lead to its closing.
_CHAIN = """
SELECT d.number FROM statements s JOIN documents d ON d.id = s.document_id
LEFT JOIN statements b ON b.document_id = s.previous_id
LEFT JOIN (SELECT document_id, SUM(amount) AS amount FROM statement_lines GROUP BY document_id) l
  ON l.document_id = s.document_id
WHERE s.opening <> COALESCE(b.closing, 0) OR s.closing <> s.opening + COALESCE(l.amount, 0) ORDER BY d.id
"""
#: A document's lines on a statement are what it posted to the maker.
_LINES = """
SELECT d.number, o.number, l.amount, COALESCE(p.amount, 0) FROM (
  SELECT document_id, maker_id, source_id, SUM(amount) AS amount FROM statement_lines
  GROUP BY document_id, maker_id, source_id
) l
LEFT JOIN (
  SELECT document_id, party_id, -SUM(amount) AS amount FROM postings WHERE account_id = :account
  GROUP BY document_id, party_id
) p ON p.document_id = l.source_id AND p.party_id = l.maker_id
JOIN documents d ON d.id = l.document_id JOIN documents o ON o.id = l.source_id
WHERE l.amount <> COALESCE(p.amount, 0) ORDER BY d.id, o.id
"""
#: No document is on two standing statements of one maker.
_TWICE = f"""
SELECT o.number FROM (
  SELECT l.maker_id, l.source_id FROM statement_lines l JOIN statements s ON s.document_id = l.document_id
  WHERE {_STANDING} GROUP BY l.maker_id, l.source_id HAVING COUNT(DISTINCT l.document_id) > 1
) t JOIN documents o ON o.id = t.source_id ORDER BY o.id
"""  # noqa: S608
#: The goods table of a statement is its opening (the closing before it) and its lines.
_GOODS = """
SELECT d.number, g.name, g.closing, COALESCE(b.closing, 0) + COALESCE(l.quantity, 0) FROM statement_goods g
JOIN statements s ON s.document_id = g.document_id JOIN documents d ON d.id = g.document_id
LEFT JOIN statement_goods b ON b.document_id = s.previous_id AND b.product_id = g.product_id
LEFT JOIN (
  SELECT document_id, product_id, SUM(quantity) AS quantity FROM statement_lines GROUP BY document_id, product_id
) l ON l.document_id = g.document_id AND l.product_id = g.product_id
WHERE g.closing <> COALESCE(b.closing, 0) + COALESCE(l.quantity, 0) OR g.opening <> COALESCE(b.closing, 0)
ORDER BY d.id, g.product_id
"""
#: What documents that were stated did to a maker's lots is what their lines say.
_MOVED = f"""
SELECT w.code, t.product_id, SUM(t.quantity) FROM (
  SELECT l.maker_id, l.product_id, l.quantity FROM statement_lines l JOIN statements s ON s.document_id = l.document_id
  WHERE {_STANDING} AND l.quantity <> 0
  UNION ALL
  SELECT x.owner_id, m.product_id, -m.quantity FROM lots x
  JOIN moves m ON m.product_id = x.product_id AND m.lot_id = x.id
  WHERE x.owner_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM statement_lines l JOIN statements s ON s.document_id = l.document_id
    WHERE l.maker_id = x.owner_id AND l.source_id = m.document_id AND {_STANDING}
  )
) t JOIN parties w ON w.id = t.maker_id
GROUP BY w.code, t.product_id HAVING SUM(t.quantity) <> 0 ORDER BY w.code, t.product_id
"""  # noqa: S608


def money(connection: Connection, _shop: Shop) -> list[str]:
    """Statements close to the rupiah, each on the one before it, and tell what the books tell."""
    found = [_("{number}: rincian tidak menutup").format(number=number) for (number,) in rows(connection, _CHAIN)]
    said = _("{number}: {source} ditulis {told}, di buku {posted}")
    found += [
        said.format(number=number, source=source, told=Rupiah(int(told)), posted=Rupiah(int(posted)))
        for number, source, told, posted in rows(connection, _LINES, account=ACCOUNT_IDS[Role.OWED_TO_MAKERS])
    ]
    found += [_("{number} ada di dua rincian").format(number=number) for (number,) in rows(connection, _TWICE)]
    return named(found)


def goods(connection: Connection, _shop: Shop) -> list[str]:
    """Statements close in goods, and what they tell of a maker's lots is what moved."""
    said = _("{number}: {name} sisa ditulis {told}, seharusnya {meant}")
    found = [
        said.format(number=number, name=name, told=Quantity(int(told)), meant=Quantity(int(meant)))
        for number, name, told, meant in rows(connection, _GOODS)
    ]
    beside = _("{party}: barang {product} di rincian selisih {quantity} dari mutasinya")
    found += [
        beside.format(party=code, product=product, quantity=Quantity(int(quantity)))
        for code, product, quantity in rows(connection, _MOVED)
    ]
    return named(found)


CHECKS = (Check(N_("Uang di rincian setoran"), money), Check(N_("Barang di rincian setoran"), goods))
