"""The pages of the first-run wizard that take a file: goods, and the stock they begin with.

A file is read whole in a shop that is thrown away, and what it would bring is shown with
every wrong row named.  Both may wait: goods can be brought in on any later day.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop import theme
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Captioned, Field
from desktop.lists import RowList
from desktop.texts import LEFT, Label
from desktop.theme import Size
from desktop.tiles import CheckTile
from inventory.imports import Outcome
from inventory.readings import Remark
from koperasi.errors import BadInput
from koperasi.text import _, short_date
from pos.beginnings import Beginning, File
from pos.screens.wizard_pages import Page

SHOWN = 40


class FilePage(Page):
    """A file chosen from those at hand, from a dialog, or by its path; or none.

    Signals:
    check_asked(): read the file and show what it would bring.
    """

    check_asked = Signal()

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.title, self.words = title, words
        self.at_hand: list[Path] = []
        self.outcome: Outcome | None = None
        self._checked: File | None = None
        self.path = Field(name=_("File"))
        self.path.setPlaceholderText(_("barang.csv atau barang.xlsx"))
        self.path.submitted.connect(self.submitted)
        self.path.textChanged.connect(lambda _text: self._forget())
        self.fields = {"file": self.path}
        self.browse = KeyButton(_("Cari File"), icon="search", tall="56")
        self.browse.clicked.connect(self._browse)
        self.keep_good = CheckTile(_("Lewati baris yang salah"))
        self.keep_good.toggled.connect(lambda _on: self._show())
        self.keep_good.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(Captioned(_("File; kosong berarti nanti saja"), self.path), 1)
        row.addWidget(self.browse)
        row.addWidget(self.keep_good)
        self.says = Label("", Size.LINE, bold=True)
        self.list = RowList([Column(_("Daftar"), 0, LEFT), Column("", 150, LEFT)], name=_("File"))
        self.list.show_empty(_("Tidak ada file CSV atau XLSX di folder biasa. Tekan Cari File."), "document")
        self.list.row_pressed.connect(self._choose)
        self.column.addLayout(row)
        self.column.addWidget(self.says)
        self.column.addWidget(self.list, 1)

    @property
    def file(self) -> File | None:
        """What stands in the field."""
        text = self.path.text().strip().removeprefix("file://")
        return File(Path(text).expanduser(), self.keep_good.isChecked()) if text else None

    @property
    def is_checked(self) -> bool:
        """Whether what stands here was read, and may be brought in as it is."""
        file = self.file
        return file is None or (self._checked is not None and file.path == self._checked.path and not self._stopped)

    @property
    def _stopped(self) -> bool:
        return self.outcome is not None and bool(self.outcome.rejections) and not self.keep_good.isChecked()

    def show_at_hand(self, found: list[Path]) -> None:
        self.at_hand = found
        if self.outcome is None:
            self._draw_files()

    def show_outcome(self, file: File, outcome: Outcome) -> None:
        """What the file would bring; every wrong row with what is wrong."""
        self._checked, self.outcome = file, outcome
        self.path.clear_error()
        self._show()

    def told(self, beginning: Beginning) -> Beginning:
        """Raises BadInput while the file has wrong rows that are not to be passed over."""
        if self._stopped:
            raise BadInput(
                _("Ada baris yang salah."), remedy=_("Perbaiki filenya, atau lewati baris itu."), field="file"
            )
        return self._with(beginning, self.file)

    def _with(self, beginning: Beginning, file: File | None) -> Beginning:
        return replace(beginning, goods=file)

    def step(self, by: int) -> None:
        if self.at_hand and self.outcome is None:
            texts = [str(each) for each in self.at_hand]
            at = texts.index(self.path.text()) + by if self.path.text() in texts else 0
            self._choose(min(max(at, 0), len(texts) - 1))

    def _choose(self, n: int) -> None:
        if self.outcome is None and n < len(self.at_hand):
            self.path.setText(str(self.at_hand[n]))

    def _browse(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, self.title, str(Path.home()), _("Tabel (*.csv *.csv.gz *.xlsx)")
        )
        if name:
            self.path.setText(name)
            self.check_asked.emit()

    def _forget(self) -> None:
        """Another file: what was found in the last one means nothing."""
        self._checked = self.outcome = None
        self.path.clear_error()
        self.keep_good.setChecked(False)
        self._show()

    def _show(self) -> None:
        outcome = self.outcome
        self.keep_good.setVisible(outcome is not None and bool(outcome.rejections))
        if outcome is None:
            self.says.setText("")
            self._draw_files()
            return
        wrong = len({each.row for each in outcome.rejections})
        good = outcome.read - wrong - outcome.skipped
        words = _("{good} baris baik").format(good=good)
        if outcome.skipped:
            words += _(", {skipped} sudah ada").format(skipped=outcome.skipped)
        if wrong:
            words += _(", {wrong} salah").format(wrong=wrong)
            words += _(" dan dilewati") if self.keep_good.isChecked() else _(": lihat di bawah")
        self.says.setText(words + ".")
        self.says.set_tone("refuse" if self._stopped else "ok")
        self._draw_remarks(outcome)

    def _draw_files(self) -> None:
        here = self.path.text()
        rows = []
        for each in self.at_hand:
            chosen = str(each) == here
            chip = Chip(_("dipilih"), "accent", "check") if chosen else None
            day = _day_of(each)
            ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
            cells = (Cell(each.name, bold=chosen, small=str(each.parent), chip=chip), Cell(day, tone="ink2"))
            rows.append(Row(cells, ground=ground, bar=bar))
        self.list.show_rows(rows)

    def _draw_remarks(self, outcome: Outcome) -> None:
        remarks = [(each, "refuse") for each in outcome.rejections] + [(each, "warn") for each in outcome.notes]
        rows = [
            Row(
                (
                    Cell(_remark_words(each), tone=tone, size=Size.BODY),
                    Cell(_("baris {row}").format(row=each.row), tone="ink2", size=Size.BODY),
                ),
                tip=str(each),
            )
            for each, tone in remarks[:SHOWN]
        ]
        if len(remarks) > SHOWN:
            rows.append(Row((Cell(_("… dan {count} lagi").format(count=len(remarks) - SHOWN)), Cell())))
        self.list.show_rows(rows)


class StockPage(FilePage):
    """The file of opening stock."""

    def _with(self, beginning: Beginning, file: File | None) -> Beginning:
        return replace(beginning, stock=file)


def _remark_words(remark: Remark) -> str:
    where = f"{remark.field}: " if remark.field else ""
    return f"{where}{remark.message} {remark.remedy}".strip()


def _day_of(path: Path) -> str:
    from datetime import datetime

    try:
        return short_date(datetime.fromtimestamp(path.stat().st_mtime).astimezone().date())
    except OSError:
        return ""
