"""The list of goods is searched, filtered, walked through and taken along, by keys and by touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.row_models import WindowedModel
from inventory import archives, catalogue
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from inventory.goods_queries import Show
from inventory.screens.goods import GoodsScreen
from inventory.screens.product_editor import ProductEditorScreen
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from tests.inventory.screens.conftest import Bureau


def priced(code: str, name: str, category: str = "", barcode: str = "", **more: object) -> NewGood:
    retail = (PriceLine(PriceRule.RETAIL, Rupiah(3_000)),)
    units = (NewUnit("Pcs", ONE, (barcode,) if barcode else (), retail),)
    return NewGood(code, name, category, units=units, **more)  # type: ignore[arg-type]


def add(bureau: Bureau, *goods: NewGood) -> list[int]:
    with bureau.shop.shop.work(bureau.shop.manager) as work:
        return catalogue.add_many(work, list(goods))


def shown(bureau: Bureau) -> GoodsScreen:
    screen = bureau.go("goods-list")
    assert isinstance(screen, GoodsScreen)
    bureau.until(lambda: screen.listing is not None)
    return screen


def names(screen: GoodsScreen) -> list[str]:
    rows = [screen.model.row(n) for n in range(screen.model.rowCount())]
    return [row.cells[1].text for row in rows if row.cells]


def press(bureau: Bureau, screen: GoodsScreen, key: Qt.Key, times: int = 1) -> None:
    for _time in range(times):
        bureau.qtbot.keyClick(screen.field, key)


def test_every_good_is_listed_by_name_with_price_stock_and_margin(bureau: Bureau) -> None:
    bureau.shop.buy(bureau.shop.soap, 10, 25_500)
    screen = shown(bureau)

    assert names(screen) == ["Fotokopi", "Kue Kering", "Sabun Mandi 70 g"]
    row = screen.model.row(2)
    assert [cell.text for cell in row.cells] == ["101", "Sabun Mandi 70 g", "–", "Pcs", "3.400", "10", "25%"]
    assert screen.model.row(0).cells[5].text == "jasa"


def test_typing_searches_and_enter_opens_what_is_found(bureau: Bureau) -> None:
    screen = shown(bureau)
    bureau.type("kue")
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)

    bureau.until(lambda: bureau.shell.current_name == "product")
    editor = bureau.shell.screen_named("product")
    assert isinstance(editor, ProductEditorScreen)
    bureau.until(lambda: editor.sheet is not None)
    assert editor.name.text() == "Kue Kering"


def test_the_arrows_walk_and_the_chosen_row_is_marked(bureau: Bureau) -> None:
    screen = shown(bureau)
    press(bureau, screen, Qt.Key.Key_Down, 2)
    assert [screen.model.row(n).bar for n in range(3)] == ["", "", "accent"]
    press(bureau, screen, Qt.Key.Key_Up, 9)
    assert screen.chosen == 0
    screen.list.row_pressed.emit(1)
    assert (screen.chosen, bureau.shell.current_name) == (1, "goods-list")
    screen.list.row_pressed.emit(1)
    assert bureau.shell.current_name == "product"


def test_filters_show_a_part(bureau: Bureau) -> None:
    shop = bureau.shop
    _hers, low, old = add(
        bureau,
        priced("E1", "Emping", maker_id=shop.maker_id),
        priced("B1", "Beras", min_stock=Quantity.of(5)),
        priced("L1", "Lilin"),
    )
    with shop.shop.work(shop.manager) as work:
        archives.archive(work, old)
    screen = shown(bureau)
    for key, expected in (
        ("Ctrl+3", ["Emping"]),
        ("Ctrl+4", ["Beras"]),
        ("Ctrl+5", ["Lilin"]),
        ("Ctrl+2", ["Beras", "Fotokopi", "Kue Kering", "Sabun Mandi 70 g"]),
    ):
        screen.actions_by_key[key].trigger()
        bureau.until(lambda expected=expected: names(screen) == expected)
    assert low in (screen.listing.ids if screen.listing else ())


def test_archived_goods_are_searched_by_words_and_code(bureau: Bureau) -> None:
    (old,) = add(bureau, priced("L1", "Lilin Putih"))
    with bureau.shop.shop.work(bureau.shop.manager) as work:
        archives.archive(work, old)
    screen = bureau.go("goods-list", show=Show.ARCHIVED)
    assert isinstance(screen, GoodsScreen)
    for words in ("putih", "l1"):
        screen.field.clear()
        bureau.type(words)
        bureau.until(lambda words=words: screen.listing is not None and screen.listing.wanted.words == words)
        assert names(screen) == ["Lilin Putih"]


def test_a_category_is_picked_from_the_list(bureau: Bureau) -> None:
    add(bureau, priced("B1", "Beras", "Sembako"), priced("T1", "Teh", "Minuman"))
    screen = shown(bureau)
    screen.actions_by_key["Ctrl+K"].trigger()
    bureau.until(lambda: screen.stack.currentWidget() is screen.picker)
    bureau.type("semb")
    bureau.qtbot.keyClick(screen.picker.field, Qt.Key.Key_Return)

    bureau.until(lambda: names(screen) == ["Beras"])
    assert screen.category_button.words == "Sembako"
    assert screen.field.hasFocus()


def test_a_scan_opens_its_good_and_an_unknown_one_is_told(bureau: Bureau) -> None:
    add(bureau, priced("B1", "Beras", barcode="8991002101234"))
    screen = shown(bureau)
    screen.scanned("8999999999991")
    bureau.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert "8999999999991" in screen.notice.notice.words

    screen.scanned("8991002101234")
    bureau.until(lambda: bureau.shell.current_name == "product")


def test_a_long_list_reads_only_the_pages_in_sight(bureau: Bureau) -> None:
    add(bureau, *(priced(f"G{n:04}", f"Barang {n:04}") for n in range(400)))
    screen = shown(bureau)
    assert screen.model.rowCount() == 403
    assert set(screen._pages) == {0}

    screen.choose(402)
    bureau.until(lambda: 402 // WindowedModel.PAGE in screen._pages)
    assert names(screen)[-1] == "Sabun Mandi 70 g"
    assert len(screen._pages) < 5


def test_nothing_found_is_said(bureau: Bureau) -> None:
    screen = shown(bureau)
    bureau.type("zzz")
    bureau.until(lambda: screen.listing is not None and not screen.listing.ids)
    assert "zzz" in screen.list._empty[0]
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    assert bureau.shell.current_name == "goods-list"


def test_the_table_is_copied_and_saved(bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown(bureau)
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: "Sabun Mandi" in QApplication.clipboard().text())
    assert QApplication.clipboard().text().splitlines()[0].startswith("Kode\tNama barang")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "barang.csv"), ""))
    screen.actions_by_key["Ctrl+E"].trigger()
    bureau.until(lambda: (tmp_path / "barang.csv").exists())
    bureau.until(lambda: screen.notice.notice is not None and "barang.csv" in screen.notice.notice.words)
    assert "Sabun Mandi" in (tmp_path / "barang.csv").read_text("utf-8-sig")


def test_the_list_is_read_anew_when_goods_change_and_keeps_its_place(bureau: Bureau) -> None:
    screen = shown(bureau)
    screen.choose(2)
    add(bureau, priced("A1", "Air Mineral"))
    bureau.shell.deeds.news.emit(frozenset({"goods"}))
    bureau.until(lambda: screen.model.rowCount() == 4)
    assert screen.chosen_id == bureau.shop.soap


def test_esc_leads_back_to_the_board(bureau: Bureau) -> None:
    bureau.go("goods")
    screen = shown(bureau)
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Escape)
    assert bureau.shell.current_name == "goods"
