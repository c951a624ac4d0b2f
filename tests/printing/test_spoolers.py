from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from printing.spoolers import Cups, WindowsSpooler
from printing.transports import SILENT, PrinterTrouble

JOB = b"\x1b@halo\n\x1dV\x01"


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program `lp` that behaves as its script says."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "lp"


def script(lp: Path, body: str) -> None:
    lp.write_text(f"#!/bin/sh\n{body}\n")
    lp.chmod(0o755)


def test_cups_gets_the_bytes_raw_on_the_right_queue(lp: Path, tmp_path: Path) -> None:
    script(lp, f'echo "$@" > {tmp_path}/order; cat > {tmp_path}/job')
    Cups("Kasir 1").send(JOB)
    assert (tmp_path / "job").read_bytes() == JOB
    assert (tmp_path / "order").read_text() == "-d Kasir 1 -o raw -t SBMI Mart -s\n"


def test_a_queue_that_cups_does_not_know_has_not_started(lp: Path) -> None:
    script(lp, 'echo "lp: The printer or class does not exist." >&2; exit 1')
    with pytest.raises(PrinterTrouble, match="does not exist") as trouble:
        Cups("Kasir1").send(JOB)
    assert not trouble.value.started


def test_a_computer_without_cups_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PrinterTrouble, match="cups-client") as trouble:
        Cups("Kasir1").send(JOB)
    assert not trouble.value.started


def test_a_queue_that_never_answers_leaves_the_job_unknown(lp: Path) -> None:
    script(lp, "exec tail -f /dev/null")
    with pytest.raises(PrinterTrouble) as trouble:
        Cups("Kasir1", patience=0.1).send(JOB)
    assert trouble.value.started
    assert Cups("Kasir1").status() == SILENT


class Windows(ModuleType):
    """What pywin32 calls `win32print`, noting what it is asked."""

    error = type("error", (Exception,), {})

    def __init__(self, fails: str = "", taken: int | None = None) -> None:
        super().__init__("win32print")
        self.fails, self.taken, self.asked = fails, taken, []

    def __getattr__(self, name: str) -> Any:
        def asked(*arguments: Any) -> Any:
            self.asked.append((name, *arguments))
            if name == self.fails:
                raise self.error(f"{name} failed")
            if name == "WritePrinter":
                return len(arguments[1]) if self.taken is None else self.taken
            return "handle"

        return asked


def installed(monkeypatch: pytest.MonkeyPatch, windows: Windows) -> Windows:
    monkeypatch.setitem(sys.modules, "win32print", windows)
    return windows


def test_the_windows_spooler_gets_one_raw_document(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = installed(monkeypatch, Windows())
    WindowsSpooler("EPSON TM-T82").send(JOB)
    assert windows.asked == [
        ("OpenPrinter", "EPSON TM-T82"),
        ("StartDocPrinter", "handle", 1, ("SBMI Mart", None, "RAW")),
        ("StartPagePrinter", "handle"),
        ("WritePrinter", "handle", JOB),
        ("EndPagePrinter", "handle"),
        ("EndDocPrinter", "handle"),
        ("ClosePrinter", "handle"),
    ]
    assert WindowsSpooler("EPSON TM-T82").status() == SILENT


@pytest.mark.parametrize(
    ("fails", "started"),
    [("OpenPrinter", False), ("StartDocPrinter", False), ("WritePrinter", True), ("EndDocPrinter", True)],
)
def test_the_windows_spooler_says_how_far_it_came(fails: str, started: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = installed(monkeypatch, Windows(fails))
    with pytest.raises(PrinterTrouble) as trouble:
        WindowsSpooler("EPSON TM-T82").send(JOB)
    assert trouble.value.started == started
    assert (windows.asked[-1][0] == "ClosePrinter") == (fails != "OpenPrinter")


def test_a_job_that_windows_took_in_part_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, Windows(taken=3))
    with pytest.raises(PrinterTrouble) as trouble:
        WindowsSpooler("EPSON TM-T82").send(JOB)
    assert trouble.value.started
