"""Settings (F12, Pengaturan): every setting in words, changed and kept together.

What belongs to this PC (theme, scale, volume) anyone may change; the shop's own settings
are read by all and changed by who has the right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import frames, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.letterpads import LetterPad
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.rights import Permission
from koperasi.text import N_, _, ngettext
from pos import looks, setting_changes, setting_words
from pos.screens.setting_rows import SettingRow
from pos.setting_words import Group, Told
from pos.stations import Station

NAVIGATION, NARROW_NAVIGATION = 264, 208
#: Groups are chosen by Alt and one of these: digits as long as there are any.
KEYS = "1234567890ABCDEFGHIJ"


class SettingsScreen(Screen):
    """Groups at the left on Alt+1 …, their settings at the right; Enter keeps what was changed.

    `on_changed` lets it take effect.
    """

    title = N_("Pengaturan")
    more_keys = (("Tab", N_("pengaturan berikutnya")), ("← →", N_("pilihan lain")))

    def __init__(self, shell: Shell, station: Station, on_changed: Callable[[], object]) -> None:
        super().__init__(shell)
        self.station, self._on_changed = station, on_changed
        self.values: dict[str, Any] = {}
        self.wanted: dict[str, Any] = {}
        self.rows: dict[str, SettingRow] = {}
        self.groups = setting_words.groups()
        self.group: Group = self.groups[0]
        self._sure = False
        self.head = frames.TitleBar(_("Pengaturan"))
        self._save = self.act("Enter", _("Simpan"), self._keep, icon_name="check")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.primary = KeyButton(self._save, role="primary", tall="56", size=Size.LEAD)
        self.letters = LetterPad()
        self._lay_out(KeyButton(back, role="quiet"))

    def _lay_out(self, back: KeyButton) -> None:
        navigation = Card(pad=(8, 4), gap=0)
        self.buttons: list[KeyButton] = []
        for key, group in zip(KEYS, self.groups, strict=False):
            action = self.act(f"Alt+{key}", _(group.title), partial(self._turn_to, group), icon_name=group.icon)
            button = KeyButton(action, role="quiet")
            self.buttons.append(button)
            navigation.body.addWidget(button)
        navigation.body.addStretch(1)
        self.navigation = Scroll(navigation)
        self._held = QWidget()
        self._column = QVBoxLayout(self._held)
        self._column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self.scroller = Scroll(self._held)
        card = Card(pad=(4, 4))
        card.body.addWidget(self.scroller, 1)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(self.navigation)
        body.addWidget(card, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        logo = self.act("Ctrl+G", _("Logo struk"), lambda: self.shell.go("logo"), icon_name="receipt")
        logo.setEnabled(self.shell.has("logo"))
        for widget in (back, self.letters.button, KeyButton(logo)):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.primary)
        frames.page(self, self.head, body, self.letters, self.notice, row, grows=1)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.head.show_words(texts.joined((self.station.shop.branch.shop_name, self.station.till_name)))
        self.values = setting_changes.values_now(self.station, looks.load(self.station.shop))
        self.wanted = {}
        self.letters.show_pad(False)
        self._turn_to(self.group)

    def _leave(self) -> None:
        """What was changed and not kept is dropped by a second Esc only."""
        if self.wanted and not self._sure:
            self._sure = True
            self.say(Notice(_("Perubahan belum disimpan. Esc sekali lagi membuangnya."), "warn", "Esc", _("Buang")))
            return
        self.hush()
        self.shell.back()

    def step_back(self) -> None:
        self._leave()

    @property
    def may_change(self) -> bool:
        """Whether who stands here may change the shop's settings."""
        actor = self.station.actor
        return actor is not None and Permission.SETTINGS_EDIT in actor.rights

    # -- the rows --------------------------------------------------------------

    def _turn_to(self, group: Group) -> None:
        self.group = group
        for button, each in zip(self.buttons, self.groups, strict=True):
            button.set_role("chosen" if each is group else "quiet")
            if each is group:
                self.navigation.ensureWidgetVisible(button)
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = {}
        alive = group.here or self.may_change
        if not alive:
            words = _("Hanya bisa dilihat: yang mengubahnya harus manajer.")
            self._column.addWidget(Label(words, tone="warn", wrap=True))
        for told in group.told:
            if told.name == "scale":
                told = self._with_room(told)
            self._add(SettingRow(told, self.values[told.name], self.wanted.get(told.name)), alive)
        self._column.addStretch(1)
        self.scroller.verticalScrollBar().setValue(0)
        self._show()
        first = next(iter(self.rows.values()), None)
        self.home_field = first.control if first is not None and alive else self.primary
        self.home()

    def _with_room(self, scale: Told) -> Told:
        """Only those scales at which every screen fits on this display."""
        there = self.screen().availableGeometry()
        fitting = theme.scales_for(there.width(), there.height())
        return replace(scale, choices=tuple(each for each in scale.choices if each[0] == 0 or each[0] in fitting))

    def _add(self, row: SettingRow, alive: bool) -> None:
        if self.rows:
            self._column.addWidget(texts.rule())
        row.changed.connect(self._changed)
        row.submitted.connect(self.do_primary)
        row.control.setEnabled(alive)
        self.rows[row.told.name] = row
        self._column.addWidget(row)

    def _changed(self) -> None:
        self._sure = False
        self.hush()
        for name, row in self.rows.items():
            if row.is_changed:
                self.wanted[name] = row.value
            else:
                self.wanted.pop(name, None)
        self._show()

    @property
    def _wrong(self) -> bool:
        return any(row.value is None for row in self.rows.values())

    def _show(self) -> None:
        count = len(self.wanted)
        if self._wrong:
            self.primary.set_reason(_("Betulkan dulu yang merah"))
        elif not count:
            self.primary.set_reason(_("Belum ada yang diubah"))
        else:
            self.primary.set_reason("")
            words = ngettext("Simpan {count} perubahan", "Simpan {count} perubahan", count)
            self._save.setText(words.format(count=count))

    # -- keeping ---------------------------------------------------------------

    def do_primary(self) -> None:
        if self.wanted and not self._wrong:
            super().do_primary()

    def _keep(self) -> None:
        if not self.wanted or self._wrong:
            return
        wanted, person = dict(self.wanted), self.station.person
        self.shell.deeds.write(
            self,
            lambda: setting_changes.change(self.station, person, wanted),
            done=lambda _none: self._kept(),
            button=self.primary,
            once="settings",
            changed={"settings"},
        )

    def _kept(self) -> None:
        self.enter()
        self.say(Notice(_("Tersimpan, dan sudah berlaku."), "ok"))
        self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < theme.px(frames.NARROW_BELOW)
        self.navigation.set_width(theme.px(NARROW_NAVIGATION if narrow else NAVIGATION))
