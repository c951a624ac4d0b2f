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
        "sticker_checks",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("till_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("merchant", sa.Text(), nullable=False),
        sa.Column("nmid", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sticker_checks")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sticker_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sticker_checks_at"), ["at"], unique=False)

    op.create_table(
        "cash_categories",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_cash_categories_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_categories")),
        sqlite_strict=True,
    )
    op.create_table(
        "promotions",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("bearer", sa.Text(), nullable=False),
        sa.Column("rate_bps", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("buy", sa.BigInteger(), nullable=False),
        sa.Column("free", sa.BigInteger(), nullable=False),
        sa.Column("price_class", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=True),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("weekdays", sa.BigInteger(), nullable=False),
        sa.Column("begins", sa.BigInteger(), nullable=True),
        sa.Column("ends", sa.BigInteger(), nullable=True),
        sa.Column("below_cost", sa.Boolean(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(begins IS NULL) = (ends IS NULL)", name=op.f("ck_promotions_hours")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_promotions_amount")),
        sa.CheckConstraint("rate_bps BETWEEN 0 AND 10000", name=op.f("ck_promotions_rate_bps")),
        sa.CheckConstraint("weekdays BETWEEN 0 AND 127", name=op.f("ck_promotions_weekdays")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_promotions_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions")),
        sa.UniqueConstraint("home", "code", name=op.f("uq_promotions_home_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "card_misses",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("misses", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_card_misses_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_card_misses")),
        sqlite_strict=True,
    )
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
        "member_pin_misses",
        sa.Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("misses", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["members.party_id"], name=op.f("fk_member_pin_misses_party_id")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_member_pin_misses")),
        sqlite_strict=True,
    )
    op.create_table(
        "user_cards",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_cards_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_cards")),
        sa.UniqueConstraint("digest", name=op.f("uq_user_cards_digest")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("user_cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_cards_user_id"), ["user_id"], unique=False)

    op.create_table(
        "approval_reviews",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("approved_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["approved_id"], ["documents.id"], name=op.f("fk_approval_reviews_approved_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_approval_reviews_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_approval_reviews")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("approval_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approval_reviews_approved_id"), ["approved_id"], unique=False)

    op.create_table(
        "bank_deposits",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_bank_deposits_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_bank_deposits_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_bank_deposits")),
        sqlite_strict=True,
    )
    op.create_table(
        "cash_movement_categories",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["cash_categories.id"], name=op.f("fk_cash_movement_categories_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_cash_movement_categories_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_cash_movement_categories")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("cash_movement_categories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cash_movement_categories_category_id"), ["category_id"], unique=False)

    op.create_table(
        "debt_payments",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("party_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("owes_after", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_debt_payments_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_debt_payments_account_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_debt_payments_document_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_debt_payments_party_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_debt_payments")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("debt_payments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_debt_payments_party_id"), ["party_id"], unique=False)

    op.create_table(
        "deferred_approvals",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_deferred_approvals_document_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_deferred_approvals")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("deferred_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deferred_approvals_business_date"), ["business_date"], unique=False)

    op.create_table(
        "drawer_openings",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("till_id", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_drawer_openings_document_id")),
        sa.ForeignKeyConstraint(["till_id"], ["tills.id"], name=op.f("fk_drawer_openings_till_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_drawer_openings")),
        sqlite_strict=True,
    )
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
        "promotion_targets",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("promotion_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("maker_id", sa.BigInteger(), nullable=True),
        sa.Column("unit_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(product_id IS NOT NULL AND category_id IS NULL AND maker_id IS NULL) OR (product_id IS NULL AND category_id IS NOT NULL AND maker_id IS NULL AND unit_id IS NULL) OR (product_id IS NULL AND category_id IS NULL AND maker_id IS NOT NULL AND unit_id IS NULL)",
            name=op.f("ck_promotion_targets_one"),
        ),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_promotion_targets_category_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_promotion_targets_maker_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_promotion_targets_product_id")),
        sa.ForeignKeyConstraint(["promotion_id"], ["promotions.id"], name=op.f("fk_promotion_targets_promotion_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["product_units.id"], name=op.f("fk_promotion_targets_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_targets")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("promotion_targets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promotion_targets_promotion_id"), ["promotion_id"], unique=False)

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
        "sale_refund_ways",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_sale_refund_ways_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_refund_ways_document_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_sale_refund_ways")),
        sqlite_strict=True,
    )
    op.create_table(
        "sale_refunds",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("original_id", sa.BigInteger(), nullable=True),
        sa.Column("goods", sa.BigInteger(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("goods >= 0", name=op.f("ck_sale_refunds_goods")),
        sa.CheckConstraint("worth >= 0", name=op.f("ck_sale_refunds_worth")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_refunds_document_id")),
        sa.ForeignKeyConstraint(["original_id"], ["documents.id"], name=op.f("fk_sale_refunds_original_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_sale_refunds")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sale_refunds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_refunds_original_id"), ["original_id"], unique=False)

    op.create_table(
        "sale_tender_proofs",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_tender_proofs_document_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_sale_tender_proofs")),
        sqlite_strict=True,
    )
    op.create_table(
        "sale_voids",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("till_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("payment_seen", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sale_voids_document_id")),
        sa.ForeignKeyConstraint(["member_id"], ["parties.id"], name=op.f("fk_sale_voids_member_id")),
        sa.ForeignKeyConstraint(["till_id"], ["tills.id"], name=op.f("fk_sale_voids_till_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_sale_voids")),
        sqlite_strict=True,
    )
    op.create_table(
        "savings_movements",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("party_id", sa.BigInteger(), nullable=False),
        sa.Column("savings", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("balance_after", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_savings_movements_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_savings_movements_account_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_savings_movements_document_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_savings_movements_party_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_savings_movements")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("savings_movements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_savings_movements_party_id"), ["party_id"], unique=False)

    op.create_table(
        "voucher_issues",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("issued_for", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("count > 0 AND amount > 0", name=op.f("ck_voucher_issues_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_voucher_issues_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_voucher_issues")),
        sqlite_strict=True,
    )
    op.create_table(
        "vouchers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_vouchers_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_vouchers_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("home", "code", name=op.f("uq_vouchers_home_code")),
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

    op.create_table(
        "shift_founds",
        sa.Column("shift_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("left_before", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_shift_founds_document_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.document_id"], name=op.f("fk_shift_founds_shift_id")),
        sa.PrimaryKeyConstraint("shift_id", name=op.f("pk_shift_founds")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("shift_founds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_founds_document_id"), ["document_id"], unique=False)

    op.create_table(
        "shift_handovers",
        sa.Column("shift_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_shift_handovers_document_id")),
        sa.ForeignKeyConstraint(["from_id"], ["users.id"], name=op.f("fk_shift_handovers_from_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.document_id"], name=op.f("fk_shift_handovers_shift_id")),
        sa.ForeignKeyConstraint(["to_id"], ["users.id"], name=op.f("fk_shift_handovers_to_id")),
        sa.PrimaryKeyConstraint("shift_id", "step", name=op.f("pk_shift_handovers")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("shift_handovers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_handovers_document_id"), ["document_id"], unique=False)

    op.create_table(
        "shift_verifications",
        sa.Column("shift_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("verified", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_shift_verifications_document_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.document_id"], name=op.f("fk_shift_verifications_shift_id")),
        sa.PrimaryKeyConstraint("shift_id", "step", name=op.f("pk_shift_verifications")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("shift_verifications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_verifications_document_id"), ["document_id"], unique=False)

    op.create_table(
        "tender_corrections",
        sa.Column("sale_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("from_kind", sa.Text(), nullable=False),
        sa.Column("to_kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0 AND from_kind <> to_kind", name=op.f("ck_tender_corrections_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_tender_corrections_document_id")),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.document_id"], name=op.f("fk_tender_corrections_sale_id")),
        sa.PrimaryKeyConstraint("sale_id", "step", name=op.f("pk_tender_corrections")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tender_corrections_document_id"), ["document_id"], unique=False)

    op.create_table(
        "voucher_uses",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("voucher_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fallen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_voucher_uses_document_id")),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_uses_voucher_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_voucher_uses")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("voucher_uses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voucher_uses_voucher_id"), ["voucher_id"], unique=False)

    op.create_table(
        "shift_tender_counts",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["shift_closes.document_id"], name=op.f("fk_shift_tender_counts_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "kind", name=op.f("pk_shift_tender_counts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pin_hash", sa.Text(), nullable=True))

    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.add_column(sa.Column("set_off_since", sa.Text(), nullable=True))

    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.add_column(sa.Column("price_min", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("price_max", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("asks_note", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("shelf", sa.Text(), nullable=True))
