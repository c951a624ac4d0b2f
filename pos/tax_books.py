"""PPN recapitulation: what was charged by class and rate, what was paid to suppliers, what is left to pay.

Retail sales are reported as one sum (digunggung, PER-11/PJ/2025 arts. 51, 52); the base is
"DPP nilai lain", eleven twelfths of the price without tax (PMK 131/2024).  A shop that is no
PKP charges nothing, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from koperasi import account_queries, settings
from koperasi.account_queries import NOTHING_MOVED, Days, Moved
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Kind as DocumentKind
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.text import MONTHS, _
from pos import totals
from pos.book_reports import DOCUMENTS
from pos.totals import Topic, Total
from printing.reports import GRAND_TOTAL, HEADING, ITEM, SUBTOTAL, Cell, Column, Figure, Kind, Report, RowStyle

MONTH = "month"
_IN, _OUT = ACCOUNT_IDS[Role.TAX_IN], ACCOUNT_IDS[Role.TAX_OUT]


def recapitulation(connection: Connection, period: Period) -> Report:
    """PPN of the days by class and rate; or (`by` is `month`) month by month, as it is reported."""
    if period.choices.by == MONTH:
        return _by_month(connection, period)
    columns = (
        Column("name", _("Uraian")),
        Column("price", _("Harga termasuk PPN"), Kind.RUPIAH),
        Column("without", _("Harga tanpa PPN"), Kind.RUPIAH),
        Column("base", _("DPP nilai lain"), Kind.RUPIAH),
        Column("tax", _("PPN"), Kind.RUPIAH),
    )
    branch, first, last = period.branch, period.first, period.last
    taxed = totals.of_days(connection, branch, first, last, Topic.TAX)
    sold = total(each.net for each in totals.of_days(connection, branch, first, last, Topic.CATEGORY))
    kinds = account_queries.of_kinds(connection, Days(branch.id, first, last))
    output, booked = total(each.tax for each in taxed), _booked_out(kinds)
    rows: list[tuple[Cell, ...]] = [(_("Pajak Keluaran (penjualan eceran, digunggung)"), None, None, None, None)]
    rows += [_rate_row(name, group) for name, group in _rates(taxed)]
    free = sold - total(each.net for each in taxed)
    rows.append((_("Tidak kena PPN, dan titipan bukan PKP"), free, free, None, ZERO))
    base = total(each.tax_base for each in taxed)
    rows.append((_("Jumlah Pajak Keluaran"), sold, sold - output, base, output))
    inputs = _inputs(kinds)
    rows += [(_("Pajak Masukan (pembelian)"), None, None, None, None), *inputs]
    paid = total(cell for row in inputs if isinstance(cell := row[-1], Rupiah))
    rows.append((_("Jumlah Pajak Masukan"), None, None, None, paid))
    rows.append((_("PPN kurang (lebih) bayar"), None, None, None, output - paid))
    return Report(
        "ppn",
        _("Rekapitulasi PPN"),
        columns,
        tuple(rows),
        shop=branch.shop_name,
        period=period.words,
        notes=_notes(connection, period, output, paid),
        figures=_figures(output, paid),
        agrees=output == booked,
        styles=_styles(len(rows), len(inputs)),
    )


def _figures(output: Rupiah, paid: Rupiah) -> tuple[Figure, ...]:
    """What is asked for, also where a screen leaves out columns of nothing."""
    return (
        Figure(_("Pajak keluaran"), output),
        Figure(_("Pajak masukan"), paid),
        Figure(_("Kurang (lebih) bayar"), output - paid),
    )


def _styles(count: int, inputs: int) -> dict[int, RowStyle]:
    """Headings, what stands under them, and their sums."""
    sum_out, head_in = count - inputs - 4, count - inputs - 3
    marked = {0: HEADING, sum_out: SUBTOTAL, head_in: HEADING, count - 2: SUBTOTAL, count - 1: GRAND_TOTAL}
    return {number: marked.get(number, ITEM) for number in range(count)}


def _rates(taxed: Iterable[Total]) -> list[tuple[str, list[Total]]]:
    groups: dict[tuple[str, int], list[Total]] = {}
    for each in taxed:
        name, _mark, rate = each.key.rpartition(":")
        groups.setdefault((name, int(rate)), []).append(each)
    return [(f"{name} {Quantity(rate * 10)}%", groups[name, rate]) for name, rate in sorted(groups)]


def _rate_row(name: str, group: list[Total]) -> tuple[Cell, ...]:
    price, tax = total(each.net for each in group), total(each.tax for each in group)
    return name, price, price - tax, total(each.tax_base for each in group), tax


Kinds = dict[tuple[int, str], Moved]


def _inputs(kinds: Kinds) -> list[tuple[Cell, ...]]:
    """What each kind of paper claimed back, or gave back of it."""
    return [
        (_(DOCUMENTS[DocumentKind(kind)]), None, None, None, moved.amount)
        for (account, kind), moved in sorted(kinds.items())
        if account == _IN
    ]


def _booked_out(kinds: Kinds) -> Rupiah:
    """What sales owe to the state by the books."""
    return -kinds.get((_OUT, DocumentKind.SALE.value), NOTHING_MOVED).amount


def _notes(connection: Connection, period: Period, output: Rupiah, paid: Rupiah) -> tuple[str, ...]:
    if settings.load(connection, period.branch.id).taxable:
        return (_("Dasar: PMK 131/2024 dan PER-11/PJ/2025. Masa pajak adalah satu bulan kalender."),)
    if output or paid:
        return (_("Sekarang toko bukan PKP; pada hari-hari ini PPN pernah dipungut."),)
    return (_("Nihil: toko bukan PKP, tidak memungut PPN."),)


def _by_month(connection: Connection, period: Period) -> Report:
    columns = (
        Column("month", _("Masa pajak")),
        Column("base", _("DPP nilai lain"), Kind.RUPIAH),
        Column("output", _("Pajak keluaran"), Kind.RUPIAH),
        Column("input", _("Pajak masukan"), Kind.RUPIAH),
        Column("due", _("Kurang (lebih) bayar"), Kind.RUPIAH),
    )
    branch = period.branch
    sold = totals.by_month(connection, branch, period.first, period.last, Topic.TAX)
    booked = account_queries.by_month(connection, Days(branch.id, period.first, period.last))
    paid: dict[date, Rupiah] = {}
    for (month, account, _kind), moved in booked.items():
        if account == _IN:
            paid[month] = paid.get(month, ZERO) + moved.amount
    rows: list[tuple[Cell, ...]] = []
    for month in sorted(sold.keys() | paid.keys()):
        base, out = (total(getattr(each, name) for each in sold.get(month, ())) for name in ("tax_base", "tax"))
        came = paid.get(month, ZERO)
        rows.append((f"{_(MONTHS[month.month - 1])} {month.year}", base, out, came, out - came))
    sums = [total(cell for row in rows if isinstance(cell := row[place], Rupiah)) for place in range(1, 5)]
    return Report(
        "ppn",
        _("Rekapitulasi PPN per Masa"),
        columns,
        tuple(rows),
        (_("Jumlah"), *sums),
        branch.shop_name,
        period=period.words,
        notes=_notes(connection, period, sums[1], sums[2]),
        figures=_figures(sums[1], sums[2]),
    )
