"""A good is looked at, changed and kept on its three pages."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from inventory import favourites, product_edits, product_states, queries
from inventory.goods import ProductKind
from inventory.product_states import ProductEdit
from inventory.screens.product_editor import ProductEditorScreen
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.inventory.screens.conftest import Bureau


def opened(bureau: Bureau, product_id: int | None, **what: object) -> ProductEditorScreen:
    screen = bureau.go("product", product_id=product_id, **what)
    assert isinstance(screen, ProductEditorScreen)
    bureau.until(lambda: screen.sheet is not None)
    return screen


def state(bureau: Bureau, product_id: int) -> ProductEdit:
    shop = bureau.shop.shop
    with shop.reading() as connection:
        return product_states.read(connection, product_id, shop.branch.business_date(shop.clock()))


def save(bureau: Bureau, screen: ProductEditorScreen) -> None:
    before = screen.sheet
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: screen.sheet is not before)


def found(bureau: Bureau, code: str) -> list[int]:
    with bureau.shop.shop.reading() as connection:
        return [each.good.product_id for each in queries.find_code(connection, code)]


def test_a_new_good_is_typed_scanned_and_kept(bureau: Bureau) -> None:
    screen = opened(bureau, None)
    bureau.type("Teh Celup 25")
    bureau.qtbot.keyClick(screen.name, Qt.Key.Key_Tab)
    bureau.type("T25")
    screen.scanned("8991002101234")
    row = screen.grid.rows[0]
    row.retail.setFocus()
    bureau.type("6500")
    row.cost.setFocus()
    bureau.type("5200")
    assert row.margin.text() == "20%"
    save(bureau, screen)

    (product_id,) = found(bureau, "8991002101234")
    kept = state(bureau, product_id)
    assert (kept.details.name, kept.details.code, kept.base.retail) == ("Teh Celup 25", "T25", Rupiah(6_500))
    assert kept.list_cost == Rupiah(5_200)
    assert screen.notice.notice is not None
    assert "tersimpan" in screen.notice.notice.words


def test_margins_follow_every_key_and_loss_is_told_in_words(bureau: Bureau) -> None:
    bureau.shop.buy(bureau.shop.soap, 10, 29_000)
    screen = opened(bureau, bureau.shop.soap)
    row = screen.grid.rows[0]
    assert (row.margin.text(), row.cost.isEnabled()) == ("14,7%", False)

    row.retail.setFocus()
    bureau.type("2800")

    assert row.margin.text() == "▼ −3,6%"
    assert "di bawah modal" in screen.doubts.text()


def test_a_carton_with_its_tier_is_added(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    screen.actions_by_key["Ctrl+U"].trigger()
    bureau.type("Dus")
    row = screen.grid.rows[1]
    row.factor.setFocus()
    bureau.type("40")
    row.retail.setFocus()
    bureau.type("120000")
    row.tiers[0].least.setFocus()
    bureau.type("5")
    row.tiers[0].price.setFocus()
    bureau.type("115000")
    assert len(row.tiers) == 2
    save(bureau, screen)

    carton = state(bureau, bureau.shop.soap).units[1]
    assert (carton.name, carton.factor, carton.retail) == ("Dus", Quantity.of(40), Rupiah(120_000))
    assert [(tier.min_quantity, tier.price) for tier in carton.tiers] == [(Quantity.of(200), Rupiah(115_000))]
    # Shown again in cartons, and kept again as it is.
    assert screen.grid.rows[1].tiers[0].least.quantity == Quantity.of(5)
    save(bureau, screen)
    assert state(bureau, bureau.shop.soap).units[1] == carton


def test_a_tier_without_its_price_and_a_unit_without_content_are_refused(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    screen.grid.rows[0].tiers[0].least.setFocus()
    bureau.type("5")
    screen.actions_by_key["Ctrl+Enter"].trigger()
    assert screen.notice.notice is not None
    assert "harga grosir butuh" in screen.notice.notice.words
    assert state(bureau, bureau.shop.soap).base.tiers == ()


def test_a_refusal_stands_beside_its_field_on_its_page(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    screen.turn_to(1)
    screen.stock.least.setFocus()
    bureau.type("40")
    screen.stock.target.setFocus()
    bureau.type("10")
    screen.turn_to(0)
    screen.actions_by_key["Ctrl+Enter"].trigger()
    assert screen.pages.currentIndex() == 1
    assert "Stok tujuan" in screen.stock.target.error

    screen.code.setText("201")
    screen.stock.target.set_quantity(Quantity.of(50))
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: screen.code.error)
    assert "Kue Kering" in screen.code.error


def test_all_that_is_known_is_kept_from_three_pages(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.cookies)
    stock, label = screen.stock, screen.label
    for switch in (stock.taxed, stock.open_price, label.food):
        switch.click()
    stock.shelf.setText("Rak 2")
    stock.price_max.set_amount(Rupiah(20_000))
    label.keeps.set_quantity(Quantity.of(30))
    label.pirt.setText("206350801012325")
    label.content.set_quantity(Quantity.of(250))
    label.unit.setText("g")
    label.ceiling.set_amount(Rupiah(15_000))
    label.since.setText("01/11/2026")
    screen._edited()
    assert "2025" in screen.doubts.text()
    save(bureau, screen)

    details = state(bureau, bureau.shop.cookies).details
    assert (details.tax_class, details.open_price, details.food, details.keeps_days) == ("PPN", True, True, 30)
    assert (details.shelf, details.price_max, details.content, details.content_unit) == (
        "Rak 2", Rupiah(20_000), Quantity.of(250), "g",
    )  # fmt: skip
    assert details.ceiling_since is not None
    assert details.kind is ProductKind.GOODS


def test_a_category_and_a_maker_are_picked(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.cookies)
    screen.category.click()
    bureau.until(lambda: screen.stack.currentWidget() is screen.picker)
    bureau.type("Kue")
    bureau.qtbot.keyClick(screen.picker.field, Qt.Key.Key_Return)
    assert screen.category.words == "Kue"

    screen.turn_to(1)
    screen.stock.maker.click()
    bureau.until(lambda: screen.stack.currentWidget() is screen.makers)
    bureau.type("sri")
    bureau.qtbot.keyClick(screen.makers.field, Qt.Key.Key_Return)
    save(bureau, screen)

    details = state(bureau, bureau.shop.cookies).details
    assert (details.category, details.maker_id) == ("Kue", bureau.shop.member_id)


def test_whose_goods_they_are_is_fixed_once_they_moved(bureau: Bureau) -> None:
    bureau.shop.buy(bureau.shop.soap, 1, 2_500)
    screen = opened(bureau, bureau.shop.soap)
    assert not screen.stock.maker.isEnabled()
    assert not screen.stock.service.isEnabled()


def test_esc_asks_once_before_it_drops_what_was_typed(bureau: Bureau) -> None:
    bureau.go("goods-list")
    screen = opened(bureau, bureau.shop.soap)
    screen.name.setFocus()
    bureau.type(" x")
    screen.step_back()
    assert bureau.shell.current_name == "product"
    screen.step_back()
    assert bureau.shell.current_name == "goods-list"
    assert state(bureau, bureau.shop.soap).details.name == "Sabun Mandi 70 g"

    screen = opened(bureau, bureau.shop.soap)
    screen.step_back()
    assert bureau.shell.current_name == "goods-list"


def test_what_another_changed_meanwhile_is_told(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    with bureau.shop.shop.work(bureau.shop.manager) as work:
        now = state(bureau, bureau.shop.soap)
        product_edits.save(work, replace(now, details=replace(now.details, shelf="Rak 1")))
    screen.name.setText("Sabun")
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert "diubah orang lain" in screen.notice.notice.words


def test_goods_like_a_new_one_are_told_while_it_is_typed(bureau: Bureau) -> None:
    screen = opened(bureau, None)
    bureau.type("SABUN MANDI 70gr")
    bureau.until(lambda: "Nama sama" in screen.doubts.text())
    assert "Sabun Mandi 70 g (101)" in screen.doubts.text()


def test_a_copy_waits_for_its_own_name_and_code(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    before = screen.sheet
    screen.actions_by_key["Ctrl+D"].trigger()
    bureau.until(lambda: screen.sheet is not None and screen.sheet is not before)
    assert (screen.name.text(), screen.code.text()) == ("Sabun Mandi 70 g", "")
    screen.code.setText("102")
    save(bureau, screen)
    assert found(bureau, "101") == [bureau.shop.soap]
    assert len(found(bureau, "102")) == 1


def test_a_barcode_of_the_shop_is_minted_for_the_row(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    screen.actions_by_key["Ctrl+B"].trigger()
    bureau.until(lambda: screen.grid.rows[0].codes.text())
    code = screen.grid.rows[0].codes.text()
    assert code.startswith("29")
    save(bureau, screen)
    assert found(bureau, code) == [bureau.shop.soap]


def test_the_archive_asks_while_stock_is_left(bureau: Bureau) -> None:
    bureau.shop.buy(bureau.shop.soap, 3, 7_500)
    screen = opened(bureau, bureau.shop.soap)
    screen.archive_action.trigger()
    assert screen.notice.notice is not None
    assert "Masih ada stok 3 Pcs" in screen.notice.notice.words
    screen.archive_action.trigger()
    bureau.until(lambda: screen.sheet is not None and screen.sheet.archived)
    assert found(bureau, "101") == []

    screen.archive_action.trigger()
    bureau.until(lambda: screen.sheet is not None and not screen.sheet.archived)
    assert found(bureau, "101") == [bureau.shop.soap]


def test_a_good_becomes_a_favourite(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    screen.favourite_action.trigger()
    bureau.until(lambda: screen.sheet is not None and screen.sheet.favourite)
    with bureau.shop.shop.reading() as connection:
        tiles = favourites.tiles(connection, bureau.shop.shop.branch.id)
    assert [each.product_id for each in tiles] == [bureau.shop.soap]


def test_a_picture_is_chosen_shown_and_kept(bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = BytesIO()
    Image.new("RGB", (300, 200), "green").save(drawn, "PNG")
    (tmp_path / "a.png").write_bytes(drawn.getvalue())
    (tmp_path / "b.png").write_bytes(b"none")
    screen = opened(bureau, bureau.shop.soap)
    screen.turn_to(2)

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "b.png"), ""))
    screen.label.choose.click()
    bureau.until(lambda: screen.notice.notice is not None)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "a.png"), ""))
    screen.label.choose.click()
    bureau.until(lambda: screen.label.picture.isVisible())
    save(bureau, screen)
    assert state(bureau, bureau.shop.soap).details.picture

    screen = opened(bureau, bureau.shop.soap)
    assert not screen.label.picture.pixmap().isNull()
    screen.label.clear.click()
    save(bureau, screen)
    assert state(bureau, bureau.shop.soap).details.picture == ""


def test_it_leads_to_the_merge_and_is_read_anew_afterwards(bureau: Bureau) -> None:
    screen = opened(bureau, bureau.shop.soap)
    screen.name.setText("Sabun")
    screen.merge_action.trigger()
    assert bureau.shell.current_name == "product"
    screen.name.setText("Sabun Mandi 70 g")
    screen.merge_action.trigger()
    assert bureau.shell.current_name == "twins"
    before = screen.sheet
    bureau.shell.back()
    bureau.until(lambda: screen.sheet is not None and screen.sheet is not before)
    assert screen.name.text() == "Sabun Mandi 70 g"
