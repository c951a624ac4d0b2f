"""Reports of makers' goods that were not sold: lost and who bore it, given back, still to be fetched."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from consignment import loss_report_queries, maker_lots, open_losses
from consignment.agreements import CAUSES
from consignment.deal_words import percent
from consignment.givebacks import WHYS
from consignment.maker_lots import MakerLot
from consignment.open_losses import Loss
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Cell, Column, Kind, Opens, Report, total_row


def waiting(connection: Connection, period: Period) -> Report:
    """What of makers' goods is gone and nobody has settled yet, with what each would get by her agreement."""
    found = open_losses.read(connection, period.branch.id, period.last, _makers(period))
    there = [each for each in found.losses if (each.open or each.over) and each.lost.lot_id in found.worths]
    names, goods = loss_report_queries.names(connection, there)
    columns = (
        Column("maker_code", _("Kode penitip")),
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("lost_on", _("Tanggal"), Kind.DATE),
        Column("number", _("Dokumen")),
        Column("cause", _("Sebab")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("shop_part", _("Bagian toko")),
        Column("amount", _("Ganti rugi"), Kind.RUPIAH),
    )
    rows = []
    for each in sorted(there, key=lambda loss: (names[loss.lost.maker_id][1], loss.lost.turn)):
        lost = each.lost
        head = (*names[lost.maker_id], *goods[lost.product_id][:2], lost.day, lost.number)
        rows.append((*head, *_judged(each, found, goods[lost.product_id][2])))
    return _report(
        "consignment-losses-open", _("Kehilangan titipan yang belum diputuskan"), columns, tuple(rows), period
    )


def _judged(loss: Loss, found: open_losses.Losses, unit: str) -> tuple[Cell, ...]:
    if loss.over:
        back = open_losses.taken_back(loss.settled, loss.over)
        return (_("Ditemukan lagi"), loss.over, unit, "", -back.amount)
    bearing = open_losses.borne(loss, found.worths[loss.lost.lot_id], loss.open)
    cause = _(CAUSES[loss.lost.noted])
    if bearing is None:
        return (cause, loss.open, unit, "", None)
    return (cause, loss.open, unit, percent(bearing.shop_bps), bearing.amount)


def _makers(period: Period) -> list[int] | None:
    return [period.choices.party] if period.choices.party is not None else None


def settled(connection: Connection, period: Period) -> Report:
    """Every loss settled in the days: why, who bore it, and what she got."""
    columns = (
        *_paper_columns(),
        Column("cause", _("Sebab")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("tolerated", _("Dalam batas wajar"), Kind.QUANTITY),
        Column("worth", _("Bila laku"), Kind.RUPIAH),
        Column("amount", _("Ganti rugi"), Kind.RUPIAH),
        Column("source", _("Dokumen asal")),
        Column("why", _("Catatan")),
    )
    found = loss_report_queries.settled(connection, period)
    rows: tuple[tuple[Cell, ...], ...] = tuple((*row[:6], _(CAUSES[row.cause]), *row[7:14]) for row in found)
    opens = Opens("document", tuple(row.document_id for row in found))
    title = _("Kehilangan titipan yang sudah diputuskan")
    return _report("consignment-losses-settled", title, columns, rows, period, opens, "worth", "amount")


def _paper_columns() -> tuple[Column, ...]:
    """The day and number of a paper, whose it is, and which good."""
    return (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("maker_code", _("Kode penitip")),
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
    )


def given_back(connection: Connection, period: Period) -> Report:
    """Everything that went back to its maker in the days, line by line; papers taken back are left out."""
    columns = (
        *_paper_columns(),
        Column("quantity", _("Kembali"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("why", _("Sebab")),
        Column("worth", _("Bila laku"), Kind.RUPIAH),
        Column("fetched_by", _("Diambil oleh")),
    )
    found = loss_report_queries.given_back(connection, period)
    rows: tuple[tuple[Cell, ...], ...] = tuple((*row[:8], _(WHYS[row.why]), *row[9:11]) for row in found)
    opens = Opens("document", tuple(row.document_id for row in found))
    return _report("consignment-givebacks", _("Titipan yang dikembalikan"), columns, rows, period, opens, "worth")


def to_fetch(connection: Connection, period: Period) -> Report:
    """What should go back now: expired, damaged, past its days on the shelf, waiting to be fetched."""
    day = period.last
    columns = (
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("place", _("Di")),
        Column("quantity", _("Ada"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("received_on", _("Dititip"), Kind.DATE),
        Column("expires_on", _("Kedaluwarsa"), Kind.DATE),
        Column("fetch_until", _("Batas ambil"), Kind.DATE),
        Column("state", _("Keadaan")),
        Column("worth", _("Bila laku"), Kind.RUPIAH),
    )
    lots = maker_lots.to_go_back(connection, period.branch.id, day, _makers(period))
    rows: tuple[tuple[Cell, ...], ...] = tuple(_lot_row(each, day) for each in lots)
    opens = Opens("good", tuple(each.product_id for each in lots))
    return _report("consignment-to-fetch", _("Titipan yang perlu diambil"), columns, rows, period, opens, "worth")


def _lot_row(lot: MakerLot, day: date) -> tuple[Cell, ...]:
    head = (lot.maker, lot.code, lot.name, lot.location, lot.quantity, lot.unit)
    return (*head, lot.received_on, lot.expires_on, lot.fetch_until, lot.words(day), lot.worth)


def _report(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    period: Period,
    opens: Opens | None = None,
    *summed: str,
) -> Report:
    sums = total_row(columns, rows, *(summed or ("amount",)))
    marked = frozenset(range(len(rows)))
    return Report(
        name, title, columns, rows, sums, period.branch.shop_name, "", period.words, opens=opens, marked=marked
    )
