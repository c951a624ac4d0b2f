"""Pembelian: found, opened, taken back with a reason, or put right."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import exports
from inventory.purchase_queries import Show
from inventory.screens.purchases import PurchasesScreen
from inventory.screens.receiving import ReceivingScreen
from koperasi.ledger import Role
from pos import checks
from tests.inventory.bought import balance, line, receipt, receive
from tests.inventory.screens.conftest import Bureau


def purchases(bureau: Bureau, **what: object) -> PurchasesScreen:
    screen = bureau.go("purchases", **what)
    assert isinstance(screen, PurchasesScreen)
    return screen


@pytest.fixture
def bought(bureau: Bureau) -> Bureau:
    """Two purchases, the first of them mis-keyed."""
    shop = bureau.shop
    receive(shop, receipt(shop, line(shop.soap, 10, 90_000), invoice_number="F-1"))
    receive(shop, receipt(shop, line(shop.cookies, 5, 40_000), invoice_number="F-2"))
    return bureau


def opened(bureau: Bureau, invoice: str) -> PurchasesScreen:
    screen = purchases(bureau)
    bureau.type(invoice)
    bureau.until(lambda: [each.invoice_number for each in screen.purchases] == [invoice])
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    bureau.until(lambda: screen.seen is not None)
    return screen


def test_the_newest_stand_first_and_arrows_choose(bought: Bureau) -> None:
    screen = purchases(bought)
    bought.until(lambda: len(screen.purchases) == 2)

    assert [each.invoice_number for each in screen.purchases] == ["F-2", "F-1"]
    bought.qtbot.keyClick(screen.field, Qt.Key.Key_Down)
    assert screen.chosen == 1


def test_a_purchase_is_taken_back_with_its_reason(bought: Bureau) -> None:
    screen = opened(bought, "F-1")
    screen.actions_by_key["Ctrl+B"].trigger()
    bought.qtbot.keyClick(screen.why, Qt.Key.Key_Return)
    assert screen.why.error
    bought.type("barang tidak pernah datang")
    bought.qtbot.keyClick(screen.why, Qt.Key.Key_Return)
    bought.until(lambda: screen.seen is not None and screen.seen.reversed_by)

    assert balance(bought.shop, Role.INVENTORY) == 40_000
    assert not screen.correct_button.isEnabled()
    assert "tidak pernah datang" in screen.state.text()
    screen.actions_by_key["Ctrl+D"].trigger()
    screen.field.clear()
    bought.until(lambda: [each.invoice_number for each in screen.purchases] == ["F-1"])
    assert screen.show_only is Show.REVERSED
    assert checks.wrong(bought.shop.shop) == []


def test_betulkan_opens_the_receiving_with_everything_of_it(bought: Bureau) -> None:
    screen = opened(bought, "F-1")
    screen.actions_by_key["Ctrl+K"].trigger()
    bought.until(lambda: bought.shell.current_name == "receiving")
    receiving = bought.shell.screen_named("receiving")
    assert isinstance(receiving, ReceivingScreen)
    bought.until(lambda: receiving.intake is not None and receiving.intake.wrong_id is not None)

    assert receiving.intake is not None
    assert receiving.intake.invoice_number == "F-1"


def test_who_may_not_correct_reads_why(bought: Bureau) -> None:
    bought.station.actor = bought.shop.cashier
    screen = opened(bought, "F-2")

    assert not screen.undo_button.isEnabled()
    assert "hak" in screen.undo_button.words


def test_esc_goes_one_page_back(bought: Bureau) -> None:
    screen = opened(bought, "F-2")
    screen.actions_by_key["Ctrl+B"].trigger()
    for page in (screen.detail_page, screen.list_page):
        screen.actions_by_key["Esc"].trigger()
        assert screen.pages.currentWidget() is page


def test_the_list_is_copied_and_saved_as_a_table(
    bought: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = purchases(bought)
    bought.until(lambda: len(screen.purchases) == 2)
    screen.actions_by_key["Ctrl+C"].trigger()
    assert "F-1" in QApplication.clipboard().text()
    path = tmp_path / "pembelian.csv"
    monkeypatch.setattr(exports, "asked_path", lambda *_given: path)
    screen.actions_by_key["Ctrl+E"].trigger()
    bought.until(lambda: screen.notice.notice is not None and "pembelian.csv" in screen.notice.notice.words)
    assert "F-2" in path.read_text(encoding="utf-8-sig")
