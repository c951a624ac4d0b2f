"""Reports as files: fifty pages of PDF, a workbook and plain files of a hundred thousand rows."""

from __future__ import annotations

import io
import subprocess
import sys

from benchmarks.long_reports import report
from benchmarks.measures import Deed, Maker, Times, in_turns
from benchmarks.results import Line, Section
from benchmarks.runs import Run
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.csv_files import csv_bytes, excel_csv_bytes
from printing.json_files import json_bytes
from printing.pdf_files import pdf_bytes
from printing.reports import Report
from printing.reports import shown as told
from printing.xlsx_files import xlsx_bytes

NAME = "files"
HOW = (
    "The same report as each kind of file, its rows in memory: what a person waits for after Cetak or Excel. Floors: "
    "for the PDF ReportLab's own single table of the same words in a typeface that every reader has, rows of one "
    "fixed height, without head, foot or totals; for the workbook a bare loop of XlsxWriter over plain numbers; for "
    "CSV and JSON the standard library over plain values. Memory is the highest resident size of a process of its own "
    "that makes the rows and writes the file."
)
#: The peak of the process itself: `ru_maxrss` would remember the one that started it.
PEAK = """
from benchmarks.long_reports import report
from printing.{kind}_files import {name} as write
write(report({rows}))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
PAGES_ROWS, ROWS = 2_100, 100_000


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    pages, rows = (200, 2_000) if run.quick else (PAGES_ROWS, ROWS)
    paper, long = report(pages, 0, 1, 3, 4, 5), report(rows)
    floor, program = _in_turns(run, 3, lambda: _bare_pdf(paper), lambda: pdf_bytes(paper))
    section.compare("PDF, 50 pages", floor, program, times=1.3)
    floor, program = _in_turns(run, 1, lambda: _bare_xlsx(long), lambda: xlsx_bytes(long))
    section.compare("XLSX, 100,000 rows of 8 columns", floor, program, p99=10_000)
    for name, bare, made in (
        ("CSV", _bare_csv, csv_bytes),
        ("CSV for Excel", _bare_csv, excel_csv_bytes),
        ("JSON", _bare_json, json_bytes),
    ):
        floor, program = _in_turns(run, 1, lambda bare=bare: bare(long), lambda made=made: made(long))  # type: ignore[misc]
        section.compare(f"{name}, 100,000 rows", floor, program)
    _memory(section, rows)
    return section


def _in_turns(run: Run, each: int, *deeds: Deed) -> list[Times]:
    rounds = run.rounds if each > 1 else min(run.rounds, 3)
    return in_turns([_again(deed) for deed in deeds], rounds=rounds, each=each, warm=1)


def _again(deed: Deed) -> Maker:
    return lambda: deed


def _memory(section: Section, rows: int) -> None:
    for name in ("xlsx_bytes", "csv_bytes", "json_bytes"):
        kind = name.removesuffix("_bytes")
        program = PEAK.format(kind=kind, name=name, rows=rows)
        said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        megabytes = int(said) // 1024
        wanted = "≤ 200 MB" if name == "xlsx_bytes" else ""
        section.say(
            Line(
                f"{kind.upper()}, peak memory",
                "",
                f"{megabytes} MB",
                wanted=wanted,
                reached=megabytes <= 200 if wanted else None,
            )
        )


def _bare_pdf(report: Report) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

    page = io.BytesIO()
    kinds = [each.kind for each in report.columns]
    rows = [[told(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in report.rows]
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.25, colors.grey),
            ("FONTSIZE", (0, 0), (-1, -1), 8),
            ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ]
    )
    heads = [each.label for each in report.columns]
    # As high as the program's rows, so that both are as many pages.
    heights = [17.65] * (len(rows) + 1)
    widths = [50, 230, 40, 70, 80]
    SimpleDocTemplate(page, pagesize=A4, topMargin=36, bottomMargin=46).build(
        [Table([heads, *rows], colWidths=widths, rowHeights=heights, repeatRows=1, style=style)]
    )
    return page.getvalue()


def _bare_xlsx(report: Report) -> bytes:
    from xlsxwriter import Workbook

    page = io.BytesIO()
    with Workbook(page, {"constant_memory": True}) as book:
        sheet, number, words = book.add_worksheet(), book.add_format({"num_format": "#,##0"}), book.add_format()
        for at, row in enumerate(_plain(report)):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, place, cell, words)
                else:
                    sheet.write_number(at, place, cell, number)
    return page.getvalue()


def _plain(report: Report) -> list[list[int | str]]:
    """The rows as plain values, made once: no floor pays for them."""
    key = id(report)
    if key not in _MADE:
        _MADE[key] = [[_value(cell) for cell in row] for row in report.rows]
    return _MADE[key]


_MADE: dict[int, list[list[int | str]]] = {}


def _value(cell: object) -> int | str:
    match cell:
        case Rupiah():
            return cell.amount
        case Quantity():
            return cell.thousandths
        case int() | str():
            return cell
    raise TypeError(cell)


def _bare_csv(report: Report) -> bytes:
    import csv

    page = io.StringIO()
    csv.writer(page).writerows(_plain(report))
    return page.getvalue().encode()


def _bare_json(report: Report) -> bytes:
    import json

    keys = [each.key for each in report.columns]
    return "\n".join(json.dumps(dict(zip(keys, row, strict=True))) for row in _plain(report)).encode()
