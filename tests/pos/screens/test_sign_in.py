"""Sign-in: tiles, PIN, what is said of a wrong one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperasi import settings, users
from koperasi.rights import ROLE_IDS
from pos import demo_pins
from pos.screens.sign_in import SignInScreen, call_name, when
from pos.screens.window_parts import Look
from tests.fronts import RINA, YUNI, Front
from tests.shops import MORNING, Counter


def screen(front: Front) -> SignInScreen:
    assert isinstance(front.screen, SignInScreen)
    return front.screen


def test_the_right_pin_leads_on_without_a_shift_to_its_opening(front: Front) -> None:
    front.sign_in(RINA)

    front.at("opening")
    assert front.window.station.person.name == "Rina Astuti"


def test_the_right_pin_leads_to_the_till_while_a_shift_is_open(selling_front: Front) -> None:
    assert selling_front.name == "till"
    assert selling_front.window.station.shift is not None


def test_a_wrong_pin_says_what_is_left_and_stays(front: Front) -> None:
    front.press(RINA[0])
    front.type("730165")
    front.press("Return")

    front.until(lambda: screen(front).pad.words.text() == "Salah. Sisa 9 kali.")
    assert front.name == "sign-in"
    front.type("7")
    assert screen(front).pad.words.text() == "6 angka"


def test_after_five_wrong_pins_the_next_must_wait(front: Front) -> None:
    for left in (9, 8, 7, 6, 5):
        front.type("000001")
        front.press("Return")
        front.until(lambda left=left: screen(front).pad.words.text() == f"Salah. Sisa {left} kali.")
    front.type("730164")
    front.press("Return")

    front.until(lambda: screen(front).pad.words.text().startswith("Tunggu "))
    assert front.name == "sign-in"


def test_enter_does_nothing_before_the_pin_is_whole(front: Front) -> None:
    front.type("7301")
    front.press("Return")

    assert not screen(front).pad.enter.isEnabled()
    with front.counter.shop.reading() as connection:
        assert users.tries_left(connection, front.counter.cashier.id) == users.MOST_MISSES


def test_the_tile_of_a_key_is_chosen_and_its_digit_is_no_pin(front: Front) -> None:
    front.press(YUNI[0])

    assert screen(front).chosen is not None
    assert screen(front).chosen.name == "Yuni Kartika"
    assert screen(front).pad.pin.take() == ""
    assert [tile.isChecked() for tile in screen(front).tiles] == [False, True]


@pytest.fixture
def crowd(unopened: Counter) -> Counter:
    """Fifteen people."""
    for number in range(13):
        with unopened.shop.work(unopened.shop.konsole(), channel="konsole") as work:
            users.add(work, f"Kasir Cadangan {chr(65 + number)}", ROLE_IDS["cashier"], "730164")
    return unopened


def test_among_many_people_letters_look_for_a_name(crowd: Counter, qtbot: QtBot, qapp: QApplication) -> None:
    front = Front.open(crowd, qtbot, qapp)
    assert screen(front).search.isVisible()

    front.type("yuni")

    assert [tile.person for tile in screen(front).tiles] == ["Yuni Kartika"]
    front.type(YUNI[1])
    front.press("Return")
    front.at("opening")
    front.window.close()


def test_a_demo_shows_its_pins_and_a_shop_never(unopened: Counter, qtbot: QtBot, qapp: QApplication) -> None:
    demo_pins.keep(unopened.shop, {unopened.cashier.id: "730164"})
    assert demo_pins.known(unopened.shop) == {}

    with unopened.shop.work(unopened.manager) as work:
        settings.change(work, {"demo": True})
    unopened.shop.reload_settings()

    assert demo_pins.known(unopened.shop) == {unopened.cashier.id: "730164"}
    front = Front.open(unopened, qtbot, qapp)
    assert screen(front).tiles[0].accessibleName() == "Rina Astuti, Kasir · 730164"
    front.window.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_into_1024_by_768(unopened: Counter, qtbot: QtBot, qapp: QApplication, theme: str) -> None:
    front = Front.open(unopened, qtbot, qapp, Look(theme, 100))
    front.window.shell.setFixedSize(1024, 768)
    front.qtbot.wait(50)
    picture: QImage = front.window.shell.grab().toImage()

    assert (picture.width(), picture.height()) == (1024, 768)
    pad = screen(front).pad
    assert pad.mapTo(front.window.shell, pad.rect().bottomRight()).x() < 1024
    front.window.close()


def test_people_are_called_by_their_first_name() -> None:
    assert [call_name(each) for each in ("Rina Astuti", "Pak Slamet", "Slamet")] == ["Rina", "Pak Slamet", "Slamet"]


def test_a_backup_says_how_old_it_is() -> None:
    assert when(MORNING, MORNING) == "hari ini 00.00"
    assert when(MORNING.replace(day=22), MORNING) == "kemarin 00.00"
    assert when(MORNING.replace(day=20), MORNING) == "20/11/2026 00.00"
