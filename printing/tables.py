"""Reports as aligned text, for a terminal."""

from __future__ import annotations

import unicodedata

from printing.letters import clean
from printing.reports import Cell, Column, Report, shown

GAP = "  "


def table(report: Report) -> str:
    """Title, head, rows, total and notes; numbers at the right, nothing cut."""
    rows = [_told(row, report.columns) for row in report.rows]
    head = [clean(each.label) for each in report.columns]
    totals = [_told(report.totals, report.columns)] if report.totals is not None else []
    widths = [max(map(_width, column)) for column in zip(head, *rows, *totals, strict=True)]
    rule = GAP.join("-" * each for each in widths)
    lines = [each for each in (report.title, report.subtitle, report.period) if each]
    lines += ["", _line(head, widths, report.columns), rule]
    lines += [_line(row, widths, report.columns) for row in rows]
    lines += [rule, *(_line(row, widths, report.columns) for row in totals)] if totals else []
    lines += ["", *map(clean, report.notes)] if report.notes else []
    return "\n".join(lines) + "\n"


def _told(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> list[str]:
    # What people typed must not steer the terminal either.
    return [clean(shown(cell, column.kind)) for cell, column in zip(row, columns, strict=True)]


def _line(row: list[str], widths: list[int], columns: tuple[Column, ...]) -> str:
    placed = (
        " " * (width - _width(text)) + text if column.number else text + " " * (width - _width(text))
        for text, width, column in zip(row, widths, columns, strict=True)
    )
    return GAP.join(placed).rstrip()


def _width(text: str) -> int:
    """How many columns a terminal gives to it: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )
