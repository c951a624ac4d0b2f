"""Retur Pemasok by keys: supplier, lot, how much, for how much, why; then her slip waits to be printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from inventory import catalogue, payable_queries, suppliers
from inventory.screens.supplier_return_lists import SupplierReturnListScreen
from inventory.screens.supplier_returns import SupplierReturnsScreen
from inventory.supplier_return_facts import Settled
from inventory.suppliers import NewSupplier
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.jobs import PrintJob
from tests.inventory.screens.conftest import Bureau, focused
from tests.inventory.screens.test_payables import bought
from tests.shops import good

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def supplied(bureau: Bureau) -> Bureau:
    shop = bureau.shop
    with shop.shop.work(shop.manager, channel="office") as work:
        rejeki = suppliers.add(work, NewSupplier("S-01", "CV Sumber Rejeki"))
    with shop.shop.work(shop.manager, channel="office") as work:
        suppliers.add(work, NewSupplier("S-02", "UD Jaya Makmur"))
    with shop.shop.work(shop.manager, channel="office") as work:
        (tea,) = catalogue.add_many(work, [good("401", "Teh Celup Kotak 25", 9_000)])
    bought(shop, rejeki, 30_000, 3)
    bought(shop, rejeki, 31_000, 1)
    soap, shop.soap = shop.soap, tea
    bought(shop, rejeki, 75_000, 1)
    shop.soap = soap
    return bureau


def opened(bureau: Bureau) -> SupplierReturnsScreen:
    """The screen, with the first supplier chosen by typing and Enter."""
    screen = bureau.go("supplier-returns")
    assert isinstance(screen, SupplierReturnsScreen)
    bureau.until(lambda: screen.picker.isVisible())
    bureau.until(screen.picker.field.hasFocus)
    bureau.type("rejeki")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: screen.shown)
    return screen


def owed(bureau: Bureau, screen: SupplierReturnsScreen) -> int:
    assert screen.now is not None
    with bureau.shop.shop.reading() as connection:
        return payable_queries.debt(connection, screen.now.supplier_id).owed.amount


def test_what_is_left_of_her_goods_is_listed_with_its_purchase(supplied: Bureau) -> None:
    screen = opened(supplied)

    rows = [tuple(cell.text for cell in screen.list.rows_model.row(n).cells) for n in range(3)]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("Sabun Mandi 70 g", "10", "–"),
        ("Sabun Mandi 70 g", "10", "–"),
        ("Teh Celup Kotak 25", "10", "–"),
    ]
    assert screen.give_button.words == "Pilih barang"


def test_a_lot_goes_back_by_keys_and_lessens_the_debt(supplied: Bureau) -> None:
    screen = opened(supplied)
    before = owed(supplied, screen)
    supplied.station.printer = "K1"
    supplied.until(screen.field.hasFocus)
    supplied.type("teh")
    supplied.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    supplied.type("2")
    assert screen.panel.credit.amount == Rupiah(15_000)
    supplied.qtbot.keyClick(screen.panel.quantity, Qt.Key.Key_Return)
    supplied.qtbot.keyClick(screen.panel.credit, Qt.Key.Key_Return)
    assert screen.give_button.words == "Tulis alasan"

    screen.reason.setFocus()
    supplied.type("bocor")
    assert screen.give_button.words == "Retur Rp 15.000"
    supplied.qtbot.keyClick(screen.reason, Qt.Key.Key_Return)
    supplied.until(lambda: owed(supplied, screen) == before - 15_000)
    supplied.until(lambda: screen.shown and screen.shown[-1].quantity == Quantity.of(8))
    with supplied.shop.shop.reading() as connection:
        assert len(connection.execute(select(PrintJob.id)).all()) == 1


def test_more_than_is_left_is_told_beside_the_field(supplied: Bureau) -> None:
    screen = opened(supplied)
    screen._touched(0)
    supplied.type("11")
    screen.panel.give()

    assert "10 pcs" in screen.panel.quantity.error
    assert screen.now is not None
    assert not screen.now.given


def test_the_supplier_may_give_less_and_in_money(supplied: Bureau) -> None:
    screen = opened(supplied)
    before = owed(supplied, screen)
    screen._given(Quantity.of(1), Rupiah(2_500))
    supplied.qtbot.keyClick(screen.field, Qt.Key.Key_G, CONTROL)
    assert screen.now is not None
    assert screen.now.settled is Settled.SAFE
    supplied.qtbot.keyClick(screen.field, Qt.Key.Key_J, CONTROL)
    screen.reasons.list.row_pressed.emit(1)
    assert screen.reason.text() == "kedaluwarsa"
    screen.give_button.click()

    supplied.until(lambda: screen.shown[0].quantity == Quantity.of(9))
    assert owed(supplied, screen) == before


def test_a_scan_finds_the_lot_and_another_good_is_told(supplied: Bureau) -> None:
    screen = opened(supplied)
    screen.scanned("401")
    supplied.until(lambda: screen.panel.quantity.hasFocus())
    assert screen.shown[screen.at].code == "401"

    screen.scanned("201")
    supplied.until(lambda: screen.notice.isVisible())


def test_a_supplier_without_goods_here_is_said(supplied: Bureau) -> None:
    screen = opened(supplied)
    supplied.qtbot.keyClick(screen.field, Qt.Key.Key_U, CONTROL)
    supplied.until(lambda: screen.picker.isVisible())
    supplied.until(screen.picker.field.hasFocus)
    supplied.type("jaya")
    supplied.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    supplied.until(lambda: not screen.shown)

    assert not screen.panel.button.isEnabled()


def test_a_return_keyed_wrong_is_taken_back_by_keys(supplied: Bureau) -> None:
    screen = opened(supplied)
    before = owed(supplied, screen)
    screen._given(Quantity.of(1), Rupiah(2_500))
    screen.reason.setText("penyok")
    screen._tell()
    screen.give_button.click()
    supplied.until(lambda: owed(supplied, screen) == before - 2_500)
    supplied.qtbot.keyClick(screen.field, Qt.Key.Key_R, CONTROL)
    done = supplied.shell.current
    assert isinstance(done, SupplierReturnListScreen)
    supplied.until(lambda: done.shown)

    supplied.qtbot.keyClick(done, Qt.Key.Key_Z, CONTROL)
    supplied.until(done.reasons.field.hasFocus)
    supplied.type("jumlah")
    supplied.qtbot.keyClick(done.reasons.field, Qt.Key.Key_Return)
    supplied.until(lambda: owed(supplied, screen) == before)
    supplied.until(lambda: done.shown[0].reversed)
    assert not done.undo_button.isEnabled()
