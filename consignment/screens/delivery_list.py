"""Titip Masuk hari ini: every nota of a day, looked at, printed again, put right or taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from consignment import delivery_deeds, delivery_papers
from consignment.delivery_corrections import DeliveryReversed, Recount
from consignment.delivery_queries import ListedDelivery, SeenDelivery
from consignment.screens.delivery_pages import Page
from desktop import layouts, texts, theme
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.dates import DateField
from desktop.fields import Captioned, Field
from desktop.frames import NARROW_BELOW
from desktop.keys import Action
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.papers import PaperView
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory.screens.receiving_pages import paper_of
from inventory.screens.receiving_parts import FieldGrid, begin
from koperasi.branches import Branch
from koperasi.errors import BadInput, Refused, ShopError, Trouble
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.rights import Permission
from koperasi.text import N_, _, clock, ngettext
from printing import business_papers

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}
WIDTHS, NARROW = (72, 124, 0, 76, 96, 96), (64, 112, 0, -1, 76, 76)
#: The column of the paper, and what of it is margin and bar.
SIDE, NARROW_SIDE, FRAME = 520, 372, 48
CHANGED = frozenset({"stock", "deliveries"})


def columns() -> tuple[Column, ...]:
    return (
        Column(_("Jam"), 72),
        Column(_("Nomor"), 124),
        Column(_("Penitip")),
        Column(_("Barang"), 76, texts.RIGHT),
        Column(_("Diterima"), 96, texts.RIGHT),
        Column(_("Ditolak"), 96, texts.RIGHT),
    )


class CorrectPage(Page):
    """What was really accepted of each line, and why it was written otherwise."""

    def __init__(self, save: Action, undo: Action, leave: Action) -> None:
        super().__init__()
        self.why = Field()
        self.why_held = Captioned(_("Sebabnya"), self.why)
        self.held = QWidget()
        self._fields: list[QuantityField] = []
        self.seen: SeenDelivery | None = None
        self.undo = KeyButton(undo, tall="48")
        self.column = layouts.column(gap=8)
        self.held.setLayout(self.column)
        foot = (KeyButton(leave, role="quiet"), 1, self.undo, KeyButton(save, role="primary"))
        self.lay_out(self.held, self.why_held, foot=foot)

    def show_delivery(self, seen: SeenDelivery, *, untouched: bool) -> None:
        self.seen = seen
        self.title.setText(_("Betulkan {number}").format(number=seen.number))
        words = _("Isi yang sungguh diterima dari {who}. Uang tidak berubah.")
        self.words.setText(words.format(who=seen.called))
        self.undo.setVisible(untouched)
        self._fields = []
        grid = FieldGrid()
        for line in seen.lines:
            field = QuantityField(_units(line.now, line.factor), size=Size.LINE)
            caption = f"{line.name} ({(line.unit or line.base_unit).lower()})"
            grid.put(caption, field).setEnabled(line.lot_id is not None)
            self._fields.append(field)
        grid.lay(2)
        grid.finished.connect(self.why.setFocus)
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.column.addWidget(grid)
        grid.show()
        self.why.clear()
        begin(self._fields[0])

    @property
    def recounts(self) -> tuple[Recount, ...]:
        """Every line as it stands now; those that did not change are no matter."""
        if self.seen is None:
            return ()
        told = zip(self.seen.lines, self._fields, strict=True)
        return tuple(
            Recount(line.line, (field.quantity or NOTHING).of_factor(line.factor))
            for line, field in told
            if line.lot_id is not None and (field.quantity or NOTHING).of_factor(line.factor) != line.now
        )


def _units(quantity: Quantity, factor: Quantity) -> Quantity:
    return Quantity(quantity.thousandths * THOUSAND // factor.thousandths)


class DeliveryListScreen(OfficeScreen):
    """The notas of a day, newest first; the chosen one is shown as it was printed."""

    place = "consignment"
    title = N_("Titip Masuk hari ini")
    interested = frozenset({"deliveries"})
    more_keys = (("↑ ↓", N_("pilih nota")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.listed: tuple[ListedDelivery, ...] = ()
        self.chosen = 0
        self.seen: SeenDelivery | None = None
        self.pictures: tuple[bytes, ...] = ()
        self._reversal: DeliveryReversed | None = None
        self.day = DateField(delivery_deeds.day_of(self.desk.shop), name=_("Tanggal"))
        self.day.day_changed.connect(lambda _day: self._look())
        self.list = RowList(columns(), name=_("Nota titip"))
        self.list.row_pressed.connect(self._choose)
        self.list.show_empty(_("Belum ada titipan di hari ini. Ctrl N: Titip Masuk."), "basket")
        self.paper = PaperView(_("Pilih nota untuk dilihat."))
        self._make_actions()
        self._lay_out_pages()

    def _make_actions(self) -> None:
        self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._new = self.act("Ctrl+N", _("Titip Masuk"), lambda: self.shell.go("deliveries"), icon_name="basket")
        self._print = self.act("Ctrl+P", _("Cetak SALINAN"), self._print_it, icon_name="printer")
        self._pdf = self.act("Ctrl+E", _("Nota A4 (PDF)"), self._save_pdf, icon_name="down")
        self._labels = self.act("Ctrl+T", _("Label"), self._to_labels, icon_name="tag")
        self._correct = self.act("Ctrl+K", _("Betulkan"), self._ask_correction, icon_name="pencil")
        self._save = self.act("Ctrl+Enter", _("Simpan pembetulan"), self._save_correction, icon_name="check")
        self._undo = self.act("", _("Batalkan seluruhnya"), self._take_back, icon_name="undo")
        self._no = self.act("", _("Batal"), self._to_list)

    def _lay_out_pages(self) -> None:
        self.deeds = [KeyButton(each, tall="48") for each in (self._print, self._pdf, self._labels, self._correct)]
        side = layouts.column(self.paper, *self.deeds, gap=8)
        side.setStretch(0, 1)
        self._side = layouts.held(side)
        row = layouts.row(self.list, self._side, gap=16)
        row.setStretch(0, 1)
        self.list_page = layouts.held(row)
        self.correct_page = CorrectPage(self._save, self._undo, self._no)
        self.correct_page.why.submitted.connect(self._save_correction)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list_page)
        self.pages.addWidget(self.correct_page)
        self.body.addWidget(self.pages, 1)
        self.head_right.addWidget(self.day)
        self.head_right.addWidget(KeyButton(self._new))
        self.home_field = self.day

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self._side.setFixedWidth(theme.px(NARROW_SIDE if narrow else SIDE))
        self.list.set_widths(NARROW if narrow else WIDTHS)
        self._show_paper()
        super().resizeEvent(event)

    # -- the list --------------------------------------------------------------

    def enter(self, **what: object) -> None:
        """`document_id` is shown, on its own day."""
        self.pages.setCurrentWidget(self.list_page)
        wanted = what.get("document_id")
        if isinstance(wanted, int):
            self.shell.deeds.read(self, partial(delivery_deeds.seen, self.desk.shop, wanted), done=self._of_day)
        else:
            self.day.set_day(delivery_deeds.day_of(self.desk.shop))
            self._look()

    def _of_day(self, seen: SeenDelivery) -> None:
        self.day.set_day(seen.business_date)
        self._look(seen.id)

    def refresh(self) -> None:
        self._look(self.listed[self.chosen].id if self.chosen < len(self.listed) else None)

    def _look(self, wanted: int | None = None) -> None:
        try:
            day: date = self.day.day
        except BadInput:
            return
        work = partial(delivery_deeds.on_day, self.desk.shop, day)
        self.shell.deeds.read(self, work, done=partial(self._known, wanted), latest="list")

    def _known(self, wanted: int | None, listed: tuple[ListedDelivery, ...]) -> None:
        self.listed = listed
        ids = [each.id for each in listed]
        self._choose(ids.index(wanted) if wanted in ids else 0)
        makers = len({each.maker for each in listed if not each.reversed_by and not each.reverses})
        self.show_words(ngettext("{count} penitip", "{count} penitip", makers).format(count=makers))

    def _choose(self, place: int) -> None:
        self.chosen = min(max(place, 0), max(len(self.listed) - 1, 0))
        self.list.show_rows([_row(self, n, each) for n, each in enumerate(self.listed)])
        self.list.reveal(self.chosen)
        there = self.chosen < len(self.listed)
        for button in self.deeds:
            button.setEnabled(there)
        if not there:
            self.seen = None
            self.paper.show_papers(())
            return
        work = partial(delivery_deeds.shown, self.desk.shop, self.listed[self.chosen].id)
        self.shell.deeds.read(self, work, done=self._shown, latest="seen")

    def _shown(self, told: tuple[SeenDelivery, tuple[bytes, ...]]) -> None:
        seen, self.pictures = told
        self.seen = seen
        self._show_paper()
        final = bool(seen.reversed_by or seen.reverses)
        self.deeds[3].setEnabled(not final and self.desk.person.may(Permission.DELIVERY_CORRECT))

    def _show_paper(self) -> None:
        """The nota as it was printed and the pictures under it, as large as their column lets them be."""
        if self.seen is not None:
            slip = delivery_papers.nota(self.desk.shop.branch, self.seen)
            wide = self._side.width() - theme.px(FRAME)
            self.paper.show_papers([fitted(each, wide) for each in (paper_of(slip), *self.pictures)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and self.pages.currentWidget() is self.list_page:
            self._choose(self.chosen + step)
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self.pages.currentWidget() is self.correct_page:
            self._to_list()
        else:
            self.shell.back()

    def _to_list(self) -> None:
        self.pages.setCurrentWidget(self.list_page)
        self.home()

    # -- paper -----------------------------------------------------------------

    def _print_it(self) -> None:
        desk, seen = self.desk, self.seen
        if seen is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        work = partial(delivery_deeds.print_again, desk.shop, desk.person, seen.id, desk.printer)
        self.shell.deeds.write(self, work, done=self._printed, once="print")

    def _printed(self, _nothing: object) -> None:
        self.desk.call_printer()
        self.say(Notice(_("SALINAN nota dicetak."), "ok"))

    def _save_pdf(self) -> None:
        seen = self.seen
        if seen is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        name = f"{seen.number.replace('/', '-')}.pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("Simpan sebagai"), name, _("PDF (*.pdf)"))
        if path:
            self.save_pdf(Path(path))

    def save_pdf(self, path: Path) -> None:
        if self.seen is not None:
            work = partial(written, path, self.desk.shop.branch, self.seen)
            self.shell.deeds.read(self, work, done=self._saved_pdf, latest="pdf")

    def _saved_pdf(self, path: Path) -> None:
        self.say(Notice(_("Tersimpan: **{name}**").format(name=path.name), "ok"))

    def _to_labels(self) -> None:
        if self.seen is not None:
            self.shell.go("labels", document=self.seen.id)

    # -- putting right ---------------------------------------------------------

    def _ask_correction(self) -> None:
        if self.seen is None or not self.deeds[3].isEnabled():
            self.shell.sounds.play(Sound.REFUSED)
            return
        work = partial(delivery_deeds.correctable, self.desk.shop, self.seen.id)
        self.shell.deeds.read(self, work, done=self._correctable, latest="correct")

    def _correctable(self, known: tuple[SeenDelivery, bool]) -> None:
        seen, untouched = known
        self._reversal = delivery_deeds.reversal(self.desk.shop, seen.id)
        self.pages.setCurrentWidget(self.correct_page)
        self.correct_page.show_delivery(seen, untouched=untouched)

    def _save_correction(self) -> None:
        page, seen = self.correct_page, self.correct_page.seen
        if seen is None or self.pages.currentWidget() is not page:
            return
        if not page.recounts:
            self.tell(BadInput(_("Tidak ada jumlah yang berubah."), field="accepted"))
            return
        if not page.why.text().strip():
            page.why.show_error(_("Tulis sebabnya."))
            page.why.setFocus()
            return
        command = delivery_deeds.correction(self.desk.shop, seen.id, page.recounts, page.why.text())
        self._write(partial(delivery_deeds.correct, self.desk.shop, self.desk.person, command, self.desk.printer))

    def _take_back(self) -> None:
        page = self.correct_page
        if self._reversal is None or self.pages.currentWidget() is not page:
            return
        if not page.why.text().strip():
            page.why.show_error(_("Tulis sebabnya."))
            page.why.setFocus()
            return
        command = replace(self._reversal, why=page.why.text())
        self._write(partial(delivery_deeds.reverse, self.desk.shop, self.desk.person, command, self.desk.printer))

    def _write(self, work: Callable[[], SeenDelivery]) -> None:
        self.shell.deeds.write(self, work, done=self._put_right, failed=self._refused, once="correct", changed=CHANGED)

    def _put_right(self, seen: SeenDelivery) -> None:
        self.shell.sounds.play(Sound.SAVED)
        self._to_list()
        self._look(seen.id)
        self.say(
            Notice(_("{number} sudah dibetulkan. Cetak SALINAN untuk ditandatangani.").format(number=seen.number), "ok")
        )

    def _refused(self, error: ShopError) -> bool:
        if isinstance(error, Refused):
            self.tell(error)
            return True
        return False


def fitted(picture: bytes, wide: int) -> bytes:
    """A picture of paper, no wider than so many pixels."""
    drawn = QImage.fromData(picture)
    if drawn.width() <= wide:
        return picture
    smaller = drawn.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    smaller.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def written(path: Path, branch: Branch, seen: SeenDelivery) -> Path:
    """The nota on A4, in a file.  Raises Trouble for a disk that refuses."""
    try:
        path.write_bytes(business_papers.pdf_bytes(delivery_papers.page(branch, seen)))
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


def _row(screen: DeliveryListScreen, place: int, each: ListedDelivery) -> Row:
    chosen = place == screen.chosen
    at = screen.desk.shop.branch.local(each.at)
    chip = None
    if each.reversed_by:
        chip = Chip(_("dibatalkan"), "warn")
    elif each.reverses:
        chip = Chip(_("pembatalan"), "warn")
    cells = (
        Cell(clock(at)),
        Cell(each.number),
        Cell(each.maker, bold=chosen, chip=chip),
        Cell(str(each.goods)),
        Cell(each.accepted.shown, bold=True),
        Cell(each.rejected.shown if each.rejected else "–", tone="refuse" if each.rejected else "ink2"),
    )
    return Row(
        cells, bar="titip" if chosen else "", ground="accent_tint" if chosen else "card", struck=bool(each.reversed_by)
    )
