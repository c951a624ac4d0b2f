"""The report `qris`: each payment to look for in the shop's app, and what its shifts saw there."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.periods import Period
from koperasi.text import _
from pos import funds
from pos.funds import Seen
from pos.tenders import NAMES
from printing.reports import Column, Kind, Report, total_row


def qris(connection: Connection, period: Period) -> Report:
    """QRIS and transfers of the days, with who confirmed each; below, what closed shifts saw in the app."""
    columns = (
        Column("at", _("Waktu"), Kind.DATETIME),
        Column("number", _("Nomor")),
        Column("kind", _("Cara bayar")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("reference", _("Referensi")),
        Column("confirmed_by", _("Dipastikan")),
    )
    found = funds.of_period(connection, period)
    rows = tuple((each.at, each.number, _(NAMES[each.kind]), each.amount, each.reference, each.by) for each in found)
    sums = tuple(
        _("{name}: {count} kali, {amount}").format(name=_(NAMES[kind]), count=count, amount=amount)
        for kind, (count, amount) in funds.sums(found).items()
    )
    notes = sums + tuple(_told(each) for each in funds.seen_in(connection, period))
    totals = total_row(columns, rows, "amount")
    title = _("QRIS dan transfer")
    return Report("qris", title, columns, rows, totals, period.branch.shop_name, "", period.words, notes)


def _told(seen: Seen) -> str:
    """What one shift's close says of one kind."""
    count, name = seen.count, _(NAMES[seen.count.kind])
    if count.seen is None:
        words = _("{number} {name}: seharusnya {expected}, aplikasi tidak dilihat")
        return words.format(number=seen.number, name=name, expected=count.expected)
    words = _("{number} {name}: seharusnya {expected}, di aplikasi {seen}, selisih {difference}")
    return words.format(
        number=seen.number, name=name, expected=count.expected, seen=count.seen, difference=count.difference
    )
