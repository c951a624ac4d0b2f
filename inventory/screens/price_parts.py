"""Parts of the price change: the rule's bar, and the panel of the price that is chosen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import layouts, texts, theme
from desktop.amounts import RupiahField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.dates import DateField
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.numpads import COUNT, Numpad
from desktop.pickers import Picker
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from inventory import price_boards, price_rules
from inventory.price_boards import BoardRow
from inventory.price_rules import Alarm, Basis, Rule, Step
from inventory.screens.goods_rows import percent
from inventory.screens.price_rows import GRAVE
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.text import N_, _

BASES = (
    (Basis.ON_COST, N_("Modal + %")),
    (Basis.ON_PRICE, N_("Margin %")),
    (Basis.OF_PRICE, N_("Naik/turun %")),
)
EXPLAINED = {
    Basis.ON_COST: N_("Modal ditambah sekian persen"),
    Basis.ON_PRICE: N_("Sekian persen dari harga jual adalah margin"),
    Basis.OF_PRICE: N_("Harga sekarang naik (atau turun, dengan minus)"),
}


class RuleBar(QWidget):
    """By which rule, how many percent, from which day on."""

    def __init__(self, reckon: Action, day: date) -> None:
        super().__init__()
        self.basis = Picker([(basis, _(words)) for basis, words in BASES], name=_("Aturan"))
        self.basis.picked.connect(lambda _basis: self.explain())
        self.percent = Field(size=Size.BODY, bold=True, name=_("Persen"))
        self.percent.setPlaceholderText("20")
        self.percent.setFixedSize(theme.px(84), theme.px(48))
        self.start = DateField(day, name=_("Berlaku mulai"))
        self.start.setFixedHeight(theme.px(48))
        captions = layouts.row(gap=8)
        for caption, field in (
            (_("Aturan"), self.basis),
            (_("Persen"), self.percent),
            (_("Berlaku mulai"), self.start),
        ):
            captions.addLayout(layouts.column(Label(caption, Size.MINI, tone="ink2"), field, gap=4))
        self.button = KeyButton(reckon)
        captions.addLayout(layouts.column(1, self.button, gap=0))
        captions.addStretch(1)
        captions.setContentsMargins(0, 0, 0, 0)
        self.setLayout(captions)
        self.explain()

    def explain(self) -> None:
        """What the chosen rule means, for who holds the pointer over it."""
        self.basis.setToolTip(_(EXPLAINED[Basis(str(self.basis.value))]))

    def rule(self, steps: tuple[Step, ...], *, keep_ratio: bool) -> Rule:
        """The rule that stands there; raises BadInput, and goes there, for no percentage."""
        try:
            rate = price_boards.rate(self.percent.text())
        except BadInput:
            self.percent.setFocus()
            raise
        return Rule(Basis(str(self.basis.value)), rate, steps, keep_ratio)


class PricePanel(Card):
    """The chosen price: what the good costs, what it is sold for; a new one is typed here.

    Signals:
    given(object): the new price, `Rupiah`, or None to let it stay.
    """

    given = Signal(object)

    def __init__(self) -> None:
        super().__init__(pad=(16, 10), gap=5)
        self.row: BoardRow | None = None
        self._name = ElidedLabel("", Size.LEAD, bold=True)
        self._facts = ElidedLabel("", Size.BODY, tone="ink2")
        self.field = RupiahField(name=_("Harga baru"))
        self.field.setFixedHeight(theme.px(52))
        self.field.amount_changed.connect(lambda _amount: self._tell())
        self.field.submitted.connect(self.give)
        self.captioned = Captioned(_("Harga baru"), self.field)
        self._margin = ElidedLabel("", Size.BODY, bold=True)
        self.pad = Numpad(COUNT, self.field, gap=6)
        self.pad.typed.connect(lambda _key: self._tell())
        self.button = KeyButton(_("Pakai Harga Ini"), "Enter", role="chosen")
        self.button.clicked.connect(self.give)
        for part in (self._name, self._facts, self.captioned, self._margin):
            self.body.addWidget(part)
        self.body.addWidget(self.pad, 1)
        self.body.addWidget(self.button)
        self.show_row(None)

    def show_row(self, row: BoardRow | None) -> None:
        """Another price to look at, with the new one it has already."""
        self.row = row
        self.setEnabled(row is not None)
        self._name.show_words(row.good.name if row is not None else _("Belum ada yang dipilih"))
        self._facts.show_words(_facts(row) if row is not None else "")
        self.field.set_amount(None if row is None else row.proposed.new if row.proposed is not None else row.line.price)
        self._tell()

    def _tell(self) -> None:
        """The margin of what stands in the field, and what is wrong with it."""
        row, price = self.row, self.field.amount
        words, tone = "", "ink"
        if row is not None and price is not None:
            words, tone = judged(row, price)
        self._margin.show_words(words)
        self._margin.set_tone(tone)

    def give(self) -> None:
        """Take what stands in the field."""
        if self.row is not None:
            self.given.emit(self.field.amount)


def _about(row: BoardRow) -> tuple[str, ...]:
    named = (row.unit.name, price_rules.about(row.line))
    return tuple(each for each in named if each)


def _facts(row: BoardRow) -> str:
    cost = (
        _("titipan anggota") if row.good.consigned else row.cost.bare if row.cost is not None else _("belum diketahui")
    )
    said = [*_about(row), _("modal {cost}").format(cost=cost)]
    if row.good.ceiling is not None:
        said.append(_("HET {ceiling}").format(ceiling=row.unit.factor.at(row.good.ceiling).bare))
    return texts.joined(tuple(said))


def judged(row: BoardRow, price: Rupiah) -> tuple[str, str]:
    """What a price would mean, in words, and their tone."""
    made = price_rules.proposal(row.good, row.unit, row.line, price, None)
    alarms = [each for each in made.alarms if each is not Alarm.NO_COST]
    margin = price_rules.margin(price, made.cost)
    said = [] if margin is None else [_("Margin {margin}").format(margin=percent(margin))]
    said += [_(price_rules.ALARMS[each]) for each in alarms]
    tone = "refuse" if any(each in GRAVE for each in alarms) else "warn" if alarms else "ink"
    return texts.joined(tuple(said)), tone
