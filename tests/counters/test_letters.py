"""What is written in words is written by touch too, in the smallest window that is supported."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.offices import OfficeScreen
from inventory.screens.own_uses import OwnUsesScreen
from pos.screens import office
from pos.screens.payment import PaymentScreen
from pos.screens.returns import ReturnsScreen
from tests.fronts import YUNI, Front
from tests.hands import Touches
from tests.shops import Counter

SMALL = (1024, 768)


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, seller: Counter) -> Iterator[Touches]:
    """Fingers at a till of 1024 × 768 pixels."""
    front = Front.open(seller, qtbot, qapp, size=SMALL)
    front.sign_in()
    front.at("till")
    yield Touches(front, size=SMALL)
    front.window.close()


@pytest.fixture
def managing(qtbot: QtBot, qapp: QApplication, seller: Counter) -> Iterator[Touches]:
    """The manager's fingers, at the same small window."""
    front = Front.open(seller, qtbot, qapp, size=SMALL)
    front.sign_in(YUNI)
    front.at("till")
    yield Touches(front, size=SMALL)
    front.window.close()


def asked(hands: Touches, sql: str) -> list[tuple[object, ...]]:
    with hands.front.counter.shop.reading() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def test_what_cash_went_out_for(hands: Touches) -> None:
    hands.do("F11", "Kas")
    hands.at("cash")
    hands.digits("45000")
    hands.do("6", "Lain-lain")
    hands.letters("bensin")
    hands.do("Return", "Simpan")

    assert asked(hands, "SELECT amount, reason FROM cash_movements") == [(45_000, "bensin")]


def test_why_the_drawer_is_opened(hands: Touches) -> None:
    hands.do("F12", "Menu Kasir")
    hands.at("menu")
    hands.do("Ctrl+B", "Buka Laci")
    hands.at("drawer")
    hands.do("5", "Lainnya, tulis")
    hands.letters("ganti kunci")
    hands.do("Return", "Buka Laci")
    hands.at("override")
    hands.digits(YUNI[1])
    hands.do("Return", "Setujui")
    hands.at("drawer")

    assert asked(hands, "SELECT note FROM drawer_openings") == [("ganti kunci",)]


def test_the_code_of_a_card_terminal(hands: Touches) -> None:
    hands.scan("101")
    hands.do("Return", "Bayar")
    hands.at("payment")
    hands.do("Ctrl+N", "Lain…")
    hands.do("Ctrl+K", "Kartu")
    screen = hands.front.screen
    assert isinstance(screen, PaymentScreen)
    hands.touch(screen.coded.code)
    hands.digits("884213")
    hands.do("Return", "Selesai")
    hands.at("change")

    assert asked(hands, "SELECT kind, reference FROM sale_tenders") == [("card", "884213")]


def test_a_receipt_is_looked_for_by_its_number(hands: Touches) -> None:
    counter = hands.front.counter
    sold = counter.sell(counter.line(counter.soap, 1, 3_400))
    hands.do("F10", "Retur")
    hands.at("returns")
    hands.letters(sold.number.lower())
    hands.do("Return", "Buka Struk")
    screen = hands.front.screen
    assert isinstance(screen, ReturnsScreen)
    assert screen.picks is not None
    assert screen.picks.receipt is not None


def test_what_the_shop_uses_itself_and_what_for(managing: Touches) -> None:
    hands = managing
    hands.front.counter.buy(hands.front.counter.soap, 12, 33_600)
    hands.do("F12", "Menu Kasir")
    hands.at("menu")
    hands.do("Ctrl+O", "Kantor, barang, stok, belanja, laporan")
    hands.at("home")
    hands.do("Alt+4", "Stok")
    hands.at("stock")
    hands.do("Ctrl+U", "Pakai Sendiri, dipakai toko, menjadi biaya")
    hands.at("own-uses")
    hands.do("", "Huruf")
    hands.letters("101")
    hands.do("", "Enter")
    screen = hands.front.screen
    assert isinstance(screen, OwnUsesScreen)
    hands.front.until(lambda: screen.draft.lines)
    hands.touch(screen.purpose)
    hands.do("", "Huruf")
    hands.letters("pel lantai")
    hands.do("", "Huruf")
    hands.do("Ctrl+S", "Catat")
    hands.front.until(lambda: asked(hands, "SELECT 1 FROM own_uses"))

    assert asked(hands, "SELECT purpose FROM own_uses") == [("pel lantai",)]


def test_every_screen_of_the_office_has_letters_that_lie_within_it(managing: Touches) -> None:
    shell = managing.front.window.shell
    for each in office.ENTRIES:
        shell.go(each.screen)
        managing.at(each.screen)
        screen = managing.front.screen
        assert isinstance(screen, OfficeScreen)
        managing.do("", "Huruf")
        assert screen.letters is not None
        assert screen.rect().contains(screen.letters.geometry()), each.screen
        managing.do("", "Huruf")
        assert screen.letters.isHidden()
