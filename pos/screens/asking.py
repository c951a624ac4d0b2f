"""What goods ask before they are a line, in place of the lines: their price, and whom they are for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop import layouts, theme
from desktop.amounts import AmountField, NumberField
from desktop.fields import Captioned, Field
from desktop.numpads import COUNT, Numpad
from desktop.texts import ElidedLabel
from desktop.theme import Size
from koperasi.text import _
from pos.scans import Asking
from pos.till import Till

LONGEST_NOTE = 60


class AskPage(QFrame):
    """What is asked, a large field and a number pad.

    Signals:
    submitted(): Enter in the field.
    """

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = ElidedLabel("", Size.NAME, bold=True)
        self._title.setFixedHeight(theme.px(36))
        self.price = AmountField(_("Harga"))
        self.note = Field(size=Size.LEAD, name=_("Keterangan"))
        self.note.setMaxLength(LONGEST_NOTE)
        self._noted = Captioned("", self.note)
        self.pad = Numpad(COUNT, self.price)
        page = layouts.column(self._title, self.price, self._noted, self.pad, gap=12, margins=(24, 16, 24, 16))
        page.setStretch(3, 1)
        self.setLayout(page)
        self._noted.hide()
        for field in (self.price, self.note):
            field.submitted.connect(self.submitted)

    @property
    def wants_note(self) -> bool:
        """Whether it is the note that is asked for now."""
        return not self._noted.isHidden()

    def ask(self, till: Till) -> Field:
        """Ask what the goods that wait still lack; returns the field for the focus."""
        asking = till.asking
        noting = asking is not None and asking.wants_note
        self._noted.setVisible(noting)
        self.price.setVisible(not noting)
        self.pad.target = self.note if noting else self.price
        return self.ask_note(asking) if asking is not None and noting else self.ask_price(till)

    def ask_note(self, asking: Asking) -> Field:
        """Ask what every such line says: the number her credit goes to."""
        good = asking.seen.found.good
        price = f" · {asking.price.shown}" if asking.price is not None else ""
        self._title.show_words(f"{good.name}{price}")
        self._noted.show_caption(good.asks_note)
        self.note.setAccessibleName(good.asks_note)
        self.note.clear()
        return self.note

    def ask_price(self, till: Till) -> NumberField:
        """Ask what goods without a fixed price cost today; returns the field for the focus."""
        asking = till.asking
        unit = asking.seen.found.unit.name.lower() if asking else ""
        self._title.show_words(asking.seen.found.good.name if asking else "")
        limits = asking.limits if asking is not None else ""
        self.price.show_caption(_("Harga per {unit}").format(unit=unit), limits)
        self.price.set_amount(None)
        return self.price
