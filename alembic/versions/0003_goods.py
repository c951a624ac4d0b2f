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
        "purchase_dues",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_dues_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_purchase_dues")),
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
        batch_op.create_foreign_key(batch_op.f("fk_products_picture_id"), "pictures", ["picture_id"], ["id"])
