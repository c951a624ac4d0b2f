"""The manager's questions about goods that need to know what was sold.

What sells, what does not, what it leaves: every sum is made of `goods_queries.sold`, so the
same figure stands on every paper, and `margin` says whether it is the books' own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from inventory.stock_reports import BARS, basis_points, millions
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.text import _
from pos import goods_queries
from pos.goods_queries import Sold, Ware
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Opens, Report, StoredRows

#: Cumulative shares, in basis points, up to which a good is of class A or B.
CLASSES = (("A", 8_000), ("B", 9_500))
#: Bars of a Pareto chart.
PARETO = 20


class Line(NamedTuple):
    """A good with what was sold of it."""

    ware: Ware
    sold: Sold


_ORDERS: dict[str, Callable[[Line], int]] = {
    "quantity": lambda line: line.sold.quantity,
    "net": lambda line: line.sold.net,
    "margin": lambda line: line.sold.margin,
}


def lines(connection: Connection, period: Period, by: str) -> list[Line]:
    """What was sold in the days, most first by `quantity`, `net` or `margin`."""
    sums = goods_queries.sold(connection, period)
    period.step(4, 10)
    known = goods_queries.wares(connection, period)
    period.step(6, 10)
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
        Column("margin", _("Laba penjualan"), Kind.RUPIAH),
        Column("margin_rate", _("Margin"), Kind.PERCENT),
    )
    whole = together(found)
    rows = [
        (
            rank,
            ware.code,
            ware.name,
            ware.unit,
            sold.quantity,
            sold.net,
            basis_points(sold.net, whole.net),
            sold.margin,
            rate(sold),
        )
        for rank, (ware, sold) in enumerate(found, start=1)
    ]
    sums = (Rupiah(whole.net), _all(whole), Rupiah(whole.margin), rate(whole))
    totals = (None, _("Jumlah"), None, None, None, *sums)
    bars = tuple(
        ChartBar(each.ware.name, _ORDERS[by](each), _figure(each, by), each.ware.consigned) for each in found[:BARS]
    )
    return _report("best-sellers", _("Barang terlaris"), columns, rows, totals, period, found, chart=Chart("", bars))


def _figure(line: Line, by: str) -> str:
    if by == "quantity":
        return f"{Quantity(line.sold.quantity)} {line.ware.unit.lower()}"
    return millions(Rupiah(line.sold.net if by == "net" else line.sold.margin))


def _all(whole: Sold) -> int:
    return 10_000 if whole.net else 0


def rate(sold: Sold) -> int | None:
    """What is left of what customers paid, before PPN; None of nothing."""
    paid = sold.net - sold.tax
    return basis_points(sold.margin, paid) if paid > 0 else None


def together(found: Sequence[Line]) -> Sold:
    """All of it as one sum."""
    return goods_queries.added(each.sold for each in found)


def _report(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[Sequence[Any]],
    totals: tuple[Cell, ...] | None,
    period: Period,
    found: Sequence[Line],
    *,
    chart: Chart | None = None,
    figures: tuple[Figure, ...] = (),
    notes: tuple[str, ...] = (),
) -> Report:
    """A report with a row for each good, as it is stored."""
    whole = together(found)
    return Report(
        name,
        title,
        columns,
        StoredRows(columns, rows),
        totals if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        notes,
        chart=chart,
        figures=figures
        or (Figure(_("Penjualan"), Rupiah(whole.net)), Figure(_("Laba penjualan"), Rupiah(whole.margin))),
        opens=Opens("good", tuple(each.ware.product_id for each in found)),
        marked=frozenset(place for place, each in enumerate(found) if each.ware.consigned),
    )


def abc(connection: Connection, period: Period) -> Report:
    """Which few goods bring most: class A up to 80 % of it, B up to 95 %, the rest C."""
    by = "margin" if period.choices.by == "margin" else "net"
    found = [line for line in lines(connection, period, by) if line.sold.net or line.sold.margin]
    label = _("Laba penjualan") if by == "margin" else _("Penjualan")
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
    rows: list[tuple[Any, ...]] = []
    so_far = 0
    for line, amount in zip(found, amounts, strict=True):
        letter = class_of(so_far, whole)
        so_far += amount
        shares = (basis_points(amount, whole), basis_points(so_far, whole))
        rows.append((letter, line.ware.code, line.ware.name, line.sold.quantity, amount, *shares))
    totals = (_("Jumlah"), None, None, None, Rupiah(whole), 10_000 if whole else 0, None)
    few = sum(1 for row in rows if row[0] == "A")
    figures = (Figure(_("Barang kelas A"), few, Kind.COUNT), Figure(label, Rupiah(whole)))
    note = _("A: bersama-sama 80% dari jumlah. B: sampai 95%. C: sisanya.")
    chart = pareto(label, amounts)
    title = _("Analisis ABC")
    return _report("abc", title, columns, rows, totals, period, found, chart=chart, figures=figures, notes=(note,))


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
