"""Parts of the returns screen: sales to choose from, a receipt's lines, and the chosen line's card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from desktop import layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.keys import Action
from desktop.lists import RowList
from desktop.texts import ElidedLabel
from desktop.theme import Size
from koperasi.branches import Branch
from koperasi.money import MINUS
from koperasi.quantity import Quantity
from koperasi.text import _, clock, short_date
from pos.return_picks import PLACES, Pick, Picks, Receipt
from pos.return_queries import Found
from pos.sale_commands import BackTo
from pos.screens.wordings import counted

#: Below this width (of a list, at 100 %) the columns that matter least give way.
NARROW_BELOW = 760
SALES_WIDE, SALES_NARROW = (196, 0, 110, 76, 120), (150, 0, 96, 64, 100)
LINES_WIDE, LINES_NARROW = (0, 104, 84, 96, 132, 120), (0, 92, 76, 76, 108, 100)
#: A place by its chip: what goes to the shelf needs no warning.
TONES = {BackTo.SHELF: ("ok", "shelf"), BackTo.DAMAGED: ("warn", "warn"), BackTo.MAKER: ("titip", "basket")}


class SaleList(RowList):
    """Sales that something may come back of, the newest first.

    Signals:
    pressed(): the chosen one was touched again.
    """

    pressed = Signal()

    def __init__(self, branch: Branch) -> None:
        columns = (
            Column(_("No. Struk"), pad=16),
            Column(_("Pembeli")),
            Column(_("Waktu"), align=texts.RIGHT),
            Column(_("Baris"), align=texts.RIGHT),
            Column(_("Total"), align=texts.RIGHT, pad=16),
        )
        super().__init__(columns, row_height=56, name=_("Daftar struk"))
        self._branch = branch
        self.sales: tuple[Found, ...] = ()
        self.chosen = 0
        self.show_empty(_("Belum ada struk. Scan struknya, atau ketik nomornya."), "receipt")
        self.row_pressed.connect(self._touched)

    @property
    def sale(self) -> Found | None:
        return self.sales[self.chosen] if self.chosen < len(self.sales) else None

    def show_sales(self, sales: Sequence[Found]) -> None:
        self.sales = tuple(sales)
        self.choose(0)

    def choose(self, place: int) -> None:
        """Choose a row; past the ends it stays on the last or first."""
        self.chosen = max(0, min(place, len(self.sales) - 1))
        self.show_rows([self._row(n, each) for n, each in enumerate(self.sales)])
        self.reveal(self.chosen)

    def _row(self, place: int, found: Found) -> Row:
        chosen, sale = place == self.chosen, found.sale
        at = self._branch.local(sale.at)
        chip = Chip(_("ada retur"), "plain", "undo") if sale.returned else None
        return Row(
            (
                Cell(found.number, bold=chosen),
                Cell(found.member or _("Umum"), size=Size.BODY, chip=chip),
                Cell(clock(at), note=short_date(at.date()), note_tone="ink2", size=Size.BODY),
                Cell(str(found.goods)),
                Cell(sale.goods.bare, bold=True),
            ),
            bar="accent" if chosen else "",
            ground="accent_tint" if chosen else "card",
        )

    def _touched(self, place: int) -> None:
        if place == self.chosen:
            self.pressed.emit()
        else:
            self.choose(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.set_widths(SALES_NARROW if narrow else SALES_WIDE, 8 if narrow else 16)


class PickList(RowList):
    """A receipt's lines: bought, come back already, coming back now, and where it goes.

    Signals:
    pick_pressed(int): the line at this place was touched.
    """

    pick_pressed = Signal(int)

    def __init__(self) -> None:
        columns = (
            Column(_("Barang"), pad=16),
            Column(_("Dibeli"), align=texts.RIGHT),
            Column(_("Bisa lagi"), align=texts.RIGHT),
            Column(_("Retur"), align=texts.RIGHT),
            Column(_("Ke mana"), pad=12),
            Column(_("Dikembalikan"), align=texts.RIGHT, pad=16),
        )
        super().__init__(columns, row_height=56, name=_("Barang di struk"))
        self._picks = Picks(None)
        self.show_empty(_("Scan barang yang dikembalikan."), "undo")
        self.row_pressed.connect(self.pick_pressed)

    def show_picks(self, picks: Picks) -> None:
        self._picks = picks
        self.show_rows([_pick_row(pick, n == picks.chosen) for n, pick in enumerate(picks.picks)])
        self.reveal(picks.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.set_widths(LINES_NARROW if narrow else LINES_WIDE, 8 if narrow else 12)


def _pick_row(pick: Pick, chosen: bool) -> Row:
    gone = pick.most is not None and not pick.most
    tone = "ink3" if gone else "ink"
    tone_of, icon = TONES[pick.to]
    bought = (
        counted(pick.original.sold.base_quantity, pick.original.unit_for(pick.original.sold.base_quantity))
        if (pick.original is not None)
        else "–"
    )
    left = "–" if pick.most is None else _("habis") if gone else pick.most.shown
    return Row(
        (
            Cell(pick.name, bold=chosen, tone=tone, note=_(pick.reason) if pick.count else "", note_tone="ink2"),
            Cell(bought, tone=tone, size=Size.BODY),
            Cell(left, tone=tone, size=Size.BODY),
            Cell(_counted(pick.count, pick), bold=True, tone="refuse" if pick.count else "ink3"),
            Cell(chip=Chip(_(PLACES[pick.to]), tone_of, icon)) if pick.count else Cell("–", tone="ink3"),
            Cell(
                f"{MINUS}{pick.amount.bare}" if pick.count else "–", bold=True, tone="refuse" if pick.count else "ink3"
            ),
        ),
        bar="accent" if chosen else "titip" if pick.good.maker_id is not None else "",
        ground="accent_tint" if chosen else "card",
    )


def _counted(count: Quantity, pick: Pick) -> str:
    return f"{MINUS}{count.shown} {pick.unit.name.lower()}" if count else "0"


class ReceiptCard(Card):
    """Which receipt lies here: its number, day, buyer, what was paid."""

    def __init__(self, branch: Branch) -> None:
        super().__init__(pad=(16, 10), gap=4)
        self._branch = branch
        self.number = ElidedLabel("", Size.LEAD, bold=True)
        self._who = ElidedLabel("", Size.BODY, tone="ink2")
        self._paid = Pair(_("Dibayar"), tone="ink2", value_size=Size.BODY)
        self._back = Pair(_("Sudah dikembalikan"), tone="ink2", value_size=Size.BODY)
        for widget in (self.number, self._who, self._paid, self._back):
            self.body.addWidget(widget)

    def show_receipt(self, receipt: Receipt | None) -> None:
        """A receipt, or none: then what stands here comes back without one."""
        self._paid.setVisible(receipt is not None)
        self._back.setVisible(receipt is not None)
        if receipt is None:
            self.number.show_words(_("Tanpa struk"))
            self._who.show_words(_("Perlu persetujuan orang lain"))
            return
        sale, at = receipt.sale, self._branch.local(receipt.sale.at)
        self.number.show_words(sale.number)
        who = receipt.buyer.name if receipt.buyer is not None else _("Umum")
        self._who.show_words(f"{short_date(at.date())} {clock(at)} · {who}")
        self._paid.show_value(sale.paid.bare, "ink")
        self._back.show_value(sale.refunded.bare if sale.refunded else "–", "ink")


class PickCard(Card):
    """The chosen line and its keys: fewer, more, all; where it goes; why."""

    def __init__(self, less: Action, more: Action, everything: Action, place: Action, reason: Action) -> None:
        super().__init__(pad=(16, 10), gap=6)
        self._name = ElidedLabel("", Size.BODY, bold=True)
        self.less, self.more = KeyButton(less, tall="56", size=Size.LEAD), KeyButton(more, tall="56", size=Size.LEAD)
        self.everything = KeyButton(everything, tall="56")
        self.place, self.reason = KeyButton(place), KeyButton(reason)
        row = layouts.row(self.less, self.more, self.everything, gap=8)
        for place_of, stretch in enumerate((2, 2, 3)):
            row.setStretch(place_of, stretch)
        self.body.addWidget(self._name)
        self.body.addLayout(row)
        self.body.addWidget(self.place)
        self.body.addWidget(self.reason)

    def show_pick(self, pick: Pick | None) -> None:
        self._name.show_words(pick.name if pick is not None else _("Belum ada barang"))
        chosen = pick is not None
        self.place.setEnabled(chosen)
        self.reason.setEnabled(chosen)
        self.place.show_words(_("Ke: {place}").format(place=_(PLACES[pick.to])) if pick else _("Ke mana"))
        self.reason.show_words(_("Alasan: {reason}").format(reason=_(pick.reason)) if pick else _("Alasan"))
