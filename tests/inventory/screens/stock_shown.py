"""A few goods that have moved, and the screens that show them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inventory.screens.documents import DocumentScreen
from inventory.screens.stock_cards import StockCardScreen
from inventory.screens.stock_list import StockListScreen
from tests.inventory import stock_days
from tests.inventory.screens.conftest import Bureau
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT

CTRL = Qt.KeyboardModifier.ControlModifier


def moved(bureau: Bureau) -> Stockroom:
    """Soap bought, part of it taken to the back room; cookies brought by Bu Siti."""
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
