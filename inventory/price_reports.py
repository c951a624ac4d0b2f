"""Reports of prices: how a good's prices came about, and which labels are to be printed again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from inventory import price_queries, price_rules, queries, shelf_labels
from inventory.price_boards import Board, BoardRow
from inventory.price_queries import PriceSet
from koperasi.branches import Branch
from koperasi.errors import BadInput
from koperasi.periods import Period
from koperasi.text import N_, _
from printing.reports import Cell, Column, Kind, Report

STATES = {
    "now": N_("berlaku"),
    "planned": N_("rencana"),
    "past": N_("dulu"),
    "dropped": N_("batal"),
}
#: So many labels are listed at most: a shop that begins has none printed.
LABELS = 5_000


def price_history(connection: Connection, period: Period) -> Report:
    """Every price that one good had or will have; without a good, all that was set on the days.

    Raises BadInput for a code that names none, or several goods.
    """
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("rule", _("Harga untuk")),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("valid_from", _("Mulai"), Kind.DATE),
        Column("valid_until", _("Sampai"), Kind.DATE),
        Column("state", _("Keadaan")),
        Column("set_at", _("Diubah"), Kind.DATETIME),
        Column("set_by", _("Oleh")),
        Column("why", _("Alasan")),
    )
    found, about, words = _told(connection, period)
    rows = tuple(
        (
            each.code,
            each.name,
            each.unit,
            price_rules.about(each.line) or _("semua"),
            each.line.price,
            each.line.valid_from,
            _until(each, period.branch),
            _(STATES[each.state(period.last)]),
            period.branch.local(each.set_at) if each.set_at else None,
            each.set_by,
            each.why,
        )
        for each in found
    )
    return Report("price-history", _("Riwayat harga"), columns, rows, None, period.branch.shop_name, about, words)


def _until(each: PriceSet, branch: Branch) -> date | None:
    """The last day it held: one that was put aside ended then, whatever was planned."""
    if each.retired_at is None:
        return each.line.valid_until
    put_aside = branch.business_date(each.retired_at)
    return min(each.line.valid_until or put_aside, put_aside)


def _told(connection: Connection, period: Period) -> tuple[list[PriceSet], str, str]:
    if not period.about:
        return price_queries.changes(connection, period), "", period.words
    found = queries.find_code(connection, period.about)
    if len({each.good.product_id for each in found}) != 1:
        message = _("Barang {code} tidak ditemukan.").format(code=period.about)
        raise BadInput(message, remedy=_("Sebut kodenya dengan --good KODE."), field="good")
    good = found[0].good
    return price_queries.history(connection, good.product_id), f"{good.code} {good.name}", ""


def preview(board: Board, shop: str) -> Report:
    """A price change as it stands, before it is applied: what it costs, what it is and what it shall be."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("rule", _("Harga untuk")),
        Column("cost", _("Modal"), Kind.RUPIAH),
        Column("old_price", _("Sekarang"), Kind.RUPIAH),
        Column("old_margin", _("Margin"), Kind.PERCENT),
        Column("price", _("Harga baru"), Kind.RUPIAH),
        Column("margin", _("Margin baru"), Kind.PERCENT),
        Column("notes", _("Perhatikan")),
    )
    rows = tuple(_previewed(each) for each in board.rows)
    return Report("price-change", _("Ubah harga"), columns, rows, None, shop)


def _previewed(row: BoardRow) -> tuple[Cell, ...]:
    proposed = row.proposed if row.changes else None
    return (
        row.good.code,
        row.good.name,
        row.unit.name,
        price_rules.about(row.line) or _("semua"),
        row.cost,
        row.line.price,
        row.margin,
        proposed.new if proposed is not None else None,
        proposed.margin_new if proposed is not None else None,
        ", ".join(_(price_rules.ALARMS[each]) for each in proposed.alarms) if proposed is not None else "",
    )


def labels(connection: Connection, period: Period) -> Report:
    """Shelf labels that say something else than the goods cost on the last day, shelf by shelf."""
    columns = (
        Column("shelf", _("Rak")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("old_price", _("Di label"), Kind.RUPIAH),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("printed_on", _("Dicetak"), Kind.DATE),
    )
    found = shelf_labels.to_reprint(connection, period.branch.id, period.last, LABELS)
    rows = tuple(
        (
            each.tag.shelf,
            each.tag.code,
            each.tag.name,
            each.tag.unit,
            each.old_price,
            each.tag.price,
            each.printed_on,
        )
        for each in found
    )
    return Report("labels", _("Label yang perlu dicetak"), columns, rows, None, period.branch.shop_name)
