"""The cashier's menu: each deed on its key."""

from __future__ import annotations

from desktop import theme
from tests.fronts import YUNI, Front


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
