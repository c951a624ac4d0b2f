"""Parts of the list of held carts: the rows, and what the chosen one holds."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from desktop import texts, theme
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.lists import RowList
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.text import _, ngettext
from pos.held_carts import Held
from pos.recalls import Waiting
from pos.tenders import NAMES
from pos.till_values import Draft

#: Below this width (of the list, at 100 %) who put it aside is left to the preview.
NARROW_BELOW = 800
WIDE, NARROW = (0, 132, 112, 72, 88, 148), (0, 124, 100, 64, 76, -1)
#: As many lines as a preview shows.
MOST_LINES = 40


def age_words(age: timedelta) -> str:
    """`baru`, `12 mnt`, `2 j 05 mnt`, `3 hari`."""
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return _("baru")
    if minutes < 60:
        return _("{minutes} mnt").format(minutes=minutes)
    if minutes < 24 * 60:
        return _("{hours} j {minutes:02} mnt").format(hours=minutes // 60, minutes=minutes % 60)
    days = minutes // (24 * 60)
    return ngettext("{count} hari", "{count} hari", days).format(count=days)


class HeldList(RowList):
    """Held carts, the longest waiting on top.

    Signals:
    chosen_changed(): another one is chosen, or there are others.
    pressed(): the chosen one was touched again.
    """

    chosen_changed = Signal()
    pressed = Signal()

    def __init__(self) -> None:
        columns = (
            Column(_("Label"), pad=16),
            Column(_("Umur"), align=texts.RIGHT),
            Column(_("Total"), align=texts.RIGHT),
            Column(_("Baris"), align=texts.RIGHT),
            Column(_("Kasir"), align=texts.RIGHT),
            Column(_("Oleh"), pad=16),
        )
        super().__init__(columns, row_height=56, name=_("Daftar Pending"))
        self.chosen = 0
        self._waiting = Waiting((), (), frozenset())
        self.show_empty(_("Tidak ada transaksi yang ditahan."), "pause")
        self.row_pressed.connect(self._touched)

    def show_held(self, waiting: Waiting, chosen_id: int = 0) -> None:
        """Show these; the one chosen before stays chosen where it is still there."""
        self._waiting = waiting
        ids = [each.cart_id for each in waiting.carts]
        self.choose(ids.index(chosen_id) if chosen_id in ids else min(self.chosen, max(len(ids) - 1, 0)))

    def choose(self, place: int) -> None:
        """Choose a row; past the ends it stays on the last or first."""
        self.chosen = max(0, min(place, len(self._waiting.carts) - 1))
        pairs = zip(self._waiting.carts, self._waiting.ages, strict=True)
        self.show_rows([self._row(n, held, age) for n, (held, age) in enumerate(pairs)])
        self.reveal(self.chosen)
        self.chosen_changed.emit()

    def _row(self, place: int, held: Held, age: timedelta) -> Row:
        chosen, late = place == self.chosen, held.cart_id in self._waiting.late
        words = age_words(age)
        member = Chip(held.member, "accent") if held.member and held.member != held.label else None
        return Row(
            (
                Cell(held.label, bold=chosen, chip=member),
                Cell(chip=Chip(words, "warn")) if late else Cell(words, size=Size.BODY),
                Cell(held.total.bare, bold=True),
                Cell(str(held.lines)),
                Cell(held.till_code, size=Size.BODY),
                Cell(held.held_by, size=Size.BODY),
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
        self.set_widths(NARROW if narrow else WIDE, 12 if narrow else 16)


class Preview(Card):
    """What a held cart holds: its lines, its member, money begun, codes that nobody knows."""

    def __init__(self) -> None:
        super().__init__(pad=(16, 12), gap=6)
        self.label = ElidedLabel("", Size.LEAD, bold=True)
        self.who = Label("", Size.MINI, tone="ink2", wrap=True)
        self.more = Label("", Size.MINI, tone="warn", wrap=True)
        columns = (Column(_("Barang"), 0), Column(_("Jumlah"), 84, texts.RIGHT))
        self.lines = RowList(columns, row_height=36, name=_("Isi"))
        self.lines.padding = 4
        for widget in (self.label, self.who):
            self.body.addWidget(widget)
        self.body.addWidget(self.lines, 1)
        self.body.addWidget(self.more)
        self.show_nothing()

    def show_nothing(self) -> None:
        self.label.show_words("")
        self.who.setText("")
        self.more.setText("")
        self.lines.show_rows(())

    def show_draft(self, held: Held, draft: Draft) -> None:
        """The lines that count, and what else belongs to it."""
        self.label.show_words(held.label)
        member = draft.cart.member
        self.who.setText(" · ".join(each for each in (member.name if member else "", held.held_by) if each))
        rows = [
            Row(
                (
                    Cell(f"{line.quantity.shown} × {line.good.name}", size=Size.BODY),
                    Cell(line.net.bare, size=Size.BODY),
                )
            )
            for line in draft.cart.lines[:MOST_LINES]
        ]
        self.lines.show_rows(rows)
        self.more.setText("\n".join(_more(draft)))
        self.more.setVisible(bool(self.more.text()))


def _more(draft: Draft) -> list[str]:
    """Money begun, and codes not settled."""
    words = [
        _("{name} {amount} sudah masuk").format(name=_(NAMES[part.kind]), amount=part.amount.shown)
        for part in draft.offers.parts
        if part.seen
    ]
    if draft.unknown:
        words.append(_("Kode belum dikenal: {codes}").format(codes=", ".join(each.code for each in draft.unknown)))
    return words
