"""The side of the label screen: the chosen label as it will be printed, how many, and its dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop import dates, layouts, texts, theme
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip, ChipLabel
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.theme import Size
from inventory import labels
from inventory.label_runs import Run, RunLine
from inventory.labels import LabelKind, Made
from koperasi.errors import BadInput
from koperasi.quantity import THOUSAND, Quantity
from koperasi.text import _, short_date
from printing import label_pictures

WIDE_SIDE, NARROW_SIDE = 400, 330
PREVIEW_WIDTH = 720


def columns() -> list[Column]:
    """The goods of a run."""
    return [
        Column(_("Barang"), 0),
        Column(_("Satuan"), 92),
        Column(_("Harga"), 120, texts.RIGHT),
        Column(_("Label"), 72, texts.RIGHT),
    ]


def row(run: Run, line: RunLine, *, chosen: bool) -> Row:
    """A good of the run; what its label lacks is told under its name."""
    tag = line.subject.tag
    note, tone = _noted(run, line)
    cells = (
        Cell(tag.name, bold=True, note=note, note_tone=tone, chip=_chip(line)),
        Cell(tag.unit, size=Size.BODY, tone="ink2"),
        Cell(tag.price.shown),
        Cell(str(line.copies), bold=True),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground)


def _chip(line: RunLine) -> Chip | None:
    return Chip(line.subject.maker.split(",")[0], "titip") if line.subject.maker else None


def _noted(run: Run, line: RunLine) -> tuple[str, str]:
    if run.kind is LabelKind.SHELF:
        return "", "ink2"
    if lacking := labels.lacking(line.subject, line.made):
        return _("belum diisi: {what}").format(what=", ".join(lacking)), "warn"
    if line.subject.lacks_code:
        return _("barcode diberi saat dicetak"), "ink2"
    return "", "ink2"


def pictured(run: Run, line: RunLine) -> tuple[bytes, tuple[str, ...]]:
    """The label as a PNG, and what of it did not fit whole; for a worker's thread."""
    page = BytesIO()
    label_pictures.preview(run.label(line), run.size, page=run.sheet is not None, wide=PREVIEW_WIDTH).save(page, "PNG")
    return page.getvalue(), run.laid(line).shortened


class LabelSide(Card):
    """The chosen label and what is keyed of it.

    Signals:
    copies_changed(int): another number of it was typed.
    made_changed(object): another `Made` was typed.
    start_changed(int): the sheet begins at another label.
    """

    copies_changed = Signal(int)
    made_changed = Signal(object)
    start_changed = Signal(int)

    def __init__(self, kind: Action, paper: Action, today: Callable[[], date]) -> None:
        super().__init__(pad=(16, 14), gap=8)
        self._today = today
        self._picture: QPixmap | None = None
        self.kind_button, self.paper_button = KeyButton(kind), KeyButton(paper)
        self.preview = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName(_("Gambar label"))
        self.preview.setMinimumHeight(theme.px(112))
        self.preview.setMaximumHeight(theme.px(210))
        self.preview.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.short = ChipLabel(None)
        self.copies = QuantityField(whole=True, name=_("Jumlah label"))
        self.copies.quantity_changed.connect(self._copies_typed)
        self.start = QuantityField(whole=True, name=_("Mulai label ke"))
        self.start.quantity_changed.connect(self._start_typed)
        self.made_on = Field(name=_("Dibuat"))
        self.best_before = Field(name=_("Baik sebelum"))
        self.batch = Field(name=_("Kode produksi"))
        for field in (self.made_on, self.best_before, self.batch):
            field.setPlaceholderText(_("kosong: tidak dicetak"))
        self.made_on.editingFinished.connect(lambda: self._made_typed(new_day=True))
        self.best_before.editingFinished.connect(self._made_typed)
        self.batch.editingFinished.connect(self._made_typed)
        self._start_caption = Captioned(_("Mulai label ke"), self.start)
        numbers = layouts.row(Captioned(_("Jumlah label"), self.copies), self._start_caption, gap=8)
        dated = layouts.row(Captioned(_("Dibuat"), self.made_on), Captioned(_("Baik sebelum"), self.best_before), gap=8)
        self.dates = layouts.held(layouts.column(dated, Captioned(_("Kode produksi"), self.batch), gap=4))
        for part in (self.kind_button, self.paper_button):
            self.body.addWidget(part)
        self.body.addWidget(self.preview, 1)
        self.body.addWidget(self.short)
        self.body.addLayout(numbers)
        self.body.addWidget(self.dates)
        self.body.addStretch(0)

    def show_run(self, run: Run) -> None:
        """What is chosen now; what is being typed is left alone."""
        line = run.line
        for widget in (self.copies, self.made_on, self.best_before, self.batch):
            widget.setEnabled(line is not None)
        self._start_caption.setVisible(run.sheet is not None)
        self.dates.setVisible(run.kind is LabelKind.PRODUCT)
        if not self.start.hasFocus():
            self.start.set_quantity(Quantity.of(run.start))
        if line is None:
            self.show_picture(b"", ())
            self.copies.set_quantity(None)
            return
        if not self.copies.hasFocus():
            self.copies.set_quantity(Quantity.of(line.copies))
        if not any(each.hasFocus() for each in (self.made_on, self.best_before, self.batch)):
            self.show_made(line.made)

    def show_made(self, made: Made) -> None:
        for field, day in ((self.made_on, made.made_on), (self.best_before, made.best_before)):
            field.clear_error()
            field.setText(short_date(day) if day is not None else "")
        self.batch.setText(made.batch)

    def show_picture(self, png: bytes, shortened: tuple[str, ...]) -> None:
        """The label as it will be printed; a chip says that not all of it fits."""
        self._picture = QPixmap()
        if png:
            self._picture.loadFromData(png)
        if not png:
            self.preview.clear()
        self.short.show_chip(Chip(_("Terlalu kecil: sebagian dipotong"), "warn") if shortened else None)
        self.short.setVisible(bool(shortened))
        self._fit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        if self._picture is None or self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        # Its own size is the layout's to say: a picture that asked for room would push the fields away.
        room = (self.width() - theme.px(36), max(self.preview.height(), theme.px(112)))
        keep = Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = self._picture.scaled(int(room[0] * ratio), int(room[1] * ratio), keep, smooth)
        shown.setDevicePixelRatio(ratio)
        self.preview.setPixmap(shown)

    def _copies_typed(self, quantity: Quantity | None) -> None:
        if quantity is not None:
            self.copies_changed.emit(max(1, quantity.thousandths // THOUSAND))

    def _start_typed(self, quantity: Quantity | None) -> None:
        if quantity is not None:
            self.start_changed.emit(max(1, quantity.thousandths // THOUSAND))

    def _made_typed(self, *, new_day: bool = False) -> None:
        try:
            made_on, best_before = self._day(self.made_on), self._day(self.best_before)
        except BadInput:
            return
        self.made_changed.emit((Made(made_on, best_before, self.batch.text().strip()), new_day))

    def _day(self, field: Field) -> date | None:
        """What is typed as a day; a wrong one is shown at its field."""
        if not field.text().strip():
            field.clear_error()
            return None
        try:
            day = dates.read(field.text(), self._today())
        except BadInput as wrong:
            field.show_error(f"{wrong.message} {wrong.remedy}")
            raise
        field.clear_error()
        return day


def fields(side: LabelSide) -> tuple[QWidget, ...]:
    """Everything that is typed into, in the order of Tab."""
    return (side.copies, side.start, side.made_on, side.best_before, side.batch)
