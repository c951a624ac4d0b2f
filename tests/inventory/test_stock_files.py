"""The stock a shop starts with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inventory import stock_files
from inventory.imports import Outcome
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from tests.inventory.filed import balance, fields, stock_of

TakeIn = Callable[..., Outcome]


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved where the whole book is imported."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


OPENING = """kode;jumlah;satuan;harga beli;kedaluwarsa
P1;24;Pcs;2.350;
P2;1,5;;1.000,50;31/12/2027
"""


@pytest.mark.usefixtures("goods")
def test_the_opening_stock_stands_against_the_opening_equity(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(stock_files.IMPORT, OPENING)

    assert outcome.written == 2
    assert (stock_of(shop, "P1"), stock_of(shop, "P2")) == (Quantity.of(24), Quantity.of("1.5"))
    assert balance(shop, Role.INVENTORY) == Rupiah(24 * 2350 + 1501)
    assert balance(shop, Role.OPENING_EQUITY) == -balance(shop, Role.INVENTORY)


@pytest.mark.usefixtures("goods")
def test_a_good_has_one_opening(shop: Shop, take_in: TakeIn) -> None:
    take_in(stock_files.IMPORT, OPENING)
    outcome = take_in(stock_files.IMPORT, OPENING)

    assert (outcome.written, outcome.skipped) == (0, 2)
    assert stock_of(shop, "P1") == Quantity.of(24)


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("X9;1;;100;", "code"),
        ("P1;-1;;100;", "quantity"),
        ("P1;1;Dus;100;", "unit"),
        ("J1;1;;100;", "code"),
        ("T1;1;;100;", "code"),
        ("P2;1;;;", "cost"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(take_in: TakeIn, row: str, field: str) -> None:
    assert fields(take_in(stock_files.IMPORT, OPENING.splitlines()[0] + f"\n{row}\n")) == [(2, field)]


@pytest.mark.usefixtures("goods")
def test_without_a_cost_the_catalogues_own_is_taken(shop: Shop, take_in: TakeIn) -> None:
    take_in(stock_files.IMPORT, "kode,jumlah\nP1,10\n")

    assert balance(shop, Role.INVENTORY) == Rupiah(23_500)
