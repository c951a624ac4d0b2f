"""Reports as JSON: `{"rows": [{key: value}]}`, one row to a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from koperasi.stops import Stop
from printing.reports import Report

#: Said to a stop between so many rows.
STEP = 500


def json_bytes(report: Report, stop: Stop | None = None) -> bytes:
    """Amounts as whole rupiah, quantities and percentages as decimal strings, times as ISO 8601; UTF-8.

    Raises Stopped when nobody waits for it any more.
    """
    rows = ",\n".join(_lines(report, stop))
    # A name with half a surrogate pair cannot be written in UTF-8, but must not stop a report.
    return (f'{{"rows": [\n{rows}\n]}}\n' if rows else '{"rows": []}\n').encode("utf-8", "replace")


def _lines(report: Report, stop: Stop | None) -> Iterator[str]:
    for number, each in enumerate(report.records()):
        if stop is not None and number % STEP == 0:
            stop.step(number, len(report.rows))
        yield json.dumps(each, ensure_ascii=False)
