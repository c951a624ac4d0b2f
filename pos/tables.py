"""Every table of every room, imported once: what migrations and checks look at.

    python -m pos.tables freeze

writes the audit's column lists for today's version of the facts; a new column of a fact
needs a new version there, since links made before it cover the old columns for ever.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import inventory.products
import koperasi.audit
import koperasi.cash
import koperasi.members
import koperasi.settings
import koperasi.setups
import koperasi.shifts
import koperasi.users
from koperasi.database import FACT, Record, table_class

#: Facts that belong to no document are chained by what is said in their own link.
WITHOUT_DOCUMENT = frozenset({"audit_links", "period_locks"})


def frozen_lists() -> dict[str, list[str]]:
    """Table → its columns, the key first: what a link made today covers."""
    tables = [table for table in Record.metadata.sorted_tables if table_class(table) is FACT]
    return {
        table.name: list(dict.fromkeys(column.name for column in (*table.primary_key.columns, *table.columns)))
        for table in tables
        if table.name not in WITHOUT_DOCUMENT
    }


def freeze() -> None:
    path = Path(koperasi.audit.__file__).with_name("audit_columns.json")
    versions = json.loads(path.read_text("utf-8"))
    versions[str(koperasi.audit.VERSION)] = frozen_lists()
    path.write_text(json.dumps(versions, indent=1) + "\n", "utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["freeze"]:
    freeze()
