"""The right side of a statement: its money, what is on hold, where it stands and who said so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consignment import statement_words
from consignment.screens import statement_rows
from consignment.statement_desks import Opened
from consignment.statement_facts import PROOFS, Answered
from consignment.statement_values import AnswerGiven, Line, Said
from desktop import theme
from desktop.cards import Card, Pair
from desktop.chips import Chip, ChipLabel
from desktop.texts import ElidedLabel, Label, joined, rule
from desktop.theme import Size
from koperasi.money import MINUS, ZERO
from koperasi.text import _, short_date


class StatementSide(Card):
    """Drawn anew for every statement: few lines, each a caption and an amount."""

    def __init__(self) -> None:
        super().__init__(pad=(16, 14), gap=8)
        self.name = ElidedLabel("", Size.LEAD, bold=True)
        self.about = ElidedLabel("", Size.MINI, tone="ink2")
        self.chip = ChipLabel(None, size=Size.BODY)
        self.closing = Label("", Size.TITLE, bold=True)
        for part in (self.name, self.about, self.chip):
            self.body.addWidget(part)
        self.body.addWidget(Label(_("Saldo akhir"), Size.MINI, tone="ink2"))
        self.body.addWidget(self.closing)
        self._rows: QWidget | None = None
        self.body.addStretch(1)

    def show_said(self, said: Said, lines: Sequence[Line], opened: Opened | None) -> None:
        """The money of a statement, or of one that is not drawn up yet."""
        self.name.show_words(said.maker_name)
        made = [_("dibuat {day}").format(day=short_date(opened.head.issued_on))] if opened is not None else []
        self.about.show_words(joined([each for each in (said.maker_code, said.village, *made) if each]))
        state = opened.head.state if opened is not None else None
        self.chip.show_chip(statement_rows.state_chip(state) if state is not None else Chip(_("rancangan"), "plain"))
        self.closing.setText(said.closing.shown)
        self.closing.set_tone("refuse" if said.closing < ZERO else "ink")
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.deleteLater()
        self._rows = self._made(said, lines, opened)
        self.body.insertWidget(5, self._rows)

    def _made(self, said: Said, lines: Sequence[Line], opened: Opened | None) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for row in statement_words.money(said, lines):
            value = row.amount.bare.replace("-", MINUS)
            value = f"**{value}**" if row.strong else value
            tone = "refuse" if row.amount < ZERO and not row.strong else "ink"
            size = Size.BODY if row.strong else Size.MINI
            pair = Pair(row.label, tone="ink" if row.strong else "ink2", size=size, value_size=Size.BODY)
            pair.show_value(value, tone)
            column.addWidget(pair)
        column.addWidget(rule())
        for words in statement_words.foot(said):
            column.addWidget(Label(words, Size.MINI, tone="ink2", wrap=True))
        for given in opened.answers if opened is not None else ():
            column.addWidget(Label(_answer(given), Size.MINI, tone="ink2", wrap=True))
        return holder


def _answer(given: AnswerGiven) -> str:
    said = _("Disetujui {day} oleh {name}, {proof} ({number}).")
    if given.answer is Answered.DISPUTED:
        said = _("Dibantah {day} oleh {name}, {proof} ({number}).")
    day, proof = short_date(given.business_date), _(PROOFS[given.proof])
    return said.format(day=day, name=given.signed_by, proof=proof, number=given.number)
