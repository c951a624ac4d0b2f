"""The list of drills, in training only: what there is to practise, and how far one is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop import frames, layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.lists import RowList
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.theme import Size
from koperasi.text import N_, _, ngettext
from pos.drills import Drill
from pos.screens.drilling import Drilling

NARROW_BELOW = 1_200


class DrillsScreen(Screen):
    """Enter begins the chosen drill at the till; the arrows choose."""

    title = N_("Tugas Latihan")
    more_keys = (("↑ ↓", N_("pilih tugas")),)

    def __init__(self, shell: Shell, drilling: Drilling, reset: Callable[[], object] | None) -> None:
        super().__init__(shell)
        self.drilling, self.chosen = drilling, 0
        self.head = frames.TitleBar(_("Tugas Latihan"))
        self.list = RowList(
            [Column("", 48), Column(_("Tugas"), 260), Column(_("Caranya")), Column(_("Waktu"), 170)],
            row_height=56,
            name=_("Tugas Latihan"),
        )
        self.list.row_pressed.connect(self._pressed)
        begin = self.act("Enter", _("Mulai tugas ini"), self._begin, icon_name="bulb")
        self._stop = self.act("Ctrl+X", _("Hentikan tugas"), self._stopped, icon_name="x")
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self.primary = KeyButton(begin, role="primary", tall="56", size=Size.LEAD)
        buttons = [KeyButton(back, role="quiet"), KeyButton(self._stop)]
        if reset is not None:
            buttons.append(KeyButton(self.act("Ctrl+U", _("Ulang toko latihan"), reset, icon_name="undo")))
        # The arrows choose a drill here, and do not lead from button to button.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.setAccessibleName(_("Tugas Latihan"))
        self.home_field = self
        row = layouts.row(*buttons, 1, self.primary, gap=8)
        frames.page(self, self.head, self.list, self.notice, row, grows=1)
        drilling.changed.connect(self._draw)

    def enter(self, **what: object) -> None:
        run = self.drilling.run
        asked = run.drill or run.following
        self.chosen = run.drills.index(asked) if asked is not None else 0
        self._draw()

    def _draw(self) -> None:
        run = self.drilling.run
        done = len({code for code, _time in run.times})
        words = ngettext("{done} dari {all} tugas selesai", "{done} dari {all} tugas selesai", len(run.drills))
        self.head.show_words(words.format(done=done, all=len(run.drills)))
        self._stop.setEnabled(run.drill is not None)
        self.list.show_rows([self._row(n, each) for n, each in enumerate(run.drills)])
        self.list.reveal(self.chosen)

    def _row(self, n: int, drill: Drill) -> Row:
        run = self.drilling.run
        best, asked = run.time_of(drill.code), run.asked == drill.code
        chip = Chip(_("sedang"), "accent", "bulb") if asked else Chip(_("selesai"), "ok", "check") if best else None
        time = _("{seconds} detik").format(seconds=max(1, round(best.total_seconds()))) if best else ""
        chosen = n == self.chosen
        cells = (
            Cell(str(n + 1), tone="ink2"),
            Cell(_(drill.title), bold=True),
            Cell(_(drill.task), size=Size.BODY, tone="ink2"),
            Cell(time, chip=chip, size=Size.BODY),
        )
        return Row(cells, ground="accent_tint" if chosen else "card", bar="accent" if chosen else "", tip=_(drill.task))

    def _pressed(self, n: int) -> None:
        self.chosen = n
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.chosen = min(max(self.chosen + step, 0), len(self.drilling.run.drills) - 1)
        self._draw()

    def _begin(self) -> None:
        drills = self.drilling.run.drills
        if drills:
            self.drilling.ask(drills[self.chosen])
            self.shell.go("till", fresh=True)

    def _stopped(self) -> None:
        self.drilling.stop()
        self._draw()

    def resizeEvent(self, event: object) -> None:
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.list.set_widths([40, 210, 0, 150] if narrow else [48, 260, 0, 190])
