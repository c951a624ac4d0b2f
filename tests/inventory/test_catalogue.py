"""Goods are added whole or not at all, and what is known twice is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from inventory import catalogue, queries
from inventory.catalogue import BarcodeAdded, NewGood, NewUnit, Renamed, UnitAdded
from inventory.goods import Good, PriceLine, PriceRule, ProductKind
from inventory.products import Category, Product
from koperasi import commands, members, users
from koperasi.errors import BadInput, NotAllowed, NotFound
from koperasi.members import NewMember
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.rights import ROLE_IDS
from koperasi.shop import Shop
from koperasi.work import Work

R = TypeVar("R")

NOODLES = NewGood(
    "P0001",
    "Mie Goreng 85 g",
    "Makanan",
    units=(
        NewUnit("Dus", Quantity.of(40), ("14006381333938",), (PriceLine(PriceRule.RETAIL, Rupiah(120_000)),)),
        NewUnit("Pcs", ONE, ("036000291452",), (PriceLine(PriceRule.RETAIL, Rupiah(3_500)),)),
    ),
)


def do(shop: Shop, deed: Callable[[Work], R]) -> R:
    with shop.work(shop.konsole()) as work:
        return deed(work)


def add(shop: Shop, new: NewGood) -> int:
    return do(shop, lambda work: catalogue.add_goods(work, new))


def read(shop: Shop, product_id: int) -> Good:
    with shop.reading() as connection:
        return queries.good(connection, product_id)


def test_a_good_is_read_back_as_it_was_added_its_base_unit_first(shop: Shop) -> None:
    good = read(shop, add(shop, NOODLES))

    assert (good.code, good.name, good.base_unit, good.kind) == ("P0001", "Mie Goreng 85 g", "Pcs", ProductKind.GOODS)
    assert [(unit.name, unit.factor) for unit in good.units] == [("Pcs", ONE), ("Dus", Quantity.of(40))]
    assert good.base.prices == (PriceLine(PriceRule.RETAIL, Rupiah(3_500)),)
    assert (good.maker_id, good.maker_name, good.open_price, good.is_service) == (None, "", False, False)


def test_a_makers_good_names_her(shop: Shop) -> None:
    maker = do(shop, lambda work: members.add(work, NewMember("A-1", "Siti Aminah")))

    good = read(shop, add(shop, replace(NOODLES, maker_id=maker)))

    assert (good.maker_id, good.maker_name) == (maker, "Siti Aminah")


def test_a_good_whose_base_unit_was_not_named_has_it_all_the_same(shop: Shop) -> None:
    good = read(shop, add(shop, replace(NOODLES, units=NOODLES.units[:1])))

    assert good.base.name == "Pcs"
    assert good.base.prices == ()


def test_the_command_can_be_written_down() -> None:
    assert commands.decode(NewGood, commands.encode(NOODLES)) == NOODLES


def test_a_code_in_use_is_refused_and_nothing_is_added(shop: Shop) -> None:
    add(shop, NOODLES)

    with pytest.raises(BadInput, match="P0001 sudah dipakai"):
        do(shop, lambda work: catalogue.add_many(work, [replace(NOODLES, code="P0002"), NOODLES]))

    with shop.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Product)) == 1
        assert queries.search(connection, "mie goreng")[0].code == "P0001"


def test_a_code_twice_in_one_list_is_refused(shop: Shop) -> None:
    with pytest.raises(BadInput, match="sudah dipakai"):
        do(shop, lambda work: catalogue.add_many(work, [NOODLES, NOODLES]))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(NOODLES, code=" "), "code"),
        (replace(NOODLES, name="\u200b"), "name"),
        (replace(NOODLES, base_unit=""), "base_unit"),
        (replace(NOODLES, min_stock=Quantity(-1)), "min_stock"),
        (replace(NOODLES, units=(NewUnit("Dus", Quantity(0)),)), "units"),
        (replace(NOODLES, units=(NewUnit("dus", Quantity.of(2)), NewUnit("Dus", Quantity.of(3)))), "units"),
        (replace(NOODLES, units=(NewUnit("Pcs", prices=(PriceLine(PriceRule.RETAIL, Rupiah(-1)),)),)), "price"),
    ],
)
def test_a_good_that_makes_no_sense_is_refused_by_its_field(shop: Shop, wrong: NewGood, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        add(shop, wrong)
    assert refusal.value.field == field


def test_a_category_is_made_once(shop: Shop) -> None:
    first, second = (read(shop, add(shop, replace(NOODLES, code=code))) for code in ("P0001", "P0002"))

    assert first.category_id == second.category_id
    with shop.reading() as connection:
        assert connection.execute(select(Category.name)).scalars().all() == ["Makanan"]


def test_three_thousand_goods_come_in_one_deed(shop: Shop) -> None:
    many = [replace(NOODLES, code=f"P{n:05}", units=NOODLES.units[1:]) for n in range(3_000)]

    ids = do(shop, lambda work: catalogue.add_many(work, many))

    with shop.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Product)) == 3_000
        assert queries.good(connection, ids[-1]).code == "P02999"


def test_a_unit_is_added_behind_the_others(shop: Shop) -> None:
    product_id = add(shop, NOODLES)

    unit_id = do(shop, lambda work: catalogue.add_unit(work, UnitAdded(product_id, NewUnit("Renteng", Quantity.of(5)))))

    assert read(shop, product_id).unit(unit_id).factor == Quantity.of(5)
    assert [unit.name for unit in read(shop, product_id).units] == ["Pcs", "Dus", "Renteng"]


def test_a_unit_it_has_and_a_unit_of_nothing_are_refused(shop: Shop) -> None:
    product_id = add(shop, NOODLES)

    with pytest.raises(BadInput, match="sudah ada"):
        do(shop, lambda work: catalogue.add_unit(work, UnitAdded(product_id, NewUnit("DUS", Quantity.of(12)))))
    with pytest.raises(NotFound):
        do(shop, lambda work: catalogue.add_unit(work, UnitAdded(1, NewUnit("Dus", Quantity.of(12)))))


def test_a_barcode_is_added_once_to_a_unit(shop: Shop) -> None:
    product_id = add(shop, NOODLES)
    unit_id = read(shop, product_id).base.id
    added = BarcodeAdded(unit_id, "4006381333931")

    do(shop, lambda work: catalogue.add_barcode(work, added))

    with shop.reading() as connection:
        assert [found.unit_id for found in queries.find_code(connection, "4006381333931")] == [unit_id]
    with pytest.raises(BadInput, match="sudah ada di satuan ini"):
        do(shop, lambda work: catalogue.add_barcode(work, added))
    with pytest.raises(BadInput, match="belum diisi"):
        do(shop, lambda work: catalogue.add_barcode(work, BarcodeAdded(unit_id, " ")))
    with pytest.raises(NotFound):
        do(shop, lambda work: catalogue.add_barcode(work, BarcodeAdded(1, "4006381333931")))


def test_a_renamed_good_is_found_by_its_new_name_only(shop: Shop) -> None:
    product_id = add(shop, NOODLES)

    do(shop, lambda work: catalogue.rename(work, Renamed(product_id, "Bakmi Jawa")))

    with shop.reading() as connection:
        assert [row.name for row in queries.search(connection, "bakmi")] == ["Bakmi Jawa"]
        assert queries.search(connection, "goreng") == []
    with pytest.raises(BadInput):
        do(shop, lambda work: catalogue.rename(work, Renamed(product_id, "")))


def test_a_retired_good_is_neither_found_nor_scanned_but_still_known(shop: Shop) -> None:
    product_id = add(shop, NOODLES)

    do(shop, lambda work: catalogue.retire(work, product_id))

    with shop.reading() as connection:
        assert queries.find_code(connection, "036000291452") == queries.find_code(connection, "P0001") == []
        assert queries.search(connection, "mie") == queries.search(connection, "P0001") == []
        assert queries.good(connection, product_id).name == "Mie Goreng 85 g"


def test_a_cashier_changes_no_goods(shop: Shop) -> None:
    cashier = do(shop, lambda work: users.add(work, "Rina", ROLE_IDS["cashier"], "730164"))
    with shop.reading() as connection:
        actor = users.actor(connection, cashier)

    with pytest.raises(NotAllowed), shop.work(actor, now=datetime(2026, 11, 23, tzinfo=UTC)) as work:
        catalogue.add_goods(work, NOODLES)
