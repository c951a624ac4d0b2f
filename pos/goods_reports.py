"""The manager's questions about goods that need to know what was sold.

What sells, what does not, what it leaves: every sum is made of `goods_queries.sold`, so the
same figure stands on every paper, and `margin` says whether it is the books' own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from inventory.stock_reports import BARS, basis_points, millions
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.text import _
from pos import goods_queries
from pos.goods_queries import Sold, Ware
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Opens, Report

#: Cumulative shares, in basis points, up to which a good is of class A or B.
CLASSES = (("A", 8_000), ("B", 9_500))
#: Bars of a Pareto chart.
PARETO = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A good with what was sold of it."""

    ware: Ware
    sold: Sold


_ORDERS: dict[str, Callable[[Line], int]] = {
    "quantity": lambda line: line.sold.quantity.thousandths,
    "net": lambda line: line.sold.net.amount,
    "margin": lambda line: line.sold.margin.amount,
}


def lines(connection: Connection, period: Period, by: str) -> list[Line]:
    """What was sold in the days, most first by `quantity`, `net` or `margin`."""
    known, sums = goods_queries.wares(connection, period), goods_queries.sold(connection, period)
    found = [Line(known[product], sold) for product, sold in sums.items() if product in known]
    order = _ORDERS[by]
    return sorted(found, key=lambda line: (-order(line), line.ware.name, line.ware.code))


def _order(period: Period) -> str:
    return period.choices.by if period.choices.by in _ORDERS else "net"


def best_sellers(connection: Connection, period: Period) -> Report:
    """What sells most: by what it brought, or `by` quantity or margin."""
    by = _order(period)
    found = lines(connection, period, by)
    columns = (
        Column("rank", _("No."), Kind.COUNT),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("share", _("% penjualan"), Kind.PERCENT),
        Column("margin", _("Laba kotor"), Kind.RUPIAH),
        Column("margin_rate", _("Margin"), Kind.PERCENT),
    )
    whole = together(found)
    rows = tuple(
        (
            rank,
            each.ware.code,
            each.ware.name,
            each.ware.unit,
            each.sold.quantity,
            each.sold.net,
            basis_points(each.sold.net.amount, whole.net.amount),
            each.sold.margin,
            rate(each.sold),
        )
        for rank, each in enumerate(found, start=1)
    )
    totals = (None, _("Jumlah"), None, None, None, whole.net, _all(whole), whole.margin, rate(whole))
    bars = tuple(
        ChartBar(each.ware.name, _ORDERS[by](each), _figure(each, by), each.ware.consigned) for each in found[:BARS]
    )
    return _report("best-sellers", _("Barang terlaris"), columns, rows, totals, period, found, chart=Chart("", bars))


def _figure(line: Line, by: str) -> str:
    if by == "quantity":
        return f"{line.sold.quantity} {line.ware.unit.lower()}"
    return millions(line.sold.net if by == "net" else line.sold.margin)


def _all(whole: Sold) -> int:
    return 10_000 if whole.net else 0


def rate(sold: Sold) -> int | None:
    """What is left of what customers paid, before PPN; None of nothing."""
    paid = sold.net - sold.tax
    return basis_points(sold.margin.amount, paid.amount) if paid.amount > 0 else None


def together(found: Sequence[Line]) -> Sold:
    """All of it as one sum."""
    whole = Sold()
    for each in found:
        whole += each.sold
    return whole


def _report(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    totals: tuple[Cell, ...] | None,
    period: Period,
    found: Sequence[Line],
    *,
    chart: Chart | None = None,
    figures: tuple[Figure, ...] = (),
    notes: tuple[str, ...] = (),
) -> Report:
    """A report with a row for each good."""
    whole = together(found)
    return Report(
        name,
        title,
        columns,
        rows,
        totals if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        notes,
        chart=chart,
        figures=figures or (Figure(_("Penjualan"), whole.net), Figure(_("Laba kotor"), whole.margin)),
        opens=Opens("good", tuple(each.ware.product_id for each in found)),
        marked=frozenset(place for place, each in enumerate(found) if each.ware.consigned),
    )


def abc(connection: Connection, period: Period) -> Report:
    """Which few goods bring most: class A up to 80 % of it, B up to 95 %, the rest C."""
    by = "margin" if period.choices.by == "margin" else "net"
    found = [line for line in lines(connection, period, by) if line.sold.net or line.sold.margin]
    label = _("Laba kotor") if by == "margin" else _("Penjualan")
    columns = (
        Column("class", _("Kelas")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("amount", label, Kind.RUPIAH),
        Column("share", _("Bagian"), Kind.PERCENT),
        Column("cumulative", _("Bersama"), Kind.PERCENT),
    )
    amounts = [_ORDERS[by](line) for line in found]
    whole = sum(amounts)
    rows: list[tuple[Cell, ...]] = []
    so_far = 0
    for line, amount in zip(found, amounts, strict=True):
        letter = class_of(so_far, whole)
        so_far += amount
        shares = (basis_points(amount, whole), basis_points(so_far, whole))
        rows.append((letter, line.ware.code, line.ware.name, line.sold.quantity, Rupiah(amount), *shares))
    totals = (_("Jumlah"), None, None, None, Rupiah(whole), 10_000 if whole else 0, None)
    few = sum(1 for row in rows if row[0] == "A")
    figures = (Figure(_("Barang kelas A"), few, Kind.COUNT), Figure(label, Rupiah(whole)))
    note = _("A: bersama-sama 80% dari jumlah. B: sampai 95%. C: sisanya.")
    chart = pareto(label, amounts)
    title = _("Analisis ABC")
    return _report(
        "abc", title, columns, tuple(rows), totals, period, found, chart=chart, figures=figures, notes=(note,)
    )


def class_of(before: int, whole: int) -> str:
    """The class of a good by what the ones above it bring together: the one that passes a mark is still of it."""
    for letter, mark in CLASSES:
        if whole > 0 and before * 10_000 < whole * mark:
            return letter
    return "C"


def pareto(title: str, amounts: Sequence[int]) -> Chart:
    """Goods from the left, as many to each bar, and the share that they are up to there."""
    count = len(amounts)
    width = max(1, -(-count // PARETO))
    whole, so_far = sum(amounts), 0
    bars, shares = [], []
    for start in range(0, count, width):
        part = sum(amounts[start : start + width])
        so_far += part
        last = min(start + width, count)
        name = f"{start + 1}\N{EN DASH}{last}" if last > start + 1 else str(start + 1)
        bars.append(ChartBar(name, part, millions(Rupiah(part))))
        shares.append(basis_points(so_far, whole))
    return Chart(title, tuple(bars), tuple(shares))


def margin(connection: Connection, period: Period) -> Report:
    """What sold goods left for the shop, by good, or `by` category, supplier or maker.

    Of members' goods only the commission is the shop's: they have a share of their makers and
    no cost.  Cost of goods that no sale booked (goods sold before they came, corrected
    purchases) has a row of its own, so that the total is what the books say.
    """
    found = lines(connection, period, "margin")
    groups = _grouped(connection, period, found)
    columns = _margin_columns(period.choices.by)
    whole = together(found)
    rows = [(*names, *_margin_cells(sold, whole, consigned=theirs)) for _product, names, sold, theirs in groups]
    ids = [product for product, *_rest in groups]
    agrees = None
    chosen = period.choices
    if chosen.category_id is None and chosen.consigned is None and chosen.supplier_id is None:
        books = goods_queries.booked(connection, period)
        if books.other_cost:
            other = Sold(cost=books.other_cost)
            words = _("Penyesuaian harga pokok")
            named = (words,) if _names(period.choices.by) == 1 else ("", words, "")
            rows.append((*named, *_margin_cells(other, whole, consigned=False)))
            ids.append(None)
            whole += other
        agrees = books.margin == whole.margin
    totals = (_("Jumlah"), *([None] * (_names(period.choices.by) - 1)), *_margin_cells(whole, whole, consigned=False))
    return Report(
        "margin",
        _("Laba kotor"),
        columns,
        tuple(rows),
        totals if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        (_("Barang titipan: hanya komisinya yang menjadi pendapatan toko; harga pokoknya tidak ada."),),
        chart=_margin_chart(groups),
        figures=(Figure(_("Penjualan"), whole.net), Figure(_("Laba kotor"), whole.margin)),
        agrees=agrees,
        opens=Opens("good", tuple(ids)) if _names(period.choices.by) > 1 else None,
        marked=frozenset(place for place, group in enumerate(groups) if group[3]),
    )


Group = tuple[int | None, tuple[Cell, ...], Sold, bool]
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


def _margin_cells(sold: Sold, whole: Sold, *, consigned: bool) -> tuple[Cell, ...]:
    cost = None if consigned and not sold.cost else sold.cost
    share = basis_points(sold.margin.amount, whole.margin.amount) if whole.margin.amount > 0 else None
    return (sold.net, sold.tax, cost, sold.maker_share, sold.margin, rate(sold), share)


def _grouped(connection: Connection, period: Period, found: Sequence[Line]) -> list[Group]:
    by = period.choices.by
    if by not in _BY:
        return [
            (line.ware.product_id, (line.ware.code, line.ware.name, line.ware.category), line.sold, line.ware.consigned)
            for line in found
        ]
    came_from = goods_queries.suppliers(connection) if by == "supplier" else {}
    sums: dict[tuple[str, bool], Sold] = {}
    for line in found:
        key = _group_of(line.ware, by, came_from)
        sums[key] = sums.get(key, Sold()) + line.sold
    ordered = sorted(sums.items(), key=lambda each: (-each[1].margin.amount, each[0]))
    return [(None, (name,), sold, theirs) for (name, theirs), sold in ordered]


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
        ChartBar(str(names[1] if len(names) > 1 else names[0]), sold.margin.amount, millions(sold.margin), theirs)
        for _product, names, sold, theirs in groups[:BARS]
    ]
    return Chart(_("Laba kotor"), tuple(bars))
