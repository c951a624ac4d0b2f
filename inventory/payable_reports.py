"""Reports of the debts to suppliers: their age, what is open, what went back."""

from __future__ import annotations

from sqlalchemy import Connection

from inventory import payable_queries, supplier_return_queries
from inventory.payable_queries import Debt
from inventory.supplier_return_slips import SETTLED
from koperasi.money import ZERO
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Cell, Column, Kind, Report, total_row

AGED = ("not_due", "days_30", "days_60", "days_90", "older", "advance")


def name_of(debt: Debt) -> str:
    """What a supplier is called in lists; purchases that name none are together."""
    return debt.name if debt.supplier_id is not None else _("Tanpa pemasok")


def payables(connection: Connection, period: Period) -> Report:
    """What is owed to each supplier on the last day, by how long it is overdue; the sums are the ledger's."""
    words = (_("Belum jatuh tempo"), _("1–30 hari"), _("31–60 hari"), _("61–90 hari"), _("> 90 hari"), _("Uang muka"))
    columns = (
        Column("code", _("Kode")),
        Column("supplier", _("Pemasok")),
        *(Column(key, label, Kind.RUPIAH) for key, label in zip(AGED, words, strict=True)),
        Column("owed", _("Jumlah"), Kind.RUPIAH),
    )
    debts = payable_queries.debts(connection, period.last)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (each.code, name_of(each), *each.aged(period.last), each.owed) for each in debts
    )
    totals = total_row(columns, rows, *AGED, "owed")
    about = Period(period.branch, period.last, period.last).words
    return Report("payables", _("Umur utang pemasok"), columns, rows, totals, period.branch.shop_name, "", about)


def open_items(connection: Connection, period: Period) -> Report:
    """Every purchase that is not paid whole, by when it falls due."""
    columns = (
        Column("due_on", _("Jatuh tempo"), Kind.DATE),
        Column("supplier", _("Pemasok")),
        Column("number", _("Nomor")),
        Column("reference", _("Nota pemasok")),
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("overdue", _("Lewat hari"), Kind.COUNT),
        Column("open", _("Sisa utang"), Kind.RUPIAH),
    )
    debts = payable_queries.debts(connection, period.last)
    items = [(name_of(debt), each) for debt in debts for each in debt.items]
    items.sort(key=lambda each: (each[1].due_on, each[1].item_id))
    rows = tuple(
        (
            each.due_on,
            name,
            each.number,
            each.reference,
            each.business_date,
            max(each.overdue(period.last), 0),
            each.open,
        )
        for name, each in items
    )
    totals = total_row(columns, rows, "open")
    notes = tuple(
        _("{name}: uang muka {advance}").format(name=name_of(each), advance=each.advance)
        for each in debts
        if each.advance > ZERO
    )
    shop, about = period.branch.shop_name, Period(period.branch, period.last, period.last).words
    return Report("payables-open", _("Utang pemasok per nota"), columns, rows, totals, shop, "", about, notes)


def supplier_returns(connection: Connection, period: Period) -> Report:
    """What went back to suppliers on the days, what it had cost and what they give for it."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("supplier", _("Pemasok")),
        Column("reason", _("Alasan")),
        Column("settled", _("Penggantian")),
        Column("cost", _("Modal"), Kind.RUPIAH),
        Column("credit", _("Diganti"), Kind.RUPIAH),
        Column("by", _("Oleh")),
    )
    found = supplier_return_queries.between(connection, period.branch.id, period.first, period.last)
    rows = tuple(
        (
            each.business_date,
            each.number,
            each.supplier,
            each.reason,
            _("dibatalkan") if each.reversed else _(SETTLED[each.settled]),
            ZERO if each.reversed else each.cost,
            ZERO if each.reversed else each.credit,
            each.by,
        )
        for each in found
    )
    totals = total_row(columns, rows, "cost", "credit")
    shop = period.branch.shop_name
    return Report("supplier-returns", _("Retur ke pemasok"), columns, rows, totals, shop, "", period.words)
