"""Makers as lists show them: how she stands, her deal, what she is owed, how much of hers there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select, union

from consignment import agreement_queries, deal_words, entries, makers
from consignment.agreements import Agreement, AgreementRecord, Mark
from consignment.consigned_lots import ConsignedLot
from consignment.makers import GroupMaker, MakerRecord, Standing
from inventory.partners import UNKNOWN_MAKER
from inventory.products import Product
from inventory.stock import Stock
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import NOTHING
from koperasi.text import _, short_date


@dataclass(frozen=True, slots=True)
class MakerRow:
    """A maker in a list."""

    party_id: int
    code: str
    name: str
    title: str
    village: str
    phone: str
    kind: PartyKind
    #: Her number as a member, "" for one who is none; the group of makers she belongs to.
    number: str = ""
    group: str = ""
    standing: Standing = Standing.ACTIVE
    owed: Rupiah = ZERO
    goods: int = 0
    #: Of those so many are on the shelf now.
    in_stock: int = 0
    agreement: Agreement | None = None
    #: A version that begins later.
    next_start: date | None = None

    @property
    def deal(self) -> str:
        """Her deal in a few words, or that nothing was written down."""
        if self.agreement is None:
            return _("belum ada perjanjian")
        return deal_words.summary(self.agreement.rules)

    def deal_note(self, today: date) -> str:
        """Since when it holds, or why it does not."""
        if self.agreement is None:
            return _("mulai {day}").format(day=short_date(self.next_start)) if self.next_start else ""
        found = self.agreement
        if found.mark is Mark.ENDED and not found.holds(today):
            return _("berakhir")
        if found.mark is Mark.SUSPENDED and not found.holds(today):
            return _("ditunda")
        if found.ends_on is not None:
            words = _("sampai {day}") if found.ends_on >= today else _("habis {day}")
            return words.format(day=short_date(found.ends_on))
        return _("sejak {day}").format(day=short_date(found.starts_on))

    def matches(self, words: Iterable[str]) -> bool:
        """Whether every word is in her name, code, number, village, group or phone."""
        said = f"{self.title} {self.name} {self.code} {self.number} {self.village} {self.group} {self.phone}".casefold()
        return all(each.casefold() in said for each in words)


def every(connection: Connection, today: date) -> list[MakerRow]:
    """All makers, by name: whoever has goods here, brought some, has or had an agreement, or was written down."""
    ids = ids_of_all(connection)
    owed = entries.owed(connection)
    goods, there = _goods(connection), _in_stock(connection)
    versions = agreement_queries.of_makers(connection, None)
    groups = makers.groups_of_all(connection)
    return [
        MakerRow(
            row.id,
            row.code,
            row.name,
            row.title,
            row.village,
            row.phone,
            row.kind,
            row.number or "",
            groups.get(row.id, ""),
            row.standing or Standing.ACTIVE,
            owed.get(row.id, ZERO),
            goods.get(row.id, 0),
            there.get(row.id, 0),
            *_now(versions.get(row.id, ()), today),
        )
        for row in _people(connection, ids)
    ]


def ids_of_all(connection: Connection) -> set[int]:
    """Every party that is a maker."""
    said: Any = union(
        select(Product.maker_id).where(Product.maker_id.is_not(None)),
        select(ConsignedLot.maker_id),
        select(AgreementRecord.maker_id),
        select(MakerRecord.party_id),
        select(GroupMaker.party_id).where(GroupMaker.retired_at.is_(None)),
    )
    return set(connection.scalars(said))


def _people(connection: Connection, ids: set[int]) -> list[Any]:
    person = (Party.id, Party.code, Party.name, Party.title, Party.village, Party.phone, Party.kind)
    found = (
        select(*person, Member.number, MakerRecord.standing)
        .outerjoin(Member, (Member.party_id == Party.id) & Member.retired_at.is_(None))
        .outerjoin(MakerRecord, MakerRecord.party_id == Party.id)
        .where(Party.retired_at.is_(None), Party.code != UNKNOWN_MAKER)
        .order_by(Party.name, Party.code)
    )
    # So many ids in one statement would be too long on SQLite: few parties are no makers.
    return [row for row in connection.execute(found) if row.id in ids]


def _goods(connection: Connection) -> dict[int, int]:
    found = select(Product.maker_id, func.count()).where(Product.maker_id.is_not(None), Product.retired_at.is_(None))
    return {maker: count for maker, count in connection.execute(found.group_by(Product.maker_id)) if maker is not None}


def _in_stock(connection: Connection) -> dict[int, int]:
    there = (
        select(Product.maker_id, func.count(Stock.product_id.distinct()))
        .join(Stock, Stock.product_id == Product.id)
        .where(Product.maker_id.is_not(None), Product.retired_at.is_(None), Stock.quantity > NOTHING)
    )
    return {maker: count for maker, count in connection.execute(there.group_by(Product.maker_id)) if maker is not None}


def _now(versions: tuple[Agreement, ...], today: date) -> tuple[Agreement | None, date | None]:
    begun = [each for each in versions if each.starts_on <= today]
    later = [each.starts_on for each in versions if each.starts_on > today]
    return (begun[-1] if begun else None), (later[0] if later else None)
