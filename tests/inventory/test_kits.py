"""A parcel costs what its parts cost, and taken apart gives every rupiah back to them."""

from __future__ import annotations

import pytest

from inventory import catalogue, kits
from inventory.recipes import Part
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Role
from koperasi.quantity import Quantity
from pos import checks
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    return stock_days.of(counter)


@pytest.fixture
def parts(room: Stockroom) -> tuple[Part, Part]:
    """Soap at 333⅓ and syrup at 9.000: three and one to a parcel."""
    syrup = room.new_good("501", "Sirup")
    room.counter.buy(room.counter.soap, 9, 3_000)
    room.counter.buy(syrup, 3, 27_000)
    return Part(room.counter.soap, Quantity.of(6)), Part(syrup, Quantity.of(2))


def test_a_parcel_costs_what_its_parts_cost(room: Stockroom, parts: tuple[Part, Part]) -> None:
    parcel = room.new_good("601", "Bingkisan Lebaran")

    room.assemble(parcel, "2", parts)

    assert room.held(room.shelf, parcel) == [("2", 20_000)]
    assert room.held(room.shelf, room.counter.soap) == [("3", 1_000)]
    assert room.balance(Role.INVENTORY) == 30_000
    assert checks.wrong(room.shop) == []


def test_taken_apart_the_parts_are_worth_what_they_were(room: Stockroom, parts: tuple[Part, Part]) -> None:
    parcel = room.new_good("601", "Bingkisan Lebaran")
    room.assemble(parcel, "2", parts)

    room.assemble(parcel, "2", parts, apart=True)

    assert room.held(room.shelf, parcel) == []
    assert room.held(room.shelf, room.counter.soap) == [("3", 1_000), ("6", 2_000)]
    assert room.balance(Role.INVENTORY) == 30_000
    assert checks.wrong(room.shop) == []


def test_a_part_that_lacks_stops_all_of_it(room: Stockroom, parts: tuple[Part, Part]) -> None:
    parcel = room.new_good("601", "Bingkisan Lebaran")

    with pytest.raises(Refused, match="Sirup: hanya ada 3"):
        room.assemble(parcel, "4", [parts[0], Part(parts[1].product_id, Quantity.of(4))])

    assert room.held(room.shelf, room.counter.soap) == [("9", 3_000)]


def test_makers_goods_do_not_go_into_a_parcel(room: Stockroom, parts: tuple[Part, Part]) -> None:
    parcel = room.new_good("601", "Bingkisan Lebaran")
    room.counter.deliver(room.counter.cookies, 5, SIX_PERCENT)

    with pytest.raises(Refused) as refused:
        room.assemble(parcel, "1", [*parts, Part(room.counter.cookies, Quantity.of(1))])

    assert refused.value.rule == "consigned"


@pytest.mark.parametrize("quantity", ["0", "1.5", "-1"])
def test_parcels_are_whole(room: Stockroom, parts: tuple[Part, Part], quantity: str) -> None:
    with pytest.raises(BadInput):
        room.assemble(room.new_good("601", "Bingkisan Lebaran"), quantity, parts)


def test_an_assembly_is_taken_back(room: Stockroom, parts: tuple[Part, Part]) -> None:
    parcel = room.new_good("601", "Bingkisan Lebaran")
    command = room.assemble(parcel, "2", parts)

    room.reverse(kits.reverse, command.id)

    assert room.held(room.shelf, parcel) == []
    assert room.held(room.shelf, room.counter.soap) == [("9", 3_000)]
    assert checks.wrong(room.shop) == []


@pytest.mark.parametrize("apart", [False, True])
def test_nothing_is_made_that_is_in_the_archive(room: Stockroom, parts: tuple[Part, Part], *, apart: bool) -> None:
    """It could not be sold, and no list would show it."""
    kit = room.new_good("904", "Paket Lama")
    if apart:
        room.assemble(kit, "1", parts)
    with room.shop.work(room.counter.manager, channel="office") as work:
        catalogue.retire(work, parts[0].product_id if apart else kit)

    with pytest.raises(Refused) as refused:
        room.assemble(kit, "1", parts, apart=apart)

    assert refused.value.rule == "archived"
    assert checks.wrong(room.shop) == []
