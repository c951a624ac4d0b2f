"""Two pairs of hands at one till: one that only presses keys, one that only touches what it sees.

What is told of a deed is both its key and the words on its button, so that one telling of a
day serves both.  Touches find buttons and rows by their accessible names, and only where
nothing lies over them.  Both may scan: a scanner is no keyboard.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.fields import Field
from desktop.letterpads import LetterPad
from desktop.lists import RowList
from desktop.numpads import Numpad
from tests.fronts import Front

LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)


class _Nobody:
    """Asks for deeds, and has no screen to show an answer on."""

    def tell(self, error: object) -> None:
        raise AssertionError(error)

    def home(self) -> None:
        """It has no field."""


@dataclass
class Hands(ABC):
    """Somebody at the till; `pictures` is where each screen is kept, if anywhere."""

    front: Front
    pictures: Path | None = None
    look: str = ""
    size: tuple[int, int] = (1366, 768)
    taken: int = 0

    # -- what hands differ in ----------------------------------------------------

    @abstractmethod
    def do(self, key: str, words: str) -> None:
        """A deed by its key, or by the button that says these words."""

    @abstractmethod
    def digits(self, text: str) -> None:
        """A number into the field that asks for one."""

    @abstractmethod
    def letters(self, text: str) -> None:
        """Words into the field that asks for them."""

    @abstractmethod
    def row(self, words: str, down: int) -> None:
        """Choose the row that says these words, which is so many further down."""

    @abstractmethod
    def many(self, quantity: str, code: str) -> None:
        """So many of what is scanned."""

    @abstractmethod
    def weighed(self, quantity: str, words: str) -> None:
        """So much of what is looked for by a part of its name."""

    @abstractmethod
    def pieces(self, counted: dict[str, int]) -> None:
        """How many of each note and coin, by what is printed on it."""

    # -- what they have in common ------------------------------------------------

    def scan(self, code: str) -> None:
        """As the window's scanner hands it on: a PC at work would make a typed burst too slow to be one."""
        self.front.window.shell.scanner.scanned.emit(code)
        self.settle()

    def at(self, name: str) -> None:
        self.front.at(name)
        self.settle()

    def settle(self) -> None:
        """Until every deed asked for so far, and what followed from it, is done and drawn."""
        front, deeds = self.front, self.front.window.deeds
        for _again in range(2):
            done: list[bool] = []
            deeds.read(front.screen, lambda: True, done=done.append)
            deeds.write(_Nobody(), lambda: True, done=done.append)
            front.until(lambda done=done: len(done) == 2)
        front.qtbot.wait(1)
        shell = front.window.shell
        assert (shell.width(), shell.height()) == self.size, f"{front.name} has made the window {shell.size()}"

    def enter_pin(self, pin: str, words: str) -> None:
        self.digits(pin)
        self.do("Return", words)

    def snap(self, name: str) -> None:
        """Keep a picture of the screen as it is now."""
        if self.pictures is not None:
            self.taken += 1
            self.pictures.mkdir(parents=True, exist_ok=True)
            path = self.pictures / f"{self.taken:02}-{name}-{self.look}.png"
            assert self.front.window.shell.grab().save(str(path), "PNG")


class Keys(Hands):
    """Keys alone."""

    def do(self, key: str, words: str) -> None:
        self.front.press(key)
        self.settle()

    def digits(self, text: str) -> None:
        self.front.type(text)
        self.settle()

    def letters(self, text: str) -> None:
        self.digits(text)

    def row(self, words: str, down: int) -> None:
        self.front.press(*["Down"] * down)
        self.settle()

    def many(self, quantity: str, code: str) -> None:
        self.front.type(f"{quantity}*")
        self.scan(code)

    def weighed(self, quantity: str, words: str) -> None:
        self.front.type(f"{quantity}*{words}")
        self.settle()
        self.snap("cari")
        self.do("Return", "Tambah")

    def pieces(self, counted: dict[str, int]) -> None:
        left = dict(counted)
        for row in _count_rows(self.front.screen):
            if row.accessibleName() in left:
                self.front.type(str(left.pop(row.accessibleName())))
            if not left:
                break
            self.front.press("Return")
        assert not left


class Touches(Hands):
    """Touches alone."""

    def do(self, key: str, words: str) -> None:
        if words:
            self.touch(self.button(words))

    def button(self, words: str) -> QAbstractButton:
        """The button, alive and in sight, that says this."""
        buttons = [each for each in _seen(self.front, QAbstractButton) if each.isEnabled()]
        names = [each.accessibleName() for each in buttons]
        for same in (str.__eq__, str.startswith):
            for name, each in zip(names, buttons, strict=True):
                if same(name, words):
                    return each
        raise AssertionError(f"no button {words!r} on {self.front.name!r} among {names}")

    def touch(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Where nothing lies over it."""
        place = place or widget.rect().center()
        shell = self.front.window.shell
        above = shell.childAt(widget.mapTo(shell, place))
        assert above is not None, f"{widget.accessibleName()!r} is out of sight"
        assert above is widget or widget.isAncestorOf(above), f"{above!r} lies over {widget.accessibleName()!r}"
        QTest.mouseClick(above, LEFT, pos=above.mapFrom(widget, place) if above is not widget else place)
        self.settle()

    def digits(self, text: str) -> None:
        pad = next(_seen(self.front, Numpad))
        for digit in text:
            QTest.mouseClick(pad.keys[digit], LEFT)
        self.settle()

    def letters(self, text: str) -> None:
        with self._letter_pad() as pad:
            for letter in text:
                QTest.mouseClick(pad.keys[letter], LEFT)
            self.settle()
            self.snap("huruf")

    @contextmanager
    def _letter_pad(self) -> Iterator[LetterPad]:
        pads = [
            each for each in self.front.screen.findChildren(LetterPad) if each.button.isVisible() or each.isVisible()
        ]
        (pad,) = pads
        opened = not pad.isVisible()
        if opened:
            self.touch(pad.button)
        yield pad
        if opened and pad.button.isVisible() and pad.isVisible():
            self.touch(pad.button)

    def row(self, words: str, down: int) -> None:
        for each in _seen(self.front, RowList):
            model = each.rows_model
            for n in range(model.rowCount()):
                if any(cell.text.startswith(words) for cell in model.row(n).cells):
                    place = each.visualRect(model.index(n, each.first_column())).center()
                    assert each.viewport().rect().contains(place), f"{words} is not in sight"
                    self.touch(each.viewport(), place)
                    return
        raise AssertionError(f"no row {words!r} on {self.front.name!r}")

    def many(self, quantity: str, code: str) -> None:
        self.scan(code)
        self._change_quantity(quantity)

    def weighed(self, quantity: str, words: str) -> None:
        self.do("F2", "Cari Barang")
        self.letters(words)
        self.snap("cari")
        self.do("Return", "Tambah")
        self._change_quantity(quantity)

    def _change_quantity(self, quantity: str) -> None:
        self.do("Ctrl+E", "Ubah")
        self.digits(quantity)
        self.snap("ubah-qty")
        self.do("Return", "Pakai")

    def pieces(self, counted: dict[str, int]) -> None:
        left = dict(counted)
        for row in _count_rows(self.front.screen):
            if row.accessibleName() in left:
                self.touch(row)
                self.digits(str(left.pop(row.accessibleName())))
        assert not left


def _seen(front: Front, kind: type[W]) -> Iterator[W]:
    return (each for each in front.window.shell.findChildren(kind) if each.isVisible())


def _count_rows(screen: QWidget) -> list[Field]:
    from desktop.denominations import CountRow

    return [each.field for each in screen.findChildren(CountRow) if each.isVisible()]
