"""The page on which marked goods become the shop's or a gift: which way, for how much, with her leave."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consignment.conversions import WAYS, Way
from consignment.giveback_desks import GivebackDesk
from desktop import layouts, theme
from desktop.amounts import RupiahField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.texts import Label
from desktop.theme import Size
from desktop.tiles import CheckTile
from koperasi.money import ZERO, Rupiah
from koperasi.text import N_, _, plain

SAID = {
    Way.BUY: N_("Toko membeli barang ini darinya sekarang. Harganya ditambahkan ke saldo penitip."),
    Way.KEEP: N_("Barang yang tidak diambil menjadi milik toko tanpa dibayar. Makanan tidak boleh."),
    Way.DONATE: N_("Barang disumbangkan selagi masih layak. Tidak ada uang yang dibayar."),
}


class TakePage(QWidget):
    """Three ways, one price, one thing to make sure of.

    Signals:
    changed(): something was answered otherwise.
    """

    changed = Signal()

    def __init__(self, ways: dict[Way, Action], agreed: Action) -> None:
        super().__init__()
        self.way = Way.BUY
        self.about = Label("", Size.LEAD, bold=True, wrap=True)
        self.said = Label("", Size.BODY, tone="ink2", wrap=True)
        self.said.setMinimumHeight(theme.px(48))
        self.buttons = {way: KeyButton(action, tall="64") for way, action in ways.items()}
        self.amount = RupiahField(name=_("Harga beli seluruhnya"))
        self.amount.setFixedHeight(theme.px(56))
        self.amount.amount_changed.connect(lambda _amount: self._answered())
        self._price = Captioned(_("Harga beli seluruhnya"), self.amount)
        self._worth = ZERO
        self.agreed = CheckTile(_("Penitip sudah setuju"), agreed.cap)
        self.agreed.toggled.connect(lambda _on: self.changed.emit())
        self.note = Field(size=Size.BODY, name=_("Catatan"))
        self.note.setPlaceholderText(_("Catatan, bila perlu"))
        self.note.setFixedHeight(theme.px(48))
        self.note.textEdited.connect(lambda _text: self.changed.emit())
        card = Card(pad=(24, 20), gap=14)
        for part in (self.about, layouts.held(layouts.row(*self.buttons.values(), gap=8)), self.said):
            card.body.addWidget(part)
        for part in (self._price, self.agreed, self.note):
            card.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_desk(self, desk: GivebackDesk) -> None:
        """These goods; bought at what they would bring her, unless something else is typed."""
        said = _("{count} dari {maker}")
        self.about.setText(said.format(count=_("{n} barang").format(n=desk.pieces), maker=desk.maker))
        self._worth = desk.worth
        self.amount.set_amount(desk.worth)
        self.agreed.setChecked(False)
        self.note.clear()
        self.choose(Way.BUY)

    def choose(self, way: Way) -> None:
        """Another way; what is not bought has no price."""
        self.way = way
        for each, button in self.buttons.items():
            button.set_role("chosen" if each is way else "plain")
        self.said.setText(_(SAID[way]))
        self._price.setVisible(way is Way.BUY)
        self._answered()

    def _answered(self) -> None:
        """Her leave is asked for what is not paid, and for a price below what a sale would bring her."""
        self.agreed.setVisible(self.way is not Way.BUY or self.cheap)
        hint = _("mengapa di bawah bagiannya {worth}").format(worth=self._worth)
        self.note.setPlaceholderText(hint if self.cheap else _("Catatan, bila perlu"))
        self.changed.emit()

    @property
    def cheap(self) -> bool:
        """Whether she is offered less than her share of a sale."""
        return self.way is Way.BUY and ZERO < self.paid < self._worth

    @property
    def paid(self) -> Rupiah:
        return (self.amount.amount or ZERO) if self.way is Way.BUY else ZERO

    def blocked(self) -> str:
        """Why it cannot be done yet; "" when it can."""
        if self.way is Way.BUY and self.paid <= ZERO:
            return _("Isi harganya")
        if self.cheap and not self.agreed.isChecked():
            return _("Perlu persetujuan penitip")
        return _("Tulis alasannya") if self.cheap and not plain(self.note.text()) else ""

    def words(self) -> str:
        """What the primary says."""
        return _("{way}, {amount}").format(way=_(WAYS[self.way]), amount=self.paid) if self.paid else _(WAYS[self.way])
