"""Any paper of the shop: its head, the goods it moved, what it did to the books.

Where a kind has a screen of its own (a sale's receipt), the office opens that one.  A stock
paper that was wrong is taken back from here, once, with a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel

from desktop import layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned, Field
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from inventory import document_queries, kits, own_uses, pictures, repackings, transfers, write_offs
from inventory.document_queries import Booked, MovedGood, Paper
from inventory.document_words import TITLES
from inventory.reports import REASONS
from inventory.reversals import ReversalCommand
from inventory.screens import stock_rows
from koperasi import uids
from koperasi.documents import Kind
from koperasi.money import MINUS
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _, clock, short_date
from koperasi.work import Actor

#: Papers that can be taken back here, by whom, and how.
REVERSALS: dict[Kind, tuple[Permission, Callable[..., None]]] = {
    Kind.STOCK_TRANSFER: (Permission.STOCK_MOVE, transfers.reverse),
    Kind.WRITE_OFF: (Permission.STOCK_WRITE_OFF, write_offs.reverse),
    Kind.OWN_USE: (Permission.STOCK_USE, own_uses.reverse),
    Kind.REPACKING: (Permission.STOCK_REPACK, repackings.reverse),
    Kind.KIT_ASSEMBLY: (Permission.STOCK_REPACK, kits.reverse),
}


def looked_up(shop: Shop, document_id: int) -> tuple[Paper, bytes]:
    """The paper, and its picture where it has one."""
    with shop.reading() as connection:
        paper = document_queries.paper(connection, document_id)
        picture = pictures.read(connection, paper.picture_id) if paper.picture_id is not None else b""
    return paper, picture


def taken_back(shop: Shop, person: Actor, paper: Paper, why: str) -> int:
    """Take a paper back; returns the id of the one that does."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    command = ReversalCommand(shop.minter.next(), uids.new_uid(now), paper.id, day, now, why)
    with shop.work(person, channel="office") as work:
        REVERSALS[paper.kind][1](work, command)
    return command.id


class DocumentScreen(OfficeScreen):
    """Shown by `shell.go("document", document_id=…)`."""

    place = "stock"
    title = N_("Dokumen")

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        # The screen itself has the keys: Enter opens the chosen row.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.home_field = self
        self.paper: Paper | None = None
        self.goods = RowList(_goods_columns(), row_height=44, name=_("Barang yang bergerak"))
        self.booked = RowList(_booked_columns(), row_height=40, name=_("Pembukuan"))
        self.goods.row_pressed.connect(self._open_card)
        self.facts = Card()
        self.pairs = {
            name: Pair(_(words), "")
            for name, words in (("by", N_("Dibuat oleh")), ("at", N_("Waktu")), ("party", N_("Dengan")))
        }
        for pair in self.pairs.values():
            self.facts.body.addWidget(pair)
        self.words = Label("", Size.BODY, wrap=True)
        self.picture = QLabel()
        self.why = Field(name=_("Mengapa dibatalkan"))
        self.why_box = Captioned(_("Mengapa dibatalkan"), self.why)
        self.why.submitted.connect(self._reverse)
        for part in (self.words, self.picture, self.why_box):
            self.facts.body.addWidget(part)
        self.facts.body.addStretch(1)
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.other_action = self.act("Ctrl+O", _("Dokumen terkait"), self._open_other, icon_name="document")
        self.reverse_action = self.act("Ctrl+B", _("Batalkan dokumen"), self._reverse, icon_name="undo")
        self.reverse_button = KeyButton(self.reverse_action)
        self.other_button = KeyButton(self.other_action)
        self.back_button = KeyButton(back, role="quiet")
        self.print_action = self.act("Ctrl+P", _("Lihat Cetakan"), self._preview, icon_name="printer")
        self.print_button = KeyButton(self.print_action)
        self.head_right.addLayout(layouts.row(self.print_button, self.other_button, self.reverse_button, gap=8))
        lists = layouts.column(
            Label(_("Barang"), Size.MINI, tone="ink2"),
            self.goods,
            Label(_("Pembukuan"), Size.MINI, tone="ink2"),
            self.booked,
            gap=6,
        )
        lists.setStretch(1, 3)
        lists.setStretch(3, 2)
        work = layouts.row(lists, self.facts, gap=16)
        work.setStretch(0, 1)
        self.body.addLayout(work, 1)
        self.body.addLayout(layouts.row(self.back_button, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.facts.setFixedWidth(theme.px(260 if narrow else 320))
        self.goods.set_widths(GOODS_NARROW if narrow else GOODS_WIDE)
        super().resizeEvent(event)

    def enter(self, **what: object) -> None:
        document_id = what.get("document_id")
        if isinstance(document_id, int):
            self._show(None, b"")
            self._look_up(document_id)

    def _look_up(self, document_id: int) -> None:
        read = partial(looked_up, self.desk.shop, document_id)
        self.shell.deeds.read(self, read, done=lambda found: self._show(*found), latest="document")

    def _show(self, paper: Paper | None, picture: bytes) -> None:
        self.paper = paper
        self.why.clear()
        self.why_box.setVisible(False)
        self.picture.setVisible(bool(picture))
        drawn = QPixmap()
        if picture and drawn.loadFromData(picture):
            side = theme.px(228)
            self.picture.setPixmap(
                drawn.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
        self.goods.show_rows([_good_row(each) for each in paper.goods] if paper else [])
        self.booked.show_rows([_booked_row(each) for each in paper.booked] if paper else [])
        self.goods.show_empty(_("Dokumen ini tidak menggerakkan barang.") if paper else _("Mencari…"), "box")
        self.booked.show_empty(_("Tidak ada yang dibukukan: nilai persediaan tetap.") if paper else "", "document")
        self._show_facts(paper)
        self._show_deeds(paper)

    def _show_facts(self, paper: Paper | None) -> None:
        if paper is None:
            self.show_title(_("Dokumen"))
            self.show_words("")
            self.words.setText("")
            return
        at = self.desk.shop.branch.local(paper.at)
        self.show_title(_(TITLES[paper.kind]))
        self.show_words(texts.joined((paper.number, short_date(paper.business_date), paper.branch)))
        by = (
            _("{by}, disetujui {other}").format(by=paper.by, other=paper.approved_by) if paper.approved_by else paper.by
        )
        self.pairs["by"].show_value(by)
        self.pairs["at"].show_value(f"{short_date(at.date())} {clock(at)}")
        self.pairs["party"].show_value(paper.party)
        self.pairs["party"].setVisible(bool(paper.party))
        self.words.setText("\n".join(_told(paper)))

    def _show_deeds(self, paper: Paper | None) -> None:
        actor = self.desk.actor
        other = (paper.reverses or paper.reversed_by) if paper else None
        self.other_action.setEnabled(other is not None)
        self.other_button.setVisible(other is not None)
        if other is not None:
            self.other_button.show_words(_("Buka {number}").format(number=other[1]))
        right = REVERSALS.get(paper.kind) if paper else None
        may = right is not None and other is None and actor is not None and actor.may(right[0])
        self.reverse_action.setEnabled(may)
        self.reverse_button.setVisible(may)
        printable = paper is not None and paper.kind in self.office.printed
        self.print_action.setEnabled(printable)
        self.print_button.setVisible(printable)

    # -- deeds -----------------------------------------------------------------

    def _open_card(self, place: int) -> None:
        if self.paper is not None:
            self.shell.go("stock-card", product_id=self.paper.goods[place].product_id)

    def _open_other(self) -> None:
        other = (self.paper.reverses or self.paper.reversed_by) if self.paper else None
        if other is not None:
            self._show(None, b"")
            self._look_up(other[0])

    def _preview(self) -> None:
        if self.paper is not None:
            self.office.preview(self.shell, self.paper.id)

    def _reverse(self) -> None:
        """First ask why; asked again with a reason, take it back."""
        paper, why = self.paper, self.why.text().strip()
        if paper is None or not self.reverse_action.isEnabled():
            return
        if not self.why_box.isVisible() or not why:
            self.why_box.setVisible(True)
            self.why.setFocus()
            if self.why.isVisible() and not why:
                self.say(Notice(_("Tulis mengapa, lalu tekan **Ctrl B** sekali lagi."), "warn"))
            return
        work = partial(taken_back, self.desk.shop, self.desk.person, paper, why)
        self.shell.deeds.write(self, work, done=self._reversed, button=self.reverse_button, changed={"stock", "goods"})

    def _reversed(self, document_id: int) -> None:
        self._look_up(document_id)
        self.say(Notice(_("Dibatalkan. Ini dokumen pembatalnya."), "ok"))
        self.home()

    def _leave(self) -> None:
        if self.why_box.isVisible():
            self.why_box.setVisible(False)
            self.home()
        else:
            self.shell.back()


def _told(paper: Paper) -> list[str]:
    """What else there is to say of a paper."""
    told = [*paper.remarks]
    if paper.reverses:
        told.append(_("Membatalkan {number}.").format(number=paper.reverses[1]))
    if paper.reversed_by:
        told.append(_("Sudah dibatalkan dengan {number}.").format(number=paper.reversed_by[1]))
    if paper.reference:
        told.append(_("Nomor asal: {reference}").format(reference=paper.reference))
    return told + [_("Perhatian: {flag}").format(flag=each) for each in paper.flags]


def _goods_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0),
        Column(_("Sebab"), 200),
        Column(_("Tempat"), 150),
        Column(_("Kedaluwarsa"), 116),
        Column(_("Gerak"), 90, texts.RIGHT),
        Column(_("Nilai"), 116, texts.RIGHT),
    ]


GOODS_WIDE = tuple(column.width for column in _goods_columns())
GOODS_NARROW = (0, -1, 110, -1, 84, 104)


def _booked_columns() -> list[Column]:
    return [
        Column(_("Akun"), 0),
        Column(_("Nama"), 170),
        Column(_("Masuk"), 130, texts.RIGHT),
        Column(_("Keluar"), 130, texts.RIGHT),
    ]


def _good_row(good: MovedGood) -> Row:
    keeps = short_date(good.expires_on) if good.expires_on else "–"
    cells = (
        Cell(good.name, bold=True, size=Size.BODY, small=good.unit.lower()),
        Cell(_(REASONS[good.reason]).capitalize(), tone="ink2", size=Size.BODY),
        Cell(good.place, tone="ink2", size=Size.BODY),
        Cell(keeps, tone="ink2", size=Size.BODY),
        Cell(stock_rows.signed(good.quantity), bold=True, size=Size.BODY),
        Cell(_("titipan") if good.owner else good.value.bare.replace("-", MINUS), size=Size.BODY),
    )
    return Row(cells, bar="titip" if good.owner else "", tip=good.owner)


def _booked_row(each: Booked) -> Row:
    into = each.amount.bare if each.amount.amount > 0 else ""
    out = (-each.amount).bare if each.amount.amount < 0 else ""
    account = Cell(each.account, size=Size.BODY, small=each.code)
    return Row(
        (account, Cell(each.party, tone="ink2", size=Size.BODY), Cell(into, size=Size.BODY), Cell(out, size=Size.BODY))
    )
