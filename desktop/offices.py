"""The office: the screens of those who keep the shop, with the rail at their left.

A `Place` of the rail (Barang, Stok, Belanja, Laporan) shows a board of its entries; each
entry is a screen of its own.  Which there are is the composition root's to say
(`pos/screens/office.py`); every office screen finds them at its shell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.frames import NARROW_BELOW
from desktop.keys import Action
from desktop.letterpads import LetterPad
from desktop.rails import Rail
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import ElidedLabel
from desktop.theme import Size
from koperasi.documents import Kind
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor


class Desk(Protocol):
    """Who works here, in which shop: what an office screen is given."""

    @property
    def shop(self) -> Shop: ...
    @property
    def actor(self) -> Actor | None: ...
    @property
    def person(self) -> Actor: ...
    #: The name of this PC's print queue, "" for none, and how its worker is woken after a commit.
    @property
    def printer(self) -> str: ...
    @property
    def call_printer(self) -> Callable[[], None]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail: its screen, key, words, icon; shown to those who may any of its entries."""

    screen: str
    key: str
    words: str
    icon: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen of a place: its key on the place's board, words, a small note, icon, and the right it needs.

    `module` and `kind` name the class, made as `kind(shell, desk)` when it is first gone to.
    """

    place: str
    screen: str
    key: str
    words: str
    note: str
    icon: str
    permission: Permission
    module: str
    kind: str


class Office:
    """All places and entries of one window, and the way back to the counter."""

    def __init__(
        self,
        desk: Desk,
        places: tuple[Place, ...],
        entries: tuple[Entry, ...],
        to_counter: Callable[[], object],
        documents: Mapping[Kind, str] = MappingProxyType({}),
        printed: frozenset[Kind] = frozenset(),
    ) -> None:
        self.desk, self.places, self.entries, self.to_counter = desk, places, entries, to_counter
        #: The screens that show a paper of a kind; any other is shown by `document`.
        self.documents = documents
        #: The kinds of papers that the screen `preview` shows as they are printed.
        self.printed = printed

    def entries_of(self, place: str) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.place == place)

    def may(self, place: str) -> bool:
        """Whether who is signed in has anything to do at a place."""
        actor = self.desk.actor
        return actor is not None and any(actor.may(each.permission) for each in self.entries_of(place))

    def open_document(self, shell: Shell, kind: Kind, document_id: int) -> None:
        """Show a paper in the screen of its kind; lower rooms never ask which that is."""
        shell.go(self.documents.get(kind, "document"), document_id=document_id)

    def preview(self, shell: Shell, document_id: int) -> None:
        """Show a paper as it is printed; from there it is printed again, kept or sent."""
        shell.go("preview", document_id=document_id)

    def first(self) -> str:
        """The place that whoever is signed in comes to, "" for none."""
        return next((each.screen for each in self.places if self.may(each.screen)), "")


class LetterCard(Card):
    """Letters and digits that lie over a screen and write into its field with the focus."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__(pad=(12, 12), parent=screen)
        self.over = screen
        self.pad = LetterPad()
        self.body.addWidget(self.pad)
        enter = KeyButton("Enter", role="chosen")
        enter.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        enter.clicked.connect(self._enter)
        self.body.addWidget(enter)
        self.hide()

    def _enter(self) -> None:
        """As the key of that name: what it leads to is seen, so the letters go."""
        self.hide()
        field = QApplication.focusWidget()
        if field is not None and self.over.isAncestorOf(field):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
                QApplication.sendEvent(field, key)

    def show_beside(self, field: QWidget | None, left: int) -> None:
        """At the foot of the screen, or at its head where they would lie over the field."""
        screen = self.over
        self.pad.show_pad(True)
        self.adjustSize()
        margin = theme.px(12)
        wide, high = min(screen.width() - left - 2 * margin, theme.px(920)), self.sizeHint().height()
        top = screen.height() - high - margin
        if field is not None and screen.isAncestorOf(field):
            below = field.mapTo(screen, field.rect().bottomLeft()).y()
            top = margin if below > top else top
        self.setGeometry(left + (screen.width() - left - wide) // 2, top, wide, high)
        self.show()
        self.raise_()


class OfficeScreen(Screen):
    """A screen with the rail: subclasses set `place` and `title`, and lay `self.body` out.

    `working` screens, and every screen in a narrow window, have the narrow rail.  Deeds at
    the right of the title go into `self.head_right`.  `self.notice` stands under the body.
    """

    place = ""
    working = True

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell)
        self.office, self.desk = office, office.desk
        self.home_place = self.place
        self.setAccessibleName(_(self.title))
        # Title and words end in dots rather than make the window wider.
        self._title = ElidedLabel(_(self.title), Size.TITLE, bold=True, least=Size.LEAD)
        self._words = ElidedLabel("", Size.BODY, tone="ink2")
        self.head_right = QHBoxLayout()
        self.head_right.setSpacing(theme.px(8))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(12))
        self._rail_places = self._places()
        self._lay_out()

    def _places(self) -> list[tuple[Action, str]]:
        till = self.act("Alt+2", _("Kasir"), self.office.to_counter, icon_name="scan")
        found: list[tuple[Action, str]] = [(till, "scan")]
        for place in self.office.places:
            action = self.act(place.key, _(place.words), self._going(place.screen), icon_name=place.icon)
            found.append((action, place.icon))
        return sorted(found, key=lambda each: each[0].key)

    def _going(self, screen: str) -> Callable[[], None]:
        return lambda: self.shell.go(screen, fresh=True)

    def _lay_out(self) -> None:
        lock = self.act("", _("Kunci"), self.shell.lock_asked.emit, icon_name="lock")
        letters = self.act("", _("Huruf"), self._turn_letters, icon_name="keyboard")
        self.letters: LetterCard | None = None
        foot = [(letters, "keyboard"), (lock, "lock")]
        self.rails = tuple(Rail(self._rail_places, foot, wide=wide) for wide in (False, True))
        names = QVBoxLayout()
        names.setSpacing(0)
        for label, high in ((self._title, 34), (self._words, 22)):
            label.setFixedHeight(theme.px(high))
            names.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(theme.px(16))
        head.addLayout(names, 1)
        head.addLayout(self.head_right)
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(12))
        column.setSpacing(theme.px(12))
        column.addLayout(head)
        column.addLayout(self.body, 1)
        column.addWidget(self.notice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for rail in self.rails:
            row.addWidget(rail)
        row.addLayout(column, 1)
        self._show_rail(self.width())

    def show_words(self, words: str) -> None:
        """The line under the title."""
        self._words.show_words(words)

    def show_title(self, title: str) -> None:
        self._title.show_words(title)
        self.setAccessibleName(title)

    def _show_rail(self, width: int) -> None:
        wide = not self.working and width >= theme.px(NARROW_BELOW)
        self.rails[0].setVisible(not wide)
        self.rails[1].setVisible(wide)

    def _turn_letters(self) -> None:
        """Letters for fingers over the screen, and away again; they are made when first asked for."""
        if self.letters is None:
            self.letters = LetterCard(self)
        if self.letters.isHidden():
            self.letters.show_beside(QApplication.focusWidget(), self.rails[0].width())
        else:
            self.letters.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        if self.letters is not None:
            self.letters.hide()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.letters is not None:
            self.letters.hide()
        self._show_rail(event.size().width())
        super().resizeEvent(event)

    def arrive(self, what: dict[str, object]) -> None:
        """Which places who is signed in may go to is asked each time the screen is shown."""
        for place in self.office.places:
            self.actions_by_key[place.key].setVisible(self.office.may(place.screen))
        chosen = next((each.key for each in self.office.places if each.screen == self.home_place), "")
        for rail in self.rails:
            rail.show_chosen(chosen)
        super().arrive(what)


class PlaceScreen(OfficeScreen):
    """A place's board of entries, each on its key; Esc goes back to the counter."""

    working = False

    def __init__(self, shell: Shell, office: Office, place: Place) -> None:
        self.place, self.title = place.screen, place.words
        super().__init__(shell, office)
        self.act("Esc", _("Ke kasir"), office.to_counter, icon_name="back")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(16))
        self.buttons: list[tuple[Entry, KeyButton]] = []
        self._shown: list[KeyButton] = []
        for entry in office.entries_of(place.screen):
            action = self.act(entry.key, _(entry.words), self._opening(entry.screen), icon_name=entry.icon)
            button = KeyButton(action, tall="88", size=Size.LEAD, note=_(entry.note))
            button.setParent(self)
            # The board gives each its width: the longest words must not make the window wider.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.buttons.append((entry, button))
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def _opening(self, screen: str) -> Callable[[], None]:
        return lambda: self.shell.go(screen)

    def enter(self, **what: object) -> None:
        actor = self.desk.actor
        self.show_words(actor.name if actor is not None else "")
        shown = [each for each in self.buttons if actor is not None and actor.may(each[0].permission)]
        for entry, button in self.buttons:
            there = any(entry is each for each, _button in shown)
            button.setVisible(there)
            self.actions_by_key[entry.key].setEnabled(there)
        self.home_field = shown[0][1] if shown else None
        self._shown = [button for _entry, button in shown]
        self._place(self.width())

    def _place(self, width: int) -> None:
        """Three beside each other, two in a narrow window."""
        across = 3 if width >= theme.px(NARROW_BELOW) else 2
        # Two beside each other are more rows: they stand closer, so that a notice has room under them.
        self._grid.setSpacing(theme.px(16 if across == 3 else 8))
        for _entry, button in self.buttons:
            self._grid.removeWidget(button)
        for n, button in enumerate(self._shown):
            self._grid.addWidget(button, *divmod(n, across))
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())


def furnish(shell: Shell, office: Office, made: Callable[[Entry], Screen]) -> None:
    """Add every place and entry to the window; each screen is made when it is first gone to.

    A place has a board of its entries, unless one of them bears the place's own name.
    """
    own = {entry.screen for entry in office.entries}
    for place in office.places:
        if place.screen not in own:
            shell.add_later(place.screen, partial(PlaceScreen, shell, office, place))
    for entry in office.entries:
        shell.add_later(entry.screen, partial(made, entry))
