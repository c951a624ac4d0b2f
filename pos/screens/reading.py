"""X: the open shift as it stands, on the screen and on paper; it closes nothing."""

from __future__ import annotations

from io import BytesIO

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop import frames, texts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.notices import Notice
from desktop.papers import PaperView
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import total
from koperasi.text import N_, _, clock
from pos import movements, readings, x_slips
from pos.readings import X
from pos.stations import Station
from pos.tenders import TenderKind
from printing.papers import Paper


def picture_of(station: Station, x: X) -> bytes:
    """The X as it comes out of the printer, as a PNG."""
    from printing.pictures import picture

    page = BytesIO()
    paper = Paper.of_columns(station.shop.settings.receipt_columns)
    picture(x_slips.x_slip(station.shop.branch, x), paper).save(page, "PNG")
    return page.getvalue()


class ReadingScreen(Screen):
    """Read on entering; Enter prints it, Ctrl U reads anew."""

    title = N_("Baca Shift (X)")

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.read_last: X | None = None
        self.head = frames.TitleBar(_("Baca Shift (X)"))
        self._primary = self.act("Enter", _("Cetak"), self._print, icon_name="printer")
        again = self.act("Ctrl+U", _("Baca ulang"), self.read, icon_name="undo")
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self.paper = PaperView(_("Shift sedang dibaca."))
        self.board = Board(BoardText("", None), steps=(50, 44, 36, 30), rp=26, tall=150)
        self.sales, self.no_sales = Pair(_("Transaksi")), Pair(_("Buka Laci tanpa jual"))
        self.noncash = Pair(_("Nontunai"))
        self.why = Label("", wrap=True, tone="ink2")
        card = Card(pad=(16, 14), gap=10)
        for widget in (self.sales, self.noncash, self.no_sales, texts.rule(), self.why):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        self.primary = KeyButton(self._primary, role="primary", tall="72", size=Size.LEAD)
        self.right = frames.stacked(self.board, card, self.primary, grows=1)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(self.paper, 1)
        body.addWidget(self.right)
        foot = frames.foot(KeyButton(back, role="quiet"), right=KeyButton(again))
        self.home_field = self.primary
        frames.page(self, self.head, body, self.notice, foot, grows=1)

    def enter(self, **what: object) -> None:
        self.read_last = None
        self.head.show_words(texts.joined((self.station.till_name, self.station.person.name)))
        self.paper.show_papers(())
        self.board.show_text(BoardText(_("Baca Shift"), None))
        self.primary.set_reason("" if self.station.printer else _("Tanpa printer"))
        self.read()

    def read(self) -> None:
        """Read the shift now; that it was read is in the audit."""
        shift, person = self.station.shift, self.station.person
        if shift is None:
            self.say(Notice(_("Belum ada shift."), "warn"))
            return
        self.shell.deeds.write(
            self,
            lambda: self._pictured(readings.read(self.station.shop, person, shift)),
            done=lambda read: self._show(*read),
            once="reading",
        )

    def _pictured(self, x: X) -> tuple[X, bytes]:
        """In a worker's thread."""
        return x, picture_of(self.station, x)

    def _show(self, x: X, picture: bytes) -> None:
        self.read_last = x
        figures = x.figures
        self.paper.show_papers([picture])
        others = [(often, amount) for kind, often, amount in figures.tenders if kind != TenderKind.CASH]
        noncash = total(amount for _often, amount in others)
        self.noncash.show_value(f"**{sum(often for often, _amount in others)}×**" if others else "–")
        at = clock(self.station.shop.branch.local(x.read_at))
        self.head.show_words(texts.joined((figures.till, figures.cashiers, _("dibaca {at}").format(at=at))))
        if x.shows_cash:
            self.board.show_text(BoardText(_("Kas Seharusnya"), figures.expected))
            self.why.setText(_("Kas Seharusnya terlihat karena Anda berhak. Kasir menghitung tanpa melihatnya."))
        else:
            self.board.show_text(BoardText(_("Nontunai"), noncash, foot=_("Tunai terlihat setelah dihitung")))
            self.why.setText(_("Kas Seharusnya dan omzet baru terlihat setelah laci dihitung."))
        self.sales.show_value(f"**{figures.sales}**")
        self.no_sales.show_value(f"**{figures.no_sales}×**")

    def _print(self) -> None:
        x = self.read_last
        if x is None or not self.station.printer:
            return
        self.shell.deeds.write(
            self,
            lambda: movements.print_reading(self.station, x),
            done=lambda _none: self.say(Notice(_("X masuk antrean printer."), "ok")),
            button=self.primary,
            once="print-x",
        )

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.right.setFixedWidth(frames.right_width(self.width()))
