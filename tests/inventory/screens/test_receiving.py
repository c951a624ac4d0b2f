"""Terima Barang: by keys and touch alone, from the first scan to the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from inventory import (
    catalogue,
    intake_desks,
    intake_drafts,
    order_queries,
    orders,
    purchase_queries,
    queries,
    suppliers,
)
from inventory.catalogue import NewUnit, UnitAdded
from inventory.goods import PriceRule
from inventory.orders import OrderCommand, OrderLine
from inventory.products import Product
from inventory.screens.receiving import ReceivingScreen
from inventory.screens.receiving_parts import begin
from inventory.stock import Stock
from inventory.suppliers import NewSupplier, Terms
from koperasi import masters, parties, uids
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from tests.inventory.bought import balance, line, receipt, receive
from tests.inventory.screens.conftest import Bureau, focused

CARTON = "8991234567891"


@pytest.fixture
def stocked(bureau: Bureau) -> Bureau:
    """The small shop with a supplier, and cartons of soap with a barcode of their own."""
    shop = bureau.shop
    with shop.shop.work(shop.manager) as work:
        suppliers.add(work, NewSupplier("S-01", "CV Sumber Rejeki", terms=Terms(terms_days=14)))
    with shop.shop.work(shop.manager) as work:
        catalogue.add_unit(work, UnitAdded(shop.soap, NewUnit("Dus", Quantity.of(24), (CARTON,))))
    return bureau


def receiving(bureau: Bureau, **what: object) -> ReceivingScreen:
    screen = bureau.go("receiving", **what)
    assert isinstance(screen, ReceivingScreen)
    bureau.until(lambda: screen.intake is not None and screen.choices.suppliers is not None)
    bureau.until(lambda: screen.scan.hasFocus())
    return screen


def scan(bureau: Bureau, screen: ReceivingScreen, text: str) -> None:
    before = screen.intake
    bureau.qtbot.keyClicks(screen.scan, text)
    bureau.qtbot.keyClick(screen.scan, Qt.Key.Key_Return)
    bureau.until(lambda: screen.intake != before or screen.notice.notice is not None)


def press(bureau: Bureau, screen: ReceivingScreen, key: str) -> None:
    screen.actions_by_key[key].trigger()


def pick_supplier(bureau: Bureau, screen: ReceivingScreen) -> None:
    bureau.until(lambda: any(each.code == "S-01" for each in screen.choices.suppliers))
    press(bureau, screen, "Ctrl+S")
    bureau.type("sumber")
    bureau.qtbot.keyClick(screen.supplier_page.field, Qt.Key.Key_Return)


def enter(bureau: Bureau, text: str) -> None:
    """Type into the field that has the focus, and go on."""
    bureau.type(text)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)


def keyed(bureau: Bureau, screen: ReceivingScreen) -> None:
    """Two cartons at 72.000, ten pieces free; the invoice with its freight."""
    pick_supplier(bureau, screen)
    scan(bureau, screen, CARTON)
    scan(bureau, screen, CARTON)
    begin(screen.card.bonus)
    for text in ("10", "72.000"):
        enter(bureau, text)
    screen.home()
    press(bureau, screen, "Ctrl+F")
    for text in ("F-881", "22/11", "5", "4000", "", "", "140800"):
        enter(bureau, text)


def test_goods_are_received_by_keys_alone(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    keyed(bureau, screen)
    assert screen.intake is not None
    assert screen.intake.due == date(2026, 12, 6)
    press(bureau, screen, "Ctrl+Enter")
    bureau.until(lambda: screen.saved is not None)

    with bureau.shop.shop.reading() as connection:
        (listed,) = purchase_queries.newest(connection, bureau.shop.shop.branch.id)
        (there,) = connection.execute(select(Stock.quantity, Stock.value)).all()
    assert (listed.supplier, listed.invoice_number, listed.total) == ("CV Sumber Rejeki", "F-881", Rupiah(140_800))
    assert tuple(there) == (Quantity.of(58), Rupiah(140_800))
    assert screen.saved_page.papers.count == 1
    assert checks.wrong(bureau.shop.shop) == []
    press(bureau, screen, "Ctrl+T")
    assert bureau.shell.current_name == "labels"


def test_what_is_missing_stands_on_the_dead_button(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    assert not screen.save_button.isEnabled()
    pick_supplier(bureau, screen)
    scan(bureau, screen, "101")
    assert screen.intake is not None
    assert screen.intake.lines[0].lacks == "price"
    bureau.qtbot.keyClick(screen.scan, Qt.Key.Key_Return)
    enter(bureau, "2.500")
    screen.home()
    assert "total faktur" in screen.save_button.accessibleName().casefold()


def test_two_scans_in_one_breath_both_count(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    for _burst in range(5):
        bureau.shell.scanner.scanned.emit(CARTON)
    bureau.until(lambda: screen.intake is not None and screen.intake.lines)
    bureau.until(lambda: screen.intake is not None and screen.intake.lines[0].quantity == Quantity.of(5))


def test_what_was_typed_before_a_scan_says_how_many(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    bureau.qtbot.keyClicks(screen.scan, "4*")
    bureau.shell.scanner.scanned.emit(CARTON)
    bureau.until(lambda: screen.intake is not None and screen.intake.lines)
    assert screen.intake is not None
    assert screen.intake.lines[0].quantity == Quantity.of(4)
    assert screen.scan.text() == ""


def test_every_step_is_on_disk_and_there_again(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    scan(bureau, screen, f"4*{CARTON}")
    shop = bureau.shop.shop

    def kept() -> bool:
        with shop.reading() as connection:
            found = intake_drafts.restore(connection, shop.writer)
        return found is not None and found == screen.intake

    bureau.until(kept)
    assert intake_desks.restored(shop).lines[0].quantity == Quantity.of(4)


def test_a_good_found_by_words_is_taken_with_enter(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    bureau.qtbot.keyClicks(screen.scan, "3*sabun")
    bureau.until(lambda: screen.pages.currentWidget() is screen.found)
    bureau.qtbot.keyClick(screen.scan, Qt.Key.Key_Return)

    assert screen.intake is not None
    assert [(each.name, each.quantity) for each in screen.intake.lines] == [("Sabun Mandi 70 g", Quantity.of(3))]


def test_an_unknown_code_becomes_a_new_good_on_the_spot(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    scan(bureau, screen, "8997777777770")
    press(bureau, screen, "Ctrl+N")
    for text in ("Teh Celup 25", "", "6000", "Dus", "12"):
        enter(bureau, text)
    bureau.until(lambda: screen.intake is not None and screen.intake.lines)

    assert screen.intake is not None
    assert (screen.intake.lines[0].name, screen.intake.lines[0].unit.name) == ("Teh Celup 25", "Dus")


def test_a_makers_good_is_not_bought(stocked: Bureau) -> None:
    bureau, shop = stocked, stocked.shop
    with shop.shop.database.writing() as connection:
        masters.change(connection, Product, shop.cookies, maker_id=shop.maker_id)
    screen = receiving(bureau)
    scan(bureau, screen, "201")

    bureau.until(lambda: screen.notice.notice is not None)
    assert "Titip Masuk" in screen.notice.notice.words  # type: ignore[union-attr]


def test_a_cost_that_rose_is_told_and_its_price_taken_over(stocked: Bureau) -> None:
    bureau, shop = stocked, stocked.shop
    receive(shop, receipt(shop, line(shop.soap, 10, 25_000)))
    screen = receiving(bureau)
    pick_supplier(bureau, screen)
    scan(bureau, screen, "10*101")
    bureau.qtbot.keyClick(screen.scan, Qt.Key.Key_Return)
    for text in ("", "", "3000"):
        enter(bureau, text)
    screen.home()
    bureau.until(lambda: screen.alarm_strip.notice is not None)
    assert "+20 %" in screen.alarm_strip.notice.words  # type: ignore[union-attr]
    press(bureau, screen, "Ctrl+H")
    press(bureau, screen, "Ctrl+F")
    for text in ("", "", "", "", "", "", "30000"):
        enter(bureau, text)
    press(bureau, screen, "Ctrl+Enter")
    bureau.until(lambda: screen.saved is not None)

    with shop.shop.reading() as connection:
        prices = queries.good(connection, shop.soap).base.prices
    assert [(each.rule, each.price) for each in prices] == [(PriceRule.RETAIL, Rupiah(4_100))]


def test_a_total_that_does_not_fit_is_said_beside_its_field(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    keyed(bureau, screen)
    screen.invoice.asked.setFocus()
    screen.invoice.asked.set_amount(None)
    bureau.type("150000")
    press(bureau, screen, "Ctrl+Enter")
    bureau.until(lambda: screen.notice.notice is not None)

    assert "selisih" in screen.notice.notice.words  # type: ignore[union-attr]
    assert screen.invoice.asked.hasFocus()
    assert screen.saved is None


def test_the_same_invoice_again_is_saved_when_it_is_asked_twice(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    for _turn in range(2):
        keyed(bureau, screen)
        press(bureau, screen, "Ctrl+Enter")
        bureau.until(lambda: screen.saved is not None or screen.notice.notice is not None)
        if screen.saved is not None:
            press(bureau, screen, "Esc")
            bureau.until(lambda: screen.saved is None and screen.intake is not None and not screen.intake.lines)
    assert screen.notice.notice is not None
    assert screen.notice.notice.key == "Ctrl Enter"
    press(bureau, screen, "Ctrl+Enter")
    bureau.until(lambda: screen.saved is not None)
    assert -balance(bureau.shop, Role.SUPPLIER_PAYABLE) == 281_600


def test_a_mis_keyed_receipt_comes_back_whole_and_is_put_right(stocked: Bureau) -> None:
    bureau, shop = stocked, stocked.shop
    until = shop.shop.branch.business_date(shop.shop.clock()) + timedelta(days=90)
    bought = line(shop.soap, 10, 90_000, expires_on=until)
    wrong = receive(shop, receipt(shop, bought, invoice_number="F-5"))
    screen = receiving(bureau, purchase=wrong.id)
    bureau.until(lambda: screen.intake is not None and screen.intake.wrong_id == wrong.id)
    assert screen.intake is not None
    assert (screen.intake.lines[0].amount, screen.intake.lines[0].expires_on) == (Rupiah(90_000), until)
    bureau.qtbot.keyClick(screen.scan, Qt.Key.Key_Return)
    for text in ("", "", "3000"):
        enter(bureau, text)
    screen.invoice.asked.setFocus()
    bureau.type("30000")
    press(bureau, screen, "Ctrl+Enter")
    bureau.until(lambda: screen.saved is not None)

    assert balance(shop, Role.INVENTORY) == 30_000
    assert -balance(shop, Role.SUPPLIER_PAYABLE) == 30_000
    assert checks.wrong(shop.shop) == []


def test_a_line_is_counted_in_another_unit_and_taken_away(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    scan(bureau, screen, CARTON)
    press(bureau, screen, "F9")
    assert screen.intake is not None
    assert screen.intake.lines[0].unit.factor == ONE
    press(bureau, screen, "Ctrl+R")
    assert screen.intake.lines == ()


def test_a_discount_that_is_none_is_said_under_its_field(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    scan(bureau, screen, CARTON)
    screen.card.discount.setFocus()
    enter(bureau, "lima")

    assert "tidak dipahami" in screen.card.discount.error


def ordered(bureau: Bureau) -> int:
    """Five cartons of soap, ordered at 50.000."""
    shop = bureau.shop
    now = shop.shop.clock()
    day = shop.shop.branch.business_date(now)
    with shop.shop.work(shop.manager, channel="office") as work:
        supplier = parties.by_code(work.connection, "S-01")
        assert supplier is not None
        asked = OrderLine(shop.soap, "Dus", Quantity.of(24), Quantity.of(5), Rupiah(50_000))
        command = OrderCommand(work.mint(), uids.new_uid(now), supplier, day, now, (asked,))
        orders.make(work, command)
    return command.id


def test_an_order_is_received_by_scanning_what_came_of_it(stocked: Bureau) -> None:
    order_id = ordered(stocked)
    bureau, screen = stocked, receiving(stocked)
    press(bureau, screen, "Ctrl+O")
    bureau.until(lambda: screen.pages.currentWidget() is screen.order_page)
    bureau.qtbot.keyClick(screen.order_page.field, Qt.Key.Key_Return)
    bureau.until(lambda: screen.intake is not None and screen.intake.lines)
    assert screen.intake is not None
    assert (screen.intake.supplier, screen.intake.lines[0].quantity) == ("CV Sumber Rejeki", Quantity.of(5))
    for _carton in range(3):
        scan(bureau, screen, CARTON)
    screen.invoice.asked.setFocus()
    bureau.type("150000")
    press(bureau, screen, "Ctrl+Enter")
    bureau.until(lambda: screen.saved is not None)

    with bureau.shop.shop.reading() as connection:
        (left,) = order_queries.open_lines(connection, order_id)
    assert (left.received, left.left) == (Quantity.of(72), Quantity.of(48))


def test_an_order_does_not_sweep_away_what_was_scanned(stocked: Bureau) -> None:
    order_id = ordered(stocked)
    bureau, screen = stocked, receiving(stocked)
    scan(bureau, screen, CARTON)
    press(bureau, screen, "Ctrl+O")
    assert screen.notice.notice is not None
    bureau.go("receiving", order=order_id)
    bureau.until(lambda: screen.intake is not None and screen.notice.notice is not None)

    assert screen.intake is not None
    assert (screen.intake.lines[0].quantity, screen.intake.order_id) == (ONE, None)


def test_what_lay_here_is_there_again_after_another_was_put_right(stocked: Bureau) -> None:
    bureau, shop = stocked, stocked.shop
    wrong = receive(shop, receipt(shop, line(shop.cookies, 10, 90_000), invoice_number="F-5"))
    screen = receiving(bureau)
    scan(bureau, screen, CARTON)
    bureau.until(lambda: intake_desks.restored(shop.shop).lines)
    bureau.go("receiving", purchase=wrong.id)
    bureau.until(lambda: screen.intake is not None and screen.intake.wrong_id == wrong.id)
    press(bureau, screen, "Ctrl+Enter")
    bureau.until(lambda: screen.saved is not None)
    press(bureau, screen, "Esc")
    bureau.until(lambda: screen.intake is not None and screen.intake.wrong_id is None)

    assert screen.intake is not None
    assert [each.name for each in screen.intake.lines] == ["Sabun Mandi 70 g"]


def test_a_kept_draft_leaves_the_focus_where_one_types_and_ctrl_enter_saves_from_there(stocked: Bureau) -> None:
    bureau, screen = stocked, receiving(stocked)
    keyed(bureau, screen)
    begin(screen.invoice.asked)
    bureau.type("140800")
    bureau.until(lambda: intake_desks.restored(bureau.shop.shop).asked == Rupiah(140_800))
    assert screen.invoice.asked.hasFocus()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: screen.saved is not None)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)

    bureau.until(lambda: screen.saved is None and screen.scan.hasFocus())


def test_the_tax_on_top_is_proposed_by_a_key(stocked: Bureau) -> None:
    screen = receiving(stocked)
    scan(stocked, screen, "101")
    screen.change(lambda intake: intake.changed(lambda line: replace(line, price=Rupiah(10_000))))
    press(stocked, screen, "Ctrl+Y")
    stocked.until(screen.notice.isVisible)
    assert screen.intake is not None
    assert screen.intake.tax == Rupiah(0)

    with stocked.shop.shop.work(stocked.shop.manager) as work:
        masters.change(work.connection, Product, stocked.shop.soap, tax_class="PPN")
    press(stocked, screen, "Ctrl+Y")
    stocked.until(lambda: screen.intake is not None and bool(screen.intake.tax))

    assert screen.intake.tax == Rupiah(1_100)
    assert screen.invoice.tax.amount == Rupiah(1_100)
