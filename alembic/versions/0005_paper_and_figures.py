"""paper and figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_days",
        sa.Column("branch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.BigInteger(), nullable=False),
        sa.Column("postings", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "business_date", "account_id", "kind", name=op.f("pk_account_days")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_months",
        sa.Column("branch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.BigInteger(), nullable=False),
        sa.Column("postings", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "business_date", "account_id", "kind", name=op.f("pk_account_months")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_totals",
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("members", sa.Boolean(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("rounding", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("maker_share", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("promotion", sa.BigInteger(), nullable=False),
        sa.Column("tax_base", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "topic", "business_date", "key", "members", name=op.f("pk_day_totals")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invoice_buyers",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_invoice_buyers")),
        sqlite_strict=True,
    )
    op.create_table(
        "month_totals",
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("members", sa.Boolean(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("rounding", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("maker_share", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("promotion", sa.BigInteger(), nullable=False),
        sa.Column("tax_base", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "topic", "month", "key", "members", name=op.f("pk_month_totals")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "move_days",
        sa.Column("branch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("came_by", sa.Text(), nullable=False),
        sa.Column("consigned", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("moves", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "branch_id", "business_date", "product_id", "reason", "came_by", "consigned", name=op.f("pk_move_days")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "move_months",
        sa.Column("branch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("came_by", sa.Text(), nullable=False),
        sa.Column("consigned", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("moves", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "branch_id", "business_date", "product_id", "reason", "came_by", "consigned", name=op.f("pk_move_months")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party_days",
        sa.Column("branch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.BigInteger(), nullable=False),
        sa.Column("postings", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "account_id", "business_date", "party_id", name=op.f("pk_party_days")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party_months",
        sa.Column("branch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.BigInteger(), nullable=False),
        sa.Column("postings", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "account_id", "business_date", "party_id", name=op.f("pk_party_months")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "till_printers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("till_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("columns", sa.BigInteger(), nullable=False),
        sa.Column("dots", sa.BigInteger(), nullable=False),
        sa.Column("font", sa.Text(), nullable=False),
        sa.Column("code_page", sa.Text(), nullable=False),
        sa.Column("cutter", sa.Text(), nullable=False),
        sa.Column("qr_native", sa.Boolean(), nullable=False),
        sa.Column("barcode_native", sa.Boolean(), nullable=False),
        sa.Column("feed", sa.BigInteger(), nullable=False),
        sa.Column("drawer", sa.Boolean(), nullable=False),
        sa.Column("drawer_pin", sa.BigInteger(), nullable=False),
        sa.Column("pulse_on", sa.BigInteger(), nullable=False),
        sa.Column("pulse_off", sa.BigInteger(), nullable=False),
        sa.Column("by_itself", sa.Boolean(), nullable=False),
        sa.CheckConstraint("feed >= 0", name=op.f("ck_till_printers_feed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_printers")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("till_printers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_till_printers_till_id"), ["till_id"], unique=False)

    op.create_table(
        "till_settings",
        sa.Column("till_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("till_id", "name", name=op.f("pk_till_settings")),
        sqlite_strict=True,
    )
    op.create_table(
        "trusted_printers",
        sa.Column("till_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("till_id", "address", name=op.f("pk_trusted_printers")),
        sqlite_strict=True,
    )
    op.create_table(
        "unsummed_documents",
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_unsummed_documents")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(
            "ix_documents_papers",
            ["business_date"],
            unique=False,
            sqlite_where=sa.text("kind <> 'sale'"),
            postgresql_where=sa.text("kind <> 'sale'"),
        )

    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repeats", sa.BigInteger(), server_default="0", nullable=False))

    with op.batch_alter_table("sale_lines", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sale_lines_decided",
            ["document_id"],
            unique=False,
            sqlite_where=sa.text("discount > 0 OR rule IN ('manual', 'shelf')"),
            postgresql_where=sa.text("discount > 0 OR rule IN ('manual', 'shelf')"),
        )

    with op.batch_alter_table("shift_totals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tax_base", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("tax", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        batch_op.drop_index(batch_op.f("ix_shift_totals_business_date"))

    # Totals of the books, kept from here on: what was posted before is added up once.
    op.execute(
        """
        INSERT INTO account_days (branch_id, business_date, account_id, kind, arrived, gone, postings)
        SELECT e.branch_id, e.business_date, p.account_id, d.kind,
        SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END) AS arrived,
        SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) AS gone, COUNT(*) AS postings
        FROM entries e JOIN documents d ON d.id = e.document_id JOIN postings p ON p.document_id = e.document_id
        GROUP BY e.branch_id, e.business_date, p.account_id, d.kind
        """
    )
    op.execute(
        """
        INSERT INTO party_days (branch_id, account_id, business_date, party_id, arrived, gone, postings)
        SELECT e.branch_id, p.account_id, e.business_date, p.party_id,
        SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END) AS arrived,
        SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) AS gone, COUNT(*) AS postings
        FROM entries e JOIN postings p ON p.document_id = e.document_id WHERE p.party_id IS NOT NULL
        GROUP BY e.branch_id, p.account_id, e.business_date, p.party_id
        """
    )
    op.execute(
        """
        INSERT INTO account_months (branch_id, business_date, account_id, kind, arrived, gone, postings)
        SELECT branch_id, SUBSTR(business_date, 1, 7) || '-01', account_id, kind, SUM(arrived), SUM(gone), SUM(postings)
        FROM account_days GROUP BY branch_id, SUBSTR(business_date, 1, 7), account_id, kind
        """
    )
    op.execute(
        """
        INSERT INTO party_months (branch_id, account_id, business_date, party_id, arrived, gone, postings)
        SELECT branch_id, account_id, SUBSTR(business_date, 1, 7) || '-01', party_id, SUM(arrived), SUM(gone), SUM(postings)
        FROM party_days GROUP BY branch_id, account_id, SUBSTR(business_date, 1, 7), party_id
        """
    )

    # Totals of the goods, kept from here on: what moved before is added up once.
    op.execute(
        """
        INSERT INTO move_days (branch_id, business_date, product_id, reason, came_by, consigned, quantity, value, moves)
        SELECT s.branch_id, d.business_date, m.product_id, m.reason,
        CASE WHEN m.reason = 'filling' THEN d.kind ELSE '' END, l.owner_id IS NOT NULL,
        CAST(SUM(m.quantity) AS BIGINT), CAST(SUM(m.value) AS BIGINT), COUNT(*)
        FROM moves m JOIN documents d ON d.id = m.document_id JOIN lots l ON l.id = m.lot_id
        JOIN locations s ON s.id = m.location_id GROUP BY 1, 2, 3, 4, 5, 6
        """
    )
    op.execute(
        """
        INSERT INTO move_months (branch_id, business_date, product_id, reason, came_by, consigned, quantity, value, moves)
        SELECT branch_id, SUBSTR(business_date, 1, 7) || '-01', product_id, reason, came_by, consigned,
        CAST(SUM(quantity) AS BIGINT), CAST(SUM(value) AS BIGINT), CAST(SUM(moves) AS BIGINT)
        FROM move_days GROUP BY 1, 2, 3, 4, 5, 6
        """
    )

    # Kept totals of closed shifts get their cashiers, members, units, price rules and PPN, and
    # are carried into days and months: a report of any length reads those from now on.
    sums = "count, quantity, gross, discount, net, rounding, cost, maker_share, commission, promotion, tax_base, tax"
    closed = (
        "JOIN documents d ON d.id = s.document_id JOIN shift_closes c ON c.shift_id = d.shift_id "
        "JOIN shifts h ON h.document_id = d.shift_id JOIN tills t ON t.id = h.till_id"
    )
    lines = (
        "CAST(SUM(l.gross) AS BIGINT), CAST(SUM(l.discount) AS BIGINT), CAST(SUM(l.net) AS BIGINT), 0, "
        "CAST(SUM(l.cost) AS BIGINT), CAST(SUM(l.maker_share) AS BIGINT), CAST(SUM(l.commission) AS BIGINT), "
        "CAST(SUM(l.promotion) AS BIGINT), CAST(SUM(l.tax_base) AS BIGINT), CAST(SUM(l.tax) AS BIGINT)"
    )
    by_line = (
        ("product", "CAST(l.product_id AS TEXT)", "l.base_quantity", "1 = 1"),
        ("category", "COALESCE(CAST(l.category_id AS TEXT), '')", "l.base_quantity", "1 = 1"),
        ("maker", "CAST(l.maker_id AS TEXT)", "l.base_quantity", "l.maker_id IS NOT NULL"),
        ("unit", "l.unit", "l.quantity", "1 = 1"),
        ("rule", "l.rule", "l.base_quantity", "1 = 1"),
        ("tax", "l.tax_class || ':' || CAST(l.tax_rate AS TEXT)", "l.base_quantity", "l.tax_rate <> 0"),
    )
    op.execute("DELETE FROM shift_totals WHERE topic IN ('product', 'category', 'maker')")
    for topic, key, quantity, where in by_line:
        op.execute(
            f"INSERT INTO shift_totals (shift_id, topic, key, members, branch_id, business_date, {sums}) "  # noqa: S608
            f"SELECT h.document_id, '{topic}', {key}, s.member_id IS NOT NULL, t.branch_id, h.business_date, COUNT(*), "
            f"CAST(SUM({quantity}) AS BIGINT), {lines} FROM sale_lines l JOIN sales s ON s.document_id = l.document_id "
            f"{closed} WHERE {where} "
            f"GROUP BY h.document_id, {key}, s.member_id IS NOT NULL, t.branch_id, h.business_date"
        )
    sales = (
        "COUNT(*), 0, CAST(SUM(s.gross) AS BIGINT), CAST(SUM(s.discount) AS BIGINT), CAST(SUM(s.total) AS BIGINT), "
        "CAST(SUM(s.rounding) AS BIGINT), CAST(SUM(s.cost) AS BIGINT), 0, 0, 0, 0, 0"
    )
    for topic, key, where in (
        ("cashier", "CAST(d.by_id AS TEXT)", "1 = 1"),
        ("member", "CAST(s.member_id AS TEXT)", "s.member_id IS NOT NULL"),
    ):
        op.execute(
            f"INSERT INTO shift_totals (shift_id, topic, key, members, branch_id, business_date, {sums}) "  # noqa: S608
            f"SELECT h.document_id, '{topic}', {key}, s.member_id IS NOT NULL, t.branch_id, h.business_date, {sales} "
            f"FROM sales s {closed} WHERE {where} "
            f"GROUP BY h.document_id, {key}, s.member_id IS NOT NULL, t.branch_id, h.business_date"
        )
    # What cashiers took off by hand.  Halves are rounded away from zero: sums of whole numbers divide towards it.
    removed = "CASE WHEN r.quantity < 0 THEN -1 ELSE 1 END"
    changed = "CASE WHEN l.list_price < l.unit_price THEN -1 ELSE 1 END"
    sold = (
        f"sale_lines l JOIN sales s ON s.document_id = l.document_id {closed} "
        "LEFT JOIN sale_line_promotions p ON p.line_id = l.id WHERE l.base_quantity > 0"
    )
    op.execute("DELETE FROM shift_totals WHERE topic = 'removed'")
    for topic, members, amount, rows in (
        (
            "removed",
            "FALSE",
            f"(2 * r.quantity * r.unit_price + 1000 * {removed}) / 2000",
            f"removed_sale_lines r {closed.replace('s.document_id', 'r.document_id')}",
        ),
        (
            "discount",
            "s.member_id IS NOT NULL",
            "l.discount - COALESCE(p.discount, 0)",
            f"{sold} AND l.discount > COALESCE(p.discount, 0)",
        ),
        (
            "price",
            "s.member_id IS NOT NULL",
            f"(2 * l.quantity * (l.list_price - l.unit_price) + 1000 * {changed}) / 2000",
            f"{sold} AND l.rule IN ('manual', 'shelf')",
        ),
    ):
        op.execute(
            f"INSERT INTO shift_totals (shift_id, topic, key, members, branch_id, business_date, {sums}) "  # noqa: S608
            f"SELECT shift, '{topic}', CAST(cashier AS TEXT), members, branch, day, COUNT(*), 0, 0, 0, "
            f"CAST(SUM(amount) AS BIGINT), 0, 0, 0, 0, 0, 0, 0 FROM ("
            f"SELECT h.document_id AS shift, d.by_id AS cashier, {members} AS members, t.branch_id AS branch, "
            f"h.business_date AS day, {amount} AS amount FROM {rows}) AS taken "
            "GROUP BY shift, cashier, members, branch, day"
        )
    added = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in sums.split(", "))
    for table, column, day, source in (
        ("day_totals", "business_date", "business_date", "shift_totals"),
        ("month_totals", "month", "SUBSTR(business_date, 1, 7) || '-01'", "day_totals"),
    ):
        op.execute(
            f"INSERT INTO {table} (branch_id, topic, {column}, key, members, {sums}) "  # noqa: S608
            f"SELECT branch_id, topic, {day}, key, members, {added} FROM {source} "
            f"GROUP BY branch_id, topic, {day}, key, members"
        )
