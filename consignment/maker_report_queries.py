"""What the office reads of makers and what was sold for them, as frozen rows, over all branches.

A maker is owed by the cooperative, wherever her goods were sold; so these figures are of all
its branches together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, func, or_, select, type_coerce, union

from consignment.agreements import AgreementRecord
from consignment.consigned_lots import ConsignedLot
from consignment.entries import OWED
from consignment.shares import MakerShare
from inventory.products import Product
from koperasi.columns import summed
from koperasi.ledger import PartyBalance
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity


@dataclass(frozen=True, slots=True)
class Maker:
    """Who she is: her code or member number, where she lives, which group of members she belongs to."""

    id: int
    code: str
    name: str
    title: str = ""
    village: str = ""
    phone: str = ""
    group_name: str = ""


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold of a maker's goods, returns subtracted.

    `net` is after every discount; `net` = `share` + `commission` − `promotion`.
    """

    quantity: Quantity = NOTHING
    gross: Rupiah = ZERO
    net: Rupiah = ZERO
    share: Rupiah = ZERO
    commission: Rupiah = ZERO
    promotion: Rupiah = ZERO

    @property
    def discount(self) -> Rupiah:
        return self.gross - self.net

    def __add__(self, other: Sold) -> Sold:
        return Sold(
            self.quantity + other.quantity,
            self.gross + other.gross,
            self.net + other.net,
            self.share + other.share,
            self.commission + other.commission,
            self.promotion + other.promotion,
        )


NONE_SOLD = Sold()
SUMS: tuple[Any, ...] = tuple(
    summed(column)
    for column in (
        MakerShare.quantity,
        MakerShare.gross,
        MakerShare.net,
        MakerShare.share,
        MakerShare.commission,
        MakerShare.promotion,
    )
)


def all_makers(connection: Connection, party: int | None = None) -> list[Maker]:
    """Everybody who brought goods, has a product or an agreement, or is owed something; by name.

    `party` narrows it to her alone, whoever she is.
    """
    whose = Party.id == party if party is not None else Party.id.in_(_theirs())
    found = (
        select(
            Party.id,
            func.coalesce(Member.number, Party.code),
            Party.name,
            Party.title,
            Party.village,
            Party.phone,
            func.coalesce(Member.group_name, ""),
        )
        .outerjoin(Member, Member.party_id == Party.id)
        .where(whose)
        .order_by(Party.name, Party.code)
    )
    return [Maker(*row) for row in connection.execute(found)]


def _theirs() -> Any:
    return union(
        select(ConsignedLot.maker_id),
        select(Product.maker_id).where(Product.maker_id.is_not(None)),
        select(AgreementRecord.maker_id),
        select(PartyBalance.party_id).where(PartyBalance.account_id == OWED),
    )


def by_code(connection: Connection, code: str) -> int | None:
    """The party with this code or member number, however its letters are written; None without one."""
    word = code.strip().lower()
    found = (
        select(Party.id)
        .outerjoin(Member, Member.party_id == Party.id)
        .where(or_(func.lower(Party.code) == word, func.lower(Member.number) == word))
        .order_by(Party.retired_at.is_not(None), Party.id)
    )
    return connection.scalar(found.limit(1))


def within(first: date, last: date, party: int | None = None) -> list[ColumnElement[bool]]:
    """Shares of some days, both included, of one maker or all."""
    whose: list[ColumnElement[bool]] = [] if party is None else [MakerShare.maker_id == party]
    return [MakerShare.business_date.between(first, last), *whose]


def by_maker(connection: Connection, first: date, last: date, party: int | None = None) -> dict[int, Sold]:
    """What was sold of each maker's goods in some days."""
    # Not the bare column: SQLite would walk the whole index of makers, row by row.
    maker = MakerShare.maker_id + 0
    found = select(maker, *SUMS).where(*within(first, last, party)).group_by(maker)
    return {maker: Sold(*sums) for maker, *sums in connection.execute(found)}


def by_month(connection: Connection, year: int, party: int | None = None) -> dict[int, dict[int, Sold]]:
    """Maker → month (1–12) → what was sold of hers in a year; months without sales are left out."""
    month = func.substr(type_coerce(MakerShare.business_date, Text), 6, 2)
    days = within(date(year, 1, 1), date(year, 12, 31), party)
    maker_id = MakerShare.maker_id + 0
    found = select(maker_id, month, *SUMS).where(*days).group_by(maker_id, month)
    months: dict[int, dict[int, Sold]] = {}
    for maker, number, *sums in connection.execute(found):
        months.setdefault(maker, {})[int(number)] = Sold(*sums)
    return months


def commissions_by_month(connection: Connection, first: date, last: date) -> dict[tuple[int, int], Rupiah]:
    """(year, month) → what the shop earned with makers' goods in it, less what it added to their shares."""
    month = func.substr(type_coerce(MakerShare.business_date, Text), 1, 7)
    found = select(month, summed(MakerShare.commission), summed(MakerShare.promotion)).group_by(month)
    rows = connection.execute(found.where(*within(first, last)))
    return {(int(told[:4]), int(told[5:])): earned - added for told, earned, added in rows}


def last_sales(connection: Connection, party: int | None = None) -> dict[int, date]:
    """Maker → the last day on which something of hers was sold."""
    found = select(MakerShare.maker_id, func.max(MakerShare.business_date)).where(MakerShare.quantity > NOTHING)
    if party is not None:
        found = found.where(MakerShare.maker_id == party)
    rows: Any = connection.execute(found.group_by(MakerShare.maker_id))
    return {maker: _day(day) for maker, day in rows}


def _day(day: date | str) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)
