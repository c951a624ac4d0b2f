"""Where a shop is, and how it is opened on this PC.

A place is a folder, a database file or a PostgreSQL URL.  What belongs to this PC alone
(secret, identity, backups, log) lies in a folder beside the file, or for PostgreSQL in the
user's data folder.
"""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from koperasi import audit, backups, branches, masters, schema, settings, setups, tills, writers
from koperasi.branches import Branch
from koperasi.database import Database, locked_now, open_database
from koperasi.errors import Bug, Trouble
from koperasi.keys import Identity, StateFolder
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.text import _
from koperasi.writers import IdReserve, Minter, Writer

FILE = "shop.db"
FILE_ENDINGS = frozenset({".db", ".sqlite", ".sqlite3"})
POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class Place:
    """A shop's database (a path or a URL) and this PC's folder for it."""

    database: str
    state: Path

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that a person names: a folder, a `.db` file or a `postgresql://` URL."""
        if text.startswith(POSTGRES):
            public = text.split("://", 1)[1].rsplit("@", 1)[-1]
            name = hashlib.sha256(public.encode()).hexdigest()[:12]
            return cls(text, data_folder() / f"pg-{name}")
        path = Path(text.removeprefix("sqlite:///")).expanduser()
        file = path if path.suffix in FILE_ENDINGS or path.is_file() else path / FILE
        return cls(str(file), file.with_name(file.name + ".d"))

    @property
    def on_file(self) -> bool:
        return not self.database.startswith(POSTGRES)

    @property
    def exists(self) -> bool:
        """Whether there is a database file; a PostgreSQL shop is found out by opening it."""
        return not self.on_file or Path(self.database).exists()

    def shown(self) -> str:
        """The place without any password."""
        if self.on_file:
            return self.database
        scheme, rest = self.database.split("://", 1)
        return f"{scheme}://{rest.rsplit('@', 1)[-1]}"

    def open_database(self) -> Database:
        """The database itself; makes the folder of a file that is about to be made."""
        if self.on_file:
            Path(self.database).absolute().parent.mkdir(parents=True, exist_ok=True)
        return open_database(self.database)


def data_folder() -> Path:
    """The user's folder for shops: follows HOME and XDG_DATA_HOME, or LOCALAPPDATA."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "SBMI Mart"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "sbmi-mart"


def default_place() -> Place:
    """SBMI_MART_SHOP, or the shop in the user's data folder."""
    return Place.parse(os.environ.get("SBMI_MART_SHOP") or str(data_folder() / "toko"))


def open_shop(place: Place, clock: Clock = wall_clock) -> Shop:
    """Open a shop: migrated after a backup, with this PC's keys and writer.

    Raises Trouble when there is none, when it is from a newer program, or when this PC
    does not hold its secret.
    """
    if not place.exists:
        raise Trouble(
            _("Belum ada toko di {place}.").format(place=place.shown()), remedy=_("Buat dulu dengan: sbmi-mart init")
        )
    database = place.open_database()
    state = StateFolder(place.state)
    try:
        schema.upgrade(database.engine, lambda: backups.before_migration(database, state, clock()))
        setups.complete(database)
        keys = state.keys()
        identity = _identity(database, state, clock)
        with database.reading() as connection:
            branch = _branch(connection, identity.till_id)
            chosen = settings.load(connection, branch.id, identity.till_id)
    except DBAPIError as error:
        database.close()
        raise Trouble(
            _("Data toko di {place} tidak dapat dibuka.").format(place=place.shown()), remedy=str(error.orig)
        ) from error
    except BaseException:
        database.close()
        raise
    minter = Minter(database, identity.writer)
    shop = Shop(database, state, keys, identity.writer, minter, branch, chosen, identity.till_id, clock)
    _own_series(shop, identity.put_back)
    return shop


def _branch(connection: Connection, till_id: int | None) -> Branch:
    """Where this PC stands: the branch of its till, else the first."""
    known = branches.all_branches(connection)
    there = tills.branch_of(connection, till_id) if till_id is not None else None
    return next((each for each in known if each.id == there), known[0])


def _identity(database: Database, state: StateFolder, clock: Clock) -> Identity:
    """This PC's writer; a new one for a new PC or a database put back to an earlier state.

    The till at which the PC stood stays its own, with number series of the new writer.
    """
    known = state.identity()
    if known is not None and _as_left(database, state, known):
        return known
    with database.writing() as connection:
        number = writers.draw(connection)
        made = {"id": number, "name": computer_name(), "made_at": clock()}
        masters.add(connection, Writer, [made])
        till_id = known.till_id if known and tills.known(connection, known.till_id) else None
    identity = Identity(number, till_id, 0, known.put_back + 1 if known else 0)
    state.keep_identity(identity)
    return identity


def _as_left(database: Database, state: StateFolder, known: Identity) -> bool:
    """Whether the database still holds all that this PC ever wrote into it."""
    with database.reading() as connection:
        ceiling = connection.scalar(select(IdReserve.ceiling).where(IdReserve.writer == known.writer))
        seq, _mac = audit.last(connection, known.writer)
    return ceiling is not None and ceiling >= known.ceiling and seq >= state.marked(known.writer)


def _own_series(shop: Shop, put_back: int) -> None:
    """A till numbers its papers in series of the writer that stands there, and of no other."""
    if shop.till_id is None:
        return
    with shop.reading() as connection:
        writer = tills.writer_of(connection, shop.till_id)
    if writer != shop.writer:
        with shop.work(shop.konsole(), channel="konsole") as work:
            tills.take_over(work, shop.till_id, put_back)


def computer_name() -> str:
    import platform

    return platform.node() or "?"


def stand_at(shop: Shop, till_id: int) -> None:
    """This PC is the one at that till, and in its branch, from now on."""
    identity = shop.state.identity()
    if identity is None:
        raise Bug("an open shop has an identity")
    shop.state.keep_identity(replace(identity, till_id=till_id))
    shop.till_id = till_id
    with shop.reading() as connection:
        shop.branch = _branch(connection, till_id)
    shop.remember()


class TillTaken(Trouble):
    """Another program already stands at this till."""


def occupy_till(shop: Shop) -> IO[bytes]:
    """Hold this PC's till for as long as the returned object lives; raises TillTaken."""
    held = locked_now(shop.state.path / "till.lock")
    if held is None:
        raise TillTaken(_("Kasir ini sudah terbuka di jendela lain."), remedy=_("Pakai jendela itu."))
    return held
