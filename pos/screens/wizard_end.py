"""The last page of the first-run wizard: what was made, and the code that brings it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import texts
from desktop.cards import KunyitBar, Pair
from desktop.texts import Label
from desktop.theme import Size
from desktop.tiles import CheckTile
from inventory.imports import Outcome
from koperasi.text import _, ngettext
from pos.beginnings import Beginning, Begun
from pos.screens.wizard_pages import Page


class EndPage(Page):
    """Goes on only when someone says that the code stands on paper.

    Signals:
    sure_changed(): the code is said to be kept, or not.
    """

    sure_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.words = _("Selesai"), _("Toko sudah dibuat. Satu hal lagi, sebelum kasir dibuka.")
        self.code = KunyitBar(_("Kode pemulihan"))
        self.facts = [Pair("", size=Size.LINE, value_size=Size.LEAD) for _n in range(5)]
        self.tile = CheckTile(_("Kode sudah ada di atas kertas"), "Ctrl D")
        # An Enter too many must not say that the code is kept.
        self.tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.tile.toggled.connect(lambda _on: self.sure_changed.emit())
        why = _(
            "Catat kode ini di kertas dan simpan jauh dari komputer. Bila komputer rusak atau hilang, "
            "hanya dengan kode ini cadangan bisa dibuka di komputer lain."
        )
        for fact in self.facts:
            self.column.addWidget(fact)
        self.column.addWidget(texts.rule())
        self.column.addWidget(Label(why, Size.LINE, wrap=True))
        self.column.addWidget(self.code)
        self.column.addWidget(self.tile)
        self.column.addStretch(1)

    @property
    def home_field(self) -> QWidget:
        return self

    @property
    def sure(self) -> bool:
        return self.tile.isChecked()

    def show_begun(self, beginning: Beginning, begun: Begun) -> None:
        new = beginning.shop
        told = (
            (_("Toko"), f"{new.name} · {new.branch_name}"),
            (_("Manajer"), beginning.manager),
            (_("Kasir"), f"{new.till_code} · {new.till_name}"),
            (_("Printer"), beginning.printer or _("tanpa printer")),
            (_("Barang"), texts.joined((_rows(begun.goods, _("barang")), _rows(begun.stock, _("stok awal"))))),
        )
        for fact, (caption, value) in zip(self.facts, told, strict=True):
            fact.show_caption(caption)
            fact.show_value(f"**{value or _('nanti')}**")
        self.code.show_value(begun.recovery_code)
        self.setAccessibleName(_("Kode pemulihan {code}").format(code=begun.recovery_code))


def _rows(outcome: Outcome | None, words: str) -> str:
    if outcome is None:
        return ""
    return ngettext("{words}: {count} baris", "{words}: {count} baris", outcome.written).format(
        words=words, count=outcome.written
    )
