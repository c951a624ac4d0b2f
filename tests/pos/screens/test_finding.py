"""The price check: all that is known of a good, and nothing sold by it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt

from inventory import catalogue
from inventory import queries as goods
from inventory.catalogue import AtTill, NewGood, NewUnit
from inventory.goods import Good, PriceLine, PriceRule
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos.screens import wordings
from pos.screens.till_faces import Page
from tests.pos.screens.conftest import Desk

COFFEE, PACK = "8991002101104", "8991002101111"


def check(desk: Desk, code: str) -> None:
    desk.press(Qt.Key.Key_F7)
    desk.shell.scanner.scanned.emit(code)
    desk.until(lambda: desk.screen.search.chosen)


def rice(desk: Desk) -> Good:
    """In three units with two tiers, on a shelf, brought by nobody."""
    retail, tier = PriceRule.RETAIL, PriceRule.TIER
    units = (
        NewUnit("Pcs", ONE, ("8991234567890",), (
            PriceLine(retail, Rupiah(3_500)), PriceLine(tier, Rupiah(3_300), Quantity.of(6)),
            PriceLine(tier, Rupiah(3_100), Quantity.of(12)),
        )),
        NewUnit("Pak", Quantity.of(10), (), (PriceLine(retail, Rupiah(33_000)),)),
        NewUnit("Dus", Quantity.of(40), (), (PriceLine(retail, Rupiah(120_000)),)),
    )  # fmt: skip
    with desk.shop.shop.work(desk.shop.shop.konsole(), channel="konsole") as work:
        made = catalogue.add_goods(work, NewGood("M-1", "Mi Goreng", units=units))
        catalogue.set_at_till(work, AtTill(made, shelf="Rak 3 kiri"))
    desk.shop.buy(made, 96, 240_000, datetime(2027, 3, 14, tzinfo=UTC))
    with desk.shop.shop.reading() as connection:
        return goods.good(connection, made)


def test_it_shows_units_tiers_stock_by_unit_expiry_owner_and_shelf(desk: Desk) -> None:
    good = rice(desk)
    check(desk, "8991234567890")
    card, cart = desk.screen.face.good, desk.till.cart

    assert wordings.tiers(good, cart) == [
        "Mulai 6 pcs: Rp\N{NO-BREAK SPACE}3.300 / pcs", "Mulai 12 pcs: Rp\N{NO-BREAK SPACE}3.100 / pcs",
    ]  # fmt: skip
    assert [row[1] for row in card.units._rows] == ["Pcs", "Pak", "Dus"]
    values = (card._stock.value, card._expiry.value, card._owner.value, card._shelf.value)
    assert values == ("96 pcs = 2 dus + 16 pcs", "14/03/2027", "Toko", "Rak 3 kiri")
    assert card._by_unit.accessibleName() == "96 pcs · 9 pak · 2 dus"
    assert card._tiers.text().count("\n") == 1
    assert desk.till.cart.lines == ()


def test_enter_sells_nothing_and_ends_it(desk: Desk) -> None:
    check(desk, PACK)
    desk.press(Qt.Key.Key_Return)

    assert (desk.screen.page, desk.till.cart.lines) == (Page.LINES, ())
    desk.scan(COFFEE)
    assert len(desk.till.cart.lines) == 1


def test_a_touch_on_the_row_or_the_key_sells_nothing(desk: Desk) -> None:
    check(desk, PACK)
    desk.screen.face.found.pressed.emit(0)
    assert desk.till.cart.lines == ()
    check(desk, PACK)
    desk.touch(desk.screen.face.take)
    assert desk.till.cart.lines == ()


def test_a_typed_code_is_looked_up_and_letters_find_by_name(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F7)
    desk.type("201")
    desk.until(lambda: desk.screen.search.chosen)
    desk.screen.scan.clear()
    desk.type("lele")
    desk.until(lambda: desk.screen.search.chosen and desk.screen.search.chosen.good.name == "Ikan Lele")
    assert desk.till.cart.lines == ()


def test_several_scans_are_checked_one_after_the_other(desk: Desk) -> None:
    check(desk, PACK)
    desk.shell.scanner.scanned.emit("101")
    desk.until(lambda: desk.screen.search.chosen and desk.screen.search.chosen.good.code == "101")
    assert desk.screen.page is Page.FOUND


def test_f2_then_enter_sells_what_was_looked_at(desk: Desk) -> None:
    check(desk, PACK)
    desk.press(Qt.Key.Key_F2)
    assert desk.screen.face.take.words == "Tambah 1 Renteng"
    desk.press(Qt.Key.Key_Return)

    assert desk.till.cart.total == Rupiah(15_800)


def test_whose_good_it_is_is_told(desk: Desk) -> None:
    with desk.shop.shop.work(desk.shop.shop.konsole(), channel="konsole") as work:
        retail = PriceLine(PriceRule.RETAIL, Rupiah(10_000))
        catalogue.add_goods(
            work, NewGood("T-1", "Keripik", maker_id=desk.shop.maker_id, units=(NewUnit("Pcs", ONE, (), (retail,)),))
        )
    check(desk, "T-1")
    assert desk.screen.face.good._owner.value == "Bu Siti"
