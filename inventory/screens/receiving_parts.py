"""Parts of the receiving screen: the card of the chosen line, and the invoice at the right.

Fields write straight into the intake; what cannot be read (a discount, a day) is said under
its field.  Enter goes from field to field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from desktop import theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.theme import Size
from inventory import intakes, landed_costs
from inventory.intakes import Intake, IntakeLine
from koperasi.errors import BadInput
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _, plain, short_date

#: How a day may be typed.
EXAMPLE = "31/12/26"
Change = Callable[[IntakeLine], IntakeLine]
IntakeChange = Callable[[Intake], Intake]


class FieldGrid(Card):
    """Fields in a grid that Enter walks through.

    Signals:
    finished(): Enter in the last one.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__(pad=(12, 8), gap=4)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.px(10))
        self.grid.setVerticalSpacing(theme.px(4))
        self.body.addLayout(self.grid)
        self.captioned: list[Captioned] = []
        self._reads: dict[Field, Callable[[], None]] = {}

    def put(self, caption: str, field: Field) -> Captioned:
        held = Captioned(caption, field)
        held.setMinimumWidth(theme.px(64))
        self.captioned.append(held)
        field.submitted.connect(lambda: self._entered(field))
        return held

    def read_with(self, field: Field, read: Callable[[], None]) -> None:
        """What is typed into a field is read when it is left, or by Enter."""
        self._reads[field] = read
        field.editingFinished.connect(read)

    def settle(self) -> None:
        """What is half typed is read now."""
        for field, read in self._reads.items():
            if field.hasFocus():
                read()

    def _entered(self, field: Field) -> None:
        if read := self._reads.get(field):
            read()
        self._next(field)

    def lay(self, columns: int) -> None:
        """In so many columns, from left to right."""
        for held in self.captioned:
            self.grid.removeWidget(held)
        for n, held in enumerate(self.captioned):
            self.grid.addWidget(held, *divmod(n, columns))
        for n in range(self.grid.columnCount()):
            self.grid.setColumnStretch(n, 1 if n < columns else 0)

    def _next(self, field: Field) -> None:
        usable = [each.field for each in self.captioned if each.field.isVisible() and each.field.isEnabled()]
        at = usable.index(field) + 1
        if field.error:
            return
        if at < len(usable):
            begin(usable[at])
        else:
            self.finished.emit()


def begin(field: Field) -> None:
    """Type into a field from its start: what stands there is replaced by the first key."""
    field.setFocus()
    if isinstance(field, RupiahField):
        field.set_amount(field.amount)
    elif isinstance(field, QuantityField):
        field.set_quantity(field.quantity)
    else:
        field.selectAll()


class LineCard(FieldGrid):
    """The chosen line.

    Signals:
    line_changed(object): a function of the line as it was, that gives it as it is now.
    """

    line_changed = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.quantity = QuantityField(size=Size.LINE)
        self.bonus = QuantityField(size=Size.LINE)
        self.price = RupiahField(size=Size.LINE)
        self.discount = Field()
        self.amount = RupiahField(size=Size.LINE)
        self.expires_on = Field()
        self.batch = Field()
        self._bonus_held: Captioned | None = None
        self._proposed = ""
        for caption, field in self._captions():
            held = self.put(caption, field)
            if field is self.bonus:
                self._bonus_held = held
        self._connect()
        self.lay(7)
        self.show_line(None)

    def _captions(self) -> Sequence[tuple[str, Field]]:
        return (
            (_("Jumlah"), self.quantity),
            (_("Bonus"), self.bonus),
            (_("Harga / satuan"), self.price),
            (_("Diskon"), self.discount),
            (_("Jumlah Rp"), self.amount),
            (_("Kedaluwarsa"), self.expires_on),
            (_("Batch"), self.batch),
        )

    def _connect(self) -> None:
        self.discount.setPlaceholderText("5+2")
        self.quantity.quantity_changed.connect(lambda typed: self._tell(lambda line: _counted(line, typed)))
        self.bonus.quantity_changed.connect(
            lambda typed: self._tell(lambda line: replace(line, bonus=typed or NOTHING))
        )
        self.price.amount_changed.connect(
            lambda typed: self._tell(lambda line: replace(line, price=typed, amount=None))
        )
        self.amount.amount_changed.connect(
            lambda typed: self._tell(lambda line: replace(line, amount=typed, price=None))
        )
        self.batch.textEdited.connect(lambda typed: self._tell(lambda line: replace(line, batch=plain(typed))))
        self.read_with(self.discount, self.read_discount)
        self.read_with(self.expires_on, self.read_day)

    def _tell(self, change: Change) -> None:
        self.line_changed.emit(change)

    def read_discount(self) -> None:
        """What was typed as a discount becomes one, or is said to be none."""
        try:
            read = landed_costs.discount(self.discount.text())
        except BadInput as wrong:
            self.discount.show_error(str(wrong))
            return
        self._tell(lambda line: line if line.discount == read else replace(line, discount=read))

    def read_day(self) -> None:
        """What was typed as a day becomes one; one that is past is refused here already."""
        try:
            read = intakes.day(self.expires_on.text(), self._today())
        except BadInput as wrong:
            self.expires_on.show_error(str(wrong))
            return
        if read is not None and read < self._today():
            self.expires_on.show_error(_("Sudah lewat."))
            return
        self._tell(lambda line: line if line.expires_on == read else replace(line, expires_on=read))

    def show_line(self, line: IntakeLine | None) -> None:
        """All fields as the line has them, but the one that is being typed into."""
        for held in self.captioned:
            held.setEnabled(line is not None)
        if self._bonus_held is not None and line is not None:
            self._bonus_held.show_caption(_("Bonus ({unit})").format(unit=line.base_unit.lower()))
        self._number(self.quantity, line.quantity if line is not None and line.quantity else None)
        self._number(self.bonus, line.bonus if line is not None and line.bonus else None)
        self._money(self.price, line.price if line is not None else None)
        self._money(self.amount, line.gross if line is not None and (line.gross or line.amount is not None) else None)
        self._words(self.discount, str(line.discount) if line is not None else "")
        day = line.expires_on if line is not None else None
        self._words(self.expires_on, f"{day:%d/%m/%y}" if day is not None else "")
        self._words(self.batch, line.batch if line is not None else "")
        self._propose(line)

    def _propose(self, line: IntakeLine | None) -> None:
        """How long it usually keeps is shown as what may be typed."""
        keeps = line.keeps_days if line is not None else None
        until = self._today() + timedelta(days=keeps) if keeps else None
        self._proposed = f"{until:%d/%m/%y}" if until else ""
        self.expires_on.setPlaceholderText(self._proposed or EXAMPLE)

    def _entered(self, field: Field) -> None:
        """Enter in an empty day takes the one it usually keeps until."""
        if field is self.expires_on and not field.text():
            field.setText(self._proposed)
        super()._entered(field)

    def _number(self, field: QuantityField, quantity: Quantity | None) -> None:
        if not field.hasFocus() or field.quantity != quantity:
            field.set_quantity(quantity)

    def _money(self, field: RupiahField, amount: Rupiah | None) -> None:
        if not field.hasFocus() or field.amount != amount:
            field.set_amount(amount)

    def _words(self, field: Field, words: str) -> None:
        if not field.hasFocus() and not field.error:
            field.setText(words)

    def forget_errors(self) -> None:
        for held in self.captioned:
            held.field.clear_error()

    def field_of(self, name: str) -> Field:
        """The field that a refusal names."""
        known: dict[str, Field] = {"price": self.price, "expires_on": self.expires_on, "discount": self.discount}
        return known.get(name, self.quantity)


def _counted(line: IntakeLine, typed: Quantity | None) -> IntakeLine:
    return replace(line, quantity=typed or NOTHING, counted=True)


class InvoiceCard(FieldGrid):
    """The invoice: its number, days, discount, charges, PPN, and the total it ends in.

    Signals:
    intake_changed(object): a function of the intake as it was, that gives it as it is now.
    """

    intake_changed = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.number, self.date = Field(), Field()
        self.discount, self.freight = Field(), RupiahField(size=Size.LINE)
        self.tax, self.due = RupiahField(size=Size.LINE), Field()
        self.asked = RupiahField(size=Size.LINE)
        captions: Sequence[tuple[str, Field]] = (
            (_("No. faktur"), self.number),
            (_("Tgl. faktur"), self.date),
            (_("Diskon faktur"), self.discount),
            (_("Ongkir"), self.freight),
            (_("PPN"), self.tax),
            (_("Jatuh tempo"), self.due),
        )
        for caption, field in captions:
            self.put(caption, field)
        self.lay(2)
        self._total = self.put(_("Total faktur"), self.asked)
        self.grid.addWidget(self._total, 3, 0, 1, 2)
        self._connect()

    def offer(self, button: KeyButton) -> None:
        """A deed of the invoice, beside its total."""
        self.grid.addWidget(self._total, 3, 0)
        self.grid.addWidget(button, 3, 1, Qt.AlignmentFlag.AlignBottom)

    def _connect(self) -> None:
        self.discount.setPlaceholderText("5+2")
        self.number.textEdited.connect(
            lambda typed: self._tell(lambda intake: replace(intake, invoice_number=plain(typed), twice=False))
        )
        self.freight.amount_changed.connect(
            lambda typed: self._tell(lambda intake: replace(intake, freight=typed or ZERO))
        )
        self.tax.amount_changed.connect(lambda typed: self._tell(lambda intake: replace(intake, tax=typed or ZERO)))
        self.asked.amount_changed.connect(lambda typed: self._tell(lambda intake: replace(intake, asked=typed)))
        for field, read in (
            (self.date, self._read_date),
            (self.due, self._read_due),
            (self.discount, self._read_discount),
        ):
            self.read_with(field, read)

    def _tell(self, change: IntakeChange) -> None:
        self.intake_changed.emit(change)

    def _day(self, field: Field) -> tuple[bool, date | None]:
        try:
            return True, intakes.day(field.text(), self._today())
        except BadInput as wrong:
            field.show_error(str(wrong))
            return False, None

    def _read_date(self) -> None:
        known, read = self._day(self.date)
        if known and read is not None and read > self._today():
            # An invoice is never of tomorrow: what was typed without its year is of the year before.
            read = intakes.year_before(read)
        if known:
            self._tell(lambda intake: replace(intake, invoice_date=read))

    def _read_due(self) -> None:
        known, read = self._day(self.due)
        if known:
            self._tell(lambda intake: intake if read == intake.due else replace(intake, due_on=read))

    def _read_discount(self) -> None:
        try:
            read = landed_costs.discount(self.discount.text())
        except BadInput as wrong:
            self.discount.show_error(str(wrong))
            return
        self._tell(lambda intake: replace(intake, discount=read))

    def show_intake(self, intake: Intake) -> None:
        """All fields as the intake has them, but the one that is being typed into."""
        for field, words in (
            (self.number, intake.invoice_number),
            (self.date, short_date(intake.invoice_date) if intake.invoice_date else ""),
            (self.discount, str(intake.discount)),
            (self.due, short_date(intake.due) if intake.due else ""),
        ):
            if not field.hasFocus() and not field.error:
                field.setText(words)
        self.due.setEnabled(intake.due is not None or intake.paid_from.value == "credit")
        for money, amount in (
            (self.freight, intake.freight or None),
            (self.tax, intake.tax or None),
            (self.asked, intake.asked),
        ):
            if not money.hasFocus() or money.amount != amount:
                money.set_amount(amount)

    def field_of(self, name: str) -> Field | None:
        """The field that a refusal names; None where it is not of the invoice."""
        known: dict[str, Field] = {
            "invoice_number": self.number,
            "invoice_discount": self.discount,
            "charges": self.freight,
            "asked": self.asked,
        }
        return known.get(name)
