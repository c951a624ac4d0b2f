"""What sold goods left for the shop, by good, category, supplier or maker, as the books say it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from inventory.stock_reports import BARS, basis_points, millions
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.text import _
from pos import goods_queries, locked_sales, sold_queries, totals
from pos.goods_queries import Sold, Ware
from pos.goods_reports import lines, rate
from pos.totals import Topic
from printing.reports import Chart, ChartBar, Column, Figure, Kind, Opens, Report, StoredRows


def margin(connection: Connection, period: Period) -> Report:
    """What sold goods left for the shop, by good, or `by` category, supplier or maker.

    Of members' goods only the commission is the shop's: they have a share of their makers and
    no cost.  Cost of goods that no sale booked (goods sold before they came, corrected
    purchases) has a row of its own, so that the total is what the books say.
    """
    groups = _grouped(connection, period)
    columns = _margin_columns(period.choices.by)
    period.step(8, 10)
    books = None if _narrowed(period.choices) else goods_queries.booked(connection, period)
    if books is not None and books.other_cost:
        words = _("Penyesuaian harga pokok")
        named: tuple[str, ...] = (words,) if _names(period.choices.by) == 1 else ("", words, "")
        groups.append((None, named, Sold(cost=books.other_cost.amount), False))
    whole = goods_queries.added(sold for _product, _names, sold, _theirs in groups)
    rows = [(*names, *_margin_cells(sold, whole, consigned=theirs)) for _product, names, sold, theirs in groups]
    ids = [product for product, *_rest in groups]
    sums = StoredRows(columns, [(*([""] * _names(period.choices.by)), *_margin_cells(whole, whole, consigned=False))])
    totals = (_("Jumlah"), *([None] * (_names(period.choices.by) - 1)), *sums[0][_names(period.choices.by) :])
    return Report(
        "margin",
        _("Laba kotor"),
        columns,
        StoredRows(columns, rows),
        totals if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        (
            _("Barang titipan: hanya komisinya yang menjadi pendapatan toko; harga pokoknya tidak ada."),
            *locked_sales.read(connection, period).notes,
        ),
        chart=_margin_chart(groups),
        figures=(Figure(_("Penjualan"), Rupiah(whole.net)), Figure(_("Laba kotor"), Rupiah(whole.margin))),
        agrees=None if books is None else books.margin.amount == whole.margin,
        opens=Opens("good", tuple(ids)) if _names(period.choices.by) > 1 else None,
        marked=frozenset(place for place, group in enumerate(groups) if group[3]),
    )


def _narrowed(choices: Choices) -> bool:
    return choices.category_id is not None or choices.consigned is not None or choices.supplier_id is not None


Group = tuple[int | None, tuple[str, ...], Sold, bool]
_BY = ("category", "supplier", "maker")


def _names(by: str) -> int:
    """How many columns name a row."""
    return 1 if by in _BY else 3


def _margin_columns(by: str) -> tuple[Column, ...]:
    labels = {"category": _("Kategori"), "supplier": _("Pemasok"), "maker": _("Penitip")}
    if by in _BY:
        named: tuple[Column, ...] = (Column(by, labels[by]),)
    else:
        named = (Column("code", _("Kode")), Column("name", _("Nama barang")), Column("category", _("Kategori")))
    return (
        *named,
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("tax", _("PPN"), Kind.RUPIAH),
        Column("cost", _("Harga pokok"), Kind.RUPIAH),
        Column("maker_share", _("Bagian penitip"), Kind.RUPIAH),
        Column("margin", _("Laba kotor"), Kind.RUPIAH),
        Column("margin_rate", _("Margin"), Kind.PERCENT),
        Column("share", _("% laba"), Kind.PERCENT),
    )


def _margin_cells(sold: Sold, whole: Sold, *, consigned: bool) -> tuple[int | None, ...]:
    cost = None if consigned and not sold.cost else sold.cost
    share = basis_points(sold.margin, whole.margin) if whole.margin > 0 else None
    return (sold.net, sold.tax, cost, sold.maker_share, sold.margin, rate(sold), share)


def _grouped(connection: Connection, period: Period) -> list[Group]:
    by = period.choices.by
    if by == "category" and not _narrowed(period.choices):
        return _by_category(connection, period)
    found = lines(connection, period, "margin")
    if by not in _BY:
        return [
            (line.ware.product_id, (line.ware.code, line.ware.name, line.ware.category), line.sold, line.ware.consigned)
            for line in found
        ]
    came_from = goods_queries.suppliers(connection) if by == "supplier" else {}
    parts: dict[tuple[str, bool], list[Sold]] = {}
    for line in found:
        parts.setdefault(_group_of(line.ware, by, came_from), []).append(line.sold)
    sums = {key: goods_queries.added(each) for key, each in parts.items()}
    ordered = sorted(sums.items(), key=lambda each: (-each[1].margin, each[0]))
    return [(None, (name,), sold, theirs) for (name, theirs), sold in ordered]


def _by_category(connection: Connection, period: Period) -> list[Group]:
    """By what each good was when it was sold, as every other paper has it: goods change their category."""
    where = (connection, period.branch, period.first, period.last)
    names = sold_queries.categories(connection)
    found = [
        (names.get(key) or _("Tanpa kategori"), Sold(*sums))
        for key, *sums in totals.added(*where, Topic.CATEGORY, Sold._fields)
    ]
    ordered = sorted(found, key=lambda each: (-each[1].margin, each[0]))
    return [(None, (name,), sold, False) for name, sold in ordered]


def _group_of(ware: Ware, by: str, came_from: dict[int, tuple[int, str]]) -> tuple[str, bool]:
    """What a good is put under, and whether that is of members' goods alone."""
    if by == "maker":
        return (ware.owner or _("Barang toko"), ware.consigned)
    if by == "category":
        return (ware.category or _("Tanpa kategori"), False)
    if ware.consigned:
        return (_("Penitip"), True)
    supplier = came_from.get(ware.product_id)
    return (supplier[1] if supplier else _("Jasa") if ware.service else _("Tanpa pemasok"), False)


def _margin_chart(groups: Sequence[Group]) -> Chart:
    bars = [
        ChartBar(str(names[1] if len(names) > 1 else names[0]), sold.margin, millions(Rupiah(sold.margin)), theirs)
        for _product, names, sold, theirs in groups[:BARS]
    ]
    return Chart(_("Laba kotor"), tuple(bars))
