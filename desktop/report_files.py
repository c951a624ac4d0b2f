"""A report leaves the screen as a file: in the usual folder, under a name that nothing has yet."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from koperasi import whole_files
from koperasi.errors import Refused, Trouble
from koperasi.stops import Stop
from koperasi.text import _
from printing.reports import Kind, Report, shown

#: Nobody prints more rows than this; a workbook holds them.
MOST_ON_PAPER = 20_000
FOLDER = "SBMI Mart"


class Shape(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


def usual_folder() -> Path:
    """Where files go that nobody chose a folder for."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / FOLDER


def rendered(report: Report, shape: Shape, stop: Stop | None = None) -> bytes:
    """The file's bytes.  Raises Refused for more rows than anybody prints, Stopped when nobody waits."""
    if shape is Shape.PDF:
        return _pdf(report, stop)
    if shape is Shape.XLSX:
        from printing.xlsx_files import xlsx_bytes

        return xlsx_bytes(report, stop)
    if shape is Shape.CSV:
        from printing.csv_files import excel_csv_bytes

        return excel_csv_bytes(report, stop)
    from printing.json_files import json_bytes

    return json_bytes(report, stop)


def _pdf(report: Report, stop: Stop | None) -> bytes:
    if len(report.rows) > MOST_ON_PAPER:
        message = _("Terlalu panjang untuk kertas: {count} baris.").format(count=shown(len(report.rows), Kind.COUNT))
        raise Refused(message, remedy=_("Saring dulu, atau simpan sebagai Excel."), rule="too-long")
    from printing.pdf_files import pdf_bytes

    return pdf_bytes(report, stop)


def name_of(report: Report) -> str:
    """What a file of it is called, without its ending: `Stok barang 01-11-2026 - 23-11-2026`."""
    return whole_files.safe_name(f"{report.title} {report.period}") or report.name


def save(report: Report, shape: Shape, folder: Path, stop: Stop | None = None) -> Path:
    """Write it into a folder, over nothing that is there (off the GUI thread); raises Trouble, Stopped."""
    return keep(rendered(report, shape, stop), name_of(report), shape, folder)


def keep(data: bytes, name: str, shape: Shape, folder: Path) -> Path:
    """Write a file's bytes into a folder under a name that nothing there has yet; raises Trouble."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _free(folder, name, shape)
        whole_files.write(path, data)
    except OSError as error:
        message = _("File tidak bisa ditulis ke {folder}: {why}").format(folder=folder, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


def _free(folder: Path, name: str, shape: Shape) -> Path:
    path, number = folder / f"{name}.{shape}", 1
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}).{shape}"
    return path
