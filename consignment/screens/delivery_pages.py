"""Pages of the delivery desk that take the place of its lines: a new good, and how she agrees."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consignment.delivery_deeds import NewOfHers
from consignment.delivery_desks import DeliveryDesk, DeskMaker
from consignment.delivery_facts import Confirmed
from desktop import layouts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.keys import Action
from desktop.pins import PinField
from desktop.scrolls import Scroll
from desktop.texts import Label
from desktop.theme import Size
from inventory.screens.receiving_parts import FieldGrid, begin
from koperasi.errors import BadInput
from koperasi.money import ZERO
from koperasi.quantity import THOUSAND
from koperasi.text import _, plain
from koperasi.users import PIN_DIGITS


def reasons() -> list[tuple[object, str]]:
    """Why goods are mostly rejected."""
    told = (
        _("Kemasan bocor"),
        _("Kemasan rusak"),
        _("Sudah kedaluwarsa"),
        _("Tanpa tanggal kedaluwarsa"),
        _("Tanpa label"),
        _("Basi atau berjamur"),
        _("Berat kurang"),
        _("Terlalu banyak, rak penuh"),
        _("Tidak sesuai perjanjian"),
    )
    return [(each, each) for each in told]


class Page(QWidget):
    """A page with a title, a sentence under it, its fields, and its deeds at the foot."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.words = Label("", Size.NAME, bold=True), Label("", Size.BODY, tone="ink2", wrap=True)

    def lay_out(self, *parts: QWidget, foot: tuple[QWidget | int, ...]) -> None:
        inner = layouts.held(layouts.column(*parts, 1, gap=12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(Scroll(inner), 1)
        column.addLayout(layouts.row(*foot, gap=8))


class NewOfHersPage(Page):
    """The least that a new good of hers needs; its barcode is made and printed by the shop.

    Signals:
    made(object): the `NewOfHers`, ready to be added.
    """

    made = Signal(object)

    def __init__(self, save: Action, leave: Action) -> None:
        super().__init__()
        self._is_food, self._maker = True, 0
        self.name, self.unit, self.price = Field(), Field(), RupiahField(size=Size.LINE)
        self.keeps, self.pirt, self.halal = QuantityField(whole=True, size=Size.LINE), Field(), Field()
        self.food = KeyButton(_("Makanan atau minuman"), role="chosen", tall="48")
        self.fields = FieldGrid()
        for caption, field in (
            (_("Nama barang, dengan isinya"), self.name),
            (_("Satuan"), self.unit),
            (_("Harga jual"), self.price),
            (_("Tahan berapa hari"), self.keeps),
            (_("No. P-IRT (boleh kosong)"), self.pirt),
            (_("Nomor halal, atau non-halal"), self.halal),
        ):
            self.fields.put(caption, field)
        self.fields.lay(2)
        self.fields.finished.connect(self.read)
        self.food.clicked.connect(lambda: self._set_food(not self._is_food))
        self.words.setText(_("Toko mencetak barcode untuknya. Selengkapnya dapat diisi nanti di Daftar Barang."))
        foot = (KeyButton(leave, role="quiet"), 1, KeyButton(save, role="chosen"))
        self.lay_out(layouts.held(layouts.row(self.food, 1)), self.fields, foot=foot)

    def ask(self, maker: DeskMaker, name: str) -> None:
        """An empty page for a good of hers."""
        self._maker = maker.id
        self.title.setText(_("Barang baru dari {who}").format(who=maker.called))
        for field in (self.name, self.keeps, self.pirt, self.halal):
            field.clear()
            field.clear_error()
        self.unit.setText("Pcs")
        self.price.set_amount(None)
        self.price.clear_error()
        self.name.setText(name)
        self._set_food(True)
        begin(self.name)

    def _set_food(self, food: bool) -> None:
        self._is_food = food
        self.food.set_role("chosen" if food else "plain")
        self.food.show_words(_("Makanan atau minuman") if food else _("Bukan makanan"))
        self.food.set_icon("check" if food else "")

    def read(self) -> None:
        """What was typed, made into a good, or said beside its field."""
        name, unit, price = plain(self.name.text()), plain(self.unit.text()), self.price.amount
        for field, told, words in (
            (self.name, bool(name), _("Isi namanya.")),
            (self.unit, bool(unit), _("Isi satuannya, misalnya Pcs.")),
            (self.price, price is not None, _("Isi harga jualnya.")),
        ):
            if not told:
                field.show_error(words)
                begin(field)
                return
        keeps = self.keeps.quantity
        days = keeps.thousandths // THOUSAND if keeps else None
        told_ = (self._is_food, days, plain(self.pirt.text()), plain(self.halal.text()))
        self.made.emit(NewOfHers(self._maker, name, unit, price or ZERO, *told_))

    def say_wrong(self, wrong: BadInput) -> None:
        """What the deed refused, beside the field it names."""
        fields = {"name": self.name, "unit": self.unit, "price": self.price, "keeps_days": self.keeps}
        field = fields.get(wrong.field, self.name)
        field.show_error(str(wrong))
        begin(field)


class ConfirmPage(Page):
    """How she agrees to what was counted: by signing the nota, or with her PIN; who stood by, and a note.

    Signals:
    told(str, str): the witness and the note as they stand.
    proved(str): her PIN was typed.
    """

    told = Signal(str, str)
    proved = Signal(str)

    def __init__(self, done: Action, sign: Action, ask_pin: Action) -> None:
        super().__init__()
        self.sign, self.by_pin = KeyButton(sign, tall="64"), KeyButton(ask_pin, tall="64")
        self.pin = PinField(least=PIN_DIGITS)
        self.pin.setVisible(False)
        self.pin.submitted.connect(self._typed)
        self.witness, self.note = Field(), Field()
        self.fields = FieldGrid()
        for caption, field in ((_("Saksi (boleh kosong)"), self.witness), (_("Catatan di nota"), self.note)):
            self.fields.put(caption, field)
            field.textEdited.connect(lambda _typed: self.told.emit(self.witness.text(), self.note.text()))
        self.fields.lay(1)
        self.fields.finished.connect(done.trigger)
        choices = layouts.held(layouts.row(self.sign, self.by_pin, gap=8))
        self.title.setText(_("Persetujuan penitip"))
        self.lay_out(choices, self.pin, self.fields, foot=(1, KeyButton(done, role="chosen")))

    def show_desk(self, desk: DeliveryDesk) -> None:
        maker = desk.maker
        who = maker.called if maker is not None else _("Penitip")
        words = _("{who} menyetujui jumlah yang diterima dan ditolak, dengan tanda tangan di nota atau dengan PIN.")
        self.words.setText(words.format(who=who))
        self.sign.set_role("chosen" if desk.confirmed is Confirmed.SIGNATURE else "plain")
        self.by_pin.set_role("chosen" if desk.confirmed is Confirmed.PIN else "plain")
        reason = "" if maker is not None and maker.has_pin else _("Belum punya PIN")
        self.by_pin.set_reason(reason)
        for field, words_ in ((self.witness, desk.witness), (self.note, desk.note)):
            if not field.hasFocus():
                field.setText(words_)

    def ask_pin(self, *, ask: bool) -> None:
        """The field for her PIN, or none."""
        self.pin.take()
        self.pin.setVisible(ask)
        (self.pin if ask else self.witness).setFocus()

    def go_on(self) -> None:
        """To her PIN while it is asked for."""
        if self.pin.isVisibleTo(self):
            self.pin.setFocus()

    def _typed(self) -> None:
        if self.pin.complete:
            self.proved.emit(self.pin.take())
