"""Pencocokan Saldo: green where every maker's balance agrees, red with what to do where one does not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from consignment.screens.balances import BalancesScreen
from tests.consignment import paying
from tests.consignment.screens.conftest import Bureau, focused


def opened(bureau: Bureau) -> BalancesScreen:
    bureau.go("consignment-overview")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    screen = bureau.shell.screen_named("maker-balances")
    assert isinstance(screen, BalancesScreen)
    bureau.until(lambda: screen.whole is not None)
    return screen


@pytest.fixture
def earned(bureau: Bureau) -> Bureau:
    paying.earn(bureau.shop, paying.cakes(bureau.shop), 40_000)
    return bureau


def spoil(bureau: Bureau) -> None:
    with bureau.shop.shop.database.writing() as connection:
        connection.exec_driver_sql("UPDATE party_balances SET amount = amount - 7 WHERE account_id = 202")


def test_where_all_agrees_it_is_green(earned: Bureau) -> None:
    screen = opened(earned)

    assert screen.light.chip is not None
    assert (screen.light.chip.words, screen.light.chip.tone) == ("Semua cocok", "ok")
    assert [each.text for each in screen.list.rows_model.rows[0].cells[:5]] == [
        "Siti Aminah",
        "40.000",
        "40.000",
        "40.000",
        "–",
    ]
    assert screen.advice.isHidden()


def test_where_one_does_not_it_is_red_and_says_what_to_do(earned: Bureau) -> None:
    spoil(earned)
    screen = opened(earned)

    assert screen.light.chip is not None
    assert (screen.light.chip.words, screen.light.chip.tone) == ("1 tidak cocok", "refuse")
    cells = screen.list.rows_model.rows[0].cells
    assert (cells[1].text, cells[1].tone, cells[2].tone) == ("40.007", "refuse", "ink")
    assert screen.advice.text() == ("Siti Aminah: Saldo tersimpan selisih Rp 7. Jalankan: sbmi-mart check --rebuild.")


def test_enter_opens_the_maker_and_another_key_the_report(earned: Bureau) -> None:
    screen = opened(earned)
    earned.qtbot.keyClick(focused(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert earned.shell.current_name == "report"

    earned.go("maker-balances")
    earned.qtbot.keyClick(focused(), Qt.Key.Key_Down)
    earned.qtbot.keyClick(screen, Qt.Key.Key_Return)
    assert earned.shell.current_name == "payout"


def test_a_shop_without_makers_has_nothing_to_reconcile(bureau: Bureau) -> None:
    screen = opened(bureau)
    assert list(screen.list.rows_model.rows) == []
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert bureau.shell.current_name == "maker-balances"
