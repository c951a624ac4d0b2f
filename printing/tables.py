"""Reports as aligned text, for a terminal."""

from __future__ import annotations

import unicodedata

from printing.letters import clean
from printing.reports import Cell, Column, Report, naming_column, shown

GAP = "  "


def table(report: Report) -> str:
    """Title, head, rows, total and notes; numbers at the right, nothing cut."""
    rows = [_told(row, report.columns) for row in report.rows]
    naming = naming_column(report)
    for number, each in report.styles.items():
        rows[number][naming] = "  " * each.level + rows[number][naming]
    head = [clean(each.label) for each in report.columns]
    totals = [_told(report.totals, report.columns)] if report.totals is not None else []
    widths = [max(map(_width, column)) for column in zip(head, *rows, *totals, strict=True)]
    rule = GAP.join("-" * each for each in widths)
    lines = [clean(each) for each in (report.title, report.subtitle, report.period) if each]
    lines += ["", _line(head, widths, report.columns), rule]
    for number, row in enumerate(rows):
        style = report.styles.get(number)
        lines += [_ruled(row, widths, report.columns, "-")] if style is not None and style.above else []
        lines.append(_line(row, widths, report.columns))
        lines += [_ruled(row, widths, report.columns, "=")] if style is not None and style.double else []
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


def _ruled(row: list[str], widths: list[int], columns: tuple[Column, ...], rule: str) -> str:
    """A line over or under the amounts of a row."""
    parts = [
        rule * width if column.number and text else " " * width
        for text, width, column in zip(row, widths, columns, strict=True)
    ]
    return GAP.join(parts).rstrip()


def _width(text: str) -> int:
    """How many columns a terminal gives to it: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )
