"""Days that a report is about: from one to another, both included, in one branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from koperasi.branches import Branch
from koperasi.text import short_date


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a report, and the one thing it is about where it is about one (a good's code)."""

    branch: Branch
    first: date
    last: date
    about: str = ""

    @property
    def words(self) -> str:
        """`23/11/2026`, or `01/11/2026 – 23/11/2026`."""
        if self.first == self.last:
            return short_date(self.first)
        return f"{short_date(self.first)} – {short_date(self.last)}"
