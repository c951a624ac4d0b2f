"""What there is, how it came to be and what is below zero are found by keys alone, and every row opens its paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inventory.screens.documents import DocumentScreen
from inventory.screens.negatives import NegativesScreen
from inventory.screens.stock_cards import StockCardScreen
from inventory.screens.stock_list import StockListScreen
from inventory.screens.transfers import TransfersScreen
from koperasi.documents import Kind
from koperasi.ledger import Role
from koperasi.quantity import Quantity
from pos import checks
from tests.inventory import stock_days
from tests.inventory.screens.conftest import Bureau
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(bureau: Bureau) -> Stockroom:
    made = stock_days.of(bureau.shop)
    bureau.shop.buy(bureau.shop.soap, 24, 24_000)
    bureau.shop.deliver(bureau.shop.cookies, 10, SIX_PERCENT)
    made.transfer(bureau.shop.soap, "10", made.shelf, made.back)
    return made


def stock_list(bureau: Bureau) -> StockListScreen:
    screen = bureau.go("stock-list")
    assert isinstance(screen, StockListScreen)
    bureau.until(lambda: screen.listing)
    return screen


def card_of(bureau: Bureau, product: int) -> StockCardScreen:
    screen = bureau.go("stock-card", product_id=product)
    assert isinstance(screen, StockCardScreen)
    bureau.until(lambda: screen.card and screen.card.head.product_id == product)
    return screen


def shown(bureau: Bureau, document_id: int) -> DocumentScreen:
    screen = bureau.go("document", document_id=document_id)
    assert isinstance(screen, DocumentScreen)
    bureau.until(lambda: screen.paper and screen.paper.id == document_id)
    return screen


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


def test_a_paper_is_taken_back_with_a_reason(bureau: Bureau, room: Stockroom) -> None:
    command = room.write_off(bureau.shop.soap, "2")
    screen = shown(bureau, command.id)
    QTest.keyClick(screen, Qt.Key.Key_B, CTRL)
    assert screen.why.hasFocus()
    bureau.type("salah barang")
    QTest.keyClick(screen, Qt.Key.Key_B, CTRL)
    bureau.until(lambda: screen.paper and screen.paper.id != command.id)

    assert screen.paper is not None
    assert screen.paper.reverses == (command.id, "BR-000001")
    assert room.balance(Role.WRITE_OFFS) == 0
    assert checks.wrong(bureau.shop.shop) == []
    QTest.keyClick(screen, Qt.Key.Key_O, CTRL)
    bureau.until(lambda: screen.paper and screen.paper.id == command.id)
    assert not screen.reverse_action.isEnabled()


def test_a_paper_of_another_kind_is_only_looked_at(bureau: Bureau, room: Stockroom) -> None:
    posted = bureau.shop.sell(bureau.shop.line(bureau.shop.soap, 1, 3_400))
    screen = shown(bureau, posted.document_id)

    assert not screen.reverse_action.isEnabled()
    assert screen.goods.rows_model.rowCount() == 1
    assert screen.booked.rows_model.rowCount() == 4


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
