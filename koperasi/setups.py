"""Setting up: a new shop with one manager, this PC's writer and its first till."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from koperasi import cash, masters, schema, tills, users, writers
from koperasi.branches import Branch, BranchRecord
from koperasi.chart import CHART
from koperasi.database import Database, Record
from koperasi.keys import Identity, Keys, StateFolder
from koperasi.ledger import Account
from koperasi.masters import Counter
from koperasi.rights import ROLE_IDS, ROLES, Permission
from koperasi.settings import Settings
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.text import _
from koperasi.work import Work, needs
from koperasi.writers import Minter, Writer

MakeTables = Callable[[Database], None]


@dataclass(frozen=True, slots=True)
class NewShop:
    """What must be known to set up a shop."""

    name: str = "SBMI MART"
    branch_code: str = "01"
    branch_name: str = "Pusat"
    address: str = ""
    phone: str = ""
    time_zone: str = "Asia/Jakarta"
    cutoff_hour: int = 3
    till_code: str = "K1"
    till_name: str = "Kasir 1"


@needs(Permission.SHOP_INIT)
def _first_rows(work: Work, new: NewShop) -> None:
    """The rows that a shop has from its first moment, chained as its first audit link."""
    branch = work.shop.branch
    work.trace.detail.update(shop=new.name, branch=branch.code)


def make_shop(
    database: Database,
    state: StateFolder,
    new: NewShop,
    *,
    keys: Keys | None = None,
    clock: Clock = wall_clock,
    make_tables: MakeTables | None = None,
    writer: int | None = None,
) -> Shop:
    """Make an empty, migrated shop with its branch, roles, chart, till; returns it open.

    Raises Trouble when the database already holds something.  `writer` and `keys` are given
    by tests that need two shops alike.
    """
    (make_tables or (lambda made: schema.create(made.engine)))(database)
    state.make()
    keys = keys or Keys.new()
    state.keep_keys(keys)
    with database.writing() as connection:
        number = writers.draw(connection) if writer is None else _given(connection, writer)
        branch = _write_common_rows(connection, number, new, clock())
    state.keep_identity(Identity(number, None, 0))
    shop = Shop(database, state, keys, number, Minter(database, number), branch, Settings(), None, clock)
    with shop.work(shop.konsole(), channel="konsole") as work:
        _first_rows(work, new)
        shop.till_id = tills.add_till(work, new.till_code, new.till_name)
    state.keep_identity(Identity(number, shop.till_id, 0))
    shop.remember()
    return shop


def add_manager(shop: Shop, name: str, pin: str) -> int:
    """The shop's first person."""
    with shop.work(shop.konsole(), channel="konsole") as work:
        return users.add(work, name, ROLE_IDS["manager"], pin)


def _given(connection: Connection, writer: int) -> int:
    connection.execute(insert(writers.IdReserve).values(writer=writer, ceiling=0))
    return writer


def _write_common_rows(connection: Connection, writer: int, new: NewShop, now: datetime) -> Branch:
    connection.execute(insert(writers.IdReserve).values(writer=0, ceiling=1_000_000))
    counters = [{"name": masters.VERSION, "value": 0}, {"name": masters.HOME, "value": writer}]
    connection.execute(insert(Counter), counters)
    masters.add(connection, Writer, [{"id": 0, "name": "bersama", "made_at": now}, _writer_row(writer, now)])
    masters.add(connection, users.RoleRecord, _role_rows())
    masters.add(connection, users.RoleRight, _right_rows())
    masters.add(connection, users.User, _BUILT_IN)
    masters.add(connection, Account, [{"id": n, "role": role, "code": c, "name": name} for n, role, c, name in CHART])
    cash.provide_categories(connection)
    branch = Branch(
        writer << writers.COUNTER_BITS,
        new.branch_code,
        new.name,
        new.branch_name,
        new.address,
        new.phone,
        new.time_zone,
        new.cutoff_hour,
    )
    masters.add(connection, BranchRecord, [{name: getattr(branch, name) for name in Branch.__slots__}])
    skip_first = writers.IdReserve.__table__.update().where(writers.IdReserve.writer == writer)  # type: ignore[attr-defined]
    connection.execute(skip_first.values(ceiling=1))
    return branch


def complete(database: Database) -> None:
    """Give a shop that an older program made the accounts, roles, rights and built-in users it did not know.

    A right that was taken from a role stays taken: its row is there, retired.
    """
    with database.reading() as connection:
        if not any(rows for _record, rows in _lacking(connection)):
            return
    with database.writing() as connection:
        for record, rows in _lacking(connection):
            masters.add(connection, record, rows)


def _lacking(connection: Connection) -> list[tuple[type[Record], list[dict[str, Any]]]]:
    """The rows that are the same in every shop, and are not in this one."""
    known = {record: _ids(connection, record) for record in (Account, users.RoleRecord, users.User)}
    granted = {tuple(row) for row in connection.execute(select(users.RoleRight.role_id, users.RoleRight.permission))}
    accounts = [{"id": n, "role": role, "code": c, "name": name} for n, role, c, name in CHART]
    rights = [row for row in _right_rows() if (row["role_id"], row["permission"]) not in granted]
    made = ((Account, accounts), (users.RoleRecord, _role_rows()), (users.User, _BUILT_IN))
    lacking = [(record, [row for row in rows if row["id"] not in known[record]]) for record, rows in made]
    return [*lacking, (users.RoleRight, rights)]


def _ids(connection: Connection, record: Any) -> set[int]:
    return set(connection.execute(select(record.id)).scalars())


def _writer_row(writer: int, now: datetime) -> dict[str, Any]:
    return {"id": writer, "name": platform.node() or _("komputer ini"), "made_at": now}


#: Those who never sign in with a PIN.
_BUILT_IN: list[dict[str, Any]] = [
    {"id": users.KONSOLE_ID, "name": "konsole", "role_id": ROLE_IDS["konsole"]},
    {"id": users.KIOSK_ID, "name": "layar penitip", "role_id": ROLE_IDS["kiosk"]},
]


def _role_rows() -> list[dict[str, Any]]:
    return [{"id": number, "code": code, "name": name} for number, (code, name, _rights) in ROLES.items()]


def _right_rows() -> list[dict[str, Any]]:
    return [
        {
            "role_id": role_id,
            "permission": permission.value,
            "deed_limit": right.limit,
            "daily_cap": right.daily_cap,
        }
        for role_id, (_code, _name, rights) in ROLES.items()
        for permission, right in sorted(rights.items())
    ]
