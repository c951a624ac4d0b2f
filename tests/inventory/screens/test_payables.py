"""Utang Pemasok: who is owed what; a supplier is opened and paid by keys, and a wrong payment taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from inventory import payable_queries, purchases, suppliers
from inventory.payable_facts import MoneyFrom
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.screens.payables import PayablesScreen
from inventory.screens.supplier_debts import SupplierDebtScreen
from inventory.suppliers import NewSupplier, Terms
from koperasi import uids
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from tests.inventory.screens.conftest import Bureau
from tests.inventory.test_payables import pay, payment
from tests.shops import Counter

CONTROL = Qt.KeyboardModifier.ControlModifier


def bought(shop: Counter, supplier: int | None, cost: int, days_ago: int, reference: str | None = None) -> int:
    now = shop.shop.clock()
    line = BoughtLine(shop.soap, "Pcs", ONE, Quantity.of(10), Rupiah(cost))
    day = shop.shop.branch.business_date(now) - timedelta(days=days_ago)
    what = (shop.shop.minter.next(), uids.new_uid(now), supplier, PaidFrom.CREDIT, day, now, (line,), reference)
    with shop.shop.work(shop.manager, channel="office") as work:
        purchases.receive(work, PurchaseCommand(*what))
    return what[0]


@pytest.fixture
def owing(bureau: Bureau) -> Bureau:
    shop = bureau.shop
    with shop.shop.work(shop.manager, channel="office") as work:
        rejeki = suppliers.add(work, NewSupplier("S-01", "CV Sumber Rejeki", terms=Terms(terms_days=14)))
    with shop.shop.work(shop.manager, channel="office") as work:
        jaya = suppliers.add(work, NewSupplier("S-02", "UD Jaya Makmur", terms=Terms(terms_days=30)))
    bought(shop, rejeki, 450_000, 40, "INV/2026/0871")
    bought(shop, rejeki, 125_500, 14, "INV/2026/0902")
    bought(shop, rejeki, 80_000, 2)
    bought(shop, jaya, 1_250_000, 3, "SJ-118")
    bought(shop, None, 12_000, 0)
    return bureau


def opened(bureau: Bureau) -> PayablesScreen:
    screen = bureau.go("payables")
    assert isinstance(screen, PayablesScreen)
    bureau.until(lambda: screen.shown)
    return screen


def account(bureau: Bureau) -> SupplierDebtScreen:
    """The first supplier, opened by Enter."""
    screen = opened(bureau)
    bureau.until(screen.field.hasFocus)
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    found = bureau.shell.current
    assert isinstance(found, SupplierDebtScreen)
    bureau.until(lambda: found.desk_now)
    return found


def owed(bureau: Bureau, screen: SupplierDebtScreen) -> int:
    with bureau.shop.shop.reading() as connection:
        return payable_queries.debt(connection, screen.supplier_id).owed.amount


def test_suppliers_stand_by_what_is_due(owing: Bureau) -> None:
    screen = opened(owing)

    rows = [tuple(cell.text for cell in screen.list.rows_model.row(n).cells) for n in range(3)]
    assert [(row[0], row[1], row[3], row[4]) for row in rows] == [
        ("CV Sumber Rejeki", "3", "575.500", "655.500"),
        ("Tanpa pemasok", "1", "12.000", "12.000"),
        ("UD Jaya Makmur", "1", "–", "1.250.000"),
    ]


def test_typing_narrows_and_nothing_found_is_said(owing: Bureau) -> None:
    screen = opened(owing)
    owing.until(screen.field.hasFocus)
    owing.type("jaya")
    assert [each.name for each in screen.shown] == ["UD Jaya Makmur"]
    owing.type("xyz")
    assert screen.shown == ()
    assert not screen.open_button.isEnabled()


def test_what_is_due_is_ticked_and_paid_by_keys(owing: Bureau) -> None:
    screen = account(owing)
    assert screen.pay_button.words == "Bayar Rp 575.500"

    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_Return, CONTROL)
    owing.until(lambda: owed(owing, screen) == 80_000)
    owing.until(lambda: screen.desk_now is not None and len(screen.desk_now.items) == 1)


def test_an_amount_typed_goes_to_the_oldest_papers(owing: Bureau) -> None:
    screen = account(owing)
    owing.until(screen.panel.field.hasFocus)
    owing.type("500000")

    assert [screen.items.rows_model.row(n).cells[5].text for n in range(3)] == ["450.000", "50.000", "–"]
    assert screen.pay_button.words == "Bayar Rp 500.000"
    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_Return)
    owing.until(lambda: owed(owing, screen) == 155_500)


def test_more_than_is_owed_waits_for_being_said_an_advance(owing: Bureau) -> None:
    screen = account(owing)
    owing.until(screen.panel.field.hasFocus)
    owing.type("700000")
    assert screen.pay_button.words == "Lebih Rp 44.500"
    assert screen.panel.ahead.isVisible()

    screen.panel.ahead.click()
    screen.pay_button.click()
    owing.until(lambda: owed(owing, screen) == -44_500)


def test_papers_are_ticked_by_touch_and_by_keys(owing: Bureau) -> None:
    screen = account(owing)
    screen.items.row_pressed.emit(0)
    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_Down)
    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_Down)
    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_B, CONTROL)

    assert screen.desk_now is not None
    assert screen.desk_now.money == Rupiah(205_500)


def test_the_money_may_come_from_the_bank_or_a_drawer_that_is_open(owing: Bureau) -> None:
    screen = account(owing)
    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_U, CONTROL)
    assert screen.desk_now is not None
    assert screen.desk_now.paid_from is MoneyFrom.BANK

    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_U, CONTROL)
    assert screen.pay_button.words == "Kasir belum buka"


def test_a_payment_is_taken_back_with_a_reason(owing: Bureau) -> None:
    screen = account(owing)
    supplier, shop = screen.supplier_id, owing.shop
    assert screen.desk_now is not None
    pay(shop, payment(shop, supplier, (screen.desk_now.items[0].item_id, 450_000)))
    screen.refresh()
    owing.until(lambda: screen.payments)
    owing.qtbot.keyClick(screen.panel.field, Qt.Key.Key_R, CONTROL)
    assert screen.undo_button.isVisible()

    screen.undo_button.click()
    owing.until(screen.reasons.field.hasFocus)
    owing.type("pemasok")
    owing.qtbot.keyClick(screen.reasons.field, Qt.Key.Key_Return)
    owing.until(lambda: owed(owing, screen) == 655_500)
