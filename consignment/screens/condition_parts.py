"""The pages of an agreement's conditions: price and shelf, who bears losses, payment and fees, how long it lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from consignment.agreement_words import DAYS
from consignment.agreements import (
    CAUSES,
    CYCLES,
    AfterGrace,
    AfterPayout,
    Conditions,
    Cycle,
    Fee,
    FeeWhen,
    LossCause,
    Markdown,
    PriceBy,
)
from consignment.screens.deal_parts import rate_of, show_rate
from consignment.terms import Bearer
from desktop import dates, layouts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.dates import DateField
from desktop.fields import Field
from desktop.pickers import Picker, Segments
from desktop.texts import Label
from desktop.theme import Size
from inventory.screens.product_parts import Fields, Switch, number_of
from koperasi.errors import BadInput
from koperasi.money import ZERO
from koperasi.quantity import Quantity
from koperasi.text import N_, _, short_date

AFTER_GRACE = {
    AfterGrace.RETURN_ONLY: N_("Menunggu diambil"),
    AfterGrace.KEEP_SELLING: N_("Tetap dijual"),
    AfterGrace.DONATE: N_("Disumbangkan"),
    AfterGrace.CONVERT: N_("Jadi milik toko"),
}
AFTER_PAYOUT = {
    AfterPayout.CLAW_BACK: N_("Dipotong dari penitip"),
    AfterPayout.SHOP_KEEPS: N_("Barang jadi milik toko"),
}
FEES = {
    FeeWhen.DELIVERY: N_("Biaya tiap titip (Rp)"),
    FeeWhen.MONTH: N_("Biaya tiap bulan (Rp)"),
    FeeWhen.PAYOUT: N_("Biaya tiap bayar (Rp)"),
}
#: So many steps have a row.
STEPS = 3
SHARES = ((10_000, N_("Toko")), (5_000, N_("Dibagi dua")), (0, N_("Penitip")))


def _days(value: int) -> Quantity | None:
    return Quantity.of(value) if value else None


class StepRow(QWidget):
    """After so many days so much off, and who bears it; empty for no step.

    Signals:
    changed(): something was typed or picked.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.days = QuantityField(None, whole=True, size=Size.BODY, name=_("Sesudah berapa hari"))
        self.off = QuantityField(None, size=Size.BODY, name=_("Potongan persen"))
        self.bearer = Segments([(Bearer.MAKER, _("Penitip")), (Bearer.SHOP, _("Toko"))], name=_("Ditanggung"))
        self._bearer = Bearer.MAKER
        self.days.setPlaceholderText(_("hari"))
        self.off.setPlaceholderText("%")
        for field in (self.days, self.off):
            field.setFixedWidth(theme.px(96))
            field.textEdited.connect(lambda _text: self.changed.emit())
        self.bearer.picked.connect(self._picked)
        said = layouts.row(self.days, self.off, Label(_("oleh"), Size.BODY, tone="ink2"), self.bearer, 1, gap=8)
        self.setLayout(said)

    def _picked(self, bearer: object) -> None:
        self._bearer = Bearer(str(bearer))
        self.changed.emit()

    def show_step(self, step: Markdown | None) -> None:
        self.days.set_quantity(Quantity.of(step.after_days) if step is not None else None)
        show_rate(self.off, step.off_bps if step is not None else 0)
        self._bearer = step.bearer if step is not None else Bearer.MAKER
        self.bearer.choose(self._bearer)

    def step(self) -> Markdown | None:
        days, off = number_of(self.days), rate_of(self.off)
        return Markdown(days or 0, off, self._bearer) if days or off else None


class ShelfPage(Fields):
    """Who sets and lowers the price, how long goods stay, and what then."""

    def __init__(self) -> None:
        super().__init__(columns=2)
        self.price_by = Segments([(PriceBy.MAKER, _("Penitip")), (PriceBy.SHOP, _("Toko"))], name=_("Harga jual"))
        self._price_by = PriceBy.MAKER
        self._more: tuple[Markdown, ...] = ()
        self.price_by.picked.connect(self._picked)
        self.may_lower = Switch(_("Harus tanya penitip"), _("Boleh menurunkan"))
        self.shelf, self.grace = (QuantityField(None, whole=True, size=Size.BODY) for _each in range(2))
        self.after_grace = Picker([(each, _(words)) for each, words in AFTER_GRACE.items()], name=_("Sesudah itu"))
        self.after_grace.setFixedWidth(theme.px(220))
        self.after_grace.picked.connect(lambda _value: self.changed.emit())
        self.steps = [StepRow() for _each in range(STEPS)]
        for field in (self.shelf, self.grace):
            field.setPlaceholderText(_("tidak dibatasi"))
        self.put(_("Harga jual ditentukan"), self.price_by)
        self.put(_("Toko menurunkan harga"), self.may_lower)
        self.put(_("Paling lama di rak (hari)"), self.shelf)
        self.put(_("Waktu mengambil sesudahnya (hari)"), self.grace)
        self.put(_("Bila tidak diambil"), self.after_grace, 2)
        for n, step in enumerate(self.steps, start=1):
            step.changed.connect(self.changed.emit)
            self.put(_("Harga turun ke-{n} (hari, persen)").format(n=n), step, 2)

    @property
    def fields(self) -> dict[str, Field]:
        return {"shelf_days": self.shelf, "grace_days": self.grace, "markdowns": self.steps[0].days}

    def _picked(self, value: object) -> None:
        self._price_by = PriceBy(str(value))
        self.may_lower.setEnabled(self._price_by is PriceBy.MAKER)
        self.changed.emit()

    def show_conditions(self, said: Conditions) -> None:
        self._price_by = said.price_by
        self.price_by.choose(said.price_by)
        self.may_lower.setEnabled(said.price_by is PriceBy.MAKER)
        self.may_lower.set_on(said.may_lower)
        self.shelf.set_quantity(_days(said.shelf_days))
        self.grace.set_quantity(_days(said.grace_days))
        self.after_grace.choose(said.after_grace)
        for place, step in enumerate(self.steps):
            step.show_step(said.markdowns[place] if place < len(said.markdowns) else None)
        self._more = said.markdowns[STEPS:]

    def conditions(self, before: Conditions) -> Conditions:
        """With as many steps as are filled in; more than there are rows for (from a file) stay."""
        steps = tuple(each for each in (row.step() for row in self.steps) if each is not None)
        return replace(
            before,
            price_by=self._price_by,
            may_lower=self.may_lower.on,
            shelf_days=number_of(self.shelf) or 0,
            grace_days=number_of(self.grace) or 0,
            after_grace=AfterGrace(str(self.after_grace.value)),
            markdowns=(*steps, *self._more),
        )


class LossPage(QWidget):
    """A small matrix: each cause, and whose loss it is.

    Signals:
    changed(): another one bears something.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[LossCause, int] = {}
        self.rows: dict[LossCause, Segments] = {}
        self.tolerance = QuantityField(None, size=Size.BODY, name=_("Kurang yang dianggap wajar (%)"))
        self.tolerance.setFixedWidth(theme.px(110))
        self.tolerance.textEdited.connect(lambda _text: self.changed.emit())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.px(4))
        for line, (cause, words) in enumerate(CAUSES.items()):
            segments = Segments([(part, _(who)) for part, who in SHARES], name=_(words))
            segments.picked.connect(lambda part, cause=cause: self._picked(cause, part))
            self.rows[cause] = segments
            grid.addWidget(Label(_(words), Size.BODY), line, 0)
            grid.addWidget(segments, line, 1)
        grid.addWidget(Label(_("Kurang yang dianggap wajar (%)"), Size.BODY, wrap=True), len(CAUSES), 0)
        grid.addWidget(self.tolerance, len(CAUSES), 1)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(CAUSES) + 1, 1)

    @property
    def fields(self) -> dict[str, Field]:
        return {"tolerance": self.tolerance}

    def _picked(self, cause: LossCause, part: object) -> None:
        self._parts[cause] = int(str(part))
        self.changed.emit()

    def show_conditions(self, said: Conditions) -> None:
        """A part that is none of the three (from a file) shows no choice, and stays until one is pressed."""
        self._parts = {cause: said.shop_bears(cause) for cause in CAUSES}
        for cause, segments in self.rows.items():
            segments.choose(self._parts[cause])
        show_rate(self.tolerance, said.tolerance_bps)

    def conditions(self, before: Conditions) -> Conditions:
        liabilities = tuple((cause, self._parts[cause]) for cause in LossCause)
        return replace(before, liabilities=liabilities, tolerance_bps=rate_of(self.tolerance))


class PaymentPage(Fields):
    """When and how she is paid, and what is taken for it."""

    def __init__(self) -> None:
        super().__init__(columns=2)
        self.cycle = Picker([(each, _(words)) for each, words in CYCLES.items()], name=_("Dibayar"))
        self.weekday = Picker([(place, _(words)) for place, words in enumerate(DAYS)], name=_("Hari bayar"))
        self.month_day = QuantityField(None, whole=True, size=Size.BODY)
        self.hold = QuantityField(None, whole=True, size=Size.BODY)
        self.least = RupiahField(None, size=Size.BODY)
        self.after_payout = Picker([(each, _(words)) for each, words in AFTER_PAYOUT.items()], name=_("Retur"))
        for picker, wide in ((self.cycle, 200), (self.weekday, 160), (self.after_payout, 240)):
            picker.setFixedWidth(theme.px(wide))
            picker.picked.connect(lambda _value: self._picked())
        self.fees = {when: RupiahField(None, size=Size.BODY) for when in FeeWhen}
        self._whats: dict[FeeWhen, str] = {}
        for field, words in ((self.hold, _("langsung")), (self.least, _("tidak ada")), (self.month_day, "1–28")):
            field.setPlaceholderText(words)
        self.put(_("Dibayar"), self.cycle)
        self.put(_("Hari bayar"), self.weekday)
        self.put(_("Tanggal bayar tiap bulan"), self.month_day)
        self.put(_("Ditahan sesudah terjual (hari)"), self.hold)
        self.put(_("Paling sedikit sekali bayar (Rp)"), self.least)
        self.put(_("Retur sesudah dibayar"), self.after_payout)
        for when, fee in self.fees.items():
            fee.setPlaceholderText(_("tidak ada"))
            self.put(_(FEES[when]), fee)

    @property
    def fields(self) -> dict[str, Field]:
        return {"pay_day": self.month_day, "hold_days": self.hold, "min_payout": self.least,
                "fees": self.fees[FeeWhen.DELIVERY]}  # fmt: skip

    def _picked(self) -> None:
        self._show_day()
        self.changed.emit()

    def _show_day(self) -> None:
        cycle = Cycle(str(self.cycle.value))
        self.weekday.setEnabled(cycle in (Cycle.WEEKLY, Cycle.TWO_WEEKS))
        self.month_day.setEnabled(cycle is Cycle.MONTHLY)

    def show_conditions(self, said: Conditions) -> None:
        self.cycle.choose(said.cycle)
        weekly = said.cycle in (Cycle.WEEKLY, Cycle.TWO_WEEKS)
        self.weekday.choose(said.pay_day if weekly else 4)
        self.month_day.set_quantity(_days(said.pay_day) if said.cycle is Cycle.MONTHLY else None)
        self.hold.set_quantity(_days(said.hold_days))
        self.least.set_amount(said.min_payout or None)
        self.after_payout.choose(said.after_payout)
        known = {each.when: each for each in said.fees}
        self._whats = {when: each.what for when, each in known.items()}
        for when, field in self.fees.items():
            field.set_amount(known[when].amount if when in known else None)
        self._show_day()

    def conditions(self, before: Conditions) -> Conditions:
        cycle = Cycle(str(self.cycle.value))
        day = {Cycle.ASKED: 0, Cycle.MONTHLY: number_of(self.month_day) or 0}.get(cycle, self.weekday.value)
        told = {when: field.amount for when, field in self.fees.items() if field.amount}
        fees = tuple(Fee(when, amount, self._whats.get(when, "")) for when, amount in told.items())
        return replace(
            before,
            cycle=cycle,
            pay_day=int(str(day)),
            hold_days=number_of(self.hold) or 0,
            min_payout=self.least.amount or ZERO,
            after_payout=AfterPayout(str(self.after_payout.value)),
            fees=fees,
        )


class LastingPage(Fields):
    """From when to when it holds, who signs for her, and what was added by hand."""

    def __init__(self, today: date) -> None:
        super().__init__(columns=2)
        self.starts_on = DateField(today, name=_("Mulai berlaku"))
        self.starts_on.day_changed.connect(lambda _day: self.changed.emit())
        self.ends_on, self.signed_by, self.note = (Field(size=Size.BODY) for _each in range(3))
        self.ends_on.setPlaceholderText(_("tanpa akhir"))
        self.signed_by.setPlaceholderText(_("penitip sendiri"))
        self.note.setPlaceholderText(_("kesepakatan lain, dengan kata sendiri"))
        self.put(_("Mulai berlaku"), self.starts_on)
        self.put(_("Sampai tanggal"), self.ends_on)
        self.put(_("Yang menandatangani"), self.signed_by, 2)
        self.put(_("Tambahan"), self.note, 2)

    @property
    def fields(self) -> dict[str, Field]:
        return {"starts_on": self.starts_on, "ends_on": self.ends_on}

    def show_lasting(self, starts_on: date, ends_on: date | None, signed_by: str, note: str) -> None:
        self.starts_on.set_day(starts_on)
        self.ends_on.setText(short_date(ends_on) if ends_on is not None else "")
        self.signed_by.setText(signed_by)
        self.note.setText(note)

    def end(self, today: date) -> date | None:
        """The last day; None without one.  Raises BadInput (field `ends_on`)."""
        if not self.ends_on.text().strip():
            return None
        try:
            return dates.read(self.ends_on.text(), today)
        except BadInput as wrong:
            raise BadInput(wrong.message, remedy=wrong.remedy, field="ends_on") from wrong
