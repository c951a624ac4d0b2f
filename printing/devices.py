"""Printers on a cable of this computer: the kernel's USB printer device, a serial port, a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from koperasi.text import _
from printing.transports import CHUNK, SILENT, STATUS_QUESTIONS, PrinterTrouble, Status, no_answer, status_of

SERIAL_CHUNK = 256


@dataclass(frozen=True, slots=True)
class LinuxDevice:
    """`/dev/usb/lp0`: to connect again is to open again, and no driver has to be detached."""

    path: Path
    progress: float = 5.0
    answer: float = 1.0

    def send(self, data: bytes) -> bool:
        sent = 0
        with self._opened(os.O_WRONLY) as device:
            try:
                while sent < len(data):
                    _wait(device, self.progress, writing=True)
                    sent += os.write(device, data[sent : sent + CHUNK])
            except OSError as error:
                raise no_answer(self.path.name, started=sent > 0, cause=error) from error
        return False

    def status(self) -> Status:
        answers = []
        with self._opened(os.O_RDWR) as device:
            try:
                for question in STATUS_QUESTIONS:
                    _wait(device, self.answer, writing=True)
                    os.write(device, question)
                    _wait(device, self.answer, writing=False)
                    answers.append(os.read(device, 1))
            except TimeoutError:
                return SILENT
            except OSError as error:
                raise no_answer(self.path.name, started=False, cause=error) from error
        return status_of(answers)

    @contextmanager
    def _opened(self, mode: int) -> Iterator[int]:
        try:
            device = os.open(self.path, mode | os.O_NONBLOCK)
        except OSError as error:
            raise no_answer(self.path.name, started=False, cause=error) from error
        try:
            yield device
        finally:
            os.close(device)


def _wait(device: int, seconds: float, *, writing: bool) -> None:
    """Until the device can take or give something; raises TimeoutError."""
    import select

    watch = select.poll()
    watch.register(device, select.POLLOUT if writing else select.POLLIN)
    if not watch.poll(seconds * 1000):
        raise TimeoutError("the printer made no progress")


@dataclass(frozen=True, slots=True)
class Serial:
    """A serial port, and Bluetooth printers, which show themselves as one (COM5, /dev/rfcomm0)."""

    port: str
    baud: int = 9600
    progress: float = 5.0
    answer: float = 1.0

    def send(self, data: bytes) -> bool:
        started = False
        with self._opened() as line:
            try:
                for at in range(0, len(data), SERIAL_CHUNK):
                    # How much of a chunk that failed went out is not known.
                    started = True
                    line.write(data[at : at + SERIAL_CHUNK])
                self._drain(line)
            except OSError as error:
                raise no_answer(self.port, started=started, cause=error) from error
        return False

    def status(self) -> Status:
        with self._opened() as line:
            answers = []
            try:
                line.reset_input_buffer()
                for question in STATUS_QUESTIONS:
                    line.write(question)
                    answers.append(bytes(line.read(1)))
                    if not answers[-1]:
                        return SILENT
            except OSError as error:
                raise no_answer(self.port, started=False, cause=error) from error
            return status_of(answers)

    def _drain(self, line: Any) -> None:
        """Closing a port drops what the driver still holds; wait while it goes down."""
        left, quiet = line.out_waiting, 0.0
        while left and quiet < self.progress:
            Event().wait(0.02)
            now = line.out_waiting
            left, quiet = now, quiet + 0.02 if now == left else 0.0
        if left:
            raise TimeoutError("the printer made no progress")

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import serial  # type: ignore[import-untyped]

        try:
            line = serial.Serial(self.port, self.baud, timeout=self.answer, write_timeout=self.progress)
        except (OSError, ValueError) as error:
            raise no_answer(self.port, started=False, cause=error) from error
        with line:
            yield line


@dataclass(frozen=True, slots=True)
class ToFile:
    """Jobs one after another at the end of a file: for tests, and for looking at bytes."""

    path: Path

    def send(self, data: bytes) -> bool:
        started = False
        try:
            with self.path.open("ab") as file:
                started = True
                file.write(data)
        except OSError as error:
            raise PrinterTrouble(
                _("File {path} tidak bisa ditulis.").format(path=self.path), started=started
            ) from error
        return False

    def status(self) -> Status:
        return SILENT
