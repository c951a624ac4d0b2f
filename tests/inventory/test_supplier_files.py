"""Suppliers by file: who is new, what changed, what they sell; and out again as the same columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inventory import imports, supplier_files, supplier_queries, supplier_reports, suppliers
from inventory.imports import Options
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.shop import Shop
from printing.csv_files import csv_bytes
from tests.inventory.conftest import TakeIn

HEAD = "kode;nama;wa;lama kirim;tempo;hari pesan;minimal pesan;kode barang;satuan;harga beli;utama\n"
MAKMUR = "S-01;Makmur Grosir;0812345678;2;14;senin kamis;500000;{code};;3000;ya\n"


def code_of(shop: Shop) -> str:
    """The code of one good of the shop."""
    with shop.reading() as connection:
        from inventory import lookups

        known = next(iter(lookups.read(connection).units.values()))[0]
    return known.code


def known(shop: Shop) -> list[suppliers.Supplier]:
    with shop.reading() as connection:
        return suppliers.all_in_use(connection)


@pytest.mark.usefixtures("goods")
def test_a_row_makes_a_supplier_and_says_what_she_sells(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(supplier_files.IMPORT, HEAD + MAKMUR.format(code=code_of(shop)))

    assert (outcome.written, outcome.rejections) == (1, ())
    (found,) = known(shop)
    terms = found.terms
    assert (found.name, found.reached_at, terms.lead_days, terms.terms_days, terms.weekdays, terms.min_order) == (
        "Makmur Grosir",
        "0812345678",
        2,
        14,
        0b1001,
        Rupiah(500_000),
    )
    with shop.reading() as connection:
        (good,) = supplier_queries.goods_of(connection, found.party_id)
    assert (good.price, good.preferred) == (Rupiah(3_000), True)


@pytest.mark.usefixtures("goods")
def test_the_same_file_twice_changes_nothing(shop: Shop, take_in: TakeIn) -> None:
    text = HEAD + MAKMUR.format(code=code_of(shop))
    take_in(supplier_files.IMPORT, text)
    outcome = take_in(supplier_files.IMPORT, text)

    assert (outcome.written, outcome.skipped) == (0, 1)


@pytest.mark.usefixtures("goods")
def test_an_empty_cell_changes_nothing(shop: Shop, take_in: TakeIn) -> None:
    take_in(supplier_files.IMPORT, HEAD + MAKMUR.format(code=code_of(shop)))
    take_in(supplier_files.IMPORT, "kode;nama;lama kirim\nS-01;Makmur Jaya;\n")

    (found,) = known(shop)
    assert (found.name, found.terms.lead_days, found.terms.contact) == ("Makmur Jaya", 2, "")


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("S-01;A;;2,5;;;;;;;", "lead_days"),
        ("S-01;A;;;400;;;;;;", "terms_days"),
        ("S-01;A;;;;kapan;;;;;", "weekdays"),
        ("S-01;A;;;;;;tidakada;;;", "good"),
        ("S-01;A;;;;;;{code};Peti;;", "unit"),
        (";A;;;;;;;;;", "code"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_row(shop: Shop, take_in: TakeIn, row: str, field: str) -> None:
    outcome = take_in(supplier_files.IMPORT, HEAD + row.format(code=code_of(shop)) + "\n")

    assert [each.field for each in outcome.rejections] == [field]
    assert known(shop) == []


@pytest.mark.usefixtures("goods")
def test_what_went_out_comes_in_again_unchanged(shop: Shop, take_in: TakeIn, tmp_path: Path) -> None:
    take_in(supplier_files.IMPORT, HEAD + MAKMUR.format(code=code_of(shop)) + "S-02;Jaya;;;;;;;;;\n")
    today = date(2026, 11, 25)
    with shop.reading() as connection:
        report = supplier_reports.suppliers(connection, Period(shop.branch, today, today))
    file = tmp_path / "out.csv"
    file.write_bytes(csv_bytes(report))

    outcome = imports.run(shop, supplier_files.IMPORT, file, Options(), shop.konsole())

    assert (outcome.read, outcome.written, outcome.skipped, outcome.rejections) == (2, 0, 2, ())


@pytest.mark.parametrize(
    ("words", "mask"), [("senin, kamis", 0b1001), ("sen", 1), ("Sabtu", 0b10_0000), ("se", None), ("besok", None)]
)
def test_weekdays_are_read_by_their_first_letters(words: str, mask: int | None) -> None:
    assert supplier_files.weekdays_of(words) == mask


def test_weekdays_are_written_as_they_are_read() -> None:
    assert supplier_files.weekdays_of(supplier_files.weekday_words(0b101_0110)) == 0b101_0110
