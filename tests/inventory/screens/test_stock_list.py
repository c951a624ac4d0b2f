"""What there is and where is found by typing, a scan, or a filter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.inventory.screens import stock_shown
from tests.inventory.screens.conftest import Bureau
from tests.inventory.screens.stock_shown import CTRL, card_of, stock_list
from tests.inventory.stock_days import Stockroom


@pytest.fixture
def room(bureau: Bureau) -> Stockroom:
    return stock_shown.moved(bureau)


def test_typing_finds_a_good_and_enter_opens_its_card(bureau: Bureau, room: Stockroom) -> None:
    screen = stock_list(bureau)
    bureau.type("sabun")
    bureau.until(lambda: screen.listing and screen.listing.wanted.words == "sabun")
    QTest.keyClick(screen.field, Qt.Key.Key_Return)

    assert bureau.shell.current_name == "stock-card"
    card = card_of(bureau, bureau.shop.soap)
    assert card.list.total == 3
    assert "24 pcs" in card.sums.text()


def test_the_list_keeps_owned_and_consigned_apart(bureau: Bureau, room: Stockroom) -> None:
    screen = stock_list(bureau)
    QTest.keyClick(screen, Qt.Key.Key_3, CTRL)
    bureau.until(lambda: screen.listing and len(screen.listing.ids) == 1)
    assert screen.list.item.maker == "Bu Siti"
    QTest.keyClick(screen, Qt.Key.Key_4, CTRL)
    bureau.until(lambda: screen.listing and not screen.listing.ids)


def test_a_scan_opens_the_card(bureau: Bureau, room: Stockroom) -> None:
    screen = stock_list(bureau)
    screen.scanned("201")

    bureau.until(lambda: bureau.shell.current_name == "stock-card")


def test_the_list_is_copied_as_it_is_seen(bureau: Bureau, room: Stockroom) -> None:
    screen = stock_list(bureau)
    QTest.keyClick(screen, Qt.Key.Key_C, CTRL)
    bureau.until(lambda: screen.notice.notice)

    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Kode\tNama barang")
    assert [line.split("\t")[1] for line in lines[1:3]] == ["Kue Kering", "Sabun Mandi 70 g"]
