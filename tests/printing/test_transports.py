from __future__ import annotations

from pathlib import Path

import pytest

from koperasi.errors import BadInput
from printing.devices import LinuxDevice, Serial, ToFile
from printing.networks import Network
from printing.spoolers import Cups, WindowsSpooler
from printing.transports import SILENT, Status, Transport, of_address, status_of


@pytest.mark.parametrize(
    ("address", "transport"),
    [
        ("tcp:192.168.1.50:9101", Network("192.168.1.50", 9101)),
        ("tcp://printer.local", Network("printer.local", 9100)),
        ("device:/dev/usb/lp0", LinuxDevice(Path("/dev/usb/lp0"))),
        ("serial:/dev/rfcomm0?baud=19200", Serial("/dev/rfcomm0", 19200)),
        ("serial:COM5", Serial("COM5", 9600)),
        ("windows:EPSON TM-T82 (Kasir: 1)", WindowsSpooler("EPSON TM-T82 (Kasir: 1)")),
        ("cups:Kasir1", Cups("Kasir1")),
        ("file:/tmp/printed.bin", ToFile(Path("/tmp/printed.bin"))),
    ],
)
def test_an_address_names_its_transport(address: str, transport: Transport) -> None:
    assert of_address(address) == transport


@pytest.mark.parametrize(
    "address", ["", "tcp:", "tcp:x:port", "device:", "serial:", "serial:COM1?baud=x", "star:1", "9100"]
)
def test_an_address_that_names_nothing_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(BadInput) as refused:
        of_address(address)
    assert "tcp:" in refused.value.remedy


@pytest.mark.parametrize(
    ("answers", "status", "words"),
    [
        ([b"\x12", b"\x12", b"\x12", b"\x12"], Status(told=True), ""),
        (
            [b"\x1a", b"\x32", b"\x12", b"\x7e"],
            Status(told=True, offline=True, paper_out=True, paper_low=True),
            "Kertas habis",
        ),
        (
            [b"\x1a", b"\x16", b"\x12", b"\x12"],
            Status(told=True, offline=True, cover_open=True),
            "Tutup printer terbuka",
        ),
        (
            [b"\x16", b"\x12", b"\x12", b"\x1e"],
            Status(told=True, drawer_open=True, paper_low=True),
            "Kertas hampir habis",
        ),
        (
            [b"\x1a", b"\x12", b"\x1a", b"\x12"],
            Status(told=True, offline=True, fault=True),
            "Printer rusak atau pisaunya macet",
        ),
        ([b"\x1a", b"\x12", b"\x12", b"\x12"], Status(told=True, offline=True), "Printer tidak siap"),
        ([], SILENT, ""),
        ([b"\x12", b"\x12", b"\x12"], SILENT, ""),
        ([b"\x12", b"", b"\x12", b"\x12"], SILENT, ""),
        ([b"\xff", b"\xff", b"\xff", b"\xff"], SILENT, ""),
    ],
)
def test_the_four_answers_are_understood_and_rubbish_is_not(answers: list[bytes], status: Status, words: str) -> None:
    told = status_of(answers)
    assert told == status
    assert told.words == words
    assert told.ready == (words in ("", "Kertas hampir habis"))
