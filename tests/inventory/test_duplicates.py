"""Goods that may be one are told, whoever wrote their names."""

from __future__ import annotations

import pytest

from inventory import archives, catalogue, duplicates
from inventory.catalogue import NewGood, NewUnit
from inventory.duplicates import Named, Twins, Why
from koperasi.quantity import ONE
from tests.shops import Counter


def pair(one: str, other: str) -> Why | None:
    found = duplicates.alike([Named(1, one), Named(2, other)])
    return found[0].why if found else None


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Sabun Mandi Lux 70 g", "LUX SABUN MANDI 70gr", Why.NAME),
        ("Gula Pasir 1 kg", "gula pasir 1000 gram", Why.NAME),
        ("Minyak Bimoli 2 L", "Minyak Bimoli 2000ml", Why.NAME),
        ("Bear Brand 189 ml", "BearBrand 189ml", Why.NAME),
        ("Indomie Goreng", "Indomi Goreng", Why.NEAR_NAME),
        ("Kecap Bango 220 ml", "Kecap Bagno 220 ml", Why.NEAR_NAME),
        ("Sabun Mandi Lux 70 g", "Sabun Mandi Lux 90 g", None),
        ("Teh Celup 25", "Teh Celup 50", None),
        ("Teh Pucuk", "Teh Gelas", None),
        ("Sampo Rejoice 0,5 l", "Sampo Rejoice 5 l", None),
        ("Roti Tawar", "Roti Tawar Kupas", None),
        ("Mie A", "Mie B", None),
        ("", "", None),
    ],
)
def test_names_are_compared_by_their_words_and_sizes(one: str, other: str, why: Why | None) -> None:
    assert pair(one, other) is why


def test_goods_of_two_makers_are_two() -> None:
    assert duplicates.alike([Named(1, "Emping", 7), Named(2, "Emping", 8), Named(3, "Emping")]) == []


def test_many_goods_of_one_name_are_told_with_the_first_of_them() -> None:
    found = duplicates.alike([Named(n, "Emping") for n in range(1, 7)])
    assert [(each.first, each.second) for each in found] == [(1, n) for n in range(2, 7)]


def test_it_says_how_far_it_is_and_can_be_ended() -> None:
    said: list[tuple[int, int]] = []

    class Enough(Exception):
        pass

    def progress(part: int, whole: int) -> None:
        said.append((part, whole))
        if part >= 5_000:
            raise Enough

    with pytest.raises(Enough):
        duplicates.alike([Named(n, f"barang {n}") for n in range(12_000)], progress)
    assert said == [(0, 24_000), (5_000, 24_000)]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("sabun", "sabum", True), ("sabun", "sabunn", True), ("sabun", "sabu", True), ("sabun", "sbaun", True),
        ("sabun", "sabun", False), ("sabun", "kabin", False), ("sabun", "sa", False),
    ],
)  # fmt: skip
def test_a_letter_makes_words_near(one: str, other: str, near: bool) -> None:
    assert duplicates.near(one, other) is near
    assert [*duplicates.near_words([one, other])] == ([(min(one, other), max(one, other))] if near else [])


def add(counter: Counter, code: str, name: str, barcode: str = "") -> int:
    unit = NewUnit("Pcs", ONE, (barcode,) if barcode else ())
    with counter.shop.work(counter.manager) as work:
        return catalogue.add_goods(work, NewGood(code, name, units=(unit,)))


def test_the_shop_tells_shared_barcodes_first_and_forgets_the_archive(counter: Counter) -> None:
    one = add(counter, "A1", "Teh Pucuk", "8991002101234")
    other = add(counter, "A2", "Minuman Teh", "8991002101234")
    named = add(counter, "A3", "teh pucuk")

    with counter.shop.reading() as connection:
        assert duplicates.found(connection) == [
            Twins(one, other, Why.BARCODE, "8991002101234"),
            Twins(one, named, Why.NAME),
        ]
    with counter.shop.work(counter.manager) as work:
        archives.archive(work, one)
    with counter.shop.reading() as connection:
        assert duplicates.found(connection) == []


def test_a_good_being_written_down_is_compared_with_the_shop(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        assert [each.why for each in duplicates.like(connection, "SABUN MANDI 70gr")] == [Why.NAME]
        assert [each.why for each in duplicates.like(connection, "Sabum Mandi 70 g")] == [Why.NEAR_NAME]
        assert duplicates.like(connection, "Sabun Mandi 90 g") == []
        # Itself is not told, nor a maker's good of the same name.
        assert duplicates.like(connection, "Sabun Mandi 70 g", (), counter.soap) == []
        assert duplicates.like(connection, "Sabun Mandi 70 g", maker_id=counter.maker_id) == []
        assert [each.why for each in duplicates.like(connection, "", ("201",))] == [Why.BARCODE]
