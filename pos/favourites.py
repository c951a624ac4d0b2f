"""Favourites at the till: the pages of the touch grid, each tile with its good and what the shelf holds.

How tiles are kept is `inventory.favourites`'s affair; here they are read for a customer and
changed by who may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inventory import favourites, locations
from inventory.favourites import COLOURS, Favourite, FavouriteDressed, FavouriteMoved, NewFavourite
from inventory.goods import Found
from koperasi.text import _
from koperasi.work import Work
from pos import pictures, queries
from pos.counter import Counter
from pos.queries import OnShelf
from pos.scans import Seen


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile with its good as it is sold now, and its picture where this PC has it."""

    favourite: Favourite
    seen: Seen
    picture: Path | None = None

    @property
    def id(self) -> int:
        return self.favourite.id


@dataclass(frozen=True, slots=True)
class Grid:
    """All pages with their tiles, in order."""

    pages: tuple[str, ...] = ()
    tiles: tuple[Tile, ...] = ()

    def on(self, page: str) -> tuple[Tile, ...]:
        return tuple(each for each in self.tiles if each.favourite.page == page)


def first_page() -> str:
    """What a page is called before anybody names one."""
    return _("Favorit")


def read(counter: Counter) -> Grid:
    """The branch's grid."""
    shop = counter.station.shop
    with shop.reading() as connection:
        found = favourites.tiles(connection, shop.branch.id)
        ids = {each.product_id for each in found}
        goods = counter.goods(connection, ids)
        shelf_id, within = locations.shelf(connection, shop.branch.id), shop.settings.expiry_warn_days
        held = queries.on_shelf(connection, shelf_id, ids, counter.shift.business_date, within)
    tiles = []
    for each in found:
        shelf = held.get(each.product_id, OnShelf())
        seen = Seen(Found(goods[each.product_id], each.unit_id), shelf.quantity, shelf.expires_on, shelf.caution)
        tiles.append(Tile(each, seen, pictures.path(shop, each.picture)))
    return Grid(tuple(favourites.pages(found)), tuple(tiles))


def add(counter: Counter, unit_id: int, page: str) -> int:
    """Put a good at the end of a page, in the next colour; returns its tile's id."""
    with counter.station.shop.work(counter.actor) as work:
        there = favourites.tiles(work.connection, work.shop.branch.id)
        colour = COLOURS[len([each for each in there if each.page == page]) % len(COLOURS)]
        return favourites.add(work, NewFavourite(unit_id, page, colour))


def recolour(counter: Counter, tile: Tile, colour: str) -> None:
    _do(counter, lambda work: favourites.dress(work, FavouriteDressed(tile.id, colour, tile.favourite.picture)))


def picture(counter: Counter, tile: Tile, source: Path | None) -> None:
    """Give a tile a picture from a file, or take it away."""
    name = pictures.keep(counter.station.shop, source) if source is not None else ""
    _do(counter, lambda work: favourites.dress(work, FavouriteDressed(tile.id, tile.favourite.colour, name)))


def move(counter: Counter, tile: Tile, page: str, position: int) -> None:
    _do(counter, lambda work: favourites.move(work, FavouriteMoved(tile.id, page, position)))


def remove(counter: Counter, tile: Tile) -> None:
    _do(counter, lambda work: favourites.remove(work, tile.id))


def _do(counter: Counter, deed: Callable[[Work], None]) -> None:
    with counter.station.shop.work(counter.actor) as work:
        deed(work)
