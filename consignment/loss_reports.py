"""Reports of makers' goods that were not sold: lost and who bore it, given back, still to be fetched."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment import maker_lots, open_losses
from consignment.agreements import CAUSES
from consignment.delivery_papers import percent
from consignment.givebacks import WHYS, Giveback, GivebackLine
from consignment.loss_facts import MakerLossRecord
from consignment.open_losses import Loss
from inventory.products import Product
from koperasi.documents import Document
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import NOTHING
from koperasi.text import _
from printing.reports import Cell, Column, Kind, Opens, Report, total_row


def waiting(connection: Connection, period: Period) -> Report:
    """What of makers' goods is gone and nobody has settled yet, with what each would get by her agreement."""
    found = open_losses.read(connection, period.branch.id, period.last, _makers(period))
    there = [each for each in found.losses if (each.open or each.over) and each.lost.lot_id in found.worths]
    names, goods = _names(connection, there)
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


def _names(
    connection: Connection, losses: list[Loss]
) -> tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str, str]]]:
    """Maker → code and name, product → code, name and unit."""
    makers = sorted({each.lost.maker_id for each in losses})
    products = sorted({each.lost.product_id for each in losses})
    people = connection.execute(select(Party.id, Party.code, Party.name).where(Party.id.in_(makers)))
    goods = select(Product.id, Product.code, Product.name, Product.base_unit).where(Product.id.in_(products))
    named = {row.id: (row.code, row.name) for row in people}
    return named, {row.id: (row.code, row.name, row.base_unit) for row in connection.execute(goods)}


def _makers(period: Period) -> list[int] | None:
    return [period.choices.party] if period.choices.party is not None else None


def settled(connection: Connection, period: Period) -> Report:
    """Every loss settled in the days: why, who bore it, and what she got."""
    line, source = MakerLossRecord, aliased(Document)
    wanted = (
        select(
            Document.business_date,
            Document.number,
            Party.code.label("maker_code"),
            Party.name.label("maker"),
            Product.code,
            Product.name,
            line.cause,
            line.quantity,
            Product.base_unit,
            line.tolerated,
            line.worth,
            line.amount,
            source.number.label("source"),
            line.why,
            line.document_id,
        )
        .join(Document, Document.id == line.document_id)
        .join(Party, Party.id == line.maker_id)
        .join(Product, Product.id == line.product_id)
        .join(source, source.id == line.source_id)
        .where(Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .order_by(Document.business_date, Document.id, line.line)
    )
    if (makers := _makers(period)) is not None:
        wanted = wanted.where(line.maker_id.in_(makers))
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("maker_code", _("Kode penitip")),
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("cause", _("Sebab")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("tolerated", _("Dalam batas wajar"), Kind.QUANTITY),
        Column("worth", _("Bila laku"), Kind.RUPIAH),
        Column("amount", _("Ganti rugi"), Kind.RUPIAH),
        Column("source", _("Dokumen asal")),
        Column("why", _("Catatan")),
    )
    found = connection.execute(wanted).all()
    rows: tuple[tuple[Cell, ...], ...] = tuple((*row[:6], _(CAUSES[row.cause]), *row[7:14]) for row in found)
    opens = Opens("document", tuple(row.document_id for row in found))
    title = _("Kehilangan titipan yang sudah diputuskan")
    return _report("consignment-losses-settled", title, columns, rows, period, opens, "worth", "amount")


def given_back(connection: Connection, period: Period) -> Report:
    """Everything that went back to its maker in the days, line by line; papers taken back are left out."""
    line, undone = GivebackLine, aliased(Document)
    wanted = (
        select(
            Document.business_date,
            Document.number,
            Party.code.label("maker_code"),
            Party.name.label("maker"),
            Product.code,
            Product.name,
            line.quantity,
            Product.base_unit,
            line.why,
            line.worth,
            Giveback.fetched_by,
            line.document_id,
        )
        .join(Giveback, Giveback.document_id == line.document_id)
        .join(Document, Document.id == line.document_id)
        .join(Party, Party.id == Giveback.maker_id)
        .join(Product, Product.id == line.product_id)
        .outerjoin(undone, undone.reverses_id == line.document_id)
        .where(Document.branch_id == period.branch.id, undone.id.is_(None))
        .where(Document.business_date.between(period.first, period.last))
        .order_by(Document.business_date, Document.id, line.line)
    )
    if (makers := _makers(period)) is not None:
        wanted = wanted.where(Giveback.maker_id.in_(makers))
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("maker_code", _("Kode penitip")),
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("quantity", _("Kembali"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("why", _("Sebab")),
        Column("worth", _("Bila laku"), Kind.RUPIAH),
        Column("fetched_by", _("Diambil oleh")),
    )
    found = connection.execute(wanted).all()
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
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.maker,
            each.code,
            each.name,
            each.location,
            each.quantity,
            each.unit,
            each.received_on,
            each.expires_on,
            each.fetch_until,
            each.words(day),
            each.worth,
        )
        for each in lots
        if each.quantity > NOTHING
    )
    opens = Opens("good", tuple(each.product_id for each in lots))
    return _report("consignment-to-fetch", _("Titipan yang perlu diambil"), columns, rows, period, opens, "worth")


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
