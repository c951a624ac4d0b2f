"""How much of every good there is, now or at the end of a past day, and what moved between.

Rows come as the database stores them (`reports.StoredRows` makes cells of those in sight):
a shop with 100,000 goods and a million moves must not wait for objects nobody looks at.
Stock at a past date goes the nearer way: from what is kept backwards, or from the first
move forwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from koperasi.bulk import Prepared
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Kind
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.periods import Period

Stored = Sequence[Any]

#: Locations of the branch: every sum is over these.
_HERE = "(SELECT id FROM locations WHERE branch_id = :branch)"
_KEPT = f"SELECT product_id, lot_id, quantity, value FROM stock WHERE location_id IN {_HERE}"  # noqa: S608
# CROSS JOIN: SQLite takes the tables in this order, documents of the days first.
_MOVED = f"""
SELECT m.product_id, m.lot_id, {{sign}}m.quantity AS quantity, {{sign}}m.value AS value
FROM documents d CROSS JOIN moves m
WHERE d.id = m.document_id AND d.business_date {{when}} :day AND m.location_id IN {_HERE}
"""  # noqa: S608
_NOW = _KEPT
_BACKWARDS = f"{_KEPT} UNION ALL {_MOVED.format(sign='-', when='>')}"
_FORWARDS = _MOVED.format(sign="", when="<=")
_THEIRS_NOW = f"""
SELECT s.product_id, s.quantity FROM products p CROSS JOIN stock s CROSS JOIN lots l
WHERE p.maker_id IS NOT NULL AND s.product_id = p.id AND s.location_id IN {_HERE}
AND l.id = s.lot_id AND l.owner_id IS NOT NULL
"""  # noqa: S608
_THEIRS_BACKWARDS = f"""
{_THEIRS_NOW} UNION ALL
SELECT m.product_id, -m.quantity FROM products p CROSS JOIN moves m CROSS JOIN documents d CROSS JOIN lots l
WHERE p.maker_id IS NOT NULL AND m.product_id = p.id AND m.location_id IN {_HERE}
AND d.id = m.document_id AND d.business_date > :day AND l.id = m.lot_id AND l.owner_id IS NOT NULL
"""  # noqa: S608

# What a base unit sells for to everybody on the last of the days.
_PRICE = """
(SELECT x.price FROM prices x JOIN product_units u ON u.id = x.product_unit_id
 WHERE u.product_id = p.id AND u.place = 0 AND u.retired_at IS NULL
 AND x.rule = 'retail' AND x.price_class = '' AND x.min_quantity = 0 AND x.branch_id IS NULL
 AND x.retired_at IS NULL AND x.valid_until IS NULL AND (x.valid_from IS NULL OR x.valid_from <= :day)
 ORDER BY x.id DESC LIMIT 1)
"""
_LIST = """
WITH p AS ({goods}),
g AS (
  SELECT product_id, CAST(SUM(quantity) AS BIGINT) AS quantity, CAST(SUM(value) AS BIGINT) AS value
  FROM ({levels}) levels {only} GROUP BY product_id
),
t AS (SELECT product_id, CAST(SUM(quantity) AS BIGINT) AS quantity FROM ({theirs}) theirs {only} GROUP BY product_id)
SELECT p.code, p.name, COALESCE(c.name, ''), p.base_unit,
  COALESCE(g.quantity, 0) - COALESCE(t.quantity, 0), COALESCE(t.quantity, 0), COALESCE(g.quantity, 0),
  COALESCE(g.value, 0), {price}, COALESCE(o.name, ''), p.min_stock, p.id
FROM p
LEFT JOIN g ON g.product_id = p.id
LEFT JOIN t ON t.product_id = p.id
LEFT JOIN categories c ON c.id = p.category_id
LEFT JOIN parties o ON o.id = p.maker_id
{which}
ORDER BY p.name, p.code
"""
_IN_USE = "WHERE p.retired_at IS NULL OR g.quantity <> 0 OR g.value <> 0"
_GOODS = "SELECT * FROM products WHERE kind = 'goods'"
#: What `_LIST` brings of each good.
COLUMNS = (
    "code", "name", "category", "unit", "owned", "consigned", "quantity", "value", "price", "owner", "min_stock", "id",
)  # fmt: skip


def chosen_goods(period: Period, product: str = "products") -> str:
    """SQL, to be put behind a WHERE: only goods of the chosen category and owner."""
    wanted, choices = "", period.choices
    if choices.category_id is not None:
        wanted += f" AND COALESCE({product}.category_id, 0) = :category"
    if choices.consigned is not None:
        wanted += f" AND {product}.maker_id IS {'NOT ' if choices.consigned else ''}NULL"
    return wanted


def values_of(period: Period) -> dict[str, object]:
    """The values of every statement here."""
    return {
        "branch": period.branch.id,
        "day": period.last.isoformat(),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "category": period.choices.category_id or 0,
    }


def on_hand(connection: Connection, period: Period, most: int | None = None) -> list[Stored]:
    """Every good with what there is of it now, by name; retired ones while something is left.

    `most` reads only so many of the goods in use: what a screen shows while the rest is read.
    """
    goods, only = _GOODS + chosen_goods(period), ""
    if most is not None:
        goods += " AND retired_at IS NULL ORDER BY name, code LIMIT :most"
        only = "WHERE product_id IN (SELECT id FROM p)"
    statement = _LIST.format(goods=goods, levels=_NOW, theirs=_THEIRS_NOW, only=only, price=_PRICE, which=_IN_USE)
    return _rows(connection, statement, {**values_of(period), "most": most})


def at_end_of(connection: Connection, period: Period, *, retired: bool = False) -> list[Stored]:
    """The same as `on_hand` at the end of the last of the days, whatever has moved since.

    `retired` brings goods that are no longer in use although nothing is left of them.
    """
    levels = _FORWARDS if _forwards_is_nearer(connection, period) else _BACKWARDS
    goods, which = _GOODS + chosen_goods(period), "" if retired else _IN_USE
    statement = _LIST.format(goods=goods, levels=levels, theirs=_THEIRS_BACKWARDS, only="", price=_PRICE, which=which)
    return _rows(connection, statement, values_of(period))


_PAPERS = "SELECT COUNT(*) FROM documents WHERE business_date {when} :day"


def _forwards_is_nearer(connection: Connection, period: Period) -> bool:
    before, after = (
        int(connection.execute(text(_PAPERS.format(when=when)), {"day": period.last.isoformat()}).scalar_one())
        for when in ("<=", ">")
    )
    return before < after


_BY_REASON = f"""
SELECT m.product_id, m.reason, CASE WHEN m.reason = 'filling' THEN d.kind ELSE '' END AS came_by,
  CAST(SUM(m.quantity) AS BIGINT), CAST(SUM(m.value) AS BIGINT)
FROM documents d CROSS JOIN moves m
WHERE d.id = m.document_id AND d.business_date BETWEEN :first AND :last AND m.location_id IN {_HERE}
GROUP BY m.product_id, m.reason, CASE WHEN m.reason = 'filling' THEN d.kind ELSE '' END
"""  # noqa: S608


def by_reason(connection: Connection, period: Period) -> list[tuple[int, str, str, int, int]]:
    """What moved in the days: product, reason, and for what filled stock below zero the kind of its document."""
    return [(row[0], row[1], row[2], row[3], row[4]) for row in _rows(connection, _BY_REASON, values_of(period))]


_COUNTS = """
SUM(CASE WHEN s.quantity <> 0 THEN 1 ELSE 0 END) AS goods, SUM(CASE WHEN s.quantity < 0 THEN 1 ELSE 0 END) AS below,
SUM(s.value) AS value
"""
# Of goods without a maker every lot is the shop's, which spares the look at each.
_BY_CATEGORY = f"""
SELECT COALESCE(c.name, ''), CAST(SUM(g.goods) AS BIGINT), CAST(SUM(g.below) AS BIGINT), CAST(SUM(g.value) AS BIGINT)
FROM (
  SELECT p.category_id, {_COUNTS} FROM (
    SELECT product_id, SUM(quantity) AS quantity, SUM(value) AS value FROM stock
    WHERE location_id IN {_HERE} GROUP BY product_id
  ) s JOIN products p ON p.id = s.product_id WHERE p.maker_id IS NULL GROUP BY p.category_id
  UNION ALL
  SELECT s.category_id, {_COUNTS} FROM (
    SELECT p.id, p.category_id, SUM(s.quantity) AS quantity, SUM(s.value) AS value
    FROM products p CROSS JOIN stock s CROSS JOIN lots l
    WHERE p.maker_id IS NOT NULL AND s.product_id = p.id AND s.location_id IN {_HERE}
    AND l.id = s.lot_id AND l.owner_id IS NULL GROUP BY p.id, p.category_id
  ) s GROUP BY s.category_id
) g LEFT JOIN categories c ON c.id = g.category_id
GROUP BY c.name ORDER BY c.name
"""  # noqa: S608
_THEIRS_BY_CATEGORY = f"""
SELECT COALESCE(c.name, ''), t.quantity, {_PRICE}
FROM (SELECT product_id, CAST(SUM(quantity) AS BIGINT) AS quantity FROM ({_THEIRS_NOW}) theirs GROUP BY product_id) t
JOIN products p ON p.id = t.product_id LEFT JOIN categories c ON c.id = p.category_id
WHERE t.quantity <> 0 ORDER BY c.name
"""  # noqa: S608


def owned_by_category(connection: Connection, period: Period) -> list[tuple[str, int, int, int]]:
    """The shop's own: category, how many goods there are, how many below zero, what they are worth."""
    return [(row[0], row[1], row[2], row[3]) for row in _rows(connection, _BY_CATEGORY, values_of(period))]


def consigned_by_category(connection: Connection, period: Period) -> list[tuple[str, int, int | None]]:
    """Members' goods one by one: category, quantity, and the price of a base unit."""
    return [(row[0], row[1], row[2]) for row in _rows(connection, _THEIRS_BY_CATEGORY, values_of(period))]


#: Goods of a branch, and what it has sent on to another one.
STOCK_ACCOUNTS = (ACCOUNT_IDS[Role.INVENTORY], ACCOUNT_IDS[Role.GOODS_IN_TRANSIT])
_BOOKED = """
SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM postings p JOIN documents d ON d.id = p.document_id
WHERE p.account_id IN (:inventory, :transit) AND d.branch_id = :branch AND d.business_date <= :day
"""


def booked(connection: Connection, period: Period, day: date = date.max) -> Rupiah:
    """What the books say that the branch's stock is worth, by documents up to and with a day."""
    inventory, transit = STOCK_ACCOUNTS
    where = {"branch": period.branch.id, "day": day.isoformat(), "inventory": inventory, "transit": transit}
    return Rupiah(int(connection.execute(text(_BOOKED), where).scalar_one()))


#: Which kinds of documents bring goods in; what fills stock below zero came with one of them.
BRINGING = {
    Kind.PURCHASE.value: "received",
    Kind.REPACKING.value: "repacked",
    Kind.KIT_ASSEMBLY.value: "repacked",
    Kind.STOCK_COUNT.value: "counted",
    Kind.ARRIVAL.value: "transferred",
    Kind.STOCK_TRANSFER.value: "transferred",
    Kind.PRODUCT_MERGE.value: "merged",
}


def _rows(connection: Connection, statement: str, values: dict[str, Any]) -> list[Any]:
    """Rows of the driver itself, with the values that the statement names."""
    made = text(statement)
    return Prepared(made).rows(connection, **{name: values[name] for name in made.compile().params})
