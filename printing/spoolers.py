"""Printers behind the operating system's own queue: the bytes are handed over raw."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

from koperasi.text import _
from printing.transports import SILENT, PrinterTrouble, Status, no_answer

TITLE = "SBMI Mart"


@dataclass(frozen=True, slots=True)
class Cups:
    """A raw CUPS queue, through `lp`; CUPS retries on its own, so handed over is sent."""

    queue: str
    patience: float = 10.0

    def send(self, data: bytes) -> bool:
        program = shutil.which("lp")
        if program is None:
            raise PrinterTrouble(
                _("Perintah lp tidak ada di komputer ini."), started=False, remedy=_("Pasang paket cups-client.")
            )
        order = [program, "-d", self.queue, "-o", "raw", "-t", TITLE, "-s"]
        try:
            # No shell, and the queue's name is an argument of its own.
            done = subprocess.run(order, input=data, capture_output=True, timeout=self.patience, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise no_answer(self.queue, started=True, cause=error) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise PrinterTrouble(
                _("CUPS menolak printer {name}: {said}").format(name=self.queue, said=said), started=False
            )
        return False

    def status(self) -> Status:
        """CUPS knows its queue, not the printer: it calls a printing one offline."""
        return SILENT


@dataclass(frozen=True, slots=True)
class WindowsSpooler:
    """A printer installed in Windows, as its name stands in the list of printers."""

    printer: str

    def send(self, data: bytes) -> bool:
        import win32print

        started = False
        try:
            handle = win32print.OpenPrinter(self.printer)
            try:
                win32print.StartDocPrinter(handle, 1, (TITLE, None, "RAW"))
                win32print.StartPagePrinter(handle)
                started = True
                written = win32print.WritePrinter(handle, data)
                win32print.EndPagePrinter(handle)
                win32print.EndDocPrinter(handle)
            finally:
                win32print.ClosePrinter(handle)
        except win32print.error as error:
            raise no_answer(self.printer, started=started, cause=error) from error
        if written != len(data):
            raise no_answer(self.printer, started=True)
        return False

    def status(self) -> Status:
        return SILENT
