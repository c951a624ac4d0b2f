from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from desktop import keys
from desktop.keys import Action


@pytest.mark.parametrize(
    ("key", "cap"),
    [
        ("F4", "F4"),
        ("Ctrl+T", "Ctrl T"),
        ("Ctrl++", "Ctrl +"),
        ("Alt+1", "Alt 1"),
        ("Ctrl+Enter", "Ctrl Enter"),
        ("", ""),
    ],
)
def test_a_key_is_written_as_on_its_cap(key: str, cap: str) -> None:
    assert keys.keycap(key) == cap


def test_the_law_names_all_twelve_function_keys() -> None:
    assert list(keys.LAW) == [f"F{n}" for n in range(1, 13)]
    assert len(keys.FUNCTION_KEYS) == 12


def test_enter_means_both_enter_keys() -> None:
    assert keys.sequences("Ctrl+Enter") == [QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")]


@pytest.mark.parametrize("key", ["Enter", "Esc"])
def test_plain_enter_and_esc_are_never_shortcuts(key: str) -> None:
    assert Action(QObject(), "Bayar", key).shortcuts() == []


def test_a_held_key_does_its_deed_once() -> None:
    assert not Action(QObject(), "Bayar", "F4").autoRepeat()


def test_an_action_does_its_deed() -> None:
    done: list[str] = []
    owner = QObject()

    Action(owner, "Bayar", "F4", lambda: done.append("paid")).trigger()

    assert done == ["paid"]


def test_a_key_without_a_deed_is_dead() -> None:
    owner = QObject()

    assert not keys.by_law(owner, "F5").isEnabled()
    assert keys.by_law(owner, "F5", owner.objectName).text() == "Pending"
