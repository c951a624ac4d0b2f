"""A good laid out to be edited: its state, and what the screen shows beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from inventory import goods_queries, locations, merges, pictures, product_edits, product_states, stock_queries
from inventory.favourites import FavouriteRecord
from inventory.lots import UnitCost
from inventory.product_states import ProductEdit
from inventory.products import Price, Product, ProductUnit
from inventory.stock import ProductStock
from koperasi import parties
from koperasi.members import Member
from koperasi.parties import Party
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop

#: Ids minted ahead for units that may be added.
SPARE_IDS = 8
UNKNOWN = UnitCost()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A good to edit.  `cost` is the last known one; `bought` says that a receipt told it."""

    edit: ProductEdit
    spare_ids: tuple[int, ...]
    cost: UnitCost = UNKNOWN
    bought: bool = False
    on_hand: Quantity = NOTHING
    moved: bool = False
    archived: bool = False
    maker: str = ""
    picture: bytes | None = None
    favourite: bool = False
    #: Prices that are not shown: offers with an end, a branch's own, other classes.
    other_prices: int = 0
    #: The codes of goods that went over into it, whose history is its own too.
    joined: tuple[str, ...] = ()

    @property
    def new(self) -> bool:
        return self.edit.read_version == 0


def blank(shop: Shop, name: str = "", code: str = "") -> Sheet:
    """A new good, with what was asked for already in its place."""
    ids = minted(shop, SPARE_IDS + 2)
    edit = product_edits.blank(ids[0], ids[1])
    base = replace(edit.base, barcodes=(code,) if code else ())
    edit = replace(edit, details=replace(edit.details, name=name, code=code), units=(base,))
    return Sheet(edit, ids[2:])


def sheet(shop: Shop, product_id: int) -> Sheet:
    """A good of the shop; raises NotFound."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        edit = product_states.read(connection, product_id, day)
        shelf = locations.shelf(connection, shop.branch.id)
        known = stock_queries.last_costs(connection, shelf, [product_id]).get(product_id, UNKNOWN)
        kept = picture_of(connection, edit.details.picture)
        return Sheet(
            edit,
            minted(shop, SPARE_IDS),
            known,
            _bought(connection, shelf, product_id),
            stock_queries.quantities(connection, [product_id]).get(product_id, NOTHING),
            product_edits.moved(connection, product_id),
            not product_edits.in_use(connection, product_id),
            maker_name(connection, edit.details.maker_id),
            kept,
            _is_favourite(connection, shop.branch.id, product_id),
            _other_prices(connection, edit),
            _joined(connection, product_id),
        )


def copied(shop: Shop, product_id: int) -> Sheet:
    """A new good like another one."""
    original = sheet(shop, product_id)
    ids = minted(shop, len(original.edit.units) + 1 + SPARE_IDS)
    needed = len(original.edit.units) + 1
    edit = product_states.copied(original.edit, ids[:needed])
    if original.bought and original.cost.quantity:
        edit = replace(edit, list_cost=original.cost.of(ONE))
    return Sheet(edit, ids[needed:], original.cost, maker=original.maker, picture=original.picture)


def minted(shop: Shop, count: int) -> tuple[int, ...]:
    return tuple(shop.minter.next() for _each in range(count))


def picture_of(connection: Connection, digest: str) -> bytes | None:
    found = pictures.by_digest(connection, digest) if digest else None
    return pictures.read(connection, found) if found is not None else None


def maker_name(connection: Connection, maker_id: int | None) -> str:
    found = connection.execute(select(Party.title, Party.name).where(Party.id == maker_id)).first()
    return parties.called(found.title, found.name) if found is not None else ""


def makers(connection: Connection) -> list[tuple[int, str]]:
    """Who may be a good's maker: members, and everybody who makes one already."""
    of_goods = select(Product.maker_id).where(Product.maker_id.is_not(None))
    members = select(Member.party_id)
    found = select(Party.id, Party.title, Party.name, Party.code).where(
        Party.retired_at.is_(None), Party.id.in_(of_goods) | Party.id.in_(members)
    )
    rows = connection.execute(found.order_by(Party.name, Party.code))
    return [(row.id, f"{parties.called(row.title, row.name)} · {row.code}") for row in rows]


def choices(shop: Shop) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The categories and the makers to pick from."""
    with shop.reading() as connection:
        return goods_queries.categories(connection), makers(connection)


def _bought(connection: Connection, shelf: int, product_id: int) -> bool:
    """Whether a receipt told what the good costs: then the catalogue's cost is not asked any more."""
    there = select(ProductStock.last_lot_id).where(
        ProductStock.product_id == product_id, ProductStock.location_id == shelf, ProductStock.cost_quantity > NOTHING
    )
    return connection.scalar(there) is not None


def _is_favourite(connection: Connection, branch_id: int, product_id: int) -> bool:
    found = (
        select(FavouriteRecord.id)
        .join(ProductUnit, ProductUnit.id == FavouriteRecord.product_unit_id)
        .where(ProductUnit.product_id == product_id, FavouriteRecord.branch_id == branch_id)
        .where(FavouriteRecord.retired_at.is_(None))
    )
    return connection.scalar(found.limit(1)) is not None


def _joined(connection: Connection, product_id: int) -> tuple[str, ...]:
    gone = merges.joined(connection, product_id)
    found = select(Product.code).where(Product.id.in_(gone)).order_by(Product.code)
    return tuple(connection.execute(found).scalars()) if gone else ()


def _other_prices(connection: Connection, edit: ProductEdit) -> int:
    units = [unit.id for unit in edit.units]
    there = select(Price.id).where(Price.product_unit_id.in_(units), Price.retired_at.is_(None))
    return len(connection.execute(there).all()) - sum(len(unit.prices()) for unit in edit.units)
