"""Hitung Stok: the counts under way and those that were booked, and a new one begun.

Enter counts in the chosen one; Ctrl+P is for who reviews and approves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget

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
from inventory import (
    count_choices,
    count_files,
    count_queries,
    count_reports,
    count_sessions,
    count_slips,
    locations,
    queries,
)
from inventory.count_queries import SessionRow
from inventory.count_records import State
from inventory.count_rules import Scope
from inventory.count_sessions import StartCommand
from inventory.screens import count_parts
from inventory.screens.picking import PickPage
from koperasi.branches import Branch
from koperasi.errors import Trouble
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _, clock, ngettext, short_date
from printing import jobs, pdf_files

#: What sold well is looked for over so many days.
PACE_DAYS = 90
CHIPS = {
    State.COUNTING: ("accent", "pencil"),
    State.REVIEW: ("warn", "eye"),
    State.CLOSED: ("ok", ""),
    State.CANCELLED: ("plain", "x"),
}
WIDTHS, NARROW_WIDTHS = (0, 170, 150, 190, 90), (0, 150, 110, -1, 76)


@dataclass(frozen=True, slots=True)
class Start:
    """Something that can be counted: how it is chosen, and what a session over it is called."""

    scope: Scope
    key: str
    title: str
    products: tuple[int, ...] = ()
    #: Another place than the shelf.
    location_id: int = 0


def listed(shop: Shop) -> tuple[SessionRow, ...]:
    with shop.reading() as connection:
        return tuple(count_queries.sessions(connection, shop.branch.id))


def shelf_words(name: str) -> str:
    """`Rak 3`, for a shelf that is called so or only `3`."""
    if not name:
        return _("Tanpa rak")
    return name if not name[0].isdigit() else _("Rak {name}").format(name=name)


def starts(shop: Shop, code: str = "") -> list[tuple[object, str]]:
    """What can be counted: the good of a code, lists, then every shelf and category with how many goods it has."""
    since = shop.branch.business_date(shop.clock()) - timedelta(days=PACE_DAYS)
    with shop.reading() as connection:
        shelf = locations.shelf(connection, shop.branch.id)
        minus = count_choices.below_zero(connection, shelf)
        best = count_choices.most_sold(connection, shelf, since)
        shelves, categories = count_choices.shelves(connection), count_choices.categories(connection)
        places = count_choices.places(connection, shop.branch.id)
        only = queries.find_code(connection, code) if code else []
    goods = _("{words} · {count} barang")
    found: list[tuple[object, str]] = []
    for each in {each.good.product_id: each.good for each in only}.values():
        words = _("Hanya {name}").format(name=each.name)
        found.append((Start(Scope.LIST, "", each.name, (each.product_id,)), words))
    found.append((Start(Scope.ALL, "", _("Semua barang")), _("Semua barang")))
    for title, products in ((_("Stok minus"), minus), (_("Paling laku"), best)):
        if products:
            words = goods.format(words=title, count=len(products))
            found.append((Start(Scope.LIST, "", title, tuple(products)), words))
    for name, count in shelves:
        title = shelf_words(name)
        found.append((Start(Scope.SHELF, name, title), goods.format(words=title, count=count)))
    for key, name, count in categories:
        title = _("Kategori {name}").format(name=name)
        found.append((Start(Scope.CATEGORY, str(key), title), goods.format(words=title, count=count)))
    found += [(Start(Scope.ALL, "", name, (), place), name) for place, name in places]
    return found


class CountsScreen(OfficeScreen):
    """The list; arrows choose, Enter counts, Ctrl+N begins."""

    place = "stock"
    title = N_("Hitung Stok")
    interested = frozenset({"count"})
    more_keys = (("↑ ↓", N_("pilih hitungan")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.rows: tuple[SessionRow, ...] = ()
        self.chosen = 0
        columns = (
            Column(_("Yang dihitung"), 0),
            Column(_("Keadaan"), WIDTHS[1]),
            Column(_("Mulai"), WIDTHS[2]),
            Column(_("Oleh"), WIDTHS[3]),
            Column(_("Dihitung"), WIDTHS[4], RIGHT),
        )
        self.list = count_parts.ChoosingList(columns, row_height=56, name=_("Daftar hitungan"))
        self.list.show_empty(_("Belum ada hitungan. Tekan Ctrl N untuk mulai."), "shelf")
        self.list.row_pressed.connect(self._touched)
        self.picker = PickPage(_("Yang dihitung"))
        self.picker.picked.connect(self._start)
        self.picker.left.connect(self._close_picker)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.picker)
        self._lay_actions()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.sheet_button = KeyButton(self.act("Ctrl+S", _("Lembar Hitung"), self._save_sheet, icon_name="document"))
        self.print_button = KeyButton(self.act("Ctrl+P", _("Cetak"), self._print_sheet, icon_name="printer"))
        self.file_button = KeyButton(self.act("Ctrl+I", _("Dari File"), self._import, icon_name="up"))
        self.review_action = self.act("Ctrl+R", _("Periksa"), self._review, icon_name="eye")
        self.count_action = self.act("Enter", _("Hitung"), self._count, icon_name="scan")
        self.review_button = KeyButton(self.review_action, size=Size.BODY)
        self.count_button = KeyButton(self.count_action, role="primary", size=Size.LEAD)
        self.home_field = self.list
        self.start_button = KeyButton(self.act("Ctrl+N", _("Mulai Hitung"), lambda: self._pick(), icon_name="plus"))
        for button in (self.print_button, self.file_button, self.start_button):
            self.head_right.addWidget(button)
        foot = layouts.row(
            KeyButton(back, role="quiet"), self.sheet_button, 1, self.review_button, self.count_button, gap=8
        )
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(NARROW_WIDTHS if narrow else WIDTHS)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With the `code` of a good, what is to be counted is asked at once, that good first."""
        self.stack.setCurrentWidget(self.list)
        self.show_words(_("Toko tetap buka selama menghitung."))
        self.refresh()
        code = what.get("code")
        if isinstance(code, str):
            self._pick(code)

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(listed, self.desk.shop), done=self._show, latest="counts")

    def _show(self, rows: tuple[SessionRow, ...]) -> None:
        at = self.session_id
        self.rows = rows
        ids = [each.session.id for each in rows]
        self.choose(ids.index(at) if at in ids else 0)

    @property
    def row(self) -> SessionRow | None:
        return self.rows[self.chosen] if 0 <= self.chosen < len(self.rows) else None

    @property
    def session_id(self) -> int:
        return self.row.session.id if self.row is not None else 0

    def choose(self, number: int) -> None:
        self.chosen = min(max(number, 0), max(len(self.rows) - 1, 0))
        branch = self.desk.shop.branch
        self.list.show_rows([_row(each, branch, n == self.chosen) for n, each in enumerate(self.rows)])
        self.list.reveal(self.chosen)
        self._judge_keys()

    def _judge_keys(self) -> None:
        row, person = self.row, self.desk.person
        open_ = row is not None and row.session.state in (State.COUNTING, State.REVIEW)
        counts = row is not None and (row.session.state is State.COUNTING or (open_ and row.waiting > 0))
        may = person.may(Permission.COUNT_CLOSE)
        self.count_action.setEnabled(counts)
        self.count_action.setText(_("Hitung Ulang") if row and row.session.state is State.REVIEW else _("Hitung"))
        self.review_action.setEnabled(row is not None and row.session.state is not State.CANCELLED and may)
        self.review_action.setText(_("Periksa") if open_ or row is None else _("Lihat"))
        for key in ("Ctrl+S", "Ctrl+P"):
            self.actions_by_key[key].setEnabled(open_)
        self.actions_by_key["Ctrl+P"].setEnabled(open_ and bool(self.desk.printer))
        self.actions_by_key["Ctrl+I"].setEnabled(row is not None and row.session.state is State.COUNTING)

    def _touched(self, number: int) -> None:
        if number == self.chosen and self.count_action.isEnabled():
            self._count()
        else:
            self.choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = count_parts.STEPS.get(Qt.Key(event.key()))
        if step is not None and self.stack.currentWidget() is self.list:
            self.choose(self.chosen + step)
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.picker:
            self._close_picker()
        else:
            self.shell.back()

    # -- beginning -------------------------------------------------------------

    def _pick(self, code: str = "") -> None:
        self.shell.deeds.read(self, partial(starts, self.desk.shop, code), done=self._show_starts, latest="starts")

    def _show_starts(self, choices: list[tuple[object, str]]) -> None:
        self.picker.show_choices(choices)
        self.stack.setCurrentWidget(self.picker)
        self.picker.field.setFocus()

    def _close_picker(self) -> None:
        self.stack.setCurrentWidget(self.list)
        self.home()

    def _start(self, start: object, _words: str) -> None:
        if not isinstance(start, Start):
            return
        shop, person = self.desk.shop, self.desk.person

        def write() -> int:
            with shop.work(person, channel="office") as work:
                place = start.location_id or locations.shelf(work.connection, shop.branch.id)
                key = work.mint()
                what = (key, place, start.scope, work.now, start.title, start.key, start.products)
                count_sessions.start(work, StartCommand(*what))
                return key

        self.shell.deeds.write(self, write, done=self._begun, button=self.start_button, once="start", changed={"count"})

    def _begun(self, session_id: int) -> None:
        self._close_picker()
        self.shell.go("count-entry", session_id=session_id)

    # -- going on --------------------------------------------------------------

    def _count(self) -> None:
        if self.row is None or self.stack.currentWidget() is self.picker:
            self.shell.sounds.play(Sound.REFUSED)
        else:
            self.shell.go("count-entry", session_id=self.session_id)

    def _review(self) -> None:
        if self.row is not None:
            self.shell.go("count-review", session_id=self.session_id)

    # -- paper and files -------------------------------------------------------

    def _save_sheet(self) -> None:
        path = self._asked(_("lembar-hitung"), _("PDF (*.pdf)"), ".pdf")
        if path is None:
            return
        shop, session_id = self.desk.shop, self.session_id

        def write() -> Path:
            with shop.reading() as connection:
                report = count_reports.sheet(connection, session_id, shop.branch)
            return _written(path, pdf_files.pdf_bytes(report))

        self._tell_kept(write, self.sheet_button)

    def _asked(self, name: str, kinds: str, ending: str) -> Path | None:
        text, _kind = QFileDialog.getSaveFileName(self, _("Simpan sebagai"), f"{name}{ending}", kinds)
        path = Path(text)
        return (path if path.suffix else path.with_name(path.name + ending)) if text else None

    def _tell_kept(self, write: Callable[[], Path], button: KeyButton) -> None:
        self.shell.deeds.write(
            self,
            write,
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=button,
        )

    def _print_sheet(self) -> None:
        shop, person, printer, session_id = self.desk.shop, self.desk.person, self.desk.printer, self.session_id

        def write() -> None:
            with shop.work(person, channel="office") as work:
                slip = count_slips.sheet(work.connection, session_id, shop.branch)
                jobs.put(work.connection, jobs.queue_row(work.mint(), slip, printer=printer, at=work.now))

        def done(_nothing: None) -> None:
            self.desk.call_printer()
            self.say(Notice(_("Lembar hitung dicetak."), "ok"))

        self.shell.deeds.write(self, write, done=done, button=self.print_button)

    def _import(self) -> None:
        kinds = _("Tabel (*.csv *.xlsx *.csv.gz)")
        text, _kind = QFileDialog.getOpenFileName(self, _("Angka hitungan dari file"), "", kinds)
        if not text:
            return
        shop, person, session_id = self.desk.shop, self.desk.person, self.session_id
        read = partial(count_files.into_session, shop, person, session_id, Path(text))
        self.shell.deeds.write(
            self, read, done=self._imported, button=self.file_button, once="import", changed={"count"}
        )

    def _imported(self, taken: count_files.Taken) -> None:
        if taken.refused:
            words = _("Tidak ada yang ditulis. {first}").format(first=taken.refused[0])
            self.say(Notice(words, "refuse"))
        else:
            said = ngettext("{count} barang dari file dicatat.", "{count} barang dari file dicatat.", taken.lines)
            self.say(Notice(said.format(count=taken.lines), "ok"))


def _written(path: Path, data: bytes) -> Path:
    try:
        path.write_bytes(data)
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


def _row(row: SessionRow, branch: Branch, chosen: bool) -> Row:
    tone, icon = CHIPS[row.session.state]
    words = count_reports.STATE_WORDS[row.session.state]
    local = branch.local(row.session.started_at)
    note = row.number or row.location
    if row.waiting and row.session.state is State.REVIEW:
        note = _("{count} barang menunggu dihitung ulang").format(count=row.waiting)
    cells = (
        Cell(row.session.title, bold=True, note=note, note_tone="warn" if row.waiting else "ink2"),
        Cell(chip=Chip(_(words), tone, icon)),
        Cell(f"{short_date(local.date())[:5]} {clock(local)}", size=Size.BODY, tone="ink2"),
        Cell(", ".join(each.split()[0] for each in row.counters) or row.started_by, size=Size.BODY, tone="ink2"),
        Cell(str(row.counted) if row.counted else "–", size=Size.BODY, bold=True),
    )
    return count_parts.chosen_row(cells, chosen=chosen)
