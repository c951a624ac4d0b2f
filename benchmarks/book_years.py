"""Book years: a shop with a year of postings behind it, written straight into its tables.

Three tills sell all day, members on kasbon too, makers are owed their shares and paid every
week; purchases, expenses and closes come between, as papers of their own.  Sales have their
postings and nothing else, no lines and no audit links: such a shop is for the speed of the
books alone, and `check` would rightly refuse it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from benchmarks.floors import sqlite
from benchmarks.shops import Open
from koperasi import account_totals, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import microseconds
from koperasi.ledger import Role

DAYS = 365
MAKERS, MEMBERS = 200, 2_000
#: Papers of the office and the tills on a day.
PURCHASES, EXPENSES, PAYOUTS, CLOSES = 6, 8, 5, 6

Posted = tuple[Role | int, int, int | None]


def write(place: Open, sales: int) -> date:
    """Put a year of so many sales behind an open shop, the last day's still unsummed; returns that day."""
    connection: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-262144"):
        connection.execute(f"PRAGMA {pragma}")
    year = _Year(place, connection, random.Random(23))
    connection.execute("BEGIN")
    year.people()
    today = place.shift.business_date
    for back in range(DAYS, 0, -1):
        year.day(today - timedelta(days=back), -(-sales // DAYS))
    year.keep()
    connection.execute("COMMIT")
    with place.shop.database.writing() as writing:
        account_totals.remake(writing)
    connection.execute("BEGIN")
    year.day(today, -(-sales // DAYS))
    year.keep(unsummed=True)
    year.end()
    connection.execute("COMMIT")
    connection.close()
    return today


@dataclass(slots=True)
class _Year:
    """One day after the other."""

    place: Open
    connection: Any
    chance: random.Random
    makers: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    owed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    ids: Iterator[int] = field(default_factory=count)
    number: int = 1_000_000

    def people(self) -> None:
        """Makers, suppliers among them, and members."""
        writer = self.place.shop.writer
        query = "SELECT ceiling FROM id_reserves WHERE writer = ?"
        (ceiling,) = self.connection.execute(query, (writer,)).fetchone()
        self.ids = count((writer << 33) + ceiling)
        self.makers = [next(self.ids) for _maker in range(MAKERS)]
        self.members = [next(self.ids) for _member in range(MEMBERS)]
        insert = (
            "INSERT INTO parties (id, code, name, kind, title, village, phone, home, version) "
            "VALUES (?, ?, ?, 'person', '', '', '', ?, 1)"
        )
        people = [*self.makers, *self.members]
        self.connection.executemany(
            insert, [(each, f"B-{n:05}", f"Orang {n}", writer) for n, each in enumerate(people)]
        )
        insert = (
            "INSERT INTO members (party_id, number, group_name, price_class, credit_limit, home, version) "
            "VALUES (?, ?, 'Banturejo', 'member', 1000000, ?, 1)"
        )
        self.connection.executemany(insert, [(each, f"B-{n:05}", writer) for n, each in enumerate(self.members)])

    def day(self, day: date, sales: int) -> None:
        at = microseconds(datetime.combine(day, time(1), UTC))
        for number in range(sales):
            self._paper("sale", day, at + number * 1_000_000, self._sale())
        for number in range(PURCHASES):
            cost = self.chance.randint(500, 5_000) * 100
            supplier = self.chance.choice(self.makers)
            self._paper("purchase", day, at, [(Role.INVENTORY, cost, None), (Role.SUPPLIER_PAYABLE, -cost, supplier)])
            if number == 0:
                self._paper(
                    "supplier-payment", day, at, [(Role.SUPPLIER_PAYABLE, cost, supplier), (Role.BANK, -cost, None)]
                )
        for _expense in range(EXPENSES):
            spent = self.chance.randint(5, 100) * 1_000
            self._paper("cash-movement", day, at, [(Role.EXPENSES, spent, None), (self.drawer, -spent, None)])
        for maker in self.chance.sample(self.makers, PAYOUTS):
            if owed := self.owed.pop(maker, 0):
                self._paper("payout", day, at, [(Role.OWED_TO_MAKERS, owed, maker), (Role.SAFE, -owed, None)])
        for _close in range(CLOSES):
            self._paper("shift-close", day, at, [(Role.SAFE, 900_000, None), (self.drawer, -900_000, None)])
        member = self.chance.choice(self.members)
        self._paper("savings", day, at, [(self.drawer, 50_000, None), (Role.SAVINGS_VOLUNTARY, -50_000, member)])
        self._paper("debt-payment", day, at, [(self.drawer, 40_000, None), (Role.MEMBER_RECEIVABLE, -40_000, member)])
        if sum(map(len, self.rows.values())) > 200_000:
            self.keep()

    @property
    def drawer(self) -> int:
        return self.place.shift.account_id

    def _sale(self) -> list[Posted]:
        """What a sale leaves: seven postings at most, in whole hundreds."""
        chance = self.chance
        net = chance.randint(20, 900) * 100
        cost, theirs = net * 3 // 5, net // 5
        member = chance.random() < 0.4
        sold: list[Posted] = [
            (Role.SALES_MEMBERS if member else Role.SALES_OTHERS, theirs - net, None),
            (Role.COST_OF_GOODS, cost, None),
            (Role.INVENTORY, -cost, None),
        ]
        maker = chance.choice(self.makers)
        share = theirs * 4 // 5
        self.owed[maker] += share
        sold += [(Role.OWED_TO_MAKERS, -share, maker), (Role.COMMISSION_OTHERS, share - theirs, None)]
        if member and chance.random() < 0.1:
            return [*sold, (Role.MEMBER_RECEIVABLE, net, chance.choice(self.members))]
        return [*sold, (Role.QRIS_CLEARING if chance.random() < 0.2 else self.drawer, net, None)]

    def _paper(self, kind: str, day: date, at: int, postings: list[Posted]) -> None:
        document, place = next(self.ids), self.place
        self.number += 1
        uid = uids.new_uid(datetime.fromtimestamp(at / 1e6, UTC))
        series = (place.shift.sale_series, self.number, f"K1-{self.number:07}")
        where = (place.shop.branch.id, place.shop.writer, place.shift.id if kind == "sale" else None, day.isoformat())
        self.rows["documents"].append((document, uid, kind, *series, *where, at, at, place.cashier.id, "till"))
        self.rows["entries"].append((document, place.shop.branch.id, day.isoformat()))
        for role, amount, party in postings:
            account = role if isinstance(role, int) else ACCOUNT_IDS[role]
            self.rows["postings"].append((next(self.ids), document, account, party, amount))

    def keep(self, *, unsummed: bool = False) -> None:
        """Write what has gathered."""
        if unsummed:
            self.rows["unsummed_documents"] = [(row[0],) for row in self.rows["entries"]]
        for table, rows in self.rows.items():
            marks = ",".join("?" * len(_COLUMNS[table]))
            names = ", ".join(f'"{name}"' for name in _COLUMNS[table])
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        self.rows.clear()

    def end(self) -> None:
        """Leave ids where the year has used them up to."""
        writer, used = self.place.shop.writer, next(self.ids) & ((1 << 33) - 1)
        self.connection.execute("UPDATE id_reserves SET ceiling = ? WHERE writer = ?", (used, writer))


_COLUMNS = {
    "documents": (
        "id", "uid", "kind", "series_id", "seq", "number", "branch_id", "writer", "shift_id", "business_date", "at",
        "posted_at", "by_id", "channel",
    ),
    "entries": ("document_id", "branch_id", "business_date"),
    "postings": ("id", "document_id", "account_id", "party_id", "amount"),
    "unsummed_documents": ("document_id",),
}  # fmt: skip
