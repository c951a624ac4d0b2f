"""What members owe by how long they have owed it, and what they have put in, at the end of any day.

Out of the kept totals of all branches.  What is paid settles the oldest first, so what is
owed still is what came last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection, select

from koperasi import account_queries, branches
from koperasi.account_queries import Days
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party

#: The last day (after the one it came on) of each age but the last.
AGES = (30, 60, 90)
_OWED = ACCOUNT_IDS[Role.MEMBER_RECEIVABLE]
SAVINGS = (Role.SAVINGS_PRINCIPAL, Role.SAVINGS_COMPULSORY, Role.SAVINGS_VOLUNTARY)


@dataclass(frozen=True, slots=True)
class Whose:
    """Who somebody is; without a number where she is no member."""

    party_id: int
    number: str
    name: str
    group_name: str
    limit: Rupiah | None


@dataclass(slots=True)
class Aged:
    """What somebody owes: by age, the youngest first, and since when; below zero she paid too much."""

    owes: Rupiah
    ages: list[Rupiah] = field(default_factory=lambda: [ZERO] * (len(AGES) + 1))
    since: date | None = None

    def take(self, day: date, came: Rupiah, age: int) -> None:
        """As much of what came on a day as is still owed."""
        open_still = min(came, self.owes - sum(self.ages, ZERO))
        if open_still > ZERO:
            place = next((n for n, until in enumerate(AGES) if age <= until), len(AGES))
            self.ages[place] += open_still
            self.since = day

    @property
    def settled(self) -> bool:
        """Whether all that is owed has an age."""
        return sum(self.ages, ZERO) >= self.owes


def debts(connection: Connection, last: date) -> list[tuple[Whose, Aged]]:
    """Everybody who owes something at the end of a day or paid too much, the largest debt first."""
    aged = {party: Aged(-amount) for party, amount in _held(connection, _OWED, last).items()}
    start = last - timedelta(days=AGES[-1])
    _take(connection, aged, last, Days(0, start, last), None)
    if old := {party for party, each in aged.items() if not each.settled}:
        _take(connection, aged, last, Days(0, None, start - timedelta(days=1)), old)
    found = [(whose, aged[whose.party_id]) for whose in _people(connection, aged)]
    return sorted(found, key=lambda each: (-each[1].owes.amount, each[0].number, each[0].name))


def _take(connection: Connection, aged: dict[int, Aged], last: date, days: Days, parties: set[int] | None) -> None:
    came: dict[tuple[int, date], Rupiah] = defaultdict(lambda: ZERO)
    for branch in branches.every_branch(connection):
        of_branch = Days(branch, days.first, days.last)
        for key, moved in account_queries.of_parties_by_day(connection, _OWED, of_branch, parties).items():
            came[key] += moved.arrived
    for party, day in sorted(came, key=lambda key: key[1], reverse=True):
        if party in aged:
            aged[party].take(day, came[party, day], (last - day).days)


def savings(connection: Connection, last: date) -> list[tuple[Whose, tuple[Rupiah, ...]]]:
    """What everybody has put in by the end of a day, in the order of `SAVINGS`, by number."""
    held = [_held(connection, ACCOUNT_IDS[role], last) for role in SAVINGS]
    found = [
        (whose, tuple(each.get(whose.party_id, ZERO) for each in held))
        for whose in _people(connection, {party for each in held for party in each})
    ]
    return sorted(found, key=lambda each: (each[0].number, each[0].name))


def _held(connection: Connection, account_id: int, last: date) -> dict[int, Rupiah]:
    """What is owed to everybody on an account, in all branches; those with nothing are left out."""
    sums: dict[int, Rupiah] = defaultdict(lambda: ZERO)
    for branch in branches.every_branch(connection):
        for party, moved in account_queries.of_parties(connection, account_id, Days(branch, None, last)).items():
            sums[party] -= moved.amount
    return {party: amount for party, amount in sums.items() if amount}


def _people(connection: Connection, parties: Iterable[int]) -> list[Whose]:
    """All parties are read: there are fewer than a list of ids would be long to look up."""
    wanted = set(parties)
    columns = (Party.id, Member.number, Party.name, Member.group_name, Member.credit_limit)
    found = connection.execute(select(*columns).outerjoin(Member, Member.party_id == Party.id))
    return [
        Whose(party, number or "", name, group or "", limit)
        for party, number, name, group, limit in found
        if party in wanted
    ]
