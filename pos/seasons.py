"""Messages of a season at the foot of the receipt: which words stand there on which days.

Written as `12-20..01-05 Selamat Tahun Baru | 2027-03-06..2027-03-31 Selamat Idul Fitri`:
month and day for every year, or the whole date for one year, one day alone or from..to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from koperasi.errors import BadInput
from koperasi.text import _
from pos import return_policies

#: Parts one message from the next, as between those of the customer's screen.
BETWEEN = "|"
_DAY = r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})"
_ENTRY = re.compile(rf"{_DAY}(?:\s*\.\.\s*{_DAY})?\s+(\S.*)")
#: A year in which every day exists.
LEAP = 2024


@dataclass(frozen=True, slots=True)
class Season:
    """A message and its days: (year, month, day) each, a year of 0 being every year."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]
    words: str

    def covers(self, day: date) -> bool:
        """Whether the message stands on a receipt of that day."""
        if self.first[0]:
            return self.first <= (day.year, day.month, day.day) <= self.last
        now, first, last = (day.month, day.day), self.first[1:], self.last[1:]
        return first <= now <= last if first <= last else now >= first or now <= last


def read(text: str) -> tuple[Season, ...]:
    """The messages of a setting; raises BadInput for one that cannot be understood."""
    return tuple(_season(each.strip()) for each in text.split(BETWEEN) if each.strip())


def check(text: str) -> None:
    """Raises BadInput for days that are none, or words that the law forbids."""
    for each in read(text):
        return_policies.check(each.words)


def words_on(text: str, day: date) -> str:
    """The words of the first season that covers a day; empty for none.

    What cannot be understood is passed over: a receipt is never held up by a setting.
    """
    try:
        known = read(text)
    except BadInput:
        return ""
    return next((each.words for each in known if each.covers(day)), "")


def _season(entry: str) -> Season:
    found = _ENTRY.fullmatch(entry)
    if found is None:
        raise _wrong(entry)
    *days, words = found.groups()
    first = _day(days[:3], entry)
    last = _day(days[3:], entry) if days[4] else first
    if bool(first[0]) != bool(last[0]) or (first[0] and last < first):
        raise _wrong(entry)
    return Season(first, last, words)


def _day(parts: list[str | None], entry: str) -> tuple[int, int, int]:
    year, month, day = (int(each or 0) for each in parts)
    try:
        date(year or LEAP, month, day)
    except ValueError as error:
        raise _wrong(entry) from error
    return year, month, day


def _wrong(entry: str) -> BadInput:
    return BadInput(
        _("Ucapan ini belum benar: {entry}").format(entry=entry[:40]),
        remedy=_("Contoh: 12-20..01-05 Selamat Tahun Baru | 04-21 Selamat Hari Kartini"),
    )
