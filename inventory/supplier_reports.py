"""Suppliers and what they sell, as a table that `import suppliers` reads again."""

from __future__ import annotations

from sqlalchemy import Connection

from inventory import supplier_files, supplier_queries
from inventory import suppliers as known
from inventory.supplier_queries import SuppliedGood
from inventory.suppliers import Supplier
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Cell, Column, Kind, Report


def suppliers(connection: Connection, period: Period) -> Report:
    """Every supplier with her terms, a row for each good she sells."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Pemasok")),
        Column("village", _("Alamat")),
        Column("phone", _("Telepon")),
        Column("contact", _("Kontak")),
        Column("whatsapp", _("WA")),
        Column("lead_days", _("Lama kirim"), Kind.COUNT),
        Column("terms_days", _("Tempo"), Kind.COUNT),
        Column("weekdays", _("Hari pesan")),
        Column("min_order", _("Minimal pesan"), Kind.RUPIAH),
        Column("note", _("Catatan")),
        Column("good", _("Kode barang")),
        Column("good_name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("factor", _("Isi"), Kind.QUANTITY),
        Column("good_code", _("Kode di pemasok")),
        Column("price", _("Harga beli"), Kind.RUPIAH),
        Column("priced_on", _("Sejak"), Kind.DATE),
        Column("preferred", _("Utama")),
    )
    sold = supplier_queries.goods_by_supplier(connection)
    none: list[SuppliedGood | None] = [None]
    rows = tuple(
        (*_terms(each), *_good(good))
        for each in known.all_in_use(connection)
        for good in sold.get(each.party_id) or none
    )
    return Report("suppliers", _("Pemasok dan barangnya"), columns, rows, None, period.branch.shop_name)


def _terms(supplier: Supplier) -> tuple[Cell, ...]:
    terms = supplier.terms
    return (
        supplier.code,
        supplier.name,
        supplier.village,
        supplier.phone,
        terms.contact,
        terms.whatsapp,
        terms.lead_days,
        terms.terms_days,
        supplier_files.weekday_words(terms.weekdays),
        terms.min_order,
        terms.note,
    )


def _good(good: SuppliedGood | None) -> tuple[Cell, ...]:
    if good is None:
        return ("", "", "", None, "", None, None, "")
    sold_by = (good.code, good.name, good.unit, good.factor, good.supplier_code)
    return (*sold_by, good.price, good.priced_on, _("ya") if good.preferred else "")
