"""Makers' years: a shop with a year of many makers' goods behind it, written straight into its tables.

Every row that her screen, a payout and a statement read is there: deliveries with their lots,
sales with what they owed, and every other week a statement and a payout of all that was owed
until then; what is open is the last two weeks.  Such a shop is for speed alone: there are no
audit links, and `check` would rightly refuse it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from benchmarks.floors import sqlite
from benchmarks.shops import Open
from koperasi import uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import microseconds
from koperasi.ledger import Role

PRODUCTS, LINES = 3, 5
PRICE, SHARE, COMMISSION = 12_500, 10_000, 2_500
DAYS, FORTNIGHT = 364, 14
OWED = ACCOUNT_IDS[Role.OWED_TO_MAKERS]

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Size:
    """So many makers, with so many lots, of which so many lines were sold in the year."""

    makers: int
    lots: int
    lines: int


def write(place: Open, size: Size) -> tuple[int, ...]:
    """Put the year behind an open shop; returns the makers' ids, the busiest first."""
    connection: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-262144"):
        connection.execute(f"PRAGMA {pragma}")
    year = _Year(place, connection, size, random.Random(17))
    connection.execute("BEGIN")
    year.people()
    for number in range(DAYS):
        year.day(year.first + timedelta(days=number), number)
        if (number + 1) % FORTNIGHT == 0 and number + 1 <= DAYS - FORTNIGHT:
            year.settle(year.first + timedelta(days=number))
    year.end()
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()
    return tuple(sorted(year.makers, key=lambda maker: -year.sold[maker]))


@dataclass(slots=True)
class _Year:
    """One day after the other, with what is open of each maker."""

    place: Open
    connection: Any
    size: Size
    chance: random.Random
    makers: list[int] = field(default_factory=list)
    goods: list[tuple[int, int, int]] = field(default_factory=list)
    lots: dict[int, int] = field(default_factory=dict)
    left: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    sold: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    #: What each maker's sales since her last payout owed her: (document, day, lot, product, pieces).
    open: dict[int, list[tuple[int, date, int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    last_statement: dict[int, int] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=count)
    location: int = 0
    brought: int = 0
    columns: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        writer = self.place.shop.writer
        ask = self.connection.execute
        (ceiling,) = ask("SELECT ceiling FROM id_reserves WHERE writer = ?", (writer,)).fetchone()
        self.ids = count((writer << 33) + ceiling)
        (self.location,) = ask("SELECT min(id) FROM locations").fetchone()

    @property
    def first(self) -> date:
        return self.place.shift.business_date - timedelta(days=DAYS - 1)

    def people(self) -> None:
        """Makers, each a member with an agreement and a few products."""
        rows: Rows = defaultdict(list)
        for number in range(self.size.makers):
            maker, agreement = next(self.ids), next(self.ids)
            self.makers.append(maker)
            name, code = f"Siti Penitip {number}", f"M-{number:04}"
            master = {"home": 1, "version": 1}
            person = {"id": maker, "code": code, "name": name, "kind": "person", "title": "Ibu"}
            rows["parties"].append({**person, "village": "Ngantang", "phone": "", **master})
            member = {"party_id": maker, "number": code, "group_name": "", "price_class": "anggota", "credit_limit": 0}
            rows["members"].append({**member, **master})
            rows["documents"].append(self._document(agreement, "agreement", self.first, maker))
            rows["agreements"].append(_agreement(agreement, maker, self.first))
            for turn in range(PRODUCTS):
                product = next(self.ids)
                self.goods.append((maker, product, number * PRODUCTS + turn))
                words = {"code": f"T{number:04}{turn}", "name": f"Kue {number} {turn}", "base_unit": "Bungkus"}
                kind = {"kind": "goods", "maker_id": maker, "open_price": 0, "tax_class": "", "min_stock": 0}
                rows["products"].append({"id": product, **words, **kind, "family": "", **master})
        self._insert(rows)

    def day(self, day: date, number: int) -> None:
        """What is brought in the morning, and the day's sales."""
        rows: Rows = defaultdict(list)
        due = self.size.lots * (number + 1) // DAYS
        # Everybody brings something on the first day.
        for _lot in range(max(due - self.brought, len(self.goods) if number == 0 else 0)):
            self._bring(rows, day, *self.goods[self.brought % len(self.goods)][:2])
        sales = self.size.lines * (number + 1) // DAYS // LINES - self.size.lines * number // DAYS // LINES
        for _sale in range(sales):
            self._sell(rows, day)
        self._insert(rows)

    def _bring(self, rows: Rows, day: date, maker: int, product: int) -> None:
        delivery, lot = next(self.ids), next(self.ids)
        self.brought += 1
        self.lots[product] = lot
        pieces = 2 * self.size.lines * LINES // max(self.size.lots, 1) + 10
        self.left[lot] += pieces
        rows["documents"].append(self._document(delivery, "delivery", day, maker))
        rows["deliveries"].append({"document_id": delivery, "maker_id": maker})
        dates = {"received_on": day.isoformat(), "expires_on": (day + timedelta(days=60)).isoformat()}
        rows["lots"].append({"id": lot, "document_id": delivery, "product_id": product, "owner_id": maker, **dates,
                             "batch": ""})  # fmt: skip
        terms = {"deal": "fixed", "rate_bps": 0, "payout_each": SHARE, "quantity": pieces * 1_000}
        ids = {"lot_id": lot, "document_id": delivery, "product_id": product}
        rows["consigned_lots"].append({**ids, "maker_id": maker, **terms})
        self._move(rows, delivery, lot, product, pieces, "delivery")

    def _move(self, rows: Rows, document: int, lot: int, product: int, pieces: int, reason: str) -> None:
        where = {"product_id": product, "location_id": self.location, "quantity": pieces * 1_000, "value": 0}
        rows["moves"].append({"id": next(self.ids), "document_id": document, "lot_id": lot, **where, "reason": reason})

    def _sell(self, rows: Rows, day: date) -> None:
        sale, total = next(self.ids), 0
        postings: list[tuple[int, int | None, int]] = []
        for line in range(1, LINES + 1):
            maker, product, _rank = self.goods[int(len(self.goods) * self.chance.random() ** 2)]
            pieces, lot, key = self.chance.randrange(1, 4), self.lots[product], next(self.ids)
            sums = {"gross": PRICE * pieces, "net": PRICE * pieces, "commission": COMMISSION * pieces, "promotion": 0}
            hers, quantity = SHARE * pieces, {"quantity": pieces * 1_000}
            rows["sale_lines"].append({**_LINE, "id": key, "document_id": sale, "line": line, "product_id": product,
                                       "base_quantity": pieces * 1_000, "maker_id": maker, "maker_share": hers,
                                       **quantity, **sums})  # fmt: skip
            part = next(self.ids)
            ids = {"id": part, "document_id": sale, "lot_id": lot}
            rows["sale_line_lots"].append({**ids, "line_id": key, "owner_id": maker, "cost": 0, "maker_share": hers,
                                           **quantity, **sums})  # fmt: skip
            rows["maker_shares"].append({**ids, "maker_id": maker, "product_id": product, "share": hers,
                                         "business_date": day.isoformat(), **quantity, **sums})  # fmt: skip
            self._move(rows, sale, lot, product, -pieces, "sale")
            self.left[lot] -= pieces
            self.sold[maker] += pieces
            self.open[maker].append((sale, day, lot, product, pieces))
            postings.append((OWED, maker, -hers))
            total += PRICE * pieces
        rows["documents"].append(self._document(sale, "sale", day, None))
        commission = -sum(PRICE * (amount // -SHARE) + amount for _account, _maker, amount in postings)
        postings += [(self.place.shift.account_id, None, total)]
        postings += [(ACCOUNT_IDS[Role.COMMISSION_OTHERS], None, commission)]
        till = {"till_id": self.place.shop.till_id, "price_class": "", "gross": total, "discount": 0, "total": total}
        rows["sales"].append({"document_id": sale, **till, "rounding": 0, "change": 0, "cost": 0})
        self._entry(rows, sale, day, postings)

    def _entry(self, rows: Rows, document: int, day: date, postings: Iterable[tuple[int, int | None, int]]) -> None:
        branch = self.place.shop.branch.id
        rows["entries"].append({"document_id": document, "branch_id": branch, "business_date": day.isoformat()})
        for account, party, amount in postings:
            rows["postings"].append(
                {"id": next(self.ids), "document_id": document, "account_id": account, "party_id": party,
                 "amount": amount}
            )  # fmt: skip

    def settle(self, day: date) -> None:
        """Everybody's statement and payout of what was owed up to the day."""
        rows: Rows = defaultdict(list)
        for maker, lines in self.open.items():
            if lines:
                self._state(rows, maker, day, lines)
                self._pay(rows, maker, day, lines)
        self.open.clear()
        self._insert(rows)

    def _state(self, rows: Rows, maker: int, day: date, lines: list[tuple[int, date, int, int, int]]) -> None:
        statement, owed = next(self.ids), sum(SHARE * pieces for *_line, pieces in lines)
        rows["documents"].append(self._document(statement, "statement", day, maker))
        days = {"first": (day - timedelta(days=FORTNIGHT - 1)).isoformat(), "last": day.isoformat()}
        words = dict.fromkeys(
            ("maker_code", "maker_name", "village", "shop", "shop_place", "shop_phone", "issued_by"), ""
        )
        sums = {"opening": 0, "closing": owed, "on_hold": 0, "advance": 0, "language": "id"}
        rows["statements"].append({"document_id": statement, "maker_id": maker, **days, **sums, **words,
                                   "previous_id": self.last_statement.get(maker)})  # fmt: skip
        self.last_statement[maker] = statement
        blank = {"kind": "sale", "number": "", "what": "sale", "undoes": "", "via": "", "note": "", "late": 0}
        for number, (sale, sold_on, lot, product, pieces) in enumerate(lines, start=1):
            ids = {"document_id": statement, "line": number, "maker_id": maker, "source_id": sale, "lot_id": lot}
            money = {"gross": PRICE * pieces, "net": PRICE * pieces, "commission": COMMISSION * pieces}
            goods = {"product_id": product, "business_date": sold_on.isoformat(), "quantity": pieces * 1_000}
            rows["statement_lines"].append({**blank, **ids, **money, **goods, "amount": SHARE * pieces})

    def _pay(self, rows: Rows, maker: int, day: date, lines: list[tuple[int, date, int, int, int]]) -> None:
        payout, of_sale = next(self.ids), defaultdict(int)
        for sale, *_line, pieces in lines:
            of_sale[sale] += SHARE * pieces
        owed = sum(of_sale.values())
        rows["documents"].append(self._document(payout, "payout", day, maker))
        sums = {"gross": owed, "advance": 0, "fee": 0, "set_off": 0, "to_savings": 0, "paid": owed, "from_safe": 0}
        words = {"received_by": "", "bank_reference": "", "run_uid": "", "note": "", "carried": 0}
        rows["payouts"].append({"document_id": payout, "maker_id": maker, "cut_off": day.isoformat(), "way": "safe",
                                "account_id": ACCOUNT_IDS[Role.SAFE], **sums, **words})  # fmt: skip
        for sale, amount in of_sale.items():
            ids = {"document_id": payout, "entry_document_id": sale, "maker_id": maker}
            rows["payout_entries"].append({**ids, "amount": amount})
        self._entry(rows, payout, day, ((OWED, maker, owed), (ACCOUNT_IDS[Role.SAFE], None, -owed)))

    def end(self) -> None:
        """What is left on the shelf and owed, and how far the ids went."""
        rows: Rows = defaultdict(list)
        branch, product_of = self.place.shop.branch.id, {}
        found = self.connection.execute("SELECT lot_id, product_id FROM consigned_lots")
        product_of.update(found.fetchall())
        for lot, pieces in self.left.items():
            if pieces:
                where = {"product_id": product_of[lot], "location_id": self.location, "lot_id": lot}
                rows["stock"].append({**where, "quantity": pieces * 1_000, "value": 0})
        for maker, lines in self.open.items():
            owed = sum(SHARE * pieces for *_line, pieces in lines)
            rows["party_balances"].append({"party_id": maker, "account_id": OWED, "branch_id": branch, "amount": -owed})
        self._insert(rows)
        writer, used = self.place.shop.writer, next(self.ids) & ((1 << 33) - 1)
        self.connection.execute("UPDATE id_reserves SET ceiling = ? WHERE writer = ?", (used, writer))

    def _document(self, key: int, kind: str, day: date, party: int | None) -> dict[str, Any]:
        shop, at = self.place.shop, datetime.combine(day, time(3), UTC)
        number = {"series_id": key, "seq": 1, "number": f"U-{key}", "uid": uids.new_uid(at)}
        when = {"business_date": day.isoformat(), "at": microseconds(at), "posted_at": microseconds(at)}
        who = {"branch_id": shop.branch.id, "writer": shop.writer, "by_id": self.place.cashier.id, "channel": "till"}
        return {"id": key, "kind": kind, **number, **when, **who, "party_id": party}

    def _insert(self, rows: Rows) -> None:
        for table, written in rows.items():
            if table not in self.columns:
                self.columns[table] = [row[1] for row in self.connection.execute(f"PRAGMA table_info({table})")]
            names = self.columns[table]
            values = ([row.get(name) for name in names] for row in written)
            self.connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(names))})", values)


_LINE = {
    "unit": "Bungkus", "factor": 1_000, "list_price": PRICE, "unit_price": PRICE, "rule": "retail",
    "reason": "harga eceran", "discount": 0, "bearer": "shop", "discount_reason": "", "tax_class": "", "tax_rate": 0,
    "tax_base": 0, "tax": 0, "cost": 0,
}  # fmt: skip


def _agreement(document: int, maker: int, day: date) -> dict[str, Any]:
    words = {"price_by": "maker", "after_grace": "return-only", "after_payout": "claw-back", "cycle": "two-weeks"}
    days = {"hold_days": 3, "shelf_days": 60, "grace_days": 7, "pay_day": 0, "version": 1, "may_lower": 0}
    rest = {"tolerance_bps": 0, "min_payout": 0, "signed_by": "", "note": ""}
    return {"document_id": document, "maker_id": maker, "starts_on": day.isoformat(), **words, **days, **rest}
