"""The window never waits for a printer: nothing that speaks to one runs in the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperasi import settings
from printing import found_printers, jobs, till_printers
from printing.jobs import State
from printing.networks import Network
from printing.till_printers import Printer, Role
from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from tests.fronts import YUNI, Front
from tests.shops import Counter


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """What a printer that has a slip waits for, before it takes it."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch, held: threading.Event) -> set[str]:
    """The names of all threads that speak to printers or look for them."""
    heard: set[str] = set()
    sends = Network.send

    def told(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            heard.add(threading.current_thread().name)
            if real is sends:
                held.wait(60)
            return real(*given, **named)

        return call

    for owner, name in (
        (Network, "send"), (Network, "status"), (found_printers, "found"), (found_printers, "listening"),
        (found_printers, "neighbours"), (till_printers, "of"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, told(getattr(owner, name)))
    monkeypatch.setattr(found_printers, "_own_addresses", lambda: ["127.0.0.1"])
    return heard


@pytest.fixture
def stuck() -> Iterator[VirtualServer]:
    with VirtualServer(VirtualPrinter(), Mood.SILENT) as server:
        yield server


def test_selling_goes_on_while_a_printer_says_nothing(
    counter: Counter,
    stuck: VirtualServer,
    threads: set[str],
    held: threading.Event,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": stuck.address})
    counter.shop.reload_settings()
    with counter.shop.work(counter.manager) as work:
        till_printers.save(work, Printer(0, "Belakang", "tcp:127.0.0.1:1", Role.STAND_IN))
    counter.shop.reload_settings()
    counter.open()
    front = Front.open(counter, qtbot, qapp)
    front.sign_in(YUNI)
    front.at("till")
    counter.sell(counter.line(counter.soap, 1, 3_400))
    front.window.printers.call()

    # While the printer holds the line, the window answers a timer, a key and a scan.
    front.until(lambda: any(each.state is State.SENDING for each in _jobs(counter)))
    answered: list[int] = []
    QTimer.singleShot(0, lambda: answered.append(1))
    front.until(lambda: answered)
    front.press("F12")
    front.at("menu")
    front.press("Ctrl+P")
    front.at("printer")
    front.press("Ctrl+S")
    front.at("printers")
    front.press("Ctrl+N")
    front.at("printer-find")
    front.press("Ctrl+J", "Escape", "Ctrl+F10")
    assert any(each.state is State.SENDING for each in _jobs(counter))
    held.set()
    stuck.close()
    front.window.close()

    main = threading.main_thread().name
    assert threads
    assert main not in threads


def _jobs(counter: Counter) -> list[jobs.Job]:
    with counter.shop.reading() as connection:
        return jobs.opened(connection, ("K1", "K1/2"))
