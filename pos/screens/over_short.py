"""Over and short by cashier over the last weeks, each count under the chosen name."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop import frames, texts
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.lists import RowList
from desktop.screens import Screen
from desktop.shells import Shell
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.text import N_, _, short_date
from pos import shift_queries
from pos.shift_queries import Answer, Counted
from pos.stations import Station

#: So many days are looked back.
DAYS = 30
SUMS = ((N_("Petugas"), 0), (N_("Dihitung"), 100), (N_("Pas"), 80), (N_("Lebih"), 130), (N_("Kurang"), 130))
COUNTS = ((N_("Tanggal"), 120), (N_("Jenis"), 150), (N_("Dokumen"), 0), (N_("Seharusnya"), 140), (N_("Selisih"), 130))


def _columns(named: tuple[tuple[str, int], ...], first_number: int) -> list[Column]:
    return [
        Column(_(words), width, texts.RIGHT if n >= first_number else texts.LEFT)
        for n, (words, width) in enumerate(named)
    ]


class OverShortScreen(Screen):
    """A row for each cashier; Up and Down choose whose counts stand below."""

    title = N_("Selisih Kas per Petugas")

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.answers: tuple[Answer, ...] = ()
        self._counts: tuple[Counted, ...] = ()
        self.chosen = 0
        self.head = frames.TitleBar(_("Selisih Kas per Petugas"))
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self.sums = RowList(_columns(SUMS, 1), name=_("Petugas"))
        self.counts = RowList(_columns(COUNTS, 3), name=_("Hitungan"))
        self.sums.row_pressed.connect(self._choose)
        self._back = KeyButton(back, role="quiet")
        self.home_field = self._back
        words = _("{days} hari terakhir · ↑ ↓ pilih petugas").format(days=DAYS)
        lists = frames.stacked(self.sums, self.counts, gap=12, grows=1)
        frames.page(self, self.head, lists, self.notice, frames.foot(self._back, words=words), grows=1)

    def enter(self, **what: object) -> None:
        self.head.show_words(self.station.shop.branch.name)
        self.shell.deeds.read(self, self._read, done=lambda found: self._show(*found), latest="over-short")

    def _read(self) -> tuple[list[Answer], list[Counted]]:
        """In a worker's thread."""
        shop = self.station.shop
        today = shop.branch.business_date(shop.clock())
        period = Period(shop.branch, today - timedelta(days=DAYS), today)
        with shop.reading() as connection:
            return shift_queries.answers(connection, period), shift_queries.counted(connection, period)

    def _show(self, answers: list[Answer], counts: list[Counted]) -> None:
        self.answers, self._counts, self.chosen = tuple(answers), tuple(counts), 0
        if not answers:
            self.sums.show_empty(_("Belum ada laci yang dihitung."), "coins")
        self._show_rows()

    def _choose(self, n: int) -> None:
        if 0 <= n < len(self.answers):
            self.chosen = n
            self._show_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(self.chosen + step)
        else:
            super().keyPressEvent(event)

    def _show_rows(self) -> None:
        if not self.answers:
            return
        self.sums.show_rows([self._sum(n, each) for n, each in enumerate(self.answers)])
        name = self.answers[self.chosen].cashier
        self.counts.show_rows([_count(each) for each in self._counts if each.cashier == name])

    def _sum(self, n: int, answer: Answer) -> Row:
        chosen = n == self.chosen
        amounts = (_amount(answer.over), _amount(answer.short))
        cells = (Cell(answer.cashier, bold=chosen), Cell(str(answer.counts)), Cell(str(answer.exact)), *amounts)
        return Row(cells, bar="accent" if chosen else "", ground="accent_tint" if chosen else "")


def _count(each: Counted) -> Row:
    words = (short_date(each.business_date), each.what, each.number, each.expected.bare)
    return Row((*(Cell(text) for text in words), _amount(each.over)))


def _amount(amount: Rupiah) -> Cell:
    """A difference is looked at, never a danger."""
    return Cell(amount.shown if amount != ZERO else "–", bold=amount != ZERO, tone="warn" if amount != ZERO else "ink")
