"""Printers that can be seen from this PC."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from printing import found_printers
from printing.found_printers import FoundPrinter
from printing.transports import of_address


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("usb/lp0", "lp1", "ttyUSB0", "rfcomm0", "ttyS0", "null"):
        path = tmp_path / "dev" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "dev"


def test_usb_serial_and_bluetooth_are_seen_and_empty_ports_are_not(devices: Path) -> None:
    found = found_printers.found(devices)

    assert [each.words for each in found] == ["USB lp1", "USB lp0", "Serial rfcomm0", "Serial ttyUSB0"]
    for each in found:
        of_address(each.address)


def test_the_queues_of_cups_are_listed(devices: Path, tmp_path: Path) -> None:
    lpstat = tmp_path / "bin" / "lpstat"
    lpstat.parent.mkdir()
    lpstat.write_text("#!/bin/sh\necho Kasir1\necho Dapur\n")
    lpstat.chmod(0o755)

    queues = [each for each in found_printers.found(devices) if each.address.startswith("cups:")]
    assert queues == [FoundPrinter("cups:Kasir1", "CUPS Kasir1"), FoundPrinter("cups:Dapur", "CUPS Dapur")]


def test_a_pc_without_any_shows_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PATH", "")

    assert found_printers.found(tmp_path) == []
