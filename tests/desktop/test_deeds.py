from __future__ import annotations

import logging
import threading
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.buttons import KeyButton
from desktop.deeds import Deeds
from koperasi.errors import Bug, NotFound, Refused, ShopError, Trouble
from koperasi.stops import Stop


class Asker(QWidget):
    """A screen that remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[ShopError] = []
        self.homes = 0

    def tell(self, error: ShopError) -> None:
        self.told.append(error)

    def home(self) -> None:
        self.homes += 1


@pytest.fixture
def asker(qtbot: QtBot) -> Asker:
    screen = Asker()
    qtbot.addWidget(screen)
    return screen


def refuse() -> None:
    raise NotFound("Anggota tidak ada.")


def test_work_is_done_elsewhere_and_its_result_comes_home(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    heard: list[tuple[str, str]] = []

    deeds.write(
        asker,
        lambda: threading.current_thread().name,
        done=lambda worker: heard.append((worker, threading.current_thread().name)),
    )

    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0][0].startswith("writing")
    assert heard[0][1] == "MainThread"
    assert asker.homes == 1


def test_pressing_twice_is_one_deed_and_the_button_is_dead_meanwhile(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    button, go, done = KeyButton("Bayar", "Enter"), threading.Event(), []
    qtbot.addWidget(button)

    def pay() -> str:
        go.wait(5)
        return "paid"

    assert deeds.write(asker, pay, button=button, done=done.append)
    assert not button.isEnabled()
    assert not deeds.write(asker, pay, button=button, done=done.append)
    go.set()

    qtbot.waitUntil(lambda: button.isEnabled())
    assert done == ["paid"]


def test_a_deed_without_a_button_is_told_apart_by_name(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    go, done = threading.Event(), []

    assert deeds.write(asker, lambda: go.wait(5), once="pay", done=done.append)
    assert not deeds.write(asker, lambda: go.wait(5), once="pay", done=done.append)
    assert deeds.write(asker, lambda: go.wait(5), once="close", done=done.append)
    go.set()

    qtbot.waitUntil(lambda: len(done) == 2)
    assert deeds.write(asker, lambda: True, once="pay", done=done.append)
    qtbot.waitUntil(lambda: len(done) == 3)


def test_writes_are_done_first_come_first_served(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    done: list[int] = []

    for n in range(20):
        deeds.write(asker, lambda n=n: n, done=done.append)

    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_refusal_is_shown_once_and_the_focus_goes_home(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    button = KeyButton("Bayar")
    qtbot.addWidget(button)

    deeds.write(asker, refuse, button=button, done=lambda _result: pytest.fail("nothing was done"))

    qtbot.waitUntil(lambda: bool(asker.told))
    qtbot.wait(20)
    assert [str(error) for error in asker.told] == ["Anggota tidak ada."]
    assert (button.isEnabled(), asker.homes) == (True, 1)


def test_a_screen_may_show_the_refusal_at_its_field_instead(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    seen: list[ShopError] = []

    def at_field(error: ShopError) -> bool:
        seen.append(error)
        return isinstance(error, Refused)

    deeds.write(asker, refuse, failed=at_field)

    qtbot.waitUntil(lambda: bool(seen))
    assert asker.told == []


def test_trouble_is_told_with_its_remedy_and_not_logged_as_a_bug(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    def full() -> None:
        raise Trouble("Disk penuh.", remedy="Kosongkan.")

    deeds.write(asker, full)

    qtbot.waitUntil(lambda: bool(asker.told))
    assert str(asker.told[0]) == "Disk penuh. Kosongkan."


def test_what_must_not_happen_is_logged_and_told_in_calm_words(
    qtbot: QtBot, deeds: Deeds, asker: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    with caplog.at_level(logging.ERROR):
        deeds.write(asker, broken)
        qtbot.waitUntil(lambda: bool(asker.told))

    assert isinstance(asker.told[0], Bug)
    assert "secret detail" not in str(asker.told[0])
    assert "secret detail" in caplog.text


def test_news_names_what_changed_and_only_after_success(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    heard: list[frozenset[str]] = []
    deeds.news.connect(heard.append)

    deeds.write(asker, refuse, changed={"sales"})
    deeds.write(asker, lambda: None, changed={"sales", "stock"})

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [frozenset({"sales", "stock"})]


def test_of_many_searches_only_the_newest_answers(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    go, started, answers, asked = threading.Event(), threading.Event(), [], []

    def search(words: str) -> str:
        asked.append(words)
        started.set()
        go.wait(5)
        return words

    for words in ("k", "ko", "kop", "kopi"):
        deeds.read(asker, lambda words=words: search(words), done=answers.append, latest="search")
        started.wait(5)
    go.set()

    qtbot.waitUntil(lambda: answers == ["kopi"])
    assert asked == ["k", "kopi"]


def test_reads_do_not_wait_for_writes(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    go, answers = threading.Event(), []
    deeds.write(asker, lambda: go.wait(5), done=lambda _result: answers.append("written"))

    deeds.read(asker, lambda: "read", done=answers.append)
    qtbot.waitUntil(lambda: answers == ["read"])
    go.set()

    qtbot.waitUntil(lambda: answers == ["read", "written"])


def test_a_screen_that_is_gone_is_not_told(qtbot: QtBot, deeds: Deeds) -> None:
    gone, go, heard = Asker(), threading.Event(), []
    deeds.news.connect(heard.append)
    deeds.write(gone, lambda: go.wait(5), done=lambda _result: pytest.fail("nobody is there"), changed={"sales"})

    gone.deleteLater()
    qtbot.waitUntil(lambda: not _valid(gone))
    go.set()

    qtbot.waitUntil(lambda: bool(heard))


def _valid(thing: object) -> bool:
    import shiboken6

    return shiboken6.isValid(thing)


def test_work_is_called_through_what_opens_the_transaction(qtbot: QtBot, asker: Asker) -> None:
    deeds = Deeds(write=lambda work: work("writing"), read=lambda work: work("reading"))
    heard: list[str] = []

    deeds.write(asker, lambda session: session, done=heard.append)
    deeds.read(asker, lambda session: session, done=heard.append)

    qtbot.waitUntil(lambda: sorted(heard) == ["reading", "writing"])
    deeds.close()


def test_closing_waits_for_the_deed_under_way(asker: Asker) -> None:
    deeds, done = Deeds(), []
    go = threading.Timer(0.05, lambda: done.append("released"))
    go.start()

    deeds.write(asker, lambda: (go.join(), done.append("written")))
    deeds.close()

    assert done == ["released", "written"]


def test_the_window_stays_alive_while_a_deed_works_hard(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    gaps, last, done = [0.0], [time.perf_counter()], []

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=1)
    timer.timeout.connect(tick)
    timer.start()

    deeds.write(asker, lambda: sum(range(5_000_000)) and sum(n * n for n in range(2_000_000)), done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    timer.stop()

    # The machine may be busy; a deed on the GUI thread would have left one gap as long as itself.
    assert sorted(gaps)[-2] < 0.25
    assert len(gaps) > 5


def test_what_is_asked_after_the_end_is_neither_done_nor_an_error(deeds: Deeds, asker: Asker) -> None:
    done: list[int] = []
    deeds.close()
    deeds.read(asker, lambda: done.append(1), done=lambda _none: done.append(2))

    assert not deeds.write(asker, lambda: done.append(3))
    assert done == []


def test_a_long_read_keeps_no_other_read_waiting(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    go, answers = threading.Event(), []

    def slow(_stop: Stop) -> str:
        go.wait(10)
        return "long"

    deeds.long(asker, slow, done=answers.append, latest="report")
    deeds.read(asker, lambda: "short", done=answers.append)
    qtbot.waitUntil(lambda: answers == ["short"])
    go.set()
    qtbot.waitUntil(lambda: answers == ["short", "long"])


def test_a_newer_long_read_stops_the_one_before_which_gives_no_answer(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    begun, answers = threading.Event(), []

    def endless(stop: Stop) -> str:
        begun.set()
        while True:
            stop.step(0, 1)

    first = deeds.long(asker, endless, done=answers.append, latest="report")
    assert begun.wait(10)
    deeds.long(asker, lambda _stop: "newer", done=answers.append, latest="report")
    qtbot.waitUntil(lambda: answers == ["newer"])

    assert first.stopped
    assert asker.told == []


def test_what_goes_wrong_in_a_long_read_is_told_once(qtbot: QtBot, deeds: Deeds, asker: Asker) -> None:
    deeds.long(asker, lambda _stop: refuse(), done=lambda _found: None, latest="report")
    qtbot.waitUntil(lambda: len(asker.told) == 1)
    assert isinstance(asker.told[0], NotFound)
