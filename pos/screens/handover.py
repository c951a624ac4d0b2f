"""Handover: the one who leaves counts blind, the one who stays gives her PIN, the shift goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import frames, texts, theme
from desktop.boards import BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.chips import Chip
from desktop.denominations import StepBar
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from desktop.tiles import StaffTile
from koperasi.errors import Refused, ShopError
from koperasi.money import ZERO
from koperasi.text import N_, _
from koperasi.users import Staff
from koperasi.work import Actor
from pos import handings, stations
from pos.handings import HandedOver
from pos.screens.count_pages import CountPage, Figure, board
from pos.screens.pin_pads import PinPad
from pos.screens.sign_in import call_name
from pos.stations import Station

MOST_TILES = 8
TILE = 128


class HandoverScreen(Screen):
    """Three steps: the count, who takes it, what was found.  `on_handed` is told who has the till now."""

    title = N_("Serah Terima")

    def __init__(self, shell: Shell, station: Station, on_handed: Callable[[Actor], object]) -> None:
        super().__init__(shell)
        self.station, self._on_handed = station, on_handed
        self.people: tuple[Staff, ...] = ()
        self.chosen: Staff | None = None
        self.handed: HandedOver | None = None
        self.tiles: list[StaffTile] = []
        self._sure = False
        self.steps = StepBar([_("Hitung Kas"), _("Penerima"), _("Selesai")])
        self.head = frames.TitleBar(_("Serah Terima"), self.steps)
        save = self.act("Ctrl+Enter", _("Simpan Hitungan"), self._counted)
        self._enter_key = self.act("Enter", _("Terima Laci"), self._do_step)
        leave = self.act("Esc", _("Kembali"), self._step_back, icon_name="back")
        for n in range(MOST_TILES):
            self.act(f"Alt+{n + 1}", "", partial(self._press, n))
        why = _("Penerima tidak melihat hitungan yang seharusnya. Selisih tercatat atas nama yang menyerahkan.")
        self.counting = CountPage(save, leave, why)
        self.counting.cards.finished.connect(self._counted)
        self.pad = PinPad(self._enter_key, wide=328)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.counting)
        self.pages.addWidget(self._takers(KeyButton(leave, role="quiet")))
        self.pages.addWidget(self._result())
        frames.page(self, self.head, self.notice, self.pages, grows=2)

    def _takers(self, back: KeyButton) -> QWidget:
        self.counted = Figure(_("Uang Fisik"))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(12))
        self._none = Label("", wrap=True, tone="ink2")
        card = Card(pad=(24, 16), gap=12)
        card.body.addWidget(Label(_("Siapa yang menerima laci?"), Size.LEAD, bold=True))
        card.body.addWidget(self._none)
        tiles = QHBoxLayout()
        tiles.addLayout(self._grid)
        tiles.addStretch(1)
        card.body.addLayout(tiles)
        card.body.addStretch(1)
        left = frames.stacked(self.counted, card, grows=1)
        right = Card(pad=(16, 8))
        right.body.addWidget(self.pad)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(left, 1)
        body.addWidget(right)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(body, 1)
        column.addLayout(frames.foot(back))
        return page

    def _result(self) -> QWidget:
        self.figures = [Figure(words) for words in (_("Kas Seharusnya"), _("Uang Fisik"), _("Selisih Kas"))]
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for each in self.figures:
            row.addWidget(each, 1)
        self._said = Label("", Size.LINE, wrap=True)
        self.board = board(_("Laci sekarang"))
        self.primary = KeyButton(_("Lanjut jualan"), "Enter", role="primary", tall="72", size=Size.LEAD)
        self.primary.clicked.connect(lambda _checked=False: self._do_step())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.board)
        column.addLayout(row)
        column.addWidget(self._said)
        column.addStretch(1)
        column.addWidget(self.primary)
        return page

    # -- steps -------------------------------------------------------------------

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def _show_step(self, step: int) -> None:
        self.steps.show_step(step)
        self.pages.setCurrentIndex(step)
        self._enter_key.setEnabled(step == 2)
        self.home_field = (self.counting.cards.first_missing, self.pad.pin, self.primary)[step]
        self.home()

    def enter(self, **what: object) -> None:
        self.handed, self._sure, self.people, self.chosen = None, False, (), None
        self.counting.clear()
        self.pad.clear()
        for each in self.figures:
            each.show_amount(None)
        self.board.show_text(BoardText(_("Laci sekarang"), None))
        self.head.show_words(texts.joined((self.station.till_name, self.station.person.name)))
        self._show_step(0)
        shift = self.station.shift
        if shift is None:
            self.say(Notice(_("Belum ada shift. Buka shift dulu."), "warn"))
            return
        person = self.station.person
        if self.station.printer:
            self.shell.deeds.write(self, lambda: stations.open_to_count(self.station, person), failed=lambda _e: True)
        self.shell.deeds.read(self, lambda: handings.takers(self.station, shift), done=self._know, latest="takers")

    def leave(self) -> None:
        self.pad.clear()

    def _know(self, people: tuple[Staff, ...]) -> None:
        self.people = people[:MOST_TILES]
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.tiles = []
        for n, each in enumerate(self.people):
            tile = StaffTile(each.name, _(each.role_name), f"Alt {n + 1}", TILE)
            tile.clicked.connect(lambda _checked=False, n=n: self._press(n))
            self._grid.addWidget(tile, *divmod(n, 4 if self.width() >= theme.px(frames.NARROW_BELOW) else 2))
            self.tiles.append(tile)
        self._none.setText("" if people else _("Tidak ada orang lain yang boleh memegang laci."))
        self._none.setVisible(not people)
        self._choose(self.people[0] if self.people else None)

    def _press(self, n: int) -> None:
        if n < len(self.people) and self.step == 1:
            self._choose(self.people[n])

    def _choose(self, person: Staff | None) -> None:
        self.chosen = person
        self.pad.clear()
        for tile, each in zip(self.tiles, self.people, strict=True):
            tile.setChecked(each == person)
        self.pad.show_title(_("PIN {name}").format(name=call_name(person.name)) if person else "")
        if self.step == 1:
            self.home()

    def _step_back(self) -> None:
        if self.step == 1:
            self._show_step(0)
        elif self.step == 0:
            self.shell.back()
        else:
            self._do_step()

    def step_back(self) -> None:
        if self.step == 2:
            self._do_step()
        else:
            super().step_back()

    # -- deeds ---------------------------------------------------------------------

    def _counted(self) -> None:
        count = self.counting.cards.count
        if self.step != 0 or self.station.shift is None:
            return
        if count.missing and not self._sure:
            self._sure = True
            words = _("Masih kosong: {kinds}. Isi 0 bila tidak ada, atau tekan Ctrl Enter sekali lagi.")
            self.say(Notice(words.format(kinds=count.missing_words), "warn"))
            self.shell.sounds.play(Sound.LOOK)
            self.counting.cards.first_missing.setFocus()
            return
        self.hush()
        self.counted.show_amount(count.amount)
        self._show_step(1)

    def _do_step(self) -> None:
        if self.step == 1:
            self._take()
        elif self.handed is not None:
            self._on_handed(self.handed.taker)

    def _take(self) -> None:
        person, shift, chosen = self.station.person, self.station.shift, self.chosen
        pin, count = self.pad.pin.take(), self.counting.cards.count
        if shift is None or chosen is None:
            return
        self.shell.deeds.write(
            self,
            lambda: handings.hand_over(self.station, person, shift, count, chosen.id, pin),
            done=self._done,
            failed=self._wrong,
            button=self.pad.enter,
            once="handover",
            changed={"cash", "shift"},
        )

    def _done(self, handed: HandedOver) -> None:
        self.handed, found = handed, handed.handed
        expected, counted, over = self.figures
        expected.show_amount(found.expected)
        counted.show_amount(found.counted)
        word = _("Pas") if not found.over else _("Lebih") if found.over > ZERO else _("Kurang")
        tone = "warn" if found.over else "ok"
        over.show_amount(found.over, chip=Chip(word, tone), tone=tone)
        self.board.show_text(BoardText(_("Laci sekarang"), found.counted, foot=found.taker))
        said = _("{number}: {giver} menyerahkan laci kepada {taker}. Selisih tercatat atas nama {giver}.")
        self._said.setText(said.format(number=found.number, giver=found.giver, taker=found.taker))
        self._show_step(2)
        self.shell.sounds.play(Sound.SAVED)

    def _wrong(self, error: ShopError) -> bool:
        if isinstance(error, Refused) and error.rule == "pin":
            self.pad.show_wrong(str(error))
            self.shell.sounds.play(Sound.REFUSED)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.counting.right.setFixedWidth(frames.right_width(self.width()))
        self.pad.set_wide(264 if self.width() < theme.px(frames.NARROW_BELOW) else 328)
