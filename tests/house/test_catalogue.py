"""Every word people see has its English, and the compiled catalogue is the one in the repository."""

from __future__ import annotations

import gettext

from koperasi import catalogue


def entries(found: catalogue.Catalog) -> dict[object, object]:
    return {message.id: message.string for message in found if message.id}


def test_the_catalogue_holds_the_words_in_the_code() -> None:
    here, there = {message.id for message in catalogue.gathered() if message.id}, set(entries(catalogue.translated()))
    assert sorted(map(str, here ^ there)) == [], "run ./mart words"


def test_every_word_has_its_english() -> None:
    assert list(catalogue.untranslated(catalogue.translated())) == []


def test_the_compiled_catalogue_is_not_behind() -> None:
    with catalogue.MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for words, english in entries(catalogue.translated()).items():
        if isinstance(words, str):
            assert compiled.gettext(words) == english
        else:
            one, many = words
            assert [compiled.ngettext(one, many, count) for count in (1, 2)] == list(english)


def test_gathering_again_changes_nothing() -> None:
    unchanged = catalogue.po_text(catalogue.refreshed()) == catalogue.PO.read_bytes()
    assert unchanged, "run ./mart words"
