"""What a report is narrowed to before it is shown: days, and whatever else may be chosen.

Which filters there are is a frozen `Filters`; what stands in them is read as a `Chosen`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import theme
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.dates import DateField
from desktop.fields import Field
from desktop.flows import FlowRow
from desktop.pickers import Picker, Segments
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import BadInput
from koperasi.quantity import Quantity
from koperasi.text import _


class Days(StrEnum):
    """Which days a report asks for."""

    NONE = "none"
    ONE = "one"
    RANGE = "range"


class Span(StrEnum):
    """Days by one touch."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice out of several: its name for machines, its caption, and what there is (the usual first)."""

    key: str
    caption: str
    options: tuple[tuple[object, str], ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What can be chosen.  `back` is the usual number of days back (0: not asked), `code` a caption."""

    today: date
    days: Days = Days.RANGE
    span: Span = Span.TODAY
    picks: tuple[Pick, ...] = ()
    back: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: always from a day to a day, both included."""

    first: date
    last: date
    picks: tuple[tuple[str, object], ...] = ()
    back: int = 0
    code: str = ""

    def of(self, key: str) -> object:
        """What a pick says, None where there is no such pick."""
        return dict(self.picks).get(key)


def days_of(span: Span, today: date) -> tuple[date, date]:
    """The days that a word names."""
    if span is Span.TODAY:
        return today, today
    if span is Span.YESTERDAY:
        return today - timedelta(days=1), today - timedelta(days=1)
    return today.replace(day=1), today


def span_of(first: date, last: date, today: date) -> Span | None:
    """The word for these days, if there is one."""
    return next((span for span in Span if days_of(span, today) == (first, last)), None)


class FilterBar(FlowRow):
    """The filters, 48 high with captions over them, and the one primary at the right.

    Signals:
    submitted(): Enter in a field.
    """

    submitted = Signal()

    def __init__(self, primary: KeyButton) -> None:
        super().__init__()
        self._filters: Filters | None = None
        self._primary = primary
        self._parts: list[QWidget] = []
        self._pickers: dict[str, Picker] = {}
        self._dates: list[DateField] = []
        self._spans: Segments | None = None
        self._back: QuantityField | None = None
        self._code: Field | None = None
        # Under an empty caption, so that its foot stands with the others'.
        self._end = captioned("", primary)

    @property
    def pickers(self) -> dict[str, Picker]:
        return self._pickers

    @property
    def dates(self) -> list[DateField]:
        return self._dates

    def show_filters(self, filters: Filters) -> None:
        """Other filters, with the usual in each."""
        self._clear()
        self._filters = filters
        if filters.days is Days.RANGE:
            self._add_range(filters)
        elif filters.days is Days.ONE:
            self._add_date(_("Pada tanggal"), filters.today)
        if filters.back:
            self._back = QuantityField(Quantity.of(filters.back), whole=True, size=Size.BODY, name=_("Hari"))
            self._back.setFixedWidth(theme.px(96))
            self._back.submitted.connect(self.submitted)
            self._add(_("Berapa hari"), self._back)
        if filters.code:
            self._code = Field(size=Size.BODY, name=filters.code)
            self._code.setFixedWidth(theme.px(180))
            self._code.submitted.connect(self.submitted)
            self._add(filters.code, self._code)
        for pick in filters.picks:
            picker = Picker(pick.options, name=pick.caption)
            self._pickers[pick.key] = picker
            self._add(pick.caption, picker)
        self.flow.addWidget(self._end)
        self.fit()

    def chosen(self) -> Chosen:
        """What stands in the filters; raises BadInput, shown at its field, for what is no day."""
        if self._filters is None:
            raise BadInput(_("Pilih laporan dulu."))
        today = self._filters.today
        days = [each.day for each in self._dates] or [today]
        first, last = days[0], days[-1]
        if first > last:
            message = _("Tanggal mulai sesudah tanggal akhir.")
            self._dates[0].show_error(message)
            raise BadInput(message, remedy=_("Tukar kedua tanggal."))
        back = self._back.quantity if self._back is not None else None
        picks = tuple((key, picker.value) for key, picker in self._pickers.items())
        code = self._code.text().strip() if self._code is not None else ""
        return Chosen(first, last, picks, back.thousandths // 1000 if back else 0, code)

    def show_code(self, code: str) -> None:
        """Write into the code's field, where there is one."""
        if self._code is not None:
            self._code.setText(code)

    def show_days(self, first: object, last: object) -> None:
        """Write days into their fields, where there are any and these are days; one field takes the last."""
        for field, day in zip(self._dates, (first, last)[-len(self._dates) :], strict=False):
            if isinstance(day, date):
                field.set_day(day)
        self._dates_changed(last)

    def ask_code(self) -> None:
        """The focus to the code's field, where there is one."""
        if self._code is not None:
            self._code.setFocus()

    def _add_range(self, filters: Filters) -> None:
        named = ((Span.TODAY, _("Hari ini")), (Span.YESTERDAY, _("Kemarin")), (Span.MONTH, _("Bulan ini")))
        self._spans = Segments(named, name=_("Periode"))
        self._spans.picked.connect(self._span_picked)
        self._spans.choose(filters.span)
        self._add(_("Periode"), self._spans)
        first, last = days_of(filters.span, filters.today)
        self._add_date(_("Dari"), first)
        self._add_date(_("Sampai"), last)

    def _add_date(self, caption: str, day: date) -> None:
        field = DateField(day, name=caption)
        field.today = self._filters.today if self._filters else day
        field.submitted.connect(self.submitted)
        field.day_changed.connect(self._dates_changed)
        self._dates.append(field)
        self._add(caption, field)

    def _add(self, caption: str, field: QWidget) -> None:
        part = captioned(caption, field)
        self._parts.append(part)
        self.flow.addWidget(part)
        part.show()

    def _span_picked(self, span: Span) -> None:
        if self._filters is not None:
            for field, day in zip(self._dates, days_of(span, self._filters.today), strict=True):
                field.set_day(day)
            self.submitted.emit()

    def _dates_changed(self, _day: object) -> None:
        if self._spans is not None and self._filters is not None:
            try:
                first, last = (field.day for field in self._dates)
            except BadInput:
                return
            self._spans.choose(span_of(first, last, self._filters.today))

    def _clear(self) -> None:
        while self.flow.takeAt(0) is not None:
            pass
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self._pickers, self._dates = [], {}, []
        self._spans, self._back, self._code = None, None, None


def captioned(caption: str, field: QWidget) -> QWidget:
    """A control with its caption over it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    label = Label(caption, Size.MINI, tone="ink2")
    label.setFixedHeight(theme.px(20))
    column.addWidget(label)
    column.addWidget(field)
    return holder
