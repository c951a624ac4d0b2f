"""Floors of the database: the same kinds of work with as little program as possible.

Plain tables, plain tuples, the driver itself; the same SQLite library and the same settings
as the shop's own file.  What they leave out is the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    import pysqlite3.dbapi2 as sqlite
except ImportError:
    import sqlite3 as sqlite

SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "wal_autocheckpoint=0",
    "cache_size=-16384",
    "temp_store=MEMORY",
)
TABLES = """
CREATE TABLE goods(
    id INTEGER PRIMARY KEY, barcode TEXT UNIQUE, name TEXT, category INTEGER, price INTEGER, cost INTEGER
) STRICT;
CREATE TABLE on_hand(good INTEGER PRIMARY KEY, quantity INTEGER NOT NULL) STRICT;
CREATE TABLE sales(
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, till INTEGER, cashier INTEGER,
    member INTEGER, gross INTEGER, discount INTEGER, total INTEGER
) STRICT;
CREATE TABLE lines(
    id INTEGER PRIMARY KEY, sale INTEGER NOT NULL, good INTEGER NOT NULL, category INTEGER, at INTEGER NOT NULL,
    quantity INTEGER, price INTEGER, discount INTEGER, total INTEGER, cost INTEGER
) STRICT;
CREATE TABLE payments(
    id INTEGER PRIMARY KEY, sale INTEGER NOT NULL, at INTEGER NOT NULL, tender INTEGER, amount INTEGER
) STRICT;
CREATE TABLE moves(
    id INTEGER PRIMARY KEY, good INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER, quantity INTEGER, sale INTEGER
) STRICT;
CREATE TABLE journal(
    id INTEGER PRIMARY KEY, sale INTEGER NOT NULL, at INTEGER NOT NULL, account INTEGER, debit INTEGER, credit INTEGER
) STRICT;
CREATE TABLE day_tenders(
    day INTEGER, tender INTEGER, sales INTEGER, amount INTEGER, PRIMARY KEY(day, tender)
) STRICT;
CREATE TABLE day_categories(
    day INTEGER, category INTEGER, quantity INTEGER, total INTEGER, cost INTEGER, PRIMARY KEY(day, category)
) STRICT;
CREATE TABLE month_goods(
    month INTEGER, good INTEGER, quantity INTEGER, total INTEGER, cost INTEGER, PRIMARY KEY(month, good)
) STRICT;
CREATE INDEX sales_at ON sales(at);
CREATE INDEX lines_sale ON lines(sale);
CREATE INDEX lines_good ON lines(good, at);
CREATE INDEX payments_sale ON payments(sale);
CREATE INDEX moves_good ON moves(good, at);
CREATE INDEX journal_sale ON journal(sale);
"""
STATEMENTS = {
    "sales": "INSERT INTO sales VALUES (?,?,?,?,?,?,?,?,?)",
    "lines": "INSERT INTO lines VALUES (NULL,?,?,?,?,?,?,?,?,?)",
    "payments": "INSERT INTO payments VALUES (NULL,?,?,?,?)",
    "moves": "INSERT INTO moves VALUES (NULL,?,?,?,?,?)",
    "journal": "INSERT INTO journal VALUES (NULL,?,?,?,?,?)",
    "on_hand": "UPDATE on_hand SET quantity = quantity - ? WHERE good = ?",
}
#: What a program that keeps totals per day and month writes as well.
TOTALS = {
    "day_tenders": "INSERT INTO day_tenders VALUES (?,?,1,?) ON CONFLICT DO UPDATE SET "
    "sales = sales + 1, amount = amount + excluded.amount",
    "day_categories": "INSERT INTO day_categories VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET "
    "quantity = quantity + excluded.quantity, total = total + excluded.total, cost = cost + excluded.cost",
    "month_goods": "INSERT INTO month_goods VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET "
    "quantity = quantity + excluded.quantity, total = total + excluded.total, cost = cost + excluded.cost",
}
SECONDS_A_DAY, SECONDS_A_MONTH = 86_400, 2_592_000


@dataclass(frozen=True, slots=True)
class Ware:
    """A good as the floors know it."""

    id: int
    barcode: str
    name: str
    category: int
    price: int
    cost: int


class Floor:
    """A bare shop in a file of its own; `totals` are kept in each sale when wanted."""

    def __init__(self, file: Path, wares: Sequence[Ware], *, totals: bool = False) -> None:
        for part in ("", "-wal", "-shm"):
            Path(f"{file}{part}").unlink(missing_ok=True)
        self.connection: Any = sqlite.connect(str(file), isolation_level=None)
        for setting in SETTINGS:
            self.connection.execute(f"PRAGMA {setting}")
        self.statements = {**STATEMENTS, **TOTALS} if totals else dict(STATEMENTS)
        self._sale = 0
        self.connection.executescript(TABLES)
        self.connection.execute("BEGIN")
        rows = [(each.id, each.barcode, each.name, each.category, each.price, each.cost) for each in wares]
        self.connection.executemany("INSERT INTO goods VALUES (?,?,?,?,?,?)", rows)
        self.connection.executemany("INSERT INTO on_hand VALUES (?, 1000000)", [(each.id,) for each in wares])
        self.connection.execute("COMMIT")
        self.rest()

    def rest(self) -> None:
        self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def sale(self, basket: Sequence[tuple[Ware, int]]) -> dict[str, list[tuple[object, ...]]]:
        """The rows of a sale of these goods, made ready."""
        self._sale += 1
        sale, at = self._sale, 1_700_000_000 + self._sale * 60
        lines = [
            (sale, ware.id, ware.category, at, count, ware.price, 0, ware.price * count, ware.cost * count)
            for ware, count in basket
        ]
        total, cost = sum(line[7] for line in lines), sum(line[8] for line in lines)
        cash, day, month = total // 2, at // SECONDS_A_DAY, at // SECONDS_A_MONTH
        journal = ((1101, cash, 0), (1102, total - cash, 0), (4101, 0, total), (5101, cost, 0), (1301, 0, cost))
        categories: dict[int, list[int]] = {}
        for line in lines:
            sums = categories.setdefault(line[2], [0, 0, 0])
            sums[:] = sums[0] + line[4], sums[1] + line[7], sums[2] + line[8]
        rows: dict[str, list[tuple[object, ...]]] = {
            "sales": [(sale, f"F-{sale:09}", at, 1, 1, None, total, 0, total)],
            "lines": [*lines],
            "payments": [(sale, at, 1, cash), (sale, at, 2, total - cash)],
            "moves": [(ware.id, at, 1, -count, sale) for ware, count in basket],
            "journal": [(sale, at, *each) for each in journal],
            "on_hand": [(count, ware.id) for ware, count in basket],
            "day_tenders": [(day, 1, cash), (day, 2, total - cash)],
            "day_categories": [(day, category, *sums) for category, sums in categories.items()],
            "month_goods": [(month, line[1], line[4], line[7], line[8]) for line in lines],
        }
        return {table: rows[table] for table in self.statements}

    def post(self, rows: dict[str, list[tuple[object, ...]]]) -> None:
        """Write a sale that was made ready, in one transaction."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        for table, statement in self.statements.items():
            connection.executemany(statement, rows[table])
        connection.execute("COMMIT")

    def find(self, barcode: str) -> object:
        found = self.connection.execute("SELECT id, name, price FROM goods WHERE barcode = ?", (barcode,))
        return found.fetchone()

    def index_names(self) -> None:
        """An index of parts of names, without which nothing at all is quick."""
        self.connection.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
        self.connection.execute("INSERT INTO names(rowid, name) SELECT id, name FROM goods")

    def search(self, words: str, limit: int) -> object:
        """The first goods whose name has every word of three letters or more."""
        match = " ".join(f'"{word}"' for word in words.split() if len(word) > 2)
        if not match:
            return self.connection.execute("SELECT id, name, price FROM goods LIMIT ?", (limit,)).fetchall()
        found = self.connection.execute(
            "SELECT goods.id, goods.name, goods.price FROM names JOIN goods ON goods.id = names.rowid "
            "WHERE names MATCH ? ORDER BY names.rowid LIMIT ?",
            (match, limit),
        )
        return found.fetchall()

    def close(self) -> None:
        self.connection.close()
