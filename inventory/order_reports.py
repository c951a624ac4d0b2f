"""Reports of ordering: what to order, and what was ordered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from inventory import order_queries, proposal_queries, proposals
from inventory.order_queries import OpenOrder, OrderState
from inventory.proposals import Proposal, Why
from koperasi import settings
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.text import N_, _
from printing.reports import Column, Kind, Report, total_row

WHY = {
    Why.BELOW_ZERO: N_("stok minus"),
    Why.EMPTY: N_("habis"),
    Why.BELOW_MINIMUM: N_("di bawah minimum"),
    Why.RUNS_OUT: N_("segera habis"),
}
STATES = {
    OrderState.OPEN: N_("belum datang"),
    OrderState.PARTLY: N_("datang sebagian"),
    OrderState.DONE: N_("lengkap"),
    OrderState.CLOSED: N_("ditutup"),
}


def order_proposal(connection: Connection, period: Period) -> Report:
    """What to order on the last of the days, by supplier and the worst first, each line explained."""
    kept = settings.load(connection, period.branch.id)
    supplier = period.choices.supplier_id
    found = proposal_queries.read(connection, period.branch, kept, period.last, supplier)
    return proposed(found, period.branch.shop_name)


def proposed(found: Proposal, shop: str) -> Report:
    """A proposal as a table."""
    columns = (
        Column("supplier", _("Pemasok")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("why", _("Sebab")),
        Column("on_hand", _("Ada"), Kind.QUANTITY),
        Column("ordered", _("Dipesan"), Kind.QUANTITY),
        Column("pace", _("Laku sehari"), Kind.QUANTITY),
        Column("quantity", _("Pesan"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("amount", _("Perkiraan"), Kind.RUPIAH),
        Column("explanation", _("Hitungannya")),
    )
    rows = tuple(
        (
            group.supplier.name if group.supplier is not None else _("belum ada pemasok"),
            each.good.code,
            each.good.name,
            _(WHY[each.why]),
            each.good.on_hand,
            each.good.ordered,
            each.good.pace.daily if each.good.pace is not None else None,
            Quantity.of(each.units),
            each.good.source.unit,
            each.amount,
            proposals.explained(each),
        )
        for group in found.groups
        for each in group.lines
    )
    totals = total_row(columns, rows, "amount")
    return Report("order-proposal", _("Usulan pesan barang"), columns, rows, totals, shop, notes=_notes(found))


def _notes(found: Proposal) -> tuple[str, ...]:
    """Suppliers of whom too little would be ordered."""
    words = _("{supplier}: kurang {amount} dari pesanan terkecil {least}.")
    return tuple(
        words.format(supplier=group.supplier.name, amount=lacking, least=group.supplier.terms.min_order)
        for group in found.groups
        if group.supplier is not None and (lacking := proposals.missing(group.supplier, group.amount))
    )


def orders(connection: Connection, period: Period) -> Report:
    """The orders of the days with what became of them, newest first."""
    return listed(order_queries.of_days(connection, period), period.branch.shop_name, period.words)


def listed(found: Sequence[OpenOrder], shop: str, days: str = "") -> Report:
    """Orders as a table."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("supplier", _("Pemasok")),
        Column("wanted_on", _("Diminta datang"), Kind.DATE),
        Column("lines", _("Barang"), Kind.COUNT),
        Column("complete", _("Lengkap"), Kind.COUNT),
        Column("state", _("Keadaan")),
        Column("expected", _("Perkiraan"), Kind.RUPIAH),
        Column("note", _("Catatan")),
    )
    rows = tuple(
        (
            each.business_date,
            each.number,
            each.supplier,
            each.wanted_on,
            each.lines,
            each.complete,
            _(STATES[each.state]),
            each.expected,
            each.note,
        )
        for each in found
    )
    totals = total_row(columns, rows, "expected")
    return Report("orders", _("Pesanan ke pemasok"), columns, rows, totals, shop, "", days)
