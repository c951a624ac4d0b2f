"""The report of makers' goods that were lost: each one, or put together by cause, maker, shelf or cashier."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from consignment.maker_loss_queries import Missed, missed
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.text import _
from printing.reports import Cell, Column, Figure, Kind, Opens, Report, total_row

#: What losses may be put together by.
WAYS = ("cause", "maker", "shelf", "cashier")


def losses(connection: Connection, period: Period) -> Report:
    """What was lost of makers' goods in the days; put together by `choices.by` cause, maker, shelf or cashier."""
    found = missed(connection, period)
    return _together(found, period) if period.choices.by in WAYS else _each(found, period)


def _figures(found: Sequence[Missed]) -> tuple[Figure, ...]:
    waiting = sum(1 for each in found if each.loss.open)
    return (
        Figure(_("Nilai hilang dan rusak"), total(each.worth for each in found)),
        Figure(_("Belum diputuskan"), waiting, Kind.COUNT),
    )


def _each(found: Sequence[Missed], period: Period) -> Report:
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Dokumen")),
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("shelf", _("Tempat")),
        Column("cause", _("Sebab")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("worth", _("Hak penitip"), Kind.RUPIAH),
        Column("paid", _("Diganti toko"), Kind.RUPIAH),
        Column("open", _("Belum diputuskan"), Kind.QUANTITY),
        Column("by", _("Dicatat oleh")),
        Column("cashier", _("Kasir saat itu")),
    )
    rows = tuple(
        (
            each.loss.lost.day,
            each.loss.lost.number,
            each.maker,
            each.code,
            each.name,
            each.shelf,
            each.cause,
            each.quantity,
            each.worth,
            each.paid,
            each.loss.open or None,
            each.by,
            each.cashier,
        )
        for each in found
    )
    return Report(
        "consignment-losses",
        _("Titipan hilang"),
        columns,
        rows,
        total_row(columns, rows, "worth", "paid"),
        period.branch.shop_name,
        "",
        period.words,
        (_("Kasir saat itu: yang kasanya buka ketika dicatat; bukan tuduhan."),),
        figures=_figures(found),
        opens=Opens("document", tuple(each.loss.lost.source_id for each in found)),
        marked=frozenset(range(len(rows))),
    )


def _together(found: Sequence[Missed], period: Period) -> Report:
    way = period.choices.by
    captions = {"cause": _("Sebab"), "maker": _("Penitip"), "shelf": _("Tempat"), "cashier": _("Kasir saat itu")}
    columns = (
        Column("name", captions[way]),
        Column("losses", _("Berapa kali"), Kind.COUNT),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("worth", _("Hak penitip"), Kind.RUPIAH),
        Column("paid", _("Diganti toko"), Kind.RUPIAH),
        Column("share", _("Bagian"), Kind.PERCENT),
    )
    by_name: dict[str, list[Missed]] = {}
    for each in found:
        by_name.setdefault(each.of(way), []).append(each)
    whole = total(each.worth for each in found)
    rows = tuple(
        sorted(
            (_row(name, some, whole) for name, some in by_name.items()), key=lambda row: (-_amount(row[3]), str(row[0]))
        )
    )
    return Report(
        "consignment-losses",
        _("Titipan hilang"),
        columns,
        rows,
        total_row(columns, rows, "losses", "quantity", "worth", "paid"),
        period.branch.shop_name,
        captions[way],
        period.words,
        figures=_figures(found),
    )


def _amount(cell: Cell) -> int:
    return cell.amount if isinstance(cell, Rupiah) else 0


def _row(name: str, some: Sequence[Missed], whole: Rupiah) -> tuple[Cell, ...]:
    worth = total(each.worth for each in some)
    quantity = Quantity(sum(each.quantity.thousandths for each in some))
    share = worth.amount * 10_000 // whole.amount if whole > ZERO else None
    return (name or _("(tidak diketahui)"), len(some), quantity, worth, total(each.paid for each in some), share)
