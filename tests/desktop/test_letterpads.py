"""Letters for fingers write where the focus is, and never take it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.fields import Field
from desktop.letterpads import ROWS, SPACE, LetterPad
from desktop.numpads import ERASE, WIPE
from tests.desktop.conftest import Show


def padded(show: Show) -> tuple[Field, LetterPad, QWidget]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    holder.resize(800, 500)
    field = Field(name="Label")
    pad = LetterPad(field)
    for widget in (field, pad.button, pad):
        column.addWidget(widget)
    show(holder)
    field.setFocus()
    return field, pad, holder


def touch(qtbot: QtBot, pad: LetterPad, *keys: str) -> None:
    for key in keys:
        qtbot.mouseClick(pad.keys[key], Qt.MouseButton.LeftButton)


def test_the_pad_is_hidden_until_its_button_is_pressed(qtbot: QtBot, show: Show) -> None:
    _field, pad, _holder = padded(show)
    assert pad.isHidden()

    qtbot.mouseClick(pad.button, Qt.MouseButton.LeftButton)
    assert pad.isVisible()
    qtbot.mouseClick(pad.button, Qt.MouseButton.LeftButton)
    assert pad.isHidden()


def test_letters_a_space_and_the_erasing_keys(qtbot: QtBot, show: Show) -> None:
    field, pad, _holder = padded(show)
    pad.show_pad(True)
    edited: list[str] = []
    field.textEdited.connect(edited.append)

    touch(qtbot, pad, "b", "u", SPACE, "s", "r", "i", "i", ERASE)
    assert field.text() == "bu sri"
    assert edited[-1] == "bu sri"  # a search hears every letter
    assert field.hasFocus()

    touch(qtbot, pad, WIPE)
    assert (field.text(), edited[-1]) == ("", "")


def test_every_row_is_ten_wide_and_every_key_large_enough_for_a_finger(show: Show) -> None:
    _field, pad, _holder = padded(show)
    pad.show_pad(True)
    pad.resize(640, pad.height())

    assert {sum(span for _key, span in row) for row in ROWS} == {10}
    assert all(key.height() >= 48 and key.minimumWidth() >= 40 for key in pad.keys.values())


def test_a_pad_without_a_field_types_nothing(qtbot: QtBot) -> None:
    pad = LetterPad()
    qtbot.addWidget(pad)

    with qtbot.assertNotEmitted(pad.typed):
        pad.press("a")


def test_those_who_make_room_hear_of_it_before_it_stands_there(qtbot: QtBot, show: Show) -> None:
    _field, pad, _holder = padded(show)
    seen: list[tuple[bool, bool]] = []
    pad.shown_changed.connect(lambda shown: seen.append((shown, pad.isVisible())))
    pad.show_pad(True)
    pad.show_pad(False)
    assert seen == [(True, False), (False, False)]
    assert pad.isHidden()
