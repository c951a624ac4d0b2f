"""Years of a large shop: kept totals as large as ten million sold lines leave them, written straight in.

Lines themselves are left out, for no report over a year reads them; but every document is
there, and each line on which somebody decided something (a discount, a price), what was
removed, called off and brought back, drawers opened, counts of shifts.  Such a shop is for
speed alone: its books know nothing of it, and `check` would rightly refuse it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from benchmarks.floors import sqlite
from benchmarks.shops import Open
from koperasi import members, users
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import microseconds
from koperasi.ledger import Role
from koperasi.members import Member, NewMember
from koperasi.rights import ROLE_IDS
from pos import rollups
from pos.total_values import SUMS

DAYS, TILLS, CASHIERS, MEMBERS, LINES = 365, 6, 12, 3_000, 20
UNITS = ("Pcs", "Lusin", "Dus", "Renceng", "Kg", "Ons", "Ikat", "Pak", "Botol", "Sak", "Bal", "Lembar")
RULES = ("retail", "tier", "class", "manual", "open")
TENDERS = ("cash", "qris", "transfer", "kasbon", "card", "voucher")
BOOKED = (Role.SALES_MEMBERS, Role.SALES_OTHERS, Role.COST_OF_GOODS, Role.COMMISSION_OTHERS, Role.QRIS_CLEARING)
#: Of so many lines one has a keyed discount, of so many sales one a removed line, a return, a yes, a void.
DISCOUNTED, REMOVED, RETURNED, ALLOWED, VOIDED = 100, 5, 200, 60, 100


def write(place: Open, lines: int) -> date:
    """Put a year of so many lines behind an open shop; returns its first day."""
    bought, sold = _people(place)
    connection: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-262144"):
        connection.execute(f"PRAGMA {pragma}")
    year = _Year(place, connection, random.Random(23), lines // DAYS, bought, sold)
    connection.execute("BEGIN")
    for number in range(DAYS):
        year.day(year.first + timedelta(days=number))
    connection.execute(rollups.FILLS[1])
    connection.execute(
        "INSERT INTO account_months SELECT branch_id, SUBSTR(business_date, 1, 7) || '-01', account_id, kind, "
        "SUM(arrived), SUM(gone), SUM(postings) FROM account_days GROUP BY 1, 2, 3, 4"
    )
    year.end()
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return year.first


def _people(place: Open) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The ids of members and of cashiers, who come in by the program's own deeds."""
    shop = place.shop
    with shop.work(shop.konsole(), channel="konsole") as work:
        for number in range(MEMBERS):
            members.add(work, NewMember(f"A-{number:05}", f"Anggota {number}", "Ibu", "Ngantang"))
    cashiers = []
    for number in range(CASHIERS):
        with shop.work(shop.konsole(), channel="konsole") as work:
            cashiers.append(users.add(work, f"Kasir {number}", ROLE_IDS["cashier"], f"{730_200 + number * 37}"))
    with shop.reading() as connection:
        known = [*connection.execute(select(Member.party_id)).scalars()]
    return tuple(known), tuple(cashiers)


@dataclass(slots=True)
class _Year:
    """The days of the year, one after the other."""

    place: Open
    connection: Any
    chance: random.Random
    #: Lines a day.
    lines: int

    members: tuple[int, ...]
    cashiers: tuple[int, ...]
    ids: Iterator[int] = field(default_factory=count)
    first: date = date.min
    columns: dict[str, list[str]] = field(default_factory=dict)
    number: int = 0

    def __post_init__(self) -> None:
        writer = self.place.shop.writer
        (ceiling,) = self.connection.execute("SELECT ceiling FROM id_reserves WHERE writer = ?", (writer,)).fetchone()
        self.ids = count((writer << 33) + ceiling)
        self.first = self.place.shift.business_date - timedelta(days=DAYS)

    def _put(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        if table not in self.columns:
            self.columns[table] = [row[1] for row in self.connection.execute(f"PRAGMA table_info({table})")]
        names = self.columns[table]
        self.connection.executemany(
            f"INSERT INTO {table} VALUES ({','.join('?' * len(names))})",
            ([row.get(name) for name in names] for row in rows),
        )

    # --- A day ---------------------------------------------------------------------------------

    def day(self, day: date) -> None:
        """Its kept totals, its books, its papers."""
        self._put("day_totals", self._totals(day))
        branch = self.place.shop.branch.id
        self._put(
            "account_days",
            (
                {
                    "branch_id": branch,
                    "business_date": day.isoformat(),
                    "account_id": ACCOUNT_IDS[role],
                    "kind": kind,
                    "arrived": 5_000_000,
                    "gone": 7_000_000,
                    "postings": 900,
                }
                for role in BOOKED
                for kind in ("sale", "purchase", "shift-close")
            ),
        )
        self._papers(day)

    def _totals(self, day: date) -> Iterator[dict[str, Any]]:
        goods: dict[tuple[str, bool], int] = {}
        for _line in range(self.lines):
            key = (str(self.place.goods.drawn(self.chance).id), self.chance.random() < 0.4)
            goods[key] = goods.get(key, 0) + 1
        yield from (self._total(day, "product", key, members, lines) for (key, members), lines in goods.items())
        sales = self.lines // LINES
        bought: dict[str, int] = {}
        for member in self.chance.choices(self.members, k=max(1, sales * 2 // 5)):
            bought[str(member)] = bought.get(str(member), 0) + 1
        yield from (self._total(day, "member", key, True, times) for key, times in bought.items())
        few = {
            "hour": [f"{hour:02}" for hour in range(7, 21)],
            "cashier": [str(each) for each in self.cashiers],
            "category": [str(each) for each in range(1, 25)],
            "unit": UNITS,
            "rule": RULES,
            "tender": TENDERS,
            "removed": [str(each) for each in self.cashiers],
            "discount": [str(each) for each in self.cashiers],
            "price": [str(each) for each in self.cashiers],
        }
        for topic, keys in few.items():
            for key in keys:
                for hers in (True, False):
                    yield self._total(day, topic, key, hers, max(1, sales // len(keys)))

    def _total(self, day: date, topic: str, key: str, members: bool, times: int) -> dict[str, Any]:
        net = times * 9_700
        sums = {"count": times, "quantity": times * 2_000, "gross": net + times, "discount": times, "net": net}
        row = {"branch_id": self.place.shop.branch.id, "topic": topic, "business_date": day.isoformat(), "key": key}
        return {**dict.fromkeys(SUMS, 0), **row, "members": int(members), **sums, "cost": times * 8_000}

    # --- Its papers ----------------------------------------------------------------------------

    def _papers(self, day: date) -> None:
        sales = max(1, self.lines // LINES)
        tables: dict[str, list[dict[str, Any]]] = {
            name: []
            for name in (
                "documents", "shifts", "shift_closes", "sale_lines", "removed_sale_lines", "sale_line_returns",
                "sale_approvals", "sale_voids", "drawer_openings",
            )
        }  # fmt: skip
        morning = microseconds(datetime.combine(day, time(0, 30), UTC))
        for number in range(2 * TILLS):
            self._shift(tables, day, morning + number * 1_000_000)
        for number in range(sales):
            self._sale(tables, day, morning + number * (43_200_000_000 // sales))
        for kind, share in (("sale-void", VOIDED), ("drawer-opening", VOIDED)):
            for number in range(max(1, sales // share)):
                key = self._document(tables, kind, day, morning + number)
                if kind == "sale-void":
                    tables["sale_voids"].append(
                        {"document_id": key, "till_id": self.place.shop.till_id, "lines": 3, "total": 30_000,
                         "payment_seen": 0, "reason": "Pelanggan batal"}
                    )  # fmt: skip
                else:
                    tables["drawer_openings"].append(
                        {"document_id": key, "till_id": self.place.shop.till_id, "why": "change", "note": ""}
                    )
        for table, rows in tables.items():
            self._put(table, rows)

    def _shift(self, tables: dict[str, list[dict[str, Any]]], day: date, at: int) -> None:
        shift, close = self._document(tables, "shift-open", day, at), self._document(tables, "shift-close", day, at)
        who = {"till_id": self.place.shop.till_id, "cashier_id": self.chance.choice(self.cashiers)}
        tables["shifts"].append(
            {"document_id": shift, **who, "business_date": day.isoformat(), "float_amount": 300_000}
        )
        counted = 2_000_000 + self.chance.choice((0, 0, 0, 500, -1_000))
        sums = {"expected": 2_000_000, "counted": counted, "banked": counted, "left_in_drawer": 0}
        tables["shift_closes"].append({"document_id": close, "shift_id": shift, **sums})

    def _sale(self, tables: dict[str, list[dict[str, Any]]], day: date, at: int) -> None:
        sale = self._document(tables, "sale", day, at)
        for line in range(LINES):
            if not self.chance.randrange(DISCOUNTED):
                self._line(tables, sale, line + 1, 500)
        if not self.chance.randrange(REMOVED):
            tables["removed_sale_lines"].append(
                {"document_id": sale, "line": 1, "product_id": self.place.goods.wares[0].id, "unit": "Pcs",
                 "quantity": 1_000, "unit_price": 9_700, "reason": "Salah ambil", "removed_at": at}
            )  # fmt: skip
        if not self.chance.randrange(RETURNED):
            back = self._line(tables, sale, LINES + 1, -1)
            tables["sale_line_returns"].append(
                {"line_id": back, "document_id": sale, "original_id": None, "original_line": None,
                 "went_to": "shelf", "reason": "Tidak jadi"}
            )  # fmt: skip
        if not self.chance.randrange(ALLOWED):
            tables["sale_approvals"].append(
                {"document_id": sale, "line": 1, "permission": "pos:sale:discount", "approver_id": self.cashiers[0],
                 "amount": 9_000, "reason": "Beli banyak", "before": "", "after": "", "approved_at": at}
            )  # fmt: skip

    def _line(self, tables: dict[str, list[dict[str, Any]]], sale: int, number: int, discount: int) -> int:
        key, ware = next(self.ids), self.place.goods.wares[number]
        back = discount < 0
        quantity = -1_000 if back else 2_000
        gross = ware.price * quantity // 1_000
        less = 0 if back else discount
        words = {"unit": "Pcs", "rule": "retail", "reason": "", "bearer": "shop", "discount_reason": "Beli banyak"}
        tax = {"tax_class": "", "tax_rate": 0, "tax_base": 0, "tax": 0}
        sums = {"gross": gross, "discount": less, "net": gross - less, "cost": 0}
        made = {"maker_share": 0, "commission": 0, "promotion": 0, "list_price": ware.price, "unit_price": ware.price}
        sizes = {"factor": 1_000, "quantity": quantity, "base_quantity": quantity}
        what = {"id": key, "document_id": sale, "line": number, "product_id": ware.id}
        tables["sale_lines"].append({**what, **words, **tax, **sums, **made, **sizes})
        return key

    def _document(self, tables: dict[str, list[dict[str, Any]]], kind: str, day: date, at: int) -> int:
        key, shop = next(self.ids), self.place.shop
        self.number += 1
        tables["documents"].append(
            {"id": key, "uid": f"{key:032x}", "kind": kind, "series_id": 1, "seq": self.number,
             "number": f"X-{self.number:07}", "branch_id": shop.branch.id, "writer": shop.writer, "shift_id": None,
             "business_date": day.isoformat(), "at": at, "posted_at": at,
             "by_id": self.cashiers[self.number % CASHIERS], "channel": "till"}
        )  # fmt: skip
        return key

    def end(self) -> None:
        """Leave ids where the year has used them up to."""
        used = next(self.ids) & ((1 << 33) - 1)
        self.connection.execute("UPDATE id_reserves SET ceiling = ? WHERE writer = ?", (used, self.place.shop.writer))
