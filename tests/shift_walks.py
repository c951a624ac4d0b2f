"""What the tests of the shift's screens have in common: ways there, counts, another's PIN, every word said."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from pos.screens.overrides import OverrideScreen
from tests.fronts import YUNI, Front

#: Float 300.000, and one soap for 3.400.
EXPECTED = 303_400


def said(widget: QWidget) -> str:
    """Every word in the widget tree: painted, written, or spoken."""
    words = []
    for each in [widget, *widget.findChildren(QWidget)]:
        words += [each.accessibleName(), each.text() if isinstance(each, QLabel) else ""]
        words += [str(getattr(each, name, "")) for name in ("words", "value")]
    return "\n".join(words)


def sold(front: Front) -> None:
    front.counter.sell(front.counter.line(front.counter.soap, 1, 3_400))


def go(front: Front, key: str, name: str) -> None:
    front.press("F12")
    front.at("menu")
    front.press(key)
    front.at(name)


def count(front: Front, *pieces: str) -> None:
    """Pieces from the largest note on; the rest is left empty, and Ctrl Enter is pressed twice."""
    for each in pieces:
        front.type(each)
        front.press("Return")
    front.press("Ctrl+Return", "Ctrl+Return")


def approve(front: Front) -> None:
    """Yuni's PIN on the override screen."""
    front.at("override")
    screen = front.screen
    assert isinstance(screen, OverrideScreen)
    front.until(lambda: screen.people)
    front.press("Ctrl+1")
    front.type(YUNI[1])
    front.press("Return")
