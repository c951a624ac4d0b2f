"""Harga Turun: what agreements ask for today, by the days on the shelf; begun one by one or all at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeyEvent, QResizeEvent

from consignment import reduction_desks
from consignment.deal_words import percent
from consignment.reductions import Asked, Proposal
from consignment.terms import Bearer
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import RIGHT
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from koperasi.text import N_, _, ngettext, short_date

#: Wide and narrow: good, days, price before, price after, who bears it, how it stands.
WIDTHS, NARROW_WIDTHS = (0, 110, 130, 130, 180, 160), (0, 84, 108, 108, 148, 132)


class ReductionsScreen(OfficeScreen):
    """The goods whose agreement asks for a lower price; those that are reduced already are told so."""

    place = "consignment"
    title = N_("Harga Turun")
    interested = frozenset({"agreements", "deliveries", "promotions", "sales"})
    more_keys = (("↑ ↓", N_("pilih barang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.asked: Asked | None = None
        self.list = DrawnList(self._columns(), self._row, _("Harga turun"), holds_focus=True)
        self.list.show_empty(_("Mencari…"), "search")
        self.list.chosen_changed.connect(lambda _place: self._judge())
        self.home_field = self.list
        back = self.act("Esc", _("Kembali"), self.shell.back, icon_name="back")
        one = self.act("Ctrl+U", _("Mulai Yang Ini"), self._start_one, icon_name="check")
        every = self.act("Ctrl+Enter", _("Mulai Semua"), self._start_all, icon_name="check")
        self.one_button, self.all_button = KeyButton(one), KeyButton(every, role="primary", size=Size.LEAD)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(layouts.row(KeyButton(back, role="quiet"), 1, self.one_button, self.all_button, gap=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(NARROW_WIDTHS if narrow else WIDTHS)
        super().resizeEvent(event)

    def _columns(self) -> list[Column]:
        return [
            Column(_("Barang"), WIDTHS[0], pad=16),
            Column(_("Hari di rak"), WIDTHS[1], RIGHT),
            Column(_("Harga"), WIDTHS[2], RIGHT),
            Column(_("Menjadi"), WIDTHS[3], RIGHT),
            Column(_("Ditanggung"), WIDTHS[4]),
            Column(_("Keadaan"), WIDTHS[5], pad=16),
        ]

    def _row(self, proposal: Proposal, at: bool) -> Row:
        lot, step = proposal.lot, proposal.step
        price, after = proposal.price, proposal.price_after
        chip = Chip(_("sudah turun"), "ok") if proposal.done else Chip(_("diusulkan"), "warn")
        if price is None:
            chip = Chip(_("belum ada harga"), "refuse")
        bearer = _("penitip") if step.bearer is Bearer.MAKER else _("toko")
        until = _("s.d. {day}").format(day=short_date(proposal.last_day))
        cells = (
            Cell(lot.name, bold=True, note=f"{lot.code} · {lot.maker} · {proposal.number}", note_tone="ink2"),
            Cell(str(proposal.days), size=Size.BODY),
            Cell(price.shown if price is not None else "–", size=Size.BODY, tone="ink2"),
            Cell(
                after.shown if after is not None else "–", bold=True, note=f"−{percent(step.off_bps)}", note_tone="ink2"
            ),
            Cell(bearer, size=Size.BODY, note=until, note_tone="ink2"),
            Cell("", chip=chip),
        )
        return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")

    def enter(self, **what: object) -> None:
        self._judge()
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(reduction_desks.read, self.desk.shop), done=self._show, latest="reductions")

    def _show(self, asked: Asked) -> None:
        self.asked = asked
        self.list.show_empty(_("Tidak ada barang yang menurut perjanjian harus turun harga hari ini."), "check")
        self.list.show_items(asked.proposals, self.list.chosen)
        count = len(asked.open)
        words = ngettext("{count} barang diusulkan turun", "{count} barang diusulkan turun", count).format(count=count)
        if asked.over:
            words += " · " + _("{count} potongan lama diakhiri").format(count=len(asked.over))
        self.show_words(words)
        self._judge()

    def _judge(self) -> None:
        asked = self.asked
        chosen: Proposal | None = self.list.item
        self.actions_by_key["Ctrl+Enter"].setEnabled(asked is not None and bool(asked.open or asked.over))
        self.actions_by_key["Ctrl+U"].setEnabled(asked is not None and chosen is not None and chosen in asked.open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.list.step(event.key()):
            super().keyPressEvent(event)

    def _start_one(self) -> None:
        chosen: Proposal | None = self.list.item
        if chosen is not None:
            self._start({chosen.lot.product_id}, self.one_button)

    def _start_all(self) -> None:
        self._start(None, self.all_button)

    def _start(self, products: set[int] | None, button: KeyButton) -> None:
        write = partial(reduction_desks.start, self.desk.shop, self.desk.person, products)
        self.shell.deeds.write(self, write, done=self._started, button=button, once="reduce", changed={"promotions"})

    def _started(self, count: int) -> None:
        self.shell.sounds.play(Sound.SAVED)
        words = ngettext("{count} potongan dimulai.", "{count} potongan dimulai.", count)
        self.say(Notice(words.format(count=count) + " " + _("Cetak label rak yang baru."), "ok"))
        self.refresh()
