"""The till's printer: from the shop's setting to paper, or to words of what is wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from koperasi import settings, users
from koperasi.money import Rupiah
from pos import printers
from pos.printers import Printers, words_of
from printing import jobs
from printing.slips import Draft
from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from printing.workers import News
from tests.shops import Counter, new_shop, small_shop


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = small_shop(new_shop(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path))
    yield made
    made.shop.close()


class Ears:
    """Hears what a printer tells from its thread."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self.jobs: list[jobs.Job] = []
        self.papers: list[str] = []
        self.heard = threading.Condition()

    def printers(self, counter: Counter) -> Printers:
        return Printers(counter.shop, "K1", self._add(self.news), self._add(self.jobs), self._paper)

    def _add(self, to: list) -> object:  # type: ignore[type-arg]
        def add(what: object) -> None:
            with self.heard:
                to.append(what)
                self.heard.notify_all()

        return add

    def _paper(self, picture: bytes, text: str) -> None:
        assert picture.startswith(b"\x89PNG")
        with self.heard:
            self.papers.append(text)
            self.heard.notify_all()

    def until(self, there: object) -> None:
        assert callable(there)
        with self.heard:
            assert self.heard.wait_for(there, 10)


def print_to(counter: Counter, address: str) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": address})
    counter.shop.reload_settings()


def queue(counter: Counter, words: str) -> None:
    job_id, slip = counter.shop.minter.next(), Draft().text(words).cut().slip()
    with counter.shop.database.writing() as connection:
        jobs.put(connection, jobs.queue_row(job_id, slip, printer="K1", at=counter.shop.clock()))


def test_the_virtual_printer_gives_each_paper_to_its_window_once(counter: Counter) -> None:
    print_to(counter, "virtual")
    queue(counter, "Satu")
    ears = Ears()
    service = ears.printers(counter)
    service.start()
    ears.until(lambda: len(ears.papers) == 1)
    queue(counter, "Dua")
    service.call()
    ears.until(lambda: len(ears.papers) == 2)
    service.stop()

    assert [each.strip() for each in ears.papers] == ["Satu", "Dua"]


def test_a_kick_of_the_drawer_is_no_paper(counter: Counter) -> None:
    print_to(counter, "virtual")
    job_id = counter.shop.minter.next()
    with counter.shop.database.writing() as connection:
        jobs.put(connection, jobs.drawer_row(job_id, printer="K1", at=counter.shop.clock()))
    ears = Ears()
    service = ears.printers(counter)
    service.start()
    ears.until(lambda: any(each.state is jobs.State.SENT for each in ears.jobs))
    service.stop()

    assert ears.papers == []


def test_the_receipt_of_a_sale_comes_out_of_the_shops_printer(counter: Counter) -> None:
    with VirtualServer(VirtualPrinter()) as server:
        print_to(counter, server.address)
        counter.sell(counter.line(counter.soap, 1, 3_400), cash=5_000)
        ears = Ears()
        service = ears.printers(counter)
        service.start()
        ears.until(lambda: len([each for each in ears.jobs if each.state is jobs.State.SENT]) == 2)
        service.stop()
        (paper,) = server.printer.papers

    assert Rupiah(1_600).bare in paper.text
    assert len(server.printer.kicks) == 1


def test_a_printer_without_paper_is_told_and_loses_nothing(counter: Counter) -> None:
    with VirtualServer(VirtualPrinter(), Mood.PAPER_OUT) as server:
        print_to(counter, server.address)
        counter.sell(counter.line(counter.soap, 1, 3_400))
        ears = Ears()
        service = ears.printers(counter)
        service.start()
        ears.until(lambda: any(each.trouble for each in ears.news))
        service.stop()

    words, icon, tone = words_of(ears.news[-1], server.address)
    assert (words, icon, tone) == ("Kertas habis, 1 struk menunggu", "warn", "warn")


def test_an_address_that_names_no_printer_is_trouble_in_words(counter: Counter) -> None:
    print_to(counter, "pigeon:post")
    ears = Ears()
    service = ears.printers(counter)
    service.start()
    service.call()
    service.stop()

    assert ears.news == [News("K1", trouble="Alamat printer pigeon:post tidak dikenal.")]


def test_without_a_printer_nothing_is_started_and_it_is_said(counter: Counter) -> None:
    ears = Ears()
    service = ears.printers(counter)
    service.start()
    service.call()
    service.stop()

    assert ears.news == []
    assert words_of(None, "") == ("Tanpa printer", "printer", "ink2")


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (None, "Printer siap"),
        (News("K1"), "Printer siap"),
        (News("K1", waiting=2), "Mencetak, 2 menunggu"),
        (News("K1", unknown=1), "1 struk perlu diperiksa: F12"),
        (News("K1", 3, 0, "Printer K1 tidak menjawab."), "Printer K1 tidak menjawab, 3 struk menunggu"),
        (News("K1", 0, 0, "Printer K1 tidak menjawab."), "Printer K1 tidak menjawab."),
    ],
)
def test_the_status_bar_says_how_it_is(news: News | None, words: str) -> None:
    assert words_of(news, "tcp:10.0.0.9")[0] == words


def test_a_printer_that_cannot_cut_is_not_told_to(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer_cutter": False, "receipt_columns": 32})
    counter.shop.reload_settings()

    paper = printers.paper_of(counter.shop.settings)
    assert (paper.columns, paper.cutter) == (32, "none")
