"""Parts of a maker's form: who she is, how she is paid, what she consented to, who makes up a group."""

from __future__ import annotations

from datetime import date

from consignment.maker_deeds import Person
from consignment.maker_desks import GroupMember, OpenedMaker
from consignment.makers import PAY_WAYS, STANDINGS, PayWay, Standing, Wishes
from desktop import dates
from desktop.amounts import QuantityField
from desktop.cells import Cell, Column, Row
from desktop.fields import Field
from desktop.pickers import Picker, Segments
from desktop.theme import Size
from inventory.screens.product_parts import Fields, Switch
from koperasi.errors import BadInput
from koperasi.parties import PartyKind
from koperasi.quantity import Quantity
from koperasi.text import _, short_date

TITLES = ("", "Ibu", "Bapak", "Mbak", "Mas")


def member_columns() -> list[Column]:
    return [Column(_("Nama"), 0, pad=16), Column(_("Nomor"), 160), Column(_("Desa"), 200)]


def member_row(person: GroupMember, at: bool) -> Row:
    cells = (
        Cell(person.name, bold=True, size=Size.BODY),
        Cell(person.code, size=Size.BODY, tone="ink2"),
        Cell(person.village or "–", size=Size.BODY, tone="ink2"),
    )
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")


class MakerForm(Fields):
    """All that is kept of a maker.  A member's own name and number are kept with the members."""

    def __init__(self) -> None:
        super().__init__(columns=4)
        self.name, self.code, self.village, self.phone = (Field(size=Size.BODY) for _each in range(4))
        self.bank, self.account, self.holder, self.heir, self.note = (Field(size=Size.BODY) for _each in range(5))
        self.savings_since, self.set_off_since = Field(size=Size.BODY), Field(size=Size.BODY)
        self.savings = QuantityField(None, size=Size.BODY)
        self.title = Picker([(each, each or "–") for each in TITLES], name=_("Sapaan"))
        self.group = Switch(_("Perorangan"), _("Kelompok"))
        self.standing = Segments([(each, _(words)) for each, words in STANDINGS.items()], name=_("Keadaan"))
        self.pay_way = Segments([(each, _(words)) for each, words in PAY_WAYS.items()], name=_("Dibayar dengan"))
        self._standing, self._pay_way = Standing.ACTIVE, PayWay.CASH
        self._left: date | None = None
        self.standing.picked.connect(self._stood)
        self.pay_way.picked.connect(self._paid)
        self.title.picked.connect(lambda _value: self.changed.emit())
        self.savings.setPlaceholderText("0")
        for field in (self.savings_since, self.set_off_since):
            field.setPlaceholderText(_("belum ada surat"))
        self._lay_out()

    def _lay_out(self) -> None:
        self.put(_("Nama"), self.name, 2)
        self.put(_("Sapaan"), self.title)
        self.put(_("Perorangan atau kelompok"), self.group)
        self.put(_("Kode"), self.code)
        self.put(_("Desa"), self.village)
        self.put(_("Telepon / WA"), self.phone)
        self.put(_("Ahli waris (dibayar bila ia tiada)"), self.heir)
        self.put(_("Dibayar dengan"), self.pay_way, 2)
        self.put(_("Keadaan"), self.standing, 2)
        self.put(_("Bank"), self.bank)
        self.put(_("Nomor rekening"), self.account)
        self.put(_("Atas nama"), self.holder, 2)
        self.put(_("Surat izin potong kasbon, tanggal"), self.set_off_since)
        self.put(_("Masuk simpanan tiap bayar (%)"), self.savings)
        self.put(_("Surat izin menabung, tanggal"), self.savings_since)
        self.put(_("Catatan"), self.note)

    @property
    def fields(self) -> dict[str, Field]:
        """By the names that refusals give."""
        return {
            "name": self.name, "code": self.code, "bank": self.bank, "bank_account": self.account,
            "bank_holder": self.holder, "savings": self.savings, "savings_since": self.savings_since,
            "set_off_since": self.set_off_since,
        }  # fmt: skip

    def _stood(self, value: object) -> None:
        self._standing = Standing(str(value))
        self.changed.emit()

    def _paid(self, value: object) -> None:
        self._pay_way = PayWay(str(value))
        self._show_bank()
        self.changed.emit()

    def _show_bank(self) -> None:
        for field in (self.bank, self.account, self.holder):
            field.setEnabled(self._pay_way is PayWay.TRANSFER)

    def show_maker(self, maker: OpenedMaker | None) -> None:
        """Show what is kept; a new one (None) begins as usual."""
        said = maker.wishes if maker is not None else Wishes()
        person = (maker.name, maker.code, maker.village, maker.phone) if maker is not None else ("", "", "", "")
        for field, words in zip((self.name, self.code, self.village, self.phone), person, strict=True):
            field.setText(words)
        for field, words in (
            (self.bank, said.bank), (self.account, said.bank_account), (self.holder, said.bank_holder),
            (self.heir, said.heir), (self.note, maker.note if maker is not None else ""),
            (self.savings_since, _day_words(said.savings_since)),
            (self.set_off_since, _day_words(maker.set_off_since if maker is not None else None)),
        ):  # fmt: skip
            field.setText(words)
        self.savings.set_quantity(Quantity(said.savings_bps * 10) if said.savings_bps else None)
        self.title.choose(maker.title if maker is not None else "")
        self.group.set_on(maker is not None and maker.kind is PartyKind.GROUP)
        self._standing, self._pay_way, self._left = said.standing, said.pay_way, said.left_on
        self.standing.choose(self._standing)
        self.pay_way.choose(self._pay_way)
        self._lock(maker)
        for named in self.fields.values():
            named.clear_error()

    def _lock(self, maker: OpenedMaker | None) -> None:
        """A member's name is the members' to change; a code and a kind are for good."""
        member = maker is not None and maker.is_member
        self.code.setReadOnly(maker is not None)
        self.code.setPlaceholderText(_("dibuat toko"))
        for field in (self.name, self.village, self.phone):
            field.setReadOnly(member)
        self.title.setEnabled(not member)
        self.group.setEnabled(maker is None)
        self._show_bank()

    def person(self) -> Person:
        kind = PartyKind.GROUP if self.group.on else PartyKind.PERSON
        return Person(self.name.text(), kind, str(self.title.value or ""), self.village.text(), self.phone.text())

    def wishes(self, today: date) -> Wishes:
        """How she is paid, as it is typed.  Raises BadInput (field) for a day that is none."""
        bank = (self.bank.text().strip(), self.account.text().strip(), self.holder.text().strip())
        rate = self.savings.quantity.thousandths // 10 if self.savings.quantity is not None else 0
        since = _day(self.savings_since, "savings_since", today)
        return Wishes(self._standing, self._pay_way, *bank, rate, since, self.heir.text().strip(), self._left)

    def consent(self, today: date) -> date | None:
        """Since when she agreed to set-off.  Raises BadInput (field)."""
        return _day(self.set_off_since, "set_off_since", today)

    def typed(self) -> tuple[object, ...]:
        """Everything as it stands, to tell whether something changed."""
        written = (self.name, self.code, self.village, self.phone, self.bank, self.account, self.holder, self.heir,
                   self.note, self.savings, self.savings_since, self.set_off_since)  # fmt: skip
        return (*(each.text() for each in written), self.title.value, self.group.on, self._standing, self._pay_way)


def _day_words(day: date | None) -> str:
    return short_date(day) if day is not None else ""


def _day(field: Field, name: str, today: date) -> date | None:
    if not field.text().strip():
        return None
    try:
        return dates.read(field.text(), today)
    except BadInput as wrong:
        raise BadInput(wrong.message, remedy=wrong.remedy, field=name) from wrong
