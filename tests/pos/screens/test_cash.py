"""Cash in and out: by keys, with a reason, within the cashier's limit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.numpads import Numpad
from koperasi import ledger
from koperasi.cash import CashKind, CashMovement
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.money import Rupiah
from pos.screens.cash import CashScreen
from pos.screens.cash_faces import WAYS
from pos.screens.overrides import OverrideScreen
from tests.fronts import YUNI, Front
from tests.shops import Counter


def cash(front: Front) -> CashScreen:
    front.press("F11")
    front.at("cash")
    assert isinstance(front.screen, CashScreen)
    return front.screen


def moved(counter: Counter) -> list[tuple[CashKind, Rupiah, str]]:
    with counter.shop.reading() as connection:
        columns = (CashMovement.kind, CashMovement.amount, CashMovement.reason)
        return [tuple(row) for row in connection.execute(select(*columns))]  # type: ignore[misc]


def test_an_expense_is_booked_with_its_reason(selling_front: Front) -> None:
    screen = cash(selling_front)
    selling_front.type("45000")
    selling_front.press("Return")
    selling_front.type("bensin")
    selling_front.press("Return")

    selling_front.until(lambda: screen.notice.notice is not None)
    assert moved(selling_front.counter) == [(CashKind.OUT, Rupiah(45_000), "bensin")]
    assert screen.amount.amount is None
    selling_front.press("Escape")
    selling_front.at("till")


def test_the_kind_is_chosen_by_its_key(selling_front: Front) -> None:
    screen = cash(selling_front)
    selling_front.press("Ctrl+B")
    selling_front.type("100000")
    selling_front.press("Return")
    selling_front.type("laci penuh")
    selling_front.press("Return")

    selling_front.until(lambda: screen.notice.notice is not None)
    assert moved(selling_front.counter) == [(CashKind.DROP, Rupiah(100_000), "laci penuh")]


def test_without_a_reason_nothing_is_booked(selling_front: Front) -> None:
    screen = cash(selling_front)
    selling_front.type("45000")
    selling_front.press("Return", "Return")

    assert screen.reason.error == "Tulis untuk apa, supaya pembukuan tahu."
    assert moved(selling_front.counter) == []


def test_above_her_limit_another_persons_pin_books_it_and_the_cashier_stays(selling_front: Front) -> None:
    cash(selling_front)
    selling_front.type("250000")
    selling_front.press("Return")
    selling_front.type("3")
    selling_front.press("Return")
    selling_front.at("override")
    assert moved(selling_front.counter) == []
    asking = selling_front.screen
    assert isinstance(asking, OverrideScreen)
    selling_front.until(lambda: asking.people)
    selling_front.type(YUNI[1])
    selling_front.press("Return")

    selling_front.at("cash")
    selling_front.until(lambda: moved(selling_front.counter))
    assert moved(selling_front.counter) == [(CashKind.OUT, Rupiah(250_000), "Transport")]
    assert selling_front.window.station.person.name == "Rina Astuti"


def test_going_back_from_the_pin_keeps_what_was_typed(selling_front: Front) -> None:
    screen = cash(selling_front)
    selling_front.type("250000")
    selling_front.press("Return")
    selling_front.type("bensin")
    selling_front.press("Return")
    selling_front.at("override")
    selling_front.press("Escape")
    selling_front.at("cash")

    assert (screen.amount.amount, screen.reason.text()) == (Rupiah(250_000), "bensin")
    assert moved(selling_front.counter) == []


def test_a_category_by_its_number_needs_no_words_and_posts_to_its_account(selling_front: Front) -> None:
    screen = cash(selling_front)
    selling_front.type("20000")
    selling_front.press("Return")
    selling_front.type("4")
    chosen = screen.category
    assert chosen is not None
    assert chosen.name == "Es batu"
    selling_front.press("Return")

    selling_front.until(lambda: moved(selling_front.counter))
    assert moved(selling_front.counter) == [(CashKind.OUT, Rupiah(20_000), "Es batu")]
    with selling_front.counter.shop.reading() as connection:
        assert ledger.balance(connection, chosen.account_id) == Rupiah(20_000)


def test_the_rest_needs_words(selling_front: Front) -> None:
    screen = cash(selling_front)
    selling_front.type("20000")
    selling_front.press("Return")
    selling_front.type("6")
    selling_front.press("Return")

    assert screen.reason.error == "Tulis untuk apa, supaya pembukuan tahu."
    assert moved(selling_front.counter) == []


def test_touch_alone_takes_cash_out(selling_front: Front, qtbot: QtBot) -> None:
    screen = cash(selling_front)

    def touch(widget: QWidget) -> None:
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    pad = screen.face.right.findChild(Numpad)
    assert pad is not None
    selling_front.until(lambda: screen.face.choices)
    touch(screen.face.ways[WAYS[1]])
    for key in ("2", "0", "00", "0"):
        touch(pad.keys[key])
    touch(screen.face.choices[0])
    touch(screen.primary)

    selling_front.until(lambda: moved(selling_front.counter))
    assert moved(selling_front.counter) == [(CashKind.OUT, Rupiah(20_000), "Listrik dan air")]


def test_only_who_may_deposit_is_offered_the_bank(selling_front: Front) -> None:
    screen = cash(selling_front)
    assert screen.face.ways[WAYS[3]].isHidden()

    selling_front.press("Escape", "F12", "Ctrl+G")
    selling_front.at("sign-in")
    selling_front.sign_in(YUNI)
    selling_front.at("till")
    screen = cash(selling_front)
    selling_front.press("Ctrl+N")
    selling_front.type("500000")
    selling_front.press("Return", "Return")
    selling_front.until(lambda: screen.receipt.error)
    selling_front.type("SLIP7781")
    selling_front.press("Return")
    selling_front.until(lambda: screen.notice.notice is not None and screen.notice.notice.tone == "ok")

    with selling_front.counter.shop.reading() as connection:
        assert ledger.balance(connection, ACCOUNT_IDS[Role.BANK]) == Rupiah(500_000)
