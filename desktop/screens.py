"""What every screen is: its deeds on their keys, its coming and going, what it says.

A screen makes its `Action`s with `act` (any key) and `law` (function keys); Enter sets off
its primary deed and Esc goes one safe step back, after fields and buttons had their turn.
A key without meaning here does nothing, and is heard to do nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop import keys, notices
from desktop.keys import Action
from desktop.notices import Notice, NoticeStrip
from desktop.sounds import Sound
from koperasi.errors import ShopError

if TYPE_CHECKING:
    from desktop.shells import Shell


class Screen(QWidget):
    """One screen of the program.

    Set `home_field` to the widget that has the focus by rights, and put `notice` into the
    layout where the screen says what was refused.  `interested` names the kinds of change
    after which `refresh` is called (at once when seen, else on the next `enter`).
    """

    title = ""
    interested: frozenset[str] = frozenset()
    #: It is laid over the present screen, which stays as it is (help).
    overlay = False
    #: Nothing may be laid over it (the lock).
    secret = False
    #: Keys that are no action's, for the help: `("4*", N_("sebelum scan: empat buah"))`.
    more_keys: tuple[tuple[str, str], ...] = ()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.home_field: QWidget | None = None
        self.notice = NoticeStrip()
        self.actions_by_key: dict[str, Action] = {}
        self._stale = False
        self.setProperty("role", "screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        shell.deeds.news.connect(self._hear)

    # -- keys ------------------------------------------------------------------

    def act(self, key: str, words: str, deed: Callable[[], object], *, icon_name: str = "") -> Action:
        """A deed of this screen on a key ("" for none); `Enter` makes it the primary one."""
        return self._register(Action(self, words, key, deed, icon_name=icon_name))

    def law(self, key: str, deed: Callable[[], object]) -> Action:
        """A function key, with the words it has everywhere."""
        return self._register(keys.by_law(self, key, deed))

    def _register(self, action: Action) -> Action:
        self.addAction(action)
        if action.key:
            self.actions_by_key[action.key] = action
        return action

    @property
    def function_keys(self) -> dict[str, Action]:
        """For the function strip."""
        return {key: action for key, action in self.actions_by_key.items() if key in keys.LAW}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat():
            self.do_primary()
        elif event.key() == Qt.Key.Key_Escape and plain:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def do_primary(self) -> None:
        """What Enter does; a dead primary is heard."""
        primary = self.actions_by_key.get("Enter")
        if primary is not None and primary.isEnabled():
            primary.trigger()
        elif primary is not None:
            self.shell.sounds.play(Sound.REFUSED)

    def step_back(self) -> None:
        """What Esc does: first the notice goes, then the screen's own Esc, else the screen before."""
        own = self.actions_by_key.get("Esc")
        if self.notice.notice is not None:
            self.hush()
        elif own is not None:
            if own.isEnabled():
                own.trigger()
        else:
            self.shell.back()

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """The screen is shown; `what` was given to `Shell.go`."""

    def leave(self) -> None:
        """Another screen is shown instead."""

    def refresh(self) -> None:
        """Something shown here has changed; read it again."""

    def home(self) -> None:
        """Give the focus back to where the next scan or key goes."""
        if self.home_field is not None and self.isVisible():
            self.home_field.setFocus()

    def scanned(self, code: str) -> None:
        """A barcode came while this screen was shown; by default it is refused, audibly."""
        self.shell.sounds.play(Sound.REFUSED)

    def arrive(self, what: dict[str, object]) -> None:
        """Called by the shell: enter, catch up with what changed, and take the focus."""
        self.hush()
        self.enter(**what)
        if self._stale:
            self._stale = False
            self.refresh()
        self.home()

    def _hear(self, changed: frozenset[str]) -> None:
        if changed & self.interested:
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    # -- what is said ----------------------------------------------------------

    def tell(self, error: ShopError) -> None:
        """Show an error once, on the strip, and let it be heard."""
        self.say(notices.of_error(error))
        self.shell.sounds.play(Sound.REFUSED)

    def say(self, notice: Notice) -> None:
        self.notice.show_notice(notice)

    def hush(self) -> None:
        if self.notice.notice is not None:
            self.notice.show_notice(None)
