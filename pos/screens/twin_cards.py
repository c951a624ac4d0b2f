"""A good beside its twin, with a mark on the one that is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from desktop import theme
from desktop.cards import Card, Pair
from desktop.chips import Chip, ChipLabel
from desktop.texts import Label
from desktop.theme import Size
from inventory.merge_previews import Side
from koperasi.text import _


class SideCard(Card):
    """What a good is called and sells for, its codes, what is left of it.

    Signals:
    pressed(): it was touched: this one is to be kept.
    """

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__(pad=(20, 16), gap=8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Barang lain"))
        self.mark = ChipLabel()
        self.name = Label("", Size.NAME, bold=True, wrap=True)
        self.name.setMinimumHeight(theme.px(60))
        captions = (
            _("Kode"),
            _("Barcode"),
            _("Kategori"),
            _("Harga"),
            _("Modal"),
            _("Stok"),
            _("Nilai stok"),
            _("Milik"),
        )
        self.facts = tuple(Pair(caption, tone="ink2") for caption in captions)
        self.body.addWidget(self.mark)
        self.body.addWidget(self.name)
        for pair in self.facts:
            pair.setFixedHeight(theme.px(24))
            self.body.addWidget(pair)

    def show_side(self, side: Side | None, *, kept: bool) -> None:
        """The good, or the place where the other one will stand."""
        self.mark.show_chip(
            Chip(_("Dipertahankan"), "ok") if kept else Chip(_("Akan diarsipkan") if side else "…", "plain")
        )
        self.setAccessibleName(side.good.name if side is not None else _("Barang lain"))
        self.name.setText(side.good.name if side is not None else _("Barang lain"))
        for pair, value in zip(self.facts, _told(side), strict=True):
            pair.show_value(value, "ink")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


def _told(side: Side | None) -> tuple[str, ...]:
    if side is None:
        return ("–",) * 8
    good = side.good
    codes = ", ".join(side.barcodes[:2]) + (f" +{len(side.barcodes) - 2}" if len(side.barcodes) > 2 else "")
    return (
        good.code,
        codes or "–",
        good.category or "–",
        good.price.shown if good.price is not None else "–",
        good.cost.shown if good.cost is not None and not good.maker else "–",
        _("jasa") if good.service else f"{good.on_hand.shown} {good.unit}",
        side.value.shown,
        good.maker or _("Toko"),
    )
