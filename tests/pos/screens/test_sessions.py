"""A session: into training and out of it, and the same till in another scale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from desktop import theme
from koperasi.documents import Document
from pos import looks, training
from pos.looks import PcLook
from pos.screens.sessions import Session
from tests.fronts import Front
from tests.shops import Counter, with_declared_tables

RINA = ("Alt+1", training.PIN)


@pytest.fixture
def session(qapp: QApplication, seller: Counter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """The program's own windows on a small shop with an open shift."""
    with_declared_tables(monkeypatch)
    # The display that tests paint on is small; here it counts as large enough for every scale.
    monkeypatch.setattr(theme, "LEAST_WIDE", 100)
    monkeypatch.setattr(theme, "LEAST_HIGH", 100)
    seller.shop.settings = seller.shop.settings.__class__(sounds=False, lock_minutes=0)
    made = Session(seller.shop, qapp, motion=False)
    made.open()
    yield made
    made.close()
    theme.apply(qapp, motion=False)


@pytest.fixture
def front(session: Session, seller: Counter, qtbot: QtBot) -> Front:
    found = Front(session.window, seller, qtbot)
    found.until(session.window.shell.isActiveWindow)
    found.until(lambda: session.window.shell.has("till"))
    return found


def follow(front: Front, session: Session) -> None:
    """The session's window is another one now."""
    before = front.window
    front.until(lambda: session.window is not before)
    front.window = session.window
    front.until(front.window.shell.isActiveWindow)
    front.until(lambda: front.window.shell.has("till"))


def documents(counter: Counter) -> int:
    with counter.shop.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Document)) or 0


def test_training_is_entered_from_the_sign_in_and_cannot_be_mistaken(front: Front, session: Session) -> None:
    front.press("Ctrl+Y")
    follow(front, session)

    shell = front.window.shell
    assert shell.windowTitle() == "LATIHAN · SBMI MART · Masuk"
    assert shell.band.isVisible()
    assert front.window.sounds.practice
    status = shell.status.entry("training")
    assert status is not None
    assert (status.words, status.tone) == ("Mode Latihan", "warn")


def test_what_is_sold_in_training_never_reaches_the_shop(front: Front, session: Session, seller: Counter) -> None:
    before = documents(seller)
    front.press("Ctrl+Y")
    follow(front, session)
    front.sign_in(RINA)
    front.at("opening")
    front.until(lambda: front.screen.actions_by_key["Enter"].isEnabled())
    front.press("Return")
    front.at("till")
    front.type("lele")
    front.press("Return")
    front.type("12000")
    front.press("Return")
    front.press("F4")
    front.at("payment")
    front.press("F4", "Return")
    front.at("change")

    assert session.training is not None
    with session.training.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Document)) == 3  # stock, shift, sale
    assert documents(seller) == before


def test_leaving_training_brings_back_the_shop_at_its_sign_in(front: Front, session: Session, seller: Counter) -> None:
    front.press("Ctrl+Y")
    follow(front, session)
    front.press("Ctrl+Y")
    follow(front, session)

    assert session.training is None
    assert front.window.shop is seller.shop
    assert not front.window.shell.band.isVisible()
    front.sign_in()
    front.at("till")


def test_training_made_anew_begins_from_nothing(front: Front, session: Session) -> None:
    front.press("Ctrl+Y")
    follow(front, session)
    first = session.training
    assert first is not None
    writer = first.writer

    session.reset_training()
    front.until(lambda: session.training not in (None, first))
    assert session.training is not None
    assert session.training.writer != writer


def test_another_scale_takes_effect_at_once_and_the_cart_stays(front: Front, session: Session, seller: Counter) -> None:
    front.sign_in()
    front.at("till")
    front.type("kapal")
    front.press("Return")
    front.until(lambda: front.window.station.open_lines() == 1)
    looks.keep(seller.shop, PcLook(scale=130))
    front.window.settings_changed()
    follow(front, session)
    front.at("till")

    assert theme.px(100) == 130
    assert front.window.station.person.name == "Rina Astuti"
    front.until(lambda: front.window.station.open_lines() == 1)


def test_light_or_dark_lasts_until_the_next_start(front: Front, session: Session, seller: Counter) -> None:
    front.press("Ctrl+F12")

    assert looks.load(seller.shop).theme == "dark"
    session.dress_anew()
    follow(front, session)
    assert theme.theme() == "dark"
