"""Reports of what there is, what it is worth, and what moved.

The same total never differs between two papers: the value by category, the value of every
good, the value at the end of today and the account in the books are one figure, and where
they were compared the report says how that went (`Report.agrees`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from inventory import stock_levels
from inventory.stock import Reason
from inventory.stock_levels import Listed
from koperasi.money import Rupiah, total
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.text import _
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Opens, Report, StoredRows, total_row
from printing.reports import millions as millions

#: Bars in a chart: what an eye takes in at once.
BARS = 7
#: So many goods are shown at once, while the rest is read.
FIRST = 100


def stock(connection: Connection, period: Period) -> Report:
    """What there is of every good now and what it cost; goods below zero too."""
    found = stock_levels.on_hand(connection, period)
    books = None if _narrowed(period) else stock_levels.booked(connection, period)
    sums = _Sums(found.value, found.below, found.ids)
    return _levels("stock", _("Stok barang"), found, sums, period, books, _("sekarang"))


def stock_first(connection: Connection, period: Period) -> Report:
    """The first rows of the same, to be looked at while the whole is read; without a total."""
    found = stock_levels.on_hand(connection, period, FIRST)
    columns = _stock_columns()
    return Report("stock", _("Stok barang"), columns, StoredRows(columns, found), None, period.branch.shop_name)


def stock_at(connection: Connection, period: Period) -> Report:
    """What there was of every good at the end of the last of the days, and what it had cost."""
    found = stock_levels.at_end_of(connection, period)
    period.step(9, 10)
    there = [row for row in found if row[_QUANTITY] or row[_VALUE]]
    books = None if _narrowed(period) else stock_levels.booked(connection, period, period.last)
    words = Period(period.branch, period.last, period.last).words
    value, below = sum([row[_VALUE] for row in there]), len([1 for row in there if row[_QUANTITY] < 0])
    sums, when = _Sums(value, below, [row[-1] for row in there]), _("akhir {day}").format(day=words)
    return _levels("stock-at", _("Stok pada tanggal"), there, sums, period, books, when)


def _narrowed(period: Period) -> bool:
    return period.choices.category_id is not None or period.choices.consigned is not None


def _stock_columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("category", _("Kategori")),
        Column("unit", _("Satuan")),
        Column("owned", _("Milik toko"), Kind.QUANTITY),
        Column("consigned", _("Titipan"), Kind.QUANTITY),
        Column("quantity", _("Stok"), Kind.QUANTITY),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("owner", _("Penitip")),
        Column("min_stock", _("Minimum"), Kind.QUANTITY),
    )


_QUANTITY, _VALUE = stock_levels.COLUMNS.index("quantity"), stock_levels.COLUMNS.index("value")
_CONSIGNED = stock_levels.COLUMNS.index("consigned")


@dataclass(frozen=True, slots=True)
class _Sums:
    """What goods are worth together, how many are below zero, and which they are."""

    value: int
    below: int
    ids: list[int]


def _levels(
    name: str,
    title: str,
    found: Sequence[Sequence[Any]],
    sums: _Sums,
    period: Period,
    books: Rupiah | None,
    when: str,
) -> Report:
    columns = _stock_columns()
    value = Rupiah(sums.value)
    figures = (Figure(_("Nilai stok milik toko"), value), Figure(_("Barang di bawah nol"), sums.below, Kind.COUNT))
    return Report(
        name,
        title,
        columns,
        StoredRows(columns, found),
        _value_total(columns, value),
        period.branch.shop_name,
        "",
        when,
        (_whose(),),
        figures=figures,
        agrees=None if books is None else books == value,
        opens=Opens("good", tuple(sums.ids)),
        marked=_marked(found),
    )


def _whose() -> str:
    return _("Nilai adalah harga beli barang milik toko. Barang titipan milik penitip: tidak bernilai di sini.")


def _marked(found: Sequence[Sequence[Any]]) -> frozenset[int]:
    """The rows of members' goods."""
    if isinstance(found, Listed):
        theirs = {key for key, quantity in found.consigned.items() if quantity}
        return frozenset([place for place, key in enumerate(found.ids) if key in theirs]) if theirs else frozenset()
    return frozenset([place for place, row in enumerate(found) if row[_CONSIGNED]])


def _value_total(columns: Sequence[Column], value: Rupiah) -> tuple[Cell, ...]:
    cells = list(total_row(columns, (), "value"))
    return tuple(value if column.key == "value" else cell for column, cell in zip(columns, cells, strict=True))


def stock_value(connection: Connection, period: Period) -> Report:
    """What the stock is worth by category: the shop's own at cost, members' goods apart at their prices."""
    columns = (
        Column("category", _("Kategori")),
        Column("goods", _("Barang"), Kind.COUNT),
        Column("value", _("Nilai milik toko"), Kind.RUPIAH),
        Column("share", _("% nilai"), Kind.PERCENT),
        Column("negative", _("Di bawah nol"), Kind.COUNT),
        Column("consigned_goods", _("Barang titipan"), Kind.COUNT),
        Column("consigned_price", _("Titipan, harga jual"), Kind.RUPIAH),
    )
    own = {name: counts for name, *counts in stock_levels.owned_by_category(connection, period)}
    theirs = _theirs(stock_levels.consigned_by_category(connection, period))
    whole = Rupiah(sum(value for _goods, _below, value in own.values()))
    rows: list[tuple[Cell, ...]] = []
    for name in sorted(own.keys() | theirs.keys()):
        goods, below, value = own.get(name, (0, 0, 0))
        count, price = theirs.get(name, (0, Rupiah(0)))
        if goods or value or count:
            shown = name or _("Tanpa kategori")
            rows.append((shown, goods, Rupiah(value), basis_points(value, whole.amount), below, count, price))
    rows.sort(key=lambda row: -row[2].amount)  # type: ignore[union-attr]
    totals = total_row(columns, rows, "goods", "value", "negative", "consigned_goods", "consigned_price")
    consigned = total(price for _count, price in theirs.values())
    bars = [ChartBar(str(row[0]), row[2].amount, millions(row[2])) for row in rows[:BARS] if isinstance(row[2], Rupiah)]
    return Report(
        "stock-value",
        _("Nilai stok per kategori"),
        columns,
        tuple(rows),
        totals,
        period.branch.shop_name,
        "",
        _("sekarang"),
        (_whose(),),
        chart=Chart(_("Nilai milik toko"), tuple(bars)),
        figures=(Figure(_("Nilai stok milik toko"), whole), Figure(_("Titipan, harga jual"), consigned)),
        agrees=stock_levels.booked(connection, period) == whole,
    )


def _theirs(found: Sequence[tuple[str, int, int | None]]) -> dict[str, tuple[int, Rupiah]]:
    """Members' goods by category: how many, and what they sell for."""
    sums: dict[str, tuple[int, Rupiah]] = {}
    for category, quantity, price in found:
        count, amount = sums.get(category, (0, Rupiah(0)))
        sums[category] = (count + 1, amount + Quantity(quantity).at(Rupiah(price or 0)))
    return sums


def basis_points(part: int, whole: int) -> int:
    """A share in basis points, half up; 0 of nothing."""
    return (20_000 * part + abs(whole)) // (2 * abs(whole)) if whole else 0


#: What each reason is put under in the movement report.
UNDER = {
    Reason.OPENING: "received",
    Reason.PURCHASE: "received",
    Reason.DELIVERY: "received",
    Reason.SALE: "sold",
    Reason.SALE_RETURN: "returned",
    Reason.SUPPLIER_RETURN: "supplier_returned",
    Reason.CORRECTION: "corrected",
    Reason.TRANSFER: "transferred",
    Reason.REPACKING: "repacked",
    Reason.KIT_ASSEMBLY: "repacked",
    Reason.WRITE_OFF: "written_off",
    Reason.OWN_USE: "own_use",
    Reason.COUNT: "counted",
    Reason.MERGE: "merged",
    # Goods that go back to whom they came from, bought or brought.
    Reason.GIVEBACK: "supplier_returned",
    Reason.CONVERSION: "received",
}


def _movement_columns(kind: Kind) -> tuple[Column, ...]:
    return (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("before", _("Awal"), kind),
        Column("received", _("Masuk"), kind),
        Column("sold", _("Terjual"), kind),
        Column("returned", _("Retur jual"), kind),
        Column("supplier_returned", _("Retur beli"), kind),
        Column("corrected", _("Koreksi"), kind),
        Column("transferred", _("Pindah"), kind),
        Column("repacked", _("Kemas"), kind),
        Column("own_use", _("Dipakai"), kind),
        Column("written_off", _("Rusak"), kind),
        Column("counted", _("Hitung"), kind),
        Column("merged", _("Gabung"), kind),
        Column("after", _("Akhir"), kind),
    )


def movements(connection: Connection, period: Period) -> Report:
    """What came and went of every good in the days, each reason in its own column.

    What came is positive and what went negative, except that `sold` says how much was sold;
    `before` and all of it make `after`.  By `value` the same in rupiah: then it has totals,
    and the last one is what the books say.
    """
    worth = period.choices.by == "value"
    kind = Kind.RUPIAH if worth else Kind.QUANTITY
    columns = _movement_columns(kind)
    last = stock_levels.at_end_of(connection, period, retired=True)
    period.step(5, 10)
    headings = [each.key for each in columns[4:-1]]
    moved = _moved(stock_levels.by_reason(connection, period), headings, worth=worth)
    sold, nothing = headings.index("sold"), [0] * len(headings)
    period.step(9, 10)
    place = _VALUE if worth else _QUANTITY
    rows, ids = [], []
    for row in last:
        product, after, amounts = row[-1], row[place], moved.get(row[-1], nothing)
        before = after - sum(amounts)
        if product in moved or after or before:
            amounts[sold] = -amounts[sold]
            rows.append((row[0], row[1], row[3], before, *amounts, after))
            ids.append(product)
    totals, agrees = None, None
    if worth:
        sums = [Rupiah(sum(row[n] for row in rows)) for n in range(3, len(columns))]
        totals = (_("Jumlah"), None, None, *sums)
        agrees = None if _narrowed(period) else sums[-1] == stock_levels.booked(connection, period, period.last)
    title = _("Gerak barang (rupiah)") if worth else _("Gerak barang")
    shop, opens = period.branch.shop_name, Opens("good", tuple(ids))
    stored = StoredRows(columns, rows)
    return Report("movements", title, columns, stored, totals, shop, "", period.words, agrees=agrees, opens=opens)


def _moved(
    found: Sequence[tuple[int, str, str, int, int]], headings: Sequence[str], *, worth: bool
) -> dict[int, list[int]]:
    """Product → what moved of it under each heading, in their order."""
    places = {reason.value: headings.index(under) for reason, under in UNDER.items()}
    filling = {kind: headings.index(under) for kind, under in stock_levels.BRINGING.items()}
    received = headings.index("received")
    moved: dict[int, list[int]] = {}
    for product, reason, came_by, quantity, value in found:
        place = filling.get(came_by, received) if reason == Reason.FILLING.value else places[reason]
        sums = moved.get(product)
        if sums is None:
            sums = moved[product] = [0] * len(headings)
        sums[place] += value if worth else quantity
    return moved
