"""The audit trail speaks a shop's words."""

from __future__ import annotations

from koperasi.rights import Permission
from pos import deed_words


def test_every_right_has_words_of_its_own() -> None:
    assert set(deed_words.RIGHTS) == set(Permission)
    assert len(set(deed_words.RIGHTS.values())) == len(Permission)


def test_what_was_refused_or_allowed_says_so_and_what() -> None:
    assert deed_words.words("pos:sale:void") == "Membatalkan penjualan"
    assert deed_words.words("refused:pos:sale:void") == "Ditolak: Membatalkan penjualan"
    assert deed_words.words("refused:pin") == "Ditolak: PIN salah"
    assert deed_words.words("approved:pos:sale:discount") == "Diizinkan: Diskon diketik"


def test_what_has_no_words_keeps_its_name() -> None:
    assert deed_words.words("pos:print:burnt") == "pos:print:burnt"
    assert deed_words.words("") == ""
