"""Data Penitip: who she is, how she is paid, what she consented to in writing; of a group, who belongs to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from consignment import maker_desks
from consignment.maker_deeds import MakerSetUp, NewMaker
from consignment.maker_desks import GroupMember, OpenedMaker
from consignment.screens import maker_parts
from consignment.screens.maker_parts import MakerForm
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from koperasi.errors import BadInput, Refused, ShopError
from koperasi.text import N_, _, short_date


class MakerEditorScreen(OfficeScreen):
    """The form of one maker.  For a new one a member may be found first: her name is known then."""

    place = "consignment"
    title = N_("Data Penitip")
    more_keys = (("↑ ↓", N_("pilih orang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.opened: OpenedMaker | None = None
        self.group: list[GroupMember] = []
        self._shown: tuple[object, ...] = ()
        self._sure = False
        #: What the list of people answers.
        self._sought = ""
        self.form = MakerForm()
        self.field = ScanField("", name=_("Cari orang"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _words: self._search())
        self.field.submitted.connect(self._take)
        self.people = DrawnList(maker_parts.member_columns(), maker_parts.member_row, _("Orang"), row_height=48)
        self.people.opened.connect(lambda _item: self._take())
        self.people.setMinimumHeight(theme.px(136))
        self.form.group.switched.connect(lambda _on: self._turn())
        self._lay_actions()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        save = self.act("Ctrl+Enter", _("Simpan"), self._save, icon_name="check")
        agreement = self.act("Ctrl+P", _("Perjanjian"), self._agreement, icon_name="document")
        gone = self.act("Ctrl+D", _("Keluarkan"), self._remove, icon_name="x")
        self.save_button = KeyButton(save, role="primary", size=Size.LEAD)
        self.agreement_button, self.gone_button = KeyButton(agreement), KeyButton(gone)
        for button in (self.gone_button, self.agreement_button):
            self.head_right.addWidget(button)
        scroll = Scroll(self.form)
        self.side = layouts.held(layouts.column(self.field, self.people, gap=8))
        self.body.addWidget(scroll, 3)
        self.body.addWidget(self.side, 2)
        self.body.addLayout(layouts.row(KeyButton(back, role="quiet"), 1, self.save_button, gap=8))

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.field.clear()
        self.group = []
        maker_id = what.get("maker_id")
        if isinstance(maker_id, int):
            self._read(maker_id)
        else:
            self._show(None)

    def _read(self, party_id: int) -> None:
        read = partial(maker_desks.opened, self.desk.shop, party_id)
        self.shell.deeds.read(self, read, done=self._show, latest="maker")

    def _show(self, found: OpenedMaker | None) -> None:
        self.opened = found
        self._sure = False
        self.form.show_maker(found)
        self.group = list(found.group) if found is not None else []
        self.show_title(_(self.title) if found is not None else _("Penitip Baru"))
        self.show_words(self._about(found))
        self.actions_by_key["Ctrl+P"].setEnabled(found is not None)
        self._turn()
        self._shown = self._typed()
        self.home()

    def _about(self, found: OpenedMaker | None) -> str:
        if found is None:
            return _("Cari dulu di antara anggota; yang bukan anggota cukup nama dan desanya.")
        if found.is_member:
            words = _("{name} · anggota {number}; nama dan teleponnya diubah di data anggota")
            words = words.format(name=found.name, number=found.number)
        else:
            words = _("{name} · bukan anggota").format(name=found.name)
        if found.since is not None:
            words += " · " + _("penitip sejak {day}").format(day=short_date(found.since))
        return words

    def _turn(self) -> None:
        """The people's list is for finding a new maker, and for who belongs to a group."""
        group = self.form.group.on
        self.side.setVisible(self.opened is None or group)
        self.gone_button.setVisible(group)
        self.actions_by_key["Ctrl+D"].setEnabled(group)
        self.field.setPlaceholderText(
            _("Tambah orang ke kelompok: nama atau nomor") if group else _("Cari anggota: nama atau nomor")
        )
        self.home_field = self.field if self.opened is None and not group else self.form.name
        if self.opened is not None and not group:
            self.home_field = self.form.heir
        self._show_people()

    def _show_people(self) -> None:
        """While nobody is looked for, the form has the room, but for a group's own people."""
        wanted = bool(self.field.text().strip())
        listed = wanted or self.form.group.on
        self.people.setVisible(listed)
        high = QSizePolicy.Policy.Expanding if listed else QSizePolicy.Policy.Maximum
        self.side.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        if wanted:
            return
        self.people.show_empty(_("Belum ada yang dicatat di kelompok ini. Cari namanya di atas."), "users")
        self.people.show_items(self.group if self.form.group.on else (), self.people.chosen)

    # -- people ----------------------------------------------------------------

    def _search(self) -> None:
        words = self.field.text()
        self._show_people()
        if not words.strip():
            return
        read = partial(maker_desks.found, self.desk.shop, words)
        self.shell.deeds.read(self, read, done=self._found, latest="people")

    def _found(self, people: tuple[GroupMember, ...]) -> None:
        if self.field.text().strip():
            nobody = _("Tidak ada yang cocok.")
            if not self.form.group.on:
                nobody = _("Bukan anggota. Enter: catat sebagai penitip baru dengan nama ini.")
            self.people.show_empty(nobody, "search")
            self.people.show_items(people)
            self._sought = self.field.text()

    def _take(self) -> None:
        """Enter on a name that was found: it joins the group, or becomes the maker herself."""
        person, words = self.people.item, self.field.text().strip()
        if person is None:
            # Not before the search has answered: she may be a member.
            if words and not self.form.group.on and self._sought == self.field.text():
                self._name(words)
            return
        if not words:
            return
        if self.form.group.on:
            if all(each.party_id != person.party_id for each in self.group):
                self.group.append(person)
            self.field.clear()
            self._show_people()
            self.shell.sounds.play(Sound.FOUND)
        else:
            self.field.clear()
            self._read(person.party_id)

    def _name(self, words: str) -> None:
        """Nobody of that name is known: it is the new maker's."""
        self.field.clear()
        self._show_people()
        self.form.name.setText(words)
        self.form.title.setFocus()

    def _remove(self) -> None:
        person = self.people.item
        if person is not None and not self.field.text().strip():
            self.group = [each for each in self.group if each.party_id != person.party_id]
            self._show_people()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.side.isVisible() and self.people.step(event.key())):
            super().keyPressEvent(event)

    # -- keeping ---------------------------------------------------------------

    def _typed(self) -> tuple[object, ...]:
        return (*self.form.typed(), tuple(each.party_id for each in self.group))

    def _command(self) -> NewMaker | MakerSetUp:
        today = self.desk.shop.branch.business_date(self.desk.shop.clock())
        wishes, note = self.form.wishes(today), self.form.note.text()
        if self.opened is None:
            consent = self.form.consent(today)
            return NewMaker(self.form.person(), wishes, self.form.code.text(), note, consent)
        person = None if self.opened.is_member else self.form.person()
        return MakerSetUp(self.opened.party_id, wishes, note, self.form.consent(today), person)

    def _save(self) -> None:
        for field in self.form.fields.values():
            field.clear_error()
        try:
            command = self._command()
        except BadInput as wrong:
            self._refused(wrong)
            return
        group = tuple(each.party_id for each in self.group) if self.form.group.on else None
        save = partial(maker_desks.save, self.desk.shop, self.desk.person, command, group)
        self.shell.deeds.write(
            self, save, done=self._saved, failed=self._refused, button=self.save_button, once="save-maker",
            changed={"makers"},
        )  # fmt: skip

    def _saved(self, found: OpenedMaker) -> None:
        self._show(found)
        self.shell.sounds.play(Sound.SAVED)
        self.say(Notice(_("{name} tersimpan.").format(name=found.name), "ok", "Ctrl+P", _("Perjanjian")))

    def _refused(self, error: ShopError) -> bool:
        field = self.form.fields.get(error.field) if isinstance(error, Refused) else None
        if field is None:
            return False
        field.show_error(str(error))
        field.setFocus()
        self.shell.sounds.play(Sound.REFUSED)
        return True

    def _agreement(self) -> None:
        if self.opened is not None:
            self.shell.go("agreements", maker_id=self.opened.party_id)

    def _leave(self) -> None:
        if self._typed() != self._shown and not self._sure:
            self._sure = True
            self.say(Notice(_("Perubahan belum disimpan. Esc sekali lagi membuangnya."), "warn", "Esc", _("Buang")))
            return
        self.shell.back()
