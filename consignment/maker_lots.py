"""Makers' goods as they lie there: how old, until when, where, and what should go back to her.

A lot whose days on the shelf are over is to be fetched; past its days of grace it is
overdue, and her agreement says what becomes of it (domain/consignment.md 5.2).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from consignment import lot_worths
from consignment.agreements import Conditions
from consignment.conversions import fetch_until
from consignment.givebacks import Why
from inventory.locations import Location, LocationKind
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Stock
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _


class State(StrEnum):
    """What is to be done with a lot, the most urgent first."""

    EXPIRED = "expired"
    DAMAGED = "damaged"
    OVERDUE = "overdue"
    TO_FETCH = "to-fetch"
    WAITING = "waiting"
    SELLING = "selling"


@dataclass(frozen=True, slots=True)
class MakerLot:
    """What is left of a maker's lot at one place."""

    lot_id: int
    product_id: int
    code: str
    name: str
    unit: str
    food: bool
    maker_id: int
    maker: str
    #: Ibu or Bapak, "" where nobody said.
    title: str
    location_id: int
    location: str
    kind: LocationKind
    #: The nota titip, or whatever paper it came by.
    number: str
    received_on: date
    expires_on: date | None
    quantity: Quantity
    conditions: Conditions
    #: Her share of all of it at the list price; None without one.
    worth: Rupiah | None

    @property
    def fetch_until(self) -> date | None:
        """The last day on which she may fetch it; None without a limit."""
        return fetch_until(self.received_on, self.conditions)

    @property
    def shelf_until(self) -> date | None:
        """The last of its days on the shelf; None without a limit."""
        days = self.conditions.shelf_days
        return self.received_on + timedelta(days=days) if days else None

    def state(self, day: date) -> State:
        if self.expires_on is not None and self.expires_on < day:
            return State.EXPIRED
        if self.kind is LocationKind.QUARANTINE:
            return State.DAMAGED
        if self.fetch_until is not None and self.fetch_until < day:
            return State.OVERDUE
        if self.kind is LocationKind.FOR_MAKERS:
            return State.WAITING
        return State.TO_FETCH if self.shelf_until is not None and self.shelf_until < day else State.SELLING

    def why(self, day: date) -> Why:
        """Why it goes back, unless it is said otherwise."""
        return {State.EXPIRED: Why.EXPIRED, State.DAMAGED: Why.DAMAGED}.get(self.state(day), Why.UNSOLD)

    def age(self, day: date) -> int:
        """How many days it has been here."""
        return (day - self.received_on).days

    def words(self, day: date) -> str:
        """What is to be said of it in a few words; "" for goods that are still being sold."""
        state = self.state(day)
        if state is State.EXPIRED and self.expires_on is not None:
            return _("lewat {count} hari").format(count=(day - self.expires_on).days)
        if state is State.OVERDUE and self.fetch_until is not None:
            return _("lewat batas ambil {count} hari").format(count=(day - self.fetch_until).days)
        if state is State.TO_FETCH and self.fetch_until is not None:
            left = (self.fetch_until - day).days
            return _("masa jual habis, ambil dalam {count} hari").format(count=left)
        return {State.DAMAGED: _("rusak"), State.WAITING: _("menunggu diambil")}.get(state, "")


def lots(
    connection: Connection,
    branch_id: int,
    day: date,
    makers: Collection[int] | None = None,
    products: Collection[int] | None = None,
) -> list[MakerLot]:
    """What is left of these makers' lots (None: of all) at a branch, what should go back first.

    Of these products only, where they are named: what a recall is about.
    """
    rows = connection.execute(_left(branch_id, makers, products)).all()
    worths = lot_worths.of_lots(connection, {row.lot_id for row in rows}, branch_id, day)
    order = list(State)
    found = [_told(row, worths[row.lot_id]) for row in rows]
    return sorted(found, key=lambda each: (each.maker, order.index(each.state(day)), each.name, each.received_on))


def to_go_back(
    connection: Connection, branch_id: int, day: date, makers: Collection[int] | None = None
) -> list[MakerLot]:
    """The lots that are not sold any more: expired, damaged, past their days, waiting to be fetched."""
    return [each for each in lots(connection, branch_id, day, makers) if each.state(day) is not State.SELLING]


def _left(branch_id: int, makers: Collection[int] | None, products: Collection[int] | None) -> Any:
    columns = (
        LotRecord.id.label("lot_id"),
        LotRecord.product_id,
        Product.code,
        Product.name,
        Product.base_unit,
        Product.food,
        LotRecord.owner_id,
        Party.name.label("maker"),
        Party.title,
        Stock.location_id,
        Location.name.label("location"),
        Location.kind,
        Document.number,
        LotRecord.received_on,
        LotRecord.expires_on,
        Stock.quantity,
    )
    found = (
        select(*columns)
        .join(Stock, (Stock.product_id == LotRecord.product_id) & (Stock.lot_id == LotRecord.id))
        .join(Location, Location.id == Stock.location_id)
        .join(Product, Product.id == LotRecord.product_id)
        .join(Party, Party.id == LotRecord.owner_id)
        .join(Document, Document.id == LotRecord.document_id)
        .where(Location.branch_id == branch_id, Location.kind != LocationKind.IN_TRANSIT)
        .where(Stock.quantity > NOTHING, LotRecord.owner_id.is_not(None))
    )
    if makers is not None:
        found = found.where(Product.maker_id.in_(sorted(makers)), LotRecord.owner_id.in_(sorted(makers)))
    else:
        found = found.where(Product.maker_id.is_not(None))
    return found if products is None else found.where(LotRecord.product_id.in_(sorted(products)))


def _told(row: Any, worth: lot_worths.LotWorth) -> MakerLot:
    columns: list[Any] = [*row, worth.on(row.received_on).conditions, worth.worth(row.quantity)]
    return MakerLot(*columns)
