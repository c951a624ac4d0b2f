"""How much of every good there is, now or at the end of a past day, and what moved between.

Rows come as the database stores them (`reports.StoredRows` makes cells of those in sight):
a shop with 100,000 goods and a million moves must not wait for objects nobody looks at.
Stock at a past date goes the nearer way: from what there is now backwards, or from the first
move forwards; either way over kept totals (`move_queries`), for a year is ten million moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, overload

from sqlalchemy import Connection, text

from inventory import move_queries
from koperasi import account_queries
from koperasi.account_queries import Days
from koperasi.bulk import Prepared
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Kind
from koperasi.ledger import Role
from koperasi.money import Rupiah, total
from koperasi.periods import Choices, Period

Stored = Sequence[Any]

#: Locations of the branch: every sum is over these.
_HERE = "(SELECT id FROM locations WHERE branch_id = :branch)"
_KEPT = f"SELECT product_id, quantity, value, 0 AS theirs FROM stock WHERE location_id IN {_HERE}"  # noqa: S608
# CROSS JOIN: SQLite takes the tables in this order, the few goods that have a maker first.
_THEIRS_NOW = f"""
SELECT s.product_id, s.quantity FROM products p CROSS JOIN stock s CROSS JOIN lots l
WHERE p.maker_id IS NOT NULL AND s.product_id = p.id AND s.location_id IN {_HERE}
AND l.id = s.lot_id AND l.owner_id IS NOT NULL
"""  # noqa: S608
_NOW = f"{_KEPT} UNION ALL SELECT product_id, 0, 0, quantity FROM ({_THEIRS_NOW}) theirs_now"  # noqa: S608
_MOVED = """SELECT product_id, {sign}quantity AS quantity, {sign}value AS value,
CASE WHEN consigned THEN {sign}quantity ELSE 0 END AS theirs FROM ({moved}) moved"""

# What a base unit sells for to everybody on the last of the days.  A price that ends because the
# next one is planned holds until then; where an offer runs beside it, the one that goes on longer is the usual one.
_PRICE = """
(SELECT x.price FROM prices x JOIN product_units u ON u.id = x.product_unit_id
 WHERE u.product_id = p.id AND u.place = 0 AND u.retired_at IS NULL
 AND x.rule = 'retail' AND x.price_class = '' AND x.min_quantity = 0 AND x.branch_id IS NULL
 AND x.retired_at IS NULL AND (x.valid_until IS NULL OR x.valid_until >= :day)
 AND (x.valid_from IS NULL OR x.valid_from <= :day)
 ORDER BY x.valid_until IS NULL DESC, x.valid_until DESC, x.id DESC LIMIT 1)
"""
_PRICES = """
SELECT u.product_id, x.price FROM prices x JOIN product_units u ON u.id = x.product_unit_id
WHERE u.place = 0 AND u.retired_at IS NULL {only}
AND x.rule = 'retail' AND x.price_class = '' AND x.min_quantity = 0 AND x.branch_id IS NULL
AND x.retired_at IS NULL AND (x.valid_until IS NULL OR x.valid_until >= :day)
AND (x.valid_from IS NULL OR x.valid_from <= :day)
ORDER BY x.valid_until IS NULL, x.valid_until, x.id
"""
_GOODS = """
SELECT id, code, name, category_id, base_unit, maker_id, min_stock FROM products
WHERE kind = 'goods' {chosen} ORDER BY name, code
"""
_FIRST = " LIMIT :most"
# Sums, goods and prices are read each by itself and put together here: joined by the
# database they take twice as long.
_SUMS = """
SELECT product_id, CAST(SUM(quantity) AS BIGINT), CAST(SUM(value) AS BIGINT), CAST(SUM(theirs) AS BIGINT)
FROM ({levels}) levels {only} GROUP BY product_id
"""
#: What is listed of each good.
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


def on_hand(connection: Connection, period: Period, most: int | None = None) -> Listed:
    """Every good with what there is of it now, by name; retired ones while something is left.

    `most` reads only so many of the goods in use: what a screen shows while the rest is read.
    """
    return _listed(connection, period, _NOW, most=most)


def at_end_of(connection: Connection, period: Period, *, retired: bool = False) -> Listed:
    """The same as `on_hand` at the end of the last of the days, whatever has moved since.

    `retired` brings goods that are no longer in use although nothing is left of them.
    """
    forwards = move_queries.forwards_is_nearer(connection, period.branch.id, period.last)
    levels, also = (_forwards if forwards else _backwards)(connection, period)
    return _listed(connection, period, levels, also, retired=retired)


Levels = tuple[str, dict[str, Any]]


def _backwards(connection: Connection, period: Period) -> Levels:
    """What there is now, less what has moved since."""
    moved, values = move_queries.moved(move_queries.after(connection, period.branch.id, period.last), "consigned")
    return f"{_NOW} UNION ALL {_MOVED.format(sign='-', moved=moved)}", values


def _forwards(connection: Connection, period: Period) -> Levels:
    """All that moved up to then."""
    moved, values = move_queries.moved(move_queries.until(connection, period.branch.id, period.last), "consigned")
    return _MOVED.format(sign="", moved=moved), values


def _listed(
    connection: Connection,
    period: Period,
    levels: str,
    also: dict[str, Any] | None = None,
    *,
    most: int | None = None,
    retired: bool = False,
) -> Listed:
    values = {**values_of(period), **(also or {}), "most": most}
    chosen = chosen_goods(period) + (_IN_USE if most is not None else "")
    goods = _GOODS.format(chosen=chosen) + (_FIRST if most is not None else "")
    among = _AMONG.format(goods=goods) if most is not None else ""
    where, only = (f"WHERE {among}", f"AND u.{among}") if among else ("", "")
    sums = {row[0]: row for row in _rows(connection, _SUMS.format(levels=levels, only=where), values)}
    consigned = {row[0]: row[3] for row in sums.values() if row[3]}
    period.step(6, 10)
    found = _rows(connection, goods, values)
    gone = set() if retired else {row[0] for row in _rows(connection, _RETIRED, values) if not _left(sums, row[0])}
    return Listed(
        [row for row in found if row[0] not in gone] if gone else found,
        sums,
        consigned,
        dict(_rows(connection, _PRICES.format(only=only), values)),
        dict(_rows(connection, "SELECT id, name FROM categories", values)),
        dict(_rows(connection, _MAKERS, values)),
        complete=period.choices == Choices() and most is None,
    )


def _left(sums: dict[int, Any], product: int) -> bool:
    """Whether anything is left of a good, be it a rupiah."""
    _key, quantity, value, _theirs = sums.get(product, _NOTHING)
    return bool(quantity or value)


_AMONG = "product_id IN (SELECT id FROM ({goods}) listed)"
_IN_USE = " AND retired_at IS NULL"
_RETIRED = "SELECT id FROM products WHERE kind = 'goods' AND retired_at IS NOT NULL"
_MAKERS = "SELECT id, name FROM parties WHERE id IN (SELECT maker_id FROM products WHERE maker_id IS NOT NULL)"
_NOTHING = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Listed(Sequence[Stored]):
    """Goods with what there is of each; a row is put together (by `COLUMNS`) when it is looked at."""

    goods: list[Any]
    sums: dict[int, Any]
    consigned: dict[int, int]
    prices: dict[int, int]
    categories: dict[int, str]
    makers: dict[int, str]
    #: Every good of which there is anything is listed, so that their sums are the sums of all.
    complete: bool = False

    @property
    def ids(self) -> list[int]:
        return [row[0] for row in self.goods]

    @property
    def value(self) -> int:
        """What all of them are worth together."""
        return sum([row[2] for row in self._counted()])

    @property
    def below(self) -> int:
        """How many of them are below zero."""
        return len([1 for row in self._counted() if row[1] < 0])

    def _counted(self) -> Iterable[Any]:
        if self.complete:
            return self.sums.values()
        return [self.sums.get(row[0], _NOTHING) for row in self.goods]

    def __len__(self) -> int:
        return len(self.goods)

    @overload
    def __getitem__(self, place: int) -> Stored: ...
    @overload
    def __getitem__(self, place: slice) -> list[Stored]: ...
    def __getitem__(self, place: int | slice) -> Stored | list[Stored]:
        if isinstance(place, slice):
            return [self._row(each) for each in self.goods[place]]
        return self._row(self.goods[place])

    def __iter__(self) -> Iterator[Stored]:
        return map(self._row, self.goods)

    def _row(self, good: Any) -> Stored:
        key, code, name, category, unit, maker, least = good
        _key, quantity, value, theirs = self.sums.get(key, _NOTHING)
        names = (code, name, self.categories.get(category, ""), unit)
        price, owner = self.prices.get(key), self.makers.get(maker, "")
        return (*names, quantity - theirs, theirs, quantity, value, price, owner, least, key)


_BY_REASON = """
SELECT product_id, reason, came_by, CAST(SUM(quantity) AS BIGINT), CAST(SUM(value) AS BIGINT) FROM ({moved}) moved
GROUP BY product_id, reason, came_by HAVING SUM(moves) <> 0
"""
_CHANGED = """
SELECT product_id, CAST(SUM(quantity) AS BIGINT), CAST(SUM(value) AS BIGINT) FROM ({moved}) moved
GROUP BY product_id HAVING SUM(moves) <> 0
"""


def by_reason(connection: Connection, period: Period) -> list[tuple[int, str, str, int, int]]:
    """What moved in the days: product, reason, and for what filled stock below zero the kind of its document."""
    return [
        (row[0], row[1], row[2], row[3], row[4]) for row in _moved(connection, period, _BY_REASON, "reason", "came_by")
    ]


def changed(connection: Connection, period: Period) -> dict[int, tuple[int, int]]:
    """Product → by how much its stock and the value of it changed in the days, all reasons together."""
    return {product: (quantity, value) for product, quantity, value in _moved(connection, period, _CHANGED)}


def _moved(connection: Connection, period: Period, statement: str, *keys: str) -> list[Any]:
    days = move_queries.of_days(connection, period.branch.id, period.first, period.last)
    moved, values = move_queries.moved(days, *keys)
    return _rows(connection, statement.format(moved=moved), values)


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
  ) s CROSS JOIN products p WHERE p.id = s.product_id AND p.maker_id IS NULL GROUP BY p.category_id
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
#: What came into days that were locked already: its document is of an earlier day than its entry.
_LATE = """
SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM documents d CROSS JOIN entries e CROSS JOIN postings p
WHERE d.id IN (SELECT document_id FROM flags WHERE rule = 'period-lock') AND d.branch_id = :branch
AND d.business_date <= :day AND e.document_id = d.id AND e.business_date > :day
AND p.document_id = d.id AND p.account_id IN (:inventory, :transit)
"""
# Goods on their way are the sender's until they arrive, but the paper that takes them in is the receiver's.
_ARRIVED = """
SELECT CAST(COALESCE(SUM(CASE WHEN sent.branch_id = :branch THEN p.amount ELSE -p.amount END), 0) AS BIGINT)
FROM (SELECT DISTINCT document_id, dispatch_id FROM arrived_lines) AS came
JOIN documents d ON d.id = came.document_id JOIN documents sent ON sent.id = came.dispatch_id
JOIN postings p ON p.document_id = d.id
WHERE p.account_id = :transit AND d.business_date <= :day AND sent.branch_id <> d.branch_id
AND (sent.branch_id = :branch OR d.branch_id = :branch)
"""
#: The last day that can be asked for: after it there must be another one.
_LAST = date.max - timedelta(days=1)


def booked(connection: Connection, period: Period, day: date = date.max) -> Rupiah:
    """What the books say that the branch's stock is worth, by documents up to and with a day."""
    inventory, transit = STOCK_ACCOUNTS
    moved = account_queries.of_accounts(connection, Days(period.branch.id, None, min(day, _LAST)))
    where = {"branch": period.branch.id, "day": day.isoformat(), "inventory": inventory, "transit": transit}
    late = int(connection.execute(text(_LATE), where).scalar_one())
    del where["inventory"]
    arrived = int(connection.execute(text(_ARRIVED), where).scalar_one())
    return total(moved[account].amount for account in STOCK_ACCOUNTS if account in moved) + Rupiah(late + arrived)


#: Which kinds of documents bring goods in; what fills stock below zero came with one of them.
BRINGING = {
    Kind.PURCHASE.value: "received",
    Kind.REPACKING.value: "repacked",
    Kind.KIT_ASSEMBLY.value: "repacked",
    Kind.STOCK_COUNT.value: "counted",
    Kind.ARRIVAL.value: "transferred",
    Kind.STOCK_TRANSFER.value: "transferred",
    Kind.PRODUCT_MERGE.value: "merged",
    Kind.CONVERSION.value: "received",
}


def _rows(connection: Connection, statement: str, values: dict[str, Any]) -> list[Any]:
    """Rows of the driver itself, with the values that the statement names."""
    made = text(statement)
    return Prepared(made).rows(connection, **{name: values[name] for name in made.compile().params})
