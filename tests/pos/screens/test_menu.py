"""The cashier's menu: each deed on its key."""

from __future__ import annotations

from dataclasses import replace

from desktop import theme
from koperasi.rights import Permission
from pos import approvals
from pos.screens.menu import NEED_A_SHIFT, MenuScreen
from pos.screens.reviews import ReviewsScreen
from tests.fronts import YUNI, Front
from tests.pos.overriding import ask, may_defer


def menu(front: Front) -> None:
    front.press("F12")
    front.at("menu")


def test_the_menu_leads_to_the_close_and_escape_back_to_the_till(selling_front: Front) -> None:
    menu(selling_front)
    selling_front.press("Ctrl+T")
    selling_front.at("closing")
    selling_front.press("Escape")
    selling_front.at("menu")
    selling_front.press("Escape")
    selling_front.at("till")


def test_changing_the_cashier_leaves_the_shift_open(selling_front: Front) -> None:
    shift = selling_front.window.station.shift
    menu(selling_front)
    selling_front.press("Ctrl+G")
    selling_front.at("sign-in")
    selling_front.sign_in(YUNI)

    selling_front.at("till")
    assert selling_front.window.station.shift == shift
    assert selling_front.window.station.person.name == "Yuni Kartika"


def test_light_and_dark_change_places(selling_front: Front) -> None:
    menu(selling_front)
    selling_front.press("Ctrl+F12")
    assert theme.theme() == "dark"
    selling_front.press("Ctrl+F12")
    assert theme.theme() == "light"


def test_without_a_virtual_printer_there_is_no_paper_to_show(selling_front: Front) -> None:
    menu(selling_front)

    assert "Ctrl+V" not in selling_front.screen.actions_by_key


def put_off(front: Front) -> None:
    """A discount that waits to be looked at, and no cap any more."""
    counter = front.counter
    counter.shift = front.window.station.shift
    may_defer(counter, 50_000)
    given = approvals.defer(front.window.station, ask(Permission.SALE_DISCOUNT, 20_000), "sendirian")
    counter.buy(counter.soap, 100, 100_000)
    counter.post(replace(counter.command(counter.line(counter.soap, 10, 3_400, 20_000)), approvals=(given,)))
    may_defer(counter, 0)


def test_where_nothing_is_put_off_a_cashier_has_no_key_for_it(selling_front: Front) -> None:
    menu(selling_front)
    screen = selling_front.screen
    assert isinstance(screen, MenuScreen)
    assert not screen.buttons["Ctrl+R"].isVisible()
    selling_front.press("Ctrl+R")
    assert selling_front.name == "menu"


def test_what_waits_is_counted_and_reached_also_when_the_cap_is_none_now(selling_front: Front) -> None:
    put_off(selling_front)
    menu(selling_front)
    screen = selling_front.screen
    assert isinstance(screen, MenuScreen)
    button = screen.buttons["Ctrl+R"]
    selling_front.until(button.isVisible)
    assert "1 menunggu" in button.accessibleName()
    selling_front.press("Ctrl+R")
    selling_front.at("reviews")
    reviews = selling_front.screen
    assert isinstance(reviews, ReviewsScreen)
    selling_front.until(lambda: reviews.waiting)


def test_those_who_judge_always_have_the_key(selling_front: Front) -> None:
    selling_front.window.station.actor = selling_front.counter.manager
    menu(selling_front)
    screen = selling_front.screen
    assert isinstance(screen, MenuScreen)
    assert screen.buttons["Ctrl+R"].isVisible()
    corners = {(each.x(), each.y()) for each in screen.buttons.values()}
    assert len(corners) == len(screen.buttons)


def test_without_a_shift_its_keys_are_dead_and_say_why(selling_front: Front) -> None:
    menu(selling_front)
    screen = selling_front.screen
    assert isinstance(screen, MenuScreen)
    assert "belum ada shift" not in screen.buttons["F11"].accessibleName()
    selling_front.window.station.shift = None
    screen.enter()
    for key in NEED_A_SHIFT:
        assert not screen.buttons[key].isEnabled()
        assert "belum ada shift" in screen.buttons[key].accessibleName()
