"""Reports of what people decided, each with who, why and who allowed it: discounts, overrides, tenders put right."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.money import Rupiah, total
from koperasi.periods import Period
from koperasi.text import _
from pos import decision_queries
from pos.happenings import NAMES as KINDS
from pos.happenings import What
from pos.sold_reports import chart
from pos.tenders import NAMES
from printing.reports import Column, Figure, Kind, Opens, Report, total_row


def decisions(connection: Connection, period: Period) -> Report:
    """Every discount and price keyed at the till, and every other person's yes, with who, why and how much.

    A yes is told beside what it allowed, so its amount counts in no sum.
    """
    columns = (
        Column("at", _("Waktu"), Kind.DATETIME),
        Column("number", _("Nomor")),
        Column("cashier", _("Kasir")),
        Column("what", _("Jenis")),
        Column("about", _("Tentang")),
        Column("before", _("Semula")),
        Column("after", _("Menjadi")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("why", _("Alasan")),
        Column("allowed", _("Disetujui")),
    )
    found = decision_queries.decisions(connection, period)
    rows = tuple(
        (
            each.at,
            each.number,
            each.cashier,
            _(KINDS[each.what]),
            each.about,
            each.before,
            each.after,
            each.amount,
            each.why,
            each.allowed,
        )
        for each in found
    )
    taken = {what: total(each.amount for each in found if each.what is what) for what in (What.DISCOUNT, What.PRICE)}
    by_cashier: dict[str, Rupiah] = {}
    for each in found:
        if each.what in taken:
            by_cashier[each.cashier] = by_cashier.get(each.cashier, Rupiah(0)) + each.amount
    ordered = sorted(by_cashier.items(), key=lambda pair: (-pair[1].amount, pair[0]))
    return Report(
        "decisions",
        _("Diskon dan izin"),
        columns,
        rows,
        None,
        period.branch.shop_name,
        "",
        period.words,
        (_("Izin atasan berdiri di samping yang diizinkannya; jumlahnya tidak ditambahkan lagi."),),
        chart=chart(_("Diskon dan harga yang diubah, per kasir"), ordered, most=10),
        figures=(
            Figure(_(KINDS[What.DISCOUNT]), taken[What.DISCOUNT]),
            Figure(_(KINDS[What.PRICE]), taken[What.PRICE]),
            Figure(_(KINDS[What.OVERRIDE]), sum(1 for each in found if each.what is What.OVERRIDE), Kind.COUNT),
        ),
        opens=Opens("document", tuple(each.document_id for each in found)),
    )


def corrections(connection: Connection, period: Period) -> Report:
    """Every tender that was put right: keyed cash, it was QRIS; with who, why and whose yes."""
    columns = (
        Column("at", _("Waktu"), Kind.DATETIME),
        Column("number", _("Dokumen")),
        Column("sale", _("Nota")),
        Column("source", _("Semula")),
        Column("target", _("Menjadi")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("reference", _("Referensi")),
        Column("reason", _("Alasan")),
        Column("cashier", _("Kasir nota")),
        Column("corrected_by", _("Dibetulkan")),
        Column("allowed", _("Disetujui")),
    )
    found = decision_queries.corrections(connection, period)
    rows = tuple(
        (
            each.at,
            each.number,
            each.sale,
            _(NAMES[each.source]),
            _(NAMES[each.target]),
            each.amount,
            each.reference,
            each.reason,
            each.cashier,
            each.corrected_by,
            each.allowed,
        )
        for each in found
    )
    return Report(
        "tender-corrections",
        _("Cara bayar yang dibetulkan"),
        columns,
        rows,
        total_row(columns, rows, "amount") if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        opens=Opens("document", tuple(each.sale_id for each in found)),
    )
