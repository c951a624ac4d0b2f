"""The cards at the right of the delivery desk: who brings, and what the nota comes to."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from consignment.agreements import CAUSES, LossCause
from consignment.delivery_desks import DeliveryDesk, DeskMaker
from consignment.delivery_facts import Confirmed
from consignment.delivery_papers import bearer, not_counted
from consignment.delivery_warnings import NON_HALAL, until
from consignment.screens.delivery_parts import Liabilities
from desktop import texts, theme
from desktop.cards import Avatar, Card, Pair
from desktop.chips import Chip
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi.money import dots
from koperasi.quantity import NOTHING
from koperasi.text import _, long_date, ngettext, short_date

#: Which causes the line under the table names: those that happen.
TOLD = (LossCause.DAMAGED, LossCause.EXPIRED, LossCause.LOST)


class MakerCard(Card):
    """Who brings, her agreement, and her halal numbers."""

    def __init__(self) -> None:
        super().__init__(pad=(18, 14), gap=8)
        self._avatar = Avatar(side=48)
        self._name = ElidedLabel("", Size.NAME, bold=True)
        self._detail = ElidedLabel("", Size.MINI, tone="ink2")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._detail)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self._avatar)
        head.addLayout(names, 1)
        self.body.addLayout(head)
        self.agreement, self.halal = Pair(_("Perjanjian")), Pair(_("Halal"))
        self.body.addWidget(self.agreement)
        self.body.addWidget(self.halal)

    def show_desk(self, desk: DeliveryDesk, today: date) -> None:
        maker = desk.maker
        self._avatar.show_name(maker.called if maker is not None else "?")
        self._name.show_words(maker.called if maker is not None else _("Pilih penitip"))
        detail = _("Kartu, kode, atau nama")
        if maker is not None:
            detail = texts.joined((maker.code, maker.group_name or (_("Kelompok") if maker.is_group else "")))
        self._detail.show_words(detail)
        words, tone = agreement_words(desk)
        self.agreement.show_value(words, tone)
        words, tone = halal_words(desk, today)
        self.halal.show_value(words, tone)


def agreement_words(desk: DeliveryDesk) -> tuple[str, str]:
    """Her agreement in a few words: `Harga Titip, ke-3`."""
    maker = desk.maker
    if maker is None:
        return "–", "ink2"
    if maker.agreement_id is None:
        return _("belum tertulis"), "warn"
    if not maker.holds:
        return _("tidak berlaku"), "refuse"
    deals = {each.terms.deal for each in desk.lines if each.terms is not None and each.agreed}
    kinds = {deal.value for deal in deals}
    if kinds == {"fixed"}:
        return _("Harga Titip, ke-{version}").format(version=maker.version), "ink"
    if kinds and "fixed" not in kinds:
        return _("Komisi, ke-{version}").format(version=maker.version), "ink"
    return _("ke-{version}").format(version=maker.version), "ink"


def halal_words(desk: DeliveryDesk, today: date) -> tuple[str, str]:
    """What is known of the food's halal numbers: `✓ s.d. 2028`, or how many goods have none."""
    food = [each for each in desk.lines if each.food]
    if not food:
        return "–", "ink2"
    lacking = sum(1 for each in food if not each.halal)
    if lacking:
        return ngettext("{count} belum ada", "{count} belum ada", lacking).format(count=lacking), "warn"
    if any(each.halal.casefold() == NON_HALAL for each in food):
        return _("ada yang non-halal"), "warn"
    ends = [day for each in food if (day := until(each.halal)) is not None]
    if not ends:
        return _("✓ ada nomornya"), "ok"
    soon = min(ends)
    if soon < today:
        return _("habis {day}").format(day=short_date(soon)), "warn"
    last = str(soon.year) if (soon.month, soon.day) == (12, 31) else short_date(soon)
    return _("✓ s.d. {day}").format(day=last), "ok"


class NotaCard(Card):
    """What the nota comes to, and what she gets when all of it is sold."""

    def __init__(self) -> None:
        super().__init__(pad=(18, 14), gap=6)
        self.body.addWidget(Label(_("Nota Titipan"), Size.BODY, bold=True, tone="ink2"))
        self.accepted, self.rejected = Pair(_("Diterima")), Pair(_("Ditolak"))
        self.labels, self.confirmed = Pair(_("Label dicetak")), Pair(_("Disetujui"))
        for each in (self.accepted, self.rejected, self.labels, self.confirmed):
            self.body.addWidget(each)
        self.body.addStretch(1)
        self._if_sold = Label("", Size.BODY, tone="ink2", wrap=True)
        self.amount = ElidedLabel("", Size.RP, bold=True, tone="titip")
        self._note = Label("", Size.MINI, tone="ink2", wrap=True)
        for label in (self._if_sold, self.amount, self._note):
            self.body.addWidget(label)

    def show_desk(self, desk: DeliveryDesk, *, labels: bool) -> None:
        unit = _unit(desk)
        self.accepted.show_value(f"**{desk.accepted.shown} {unit}**".replace(" **", "**"))
        tone = "refuse" if desk.rejected > NOTHING else "ink2"
        self.rejected.show_value(f"**{desk.rejected.shown} {unit}**".replace(" **", "**"), tone)
        sheets = ngettext("{count} lembar", "{count} lembar", desk.labels).format(count=f"**{dots(desk.labels)}**")
        self.labels.show_value(sheets if labels else _("tidak"), "ink" if labels else "ink2")
        self.confirmed.show_value(CONFIRMED_SHORT[desk.confirmed]())
        who = desk.maker.called if desk.maker is not None and not desk.maker.is_group else _("penitip")
        self._if_sold.setText(_("Bila laku semua, {who} menerima").format(who=who))
        known = not desk.lines or any(each.hers is not None for each in desk.lines)
        self.amount.show_words(desk.hers.shown if known else "–")
        unknown = sum(1 for each in desk.lines if each.hers is None)
        told = [not_counted(unknown)] if unknown and known else []
        told.append(_("Belum ada uang keluar hari ini."))
        if desk.maker is not None and desk.maker.fee:
            told.append(_("Biaya titip {fee}.").format(fee=desk.maker.fee.shown))
        self._note.setText(" ".join(told))

    def set_low(self, low: bool) -> None:
        """In a low or narrow window the figure is smaller."""
        self.amount.set_size(Size.PAY if low else Size.RP)


CONFIRMED_SHORT = {
    Confirmed.NOT: lambda: _("belum"),
    Confirmed.SIGNATURE: lambda: _("tanda tangan"),
    Confirmed.PIN: lambda: _("PIN"),
}


def _unit(desk: DeliveryDesk) -> str:
    """The unit that all lines are counted in, "" where they differ."""
    units = {each.unit.name for each in desk.lines}
    return units.pop().lower() if len(units) == 1 else ""


def show_liabilities(line: Liabilities, maker: DeskMaker | None) -> None:
    """Who answers for what, on the line under the table."""
    if maker is None:
        return
    shares = dict(maker.liabilities)
    head = _("Tanggungan menurut perjanjian:")
    if maker.agreement_id is None:
        head = _("Tanggungan biasa di toko ini:")
    told = [f"{_(CAUSES[each])} **{bearer(shares[each])}**" for each in TOLD if each in shares]
    line.show_told(head, _("Tanggungan:"), told)


def head_words(day: date, name: str) -> str:
    """The line under the title: the day, and who takes the goods in."""
    weekday = long_date(day).partition(",")[0]
    return texts.joined((f"{weekday} {short_date(day)}", _("diterima oleh {name}").format(name=name)))


def today_chip(makers: int) -> Chip:
    """How many brought something today."""
    words = ngettext("Titip Masuk hari ini: {count} Penitip", "Titip Masuk hari ini: {count} Penitip", makers)
    return Chip(words.format(count=makers), "titip")


def asked(desk: DeliveryDesk) -> tuple[str, str]:
    """What the scan box asks for, and what stands where there are no lines yet."""
    if desk.maker is None:
        return (
            _("Scan kartu penitip, atau ketik nama"),
            _("Siapa yang menitip? Scan kartunya, atau ketik nama atau kodenya."),
        )
    return (
        _("Scan atau cari barang {who}").format(who=desk.maker.called),
        _("Belum ada barang. Scan, ketik nama, atau F2 untuk semua barangnya."),
    )
