"""Edits at the till by keys and by touch: price and discount with their reason, removing, calling off, repeating."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from sqlalchemy import select

from desktop import theme
from desktop.sounds import Sound
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos.sale_commands import Rule
from pos.sale_facts import SaleApproval, SaleLine
from pos.sale_voids import SaleVoid
from pos.screens.overrides import OverrideScreen
from pos.screens.till_faces import Page
from tests.pos.screens.conftest import Desk

COFFEE, PACK = "8991002101104", "8991002101111"
RETURN = Qt.Key.Key_Return
PIN = "482915"


def asked(desk: Desk) -> OverrideScreen:
    """The override, with everyone who may."""
    found = desk.shell.screen_named("override")
    assert isinstance(found, OverrideScreen)
    desk.until(lambda: desk.shell.current_name == "override" and found.people)
    return found


def test_ctrl_e_asks_how_many_and_a_key_turns_to_the_price_or_the_discount(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_E, ctrl=True)
    editing = desk.screen.face.editing
    assert (desk.screen.page, editing.quantity.hasFocus()) == (Page.EDIT, True)

    desk.type("6")
    desk.press(RETURN)
    assert (desk.screen.page, desk.till.cart.lines[0].quantity) == (Page.LINES, Quantity.of(6))

    desk.press(Qt.Key.Key_H, ctrl=True)
    assert editing.amount.hasFocus()
    assert editing.amount.amount == Rupiah(1_750)
    desk.press(Qt.Key.Key_Escape)
    assert desk.screen.scan.hasFocus()


def test_plus_and_minus_count_on_the_page_too(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_E, ctrl=True)
    desk.type("++-")
    assert desk.till.cart.lines[0].quantity == Quantity.of(2)
    assert desk.screen.face.editing.quantity.quantity == Quantity.of(2)


def test_a_discount_within_her_right_is_given_with_its_reason(desk: Desk) -> None:
    desk.scan(PACK)
    desk.press(Qt.Key.Key_D, ctrl=True)
    desk.type("800")
    desk.press(RETURN)
    assert desk.screen.page is Page.REASON

    desk.type("1")
    desk.until(lambda: desk.screen.page is Page.LINES)
    (line,) = desk.till.cart.lines
    assert (line.discount, line.discount_reason, desk.till.cart.total) == (
        Rupiah(800),
        "Kemasan rusak",
        Rupiah(15_000),
    )
    assert desk.screen.face.lines.lines[0].discount == "−800"


def test_a_percent_is_typed_after_its_key_and_any_reason_written(desk: Desk) -> None:
    desk.scan(PACK)
    desk.press(Qt.Key.Key_D, ctrl=True)
    desk.type("%")
    desk.type("12,5")
    desk.press(RETURN)
    desk.type("langganan lama")
    desk.press(RETURN)
    desk.until(lambda: desk.screen.page is Page.LINES)

    assert (desk.till.cart.lines[0].discount, desk.till.cart.total) == (Rupiah(1_975), Rupiah(13_825))
    assert desk.screen.face.lines.lines[0].discount_note == "12,5%"


def test_a_discount_on_the_sale_is_shared_over_its_lines(desk: Desk) -> None:
    desk.scan(PACK)
    desk.scan("101")
    desk.press(Qt.Key.Key_B, ctrl=True)
    desk.type("1200")
    desk.press(RETURN)
    desk.type("2")
    desk.until(lambda: desk.screen.page is Page.LINES)

    assert desk.till.cart.total == Rupiah(18_000)
    assert [line.shared for line in desk.till.cart.lines] == [Rupiah(988), Rupiah(212)]


def test_nothing_is_given_without_a_reason(desk: Desk) -> None:
    desk.scan(PACK)
    desk.press(Qt.Key.Key_D, ctrl=True)
    desk.type("800")
    desk.press(RETURN, RETURN)
    assert desk.screen.page is Page.REASON
    assert desk.screen.face.why.field.error

    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert desk.screen.page is Page.LINES
    assert desk.till.cart.total == Rupiah(15_800)


def test_a_lower_price_on_the_shelf_holds_without_another_persons_yes_within_her_limit(desk: Desk) -> None:
    desk.scan("101")
    desk.press(Qt.Key.Key_H, ctrl=True)
    desk.type("3000")
    desk.press(RETURN)
    desk.type("1")
    desk.until(lambda: desk.screen.page is Page.LINES)
    desk.settle()
    (line,) = desk.till.cart.lines
    assert (line.rule, line.net, line.keyed_reason) == (Rule.SHELF, Rupiah(3_000), "Harga rak lebih rendah")

    desk.press(RETURN, Qt.Key.Key_F4)
    desk.finish()
    with desk.shop.shop.reading() as connection:
        kept = connection.execute(select(SaleLine.rule, SaleLine.net)).one()
    assert tuple(kept) == (Rule.SHELF, Rupiah(3_000))


def test_a_price_on_the_shelf_that_is_not_lower_is_refused_in_words(desk: Desk) -> None:
    desk.scan("101")
    desk.press(Qt.Key.Key_H, ctrl=True)
    desk.type("4000")
    desk.press(RETURN)
    desk.type("1")
    desk.until(lambda: desk.screen.page is Page.LINES)
    assert desk.till.cart.total == Rupiah(3_400)
    assert desk.screen.notice.notice is not None
    assert "tidak lebih rendah" in desk.screen.notice.notice.words


def test_a_changed_price_asks_for_another_persons_pin_and_the_sale_keeps_it(desk: Desk) -> None:
    desk.scan("101")
    desk.press(Qt.Key.Key_H, ctrl=True)
    desk.type("3000")
    desk.press(RETURN)
    desk.type("2")
    override = asked(desk)
    assert desk.till.cart.total == Rupiah(3_400)
    assert [each.name for each in override.people] == ["Yuni Kartika"]
    assert override.reason.text() == "Kemasan rusak"

    desk.type(PIN)
    desk.press(RETURN)
    desk.until(lambda: desk.shell.current_name == "till" and desk.till.approvals)
    (line,) = desk.till.cart.lines
    assert (line.rule, line.net, line.keyed_reason) == (Rule.MANUAL, Rupiah(3_000), "Kemasan rusak")

    desk.press(RETURN, Qt.Key.Key_F4)
    desk.finish()
    with desk.shop.shop.reading() as connection:
        kept = connection.execute(select(SaleApproval.approver_id, SaleApproval.reason)).one()
    assert tuple(kept) == (desk.shop.manager.id, "Kemasan rusak")
    assert desk.till.approvals == ()


def test_a_wrong_pin_changes_nothing_and_escape_gives_up(desk: Desk) -> None:
    desk.scan("101")
    desk.press(Qt.Key.Key_H, ctrl=True)
    desk.type("3000")
    desk.press(RETURN)
    desk.type("2")
    override = asked(desk)
    desk.type("482916")
    desk.press(RETURN)
    desk.until(lambda: "Sisa 9" in override.pad.words.text())

    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.current_name == "till"
    assert (desk.till.cart.total, desk.till.approvals) == (Rupiah(3_400), ())
    assert desk.screen.scan.hasFocus()


def test_kasbon_beyond_her_limit_is_asked_when_it_is_paid(desk: Desk) -> None:
    desk.scan("9900217")
    desk.type("200*")
    desk.scan("101")
    desk.press(RETURN, Qt.Key.Key_F3)
    desk.type("680000")
    desk.until(lambda: desk.payment.finish.words == "Minta persetujuan")
    desk.press(RETURN)
    override = asked(desk)
    assert override.ask is not None
    assert (override.ask.amount, "Sri Wahyuni" in override.ask.what) == (Rupiah(180_000), True)

    desk.press(Qt.Key.Key_1, ctrl=True)
    desk.type(PIN)
    desk.press(RETURN)
    desk.until(lambda: desk.shell.current_name == "change")
    with desk.shop.shop.reading() as connection:
        assert connection.scalars(select(SaleApproval.permission)).all() == ["pos:member:over-limit"]


def test_touch_alone_changes_a_price(desk: Desk) -> None:
    desk.scan("101")
    face = desk.screen.face
    desk.touch(face.line_keys.edit)
    desk.touch(face.editing.tabs[next(what for what in face.editing.tabs if what == "discount")])
    desk.touch(face.editing.pads[face.editing.amount].keys["4"])
    desk.touch(face.editing.pads[face.editing.amount].keys["00"])
    desk.touch(face.pay)
    desk.touch(face.why.buttons[2])
    desk.until(lambda: desk.screen.page is Page.LINES)
    assert (desk.till.cart.total, desk.till.cart.lines[0].discount_reason) == (Rupiah(3_000), "Pelanggan lama")


def test_a_scan_while_an_edit_waits_is_refused_and_said(desk: Desk) -> None:
    desk.scan("101")
    desk.press(Qt.Key.Key_E, ctrl=True)
    desk.scan(COFFEE)
    assert (desk.heard, len(desk.till.cart.lines)) == (Sound.REFUSED, 1)
    assert desk.screen.notice.notice is not None


def test_before_anything_is_bought_there_is_nothing_to_edit_repeat_or_call_off(desk: Desk) -> None:
    for key in (Qt.Key.Key_E, Qt.Key.Key_R, Qt.Key.Key_Delete):
        desk.press(key, ctrl=True)
        assert (desk.screen.page, desk.heard) == (Page.LINES, Sound.REFUSED)
        assert desk.screen.notice.notice is not None


def test_ctrl_r_repeats_what_was_scanned_last(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.scan("101")
    desk.press(Qt.Key.Key_R, ctrl=True)
    assert [line.quantity for line in desk.till.cart.lines] == [Quantity.of(1), Quantity.of(2)]


def test_a_line_is_removed_at_once_but_told_why_after_payment_was_seen(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.scan("101")
    desk.press(Qt.Key.Key_Delete)
    assert len(desk.till.cart.lines) == 1

    desk.press(RETURN, Qt.Key.Key_Escape, Qt.Key.Key_Delete)
    assert desk.screen.page is Page.REASON
    assert len(desk.till.cart.lines) == 1
    desk.type("2")
    assert desk.till.cart.lines == ()
    struck = desk.screen.face.lines.lines[0]
    assert (struck.state, struck.reason, struck.note[:7]) == ("removed", "Uang kurang", "dihapus")


def test_a_sale_is_called_off_with_one_question(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.scan("101")
    cart = desk.till.cart.id
    desk.press(Qt.Key.Key_Delete, ctrl=True)
    assert desk.screen.page is Page.REASON
    desk.type("1")
    desk.until(lambda: desk.till.cart.id != cart)

    assert desk.till.cart.rows == ()
    with desk.shop.shop.reading() as connection:
        kept = connection.execute(select(SaleVoid.document_id, SaleVoid.lines, SaleVoid.reason)).one()
    assert tuple(kept) == (cart, 2, "Pelanggan batal")
    desk.until(lambda: desk.checkout.kept)


def test_after_payment_was_seen_another_must_allow_it_to_be_called_off(desk: Desk) -> None:
    desk.scan("101")
    cart = desk.till.cart.id
    desk.press(RETURN, Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Delete, ctrl=True)
    desk.type("1")
    asked(desk)
    assert desk.till.cart.id == cart

    desk.type(PIN)
    desk.press(RETURN)
    desk.until(lambda: desk.till.cart.id != cart)
    assert desk.shell.current_name == "till"


def test_the_touched_line_is_the_one_that_is_changed(desk: Desk) -> None:
    desk.scan("101")
    desk.scan(COFFEE)
    first = QPoint(theme.px(120), theme.px(24))
    desk.touch(desk.screen.face.lines.viewport(), first)
    desk.touch(desk.screen.face.lines.viewport(), first)
    desk.type("9")
    desk.press(RETURN)
    assert [line.quantity for line in desk.till.cart.lines] == [Quantity.of(9), Quantity.of(1)]
