"""Reports of the goods ledger."""

from __future__ import annotations

from sqlalchemy import Connection

from inventory import queries, stock_queries
from inventory.stock import Reason
from koperasi.errors import BadInput
from koperasi.periods import Period
from koperasi.text import N_, _
from printing.reports import Column, Kind, Report

REASONS = {
    Reason.OPENING: N_("stok awal"),
    Reason.PURCHASE: N_("pembelian"),
    Reason.DELIVERY: N_("titip masuk"),
    Reason.SALE: N_("penjualan"),
    Reason.SALE_RETURN: N_("retur penjualan"),
    Reason.FILLING: N_("mengisi stok minus"),
    Reason.SUPPLIER_RETURN: N_("retur ke pemasok"),
    Reason.CORRECTION: N_("koreksi pembelian"),
    Reason.TRANSFER: N_("pindah tempat"),
    Reason.REPACKING: N_("kemas ulang"),
    Reason.KIT_ASSEMBLY: N_("rakit paket"),
    Reason.WRITE_OFF: N_("rusak atau kedaluwarsa"),
    Reason.OWN_USE: N_("pakai sendiri"),
    Reason.COUNT: N_("hasil hitung stok"),
    Reason.MERGE: N_("gabung barang"),
    Reason.GIVEBACK: N_("kembali ke penitip"),
    Reason.CONVERSION: N_("titipan jadi milik toko"),
}


def stock_card(connection: Connection, period: Period) -> Report:
    """One good's moves.  Raises BadInput unless the period is about exactly one good."""
    found = queries.find_code(connection, period.about) if period.about else []
    if len(found) != 1:
        message = _("Barang {code} tidak ditemukan.").format(code=period.about or "?")
        raise BadInput(message, remedy=_("Sebut kodenya dengan --good KODE."), field="good")
    good = found[0].good
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Dokumen")),
        Column("reason", _("Sebab")),
        Column("quantity", _("Gerak"), Kind.QUANTITY),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("left", _("Sisa"), Kind.QUANTITY),
    )
    rows = tuple(
        (each.business_date, each.number, _(REASONS[each.reason]), each.quantity, each.value, each.left)
        for each in stock_queries.card(connection, good.product_id, period)
    )
    about = f"{good.code} {good.name} ({good.base_unit})"
    return Report("stock-card", _("Kartu stok"), columns, rows, None, period.branch.shop_name, about, period.words)
