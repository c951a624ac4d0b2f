from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from printing.devices import LinuxDevice, Serial, ToFile
from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.transports import SILENT, PrinterTrouble, Status
from printing.virtual import VirtualPrinter
from tests.papers.samples import receipt

JOB = encode(receipt(), Paper())


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    """A serial line: the printer's end, and the name of ours."""
    printer_end, ours = pty.openpty()
    tty.setraw(ours)
    yield printer_end, os.ttyname(ours)
    os.close(printer_end)
    os.close(ours)


def answering(end: int, expected: int, printer: VirtualPrinter) -> Thread:
    """A thread that is the printer until `expected` bytes have come."""

    def serve() -> None:
        heard = 0
        while heard < expected:
            data = os.read(end, 4096)
            heard += len(data)
            if answer := printer.feed(data):
                os.write(end, answer)

    thread = Thread(target=serve)
    thread.start()
    return thread


def test_a_linux_device_gets_the_job_byte_for_byte(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        LinuxDevice(fifo).send(JOB)
        assert os.read(reader, 1 << 16) == JOB
    finally:
        os.close(reader)


def test_a_device_that_takes_no_more_is_noticed_and_the_job_unknown(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PrinterTrouble) as trouble:
            LinuxDevice(fifo, progress=0.05).send(JOB * 100)
    finally:
        os.close(reader)
    assert trouble.value.started


@pytest.mark.parametrize("name", ["lp7", "lp0"])
def test_a_device_that_is_unplugged_has_not_started(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")  # nobody reads it
    with pytest.raises(PrinterTrouble) as trouble:
        LinuxDevice(tmp_path / name).send(JOB)
    assert not trouble.value.started


def test_a_linux_device_tells_how_it_is(line: tuple[int, str]) -> None:
    end, name = line
    printer = VirtualPrinter()
    printer.condition.cover_open = True
    thread = answering(end, 12, printer)
    assert LinuxDevice(Path(name)).status() == Status(told=True, offline=True, cover_open=True)
    thread.join()


def test_a_linux_device_that_never_answers_is_silent(line: tuple[int, str]) -> None:
    assert LinuxDevice(Path(line[1]), answer=0.05).status() == SILENT


def test_a_serial_printer_gets_the_job_byte_for_byte(line: tuple[int, str]) -> None:
    end, name = line
    printer = VirtualPrinter()
    thread = answering(end, len(JOB), printer)
    Serial(name, 115200).send(JOB)
    thread.join()
    printer.finish()
    assert printer.cuts == 1


def test_a_serial_printer_tells_how_it_is(line: tuple[int, str]) -> None:
    end, name = line
    thread = answering(end, 12, VirtualPrinter())
    assert Serial(name).status() == Status(told=True)
    thread.join()


def test_a_serial_printer_that_never_answers_is_silent(line: tuple[int, str]) -> None:
    assert Serial(line[1], answer=0.05).status() == SILENT


def test_a_serial_printer_that_takes_no_more_leaves_the_job_unknown(line: tuple[int, str]) -> None:
    with pytest.raises(PrinterTrouble) as trouble:
        Serial(line[1], progress=0.05).send(JOB * 100)
    assert trouble.value.started


def test_a_port_that_does_not_exist_has_not_started(tmp_path: Path) -> None:
    with pytest.raises(PrinterTrouble) as trouble:
        Serial(str(tmp_path / "ttyUSB9")).send(JOB)
    assert not trouble.value.started


def test_jobs_stand_one_after_another_in_a_file(tmp_path: Path) -> None:
    file = ToFile(tmp_path / "printed.bin")
    file.send(b"satu")
    file.send(b"dua")
    assert file.path.read_bytes() == b"satudua"
    assert file.status() == SILENT


def test_a_file_that_cannot_be_written_has_not_started(tmp_path: Path) -> None:
    with pytest.raises(PrinterTrouble) as trouble:
        ToFile(tmp_path / "nowhere" / "printed.bin").send(b"satu")
    assert not trouble.value.started


class Draining:
    """A port whose driver still holds some bytes: how many, each time it is asked."""

    def __init__(self, *left: int) -> None:
        self._left = list(left)

    @property
    def out_waiting(self) -> int:
        return self._left.pop(0) if len(self._left) > 1 else self._left[0]


def test_a_serial_job_is_through_when_the_driver_holds_nothing_more() -> None:
    port = Draining(300, 120, 0)
    Serial("COM5")._drain(port)
    assert port.out_waiting == 0


def test_a_driver_that_gets_rid_of_nothing_is_noticed() -> None:
    with pytest.raises(TimeoutError):
        Serial("COM5", progress=0.05)._drain(Draining(300))
