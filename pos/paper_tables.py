"""The small tables of papers for manager and board: what was sold, paid, bought, owed and spent."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.purchase_reports import REVERSED
from koperasi.money import dots, total
from koperasi.text import _, short_date
from pos import happenings, sums
from pos.paper_figures import Figures
from pos.paper_results import money
from pos.sums import Named
from printing.reports import Cell, Column, Kind, total_row
from printing.sheets import Lines

#: So many rows of a list stand on the paper; the rest is told as one.
MOST, MOST_PAID, MOST_NAMED = 12, 10, 8


def by_name(title: str, label: str, named: Sequence[Named], *, counts: str = "", margin: bool = False) -> Lines:
    """Sums by name with their part of the whole, the smallest put together."""
    whole = total(each.net for each in named)
    columns = [Column("name", label)]
    columns += [Column("count", counts, Kind.COUNT)] if counts else []
    columns += [Column("net", _("Omzet"), Kind.RUPIAH)]
    columns += [Column("margin", _("Laba kotor"), Kind.RUPIAH)] if margin else []
    columns += [Column("share", _("Bagian"), Kind.PERCENT)]
    rows = []
    for each in folded(named):
        row: list[Cell] = [each.name]
        row += [each.count] if counts else []
        row.append(each.net)
        row += [each.margin] if margin else []
        rows.append((*row, sums.share(each.net, whole)))
    keys = [each.key for each in columns if each.key in ("count", "net", "margin")]
    return Lines(title, tuple(columns), tuple(rows), total_row(columns, rows, *keys) if len(rows) > 1 else None)


def folded(named: Sequence[Named], most: int = MOST) -> list[Named]:
    """The first ones, and all others as one."""
    if len(named) <= most + 1:
        return list(named)
    rest = named[most:]
    words = _("{count} lainnya").format(count=len(rest))
    sums_of = (sum(each.count for each in rest), total(each.net for each in rest), total(each.margin for each in rest))
    return [*named[:most], Named("", words, *sums_of)]


def tenders(figures: Figures) -> Lines:
    """How it was paid; with the cash rounding it is what was sold."""
    named = list(figures.tenders)
    if rounding := figures.sums.rounding:
        named.append(Named("rounding", _("Pembulatan"), 0, -rounding))
    return by_name(_("Cara bayar"), _("Cara"), named, counts=_("Kali"))


def cashiers(figures: Figures) -> Lines:
    return by_name(_("Per kasir"), _("Kasir"), figures.cashiers, counts=_("Transaksi"))


def categories(figures: Figures) -> Lines:
    return by_name(_("Per kategori"), _("Kategori"), figures.categories, margin=True)


def consigned(figures: Figures) -> Lines:
    """Members' goods that were sold, by maker, and what all makers are owed."""
    columns = (
        Column("name", _("Penitip")),
        Column("net", _("Laku"), Kind.RUPIAH),
        Column("share", _("Bagian penitip"), Kind.RUPIAH),
        Column("commission", _("Bagian toko"), Kind.RUPIAH),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.net, each.share, each.commission) for each in figures.makers[:MOST_NAMED]
    ]
    if rest := figures.makers[MOST_NAMED:]:
        words = _("{count} lainnya").format(count=len(rest))
        amounts = (total(getattr(each, name) for each in rest) for name in ("net", "share", "commission"))
        rows.append((words, *amounts))
    totals = total_row(columns, rows, "net", "share", "commission") if len(rows) > 1 else None
    empty = _("Tidak ada barang titipan yang laku.")
    return Lines(_("Barang titipan yang laku"), columns, tuple(rows), totals, owed(figures), empty)


def owed(figures: Figures) -> str:
    books = figures.money
    words = _("Utang kepada penitip pada akhir {day}: {owed}, kepada {count} orang.")
    said = words.format(day=short_date(figures.days.until), owed=money(books.owed), count=dots(books.owed_to))
    if books.paid:
        said += " " + _("Dibayarkan kepada penitip: {amount}.").format(amount=money(books.paid))
    return said


def bought(figures: Figures) -> Lines:
    """What was bought, by supplier."""
    columns = (
        Column("supplier", _("Pemasok")),
        Column("papers", _("Nota"), Kind.COUNT),
        Column("total", _("Jumlah"), Kind.RUPIAH),
    )
    found = figures.bought
    rows: list[tuple[Cell, ...]] = [
        (each.name or _("Tanpa pemasok"), each.papers, each.total) for each in found[:MOST_NAMED]
    ]
    if rest := found[MOST_NAMED:]:
        words = _("{count} lainnya").format(count=len(rest))
        rows.append((words, sum(each.papers for each in rest), total(each.total for each in rest)))
    totals = total_row(columns, rows, "papers", "total") if len(rows) > 1 else None
    empty = _("Tidak ada pembelian.")
    return Lines(_("Pembelian"), columns, tuple(rows), totals, _(REVERSED) if rows else "", empty)


def paid_out(figures: Figures) -> Lines:
    """What drawers paid, and what for."""
    columns = (Column("what", _("Untuk apa")), Column("amount", _("Jumlah"), Kind.RUPIAH))
    found = figures.paid_out
    rows: list[tuple[Cell, ...]] = [
        (happenings.joined(each.what, each.why) + f" ({each.who})", each.amount) for each in found[:MOST_PAID]
    ]
    if rest := found[MOST_PAID:]:
        rows.append((_("{count} lainnya").format(count=len(rest)), total(each.amount for each in rest)))
    totals = total_row(columns, rows, "amount") if len(rows) > 1 else None
    return Lines(_("Dibayar dari laci"), columns, tuple(rows), totals, empty=_("Tidak ada yang dibayar dari laci."))


def expenses(figures: Figures) -> Lines:
    """What the shop spent to keep its doors open, by what for."""
    columns = (Column("name", _("Biaya")), Column("amount", _("Jumlah"), Kind.RUPIAH))
    rows = tuple(figures.money.expenses)
    totals = total_row(columns, rows, "amount") if len(rows) > 1 else None
    return Lines(_("Biaya toko"), columns, rows, totals, empty=_("Tidak ada biaya yang dicatat."))


def best(figures: Figures) -> Lines:
    columns = (
        Column("name", _("Barang")),
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("net", _("Omzet"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            _("{name} (titipan)").format(name=each.name) if each.consigned else each.name,
            each.quantity,
            each.unit,
            each.net,
        )
        for each in figures.best
    )
    return Lines(_("Barang terlaris"), columns, rows, empty=_("Belum ada yang terjual."))
