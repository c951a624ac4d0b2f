"""How makers to be paid, their entries and their payouts look in lists."""

from __future__ import annotations

from datetime import date

from consignment.payout_desks import PayDesk
from consignment.payout_facts import WAYS, DraftState
from consignment.payout_queries import OpenEntry, PaidHead
from consignment.payout_reports import STATES, state_of
from consignment.payout_runs import Due
from consignment.payout_views import Paying
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.texts import RIGHT
from desktop.theme import Size
from koperasi.money import MINUS, ZERO, Rupiah
from koperasi.text import _, short_date

#: Wide and narrow; -1 leaves a column out.
DUE_WIDTHS, DUE_NARROW = (0, 124, 116, 116, 128, 330), (0, 108, -1, -1, 112, 252)
ENTRY_WIDTHS, ENTRY_NARROW = (44, 108, 0, 150, 118, 118), (40, 98, 0, -1, 100, 100)
PAID_WIDTHS, PAID_NARROW = (108, 0, 170, 150, 130), (98, 0, 120, -1, 108)
_DRAFT_TONES = {DraftState.DRAWN: "plain", DraftState.APPROVED: "accent", DraftState.PRINTED: "warn"}


def due_columns() -> list[Column]:
    return [
        Column(_("Penitip"), 0, pad=16),
        Column(_("Saldo"), DUE_WIDTHS[1], RIGHT),
        Column(_("Ditahan"), DUE_WIDTHS[2], RIGHT),
        Column(_("Potong utang"), DUE_WIDTHS[3], RIGHT),
        Column(_("Dibayar"), DUE_WIDTHS[4], RIGHT),
        Column(_("Keterangan"), DUE_WIDTHS[5], pad=16),
    ]


def due_row(each: Due, day: date, *, at: bool) -> Row:
    """Who she is, what she is owed, what she would get now, or why not."""
    payee, figures = each.draft.payee, each.draft.figures
    if each.kept is not None:
        figures = each.kept.command.figures
    owed, off = payee.balance.owed, figures.set_off + figures.advance + figures.fee
    cells = (
        Cell(payee.name, bold=True, note=payee.code, note_tone="ink2"),
        Cell(owed.bare.replace("-", MINUS), size=Size.BODY, tone="refuse" if owed < ZERO else "ink"),
        _amount(payee.balance.on_hold, tone="ink2"),
        _amount(off, tone="ink2"),
        _amount(figures.paid + figures.to_savings, tone="ink", bold=True),
        _told(each, day),
    )
    return _row(cells, at=at)


def _told(each: Due, day: date) -> Cell:
    way = _(WAYS[each.draft.way])
    if each.kept is not None:
        chip = Chip(_(STATES[each.kept.state]), _DRAFT_TONES[each.kept.state])
        return Cell(_("Bukti bayar"), size=Size.BODY, chip=chip)
    if each.draft.blocked:
        said, _colon, more = each.draft.blocked.partition(": ")
        return Cell(said, size=Size.BODY, tone="ink2", note=more, note_tone="ink2")
    if each.due_on is None:
        return Cell(way, size=Size.BODY, tone="ink2")
    late = (day - each.due_on).days
    if late < 0:
        chip = Chip(_("hari bayar {day}").format(day=short_date(each.due_on)), "plain")
    else:
        said = _("hari ini") if late == 0 else _("lewat {days} hari").format(days=late)
        chip = Chip(said, "warn" if late else "ok")
    return Cell(way, size=Size.BODY, tone="ink2", chip=chip)


def entry_columns() -> list[Column]:
    return [
        Column("", ENTRY_WIDTHS[0]),
        Column(_("Tanggal"), ENTRY_WIDTHS[1]),
        Column(_("Keterangan"), 0),
        Column(_("Nomor"), ENTRY_WIDTHS[3]),
        Column(_("Belum dibayar"), ENTRY_WIDTHS[4], RIGHT),
        Column(_("Dibayar"), ENTRY_WIDTHS[5], RIGHT, pad=16),
    ]


def entry_row(each: OpenEntry, desk: PayDesk, *, at: bool) -> Row:
    """An entry, ticked with what of it is paid; below zero it is taken off whatever is chosen."""
    amounts = {line.entry_id: line.amount for line in desk.draft.lines}
    if desk.kept is not None:
        amounts = {line.entry_id: line.amount for line in desk.kept.command.lines}
    taken = amounts.get(each.id, ZERO)
    chosen = each.id in amounts if desk.kept is not None else each.id in desk.chosen or each.open < ZERO
    mark = Cell(icon="check", tone="accent") if chosen else Cell("–", size=Size.BODY, tone="ink3")
    chip, held = None, ""
    ask = desk.draft.ask
    if each.id in desk.disputed:
        chip = Chip(_("dibantah"), "warn")
    elif each.entry.matures_on > ask.day and each.open > ZERO:
        held = _("ditahan s.d. {day}").format(day=short_date(each.entry.matures_on))
    words = _(Paying(each.entry, each.open).words)
    cells = (
        mark,
        Cell(short_date(each.entry.business_date), size=Size.BODY, tone="ink2"),
        Cell(words, size=Size.BODY, chip=chip, note=held, note_tone="ink2"),
        Cell(each.entry.number, size=Size.BODY, tone="ink2"),
        Cell(each.open.bare.replace("-", MINUS), size=Size.BODY, tone="refuse" if each.open < ZERO else "ink"),
        _amount(taken, tone="ink", bold=True),
    )
    return _row(cells, at=at)


def paid_columns() -> list[Column]:
    return [
        Column(_("Tanggal"), PAID_WIDTHS[0]),
        Column(_("Nomor"), 0),
        Column(_("Cara"), PAID_WIDTHS[2]),
        Column(_("Penerima"), PAID_WIDTHS[3]),
        Column(_("Jumlah"), PAID_WIDTHS[4], RIGHT, pad=16),
    ]


def paid_row(head: PaidHead, *, at: bool) -> Row:
    """A payout; one that was taken back is struck through."""
    state = state_of(head)
    chip = Chip(state, "warn" if head.reverses_id is not None else "refuse") if state else None
    cells = (
        Cell(short_date(head.business_date), size=Size.BODY, tone="ink2"),
        Cell(head.number, bold=True, size=Size.BODY, chip=chip),
        Cell(_(WAYS[head.way]), size=Size.BODY, tone="ink2"),
        Cell(head.received_by or "–", size=Size.BODY, tone="ink2"),
        Cell(
            head.gross.bare.replace("-", MINUS),
            bold=True,
            size=Size.BODY,
            tone="refuse" if head.gross < ZERO else "ink",
        ),
    )
    return Row(
        cells,
        bar="accent" if at else "",
        ground="accent_tint" if at else "card",
        struck=head.reversed_by is not None,
    )


def not_reversible(head: PaidHead | None, *, may: bool) -> str:
    """Why a payment cannot be taken back by somebody; "" when it can."""
    if head is None:
        return _("Belum pernah dibayar")
    if head.reverses_id is not None:
        return _("Ini pembatalannya")
    if not head.stands:
        return _("Sudah dibatalkan")
    return "" if may else _("Batalkan: hanya Manajer")


def _amount(amount: Rupiah, *, tone: str, bold: bool = False) -> Cell:
    return Cell(
        amount.bare.replace("-", MINUS) if amount else "–",
        bold=bold and bool(amount),
        size=Size.BODY,
        tone=tone if amount else "ink3",
    )


def _row(cells: tuple[Cell, ...], *, at: bool) -> Row:
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")
