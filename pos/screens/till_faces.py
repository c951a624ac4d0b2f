"""The face of the till: its widgets, where they stand, and how a value is drawn on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import layouts, theme
from desktop.boards import TOTAL_STEPS, Board
from desktop.buttons import KeyButton
from desktop.cards import LastItemCard, MemberCard
from desktop.fields import Field, ScanField
from desktop.kawung import Mark
from desktop.keys import Action
from desktop.letterpads import LetterPad
from desktop.lines import LineList
from desktop.strips import FunctionBar
from desktop.theme import Size
from koperasi.branches import Branch
from koperasi.text import _
from pos.counter import Hit
from pos.screens import wordings
from pos.screens.asking import AskPage
from pos.screens.edit_pages import EditPage, LineKeys
from pos.screens.finding import FindPage, GoodCard
from pos.screens.member_pages import MemberPage
from pos.screens.reason_pages import ReasonPage
from pos.screens.scan_sides import ScanSide
from pos.till import Till

if TYPE_CHECKING:
    from pos.screens.till_keys import TillActions

RIGHT, NARROW_RIGHT = 424, 336
NARROW_BELOW = 1_200
#: Below these heights (without the status bar) the last item and then the SHU line give way.
LOW, LOWER = 700, 640


class Page(Enum):
    """What stands in place of the lines."""

    LINES = "lines"
    FOUND = "found"
    MEMBERS = "members"
    PRICE = "price"
    EDIT = "edit"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the shop the till's words need."""

    branch: Branch
    today: date
    surplus_bps: int


class TillFace(QWidget):
    """Scan box and lines at the left, board and cards at the right, keys below."""

    def __init__(
        self,
        notice: QWidget,
        keys: TillActions,
        function_keys: dict[str, Action],
    ) -> None:
        super().__init__()
        self.page = Page.LINES
        self._narrow: bool | None = None
        self._drawn: Till | None = None
        self.scan = ScanField(name=_("Kotak scan"))
        self.lines, self.found, self.members = LineList(), FindPage(), MemberPage(keys.detach, keys.account)
        self.asking, self.why = AskPage(), ReasonPage()
        self.editing = EditPage(keys.edits, (keys.less, keys.more, keys.unit, keys.remove), keys.void)
        self.line_keys = LineKeys(keys.edit, keys.repeat, keys.remove, keys.void)
        self.board = Board(wordings.board(None))
        self.last, self.member, self.good = LastItemCard(), MemberCard(), GoodCard()
        self.pay = KeyButton(keys.primary, role="primary", tall="88", size=Size.PAY)
        self.take = KeyButton(keys.primary, role="primary", tall="72", size=Size.NAME)
        self.close_button = KeyButton(keys.close, tall="56")
        self._primary = keys.primary
        self.letters = LetterPad(self.scan)
        self.side = ScanSide(keys.favourites, keys.held, self.letters)
        self._lay_out(notice, function_keys)
        self.turn_to(Page.LINES)

    def _lay_out(self, notice: QWidget, function_keys: dict[str, Action]) -> None:
        self._pages = QStackedWidget()
        lines = layouts.column(self.lines, self.line_keys, gap=8)
        lines.setStretch(0, 1)
        self._lines_page = layouts.held(lines)
        for page in (self._lines_page, self.found, self.members, self.asking, self.editing, self.why):
            self._pages.addWidget(page)
        top = layouts.row(Mark(56), self.scan, self.side, self.close_button)
        top.setStretch(1, 1)
        # The pages that need letters are lists: they may be low while the letters stand below.
        self.letters.shown_changed.connect(self._make_room)
        left = layouts.column(top, notice, self._pages, self.letters)
        left.setStretch(2, 1)
        self._beside = QStackedWidget()
        for parts, grows in (((self.last, self.member, self.pay), 1), ((self.good, self.take), 0)):
            column = layouts.column(*parts)
            column.setStretch(grows, 1)
            self._beside.addWidget(layouts.held(column))
        right = layouts.column(self.board, self._beside)
        right.setStretch(1, 1)
        self._right = layouts.held(right)
        body: QHBoxLayout = layouts.row(left, self._right, margins=(12, 12, 12, 8))
        body.setStretch(0, 1)
        strip = layouts.row(FunctionBar(function_keys), margins=(12, 0, 12, 0))
        whole: QVBoxLayout = layouts.column(body, strip, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _make_room(self, letters: bool) -> None:
        self._pages.setMinimumHeight(theme.px(150) if letters else 0)
        self.asking.pad.setVisible(not letters)

    # -- pages -----------------------------------------------------------------

    def turn_to(self, page: Page) -> None:
        """Show a page in place of the lines, with what belongs beside it."""
        self.page = page
        shown: dict[Page, QWidget] = {
            Page.LINES: self._lines_page,
            Page.FOUND: self.found,
            Page.MEMBERS: self.members,
            Page.EDIT: self.editing,
            Page.REASON: self.why,
        }
        self._pages.setCurrentWidget(shown.get(page, self.asking))
        finding = page is Page.FOUND
        self._beside.setCurrentIndex(int(finding))
        # What goes, goes first: for a moment too many buttons would make the window wider.
        if page is Page.LINES:
            self.close_button.hide()
        letters = page in (Page.FOUND, Page.MEMBERS, Page.REASON)
        self.side.turn_to(selling=page is Page.LINES, letters=letters)
        self.close_button.setVisible(page is not Page.LINES)
        self.scan.set_searching(page in (Page.FOUND, Page.MEMBERS))
        if not finding:
            self.scan.show_found("")
        self._fit_board()
        self._fit_height()
        words = {
            Page.MEMBERS: _("Pasang Anggota"),
            Page.PRICE: _("Pakai Harga"),
            Page.EDIT: _("Pakai"),
            Page.REASON: _("Pakai Alasan"),
        }
        self.letters.target = {Page.REASON: self.why.field, Page.PRICE: self.asking.note}.get(page, self.scan)
        self._primary.setText(words.get(page, _("Bayar")))

    def ask(self, till: Till) -> Field:
        """Ask what the goods that wait still lack; returns the field for the focus."""
        field = self.asking.ask(till)
        self.side.turn_to(selling=False, letters=self.asking.wants_note)
        self._primary.setText(_("Simpan") if self.asking.wants_note else _("Pakai Harga"))
        return field

    def placeholder(self) -> str:
        if self.page is Page.MEMBERS:
            return _("Nomor, nama, atau nomor HP anggota")
        if self._narrow:
            return _("Scan, ketik nama, atau 4*")
        return _("Scan barcode, ketik nama, atau 4* untuk qty")

    # -- drawing ---------------------------------------------------------------

    def draw(self, till: Till, around: Surroundings, owes_since: date | None) -> None:
        """Show a value; what has not changed is not painted again."""
        before, self._drawn = self._drawn, till
        self.scan.setPlaceholderText(self.placeholder())
        self.close_button.setVisible(self.page is not Page.LINES or bool(till.unknown))
        if before is None or before.cart != till.cart or before.chosen != till.chosen:
            rows = wordings.lines(till.cart, around.branch)
            keys = [row.key for row in till.cart.rows]
            chosen = keys.index(till.line.key) if till.line is not None else -1
            self.lines.show_lines(rows, chosen=chosen, hint=wordings.hint(till))
        text = wordings.board(till)
        self.board.show_text(text if self.page is not Page.FOUND else wordings.bare_board(text))
        if before is None or before.last != till.last or before.cart != till.cart:
            self.last.show_item(wordings.last_item(till, bool(self._narrow)))
        if self.page is Page.LINES:
            self._primary.setText(_("Kembalikan Uang") if till.refunds else _("Bayar"))
        card = till.cart.member
        self.members.show_attached(card)
        self.member.show_member(
            wordings.member(card, owes_since, around.today, around.surplus_bps) if card is not None else None
        )

    def draw_found(self, till: Till, hit: Hit | None, count: int | None, words: str) -> None:
        """The chosen good beside the list, how many were found, and what Enter will add."""
        self.good.show_good(hit, till.cart)
        if self.page is Page.FOUND:
            self.scan.show_found("" if count is None else _("{count} barang").format(count=count))
            self._primary.setText(words)

    # -- sizes -----------------------------------------------------------------

    def fit(self) -> None:
        """Narrow below 1200; in a low window the last item goes first, then the SHU line."""
        narrow = self.width() < theme.px(NARROW_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._right.setFixedWidth(theme.px(NARROW_RIGHT if narrow else RIGHT))
            self._fit_board()
            self.scan.setPlaceholderText(self.placeholder())
        self._fit_height()

    def _fit_height(self) -> None:
        self.last.setVisible(self.height() >= theme.px(LOW))
        self.member.set_low(self.height() < theme.px(LOWER))

    def _fit_board(self) -> None:
        if self.page is Page.FOUND:
            self.board.set_steps((Size.SECOND, 40), Size.TITLE, 118)
        elif self._narrow:
            self.board.set_steps((Size.NARROW_TOTAL, 60, 48), 30, 190)
        else:
            self.board.set_steps(TOTAL_STEPS, Size.RP, 194)
