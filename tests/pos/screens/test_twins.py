"""Goods that may be one are found, compared and merged, by keys and by touch."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from consignment.terms import Deal, Terms
from inventory import catalogue, duplicates, queries
from inventory.catalogue import NewGood, NewUnit
from koperasi.quantity import ONE, Quantity
from pos import checks
from pos.screens.twins import TwinsScreen
from tests.inventory.screens.conftest import Bureau, bureau  # noqa: F401


def add(bureau: Bureau, code: str, name: str, **more: object) -> int:  # noqa: F811
    with bureau.shop.shop.work(bureau.shop.manager) as work:
        return catalogue.add_goods(work, NewGood(code, name, units=(NewUnit("Pcs", ONE),), **more))  # type: ignore[arg-type]


def found(bureau: Bureau) -> TwinsScreen:  # noqa: F811
    screen = bureau.go("twins")
    assert isinstance(screen, TwinsScreen)
    bureau.until(lambda: screen._stop is None)
    return screen


def compared(bureau: Bureau, screen: TwinsScreen) -> None:  # noqa: F811
    screen.actions_by_key["Enter"].trigger()
    bureau.until(lambda: len(screen.sides) == 2)


def known(bureau: Bureau, code: str) -> list[int]:  # noqa: F811
    with bureau.shop.shop.reading() as connection:
        return [each.good.product_id for each in queries.find_code(connection, code)]


def merge(bureau: Bureau, screen: TwinsScreen) -> None:  # noqa: F811
    """Twice, as it is asked for."""
    screen.actions_by_key["Ctrl+Enter"].trigger()
    assert screen.notice.notice is not None
    assert "tidak bisa dibatalkan" in screen.notice.notice.words
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: screen.notice.notice is not None and screen.notice.notice.tone == "ok")


def test_a_catalogue_without_twins_says_so(bureau: Bureau) -> None:  # noqa: F811
    screen = found(bureau)
    assert screen.pairs == []
    assert "Tidak ada barang yang kembar" in screen.list._empty[0]
    assert not screen.actions_by_key["Enter"].isEnabled()


def test_a_pair_is_compared_and_merged_into_the_one_there_is_more_of(bureau: Bureau) -> None:  # noqa: F811
    twin = add(bureau, "102", "SABUN MANDI 70gr")
    bureau.shop.buy(twin, 12, 30_000)
    screen = found(bureau)
    assert [each.twins.why for each in screen.pairs] == [duplicates.Why.NAME]
    compared(bureau, screen)
    assert screen.sides[screen.kept].good.product_id == twin
    assert "diarsipkan" in screen.says.text()
    merge(bureau, screen)

    assert known(bureau, "101") == [twin]
    assert screen.pairs == []
    assert checks.wrong(bureau.shop.shop) == []


def test_the_arrows_and_a_touch_choose_which_is_kept(bureau: Bureau) -> None:  # noqa: F811
    add(bureau, "102", "SABUN MANDI 70gr")
    screen = found(bureau)
    compared(bureau, screen)
    bureau.qtbot.keyClick(screen.cards[screen.kept], Qt.Key.Key_Right)
    assert screen.kept == 1
    QTest.mouseClick(screen.cards[0], Qt.MouseButton.LeftButton)
    assert screen.kept == 0
    # Choosing another takes back what was said once already.
    screen.actions_by_key["Ctrl+Enter"].trigger()
    screen._keep(1)
    screen.actions_by_key["Ctrl+Enter"].trigger()
    assert known(bureau, "102") != known(bureau, "101")


def test_a_pair_that_is_none_leaves_the_list(bureau: Bureau) -> None:  # noqa: F811
    add(bureau, "102", "SABUN MANDI 70gr")
    add(bureau, "202", "Kue Kering")
    screen = found(bureau)
    assert len(screen.pairs) == 2
    compared(bureau, screen)
    screen.actions_by_key["Ctrl+B"].trigger()
    assert len(screen.pairs) == 1
    assert screen.stack.currentIndex() == 0


def test_words_narrow_the_pairs(bureau: Bureau) -> None:  # noqa: F811
    add(bureau, "102", "SABUN MANDI 70gr")
    add(bureau, "202", "Kue Kering")
    screen = found(bureau)
    bureau.type("kue")
    assert [each.second.code for each in screen.pairs] == ["202"]


def test_another_good_is_named_by_its_code(bureau: Bureau) -> None:  # noqa: F811
    lot = add(bureau, "LUS", "Sabun per lusin")
    bureau.shop.buy(lot, 2, 60_000)
    screen = bureau.go("twins", product_id=lot)
    assert isinstance(screen, TwinsScreen)
    bureau.until(lambda: screen.sides)
    assert not screen.actions_by_key["Ctrl+Enter"].isEnabled()
    bureau.type("101")
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    bureau.until(lambda: len(screen.sides) == 2)
    screen._keep(1)
    screen.factor.set_quantity(Quantity.of(12))
    merge(bureau, screen)

    with bureau.shop.shop.reading() as connection:
        (row,) = queries.search(connection, "sabun mandi")
    assert row.on_hand == Quantity.of(24)


def test_a_makers_goods_are_merged_with_their_terms(bureau: Bureau) -> None:  # noqa: F811
    maker = {"maker_id": bureau.shop.maker_id}
    one = add(bureau, "E1", "Emping", **maker)
    add(bureau, "E2", "emping", **maker)
    bureau.shop.deliver(one, 5, Terms(Deal.COMMISSION, 600))
    screen = found(bureau)
    compared(bureau, screen)
    merge(bureau, screen)
    assert checks.wrong(bureau.shop.shop) == []


def test_what_is_refused_is_said(bureau: Bureau) -> None:  # noqa: F811
    screen = bureau.go("twins", product_id=bureau.shop.soap)
    assert isinstance(screen, TwinsScreen)
    bureau.until(lambda: screen.sides)
    screen.scanned("999")
    bureau.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert "tidak dikenal" in screen.notice.notice.words

    screen.scanned("301")
    bureau.until(lambda: len(screen.sides) == 2)
    screen.actions_by_key["Ctrl+Enter"].trigger()
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: screen.notice.notice is not None and screen.notice.notice.tone == "refuse")


def test_the_search_is_given_up(bureau: Bureau) -> None:  # noqa: F811
    screen = found(bureau)
    screen.look()
    screen.actions_by_key["Ctrl+X"].trigger()
    assert "dihentikan" in screen.list._empty[0]
    screen.actions_by_key["Ctrl+R"].trigger()
    bureau.until(lambda: screen._stop is None)
    assert "Tidak ada" in screen.list._empty[0]
