"""What was put off is accepted or rejected from its list, by keys and by touch."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from koperasi.money import Rupiah
from koperasi.rights import Permission
from pos import approval_reviews, approvals
from pos.approval_reviews import Deferred
from pos.screens.reviews import ReviewsScreen
from tests.pos.overriding import SUPERVISOR_PIN, ask, may_defer, station, supervisor
from tests.pos.screens.conftest import Desk

RETURN = Qt.Key.Key_Return


def opened(desk: Desk, count: int = 2) -> ReviewsScreen:
    """So many discounts that the cashier gave alone, and their list."""
    shop = desk.shop
    supervisor(shop)
    may_defer(shop, 500_000)
    shop.buy(shop.soap, 1_000, 100_000)
    for _turn in range(count):
        given = approvals.defer(station(shop), ask(Permission.SALE_DISCOUNT, 20_000), "sendirian")
        shop.post(replace(shop.command(shop.line(shop.soap, 10, 3_400, 20_000)), approvals=(given,)))
    desk.shell.go("reviews")
    found = desk.shell.screen_named("reviews")
    assert isinstance(found, ReviewsScreen)
    desk.until(lambda: len(found.waiting) == count)
    return found


def settled(desk: Desk) -> list[Deferred]:
    with desk.shop.shop.reading() as connection:
        return approval_reviews.deferred(connection, waiting_only=False)


def test_the_cashier_sees_what_waits_and_another_accepts_it_by_pin(desk: Desk) -> None:
    screen = opened(desk)
    assert screen.what.text() == "Diskon"
    assert "sendirian" in screen.why.text()
    desk.press(Qt.Key.Key_Down, RETURN)
    desk.until(lambda: desk.shell.current_name == "override" and desk.shell.screen_named("override").people)  # type: ignore[attr-defined]
    desk.type(SUPERVISOR_PIN)
    desk.press(RETURN)
    desk.until(lambda: len(screen.waiting) == 1)

    seen = [each for each in settled(desk) if each.accepted is not None]
    assert [(each.accepted, each.reviewer, each.amount) for each in seen] == [(True, "Pak Slamet", Rupiah(20_000))]
    assert screen.notice.notice is not None


def test_one_who_may_rejects_it_with_a_reason(desk: Desk) -> None:
    screen = opened(desk, 1)
    desk.checkout.station.actor = desk.shop.manager
    desk.press(Qt.Key.Key_J, ctrl=True)
    assert screen.reason.error
    desk.type("tanpa izin")
    assert not screen.accept.isEnabled()
    desk.press(RETURN)
    desk.until(lambda: screen.waiting == ())

    (seen,) = settled(desk)
    assert (seen.accepted, seen.reviewer) == (False, "Yuni Kartika")
    assert not screen.accept.isEnabled()


def test_by_touch_alone(desk: Desk) -> None:
    screen = opened(desk, 1)
    desk.checkout.station.actor = desk.shop.manager
    desk.touch(screen.accept)
    desk.until(lambda: screen.waiting == ())
    assert settled(desk)[0].accepted
