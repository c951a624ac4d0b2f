"""Label: goods chosen by scan, by words, by what changed or came in; seen, and printed.

The run itself is a frozen value (`inventory.label_runs`); this draws it and forwards keys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import label_runs, labels
from inventory import label_sources as sources
from inventory.label_runs import RECEIPT, Done, Run, RunLine
from inventory.labels import LabelKind, Made
from inventory.screens import label_parts
from inventory.screens.label_parts import LabelSide
from inventory.screens.picking import Choice, PickPage
from koperasi.text import N_, _, ngettext

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}
#: Where goods are picked from, and what is done with the picked ones.
Taking = Callable[[object], object]


class LabelsScreen(OfficeScreen):
    """Scan or pick goods, look at the label, print."""

    place = "goods"
    title = N_("Label")
    interested = frozenset({"goods", "prices"})
    more_keys = (("↑ ↓", N_("pilih barang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        settings = self.desk.shop.settings
        paper = label_runs.usual_paper(settings)
        self.run = Run(sources.today(self.desk.shop), paper=paper, receipt_columns=settings.receipt_columns)
        self.taking: Taking = lambda _key: None
        self._make_list()
        self._make_side()
        self._make_deeds()
        self.draw()

    def _make_list(self) -> None:
        self.field = ScanField(_("Scan barcode, atau ketik nama barang lalu Enter"), name=_("Cari barang"))
        self.field.submitted.connect(self._submitted)
        self.home_field = self.field
        self.list = RowList(label_parts.columns(), name=_("Label yang akan dicetak"))
        self.list.row_pressed.connect(self.choose)
        self.list.show_empty(_("Scan barang, atau ambil yang harganya berubah (Ctrl H)."), "tag")
        self.picker = PickPage(_("Pilihan"))
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(self.close_picker)

    def _make_side(self) -> None:
        kind = self.act("Ctrl+J", _("Label rak"), self._other_kind, icon_name="tag")
        paper = self.act("Ctrl+U", _("Kertas"), self._pick_paper, icon_name="document")
        self.side = LabelSide(kind, paper, lambda: sources.today(self.desk.shop))
        self.side.copies_changed.connect(lambda copies: self.become(self.run.changed(copies=copies)))
        self.side.start_changed.connect(lambda start: self.become(replace(self.run, start=start)))
        self.side.made_changed.connect(self._made)
        self.side.copies.submitted.connect(self.home)

    def _make_deeds(self) -> None:
        changed_prices = self.act("Ctrl+H", _("Harga Berubah"), self._take_changed)
        new = self.act("Ctrl+N", _("Belum Berlabel"), self._take_never)
        came = self.act("Ctrl+T", _("Barang Datang"), self._pick_receipt)
        category = self.act("Ctrl+K", _("Kategori"), self._pick_category)
        taking = layouts.row(*(KeyButton(each) for each in (changed_prices, new, came, category)), 1, gap=8)
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._remove = self.act("Ctrl+D", _("Hapus Baris"), self._removed, icon_name="bin")
        self._empty = self.act("Ctrl+B", _("Kosongkan"), self._emptied, icon_name="x")
        self._save = self.act("Ctrl+S", _("Simpan PDF"), self.save, icon_name="down")
        self._print = self.act("Ctrl+P", _("Cetak"), self.print_run, icon_name="printer")
        self.save_button = KeyButton(self._save)
        self.print_button = KeyButton(self._print, role="primary", size=Size.LEAD)
        left = layouts.column(self.field, self.list, gap=8)
        left.setStretch(1, 1)
        work = QWidget()
        pair = layouts.row(layouts.held(left), self.side, gap=16)
        pair.setStretch(0, 1)
        work.setLayout(pair)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.stack.addWidget(self.picker)
        self.body.addLayout(taking)
        self.body.addWidget(self.stack, 1)
        buttons = (KeyButton(back, role="quiet"), KeyButton(self._remove), KeyButton(self._empty))
        self.body.addLayout(layouts.row(*buttons, 1, self.save_button, self.print_button, gap=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.side.setFixedWidth(theme.px(label_parts.NARROW_SIDE if narrow else label_parts.WIDE_SIDE))
        super().resizeEvent(event)

    # -- coming, drawing ---------------------------------------------------------------------

    def enter(self, **what: object) -> None:
        """`units` are added at once; `document` is a receipt whose goods are to be labelled."""
        self.stack.setCurrentIndex(0)
        self.run = replace(self.run, day=sources.today(self.desk.shop))
        if not self.desk.printer and self.run.paper == RECEIPT:
            self.run = replace(self.run, paper=label_runs.PAPERS[0][0])
        units, document = what.get("units"), what.get("document")
        if isinstance(units, (tuple, list)):
            self._read(partial(sources.of_units, self.desk.shop, list(units)), "")
        elif isinstance(document, int):
            self._take_receipt(document)
        self.draw()

    def refresh(self) -> None:
        """Prices have changed elsewhere: what the labels say now."""
        units = [each.unit_id for each in self.run.lines]
        read = partial(sources.of_units, self.desk.shop, units)
        if units:
            self.shell.deeds.read(self, read, done=self._renewed, latest="renew")

    def _renewed(self, lines: list[RunLine]) -> None:
        self.become(self.run.renewed([each.subject for each in lines]))

    def become(self, run: Run) -> None:
        self.run = run
        self.draw()

    def draw(self) -> None:
        run = self.run
        self.list.show_rows([label_parts.row(run, each, chosen=n == run.chosen) for n, each in enumerate(run.lines)])
        self.list.reveal(run.chosen)
        self.show_words(run.words if run.lines else _("Label rak untuk harga, label barang untuk ditempel."))
        shelf = run.kind is LabelKind.SHELF
        self.actions_by_key["Ctrl+J"].setText(_("Label rak") if shelf else _("Label barang"))
        self.actions_by_key["Ctrl+U"].setText(label_runs.paper_words(run.paper))
        self.side.show_run(run)
        rolls = run.sheet is None and run.paper != RECEIPT
        direct = (run.paper == RECEIPT and bool(self.desk.printer)) or (
            rolls and bool(self.desk.shop.settings.label_printer)
        )
        self._print.setText(_("Cetak") if direct else _("Buat PDF"))
        self._save.setEnabled(bool(run.lines) and run.paper != RECEIPT)
        self.save_button.setVisible(direct and run.paper != RECEIPT)
        for action in (self._print, self._remove, self._empty):
            action.setEnabled(bool(run.lines))
        self._preview()

    @property
    def prints(self) -> bool:
        """Whether it goes to a printer of ours; else it becomes a PDF."""
        return self._print.text() == _("Cetak")

    def _preview(self) -> None:
        line, run = self.run.line, self.run
        if line is None:
            self.side.show_picture(b"", ())
            return
        drawn = partial(label_parts.pictured, run, line)
        self.shell.deeds.read(self, drawn, done=lambda seen: self.side.show_picture(*seen), latest="preview")

    # -- choosing ----------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        self.become(self.run.chose(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and self.stack.currentIndex() == 0:
            self.choose(self.run.chosen + step)
        else:
            super().keyPressEvent(event)

    def _submitted(self) -> None:
        if words := self.field.text().strip():
            self._read(partial(sources.found, self.desk.shop, words), words)

    def scanned(self, code: str) -> None:
        self._read(partial(sources.found, self.desk.shop, code), code)

    def _read(self, read: Callable[[], list[RunLine]], words: str) -> None:
        # Every scan counts: none is passed over for a newer one.
        self.shell.deeds.read(self, read, done=partial(self._found, words))

    def _found(self, words: str, lines: list[RunLine]) -> None:
        if not lines:
            self.shell.sounds.play(Sound.UNKNOWN)
            self.say(Notice(_("**{words}** tidak ditemukan, atau belum punya harga.").format(words=words), "warn"))
        elif len(lines) == 1 or not words:
            self._add(lines)
        else:
            known: dict[object, RunLine] = {each.unit_id: each for each in lines}
            choices: list[Choice] = [
                (each.unit_id, f"{each.subject.tag.name} · {each.subject.tag.unit} · {each.subject.tag.price.shown}")
                for each in lines
            ]
            self._pick(choices, lambda key: self._add([known[key]]))

    def _add(self, lines: Sequence[RunLine]) -> None:
        self.field.clear()
        self.hush()
        self.shell.sounds.play(Sound.FOUND)
        self.become(self.run.added(lines))
        self.close_picker()

    # -- from lists --------------------------------------------------------------------------

    def _take_changed(self) -> None:
        read = partial(sources.changed, self.desk.shop)
        words = _("Tidak ada harga yang berubah sejak labelnya dicetak.")
        self.shell.deeds.read(self, read, done=partial(self._took, words), latest="goods")

    def _take_never(self) -> None:
        read = partial(sources.never, self.desk.shop)
        words = _("Semua barang sudah pernah dicetak labelnya.")
        self.shell.deeds.read(self, read, done=partial(self._took, words), latest="goods")

    def _took(self, none: str, lines: list[RunLine]) -> None:
        new = [each for each in lines if all(each.unit_id != line.unit_id for line in self.run.lines)]
        if not lines:
            self.say(Notice(none, "ok"))
            return
        if new:
            self._add(new)
        said = ngettext("{count} barang ditambahkan.", "{count} barang ditambahkan.", len(new))
        self.say(Notice(said.format(count=len(new)), "ok"))

    def _pick_receipt(self) -> None:
        self.shell.deeds.read(self, partial(sources.receipts, self.desk.shop), done=self._show_receipts, latest="pick")

    def _show_receipts(self, choices: list[Choice]) -> None:
        if not choices:
            self.say(Notice(_("Hari ini belum ada barang datang."), "warn"))
            return
        self._pick(choices, self._take_receipt)

    def _take_receipt(self, document: object) -> None:
        """What came in is labelled on the goods, a label for each piece."""
        self.run = replace(self.run, kind=LabelKind.PRODUCT)
        self._read(partial(sources.of_receipt, self.desk.shop, int(str(document))), "")

    def _pick_category(self) -> None:
        read = partial(sources.categories, self.desk.shop)
        done = partial(self._pick, taking=self._take_category)
        self.shell.deeds.read(self, read, done=done, latest="pick")

    def _take_category(self, category: object) -> None:
        self._read(partial(sources.of_category, self.desk.shop, int(str(category))), "")

    def _pick_paper(self) -> None:
        usable = [name for name, _words in label_runs.PAPERS if name != RECEIPT or self.desk.printer]
        choices: list[Choice] = [(name, label_runs.paper_words(name)) for name in usable]
        self._pick(choices, lambda name: self._paper(str(name)), self.run.paper)

    def _paper(self, name: str) -> None:
        self.become(replace(self.run, paper=name, start=1))
        self.close_picker()

    def _pick(self, choices: list[Choice], taking: Taking, now: object = None) -> None:
        self.taking = taking
        self.picker.show_choices(choices, now)
        self.stack.setCurrentWidget(self.picker)
        self.picker.field.setFocus()

    def _picked(self, key: object, _words: str) -> None:
        self.taking(key)

    def close_picker(self) -> None:
        self.stack.setCurrentIndex(0)
        self.home()

    # -- changes -----------------------------------------------------------------------------

    def _other_kind(self) -> None:
        shelf = self.run.kind is LabelKind.SHELF
        self.become(replace(self.run, kind=LabelKind.PRODUCT if shelf else LabelKind.SHELF))

    def _made(self, typed: tuple[Made, bool]) -> None:
        """Another day of making moves the last day with it, where it is known how long the good keeps."""
        made, new_day = typed
        line = self.run.line
        if line is None or made == line.made:
            return
        keeps = line.subject.keeps_days
        if new_day and made.made_on is not None and made.made_on != line.made.made_on and keeps:
            made = replace(made, best_before=labels.best_before(made.made_on, keeps))
        self.become(self.run.changed(made=made))

    def _removed(self) -> None:
        self.become(self.run.removed())

    def _emptied(self) -> None:
        self.become(replace(self.run, lines=(), chosen=0))

    def _leave(self) -> None:
        if self.stack.currentIndex():
            self.close_picker()
        else:
            self.shell.back()

    # -- printing ----------------------------------------------------------------------------

    def print_run(self) -> None:
        if not self.prints:
            self.save()
            return
        shop, person, run = self.desk.shop, self.desk.person, self.run
        printer = self.desk.printer if run.paper == RECEIPT else ""
        go = partial(label_runs.go, shop, person, run, printer=printer)
        self.shell.deeds.write(self, go, done=self._done, button=self.print_button, once="labels", changed={"labels"})

    def save(self) -> None:
        """Into a PDF, to be printed on any printer."""
        name = _("label-{day}.pdf").format(day=f"{self.run.day:%Y%m%d}")
        text, _kind = QFileDialog.getSaveFileName(self, _("Simpan sebagai"), name, _("PDF (*.pdf)"))
        if not text:
            return
        path = Path(text) if Path(text).suffix else Path(f"{text}.pdf")
        go = partial(label_runs.go, self.desk.shop, self.desk.person, self.run, path=path)
        self.shell.deeds.write(self, go, done=self._done, button=self.print_button, once="labels", changed={"labels"})

    def _done(self, done: Done) -> None:
        self.desk.call_printer()
        count = self.run.count
        self.become(replace(done.run, lines=(), chosen=0, start=self._next_start(done.run)))
        said = ngettext("{count} label dicetak.", "{count} label dicetak.", count).format(count=count)
        if done.path is not None:
            said = _('{count} label di {path}. Cetak 100%, tanpa "sesuaikan halaman".').format(
                count=count, path=done.path
            )
        if done.given:
            said += " " + _("{count} barang mendapat barcode.").format(count=done.given)
        self.say(Notice(said, "ok"))

    @staticmethod
    def _next_start(run: Run) -> int:
        """On a sheet: the first label that is still free, so that the next run uses it up."""
        if run.sheet is None:
            return 1
        return (run.start - 1 + run.count) % run.sheet.count + 1
