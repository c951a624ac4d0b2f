"""The change, large, until the next scan: that scan is the next customer's first."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import layouts, texts, theme
from desktop.boards import ChangeFigure
from desktop.buttons import KeyButton
from desktop.chips import Chip, ChipLabel
from desktop.denominations import NoteRow
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.kawung import KawungPanel, Mark
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import MINUS, ZERO, Rupiah, total
from koperasi.text import N_, _, ngettext
from koperasi.tills import COINS, NOTES
from pos import slips
from pos.screens.checkouts import Checkout
from pos.tenders import NAMES, KeptFor, TenderKind
from pos.till import Finished
from printing.jobs import Job, JobKind, State


def notes_of(change: Rupiah) -> list[tuple[int, int]]:
    """The fewest notes and coins that make a change; what no coin makes is left away."""
    left, notes = change.amount, []
    for worth in dict.fromkeys((*NOTES, *COINS)):
        count, left = divmod(left, worth)
        if count:
            notes.append((worth, count))
    return notes


def _handed(finished: Finished) -> tuple[Rupiah, str]:
    """What goes to the customer, and what that is called: change, or money that goes back."""
    back = -total(each.applied for each in finished.tenders if each.given < ZERO)
    if not back:
        return finished.posted.change, ""
    kinds = {each.kind for each in finished.tenders}
    if TenderKind.CASH in kinds:
        return finished.cash_back, _("Kembalikan Uang")
    return back, _("Kasbon berkurang") if kinds == {TenderKind.KASBON} else _("Dikembalikan")


class Facts(QWidget):
    """Total Bayar, the tenders, Pembulatan: captions over values, side by side, in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(32))
        self.setFixedHeight(theme.px(64))

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._row.addStretch(1)
        for place, (caption, value) in enumerate(facts):
            if place:
                self._row.addWidget(_Line())
            self._row.addWidget(_fact(caption, value))
        self._row.addStretch(1)


class _Line(QWidget):
    """An upright hairline on the board."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.px(1), theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("accent"))


def _fact(caption: str, value: str) -> QWidget:
    words = Label(caption, Size.LINE, tone="board_ink2", align=texts.CENTRE)
    amount = Label(value, Size.TITLE, bold=True, tone="board_ink", align=texts.CENTRE)
    return layouts.held(layouts.column(words, amount, gap=0))


class ChangeScreen(Screen):
    """What to hand over, and that the sale is safe."""

    title = N_("Kembalian")

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        #: The last word on receipts, which may come before the change is shown.
        self._job: Job | None = None
        self._opened = False
        self.scan = ScanField(_("Scan barang berikutnya untuk Transaksi Baru"), name=_("Kotak scan"))
        self.figure, self.notes, self.facts = ChangeFigure(_("Kembalian"), _("Uang Pas")), NoteRow(), Facts()
        self.saved, self.drawer = ChipLabel(size=Size.BODY), ChipLabel(size=Size.BODY)
        self.paper = ChipLabel(size=Size.BODY, yields=True)
        self._next = self.act("Esc", _("Transaksi Baru"), self._go_on)
        self._look = self.act("Ctrl+P", _("Lihat Cetakan"), self._preview, icon_name="printer")
        self._gift = self.act("Ctrl+H", _("Struk Hadiah"), self._print_gift, icon_name="receipt")
        for key in ("F2", "F3", "F7"):
            self.law(key, partial(self._go_on_with, key))
        for key, name in (("F1", "help"), ("F10", "returns"), ("F11", "cash"), ("F12", "menu")):
            if shell.has(name):
                self.law(key, partial(shell.go, name))
        self._lay_out()
        self.scan.submitted.connect(self._submitted)
        self.scan.textEdited.connect(self._typed)
        self.home_field = self.scan

    def _lay_out(self) -> None:
        self._paper_buttons = [KeyButton(each, tall="56") for each in (self._gift, self._look)]
        top = layouts.column(
            layouts.row(
                Mark(56),
                self.scan,
                *self._paper_buttons,
                KeyButton(self._next, tall="56"),
            ),
            self.notice,
            margins=(12, 12, 12, 12),
        )
        panel = KawungPanel()
        chips = layouts.row(1, self.saved, self.paper, self.drawer, 1)
        inside = layouts.column(self.figure, self.notes, self.facts, chips, gap=20, margins=(24, 20, 24, 20))
        inside.setStretch(0, 1)
        panel.setLayout(inside)
        whole = layouts.column(top, panel, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the scan box keeps its room."""
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self._gift.setText(_("Hadiah") if narrow else _("Struk Hadiah"))
        self._look.setText(_("Cetakan") if narrow else _("Lihat Cetakan"))
        for button, icon in zip(self._paper_buttons, ("receipt", "printer"), strict=True):
            button.set_icon("" if narrow else icon)
        super().resizeEvent(event)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.scan.clear()
        if self._finished is not None:
            self._look.setEnabled(self.shell.has("preview"))
            self._gift.setEnabled(bool(self.checkout.station.printer) and self._finished.posted.total > ZERO)
            self._show(self._finished)

    def scanned(self, code: str) -> None:
        """The next customer: no click is needed, and a `4*` typed before the scan counts."""
        self.shell.go("till", fresh=True, code=code, before=self.scan.take())

    def _typed(self, text: str) -> None:
        """Letters are a search, which the till has."""
        if any(letter.isalpha() for letter in text):
            self.shell.go("till", fresh=True, text=text)

    def _submitted(self) -> None:
        """An Enter too many must not take the change out of sight."""
        text = self.scan.take()
        if text:
            self.shell.go("till", fresh=True, entered=text)

    def _go_on(self) -> None:
        if self.checkout.till is not None:
            self.checkout.become(self.checkout.till.dropped())
        self.shell.go("till", fresh=True)

    def _go_on_with(self, key: str) -> None:
        """A key of the till that begins the next customer's sale."""
        self._go_on()
        if self.shell.current is not None:
            self.shell.current.actions_by_key[key].trigger()

    def _preview(self) -> None:
        if self._finished is not None:
            self.shell.go("preview", document_id=self._finished.posted.document_id)

    def _print_gift(self) -> None:
        """The same goods without prices, for who is given them."""
        finished, station = self._finished, self.checkout.station
        if finished is None:
            return
        person = station.person
        self.shell.deeds.write(
            self,
            lambda: slips.print_gift(station, person, finished.posted.document_id),
            done=lambda _none: self.say(Notice(_("Struk hadiah masuk antrean printer."), "ok")),
            once="gift",
        )

    # -- what it shows ---------------------------------------------------------

    def _show(self, finished: Finished) -> None:
        posted = finished.posted
        handed, title = _handed(finished)
        self.figure.show_change(handed if handed else None, title)
        self.notes.show_notes(notes_of(posted.change or finished.cash_back))
        words = _("Total Bayar") if posted.total >= ZERO else _("Total Retur")
        facts = [(words, abs(posted.total).shown)]
        facts += [(_(NAMES[each.kind]), abs(each.given).shown) for each in finished.tenders]
        if posted.rounding:
            facts.append((_("Pembulatan"), posted.rounding.shown.replace("-", MINUS)))
        if finished.kept is not None:
            saved = finished.kept.kept_for is KeptFor.SAVINGS
            facts.append((_("Ditabung") if saved else _("Disumbangkan"), finished.kept.amount.shown))
        self.facts.show_facts(facts)
        words = _("Tersimpan · No. Struk {number}").format(number=posted.number)
        self.saved.show_chip(Chip(words, "ok"))
        self._show_paper(finished)

    def _show_paper(self, finished: Finished) -> None:
        printing = bool(self.checkout.station.shop.settings.printer)
        cash = any(each.kind is TenderKind.CASH for each in finished.tenders)
        words = _("Mencetak struk…") if printing else _("Tanpa printer")
        self.paper.show_chip(Chip(words, "plain", "printer"))
        self._opened = printing and cash
        self.show_drawer()
        if self._job is not None:
            self.show_job(self._job)
        self.show_printer()

    def show_drawer(self) -> None:
        """A drawer that holds too much is told here too; the window calls it when that has changed."""
        opened = Chip(_("Laci terbuka, tutup dulu"), "plain", "drawer") if self._opened else None
        full = Chip(_("Laci penuh, setor ke brankas: F11"), "warn")
        self.drawer.show_chip(full if self.checkout.station.drawer_full else opened)

    def show_job(self, job: Job) -> None:
        """A receipt's state has changed; the window calls it for every job."""
        if job.kind is not JobKind.SLIP:
            return
        self._job = job
        if self._finished is None or job.document_id != self._finished.posted.document_id:
            return
        if job.state is State.SENT:
            self.paper.show_chip(Chip(_("Struk dicetak"), "ok", "printer"))
        elif job.state in (State.UNKNOWN, State.FAILED):
            self.paper.show_chip(Chip(_("Struk belum pasti tercetak"), "warn", "printer"))

    def show_printer(self) -> None:
        """A printer in trouble: why the receipt waits; the window calls it when there is news."""
        news = self.checkout.station.printer_news
        if news is not None and news.trouble and news.waiting:
            waits = ngettext("{trouble}, {count} struk menunggu", "{trouble}, {count} struk menunggu", news.waiting)
            words = waits.format(trouble=news.trouble.rstrip("."), count=news.waiting)
            self.paper.show_chip(Chip(words, "warn", "printer"))

    @property
    def _finished(self) -> Finished | None:
        return self.checkout.till.finished if self.checkout.till is not None else None
