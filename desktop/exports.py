"""A table on a screen leaves it: to the clipboard, or into a file that a spreadsheet opens.

Both take the `Report` of what is shown, so that nothing is told otherwise than in print.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from koperasi import whole_files
from koperasi.errors import Trouble
from koperasi.text import _
from printing.csv_files import excel_csv_bytes
from printing.reports import Report, harmless, shown
from printing.xlsx_files import xlsx_bytes

XLSX, CSV = ".xlsx", ".csv"


def copy(report: Report) -> None:
    """Put the table on the clipboard: columns apart by tabs, as spreadsheets paste them."""
    heads = [column.label for column in report.columns]
    kinds = [column.kind for column in report.columns]
    rows = [[harmless(shown(cell, kind)) for cell, kind in zip(row, kinds, strict=True)] for row in report.rows]
    QApplication.clipboard().setText("\n".join("\t".join(row) for row in [heads, *rows]))


def asked_path(asker: QWidget, name: str) -> Path | None:
    """Where to, as the person says; None where she says nothing.  Without an ending it is a workbook."""
    kinds = _("Excel (*.xlsx);;CSV (*.csv)")
    text, kind = QFileDialog.getSaveFileName(asker, _("Simpan sebagai"), f"{name}{XLSX}", kinds)
    if not text:
        return None
    path = Path(text)
    if path.suffix.lower() in (XLSX, CSV):
        return path
    return path.with_name(path.name + (CSV if CSV in kind else XLSX))


def save(report: Report, path: Path) -> Path:
    """Write the table as the path's ending says (off the GUI thread).  Raises Trouble for a disk that refuses."""
    data = excel_csv_bytes(report) if path.suffix.lower() == CSV else xlsx_bytes(report)
    try:
        whole_files.write(path, data)
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path
