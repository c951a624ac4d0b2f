"""An order on paper, and as a text that is sent by WhatsApp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from inventory import order_queries, suppliers
from inventory.order_queries import OpenLine, OpenOrder
from inventory.suppliers import Supplier
from koperasi.branches import Branch
from koperasi.errors import NotFound
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from koperasi.text import _, long_date, short_date
from printing.business_papers import BusinessPaper
from printing.reports import Column, Kind, Report, total_row


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """An order with all that its papers say."""

    order: OpenOrder
    supplier: Supplier
    lines: tuple[OpenLine, ...]


def read(connection: Connection, order_id: int) -> OrderPaper:
    """An order with its lines; raises NotFound."""
    order = order_queries.order(connection, order_id)
    supplier = suppliers.by_id(connection, order.supplier_id) if order is not None else None
    if order is None or supplier is None:
        raise NotFound(_("Pesanan tidak ditemukan."))
    return OrderPaper(order, supplier, tuple(order_queries.open_lines(connection, order_id)))


def amount(line: OpenLine) -> Rupiah | None:
    """What a line is expected to cost; None while nobody knows its price."""
    return line.quantity.at(line.price) if line.price is not None else None


def named(line: OpenLine) -> str:
    """A line's unit and what is in it: `Dus isi 24`."""
    if line.quantity == line.ordered:
        return line.unit
    return _("{units} isi {factor}").format(units=line.unit, factor=line.factor)


def counted(quantity: Quantity, line: OpenLine) -> str:
    """So much of a line's good, in its unit where that comes out even: `11 Dus`, `250 Pcs`."""
    units, rest = divmod(quantity.thousandths, line.factor.thousandths)
    return f"{quantity} {line.base_unit}" if rest else f"{Quantity.of(units)} {line.unit}"


def table(lines: Sequence[OpenLine], shop: str, number: str) -> Report:
    """The lines of an order; without any price the columns of money are left out."""
    priced = any(each.price is not None for each in lines)
    columns = (
        Column("line", _("No"), Kind.COUNT),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("price", _("Perkiraan harga"), Kind.RUPIAH),
        Column("amount", _("Jumlah harga"), Kind.RUPIAH),
    )[: None if priced else 5]
    rows = tuple(
        (each.line, each.supplier_code or each.code, each.name, each.quantity, named(each), each.price, amount(each))[
            : len(columns)
        ]
        for each in lines
    )
    totals = total_row(columns, rows, "amount") if priced else None
    return Report("purchase-order", _("Pesanan Pembelian"), columns, rows, totals, shop, number)


def paper(ordered: OrderPaper, branch: Branch) -> BusinessPaper:
    """The order as it is sent or handed over, to be signed by both."""
    order, supplier = ordered.order, ordered.supplier
    facts = [(_("Nomor"), order.number), (_("Tanggal"), long_date(order.business_date))]
    if order.wanted_on is not None:
        facts.append((_("Diminta datang"), long_date(order.wanted_on)))
    report = table(ordered.lines, branch.shop_name, order.number)
    notes = [_("Harga adalah perkiraan dari pembelian terakhir; mohon konfirmasi bila berubah.")]
    notes = [_("Catatan: {note}").format(note=order.note)] * bool(order.note) + notes
    report = Report(
        report.name, report.title, report.columns, report.rows, report.totals, report.shop, report.subtitle,
        period=order.number, notes=tuple(notes),
    )  # fmt: skip
    where = tuple(each for each in (branch.name, branch.address, branch.phone) if each)
    contact = _("u.p. {name}").format(name=supplier.terms.contact) if supplier.terms.contact else ""
    to = (_("Kepada {name}").format(name=supplier.name), contact, supplier.village, supplier.reached_at)
    signs = (_("Pemesan, {shop}").format(shop=branch.shop_name), _("Pemasok, {name}").format(name=supplier.name))
    return BusinessPaper((branch.shop_name, *where), to, tuple(facts), report, signs)


def message(ordered: OrderPaper, branch: Branch) -> str:
    """The order as a plain text, bold between asterisks as WhatsApp shows it."""
    order = ordered.order
    head = [f"*{_('PESANAN')} {branch.shop_name}*", f"{order.number} · {short_date(order.business_date)}"]
    head.append(_("Kepada: {name}").format(name=ordered.supplier.name))
    if order.wanted_on is not None:
        head.append(_("Diminta datang: *{day}*").format(day=short_date(order.wanted_on)))
    lines = [f"{each.line}. {each.name} – *{each.quantity} {named(each)}*{_code(each)}" for each in ordered.lines]
    foot = []
    worth = total(found for each in ordered.lines if (found := amount(each)) is not None)
    if worth:
        foot.append(_("Perkiraan: {amount}").format(amount=worth))
    if order.note:
        foot.append(_("Catatan: {note}").format(note=order.note))
    foot.append(_("Mohon konfirmasi. Terima kasih."))
    return "\n".join([*head, "", *lines, "", *foot])


def _code(line: OpenLine) -> str:
    return f" ({line.supplier_code})" if line.supplier_code else ""
