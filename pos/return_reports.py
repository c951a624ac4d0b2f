"""The report of what was brought back: of which sale, where it went, why, and who took it."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from inventory.products import Product
from koperasi.documents import Document
from koperasi.periods import Period
from koperasi.text import _
from koperasi.users import User
from pos.return_picks import PLACES
from pos.sale_facts import SaleLine, SaleLineReturn
from printing.reports import Column, Kind, Report, total_row


def returns(connection: Connection, period: Period) -> Report:
    """Every line that was brought back in the days, in the order they were posted; above zero."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("original", _("Struk asal")),
        Column("code", _("Kode")),
        Column("name", _("Barang")),
        Column("unit", _("Satuan")),
        Column("quantity", _("Jumlah barang"), Kind.QUANTITY),
        Column("total", _("Nilai"), Kind.RUPIAH),
        Column("went_to", _("Ke mana")),
        Column("reason", _("Alasan")),
        Column("cashier", _("Kasir")),
    )
    sold_by = aliased(Document)
    found = (
        select(Document.business_date, Document.number, sold_by.number.label("original"), Product.code, Product.name)
        .add_columns(SaleLine.unit, SaleLine.quantity, SaleLine.net)
        .add_columns(SaleLineReturn.went_to, SaleLineReturn.reason, User.name.label("cashier"))
        .join(SaleLine, SaleLine.id == SaleLineReturn.line_id)
        .join(Document, Document.id == SaleLineReturn.document_id)
        .join(Product, Product.id == SaleLine.product_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(sold_by, sold_by.id == SaleLineReturn.original_id)
        .where(Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .order_by(Document.business_date, Document.posted_at, Document.id, SaleLine.line)
    )
    rows = tuple(
        (day, number, original or "", code, name, unit, -quantity, -net, _(PLACES[to]), reason, cashier)
        for day, number, original, code, name, unit, quantity, net, to, reason, cashier in connection.execute(found)
    )
    totals = total_row(columns, rows, "total") if rows else None
    return Report("returns", _("Barang retur"), columns, rows, totals, period.branch.shop_name, "", period.words)
