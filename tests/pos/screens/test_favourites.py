"""The touch grid by keys and by touch: sold from, and arranged by who may."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.sounds import Sound
from inventory import catalogue
from inventory import queries as goods
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule, ProductKind
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import favourites
from pos.screens.favourites import FavouritesScreen
from pos.screens.till_faces import Page
from tests.pos.screens.conftest import Desk

COFFEE = "8991002101104"


def put(desk: Desk, *places: tuple[int, str]) -> None:
    """Goods on pages, by the manager."""
    cashier, desk.checkout.station.actor = desk.checkout.station.actor, desk.shop.manager
    for product_id, page in places:
        with desk.shop.shop.reading() as connection:
            unit = goods.good(connection, product_id).units[0].id
        favourites.add(desk.checkout.counter, unit, page)
    desk.checkout.station.actor = cashier


def credit(desk: Desk) -> int:
    with desk.shop.shop.work(desk.shop.shop.konsole(), channel="konsole") as work:
        new = NewGood(
            "901", "Pulsa", base_unit="Kali", kind=ProductKind.SERVICE, open_price=True,
            price_min=Rupiah(5_000), price_max=Rupiah(500_000), asks_note="Nomor HP",
        )  # fmt: skip
        return catalogue.add_goods(work, new)


def opened(desk: Desk) -> FavouritesScreen:
    desk.press(Qt.Key.Key_G, ctrl=True)
    screen = desk.shell.current
    assert isinstance(screen, FavouritesScreen)
    desk.until(lambda: screen.grid.tiles or not screen.grid_of.tiles)
    desk.until(lambda: not screen.grid_of.tiles or screen.tile is not None)
    return screen


def filled(desk: Desk) -> FavouritesScreen:
    put(desk, (desk.shop.soap, "Toko"), (desk.shop.cookies, "Toko"), (desk.shop.copies, "Jasa"))
    screen = opened(desk)
    desk.until(lambda: len(screen.grid.tiles) == 2)
    return screen


def cart(desk: Desk) -> list[tuple[str, Quantity]]:
    return [(line.good.name, line.quantity) for line in desk.till.cart.lines]


def test_keys_choose_a_tile_and_sell_so_many(desk: Desk) -> None:
    screen = filled(desk)
    desk.press(Qt.Key.Key_Right)
    desk.type("3*")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Return)

    assert cart(desk) == [("Kue Kering", Quantity.of(3)), ("Sabun Mandi 70 g", ONE)]
    assert screen.board.accessibleName() == "Total Bayar Rp\N{NO-BREAK SPACE}40.900"
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.current_name == "till"


def test_a_touch_sells_one_and_the_till_has_a_button_to_the_grid(desk: Desk) -> None:
    put(desk, (desk.shop.soap, "Toko"), (desk.shop.cookies, "Toko"), (desk.shop.copies, "Jasa"))
    desk.touch(desk.screen.face.side.favourites)
    screen = desk.shell.current
    assert isinstance(screen, FavouritesScreen)
    desk.until(lambda: len(screen.grid.buttons) == 2)
    desk.touch(screen.grid.buttons[1])
    desk.touch(screen.grid.buttons[1])
    desk.touch(screen.tabs[1])
    desk.touch(screen.grid.buttons[0])
    assert cart(desk) == [("Kue Kering", Quantity.of(2)), ("Fotokopi", ONE)]

    desk.touch(screen.pay_button)
    desk.until(lambda: desk.shell.current_name == "payment")


def test_pages_turn_by_their_keys(desk: Desk) -> None:
    screen = filled(desk)
    screen.actions_by_key["Alt+2"].trigger()
    assert [tile.name for tile in screen.grid.tiles] == ["Fotokopi"]
    desk.press(Qt.Key.Key_PageDown)
    assert screen.page == "Toko"


def test_a_plu_typed_here_or_at_the_till_is_its_good(desk: Desk) -> None:
    screen = filled(desk)
    assert screen.grid.tiles[0].code == "101"
    desk.typed("2*101")
    desk.until(lambda: desk.till.cart.lines)
    assert desk.shell.current_name == "till"
    desk.typed("201")

    assert cart(desk) == [("Sabun Mandi 70 g", Quantity.of(2)), ("Kue Kering", ONE)]


def test_a_scan_and_letters_go_to_the_till(desk: Desk) -> None:
    filled(desk)
    desk.scan(COFFEE)
    assert desk.shell.current_name == "till"
    desk.until(lambda: desk.till.cart.lines)

    opened(desk)
    desk.type("k")
    assert (desk.shell.current_name, desk.screen.page, desk.screen.scan.text()) == ("till", Page.FOUND, "k")


def test_prices_are_those_of_the_member_and_stock_is_told(desk: Desk) -> None:
    with desk.shop.shop.reading() as connection:
        (coffee,) = goods.find_code(connection, COFFEE)
    desk.shop.buy(desk.shop.soap, 50, 100_000)
    put(desk, (coffee.good.product_id, "Toko"), (desk.shop.soap, "Toko"))
    desk.scan("9900217")
    screen = opened(desk)
    desk.until(lambda: len(screen.grid.tiles) == 2)

    told = [(tile.price, tile.chip.words if tile.chip else "") for tile in screen.grid.tiles]
    assert told == [("Rp\N{NO-BREAK SPACE}1.700", "Habis"), ("Rp\N{NO-BREAK SPACE}3.400", "")]


def test_a_service_asks_at_the_till_and_lands_with_its_number(desk: Desk) -> None:
    put(desk, (credit(desk), "Jasa"))
    screen = opened(desk)
    desk.until(lambda: screen.grid.tiles)
    assert screen.grid.tiles[0].price == "ketik harga"
    desk.press(Qt.Key.Key_Return)
    assert (desk.shell.current_name, desk.screen.page) == ("till", Page.PRICE)
    desk.type("52000")
    desk.press(Qt.Key.Key_Return)
    assert desk.screen.face.asking.wants_note
    desk.type("0812 3456 7890")
    desk.press(Qt.Key.Key_Return)

    (line,) = desk.till.cart.lines
    assert (line.note, line.net) == ("0812 3456 7890", Rupiah(52_000))
    (row,) = desk.screen.face.lines.lines
    assert row.name == "Pulsa · 0812 3456 7890"


def test_a_price_beyond_the_limits_asks_another_person(desk: Desk) -> None:
    credit(desk)
    desk.typed("901")
    desk.until(lambda: desk.screen.page is Page.PRICE)
    desk.type("600000")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "override")
    desk.press(Qt.Key.Key_Escape)

    assert desk.shell.current_name == "till"
    assert desk.screen.page is Page.PRICE
    assert desk.till.cart.lines == ()


def test_a_note_is_typed_by_touch(desk: Desk) -> None:
    credit(desk)
    desk.typed("901")
    desk.until(lambda: desk.screen.page is Page.PRICE)
    face = desk.screen.face
    for key in ("5", "0", "00", "0"):
        desk.touch(face.asking.pad.keys[key])
    desk.touch(face.pay)
    for key in ("0", "8", "1", "2"):
        desk.touch(face.asking.pad.keys[key])
    desk.touch(face.letters.button)
    for key in (" ", "b", "u"):
        desk.touch(face.letters.keys[key])
    desk.touch(face.pay)

    assert desk.till.cart.lines[0].note == "0812 bu"


def test_only_who_may_change_goods_sees_the_way_to_arrange(desk: Desk) -> None:
    screen = filled(desk)
    assert screen.arrange_button.isHidden()
    desk.press(Qt.Key.Key_E, ctrl=True)
    assert not screen.editing


def arranging(desk: Desk) -> FavouritesScreen:
    put(desk, (desk.shop.soap, "Toko"), (desk.shop.cookies, "Toko"))
    desk.checkout.station.actor = desk.shop.manager
    screen = opened(desk)
    desk.until(lambda: len(screen.grid.tiles) == 2)
    desk.press(Qt.Key.Key_E, ctrl=True)
    assert screen.editing
    return screen


def test_a_scan_while_arranging_puts_the_good_on_the_page(desk: Desk) -> None:
    screen = arranging(desk)
    desk.scan(COFFEE)
    desk.until(lambda: len(screen.grid.tiles) == 3)
    assert (screen.grid.chosen, desk.till.cart.lines) == (2, ())

    desk.shell.scanner.scanned.emit("8990000000000")
    desk.until(lambda: screen.notice.notice is not None)
    assert desk.heard is Sound.UNKNOWN


def test_the_chosen_line_is_put_on_the_page(desk: Desk) -> None:
    desk.scan(COFFEE)
    screen = arranging(desk)
    desk.touch(screen.edit.add_line)
    desk.until(lambda: [tile.code for tile in screen.grid.tiles] == ["101", "201", "K-0412"])


def test_a_tile_is_coloured_shifted_moved_and_taken_away(desk: Desk) -> None:
    screen = arranging(desk)
    desk.touch(screen.edit.swatches[2])
    desk.until(lambda: screen.grid.tiles[0].colour == "blue")
    desk.press(Qt.Key.Key_Right, ctrl=True)
    desk.until(lambda: [tile.code for tile in screen.grid.tiles] == ["201", "101"])
    assert screen.grid.chosen == 1

    screen.edit.page.setFocus()
    screen.edit.page.selectAll()
    desk.type("Mandi")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: screen.grid_of.pages == ("Toko", "Mandi") or screen.grid_of.pages == ("Mandi", "Toko"))
    desk.until(lambda: [tile.code for tile in screen.grid.tiles] == ["101"])

    desk.touch(screen.edit.remove)
    desk.until(lambda: screen.grid_of.pages == ("Toko",))
    desk.press(Qt.Key.Key_Escape)
    assert not screen.editing
    assert desk.shell.current_name == "favourites"


def test_a_picture_is_chosen_and_taken_away(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "sabun.png"
    Image.new("RGB", (40, 30), (10, 200, 90)).save(source)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(source), ""))
    screen = arranging(desk)
    desk.touch(screen.edit.picture)
    desk.until(lambda: screen.grid.tiles[0].picture)
    desk.touch(screen.edit.no_picture)
    desk.until(lambda: not screen.grid.tiles[0].picture)


def test_the_held_carts_stand_beside_the_scan_box(desk: Desk) -> None:
    side = desk.screen.face.side
    assert side.held.isHidden()
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_F5, Qt.Key.Key_Return)
    desk.until(lambda: not side.held.isHidden() and side.held.words == "Pending 1")

    desk.touch(side.held)
    assert desk.shell.current_name == "held"


def test_letters_for_the_search_are_a_touch_away(desk: Desk) -> None:
    face = desk.screen.face
    assert face.letters.button.isHidden()
    desk.press(Qt.Key.Key_F2)
    desk.touch(face.letters.button)
    for letter in "lele":
        desk.touch(face.letters.keys[letter])
    desk.until(lambda: desk.screen.search.hits)
    assert [hit.good.name for hit in desk.screen.search.hits] == ["Ikan Lele"]

    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert face.letters.isHidden()


def price_line(price: int) -> PriceLine:
    return PriceLine(PriceRule.RETAIL, Rupiah(price))


def test_a_tile_of_a_larger_unit_says_which(desk: Desk) -> None:
    with desk.shop.shop.work(desk.shop.shop.konsole(), channel="konsole") as work:
        units = (
            NewUnit("Butir", ONE, (), (price_line(2_200),)),
            NewUnit("Tray", Quantity.of(30), (), (price_line(60_000),)),
        )
        eggs = catalogue.add_goods(work, NewGood("E-1", "Telur", base_unit="Butir", units=units))
    desk.checkout.station.actor = desk.shop.manager
    with desk.shop.shop.reading() as connection:
        unit = goods.good(connection, eggs).units[1].id
    favourites.add(desk.checkout.counter, unit, "Toko")
    screen = opened(desk)
    desk.until(lambda: screen.grid.tiles)

    assert (screen.grid.tiles[0].name, screen.grid.tiles[0].price) == ("Telur · Tray", "Rp\N{NO-BREAK SPACE}60.000")
