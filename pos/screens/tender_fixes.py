"""Perbaiki cara bayar: a sale of the open shift was keyed as paid in another way than it was.

Choose the sale (arrows, a touch, or a scan of its receipt), by what it was really paid, why,
Enter.  Nothing posted is changed: a document moves the money.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy

from desktop import frames, texts, theme
from desktop.amounts import AmountField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.fields import Field
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import NotAllowed, ShopError
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _, clock
from pos import approvals, tender_fixes
from pos.sale_commands import Approval
from pos.screens.checkouts import Checkout
from pos.screens.payment_parts import ICONS
from pos.tender_fixes import Fix, PaidSale
from pos.tenders import MONEY, NAMES, TenderKind

NAME = "tender-fixes"
KEYS = {
    TenderKind.CASH: "F4",
    TenderKind.QRIS: "F8",
    TenderKind.TRANSFER: "Ctrl+T",
    TenderKind.CARD: "Ctrl+K",
}
REASONS = (N_("Keliru"), N_("Ganti cara"))
NARROW_BELOW = 760


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Add the screen; the cashier's menu leads to it."""
    shell.add_later(NAME, lambda: TenderFixScreen(shell, checkout))


class TenderFixScreen(Screen):
    """The sales of the open shift at the left, what is put right at the right."""

    title = N_("Perbaiki Cara Bayar")
    interested = frozenset({"sales"})

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout, self.station = checkout, checkout.station
        self.sales: tuple[PaidSale, ...] = ()
        self.chosen = 0
        self.source, self.target = TenderKind.CASH, TenderKind.QRIS
        self._why = ""
        self.head = frames.TitleBar(_("Perbaiki Cara Bayar"))
        self._primary = self.act("Enter", _("Perbaiki"), self._save)
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self._from = self.act("Ctrl+D", "", self._next_source)
        self.from_button = KeyButton(self._from)
        self.targets = {kind: self._target(kind) for kind in MONEY}
        self.list = _sale_list()
        self.amount, self.reason = AmountField(_("Jumlah")), Field(size=Size.LINE, name=_("Alasan"))
        self.primary = KeyButton(self._primary, role="primary", tall="56", size=Size.LEAD)
        self.home_field = self.reason
        self._lay_out(KeyButton(back, role="quiet"))
        self.list.row_pressed.connect(self.choose)
        self.amount.amount_changed.connect(lambda _amount: self._show())
        self.amount.submitted.connect(self.do_primary)
        self.reason.textEdited.connect(lambda _text: self._show())
        self.reason.submitted.connect(self.do_primary)
        self._show()

    def _target(self, kind: TenderKind) -> KeyButton:
        action = self.act(KEYS[kind], _(NAMES[kind]), lambda: self._become(kind))
        button = KeyButton(action, tall="56", icon=ICONS[kind], stacked=True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return button

    def _lay_out(self, back: KeyButton) -> None:
        card = Card(pad=(16, 8), gap=4)
        card.body.addWidget(Label(_("Tercatat sebagai"), Size.MINI, tone="ink2"))
        card.body.addWidget(self.from_button)
        card.body.addWidget(Label(_("Sebenarnya dibayar dengan"), Size.MINI, tone="ink2"))
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for n, button in enumerate(self.targets.values()):
            grid.addWidget(button, *divmod(n, 2))
        card.body.addLayout(grid)
        card.body.addWidget(self.amount)
        # No caption over it: a low window has no room for one.
        self.reason.setPlaceholderText(_("Alasan"))
        card.body.addWidget(self.reason)
        quick = QHBoxLayout()
        quick.setSpacing(theme.px(8))
        for words in REASONS:
            button = KeyButton(_(words))
            button.clicked.connect(lambda _checked=False, words=words: self._say_reason(_(words)))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            quick.addWidget(button)
        card.body.addLayout(quick)
        card.body.addStretch(1)
        self.right = frames.stacked(card, self.primary, grows=0)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(self.list, 1)
        body.addWidget(self.right)
        frames.page(self, self.head, body, self.notice, frames.foot(back), grows=1)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        shift = self.station.shift
        words = self.station.person.name if shift is not None else _("Shift belum dibuka.")
        self.head.show_words(texts.joined((self.station.till_name, words)))
        self.reason.clear()
        self.refresh()

    def refresh(self) -> None:
        if self.station.shift is not None:
            ask = partial(tender_fixes.recent, self.station)
            self.shell.deeds.read(self, ask, done=self._show_sales, latest=NAME)

    def scanned(self, code: str) -> None:
        """A receipt of this shift."""
        ask = partial(tender_fixes.by_number, self.station, code)
        self.shell.deeds.read(self, ask, done=self._found, latest="tender-fix")

    def _found(self, sale: PaidSale | None) -> None:
        if sale is None:
            self.say(Notice(_("Struk itu bukan dari shift ini."), "warn"))
            self.shell.sounds.play(Sound.REFUSED)
            return
        others = tuple(each for each in self.sales if each.id != sale.id)
        self._show_sales((sale, *others))

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.choose(self.chosen + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # -- what is chosen --------------------------------------------------------

    def _show_sales(self, sales: tuple[PaidSale, ...]) -> None:
        self.sales = sales
        self.list.show_empty(_("Belum ada penjualan di shift ini."), "receipt")
        self.choose(0)

    @property
    def picked(self) -> PaidSale | None:
        return self.sales[self.chosen] if self.chosen < len(self.sales) else None

    def choose(self, place: int) -> None:
        """Choose a sale; past the ends it stays on the last or first."""
        self.chosen = max(0, min(place, len(self.sales) - 1))
        self.list.show_rows([_row(sale, n == self.chosen) for n, sale in enumerate(self.sales)])
        self.list.reveal(self.chosen)
        sale = self.picked
        sources = list(sale.movable) if sale is not None else []
        self._start(sources[0] if sources else TenderKind.CASH)

    def _next_source(self) -> None:
        sources = list(self.picked.movable) if self.picked is not None else []
        if len(sources) > 1 and self.source in sources:
            self._start(sources[(sources.index(self.source) + 1) % len(sources)])

    def _start(self, source: TenderKind) -> None:
        self.source = source
        self.target = TenderKind.QRIS if source is TenderKind.CASH else TenderKind.CASH
        amount = self.picked.movable.get(source) if self.picked is not None else None
        self.amount.set_amount(amount)
        self._show()

    def _become(self, kind: TenderKind) -> None:
        if kind is self.source:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.target = kind
        self._show()

    def _say_reason(self, words: str) -> None:
        self.reason.setText(words)
        self._show()
        self.home()

    def _show(self) -> None:
        sale = self.picked
        left = sale.movable.get(self.source, ZERO) if sale is not None else ZERO
        self._from.setText(f"{_(NAMES[self.source])} {left.bare}")
        self._from.setEnabled(sale is not None and len(sale.movable) > 1)
        for kind, button in self.targets.items():
            button.set_role("chosen" if kind is self.target else "plain")
            button.setEnabled(kind is not self.source)
        self.amount.show_caption(_("Jumlah"), _("dari {left}").format(left=left.shown))
        self._why = self._blocked(left)
        self.primary.set_reason(self._why)

    def _blocked(self, left: Rupiah) -> str:
        amount = self.amount.amount or ZERO
        if self.picked is None:
            return _("Pilih nota dulu")
        if left <= ZERO:
            return _("Tidak ada yang diganti")
        if not ZERO < amount <= left:
            return _("Paling banyak {left}").format(left=left.shown)
        return "" if self.reason.text().strip() else _("Tulis alasannya")

    # -- doing it --------------------------------------------------------------

    def _save(self) -> None:
        sale, amount = self.picked, self.amount.amount
        if sale is None or self._why or amount is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self._post(Fix(sale, self.source, self.target, amount, self.reason.text().strip()))

    def _post(self, fix: Fix, approval: Approval | None = None) -> None:
        def deed() -> None:
            approver = approvals.approver(self.station, approval) if approval is not None else None
            tender_fixes.put_right(self.station, fix, approver)

        done, failed = partial(self._done, fix), partial(self._refused, fix)
        changed = {"sales", "cash"}
        self.shell.deeds.write(self, deed, done=done, failed=failed, button=self.primary, once=NAME, changed=changed)

    def _done(self, fix: Fix, _nothing: None) -> None:
        words = _("{number}: {amount} dari {source} menjadi {target}.").format(
            number=fix.sale.number,
            amount=fix.amount.shown,
            source=_(NAMES[fix.source]),
            target=_(NAMES[fix.target]),
        )
        self.reason.clear()
        self.hush()
        self.say(Notice(words, "ok"))
        self.shell.sounds.play(Sound.SAVED)

    def _refused(self, fix: Fix, error: ShopError) -> bool:
        """More than she may move alone: another person's PIN is asked for."""
        if not isinstance(error, NotAllowed):
            return False
        before = f"{_(NAMES[fix.source])} {fix.amount.bare}"
        after = f"{_(NAMES[fix.target])} {fix.amount.bare}"
        what = _("Perbaiki cara bayar {number}").format(number=fix.sale.number)
        self.checkout.ask_override(
            Permission.TENDER_CORRECT,
            fix.amount,
            before,
            after,
            partial(self._post, fix),
            what=what,
            reason=fix.reason,
        )
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.right.setFixedWidth(frames.right_width(self.width()))
        narrow = self.list.width() < theme.px(NARROW_BELOW)
        self.list.set_widths((112, 60, 0, 100, 190) if narrow else (128, 72, 0, 120, 260), 12)


def _sale_list() -> RowList:
    columns = (
        Column(_("No. Struk"), pad=16),
        Column(_("Jam")),
        Column(_("Anggota")),
        Column(_("Total"), align=texts.RIGHT),
        Column(_("Cara bayar"), pad=16),
    )
    return RowList(columns, row_height=48, name=_("Penjualan shift ini"))


def _row(sale: PaidSale, chosen: bool) -> Row:
    paid = ", ".join(f"{_(NAMES[kind])} {amount.bare}" for kind, amount in sale.paid)
    return Row(
        (
            Cell(sale.number, size=Size.BODY, bold=chosen),
            Cell(clock(sale.at), size=Size.BODY, tone="ink2"),
            Cell(sale.member or _("Umum"), size=Size.BODY),
            Cell(sale.total.bare),
            Cell(paid, size=Size.BODY),
        ),
        bar="accent" if chosen else "",
        ground="accent_tint" if chosen else "card",
    )
