"""A sack becomes bags: what is spilt is booked, and cost goes along to the rupiah."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from inventory import catalogue, recipes, repackings
from inventory.lots import LotRecord
from inventory.recipes import NewRecipe, Part, RecipeKind
from inventory.repackings import RepackingCommand
from inventory.stock import ProductStock
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.rights import Permission, Right
from pos import checks
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    return stock_days.of(counter)


def kilos(text: str) -> Quantity:
    return Quantity.of(text)


def test_a_sack_becomes_bags_and_the_spilt_part_is_shrinkage(room: Stockroom) -> None:
    """50 kg for Rp 650.000, half a kilo spilt: 1 % of it is lost, 49,5 kg are worth the rest."""
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    room.counter.buy(rice, 50, 650_000)

    room.repack(rice, "50", [Part(bag, kilos("49"))], loss="0.5")

    assert room.held(room.shelf, rice) == []
    assert room.held(room.shelf, bag) == [("49", 643_500)]
    assert room.balance(Role.SHRINKAGE) == 6_500
    assert checks.wrong(room.shop) == []


def test_where_the_bags_bear_the_loss_the_whole_value_goes_to_them(room: Stockroom) -> None:
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    room.counter.buy(rice, 50, 650_000)

    room.repack(rice, "50", [Part(bag, kilos("49"))], loss="1", loss_booked=False)

    assert room.held(room.shelf, bag) == [("49", 650_000)]
    assert room.balance(Role.SHRINKAGE) == 0
    assert checks.wrong(room.shop) == []


def test_several_outputs_share_the_cost_by_weight_with_no_rupiah_over(room: Stockroom) -> None:
    rice, bag, half = room.counter.soap, room.new_good("402", "Beras 1 kg"), room.new_good("403", "Beras 500 g")
    room.counter.buy(rice, 10, 100_003)

    room.repack(rice, "10", [Part(bag, kilos("7")), Part(half, kilos("6"), kilos("3"))])

    assert room.held(room.shelf, bag) == [("7", 70_002)]
    assert room.held(room.shelf, half) == [("6", 30_001)]
    assert checks.wrong(room.shop) == []


def test_what_comes_out_keeps_no_longer_than_the_first_of_what_went_in(room: Stockroom) -> None:
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    soon, later = (room.shop.clock() + timedelta(days=each) for each in (10, 90))
    room.counter.buy(rice, 5, 50_000, expires_on=later)
    room.counter.buy(rice, 5, 50_000, expires_on=soon)

    room.repack(rice, "10", [Part(bag, kilos("10"))])

    with room.shop.reading() as connection:
        assert connection.scalar(select(LotRecord.expires_on).where(LotRecord.product_id == bag)) == soon.date()


def test_bags_sold_before_they_were_packed_are_filled_at_their_true_cost(room: Stockroom) -> None:
    counter, rice, bag = room.counter, room.counter.soap, room.new_good("402", "Beras 1 kg")
    counter.buy(rice, 10, 100_000)
    counter.sell(counter.line(bag, 2, 15_000))

    room.repack(rice, "10", [Part(bag, kilos("10"))])

    assert room.held(room.shelf, bag) == [("8", 80_000)]
    assert room.balance(Role.COST_OF_GOODS) == 20_000
    assert checks.wrong(room.shop) == []


def test_what_was_made_is_known_with_its_cost_also_after_a_rebuild(room: Stockroom) -> None:
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    room.counter.buy(rice, 10, 100_000)
    room.repack(rice, "10", [Part(bag, kilos("9"))], loss="1")
    kept = select(ProductStock.product_id, ProductStock.location_id, ProductStock.cost_value).order_by(
        ProductStock.product_id
    )
    with room.shop.reading() as connection:
        before = connection.execute(kept).all()
    assert (bag, room.shelf, Rupiah(90_000)) in [tuple(row) for row in before]

    checks.rebuild(room.shop)

    with room.shop.reading() as connection:
        assert connection.execute(kept).all() == before


def test_makers_goods_are_not_repacked(room: Stockroom) -> None:
    counter = room.counter
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    counter.buy(counter.soap, 5, 5_000)

    for source, target in ((counter.cookies, counter.soap), (counter.soap, counter.cookies)):
        with pytest.raises(Refused, match="titipan") as refused:
            room.repack(source, "1", [Part(target, kilos("1"))])
        assert refused.value.rule == "consigned"


@pytest.mark.parametrize(
    ("quantity", "out", "loss"), [("0", "1", "0"), ("5", "0", "0"), ("5", "1", "5"), ("5", "1", "-1")]
)
def test_quantities_that_make_no_sense_are_refused(room: Stockroom, quantity: str, out: str, loss: str) -> None:
    room.counter.buy(room.counter.soap, 5, 5_000)
    bag = room.new_good("402", "Beras 1 kg")

    with pytest.raises(BadInput):
        room.repack(room.counter.soap, quantity, [Part(bag, kilos(out))], loss=loss)


def test_into_itself_nothing_is_repacked(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 5, 5_000)

    with pytest.raises(BadInput):
        room.repack(room.counter.soap, "1", [Part(room.counter.soap, kilos("1"))])


def test_a_repacking_is_taken_back_while_its_bags_are_there(room: Stockroom) -> None:
    counter, rice, bag = room.counter, room.counter.soap, room.new_good("402", "Beras 1 kg")
    counter.buy(rice, 10, 100_003)
    first = room.repack(rice, "4", [Part(bag, kilos("4"))], loss="1")
    room.reverse(repackings.reverse, first.id)
    assert room.held(room.shelf, rice) == [("10", 100_003)]
    assert room.balance(Role.SHRINKAGE) == 0

    second = room.repack(rice, "4", [Part(bag, kilos("4"))])
    counter.sell(counter.line(bag, 1, 15_000))
    with pytest.raises(Refused):
        room.reverse(repackings.reverse, second.id)
    assert checks.wrong(room.shop) == []


def test_a_recipe_is_remembered_and_scaled(room: Stockroom) -> None:
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    new = NewRecipe(RecipeKind.REPACK, " Beras  50 kg ", rice, kilos("50"), (Part(bag, kilos("49")),), kilos("0.5"))
    with room.shop.work(room.counter.manager, channel="office") as work:
        kept = recipes.keep(work, new)
    with room.shop.reading() as connection:
        (recipe,) = recipes.all_of(connection, RecipeKind.REPACK)
        assert recipes.all_of(connection, RecipeKind.KIT) == []

    assert (recipe.id, recipe.name) == (kept, "Beras 50 kg")
    twice = recipe.scaled(kilos("100"))
    assert (twice.parts[0].quantity, twice.loss) == (kilos("98"), kilos("1"))


def test_a_recipe_is_replaced_and_forgotten(room: Stockroom) -> None:
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    part = (Part(bag, kilos("1")),)
    with room.shop.work(room.counter.manager, channel="office") as work:
        old = recipes.keep(work, NewRecipe(RecipeKind.REPACK, "A", rice, kilos("1"), part))
    with room.shop.work(room.counter.manager, channel="office") as work:
        new = recipes.keep(work, NewRecipe(RecipeKind.REPACK, "B", rice, kilos("1"), part, id=old))
    with room.shop.reading() as connection:
        assert [each.name for each in recipes.all_of(connection, RecipeKind.REPACK)] == ["B"]

    with room.shop.work(room.counter.manager, channel="office") as work:
        recipes.retire(work, new)
    with room.shop.reading() as connection:
        assert recipes.all_of(connection, RecipeKind.REPACK) == []
    with pytest.raises(NotFound), room.shop.work(room.counter.manager, channel="office") as work:
        recipes.retire(work, 1)


def test_a_recipe_of_nothing_or_of_itself_is_refused(room: Stockroom) -> None:
    rice = room.counter.soap
    for parts in ((), (Part(rice, kilos("1")),), (Part(room.counter.cookies, kilos("0")),)):
        with pytest.raises(BadInput), room.shop.work(room.counter.manager, channel="office") as work:
            recipes.keep(work, NewRecipe(RecipeKind.KIT, "X", rice, kilos("1"), parts))


def test_a_loss_that_the_bags_bear_needs_the_right_to_write_off_as_much(room: Stockroom) -> None:
    """Half a sack of Rp 650.000 is gone either way: who may lose Rp 200.000 may not call it dearer bags."""
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    room.counter.buy(rice, 50, 650_000)
    limited = Right(limit=200_000)
    wahyu = replace(room.counter.manager, rights={**room.counter.manager.rights, Permission.STOCK_WRITE_OFF: limited})

    def repacked(lost: str) -> RepackingCommand:
        parts = (Part(bag, kilos("50") - kilos(lost)),)
        what = {"location_id": room.shelf, "product_id": rice, "quantity": kilos("50"), "parts": parts}
        return RepackingCommand(**room.head(), **what, loss=kilos(lost), loss_booked=False)

    with pytest.raises(NotAllowed):
        room.do(repacked("25"), actor=wahyu)
    room.do(repacked("15"), actor=wahyu)

    assert room.held(room.shelf, bag) == [("35", 650_000)]
    assert room.balance(Role.SHRINKAGE) == 0
    assert checks.wrong(room.shop) == []


def test_into_goods_in_the_archive_nothing_is_repacked(room: Stockroom) -> None:
    rice, bag = room.counter.soap, room.new_good("402", "Beras 1 kg")
    room.counter.buy(rice, 50, 650_000)
    with room.shop.work(room.counter.manager, channel="office") as work:
        catalogue.retire(work, bag)

    with pytest.raises(Refused) as refused:
        room.repack(rice, "50", [Part(bag, kilos("50"))])

    assert refused.value.rule == "archived"
    assert room.held(room.shelf, rice) == [("50", 650_000)]
