"""Parts of the payout screen: the figures at the right, another person's yes, and money in or out by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consignment import payouts
from consignment.payout_desks import PayDesk
from consignment.payout_facts import WAYS, DraftState, Way
from consignment.payout_figures import Figures
from desktop import cards, theme
from desktop.amounts import RupiahField
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.fields import Captioned, Field
from desktop.numpads import COUNT, PIN, Numpad
from desktop.pickers import Picker
from desktop.pins import PinField
from desktop.texts import Label
from desktop.theme import Size
from inventory.screens.product_parts import Switch
from koperasi import parties
from koperasi.money import MINUS, ZERO, Rupiah
from koperasi.text import N_, _
from koperasi.users import PIN_DIGITS

#: Each part of a payout: its field, and what it is called.
PARTS = (
    ("gross", N_("Jumlah")),
    ("advance", N_("Uang muka dikembalikan")),
    ("fee", N_("Biaya pembayaran")),
    ("set_off", N_("Potong kasbon")),
    ("to_savings", N_("Masuk simpanan")),
    ("carried", N_("Sisa di saldo")),
)
#: Wide enough for every way.
WAY_WIDTH = 200


class FigureCard(Card):
    """What she gets, in which parts, how, and who signs.

    Signals:
    way_picked(object): a `Way`.
    final_switched(bool): she leaves, so the agreed minimum does not count.
    submitted(): Enter in one of its fields.
    """

    way_picked = Signal(object)
    final_switched = Signal(bool)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__(pad=(14, 12), gap=6)
        self.board = Board(BoardText(_("Diterima"), ZERO), steps=(46, 40, 34, 28), rp=20, tall=132)
        self.pairs = {name: Pair(_(words), "") for name, words in PARTS}
        self.by = Pair(_("Dengan"), "")
        self.way = Picker([(each, _(words)) for each, words in WAYS.items()], name=_("Dengan"))
        self.way.setFixedWidth(theme.px(WAY_WIDTH))
        self.way.picked.connect(self.way_picked.emit)
        self.received = Field(size=Size.BODY, name=_("Yang menerima"))
        self.reference = Field(size=Size.BODY, name=_("No. transfer"))
        for field in (self.received, self.reference):
            field.setFixedHeight(theme.px(48))
            field.submitted.connect(self.submitted.emit)
        self.final = Switch(_("Bayar di bawah batas"), _("Bayar di bawah batas"))
        self.final.switched.connect(self.final_switched.emit)
        self.safe = Switch(_("Kurangnya dari brankas"), _("Kurangnya dari brankas"))
        self.told = Label("", Size.BODY, tone="ink2", wrap=True)
        self.way_box = cards.column(Label(_("Dengan (Ctrl U)"), Size.MINI, tone="ink2"), self.way)
        self.reference_box = Captioned(_("No. transfer"), self.reference)
        self.received_box = Captioned(_("Yang menerima"), self.received)
        self.body.addWidget(self.board)
        for pair in self.pairs.values():
            self.body.addWidget(pair)
        for part in (self.by, self.told, self.way_box, self.received_box, self.reference_box, self.final, self.safe):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_desk(self, desk: PayDesk) -> None:
        """The figures of what was begun, else of what would be."""
        kept, draft = desk.kept, desk.draft
        way = kept.command.way if kept is not None else draft.way
        figures = kept.command.figures if kept is not None else draft.figures
        self._show_figures(figures, way)
        self.way.choose(way)
        self.way_box.setVisible(kept is None)
        self.by.show_value(f"**{_(WAYS[way])}**")
        self.by.setVisible(kept is not None)
        self.received_box.setVisible(kept is not None and way is not Way.BANK)
        self.reference_box.setVisible(kept is not None and way is Way.BANK)
        minimum = draft.payee.conditions.min_payout
        self.final.setVisible(kept is None and ZERO < draft.available < minimum)
        self.final.set_on(draft.ask.final)
        self.safe.setVisible(kept is not None and way is Way.DRAWER)
        self.told.setText(_told(desk, way, figures))
        self.told.setVisible(bool(self.told.text()))

    def _show_figures(self, figures: Figures, way: Way) -> None:
        labels = {Way.BANK: _("Ditransfer"), Way.SAVINGS: _("Masuk simpanan"), Way.SET_OFF: _("Dipotong")}
        self.board.show_text(BoardText(labels.get(way, _("Diterima")), reaching(figures, way)))
        for name, pair in self.pairs.items():
            value: Rupiah = getattr(figures, name)
            off = name not in ("gross", "carried")
            told = (-value if off else value).bare.replace("-", MINUS)
            pair.show_value(f"**{told}**", "refuse" if value < ZERO else "")
            pair.setVisible(bool(value) or name == "gross")


def reaching(figures: Figures, way: Way) -> Rupiah:
    """The one amount that a payout is about: what she gets, or where nothing is paid out, what is settled."""
    if way is Way.SAVINGS:
        return figures.to_savings
    return figures.gross if way is Way.SET_OFF else figures.paid


def _told(desk: PayDesk, way: Way, figures: Figures) -> str:
    """What is to be done next, or why nothing can be."""
    told = []
    if desk.kept is None:
        if desk.draft.blocked:
            return f"{desk.draft.blocked}."
        if desk.draft.payee.kasbon > ZERO and desk.draft.payee.consent is None:
            kasbon = desk.draft.payee.kasbon
            told.append(_("Kasbonnya {amount} tidak dipotong: belum ada persetujuan tertulis.").format(amount=kasbon))
        if desk.disputed & {each.id for each in desk.ripe} - desk.chosen:
            told.append(_("Yang dibantah tidak ikut, kecuali ditandai."))
    elif desk.waits_for_second:
        told.append(_("Orang kedua harus menyetujui jumlah ini."))
        if not desk.approvers:
            told.append(_("Belum ada orang lain yang boleh: minta Kepala Toko yang menyiapkannya."))
    elif desk.kept.state is DraftState.PRINTED:
        told.append(_("Bukti sudah dicetak. Minta tanda tangannya, lalu bayar."))
    else:
        told.append(_("Cetak buktinya untuk ditandatangani."))
    if desk.kept is not None and desk.kept.approved_by:
        told.append(_("Disetujui {name}.").format(name=desk.kept.approved_by))
    if payouts.needs_stamp(figures.paid):
        told.append(_("Tempel meterai {duty}.").format(duty=payouts.STAMP_DUTY))
    return " ".join(told)


class YesPage(QWidget):
    """Another person says yes by her PIN.

    Signals:
    said(object, str): the person's id and her PIN.
    """

    said = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", Size.LEAD, bold=True, wrap=True)
        self.who = Picker(name=_("Siapa yang menyetujui"))
        self.pin = PinField(least=PIN_DIGITS)
        self.pin.submitted.connect(self.say)
        pad = Numpad(PIN, self.pin)
        self.button = KeyButton(_("Setuju"), "Enter", role="primary")
        self.button.clicked.connect(self.say)
        left, right = Card(pad=(20, 16), gap=12), Card(pad=(12, 12))
        who = cards.column(Label(_("Siapa yang menyetujui"), Size.MINI, tone="ink2"), self.who)
        for part in (self.words, who, self.pin, self.button):
            left.body.addWidget(part)
        left.body.addStretch(1)
        right.body.addWidget(pad, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addWidget(left, 3)
        row.addWidget(right, 2)

    def ask(self, people: tuple[tuple[int, str], ...], words: str) -> None:
        """Ask one of these people."""
        self.words.setText(words)
        self.who.show_options(list(people))
        self.who.setFixedWidth(theme.px(280))
        self.pin.take()
        self.pin.setFocus()

    def say(self) -> None:
        if self.pin.complete and self.who.value is not None:
            self.said.emit(self.who.value, self.pin.take())


class MoneyPage(QWidget):
    """An advance for her, or what she pays back: how much, with what, why.

    Signals:
    given(): it is to be done.
    """

    given = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", Size.LEAD, bold=True, wrap=True)
        self.amount = RupiahField(name=_("Jumlah"))
        self.amount.setFixedHeight(theme.px(52))
        self.amount.submitted.connect(self.given.emit)
        ways = (Way.DRAWER, Way.SAFE, Way.BANK)
        self.way = Picker([(each, _(WAYS[each])) for each in ways], name=_("Dengan"))
        self.note = Field(size=Size.BODY, name=_("Catatan"))
        self.note.setFixedHeight(theme.px(48))
        self.note.submitted.connect(self.given.emit)
        pad = Numpad(COUNT, self.amount, gap=6)
        self.button = KeyButton("", "Enter", role="primary")
        self.button.clicked.connect(self.given.emit)
        left, right = Card(pad=(20, 16), gap=12), Card(pad=(12, 12))
        parts = (
            self.words,
            Captioned(_("Jumlah"), self.amount),
            cards.column(Label(_("Dengan"), Size.MINI, tone="ink2"), self.way),
        )
        for part in (*parts, Captioned(_("Catatan"), self.note), self.button):
            left.body.addWidget(part)
        left.body.addStretch(1)
        right.body.addWidget(pad, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addWidget(left, 3)
        row.addWidget(right, 2)

    def begin(self, desk: PayDesk) -> None:
        """Ask what she pays back where she owes, else for an advance."""
        payee = desk.draft.payee
        owes, name = -payee.balance.owed, parties.called(payee.title, payee.name)
        if owes > ZERO:
            words = _("{name} membayar kembali; utangnya {owes}").format(name=name, owes=owes.shown)
            self.ask(words, _("Terima"), drawer=desk.drawer, amount=owes)
        else:
            words = _("Uang muka untuk {name}; dipotong dari pembayaran berikut").format(name=name)
            self.ask(words, _("Beri Uang Muka"), drawer=desk.drawer)

    def ask(self, words: str, deed: str, *, drawer: bool, amount: Rupiah | None = None) -> None:
        """Ask for an amount; `amount` is offered."""
        self.words.setText(words)
        self.button.show_words(deed)
        self.amount.set_amount(amount)
        self.note.clear()
        ways = (Way.DRAWER, Way.SAFE, Way.BANK) if drawer else (Way.SAFE, Way.BANK)
        self.way.show_options([(each, _(WAYS[each])) for each in ways])
        self.way.setFixedWidth(theme.px(WAY_WIDTH))
        self.amount.setFocus()
