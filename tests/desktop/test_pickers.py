from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pickers import Picker, Segments
from tests.desktop.conftest import Show

OPTIONS = ((None, "Semua"), (7, "Sembako"), (9, "Minuman"))


def test_the_first_is_chosen_until_another_is(qtbot: QtBot, show: Show) -> None:
    picker, picked = Picker(OPTIONS, name="Kategori"), []
    picker.picked.connect(picked.append)
    show(picker)
    assert picker.value is None
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)

    assert (picker.value, picked) == (7, [7])
    assert picker.accessibleName() == "Kategori"


def test_other_options_keep_the_choice_where_it_is_still_among_them(show: Show) -> None:
    picker = Picker(OPTIONS)
    show(picker)
    picker.choose(9)
    picker.show_options(((9, "Minuman"), (8, "Sabun")))
    assert picker.value == 9
    picker.show_options(((8, "Sabun"),))
    assert picker.value == 8
    picker.show_options(())
    assert picker.value is None


def test_a_pressed_segment_is_the_chosen_one(qtbot: QtBot, show: Show) -> None:
    segments, picked = Segments((("a", "Hari ini"), ("b", "Kemarin"))), []
    segments.picked.connect(picked.append)
    show(segments)
    segments.choose("a")
    qtbot.mouseClick(segments.buttons["b"], Qt.MouseButton.LeftButton)

    assert picked == ["b"]
    assert [each.property("role") for each in segments.buttons.values()] == ["plain", "chosen"]
