"""Histories: years of sales written straight into the shop's own tables, as fast as they take them.

Every row that a sale leaves is there, of shifts that were closed with their totals kept, so
that reports and postings find what they would find.  The digests of the audit links are made
up and no stock is moved: such a shop is for speed alone, and `check` would rightly refuse it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.floors import Ware, sqlite
from benchmarks.shops import Open, opened
from koperasi import audit, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import microseconds
from koperasi.ledger import Role
from pos import rollups

LINES = 20
SALES_A_DAY = 140
BATCH_DAYS = 10


def write(folder: Path, lines: int) -> None:
    """Put so many lines of past sales behind the shop in a folder, which is shut."""
    with opened(folder) as place:
        past = _Past(place, random.Random(13))
        file = place.shop.database.path
    connection: Any = sqlite.connect(str(file), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-262144"):
        connection.execute(f"PRAGMA {pragma}")
    columns = {name: _columns(connection, name) for name in _TABLES}
    past.begin(connection)
    days = -(-lines // (LINES * SALES_A_DAY))
    left = lines // LINES
    for day in range(days):
        if day % BATCH_DAYS == 0:
            connection.execute("BEGIN")
        rows = past.day(date(2026, 11, 1) - timedelta(days=days - day), min(left, SALES_A_DAY))
        left -= SALES_A_DAY
        for table, written in rows.items():
            names = columns[table]
            values = ([row.get(name) for name in names] for row in written)
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(names))})", values)
        if day % BATCH_DAYS == BATCH_DAYS - 1 or day == days - 1:
            connection.execute("COMMIT")
    past.end(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


_TABLES = (
    "documents", "shifts", "sales", "sale_lines", "sale_line_lots", "sale_tenders", "moves", "entries", "postings",
    "audit_links", "shift_totals",
)  # fmt: skip


def _columns(connection: Any, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


@dataclass(slots=True)
class _Past:
    """The days of a shop that is not yet open, one after the other."""

    place: Open
    chance: random.Random
    lots: dict[int, int] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=count)
    seq: int = 0
    number: int = 0
    location: int = 0

    def begin(self, connection: Any) -> None:
        """Find where numbers, ids and the chain stand."""
        writer, shift = self.place.shop.writer, self.place.shift
        (ceiling,) = connection.execute("SELECT ceiling FROM id_reserves WHERE writer = ?", (writer,)).fetchone()
        self.ids = count((writer << 33) + ceiling)
        (self.seq,) = connection.execute("SELECT max(seq) FROM audit_links WHERE writer = ?", (writer,)).fetchone()
        (self.number,) = connection.execute(
            "SELECT last FROM number_series WHERE id = ?", (shift.sale_series,)
        ).fetchone()
        self.lots = dict(connection.execute("SELECT product_id, max(lot_id) FROM stock GROUP BY product_id"))
        (self.location,) = connection.execute("SELECT min(id) FROM locations").fetchone()

    def end(self, connection: Any) -> None:
        """Leave ids and numbers where the past has used them up to."""
        writer, used = self.place.shop.writer, next(self.ids) & ((1 << 33) - 1)
        connection.execute("UPDATE id_reserves SET ceiling = ? WHERE writer = ?", (used, writer))
        series = self.place.shift.sale_series
        connection.execute("UPDATE number_series SET last = ? WHERE id = ?", (self.number, series))
        for statement in rollups.FILLS:
            connection.execute(statement)

    def day(self, day: date, sales: int) -> dict[str, list[dict[str, Any]]]:
        """The rows of one shift and its sales."""
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in _TABLES}
        morning = microseconds(datetime.combine(day, time(1), UTC))
        shift, shop = next(self.ids), self.place.shop
        rows["documents"].append(self._document(shift, "shift-open", day, morning, shift, 0))
        opened_by = {"cashier_id": self.place.cashier.id, "business_date": day.isoformat(), "float_amount": 300_000}
        rows["shifts"].append({"document_id": shift, "till_id": shop.till_id, **opened_by})
        totals: dict[tuple[str, str], list[int]] = {}
        for sale in range(sales):
            self._sale(rows, totals, day, morning + sale * 240_000_000, shift)
        for (topic, key), (times, quantity, net, cost) in totals.items():
            where = {"shift_id": shift, "branch_id": shop.branch.id, "business_date": day.isoformat()}
            what = {"topic": topic, "key": key, "members": 0, "count": times, "quantity": quantity}
            sums = {"gross": net, "discount": 0, "net": net, "rounding": 0, "cost": cost}
            rows["shift_totals"].append(
                {**where, **what, **sums, "maker_share": 0, "commission": 0, "promotion": 0, "tax_base": 0, "tax": 0},
            )
        return rows

    def _document(self, key: int, kind: str, day: date, at: int, shift: int, seq: int) -> dict[str, Any]:
        shop, place = self.place.shop, self.place
        return {
            "id": key,
            "uid": uids.new_uid(datetime.fromtimestamp(at / 1e6, UTC)),
            "kind": kind,
            "series_id": place.shift.sale_series if kind == "sale" else key,
            "seq": seq,
            "number": f"K1-{seq:06}" if kind == "sale" else f"BK-{key}",
            "branch_id": shop.branch.id,
            "writer": shop.writer,
            "shift_id": shift,
            "business_date": day.isoformat(),
            "at": at,
            "posted_at": at,
            "by_id": place.cashier.id,
            "channel": "till",
        }

    def _sale(
        self,
        rows: dict[str, list[dict[str, Any]]],
        totals: dict[tuple[str, str], list[int]],
        day: date,
        at: int,
        shift: int,
    ) -> None:
        sale, basket = next(self.ids), self.place.goods.basket(self.chance, LINES)
        self.number += 1
        rows["documents"].append(self._document(sale, "sale", day, at, shift, self.number))
        net = cost = 0
        for number, (ware, pieces) in enumerate(basket, start=1):
            line_net, line_cost = self._line(rows, sale, number, ware, pieces)
            net, cost = net + line_net, cost + line_cost
            for topic, key in (("product", str(ware.id)), ("category", str(ware.category))):
                _count(totals, topic, key, pieces * 1000, line_net, line_cost)
        _count(totals, "hour", f"{at // 3_600_000_000 % 24:02}", 0, net, cost)
        _count(totals, "tender", "cash", 0, net, 0)
        sums = {"gross": net, "discount": 0, "total": net, "rounding": 0, "change": 0, "cost": cost}
        till = {"till_id": self.place.shop.till_id, "price_class": ""}
        rows["sales"].append({"document_id": sale, **till, **sums})
        paid = {"kind": "cash", "given": net, "change": 0, "applied": net, "account_id": self.place.shift.account_id}
        rows["sale_tenders"].append({"document_id": sale, "line": 1, **paid, "reference": ""})
        branch = self.place.shop.branch.id
        rows["entries"].append({"document_id": sale, "branch_id": branch, "business_date": day.isoformat()})
        self._postings(rows, sale, net, cost)
        self._link(rows, sale, at)

    def _line(
        self, rows: dict[str, list[dict[str, Any]]], sale: int, number: int, ware: Ware, pieces: int
    ) -> tuple[int, int]:
        key, quantity = next(self.ids), pieces * 1000
        net, cost = ware.price * pieces, ware.cost * pieces
        sums = {"gross": net, "net": net, "cost": cost, "maker_share": 0, "commission": 0, "promotion": 0}
        words = {"unit": "Pcs", "rule": "retail", "reason": "harga eceran", "bearer": "shop", "discount_reason": ""}
        sizes = {"factor": 1000, "quantity": quantity, "base_quantity": quantity, "discount": 0}
        prices = {"list_price": ware.price, "unit_price": ware.price}
        taxes = {"tax_class": "", "tax_rate": 0, "tax_base": 0, "tax": 0}
        what = {"product_id": ware.id, "category_id": ware.category, "unit_id": self.place.goods.units[ware.id]}
        line = {"id": key, "document_id": sale, "line": number}
        rows["sale_lines"].append({**line, **what, **words, **sizes, **prices, **taxes, **sums})
        lot = {"document_id": sale, "lot_id": self.lots[ware.id], "quantity": quantity}
        rows["sale_line_lots"].append({"id": next(self.ids), **lot, "line_id": key, **sums})
        where = {"product_id": ware.id, "location_id": self.location, "reason": "sale"}
        rows["moves"].append({"id": next(self.ids), **lot, **where, "quantity": -quantity, "value": -cost})
        return net, cost

    def _postings(self, rows: dict[str, list[dict[str, Any]]], sale: int, net: int, cost: int) -> None:
        accounts = (
            (self.place.shift.account_id, net),
            (ACCOUNT_IDS[Role.SALES_OTHERS], -net),
            (ACCOUNT_IDS[Role.COST_OF_GOODS], cost),
            (ACCOUNT_IDS[Role.INVENTORY], -cost),
        )
        for account, amount in accounts:
            rows["postings"].append(
                {"id": next(self.ids), "document_id": sale, "account_id": account, "amount": amount},
            )

    def _link(self, rows: dict[str, list[dict[str, Any]]], sale: int, at: int) -> None:
        self.seq += 1
        head = sha256(str(sale).encode()).hexdigest()
        who = {"writer": self.place.shop.writer, "seq": self.seq, "version": audit.VERSION, "at": at}
        what = {"actor_id": self.place.cashier.id, "deed": "pos:sale:post", "document_id": sale, "amount": 0}
        heads = {"detail": "", "command_head": head, "rows_head": head, "mac": head}
        rows["audit_links"].append({"id": next(self.ids), **who, **what, **heads})


def _count(totals: dict[tuple[str, str], list[int]], topic: str, key: str, quantity: int, net: int, cost: int) -> None:
    sums = totals.setdefault((topic, key), [0, 0, 0, 0])
    sums[:] = sums[0] + 1, sums[1] + quantity, sums[2] + net, sums[3] + cost
