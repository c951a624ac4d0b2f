"""The last two pages of a shift's close: the difference with what stays and goes, and the Z."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import frames, theme
from desktop.amounts import RupiahField
from desktop.boards import BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.chips import Chip, ChipLabel
from desktop.fields import Captioned
from desktop.keys import Action
from desktop.papers import PaperView
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import NO_BREAK_SPACE, ZERO, Rupiah, dots
from koperasi.shifts import SeenElsewhere
from koperasi.text import _
from pos import counts
from pos.counts import Count, Difference
from pos.screens.count_pages import Figure, board, pad, sides
from pos.screens.elsewhere import ElsewhereCard
from pos.z_slips import Z
from printing.jobs import Job, State


def pieces_words(count: Count) -> str:
    """`3×50.000 · 10×2.000`, the largest first; coins are told apart."""
    kinds = [kind for kind in counts.KINDS if count.pieces.get(kind)]
    coin = NO_BREAK_SPACE + _("koin")
    return " · ".join(f"{count.pieces[kind]}×{dots(kind[0])}{coin if kind[1] else ''}" for kind in kinds) or "–"


class DifferencePage(QWidget):
    """Step 2: three numbers side by side, what to leave and to bank note by note, and money in no drawer."""

    def __init__(self, close: Action, back: Action) -> None:
        super().__init__()
        self.difference: Difference | None = None
        self._count = Count()
        self.expected, self.counted = Figure(_("Kas Seharusnya")), Figure(_("Uang Fisik"))
        self.over = Figure(_("Selisih Kas"))
        self.left = RupiahField(size=Size.PAY, name=_("Ditinggal di laci"))
        self._caption = Captioned(_("Ditinggal di laci, modal shift berikutnya"), self.left)
        self._bank = Pair(_("Disetor ke brankas"), size=Size.LINE, value_size=Size.LEAD)
        self.stays_words, self.goes_words = Label("", wrap=True, tone="ink2"), Label("", wrap=True, tone="ink2")
        self.elsewhere = ElsewhereCard()
        self.board = board(_("Disetor ke Brankas"))
        self.primary = KeyButton(close, role="primary", tall="72", size=Size.LEAD)
        self.right = frames.stacked(self.board, pad(), self.primary, grows=1)
        self.left.amount_changed.connect(lambda _amount: self._show_bank())
        self.elsewhere.finished.connect(self.left.setFocus)
        sides(self, self._figures(), self.right, [KeyButton(back, role="quiet")])

    def _figures(self) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for each in (self.expected, self.counted, self.over):
            row.addWidget(each, 1)
        self._note = Label("", tone="ink2", wrap=True)
        card = Card(pad=(16, 12), gap=6)
        for widget in (self._caption, self.stays_words, self._bank, self.goes_words):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        parts = QHBoxLayout()
        parts.setSpacing(theme.px(12))
        parts.addWidget(card, 1)
        parts.addWidget(self.elsewhere, 1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(row)
        column.addWidget(self._note)
        column.addLayout(parts, 1)
        return holder

    def forget(self) -> None:
        """Nothing of what was expected stays in any widget."""
        self.difference, self._count = None, Count()
        for figure in (self.expected, self.counted, self.over):
            figure.show_amount(None)
        self.left.set_amount(None)
        for label in (self._note, self.stays_words, self.goes_words):
            label.setText("")
        self.elsewhere.show_counts(())
        self._bank.show_value("")
        self.board.show_text(BoardText(_("Disetor ke Brankas"), None))

    def show_difference(self, difference: Difference, count: Count, usual: Rupiah) -> None:
        """The suggestion leaves the usual float in small notes and banks the large ones."""
        self.difference, self._count = difference, count
        self.expected.show_amount(difference.expected)
        self.counted.show_amount(difference.counted)
        over = difference.over
        if over == ZERO:
            self.over.show_amount(over, chip=Chip(_("Pas"), "ok"), tone="ok")
            self._note.setText(_("Uang di laci sama dengan yang seharusnya."))
        else:
            word = _("Lebih") if over > ZERO else _("Kurang")
            self.over.show_amount(over, chip=Chip(word, "warn"), tone="warn")
            self._note.setText(_("Selisih dicatat dan tertulis di laporan Z. Hitung ulang juga tercatat."))
        self.elsewhere.show_counts(difference.elsewhere)
        parting = counts.part(count, usual)
        self.left.set_amount(parting.stays.amount if count.pieces else difference.stays(usual))
        self._show_bank()

    @property
    def stays(self) -> Rupiah | None:
        """What is left in the drawer; None while that is more than was counted."""
        amount = self.left.amount or ZERO
        return amount if self.difference and amount <= max(self.difference.counted, ZERO) else None

    @property
    def seen(self) -> tuple[SeenElsewhere, ...]:
        return self.elsewhere.seen

    def _show_bank(self) -> None:
        if self.difference is None:
            return
        stays = self.stays
        if stays is None:
            self.left.show_error(_("Lebih dari Uang Fisik. Tinggalkan paling banyak {amount}.").format(
                amount=self.difference.counted.shown))  # fmt: skip
        else:
            self.left.clear_error()
        self.primary.set_reason("" if stays is not None else _("Ditinggal terlalu banyak"))
        bank = None if stays is None else self.difference.counted - stays
        self._bank.show_value(f"**{bank.shown}**" if bank is not None else "–")
        foot = "" if stays is None else _("Ditinggal {amount}").format(amount=stays.shown)
        self.board.show_text(BoardText(_("Disetor ke Brankas"), bank, foot=foot))
        self._show_pieces(stays)

    def _show_pieces(self, stays: Rupiah | None) -> None:
        """Which notes to leave and to bank, where the pieces make up the sum."""
        parting = counts.part(self._count, stays or ZERO)
        exact = stays is not None and parting.stays.amount == stays
        self.stays_words.setText(
            pieces_words(parting.stays) if exact else _("Pecahan yang ada tidak pas untuk jumlah ini.")
        )
        self.goes_words.setText(pieces_words(parting.goes) if exact else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        frames.fit_board(self.board, self.height())


class ZPage(QWidget):
    """Step 3: the Z as it comes out of the printer, and what was made safe."""

    def __init__(self, finish: Action, again: Action, recount: Action, of_day: Action) -> None:
        super().__init__()
        self.paper = PaperView(_("Laporan sedang disiapkan."))
        #: Shown to those who may read what the whole day came to.
        self.of_day = KeyButton(of_day, role="quiet")
        self.board = board(_("Disetor ke Brankas"))
        self.saved, self.backup = (ChipLabel(size=Size.BODY) for _n in range(2))
        self.printed = ChipLabel(size=Size.BODY, yields=True)
        self.primary = KeyButton(finish, role="primary", tall="72", size=Size.LEAD)
        chips = QVBoxLayout()
        chips.setSpacing(theme.px(8))
        for chip in (self.saved, self.printed, self.backup):
            chips.addWidget(chip)
        holder = QWidget()
        holder.setLayout(chips)
        self.right = frames.stacked(self.board, holder, QWidget(), self.primary, grows=2)
        self._job: Job | None = None
        self._document_id = 0
        others: list[QWidget] = [KeyButton(again, role="quiet"), KeyButton(recount, role="quiet"), self.of_day]
        sides(self, self.paper, self.right, others)

    def forget(self) -> None:
        self.paper.show_papers(())
        self._job, self._document_id = None, 0
        for chip in (self.saved, self.printed, self.backup):
            chip.show_chip(None)
        self.board.show_text(BoardText(_("Disetor ke Brankas"), None))

    def show_z(self, z: Z, document_id: int, printing: bool) -> None:
        """The close is in the books; its paper may still wait."""
        self._document_id = document_id
        self.saved.show_chip(Chip(_("{number} tersimpan").format(number=z.number), "ok"))
        waits = Chip(_("Laporan menunggu printer"), "plain", "printer")
        self.printed.show_chip(waits if printing else Chip(_("Tanpa printer"), "plain"))
        self.backup.show_chip(Chip(_("Cadangan sedang dibuat"), "plain", "backup"))
        left = _("Ditinggal {amount}").format(amount=z.cash.left.shown)
        self.board.show_text(BoardText(_("Disetor ke Brankas"), z.cash.banked, foot=left))
        if self._job is not None:
            self.show_job(self._job)

    def show_job(self, job: Job) -> None:
        """The state of a print job has changed; of another document's it says nothing."""
        self._job = job
        if job.document_id != self._document_id:
            return
        words = _("Salinan dicetak") if job.copy else _("Laporan dicetak")
        if job.state is State.SENT:
            self.printed.show_chip(Chip(words, "ok", "printer"))
        elif job.state in (State.UNKNOWN, State.FAILED):
            self.printed.show_chip(Chip(_("Laporan belum pasti tercetak"), "warn", "printer"))

    def show_trouble(self) -> None:
        """The printer is in trouble, which the status bar names, and the report waits for it."""
        self.printed.show_chip(Chip(_("Laporan menunggu"), "warn", "printer"))

    def show_picture(self, picture: bytes) -> None:
        self.paper.show_papers([picture])

    def show_backup(self, at: str) -> None:
        self.backup.show_chip(Chip(_("Cadangan {at}").format(at=at), "ok", "backup"))

    def show_no_backup(self, words: str) -> None:
        self.backup.show_chip(Chip(words, "warn", "backup"))

    def show_copy(self) -> None:
        self.printed.show_chip(Chip(_("Salinan menunggu printer"), "plain", "printer"))
