"""What is below zero says why, and offers what sets it right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inventory import count_queries
from inventory.count_rules import Scope
from inventory.screens.counts import CountsScreen
from inventory.screens.negatives import NegativesScreen
from inventory.screens.receiving import ReceivingScreen
from inventory.screens.transfers import TransfersScreen
from koperasi.quantity import Quantity
from tests.inventory.screens import stock_shown
from tests.inventory.screens.conftest import Bureau
from tests.inventory.screens.stock_shown import CTRL
from tests.inventory.stock_days import Stockroom


@pytest.fixture
def room(bureau: Bureau) -> Stockroom:
    return stock_shown.moved(bureau)


def test_what_is_below_zero_says_why_and_offers_what_sets_it_right(bureau: Bureau, room: Stockroom) -> None:
    counter = bureau.shop
    counter.sell(counter.line(counter.soap, 15, 3_400))
    screen = bureau.go("negative-stock")
    assert isinstance(screen, NegativesScreen)
    bureau.until(lambda: screen.found)

    assert screen.remedy_button.words == "Pindahkan ke rak"
    QTest.keyClick(screen, Qt.Key.Key_R, CTRL)
    transfers = bureau.shell.current
    assert isinstance(transfers, TransfersScreen)
    bureau.until(lambda: transfers.draft.lines)
    assert (transfers.places[transfers.source].name, transfers.places[transfers.target].name) == ("Gudang", "Rak")
    assert transfers.draft.lines[0].there == Quantity.of(10)


def test_nothing_below_zero_is_said_kindly(bureau: Bureau, room: Stockroom) -> None:
    screen = bureau.go("negative-stock")
    assert isinstance(screen, NegativesScreen)
    bureau.until(lambda: screen.list._empty[0].startswith("Bagus"))

    QTest.keyClick(screen, Qt.Key.Key_Return)
    assert bureau.shell.current_name == "negative-stock"


def remedied(bureau: Bureau, words: str) -> object:
    """Stok Minus, with its first row's remedy pressed."""
    screen = bureau.go("negative-stock")
    assert isinstance(screen, NegativesScreen)
    bureau.until(lambda: screen.found)
    assert screen.remedy_button.words == words
    QTest.keyClick(screen, Qt.Key.Key_R, CTRL)
    return bureau.shell.current


def test_what_never_came_in_is_received_from_here(bureau: Bureau) -> None:
    counter = bureau.shop
    counter.sell(counter.line(counter.soap, 2, 3_400))

    receiving = remedied(bureau, "Terima barang")

    assert isinstance(receiving, ReceivingScreen)
    bureau.until(lambda: receiving.intake is not None and receiving.intake.lines)
    assert [each.product_id for each in receiving.intake.lines] == [counter.soap]


def test_what_was_miscounted_is_counted_from_here(bureau: Bureau) -> None:
    counter = bureau.shop
    counter.buy(counter.soap, 1, 2_500)
    counter.sell(counter.line(counter.soap, 2, 3_400))

    counts = remedied(bureau, "Hitung stok")

    assert isinstance(counts, CountsScreen)
    bureau.until(lambda: counts.stack.currentWidget() is counts.picker)
    QTest.keyClick(counts.picker.field, Qt.Key.Key_Return)
    bureau.until(lambda: bureau.shell.current_name == "count-entry")
    with counter.shop.reading() as connection:
        (found,) = count_queries.sessions(connection, counter.shop.branch.id)
    assert (found.session.scope, found.session.title) == (Scope.LIST, "Sabun Mandi 70 g")
