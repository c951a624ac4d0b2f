"""Favourites: goods without a barcode, a touch away, on pages of tiles.

A tile names a good in a unit, the page it stands on and its place there, its colour and,
where somebody took one, the file name of a picture.  Tiles belong to a branch: every till of
it shows the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Connection, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.products import Product, ProductUnit
from koperasi import masters
from koperasi.database import MASTER, Record
from koperasi.errors import BadInput, NotFound
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

#: Names of colours a tile may have; which they are on a screen is the theme's business.
COLOURS = ("green", "brown", "blue", "violet", "plum", "olive")
LONGEST_PAGE = 24


class FavouriteRecord(Record):
    """A tile of the touch grid."""

    __tablename__ = "favourites"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("place >= 0", name="place"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    product_unit_id: Mapped[int] = mapped_column(ForeignKey("product_units.id"), index=True)
    #: The page's name; pages stand in the order of their first tile's place.
    page: Mapped[str]
    place: Mapped[int]
    #: One of `COLOURS`.
    colour: Mapped[str]
    #: A file in the state folder's `pictures`, "" for none.
    picture: Mapped[str]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Favourite:
    """A tile: a good in a unit, where it stands and how it looks."""

    id: int
    product_id: int
    unit_id: int
    page: str
    place: int
    colour: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class NewFavourite:
    """A tile to be put at the end of a page."""

    unit_id: int
    page: str
    colour: str = COLOURS[0]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class FavouriteDressed:
    """How a tile looks from now on."""

    favourite_id: int
    colour: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class FavouriteMoved:
    """A tile put on a page, so many places from its first."""

    favourite_id: int
    page: str
    position: int


_ORDER = (FavouriteRecord.place, FavouriteRecord.id)
_TILES = (
    select(
        FavouriteRecord.id,
        ProductUnit.product_id,
        FavouriteRecord.product_unit_id,
        FavouriteRecord.page,
        FavouriteRecord.place,
        FavouriteRecord.colour,
        FavouriteRecord.picture,
    )
    .join(ProductUnit, ProductUnit.id == FavouriteRecord.product_unit_id)
    .join(Product, Product.id == ProductUnit.product_id)
    .where(FavouriteRecord.retired_at.is_(None), ProductUnit.retired_at.is_(None), Product.retired_at.is_(None))
    .order_by(*_ORDER)
)


def tiles(connection: Connection, branch_id: int) -> list[Favourite]:
    """A branch's tiles in their order; those of goods no longer sold are left out."""
    return [Favourite(*row) for row in connection.execute(_TILES.where(FavouriteRecord.branch_id == branch_id))]


@needs(Permission.GOODS_EDIT)
def add(work: Work, new: NewFavourite) -> int:
    """Put a tile at the end of a page; a good that is on it already keeps its tile.  Returns its id."""
    page = _page(new.page)
    _check_colour(new.colour)
    here = work.shop.branch.id
    there = select(FavouriteRecord.id).where(
        FavouriteRecord.branch_id == here,
        FavouriteRecord.page == page,
        FavouriteRecord.product_unit_id == new.unit_id,
        FavouriteRecord.retired_at.is_(None),
    )
    known = work.connection.scalar(there)
    if known is not None:
        return known
    if work.connection.scalar(select(ProductUnit.id).where(ProductUnit.id == new.unit_id)) is None:
        raise NotFound(_("Barang tidak ditemukan."))
    favourite_id = work.mint()
    row = {"id": favourite_id, "branch_id": here, "product_unit_id": new.unit_id, "page": page}
    last = select(func.max(FavouriteRecord.place)).where(FavouriteRecord.branch_id == here)
    place = (work.connection.scalar(last) or 0) + 1
    look = {"place": place, "colour": new.colour, "picture": new.picture}
    masters.add(work.connection, FavouriteRecord, [{**row, **look}])
    work.trace.detail.update(page=page, unit=str(new.unit_id))
    return favourite_id


@needs(Permission.GOODS_EDIT)
def dress(work: Work, command: FavouriteDressed) -> None:
    """Give a tile another colour or picture."""
    _check_colour(command.colour)
    masters.change(
        work.connection, FavouriteRecord, command.favourite_id, colour=command.colour, picture=command.picture
    )
    work.trace.detail.update(favourite=str(command.favourite_id), colour=command.colour)


@needs(Permission.GOODS_EDIT)
def move(work: Work, command: FavouriteMoved) -> None:
    """Put a tile elsewhere on its page, or on another; the others make room.

    Raises NotFound for one that is gone.
    """
    page = _page(command.page)
    everything = tiles(work.connection, work.shop.branch.id)
    moved = next((each for each in everything if each.id == command.favourite_id), None)
    if moved is None:
        raise NotFound(_("Tombol favorit ini sudah tidak ada."))
    others = [each for each in everything if each.page == page and each is not moved]
    at = max(0, min(command.position, len(others)))
    # The page's tiles share out the places they have, so the pages keep their order; one from elsewhere comes last.
    own = moved.place if moved.page == page else max(each.place for each in everything) + 1
    places = sorted([own, *(each.place for each in others)])
    for place, tile in zip(places, [*others[:at], moved, *others[at:]], strict=True):
        if tile.place != place or tile.page != page:
            masters.change(work.connection, FavouriteRecord, tile.id, place=place, page=page)
    work.trace.detail.update(favourite=str(command.favourite_id), page=page)


@needs(Permission.GOODS_EDIT)
def remove(work: Work, favourite_id: int) -> None:
    """Take a tile away; its good stays as it is."""
    masters.change(work.connection, FavouriteRecord, favourite_id, retired_at=work.now)
    work.trace.detail.update(favourite=str(favourite_id))


def pages(favourites: Sequence[Favourite]) -> list[str]:
    """The pages in the order of their first tile."""
    return list(dict.fromkeys(each.page for each in favourites))


def _page(name: str) -> str:
    page = plain(name)
    if not page or len(page) > LONGEST_PAGE:
        words = _("Nama halaman 1 sampai {most} huruf.").format(most=LONGEST_PAGE)
        raise BadInput(words, field="page")
    return page


def _check_colour(colour: str) -> None:
    if colour not in COLOURS:
        raise BadInput(_("Tidak ada warna {colour}.").format(colour=colour), field="colour")
