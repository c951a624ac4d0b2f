"""A shift of an earlier day that nobody closed: told at sign-in, closed now or gone on with, never lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from desktop import frames, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import N_, _, clock, long_date
from pos.stations import SignedIn, Station


class ForgottenScreen(Screen):
    """Enter closes it, with a count of what is in the drawer now; Ctrl J goes on selling in it."""

    title = N_("Shift belum ditutup")

    def __init__(
        self, shell: Shell, station: Station, on_close: Callable[[], object], on_go_on: Callable[[], object]
    ) -> None:
        super().__init__(shell)
        self.station = station
        self.head = frames.TitleBar(_("Shift belum ditutup"))
        close = self.act("Enter", _("Hitung dan Tutup Sekarang"), on_close, icon_name="calendar")
        go_on = self.act("Ctrl+J", _("Lanjut jualan di shift ini"), on_go_on)
        self._lead = Label("", Size.NAME, bold=True, wrap=True)
        names = (_("Tanggal buku"), _("Dibuka"), _("Pemegang laci"))
        self.facts = {name: Pair(name, size=Size.LINE, value_size=Size.LEAD) for name in names}
        words = _(
            "Tidak ada yang hilang. Tutup sekarang dengan uang yang ada di laci, lalu buka shift baru. "
            "Bila dilanjutkan, penjualan hari ini tetap masuk tanggal buku shift itu."
        )
        self.primary = KeyButton(close, role="primary", tall="72", size=Size.LEAD)
        card = Card(pad=(32, 28), gap=16)
        card.setMaximumWidth(theme.px(760))
        for widget in (self._lead, texts.rule(), *self.facts.values(), Label(words, wrap=True, tone="ink2")):
            card.body.addWidget(widget)
        card.body.addSpacing(theme.px(8))
        card.body.addWidget(self.primary)
        card.body.addWidget(KeyButton(go_on, tall="56"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 4)
        row.addStretch(1)
        self.home_field = self.primary
        column = frames.page(self, self.head, self.notice, row, grows=-1)
        column.insertStretch(2, 1)
        column.addStretch(2)

    def enter(self, **what: object) -> None:
        signed = what.get("signed")
        if not isinstance(signed, SignedIn) or signed.shift is None:
            return
        shift, branch = signed.shift, self.station.shop.branch
        opened = branch.local(shift.opened_at)
        day = long_date(shift.business_date)
        self.head.show_words(texts.joined((shift.till_name, self.station.person.name)))
        self._lead.setText(_("Shift {day} masih terbuka").format(day=day))
        told = (day, f"{long_date(opened.date())}, {clock(opened)}", signed.holder)
        for pair, value in zip(self.facts.values(), told, strict=True):
            pair.show_value(f"**{value}**")

    def step_back(self) -> None:
        """Leaving it open is a choice of its own; Esc only takes a notice away."""
        self.hush()
