"""How suppliers, orders and their lines look in the lists of ordering."""

from __future__ import annotations

from datetime import date

from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.texts import RIGHT, joined
from desktop.theme import Size
from inventory import order_papers, order_reports, proposals
from inventory.order_drafts import DraftLine
from inventory.order_queries import WAITING, OpenLine, OpenOrder, OrderState
from inventory.proposals import Group
from inventory.suppliers import Supplier
from koperasi.money import Rupiah
from koperasi.text import _, ngettext, short_date

STATE_CHIPS = {
    OrderState.OPEN: ("accent", "truck"),
    OrderState.PARTLY: ("warn", "truck"),
    OrderState.DONE: ("ok", "check"),
    OrderState.CLOSED: ("plain", "x"),
}
GROUP_WIDTHS, NARROW_GROUP_WIDTHS = (0, 96, 320, 150), (0, 84, 240, 130)
ORDER_WIDTHS, NARROW_ORDER_WIDTHS = (0, 130, 130, 190, 150), (0, 120, -1, 176, 130)
DRAFT_WIDTHS, NARROW_DRAFT_WIDTHS = (0, 130, 100, 140, 140), (0, -1, 72, 124, 120)
LINE_WIDTHS, NARROW_LINE_WIDTHS = (0, 150, 110, 110, 140), (0, 164, 84, 84, 124)


def group_columns() -> list[Column]:
    return [
        Column(_("Pemasok"), 0, pad=16),
        Column(_("Barang"), GROUP_WIDTHS[1], RIGHT),
        Column(_("Paling mendesak"), GROUP_WIDTHS[2], pad=16),
        Column(_("Perkiraan"), GROUP_WIDTHS[3], RIGHT, pad=16),
    ]


def order_columns() -> list[Column]:
    return [
        Column(_("Pesanan"), 0, pad=16),
        Column(_("Tanggal"), ORDER_WIDTHS[1]),
        Column(_("Diminta datang"), ORDER_WIDTHS[2]),
        Column(_("Keadaan"), ORDER_WIDTHS[3]),
        Column(_("Perkiraan"), ORDER_WIDTHS[4], RIGHT, pad=16),
    ]


def draft_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0, pad=16),
        Column(_("Stok"), DRAFT_WIDTHS[1]),
        Column(_("Pesan"), DRAFT_WIDTHS[2], RIGHT),
        Column(_("Satuan"), DRAFT_WIDTHS[3]),
        Column(_("Perkiraan"), DRAFT_WIDTHS[4], RIGHT, pad=16),
    ]


def line_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0, pad=16),
        Column(_("Dipesan"), LINE_WIDTHS[1]),
        Column(_("Datang"), LINE_WIDTHS[2], RIGHT),
        Column(_("Belum"), LINE_WIDTHS[3], RIGHT),
        Column(_("Perkiraan"), LINE_WIDTHS[4], RIGHT, pad=16),
    ]


def chosen(cells: tuple[Cell, ...], *, chosen: bool, bar: str = "") -> Row:
    return Row(cells, bar="accent" if chosen else bar, ground="accent_tint" if chosen else "card")


def group_row(group: Group, today: date, *, at: bool) -> Row:
    """A supplier of whom something should be ordered."""
    supplier, worst = group.supplier, group.lines[0]
    note = _("pilih dulu pemasoknya") if supplier is None else order_day(group, today)
    lacking = proposals.missing(supplier, group.amount)
    least = _("kurang {amount} dari minimal pesan").format(amount=lacking.shown) if lacking else ""
    name = supplier.name if supplier is not None else _("Belum ada pemasok")
    gone = worst.good.on_hand.thousandths <= 0
    tone = "refuse" if gone else "warn"
    cells = (
        Cell(name, bold=True, note=joined((note, least)) if least else note, note_tone="warn" if least else "ink2"),
        Cell(str(len(group.lines)), bold=True),
        Cell(worst.good.name, size=Size.BODY, note=proposals.cover_words(worst), note_tone=tone),
        Cell(group.amount.shown if group.amount else "–", note=_unpriced(group.unpriced), note_tone="ink2"),
    )
    return chosen(cells, chosen=at, bar="refuse" if gone else "")


def order_day(group: Group, today: date) -> str:
    """When the order goes out and its goods come."""
    plan = group.schedule
    comes = _("datang {day}").format(day=short_date(plan.arrives_on))
    if plan.order_on == today:
        return joined((_("pesan hari ini"), comes))
    return joined((_("pesan {day}").format(day=short_date(plan.order_on)), comes))


def _unpriced(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} belum ada harga", "{count} belum ada harga", count).format(count=count)


def other_row(supplier: Supplier, *, at: bool) -> Row:
    """A supplier of whom nothing needs to be ordered today."""
    quiet = Cell(_("tidak ada yang perlu dipesan"), size=Size.BODY, tone="ink2")
    return chosen((Cell(supplier.name, tone="ink2"), Cell("0", tone="ink2"), quiet, Cell("")), chosen=at)


def order_row(order: OpenOrder, today: date, *, at: bool) -> Row:
    tone, icon = STATE_CHIPS[order.state]
    words = _(order_reports.STATES[order.state])
    if order.state is OrderState.PARTLY:
        words = _("{complete} dari {lines} lengkap").format(complete=order.complete, lines=order.lines)
    late = order.state in WAITING and order.wanted_on is not None and order.wanted_on < today
    if late:
        words, tone = _("terlambat"), "refuse"
    cells = (
        Cell(order.supplier, bold=True, note=joined((order.number, order.note)) if order.note else order.number,
             note_tone="ink2"),
        Cell(short_date(order.business_date), size=Size.BODY, tone="ink2"),
        Cell(short_date(order.wanted_on) if order.wanted_on else "–", size=Size.BODY, tone="ink2"),
        Cell(chip=Chip(words, tone, icon)),
        Cell(order.expected.shown if order.expected else "–"),
    )  # fmt: skip
    return chosen(cells, chosen=at)


def draft_row(line: DraftLine, *, at: bool) -> Row:
    quiet = "ink" if line.units else "ink3"
    cells = (
        Cell(line.name, bold=True, tone=quiet, note=line.brief, note_tone=line.tone),
        Cell(line.state or "–", size=Size.BODY, tone=line.tone),
        Cell(str(line.units), bold=True, tone=quiet, size=Size.LEAD),
        Cell(line.unit_words, size=Size.BODY, tone=quiet),
        Cell(_amount(line.amount), tone=quiet),
    )
    return chosen(cells, chosen=at)


def order_line_row(line: OpenLine, *, open_: bool) -> Row:
    left = line.left if open_ else None
    cells = (
        Cell(line.name, bold=True, note=line.supplier_code or line.code, note_tone="ink2"),
        Cell(f"{line.quantity} {order_papers.named(line)}", size=Size.BODY),
        Cell(order_papers.counted(line.received, line) if line.received else "–", size=Size.BODY, tone="ink2"),
        Cell(order_papers.counted(left, line) if left else "–", bold=bool(left), tone="warn" if left else "ink2"),
        Cell(_amount(order_papers.amount(line))),
    )
    return Row(cells)


def _amount(amount: Rupiah | None) -> str:
    return amount.shown if amount is not None else "–"
