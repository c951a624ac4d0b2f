"""What moved accounts and parties in any days, out of the kept totals and the few entries not yet in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import add, itemgetter
from typing import Any

from sqlalchemy import Connection, text

from koperasi.account_totals import AMOUNTS, KEYS, SUMS
from koperasi.money import ZERO, Rupiah


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived at something, what left it (both positive), and in how many postings."""

    arrived: Rupiah = ZERO
    gone: Rupiah = ZERO
    postings: int = 0

    @property
    def amount(self) -> Rupiah:
        """What it has more than before."""
        return self.arrived - self.gone


NOTHING_MOVED = Moved()


@dataclass(frozen=True, slots=True)
class Days:
    """Days of one branch, from the first of all where none is named, to the last, both included."""

    branch_id: int
    first: date | None
    last: date


def of_accounts(connection: Connection, days: Days) -> dict[int, Moved]:
    """What moved each account in these days; accounts that nothing moved are not in it."""
    return {row[0]: _moved(row[1:]) for row in _read(connection, "account", ("account_id",), days)}


def of_kinds(connection: Connection, days: Days) -> dict[tuple[int, str], Moved]:
    """The same, told apart by the kind of document."""
    rows = _read(connection, "account", ("account_id", "kind"), days)
    return {(account, kind): _moved(amounts) for account, kind, *amounts in rows}


def of_parties(connection: Connection, account_id: int, days: Days) -> dict[int, Moved]:
    """What moved each party's part of an account in these days."""
    rows = _read(connection, "party", ("party_id",), days, {"account_id": account_id})
    return {row[0]: _moved(row[1:]) for row in rows}


def arrivals(
    connection: Connection, account_id: int, days: Days, parties: Collection[int] | None = None
) -> list[tuple[str, int, int]]:
    """What arrived at each party's part of an account, as (day, party, rupiah), the newest day first.

    Of some parties only, where they are named.  Plain values: there may be very many.
    """
    where = {"account_id": account_id}
    rows = _read(connection, "party", ("business_date", "party_id"), days, where, whole_months=False)
    kept = [(day, party, int(arrived)) for day, party, arrived, _gone, _postings in rows if arrived]
    if parties is not None:
        kept = [each for each in kept if each[1] in parties]
    kept.sort(key=itemgetter(0), reverse=True)
    return kept


def by_day(
    connection: Connection, days: Days, account_ids: Collection[int], kind: str = ""
) -> dict[tuple[date, int, str], Moved]:
    """What each kind of document (or one kind) did to some accounts, day by day."""
    keys = ("business_date", "account_id", "kind")
    where: dict[str, int | str] = {"kind": kind} if kind else {}
    rows = _read(connection, "account", keys, days, where, whole_months=False)
    wanted = set(account_ids)
    return {
        (date.fromisoformat(day), account, kind): _moved(amounts)
        for day, account, kind, *amounts in rows
        if account in wanted
    }


def by_month(connection: Connection, days: Days) -> dict[tuple[date, int, str], Moved]:
    """What each kind of document did to each account, month by month (of whole months)."""
    rows = _read(connection, "account", ("business_date", "account_id", "kind"), days)
    sums: dict[tuple[date, int, str], list[int]] = {}
    for day, account, kind, *amounts in rows:
        key = (date.fromisoformat(day).replace(day=1), account, kind)
        sums[key] = [*map(add, sums.get(key, (0, 0, 0)), map(int, amounts))]
    return {key: _moved(amounts) for key, amounts in sums.items()}


def _moved(amounts: Sequence[Any]) -> Moved:
    arrived, gone, postings = (int(each) for each in amounts)
    return Moved(Rupiah(arrived), Rupiah(gone), postings)


#: The documents not yet in the totals come first: their list is short, whatever the planner knows.
_RAW = {
    "account": f"""
SELECT e.branch_id, e.business_date, p.account_id, d.kind, {AMOUNTS}
FROM unsummed_documents u CROSS JOIN entries e CROSS JOIN documents d CROSS JOIN postings p
WHERE e.document_id = u.document_id AND d.id = u.document_id AND p.document_id = u.document_id
AND e.branch_id = :branch_id AND e.business_date BETWEEN :first AND :last
GROUP BY e.branch_id, e.business_date, p.account_id, d.kind""",  # noqa: S608
    "party": f"""
SELECT e.branch_id, p.account_id, e.business_date, p.party_id, {AMOUNTS}
FROM unsummed_documents u CROSS JOIN entries e CROSS JOIN postings p
WHERE e.document_id = u.document_id AND p.document_id = u.document_id AND p.party_id IS NOT NULL
AND p.account_id = :account_id AND e.branch_id = :branch_id AND e.business_date BETWEEN :first AND :last
GROUP BY e.branch_id, p.account_id, e.business_date, p.party_id""",  # noqa: S608
}
#: Earlier than any day of any shop, as days are stored.
_BEGINNING = "0000-00-00"


def _read(
    connection: Connection,
    of: str,
    keys: Sequence[str],
    days: Days,
    where: Mapping[str, int | str] | None = None,
    *,
    whole_months: bool = True,
) -> Sequence[Any]:
    """Months, days and raw entries in one statement, so that nothing is added up meanwhile."""
    columns = ", ".join((*KEYS[of], *SUMS))
    also = "".join(f" AND {name} = :{name}" for name in where or {})
    values: dict[str, Any] = {**(where or {}), "branch_id": days.branch_id}
    parts = []
    for n, (unit, since, until) in enumerate(_spans(days, whole_months=whole_months)):
        parts.append(
            f"SELECT {columns} FROM {of}_{unit} WHERE branch_id = :branch_id{also} "  # noqa: S608
            f"AND business_date BETWEEN :since{n} AND :until{n}"
        )
        values |= {f"since{n}": since, f"until{n}": until}
    values |= {"first": _BEGINNING if days.first is None else days.first.isoformat(), "last": days.last.isoformat()}
    names, sums = ", ".join(keys), ", ".join(f"SUM({name})" for name in SUMS)
    parts.append(f"SELECT {columns} FROM ({_RAW[of]}) AS unsummed WHERE branch_id = :branch_id{also}")  # noqa: S608
    whole = " UNION ALL ".join(parts)
    return connection.execute(text(f"SELECT {names}, {sums} FROM ({whole}) AS moved GROUP BY {names}"), values).all()  # noqa: S608


def _spans(days: Days, *, whole_months: bool) -> Iterator[tuple[str, str, str]]:
    """Days as whole months and the single days beside them: the table, and from when to when."""
    first, last = days.first, days.last
    before_last = last.replace(day=1) if _next(last).day != 1 else _next(last)
    start = first if first is None or first.day == 1 else _month_after(first)
    since = _BEGINNING if first is None else first.isoformat()
    if not whole_months or (start is not None and start >= before_last):
        yield "days", since, last.isoformat()
        return
    if first is not None and start is not None and first < start:
        yield "days", since, date.fromordinal(start.toordinal() - 1).isoformat()
    yield (
        "months",
        _BEGINNING if start is None else start.isoformat(),
        date.fromordinal(before_last.toordinal() - 1).isoformat(),
    )
    if before_last <= last:
        yield "days", before_last.isoformat(), last.isoformat()


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
