"""Penitip & Perjanjian: found, opened, and a table of all."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from consignment.makers import Standing, Wishes
from consignment.screens.makers import ALL, UNWRITTEN, MakersScreen
from tests.consignment.screens.conftest import Bureau, focused
from tests.consignment.test_agreements import TEN, claim, sign
from tests.consignment.test_makers import add, set_up


@pytest.fixture
def screen(bureau: Bureau) -> MakersScreen:
    counter = bureau.shop
    claim(counter, counter.cookies, counter.maker_id)
    sign(counter)
    counter.deliver(counter.cookies, 10, TEN)
    counter.sell(counter.line(counter.cookies, 2, 10_000))
    add(counter, "Wagiyem")
    found = cast("MakersScreen", bureau.go("makers"))
    bureau.until(lambda: found.known)
    return found


def names(screen: MakersScreen) -> list[str]:
    return [each.name for each in screen.list.items]


def test_the_board_of_titipan_leads_here_by_its_key(bureau: Bureau, screen: MakersScreen) -> None:
    bureau.go("consignment")
    bureau.qtbot.keyClick(bureau.shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: bureau.shell.current_name == "makers")


def test_typing_narrows_the_list(bureau: Bureau, screen: MakersScreen) -> None:
    assert names(screen) == ["Siti Aminah", "Wagiyem"]
    bureau.type("wag")
    assert names(screen) == ["Wagiyem"]


def test_her_deal_and_what_she_is_owed_stand_in_her_row(screen: MakersScreen) -> None:
    cells = screen._row(screen.list.items[0], False).cells
    assert [each.text for each in cells][1:] == ["Komisi 10%", "1", "Rp\N{NO-BREAK SPACE}18.000"]
    assert "18.000" in screen._words.text()


def test_who_has_no_agreement_is_found_at_one_touch(bureau: Bureau, screen: MakersScreen) -> None:
    screen.filters.buttons[UNWRITTEN].click()
    assert names(screen) == ["Wagiyem"]


def test_who_left_is_shown_among_all_only(bureau: Bureau, screen: MakersScreen) -> None:
    set_up(bureau.shop, Wishes(Standing.LEFT))
    screen.refresh()
    bureau.until(lambda: names(screen) == ["Wagiyem"])
    screen.filters.buttons[ALL].click()
    assert names(screen) == ["Siti Aminah", "Wagiyem"]


def test_enter_opens_her_agreement_and_a_key_her_data(bureau: Bureau, screen: MakersScreen) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: bureau.shell.current_name == "agreements")
    bureau.shell.back()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: bureau.shell.current_name == "maker-editor")


def test_the_list_is_copied_as_a_table(bureau: Bureau, screen: MakersScreen) -> None:
    QApplication.clipboard().clear()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: "Komisi 10%" in QApplication.clipboard().text())
