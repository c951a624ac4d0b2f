"""Reports as JSON: `{"rows": [{key: value}]}`, one row to a line."""

from __future__ import annotations

import json

from printing.reports import Report


def json_bytes(report: Report) -> bytes:
    """Amounts as whole rupiah, quantities and percentages as decimal strings, times as ISO 8601; UTF-8."""
    rows = ",\n".join(json.dumps(each, ensure_ascii=False) for each in report.records())
    # A name with half a surrogate pair cannot be written in UTF-8, but must not stop a report.
    return (f'{{"rows": [\n{rows}\n]}}\n' if rows else '{"rows": []}\n').encode("utf-8", "replace")
