"""How migrations run: called by koperasi.schema with a connection, or by `./mart migration`.

What this file must keep (each was a trap): the connection comes from `config.attributes`;
foreign keys are off while tables are rebuilt (koperasi.schema.migrating); batch mode on
SQLite; plain column types in the migrations, so that an old migration does not change with
today's code; the refusing triggers made again at the end, since a rebuilt table loses them,
and the search index, which is each engine's own and no record.
"""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import CreateTableOp, MigrationScript
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

import pos.tables  # noqa: F401  every record is known after this
from inventory import searching
from koperasi import schema, triggers
from koperasi.database import Record, open_database


def plain_types(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write `sa.BigInteger()` where a record says `Rupiah`."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


def included(item: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    return schema.compared(name, kind)


def without_notes(_context: object, _revision: object, directives: list[MigrationScript]) -> None:
    """Leave out what the records note on their tables (their class), which is no part of the schema."""
    for script in directives:
        for operation in script.upgrade_ops.ops if script.upgrade_ops else ():
            if isinstance(operation, CreateTableOp):
                operation.info = {}


def make_triggers_and_index(*, step: MigrationInfo, ctx: MigrationContext, **_: object) -> None:
    if step.up_revision_id == schema.head() and ctx.connection is not None:
        triggers.make(ctx.connection)
        searching.make(ctx.connection)


def run(connection: Connection) -> None:
    """Migrate in the transaction that koperasi.schema.migrating began, and will commit."""
    context.configure(
        connection=connection,
        target_metadata=Record.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=plain_types,
        include_object=included,
        process_revision_directives=without_notes,
        on_version_apply=make_triggers_and_index,
    )
    context.run_migrations()


if given := context.config.attributes.get("connection"):
    run(given)
else:
    # `alembic current`, `alembic check` … on the shop that SBMI_MART_SHOP names.
    database = open_database(os.environ["SBMI_MART_SHOP"])
    with schema.migrating(database.engine) as connection:
        run(connection)
    database.close()
