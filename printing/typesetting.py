"""Words measured and broken into lines in the program's own typeface, for labels.

Widths are thousandths of the type size, so that a label is laid out once and looks alike in
a PDF and in dots.  ReportLab is imported inside the functions: only who prints a label pays.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from printing.letters import PLAIN_FORMS, clean

ELLIPSIS = "…"
#: Stands for a letter that the typeface does not have.
UNKNOWN = "?"
#: A blank at which no line ends.
TIE = "\N{NO-BREAK SPACE}"


@lru_cache(maxsize=2)
def _face(bold: bool) -> tuple[frozenset[int], dict[int, int], int]:
    """The letters of a weight, how wide each is, and how wide the others are."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    from printing import fonts

    face = TTFontFile(str(fonts.BOLD if bold else fonts.REGULAR))
    # The glyph 0 is the box of a missing letter.
    known = frozenset(code for code, glyph in face.charToGlyph.items() if glyph)
    return known, {code: round(wide) for code, wide in face.charWidths.items()}, round(face.defaultWidth)


def drawable(text: str) -> str:
    """`text` on one line with only letters that the typeface has; others become plain ones, or `?`.

    >>> drawable("Dodol\\x1b ‘Ngantang’\\n日本")
    "Dodol 'Ngantang' ??"
    """
    tidy = clean(text).translate(_STRAIGHT)
    if tidy.isascii():
        return tidy
    known = _face(True)[0] & _face(False)[0]
    # A stray combining mark at an edge would leave blanks there.
    return " ".join("".join(_known(each, known) for each in tidy).split())


_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def _known(letter: str, known: frozenset[int]) -> str:
    if ord(letter) in known:
        return letter
    if unicodedata.combining(letter):
        return ""
    apart = unicodedata.normalize("NFKD", letter.translate(PLAIN_FORMS))
    found = "".join(each for each in apart if ord(each) in known and not unicodedata.combining(each))
    return found if found.strip() else UNKNOWN


def width(text: str, *, bold: bool = False) -> int:
    """How wide drawable words are, in thousandths of their type size."""
    _known_letters, widths, other = _face(bold)
    return sum(widths.get(ord(each), other) for each in text)


def lines(text: str, room: int, *, bold: bool = False) -> list[str]:
    """Words broken at blanks into lines of at most `room`; a longer word is broken where it must be."""
    done: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, bold=bold) <= room:
            line = longer
            continue
        if line:
            done.append(line)
        *whole, line = _broken(word, room, bold=bold)
        done += whole
    return [*done, line] if line else done


def whole_words(text: str, room: int, *, bold: bool = False) -> bool:
    """Whether no word of it must be broken."""
    return all(width(each, bold=bold) <= room for each in text.split(" "))


def tied(text: str) -> str:
    """Words that are not parted at the end of a line: `Rp 14.500/kg`."""
    return text.replace(" ", TIE)


def _broken(word: str, room: int, *, bold: bool) -> list[str]:
    if width(word, bold=bold) <= room:
        return [word]
    parts, part = [], ""
    for letter in word:
        if part and width(part + letter, bold=bold) > room:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]


def shortened(told: list[str], most: int, room: int, *, bold: bool = False) -> list[str]:
    """The first `most` lines; what is left out shows as an ellipsis after the last whole word."""
    if len(told) <= most:
        return told
    if most <= 0:
        return []
    last = told[most - 1]
    while last and width(last + ELLIPSIS, bold=bold) > room:
        last = last.rsplit(" ", 1)[0] if " " in last else last[:-1]
    return [*told[: most - 1], last + ELLIPSIS]
