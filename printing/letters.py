"""Letters that any receipt printer has: text from people made ASCII.

Cheap printers disagree about every character past 126, so paper is ASCII only.  What has
a plain form gets it (é → e, “ → ", × → x); what has none becomes `?`.
"""

from __future__ import annotations

import unicodedata

from koperasi.text import plain

PLAIN_FORMS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "′": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁄": "/", "∕": "/",
        "×": "x", "·": ".", "•": "*", "…": "...", "°": "o", "→": "->", "≥": ">=", "≤": "<=",
        "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
        "ł": "l", "Ł": "L", "ı": "i", "€": "EUR", "£": "GBP", "©": "(c)", "®": "(R)",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """`text` without control characters, on one line; ASCII wording keeps its own blanks."""
    if text.isascii() and text.isprintable():
        return text
    return plain(text)


def ascii_fold(text: str) -> str:
    """`text` as a printer can print it: characters 32 to 126 only, never a command.

    >>> ascii_fold("Café “Ibu” – 2×\\x1bp")
    'Cafe "Ibu" - 2xp'
    """
    tidy = clean(text)
    if tidy.isascii():
        return tidy
    apart = unicodedata.normalize("NFKD", tidy.translate(PLAIN_FORMS)).translate(PLAIN_FORMS)
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    # A combining mark may sit on a blank of its own, so blanks are tidied once more.
    return " ".join(bare.encode("ascii", "replace").decode("ascii").split())
