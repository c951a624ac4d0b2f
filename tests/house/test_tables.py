"""What the migrations make is what the records declare, on both engines, to the last CHECK."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, UniqueConstraint, inspect, text
from sqlalchemy.dialects import postgresql

import pos.tables
from koperasi import audit, schema, triggers
from koperasi.database import Database, Record, TableClass, open_database, table_class

SQLITE_TABLES = "SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'"
SQLITE_REST = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
POSTGRES_SHAPE = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
UNION ALL
SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT tgrelid::regclass::text, tgname, tgenabled::text || ' ' || pg_get_triggerdef(oid) FROM pg_trigger
WHERE NOT tgisinternal
UNION ALL
SELECT table_name, column_name, concat_ws(' ', data_type, is_nullable, column_default, identity_generation)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL
SELECT 'function', proname, prosrc || ' ' || array_to_string(proconfig, ' ') FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
"""


@pytest.fixture
def migrated(engine_url: str) -> Iterator[Database]:
    database = open_database(engine_url)
    schema.create(database.engine)
    yield database
    database.close()


@pytest.fixture
def declared(migrated: Database, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A second database, made from the records without any migration."""
    if migrated.path is not None:
        database = open_database(migrated.path.with_name("declared.db"))
    else:
        database = open_database(request.getfixturevalue("cluster").create())
    Record.metadata.create_all(database.engine)
    yield database
    database.close()


def shape(database: Database) -> set[tuple[str, ...]]:
    """Everything about the tables, constraints, indexes and triggers of a database, as texts."""
    with database.engine.connect() as connection:
        found = list(_sqlite_shape(connection) if database.sqlite else connection.execute(text(POSTGRES_SHAPE)))
    rows = {tuple(map(str, row)) for row in found if row[0] != "alembic_version"}
    return {row for row in rows if schema.compared(row[0], "table") and schema.compared(row[1], "index")}


def _sqlite_shape(connection: Connection) -> Iterator[tuple[Any, ...]]:
    inspector = inspect(connection)
    for table, strict, kind in connection.exec_driver_sql(SQLITE_TABLES):
        yield table, "", f"strict={strict} {kind}"
    for table in inspector.get_table_names():
        for column in inspector.get_columns(table):
            yield table, column["name"], sorted((key, str(value)) for key, value in column.items())
        constraints = [
            inspector.get_pk_constraint(table),
            *inspector.get_foreign_keys(table),
            *inspector.get_unique_constraints(table),
            *inspector.get_check_constraints(table),
        ]
        for constraint in constraints:
            yield table, constraint["name"], sorted(constraint.items(), key=str)
    yield from map(tuple, connection.exec_driver_sql(SQLITE_REST))


def test_migrations_make_what_the_records_declare(migrated: Database, declared: Database) -> None:
    there, meant = shape(migrated), shape(declared)
    assert len(meant) > 100
    assert (sorted(there - meant), sorted(meant - there)) == ([], [])


def test_alembic_finds_nothing_left_to_migrate(migrated: Database) -> None:
    with schema.migrating(migrated.engine) as connection:
        command.check(schema.config(connection))


def test_alembics_head_is_the_one_read_without_it() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    read = Config()
    read.set_main_option("script_location", str(schema.migrations_folder()))
    assert ScriptDirectory.from_config(read).get_current_head() == schema.head()


def test_every_fact_refuses_change(migrated: Database) -> None:
    with migrated.engine.connect() as connection:
        assert triggers.present(connection) >= set(triggers.declared(connection.dialect.name))
    assert len(triggers.fact_tables()) > 10


def test_every_table_says_what_its_rows_are() -> None:
    unsaid = [table.name for table in Record.metadata.tables.values() if "class" not in table.info]
    assert unsaid == []
    assert {table_class(table) for table in Record.metadata.tables.values()} == set(TableClass)


def test_every_table_has_a_primary_key_and_strict_types() -> None:
    tables = Record.metadata.tables.values()
    assert [table.name for table in tables if not list(table.primary_key)] == []
    assert [table.name for table in tables if not table.dialect_options["sqlite"]["strict"]] == []


def test_no_column_holds_a_float() -> None:
    stored = {
        f"{table.name}.{column.name}": column.type.compile(postgresql.dialect())
        for table in Record.metadata.tables.values()
        for column in table.columns
    }
    assert {column: kind for column, kind in stored.items() if kind not in {"BIGINT", "TEXT", "BOOLEAN", "BYTEA"}} == {}


def test_master_rows_have_a_home_and_a_version() -> None:
    masters = [table for table in Record.metadata.tables.values() if table_class(table) is TableClass.MASTER]
    assert [table.name for table in masters if not {"home", "version"} <= set(table.columns.keys())] == []


def test_facts_are_unique_only_by_their_identity() -> None:
    """Facts of two databases may be put together, so nothing but an identity may clash."""
    allowed = {
        ("id",), ("uid",), ("series_id", "seq"), ("writer", "seq"), ("reverses_id",),
        ("shift_id",),  # a shift is closed once, by the writer it belongs to
    }  # fmt: skip
    found = [
        (table.name, tuple(column.name for column in constraint.columns))
        for table in Record.metadata.tables.values()
        if table_class(table) is TableClass.FACT
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    assert [(table, columns) for table, columns in found if columns not in allowed] == []


def test_the_audit_chain_covers_every_column_of_the_facts() -> None:
    """After a fact got a column: a new audit.VERSION, then `python -m pos.tables freeze`."""
    versions = json.loads(Path(audit.__file__).with_name("audit_columns.json").read_text(encoding="utf-8"))
    assert versions[str(audit.VERSION)] == pos.tables.frozen_lists()


def test_the_list_of_tables_names_every_module_that_has_one() -> None:
    root = Path(pos.tables.__file__).parents[1]
    rooms = ("koperasi", "printing", "desktop", "inventory", "consignment", "pos")
    holding = {
        ".".join(file.relative_to(root).with_suffix("").parts)
        for room in rooms
        for file in (root / room).rglob("*.py")
        if re.search(r"^    __tablename__ = ", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    command = [sys.executable, "-c", "import sys, pos.tables; print(*sys.modules)"]
    loaded = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split()
    assert holding - set(loaded) == set()
    assert len(holding) > 10
