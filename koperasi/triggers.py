"""Posted rows are never updated or deleted: the one list of triggers that refuses it.

A batch migration drops a table's triggers without a word, so migrations call `make()` again
and a test compares what is there with this list.
"""

from __future__ import annotations

from sqlalchemy import Connection, MetaData, event, inspect, text

from koperasi.database import FACT, Record, table_class

REFUSE = "mart_refuse_change"

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {REFUSE}() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'posted rows of % are never changed', TG_TABLE_NAME;
END $$
"""


def fact_tables(metadata: MetaData = Record.metadata) -> list[str]:
    return sorted(table.name for table in metadata.tables.values() if table_class(table) is FACT)


def declared(dialect: str) -> dict[str, str]:
    """Trigger name → the statement that makes it, for `sqlite` or `postgresql`."""
    made = {}
    for table in fact_tables():
        if dialect == "sqlite":
            for deed in ("update", "delete"):
                made[f"{table}_no_{deed}"] = (
                    f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'posted rows of {table} are never changed'); END"
                )
        else:
            made[f"{table}_no_change"] = (
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {REFUSE}()"
            )
            made[f"{table}_no_truncate"] = (
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {REFUSE}()"
            )
    return made


def present(connection: Connection) -> set[str]:
    """The names of the refusing triggers that the database has."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%!_no!_%' ESCAPE '!'"
    else:
        query = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema() "
            "WHERE NOT t.tgisinternal AND t.tgenabled = 'A'"
        )
    return set(connection.execute(text(query)).scalars())


def make(connection: Connection) -> None:
    """Make every trigger that is missing, of the tables that are there: the next migration is not written yet."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.execute(text(POSTGRES_FUNCTION))
    there, tables = present(connection), set(inspect(connection).get_table_names())
    for name, statement in declared(dialect).items():
        table = name.rsplit("_no_", 1)[0]
        if name in there or table not in tables:
            continue
        connection.exec_driver_sql(statement)
        if dialect == "postgresql":
            # ALWAYS: a replication role or a restore must not walk past it.
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


@event.listens_for(Record.metadata, "after_create")
def _after_create(_metadata: MetaData, connection: Connection, **_options: object) -> None:
    make(connection)
