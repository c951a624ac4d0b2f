"""The pages of the first-run wizard that are filled in: shop, manager, till, printer.

Each keeps what was typed while one goes back and forth, and gives it to the beginning
(`told`) when it is right; nothing is written before the end.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.amounts import RupiahField
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Captioned, ErrorLine, Field
from desktop.lists import RowList
from desktop.pins import PinField
from desktop.texts import LEFT, Label
from desktop.theme import Size
from koperasi.errors import BadInput
from koperasi.money import ZERO
from koperasi.setups import NewShop
from koperasi.text import _, plain
from koperasi.users import PIN_DIGITS
from pos import beginnings
from pos.beginnings import Beginning
from pos.screens.setting_rows import ChoiceBar
from printing.found_printers import FoundPrinter


class NameField(Field):
    """A name: letters from the screen's pad begin each word with a capital."""

    def type_text(self, text: str) -> None:
        before = self.text()[: self.cursorPosition()]
        super().type_text(text.upper() if not before or before[-1] in " .-" else text)


class Page(QWidget):
    """A step of the wizard.

    `told` gives the beginning with what stands here, or raises BadInput naming the field.

    Signals:
    submitted(): Enter in its last field.
    """

    submitted = Signal()
    title = ""
    words = ""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))

    @property
    def home_field(self) -> QWidget:
        return next(iter(self.fields.values()))

    def told(self, beginning: Beginning) -> Beginning:
        """A page without fields adds nothing."""
        return beginning

    def appear(self, beginning: Beginning) -> None:
        """The page is shown."""

    def step(self, by: int) -> None:
        """The arrows up and down, where there is a list."""

    def show_wrong(self, wrong: BadInput) -> bool:
        """Say it under its field, which gets the focus; False where no field is meant."""
        field = self.fields.get(wrong.field)
        if not isinstance(field, Field):
            return False
        field.show_error(str(wrong))
        field.setFocus()
        return True

    def text(self, name: str) -> str:
        field = self.fields[name]
        return plain(field.text()) if isinstance(field, Field) else ""

    def _chain(self, *fields: Field) -> None:
        """Enter leads from field to field, and from the last one on."""
        for field, following in pairwise(fields):
            field.submitted.connect(following.setFocus)
        fields[-1].submitted.connect(self.submitted)

    def _grid(self, *captioned: tuple[str, str, Field]) -> None:
        """Fields in two columns: name, caption, field."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        for n, (name, caption, field) in enumerate(captioned):
            self.fields[name] = field
            grid.addWidget(Captioned(caption, field), *divmod(n, 2))
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self._chain(*(field for _name, _caption, field in captioned))
        self.column.addLayout(grid)


class ShopPage(Page):
    """Name, branch, address, telephone: what stands over every receipt."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.words = _("Toko"), _("Nama dan alamat dicetak di atas setiap struk.")
        usual = NewShop()
        self._grid(
            ("name", _("Nama toko"), NameField(usual.name)),
            ("branch_name", _("Cabang"), NameField(usual.branch_name)),
            ("address", _("Alamat"), NameField()),
            ("phone", _("Telepon"), Field()),
        )
        self.column.addStretch(1)

    def told(self, beginning: Beginning) -> Beginning:
        name, branch, address, phone = (self.text(each) for each in ("name", "branch_name", "address", "phone"))
        new = replace(beginning.shop, name=name, branch_name=branch, address=address, phone=phone)
        beginnings.check_shop(new)
        return replace(beginning, shop=new)


class ManagerPage(Page):
    """The first person: who may do everything, and lets the others in."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.words = _("Manajer"), _("Ia boleh semua hal, dan menambahkan kasir lain nanti.")
        name = NameField()
        self.pin, self.again = PinField(least=PIN_DIGITS), PinField(least=PIN_DIGITS)
        self.error = ErrorLine()
        self._pin = ""
        self.fields = {"manager": name, "pin": self.pin, "again": self.again}
        self.column.addWidget(Captioned(_("Nama manajer"), name))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        for caption, pin in ((_("PIN, enam angka"), self.pin), (_("PIN sekali lagi"), self.again)):
            column = QVBoxLayout()
            column.setSpacing(theme.px(4))
            column.addWidget(Label(caption, Size.MINI, tone="ink2"))
            column.addWidget(pin)
            row.addLayout(column, 1)
            pin.digits_changed.connect(lambda _count: self.error.show_words(""))
        self.column.addLayout(row)
        self.column.addWidget(self.error)
        self.kept = Label("", tone="ink2")
        self.column.addWidget(self.kept)
        self.column.addStretch(1)
        name.submitted.connect(self.pin.setFocus)
        self.pin.submitted.connect(self.again.setFocus)
        self.again.submitted.connect(self.submitted)

    def appear(self, beginning: Beginning) -> None:
        self.kept.setText(_("PIN sudah dipilih; kosong berarti tetap.") if self._pin else "")

    def told(self, beginning: Beginning) -> Beginning:
        pin, again = self.pin.take(), self.again.take()
        if not pin and not again and self._pin:
            pin = again = self._pin
        beginnings.check_manager(self.text("manager"), pin, again)
        self._pin = pin
        return replace(beginning, manager=self.text("manager"), pin=pin)

    def show_wrong(self, wrong: BadInput) -> bool:
        if super().show_wrong(wrong):
            return True
        self.error.show_words(str(wrong))
        self.pin.setFocus()
        return True


class TillPage(Page):
    """This PC's counter."""

    def __init__(self) -> None:
        super().__init__()
        usual = NewShop()
        self.title, self.words = _("Kasir"), _("Komputer ini. Kodenya ada di setiap nomor struk.")
        self.amount = RupiahField(beginnings.USUAL_FLOAT)
        self._grid(
            ("till_code", _("Kode, misalnya K1"), Field(usual.till_code)),
            ("till_name", _("Nama"), NameField(usual.till_name)),
            ("usual_float", _("Modal awal biasa di laci (Rp)"), self.amount),
        )
        self.column.addStretch(1)

    def told(self, beginning: Beginning) -> Beginning:
        code, name = self.text("till_code").upper(), self.text("till_name")
        beginnings.check_till(code, name)
        new = replace(beginning.shop, till_code=code, till_name=name)
        return replace(beginning, shop=new, usual_float=self.amount.amount or ZERO)


class PrinterPage(Page):
    """A printer that was found, one whose address is typed, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.words = (
            _("Printer"),
            _("Pilih, lalu Cetak uji. Boleh tanpa printer: bisa kapan saja di Atur Printer."),
        )
        self.found: list[FoundPrinter] = []
        self.list = RowList([Column(_("Ditemukan"), 0, LEFT), Column(_("Alamat"), 300, LEFT)], name=_("Printer"))
        self.list.show_empty(_("Tidak ada printer yang terlihat dari komputer ini."), "printer")
        self.list.row_pressed.connect(self._choose)
        self.address = Field()
        self.address.setPlaceholderText("tcp:192.168.1.50:9100")
        self.address.submitted.connect(self.submitted)
        self.address.textChanged.connect(lambda _text: self._draw())
        self.fields = {"printer": self.address}
        self.columns = ChoiceBar(_("Lebar struk"), ((32, _("58 mm · 32")), (42, "42"), (48, _("80 mm · 48"))), 48)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(Captioned(_("Alamat; kosong berarti tanpa printer"), self.address), 1)
        width = QVBoxLayout()
        width.setSpacing(theme.px(4))
        width.addWidget(Label(_("Lebar kertas"), Size.MINI, tone="ink2"))
        width.addWidget(self.columns)
        width.addStretch(1)
        row.addLayout(width)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)

    def show_found(self, found: list[FoundPrinter]) -> None:
        self.found = found
        self._draw()

    def _choose(self, n: int) -> None:
        self.address.setText(self.found[n].address)
        self.address.clear_error()

    def _draw(self) -> None:
        here = self.address.text().strip()
        self.list.show_rows([_printer_row(each, each.address == here) for each in self.found])

    def step(self, by: int) -> None:
        """Up and down through what was found."""
        if self.found:
            here = [each.address for each in self.found]
            at = here.index(self.address.text().strip()) + by if self.address.text().strip() in here else 0
            self._choose(min(max(at, 0), len(here) - 1))

    def told(self, beginning: Beginning) -> Beginning:
        from printing.transports import of_address

        address = self.text("printer")
        if address:
            try:
                of_address(address)
            except BadInput as wrong:
                raise BadInput(wrong.message, remedy=wrong.remedy, field="printer") from wrong
        return replace(beginning, printer=address, columns=self.columns.value)


def _printer_row(printer: FoundPrinter, chosen: bool) -> Row:
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    chip = Chip(_("dipilih"), "accent", "check") if chosen else None
    return Row((Cell(printer.words, bold=chosen, chip=chip), Cell(printer.address)), ground=ground, bar=bar)
