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
        "purchase_dues",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_purchase_dues_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_purchase_dues")),
        sqlite_strict=True,
    )
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
