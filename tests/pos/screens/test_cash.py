"""Cash in and out: by keys, with a reason, within the cashier's limit."""

from __future__ import annotations

from sqlalchemy import select

from koperasi.cash import CashKind, CashMovement
from koperasi.money import Rupiah
from pos.screens.cash import CashScreen
from tests.fronts import Front
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


def test_more_than_the_cashier_may_is_refused_and_said(selling_front: Front) -> None:
    screen = cash(selling_front)
    selling_front.type("250000")
    selling_front.press("Return")
    selling_front.type("besar")
    selling_front.press("Return")

    selling_front.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert screen.notice.notice.tone == "refuse"
    assert moved(selling_front.counter) == []
    assert screen.amount.amount == Rupiah(250_000)
