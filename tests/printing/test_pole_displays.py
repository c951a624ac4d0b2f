"""Line displays: two rows whole, ASCII, the newest only, and nobody ever waits for one."""

from __future__ import annotations

import time
from threading import Event

import pytest

from koperasi.errors import BadInput
from printing.pole_displays import PoleDisplay, cd5220, escpos, of_setting
from printing.transports import PrinterTrouble


class Glass:
    """A display that keeps what it is sent; `stuck` holds the next job until it is set."""

    def __init__(self, *, dead: int = 0) -> None:
        self.jobs: list[bytes] = []
        self.came, self.stuck = Event(), Event()
        self.stuck.set()
        self.entered = Event()
        self._dead = dead

    def send(self, data: bytes) -> None:
        self.entered.set()
        self.stuck.wait(10)
        if self._dead:
            self._dead -= 1
            raise PrinterTrouble("mati", started=False)
        self.jobs.append(data)
        self.came.set()


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (escpos, b"\x0cKopi           3.400TOTAL         12.000\x1f\x43\x00"),
        (cd5220, b"\x1bQAKopi           3.400\r\x1bQBTOTAL         12.000\r"),
    ],
)
def test_two_rows_of_twenty_letters_in_the_displays_own_way(draw: object, expected: bytes) -> None:
    assert callable(draw)
    assert draw("Kopi           3.400", "TOTAL         12.000") == expected


@pytest.mark.parametrize("words", ["Café “Ibu” 2×", "\x1b@\x0c\n", "日本", "x" * 99, ""])
def test_text_from_people_is_ascii_and_never_a_command(words: str) -> None:
    rows = cd5220(words, words).split(b"\r")[:2]
    assert [len(row) for row in rows] == [23, 23]
    assert all(32 <= each < 127 for row in rows for each in row[3:])


def test_the_newest_rows_are_shown_and_those_between_are_left_out() -> None:
    glass = Glass()
    glass.stuck.clear()
    pole = PoleDisplay(glass)
    pole.show("satu", "")
    assert glass.entered.wait(5)
    for number in range(50):
        pole.show(f"barang {number}", "")
    glass.came.clear()
    glass.stuck.set()
    deadline = time.monotonic() + 5
    while b"barang 49" not in b"".join(glass.jobs) and time.monotonic() < deadline:
        glass.came.wait(0.05)
    pole.close()
    assert pole.wait(5)
    assert glass.jobs == [escpos("satu", ""), escpos("barang 49", "")]


def test_a_dead_display_is_tried_again_with_what_is_newest_by_then() -> None:
    glass = Glass(dead=2)
    pole = PoleDisplay(glass, "cd5220", pauses=(0.01,))
    pole.show("a", "b")
    assert glass.came.wait(5)
    pole.close()
    assert pole.wait(5)
    assert glass.jobs == [cd5220("a", "b")]


def test_telling_a_stuck_display_takes_no_time() -> None:
    glass = Glass()
    glass.stuck.clear()
    pole = PoleDisplay(glass)
    pole.show("a", "b")
    assert glass.entered.wait(5)
    start = time.perf_counter()
    for number in range(1_000):
        pole.show(str(number), "")
    took = time.perf_counter() - start
    pole.close()
    glass.stuck.set()
    assert took < 1
    assert pole.wait(5)


def test_a_display_that_is_unplugged_for_good_ends_at_once() -> None:
    glass = Glass(dead=1_000)
    pole = PoleDisplay(glass, pauses=(60.0,))
    pole.show("a", "b")
    assert glass.entered.wait(5)
    pole.close()
    assert pole.wait(5)


def test_the_settings_name_one_or_none(tmp_path: object) -> None:
    assert of_setting("", "escpos") is None
    with pytest.raises(BadInput):
        of_setting("nothing", "escpos")
    with pytest.raises(BadInput):
        of_setting(f"file:{tmp_path}/pole.bin", "xyz")
