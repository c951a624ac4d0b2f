"""Checks of makers' goods and money: what papers say was brought and sold is what moved, and whose it is.

Losses, payouts and statements have checks of their own beside their nouns.
"""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _

#: What a delivery's lots say was brought, less what moved; what filled goods sold before is part of it.
_BROUGHT = """
SELECT d.number, p.code, SUM(b.quantity) FROM (
  SELECT l.document_id, l.product_id, l.quantity FROM consigned_lots l JOIN documents n ON n.id = l.document_id
  WHERE n.kind = 'delivery'
  UNION ALL
  SELECT m.document_id, m.product_id, -m.quantity FROM documents n JOIN moves m ON m.document_id = n.id
  WHERE n.kind = 'delivery' AND n.reverses_id IS NULL
) b
JOIN documents d ON d.id = b.document_id JOIN products p ON p.id = b.product_id
GROUP BY d.id, d.number, p.id, p.code HAVING SUM(b.quantity) <> 0 ORDER BY d.id, p.code
"""
#: What a correction says of a lot, and what a reversal takes back, less what moved.
_CORRECTED = """
SELECT d.number, p.code, SUM(b.quantity) FROM (
  SELECT document_id, lot_id, becomes - was AS quantity FROM delivery_correction_lines
  UNION ALL
  SELECT r.id, l.lot_id, -l.quantity FROM documents r JOIN consigned_lots l ON l.document_id = r.reverses_id
  WHERE r.kind = 'delivery'
  UNION ALL
  SELECT m.document_id, m.lot_id, -m.quantity FROM documents n JOIN moves m ON m.document_id = n.id
  WHERE n.kind = 'delivery-correction' OR (n.kind = 'delivery' AND n.reverses_id IS NOT NULL)
) b
JOIN documents d ON d.id = b.document_id JOIN lots l ON l.id = b.lot_id JOIN products p ON p.id = l.product_id
GROUP BY d.id, d.number, l.id, p.code HAVING SUM(b.quantity) <> 0 ORDER BY d.id, p.code
"""
#: What sales say a maker's lot gave, less what moved of it by sales.
_SOLD = """
SELECT w.code, p.code, s.quantity FROM (
  SELECT lot_id, SUM(quantity) AS quantity FROM (
    SELECT lot_id, quantity FROM maker_shares
    UNION ALL
    SELECT m.lot_id, m.quantity FROM lots x JOIN moves m ON m.product_id = x.product_id AND m.lot_id = x.id
    WHERE x.owner_id IS NOT NULL AND m.reason IN ('sale', 'sale-return')
  ) AS both_sides GROUP BY lot_id HAVING SUM(quantity) <> 0
) s
JOIN lots l ON l.id = s.lot_id JOIN products p ON p.id = l.product_id JOIN parties w ON w.id = l.owner_id
ORDER BY w.code, p.code
"""


def goods(connection: Connection, _shop: Shop) -> list[str]:
    """What was brought, put right and sold of makers' lots is what moved (domain/consignment.md 5.6 I1)."""
    found = []
    for statement, said in (
        (_BROUGHT, _("{paper} {code}: titipan masuk selisih {quantity} dari mutasinya")),
        (_CORRECTED, _("{paper} {code}: koreksi titipan selisih {quantity} dari mutasinya")),
        (_SOLD, _("{paper} {code}: titipan terjual selisih {quantity} dari mutasinya")),
    ):
        found += named(
            said.format(paper=paper, code=code, quantity=Quantity(int(quantity)))
            for paper, code, quantity in rows(connection, statement)
        )
    return found


#: A lot is the maker's who brought it, and so is every part that was sold of it.
_OWNERS = """
SELECT d.number, p.code FROM consigned_lots c JOIN lots l ON l.id = c.lot_id
JOIN documents d ON d.id = l.document_id JOIN products p ON p.id = l.product_id
WHERE l.owner_id IS NULL OR l.owner_id <> c.maker_id OR l.product_id <> c.product_id
UNION
SELECT d.number, p.code FROM maker_shares s JOIN lots l ON l.id = s.lot_id
JOIN documents d ON d.id = s.document_id JOIN products p ON p.id = s.product_id
WHERE l.owner_id IS NULL OR l.owner_id <> s.maker_id OR l.product_id <> s.product_id
ORDER BY 1, 2
"""
#: A product has one maker for ever; a book of old tickets may tell otherwise, and is flagged then.
_MAKERS = """
SELECT DISTINCT d.number, p.code FROM products p JOIN lots l ON l.product_id = p.id
JOIN documents d ON d.id = l.document_id
WHERE p.maker_id IS NOT NULL AND l.owner_id IS NOT NULL AND l.owner_id <> p.maker_id
AND NOT EXISTS (SELECT 1 FROM flags f WHERE f.document_id = d.id AND f.rule = 'other-maker')
AND d.kind <> 'product-merge' ORDER BY 1, 2
"""


def owners(connection: Connection, _shop: Shop) -> list[str]:
    """Whose goods are whose never changes (domain/consignment.md 5.6 I14)."""
    lots = _("{number} {code}: lot titipan bukan milik penitipnya")
    makers = _("{number} {code}: barang dari penitip lain")
    wrong = named(lots.format(number=number, code=code) for number, code in rows(connection, _OWNERS))
    return wrong + named(makers.format(number=number, code=code) for number, code in rows(connection, _MAKERS))


_NOBODYS = """
SELECT d.number FROM postings p JOIN documents d ON d.id = p.document_id
WHERE p.account_id = :account AND p.party_id IS NULL ORDER BY d.id
"""
#: All that is kept as owed to makers, less what the account says.
_WHOLE = """
SELECT SUM(amount) FROM (
  SELECT COALESCE(SUM(amount), 0) AS amount FROM party_balances WHERE account_id = :account
  UNION ALL
  SELECT -COALESCE(SUM(amount), 0) FROM postings WHERE account_id = :account
) AS both_sides
"""


def account(connection: Connection, _shop: Shop) -> list[str]:
    """What all makers are owed is the account of it, to the rupiah (domain/consignment.md 5.6 I6)."""
    owed = ACCOUNT_IDS[Role.OWED_TO_MAKERS]
    said = _("{number}: utang titipan tanpa penitip")
    wrong = named(said.format(number=number) for (number,) in rows(connection, _NOBODYS, account=owed))
    beside = Rupiah(int(rows(connection, _WHOLE, account=owed)[0][0]))
    if beside:
        wrong.append(_("Saldo semua penitip selisih {amount} dari akun Utang Titipan").format(amount=beside))
    return wrong


CHECKS = (
    Check(N_("Barang titipan dan mutasinya"), goods),
    Check(N_("Pemilik barang titipan"), owners),
    Check(N_("Akun Utang Titipan"), account),
)
