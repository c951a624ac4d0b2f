"""Printers that can be seen from this PC, as addresses to choose from.

A network printer says nothing by itself: its address is typed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from koperasi.text import _

DEVICES = Path("/dev")
PATIENCE = 3.0


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
