"""The tables of a shop's database: made by migrations, and brought up to date by them.

The migrations lie in `alembic/` of a checkout and in `koperasi/migrations/` of an installed
program.  Alembic is imported only while they run: an ordinary start reads two names and
finds them equal.

A developer who changed the records writes the next migration with

    ./mart migration "what changes"

and reads it before committing it: autogeneration sees no CHECKs and no triggers.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text

from koperasi.errors import Bug, Trouble
from koperasi.text import _

if TYPE_CHECKING:
    from alembic.config import Config

ADVISORY_LOCK = 0x5B_3147  # any fixed number: those who migrate one PostgreSQL queue on it
NAMES = re.compile(r"^(revision|down_revision)\b[^=]*= (?:\"([^\"]+)\"|None)$", re.MULTILINE)


def migrations_folder() -> Path:
    """Where the migrations lie: in the installed package, or beside the rooms in a checkout."""
    here = Path(__file__).parent
    installed = here / "migrations"
    return installed if installed.is_dir() else here.parent / "alembic"


@cache
def history() -> dict[str, str]:
    """Revision → the one before it (empty for the first), read from the files without alembic."""
    found = {}
    for file in (migrations_folder() / "versions").glob("*.py"):
        names = dict(NAMES.findall(file.read_text(encoding="utf-8")))
        found[names["revision"]] = names["down_revision"]
    return found


def head() -> str:
    """The revision that this program's records stand at; raises Bug when there is not exactly one."""
    before = history()
    ends = before.keys() - set(before.values())
    if len(ends) != 1:
        raise Bug(f"the migrations in {migrations_folder()} end in {sorted(ends)}, not in one revision")
    return ends.pop()


def current(connection: Connection) -> str | None:
    """The revision that a database stands at; None where no shop was ever made."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def create(engine: Engine) -> None:
    """Make all tables in an empty database; raises Trouble when something is already there."""
    with migrating(engine) as connection:
        if inspect(connection).get_table_names():
            raise Trouble(
                _("Database ini sudah berisi tabel."), remedy=_("Pilih database kosong, atau buka toko yang ada.")
            )
        _run(connection)


def upgrade(engine: Engine, backup: Callable[[], object]) -> bool:
    """Bring a shop's tables to this program's revision; True when there was something to do.

    `backup` is called first, outside any transaction.  Raises Trouble for a database that
    is no shop, or was last opened by a newer program.
    """
    with engine.connect() as connection:
        behind = _must_migrate(connection)
    if not behind:
        return False
    backup()
    with migrating(engine) as connection:
        # Another till may have done it while this one waited for its turn.
        if _must_migrate(connection):
            _run(connection)
    return True


def _must_migrate(connection: Connection) -> bool:
    stands_at = current(connection)
    if stands_at is None:
        raise Trouble(_("Di sini belum ada toko SBMI Mart."), remedy=_("Buat dulu dengan: sbmi-mart init"))
    if stands_at not in history():
        raise Trouble(
            _("Data toko ini sudah dibuka oleh versi program yang lebih baru."),
            remedy=_("Perbarui program di komputer ini; data tidak diubah."),
        )
    return stands_at != head()


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be changed, committed whole or not at all.

    Rebuilding a table with foreign keys on would silently delete the rows of its children,
    so SQLite's are off meanwhile and all of them checked before the commit.  The pragma
    does nothing inside a transaction, hence the driver's own connection.
    """
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
                yield connection
            return
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise Bug(f"a migration leaves rows that point to nothing: {broken[:5]}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def config(connection: Connection) -> Config:
    """Alembic's configuration for these migrations and this connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _run(connection: Connection) -> None:
    from alembic import command

    command.upgrade(config(connection), "head")
    if current(connection) != head():
        raise Bug(f"the database stands at {current(connection)}, not at {head()}")


def compared(name: str | None, kind: str) -> bool:
    """Whether alembic compares a table or an index with the records.

    The search index is each engine's own (FTS5 on SQLite, pg_trgm on PostgreSQL), so the
    records do not declare it.
    """
    return not (kind in {"table", "index"} and name is not None and ("_fts" in name or name.endswith("_trgm")))


def write_migration(message: str) -> Path:
    """Write the next migration: what lies between the last one and today's records."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import Script

    from koperasi.database import open_database

    writer = Config(toml_file=migrations_folder().parent / "pyproject.toml")
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "shop.db")
        if history():
            create(database.engine)
        with migrating(database.engine) as connection:
            writer.attributes["connection"] = connection
            written = command.revision(writer, message, autogenerate=True, rev_id=f"{len(history()) + 1:04}")
        database.close()
    if not isinstance(written, Script):
        raise Bug(f"alembic wrote {written!r}, not one migration")
    return Path(written.path)


if __name__ == "__main__":
    print(write_migration(" ".join(sys.argv[1:])))
