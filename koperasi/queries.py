"""What the office reads of the books, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from koperasi import account_queries
from koperasi.account_queries import NOTHING_MOVED, Days
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, FlagRecord, PeriodLock
from koperasi.ledger import Account, PartyBalance, Role
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.text import _
from koperasi.users import User

DAY = timedelta(days=1)
_MAKERS = ACCOUNT_IDS[Role.OWED_TO_MAKERS]


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """What an account holds at the end of some days, and what moved it in them.

    `owed` marks what makers owe: no account of its own, but a receivable that stands apart.
    """

    id: int
    code: str
    name: str
    role: Role
    before: Rupiah
    arrived: Rupiah
    gone: Rupiah
    owed: bool = False

    @property
    def moved(self) -> Rupiah:
        return self.arrived - self.gone

    @property
    def balance(self) -> Rupiah:
        return self.before + self.moved


def account_balances(connection: Connection, period: Period) -> list[AccountBalance]:
    """Every account that was ever posted to, by code.

    What makers owe is no part of what is owed to makers: it stands as a receivable of its own.
    """
    branch, first = period.branch.id, period.first
    before = account_queries.of_accounts(connection, Days(branch, None, first - DAY))
    moved = account_queries.of_accounts(connection, Days(branch, first, period.last))
    columns = (Account.id, Account.code, Account.name, Account.role)
    found = []
    for row in connection.execute(select(*columns).order_by(Account.code, Account.id)):
        if row.id in before or row.id in moved:
            start, change = before.get(row.id, NOTHING_MOVED), moved.get(row.id, NOTHING_MOVED)
            whole = AccountBalance(*row, start.amount, change.arrived, change.gone)
            found += _makers_apart(connection, period, whole) if row.id == _MAKERS else [whole]
    return found


def _makers_apart(connection: Connection, period: Period, whole: AccountBalance) -> list[AccountBalance]:
    """What is owed to makers, and apart from it what makers owe at the end of the days."""
    branch, first = period.branch.id, period.first
    before = account_queries.of_parties(connection, _MAKERS, Days(branch, None, first - DAY))
    moved = account_queries.of_parties(connection, _MAKERS, Days(branch, first, period.last))
    apart = [ZERO, ZERO, ZERO]
    for maker in before.keys() | moved.keys():
        start, change = before.get(maker, NOTHING_MOVED), moved.get(maker, NOTHING_MOVED)
        if start.amount + change.amount > ZERO:
            apart = [total(each) for each in zip(apart, (start.amount, change.arrived, change.gone), strict=True)]
    start_owed, arrived, gone = apart
    if not start_owed and not arrived:
        return [whole]
    theirs = replace(whole, name=_("Piutang Penitip"), before=start_owed, arrived=arrived, gone=gone, owed=True)
    rest = (whole.before - start_owed, whole.arrived - arrived, whole.gone - gone)
    return [replace(whole, before=rest[0], arrived=rest[1], gone=rest[2]), theirs]


@dataclass(frozen=True, slots=True)
class Debt:
    """What a member owes, and how much she may."""

    number: str
    name: str
    group_name: str
    owes: Rupiah
    limit: Rupiah


def debts(connection: Connection) -> list[Debt]:
    """Members who owe something or are owed, the largest debt first."""
    owes = summed(PartyBalance.amount)
    found = (
        select(Member.number, Party.name, Member.group_name, owes, Member.credit_limit)
        .join(Party, Party.id == Member.party_id)
        .join(PartyBalance, PartyBalance.party_id == Member.party_id)
        .where(PartyBalance.account_id == ACCOUNT_IDS[Role.MEMBER_RECEIVABLE])
        .group_by(Member.party_id, Member.number, Party.name, Member.group_name, Member.credit_limit)
    )
    rows = [Debt(*row) for row in connection.execute(found)]
    return sorted((each for each in rows if each.owes), key=lambda each: (-each.owes.amount, each.number))


@dataclass(frozen=True, slots=True)
class Lock:
    """The books closed up to a day; `late` papers of these days came only after that."""

    until: date
    at: datetime
    by: str
    late: int


def period_locks(connection: Connection, branch_id: int) -> list[Lock]:
    """Every time a branch's books were closed, the newest first."""
    found = (
        select(PeriodLock.until, PeriodLock.at, User.name)
        .join(User, User.id == PeriodLock.by_id)
        .where(PeriodLock.branch_id == branch_id)
        .order_by(PeriodLock.at.desc(), PeriodLock.id.desc())
    )
    locks = connection.execute(found).all()
    flagged = (
        select(Document.business_date, Document.posted_at)
        .join(FlagRecord, FlagRecord.document_id == Document.id)
        .where(FlagRecord.rule == "period-lock", Document.branch_id == branch_id)
    )
    # A late paper is told of the lock that held when it came.
    late = [0] * len(locks)
    for day, posted in connection.execute(flagged):
        held = next((n for n, lock in enumerate(locks) if lock.at <= posted and day <= lock.until), None)
        if held is not None:
            late[held] += 1
    return [Lock(*row, late=count) for row, count in zip(locks, late, strict=True)]


def accounts(connection: Connection) -> list[tuple[int, str, str, Role]]:
    """The chart of accounts by code: id, code, name and what each is for."""
    found = select(Account.id, Account.code, Account.name, Account.role).order_by(Account.code, Account.id)
    return [(number, code, name, role) for number, code, name, role in connection.execute(found)]


def names(connection: Connection) -> list[tuple[str, str, str]]:
    """Everybody whom the books may name, by code: code, name, and her number where she is a member."""
    found = select(Party.code, Party.name, Member.number).outerjoin(Member, Member.party_id == Party.id)
    return [(code, name, number or "") for code, name, number in connection.execute(found.order_by(Party.code))]
