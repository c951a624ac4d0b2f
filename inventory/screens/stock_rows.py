"""How lines of stock papers, moves and places look in lists."""

from __future__ import annotations

from datetime import date

from desktop import texts
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.theme import Size
from inventory.card_queries import CardMove, Lot
from inventory.negative_queries import CAUSES as NEGATIVE_CAUSES
from inventory.negative_queries import Below
from inventory.paper_lines import LotThere, PaperLine
from inventory.reports import REASONS
from inventory.stock_lists import Standing
from inventory.write_offs import CAUSES
from koperasi.money import MINUS
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _, short_date


def paper_columns(*, causes: bool = False, roles: bool = False) -> list[Column]:
    """Number (or what the good is in the paper), good, what there is, quantity; and why, where that is told."""
    columns = [
        Column("", 76) if roles else Column(_("No"), 44, texts.RIGHT),
        Column(_("Barang"), 0),
        Column(_("Ada"), 84, texts.RIGHT),
        Column(_("Jumlah"), 124, texts.RIGHT),
    ]
    return [*columns, Column(_("Sebab"), 130)] if causes else columns


#: In a narrow window the name takes what the numbers leave.
PAPER_NARROW = {44: 36, 76: 60, 84: 64, 124: 92, 130: 108}


def paper_row(place: int, line: PaperLine, *, chosen: bool, short: bool, causes: bool = False) -> Row:
    """A line of a paper; one that asks for more than there is shows it in red."""
    cells = [
        Cell(str(place + 1), tone="ink2", size=Size.BODY),
        Cell(
            line.name,
            bold=True,
            chip=Chip(line.maker, "titip") if line.maker else None,
            note=line.lot_words,
            note_tone="ink3",
        ),
        Cell(chip=Chip(line.there.shown, "refuse")) if short else Cell(line.there.shown, tone="ink2"),
        Cell(f"{line.quantity.shown} {line.unit.name.lower()}", bold=True),
    ]
    if causes:
        cells.append(Cell(_(CAUSES[line.cause]), size=Size.BODY))
    return chosen_row(tuple(cells), chosen=chosen, tag=line.product_id)


def made_row(line: PaperLine, role: str, *, chosen: bool, short: bool) -> Row:
    """A line of a paper that makes goods of others, with what it is in place of its number."""
    row = paper_row(0, line, chosen=chosen, short=short)
    return chosen_row((Cell(role, tone="ink2", size=Size.BODY), *row.cells[1:]), chosen=chosen, tag=line.product_id)


def chosen_row(cells: tuple[Cell, ...], *, chosen: bool, tag: object = None) -> Row:
    """A row; the chosen one is tinted, with a bar at its left."""
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, tag=tag)


def choice_words(line: PaperLine) -> str:
    """A good among several found."""
    return texts.joined((line.name, line.unit.name, _("ada {there}").format(there=line.there.shown), line.maker))


def lot_there_words(lot: LotThere) -> str:
    """A lot as it is picked for a line."""
    keeps = _("kedaluwarsa {day}").format(day=short_date(lot.expires_on)) if lot.expires_on else _("tanpa tanggal")
    return texts.joined((keeps, lot.number, lot.batch, _("ada {there}").format(there=lot.quantity.shown)))


def line_words(line: PaperLine, place: str, *, short: bool) -> str:
    """The chosen line in words, under its name."""
    base = line.units[0].name.lower()
    told = _("Di {place} ada {there} {unit}.").format(place=place, there=line.there.shown, unit=base)
    if line.unit.factor != line.units[0].factor:
        told += " " + _("Ini {quantity} {unit}.").format(quantity=line.base_quantity.shown, unit=base)
    if short:
        told += " " + _("Tidak cukup: periksa jumlahnya.")
    return told


def card_columns() -> list[Column]:
    return [
        Column(_("Tanggal"), 110),
        Column(_("Jam"), 64),
        Column(_("Sebab"), 0),
        Column(_("Dokumen"), 150),
        Column(_("Tempat"), 130),
        Column(_("Gerak"), 90, texts.RIGHT),
        Column(_("Nilai"), 110, texts.RIGHT),
        Column(_("Sisa"), 90, texts.RIGHT),
        Column(_("Nilai sisa"), 120, texts.RIGHT),
    ]


#: In a narrow window the hour and the value of the move go.
CARD_NARROW = (104, -1, 0, 128, 104, 80, -1, 80, 110)
CARD_WIDE = tuple(column.width for column in card_columns())


def card_row(move: CardMove, hour: str, *, chosen: bool) -> Row:
    going = move.quantity < NOTHING
    cells = (
        Cell(short_date(move.business_date), size=Size.BODY),
        Cell(hour, tone="ink2", size=Size.BODY),
        Cell(_(REASONS[move.reason]).capitalize(), bold=True, size=Size.BODY),
        Cell(move.number, tone="ink2", size=Size.BODY),
        Cell(move.place, tone="ink2", size=Size.BODY),
        Cell(signed(move.quantity), bold=True, size=Size.BODY, tone="ink" if going else "ok"),
        Cell(move.value.bare.replace("-", MINUS), tone="ink2", size=Size.BODY),
        _left(move.left),
        Cell(move.left_value.bare.replace("-", MINUS), size=Size.BODY),
    )
    return chosen_row(cells, chosen=chosen, tag=move.document_id)


def _left(quantity: Quantity) -> Cell:
    if quantity < NOTHING:
        return Cell(chip=Chip(quantity.shown, "refuse"))
    return Cell(quantity.shown, bold=True, size=Size.BODY)


def signed(quantity: Quantity) -> str:
    """`+3`, `−2`: as a card tells what came and went."""
    return f"+{quantity.shown}" if quantity > NOTHING else quantity.shown


def lot_words(lot: Lot) -> str:
    """A lot as it is picked: which paper it came with, when, until when it keeps, what is left."""
    keeps = _("kedaluwarsa {day}").format(day=short_date(lot.expires_on)) if lot.expires_on else ""
    left = _("sisa {left}").format(left=lot.quantity.shown)
    return texts.joined((lot.number, short_date(lot.received_on), keeps, lot.batch, left))


def standing_columns() -> list[Column]:
    return [
        Column(_("Kode"), 120),
        Column(_("Nama barang"), 0),
        Column(_("Rak"), 84, texts.RIGHT),
        Column(_("Gudang"), 84, texts.RIGHT),
        Column(_("Rusak"), 76, texts.RIGHT),
        Column(_("Di jalan"), 84, texts.RIGHT),
        Column(_("Jumlah"), 96, texts.RIGHT),
        Column(_("Satuan"), 84),
        Column(_("Nilai"), 124, texts.RIGHT),
    ]


#: In a narrow window code, what is apart and what is under way go.
STANDING_NARROW = (-1, 0, 76, 80, -1, -1, 88, 68, 112)
STANDING_WIDE = tuple(column.width for column in standing_columns())


def standing_row(good: Standing, *, chosen: bool) -> Row:
    value = _("titipan") if good.maker else good.value.bare.replace("-", MINUS)
    cells = (
        Cell(good.code, tone="ink2", size=Size.BODY),
        Cell(good.name, bold=True, size=Size.BODY, chip=Chip(good.maker, "titip") if good.maker else None),
        *(_place(each) for each in (good.shelf, good.back, good.apart, good.transit)),
        _total(good),
        Cell(good.unit, tone="ink2", size=Size.BODY),
        Cell(value, tone="titip" if good.maker else "ink", size=Size.BODY),
    )
    return chosen_row(cells, chosen=chosen, tag=good.product_id)


def _place(quantity: Quantity) -> Cell:
    if not quantity:
        return Cell("–", tone="ink3", size=Size.BODY)
    return Cell(quantity.shown, size=Size.BODY, tone="refuse" if quantity < NOTHING else "ink")


def _total(good: Standing) -> Cell:
    if good.quantity < NOTHING:
        return Cell(chip=Chip(good.quantity.shown, "refuse"))
    if good.min_stock > NOTHING and good.quantity < good.min_stock:
        return Cell(chip=Chip(good.quantity.shown, "warn"))
    return Cell(good.quantity.shown, bold=True, size=Size.BODY)


def below_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0),
        Column(_("Tempat"), 110),
        Column(_("Stok"), 90, texts.RIGHT),
        Column(_("Sejak"), 120),
        Column(_("Kira-kira sebabnya"), 360),
    ]


BELOW_NARROW = (0, -1, 84, 104, 320)
BELOW_WIDE = tuple(column.width for column in below_columns())


def below_row(each: Below, today: date, *, chosen: bool) -> Row:
    days = (today - each.since).days if each.since else 0
    since = short_date(each.since) if each.since else "–"
    cells = (
        Cell(each.name, bold=True, size=Size.BODY, chip=Chip(_("titipan"), "titip") if each.consigned else None),
        Cell(each.place, tone="ink2", size=Size.BODY),
        Cell(chip=Chip(each.quantity.shown, "refuse")),
        Cell(since, size=Size.BODY, note=_("{days} hari").format(days=days) if days else "", note_tone="ink3"),
        Cell(_(NEGATIVE_CAUSES[each.cause]).capitalize(), size=Size.BODY),
    )
    return chosen_row(cells, chosen=chosen, tag=each.product_id)
