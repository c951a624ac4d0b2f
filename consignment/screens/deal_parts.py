"""The deals of an agreement: their list, and the form of the one that is chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consignment import deal_texts, deal_words
from consignment.agreement_checks import Fault
from consignment.agreements import AgreedRule
from consignment.deal_words import DEALS, Names
from consignment.terms import Deal, Terms
from desktop import layouts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned, Field
from desktop.pickers import Picker
from desktop.texts import Label
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.product_parts import Switch
from koperasi.errors import BadInput
from koperasi.money import ZERO
from koperasi.quantity import Quantity
from koperasi.text import _

#: What is asked of each deal: the fields' names.
ASKED: dict[Deal, tuple[str, ...]] = {
    Deal.COMMISSION: ("rate", "fee_each"),
    Deal.FIXED: ("payout_each", "fee_each"),
    Deal.FLOOR: ("rate", "floor_each", "fee_each"),
    Deal.TIERED: ("rate", "tiers", "fee_each"),
    Deal.SURPLUS: ("base_each", "rate", "surplus", "fee_each"),
}
SCOPE_WIDTH, DEAL_WIDTH = 260, 276


def rate_of(field: QuantityField) -> int:
    """A rate as it is typed (`17,5`), in basis points."""
    return field.quantity.thousandths // 10 if field.quantity is not None else 0


def show_rate(field: QuantityField, rate_bps: int) -> None:
    field.set_quantity(Quantity(rate_bps * 10) if rate_bps else None)


def columns() -> list[Column]:
    return [Column(_("Untuk barang"), 0, pad=12), Column(_("Kesepakatan"), 236, pad=12)]


class DealForm(QWidget):
    """One deal: for which goods, of which kind, and its figures.

    Signals:
    changed(): something was typed or picked.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scope, self.deal = Picker(name=_("Untuk barang")), Picker(name=_("Macam kesepakatan"))
        self.deal.show_options([(each, _(words)) for each, words in DEALS.items()])
        for picker in (self.scope, self.deal):
            picker.picked.connect(lambda _value: self._picked())
        self.rate, self.surplus = QuantityField(None, size=Size.BODY), QuantityField(None, size=Size.BODY)
        self.payout, self.floor, self.base, self.fee = (RupiahField(None, size=Size.BODY) for _each in range(4))
        self.fee.amount_changed.connect(lambda _amount: self._ask())
        self.tiers = Field(size=Size.BODY)
        self.tiers.setPlaceholderText(_("20.000: 15; 50.000: 10"))
        self.fee_first = Switch(_("dari bagian penitip"), _("sebelum dibagi"))
        self.fee_first.switched.connect(lambda _on: self.changed.emit())
        self.captioned: dict[str, QWidget] = {
            name: Captioned(caption, field) for name, caption, field in self._captions()
        }
        self._lay_out()
        # Not the fields of all deals at once, or the window would grow to hold them.
        self._ask()

    def _captions(self) -> tuple[tuple[str, str, Field], ...]:
        return (
            ("payout_each", _("Harga titip (Rp)"), self.payout),
            ("base_each", _("Harga dasar (Rp)"), self.base),
            ("rate", _("Komisi toko (%)"), self.rate),
            ("floor_each", _("Paling sedikit untuk penitip (Rp)"), self.floor),
            ("surplus", _("Bagian toko dari kelebihan (%)"), self.surplus),
            ("tiers", _("Mulai harga: komisi %"), self.tiers),
            ("fee_each", _("Biaya per satuan (Rp)"), self.fee),
        )

    def _lay_out(self) -> None:
        for _name, _caption, field in self._captions():
            field.setMinimumWidth(theme.px(110))
            field.textEdited.connect(lambda _text: self.changed.emit())
        self.scope.setFixedWidth(theme.px(SCOPE_WIDTH))
        self.deal.setFixedWidth(theme.px(DEAL_WIDTH))
        fee_first = layouts.held(layouts.column(Label(_("Biaya dipotong"), Size.MINI, tone="ink2"), self.fee_first, 1,
                                                gap=4))  # fmt: skip
        self.captioned["fee_first"] = fee_first
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        head = layouts.row(_over(_("Untuk barang"), self.scope), _over(_("Macam"), self.deal), 1, gap=8)
        column.addLayout(head)
        first = ("payout_each", "base_each", "rate", "floor_each", "surplus", "tiers")
        column.addLayout(layouts.row(*(self.captioned[each] for each in first), 1, gap=8))
        column.addLayout(layouts.row(self.captioned["fee_each"], fee_first, 1, gap=8))

    def show_scopes(self, names: Names) -> None:
        """What a deal may be for: everything, a good, a category; the key is (product, category)."""
        options: list[tuple[object, str]] = [((None, None), _("Semua barang"))]
        options += [
            ((each.product_id, None), each.name) for each in sorted(names.goods.values(), key=lambda each: each.name)
        ]
        options += [
            ((None, key), _("Kategori {name}").format(name=name))
            for key, name in sorted(names.categories.items(), key=lambda each: each[1])
        ]
        self.scope.show_options(options)
        self.scope.setFixedWidth(theme.px(SCOPE_WIDTH))

    def show_rule(self, rule: AgreedRule) -> None:
        terms = rule.terms
        self.scope.choose((rule.product_id, rule.category_id))
        self.deal.choose(terms.deal)
        show_rate(self.rate, terms.rate_bps)
        show_rate(self.surplus, terms.surplus_bps)
        for field, amount in ((self.payout, terms.payout_each), (self.floor, terms.floor_each),
                              (self.base, terms.base_each), (self.fee, terms.fee_each)):  # fmt: skip
            field.set_amount(amount or None)
        self.tiers.setText(deal_texts.tiers_text(terms.tiers))
        self.fee_first.set_on(terms.fee_first)
        self._ask()

    def _picked(self) -> None:
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        asked = ASKED[Deal(str(self.deal.value))]
        for name, widget in self.captioned.items():
            widget.setVisible(name in asked or (name == "fee_first" and bool(self.fee.amount)))

    def rule(self) -> AgreedRule:
        """The deal as it is typed.  Raises BadInput (field `tiers`) for steps that are none."""
        deal = Deal(str(self.deal.value))
        asked = ASKED[deal]
        terms = Terms(deal, rate_of(self.rate) if "rate" in asked else 0)
        fee = self.fee.amount or ZERO
        terms = replace(terms, fee_each=fee, fee_first=bool(fee) and self.fee_first.on)
        if deal is Deal.FIXED:
            terms = replace(terms, payout_each=self.payout.amount or ZERO)
        elif deal is Deal.FLOOR:
            terms = replace(terms, floor_each=self.floor.amount or ZERO)
        elif deal is Deal.SURPLUS:
            terms = replace(terms, base_each=self.base.amount or ZERO, surplus_bps=rate_of(self.surplus))
        elif deal is Deal.TIERED:
            terms = replace(terms, tiers=deal_texts.tiers(self.tiers.text()))
        product, category = self.scope.value if isinstance(self.scope.value, tuple) else (None, None)
        return AgreedRule(terms, product, category)

    def field_of(self, name: str) -> Field | None:
        found = {name: field for name, _caption, field in self._captions()}
        return found.get(name)


class DealPage(QWidget):
    """All deals of a version: a list, and the form of the chosen one.

    Signals:
    changed(): a deal was added, taken out or changed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rules: list[AgreedRule] = []
        self.names = Names()
        self._wrong: set[int] = set()
        self.fault: BadInput | None = None
        self.list = DrawnList(columns(), self._row, _("Kesepakatan"), row_height=44)
        self.list.show_empty(_("Harga ditulis di Nota Titip. Ctrl T menulis kesepakatan tetap."), "tag")
        self.list.chosen_changed.connect(lambda _place: self._show())
        self.list.setMinimumHeight(theme.px(124))
        self.form = DealForm()
        self.form.changed.connect(self._edited)
        column = layouts.column(self.list, self.form, gap=8)
        column.setStretch(0, 1)
        self.setLayout(column)

    def _row(self, place_and_rule: tuple[int, AgreedRule], at: bool) -> Row:
        place, rule = place_and_rule
        scope = self.names.scope(rule, self.rules)
        wrong = place + 1 in self._wrong
        cells = (
            Cell(scope[:1].upper() + scope[1:], bold=True, size=Size.BODY),
            Cell(deal_words.short(rule.terms), size=Size.BODY, tone="refuse" if wrong else "ink"),
        )
        return Row(cells, bar="refuse" if wrong else "accent" if at else "", ground="accent_tint" if at else "card")

    def show_rules(self, rules: tuple[AgreedRule, ...], names: Names) -> None:
        self.rules, self.names = list(rules), names
        self.form.show_scopes(names)
        self._draw(0)
        self._show()

    def show_names(self, names: Names) -> None:
        """A good was scanned that was not hers so far."""
        self.names = names
        self.form.show_scopes(names)
        self._show()

    def show_faults(self, faults: list[Fault]) -> None:
        """Mark the deals with something wrong, and say what of the chosen one beside its field."""
        self._wrong = {each.row for each in faults if each.row}
        at = self.list.chosen + 1
        told = {each.field: f"{each.words} {each.remedy}".strip() for each in reversed(faults) if each.row == at}
        for name, _caption, field in self.form._captions():
            if name in told:
                field.show_error(told[name])
            else:
                field.clear_error()
        self._draw(self.list.chosen)

    def _draw(self, chosen: int) -> None:
        self.list.show_items(list(enumerate(self.rules)), chosen)
        self.form.setVisible(bool(self.rules))

    def _show(self) -> None:
        """The chosen deal, as it was last written right."""
        unread, self.fault = self.fault, None
        if self.rules:
            self.form.show_rule(self.rules[self.list.chosen])
        if unread is not None:
            self.form.tiers.clear_error()
            self.changed.emit()

    def add(self, rule: AgreedRule | None = None) -> None:
        """A deal more: for what is scanned, else for everything, else for a good without one."""
        taken = {(each.product_id, each.category_id) for each in self.rules}
        if rule is None:
            free = [(None, None), *((key, None) for key in self.names.goods)]
            product, category = next((each for each in free if each not in taken), (None, None))
            rule = AgreedRule(Terms(Deal.COMMISSION, 1_000), product, category)
        self.rules.append(rule)
        self._draw(len(self.rules) - 1)
        self._show()
        self.changed.emit()

    def remove(self) -> None:
        if self.rules:
            del self.rules[self.list.chosen]
            self._draw(self.list.chosen)
            self._show()
            self.changed.emit()

    def _edited(self) -> None:
        if not self.rules:
            return
        self.fault = None
        try:
            self.rules[self.list.chosen] = self.form.rule()
        except BadInput as wrong:
            # Told on, or the figures of before would be signed for what was typed now.
            self.fault = wrong
            self.changed.emit()
            self.form.tiers.show_error(str(wrong))
            return
        self.changed.emit()


def _over(caption: str, widget: QWidget) -> QWidget:
    return layouts.held(layouts.column(Label(caption, Size.MINI, tone="ink2"), widget, gap=4))
