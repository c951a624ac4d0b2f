"""goods."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "open_intakes",
        sa.Column("writer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("writer", name=op.f("pk_open_intakes")),
        sqlite_strict=True,
    )
    op.create_table(
        "pictures",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("pictures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pictures_digest"), ["digest"], unique=False)

    op.create_table(
        "tax_rates",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_class", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("rate_bps", sa.BigInteger(), nullable=False),
        sa.Column("base_numerator", sa.BigInteger(), nullable=False),
        sa.Column("base_denominator", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("base_numerator > 0 AND base_denominator >= base_numerator", name=op.f("ck_tax_rates_base")),
        sa.CheckConstraint("rate_bps BETWEEN 0 AND 10000", name=op.f("ck_tax_rates_rate_bps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_rates")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tax_rates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tax_rates_tax_class"), ["tax_class"], unique=False)

    op.create_table(
        "suppliers",
        sa.Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("whatsapp", sa.Text(), nullable=False),
        sa.Column("lead_days", sa.BigInteger(), nullable=True),
        sa.Column("terms_days", sa.BigInteger(), nullable=False),
        sa.Column("weekdays", sa.BigInteger(), nullable=False),
        sa.Column("min_order", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("lead_days >= 0", name=op.f("ck_suppliers_lead_days")),
        sa.CheckConstraint("min_order >= 0", name=op.f("ck_suppliers_min_order")),
        sa.CheckConstraint("terms_days >= 0", name=op.f("ck_suppliers_terms_days")),
        sa.CheckConstraint("weekdays BETWEEN 0 AND 127", name=op.f("ck_suppliers_weekdays")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_suppliers_party_id")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_suppliers")),
        sqlite_strict=True,
    )
    op.create_table(
        "recipes",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("loss", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("loss >= 0", name=op.f("ck_recipes_loss")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_recipes_quantity")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_recipes_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipes")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("recipes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipes_product_id"), ["product_id"], unique=False)

    op.create_table(
        "cost_alarms",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("was_value", sa.BigInteger(), nullable=False),
        sa.Column("was_quantity", sa.BigInteger(), nullable=False),
        sa.Column("now_value", sa.BigInteger(), nullable=False),
        sa.Column("now_quantity", sa.BigInteger(), nullable=False),
        sa.Column("past_price", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_cost_alarms_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_cost_alarms_product_id")),
        sa.PrimaryKeyConstraint("document_id", "product_id", name=op.f("pk_cost_alarms")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("cost_alarms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cost_alarms_product_id"), ["product_id"], unique=False)

    op.create_table(
        "count_sessions",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("scope_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("document_id", sa.BigInteger(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_count_sessions_branch_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_count_sessions_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_count_sessions_location_id")),
        sa.ForeignKeyConstraint(["started_by"], ["users.id"], name=op.f("fk_count_sessions_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_sessions")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("count_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_count_sessions_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_count_sessions_reference"), ["reference"], unique=False)

    op.create_table(
        "dispatches",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_branch_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("transit_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_dispatches_document_id")),
        sa.ForeignKeyConstraint(["source_id"], ["locations.id"], name=op.f("fk_dispatches_source_id")),
        sa.ForeignKeyConstraint(["to_branch_id"], ["branches.id"], name=op.f("fk_dispatches_to_branch_id")),
        sa.ForeignKeyConstraint(["transit_id"], ["locations.id"], name=op.f("fk_dispatches_transit_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_dispatches")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("dispatches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispatches_to_branch_id"), ["to_branch_id"], unique=False)

    op.create_table(
        "kit_assemblies",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_kit_assemblies_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_kit_assemblies_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_kit_assemblies_location_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_kit_assemblies_product_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_kit_assemblies")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("kit_assemblies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kit_assemblies_product_id"), ["product_id"], unique=False)

    op.create_table(
        "kit_parts",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_kit_parts_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_kit_parts_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_kit_parts_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_kit_parts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("kit_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kit_parts_product_id"), ["product_id"], unique=False)

    op.create_table(
        "own_use_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("base_quantity", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("base_quantity > 0", name=op.f("ck_own_use_lines_base_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_own_use_lines_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_own_use_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_own_use_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("own_use_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_use_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "own_uses",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_own_uses_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_own_uses_location_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_own_uses")),
        sqlite_strict=True,
    )
    op.create_table(
        "payable_allocations",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payable_allocations_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_payable_allocations_document_id")),
        sa.ForeignKeyConstraint(["item_id"], ["documents.id"], name=op.f("fk_payable_allocations_item_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_payable_allocations")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("payable_allocations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payable_allocations_item_id"), ["item_id"], unique=False)

    op.create_table(
        "printed_labels",
        sa.Column("branch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("product_unit_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("printed_on", sa.Text(), nullable=False),
        sa.Column("printed_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_printed_labels_branch_id")),
        sa.ForeignKeyConstraint(
            ["product_unit_id"], ["product_units.id"], name=op.f("fk_printed_labels_product_unit_id")
        ),
        sa.PrimaryKeyConstraint("branch_id", "product_unit_id", name=op.f("pk_printed_labels")),
        sqlite_strict=True,
    )
    op.create_table(
        "product_merges",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gone_id", sa.BigInteger(), nullable=False),
        sa.Column("kept_id", sa.BigInteger(), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("factor > 0", name=op.f("ck_product_merges_factor")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_product_merges_document_id")),
        sa.ForeignKeyConstraint(["gone_id"], ["products.id"], name=op.f("fk_product_merges_gone_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["products.id"], name=op.f("fk_product_merges_kept_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_product_merges")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("product_merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_merges_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_product_merges_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "purchase_charges",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("spread", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_charges_document_id")),
        sa.PrimaryKeyConstraint("document_id", "place", name=op.f("pk_purchase_charges")),
        sqlite_strict=True,
    )
    op.create_table(
        "purchase_dues",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_dues_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_purchase_dues")),
        sqlite_strict=True,
    )
    op.create_table(
        "purchase_line_terms",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("discount_words", sa.Text(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("bonus", sa.BigInteger(), nullable=False),
        sa.Column("shared_discount", sa.BigInteger(), nullable=False),
        sa.Column("charges", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("rounding", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("bonus >= 0", name=op.f("ck_purchase_line_terms_bonus")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_line_terms_document_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_purchase_line_terms")),
        sqlite_strict=True,
    )
    op.create_table(
        "purchase_order_closes",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_order_closes_document_id")),
        sa.ForeignKeyConstraint(["order_id"], ["documents.id"], name=op.f("fk_purchase_order_closes_order_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_purchase_order_closes")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchase_order_closes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchase_order_closes_order_id"), ["order_id"], unique=False)

    op.create_table(
        "purchase_order_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("base_quantity", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("supplier_code", sa.Text(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_purchase_order_lines_price")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_purchase_order_lines_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_order_lines_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_purchase_order_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_purchase_order_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchase_order_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchase_order_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "purchase_order_receipts",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_purchase_order_receipts_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_order_receipts_document_id")),
        sa.ForeignKeyConstraint(["order_id"], ["documents.id"], name=op.f("fk_purchase_order_receipts_order_id")),
        sa.PrimaryKeyConstraint(
            "document_id", "line", "order_id", "order_line", name=op.f("pk_purchase_order_receipts")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchase_order_receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchase_order_receipts_order_id"), ["order_id"], unique=False)

    op.create_table(
        "purchase_orders",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("wanted_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_orders_document_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["documents.id"], name=op.f("fk_purchase_orders_replaces_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["parties.id"], name=op.f("fk_purchase_orders_supplier_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_purchase_orders")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchase_orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchase_orders_supplier_id"), ["supplier_id"], unique=False)

    op.create_table(
        "purchase_reversals",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_reversals_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_purchase_reversals")),
        sqlite_strict=True,
    )
    op.create_table(
        "purchase_terms",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("invoice_number", sa.Text(), nullable=False),
        sa.Column("invoice_key", sa.Text(), nullable=False),
        sa.Column("invoice_date", sa.Text(), nullable=True),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("goods", sa.BigInteger(), nullable=False),
        sa.Column("discount_words", sa.Text(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("charges", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("claimable", sa.BigInteger(), nullable=False),
        sa.Column("rounding", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_terms_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_purchase_terms_location_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["documents.id"], name=op.f("fk_purchase_terms_replaces_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_purchase_terms")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchase_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchase_terms_invoice_key"), ["invoice_key"], unique=False)

    op.create_table(
        "recipe_parts",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recipe_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_recipe_parts_quantity")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_recipe_parts_product_id")),
        sa.ForeignKeyConstraint(["recipe_id"], ["recipes.id"], name=op.f("fk_recipe_parts_recipe_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipe_parts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("recipe_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipe_parts_recipe_id"), ["recipe_id"], unique=False)

    op.create_table(
        "repacked_parts",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_repacked_parts_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_repacked_parts_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_repacked_parts_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_repacked_parts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("repacked_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repacked_parts_product_id"), ["product_id"], unique=False)

    op.create_table(
        "repackings",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("loss", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("loss_value", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("loss >= 0 AND loss <= quantity", name=op.f("ck_repackings_loss")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_repackings_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_repackings_location_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_repackings_product_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_repackings")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("repackings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repackings_product_id"), ["product_id"], unique=False)

    op.create_table(
        "stock_count_entries",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("ledger", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_stock_count_entries_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_stock_count_entries_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_stock_count_entries_product_id")),
        sa.PrimaryKeyConstraint("document_id", "seq", name=op.f("pk_stock_count_entries")),
        sqlite_strict=True,
    )
    op.create_table(
        "stock_count_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("variance", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("rounds", sa.BigInteger(), nullable=False),
        sa.Column("shelf", sa.Text(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_stock_count_lines_by_id")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_stock_count_lines_category_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_stock_count_lines_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_stock_count_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_stock_count_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("stock_count_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stock_count_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "stock_counts",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by_id", sa.BigInteger(), nullable=False),
        sa.Column("zeroed", sa.Boolean(), nullable=False),
        sa.Column("own_approval", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_stock_counts_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_stock_counts_location_id")),
        sa.ForeignKeyConstraint(["started_by_id"], ["users.id"], name=op.f("fk_stock_counts_started_by_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_stock_counts")),
        sqlite_strict=True,
    )
    op.create_table(
        "stock_reversals",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_stock_reversals_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_stock_reversals")),
        sqlite_strict=True,
    )
    op.create_table(
        "supplier_goods",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("product_unit_id", sa.BigInteger(), nullable=False),
        sa.Column("supplier_code", sa.Text(), nullable=False),
        sa.Column("last_price", sa.BigInteger(), nullable=True),
        sa.Column("priced_on", sa.Text(), nullable=True),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("last_price >= 0", name=op.f("ck_supplier_goods_last_price")),
        sa.ForeignKeyConstraint(
            ["product_unit_id"], ["product_units.id"], name=op.f("fk_supplier_goods_product_unit_id")
        ),
        sa.ForeignKeyConstraint(["supplier_id"], ["parties.id"], name=op.f("fk_supplier_goods_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_goods")),
        sa.UniqueConstraint(
            "supplier_id", "product_unit_id", name=op.f("uq_supplier_goods_supplier_id_product_unit_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supplier_goods", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplier_goods_product_unit_id"), ["product_unit_id"], unique=False)

    op.create_table(
        "supplier_payments",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("paid_from", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_supplier_payments_document_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["parties.id"], name=op.f("fk_supplier_payments_supplier_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_supplier_payments")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supplier_payments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplier_payments_supplier_id"), ["supplier_id"], unique=False)

    op.create_table(
        "supplier_return_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("base_quantity", sa.BigInteger(), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("credit >= 0", name=op.f("ck_supplier_return_lines_credit")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_supplier_return_lines_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_supplier_return_lines_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_supplier_return_lines_product_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["documents.id"], name=op.f("fk_supplier_return_lines_purchase_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_supplier_return_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supplier_return_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplier_return_lines_product_id"), ["product_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supplier_return_lines_purchase_id"), ["purchase_id"], unique=False)

    op.create_table(
        "supplier_returns",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("credit >= 0", name=op.f("ck_supplier_returns_credit")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_supplier_returns_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_supplier_returns_location_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["parties.id"], name=op.f("fk_supplier_returns_supplier_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_supplier_returns")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supplier_returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplier_returns_supplier_id"), ["supplier_id"], unique=False)

    op.create_table(
        "transfer_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("base_quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("base_quantity > 0", name=op.f("ck_transfer_lines_base_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_transfer_lines_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_transfer_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_transfer_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("transfer_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "transfers",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_transfers_document_id")),
        sa.ForeignKeyConstraint(["source_id"], ["locations.id"], name=op.f("fk_transfers_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["locations.id"], name=op.f("fk_transfers_target_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_transfers")),
        sqlite_strict=True,
    )
    op.create_table(
        "write_off_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("base_quantity", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("base_quantity > 0", name=op.f("ck_write_off_lines_base_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_write_off_lines_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_write_off_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_write_off_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("write_off_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_write_off_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "write_offs",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.BigInteger(), nullable=True),
        sa.Column("picture_digest", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_write_offs_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_write_offs_location_id")),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_write_offs_picture_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_write_offs")),
        sqlite_strict=True,
    )
    op.create_table(
        "count_entries",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("ledger", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_count_entries_by_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_count_entries_product_id")),
        sa.ForeignKeyConstraint(["session_id"], ["count_sessions.id"], name=op.f("fk_count_entries_session_id")),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_count_entries")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("count_entries", schema=None) as batch_op:
        batch_op.create_index("ix_count_entries_command_id", ["command_id"], unique=False)
        batch_op.create_index("ix_count_entries_session_id_product_id", ["session_id", "product_id"], unique=False)

    op.create_table(
        "count_goods",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_count_goods_product_id")),
        sa.ForeignKeyConstraint(["session_id"], ["count_sessions.id"], name=op.f("fk_count_goods_session_id")),
        sa.PrimaryKeyConstraint("session_id", "product_id", name=op.f("pk_count_goods")),
        sqlite_strict=True,
    )
    op.create_table(
        "count_recounts",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_count_recounts_asked_by")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_count_recounts_product_id")),
        sa.ForeignKeyConstraint(["session_id"], ["count_sessions.id"], name=op.f("fk_count_recounts_session_id")),
        sa.PrimaryKeyConstraint("session_id", "product_id", "turn", name=op.f("pk_count_recounts")),
        sqlite_strict=True,
    )
    op.create_table(
        "count_unknowns",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_count_unknowns_by_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_count_unknowns_product_id")),
        sa.ForeignKeyConstraint(["session_id"], ["count_sessions.id"], name=op.f("fk_count_unknowns_session_id")),
        sa.PrimaryKeyConstraint("session_id", "id", name=op.f("pk_count_unknowns")),
        sqlite_strict=True,
    )
    op.create_table(
        "counted_maker_lots",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_counted_maker_lots_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_counted_maker_lots_lot_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_counted_maker_lots_maker_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_counted_maker_lots_product_id")),
        sa.PrimaryKeyConstraint("document_id", "lot_id", name=op.f("pk_counted_maker_lots")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("counted_maker_lots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_counted_maker_lots_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "dispatch_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_dispatch_lines_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_dispatch_lines_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_dispatch_lines_lot_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_dispatch_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_dispatch_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("dispatch_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispatch_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "made_lots",
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_made_lots_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_made_lots_lot_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_made_lots_product_id")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_made_lots")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("made_lots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_made_lots_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_made_lots_product_id"), ["product_id"], unique=False)

    op.create_table(
        "merged_lots",
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("from_lot_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_merged_lots_document_id")),
        sa.ForeignKeyConstraint(["from_lot_id"], ["lots.id"], name=op.f("fk_merged_lots_from_lot_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_merged_lots_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_merged_lots")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("merged_lots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merged_lots_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merged_lots_from_lot_id"), ["from_lot_id"], unique=False)

    op.create_table(
        "arrived_lines",
        sa.Column("dispatch_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("came", sa.BigInteger(), nullable=False),
        sa.Column("broken", sa.BigInteger(), nullable=False),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.Column("loss", sa.BigInteger(), nullable=False),
        sa.Column("borne_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("came >= 0 AND broken >= 0 AND missing >= 0", name=op.f("ck_arrived_lines_quantities")),
        sa.ForeignKeyConstraint(
            ["dispatch_id", "line"],
            ["dispatch_lines.document_id", "dispatch_lines.line"],
            name=op.f("fk_arrived_lines_dispatch_id_line"),
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_arrived_lines_document_id")),
        sa.PrimaryKeyConstraint("dispatch_id", "line", name=op.f("pk_arrived_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("arrived_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_arrived_lines_document_id"), ["document_id"], unique=False)

    with op.batch_alter_table("prices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("set_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("set_by_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("why", sa.Text(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_prices_set_by_id"), "users", ["set_by_id"], ["id"])

    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target_stock", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("content", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("content_unit", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("food", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("keeps_days", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("pirt", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("halal", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("composition", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("ceiling_price", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("ceiling_since", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("picture_id", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_products_listed",
            ["name", "code", "id"],
            unique=False,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_products_picture_id"), "pictures", ["picture_id"], ["id"])
