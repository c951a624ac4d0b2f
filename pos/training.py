"""Training: a shop to practise in, with the shop's own goods and none of its facts.

It lies in a database of its own beside this PC's other files.  Goods, prices, members and
what else is kept as master data are copied; sales, stock and money are not: every good
stands on its shelf so many times, and nobody owes anything.  Its people are called as in
the shop and all have one simple PIN, which the sign-in shows.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table, select

from inventory import costs, purchases, searching
from inventory.locations import Location
from inventory.products import Product, ProductKind, ProductUnit
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from koperasi import masters, settings, shops, uids, users
from koperasi.branches import BranchRecord
from koperasi.database import MASTER, Record, table_class
from koperasi.money import ZERO
from koperasi.quantity import ONE, Quantity
from koperasi.rights import ROLE_IDS
from koperasi.setups import NewShop
from koperasi.shop import Clock, Shop
from koperasi.shops import Place
from koperasi.work import Work
from pos import demo_pins, founding, looks, tables
from pos.stations import PRACTICE

FOLDER = "latihan"
#: Easy on the pad: down its left column, then its middle one.
PIN = "741852"
#: So many of each good stand on the shelf.
STOCK = Quantity.of(200)
#: Made anew for training, or belonging to the shop's own people and places, or resting on its facts (vouchers).
NOT_COPIED = frozenset(
    {"accounts", "branches", "locations", "role_rights", "roles", "settings", "tills", "user_cards", "users"}
    | {"vouchers", "writers"}
)
#: Settings that a till in training has as the shop has them.
ALIKE = (
    "language",
    "theme",
    "scale",
    "cash_rounding_step",
    "cash_rounding_up",
    "usual_float",
    "receipt_columns",
    "receipt_return_policy",
    "receipt_thanks",
    "surplus_estimate_bps",
    "scale_barcode_mask",
    "taxable",
    "sounds",
)


def place_of(shop: Shop) -> Place:
    """Where this PC's training shop lies."""
    return Place.parse(str(shop.state.path / FOLDER))


def open_training(shop: Shop, *, anew: bool = False) -> Shop:
    """The training shop, open: made if there is none, or `anew` with today's goods.

    It is made aside and moved to its place when it is whole.  Raises Trouble when another
    program has it open just now.
    """
    place = place_of(shop)
    if anew or not place.exists:
        _make(shop, place)
    made = shops.open_shop(place, shop.clock)
    _mark(made)
    return made


def _mark(made: Shop) -> None:
    """Its name stands over every paper, so that none passes for the shop's own: receipts, A4 pages, files."""
    if made.branch.shop_name.endswith(PRACTICE):
        return
    name = f"{made.branch.shop_name}{PRACTICE}"
    with made.database.writing() as connection:
        masters.change(connection, BranchRecord, made.branch.id, shop_name=name)
    made.branch = replace(made.branch, shop_name=name)


def forget(shop: Shop) -> None:
    """Take the training shop away, with all that was practised."""
    shutil.rmtree(Path(place_of(shop).database).parent, ignore_errors=True)


def _make(shop: Shop, place: Place) -> None:
    target = Path(place.database).parent
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{FOLDER}-", dir=target.parent) as folder:
        draft = Path(folder) / FOLDER
        made = _founded(shop, Place.parse(str(draft)), shop.clock)
        made.close()
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)


def _founded(shop: Shop, place: Place, clock: Clock) -> Shop:
    tables.loaded()
    branch = shop.branch
    new = NewShop(branch.shop_name, branch.code, branch.name, branch.address, branch.phone, branch.time_zone)
    made = founding.found(place, new, clock)
    with shop.reading() as source, made.database.writing() as target:
        _copy(source, target, made)
        searching.rerank(target)
    _let_in(shop, made)
    _stock(made)
    alike = {name: getattr(shop.settings, name) for name in ALIKE}
    with made.work(made.konsole(), channel="konsole") as work:
        settings.change(work, {**alike, "demo": True, "training": True, "printer": "virtual", "lock_minutes": 0})
    looks.keep(made, looks.load(shop))
    return made


# -- what is copied ---------------------------------------------------------------------


def _copy(source: Connection, target: Connection, made: Shop) -> None:
    """Every master row that is not of the shop's own people and places, as rows of the new home."""
    stand_ins: dict[str, Any] = {
        "branches": made.branch.id,
        "locations": target.scalar(select(Location.id).order_by(Location.id).limit(1)),
        "users": users.KONSOLE_ID,
        "tills": made.till_id,
    }
    given = {
        "home": masters.home(target),
        "version": masters.next_version(target),
        # Whoever has a PIN of her own uses the simple one here.
        "pin_hash": users.hash_pin(PIN, made.keys.pepper),
    }
    for table in _copied_tables():
        keys = list(table.primary_key.columns)
        there = {tuple(row) for row in target.execute(select(*keys))}
        rows = [dict(row) for row in source.execute(select(table)).mappings()]
        new = [each for each in rows if tuple(each[key.name] for key in keys) not in there]
        if new:
            target.execute(table.insert(), [_as_new(each, table, stand_ins, given) for each in new])


def _copied_tables() -> Iterator[Table]:
    """Those that others lean on first."""
    for table in Record.metadata.sorted_tables:
        if table_class(table) is MASTER and table.name not in NOT_COPIED:
            yield table


def _as_new(row: dict[str, Any], table: Table, stand_ins: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    row.update({name: value for name, value in given.items() if row.get(name) is not None})
    for column in table.columns:
        named = {key.column.table.name for key in column.foreign_keys}
        named |= {"branches"} if column.name == "branch_id" else set()
        for name in named & stand_ins.keys():
            if row[column.name] is not None:
                row[column.name] = stand_ins[name]
    return row


# -- what is made -----------------------------------------------------------------------


def _let_in(shop: Shop, made: Shop) -> None:
    """The shop's people, all with the simple PIN, shown at the sign-in; without any, a trainee."""
    with shop.reading() as connection:
        people = [(each.name, each.role) for each in users.staff(connection)]
    pins = {}
    for name, role in people or [("Latihan", "manager")]:
        with made.work(made.konsole(), channel="konsole") as work:
            pins[users.add(work, name, ROLE_IDS[role], PIN)] = PIN
    with made.work(made.konsole(), channel="konsole") as work:
        settings.change(work, {"demo": True})
    demo_pins.keep(made, pins)


def _stock(made: Shop) -> None:
    """Every good of the shop's own on its shelf; a maker's goods are sold without."""
    with made.work(made.konsole(), channel="office") as work:
        lines = _shelves(work)
        if lines:
            day = made.branch.business_date(work.now)
            purchases.open_stock(
                work,
                PurchaseCommand(
                    work.mint(), uids.new_uid(work.now), None, PaidFrom.OPENING, day, work.now, tuple(lines)
                ),
            )


def _shelves(work: Work) -> list[BoughtLine]:
    goods = (
        select(Product.id, ProductUnit.name)
        .join(ProductUnit, ProductUnit.product_id == Product.id)
        .where(Product.kind == ProductKind.GOODS, Product.maker_id.is_(None), Product.retired_at.is_(None))
        .where(ProductUnit.factor == ONE, ProductUnit.retired_at.is_(None))
        .order_by(Product.id, ProductUnit.place)
    )
    units: dict[int, str] = {row.id: row.name for row in reversed(work.connection.execute(goods).all())}
    known = costs.of_products(work.connection, list(units)) if units else {}
    return [
        BoughtLine(product, unit, ONE, STOCK, known[product].of(STOCK) if product in known else ZERO)
        for product, unit in sorted(units.items())
    ]
