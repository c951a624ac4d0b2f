"""What the office reads of the books, as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.ledger import Account, Entry, PartyBalance, PostingRecord, Role
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.text import _

_MAKERS = ACCOUNT_IDS[Role.OWED_TO_MAKERS]


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One posting of an entry; `amount` arrives (+) at the account or leaves (−) it."""

    business_date: date
    number: str
    kind: Kind
    account_code: str
    account: str
    party: str
    amount: Rupiah


def journal(connection: Connection, period: Period) -> list[JournalRow]:
    """Every posting of the days, document by document in the order they were posted."""
    found = (
        select(
            Entry.business_date,
            Document.number,
            Document.kind,
            Account.code,
            Account.name,
            Party.name.label("party"),
            PostingRecord.amount,
        )
        .join(Document, Document.id == Entry.document_id)
        .join(PostingRecord, PostingRecord.document_id == Entry.document_id)
        .join(Account, Account.id == PostingRecord.account_id)
        .outerjoin(Party, Party.id == PostingRecord.party_id)
        .where(Entry.branch_id == period.branch.id, Entry.business_date.between(period.first, period.last))
        .order_by(Entry.business_date, Document.posted_at, Document.id, PostingRecord.id)
    )
    rows = connection.execute(found)
    return [JournalRow(*row[:5], party=row.party or "", amount=row.amount) for row in rows]


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """What an account holds at the end of a day, and what moved it in the days before."""

    code: str
    name: str
    before: Rupiah
    moved: Rupiah

    @property
    def balance(self) -> Rupiah:
        return self.before + self.moved


def account_balances(connection: Connection, period: Period) -> list[AccountBalance]:
    """Every account that was ever posted to, by code.

    What makers owe is no part of what is owed to makers: it stands as a receivable of its own.
    """
    before = _sums(connection, period.branch.id, [Entry.business_date < period.first])
    moved = _sums(connection, period.branch.id, [Entry.business_date.between(period.first, period.last)])
    accounts = connection.execute(select(Account.id, Account.code, Account.name).order_by(Account.code)).all()
    found = []
    for row in accounts:
        if row.id in before or row.id in moved:
            whole = AccountBalance(row.code, row.name, before.get(row.id, ZERO), moved.get(row.id, ZERO))
            found += _makers_apart(connection, period, whole) if row.id == _MAKERS else [whole]
    return found


def _makers_apart(connection: Connection, period: Period, whole: AccountBalance) -> list[AccountBalance]:
    """What is owed to makers, and apart from it what makers owe at the end of the days."""
    before = _of_makers(connection, period.branch.id, [Entry.business_date < period.first])
    moved = _of_makers(connection, period.branch.id, [Entry.business_date.between(period.first, period.last)])
    owing = [maker for maker in before.keys() | moved.keys() if _end(before, moved, maker) > ZERO]
    if not owing:
        return [whole]
    start, change = (total(sums.get(maker, ZERO) for maker in owing) for sums in (before, moved))
    return [
        AccountBalance(whole.code, whole.name, whole.before - start, whole.moved - change),
        AccountBalance(whole.code, _("Piutang Penitip"), start, change),
    ]


def _end(before: Mapping[int | None, Rupiah], moved: Mapping[int | None, Rupiah], maker: int | None) -> Rupiah:
    return before.get(maker, ZERO) + moved.get(maker, ZERO)


def _of_makers(connection: Connection, branch_id: int, when: Sequence[object]) -> dict[int | None, Rupiah]:
    found = (
        select(PostingRecord.party_id, summed(PostingRecord.amount))
        .join(Entry, Entry.document_id == PostingRecord.document_id)
        .where(PostingRecord.account_id == _MAKERS, Entry.branch_id == branch_id, *when)  # type: ignore[arg-type]
        .group_by(PostingRecord.party_id)
    )
    return dict(connection.execute(found).all())


def _sums(connection: Connection, branch_id: int, when: Sequence[object]) -> dict[int, Rupiah]:
    found = (
        select(PostingRecord.account_id, summed(PostingRecord.amount))
        .join(Entry, Entry.document_id == PostingRecord.document_id)
        .where(Entry.branch_id == branch_id, *when)  # type: ignore[arg-type]
        .group_by(PostingRecord.account_id)
    )
    return dict(connection.execute(found).all())


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
