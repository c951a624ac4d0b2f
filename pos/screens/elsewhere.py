"""Money of a shift that lies in no drawer: what should have come beside what the shop's app shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import theme
from desktop.amounts import RupiahField
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.fields import Captioned
from desktop.keys import Action
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import ZERO
from koperasi.shifts import SeenElsewhere
from koperasi.text import _
from pos.tender_counts import TenderCount
from pos.tenders import NAMES


class ElsewhereCard(Card):
    """A row for each kind of tender: expected, and a field for what the app shows; empty is "not looked at".

    Signals:
    finished(): Enter in the last field.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__(pad=(16, 12), gap=8)
        self.counts: tuple[TenderCount, ...] = ()
        self.fields: list[RupiahField] = []
        self._notes: list[Label] = []
        self.body.addWidget(Label(_("Uang nontunai"), bold=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(8))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.hide()

    def add_list_key(self, action: Action) -> None:
        """A way to the single payments behind the sums."""
        self.body.addWidget(KeyButton(action))

    def show_counts(self, counts: Sequence[TenderCount]) -> None:
        """Rows anew; without any the card is not there."""
        self.counts, self.fields, self._notes = tuple(counts), [], []
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for n, each in enumerate(self.counts):
            self._rows.addWidget(self._row(n, each))
        self.setVisible(bool(self.counts))

    def _row(self, n: int, each: TenderCount) -> QWidget:
        name = _(NAMES[each.kind])
        field = RupiahField(size=Size.LEAD, name=_("{name} menurut aplikasi").format(name=name))
        note = Label("", Size.MINI, tone="ink2", wrap=True)
        field.amount_changed.connect(lambda _amount, n=n: self._compare(n))
        field.submitted.connect(partial(self._next, n))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        words = _("{name} {count}× seharusnya").format(name=name, count=each.times)
        column.addWidget(Pair(words, f"**{each.expected.shown}**"))
        column.addWidget(Captioned(_("Terlihat di aplikasi (boleh kosong)"), field))
        column.addWidget(note)
        self.fields.append(field)
        self._notes.append(note)
        return holder

    def _compare(self, n: int) -> None:
        """A difference is told calmly: the bank may settle it days later."""
        amount, note = self.fields[n].amount, self._notes[n]
        difference = ZERO if amount is None else amount - self.counts[n].expected
        note.set_tone("warn" if difference else "ink2")
        told = _("Selisih {amount}, dicatat untuk dicari").format(amount=difference.shown)
        note.setText(told if difference else "" if amount is None else _("Sama"))

    def _next(self, n: int) -> None:
        if n + 1 < len(self.fields):
            self.fields[n + 1].setFocus()
        else:
            self.finished.emit()

    @property
    def seen(self) -> tuple[SeenElsewhere, ...]:
        """What was typed; a field left empty was not looked at."""
        return tuple(
            SeenElsewhere(each.kind.value, field.amount)
            for each, field in zip(self.counts, self.fields, strict=True)
            if field.amount is not None
        )
