"""Words people see: Indonesian first, English selectable, one gettext catalogue.

The Indonesian words stand in the code as the catalogue's keys, so the till never shows a
key; English comes from `koperasi/locale/en/LC_MESSAGES/sbmi.mo`.  Mark every visible word
with `_()`, and with `N_()` where it stands in a table that is translated when shown.
"""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path

LANGUAGES = ("id", "en")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language = "id"
#: The language of the paper being written, where it has one of its own (`speaking`).
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def use_language(code: str) -> None:
    """Show words in `id` or `en` from now on; raises ValueError for any other."""
    global _translations, _language
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code!r} (choose from {', '.join(LANGUAGES)})")
    _language = code
    _translations = _catalogue(code)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return gettext.NullTranslations() if code == "id" else gettext.translation("sbmi", folder, [code])


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it words are in this language, for this thread alone: a paper issued long ago reads as it did."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code!r} (choose from {', '.join(LANGUAGES)})")
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    return _spoken.get() or _language


def _(words: str) -> str:
    code = _spoken.get()
    return (_catalogue(code) if code else _translations).gettext(words)


def ngettext(one: str, many: str, count: int) -> str:
    """The word for one or for several (Indonesian uses the same for both)."""
    code = _spoken.get()
    return (_catalogue(code) if code else _translations).ngettext(one, many, count)


def N_(words: str) -> str:
    """Mark words for the catalogue where they are written, to be translated when shown."""
    return words


def long_date(day: date) -> str:
    """`Senin, 23 November 2026`."""
    if language() == "en":
        return f"{day:%A}, {day.day} {day:%B %Y}"
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`23/11/2026`."""
    return f"{day:%d/%m/%Y}"


def clock(at: datetime) -> str:
    """`09.45`, as an Indonesian shop writes the time."""
    return f"{at:%H.%M}"


def plain(text: str) -> str:
    """Text from people made harmless: one line, composed, without control or bidi marks.

    Nothing that goes through here can become a command to a printer or turn a line round
    (domain/trust.md, finding 6).
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if unicodedata.category(each) in {"Zl", "Zp", "Zs"} or each in "\t\r\n" else each for each in composed)
    return " ".join("".join(each for each in kept if unicodedata.category(each)[0] != "C").split())
