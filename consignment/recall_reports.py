"""Who bought a good that is called back: the members to be told, and how many went to others."""

from __future__ import annotations

from sqlalchemy import Connection

from consignment.recall_queries import bought
from inventory import queries
from koperasi.errors import BadInput
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from printing.reports import Column, Kind, Opens, Report, total_row


def buyers(connection: Connection, period: Period) -> Report:
    """The members who bought one good.  Raises BadInput unless the period is about exactly one."""
    found = queries.find_code(connection, period.about) if period.about else []
    if len(found) != 1:
        message = _("Barang {code} tidak ditemukan.").format(code=period.about or "?")
        raise BadInput(message, remedy=_("Sebut kodenya dengan --good KODE."), field="good")
    good = found[0].good
    every = bought(connection, good.product_id, period)
    named = [each for each in every if each.name]
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Struk")),
        Column("member", _("No. anggota")),
        Column("name", _("Pembeli")),
        Column("phone", _("Telepon")),
        Column("brought", _("Nota titip")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
    )
    rows = tuple(
        (
            each.business_date,
            each.number,
            each.member,
            each.name,
            each.phone,
            each.brought,
            each.quantity,
        )
        for each in named
    )
    others = Quantity(sum(each.quantity.thousandths for each in every if not each.name))
    notes: tuple[str, ...] = (_("Di bawah nol: yang dikembalikan pembeli."),)
    if others > NOTHING:
        words = _("{count} {unit} lagi dibeli tanpa kartu anggota: pasang pengumuman di toko.")
        notes = (words.format(count=others, unit=good.base_unit), *notes)
    about = f"{good.code} {good.name}"
    opens = Opens("document", tuple(each.document_id for each in named))
    return Report(
        "recall-buyers", _("Barang ditarik"), columns, rows, total_row(columns, rows, "quantity"),
        period.branch.shop_name, about, period.words, notes, opens=opens,
    )  # fmt: skip
