"""Retur yang sudah dicatat: the last returns; one keyed wrong is taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.texts import RIGHT
from desktop.theme import Size
from inventory import supplier_return_queries, supplier_returns
from inventory.screens.picking import PickPage
from inventory.screens.supplier_return_parts import SETTLED
from inventory.supplier_return_queries import GivenBack
from inventory.supplier_returns import ReturnReversal
from koperasi import uids
from koperasi.shop import Shop
from koperasi.text import N_, _, short_date
from koperasi.work import Actor

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}
WIDTHS, NARROW_WIDTHS = (124, 150, 0, 200, 130, 130), (116, 124, 0, 130, -1, 104)
#: Why a return is taken back.
REASONS = (N_("salah barang"), N_("salah jumlah"), N_("salah pemasok"), N_("pemasok tidak menerima"))


def latest(shop: Shop) -> tuple[GivenBack, ...]:
    with shop.reading() as connection:
        return tuple(supplier_return_queries.latest(connection, shop.branch.id))


def taken_back(shop: Shop, actor: Actor, command: ReturnReversal) -> str:
    with shop.work(actor, channel="office") as work:
        return supplier_returns.take_back(work, command)


def columns() -> list[Column]:
    return [
        Column(_("Tanggal"), 124),
        Column(_("Nomor"), 150),
        Column(_("Pemasok"), 0),
        Column(_("Alasan"), 200),
        Column(_("Penggantian"), 130),
        Column(_("Diganti"), 130, RIGHT),
    ]


def given_row(given: GivenBack, *, chosen: bool) -> Row:
    """A return; one that was taken back is struck through."""
    cells = (
        Cell(short_date(given.business_date), size=Size.BODY),
        Cell(
            given.number, bold=True, size=Size.BODY, note=_("dibatalkan") if given.reversed else "", note_tone="refuse"
        ),
        Cell(given.supplier or _("Tanpa pemasok"), bold=True, size=Size.BODY),
        Cell(given.reason, size=Size.BODY, tone="ink2"),
        Cell(chip=Chip(_(SETTLED[given.settled]), "plain")),
        Cell(given.credit.bare, bold=True, size=Size.BODY),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, struck=given.reversed)


class SupplierReturnListScreen(OfficeScreen):
    """The returns, the newest first."""

    place = "buying"
    title = N_("Retur yang Sudah Dicatat")
    interested = frozenset({"stock", "payables"})
    more_keys = (("↑ ↓", N_("pilih retur")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.shown: tuple[GivenBack, ...] = ()
        self.at = 0
        self.list = RowList(columns(), row_height=52, name=_("Retur"))
        self.list.show_empty(_("Belum ada retur."), "undo")
        self.list.row_pressed.connect(self.choose)
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.reasons.picked.connect(self._take_back)
        self.reasons.left.connect(self._leave)
        self.stack = QStackedWidget()
        for page in (self.list, self.reasons):
            self.stack.addWidget(page)
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.undo_action = self.act("Ctrl+Z", _("Batalkan Retur"), self._ask, icon_name="undo")
        self.undo_button = KeyButton(self.undo_action)
        self.look_action = self.act("Ctrl+I", _("Lihat Cetakan"), self._look, icon_name="eye")
        self.home_field = self.undo_button
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(
            layouts.row(KeyButton(back, role="quiet"), 1, KeyButton(self.look_action), self.undo_button, gap=8)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.list.set_widths(NARROW_WIDTHS if event.size().width() < theme.px(NARROW_BELOW) else WIDTHS)
        super().resizeEvent(event)

    def enter(self, **what: object) -> None:
        self.stack.setCurrentWidget(self.list)
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(latest, self.desk.shop), done=self._found, latest="returns-given")

    def _found(self, found: tuple[GivenBack, ...]) -> None:
        self.shown = found
        self.choose(self.at)

    def _look(self) -> None:
        if self.shown:
            self.office.preview(self.shell, self.shown[self.at].document_id)

    def choose(self, number: int) -> None:
        """Make another return the chosen one."""
        self.at = min(max(number, 0), max(len(self.shown) - 1, 0))
        self.list.show_rows([given_row(each, chosen=n == self.at) for n, each in enumerate(self.shown)])
        self.list.reveal(self.at)
        self.look_action.setEnabled(bool(self.shown))
        self.undo_action.setEnabled(bool(self.shown) and not self.shown[self.at].reversed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self.stack.currentWidget() is not self.list:
            super().keyPressEvent(event)
        else:
            self.choose(self.at + step)

    def _ask(self) -> None:
        """Why it is taken back: one of the usual reasons, or what is typed."""
        if self.shown:
            self.reasons.show_choices([(words, _(words)) for words in REASONS])
            self.stack.setCurrentWidget(self.reasons)
            self.reasons.field.setFocus()

    def _take_back(self, key: object, _words: str) -> None:
        self.stack.setCurrentWidget(self.list)
        shop, now, chosen = self.desk.shop, self.desk.shop.clock(), self.shown[self.at]
        head = (shop.minter.next(), uids.new_uid(now), chosen.document_id, shop.branch.business_date(now), now)
        self.shell.deeds.write(
            self,
            partial(taken_back, shop, self.desk.person, ReturnReversal(*head, _(str(key)))),
            done=partial(self._done, chosen.number),
            button=self.undo_button,
            once="supplier-return",
            changed={"stock", "payables"},
        )

    def _done(self, number: str, _reversal: str) -> None:
        self.say(Notice(_("{number} dibatalkan; barangnya kembali ke tempatnya.").format(number=number), "ok"))
        self.refresh()
        self.home()

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.reasons:
            self.stack.setCurrentWidget(self.list)
            self.home()
        else:
            self.shell.back()
