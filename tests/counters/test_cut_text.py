"""No word is cut: what labels and buttons say has room on every screen, in every size and scale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.buttons import KeyButton
from desktop.texts import ElidedLabel
from pos.screens.window_parts import Look
from tests.fronts import YUNI, Front
from tests.shops import Counter

#: Width, height, scale: what shops have, and what is offered there.
DISPLAYS = (
    (1024, 768, 90),
    (1024, 768, 100),
    (1366, 768, 100),
    (1920, 1080, 130),
    (3840, 2160, 150),
)
#: The screens that stand as soon as someone is signed in, with the way to each.
WAYS = {
    "menu": ("F12",), "settings": ("F12", "Ctrl+S"), "cash": ("F11",), "closing": ("F12", "Ctrl+T"),
    "preview": ("F12", "Ctrl+E"), "logo": ("F12", "Ctrl+S", "Ctrl+G"),
    "printer": ("F12", "Ctrl+P"), "printers": ("F12", "Ctrl+P", "Ctrl+S"),
    "printer-find": ("F12", "Ctrl+P", "Ctrl+S", "Ctrl+N"),
    "printer-edit": ("F12", "Ctrl+P", "Ctrl+S", "Ctrl+N", "Ctrl+N"),
}  # fmt: skip


@pytest.fixture(params=DISPLAYS, ids=lambda each: "{}x{}-{}".format(*each))
def front(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, seller: Counter) -> Iterator[Front]:
    """The window in a size and scale, with the manager at the till."""
    wide, high, scale = request.param
    opened = Front.open(seller, qtbot, qapp, Look("light", scale))
    opened.window.shell.setFixedSize(wide, high)
    opened.sign_in(YUNI)
    opened.at("till")
    yield opened
    opened.window.close()
    theme.apply(qapp, motion=False)


def cut(screen: QWidget) -> Iterator[str]:
    """Every visible text that has less room than it needs."""
    for label in screen.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                yield f"{label.text()!r} wants {label.heightForWidth(label.width())} of {label.height()} high"
        elif label.sizeHint().width() > label.width() + 1:
            yield f"{label.text()!r} wants {label.sizeHint().width()} of {label.width()} wide"
    for button in screen.findChildren(QPushButton):
        if button.isVisible() and isinstance(button, KeyButton):
            _size, _icon, words = button._fitted(button.width() - theme.px(12))
            if words != button.words:
                yield f"{button.words!r} is shown as {words!r}"


def test_no_word_is_cut_on_any_screen(front: Front) -> None:
    found = [f"till: {each}" for each in cut(front.screen)]
    for name, keys in WAYS.items():
        front.press(*keys)
        front.at(name)
        found += [f"{name}: {each}" for each in cut(front.screen)]
        while front.name != "till":
            front.press("Escape")
    for group in range(1, 10):
        front.press("F12", "Ctrl+S", f"Alt+{group}")
        found += [f"settings {group}: {each}" for each in cut(front.screen)]
        front.press("Escape", "Escape")

    assert "\n".join(found) == ""


def test_every_screen_has_room_in_its_window(front: Front) -> None:
    shell = front.window.shell
    there = shell.stack.size()
    needed = {name: screen.minimumSizeHint() for name, screen in shell._screens.items()}
    too_large = [
        f"{name}: {size.width()}x{size.height()} of {there.width()}x{there.height()}"
        for name, size in needed.items()
        if size.width() > there.width() or size.height() > there.height()
    ]

    assert "\n".join(too_large) == ""
