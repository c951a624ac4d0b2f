from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.deeds import Deeds
from desktop.fields import ScanField
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell, clock_words
from desktop.sounds import Sound, Sounds
from koperasi import text
from koperasi.errors import NotFound
from tests.desktop.conftest import Show


class Counter(Screen):
    """A screen with a scan box, a primary deed and a few keys."""

    interested = frozenset({"stock"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.done: list[object] = []
        self.scan = ScanField("Scan")
        self.home_field = self.scan
        column = QVBoxLayout(self)
        column.addWidget(self.scan)
        column.addWidget(self.notice)
        self.pay = self.act("Enter", "Bayar", lambda: self.done.append("pay"))
        self.act("Ctrl+P", "Cetak", lambda: self.done.append("print"))
        self.act("Ctrl+K", "Koreksi", lambda: self.done.append("correct"))
        self.hold = self.law("F5", lambda: self.done.append("hold"))
        self.scan.submitted.connect(self.do_primary)

    def enter(self, **what: object) -> None:
        self.done.append(("enter", what))

    def leave(self) -> None:
        self.done.append("leave")

    def refresh(self) -> None:
        self.done.append("refresh")

    def scanned(self, code: str) -> None:
        self.done.append(code)


class Plain(Screen):
    """A screen that knows no key and no scan."""


@pytest.fixture
def counter(shell: Shell, show: Show) -> Counter:
    screen = Counter(shell)
    shell.add("counter", screen)
    shell.add("plain", Plain(shell))
    show(shell)
    shell.go("counter", cart=7)
    screen.done.clear()
    return screen


def test_a_screen_is_entered_with_what_it_needs_and_has_the_focus_at_home(shell: Shell, show: Show) -> None:
    screen = Counter(shell)
    shell.add("counter", screen)
    show(shell)

    shell.go("counter", cart=7)

    assert screen.done == [("enter", {"cart": 7})]
    assert screen.scan.hasFocus()
    assert shell.ring.target is screen.scan


def test_keys_do_the_deeds_of_the_screen_that_is_shown(qtbot: QtBot, counter: Counter) -> None:
    qtbot.keyClick(counter.scan, Qt.Key.Key_F5)
    qtbot.keyClick(counter.scan, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(counter.scan, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(counter.scan, Qt.Key.Key_Return)

    assert counter.done == ["hold", "print", "correct", "pay"]


def test_keys_of_a_screen_that_is_not_shown_are_silent(qtbot: QtBot, shell: Shell, counter: Counter) -> None:
    shell.go("plain")
    counter.done.clear()

    qtbot.keyClick(shell, Qt.Key.Key_F5)
    qtbot.keyClick(shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert counter.done == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F9, Qt.Key.Key_F12])
def test_a_function_key_without_meaning_does_nothing_audibly(
    qtbot: QtBot, shell: Shell, counter: Counter, key: Qt.Key
) -> None:
    qtbot.keyClick(counter.scan, key)

    assert (counter.done, shell.sounds.last) == ([], Sound.REFUSED)


def test_a_dead_function_key_is_heard_too(qtbot: QtBot, shell: Shell, counter: Counter) -> None:
    counter.hold.setEnabled(False)

    qtbot.keyClick(counter.scan, Qt.Key.Key_F5)

    assert (counter.done, shell.sounds.last) == ([], Sound.REFUSED)


def test_a_dead_primary_is_heard_and_not_done(qtbot: QtBot, shell: Shell, counter: Counter) -> None:
    counter.pay.setEnabled(False)

    qtbot.keyClick(counter, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)

    assert (counter.done, shell.sounds.last) == ([], Sound.REFUSED)


def test_the_strip_is_given_only_function_keys(counter: Counter) -> None:
    assert list(counter.function_keys) == ["F5"]


def test_esc_goes_one_step_back_and_a_notice_goes_first(qtbot: QtBot, shell: Shell, counter: Counter) -> None:
    shell.go("plain")
    shell.go("counter")
    counter.say(Notice("Tidak dikenal."))

    qtbot.keyClick(counter.scan, Qt.Key.Key_Escape)
    assert (counter.notice.isVisible(), shell.current_name) == (False, "counter")

    qtbot.keyClick(counter.scan, Qt.Key.Key_Escape)
    assert shell.current_name == "plain"

    qtbot.keyClick(shell.screen_named("plain"), Qt.Key.Key_Escape)
    assert shell.current_name == "counter"

    qtbot.keyClick(counter.scan, Qt.Key.Key_Escape)
    assert shell.current_name == "counter"


def test_a_screens_own_esc_is_used_instead(qtbot: QtBot, shell: Shell, counter: Counter) -> None:
    shell.go("plain")
    plain = shell.screen_named("plain")
    closed: list[bool] = []
    plain.act("Esc", "Tutup", lambda: closed.append(True))

    qtbot.keyClick(plain, Qt.Key.Key_Escape)

    assert (closed, shell.current_name) == ([True], "plain")


def test_after_a_fresh_start_there_is_no_way_back(shell: Shell, counter: Counter) -> None:
    shell.go("plain", fresh=True)

    shell.back()

    assert shell.current_name == "plain"


def test_a_refusal_is_seen_and_heard_and_goes_with_the_screen(shell: Shell, counter: Counter) -> None:
    counter.tell(NotFound("Anggota tidak ada.", remedy="Cari dengan nama."))

    assert counter.notice.notice == Notice("Anggota tidak ada. Cari dengan nama.")
    assert shell.sounds.last == Sound.REFUSED

    shell.go("plain")
    shell.go("counter")
    assert counter.notice.notice is None


def test_news_refreshes_the_screen_that_shows_it_now_and_others_later(shell: Shell, counter: Counter) -> None:
    shell.deeds.news.emit(frozenset({"members"}))
    assert counter.done == []
    shell.deeds.news.emit(frozenset({"stock", "sales"}))
    assert counter.done == ["refresh"]

    shell.go("plain")
    counter.done.clear()
    shell.deeds.news.emit(frozenset({"stock"}))
    assert counter.done == []
    shell.go("counter")
    assert counter.done == [("enter", {}), "refresh"]


def test_a_scan_goes_to_the_screen_shown_and_is_refused_where_it_means_nothing(shell: Shell, counter: Counter) -> None:
    shell.scanner.scanned.emit("8991002101104")
    assert counter.done == ["8991002101104"]

    shell.go("plain")
    shell.scanner.scanned.emit("8991002101104")
    assert shell.sounds.last == Sound.REFUSED


def test_the_lock_covers_a_screen_and_gives_it_back_as_it_was(qtbot: QtBot, shell: Shell, counter: Counter) -> None:
    counter.scan.setText("4*")
    with qtbot.waitSignal(shell.lock_asked):
        qtbot.keyClick(counter.scan, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    shell.cover("plain")
    assert not counter.isVisible()

    shell.uncover()
    assert (counter.isVisible(), counter.scan.text(), counter.done) == (True, "4*", [])
    assert counter.scan.hasFocus()


def test_training_is_framed_named_and_gone_again(shell: Shell, counter: Counter) -> None:
    shell.set_training(True)
    shell.resize(800, 600)
    edge = QColor(shell.grab().toImage().pixel(2, 300)).name().upper()
    training = shell.status.entry("training")

    assert (edge, shell.band.isVisible()) == (theme.LIGHT["kunyit"], True)
    assert training is not None
    assert training.words == "Mode Latihan"

    shell.set_training(False)
    assert not shell.band.isVisible()
    assert shell.centralWidget().layout().contentsMargins().left() == 0


def test_the_window_closes_only_when_it_may(qtbot: QtBot, deeds: Deeds) -> None:
    may = [False]
    shell = Shell(deeds, Sounds(on=False), may_close=lambda: may[0])
    qtbot.addWidget(shell)
    shell.show()

    shell.close()
    assert shell.isVisible()

    may[0] = True
    shell.close()
    assert not shell.isVisible()


def test_the_clock_is_written_as_an_indonesian_shop_writes_it(qtbot: QtBot, deeds: Deeds) -> None:
    monday = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
    shell = Shell(deeds, Sounds(on=False), now=lambda: monday)
    qtbot.addWidget(shell)
    shown = shell.status.entry("clock")

    assert clock_words(monday) == "Sen 23/11/2026  09.42"
    assert shown is not None
    assert shown.words == clock_words(monday)


def test_the_words_of_the_law_are_translated_when_shown(shell: Shell) -> None:
    assert text.language() == "id"
    assert Counter(shell).hold.text() == "Pending"
