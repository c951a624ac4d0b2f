"""Checks of the goods: the kept stock against its moves, lots' values against the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from inventory import count_checks, move_totals, stock
from inventory.lots import UnitCost
from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, Rebuild, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _, short_date
from koperasi.work import Work

#: What is kept, less what the moves say: nothing, for every lot at every location.
_STOCK = """
SELECT p.code, p.name, s.quantity, s.value
FROM (
  SELECT lot_id, location_id, MAX(product_id) AS product_id, SUM(quantity) AS quantity, SUM(value) AS value FROM (
    SELECT lot_id, location_id, product_id, quantity, value FROM stock
    UNION ALL
    SELECT lot_id, location_id, product_id, -quantity, -value FROM moves
  ) AS both_sides GROUP BY lot_id, location_id HAVING SUM(quantity) <> 0 OR SUM(value) <> 0
) s
JOIN products p ON p.id = s.product_id ORDER BY p.code, s.lot_id
"""


def kept_stock(connection: Connection, _shop: Shop) -> list[str]:
    """What is left of every lot is the sum of its moves."""
    said = _("{code} {name}: stok tersimpan selisih {quantity} dan {value} dari mutasinya")
    return named(
        said.format(code=code, name=name, quantity=Quantity(int(quantity)), value=Rupiah(int(value)))
        for code, name, quantity, value in rows(connection, _STOCK)
    )


def move_sums(connection: Connection, _shop: Shop) -> list[str]:
    """What is kept of the moves by day and month is their sum."""
    said = _("{code} {name}: jumlah mutasi tanggal {day} tidak cocok")
    wrong = [
        said.format(code=code, name=name, day=short_date(date.fromisoformat(day)))
        for code, name, day in rows(connection, move_totals.WRONG_DAYS)
    ]
    months = [day for (day,) in rows(connection, move_totals.WRONG_MONTHS)]
    return named([*wrong, *(_("Jumlah mutasi bulan {month} tidak cocok").format(month=day[:7]) for day in months)])


_STRAY = """
SELECT p.code, p.name FROM moves m JOIN lots l ON l.id = m.lot_id JOIN products p ON p.id = l.product_id
WHERE m.product_id <> l.product_id ORDER BY p.code
"""


def moves(connection: Connection, _shop: Shop) -> list[str]:
    """A lot's moves are of the lot's own product."""
    said = _("{code} {name}: ada mutasi barang lain")
    return named(said.format(code=code, name=name) for code, name in rows(connection, _STRAY))


_CONSIGNED_VALUE = """
SELECT p.code, p.name, s.value FROM stock s JOIN lots l ON l.id = s.lot_id JOIN products p ON p.id = l.product_id
WHERE l.owner_id IS NOT NULL AND s.value <> 0 ORDER BY p.code
"""
_LEFT_OVER = """
SELECT p.code, p.name, s.value FROM stock s JOIN products p ON p.id = s.product_id
WHERE s.quantity = 0 AND s.value <> 0 ORDER BY p.code
"""
#: The shop's lots where they stand, and those on their way to another branch.
_OWNED_VALUE = """
SELECT COALESCE(SUM(CASE WHEN p.kind = 'in-transit' THEN 0 ELSE s.value END), 0),
  COALESCE(SUM(CASE WHEN p.kind = 'in-transit' THEN s.value ELSE 0 END), 0)
FROM stock s JOIN lots l ON l.id = s.lot_id JOIN locations p ON p.id = s.location_id WHERE l.owner_id IS NULL
"""
_IN_THE_BOOKS = "SELECT COALESCE(SUM(amount), 0) FROM postings WHERE account_id = :account"


def values(connection: Connection, _shop: Shop) -> list[str]:
    """The shop's lots are worth what the books say; members' goods are worth nothing there."""
    wrong = []
    standing, moving = rows(connection, _OWNED_VALUE)[0]
    for value, role, said in (
        (standing, Role.INVENTORY, _("Nilai stok {lots}, di buku {books}")),
        (moving, Role.GOODS_IN_TRANSIT, _("Nilai barang dalam perjalanan {lots}, di buku {books}")),
    ):
        books = Rupiah(int(rows(connection, _IN_THE_BOOKS, account=ACCOUNT_IDS[role])[0][0]))
        if Rupiah(int(value)) != books:
            wrong.append(said.format(lots=Rupiah(int(value)), books=books))
    for statement, said in (
        (_CONSIGNED_VALUE, _("{code} {name}: barang titipan bernilai {value} di persediaan")),
        (_LEFT_OVER, _("{code} {name}: sisa nilai {value} tanpa barang")),
    ):
        found = rows(connection, statement)
        wrong += named(said.format(code=code, name=name, value=Rupiah(value)) for code, name, value in found)
    return wrong


_NEWEST = """
SELECT p.code, p.name FROM (
  SELECT product_id, location_id FROM stock GROUP BY product_id, location_id
) s
JOIN products p ON p.id = s.product_id
LEFT JOIN product_stock n ON n.product_id = s.product_id AND n.location_id = s.location_id
LEFT JOIN lots l ON l.id = n.last_lot_id
WHERE l.id IS NULL OR l.product_id <> s.product_id ORDER BY p.code
"""


def newest_lots(connection: Connection, _shop: Shop) -> list[str]:
    """A product that ever moved knows a lot of its own that sales without stock go to."""
    said = _("{code} {name}: lot terakhir tidak cocok")
    return named(said.format(code=code, name=name) for code, name in rows(connection, _NEWEST))


CHECKS = (
    Check(N_("Stok sama dengan mutasinya"), kept_stock),
    Check(N_("Jumlah mutasi per hari dan bulan"), move_sums),
    Check(N_("Mutasi sesuai barangnya"), moves),
    Check(N_("Nilai persediaan"), values),
    Check(N_("Lot terakhir setiap barang"), newest_lots),
    *count_checks.CHECKS,
)


def rebuild_stock(work: Work) -> None:
    work.connection.execute(text("DELETE FROM stock"))
    work.connection.execute(
        text(
            "INSERT INTO stock (lot_id, location_id, product_id, quantity, value) "
            "SELECT lot_id, location_id, MAX(product_id), SUM(quantity), SUM(value) FROM moves "
            "GROUP BY lot_id, location_id"
        )
    )


#: Lots in the order they came in, with the cost they came at; those a sale opened have none.
_LOTS = """
SELECT l.product_id, m.location_id, l.id, COALESCE(k.value, b.cost), COALESCE(k.quantity, b.base_quantity),
  c.quantity AS delivered
FROM lots l JOIN documents d ON d.id = l.document_id
JOIN (SELECT DISTINCT lot_id, location_id FROM moves) m ON m.lot_id = l.id
LEFT JOIN (
  SELECT document_id, product_id, SUM(cost) AS cost, SUM(base_quantity) AS base_quantity FROM purchase_lines
  WHERE document_id NOT IN (SELECT reverses_id FROM documents WHERE reverses_id IS NOT NULL)
  GROUP BY document_id, product_id
) b ON b.document_id = l.document_id AND b.product_id = l.product_id
LEFT JOIN made_lots k ON k.lot_id = l.id
LEFT JOIN consigned_lots c ON c.lot_id = l.id
ORDER BY d.posted_at, d.id, l.id
"""


def rebuild_newest_lots(work: Work) -> None:
    """The newest lot of each product and its last cost, in the order this database took them."""
    lots: dict[tuple[int, int], int] = {}
    costs: dict[tuple[int, int], UnitCost] = {}
    for product, location, lot, cost, bought, delivered in rows(work.connection, _LOTS):
        _note(lots, costs, (product, location), lot, (cost, bought, delivered))
    work.connection.execute(text("DELETE FROM product_stock"))
    for (product, location), lot in sorted(lots.items()):
        known = {product: costs.get((product, location), UnitCost())}
        stock.keep_newest(work.connection, [{"product_id": product, "id": lot}], location, known)


def _note(
    lots: dict[tuple[int, int], int],
    costs: dict[tuple[int, int], UnitCost],
    where: tuple[int, int],
    lot: int,
    came: Sequence[Any],
) -> None:
    cost, bought, delivered = came
    if bought:
        costs[where] = UnitCost(Rupiah(int(cost)), Quantity(int(bought)))
    elif delivered:
        costs[where] = UnitCost(Rupiah(0), Quantity(delivered))
    lots[where] = lot


def rebuild_move_sums(work: Work) -> None:
    move_totals.remake(work.connection)


REBUILDS: tuple[Rebuild, ...] = (rebuild_stock, rebuild_move_sums, rebuild_newest_lots)
