"""What became of makers' goods, product by product and lot by lot, as frozen rows, over all branches.

The statements are text and name their tables in the order in which SQLite shall take them
(CROSS JOIN): makers' goods first, which are few, then what moved of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from inventory.stock import Reason
from koperasi.quantity import NOTHING, Quantity

#: What a delivery brings; what fills goods that were sold before they came is part of it.
BROUGHT = frozenset({Reason.DELIVERY, Reason.FILLING, Reason.OPENING})
SOLD = frozenset({Reason.SALE, Reason.SALE_RETURN})


@dataclass(frozen=True, slots=True)
class Ware:
    """A good of a maker's."""

    id: int
    code: str
    name: str
    unit: str
    maker_id: int


@dataclass(frozen=True, slots=True)
class Turnover:
    """What became of a good in some days: `before` + `brought` − `sold` − `gone` = `left`.

    `gone` is what was given back, lost, spoilt or went over to the shop.  `sold_days` is how
    many days a piece that was sold had been here, on average; None where none was.
    """

    ware: Ware
    before: Quantity
    brought: Quantity
    sold: Quantity
    gone: Quantity
    left: Quantity
    sold_days: int | None
    oldest: date | None

    @property
    def share_sold(self) -> int | None:
        """Of what there was to sell, so many basis points were; None where there was nothing."""
        there = (self.before + self.brought).thousandths
        return self.sold.thousandths * 10_000 // there if there > 0 else None


@dataclass(frozen=True, slots=True)
class OpenLot:
    """A lot of a maker's of which something is left."""

    ware: Ware
    lot_id: int
    received_on: date
    expires_on: date | None
    left: Quantity
    sold: Quantity = NOTHING
    #: What was sold of it lately, and when last.
    sold_lately: Quantity = NOTHING
    last_sold: date | None = None

    def age(self, today: date) -> int:
        return (today - self.received_on).days


_HERS = """
(SELECT id FROM products WHERE maker_id = :party UNION SELECT product_id FROM consigned_lots WHERE maker_id = :party)
"""
_WARES = """
SELECT p.id, p.code, p.name, p.base_unit, p.maker_id FROM products p
WHERE p.maker_id IS NOT NULL {goods} ORDER BY p.name, p.code
"""
#: Of each good by reason: what moved in the days, and since their first one.
_DELIVERED = """
SELECT m.product_id, m.reason,
  CAST(SUM(CASE WHEN d.business_date <= :last THEN m.quantity ELSE 0 END) AS BIGINT), CAST(SUM(m.quantity) AS BIGINT)
FROM documents d CROSS JOIN moves m CROSS JOIN lots l
WHERE d.id IN (
  SELECT document_id FROM deliveries UNION
  SELECT id FROM documents WHERE reverses_id IN (SELECT document_id FROM deliveries)
) AND d.business_date >= :first AND m.document_id = d.id AND m.reason = 'delivery'
AND l.id = m.lot_id AND l.owner_id IS NOT NULL {owner} GROUP BY m.product_id, m.reason
"""
_MOVED = """
SELECT m.product_id, m.reason,
  CAST(SUM(CASE WHEN d.business_date <= :last THEN m.quantity ELSE 0 END) AS BIGINT), CAST(SUM(m.quantity) AS BIGINT)
FROM products p CROSS JOIN moves m CROSS JOIN documents d CROSS JOIN lots l
WHERE p.maker_id IS NOT NULL {goods} AND m.product_id = p.id AND m.reason NOT IN ('sale', 'sale-return', 'delivery')
AND d.id = m.document_id AND d.business_date >= :first
AND l.id = m.lot_id AND l.owner_id IS NOT NULL {owner} GROUP BY m.product_id, m.reason
"""
_SOLD = """
SELECT m.product_id, 'sale',
  CAST(-SUM(CASE WHEN m.business_date <= :last THEN m.quantity ELSE 0 END) AS BIGINT), CAST(-SUM(m.quantity) AS BIGINT)
FROM maker_shares m WHERE m.business_date >= :first {maker} GROUP BY m.product_id
"""
_LEFT = """
SELECT s.product_id, CAST(SUM(s.quantity) AS BIGINT), MIN(CASE WHEN s.quantity > 0 THEN l.received_on END)
FROM products p CROSS JOIN stock s CROSS JOIN lots l
WHERE p.maker_id IS NOT NULL {goods} AND s.product_id = p.id AND l.id = s.lot_id AND l.owner_id IS NOT NULL {owner}
AND s.quantity <> 0 GROUP BY s.product_id
"""
#: How many days what was sold had been here, times how much of it.
_DAYS = """
SELECT m.product_id, CAST(SUM(m.quantity * ({sold_day} - {came_day})) AS BIGINT), CAST(SUM(m.quantity) AS BIGINT)
FROM maker_shares m JOIN lots l ON l.id = m.lot_id
WHERE m.business_date BETWEEN :first AND :last AND m.quantity > 0 {maker} GROUP BY m.product_id
"""
_OPEN = """
SELECT p.id, p.code, p.name, p.base_unit, l.owner_id, l.id, l.received_on, l.expires_on, CAST(SUM(s.quantity) AS BIGINT)
FROM products p CROSS JOIN stock s CROSS JOIN lots l
WHERE p.maker_id IS NOT NULL {goods} AND s.product_id = p.id AND s.quantity <> 0
AND l.id = s.lot_id AND l.owner_id IS NOT NULL {owner}
GROUP BY p.id, p.code, p.name, p.base_unit, l.owner_id, l.id, l.received_on, l.expires_on
HAVING SUM(s.quantity) > 0 ORDER BY p.name, p.code, l.received_on, l.id
"""
_LOT_SALES = """
SELECT m.lot_id, CAST(SUM(m.quantity) AS BIGINT),
  CAST(SUM(CASE WHEN m.business_date >= :since THEN m.quantity ELSE 0 END) AS BIGINT),
  MAX(CASE WHEN m.quantity > 0 THEN m.business_date END)
FROM maker_shares m WHERE m.business_date >= :oldest {maker} GROUP BY m.lot_id
"""
_DAY_NUMBERS = {"sqlite": "unixepoch({day}) / 86400", "postgresql": "(CAST({day} AS DATE) - DATE '1970-01-01')"}


def _rows(connection: Connection, statement: str, party: int | None, **values: Any) -> list[Any]:
    """What a statement finds, of one maker's goods or of all."""
    one = party is not None
    day = _DAY_NUMBERS[connection.dialect.name]
    told = statement.format(
        goods=f"AND p.id IN {_HERS}" if one else "",
        owner="AND l.owner_id = :party" if one else "",
        maker="AND m.maker_id = :party" if one else "",
        sold_day=day.format(day="m.business_date"),
        came_day=day.format(day="l.received_on"),
    )
    named = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return list(connection.execute(text(told), {**named, "party": party} if one else named))


def wares(connection: Connection, party: int | None = None) -> dict[int, Ware]:
    """Every good of a maker's by its id, in the order of their names."""
    return {row[0]: Ware(*row) for row in _rows(connection, _WARES, party)}


def turnovers(connection: Connection, first: date, last: date, party: int | None = None) -> list[Turnover]:
    """What became of every good of makers' that was there or moved in some days, by name."""
    days_of: dict[str, Any] = {"first": first, "last": last}
    moved = [row for each in (_DELIVERED, _MOVED, _SOLD) for row in _rows(connection, each, party, **days_of)]
    left = {row[0]: (row[1], row[2]) for row in _rows(connection, _LEFT, party)}
    days = {row[0]: (row[1], row[2]) for row in _rows(connection, _DAYS, party, **days_of)}
    of_good: dict[int, list[Any]] = {}
    for row in moved:
        of_good.setdefault(row[0], []).append(row)
    found = [
        _turnover(ware, of_good.get(ware.id, ()), left.get(ware.id, (0, None)), days.get(ware.id, (0, 0)))
        for ware in wares(connection, party).values()
    ]
    return [each for each in found if each.before or each.brought or each.sold or each.left]


def _turnover(ware: Ware, moved: Any, left: tuple[int, str | None], days: tuple[int, int]) -> Turnover:
    """`moved` has (…, reason, in the days, since their first one) of each reason."""
    within = {Reason(reason): (inside, since) for _id, reason, inside, since in moved}
    since = sum(each[1] for each in within.values())
    brought = sum(inside for reason, (inside, _since) in within.items() if reason in BROUGHT)
    sold = -sum(inside for reason, (inside, _since) in within.items() if reason in SOLD)
    inside = sum(each[0] for each in within.values())
    now, oldest = left
    before = now - since
    gone = brought - sold - inside
    pieces, quantity = days
    return Turnover(
        ware,
        Quantity(before),
        Quantity(brought),
        Quantity(sold),
        Quantity(gone),
        Quantity(before + inside),
        pieces // quantity if quantity else None,
        date.fromisoformat(oldest) if oldest else None,
    )


def open_lots(connection: Connection, since: date, party: int | None = None) -> list[OpenLot]:
    """Makers' lots of which something is left, with what was sold of each since a day, by name and age."""
    rows = _rows(connection, _OPEN, party)
    if not rows:
        return []
    oldest = min(row[6] for row in rows)
    sales = {row[0]: row[1:] for row in _rows(connection, _LOT_SALES, party, since=since, oldest=oldest)}
    return [_open_lot(row, sales.get(row[5], (0, 0, None))) for row in rows]


def _open_lot(row: Any, sold: Any) -> OpenLot:
    ware, (lot_id, received, expires, left) = Ware(*row[:5]), row[5:]
    whole, lately, last = sold
    return OpenLot(
        ware,
        lot_id,
        date.fromisoformat(received),
        date.fromisoformat(expires) if expires else None,
        Quantity(left),
        Quantity(whole),
        Quantity(lately),
        date.fromisoformat(last) if last else None,
    )
