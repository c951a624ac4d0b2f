"""Printers that can be seen from this PC, as addresses to choose from.

A network printer says nothing by itself: the neighbourhood is asked who listens where they
do.  Nothing is sent to anybody found there: an office printer would print it.
"""

from __future__ import annotations

import ipaddress
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from koperasi.text import _

DEVICES = Path("/dev")
PATIENCE = 3.0
PORT = 9100
NEAR = 0.4  # seconds for a neighbour to take a call
AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """An address that `transports.of_address` takes, and what a person knows it by."""

    address: str
    words: str


def found(devices: Path = DEVICES) -> list[FoundPrinter]:
    """Everything at hand: USB, serial ports and Bluetooth, the queues of the operating system."""
    return [*_usb(devices), *_serial(devices), *(_windows() if sys.platform == "win32" else _cups())]


def _usb(devices: Path) -> list[FoundPrinter]:
    paths = sorted((*devices.glob("usb/lp*"), *devices.glob("lp[0-9]")))
    return [FoundPrinter(f"device:{path}", _("USB {name}").format(name=path.name)) for path in paths]


def _serial(devices: Path) -> list[FoundPrinter]:
    """Ports that something was plugged into; a PC's own empty ones say nothing."""
    if sys.platform == "win32":
        from serial.tools import list_ports  # type: ignore[import-untyped]

        return [FoundPrinter(f"serial:{each.device}", str(each.description)) for each in list_ports.comports()]
    paths = sorted((*devices.glob("ttyUSB*"), *devices.glob("ttyACM*"), *devices.glob("rfcomm*")))
    return [FoundPrinter(f"serial:{path}", _("Serial {name}").format(name=path.name)) for path in paths]


def _cups() -> list[FoundPrinter]:
    program = shutil.which("lpstat")
    if program is None:
        return []
    try:
        done = subprocess.run([program, "-e"], capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return []
    names = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return [FoundPrinter(f"cups:{name}", _("CUPS {name}").format(name=name)) for name in names]


def _windows() -> list[FoundPrinter]:
    import win32print

    kinds = win32print.PRINTER_ENUM_LOCAL | win32print.PRINTER_ENUM_CONNECTIONS
    names = [str(each[2]) for each in win32print.EnumPrinters(kinds)]
    return [FoundPrinter(f"windows:{name}", name) for name in names]


def neighbours(own: Iterable[str] | None = None) -> list[str]:
    """The other addresses of the networks this PC stands in (/24 of each), its own left out."""
    here = sorted(set(_own_addresses() if own is None else own))
    found: list[str] = []
    for each in here:
        address = ipaddress.ip_address(each)
        if address.version != 4 or not address.is_private or address.is_loopback:
            continue
        network = ipaddress.ip_network(f"{each}/24", strict=False)
        found += [str(host) for host in network.hosts() if str(host) not in here]
    return list(dict.fromkeys(found))


def _own_addresses() -> list[str]:
    addresses = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line, suppress(OSError):
        line.connect(("192.0.2.1", 9))  # nothing is sent: it only chooses the way out
        addresses.append(str(line.getsockname()[0]))
    with suppress(OSError):
        addresses += socket.gethostbyname_ex(socket.gethostname())[2]
    return addresses


def listening(
    hosts: Iterable[str],
    *,
    port: int = PORT,
    patience: float = NEAR,
    stopped: Callable[[], bool] = lambda: False,
    told: Callable[[int], object] = lambda _done: None,
) -> list[FoundPrinter]:
    """Those of the hosts that take a call at the port; `told` hears how many were called so far.

    Ends early, with what was found, when `stopped`.
    """
    found: list[FoundPrinter] = []
    asked = list(hosts)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="neighbours") as callers:
        answers = callers.map(lambda host: not stopped() and _takes_calls(host, port, patience), asked)
        for done, (host, there) in enumerate(zip(asked, answers, strict=True), start=1):
            if there:
                found.append(FoundPrinter(f"tcp:{host}:{port}", _("Jaringan {host}").format(host=host)))
            told(done)
    return found


def _takes_calls(host: str, port: int, patience: float) -> bool:
    try:
        with socket.create_connection((host, port), timeout=patience):
            return True
    except OSError:
        return False
