"""Ubah Harga by keys and by touch: nothing changes before the list is applied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inventory import catalogue, price_queries, queries
from inventory.catalogue import NewUnit
from inventory.goods import PriceLine, PriceRule
from inventory.screens.prices import PricesScreen
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.inventory.screens.conftest import Bureau, focused
from tests.shops import good


@pytest.fixture
def stocked(bureau: Bureau) -> Bureau:
    """Soap that costs 2.900, with a wholesale step and a carton; and drinks of a category."""
    shop = bureau.shop
    shop.buy(shop.soap, 10, 29_000)
    step = PriceLine(PriceRule.TIER, Rupiah(3_200), Quantity.of(12))
    with shop.shop.work(shop.manager) as work:
        carton = NewUnit("Dus", Quantity.of(24), (), (PriceLine(PriceRule.RETAIL, Rupiah(78_000)),))
        catalogue.add_unit(work, catalogue.UnitAdded(shop.soap, carton))
    with shop.shop.work(shop.manager) as work:
        unit = queries.good(work.connection, shop.soap).base.id
        catalogue.change_price(work, catalogue.PriceChanged(unit, step))
    with shop.shop.work(shop.manager) as work:
        drinks = [replace(good(f"D{n}", f"Teh Botol {n}", 4_000 + n), category="Minuman") for n in range(12)]
        catalogue.add_many(work, drinks)
    return bureau


def opened(bureau: Bureau, words: str = "sabun") -> PricesScreen:
    screen = bureau.go("prices")
    assert isinstance(screen, PricesScreen)
    bureau.until(lambda: screen.field.hasFocus())
    bureau.type(words)
    bureau.until(lambda: screen.board.rows)
    return screen


def prices(bureau: Bureau) -> list[int]:
    with bureau.shop.shop.reading() as connection:
        return [line.price.amount for unit in queries.good(connection, bureau.shop.soap).units for line in unit.prices]


def shown(screen: PricesScreen) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in screen.model.row(n).cells) for n in range(screen.model.rowCount())]


def test_the_prices_of_what_is_found_stand_with_their_margins(stocked: Bureau) -> None:
    screen = opened(stocked)

    assert shown(screen) == [
        ("Sabun Mandi 70 g", "Pcs", "2.900", "3.400", "14,7%", "–", "–"),
        ("Sabun Mandi 70 g", "Pcs", "2.900", "3.200", "9,4%", "–", "–"),
        ("Sabun Mandi 70 g", "Dus", "69.600", "78.000", "10,8%", "–", "–"),
    ]
    assert not screen.apply_button.isEnabled()


def test_a_rule_is_looked_at_and_applied_with_a_reason(stocked: Bureau) -> None:
    screen = opened(stocked)
    screen.rule_bar.percent.setFocus()
    stocked.type("25")
    stocked.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    stocked.until(lambda: screen.board.changed)
    assert [row[5] for row in shown(screen)] == ["3.700", "3.500", "85.000"]
    assert prices(stocked) == [3_400, 3_200, 78_000]
    assert screen.apply_button.words == "Terapkan 3 Harga"

    screen.why.setText("modal naik")
    stocked.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stocked.until(lambda: prices(stocked) == [3_700, 3_500, 85_000])
    stocked.until(lambda: not screen.board.changed)
    with stocked.shop.shop.reading() as connection:
        assert price_queries.history(connection, stocked.shop.soap)[-2].why == "modal naik"


def test_a_price_is_typed_in_the_panel_and_the_next_follows(stocked: Bureau) -> None:
    screen = opened(stocked)
    stocked.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    assert screen.panel.field.hasFocus()
    stocked.type("3600")
    stocked.qtbot.keyClick(screen.panel.field, Qt.Key.Key_Return)

    assert screen.at == 1
    stocked.qtbot.keyClick(screen.panel.field, Qt.Key.Key_Down)
    assert screen.panel.field.amount == Rupiah(78_000)
    assert [each.new.amount for each in screen.board.changed] == [3_600]


def test_below_cost_is_refused_in_words_until_it_is_allowed(stocked: Bureau) -> None:
    screen = opened(stocked)
    assert not screen.below.isVisible()
    screen._given(Rupiah(2_000))
    assert screen.below.isVisible()
    assert "di bawah modal" in screen.model.row(0).cells[0].note

    screen.apply_button.click()
    stocked.until(lambda: screen.notice.isVisible())
    assert prices(stocked)[0] == 3_400

    screen.below.click()
    screen.apply_button.click()
    stocked.until(lambda: 2_000 in prices(stocked))


def test_a_row_is_left_out_and_the_others_are_applied(stocked: Bureau) -> None:
    screen = opened(stocked)
    screen.rule_bar.percent.setText("25")
    screen._reckon()
    stocked.until(lambda: screen.board.changed)
    screen.choose(2)
    screen._toggle()

    assert screen.model.row(2).struck
    assert [each.new.amount for each in screen.board.changed] == [3_700, 3_500]


def test_no_percentage_is_told(stocked: Bureau) -> None:
    screen = opened(stocked)
    screen.rule_bar.percent.setText("banyak")
    screen._reckon()

    assert screen.notice.isVisible()
    assert screen.rule_bar.percent.hasFocus()


def test_a_category_is_chosen_from_the_list(stocked: Bureau) -> None:
    screen = opened(stocked, "teh")
    stocked.qtbot.keyClick(screen.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    stocked.until(lambda: screen.picker.isVisible())
    stocked.type("minum")
    stocked.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    stocked.until(lambda: len(screen.board.rows) == 12)

    assert screen.actions_by_key["Ctrl+K"].text() == "Minuman"


def test_a_later_day_is_told_when_it_is_done(stocked: Bureau) -> None:
    screen = opened(stocked)
    screen._given(Rupiah(3_600))
    screen.rule_bar.start.set_day(screen.board.day.replace(day=28))
    screen._start(screen.rule_bar.start.day)
    screen.apply_button.click()

    stocked.until(lambda: 3_600 in prices(stocked))
    assert prices(stocked)[0] == 3_400


def test_the_preview_is_copied_as_a_table(stocked: Bureau) -> None:
    screen = opened(stocked)
    screen._given(Rupiah(3_600))
    stocked.qtbot.keyClick(screen.field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    heads, first, *_more = QApplication.clipboard().text().splitlines()
    assert heads.split("\t")[:4] == ["Kode", "Nama barang", "Satuan", "Harga untuk"]
    assert first.split("\t")[0] == "101"
    assert "3.600" in first
