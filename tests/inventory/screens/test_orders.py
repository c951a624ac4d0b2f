"""Pesan Barang: from what is proposed to an order that was sent, by keys alone and by touch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from inventory import catalogue, order_queries, suppliers
from inventory.catalogue import NewUnit, UnitAdded
from inventory.order_queries import OpenOrder, OrderState
from inventory.screens.order_editor import OrderEditorScreen
from inventory.screens.orders import OrdersScreen
from inventory.screens.placed_orders import PlacedOrderScreen
from inventory.suppliers import NewSupplier, Supplied, Terms
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.inventory.screens.conftest import Bureau, focused
from tests.shops import Clock


@pytest.fixture
def selling(bureau: Bureau) -> Bureau:
    """Soap by the carton of Makmur, sold yesterday; cookies of nobody, sold too."""
    counter = bureau.shop
    with counter.shop.work(counter.manager, channel="office") as work:
        terms = Terms("Pak Joko", "0812", min_order=Rupiah(500_000))
        makmur = suppliers.add(work, NewSupplier("S-01", "Makmur", terms=terms))
    with counter.shop.work(counter.manager, channel="office") as work:
        carton = catalogue.add_unit(work, UnitAdded(counter.soap, NewUnit("Dus", Quantity.of(24), (), ())))
    with counter.shop.work(counter.manager, channel="office") as work:
        suppliers.supply(work, Supplied(makmur, carton, "SB70", Rupiah(60_000), preferred=True))
    for good in (counter.soap, counter.cookies):
        counter.buy(good, 20, 50_000)
        counter.sell(counter.line(good, 8, 3_400))
    cast("Clock", counter.shop.clock).at += timedelta(days=1)
    return bureau


def shown(bureau: Bureau) -> OrdersScreen:
    screen = cast("OrdersScreen", bureau.go("orders"))
    bureau.until(lambda: screen.found)
    return screen


def press(bureau: Bureau, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    bureau.qtbot.keyClick(focused(), key, modifier)


def editing(bureau: Bureau) -> OrderEditorScreen:
    """The order of the first supplier proposed, opened by Enter."""
    shown(bureau)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: bureau.shell.current_name == "order-editor")
    screen = cast("OrderEditorScreen", bureau.shell.current)
    bureau.until(lambda: screen.draft)
    return screen


def save(bureau: Bureau) -> PlacedOrderScreen:
    press(bureau, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: bureau.shell.current_name == "order")
    return cast("PlacedOrderScreen", bureau.shell.current)


def made(bureau: Bureau) -> list[OpenOrder]:
    with bureau.shop.shop.reading() as connection:
        return order_queries.newest(connection)


def test_who_should_be_ordered_from_stands_first_and_goods_of_nobody_apart(selling: Bureau) -> None:
    screen = shown(selling)

    names = [group.supplier.name if group.supplier else None for group in screen.found.groups]  # type: ignore[union-attr]
    assert names == ["Makmur", None]


def test_the_proposal_becomes_an_order_by_keys_alone(selling: Bureau) -> None:
    screen = editing(selling)
    (line,) = screen.draft.lines  # type: ignore[union-attr]
    assert line.told == "laku 8 sehari × 9 hari − ada 12 − dipesan 0 = 60 → 3 dus isi 24"

    press(selling, Qt.Key.Key_Return)  # from the empty box to the quantity
    selling.type("5")
    placed = save(selling)

    (order,) = made(selling)
    assert (order.supplier, order.expected, order.state) == ("Makmur", Rupiah(300_000), OrderState.OPEN)
    assert placed.paper is not None
    assert placed.paper.lines[0].quantity == Quantity.of(5)


def test_what_lacks_for_the_smallest_order_is_said(selling: Bureau) -> None:
    screen = editing(selling)

    assert screen.sum.lacks.isVisible()
    screen.card.more.click()
    assert screen.draft is not None
    assert (screen.draft.lines[0].units, screen.draft.missing) == (Quantity.of(4), Rupiah(260_000))


def test_a_good_is_added_by_a_piece_of_its_name(selling: Bureau) -> None:
    screen = editing(selling)
    selling.type("kue")
    selling.until(lambda: screen.found.items)
    press(selling, Qt.Key.Key_Return)
    selling.until(lambda: screen.draft is not None and len(screen.draft.lines) == 2)

    assert screen.draft is not None
    assert (screen.draft.lines[0].name, screen.draft.lines[0].units) == ("Kue Kering", Quantity.of(1))


def test_a_scan_of_a_good_that_is_there_adds_one_of_its_unit(selling: Bureau) -> None:
    screen = editing(selling)
    screen.scanned("101")
    selling.until(lambda: screen.draft is not None and screen.draft.lines[0].units == Quantity.of(4))


def test_an_unknown_code_is_told_and_changes_nothing(selling: Bureau) -> None:
    screen = editing(selling)
    screen.scanned("8991234567890")
    selling.until(lambda: screen.notice.notice)

    assert screen.draft is not None
    assert len(screen.draft.lines) == 1


def test_nothing_ordered_cannot_be_saved(selling: Bureau) -> None:
    screen = editing(selling)
    screen.card.units.setFocus()
    selling.type("0")

    assert not screen.primary.isEnabled()
    assert made(selling) == []


def test_a_day_that_cannot_be_read_is_told_beside_its_field(selling: Bureau) -> None:
    screen = editing(selling)
    screen.wanted.setText("lusa")
    press(selling, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert screen.wanted.error
    assert made(selling) == []


def test_leaving_a_changed_order_asks_once_more(selling: Bureau) -> None:
    screen = editing(selling)
    screen.card.more.click()
    screen._leave()
    assert selling.shell.current_name == "order-editor"
    screen._leave()
    assert selling.shell.current_name == "orders"


def test_goods_of_nobody_are_ordered_of_whom_one_picks(selling: Bureau) -> None:
    screen = shown(selling)
    screen.suppliers.choose(1)
    screen._open()
    assert [words for _key, words in screen.picker.shown] == ["Makmur"]
    press(selling, Qt.Key.Key_Return)
    selling.until(lambda: selling.shell.current_name == "order-editor")

    editor = cast("OrderEditorScreen", selling.shell.current)
    selling.until(lambda: editor.draft)
    assert [line.name for line in editor.draft.lines] == ["Kue Kering"]  # type: ignore[union-attr]


def test_an_order_goes_to_whatsapp_and_to_paper(
    selling: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing(selling)
    placed = save(selling)
    press(selling, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert "*3 Dus isi 24* (SB70)" in QApplication.clipboard().text()

    file = tmp_path / "pesanan.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    placed.actions_by_key["Ctrl+P"].trigger()
    selling.until(file.exists)
    selling.until(lambda: placed.notice.notice is not None and str(file) in placed.notice.notice.words)
    assert file.read_bytes()[:5] == b"%PDF-"


def test_an_order_is_closed_after_a_second_word(selling: Bureau) -> None:
    editing(selling)
    placed = save(selling)
    placed.close_button.click()
    assert made(selling)[0].state is OrderState.OPEN
    placed.close_button.click()
    selling.until(lambda: made(selling)[0].state is OrderState.CLOSED)
    selling.until(lambda: not placed.change_button.isEnabled())


def test_a_changed_order_stands_in_place_of_the_first(selling: Bureau) -> None:
    editing(selling)
    save(selling)
    press(selling, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    selling.until(lambda: selling.shell.current_name == "order-editor")
    screen = cast("OrderEditorScreen", selling.shell.current)
    selling.until(lambda: screen.draft)
    screen.card.more.click()
    save(selling)

    new, old = made(selling)
    assert (old.state, new.state, new.expected) == (OrderState.CLOSED, OrderState.OPEN, Rupiah(240_000))


def test_the_orders_are_listed_with_what_is_awaited(selling: Bureau) -> None:
    editing(selling)
    save(selling)
    screen = shown(selling)
    screen.turn_to(1)
    selling.until(lambda: screen.orders.items)

    assert "1 belum lengkap" in screen.tabs[1].words
    assert [each.supplier for each in screen.orders.items] == ["Makmur"]


def test_what_is_ordered_is_not_proposed_again(selling: Bureau) -> None:
    editing(selling)
    save(selling)
    screen = cast("OrdersScreen", selling.go("orders"))
    selling.until(lambda: screen.found is not None and [group.supplier for group in screen.found.groups] == [None])


def test_the_proposal_is_copied_as_a_table(selling: Bureau) -> None:
    screen = shown(selling)
    QApplication.clipboard().clear()
    press(selling, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    selling.until(lambda: "Sabun Mandi 70 g" in QApplication.clipboard().text())
    assert screen.notice.notice is not None


def test_a_good_is_ordered_by_another_unit(selling: Bureau) -> None:
    screen = editing(selling)
    press(selling, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    selling.until(lambda: screen.draft is not None and screen.draft.lines[0].source.unit == "Pcs")

    assert screen.draft is not None
    assert (screen.draft.lines[0].units, screen.draft.lines[0].price) == (Quantity.of(72), Rupiah(2_500))
    assert screen.card.units.quantity == Quantity.of(72)
