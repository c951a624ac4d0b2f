"""Returns at the counter: a receipt is scanned, what comes back is chosen, money goes back once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt

from desktop.strips import FunctionBar
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos.sale_commands import BackTo
from pos.screens.returns import ReturnsScreen
from pos.screens.returns_refund import RefundScreen
from pos.tenders import Tender, TenderKind
from tests.pos.screens.conftest import Desk
from tests.returning import original
from tests.shops import SIX_PERCENT, Counter

RETURN, F10 = Qt.Key.Key_Return, Qt.Key.Key_F10


def returns(desk: Desk) -> ReturnsScreen:
    found = desk.shell.screen_named("returns")
    assert isinstance(found, ReturnsScreen)
    return found


def refund(desk: Desk) -> RefundScreen:
    found = desk.shell.screen_named("refund")
    assert isinstance(found, RefundScreen)
    return found


def changed(screen: ReturnsScreen, before: object) -> bool:
    return screen.picks is not before


def lay(desk: Desk, number: str) -> ReturnsScreen:
    """F10, and a receipt's barcode."""
    desk.press(F10)
    desk.until(lambda: desk.shell.current_name == "returns")
    desk.shell.scanner.scanned.emit(number)
    desk.until(lambda: returns(desk).picks is not None)
    return returns(desk)


def test_a_receipt_comes_back_by_keys_alone(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 3, 3_400), seller.line(seller.copies, 5, 500))
    screen = lay(desk, sold.number)

    desk.type("+")
    desk.type("+")
    assert screen.board.text.amount == Rupiah(6_800)
    desk.press(RETURN)
    assert desk.shell.current_name == "till"
    assert desk.till.cart.total == Rupiah(-6_800)
    assert desk.screen.keys.primary.text() == "Kembalikan Uang"

    desk.press(RETURN)
    assert desk.shell.current_name == "refund"
    assert refund(desk).board.text.amount == Rupiah(6_800)
    desk.finish()

    assert desk.change.figure.accessibleName().endswith("6.800")
    assert desk.change.figure.accessibleName().startswith("Kembalikan Uang")
    assert original(seller, sold.document_id).returned == Quantity.of(2)


def test_a_receipt_comes_back_by_touch_alone(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 3, 3_400))
    bar = desk.screen.face.findChild(FunctionBar)
    assert isinstance(bar, FunctionBar)
    desk.touch(bar.keys["F10"])
    screen = returns(desk)
    desk.until(lambda: screen.sales.sales)
    assert screen.sales.sales[0].number == sold.number

    desk.touch(screen.primary)
    desk.until(lambda: screen.picks is not None)
    desk.touch(screen.chosen.everything)
    desk.touch(screen.chosen.reason)
    desk.touch(screen.chosen.place)
    desk.touch(screen.primary)
    desk.touch(desk.screen.face.pay)
    desk.touch(refund(desk).finish)
    desk.until(lambda: desk.shell.current_name == "change")

    assert original(seller, sold.document_id).left == Quantity(0)


def test_a_pack_that_was_bought_is_one_pack(desk: Desk) -> None:
    desk.scan("8991002101111")
    desk.press(RETURN)
    desk.press(Qt.Key.Key_F4)
    desk.finish()
    desk.press(Qt.Key.Key_Escape, F10)
    desk.until(lambda: returns(desk).sales.sales)
    desk.press(RETURN)
    desk.until(lambda: returns(desk).picks is not None)

    assert [cell.text for cell in returns(desk).lines.rows_model.row(0).cells][1:3] == ["1 renteng", "1"]


def test_a_sale_that_was_held_stands_where_it_was_paid(desk: Desk, seller: Counter) -> None:
    held = seller.command(seller.line(seller.soap, 1, 3_400))
    first = seller.sell(seller.line(seller.copies, 1, 500))
    later = seller.post(replace(held, number=seller.command().number, at=seller.shop.clock()))
    desk.press(F10)
    desk.until(lambda: returns(desk).sales.sales)

    assert [each.number for each in returns(desk).sales.sales] == [later.number, first.number]


def test_goods_scanned_while_a_receipt_lies_here_come_back_one_more_each_time(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 2, 3_400), seller.line(seller.cookies, 1, 12_500))
    screen = lay(desk, sold.number)

    for code in ("201", "101", "101"):
        before = screen.picks
        desk.shell.scanner.scanned.emit(code)
        desk.until(partial(changed, screen, before))

    assert screen.picks is not None
    assert [each.count for each in screen.picks.picks] == [Quantity.of(2), Quantity.of(1)]
    desk.shell.scanner.scanned.emit("101")
    desk.until(lambda: screen.notice.isVisible())
    assert [each.count for each in screen.picks.picks] == [Quantity.of(2), Quantity.of(1)]


def test_an_exchange_is_paid_once_by_its_net_amount(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 1, 3_400))
    lay(desk, sold.number)
    desk.type("+")
    desk.press(RETURN)
    desk.scan("201")

    assert desk.till.due == Rupiah(9_100)
    desk.press(RETURN)
    assert desk.shell.current_name == "payment"
    desk.press(Qt.Key.Key_F4)
    desk.finish()

    assert desk.till.finished is not None
    assert desk.till.finished.posted.total == Rupiah(9_100)


def test_what_is_spoilt_does_not_go_back_to_the_shelf(desk: Desk, seller: Counter) -> None:
    seller.deliver(seller.cookies, 5, SIX_PERCENT)
    sold = seller.sell(seller.line(seller.cookies, 2, 12_500))
    screen = lay(desk, sold.number)
    desk.type("+")
    for _turn in range(3):
        desk.press(Qt.Key.Key_G, ctrl=True)
    assert screen.picks is not None
    assert screen.picks.picks[0].reason == "Rusak"
    assert screen.picks.picks[0].to is BackTo.DAMAGED
    desk.press(Qt.Key.Key_T, ctrl=True)
    assert screen.picks.picks[0].to is BackTo.MAKER


def test_never_more_than_is_left_can_be_chosen(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 2, 3_400))
    screen = lay(desk, sold.number)

    for _turn in range(3):
        desk.type("+")

    assert screen.picks is not None
    assert screen.picks.picks[0].count == Quantity.of(2)
    assert screen.notice.isVisible()


def test_a_line_in_the_cart_is_changed_only_within_what_may_come_back(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 2, 3_400))
    lay(desk, sold.number)
    desk.type("+")
    desk.press(RETURN)

    desk.type("+")
    assert desk.till.cart.lines[0].quantity == Quantity.of(-2)
    desk.type("+")
    assert desk.till.cart.lines[0].quantity == Quantity.of(-2)
    assert desk.till.said is not None
    desk.type("-")
    assert desk.till.cart.lines[0].quantity == Quantity.of(-1)


def test_the_buyer_of_the_receipt_comes_to_the_cart_with_it(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 2, 3_400), member=True)
    lay(desk, sold.number)
    desk.type("+")
    desk.press(RETURN)

    assert desk.till.cart.member is not None
    assert desk.till.cart.member.party_id == seller.member_id


def test_a_members_receipts_are_found_by_her_name(desk: Desk, seller: Counter) -> None:
    mine = seller.sell(seller.line(seller.soap, 2, 3_400), member=True)
    seller.sell(seller.line(seller.soap, 1, 3_400))
    desk.press(F10)
    screen = returns(desk)
    desk.until(lambda: len(screen.sales.sales) == 2)

    desk.type("sri wah")
    desk.press(RETURN)
    desk.until(lambda: len(screen.sales.sales) == 1)

    assert screen.sales.sales[0].number == mine.number


def test_goods_without_a_receipt_count_for_the_least_of_thirty_days(desk: Desk, seller: Counter) -> None:
    seller.buy(seller.soap, 10, 25_000)
    seller.sell(seller.line(seller.soap, 2, 3_400, 300))
    desk.press(F10)
    screen = returns(desk)
    desk.press(Qt.Key.Key_N, ctrl=True)

    desk.shell.scanner.scanned.emit("101")
    desk.until(lambda: screen.picks is not None and screen.picks.picks)

    assert screen.board.text.amount == Rupiah(3_250)
    desk.press(RETURN)
    assert desk.till.cart.total == Rupiah(-3_250)


def test_the_open_return_outlives_the_program(desk: Desk, seller: Counter, open_desk: object) -> None:
    sold = seller.sell(seller.line(seller.soap, 2, 3_400))
    lay(desk, sold.number)
    desk.type("+")
    desk.press(RETURN)
    desk.until(lambda: desk.checkout.kept)

    again = open_desk()  # type: ignore[operator]

    assert again.till.cart.lines == desk.till.cart.lines
    assert again.till.due == Rupiah(-3_400)


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768)])
def test_nothing_is_cut_on_the_returns_screen(desk: Desk, seller: Counter, size: tuple[int, int]) -> None:
    sold = seller.sell(seller.line(seller.soap, 2, 3_400), member=True)
    desk.shell.resize(*size)
    screen = lay(desk, sold.number)
    desk.type("+")

    for button in (screen.primary, screen.chosen.place, screen.chosen.reason, screen.chosen.everything):
        corner = button.mapTo(screen, button.rect().bottomRight())
        assert corner.x() < screen.width()
        assert corner.y() < screen.height()
        assert button.height() >= 48


def test_more_than_her_limit_asks_for_another_persons_pin(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 40, 3_400))
    screen = lay(desk, sold.number)
    desk.touch(screen.chosen.everything)
    desk.press(RETURN)
    desk.press(RETURN)
    desk.until(lambda: desk.shell.current_name == "refund")

    desk.press(RETURN)
    desk.until(lambda: desk.shell.current_name == "override")

    assert original(seller, sold.document_id).returned == Quantity(0)


def test_a_transfer_back_waits_for_its_reference(desk: Desk, seller: Counter) -> None:
    seller.shop.settings = replace(seller.shop.settings, refund_cashless="transfer")
    by_qris = (Tender(TenderKind.QRIS, Rupiah(6_800)),)
    sold = seller.sell(seller.line(seller.soap, 2, 3_400), tenders=by_qris)
    screen = lay(desk, sold.number)
    desk.touch(screen.chosen.everything)
    desk.press(RETURN)
    desk.press(RETURN)
    desk.until(lambda: desk.shell.current_name == "refund")

    assert desk.till.blocked == "Isi referensi transfernya"
    desk.type("TRF-77")
    desk.finish()

    assert desk.till.finished is not None
    assert [(each.kind, each.given, each.reference) for each in desk.till.finished.tenders] == [
        (TenderKind.TRANSFER, Rupiah(-6_800), "TRF-77")
    ]


def test_esc_leads_back_and_takes_nothing_along(desk: Desk, seller: Counter) -> None:
    sold = seller.sell(seller.line(seller.soap, 2, 3_400))
    screen = lay(desk, sold.number)
    desk.type("+")

    desk.press(Qt.Key.Key_Escape)
    assert screen.picks is None
    desk.press(Qt.Key.Key_Escape)

    assert desk.shell.current_name == "till"
    assert desk.till.cart.rows == ()


def test_what_names_nothing_is_said(desk: Desk, seller: Counter) -> None:
    desk.press(F10)
    screen = returns(desk)
    desk.until(lambda: not screen.notice.isVisible())

    desk.shell.scanner.scanned.emit("K1-999999")
    desk.until(lambda: screen.notice.isVisible())

    assert screen.picks is None
