from __future__ import annotations

import pytest

from printing.escpos_bytes import encode, kick
from printing.networks import Network
from printing.papers import Paper
from printing.slips import Draft
from printing.transports import SILENT, PrinterTrouble, Status
from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from tests.papers.samples import receipt

JOB = encode(receipt(), Paper())
LONG = encode(Draft().add(receipt().parts[:-1] * 400).slip(), Paper())


def network(server: VirtualServer, *, acknowledge: bool = False) -> Network:
    return Network("127.0.0.1", server.port, acknowledge, connect=1, progress=0.2, drain=0.2, answer=0.1, through=0.2)


def test_a_job_arrives_byte_for_byte() -> None:
    with VirtualServer(VirtualPrinter()) as server:
        network(server).send(JOB)
    assert server.received == JOB
    assert server.printer.cuts == 1
    assert server.failure is None


def test_a_printer_that_answers_acknowledges_the_whole_job() -> None:
    with VirtualServer(VirtualPrinter()) as server:
        network(server, acknowledge=True).send(JOB)
    assert server.received == JOB + b"\x1dr\x01"


def test_a_printer_that_is_off_has_not_started() -> None:
    with VirtualServer(VirtualPrinter(), Mood.REFUSED) as server, pytest.raises(PrinterTrouble) as trouble:
        network(server).send(JOB)
    assert not trouble.value.started
    assert "tidak menjawab" in str(trouble.value)


@pytest.mark.parametrize("after", [1, 700])
def test_a_line_that_is_cut_within_a_job_leaves_it_unknown(after: int) -> None:
    with VirtualServer(VirtualPrinter(), Mood.RESET, after=after) as server, pytest.raises(PrinterTrouble) as trouble:
        network(server).send(JOB)
    assert trouble.value.started
    assert server.received == JOB[:after]


def test_a_printer_that_stops_reading_is_noticed_within_a_long_job() -> None:
    with VirtualServer(VirtualPrinter(), Mood.SILENT) as server, pytest.raises(PrinterTrouble) as trouble:
        network(server).send(LONG * 20)
    assert trouble.value.started


def test_a_silent_printer_that_should_acknowledge_leaves_the_job_unknown() -> None:
    with VirtualServer(VirtualPrinter(), Mood.SILENT) as server, pytest.raises(PrinterTrouble) as trouble:
        network(server, acknowledge=True).send(JOB)
    assert trouble.value.started


def test_a_slow_printer_is_waited_for_as_long_as_it_goes_on() -> None:
    with VirtualServer(VirtualPrinter(), Mood.SLOW, after=200, pace=0.001) as server:
        Network("127.0.0.1", server.port, connect=1, progress=0.5, drain=5).send(JOB)
    assert server.received == JOB


def test_rubbish_from_the_printer_does_not_hold_a_job_up() -> None:
    with VirtualServer(VirtualPrinter(), Mood.GARBAGE) as server:
        network(server).send(JOB)
        assert network(server).status() == SILENT
    assert server.received.startswith(JOB)


@pytest.mark.parametrize(
    ("mood", "status"),
    [
        (Mood.RIGHT, Status(told=True)),
        (Mood.PAPER_OUT, Status(told=True, offline=True, paper_out=True, paper_low=True)),
        (Mood.COVER_OPEN, Status(told=True, offline=True, cover_open=True)),
        (Mood.SILENT, SILENT),
    ],
)
def test_the_printer_is_asked_how_it_is(mood: Mood, status: Status) -> None:
    with VirtualServer(VirtualPrinter(), mood) as server:
        assert network(server).status() == status


def test_asking_a_printer_that_is_off_is_trouble() -> None:
    with VirtualServer(VirtualPrinter(), Mood.REFUSED) as server, pytest.raises(PrinterTrouble):
        network(server).status()


def test_a_printer_out_of_paper_prints_nothing() -> None:
    with VirtualServer(VirtualPrinter(), Mood.PAPER_OUT) as server:
        network(server).send(JOB)
    assert server.received == JOB
    assert server.printer.lines == []


def test_a_line_that_is_cut_while_it_is_asked_is_trouble() -> None:
    with VirtualServer(VirtualPrinter(), Mood.RESET) as server, pytest.raises(PrinterTrouble):
        network(server).status()


def test_a_job_that_nothing_proves_counts_as_sent_only_where_a_person_trusts_the_printer() -> None:
    job = b"halo, ini struk\n"
    with VirtualServer(VirtualPrinter(), Mood.SILENT) as server:
        for doubted in (network(server), network(server, acknowledge=True)):
            with pytest.raises(PrinterTrouble) as trouble:
                doubted.send(job)
            assert trouble.value.started
        trusted = network(server)
        trusted.trusted = True
        assert trusted.send(job) is False


def test_a_kick_waits_for_no_proof() -> None:
    with VirtualServer(VirtualPrinter(), Mood.SILENT) as server:
        network(server).send(kick(Paper()))


def test_a_printer_without_paper_opens_its_drawer_now_and_not_when_it_is_fed() -> None:
    with VirtualServer(VirtualPrinter(), Mood.PAPER_OUT) as server:
        network(server).send(kick(Paper(), ready=False))
        server.close()
        assert len(server.printer.kicks) == 1
        server.heal()
    assert len(server.printer.kicks) == 1


def test_what_a_printer_without_paper_took_comes_out_when_it_is_fed() -> None:
    with VirtualServer(VirtualPrinter(), Mood.PAPER_OUT) as server:
        network(server).send(JOB)
        assert server.printer.lines == []
        server.heal()
        assert server.printer.cuts == 1


def test_whether_it_says_that_it_is_through_is_learned_from_its_status() -> None:
    with VirtualServer(VirtualPrinter()) as server:
        line = Network("127.0.0.1", server.port)
        assert line.status().confirms
        assert line.send(JOB) is True
    assert server.received.endswith(JOB + b"\x1dr\x01")
