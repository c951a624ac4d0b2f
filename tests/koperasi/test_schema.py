"""Databases are made and brought up to date whole, or left as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import pos.tables  # noqa: F401  every record is known after this
from koperasi import schema
from koperasi.database import Database, open_database
from koperasi.errors import Bug, Trouble

NEXT = '''"""A later version of the program."""

from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    {deed}
'''


@pytest.fixture
def empty(engine_url: str) -> Iterator[Database]:
    database = open_database(engine_url)
    yield database
    database.close()


@pytest.fixture
def made(empty: Database) -> Database:
    schema.create(empty.engine)
    return empty


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The migrations of a later version that adds the file given to it."""
    folder = tmp_path / "with 100% spaces"
    shutil.copytree(schema.migrations_folder(), folder)
    monkeypatch.setattr(schema, "migrations_folder", lambda: folder)
    yield folder / "versions" / "9999_later.py"
    schema.history.cache_clear()


def write_next(file: Path, deed: str) -> None:
    file.write_text(NEXT.format(before=schema.head(), deed=deed))
    schema.history.cache_clear()


def revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return schema.current(connection)


def forbidden() -> None:
    raise AssertionError("nothing changes, so nothing is backed up")


def test_a_new_database_stands_at_the_head(made: Database) -> None:
    assert revision(made) == schema.head()
    assert schema.upgrade(made.engine, forbidden) is False


def test_a_database_that_holds_something_is_not_made_a_shop(made: Database) -> None:
    with pytest.raises(Trouble, match="sudah berisi tabel"):
        schema.create(made.engine)


def test_a_database_without_a_shop_is_said_to_be_none(empty: Database) -> None:
    with pytest.raises(Trouble, match="belum ada toko"):
        schema.upgrade(empty.engine, forbidden)


def test_a_database_of_a_newer_program_is_refused_and_left_alone(made: Database) -> None:
    with made.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Trouble, match="versi program yang lebih baru"):
        schema.upgrade(made.engine, forbidden)

    assert revision(made) == "9999"


def test_an_older_database_is_backed_up_and_then_migrated(made: Database, later: Path) -> None:
    before = schema.head()
    write_next(later, 'op.execute("CREATE TABLE later_things (id BIGINT PRIMARY KEY)")')
    seen: list[str | None] = []

    assert schema.upgrade(made.engine, lambda: seen.append(revision(made))) is True

    assert seen == [before]
    assert revision(made) == "9999"


def test_a_migration_that_fails_leaves_all_as_it_was(made: Database, later: Path) -> None:
    before = schema.head()
    write_next(later, 'op.execute("CREATE TABLE later_things (id BIGINT PRIMARY KEY)"); raise ValueError("power cut")')

    with pytest.raises(ValueError, match="power cut"):
        schema.upgrade(made.engine, lambda: None)

    assert revision(made) == before
    with made.engine.connect() as connection:
        assert not connection.dialect.has_table(connection, "later_things")


def test_a_migration_that_leaves_orphans_is_undone(tmp_path: Path, later: Path) -> None:
    database = open_database(tmp_path / "shop.db")
    schema.create(database.engine)
    before = schema.head()
    write_next(
        later,
        'op.execute("CREATE TABLE orphans (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES accounts (id)) STRICT")\n'
        '    op.execute("INSERT INTO orphans VALUES (1, 77)")',
    )

    with pytest.raises(Bug, match="point to nothing"):
        schema.upgrade(database.engine, lambda: None)

    assert revision(database) == before
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    database.close()


def test_two_heads_are_a_bug(later: Path) -> None:
    write_next(later, "pass")
    shutil.copy(later, later.with_name("9998_other.py"))
    later.with_name("9998_other.py").write_text(later.read_text().replace('"9999"', '"9998"'))
    schema.history.cache_clear()

    with pytest.raises(Bug, match="9998"):
        schema.head()
