"""The ways to a printer: each takes a whole job of bytes, or says how far it came.

    tcp:192.168.1.50:9100           network
    device:/dev/usb/lp0             a USB printer on Linux
    serial:/dev/rfcomm0?baud=9600   serial or Bluetooth, also serial:COM5
    windows:EPSON TM-T82            the Windows spooler
    cups:Kasir1                     a raw CUPS queue
    file:/tmp/printed.bin           a file, for looking at the bytes

What matters after a failure is one thing: did a byte leave?  Before it the job may be tried
again by itself; after it nobody knows what stands on paper, and a person is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from koperasi.errors import BadInput, Trouble
from koperasi.text import _

CHUNK = 1024
STATUS_QUESTIONS = tuple(b"\x10\x04" + bytes([each]) for each in (1, 2, 3, 4))
ARE_YOU_THROUGH = b"\x1dr\x01"  # answered in its turn, after all before it
ALWAYS_SET, ALWAYS_MASK = 0x12, 0x93


class PrinterTrouble(Trouble):
    """The printer could not take a job; `started` when a byte may have reached it."""

    def __init__(self, message: str, *, started: bool, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.started = started


@dataclass(frozen=True, slots=True)
class Status:
    """What the printer says about itself; `told` is False when it says nothing (many do not)."""

    told: bool = False
    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    drawer_open: bool = False
    fault: bool = False
    #: Whether it answers `ARE_YOU_THROUGH` in its turn, so that it can say that a job is on paper.
    confirms: bool = False

    @property
    def ready(self) -> bool:
        """False only when the printer itself says it cannot print."""
        return not (self.offline or self.cover_open or self.paper_out or self.fault)

    @property
    def words(self) -> str:
        """What is wrong, in a word for the status bar; empty when nothing is."""
        said = (
            (self.paper_out, _("Kertas habis")),
            (self.cover_open, _("Tutup printer terbuka")),
            (self.fault, _("Printer rusak atau pisaunya macet")),
            (self.offline, _("Printer tidak siap")),
            (self.paper_low, _("Kertas hampir habis")),
        )
        return next((words for true, words in said if true), "")


SILENT = Status()

_alone: dict[str, Lock] = {}


def alone(address: str) -> Lock:
    """What whoever speaks to the printer at an address holds meanwhile: its worker, or a try-out."""
    return _alone.setdefault(address, Lock())


class Transport(Protocol):
    """One way to one printer; used by one thread."""

    def send(self, data: bytes) -> bool:
        """A whole job; True when the printer itself said that it is through.  Raises PrinterTrouble."""

    def status(self) -> Status:
        """How the printer is; SILENT when it does not say.  Raises PrinterTrouble when it cannot be reached."""


def status_of(answers: Sequence[bytes]) -> Status:
    """The status in the four answers to DLE EOT; SILENT when any is missing or rubbish."""
    if len(answers) != 4 or any(len(each) != 1 or each[0] & ALWAYS_MASK != ALWAYS_SET for each in answers):
        return SILENT
    printer, cause, fault, paper = (each[0] for each in answers)
    return Status(
        told=True,
        offline=bool(printer & 0x08),
        drawer_open=bool(printer & 0x04),
        cover_open=bool(cause & 0x04),
        paper_out=bool(cause & 0x20 or paper & 0x60),
        paper_low=bool(paper & 0x0C),
        fault=bool(cause & 0x40 or fault & 0x68),
    )


def no_answer(name: str, *, started: bool, cause: object = "") -> PrinterTrouble:
    """The trouble that all transports share: it is off, unplugged or stuck."""
    trouble = PrinterTrouble(
        _("Printer {name} tidak menjawab.").format(name=name),
        started=started,
        remedy=_("Periksa daya, kabel dan kertasnya."),
    )
    if isinstance(cause, BaseException):
        trouble.__cause__ = cause
    return trouble


def of_address(address: str) -> Transport:
    """The transport that an address names; raises BadInput for one that names none."""
    # Imported here: each shop has one kind of printer, and the till should start quickly.
    from printing import devices, networks, spoolers

    kind, _colon, rest = address.partition(":")
    if kind == "tcp":
        return networks.Network(*_host(address, rest))
    if kind == "serial":
        path, _mark, query = rest.partition("?")
        if path and (baud := parse_qs(query).get("baud", ["9600"])[0]).isdecimal():
            return devices.Serial(path, int(baud))
    elif rest:
        if kind == "device":
            return devices.LinuxDevice(Path(rest))
        if kind == "windows":
            return spoolers.WindowsSpooler(rest)
        if kind == "cups":
            return spoolers.Cups(rest)
        if kind == "file":
            return devices.ToFile(Path(rest))
    raise _wrong(address)


def hand_over(address: str, data: bytes) -> None:
    """Send a job past the queue, where a person stands by and looks whether it comes out.

    Raises PrinterTrouble, BadInput for an address that names no printer.
    """
    from printing import networks

    way = of_address(address)
    if isinstance(way, networks.Network):
        way.trusted = True
    with alone(address):
        way.send(data)


def _host(address: str, rest: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{rest.removeprefix('//')}")
        if parts.hostname:
            return parts.hostname, parts.port or 9100
    except ValueError:
        pass
    raise _wrong(address)


def _wrong(address: str) -> BadInput:
    return BadInput(
        _("Alamat printer {address} tidak dikenal.").format(address=address),
        remedy=_("Contoh: tcp:192.168.1.50:9100, device:/dev/usb/lp0, windows:EPSON TM-T82, cups:Kasir1."),
        field="address",
    )
