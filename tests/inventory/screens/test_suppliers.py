"""Pemasok: found, written down, changed and put away."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inventory import suppliers
from inventory.screens.suppliers import SuppliersScreen
from inventory.suppliers import NewSupplier, Supplier, Terms
from koperasi.money import Rupiah
from tests.inventory.screens.conftest import Bureau, focused


def known(bureau: Bureau) -> list[Supplier]:
    with bureau.shop.shop.reading() as connection:
        return suppliers.all_in_use(connection)


@pytest.fixture
def screen(bureau: Bureau) -> SuppliersScreen:
    counter = bureau.shop
    for code, name in (("S-01", "Makmur Grosir"), ("S-02", "Agen Telur")):
        with counter.shop.work(counter.manager, channel="office") as work:
            suppliers.add(work, NewSupplier(code, name, terms=Terms(lead_days=2)))
    found = cast("SuppliersScreen", bureau.go("suppliers"))
    bureau.until(lambda: found.known)
    return found


def open_first(bureau: Bureau, screen: SuppliersScreen) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: screen.opened)


def test_typing_narrows_the_list(bureau: Bureau, screen: SuppliersScreen) -> None:
    bureau.type("mak")

    assert [each.name for each in screen.list.items] == ["Makmur Grosir"]


def test_a_new_supplier_is_kept_by_keys_alone(bureau: Bureau, screen: SuppliersScreen) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    bureau.type("Sumber Rejeki")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    bureau.type("S-03")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: len(known(bureau)) == 3)

    assert {each.code for each in known(bureau)} == {"S-01", "S-02", "S-03"}


def test_terms_are_changed_by_touch(bureau: Bureau, screen: SuppliersScreen) -> None:
    open_first(bureau, screen)
    screen.form.weekdays.buttons[0].click()
    screen.form.least.set_amount(Rupiah(250_000))
    screen.save_button.click()
    bureau.until(lambda: known(bureau)[0].terms.weekdays == 1)

    terms = known(bureau)[0].terms
    assert (terms.min_order, terms.lead_days) == (Rupiah(250_000), 2)


def test_a_code_that_is_taken_is_told_beside_its_field(bureau: Bureau, screen: SuppliersScreen) -> None:
    screen._new()
    screen.form.name.setText("Lain")
    screen.form.code.setText("S-01")
    screen.save_button.click()
    bureau.until(lambda: screen.form.code.error)

    assert len(known(bureau)) == 2


def test_leaving_with_changes_asks_once_more(bureau: Bureau, screen: SuppliersScreen) -> None:
    open_first(bureau, screen)
    screen.form.name.setText("Lain")
    screen._leave()
    assert screen.opened is not None
    screen._leave()
    assert screen.opened is None


def test_a_supplier_is_put_away_after_a_second_word(bureau: Bureau, screen: SuppliersScreen) -> None:
    open_first(bureau, screen)
    screen.retire_button.click()
    assert len(known(bureau)) == 2
    screen.retire_button.click()
    bureau.until(lambda: len(known(bureau)) == 1)
    bureau.until(lambda: screen.opened is None)


def test_an_order_of_a_supplier_is_begun_from_her_page(bureau: Bureau, screen: SuppliersScreen) -> None:
    open_first(bureau, screen)
    screen.order_button.click()
    bureau.until(lambda: bureau.shell.current_name == "order-editor")


def test_the_list_is_copied_as_a_table(bureau: Bureau, screen: SuppliersScreen) -> None:
    QApplication.clipboard().clear()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: "Makmur Grosir" in QApplication.clipboard().text())


def test_a_scan_says_that_she_sells_this_and_a_key_that_it_is_ordered_here(
    bureau: Bureau, screen: SuppliersScreen
) -> None:
    open_first(bureau, screen)
    screen.scanned("101")
    bureau.until(lambda: screen.form.goods.items)
    assert screen.form.goods.item.preferred

    screen._leave()
    screen.list.choose(1)
    screen._open()
    bureau.until(lambda: screen.opened is not None and screen.opened.name == "Makmur Grosir")
    screen.scanned("101")
    bureau.until(lambda: screen.form.goods.items)
    assert not screen.form.goods.item.preferred
    screen.here_button.click()
    bureau.until(lambda: screen.form.goods.item.preferred)
    screen.gone_button.click()
    bureau.until(lambda: not screen.form.goods.items)


def test_an_unknown_code_in_the_form_is_told(bureau: Bureau, screen: SuppliersScreen) -> None:
    open_first(bureau, screen)
    screen.scanned("8991234567890")
    bureau.until(lambda: screen.notice.notice)

    assert not screen.form.goods.items
