"""How debts to suppliers look in lists."""

from __future__ import annotations

from datetime import date

from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.texts import RIGHT
from desktop.theme import Size
from inventory.payable_desks import PayDesk
from inventory.payable_facts import MoneyFrom
from inventory.payable_queries import Debt, OpenItem, Paid
from inventory.payable_reports import name_of
from koperasi.money import ZERO, Rupiah
from koperasi.text import N_, _, short_date

PAID_FROM = {MoneyFrom.SAFE: N_("Brankas"), MoneyFrom.BANK: N_("Bank"), MoneyFrom.DRAWER: N_("Laci")}
#: From so many days on it is told in months.
LONG = 90
DEBT_WIDTHS, DEBT_NARROW = (0, 90, 240, 150, 150), (0, -1, 226, 124, 124)
ITEM_WIDTHS, ITEM_NARROW = (52, 0, 116, 240, 120, 120), (40, 0, -1, 222, 92, 92)
PAID_WIDTHS, PAID_NARROW = (124, 150, 110, 0, 130), (110, 124, 96, 0, 110)


def debt_columns() -> list[Column]:
    return [
        Column(_("Pemasok"), 0),
        Column(_("Nota"), 90, RIGHT),
        Column(_("Jatuh tempo"), 240),
        Column(_("Harus dibayar"), 150, RIGHT),
        Column(_("Jumlah utang"), 150, RIGHT),
    ]


def debt_row(debt: Debt, day: date, *, chosen: bool) -> Row:
    """A supplier: how much is due, how much is owed at all."""
    due = debt.due(day)
    next_due = debt.next_due
    cells = (
        Cell(name_of(debt), bold=True, size=Size.BODY, small=debt.code),
        Cell(str(len(debt.items)), size=Size.BODY, tone="ink2"),
        _due_cell(next_due, day) if next_due is not None else Cell("–", size=Size.BODY, tone="ink3"),
        Cell(due.bare if due else "–", bold=bool(due), size=Size.BODY, tone="refuse" if due else "ink3"),
        Cell(debt.owed.bare, bold=True, size=Size.BODY),
    )
    return _row(cells, chosen=chosen)


def _due_cell(due: date, day: date) -> Cell:
    late = (day - due).days
    if late > 0:
        said = _("lewat {days} hari").format(days=late)
        if late > LONG:
            said = _("lewat {months} bln").format(months=late // 30)
        return Cell(short_date(due), size=Size.BODY, chip=Chip(said, "refuse"))
    if late == 0:
        return Cell(short_date(due), size=Size.BODY, chip=Chip(_("hari ini"), "warn"))
    return Cell(short_date(due), size=Size.BODY)


def item_columns() -> list[Column]:
    return [
        Column("", 52),
        Column(_("Nota"), 0),
        Column(_("Tanggal"), 116),
        Column(_("Jatuh tempo"), 240),
        Column(_("Sisa utang"), 120, RIGHT),
        Column(_("Dibayar"), 120, RIGHT),
    ]


def item_row(item: OpenItem, desk: PayDesk, *, chosen: bool) -> Row:
    """An open paper, ticked with what of it is paid."""
    paid = desk.paid.get(item.item_id, ZERO)
    part = _("sebagian") if paid and paid != item.open else ""
    mark = Cell(icon="check", tone="accent") if paid else Cell("–", size=Size.BODY, tone="ink3")
    due = _due_cell(item.due_on, desk.day) if item.open > ZERO else Cell(chip=Chip(_("kelebihan bayar"), "ok"))
    cells = (
        mark,
        Cell(item.number, bold=True, size=Size.BODY, note=item.reference, note_tone="ink2"),
        Cell(short_date(item.business_date), size=Size.BODY, tone="ink2"),
        due,
        Cell(item.open.bare, size=Size.BODY),
        Cell(paid.bare if paid else "–", bold=bool(paid), size=Size.BODY, note=part, note_tone="warn"),
    )
    return _row(cells, chosen=chosen)


def paid_columns() -> list[Column]:
    return [
        Column(_("Tanggal"), 124),
        Column(_("Nomor"), 150),
        Column(_("Dari"), 110),
        Column(_("Catatan"), 0),
        Column(_("Jumlah"), 130, RIGHT),
    ]


def paid_row(paid: Paid, *, chosen: bool) -> Row:
    """A payment; one that was taken back is struck through."""
    chip = (
        Chip(_("pembatalan"), "warn") if paid.reverses else Chip(_("dibatalkan"), "refuse") if paid.reversed else None
    )
    cells = (
        Cell(short_date(paid.business_date), size=Size.BODY),
        Cell(paid.number, bold=True, size=Size.BODY),
        Cell(_(PAID_FROM[paid.paid_from]), size=Size.BODY, tone="ink2"),
        Cell(paid.note or "–", size=Size.BODY, tone="ink2", small=paid.by, chip=chip),
        Cell(paid.amount.bare, bold=True, size=Size.BODY),
    )
    return _row(cells, chosen=chosen, struck=paid.reversed)


def _row(cells: tuple[Cell, ...], *, chosen: bool, struck: bool = False) -> Row:
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, struck=struck)


def summed_words(debts: tuple[Debt, ...], day: date) -> str:
    """The line under the title: what is owed, and what of it is due."""
    owed = sum(each.owed.amount for each in debts)
    due = sum(each.due(day).amount for each in debts)
    said = _("Utang {owed}").format(owed=Rupiah(owed))
    return f"{said} · " + (_("jatuh tempo {due}").format(due=Rupiah(due)) if due else _("belum ada yang jatuh tempo"))
