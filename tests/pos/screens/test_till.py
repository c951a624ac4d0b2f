"""The till by keys and by touch: scans, quantities, unknown codes, units, members, search."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt

from desktop import theme
from desktop.sounds import Sound
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos.screens.till_faces import Page
from tests.pos.screens.conftest import Desk

COFFEE, PACK, CARD = "8991002101104", "8991002101111", "9900217"


def test_a_scan_becomes_a_line(desk: Desk) -> None:
    desk.scan(COFFEE)

    (line,) = desk.screen.face.lines.lines
    assert (line.name, line.quantity, line.amount) == ("Kopi Kapal Api Special Mix 25 g", "1", "1.750")
    assert desk.screen.face.board.accessibleName() == "Total Bayar Rp\N{NO-BREAK SPACE}1.750"
    assert desk.screen.scan.hasFocus()


def test_four_star_before_a_scan_is_a_quantity(desk: Desk) -> None:
    desk.type("4*")
    desk.scan(COFFEE)

    assert desk.till.cart.lines[0].quantity == Quantity.of(4)
    assert desk.screen.scan.text() == ""


def test_a_code_may_be_typed_with_its_quantity(desk: Desk) -> None:
    desk.typed("2.5*b-0001")
    desk.until(lambda: desk.till.cart.lines)

    assert (desk.till.cart.lines[0].quantity, desk.till.cart.total) == (Quantity(2_500), Rupiah(36_250))


def test_digits_without_a_star_are_no_quantity_and_the_scan_is_refused(desk: Desk) -> None:
    desk.type("4")
    desk.scan(COFFEE)

    assert desk.till.cart.lines == ()
    assert desk.heard is Sound.REFUSED
    assert desk.screen.scan.text() == "4"


def test_scans_come_in_the_order_of_the_scanner(desk: Desk) -> None:
    for code in (COFFEE, PACK, "101", COFFEE):
        desk.shell.scanner.scanned.emit(code)
    desk.settle()

    assert [line.quantity for line in desk.till.cart.lines] == [Quantity.of(2), ONE, ONE]


def test_an_unknown_code_is_heard_seen_and_kept(desk: Desk) -> None:
    desk.scan("8990000000000")
    assert desk.heard == Sound.UNKNOWN
    desk.scan(COFFEE)

    notice = desk.screen.notice.notice
    assert notice is not None
    assert "**8990000000000**" in notice.words

    desk.press(Qt.Key.Key_Return)
    assert desk.shell.current_name == "till"
    assert desk.heard is Sound.REFUSED

    desk.press(Qt.Key.Key_Escape)
    assert desk.till.unknown == ()
    assert len(desk.till.cart.lines) == 1


def test_an_unknown_code_is_dropped_by_touch_and_said_again_after_another_screen(desk: Desk) -> None:
    desk.scan("8990000000000")
    desk.shell.go("change")
    desk.shell.go("till")
    assert desk.screen.notice.notice is not None

    desk.touch(desk.screen.face.close_button)
    assert desk.till.unknown == ()
    assert not desk.screen.face.close_button.isVisible()


def test_an_unknown_code_is_settled_by_looking_for_its_goods(desk: Desk) -> None:
    desk.type("3*")
    desk.scan("8990000000000")
    desk.press(Qt.Key.Key_F2)
    desk.type("sabun")
    desk.until(lambda: desk.screen.search.count == 1)
    desk.press(Qt.Key.Key_Return)

    assert desk.till.unknown == ()
    assert [(line.good.name, line.quantity) for line in desk.till.cart.lines] == [("Sabun Mandi 70 g", Quantity.of(3))]
    assert desk.screen.notice.notice is None


def test_plus_minus_arrows_and_delete_work_on_the_chosen_line(desk: Desk) -> None:
    desk.scan("101")
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_Up)
    desk.type("++-")
    assert [line.quantity for line in desk.till.cart.lines] == [Quantity.of(2), ONE]

    desk.press(Qt.Key.Key_Delete)
    assert [line.state for line in desk.screen.face.lines.lines] == ["removed", ""]
    assert desk.till.cart.total == Rupiah(1_750)


def test_a_quantity_typed_after_its_line_replaces_what_it_has(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.typed("6*")
    assert desk.till.cart.lines[0].quantity == Quantity.of(6)


def test_f9_changes_the_unit(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_F9)
    assert desk.screen.face.lines.lines[0].unit == "Renteng"


def test_the_hint_is_taken_by_its_key_and_by_touch(desk: Desk) -> None:
    desk.type("5*")
    desk.scan(PACK)
    desk.press(Qt.Key.Key_Plus, ctrl=True)
    assert (desk.till.cart.lines[0].quantity, desk.till.cart.total) == (Quantity.of(6), Rupiah(90_000))

    desk.screen.face.lines.hint_pressed.emit()
    assert desk.till.cart.lines[0].quantity == Quantity.of(6)


def test_a_card_is_attached_at_once_and_every_price_is_hers(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.scan(CARD)

    assert desk.till.cart.total == Rupiah(1_700)
    assert desk.screen.face.lines.lines[0].price_note == "anggota"
    assert desk.screen.notice.notice is not None


def test_a_member_is_looked_for_by_name_and_confirmed(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F3)
    desk.type("wahyu")
    desk.until(lambda: desk.screen.face.members.cards)
    assert desk.till.cart.member is None

    desk.press(Qt.Key.Key_Return)
    assert desk.till.cart.member is not None
    assert desk.screen.page is Page.LINES


def test_a_typed_number_shows_her_name_before_it_attaches_her(desk: Desk) -> None:
    desk.typed("9900217")

    assert desk.screen.page is Page.MEMBERS
    assert [card.name for card in desk.screen.face.members.cards] == ["Sri Wahyuni"]
    assert desk.till.cart.member is None
    desk.press(Qt.Key.Key_Return)
    assert desk.till.cart.member is not None


def test_a_member_is_let_go_by_delete(desk: Desk) -> None:
    desk.scan(CARD)
    desk.press(Qt.Key.Key_F3, Qt.Key.Key_Delete)
    assert desk.till.cart.member is None


def test_letters_open_the_search_and_enter_takes_the_chosen(desk: Desk) -> None:
    desk.type("2*kap")
    assert desk.screen.page is Page.FOUND
    desk.until(lambda: desk.screen.search.count == 1)
    desk.press(Qt.Key.Key_F9)
    assert desk.screen.face.take.words == "Tambah 2 Renteng"

    desk.press(Qt.Key.Key_Return)
    line = desk.till.cart.lines[0]
    assert (line.unit.name, line.quantity) == ("Renteng", Quantity.of(2))
    assert (desk.screen.page, desk.screen.scan.text()) == (Page.LINES, "")


def test_enter_may_come_before_the_answer(desk: Desk) -> None:
    desk.type("sabun")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.till.cart.lines)
    assert desk.till.cart.lines[0].good.name == "Sabun Mandi 70 g"


def test_what_is_not_found_says_so_and_escape_goes_back(desk: Desk) -> None:
    desk.type("zzz")
    desk.until(lambda: desk.screen.search.count == 0)
    desk.press(Qt.Key.Key_Escape)
    assert (desk.screen.page, desk.screen.scan.text()) == (Page.LINES, "")


def test_an_emptied_box_closes_the_search(desk: Desk) -> None:
    desk.type("k")
    desk.press(Qt.Key.Key_Backspace)
    assert desk.screen.page is Page.LINES


def test_a_scan_while_searching_is_a_line_all_the_same(desk: Desk) -> None:
    desk.type("kop")
    desk.scan("101")
    assert (desk.screen.page, len(desk.till.cart.lines)) == (Page.LINES, 1)


def test_the_price_check_shows_a_scan_without_adding_it(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F7)
    desk.shell.scanner.scanned.emit(PACK)
    desk.until(lambda: desk.screen.search.chosen)

    assert desk.till.cart.lines == ()
    assert desk.screen.face.take.words == "Selesai cek"
    desk.press(Qt.Key.Key_Return)
    assert (desk.screen.page, desk.till.cart.lines) == (Page.LINES, ())


def test_goods_without_a_price_ask_for_it_and_a_scan_is_refused_meanwhile(desk: Desk) -> None:
    desk.scan("I-0007")
    assert desk.screen.page is Page.PRICE
    desk.scan(COFFEE)
    assert desk.heard is Sound.REFUSED

    desk.type("12500")
    desk.press(Qt.Key.Key_Return)
    assert (desk.screen.page, desk.till.cart.total) == (Page.LINES, Rupiah(12_500))
    assert desk.screen.scan.hasFocus()


def test_a_line_is_changed_by_touch_alone(desk: Desk) -> None:
    desk.scan("101")
    desk.scan(COFFEE)
    lines, editing = desk.screen.face.lines, desk.screen.face.editing
    second = QPoint(theme.px(120), theme.px(48 + 24))
    desk.touch(lines.viewport(), second)
    assert desk.screen.page is Page.EDIT

    pad = editing.pads[editing.quantity]
    desk.touch(pad.keys["7"])
    desk.touch(desk.screen.face.pay)
    assert desk.till.cart.lines[1].quantity == Quantity.of(7)

    desk.touch(lines.viewport(), second)
    desk.touch(editing.keys[-1])
    assert [line.good.code for line in desk.till.cart.lines] == ["101"]


def test_a_key_of_a_later_issue_is_dead_and_heard(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F5)
    assert desk.heard is Sound.REFUSED


def test_nothing_is_paid_before_something_is_bought(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.current_name == "till"
    assert desk.screen.notice.notice is not None


def test_a_payment_asked_for_waits_for_the_scan_before_it(desk: Desk) -> None:
    desk.shell.scanner.scanned.emit(COFFEE)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "payment")
    assert desk.till.cart.total == Rupiah(1_750)


def test_the_open_cart_survives_the_program(open_desk: Callable[[], Desk]) -> None:
    first = open_desk()
    first.type("3*")
    first.scan(COFFEE)
    first.scan(CARD)
    first.scan("8990000000000")
    first.until(lambda: first.checkout.kept)

    second = open_desk()
    assert second.till.draft == first.till.draft
    assert second.checkout.open_lines() == 2
    assert second.screen.notice.notice is not None


def test_another_shift_opens_a_cart_of_its_own(desk: Desk) -> None:
    before = desk.till.cart.id
    desk.shop.close(300_000)
    desk.checkout.station.shift = desk.shop.open()
    desk.shell.go("till", fresh=True)
    desk.settle()
    assert desk.till.cart.id != before


def test_a_low_window_gives_up_the_last_item_first(desk: Desk) -> None:
    desk.shell.resize(1024, 690)
    desk.until(lambda: not desk.screen.face.last.isVisible())
    assert desk.screen.face.lines.isVisible()


def test_no_page_makes_the_window_grow(desk: Desk) -> None:
    desk.shell.resize(1024, 768)
    desk.scan(CARD)
    desk.scan(PACK)
    size = desk.shell.size()
    desk.type("kop")
    desk.until(lambda: desk.screen.search.count)
    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_F3, Qt.Key.Key_Escape)
    desk.scan("I-0007")
    desk.press(Qt.Key.Key_Escape)
    desk.scan("8990000000000")
    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_D, ctrl=True)
    desk.finish()

    assert desk.shell.size() == size
