"""No word is cut at any screen of the office, and each has room in the smallest window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.notices import Notice
from koperasi import settings, text
from pos.screens import office
from pos.screens.window_parts import Look
from tests.counters.test_cut_text import cut
from tests.fronts import YUNI, Front
from tests.shops import Counter

#: Theme, width, height, language.
DISPLAYS = (("light", 1024, 768, "id"), ("dark", 1366, 768, "id"), ("dark", 1024, 768, "en"))
#: As long as the longest that office screens say.
LONG = "Faktur FK-2026-0113 dari UD Sumber Pangan Pujon sudah pernah diterima tanggal 23 November 2026."
NAMES = (*(each.screen for each in office.PLACES), *(each.screen for each in office.ENTRIES))


@pytest.fixture(params=DISPLAYS, ids=lambda each: "{}-{}x{}-{}".format(*each))
def front(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, seller: Counter) -> Iterator[Front]:
    """The window with the manager signed in."""
    look, wide, high, language = request.param
    with seller.shop.work(seller.shop.konsole(), channel="konsole") as work:
        settings.change(work, {"language": language})
    seller.shop.reload_settings()
    text.use_language(language)
    opened = Front.open(seller, qtbot, qapp, Look(look, 100))
    opened.window.shell.setFixedSize(wide, high)
    opened.sign_in(YUNI)
    opened.at("till")
    yield opened
    opened.window.close()
    text.use_language("id")
    theme.apply(qapp, motion=False)


def test_no_word_is_cut_at_any_screen_of_the_office_nor_in_what_it_says(front: Front) -> None:
    shell, found = front.window.shell, []
    for name in dict.fromkeys(NAMES):
        shell.go(name)
        front.at(name)
        front.qtbot.wait(60)
        front.screen.say(Notice(LONG, "warn"))
        QApplication.processEvents()
        found += [f"{name}: {each}" for each in cut(front.screen)]
        if shell.width() > front.window.shell.maximumWidth():
            found.append(f"{name}: wider than the window")

    assert "\n".join(found) == ""


def test_every_screen_of_the_office_has_room_in_its_window(front: Front) -> None:
    shell = front.window.shell
    for name in dict.fromkeys(NAMES):
        shell.go(name)
        front.at(name)
        front.screen.say(Notice(LONG, "warn"))
    QApplication.processEvents()
    there = shell.stack.size()
    needed = {name: shell.screen_named(name).minimumSizeHint() for name in dict.fromkeys(NAMES)}
    too_large = [
        f"{name}: {size.width()}x{size.height()} of {there.width()}x{there.height()}"
        for name, size in needed.items()
        if size.width() > there.width() or size.height() > there.height()
    ]

    assert "\n".join(too_large) == ""


def test_the_key_that_locks_the_till_means_nothing_else_anywhere(front: Front) -> None:
    shell = front.window.shell
    assert [name for name in shell.names() if "Ctrl+L" in shell.screen_named(name).actions_by_key] == []
