"""The English catalogue: every word people see, gathered from the code, with its translation.

    ./mart words

gathers the words marked with `_()`, `N_()` and `ngettext()`, keeps the translations there
are, drops words no longer used, compiles `sbmi.mo`, and names the words that still wait.
Translate them in `koperasi/locale/en/LC_MESSAGES/sbmi.po` and run it again.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
ROOMS = ("koperasi", "printing", "desktop", "inventory", "consignment", "pos")
FOLDER = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "sbmi.po", FOLDER / "sbmi.mo"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# Always the same, so that gathering twice changes nothing.
DATE = datetime(2026, 1, 1, tzinfo=UTC)


def gathered() -> Catalog:
    """The words in the code, untranslated."""
    template = Catalog(project="SBMI Mart", version="", charset="utf-8", fuzzy=False)
    for room in ROOMS:
        found = extract_from_dir(
            ROOT / room, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Words:",)
        )
        for name, _line, words, comments, context in found:
            template.add(words, None, [(f"{room}/{name}", 1)], auto_comments=comments, context=context)
    return template


def translated() -> Catalog:
    """The catalogue as it lies in the repository; empty at the first time."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def refreshed() -> Catalog:
    """Today's words with the translations there are."""
    catalogue = translated()
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version, catalogue.fuzzy = "SBMI Mart", "", False
    catalogue.header_comment = "# The English words of SBMI Mart.  Gathered by ./mart words; see koperasi/catalogue.py."
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = DATE
    for message in catalogue:
        # A word that became one-and-many keeps its English; marked fuzzy it would not be compiled.
        message.flags.discard("fuzzy")
    return catalogue


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """Words whose English is missing, or does not use the same placeholders."""
    for message in catalogue:
        if message.id and not _complete(message):
            yield message.id if isinstance(message.id, str) else message.id[0]


def _complete(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    originals = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return all(strings) and set(map(_places, strings)) == set(map(_places, originals))


def _places(words: str) -> frozenset[str]:
    """The `{placeholders}` in a text."""
    return frozenset(name for _before, name, _format, _conversion in Formatter().parse(words) if name is not None)


def po_text(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    # Without the places: a word that moves to another file changes nothing here.
    write_po(written, catalogue, width=120, sort_output=True, no_location=True)
    return written.getvalue()


def main() -> int:
    catalogue = refreshed()
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_text(catalogue))
    with MO.open("wb") as file:
        write_mo(file, catalogue)
    waiting = list(untranslated(catalogue))
    for words in waiting:
        print(words)
    print(f"{len(catalogue)} words, {len(waiting)} without English", file=sys.stderr)
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
