"""Small shops at a place, to be opened by several programs, and opened again after an accident."""

from __future__ import annotations

import shutil
from collections import Counter as Counted
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select, text

from koperasi import audit, commands, schema, shifts, shops, tills, users
from koperasi.cash import CashCommand
from koperasi.database import Database, Record, open_database
from koperasi.documents import Document, Kind
from koperasi.keys import StateFolder
from koperasi.money import Rupiah
from koperasi.setups import NewShop
from koperasi.shifts import OpeningCommand
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.uids import new_uid
from koperasi.writers import COUNTER_BITS
from pos import checks, founding
from pos.sale_commands import SaleCommand
from tests import selling
from tests.sellers import Journal
from tests.shops import TEST_KEYS, Clock, Counter, declared_tables, small_shop


def stamped_tables(database: Database) -> None:
    """The records' own tables, and the note of their revision that an opening program looks for."""
    declared_tables(database)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.head()})


@dataclass(slots=True)
class Premises:
    """A shop's place, its people and goods, and the PCs that stand there."""

    database: str
    folder: Path
    counter: Counter
    pcs: list[Path] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place(self.database, self.folder / "state")

    def open(self, state: Path | None = None) -> Shop:
        return shops.open_shop(Place(self.database, state or self.place.state))

    def add_pc(self, code: str) -> Path:
        """Another PC with a till of its own, its shift open."""
        state = self.folder / f"pc-{code}"
        StateFolder(state).make()
        shutil.copy(self.place.state / "secret.json", state)
        shop = self.open(state)
        with shop.work(shop.konsole(), channel="konsole") as work:
            till = tills.add_till(work, code, f"Kasir {code}")
        shops.stand_at(shop, till)
        self.open_shift(shop)
        shop.close()
        self.pcs.append(state)
        return state

    def open_shift(self, shop: Shop) -> None:
        now = shop.clock()
        day = shop.branch.business_date(now)
        with shop.reading() as connection:
            cashier = users.actor(connection, self.counter.cashier.id)
        with shop.work(cashier) as work:
            ids = (work.mint(), new_uid(now), shop.till_id or 0)
            shifts.open_shift(work, OpeningCommand(*ids, Rupiah(100_000), day, now))

    def journal(self, name: str = "journal") -> Journal:
        return Journal(self.folder / name)


def premises(url: str, folder: Path) -> Premises:
    """A small shop, closed; its first PC's till has its shift open and goods on the shelf."""
    shop = founding.furnish(
        open_database(url),
        StateFolder(folder / "state"),
        NewShop(branch_name="Ngantang"),
        keys=TEST_KEYS,
        clock=Clock(),
        make_tables=stamped_tables,
    )
    counter = small_shop(shop)
    counter.buy(counter.soap, 40, 100_003)
    made = Premises(str(shop.database.path or url), folder, counter)
    made.open_shift(shop)
    shop.close()
    return made


def wrong(shop: Shop) -> list[str]:
    """What the shop's own checks find, and ids or numbers that were used twice."""
    with shop.reading() as connection:
        minted = [
            identity
            for table in Record.metadata.tables.values()
            if list(table.primary_key.columns.keys()) == ["id"]
            for identity in connection.execute(select(table.c.id)).scalars()
        ]
        numbers = connection.execute(select(Document.number).where(Document.kind == Kind.SALE)).scalars().all()
    twice = [*_twins([each for each in minted if each >= 1 << COUNTER_BITS]), *_twins(numbers)]
    return checks.wrong(shop) + [f"{each} was given twice" for each in twice]


def _twins(values: Sequence[object]) -> list[object]:
    return [each for each, times in Counted(values).items() if times > 1]


def sold(shop: Shop) -> set[int]:
    """The ids of all sales and cash movements in the books."""
    with shop.reading() as connection:
        kinds = (Kind.SALE, Kind.CASH_MOVEMENT)
        return set(connection.execute(select(Document.id).where(Document.kind.in_(kinds))).scalars())


def resend(shop: Shop, counter: Counter, written: str) -> int:
    """Do a command of a journal again, as a till does that never heard the answer; returns its id."""
    kind = SaleCommand if '"lines"' in written else CashCommand
    command = commands.decode(kind, written)
    with shop.reading() as connection:
        cashier = users.actor(connection, counter.cashier.id)
    selling.done(shop, cashier, command)
    return int(command.id)


def chain(shop: Shop) -> list[tuple[int, str]]:
    """The links of this PC's chain: seq and digest."""
    link = audit.AuditLink
    with shop.reading() as connection:
        found = select(link.seq, link.mac).where(link.writer == shop.writer).order_by(link.seq)
        return [(row.seq, row.mac) for row in connection.execute(found)]
