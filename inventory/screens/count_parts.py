"""Parts of the counting screens: finding a good by words, and keying how many there are, per unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import finds, texts, theme
from desktop.amounts import QuantityField
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned, Field, ScanField
from desktop.lists import RowList
from desktop.numpads import WEIGHT, Numpad
from desktop.offices import OfficeScreen
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from inventory import count_judgements, count_scans, intakes, queries
from inventory.count_judgements import Facts
from inventory.count_scans import Tally
from koperasi.errors import BadInput
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import _

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
#: As many units as are keyed side by side; further ones are reckoned in the largest.
MOST_UNITS = 3


def chosen_row(cells: tuple[Cell, ...], *, chosen: bool, bar: str = "") -> Row:
    """A row of a list one moves through with the arrows."""
    return Row(cells, bar="accent" if chosen else bar, ground="accent_tint" if chosen else "card")


class ChoosingList(RowList):
    """A list that holds the focus of its screen, which moves through it; keys go to the screen."""

    def __init__(self, columns: Sequence[Column], *, row_height: int, name: str) -> None:
        super().__init__(columns, row_height=row_height, name=name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def found_goods(shop: Shop, words: str) -> tuple[Facts, ...]:
    """Goods by words, by name and place; what there is of them is not read."""
    with shop.reading() as connection:
        rows = queries.search(connection, words, 30)
        ids = [each.product_id for each in rows]
        known = count_judgements.facts(connection, ids)
    return tuple(known[each] for each in ids if each in known)


def facts_of(shop: Shop, product_id: int) -> Facts:
    with shop.reading() as connection:
        return count_judgements.facts(connection, [product_id])[product_id]


class FoundGoods(RowList):
    """Goods that were found; the arrows choose.

    Signals:
    taken(object): a good (`Facts`) was chosen.
    """

    taken = Signal(object)

    def __init__(self) -> None:
        columns = (Column(_("Barang"), 0, pad=16), Column(_("Rak"), 150), Column(_("Satuan"), 170))
        super().__init__(columns, row_height=48, name=_("Hasil cari"))
        self.goods: tuple[Facts, ...] = ()
        self.chosen = 0
        self._words = ""
        self.row_pressed.connect(self.take)

    def show_goods(self, goods: Sequence[Facts], words: str) -> None:
        self.goods, self._words = tuple(goods), words
        self.show_empty(_("Tidak ada “{words}”. Coba sepotong nama lain.").format(words=words), "search")
        self.choose(0)

    def choose(self, number: int) -> None:
        self.chosen = min(max(number, 0), max(len(self.goods) - 1, 0))
        rows = [self._row(good, chosen=n == self.chosen) for n, good in enumerate(self.goods)]
        self.show_rows(rows)
        self.reveal(self.chosen)

    def _row(self, good: Facts, *, chosen: bool) -> Row:
        units = ", ".join(name for name, _factor in good.units)
        cells = (
            Cell(good.name, bold=True, size=Size.BODY, marks=finds.marks_of(good.name, self._words)),
            Cell(good.shelf or "–", size=Size.BODY, tone="ink2"),
            Cell(units, size=Size.BODY, tone="ink2"),
        )
        return chosen_row(cells, chosen=chosen)

    def take(self, number: int | None = None) -> None:
        at = self.chosen if number is None else number
        if 0 <= at < len(self.goods):
            self.taken.emit(self.goods[at])


class FindPage(QWidget):
    """A page over the work: letters find a good, Enter or a touch takes it.

    Signals:
    taken(object): a good (`Facts`).
    left(): none was.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, screen: OfficeScreen, words: str) -> None:
        super().__init__()
        self._screen = screen
        self.field = ScanField(words, name=words)
        self.field.set_searching(True)
        self.list = FoundGoods()
        self.list.show_empty(_("Ketik sepotong nama, atau scan barangnya."), "search")
        self.list.taken.connect(self.taken.emit)
        self.field.textEdited.connect(self._look)
        self.field.submitted.connect(lambda: self.list.take())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)

    def ask(self) -> None:
        self.field.clear()
        self.list.show_goods((), "")
        self.list.show_empty(_("Ketik sepotong nama, atau scan barangnya."), "search")
        self.field.setFocus()

    def look_for(self, words: str) -> None:
        """As if it were typed: a scan names it."""
        self.field.setText(words)
        self._look(words)

    def _look(self, words: str) -> None:
        look = partial(found_goods, self._screen.desk.shop, words)
        self._screen.shell.deeds.read(self._screen, look, done=partial(self._found, words), latest="find-good")

    def _found(self, words: str, goods: tuple[Facts, ...]) -> None:
        self.list.show_goods(goods, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.list.choose(self.list.chosen + step)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LastCount(Card):
    """The good counted last, large enough to be read from the shelf."""

    def __init__(self) -> None:
        super().__init__(pad=(20, 12), gap=0)
        self.setFixedHeight(theme.px(132))
        self._name = ElidedLabel("", Size.TITLE, bold=True)
        self._added = ElidedLabel("", Size.LEAD, tone="ink2")
        self._whole = ElidedLabel("", Size.RP, bold=True, tone="accent")
        for label, high in ((self._name, 36), (self._added, 26), (self._whole, 46)):
            label.setFixedHeight(theme.px(high))
            label.setMinimumWidth(theme.px(48))
            self.body.addWidget(label)
        self.show_tally(None)

    def show_tally(self, tally: Tally | None) -> None:
        if tally is None:
            self._name.show_words(_("Siap menghitung"))
            self._added.show_words(_("Scan satu per satu, atau ketik 24* dulu."))
            self._whole.show_words("")
            return
        self._name.show_words(tally.facts.name)
        self._added.show_words(_("baru saja: {words}").format(words=tally.words))
        self._whole.show_words(_("jadi {whole}").format(whole=tally.whole_words))


class QuantityPage(Card):
    """How many there are of one good, in its units: 3 dus and 5 pcs; and the date they bear, where she reads one.

    Signals:
    given(object, str, object): `Quantity` in base units, the words of it, and the `date` or None.
    """

    given = Signal(object, str, object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(pad=(16, 12), gap=8)
        self._today = today
        self.facts: Facts | None = None
        self.units: tuple[tuple[str, Quantity], ...] = ()
        self._name = ElidedLabel("", Size.LEAD, bold=True)
        self._place = ElidedLabel("", Size.BODY, tone="ink2")
        self._error = Label("", Size.MINI, tone="refuse", wrap=True)
        self.fields = [QuantityField(size=Size.NAME, name=_("Jumlah")) for _n in range(MOST_UNITS)]
        self.captions = [Captioned("", field) for field in self.fields]
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for n, (field, caption) in enumerate(zip(self.fields, self.captions, strict=True)):
            field.setFixedHeight(theme.px(52))
            field.setMinimumWidth(theme.px(64))
            field.submitted.connect(partial(self._next, n))
            row.addWidget(caption)
        self.until = Field()
        self.until.setPlaceholderText(_("bila ada, seperti 311226"))
        self.until.submitted.connect(self.say)
        self.pad = Numpad(WEIGHT, gap=6)
        self.body.addWidget(self._name)
        self.body.addWidget(self._place)
        self.body.addLayout(row)
        self.body.addWidget(Captioned(_("Kedaluwarsa"), self.until))
        self.body.addWidget(self._error)
        self.body.addWidget(self.pad, 1)

    def ask(self, facts: Facts) -> None:
        """Ask for a good's quantity, largest unit first."""
        self.facts = facts
        ordered = sorted(facts.units, key=lambda each: each[1], reverse=True)
        self.units = tuple(ordered[-MOST_UNITS:] if len(ordered) > MOST_UNITS else ordered)
        self._name.show_words(facts.name)
        self._place.show_words(texts.joined([each for each in (facts.code, facts.shelf) if each]))
        self._error.setText("")
        self.until.clear_error()
        self.until.clear()
        for n, (field, caption) in enumerate(zip(self.fields, self.captions, strict=True)):
            caption.setVisible(n < len(self.units))
            if n < len(self.units):
                name, factor = self.units[n]
                base = "" if factor == self.units[-1][1] else f" ({factor} {facts.base_unit})"
                caption.show_caption(name + base)
                field.set_quantity(None)
        self.fields[0].setFocus()

    def _next(self, n: int) -> None:
        """Enter goes from unit to unit, and at the last one it is said."""
        if n + 1 < len(self.units):
            self.fields[n + 1].setFocus()
        else:
            self.say()

    def say(self) -> None:
        """Give what stands in the fields; an empty page is told, for nothing there is written 0."""
        typed = [field.quantity for field in self.fields[: len(self.units)]]
        found = count_scans.in_base(self.units, typed)
        if found is None:
            self._error.setText(_("Isi jumlahnya; kalau tidak ada, isi 0."))
            self.fields[0].setFocus()
            return
        try:
            self.given.emit(*found, intakes.day(self.until.text(), self._today()))
        except BadInput as wrong:
            self.until.show_error(str(wrong))
            self.until.setFocus()
