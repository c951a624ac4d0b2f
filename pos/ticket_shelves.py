"""The goods and members that tickets of history name, and those that must be made for them first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, select

from inventory import barcodes, catalogue, lookups
from inventory.catalogue import NewGood
from inventory.imports import Batch
from inventory.lookups import Known, Lookup
from koperasi import members
from koperasi.errors import NotFound
from koperasi.members import Member, MemberCard, NewMember
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _
from koperasi.work import Work

AT_ONCE = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rung:
    """A line of a ticket: a good by its code, the price that was asked, and what its maker got (None: not told)."""

    code: str
    unit: str
    quantity: Quantity
    unit_price: Rupiah
    maker_got: Rupiah | None = None

    @property
    def amount(self) -> Rupiah:
        return self.quantity.at(self.unit_price)


@dataclass(slots=True)
class Shelves:
    """What a run of tickets stands on; read again once the run has added what was missing."""

    lookup: Lookup
    members: dict[str, tuple[int, str]]
    new_goods: dict[str, NewGood] = field(default_factory=dict)
    new_members: dict[str, NewMember] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection) -> Shelves:
        return cls(lookups.read(connection), members_by_code(connection))

    def refresh(self, connection: Connection) -> None:
        self.lookup, self.members = lookups.read(connection), members_by_code(connection)

    def good(self, rung: Rung) -> Known:
        """The good in its unit; raises NotFound for one that has gone since the checking pass."""
        found = self.lookup.by_code(rung.code)
        if not found:
            raise NotFound(_("Barang {code} tidak dikenal.").format(code=rung.code))
        return (self.lookup.unit_of(found[0].product_id, rung.unit) if rung.unit else None) or found[0]

    def expect(self, code: str, name: str) -> None:
        """A sound ticket names this good: when the catalogue lacks it, it is made with an open price."""
        if self.lookup.by_code(code):
            return
        key = barcodes.normalise(code)
        known = self.new_goods.get(key)
        if known is None or (name and known.name == known.code):
            self.new_goods[key] = NewGood(known.code if known else code, name or code, open_price=True)

    def expect_member(self, code: str, name: str) -> None:
        """A sound ticket names this member: an unknown one is made by her code."""
        if code and code not in self.members:
            self.new_members.setdefault(code, NewMember(number=code, name=name or code))

    def first_batches(self) -> list[Batch]:
        """What is made before the first ticket."""
        goods, people = list(self.new_goods.values()), list(self.new_members.values())
        batches = [Batch([], partial(_add_goods, goods=part)) for part in _parts(goods)]
        batches += [Batch([], partial(_add_members, people=part)) for part in _parts(people)]
        return [*batches, Batch([], lambda work: self.refresh(work.connection))] if batches else []


def _parts(rows: Sequence[T]) -> list[Sequence[T]]:
    return [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]


def members_by_code(connection: Connection) -> dict[str, tuple[int, str]]:
    """Number or card → party and price class."""
    rows = connection.execute(select(Member.number, Member.party_id, Member.price_class)).all()
    found = {row.number: (row.party_id, row.price_class) for row in rows}
    by_party = {row.party_id: row.price_class for row in rows}
    cards = select(MemberCard.code, MemberCard.party_id).where(MemberCard.retired_at.is_(None))
    for code, party_id in connection.execute(cards):
        found.setdefault(code, (party_id, by_party[party_id]))
    return found


def _add_goods(work: Work, *, goods: Sequence[NewGood]) -> None:
    catalogue.add_many(work, goods)


def _add_members(work: Work, *, people: Sequence[NewMember]) -> None:
    for each in people:
        members.add(work, each)
