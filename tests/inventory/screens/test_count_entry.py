"""Counting at the screen: by scanner, by keys, by several, and blind."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from inventory import count_judgements, count_records
from inventory.count_records import State
from koperasi.quantity import Quantity
from tests.inventory.screens.conftest import Bureau
from tests.inventory.screens.counted import CARTON, NOODLE, entry, noodles, put, session


def counted(bureau: Bureau, session_id: int) -> dict[int, Quantity]:
    shop = bureau.shop.shop
    with shop.reading() as connection:
        found = count_records.by_id(connection, session_id)
        judged = count_judgements.judged(connection, found, shop.branch, shop.settings)
    return {each.facts.product_id: each.last.quantity for each in judged}


def words_on(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def test_each_scan_adds_one_of_its_unit_and_a_number_before_it_so_many(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    screen = entry(bureau, session_id)
    screen.scanned(CARTON)
    screen.scanned(NOODLE)
    bureau.qtbot.keyClicks(screen.field, "24*")
    screen.scanned(NOODLE)
    bureau.until(lambda: counted(bureau, session_id).get(product) == Quantity.of(65))
    bureau.until(lambda: screen.last is not None and screen.last.whole == Quantity.of(65))
    bureau.until(lambda: screen.progress and len(screen.progress.lately.entries) == 3)

    assert screen.last is not None
    assert screen.last.whole_words == "1 Dus 25 Pcs"


def test_a_typed_code_is_counted_like_a_scanned_one(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    screen = entry(bureau, session_id)
    bureau.qtbot.keyClicks(screen.field, f"3*{NOODLE}")
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    bureau.until(lambda: counted(bureau, session_id).get(product) == Quantity.of(3))


def test_letters_find_a_good_whose_units_are_keyed(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    screen = entry(bureau, session_id)
    bureau.qtbot.keyClicks(screen.field, "goreng")
    bureau.until(lambda: screen.found.goods)
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    bureau.until(lambda: screen.right.currentWidget() is not screen.todo)
    carton, piece, _unused = screen.numbers.fields
    bureau.qtbot.keyClicks(carton, "3")
    bureau.qtbot.keyClick(carton, Qt.Key.Key_Return)
    bureau.qtbot.keyClicks(piece, "5")
    bureau.qtbot.keyClick(piece, Qt.Key.Key_Return)
    bureau.until(lambda: counted(bureau, session_id).get(product) == Quantity.of(125))
    bureau.until(lambda: screen.right.currentWidget() is screen.todo)


def test_an_empty_quantity_is_asked_for_and_none_is_written_0(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    screen = entry(bureau, session_id)
    bureau.until(lambda: screen.todo.product_at(0) == product)
    screen.todo.list.row_pressed.emit(0)
    bureau.until(lambda: screen.numbers.facts is not None)
    bureau.qtbot.mouseClick(screen.add_button, Qt.MouseButton.LeftButton)
    assert "isi 0" in words_on(screen.numbers)
    screen.numbers.pad.target = screen.numbers.fields[1]
    screen.numbers.pad.press("0")
    bureau.qtbot.mouseClick(screen.add_button, Qt.MouseButton.LeftButton)
    bureau.until(lambda: counted(bureau, session_id).get(product) == Quantity.of(0))


def test_what_another_counted_is_told_and_one_key_replaces_it(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 12)
    screen = entry(bureau, session_id)
    screen.scanned(NOODLE)
    bureau.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert "Rina 12 Pcs" in screen.notice.notice.words
    assert counted(bureau, session_id)[product] == Quantity.of(13)
    screen.actions_by_key["Ctrl+G"].trigger()
    bureau.until(lambda: counted(bureau, session_id)[product] == Quantity.of(1))


def test_the_last_scan_can_be_taken_back(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    screen = entry(bureau, session_id)
    screen.scanned(NOODLE)
    screen.scanned(NOODLE)
    bureau.until(lambda: screen.progress and len(screen.progress.lately.entries) == 2)
    screen.actions_by_key["Ctrl+Z"].trigger()
    bureau.until(lambda: counted(bureau, session_id)[product] == Quantity.of(1))
    bureau.until(lambda: screen.progress and [each.undone for each in screen.progress.lately.entries] == [True, False])


def test_an_unknown_code_is_kept_and_told(bureau: Bureau) -> None:
    session_id = session(bureau)
    screen = entry(bureau, session_id)
    screen.scanned("4007630000116")
    bureau.until(lambda: screen.notice.notice is not None)
    bureau.until(lambda: screen.progress and screen.progress.lately.unknown == 1)


def test_what_the_book_holds_is_nowhere_on_the_screen(bureau: Bureau) -> None:
    product, session_id = noodles(bureau, 137), session(bureau)
    screen = entry(bureau, session_id)
    put(bureau, session_id, product, 2)
    screen.scanned(NOODLE)
    bureau.until(lambda: screen.progress and screen.progress.lately.entries)
    shown = words_on(screen) + repr([row.cells for row in screen.todo.list.rows_model.rows]) + repr(screen.progress)

    assert "137" not in shown


def test_a_recount_by_who_counted_it_asks_for_another_or_goes_on_alone(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 20, bureau.shop.manager)
    screen = entry(bureau, session_id)
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: bureau.shell.current is not screen or screen.progress is None or _state(bureau, session_id))
    screen = entry(bureau, session_id)
    bureau.until(lambda: screen.todo.product_at(0) == product)
    assert screen.progress is not None
    assert screen.progress.lately.entries == ()
    screen.scanned(NOODLE)
    bureau.until(lambda: screen.alone_action.isEnabled())
    screen.actions_by_key["Ctrl+Y"].trigger()
    bureau.until(lambda: counted(bureau, session_id)[product] == Quantity.of(1))


def _state(bureau: Bureau, session_id: int) -> bool:
    with bureau.shop.shop.reading() as connection:
        return count_records.by_id(connection, session_id).state is State.REVIEW


def test_escape_closes_the_numbers_before_it_leaves(bureau: Bureau) -> None:
    noodles(bureau)
    bureau.go("counts")
    screen = entry(bureau, session(bureau))
    bureau.until(lambda: screen.todo.product_at(0) is not None)
    screen.todo.list.row_pressed.emit(0)
    bureau.until(lambda: screen.right.currentWidget() is not screen.todo)
    screen.step_back()
    assert screen.right.currentWidget() is screen.todo
    screen.step_back()
    assert bureau.shell.current_name == "counts"


def test_the_date_that_was_read_on_the_goods_is_kept_with_them(bureau: Bureau) -> None:
    """What is more than the book had goes into the lot of that date."""
    product, session_id = noodles(bureau), session(bureau)
    screen = entry(bureau, session_id)
    bureau.until(lambda: screen.todo.product_at(0) == product)
    screen.todo.list.row_pressed.emit(0)
    bureau.until(lambda: screen.numbers.facts is not None)
    bureau.qtbot.keyClicks(screen.numbers.fields[1], "5")
    bureau.qtbot.keyClicks(screen.numbers.until, "31/13/26")
    bureau.qtbot.keyClick(screen.numbers.until, Qt.Key.Key_Return)
    assert "bukan tanggal" in words_on(screen.numbers)
    screen.numbers.until.setText("31/12/26")
    bureau.qtbot.keyClick(screen.numbers.until, Qt.Key.Key_Return)
    bureau.until(lambda: counted(bureau, session_id).get(product) == Quantity.of(5))
    with bureau.shop.shop.reading() as connection:
        (kept,) = count_records.entries(connection, session_id)
    assert kept.expires_on == date(2026, 12, 31)
