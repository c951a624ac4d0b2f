"""The virtual printer's paper: the newest on top, the till keeps the keyboard."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from pos.screens import papers
from pos.screens.papers import PaperWindow
from printing.workers import News
from tests.fronts import Front


def paper(high: int) -> bytes:
    page = BytesIO()
    Image.new("L", (60, high), 255).save(page, "PNG")
    return page.getvalue()


def test_papers_pile_up_newest_first_and_the_oldest_are_forgotten(qtbot: QtBot) -> None:
    window = PaperWindow()
    qtbot.addWidget(window)
    for number in range(papers.MOST + 3):
        window.add_paper(paper(10 + number), f"struk {number}")

    assert window.view.count == papers.MOST
    assert window.texts[0] == f"struk {papers.MOST + 2}"


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # said by the offscreen platform
def test_a_paper_that_comes_out_leaves_the_keyboard_to_the_till(selling_front: Front) -> None:
    selling_front.window.bridge.paper.emit(paper(40), "struk")
    selling_front.until(lambda: selling_front.window.paper is not None)

    selling_front.until(selling_front.window.shell.isActiveWindow)
    assert selling_front.window.paper is not None
    assert selling_front.window.paper.texts == ["struk"]


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
@pytest.mark.parametrize("covers", [True, False])
def test_a_paper_over_the_till_is_put_away_as_the_till_goes_on(selling_front: Front, covers: bool) -> None:
    selling_front.window.show_paper()
    sheet = selling_front.window.paper
    assert sheet is not None
    sheet.covers = covers
    selling_front.window.shell.go("menu")
    assert sheet.isVisible() is not covers


def test_news_of_the_printer_stand_in_the_status_bar(selling_front: Front) -> None:
    selling_front.counter.shop.settings = selling_front.counter.shop.settings.__class__(printer="tcp:10.0.0.9")
    selling_front.window.bridge.news.emit(News("K1", 3, 0, "Kertas habis"))

    def entry() -> str:
        found = selling_front.window.shell.status.entry("printer")
        return found.words if found else ""

    selling_front.until(lambda: entry() == "Kertas habis, 3 struk menunggu")
