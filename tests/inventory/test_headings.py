"""Which column is which field, by heading or as told."""

from __future__ import annotations

import pytest

from inventory import headings
from inventory.headings import Field, Reads
from koperasi.errors import BadInput

FIELDS = (
    Field("code", Reads.CODE, ("kode", "barcode")),
    Field("name", Reads.WORDS, ("nama", "nama_barang"), required=True),
    Field("price", Reads.AMOUNT, ("harga", "harga_jual"), column=True),
)


@pytest.mark.parametrize(
    ("row", "places"),
    [
        (("Kode", "Nama Barang", "Harga Jual"), {"code": 0, "name": 1, "price": 2}),
        (("HARGA", " nama ", ""), {"name": 1, "price": 0}),
        (("barcode", "kode", "name", "price", "price"), {"code": 1, "name": 2, "price": 3}),
    ],
)
def test_headings_are_known_whatever_their_case_and_spaces(row: tuple[str, ...], places: dict[str, int]) -> None:
    assert headings.fit(row, FIELDS, {}) == places


@pytest.mark.parametrize("told", [{"Uraian": "name"}, {"name": "Uraian"}, {"uraian": "nama"}])
def test_another_heading_may_be_told_either_way_round(told: dict[str, str]) -> None:
    assert headings.fit(("Uraian", "Harga"), FIELDS, told) == {"name": 0, "price": 1}


def test_what_was_told_wins_over_what_is_known() -> None:
    assert headings.fit(("nama", "nama2", "harga"), FIELDS, {"nama2": "name"})["name"] == 1


def test_a_missing_column_is_refused_and_the_others_are_named() -> None:
    with pytest.raises(BadInput, match="Kolom name tidak ada") as refusal:
        headings.fit(("kode", "harga"), FIELDS, {})

    assert "kode, harga" in refusal.value.remedy


@pytest.mark.parametrize("told", [{"tidak": "name"}, {"nama": "warna"}, {"nama": "name", "nama2": "name"}])
def test_what_fits_nothing_or_is_told_twice_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        headings.fit(("nama", "nama2", "harga"), FIELDS, told)
