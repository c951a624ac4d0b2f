"""The first day: what to do first in a shop that has not sold anything yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop import theme
from desktop.cards import Card
from desktop.offices import Office
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from desktop.tile_cards import TaskRow
from koperasi.rights import Permission
from koperasi.text import N_, _
from pos.dashboard_queries import Begun

if TYPE_CHECKING:
    from pos.screens.home import HomeScreen

_STOCK = N_("Catat barang yang sudah ada, sebagai penerimaan pertama")
#: Key, icon, words, the screen, the right; "" is the counter.
STEPS = (
    ("Ctrl+D", "box", N_("Masukkan barang yang dijual, dengan harganya"), "goods-list", Permission.GOODS_EDIT),
    ("Ctrl+I", "truck", _STOCK, "receiving", Permission.PURCHASE_RECEIVE),
    ("Ctrl+N", "basket", N_("Daftarkan penitip, bila ada barang titipan"), "makers", Permission.MAKER_READ),
    ("Ctrl+J", "scan", N_("Buka kasir dan jual yang pertama"), "", Permission.SALE_POST),
)


class StartCard(Card):
    """A few steps in their order, each with a check when it is done; they lead to where it is done."""

    def __init__(self, screen: HomeScreen, shell: Shell, office: Office) -> None:
        super().__init__(pad=(24, 20), gap=12)
        self.office, self.shell = office, shell
        self.body.addWidget(Label(_("Selamat datang. Mulai dari sini:"), Size.LEAD, bold=True))
        told = _("Belum ada penjualan. Setelah nota pertama, di sini terlihat omzet, kas dan yang perlu dikerjakan.")
        self.body.addWidget(Label(told, Size.BODY, tone="ink2", wrap=True))
        self.rows: list[TaskRow] = []
        for key, icon, words, to, _right in STEPS:
            row = TaskRow(screen.act(key, _(words), self._going(to), icon_name=icon), icon)
            row.setMinimumHeight(theme.px(56))
            self.rows.append(row)
            self.body.addWidget(row)
        self.body.addStretch(1)

    def _going(self, to: str) -> Callable[[], object]:
        return (lambda: self.shell.go(to)) if to else self.office.to_counter

    def show_begun(self, begun: Begun) -> None:
        """What is done has a check; the first that is not is to be done now."""
        done = (begun.goods, begun.stock, begun.makers, begun.sold)
        actor = self.office.desk.person
        steps = zip(self.rows, done, STEPS, strict=True)
        for number, (row, ready, (_key, _icon, words, to, right)) in enumerate(steps, start=1):
            row.show_step(number, _(words), done=ready)
            may = actor.may(right) and (not to or self.shell.has(to))
            row.action.setEnabled(may)
            row.setEnabled(may)
