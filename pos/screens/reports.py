"""The list of all reports, under their headings: a word narrows it, a touch or Enter opens one."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import N_, _
from pos import report_choices
from pos.report_choices import Listed

ACROSS = 3
STEPS = {Qt.Key.Key_Down: ACROSS, Qt.Key.Key_Up: -ACROSS, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class ReportsScreen(OfficeScreen):
    """Every report that whoever is signed in may read."""

    place = "reports"
    title = N_("Laporan")
    working = False

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.act("Esc", _("Ke kasir"), office.to_counter, icon_name="back")
        self.act("Enter", _("Buka"), self.open_chosen)
        self.search = Field(size=Size.BODY, name=_("Cari laporan"))
        self.search.setPlaceholderText(_("Cari laporan"))
        self.search.setFixedWidth(theme.px(260))
        self.search.textChanged.connect(self._narrow)
        self.search.submitted.connect(self.do_primary)
        self.head_right.addWidget(self.search)
        self.home_field = self.search
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        self._column.setSpacing(theme.px(8))
        self._area = Scroll(self._holder)
        self.body.addWidget(self._area, 1)
        self.buttons: list[tuple[Listed, KeyButton]] = []
        self.chosen = 0

    def enter(self, **what: object) -> None:
        self.show_words(_("Ketik sepotong nama, lalu Enter"))
        self.search.clear()
        self._narrow("")

    def open_chosen(self) -> None:
        """Show the chosen report."""
        if self.buttons:
            self._open(self.buttons[self.chosen][0].name)

    def _open(self, name: str) -> None:
        if name in report_choices.PAPER_NAMES:
            self.shell.go("manager-papers", span=report_choices.PAPER_NAMES[name])
        elif name == report_choices.EXPORT:
            self.shell.go(name)
        else:
            self.shell.go("report", report=name)

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        actor = self.desk.actor
        shown = [
            each
            for each in (*report_choices.papers(), *report_choices.all_listed(), *report_choices.exports())
            if actor is not None
            and actor.may(each.choice.permission)
            and all(word in f"{each.words} {_(each.choice.group)} {each.name}".casefold() for word in wanted)
        ]
        self._lay_list(shown)

    def _lay_list(self, shown: list[Listed]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for group in (report_choices.PAPERS, *report_choices.GROUPS):
            members = [each for each in shown if each.choice.group == group]
            if members:
                self._column.addWidget(Label(_(group), Size.BODY, bold=True, tone="ink2"))
                self._column.addWidget(self._grid(members))
        if not shown:
            self._column.addWidget(Label(_("Tidak ada laporan dengan kata ini."), Size.BODY, tone="ink2"))
        self._column.addStretch(1)
        self._choose(0)

    def _grid(self, members: list[Listed]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        for n, each in enumerate(members):
            button = KeyButton(each.words)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, name=each.name: self._open(name))
            self.buttons.append((each, button))
            grid.addWidget(button, *divmod(n, ACROSS))
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        return holder

    def _choose(self, number: int) -> None:
        self.chosen = max(0, min(number, len(self.buttons) - 1))
        for n, (_listed, button) in enumerate(self.buttons):
            button.set_role("chosen" if n == self.chosen else "plain")
        if self.buttons:
            self._area.ensureWidgetVisible(self.buttons[self.chosen][1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif abs(step) == 1:
            self._choose(self.chosen + step)
        else:
            self._choose(self._beside(step // ACROSS))

    def _beside(self, down: int) -> int:
        """The button nearest below (1) or above (−1) the chosen one, whatever its heading."""
        here = self._place_of(self.chosen)
        best, found = 0, self.chosen
        for n in range(len(self.buttons)):
            there = self._place_of(n)
            away = (there.top() - here.top()) * down
            cost = away * 10 + abs(there.left() - here.left())
            if away > 0 and (not best or cost < best):
                best, found = cost, n
        return found

    def _place_of(self, number: int) -> QRect:
        button = self.buttons[number][1]
        return QRect(button.mapTo(self._holder, button.rect().topLeft()), button.size())
