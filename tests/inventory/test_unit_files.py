"""Bigger units from a file: added to known goods, or refused where they do not say how much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inventory import unit_files
from inventory.imports import Outcome
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from tests.inventory.filed import fields, good_of

TakeIn = Callable[..., Outcome]


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved where the whole book is imported."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


UNITS = """kode,nama,satuan besar,isi,satuan kecil,mutu,harga
P1,,Lusin,12,Pcs,ok,34000
,kopi bubuk,Renteng,10,sct,ok,
"""


@pytest.mark.usefixtures("goods")
def test_bigger_units_are_added_by_code_or_name(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(unit_files.IMPORT, UNITS)

    assert outcome.written == 2
    dozen, string = good_of(shop, "P1").units[1], good_of(shop, "P2").units[1]
    assert (dozen.name, dozen.factor, dozen.prices[0].price) == ("Lusin", Quantity.of(12), Rupiah(34000))
    assert (string.name, string.factor, string.prices) == ("Renteng", Quantity.of(10), ())


@pytest.mark.usefixtures("goods")
def test_a_unit_of_a_unit_multiplies_and_a_second_run_adds_nothing(shop: Shop, take_in: TakeIn) -> None:
    take_in(unit_files.IMPORT, UNITS)
    outcome = take_in(unit_files.IMPORT, UNITS + "P1,,Dus,6,Lusin,ok,\n")

    assert (outcome.written, outcome.skipped) == (1, 2)
    assert good_of(shop, "P1").units[2].factor == Quantity.of(72)


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("X9,,Dus,12,Pcs,ok,", "barcode"),
        ("P1,,Dus,12,Btl,ok,", "small_unit"),
        ("P1,,Pcs,12,pcs,ok,", "big_unit"),
        ("P1,,Dus,12,Pcs,ragu,", "quality"),
        ("P1,,Dus,1,Pcs,ok,", "factor"),
        ("P1,,Dus,,Pcs,ok,", "factor"),
    ],
)
def test_a_unit_that_does_not_say_how_much_is_refused(take_in: TakeIn, row: str, field: str) -> None:
    assert fields(take_in(unit_files.IMPORT, UNITS.splitlines()[0] + f"\n{row}\n")) == [(2, field)]


@pytest.mark.usefixtures("goods")
def test_one_unit_with_two_sizes_is_refused(take_in: TakeIn) -> None:
    assert fields(take_in(unit_files.IMPORT, UNITS + "P1,,lusin,10,Pcs,ok,\n")) == [(4, "factor")]
