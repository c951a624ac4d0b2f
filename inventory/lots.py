"""Lots: what came in together, and from which of them a sale takes.

A lot knows its product, its owner (nobody: the shop; else the maker who brought it), the
document it came with and until when it keeps.  Its cost lies in the kept stock beside it:
n units cost `value_left × n / quantity_left`, half up, and the last unit takes what is left.
Members' goods are never in the shop's inventory value: their lots are worth nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import FACT, Record
from koperasi.money import ZERO, Rupiah, half_up
from koperasi.quantity import NOTHING, Quantity

MAKERS = text("owner_id IS NOT NULL")


class LotRecord(Record):
    __tablename__ = "lots"
    __table_class__ = FACT
    __table_args__ = (Index("ix_lots_owner_id", "owner_id", sqlite_where=MAKERS, postgresql_where=MAKERS),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    #: The maker whose goods these are; none for the shop's own.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    received_on: Mapped[date]
    expires_on: Mapped[date | None]
    #: The supplier's production code, where the package shows one.
    batch: Mapped[str]


@dataclass(frozen=True, slots=True)
class Holding:
    """A lot at a location with what is left of it: quantity (thousandths) and value."""

    lot_id: int
    product_id: int
    owner_id: int | None
    received_on: date
    expires_on: date | None
    quantity: Quantity
    value: Rupiah

    def expired(self, day: date) -> bool:
        return self.expires_on is not None and self.expires_on < day

    @property
    def turn(self) -> tuple[bool, bool, date, date, int]:
        """The order of taking: the shop's first, first-expired, first-in."""
        never = self.expires_on is None
        return (self.owner_id is not None, never, self.expires_on or date.max, self.received_on, self.lot_id)


@dataclass(frozen=True, slots=True)
class UnitCost:
    """The last known cost of a product: so much value for so much quantity."""

    value: Rupiah = ZERO
    quantity: Quantity = NOTHING

    def of(self, quantity: Quantity) -> Rupiah:
        """What a quantity costs at it, half up; 0 when no cost is known."""
        if self.quantity.thousandths <= 0:
            return ZERO
        return Rupiah(half_up(self.value.amount * quantity.thousandths, self.quantity.thousandths))


@dataclass(frozen=True, slots=True)
class Taken:
    """So much taken from a lot, at so much cost (0 for members' goods)."""

    lot_id: int
    owner_id: int | None
    quantity: Quantity
    cost: Rupiah
    #: How much of it was not there: the lot went below zero by so much.
    short: Quantity = NOTHING
    expired: bool = False


def cost_of(holding: Holding, quantity: Quantity) -> Rupiah:
    """The cost of part of what a lot has left, or lacks; the last unit takes what is left."""
    if quantity == holding.quantity:
        return holding.value
    share = half_up(holding.value.amount * abs(quantity.thousandths), abs(holding.quantity.thousandths))
    return Rupiah(share)


def take(holdings: Sequence[Holding], quantity: Quantity, day: date, last_cost: UnitCost) -> list[Taken]:
    """From which lots a quantity is taken, first-expired first; pure.

    Expired lots are passed over while there is another.  What no lot holds takes the last
    one below zero at the last known cost; without any lot the list stays short of it, and
    the caller opens an empty one.
    """
    if len(holdings) == 1 and NOTHING < quantity <= holdings[0].quantity:
        # Nearly every line: one lot, and enough of it.
        (only,) = holdings
        return [Taken(only.lot_id, only.owner_id, quantity, cost_of(only, quantity), expired=only.expired(day))]
    fresh = sorted((each for each in holdings if not each.expired(day)), key=lambda each: each.turn)
    usable = fresh or sorted(holdings, key=lambda each: each.turn)
    taken: list[Taken] = []
    left = quantity
    for holding in usable:
        if not left:
            break
        part = min(left, holding.quantity)
        if part <= NOTHING:
            continue
        taken.append(Taken(holding.lot_id, holding.owner_id, part, cost_of(holding, part), expired=not fresh))
        left -= part
    if left and usable:
        taken = _below_zero(usable, taken, left, last_cost, expired=not fresh)
    return taken


def _below_zero(
    usable: Sequence[Holding], taken: list[Taken], left: Quantity, last_cost: UnitCost, *, expired: bool
) -> list[Taken]:
    """Put what is not there on the lot below zero already, or on the last one."""
    below = [each for each in usable if each.quantity < NOTHING]
    last = below[-1] if below else usable[-1]
    cost = ZERO if last.owner_id is not None else last_cost.of(left)
    already = next((each for each in taken if each.lot_id == last.lot_id), None)
    if already is None:
        return [*taken, Taken(last.lot_id, last.owner_id, left, cost, left, expired)]
    more = Taken(last.lot_id, last.owner_id, already.quantity + left, already.cost + cost, left, expired)
    return [more if each is already else each for each in taken]
