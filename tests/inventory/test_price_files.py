"""Prices from a file: by code or barcode and unit, for everybody, members and more pieces, now or from a day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inventory import price_files, unit_files
from inventory.goods import PriceRule
from inventory.imports import Outcome
from koperasi.shop import Shop
from tests.inventory.filed import good_of

TakeIn = Callable[..., Outcome]


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: the deed that a file ends in is proved on both engines."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


PRICES = """kode;barcode;satuan;harga;harga anggota;mulai jumlah;mulai tanggal
P1;;;3.400;3.300;;
P1;;Pcs;3.200;;12;
P1;;Lusin;36.000;;;1/12/2026
P2;;;1.600;;;
"""


def lines(shop: Shop, code: str) -> list[tuple[str, PriceRule, int, int, date | None]]:
    return [
        (unit.name, line.rule, line.price.amount, line.min_quantity.thousandths, line.valid_from)
        for unit in good_of(shop, code).units
        for line in unit.prices
    ]


@pytest.fixture
def dozens(goods: None, take_in: TakeIn) -> None:
    take_in(unit_files.IMPORT, "kode,nama,satuan besar,isi,harga\nP1,,Lusin,12,34000\n")


@pytest.mark.usefixtures("dozens")
def test_every_kind_of_price_is_taken_in(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(price_files.IMPORT, PRICES)

    assert (outcome.written, outcome.rejections) == (4, ())
    assert lines(shop, "P1") == [
        ("Pcs", PriceRule.RETAIL, 3_400, 0, None),
        ("Pcs", PriceRule.CLASS, 3_300, 0, None),
        ("Pcs", PriceRule.TIER, 3_200, 12_000, None),
        ("Lusin", PriceRule.RETAIL, 34_000, 0, None),
        ("Lusin", PriceRule.RETAIL, 36_000, 0, date(2026, 12, 1)),
    ]
    assert [each[2] for each in lines(shop, "P2")] == [1_600]


@pytest.mark.usefixtures("dozens")
def test_the_same_file_again_changes_nothing(shop: Shop, take_in: TakeIn) -> None:
    take_in(price_files.IMPORT, PRICES)
    before = lines(shop, "P1")

    outcome = take_in(price_files.IMPORT, PRICES)

    assert (outcome.written, outcome.skipped) == (0, 4)
    assert lines(shop, "P1") == before


@pytest.mark.usefixtures("dozens")
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("X9;;;1000;;;", "code"),
        ("P1;;Dus;1000;;;", "unit"),
        ("P1;;;;;;", "price"),
        ("P1;;;2.000;;;", "price"),
        ("P1;;Lusin;33000;;12;", "from_quantity"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(shop: Shop, take_in: TakeIn, row: str, field: str) -> None:
    before = lines(shop, "P1")
    outcome = take_in(price_files.IMPORT, f"{PRICES}{row}\n")

    assert [(each.row, each.field) for each in outcome.rejections] == [(6, field)]
    assert lines(shop, "P1") == before


@pytest.mark.usefixtures("dozens")
def test_a_price_below_cost_is_taken_where_the_row_says_so(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(price_files.IMPORT, "kode;harga;di bawah modal\nP1;2.000;ya\n")

    assert outcome.written == 1
    assert lines(shop, "P1")[0][2] == 2_000


@pytest.mark.usefixtures("dozens")
def test_a_price_now_and_a_planned_one_stand_side_by_side_in_any_order(shop: Shop, take_in: TakeIn) -> None:
    both = "kode;harga;mulai\nP1;3.600;1/12/2026\nP1;3.400;\n"
    take_in(price_files.IMPORT, both)
    again = take_in(price_files.IMPORT, both)

    assert (again.written, again.skipped) == (0, 2)
    assert [each[2:] for each in lines(shop, "P1")[:2]] == [(3_400, 0, None), (3_600, 0, date(2026, 12, 1))]
