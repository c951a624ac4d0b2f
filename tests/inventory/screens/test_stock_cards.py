"""A good's card is narrowed by keys alone, and every row opens its paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inventory.screens.documents import DocumentScreen
from koperasi.documents import Kind
from tests.inventory.screens import stock_shown
from tests.inventory.screens.conftest import Bureau
from tests.inventory.screens.stock_shown import CTRL, card_of
from tests.inventory.stock_days import Stockroom


@pytest.fixture
def room(bureau: Bureau) -> Stockroom:
    return stock_shown.moved(bureau)


def test_arrows_choose_and_a_row_opens_its_paper(bureau: Bureau, room: Stockroom) -> None:
    card = card_of(bureau, bureau.shop.soap)
    QTest.keyClick(card, Qt.Key.Key_Down)
    QTest.keyClick(card, Qt.Key.Key_Down)
    assert card.list.chosen == 2
    QTest.keyClick(card, Qt.Key.Key_Return)

    document = bureau.shell.current
    assert isinstance(document, DocumentScreen)
    bureau.until(lambda: document.paper)
    assert document.paper is not None
    assert document.paper.kind is Kind.PURCHASE


def test_a_card_is_narrowed_to_a_place_and_a_lot(bureau: Bureau, room: Stockroom) -> None:
    card = card_of(bureau, bureau.shop.soap)
    QTest.keyClick(card, Qt.Key.Key_T, CTRL)
    bureau.type("gudang")
    QTest.keyClick(card.picker.field, Qt.Key.Key_Return)
    bureau.until(lambda: card.list.total == 1)
    assert card.place_button.words == "Gudang"
    QTest.keyClick(card, Qt.Key.Key_K, CTRL)
    QTest.keyClick(card.picker.field, Qt.Key.Key_Down)
    QTest.keyClick(card.picker.field, Qt.Key.Key_Return)

    bureau.until(lambda: card.wanted.lot_id is not None and card.list.total == 1)


def test_days_narrow_a_card(bureau: Bureau, room: Stockroom) -> None:
    card = card_of(bureau, bureau.shop.soap)
    QTest.keyClick(card, Qt.Key.Key_2, CTRL)

    bureau.until(lambda: card.card and card.card.wanted.first is not None)
    assert card.list.total == 3


def test_another_goods_card_forgets_the_narrowing(bureau: Bureau, room: Stockroom) -> None:
    card = card_of(bureau, bureau.shop.soap)
    QTest.keyClick(card, Qt.Key.Key_2, CTRL)
    card_of(bureau, bureau.shop.cookies)

    assert card.wanted.first is None
