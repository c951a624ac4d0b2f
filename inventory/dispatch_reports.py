"""What is on its way between branches, as a report."""

from __future__ import annotations

from sqlalchemy import Connection

from inventory import dispatch_queries
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Column, Kind, Opens, Report, total_row


def on_the_way(connection: Connection, period: Period) -> Report:
    """Every line that was sent and has not arrived, the longest under way first."""
    columns = (
        Column("number", _("Nomor")),
        Column("from_branch", _("Dari")),
        Column("to_branch", _("Ke")),
        Column("business_date", _("Dikirim"), Kind.DATE),
        Column("days", _("Hari"), Kind.COUNT),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("value", _("Nilai"), Kind.RUPIAH),
    )
    sent = [(paper, each) for paper in dispatch_queries.under_way(connection) for each in paper.waiting]
    rows = tuple(
        (
            paper.number,
            paper.from_branch,
            paper.to_branch,
            paper.business_date,
            paper.days(period.last),
            each.code,
            each.name,
            each.quantity,
            each.unit,
            each.value,
        )
        for paper, each in sent
    )
    totals = total_row(columns, rows, "value")
    opens = Opens("document", tuple(paper.dispatch_id for paper, _line in sent))
    shop = period.branch.shop_name
    return Report("on-the-way", _("Barang di jalan"), columns, rows, totals, shop, opens=opens)
