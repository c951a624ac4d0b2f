"""Pencocokan Saldo: every maker's balance against books, papers and statements, green or red, with what to do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from consignment import reconciliations
from consignment.reconciliations import Reconciled, Reconciliation
from desktop import layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip, ChipLabel
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import MINUS, Rupiah
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _, ngettext

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
WIDE, NARROW = (0, 132, 132, 132, 132, 148), (0, 112, 112, 112, 112, 128)


def looked_up(shop: Shop) -> Reconciliation:
    with shop.reading() as connection:
        return reconciliations.read(connection)


def columns() -> list[Column]:
    named = (_("Saldo"), _("Di buku"), _("Di bukti"), _("Di rincian"))
    return [Column(_("Penitip")), *(Column(each, 132, texts.RIGHT) for each in named), Column(_("Hasil"), 148)]


def row(each: Reconciled, *, chosen: bool) -> Row:
    """A maker: what does not agree with her books stands in red."""
    chip = Chip(_("Cocok"), "ok") if each.agrees else Chip(_("Tidak cocok"), "refuse")
    amounts = [_amount(amount, each.books) for amount in (each.kept, each.books, each.papers, each.stated)]
    cells = (Cell(each.maker.name, bold=True, small=each.maker.code), *amounts, Cell(chip=chip))
    bar, ground = ("refuse", "refuse_bg") if not each.agrees else ("accent" if chosen else "", "card")
    return Row(cells, bar=bar, ground="accent_tint" if chosen else ground, tip=each.words)


def _amount(amount: Rupiah | None, books: Rupiah) -> Cell:
    if amount is None:
        return Cell("–", tone="ink3")
    return Cell(amount.bare.replace("-", MINUS), bold=amount != books, tone="ink" if amount == books else "refuse")


class BalancesScreen(OfficeScreen):
    """Those that do not agree stand first; under the list it says what to do about the chosen one."""

    place = "consignment"
    title = N_("Pencocokan Saldo")
    interested = frozenset({"consignment", "sales"})
    more_keys = (("↑ ↓", N_("pilih penitip")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        # The screen itself has the keys: Enter opens the chosen row.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.home_field = self
        self.found: tuple[Reconciled, ...] = ()
        self.whole: Reconciliation | None = None
        self.chosen = 0
        self.light = ChipLabel(size=Size.BODY)
        self.sums = Label("", Size.BODY, tone="ink2", wrap=True)
        card = Card(pad=(16, 10), gap=6)
        head = layouts.row(self.light, self.sums, gap=16)
        head.setStretch(1, 1)
        card.body.addLayout(head)
        self.list = RowList(columns(), name=_("Saldo setiap penitip"))
        self.list.row_pressed.connect(self._touched)
        self.advice = Label("", Size.BODY, bold=True, tone="refuse", wrap=True)
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        paper = self.act("Ctrl+E", _("Sebagai Laporan"), self._as_report, icon_name="chart")
        self._open = self.act("Enter", _("Buka Penitip"), self.open_chosen, icon_name="user")
        foot = layouts.row(KeyButton(back, role="quiet"), 1, KeyButton(paper), gap=8)
        foot.addWidget(KeyButton(self._open, role="primary", size=Size.LEAD))
        self.body.addWidget(card)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.advice)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.list.set_widths(NARROW if event.size().width() < theme.px(NARROW_BELOW) else WIDE)
        super().resizeEvent(event)

    def enter(self, **what: object) -> None:
        self._open.setEnabled(self.desk.person.may(Permission.MAKER_READ))
        if self.whole is None:
            self.list.show_empty(_("Saldo sedang dicocokkan…"), "scale")
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(looked_up, self.desk.shop), done=self._show, latest="maker-balances")

    def _show(self, whole: Reconciliation) -> None:
        self.whole = whole
        self.found = tuple(sorted(whole.makers, key=lambda each: each.agrees))
        self.list.show_empty(_("Belum ada uang titipan."), "basket")
        count = len(whole.makers)
        self.show_words(ngettext("{count} penitip", "{count} penitip", count).format(count=count))
        self.light.show_chip(_light(whole))
        said = _("Saldo semua penitip {owed}, akun Utang Titipan {account}")
        self.sums.setText(said.format(owed=whole.owed.shown, account=whole.account.shown))
        self.choose(self.chosen)

    def choose(self, place: int) -> None:
        self.chosen = min(max(place, 0), max(len(self.found) - 1, 0))
        self.list.show_rows([row(each, chosen=n == self.chosen) for n, each in enumerate(self.found)])
        self.list.reveal(self.chosen)
        here = self.found[self.chosen] if self.found else None
        advice = f"{here.maker.name}: {here.words}" if here is not None and not here.agrees else ""
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))

    def _touched(self, place: int) -> None:
        if place == self.chosen:
            self.open_chosen()
        else:
            self.choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self.chosen + step)

    def open_chosen(self) -> None:
        """What is open of hers and what she was paid; for who may not pay, her agreements."""
        if self.found and self._open.isEnabled():
            screen = "payout" if self.desk.person.may(Permission.PAYOUT_PAY) else "agreements"
            self.shell.go(screen, maker_id=self.found[self.chosen].maker.id)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _as_report(self) -> None:
        self.shell.go("report", report="consignment-reconciliation")


def _light(whole: Reconciliation) -> Chip:
    """Green or red, in words."""
    if whole.agrees:
        return Chip(_("Semua cocok"), "ok")
    count = len(whole.wrong)
    if not count:
        return Chip(_("Akun tidak sama"), "refuse")
    return Chip(ngettext("{count} tidak cocok", "{count} tidak cocok", count).format(count=count), "refuse")
