"""Perjanjian: a maker's versions, what the chosen one says in plain words, and the editor of the next one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from consignment import agreement_desks, agreement_words, deal_words
from consignment.agreement_desks import Opened
from consignment.agreements import UNWRITTEN, Agreement, Mark
from consignment.screens.agreement_editor import AgreementEditor, Words
from consignment.screens.mark_bars import MarkBar
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from koperasi.errors import Refused, ShopError
from koperasi.rights import Permission
from koperasi.text import N_, _


class AgreementsScreen(OfficeScreen):
    """The versions of one maker; behind them the editor of a new one."""

    place = "consignment"
    title = N_("Perjanjian")
    interested = frozenset({"agreements"})
    more_keys = (("↑ ↓", N_("pilih versi")), ("Ctrl PgUp/PgDn", N_("bagian sebelum atau sesudahnya")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.opened: Opened | None = None
        self._maker_id = 0
        self._document_id = 0
        self._sure = False
        today = self.desk.shop.branch.business_date(self.desk.shop.clock())
        self.editor = AgreementEditor(today)
        self.editor.changed.connect(self._judge)
        self.editor.page_shown.connect(self._page_shown)
        self.list = DrawnList(self._columns(), self._row, _("Versi perjanjian"), row_height=64, holds_focus=True)
        self.list.show_empty(_("Belum ada perjanjian tertulis. Tekan Ctrl N untuk menulisnya."), "document")
        self.list.chosen_changed.connect(lambda _place: self._show_chosen())
        self.words = Words()
        said = Card(pad=(16, 12), gap=6)
        said.body.addWidget(Scroll(self.words), 1)
        self.marks = MarkBar()
        self.marks.marked.connect(self._mark)
        self.home_field = self.list
        shown = layouts.row(layouts.column(self.list, self.marks), said, gap=16)
        shown.setStretch(0, 2)
        shown.setStretch(1, 3)
        self.stack = QStackedWidget()
        self.stack.addWidget(layouts.held(shown))
        self.stack.addWidget(self.editor)
        self._lay_actions()

    def _lay_actions(self) -> None:
        new = self.act("Ctrl+N", _("Perjanjian Baru"), self._new, icon_name="plus")
        page = self.act("Ctrl+S", _("PDF"), self._print_page, icon_name="document")
        slip = self.act("Ctrl+P", _("Cetak"), self._print_slip, icon_name="printer")
        maker = self.act("Ctrl+D", _("Data Penitip"), self._maker, icon_name="user")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        sign = self.act("Ctrl+Enter", _("Tandatangani"), self._sign, icon_name="check")
        add = self.act("Ctrl+T", _("Tambah"), self.editor.add_deal, icon_name="plus")
        gone = self.act("Ctrl+R", _("Hapus"), self.editor.deals.remove, icon_name="x")
        self.act("Ctrl+PgUp", _("Bagian sebelumnya"), partial(self.editor.turn, -1))
        self.act("Ctrl+PgDown", _("Bagian berikutnya"), partial(self.editor.turn, 1))
        self.new_button = KeyButton(new, role="primary", size=Size.LEAD)
        self.sign_button = KeyButton(sign, role="primary", size=Size.LEAD)
        self.page_button, self.slip_button = KeyButton(page), KeyButton(slip)
        self.list_buttons = (KeyButton(maker), self.page_button, self.slip_button, self.new_button)
        self.edit_buttons = (KeyButton(add), KeyButton(gone), self.sign_button)
        for button in (*self.list_buttons[:3], *self.edit_buttons[:2]):
            self.head_right.addWidget(button)
        for button in self.edit_buttons:
            button.setVisible(False)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(layouts.row(KeyButton(back, role="quiet"), 1, self.new_button, self.sign_button, gap=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.editor.set_narrow(event.size().width() < theme.px(NARROW_BELOW))
        super().resizeEvent(event)

    def _columns(self) -> list[Column]:
        return [Column(_("Versi"), 0, pad=12), Column(_("Keadaan"), 130, pad=12)]

    def _row(self, agreement: Agreement, at: bool) -> Row:
        lasting = agreement_words.lasting_short(agreement.starts_on, agreement.ends_on)
        note = f"{agreement.number} · {lasting}"
        cells = (
            Cell(deal_words.summary(agreement.rules), bold=True, size=Size.BODY, note=note, note_tone="ink2"),
            Cell("", chip=self._chip(agreement)),
        )
        return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")

    def _chip(self, agreement: Agreement) -> Chip:
        opened = self.opened
        if opened is None or agreement.starts_on > opened.today:
            return Chip(_("akan datang"), "accent")
        if opened.current is None or agreement.id != opened.current.id:
            return Chip(_("diganti"), "plain")
        if agreement.holds(opened.today):
            return Chip(_("berlaku"), "ok")
        return Chip(_("ditunda"), "warn") if agreement.mark is Mark.SUSPENDED else Chip(_("berakhir"), "refuse")

    # -- the versions ----------------------------------------------------------

    def enter(self, **what: object) -> None:
        maker_id = what.get("maker_id")
        if isinstance(maker_id, int):
            self._maker_id = maker_id
        self._turn(editor=False)
        document_id = what.get("document_id")
        if isinstance(document_id, int):
            read = partial(agreement_desks.opened_at, self.desk.shop, document_id)
            self.shell.deeds.read(self, read, done=self._show_version, latest="agreements")
        else:
            self.refresh()

    def _show_version(self, found: tuple[Opened, int]) -> None:
        """A paper was opened from elsewhere: its version is the chosen one."""
        opened, agreement_id = found
        self._maker_id = opened.maker.party_id
        self._show(opened)
        places = [place for place, each in enumerate(self.list.items) if each.id == agreement_id]
        self.list.choose(places[0])

    def refresh(self) -> None:
        if self._maker_id and self.stack.currentIndex() == 0:
            read = partial(agreement_desks.opened, self.desk.shop, self._maker_id)
            self.shell.deeds.read(self, read, done=self._show, latest="agreements")

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        versions = list(reversed(opened.versions))
        current = opened.current
        at = next((place for place, each in enumerate(versions) if current and each.id == current.id), 0)
        self.list.show_items(versions, at)
        self.show_title(_(self.title))
        maker = opened.maker
        self.show_words(" · ".join(each for each in (maker.full, maker.code, maker.village) if each))
        self._show_chosen()

    @property
    def chosen(self) -> Agreement | None:
        found: Agreement | None = self.list.item
        return found

    def _show_chosen(self) -> None:
        opened, chosen = self.opened, self.chosen
        if opened is None:
            return
        for key in ("Ctrl+P", "Ctrl+S"):
            self.actions_by_key[key].setEnabled(self.stack.currentIndex() == 0 and chosen is not None)
        last = opened.last
        may = self.desk.person.may(Permission.AGREEMENT_SIGN)
        self.marks.show_agreement(chosen if may and chosen is not None and last and chosen.id == last.id else None)
        if chosen is None:
            self.words.show_lines(unwritten())
        else:
            self.words.show_paper(opened.paper(chosen), [], [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.list if self.stack.currentIndex() == 0 else self.editor.deals.list
        there = self.stack.currentIndex() == 0 or self.editor.page == "deals"
        if not (there and shown.step(event.key())):
            super().keyPressEvent(event)

    def _turn(self, *, editor: bool) -> None:
        self._sure = False
        for button in self.list_buttons if editor else self.edit_buttons:
            button.setVisible(False)
        self.stack.setCurrentIndex(1 if editor else 0)
        for button in self.edit_buttons if editor else self.list_buttons:
            button.setVisible(True)
        may = self.desk.person.may(Permission.AGREEMENT_SIGN)
        for key in ("Ctrl+Enter", "Ctrl+T", "Ctrl+R", "Ctrl+PgUp", "Ctrl+PgDown"):
            self.actions_by_key[key].setEnabled(editor)
        for key in ("Ctrl+P", "Ctrl+S", "Ctrl+D"):
            self.actions_by_key[key].setEnabled(not editor)
        self.actions_by_key["Ctrl+N"].setEnabled(may and not editor)
        self.actions_by_key["Ctrl+D"].setEnabled(not editor and self.desk.person.may(Permission.MAKER_EDIT))
        self.home_field = self.editor.deals.form.scope if editor else self.list

    # -- a new version ---------------------------------------------------------

    def _new(self) -> None:
        """Begin with the last version; its id is minted now, so that signing twice signs once."""
        if self.opened is None:
            return
        self._document_id = self.desk.shop.minter.next()
        self._turn(editor=True)
        self.editor.show_draft(self.opened, self.opened.draft())
        self.show_title(_("Perjanjian Baru"))
        words = _("{name} · yang sudah dititipkan tetap memakai perjanjian lamanya")
        self.show_words(words.format(name=self.opened.maker.full))
        self._judge()
        self.home()

    def _page_shown(self, name: str) -> None:
        """Deals are added and taken out on their own page only."""
        there = self.stack.currentIndex() == 1 and name == "deals"
        for key in ("Ctrl+T", "Ctrl+R"):
            self.actions_by_key[key].setEnabled(there)
        for button in self.edit_buttons[:2]:
            button.setVisible(there)

    def _judge(self) -> None:
        wrong = self.editor.wrong
        self.sign_button.set_reason(_("Masih ada yang salah") if wrong else "")

    def _sign(self) -> None:
        draft = self.editor.draft
        if draft is None:
            return
        if self.editor.wrong:
            self.editor.show_fault(self.editor.wrong[0])
            self.shell.sounds.play(Sound.REFUSED)
            return
        write = partial(agreement_desks.sign, self.desk.shop, self.desk.person, draft, self._document_id)
        self.shell.deeds.write(
            self, write, done=self._signed, failed=self._refused, button=self.sign_button, once="sign",
            changed={"agreements", "makers"},
        )  # fmt: skip

    def _signed(self, opened: Opened) -> None:
        self._turn(editor=False)
        self._show(opened)
        number = opened.versions[-1].number
        self.list.choose(0)
        self.shell.sounds.play(Sound.SAVED)
        words = _("{number} tersimpan. Cetak dua lembar, lalu kedua pihak tanda tangan.").format(number=number)
        self.say(Notice(words, "ok", "Ctrl+P", _("Cetak")))
        self.home()

    def _refused(self, error: ShopError) -> bool:
        return isinstance(error, Refused) and self.editor.point_at(error)

    def scanned(self, code: str) -> None:
        """In the editor a scan begins a deal for that good; elsewhere it is none of this screen's."""
        if self.stack.currentIndex() == 0 or self.opened is None:
            super().scanned(code)
            return
        read = partial(agreement_desks.scanned, self.desk.shop, self.opened, code)
        self.shell.deeds.read(self, read, done=self._scanned, latest="scan")

    def _scanned(self, found: tuple[Opened, int]) -> None:
        self.opened, product_id = found
        self.editor.add_good(self.opened, product_id)
        self.shell.sounds.play(Sound.FOUND)

    def _leave(self) -> None:
        if self.stack.currentIndex() == 0:
            self.shell.back()
        elif self.editor.changed_since and not self._sure:
            self._sure = True
            self.say(
                Notice(_("Perjanjian belum ditandatangani. Esc sekali lagi membuangnya."), "warn", "Esc", _("Buang"))
            )
        else:
            self._turn(editor=False)
            self.refresh()
            self.home()

    # -- what becomes of it, and its papers ------------------------------------

    def _mark(self, what: object, why: str) -> None:
        chosen = self.chosen
        if chosen is None or not isinstance(what, Mark):
            return
        document_id = self.desk.shop.minter.next()
        write = partial(agreement_desks.mark, self.desk.shop, self.desk.person, chosen, what, why, document_id)
        self.shell.deeds.write(self, write, done=self._marked, once="mark", changed={"agreements", "makers"})

    def _marked(self, opened: Opened) -> None:
        self._show(opened)
        self.shell.sounds.play(Sound.SAVED)
        self.say(Notice(_("Tersimpan."), "ok"))

    def _maker(self) -> None:
        self.shell.go("maker-editor", maker_id=self._maker_id)

    def _print_page(self) -> None:
        opened, chosen = self.opened, self.chosen
        if opened is None or chosen is None:
            return
        name = _("perjanjian-{number}").format(number=chosen.number)
        text, _kind = QFileDialog.getSaveFileName(self, _("Simpan sebagai"), f"{name}.pdf", _("PDF (*.pdf)"))
        if not text:
            return
        path = Path(text)
        path = path if path.suffix else path.with_name(path.name + ".pdf")
        self.shell.deeds.write(
            self,
            partial(agreement_desks.save_pdf, self.desk.shop, opened.paper(chosen), path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.page_button,
            once="agreement-pdf",
        )

    def _print_slip(self) -> None:
        opened, chosen = self.opened, self.chosen
        if opened is None or chosen is None:
            return
        write = partial(agreement_desks.print_slip, self.desk.shop, opened.paper(chosen), self.desk.printer)
        self.shell.deeds.write(self, write, done=self._printed, button=self.slip_button, once="slip")

    def _printed(self, _copy: object) -> None:
        self.desk.call_printer()
        self.say(Notice(_("Dua lembar dikirim ke printer: untuk toko dan untuk penitip."), "ok"))


def unwritten() -> list[tuple[str, bool, str]]:
    """What holds while nothing is written down."""
    said = agreement_words.clauses((), UNWRITTEN, deal_words.Names())
    lines = [(_("Belum tertulis; sementara ini berlaku kebiasaan toko:"), True, "warn")]
    for clause in said:
        lines.append((clause.title, True, "ink"))
        lines += [(each, False, "ink2") for each in clause.sentences]
    return lines
