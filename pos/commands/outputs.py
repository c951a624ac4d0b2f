"""A report as a command gives it out: a table on the terminal, or CSV, XLSX, PDF, JSON."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from koperasi import whole_files
from koperasi.errors import BadInput, Trouble
from koperasi.stops import WHOLE, Stop
from koperasi.text import _

if TYPE_CHECKING:
    from printing.reports import Report

FORMATS = ("table", "csv", "xlsx", "pdf", "json")
#: What cannot be read on a terminal.
BINARY = frozenset({"xlsx", "pdf"})


def arguments(parser: argparse.ArgumentParser, formats: tuple[str, ...] = FORMATS) -> None:
    """`--format`, and `--out` where files can be made."""
    parser.add_argument("--format", choices=formats, help=_("bentuk hasil (biasanya tabel)"))
    if formats == FORMATS:
        parser.add_argument("--out", type=Path, metavar="FILE", help=_("tulis ke FILE; akhirannya menentukan bentuk"))


def give(report: Report, args: argparse.Namespace) -> None:
    """Write a report as asked.  Raises BadInput for a workbook without a file, Trouble for a disk that refuses."""
    out: Path | None = getattr(args, "out", None)
    shape = args.format or (out.suffix.removeprefix(".").lower() if out else "")
    shape = shape if shape in FORMATS else "table"
    if out is None and shape in BINARY and sys.stdout.isatty():
        message = _("{shape} tidak bisa ditampilkan di sini.").format(shape=shape.upper())
        raise BadInput(message, remedy=_("Tambahkan --out FILE."))
    data = rendered(report, shape, Told() if sys.stderr.isatty() else None)
    put(data, out)


def put(data: bytes, out: Path | None) -> None:
    """Bytes into a file, whole or not at all, or to standard output without one.  Raises Trouble."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        whole_files.write(out, data)
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa ditulis: {why}").format(name=out, why=error.strerror)) from error


class Told(Stop):
    """Says on the terminal how far a long file is, from the first second on."""

    def __init__(self) -> None:
        super().__init__()
        self._said, self._since = 0, monotonic()

    def step(self, part: int, whole: int) -> None:
        super().step(part, whole)
        percent = self.done * 100 // WHOLE
        if percent != self._said and monotonic() - self._since > 1:
            self._said = percent
            end = "\r\033[K" if percent >= 95 else ""
            sys.stderr.write(f"\r{percent}% {end}")
            sys.stderr.flush()


def rendered(report: Report, shape: str, stop: Stop | None = None) -> bytes:
    """The report's bytes in one of the formats."""
    match shape:
        case "csv":
            from printing.csv_files import csv_bytes

            return csv_bytes(report, stop)
        case "json":
            from printing.json_files import json_bytes

            return json_bytes(report, stop)
        case "xlsx":
            from printing.xlsx_files import xlsx_bytes

            return xlsx_bytes(report, stop)
        case "pdf":
            from printing.pdf_files import pdf_bytes

            return pdf_bytes(report, stop)
    from printing.tables import table

    return table(report).encode("utf-8", "replace")


def a_day(text: str) -> date:
    """A date as a person writes it, for an argument of a command."""
    from inventory import cells

    try:
        return cells.day(text)
    except BadInput as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong
