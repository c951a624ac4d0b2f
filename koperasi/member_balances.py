"""What members owe by how long they have owed it, and what they have put in, at the end of any day.

Out of the kept totals of all branches.  What is paid settles the oldest first, so what is
owed still is what came last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

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


@dataclass(frozen=True, slots=True)
class Aged:
    """What somebody owes: by age, the youngest first, and since when; below zero she paid too much."""

    owes: Rupiah
    ages: tuple[Rupiah, ...]
    since: date | None


def debts(connection: Connection, last: date) -> list[tuple[Whose, Aged]]:
    """Everybody who owes something at the end of a day or paid too much, the largest debt first."""
    owed = {party: -amount.amount for party, amount in _held(connection, _OWED, last).items()}
    open_still = _Open(last, {party: amount for party, amount in owed.items() if amount > 0})
    start = last - timedelta(days=AGES[-1])
    open_still.take(connection, start, last, None)
    if open_still.left:
        open_still.take(connection, None, start - timedelta(days=1), set(open_still.left))
    found = [(whose, open_still.aged(whose.party_id, owed[whose.party_id])) for whose in _people(connection, owed)]
    return sorted(found, key=lambda each: (-each[1].owes.amount, each[0].number, each[0].name))


class _Open:
    """What is owed still, walked back day by day: what came last is what is open; plain numbers, there are many."""

    def __init__(self, last: date, left: dict[int, int]) -> None:
        self.left = left
        self._last = last
        self._ages: dict[int, list[int]] = {party: [0] * (len(AGES) + 1) for party in left}
        self._since: dict[int, str] = {}

    def take(self, connection: Connection, first: date | None, last: date, parties: set[int] | None) -> None:
        """Give an age to as much of what came in these days as is still owed."""
        came: dict[tuple[str, int], int] = defaultdict(int)
        for branch in branches.every_branch(connection):
            for day, party, amount in account_queries.arrivals(connection, _OWED, Days(branch, first, last), parties):
                came[day, party] += amount
        age_of = cache(self._age)
        for day, party in sorted(came, reverse=True):
            if still := self.left.get(party, 0):
                taken = min(still, came[day, party])
                self._ages[party][age_of(day)] += taken
                self._since[party] = day
                if taken == still:
                    del self.left[party]
                else:
                    self.left[party] = still - taken

    def _age(self, day: str) -> int:
        days = (self._last - date.fromisoformat(day)).days
        return next((place for place, until in enumerate(AGES) if days <= until), len(AGES))

    def aged(self, party: int, owes: int) -> Aged:
        """How old somebody's debt is."""
        ages = tuple(Rupiah(each) for each in self._ages.get(party, [0] * (len(AGES) + 1)))
        since = self._since.get(party)
        return Aged(Rupiah(owes), ages, date.fromisoformat(since) if since else None)


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
