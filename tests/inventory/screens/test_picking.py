"""Picking one of many."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from inventory.screens.picking import PickPage


def test_an_enter_that_was_quicker_than_the_list_counts(qtbot: QtBot) -> None:
    page = PickPage("Pemasok")
    qtbot.addWidget(page)
    page.show_choices([(0, "Tanpa pemasok")])
    qtbot.keyClicks(page.field, "sumber")
    page.field.submitted.emit()

    with qtbot.waitSignal(page.picked) as taken:
        page.renew([(7, "CV Sumber Rejeki · S-01"), (0, "Tanpa pemasok")])
    assert taken.args == [7, "CV Sumber Rejeki · S-01"]


def test_whoever_types_on_has_not_chosen(qtbot: QtBot) -> None:
    page = PickPage("Pemasok")
    qtbot.addWidget(page)
    page.show_choices([(0, "Tanpa pemasok")])
    qtbot.keyClicks(page.field, "sum")
    page.field.submitted.emit()
    qtbot.keyClicks(page.field, "ber")
    taken: list[object] = []
    page.picked.connect(lambda key, _words: taken.append(key))

    page.renew([(7, "CV Sumber Rejeki · S-01"), (0, "Tanpa pemasok")])
    assert taken == []


def test_a_lone_digit_takes_the_reason_of_that_number_and_is_none_itself(qtbot: QtBot) -> None:
    page = PickPage("Alasan", free=True, numbered=True)
    qtbot.addWidget(page)
    page.show_choices([("a", "belum lengkap"), ("b", "salah tanggal")])
    taken: list[tuple[object, str]] = []
    page.picked.connect(lambda key, words: taken.append((key, words)))
    for typed in ("2", "7", "2 kali"):
        page.field.clear()
        qtbot.keyClicks(page.field, typed)
        page.field.submitted.emit()

    assert taken == [("b", "salah tanggal"), ("2 kali", "Baru: 2 kali")]
