"""Names that totals are told by, and what the books say of the same sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from inventory.products import Category
from koperasi import account_queries
from koperasi import users as roles
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Kind
from koperasi.ledger import Account, Role
from koperasi.members import Member, MemberYear
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.rights import Permission
from koperasi.tender_kinds import TenderKind, account_of
from koperasi.users import User
from pos import goods_queries, locked_sales
from pos.sale_commands import KeptFor


def users(connection: Connection) -> dict[str, str]:
    """Everybody who ever worked here, by the id that totals are kept by."""
    return {str(key): name for key, name in connection.execute(select(User.id, User.name))}


def limits(connection: Connection, permission: Permission) -> dict[int, int]:
    """Everybody who may do something up to a limit each time: who works here no more has none."""
    found = {each.id: roles.actor(connection, each.id).rights.get(permission) for each in roles.staff(connection)}
    return {who: right.limit for who, right in found.items() if right is not None and right.limit is not None}


def categories(connection: Connection) -> dict[str, str]:
    """Every category there ever was, by the id that totals are kept by."""
    return {str(key): name for key, name in connection.execute(select(Category.id, Category.name))}


def arrived_agrees(connection: Connection, period: Period, arrived: Mapping[TenderKind, Rupiah]) -> bool:
    """Whether what each tender brought is what sales and their corrections moved on its account.

    Change that stayed in the drawer for somebody came with no tender; what makers are owed
    for goods that were sold stands on the account of earnings too, and is told by its own check.
    """
    days = account_queries.Days(period.branch.id, period.first, period.last)
    booked: dict[int, Rupiah] = {}
    for (account, kind), moved in account_queries.of_kinds(connection, days).items():
        if kind in (Kind.SALE, Kind.TENDER_CORRECTION):
            booked[account] = booked.get(account, ZERO) + moved.amount
    for (account, _kind), amount in locked_sales.read(connection, period).moved.items():
        booked[account] = booked.get(account, ZERO) + amount
    drawers = connection.execute(select(Account.id).where(Account.role == Role.DRAWER)).scalars()
    kept = _kept_change(connection, period)
    in_cash = sum((booked.get(each, ZERO).amount for each in drawers), -sum(each.amount for each in kept.values()))
    if in_cash != arrived.get(TenderKind.CASH, ZERO).amount:
        return False
    elsewhere = set(TenderKind) - {TenderKind.CASH, TenderKind.EARNINGS}
    return all(
        _booked(booked, kind) + (kept[KeptFor.SAVINGS] if kind is TenderKind.SAVINGS else ZERO)
        == arrived.get(kind, ZERO)
        for kind in elsewhere
    )


def _booked(booked: Mapping[int, Rupiah], kind: TenderKind) -> Rupiah:
    account = account_of(kind, 0)
    return booked.get(ACCOUNT_IDS[account] if isinstance(account, Role) else account, ZERO)


# CROSS JOIN: SQLite takes the few kept changes first, not every document of the days.
_KEPT = """
SELECT k.kept_for, CAST(SUM(k.amount) AS BIGINT) FROM sale_kept_changes k CROSS JOIN documents d
WHERE d.id = k.document_id AND d.branch_id = :branch AND d.business_date BETWEEN :first AND :last GROUP BY k.kept_for
"""


def _kept_change(connection: Connection, period: Period) -> dict[KeptFor, Rupiah]:
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    found = connection.execute(text(_KEPT), {"branch": period.branch.id, **days})
    return {**dict.fromkeys(KeptFor, ZERO), **{KeptFor(kept): Rupiah(amount) for kept, amount in found}}


def margin_agrees(connection: Connection, period: Period, margin: Rupiah) -> bool:
    """Whether sales left what the books say; what goods turned out to cost more afterwards is no sale's."""
    books = goods_queries.booked(connection, period)
    return books.margin + books.other_cost == margin


@dataclass(frozen=True, slots=True)
class Buyer:
    """A member as reports name her, and what she bought in a year at all branches."""

    number: str
    name: str
    village: str
    year: Rupiah


def buyers(connection: Connection, year: int) -> dict[int, Buyer]:
    """Every member there ever was, by party."""
    bought = select(MemberYear.party_id, summed(MemberYear.purchases)).where(MemberYear.year == year)
    in_year = dict(connection.execute(bought.group_by(MemberYear.party_id)).all())
    found = select(Member.party_id, Member.number, Party.name, Party.village).join(Party, Party.id == Member.party_id)
    return {
        key: Buyer(number, name, village, in_year.get(key, ZERO))
        for key, number, name, village in connection.execute(found)
    }
