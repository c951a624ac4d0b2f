"""The notas of a day: looked at, copied, saved on A4, put right, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from consignment import correction_queries
from consignment.screens.delivery_list import DeliveryListScreen
from inventory.stock import Stock
from koperasi.quantity import Quantity
from pos import checks
from tests.consignment.brought import bring, of
from tests.inventory.screens.conftest import Bureau, focused


@pytest.fixture
def notas(bureau: Bureau) -> Bureau:
    bring(bureau.shop, of(bureau.shop.cookies, 22, offered=Quantity.of(24), why="Kemasan bocor"))
    return bureau


def listing(bureau: Bureau, **what: object) -> DeliveryListScreen:
    screen = bureau.go("delivery-list", **what)
    assert isinstance(screen, DeliveryListScreen)
    bureau.until(lambda: screen.seen is not None)
    return screen


def correcting(bureau: Bureau) -> DeliveryListScreen:
    screen = listing(bureau)
    screen.actions_by_key["Ctrl+K"].trigger()
    bureau.until(lambda: screen.pages.currentWidget() is screen.correct_page)
    return screen


def test_the_days_notas_are_listed_and_shown_as_they_were_printed(notas: Bureau) -> None:
    bureau = notas
    second = bring(bureau.shop, of(bureau.shop.soap, 3), maker=bureau.shop.member_id)
    screen = listing(bureau)
    assert [(each.maker, each.accepted, each.rejected) for each in screen.listed] == [
        ("Bu Sri", Quantity.of(3), Quantity.of(0)),
        ("Bu Siti", Quantity.of(22), Quantity.of(2)),
    ]
    assert screen.paper.count == 1
    bureau.qtbot.keyClick(screen, Qt.Key.Key_Down)
    bureau.until(lambda: screen.seen is not None and screen.seen.called == "Bu Siti")
    listing(bureau, document_id=second.id)
    bureau.until(lambda: screen.seen is not None and screen.seen.id == second.id)


def test_a_day_without_any_says_so(bureau: Bureau) -> None:
    screen = bureau.go("delivery-list")
    assert isinstance(screen, DeliveryListScreen)
    bureau.until(lambda: not screen.deeds[0].isEnabled())
    screen.actions_by_key["Ctrl+K"].trigger()
    assert screen.pages.currentWidget() is screen.list_page


def test_counts_are_put_right_by_keys(notas: Bureau) -> None:
    bureau, screen = notas, correcting(notas)
    bureau.type("20")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    screen.actions_by_key["Ctrl+Enter"].trigger()
    assert screen.correct_page.why.error
    bureau.type("salah hitung")
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: screen.pages.currentWidget() is screen.list_page)

    bureau.until(lambda: screen.seen is not None and screen.seen.lines[0].now == Quantity.of(20))
    with bureau.shop.shop.reading() as connection:
        assert connection.scalars(select(Stock.quantity)).all() == [Quantity.of(20)]
    assert checks.wrong(bureau.shop.shop) == []


def test_a_nota_that_did_not_move_is_taken_back_whole(notas: Bureau) -> None:
    bureau, screen = notas, correcting(notas)
    screen.correct_page.why.setText("salah penitip")
    bureau.qtbot.mouseClick(screen.correct_page.undo, Qt.MouseButton.LeftButton)
    bureau.until(lambda: len(screen.listed) == 2)
    assert {bool(each.reverses) for each in screen.listed} == {True, False}
    bureau.until(lambda: screen.seen is not None and bool(screen.seen.reversed_by))
    assert not screen.deeds[3].isEnabled()
    assert checks.wrong(bureau.shop.shop) == []


def test_what_was_sold_since_can_only_be_counted_again(notas: Bureau) -> None:
    bureau = notas
    bureau.shop.sell(bureau.shop.line(bureau.shop.cookies, 3, 12_500))
    screen = correcting(bureau)
    assert screen.correct_page.undo.isHidden()
    bureau.type("2")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.type("salah")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: screen.notice.notice is not None)
    assert "hanya ada" in screen.notice.notice.words  # type: ignore[union-attr]


def test_the_nota_is_saved_on_a4(notas: Bureau, tmp_path: Path) -> None:
    bureau, screen = notas, listing(notas)
    screen.save_pdf(tmp_path / "nota.pdf")
    bureau.until(lambda: screen.notice.notice is not None)
    assert (tmp_path / "nota.pdf").read_bytes().startswith(b"%PDF")


def test_esc_goes_back_from_the_correction_and_from_the_list(notas: Bureau) -> None:
    bureau, screen = notas, correcting(notas)
    screen.step_back()
    assert screen.pages.currentWidget() is screen.list_page
    with bureau.shop.shop.reading() as connection:
        assert correction_queries.of_delivery(connection, screen.listed[0].id) == []
