"""the till a cashier loves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_carts",
        sa.Column("cart_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("till_id", sa.BigInteger(), nullable=False),
        sa.Column("held_by", sa.BigInteger(), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_held_carts_branch_id")),
        sa.ForeignKeyConstraint(["held_by"], ["users.id"], name=op.f("fk_held_carts_held_by")),
        sa.ForeignKeyConstraint(["till_id"], ["tills.id"], name=op.f("fk_held_carts_till_id")),
        sa.PrimaryKeyConstraint("cart_id", name=op.f("pk_held_carts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("held_carts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_carts_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "favourites",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("product_unit_id", sa.BigInteger(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("place >= 0", name=op.f("ck_favourites_place")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_favourites_branch_id")),
        sa.ForeignKeyConstraint(["product_unit_id"], ["product_units.id"], name=op.f("fk_favourites_product_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_favourites")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("favourites", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_favourites_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_favourites_product_unit_id"), ["product_unit_id"], unique=False)

    op.create_table(
        "sale_approvals",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("approver_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name=op.f("fk_sale_approvals_approver_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_approvals_document_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_sale_approvals")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sale_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_approvals_approver_id"), ["approver_id"], unique=False)

    op.create_table(
        "sale_kept_changes",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("kept_for", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_sale_kept_changes_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_kept_changes_document_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_sale_kept_changes")),
        sqlite_strict=True,
    )
    op.create_table(
        "sale_line_notes",
        sa.Column("line_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_line_notes_document_id")),
        sa.ForeignKeyConstraint(["line_id"], ["sale_lines.id"], name=op.f("fk_sale_line_notes_line_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_sale_line_notes")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sale_line_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_line_notes_document_id"), ["document_id"], unique=False)

    op.create_table(
        "sale_line_promotions",
        sa.Column("line_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("promotion_id", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("bearer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_line_promotions_document_id")),
        sa.ForeignKeyConstraint(["line_id"], ["sale_lines.id"], name=op.f("fk_sale_line_promotions_line_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_sale_line_promotions")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sale_line_promotions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_line_promotions_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sale_line_promotions_promotion_id"), ["promotion_id"], unique=False)

    op.create_table(
        "sale_line_returns",
        sa.Column("line_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("original_id", sa.BigInteger(), nullable=True),
        sa.Column("original_line", sa.BigInteger(), nullable=True),
        sa.Column("went_to", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(original_id IS NULL) = (original_line IS NULL)", name=op.f("ck_sale_line_returns_original")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_line_returns_document_id")),
        sa.ForeignKeyConstraint(["line_id"], ["sale_lines.id"], name=op.f("fk_sale_line_returns_line_id")),
        sa.ForeignKeyConstraint(["original_id"], ["documents.id"], name=op.f("fk_sale_line_returns_original_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_sale_line_returns")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sale_line_returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_line_returns_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sale_line_returns_original_id"), ["original_id"], unique=False)

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pin_hash", sa.Text(), nullable=True))

    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.add_column(sa.Column("set_off_since", sa.Text(), nullable=True))

    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.add_column(sa.Column("price_min", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("price_max", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("asks_note", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("shelf", sa.Text(), nullable=True))
