"""Opening a shift: the float as an amount, or counted."""

from __future__ import annotations

from koperasi import shifts
from koperasi.money import Rupiah
from pos.commands.shifts import close
from pos.screens.opening import OpeningScreen
from tests.fronts import Front
from tests.shops import Counter


def opening(front: Front) -> OpeningScreen:
    front.sign_in()
    front.at("opening")
    assert isinstance(front.screen, OpeningScreen)
    return front.screen


def shift_of(counter: Counter) -> shifts.Shift:
    with counter.shop.reading() as connection:
        found = shifts.open_shift_of(connection, counter.shop.till_id or 0)
    assert found is not None
    return found


def test_enter_opens_with_the_usual_float(front: Front) -> None:
    opening(front)
    front.press("Return")
    front.at("till")

    shift = shift_of(front.counter)
    assert shift.float_amount == Rupiah(300_000)
    assert shift.cashier_id == front.counter.cashier.id
    assert front.window.station.shift == shift


def test_the_first_digit_replaces_the_usual_float(front: Front) -> None:
    screen = opening(front)
    front.type("250000")
    assert screen.board.text.amount == Rupiah(250_000)
    front.press("Return")
    front.at("till")

    assert shift_of(front.counter).float_amount == Rupiah(250_000)


def test_a_counted_float_is_the_sum_of_its_notes(front: Front) -> None:
    screen = opening(front)
    front.press("Ctrl+H")
    front.type("2")
    front.press("Return")
    front.type("1")
    assert screen.board.text.amount == Rupiah(250_000)
    assert screen.board.text.foot == "Masih kosong: 9 pecahan"
    front.press("Ctrl+Return")
    front.at("till")

    assert shift_of(front.counter).float_amount == Rupiah(250_000)


def test_what_was_left_in_the_drawer_comes_not_out_of_the_safe(front: Front) -> None:
    counter = front.counter
    counter.open(300_000)
    counter.close(300_000)
    screen = opening(front)

    assert screen.facts["Ditinggal di laci"].value == "Rp\u00a00"
    assert screen.facts["Dari brankas"].value == "Rp\u00a0300.000"


def test_an_empty_amount_opens_nothing(front: Front) -> None:
    screen = opening(front)
    front.press("Backspace", "Return")

    assert screen.primaries[0].words == "Isi Modal Awal"
    with front.counter.shop.reading() as connection:
        assert shifts.open_shift_of(connection, front.counter.shop.till_id or 0) is None


def test_escape_signs_out(front: Front) -> None:
    opening(front)
    front.press("Escape")

    front.at("sign-in")
    assert front.window.station.actor is None


def test_a_shift_opened_elsewhere_in_the_meantime_is_told(front: Front) -> None:
    screen = opening(front)
    front.counter.open()
    front.press("Return")

    front.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert "masih terbuka" in screen.notice.notice.words


def test_what_was_left_is_taken_by_one_key_and_a_counted_difference_blocks_nothing(front: Front) -> None:
    counter = front.counter
    shift = counter.open(300_000)
    close(counter.shop, "K1", 250_000, 250_000)
    front.sign_in()
    front.at("opening")
    screen = front.screen
    assert isinstance(screen, OpeningScreen)
    front.press("Ctrl+S")
    assert screen.float_amount == Rupiah(250_000)
    front.press("Ctrl+H")
    for pieces in "24000000000":
        front.type(pieces)
        front.press("Return")
    front.at("till")

    with counter.shop.reading() as connection:
        opened = shifts.open_shift_of(connection, shift.till_id)
        assert opened is not None
        assert opened.float_amount == Rupiah(400_000)
        assert shifts.over_at_opening(connection, opened.id) == Rupiah(150_000)
