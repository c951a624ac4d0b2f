"""Short words for what is done with stock, for tests: places, commands, a second branch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from inventory import catalogue, dispatches, kits, locations, own_uses, repackings, transfers, write_offs
from inventory.dispatches import ArrivalCommand, Arrived, DispatchCommand
from inventory.kits import KitCommand
from inventory.locations import Location, LocationKind
from inventory.lots import LotRecord
from inventory.own_uses import OwnUseCommand
from inventory.recipes import Part
from inventory.repackings import RepackingCommand
from inventory.reversals import ReversalCommand
from inventory.stock import Stock
from inventory.transfers import StockLine, TransferCommand
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import ledger, masters, uids
from koperasi.branches import Branch, BranchRecord
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop
from koperasi.work import Actor
from tests.shops import Counter, good

DEEDS: dict[type, Any] = {
    ArrivalCommand: dispatches.arrive,
    DispatchCommand: dispatches.dispatch,
    KitCommand: kits.assemble,
    OwnUseCommand: own_uses.use,
    RepackingCommand: repackings.repack,
    TransferCommand: transfers.transfer,
    WriteOffCommand: write_offs.write_off,
}


@dataclass(slots=True)
class Stockroom:
    """A small shop's stock: its shelf, its back room, and what is done there."""

    counter: Counter
    shop: Shop
    shelf: int
    back: int
    damaged: int

    @property
    def day(self) -> date:
        return self.shop.branch.business_date(self.shop.clock())

    def head(self) -> dict[str, Any]:
        now = self.shop.clock()
        return {
            "id": self.shop.minter.next(),
            "uid": uids.new_uid(now),
            "business_date": self.shop.branch.business_date(now),
            "at": now,
        }

    def do(self, command: Any, *given: Any, actor: Actor | None = None, happened: bool = False) -> Any:
        with self.shop.work(actor or self.counter.manager, channel="office", happened=happened) as work:
            DEEDS[type(command)](work, command, *given)
        return command

    def transfer(self, product: int, quantity: str, source: int, target: int, lot: int | None = None) -> Any:
        lines = (line(product, quantity, lot),)
        return self.do(TransferCommand(**self.head(), source_id=source, target_id=target, lines=lines))

    def write_off(self, product: int, quantity: str, cause: Cause = Cause.DAMAGED, place: int | None = None) -> Any:
        spoilt = (SpoiltLine(product, "Pcs", ONE, Quantity.of(quantity), cause),)
        return self.do(WriteOffCommand(**self.head(), location_id=place or self.shelf, lines=spoilt))

    def use(self, product: int, quantity: str) -> Any:
        lines = (line(product, quantity),)
        return self.do(OwnUseCommand(**self.head(), location_id=self.shelf, lines=lines, purpose="Kebersihan"))

    def repack(self, product: int, quantity: str, parts: Iterable[Part], loss: str = "0", **how: Any) -> Any:
        what: dict[str, Any] = {"location_id": self.shelf, "product_id": product, "quantity": Quantity.of(quantity)}
        return self.do(RepackingCommand(**self.head(), **what, parts=tuple(parts), loss=Quantity.of(loss), **how))

    def assemble(self, kit: int, quantity: str, parts: Iterable[Part], *, apart: bool = False) -> Any:
        what: dict[str, Any] = {"location_id": self.shelf, "product_id": kit, "quantity": Quantity.of(quantity)}
        return self.do(KitCommand(**self.head(), **what, parts=tuple(parts), apart=apart))

    def dispatch(self, to: Branch, product: int, quantity: str) -> Any:
        lines = (line(product, quantity),)
        return self.do(DispatchCommand(**self.head(), to_branch_id=to.id, source_id=self.shelf, lines=lines))

    def arrive(self, dispatch_id: int, *told: Arrived) -> Any:
        return self.do(ArrivalCommand(**self.head(), dispatch_id=dispatch_id, lines=told))

    def reverse(self, deed: Any, document_id: int, why: str = "salah catat") -> None:
        with self.shop.work(self.counter.manager, channel="office") as work:
            deed(work, ReversalCommand(**self.head(), document_id=document_id, why=why))

    def held(self, place: int, product: int) -> list[tuple[str, int]]:
        """What is left of each lot of a product at a place, in the order they came."""
        found = select(Stock.quantity, Stock.value).where(
            Stock.location_id == place, Stock.product_id == product, Stock.quantity != NOTHING
        )
        with self.shop.reading() as connection:
            return [
                (row.quantity.decimal, row.value.amount) for row in connection.execute(found.order_by(Stock.lot_id))
            ]

    def balance(self, role: Role) -> int:
        with self.shop.reading() as connection:
            return ledger.balance(connection, ACCOUNT_IDS[role]).amount

    def new_good(self, code: str, name: str) -> int:
        with self.shop.work(self.counter.manager, channel="office") as work:
            (made,) = catalogue.add_many(work, [good(code, name, 5_000)])
        return made

    def branch(self, code: str = "02", name: str = "Pujon") -> Stockroom:
        """Another branch of the same cooperative, with a shelf: the same PC as it stands there."""
        with self.shop.work(self.shop.konsole(), channel="konsole") as work:
            other = replace(self.shop.branch, id=work.mint(), code=code, name=name)
            masters.add(work.connection, BranchRecord, [{each: getattr(other, each) for each in Branch.__slots__}])
        there = replace(self.shop, branch=other)
        with there.work(there.konsole(), channel="konsole") as work:
            shelf = locations.add(work, LocationKind.SHELF, "Toko")
        return stockroom(self.counter, there, shelf)


def line(product: int, quantity: str, lot: int | None = None) -> StockLine:
    return StockLine(product, "Pcs", ONE, Quantity.of(quantity), lot)


def lots_of(shop: Shop, product: int) -> list[int]:
    """A product's lots in the order they came."""
    with shop.reading() as connection:
        found = select(LotRecord.id).where(LotRecord.product_id == product).order_by(LotRecord.id)
        return list(connection.execute(found).scalars())


def stockroom(counter: Counter, shop: Shop, shelf: int) -> Stockroom:
    with shop.work(counter.manager, channel="office") as work:
        transfers.provide_places(work)
    with shop.reading() as connection:
        found = select(Location.kind, Location.id).where(Location.branch_id == shop.branch.id)
        places = dict(connection.execute(found).all())
    return Stockroom(counter, shop, shelf, places[LocationKind.BACK_ROOM], places[LocationKind.QUARANTINE])


def of(counter: Counter) -> Stockroom:
    with counter.shop.reading() as connection:
        shelf = locations.shelf(connection, counter.shop.branch.id)
    return stockroom(counter, counter.shop, shelf)
