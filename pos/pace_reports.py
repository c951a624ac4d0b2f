"""How quickly goods go: turnover and days of cover, and those that do not go at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from inventory import stock_levels
from inventory.stock_reports import BARS, millions
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.text import _
from pos import goods_queries
from pos.goods_queries import NOTHING_SOLD, Sold
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Opens, Report, StoredRows, total_row

#: A good that nobody bought for so many days is dead.
USUAL_DAYS = 60
#: A good whose stock lasts so many times the days asked for is slow.
SLOW = 3

_PLACE = {name: place for place, name in enumerate(stock_levels.COLUMNS)}


class Pace(NamedTuple):
    """A good's stock at both ends of some days, and what was sold in them; in whole numbers, for there are many."""

    product_id: int
    code: str
    name: str
    unit: str
    #: Rupiah at the beginning and at the end.
    before: int
    after: int
    #: Thousandths of the base unit at the end.
    left: int
    consigned: bool
    sold: Sold
    days: int

    @property
    def average(self) -> int:
        """The mean of both ends, half up."""
        return (self.before + self.after + 1) // 2

    @property
    def turns(self) -> int | None:
        """How often the stock was sold in the days, in thousandths; None without stock or cost."""
        return turns(self.sold.cost, self.average)

    @property
    def a_day(self) -> int:
        """How much is sold on a day, in thousandths."""
        return max(0, self.sold.quantity) // self.days

    @property
    def cover(self) -> int | None:
        """How many days the stock lasts at this pace; None when nothing is sold."""
        return cover(self.left, self.sold.quantity, self.days)


def turns(cost: int, average: int) -> int | None:
    """Cost of what was sold, over the value of the stock it was sold from; in thousandths, half up."""
    if average <= 0 or cost <= 0:
        return None
    return (2 * cost * THOUSAND + average) // (2 * average)


def cover(left: int, sold: int, days: int) -> int | None:
    """For how many days what is left lasts, when so much (thousandths) is sold in so many days; rounded down."""
    return max(0, left) * days // sold if sold > 0 else None


def paces(connection: Connection, period: Period) -> list[Pace]:
    """Every good that had stock or was sold in the days, by name."""
    sold = goods_queries.sold(connection, period)
    period.step(1, 10)
    levels = stock_levels.at_end_of(connection, period, retired=True)
    period.step(6, 10)
    moved = stock_levels.changed(connection, period)
    period.step(9, 10)
    found = []
    for row in levels:
        product, after = row[-1], row[_PLACE["value"]]
        went, gained = moved.get(product, (0, 0))
        before = after - gained
        left = row[_PLACE["quantity"]]
        # Members' goods have no value: that there were some only their quantity says.
        if before or after or left or left != went or product in sold:
            found.append(_pace(row, before, sold.get(product, NOTHING_SOLD), period.length))
    return found


def _pace(row: Sequence[Any], before: int, sold: Sold, days: int) -> Pace:
    names = (row[-1], row[0], row[1], row[_PLACE["unit"]])
    return Pace(*names, before, row[_PLACE["value"]], row[_PLACE["quantity"]], bool(row[_PLACE["owner"]]), sold, days)


def turnover(connection: Connection, period: Period) -> Report:
    """How often the stock of each good was sold in the days, and for how many days it still lasts."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("sold", _("Terjual"), Kind.QUANTITY),
        Column("a_day", _("Per hari"), Kind.QUANTITY),
        Column("quantity", _("Stok akhir"), Kind.QUANTITY),
        Column("cover", _("Cukup (hari)"), Kind.COUNT),
        Column("cost", _("Harga pokok"), Kind.RUPIAH),
        Column("average", _("Stok rata-rata"), Kind.RUPIAH),
        Column("turns", _("Perputaran"), Kind.QUANTITY),
    )
    found = paces(connection, period)
    rows = [_pace_row(each) for each in found]
    summed = {
        key: Rupiah(sum(row[place] or 0 for row in rows))
        for place, key in enumerate(column.key for column in columns)
        if key in ("cost", "average")
    }
    sums = [summed.get(column.key, cell) for column, cell in zip(columns, total_row(columns, ()), strict=True)]
    whole = Pace(0, "", "", "", *_ends(found), 0, False, Sold(cost=_cost(found)), period.length)
    turned = None if whole.turns is None else Quantity(whole.turns)
    sums[-1] = turned
    lasts = whole.average * period.length // whole.sold.cost if whole.sold.cost > 0 else 0
    return Report(
        "turnover",
        _("Perputaran stok"),
        columns,
        StoredRows(columns, rows),
        tuple(sums) if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        (_("Perputaran: harga pokok dibagi rata-rata nilai stok awal dan akhir. Cukup: stok akhir dibagi laju."),),
        figures=(
            Figure(_("Perputaran seluruh toko"), turned or NOTHING, Kind.QUANTITY),
            Figure(_("Stok cukup untuk (hari)"), lasts, Kind.COUNT),
        ),
        opens=Opens("good", tuple(each.product_id for each in found)),
        marked=frozenset(place for place, each in enumerate(found) if each.consigned),
    )


def _pace_row(each: Pace) -> tuple[Any, ...]:
    average, cost = each.average, each.sold.cost
    pace = (each.sold.quantity, each.a_day, each.left, each.cover)
    shown = (None if each.consigned and not worth else worth for worth in (cost, average))
    return (each.code, each.name, each.unit, *pace, *shown, turns(cost, average))


def _ends(found: Sequence[Pace]) -> tuple[int, int]:
    return sum(each.before for each in found), sum(each.after for each in found)


def _cost(found: Sequence[Pace]) -> int:
    return sum(each.sold.cost for each in found)


def dead(connection: Connection, period: Period) -> Report:
    """Goods with stock that nobody bought for so many days (`days`), and what is bound in them.

    `by` slow: those that are bought, but so seldom that the stock lasts three times as long.
    A good that first came in later than that is too new to tell.
    """
    days = period.choices.days or USUAL_DAYS
    window = period.back(days)
    slow = period.choices.by == "slow"
    sold = goods_queries.sold(connection, window)
    came = goods_queries.first_came(connection)
    period.step(5, 10)
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("category", _("Kategori")),
        Column("unit", _("Satuan")),
        Column("quantity", _("Stok"), Kind.QUANTITY),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("last_sold", _("Terakhir laku"), Kind.DATE),
        Column("idle", _("Hari"), Kind.COUNT),
        Column("sold", _("Terjual"), Kind.QUANTITY),
        Column("cover", _("Cukup (hari)"), Kind.COUNT),
        Column("owner", _("Penitip")),
    )
    listed = []
    for row in stock_levels.at_end_of(connection, period):
        left, pieces = Quantity(row[_PLACE["quantity"]]), Quantity(sold.get(row[-1], NOTHING_SOLD).quantity)
        lasts = cover(left.thousandths, pieces.thousandths, days)
        idle = pieces <= NOTHING
        wanted = not idle and (lasts or 0) > SLOW * days if slow else idle
        if left > NOTHING and wanted and not _new(came.get(row[-1]), window.first):
            listed.append((row, left, pieces, lasts))
    ids = [row[-1] for row, *_rest in listed]
    last = goods_queries.last_sold(connection, period, ids)
    rows = [_idle_row(row, left, last.get(row[-1]), period.last, pieces, lasts) for row, left, pieces, lasts in listed]
    order = sorted(range(len(rows)), key=lambda place: (-_value_of(rows[place]), str(rows[place][1])))
    rows, ids = [rows[place] for place in order], [ids[place] for place in order]
    bound = Rupiah(sum(_value_of(row) for row in rows))
    bars = [ChartBar(str(row[1]), _value_of(row), millions(Rupiah(_value_of(row)))) for row in rows[:BARS]]
    title = _("Barang lambat laku") if slow else _("Barang tidak laku")
    return Report(
        "dead",
        title,
        columns,
        tuple(rows),
        total_row(columns, rows, "value") if rows else None,
        period.branch.shop_name,
        "",
        _("{days} hari sampai {last}").format(days=days, last=Period(period.branch, period.last, period.last).words),
        chart=Chart(_("Nilai tertahan"), tuple(bars)) if bound.amount else None,
        figures=(Figure(_("Nilai tertahan"), bound), Figure(_("Barang"), len(rows), Kind.COUNT)),
        opens=Opens("good", tuple(ids)),
        marked=frozenset(place for place, row in enumerate(rows) if row[-1]),
    )


def _new(came: date | None, since: date) -> bool:
    return came is None or came > since - timedelta(days=1)


def _value_of(row: Sequence[Cell]) -> int:
    value = row[5]
    return value.amount if isinstance(value, Rupiah) else 0


def _idle_row(
    row: Sequence[Any], left: Quantity, last: date | None, today: date, pieces: Quantity, lasts: int | None
) -> tuple[Cell, ...]:
    value = Rupiah(row[_PLACE["value"]])
    idle = (today - last).days if last else None
    names = (row[0], row[1], row[_PLACE["category"]], row[_PLACE["unit"]])
    return (*names, left, value, last, idle, pieces, lasts, row[_PLACE["owner"]])
