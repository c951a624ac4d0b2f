"""Every table of every room, imported once: what migrations and checks look at.

    python -m pos.tables freeze

writes the audit's column lists for today's version of the facts; a new column of a fact
needs a new version there, since links made before it cover the old columns for ever.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from koperasi import audit
from koperasi.database import FACT, Record, table_class

#: The modules that have tables, lowest room first; a house test compares them with the tree.
MODULES = (
    "koperasi.account_totals",
    "koperasi.audit",
    "koperasi.branches",
    "koperasi.cash",
    "koperasi.debts",
    "koperasi.deposits",
    "koperasi.documents",
    "koperasi.handovers",
    "koperasi.ledger",
    "koperasi.masters",
    "koperasi.member_pins",
    "koperasi.members",
    "koperasi.numbers",
    "koperasi.parked",
    "koperasi.parties",
    "koperasi.savings",
    "koperasi.settings",
    "koperasi.shifts",
    "koperasi.staff_cards",
    "koperasi.tills",
    "koperasi.unsummed_documents",
    "koperasi.users",
    "koperasi.verifications",
    "koperasi.vouchers",
    "koperasi.writers",
    "printing.jobs",
    "printing.till_printers",
    "inventory.costs",
    "inventory.dispatches",
    "inventory.count_facts",
    "inventory.count_records",
    "inventory.favourites",
    "inventory.kits",
    "inventory.intake_drafts",
    "inventory.locations",
    "inventory.lot_costs",
    "inventory.lots",
    "inventory.own_uses",
    "inventory.order_facts",
    "inventory.payable_facts",
    "inventory.merges",
    "inventory.move_totals",
    "inventory.pictures",
    "inventory.products",
    "inventory.promotions",
    "inventory.purchase_terms",
    "inventory.purchases",
    "inventory.recipes",
    "inventory.repackings",
    "inventory.reversals",
    "inventory.searching",
    "inventory.shelf_labels",
    "inventory.stock",
    "inventory.transfers",
    "inventory.write_offs",
    "inventory.supplier_return_facts",
    "inventory.suppliers",
    "inventory.taxes",
    "consignment.agreements",
    "consignment.conversions",
    "consignment.deliveries",
    "consignment.delivery_drafts",
    "consignment.delivery_facts",
    "consignment.maker_pins",
    "consignment.givebacks",
    "consignment.loss_facts",
    "consignment.makers",
    "consignment.payout_facts",
    "consignment.shares",
    "consignment.adjustments",
    "consignment.statement_facts",
    "consignment.terms",
    "pos.approval_facts",
    "pos.closings",
    "pos.drafts",
    "pos.drawers",
    "pos.held_carts",
    "pos.invoice_buyers",
    "pos.return_facts",
    "pos.sale_facts",
    "pos.sale_voids",
    "pos.tender_corrections",
    "pos.stickers",
    "pos.tender_counts",
    "pos.rollups",
)
for _module in MODULES:
    import_module(_module)

#: Facts that belong to no document are chained by what is said in their own link.
WITHOUT_DOCUMENT = frozenset({"audit_links", "period_locks", "sticker_checks"})


def loaded() -> None:
    """Say that every table is known: importing this module made it so."""


def frozen_lists() -> dict[str, list[str]]:
    """Table → its columns, the key first: what a link made today covers."""
    tables = [table for table in Record.metadata.sorted_tables if table_class(table) is FACT]
    return {
        table.name: list(dict.fromkeys(column.name for column in (*table.primary_key.columns, *table.columns)))
        for table in tables
        if table.name not in WITHOUT_DOCUMENT
    }


def freeze() -> None:
    path = Path(audit.__file__).with_name("audit_columns.json")
    versions = json.loads(path.read_text("utf-8"))
    versions[str(audit.VERSION)] = frozen_lists()
    path.write_text(json.dumps(versions, indent=1) + "\n", "utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["freeze"]:
    freeze()
