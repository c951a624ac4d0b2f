"""One grid of a good's units: name, content, barcodes, prices, tiers, and what is earned, live."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from desktop import texts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.scrolls import Scroll
from desktop.texts import Label
from desktop.theme import Size
from inventory import barcodes, margins
from inventory.lots import UnitCost
from inventory.product_states import Tier, UnitState
from inventory.screens.goods_rows import percent
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.text import N_, _

HEADS = (
    N_("Satuan"), N_("Isi"), N_("Barcode"), N_("Harga"), N_("Anggota"), N_("Grosir mulai"), N_("Harga grosir"),
    N_("Modal"), N_("Margin"), "",
)  # fmt: skip
NAME, FACTOR, CODES, RETAIL, MEMBER, TIER_FROM, TIER_PRICE, COST, MARGIN, REMOVE = range(10)
#: At 100 %, wide and narrow; the barcodes take what is left.
WIDTHS = (120, 76, 0, 112, 112, 84, 112, 104, 92, 48)
NARROW_WIDTHS = (96, 56, 0, 86, 86, 60, 86, 92, 84, 40)


@dataclass(slots=True)
class TierFields:
    """A tier: from so many of the unit, so much each; `was` is the one it was read as."""

    least: QuantityField
    price: RupiahField
    margin: Label
    was: Tier | None = None
    shown: Quantity | None = None


@dataclass(slots=True)
class UnitFields:
    """A unit's row of fields."""

    id: int
    base: bool
    name: Field
    factor: QuantityField
    codes: Field
    retail: RupiahField
    member: RupiahField
    cost: RupiahField
    margin: Label
    remove: KeyButton
    tiers: list[TierFields] = field(default_factory=list)

    def widgets(self) -> list[QWidget]:
        found: list[QWidget] = [
            self.name, self.factor, self.codes, self.retail, self.member, self.cost, self.margin, self.remove,
        ]  # fmt: skip
        for tier in self.tiers:
            found += [tier.least, tier.price, tier.margin]
        return found


class UnitGrid(QWidget):
    """The grid.  A tier that is filled opens the next one under it.

    Signals:
    changed(): something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[UnitFields] = []
        self.ceiling: Rupiah | None = None
        self._cost = UnitCost()
        self._bought = False
        self._narrow = False
        self._held = QWidget()
        self._grid = QGridLayout(self._held)
        self._grid.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(4))
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(8))
        self.scroller = Scroll(self._held)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroller)
        self._heads = [Label(_(words) if words else "", Size.MINI, bold=True, tone="ink2") for words in HEADS]
        for place in (RETAIL, MEMBER, TIER_PRICE, COST, MARGIN):
            self._heads[place].setAlignment(texts.RIGHT | texts.MIDDLE)
        for head in self._heads:
            head.setWordWrap(True)

    # -- showing ---------------------------------------------------------------

    def show_units(
        self, units: tuple[UnitState, ...], cost: UnitCost, list_cost: Rupiah | None, *, bought: bool
    ) -> None:
        """A good's units; the cost of one base unit may be typed where no receipt tells it."""
        for row in self.rows:
            self._drop(row)
        self._cost, self._bought = cost, bought
        self.rows = [self._made(unit, base=n == 0) for n, unit in enumerate(units)]
        known = cost.of(ONE) if bought else list_cost
        self.rows[0].cost.set_amount(known)
        self._lay()
        self.judge()

    def add_unit(self, unit_id: int) -> None:
        """One more unit, its name waiting to be typed."""
        row = self._made(UnitState(unit_id, "", NOTHING), base=False)
        self.rows.append(row)
        self._lay()
        row.name.setFocus()
        self.changed.emit()

    def _made(self, unit: UnitState, *, base: bool) -> UnitFields:
        row = UnitFields(
            unit.id,
            base,
            Field(unit.name, size=Size.BODY, name=_("Satuan")),
            QuantityField(unit.factor or None, size=Size.BODY, name=_("Isi")),
            Field(" ".join(unit.barcodes), size=Size.BODY, name=_("Barcode")),
            RupiahField(unit.retail, size=Size.BODY, name=_("Harga")),
            RupiahField(unit.member, size=Size.BODY, name=_("Harga anggota")),
            RupiahField(None, size=Size.BODY, name=_("Modal")),
            Label("", Size.BODY, align=texts.RIGHT),
            KeyButton("", icon="bin", role="quiet"),
        )
        row.codes.setCursorPosition(0)
        row.remove.setAccessibleName(_("Hapus satuan {unit}").format(unit=unit.name))
        row.remove.clicked.connect(lambda: self._remove(row))
        row.tiers = [self._tier(row, unit, tier) for tier in unit.tiers]
        row.tiers.append(self._tier(row, unit, None))
        for each in (row.name, row.codes):
            each.textEdited.connect(lambda _text: self._edited())
        for number in (row.retail, row.member, row.cost):
            number.amount_changed.connect(lambda _amount: self._edited())
        row.factor.quantity_changed.connect(lambda _quantity: self._edited())
        row.factor.setEnabled(not base)
        row.cost.setEnabled(base and not self._bought)
        return row

    def _tier(self, row: UnitFields, unit: UnitState, tier: Tier | None) -> TierFields:
        shown = in_units(tier.min_quantity, unit.factor) if tier is not None else None
        fields = TierFields(
            QuantityField(shown, size=Size.BODY, name=_("Grosir mulai")),
            RupiahField(tier.price if tier is not None else None, size=Size.BODY, name=_("Harga grosir")),
            Label("", Size.BODY, align=texts.RIGHT),
            tier,
            shown,
        )
        fields.least.quantity_changed.connect(lambda _quantity: self._tier_edited(row))
        fields.price.amount_changed.connect(lambda _amount: self._tier_edited(row))
        return fields

    def _tier_edited(self, row: UnitFields) -> None:
        last = row.tiers[-1]
        if last.least.quantity is not None and last.price.amount is not None:
            row.tiers.append(self._tier(row, UnitState(row.id, ""), None))
            self._lay()
        self._edited()

    def _remove(self, row: UnitFields) -> None:
        self.rows.remove(row)
        self._drop(row)
        self._lay()
        self.rows[-1].name.setFocus()
        self._edited()

    def _drop(self, row: UnitFields) -> None:
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    # -- laying out ------------------------------------------------------------

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self._size()

    def _size(self) -> None:
        widths = NARROW_WIDTHS if self._narrow else WIDTHS
        for place, width in enumerate(widths):
            self._grid.setColumnStretch(place, 0 if width else 1)
            self._grid.setColumnMinimumWidth(place, theme.px(width or 120))
        for head, width in zip(self._heads, widths, strict=True):
            # A long heading takes two lines rather than a wider column.
            head.setMinimumWidth(0)
            head.setMaximumWidth(theme.px(width) if width else theme.px(2_000))
        for row in self.rows:
            for widget, place in self._placed(row):
                if widths[place]:
                    widget.setFixedWidth(theme.px(widths[place]))

    def _placed(self, row: UnitFields) -> list[tuple[QWidget, int]]:
        found: list[tuple[QWidget, int]] = [
            (row.name, NAME), (row.factor, FACTOR), (row.codes, CODES), (row.retail, RETAIL), (row.member, MEMBER),
            (row.cost, COST), (row.margin, MARGIN), (row.remove, REMOVE),
        ]  # fmt: skip
        for tier in row.tiers:
            found += [(tier.least, TIER_FROM), (tier.price, TIER_PRICE), (tier.margin, MARGIN)]
        return found

    def _lay(self) -> None:
        for place, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, place)
        line = 1
        order: list[QWidget] = []
        for row in self.rows:
            for widget, place in self._placed(row):
                if place not in (TIER_FROM, TIER_PRICE) and widget not in [tier.margin for tier in row.tiers]:
                    self._grid.addWidget(widget, line, place)
                    # At once, not when Qt is idle: what is typed next goes into it.
                    widget.setVisible(widget is not row.remove or not row.base)
            for n, tier in enumerate(row.tiers):
                self._grid.addWidget(tier.least, line + n, TIER_FROM)
                self._grid.addWidget(tier.price, line + n, TIER_PRICE)
                tier.least.show()
                tier.price.show()
                if n:
                    self._grid.addWidget(tier.margin, line + n, MARGIN)
                    tier.margin.show()
            order += [row.name, row.factor, row.codes, row.retail, row.member]
            order += [each for tier in row.tiers for each in (tier.least, tier.price)]
            order += [row.cost, row.remove]
            line += len(row.tiers)
        self._grid.setRowStretch(line, 1)
        for place in range(line):
            self._grid.setRowStretch(place, 0)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._size()

    # -- judging ---------------------------------------------------------------

    def _edited(self) -> None:
        self.judge()
        self.changed.emit()

    @property
    def cost(self) -> UnitCost:
        """What one base unit costs, as the last receipt or the field says."""
        if self._bought:
            return self._cost
        typed = self.rows[0].cost.amount if self.rows else None
        return UnitCost(typed, ONE) if typed is not None else UnitCost()

    @property
    def list_cost(self) -> Rupiah | None:
        """What was typed as the cost, None where a receipt tells it."""
        return None if self._bought or not self.rows else self.rows[0].cost.amount

    def judge(self) -> None:
        """Costs and margins anew, of what is typed now."""
        for row in self.rows:
            factor = ONE if row.base else row.factor.quantity or NOTHING
            cost = margins.cost_of_unit(self.cost, factor) if factor else None
            if not row.base:
                row.cost.set_amount(cost, preset=False)
            self._show_margin(row.margin, row.retail.amount, cost, factor)
            for tier in row.tiers:
                self._show_margin(tier.margin, tier.price.amount, cost, factor)
            self._show_lowest(row, cost)

    def _show_margin(self, label: Label, price: Rupiah | None, cost: Rupiah | None, factor: Quantity) -> None:
        margin = margins.margin_bps(price, cost)
        above = price is not None and bool(factor) and margins.above_ceiling(price, factor, self.ceiling)
        below = margin is not None and margin < 0
        label.setText("" if margin is None else ("▼ " if below else "") + percent(margin) + (" ▲" if above else ""))
        label.set_tone("refuse" if below else "warn" if above else "ink")

    def _show_lowest(self, row: UnitFields, cost: Rupiah | None) -> None:
        """Under the usual margin the lowest of all the unit's prices, where that is another."""
        usual = row.retail.amount
        others = [row.member.amount, *(tier.price.amount for tier in row.tiers)]
        prices = [each for each in others if each is not None]
        lowest = margins.margin_bps(min(prices), cost) if prices else None
        if lowest is not None and usual is not None and min(prices) < usual:
            row.margin.setText(f"{row.margin.text()}\n" + _("min {margin}").format(margin=percent(lowest)))
            if lowest < 0:
                row.margin.set_tone("refuse")

    # -- what is wished --------------------------------------------------------

    def units(self) -> tuple[UnitState, ...]:
        """The units as typed.  Raises BadInput for a tier without its price, or a content that is missing."""
        return tuple(self._state(row) for row in self.rows)

    def _state(self, row: UnitFields) -> UnitState:
        name = row.name.text().strip()
        factor = ONE if row.base else row.factor.quantity or NOTHING
        if not factor and name:
            raise BadInput(_("Isi satuan {unit} belum diisi.").format(unit=name), field="units")
        tiers = tuple(tier for each in row.tiers if (tier := _tier_of(each, factor, name)) is not None)
        codes = tuple(row.codes.text().replace(",", " ").split())
        return UnitState(row.id, name, factor, codes, row.retail.amount, row.member.amount, tiers)

    def focused(self) -> UnitFields:
        """The row one types in, else the base unit's."""
        focus = QApplication.focusWidget()
        return next((row for row in self.rows if focus in row.widgets()), self.rows[0])

    def add_code(self, code: str) -> None:
        """Put a barcode to those of the row one types in."""
        row = self.focused()
        known = row.codes.text().replace(",", " ").split()
        if barcodes.normalise(code) not in [barcodes.normalise(each) for each in known]:
            row.codes.setText(" ".join([*known, code]))
            self._edited()


def _tier_of(fields: TierFields, factor: Quantity, unit: str) -> Tier | None:
    least, price = fields.least.quantity, fields.price.amount
    if least is None and price is None:
        return None
    if least is None or price is None:
        raise BadInput(_("Satuan {unit}: harga grosir butuh jumlah dan harga.").format(unit=unit), field="tiers")
    if fields.was is not None and least == fields.shown:
        return replace(fields.was, price=price)
    return Tier(least.of_factor(factor), price)


def in_units(base: Quantity, factor: Quantity) -> Quantity:
    """Base units said in a unit, to a thousandth."""
    return Quantity(base.thousandths * THOUSAND // factor.thousandths)
