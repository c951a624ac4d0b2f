"""What the lists of received goods show: lines of an intake, and goods that were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from desktop import texts
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.finds import FoundRow
from inventory.cost_alarms import Alarm
from inventory.intake_desks import Saved
from inventory.intake_lines import Hit
from inventory.intakes import Intake, IntakeLine
from inventory.purchases import PaidFrom
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _, short_date

WIDTHS = (40, 0, 84, 80, 92, 80, 112, 116)
NARROW = (-1, 0, 68, 64, 84, -1, 96, -1)
FOUND, FOUND_NARROW = (0, 140, 100, 120), (0, 72, 84, 80)


def columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 40, texts.RIGHT),
        Column(_("Barang")),
        Column(_("Jumlah"), 88, texts.RIGHT),
        Column(_("Satuan"), 92),
        Column(_("Harga"), 104, texts.RIGHT),
        Column(_("Diskon"), 80, texts.RIGHT),
        Column(_("Jumlah Rp"), 116, texts.RIGHT),
        Column(_("Kedaluwarsa"), 104),
    )


def rows(intake: Intake, alarms: Mapping[int, Alarm], *, narrow: bool) -> list[Row]:
    """A row for each line, the chosen one marked, those whose cost moved with a chip."""
    return [
        _row(place, line, alarms.get(line.product_id), chosen=place == intake.chosen, narrow=narrow)
        for place, line in enumerate(intake.lines)
    ]


def _row(place: int, line: IntakeLine, alarm: Alarm | None, *, chosen: bool, narrow: bool) -> Row:
    price = line.price.bare if line.price is not None else ("" if line.amount is not None else "–")
    chip = Chip(_short(alarm), "warn") if alarm is not None else None
    bonus = _("+ {bonus} bonus").format(bonus=line.bonus.shown) if line.bonus else _ordered(line)
    cells = (
        Cell(str(place + 1), tone="ink2"),
        Cell(line.name, bold=chosen, chip=chip, note=_note(line, narrow=narrow) if alarm is None else ""),
        Cell(
            line.quantity.shown if line.quantity else "–", bold=True, tone="ink" if line.counted else "ink2", note=bonus
        ),
        Cell(line.unit.name),
        Cell(price, tone="ink" if price != "–" else "ink3"),
        Cell(str(line.discount).replace("Rp ", "")),
        Cell(line.net.bare, bold=True),
        _expiry(line),
    )
    tip = " · ".join(part for part in (line.code, line.name, line.batch, _note(line, narrow=True)) if part)
    return Row(cells, bar="accent" if chosen else "", ground="accent_tint" if chosen else "card", tip=tip)


def _ordered(line: IntakeLine) -> str:
    """What was ordered of it, in its unit where that comes out even."""
    if not line.ordered:
        return ""
    count, rest = divmod(line.expected.thousandths * 1000, line.unit.factor.thousandths)
    return _("dipesan {count}").format(count=(line.expected if rest else Quantity(count)).shown)


def _note(line: IntakeLine, *, narrow: bool) -> str:
    parts = []
    if narrow and line.expires_on is not None:
        parts.append(_("exp {day}").format(day=short_date(line.expires_on)))
    if narrow and line.discount:
        parts.append(_("diskon {words}").format(words=line.discount))
    if line.batch:
        parts.append(_("batch {batch}").format(batch=line.batch))
    return " · ".join(parts)


def _expiry(line: IntakeLine) -> Cell:
    if line.expires_on is not None:
        return Cell(short_date(line.expires_on))
    return Cell(_("isi tanggal"), tone="warn") if line.food else Cell("")


def _short(alarm: Alarm) -> str:
    return _share(alarm) if alarm.moved else _("harga")


def _share(alarm: Alarm) -> str:
    sign = "+" if alarm.moved > 0 else "\N{MINUS SIGN}"
    return f"{sign}{(abs(alarm.moved) + 50) // 100} %"


def moved(alarm: Alarm) -> str:
    """How far a cost went, in a word or two: `modal +12 %`."""
    if alarm.moved:
        return _("modal {share}").format(share=_share(alarm))
    return _("harga jual kurang")


def told(alarm: Alarm) -> str:
    """What is to be known of a good whose cost moved, with the price that keeps its margin."""
    one = alarm.proposals[0] if alarm.proposals else None
    changes = alarm.changes
    base = min(changes or alarm.proposals, key=lambda each: each.unit.factor, default=one)
    if base is None:
        return _("**{name}**: {moved}.").format(name=alarm.name, moved=moved(alarm))
    words = _("**{name}**: {moved}, sekarang {cost} per {unit}. Harga jual {price}")
    known = {"name": alarm.name, "moved": moved(alarm), "cost": base.cost.bare, "unit": base.unit.name.lower()}
    said = words.format(**known, price=base.line.price.bare)
    if base.past:
        said += _(", di bawah modal")
    if base.proposed is not None and base.proposed != base.line.price:
        said += _(", usul {proposed}").format(proposed=base.proposed.bare)
    return said + "."


def found(hits: Sequence[Hit]) -> list[FoundRow]:
    return [
        FoundRow(
            each.line.name,
            each.line.unit.name,
            each.price.bare if each.price is not None else "",
            each.on_hand.shown,
            maker=_("Titipan") if each.consigned else "",
        )
        for each in hits
    ]


def lacking(intake: Intake) -> str:
    """Why it cannot be saved yet, in a few words; "" when it can."""
    if not intake.lines:
        return _("Scan barang dulu")
    for number, line in enumerate(intake.lines, start=1):
        if line.lacks:
            words = {"quantity": _("Isi jumlah"), "price": _("Isi harga"), "expires_on": _("Isi kedaluwarsa")}
            return _("{what}, baris {row}").format(what=words[line.lacks], row=number)
    if intake.supplier_id is None and intake.paid_from is PaidFrom.CREDIT:
        return _("Pilih pemasok dulu")
    return _("Isi total faktur") if intake.asked is None else ""


def reckoned(intake: Intake, *, taxable: bool) -> tuple[Rupiah, str]:
    """What the invoice comes to by its lines, and how the typed total differs from it."""
    if not intake.lines:
        return ZERO, ""
    try:
        total = intake.landed(taxable=taxable).reckoned
    except Refused as wrong:
        return intake.goods, wrong.message
    if intake.asked is None:
        return total, _("Cocokkan dengan faktur")
    if intake.asked == total:
        return total, _("Sama dengan faktur")
    return total, _("Selisih {difference} dari faktur").format(difference=abs(intake.asked - total).shown)


def saved(saved: Saved) -> str:
    """What came of it, for whoever saved it."""
    words = [_("Total {total}.").format(total=saved.total.shown)]
    if saved.prices:
        words.append(_("{count} harga jual diganti.").format(count=saved.prices))
    if saved.left:
        names = ", ".join(each.name for each in saved.left[:3])
        words.append(_("Modal berubah, harga jual belum: {names}.").format(names=names))
    return " ".join(words)


def heading(intake: Intake, who: str, today: date) -> tuple[str, str]:
    """The screen's title and the line under it."""
    title = _("Betulkan {number}").format(number=intake.wrong_number) if intake.wrong_id else _("Terima Barang")
    if intake.order_number:
        return title, _("Dari pesanan {number}").format(number=intake.order_number)
    if intake.wrong_id:
        return title, _("Pembelian lama dibatalkan, yang ini menggantikannya.")
    count = len(intake.lines)
    return title, texts.joined((who, short_date(today), _("{count} baris").format(count=count) if count else ""))
