"""The editor of a new version: its pages at the left, what its paper will say at the right, as it is typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from consignment import agreement_papers
from consignment.agreement_checks import Fault
from consignment.agreement_desks import AgreementDraft, Opened
from consignment.agreement_papers import AgreementPaper
from consignment.agreements import AgreedRule
from consignment.screens.condition_parts import LastingPage, LossPage, PaymentPage, ShelfPage
from consignment.screens.deal_parts import DealPage
from consignment.terms import Deal, Terms
from desktop import layouts, theme
from desktop.cards import Card
from desktop.fields import Field
from desktop.pickers import Segments
from desktop.scrolls import Scroll
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import BadInput, Refused
from koperasi.money import NO_BREAK_SPACE
from koperasi.text import N_, _

PAGES = (
    ("deals", N_("Bagi harga")),
    ("shelf", N_("Harga & rak")),
    ("losses", N_("Risiko")),
    ("payment", N_("Bayar")),
    ("lasting", N_("Berlaku")),
)
#: The clause that a page is about: its place on the paper, from the end where it is below zero.
CLAUSES = {"deals": 0, "shelf": 1, "losses": 2, "payment": 3, "lasting": -1}
_OF_PAGE = {"goods": "deals", "rate": "deals", "liabilities": "losses"}

#: Wide and narrow: what will be printed.
SAID_WIDTHS = (480, 304)
Page = DealPage | ShelfPage | LossPage | PaymentPage | LastingPage


class Words(QWidget):
    """An agreement clause by clause, as it will be printed."""

    def __init__(self) -> None:
        super().__init__()
        self._column = layouts.column(gap=4)
        self._labels: list[Label] = []
        self._headings: list[Label] = []
        self.setLayout(layouts.column(self._column, 1))
        self.told = ""

    def show_paper(self, paper: AgreementPaper, warnings: list[str], wrong: list[Fault]) -> None:
        """What it says; before it what is wrong, and what should be seen."""
        lines: list[tuple[str, bool, str]] = [(f"{each.words} {each.remedy}".strip(), True, "refuse") for each in wrong]
        lines += [(each, False, "warn") for each in warnings]
        if not wrong:
            for number, (about, sentences) in enumerate(agreement_papers.told(paper), start=1):
                lines.append((f"{number}. {about}", True, "ink"))
                lines += [(each, False, "ink2") for each in sentences]
        self.show_lines(lines)

    def show_lines(self, lines: list[tuple[str, bool, str]]) -> None:
        """Labels are made once and written anew: typing must not make a hundred widgets a key."""
        self.told = "\n".join(words for words, _bold, _tone in lines)
        while len(self._labels) < len(lines):
            label = Label("", Size.BODY, wrap=True)
            self._labels.append(label)
            self._column.addWidget(label)
        for label, (words, bold, tone) in zip(self._labels, lines, strict=False):
            label.setText(words.replace("Rp ", f"Rp{NO_BREAK_SPACE}"))
            # The tone first: a style that is put on anew brings the font of before back.
            label.set_tone(tone)
            label.setFont(theme.font(Size.BODY, bold))
            label.setVisible(True)
        for label in self._labels[len(lines) :]:
            label.setVisible(False)
        self._headings = [label for label, line in zip(self._labels, lines, strict=False) if line[2] == "ink"]

    def heading(self, place: int) -> Label | None:
        """The title of a clause by its place; None while there is none."""
        found = self._headings[place:] or self._headings
        return found[0] if found else None


class AgreementEditor(QWidget):
    """A draft being written.

    Signals:
    changed(): something was typed or picked; `draft` says it anew.
    page_shown(str): another page is before the person.
    """

    changed = Signal()
    page_shown = Signal(str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.opened: Opened | None = None
        self._before: AgreementDraft | None = None
        self.draft: AgreementDraft | None = None
        self.wrong: list[Fault] = []
        self.deals, self.shelf, self.losses = DealPage(), ShelfPage(), LossPage()
        self.payment, self.lasting = PaymentPage(), LastingPage(today)
        made: tuple[Page, ...] = (self.deals, self.shelf, self.losses, self.payment, self.lasting)
        self.pages = dict(zip((name for name, _words in PAGES), made, strict=True))
        self.stack = QStackedWidget()
        for page in self.pages.values():
            page.changed.connect(self._edited)
            self.stack.addWidget(Scroll(page))
        self.tabs = Segments([(name, _(words)) for name, words in PAGES], name=_("Bagian perjanjian"))
        self.tabs.picked.connect(lambda name: self.show_page(str(name)))
        self.words = Words()
        said = Card(pad=(16, 12), gap=6)
        said.setFixedWidth(theme.px(SAID_WIDTHS[True]))
        said.body.addWidget(Label(_("Yang akan dicetak"), Size.MINI, tone="ink2"))
        self.said_scroll = Scroll(self.words)
        said.body.addWidget(self.said_scroll, 1)
        self.said = said
        row = layouts.row(layouts.column(self.tabs, self.stack, gap=10), said, gap=16)
        self.setLayout(row)
        self.show_page("deals")

    def set_narrow(self, narrow: bool) -> None:
        """Less room for what will be printed in a narrow window."""
        self.said.setFixedWidth(theme.px(SAID_WIDTHS[narrow]))

    def show_page(self, name: str) -> None:
        self.tabs.choose(name)
        held = QApplication.focusWidget()
        inside = held is not None and self.stack.isAncestorOf(held)
        turned = self.page != name
        self.stack.setCurrentIndex(list(self.pages).index(name))
        if inside and turned:
            self.first_of(name).setFocus()
        self._reveal()
        self.page_shown.emit(name)

    def _reveal(self) -> None:
        """Bring the clause that this page is about into sight."""
        label = self.words.heading(CLAUSES[self.page])
        if label is not None:
            self.said_scroll.verticalScrollBar().setValue(label.y())

    def first_of(self, name: str) -> QWidget:
        """Where the hand begins on a page."""
        firsts: dict[str, QWidget] = {
            "deals": self.deals.form.scope,
            "shelf": self.shelf.shelf,
            "losses": next(iter(next(iter(self.losses.rows.values())).buttons.values())),
            "payment": self.payment.cycle,
            "lasting": self.lasting.starts_on,
        }
        return firsts[name]

    @property
    def page(self) -> str:
        return list(self.pages)[self.stack.currentIndex()]

    def turn(self, by: int) -> None:
        """The page before or behind this one."""
        names = list(self.pages)
        self.show_page(names[(names.index(self.page) + by) % len(names)])

    def show_draft(self, opened: Opened, draft: AgreementDraft) -> None:
        """Begin with a draft; everything that is typed from now on is its change."""
        self.opened, self.draft, self._before = opened, draft, draft
        self.deals.show_rules(draft.rules, opened.names)
        for page in (self.shelf, self.losses, self.payment):
            page.show_conditions(draft.conditions)
        self.lasting.show_lasting(draft.starts_on, draft.ends_on, draft.signed_by, draft.note)
        self.show_page("deals")
        self._judge()

    def show_opened(self, opened: Opened) -> None:
        """Goods are known that were not: one was scanned."""
        self.opened = opened
        self.deals.show_names(opened.names)

    @property
    def changed_since(self) -> bool:
        return self.draft != self._before

    def add_deal(self) -> None:
        self.show_page("deals")
        self.deals.add()
        self.deals.form.scope.setFocus()

    def add_good(self, opened: Opened, product_id: int) -> None:
        """A deal for a scanned good, like the chosen one."""
        self.show_opened(opened)
        self.show_page("deals")
        if any(each.product_id == product_id for each in self.deals.rules):
            at = next(place for place, each in enumerate(self.deals.rules) if each.product_id == product_id)
            self.deals.list.choose(at)
            return
        self.deals.add(AgreedRule(Terms(Deal.COMMISSION, 1_000), product_id))

    # -- judging ---------------------------------------------------------------

    def _edited(self) -> None:
        if self.opened is None or self.draft is None:
            return
        for page in (self.shelf, self.losses, self.payment, self.lasting):
            for field in page.fields.values():
                field.clear_error()
        try:
            self.draft = self._read(self.draft)
        except BadInput as wrong:
            self.wrong = [Fault(wrong.field, wrong.message, wrong.remedy)]
            self._show_wrong(self.wrong)
        else:
            self._judge()
        self.changed.emit()

    def _read(self, before: AgreementDraft) -> AgreementDraft:
        if self.deals.fault is not None:
            raise self.deals.fault
        conditions = before.conditions
        for page in (self.shelf, self.losses, self.payment):
            conditions = page.conditions(conditions)
        starts_on = self.lasting.starts_on.day
        ends_on = self.lasting.end(starts_on)
        return AgreementDraft(
            before.maker_id, starts_on, tuple(self.deals.rules), conditions, ends_on,
            self.lasting.signed_by.text().strip(), self.lasting.note.text().strip(),
        )  # fmt: skip

    def _judge(self) -> None:
        if self.opened is None or self.draft is None:
            return
        self.wrong = self.opened.faults(self.draft)
        self.deals.show_faults(self.wrong)
        self._show_wrong(self.wrong)

    def _show_wrong(self, wrong: list[Fault]) -> None:
        if self.opened is None or self.draft is None:
            return
        for each in wrong:
            field = self.field_of(each.field) if not each.row else None
            if field is not None:
                field.show_error(f"{each.words} {each.remedy}".strip())
        self.words.show_paper(self.opened.drafted(self.draft), self.opened.warnings(self.draft), wrong)

    def field_of(self, name: str) -> Field | None:
        """The field that a fault or a refusal names; None where it is no field."""
        for page in (self.shelf, self.losses, self.payment, self.lasting):
            if name in page.fields:
                return page.fields[name]
        return self.deals.form.field_of(name)

    def point_at(self, refusal: Refused) -> bool:
        """Go to the field that was refused; whether there is one."""
        field = self.field_of(refusal.field)
        if field is None:
            return False
        for name, page in self.pages.items():
            if page.isAncestorOf(field):
                self.show_page(name)
        field.show_error(str(refusal))
        field.setFocus()
        return True

    def show_fault(self, fault: Fault) -> None:
        """Go to what is wrong: its page, its deal, its field."""
        self.show_page(self.where(fault))
        if fault.row:
            self.deals.list.choose(fault.row - 1)
        field = self.field_of(fault.field)
        if field is not None and not field.isHidden():
            field.setFocus()

    def where(self, fault: Fault) -> str:
        """The page that a fault is on."""
        if fault.row or fault.field in ("tiers", "goods"):
            return "deals"
        field = self.field_of(fault.field)
        names = [name for name, page in self.pages.items() if field is not None and page.isAncestorOf(field)]
        return names[0] if names else _OF_PAGE.get(fault.field, "deals")
