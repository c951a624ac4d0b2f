"""The shift's payments by QRIS and transfer, laid over whatever is there, to compare with the shop's app."""

from __future__ import annotations

from desktop import frames, texts
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.lists import RowList
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from koperasi.money import MINUS, ZERO, total
from koperasi.text import N_, _, clock
from pos import funds
from pos.funds import Fund
from pos.stations import Station
from pos.tenders import NAMES


class FundsScreen(Screen):
    """Time, way, amount, reference, who confirmed; Esc goes back to what lies under it, as it was."""

    title = N_("Dana masuk shift ini")
    overlay = True

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.head = frames.TitleBar(_("Dana masuk shift ini"))
        back = self.act("Esc", _("Kembali"), shell.uncover, icon_name="back")
        columns = (
            Column(_("Jam"), 72, texts.LEFT),
            Column(_("Cara bayar"), 110, texts.LEFT),
            Column(_("Nomor"), 0, texts.LEFT),
            Column(_("Referensi"), 160, texts.LEFT),
            Column(_("Dipastikan"), 130, texts.LEFT),
            Column(_("Jumlah"), 130, texts.RIGHT),
        )
        self.list = RowList(columns, row_height=44, name=_("Dana masuk"))
        self.board = Board(BoardText(_("Cocokkan dengan aplikasi"), None), steps=(50, 44, 36), rp=26, tall=118)
        words = _("Buka riwayat di aplikasi penyedia QRIS dan bank, lalu cocokkan satu per satu.")
        button = KeyButton(back, role="quiet")
        self.home_field = button
        advice = Label(words, tone="ink2", wrap=True)
        frames.page(self, self.head, self.board, advice, self.list, self.notice, frames.foot(button), grows=3)

    def enter(self, **what: object) -> None:
        shop, shift = self.station.shop, self.station.shift
        self.head.show_words(texts.joined((self.station.till_name, self.station.person.name)))
        self._show(())
        if shift is None:
            return

        def read() -> tuple[Fund, ...]:
            with shop.reading() as connection:
                return funds.of_shift(connection, shop.branch, shift.id)

        self.shell.deeds.read(self, read, done=self._show, latest="funds")

    def _show(self, found: tuple[Fund, ...]) -> None:
        parts = [
            _("{name} {count} kali, {amount}").format(name=_(NAMES[kind]), count=count, amount=amount.bare)
            for kind, (count, amount) in funds.sums(found).items()
        ]
        whole = total(each.amount for each in found)
        self.board.show_text(BoardText(_("Cocokkan dengan aplikasi"), whole, foot=texts.joined(tuple(parts))))
        if not found:
            self.list.show_empty(_("Belum ada QRIS atau transfer di shift ini."), "qr")
            return
        self.list.show_rows([_row(each) for each in found])


def _row(fund: Fund) -> Row:
    cells = (clock(fund.at), _(NAMES[fund.kind]), fund.number, fund.reference or "–", fund.by.split()[0])
    amount = Cell(fund.amount.bare.replace("-", MINUS), bold=True, tone="ink" if fund.amount > ZERO else "warn")
    return Row((*(Cell(each) for each in cells), amount))
