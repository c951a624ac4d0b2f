"""Favourites: tiles of a branch in their order, moved and dressed by who may."""

from __future__ import annotations

import pytest

from inventory import catalogue, favourites
from inventory import queries as goods
from inventory.favourites import COLOURS, Favourite, FavouriteDressed, FavouriteMoved, NewFavourite
from koperasi.errors import BadInput, NotAllowed, NotFound
from koperasi.work import Actor
from tests.shops import Counter


def unit_of(counter: Counter, product_id: int) -> int:
    with counter.shop.reading() as connection:
        return goods.good(connection, product_id).units[0].id


def put(counter: Counter, product_id: int, page: str = "Favorit", actor: Actor | None = None) -> int:
    with counter.shop.work(actor or counter.manager, channel="office") as work:
        return favourites.add(work, NewFavourite(unit_of(counter, product_id), page))


def tiles(counter: Counter) -> list[Favourite]:
    with counter.shop.reading() as connection:
        return favourites.tiles(connection, counter.shop.branch.id)


def on_pages(counter: Counter) -> dict[str, list[int]]:
    """Page → its goods, in order."""
    found = tiles(counter)
    return {
        page: [each.product_id for each in found if each.page == page] for page in favourites.pages(found)
    }  # fmt: skip


def move(counter: Counter, tile: int, page: str, position: int) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        favourites.move(work, FavouriteMoved(tile, page, position))


def test_tiles_stand_in_the_order_they_came_page_by_page(counter: Counter) -> None:
    for product, page in ((counter.cookies, "Kue"), (counter.soap, " Toko  "), (counter.copies, "Kue")):
        put(counter, product, page)

    assert on_pages(counter) == {"Kue": [counter.cookies, counter.copies], "Toko": [counter.soap]}


def test_a_good_stands_once_on_a_page(counter: Counter) -> None:
    assert put(counter, counter.soap) == put(counter, counter.soap)
    assert len(tiles(counter)) == 1


def test_a_tile_moves_on_its_page_and_to_another(counter: Counter) -> None:
    first, second, third = (put(counter, each) for each in (counter.soap, counter.cookies, counter.copies))
    move(counter, third, "Favorit", 0)
    assert on_pages(counter) == {"Favorit": [counter.copies, counter.soap, counter.cookies]}

    move(counter, first, "Lain", 0)
    assert on_pages(counter) == {"Favorit": [counter.copies, counter.cookies], "Lain": [counter.soap]}

    move(counter, second, "Lain", 0)
    assert on_pages(counter) == {"Favorit": [counter.copies], "Lain": [counter.cookies, counter.soap]}


def test_a_tile_is_dressed_and_taken_away(counter: Counter) -> None:
    tile = put(counter, counter.soap)
    with counter.shop.work(counter.manager, channel="office") as work:
        favourites.dress(work, FavouriteDressed(tile, COLOURS[3], "abc.png"))
    assert [(each.colour, each.picture) for each in tiles(counter)] == [(COLOURS[3], "abc.png")]

    with counter.shop.work(counter.manager, channel="office") as work:
        favourites.remove(work, tile)
    assert tiles(counter) == []
    with pytest.raises(NotFound):
        move(counter, tile, "Favorit", 0)


def test_a_good_no_longer_sold_has_no_tile(counter: Counter) -> None:
    put(counter, counter.soap)
    with counter.shop.work(counter.manager, channel="office") as work:
        catalogue.retire(work, counter.soap)

    assert tiles(counter) == []


def test_only_who_may_change_goods_may_change_the_grid(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        put(counter, counter.soap, actor=counter.cashier)


@pytest.mark.parametrize(("page", "colour"), [("", "green"), ("x" * 25, "green"), ("Kue", "pink")])
def test_a_page_without_a_name_and_a_colour_nobody_has_are_refused(counter: Counter, page: str, colour: str) -> None:
    unit = unit_of(counter, counter.soap)
    with pytest.raises(BadInput), counter.shop.work(counter.manager, channel="office") as work:
        favourites.add(work, NewFavourite(unit, page, colour))
