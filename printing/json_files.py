"""Reports as JSON: `{"rows": [{key: value}]}`, one row to a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from koperasi.stops import Stop
from printing.reports import Report

#: What JSON allows as it is, though a terminal obeys it, a line is turned round by it, or UTF-8
#: has no form of it (half a surrogate pair): escaped, so that a name still comes back as it was.
UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
#: Said to a stop between so many rows.
STEP = 500


def json_bytes(report: Report, stop: Stop | None = None) -> bytes:
    """Amounts as whole rupiah, quantities and percentages as decimal strings, times as ISO 8601; UTF-8.

    Raises Stopped when nobody waits for it any more.
    """
    rows = ",\n".join(_lines(report, stop))
    return (f'{{"rows": [\n{rows}\n]}}\n' if rows else '{"rows": []}\n').encode("utf-8")


def _lines(report: Report, stop: Stop | None) -> Iterator[str]:
    for number, each in enumerate(report.records()):
        if stop is not None and number % STEP == 0:
            stop.step(number, len(report.rows))
        yield UNSEEN.sub(_escaped, json.dumps(each, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
