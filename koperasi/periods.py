"""Days that a report is about: from one to another, both included, in one branch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from koperasi.branches import Branch
from koperasi.stops import Stop
from koperasi.text import short_date


@dataclass(frozen=True, slots=True)
class Choices:
    """What a report is narrowed to beside its days; a report takes of it what it knows.

    category_id  of this category only; 0 for goods without one
    consigned    members' goods only (True), the shop's own only (False)
    supplier_id  what last came from this supplier
    days         how many days a question looks back, 0 for the usual number
    by           what rows are put together or ordered by, "" for the usual
    party        of this maker only
    account      of this account of the books only
    person       what this user did
    """

    category_id: int | None = None
    consigned: bool | None = None
    supplier_id: int | None = None
    days: int = 0
    by: str = ""
    party: int | None = None
    account: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a report, and the one thing it is about where it is about one (a good's code)."""

    branch: Branch
    first: date
    last: date
    about: str = ""
    choices: Choices = Choices()
    #: How far it is, and whether anybody still waits.
    stop: Stop = field(default_factory=Stop, compare=False)

    @property
    def words(self) -> str:
        """`23/11/2026`, or `01/11/2026 – 23/11/2026`."""
        if self.first == self.last:
            return short_date(self.first)
        return f"{short_date(self.first)} – {short_date(self.last)}"

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def back(self, days: int) -> Period:
        """So many days that end with its last one."""
        return replace(self, first=self.last - timedelta(days=days - 1))

    def step(self, part: int, whole: int) -> None:
        """Part of the whole is read; raises Stopped when nobody waits for the rest."""
        self.stop.step(part, whole)
