"""Pages over a statement: what she says to it, how a dispute ends, and why it is taken back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consignment.adjustments import GROUNDS, Ground
from consignment.statement_facts import Proof
from consignment.statement_values import Disputed
from desktop import layouts, theme
from desktop.amounts import RupiahField
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.pickers import Segments
from desktop.pins import PinField
from desktop.scrolls import Scroll
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import ZERO, Rupiah
from koperasi.text import N_, _, plain
from koperasi.users import PIN_DIGITS

PROOF_WORDS = (
    (Proof.SIGNATURE, N_("Tanda tangan")),
    (Proof.PIN, N_("PIN")),
    (Proof.MESSAGE, N_("Lewat pesan")),
)
#: What a dispute may be settled as; anything else is a correction of its own.
GROUNDS_OFFERED = (Ground.LOSS, Ground.GOODWILL, Ground.CHARGE)
WIDE = 640


class _Page(QWidget):
    """A card in the middle of the room, that scrolls where there is little of it."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card(pad=(20, 16), gap=10)
        self.card.setFixedWidth(theme.px(WIDE))
        self.title = Label("", Size.LEAD, bold=True, wrap=True)
        self.about = Label("", Size.BODY, tone="ink2", wrap=True)
        self.card.body.addWidget(self.title)
        self.card.body.addWidget(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(layouts.held(layouts.row(layouts.column(self.card, 1), 1))), 1)

    @staticmethod
    def _field(name: str, hint: str = "") -> Field:
        made = Field(size=Size.BODY, name=name)
        made.setPlaceholderText(hint)
        made.setFixedHeight(theme.px(48))
        return made


class AnswerPage(_Page):
    """She agrees, or says what is wrong; how that is known, and who said it.

    Signals:
    submitted(): Enter in the last field.
    turned(): she answers in another way; the hand begins elsewhere.
    """

    submitted = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.disputes = False
        self._proof = Proof.SIGNATURE
        self.why = self._field(_("Apa yang tidak cocok"), _("misalnya: saya menitip 24, bukan 22"))
        self.claimed = RupiahField(name=_("Kurang berapa rupiah"))
        self.claimed.setFixedHeight(theme.px(48))
        self._why = Captioned(_("Apa yang tidak cocok"), self.why)
        self._claimed = Captioned(_("Kurang berapa rupiah, bila ia tahu"), self.claimed)
        self.proofs = Segments([(each, _(words)) for each, words in PROOF_WORDS], name=_("Bagaimana ia menjawab"))
        self.proofs.picked.connect(self._picked)
        self.pin = PinField(least=PIN_DIGITS)
        self.who = self._field(_("Dijawab oleh"), _("kosong: penitip sendiri"))
        self._proved = Label(_("Bagaimana ia menjawab (Ctrl G)"), Size.MINI, tone="ink2")
        for part in (
            self._why,
            self._claimed,
            self._proved,
            self.proofs,
            self.pin,
            Captioned(_("Dijawab oleh"), self.who),
        ):
            self.card.body.addWidget(part)
        self.why.submitted.connect(self.claimed.setFocus)
        self.claimed.submitted.connect(self.who.setFocus)
        self.who.submitted.connect(self.submitted.emit)
        self.pin.submitted.connect(self.submitted.emit)

    def ask(self, title: str, about: str, *, disputes: bool, has_pin: bool) -> None:
        """Begin anew: agreeing, or disputing what `about` names."""
        self.disputes = disputes
        self.title.setText(title)
        self.about.setText(about)
        for part in (self._why, self._claimed):
            part.setVisible(disputes)
        self.why.clear()
        self.who.clear()
        self.claimed.set_amount(None)
        self.proofs.buttons[Proof.PIN].setVisible(has_pin)
        self._has_pin = has_pin
        self._picked(Proof.SIGNATURE)
        self.pin.take()

    @property
    def proof(self) -> Proof:
        return self._proof

    @property
    def first(self) -> QWidget:
        """Where the hand begins."""
        if self.disputes and self._proof is not Proof.PIN:
            return self.why
        return self.pin if self._proof is Proof.PIN else self.who

    def next_proof(self) -> None:
        there = [each for each, _words in PROOF_WORDS if each is not Proof.PIN or self._has_pin]
        self._picked(there[(there.index(self._proof) + 1) % len(there)])

    def blocked(self) -> str:
        """Why it cannot be kept yet, in words."""
        if self.disputes and not plain(self.why.text()):
            return _("Tulis apa yang tidak cocok")
        return _("Ketik PIN penitip") if self._proof is Proof.PIN and not self.pin.complete else ""

    @property
    def amount(self) -> Rupiah:
        return self.claimed.amount or ZERO

    def _picked(self, proof: object) -> None:
        self._proof = Proof(str(proof))
        self.proofs.choose(self._proof)
        self.pin.setVisible(self._proof is Proof.PIN)
        self.turned.emit()


class EndPage(_Page):
    """How a dispute ends: so much for her or against her, or no; and what she is told.

    Signals:
    submitted(): Enter in the last field.
    changed(): another amount, or as what it is booked.
    """

    submitted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ground = Ground.LOSS
        self.amount_field = RupiahField(name=_("Jumlah koreksi"))
        self.amount_field.setFixedHeight(theme.px(52))
        self.grounds = Segments([(each, _(GROUNDS[each])) for each in GROUNDS_OFFERED], name=_("Koreksi sebagai apa"))
        self.grounds.picked.connect(self._picked)
        self.why = self._field(_("Penjelasan untuk penitip"), _("misalnya: dihitung ulang bersama"))
        for part in (
            Captioned(_("Jumlah koreksi; kosong bila ditolak"), self.amount_field),
            Label(_("Koreksi sebagai apa (Ctrl G)"), Size.MINI, tone="ink2"),
            self.grounds,
            Captioned(_("Penjelasan untuk penitip"), self.why),
        ):
            self.card.body.addWidget(part)
        self.amount_field.submitted.connect(self.why.setFocus)
        self.amount_field.amount_changed.connect(lambda _amount: self.changed.emit())
        self.why.submitted.connect(self.submitted.emit)

    def ask(self, dispute: Disputed, line: str) -> None:
        """Begin with what she asked for."""
        self.title.setText(dispute.why)
        claimed = _("diminta {amount}").format(amount=dispute.claimed) if dispute.claimed else ""
        self.about.setText(" · ".join(each for each in (line, claimed) if each))
        self.amount_field.set_amount(dispute.claimed if dispute.claimed > ZERO else None)
        self.why.clear()
        self._picked(Ground.LOSS)

    @property
    def ground(self) -> Ground:
        return self._ground

    @property
    def amount(self) -> Rupiah:
        """What is adjusted: a charge is against her, all else is hers."""
        typed = self.amount_field.amount or ZERO
        return -typed if self._ground is Ground.CHARGE else typed

    @property
    def words(self) -> str:
        """What keeping it does."""
        amount = self.amount
        if not amount:
            return _("Tolak Bantahan")
        return (
            _("Koreksi {amount}").format(amount=amount)
            if amount > ZERO
            else _("Potong {amount}").format(amount=-amount)
        )

    def blocked(self) -> str:
        return "" if plain(self.why.text()) else _("Tulis penjelasannya")

    def next_ground(self) -> None:
        order = list(GROUNDS_OFFERED)
        self._picked(order[(order.index(self._ground) + 1) % len(order)])

    def _picked(self, ground: object) -> None:
        self._ground = Ground(str(ground))
        self.grounds.choose(self._ground)
        self.changed.emit()
