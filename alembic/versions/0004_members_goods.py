"""members goods."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "open_deliveries",
        sa.Column("writer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("writer", name=op.f("pk_open_deliveries")),
        sqlite_strict=True,
    )
    op.create_table(
        "payout_drafts",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("run_uid", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("printed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_drafts")),
        sa.UniqueConstraint("maker_id", name=op.f("uq_payout_drafts_maker_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("payout_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payout_drafts_run_uid"), ["run_uid"], unique=False)

    op.create_table(
        "group_makers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("party_id", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["parties.id"], name=op.f("fk_group_makers_group_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_group_makers_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_makers")),
        sa.UniqueConstraint("group_id", "party_id", name=op.f("uq_group_makers_group_id_party_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("group_makers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_makers_party_id"), ["party_id"], unique=False)

    op.create_table(
        "makers",
        sa.Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("left_on", sa.Text(), nullable=True),
        sa.Column("pay_way", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("bank_account", sa.Text(), nullable=False),
        sa.Column("bank_holder", sa.Text(), nullable=False),
        sa.Column("savings_bps", sa.BigInteger(), nullable=False),
        sa.Column("savings_since", sa.Text(), nullable=True),
        sa.Column("heir", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("savings_bps BETWEEN 0 AND 10000", name=op.f("ck_makers_savings_bps")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_makers_party_id")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_makers")),
        sqlite_strict=True,
    )
    op.create_table(
        "maker_pin_misses",
        sa.Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("misses", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["makers.party_id"], name=op.f("fk_maker_pin_misses_party_id")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_maker_pin_misses")),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement_fees",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_agreement_fees_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_agreement_fees_document_id")),
        sa.PrimaryKeyConstraint("document_id", "when", name=op.f("pk_agreement_fees")),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement_liabilities",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("shop_bps", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("shop_bps BETWEEN 0 AND 10000", name=op.f("ck_agreement_liabilities_shop_bps")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_agreement_liabilities_document_id")),
        sa.PrimaryKeyConstraint("document_id", "cause", name=op.f("pk_agreement_liabilities")),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement_markdowns",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("after_days", sa.BigInteger(), nullable=False),
        sa.Column("off_bps", sa.BigInteger(), nullable=False),
        sa.Column("bearer", sa.Text(), nullable=False),
        sa.CheckConstraint("off_bps BETWEEN 1 AND 10000", name=op.f("ck_agreement_markdowns_off_bps")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_agreement_markdowns_document_id")),
        sa.PrimaryKeyConstraint("document_id", "after_days", name=op.f("pk_agreement_markdowns")),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement_marks",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("agreement_id", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["documents.id"], name=op.f("fk_agreement_marks_agreement_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_agreement_marks_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_agreement_marks")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("agreement_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_marks_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "agreement_rules",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("deal", sa.Text(), nullable=False),
        sa.Column("rate_bps", sa.BigInteger(), nullable=False),
        sa.Column("payout_each", sa.BigInteger(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.CheckConstraint("rate_bps BETWEEN 0 AND 10000", name=op.f("ck_agreement_rules_rate_bps")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_agreement_rules_category_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_agreement_rules_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_agreement_rules_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_agreement_rules")),
        sqlite_strict=True,
    )
    op.create_table(
        "agreements",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=True),
        sa.Column("price_by", sa.Text(), nullable=False),
        sa.Column("may_lower", sa.Boolean(), nullable=False),
        sa.Column("hold_days", sa.BigInteger(), nullable=False),
        sa.Column("shelf_days", sa.BigInteger(), nullable=False),
        sa.Column("grace_days", sa.BigInteger(), nullable=False),
        sa.Column("after_grace", sa.Text(), nullable=False),
        sa.Column("after_payout", sa.Text(), nullable=False),
        sa.Column("tolerance_bps", sa.BigInteger(), nullable=False),
        sa.Column("cycle", sa.Text(), nullable=False),
        sa.Column("pay_day", sa.BigInteger(), nullable=False),
        sa.Column("min_payout", sa.BigInteger(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("hold_days >= 0 AND shelf_days >= 0 AND grace_days >= 0", name=op.f("ck_agreements_days")),
        sa.CheckConstraint("tolerance_bps BETWEEN 0 AND 10000", name=op.f("ck_agreements_tolerance_bps")),
        sa.CheckConstraint("version > 0", name=op.f("ck_agreements_version")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_agreements_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_agreements_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_agreements")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreements_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "conversions",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_conversions_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_conversions_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_conversions")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conversions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversions_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "delivery_corrections",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["documents.id"], name=op.f("fk_delivery_corrections_delivery_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_delivery_corrections_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_delivery_corrections")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("delivery_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_corrections_delivery_id"), ["delivery_id"], unique=False)

    op.create_table(
        "delivery_group_shares",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("party_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_delivery_group_shares_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_delivery_group_shares_document_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_delivery_group_shares_party_id")),
        sa.PrimaryKeyConstraint("document_id", "line", "place", name=op.f("pk_delivery_group_shares")),
        sqlite_strict=True,
    )
    op.create_table(
        "delivery_notes",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("agreement_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed", sa.Text(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["documents.id"], name=op.f("fk_delivery_notes_agreement_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_delivery_notes_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_delivery_notes")),
        sqlite_strict=True,
    )
    op.create_table(
        "givebacks",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("fetched_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_givebacks_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_givebacks_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_givebacks")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("givebacks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_givebacks_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "maker_adjustments",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_maker_adjustments_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_maker_adjustments_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_maker_adjustments_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_maker_adjustments")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("maker_adjustments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maker_adjustments_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "maker_advances",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_maker_advances_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_maker_advances_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_maker_advances")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("maker_advances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maker_advances_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "maker_fees",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=True),
        sa.Column("month", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["documents.id"], name=op.f("fk_maker_fees_delivery_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_maker_fees_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_maker_fees_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_maker_fees")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("maker_fees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maker_fees_delivery_id"), ["delivery_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_maker_fees_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "maker_repayments",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_maker_repayments_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_maker_repayments_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_maker_repayments")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("maker_repayments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maker_repayments_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "payout_entries",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_document_id", sa.BigInteger(), nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payout_entries_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_payout_entries_document_id")),
        sa.ForeignKeyConstraint(
            ["entry_document_id"], ["documents.id"], name=op.f("fk_payout_entries_entry_document_id")
        ),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_payout_entries_maker_id")),
        sa.PrimaryKeyConstraint("document_id", "entry_document_id", name=op.f("pk_payout_entries")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("payout_entries", schema=None) as batch_op:
        batch_op.create_index("ix_payout_entries_maker_id", ["maker_id", "entry_document_id"], unique=False)

    op.create_table(
        "payout_reversals",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("undone", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_payout_reversals_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_payout_reversals")),
        sqlite_strict=True,
    )
    op.create_table(
        "payouts",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("cut_off", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("advance", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("set_off", sa.BigInteger(), nullable=False),
        sa.Column("to_savings", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("from_safe", sa.BigInteger(), nullable=False),
        sa.Column("carried", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("received_by", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=False),
        sa.Column("run_uid", sa.Text(), nullable=False),
        sa.Column("approved_by_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("gross = advance + fee + set_off + to_savings + paid", name=op.f("ck_payouts_legs")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_payouts_account_id")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_payouts_approved_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_payouts_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_payouts_maker_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_payouts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("payouts", schema=None) as batch_op:
        batch_op.create_index("ix_payouts_maker_id", ["maker_id"], unique=False)

    op.create_table(
        "statement_answers",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statement_answers_document_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["documents.id"], name=op.f("fk_statement_answers_statement_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_statement_answers")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("statement_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_answers_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "statement_disputes",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("claimed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statement_disputes_document_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["documents.id"], name=op.f("fk_statement_disputes_statement_id")),
        sa.PrimaryKeyConstraint("document_id", "place", name=op.f("pk_statement_disputes")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("statement_disputes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_disputes_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "statement_goods",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("opening", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("sold", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.Column("given_back", sa.BigInteger(), nullable=False),
        sa.Column("damaged", sa.BigInteger(), nullable=False),
        sa.Column("expired", sa.BigInteger(), nullable=False),
        sa.Column("lost", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.Column("closing", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "closing = opening + received - sold + returned - given_back - damaged - expired - lost + found + other",
            name=op.f("ck_statement_goods_closing"),
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statement_goods_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_statement_goods_product_id")),
        sa.PrimaryKeyConstraint("document_id", "product_id", name=op.f("pk_statement_goods")),
        sqlite_strict=True,
    )
    op.create_table(
        "statement_resolutions",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("answer_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["documents.id"], name=op.f("fk_statement_resolutions_answer_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statement_resolutions_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_statement_resolutions")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("statement_resolutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_resolutions_answer_id"), ["answer_id"], unique=False)

    op.create_table(
        "statement_reversals",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statement_reversals_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_statement_reversals")),
        sqlite_strict=True,
    )
    op.create_table(
        "statements",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("previous_id", sa.BigInteger(), nullable=True),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("opening", sa.BigInteger(), nullable=False),
        sa.Column("closing", sa.BigInteger(), nullable=False),
        sa.Column("on_hold", sa.BigInteger(), nullable=False),
        sa.Column("advance", sa.BigInteger(), nullable=False),
        sa.Column("maker_code", sa.Text(), nullable=False),
        sa.Column("maker_name", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("shop_place", sa.Text(), nullable=False),
        sa.Column("shop_phone", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statements_document_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_statements_maker_id")),
        sa.ForeignKeyConstraint(["previous_id"], ["documents.id"], name=op.f("fk_statements_previous_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_statements")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statements_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "consigned_lot_terms",
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("agreement_id", sa.BigInteger(), nullable=True),
        sa.Column("more", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["documents.id"], name=op.f("fk_consigned_lot_terms_agreement_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_consigned_lot_terms_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_consigned_lot_terms_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_consigned_lot_terms")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("consigned_lot_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consigned_lot_terms_document_id"), ["document_id"], unique=False)

    op.create_table(
        "conversion_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("new_lot_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_conversion_lines_amount")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_conversion_lines_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_conversion_lines_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_conversion_lines_location_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_conversion_lines_lot_id")),
        sa.ForeignKeyConstraint(["new_lot_id"], ["lots.id"], name=op.f("fk_conversion_lines_new_lot_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_conversion_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_conversion_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conversion_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversion_lines_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversion_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "delivery_correction_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("was", sa.BigInteger(), nullable=False),
        sa.Column("becomes", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("was >= 0 AND becomes >= 0", name=op.f("ck_delivery_correction_lines_quantities")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_delivery_correction_lines_document_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_delivery_correction_lines_lot_id")),
        sa.PrimaryKeyConstraint("document_id", "lot_id", name=op.f("pk_delivery_correction_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("delivery_correction_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_correction_lines_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "delivery_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.Column("offered", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("repriced", sa.Boolean(), nullable=False),
        sa.Column("produced_on", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("picture_id", sa.BigInteger(), nullable=True),
        sa.Column("picture_digest", sa.Text(), nullable=False),
        sa.CheckConstraint("accepted >= 0 AND offered >= accepted", name=op.f("ck_delivery_lines_offered")),
        sa.CheckConstraint("factor > 0", name=op.f("ck_delivery_lines_factor")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_delivery_lines_price")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_delivery_lines_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_delivery_lines_lot_id")),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_delivery_lines_picture_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_delivery_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_delivery_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("delivery_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_lines_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "giveback_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_giveback_lines_quantity")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_giveback_lines_document_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_giveback_lines_location_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_giveback_lines_lot_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_giveback_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_giveback_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("giveback_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_giveback_lines_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_giveback_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "maker_losses",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("noted", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("shop_bps", sa.BigInteger(), nullable=False),
        sa.Column("tolerated", sa.BigInteger(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("shop_bps BETWEEN 0 AND 10000", name=op.f("ck_maker_losses_shop_bps")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_maker_losses_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_maker_losses_lot_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_maker_losses_maker_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_maker_losses_product_id")),
        sa.ForeignKeyConstraint(["source_id"], ["documents.id"], name=op.f("fk_maker_losses_source_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_maker_losses")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("maker_losses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maker_losses_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_maker_losses_maker_id"), ["maker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_maker_losses_source_id"), ["source_id"], unique=False)

    op.create_table(
        "maker_shares",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("promotion", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_maker_shares_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_maker_shares_lot_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_maker_shares_maker_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_maker_shares_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maker_shares")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("maker_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maker_shares_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_maker_shares_maker_id_business_date", ["maker_id", "business_date"], unique=False)

    op.create_table(
        "statement_lines",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("commission = net - amount OR net = 0", name=op.f("ck_statement_lines_commission")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statement_lines_document_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_statement_lines_lot_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_statement_lines_maker_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_statement_lines_product_id")),
        sa.ForeignKeyConstraint(["source_id"], ["documents.id"], name=op.f("fk_statement_lines_source_id")),
        sa.PrimaryKeyConstraint("document_id", "line", name=op.f("pk_statement_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("statement_lines", schema=None) as batch_op:
        batch_op.create_index("ix_statement_lines_maker_id_source_id", ["maker_id", "source_id"], unique=False)

    with op.batch_alter_table("lots", schema=None) as batch_op:
        batch_op.create_index(
            "ix_lots_owner_id",
            ["owner_id"],
            unique=False,
            sqlite_where=sa.text("owner_id IS NOT NULL"),
            postgresql_where=sa.text("owner_id IS NOT NULL"),
        )

    with op.batch_alter_table("product_terms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("more", sa.Text(), nullable=True))

    # What was sold of makers' goods before: the room reads its own rows from now on.
    op.execute(
        "INSERT INTO maker_shares (id, document_id, maker_id, lot_id, product_id, business_date, quantity, gross, net,"
        " share, commission, promotion) "
        "SELECT l.id, l.document_id, l.owner_id, l.lot_id, s.product_id, d.business_date, l.quantity, l.gross, l.net,"
        " l.maker_share, l.commission, l.promotion "
        "FROM sale_line_lots l JOIN sale_lines s ON s.id = l.line_id JOIN documents d ON d.id = l.document_id "
        "WHERE l.owner_id IS NOT NULL"
    )
