"""The books reckoned again: every posting read one by one and added up in plain Python.

`compare(shop, periods)` holds each report of the books against it and says what differs;
nothing here reads a kept row or asks the reports' own queries.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, text

from koperasi.periods import Choices, Period
from koperasi.shop import Shop
from pos import book_reports, exported_books, ledger_books, member_books, statement_books, tax_books
from pos.exported_books import Shape
from printing.reports import Report

DAY = timedelta(days=1)
POSTINGS = """
SELECT e.business_date, e.branch_id, p.document_id, d.number, d.kind, a.code, a.name, a.role, p.party_id, p.amount
FROM postings p JOIN entries e ON e.document_id = p.document_id JOIN documents d ON d.id = p.document_id
JOIN accounts a ON a.id = p.account_id
"""
LINES = """
SELECT d.business_date, d.branch_id, s.member_id, l.net, l.cost, l.tax_class, l.tax_rate, l.tax_base, l.tax
FROM sale_lines l JOIN documents d ON d.id = l.document_id JOIN sales s ON s.document_id = l.document_id
"""
INCOME = {
    "members": ("sales-members", "services-members", "commission-members"),
    "others": ("sales-others", "services-others", "commission-others"),
    "more": ("maker-fees", "other-income"),
}
COST = "cost-of-goods"
EXPENSES = (
    "shrinkage", "write-offs", "consignment-loss", "promotion", "rounding", "over-short", "qris-fees", "own-use",
    "expenses",
)  # fmt: skip
RESULT = {role for roles in INCOME.values() for role in roles} | {COST, *EXPENSES}
CASH = {"drawer", "safe", "bank", "qris-clearing", "transfer-clearing", "card-clearing"}
ASSETS = CASH | {"member-receivable", "maker-advance", "inventory", "goods-in-transit", "tax-in", "fixed-assets"}
DEBTS = {"supplier-payable", "owed-to-makers", "tax-out", "savings-voluntary", "vouchers", "donations"}
SAVED = ("savings-principal", "savings-compulsory", "savings-voluntary")


@dataclass(frozen=True, slots=True)
class Posting:
    day: date
    branch: int
    document: int
    number: str
    kind: str
    code: str
    name: str
    role: str
    party: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Line:
    day: date
    branch: int
    member: bool
    net: int
    cost: int
    tax: tuple[str, int] | None
    base: int
    taxed: int


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that was posted and sold in all branches."""

    postings: list[Posting]
    lines: list[Line]

    def between(self, period: Period, first: date | None = None) -> list[Posting]:
        """The branch's postings from the first day (or all) to the last."""
        branch = period.branch.id
        start = first or date.min
        return [each for each in self.postings if each.branch == branch and start <= each.day <= period.last]


def read(connection: Connection) -> Book:
    postings = [_posting(row) for row in connection.execute(text(POSTINGS))]
    lines = [
        Line(date.fromisoformat(row[0]), row[1], row[2] is not None, row[3], row[4], _tax(row[5], row[6]), *row[7:])
        for row in connection.execute(text(LINES))
    ]
    return Book(postings, lines)


def _posting(row: Any) -> Posting:
    day, branch, document, number, kind, code, name, role, party, amount = row
    return Posting(date.fromisoformat(day), branch, document, number, kind, code, name, role, party, amount)


def _tax(name: str | None, rate: int) -> tuple[str, int] | None:
    return (name, rate) if name and rate else None


def by_choice(period: Period, by: str) -> Period:
    """The same days, put together in one of a report's ways."""
    return replace(period, choices=Choices(by=by))


def summed(postings: Iterable[Posting], key: Callable[[Posting], Any]) -> dict[Any, int]:
    sums: dict[Any, int] = defaultdict(int)
    for each in postings:
        sums[key(each)] += each.amount
    return {name: amount for name, amount in sums.items() if amount}


def records(report: Report) -> list[dict[str, Any]]:
    return list(report.records())


def trial_balance(connection: Connection, book: Book, period: Period) -> None:
    report = book_reports.trial_balance(connection, period)
    before = [each for each in book.between(period) if each.day < period.first]
    moved = book.between(period, period.first)
    owing = _owing(book.between(period))

    def named(posting: Posting) -> tuple[str, str]:
        apart = posting.role == "owed-to-makers" and posting.party in owing
        return posting.code, "Piutang Penitip" if apart else posting.name

    starts, moves = summed(before, named), summed(moved, named)
    seen = {}
    for row in records(report):
        seen[row["account_code"], row["account"]] = row["before"], row["moved"], row["debit"] - row["credit"]
        assert not row["debit"] or not row["credit"]
    for key in starts.keys() | moves.keys() | seen.keys():
        start, move = starts.get(key, 0), moves.get(key, 0)
        assert seen.get(key, (0, 0, 0)) == (start, move, start + move), (period.words, key)
    assert sum(each[2] for each in seen.values()) == 0
    assert report.totals is not None
    assert [cell.amount for cell in report.totals[2:4]] == [0, 0]  # type: ignore[union-attr]
    assert report.totals[4] == report.totals[5]


def _owing(postings: Iterable[Posting]) -> set[int | None]:
    makers = summed((each for each in postings if each.role == "owed-to-makers"), lambda each: each.party)
    return {maker for maker, amount in makers.items() if amount > 0}


def result(connection: Connection, book: Book, period: Period) -> None:
    """Each line of the result, and that the board's sum is all income less all costs."""
    report = statement_books.result(connection, period)
    rows = {row["account"]: row for row in records(report)}
    before = _before(report)
    for column, (first, last) in {"amount": (period.first, period.last), "before": before}.items():
        days = Period(period.branch, first, last)
        moved = [each for each in book.between(days, first) if each.role in RESULT]
        by_name = summed((each for each in moved if each.role != COST), lambda each: each.name)
        for name, amount in by_name.items():
            assert rows[name][column] == -amount, (period.words, name)
        whole = -sum(each.amount for each in moved)
        assert rows["SISA HASIL USAHA"][column] == whole
        costs = dict.fromkeys((True, False), 0)
        for line in book.lines:
            if line.branch == period.branch.id and first <= line.day <= last:
                costs[line.member] += line.cost
        told = ("Harga pokok penjualan kepada anggota", "Harga pokok penjualan kepada nonanggota")
        for member, words in zip((True, False), told, strict=True):
            assert rows.get(words, {column: 0})[column] == -costs[member], (period.words, words)
        brought = -sum(each.amount for each in moved if each.role in INCOME["members"])
        if "Partisipasi Neto Anggota" in rows:
            assert rows["Partisipasi Neto Anggota"][column] == brought - costs[True]
        spent = sum(each.amount for each in moved if each.role in EXPENSES)
        assert rows.get("Jumlah Beban Usaha", {column: 0})[column] == -spent
    assert all(row["amount"] is None or row["change"] == row["amount"] - row["before"] for row in rows.values())
    assert report.agrees


def _before(report: Report) -> tuple[date, date]:
    """The days that a statement names itself as those it is compared with."""
    first, _mark, last = report.columns[2].label.partition(" – ")
    days = [date(*reversed([int(part) for part in day.split("/")])) for day in (first, last or first)]
    return days[0], days[1]


def position(connection: Connection, book: Book, period: Period) -> None:
    """Each account of the position; what is had is what is owed and owned, and its surplus closes with the result."""
    report = statement_books.position(connection, period)
    rows = {row["account"]: row for row in records(report)}
    for column, last in (("amount", period.last), ("before", _before(report)[1])):
        held = book.between(Period(period.branch, period.first, last))
        owing = _owing(held)
        named = summed(
            (each for each in held if each.role not in RESULT | {"surplus"}),
            lambda each: "Piutang Penitip" if each.role == "owed-to-makers" and each.party in owing else each.name,  # noqa: B023
        )
        roles = {each.name: each.role for each in held}
        for name, amount in named.items():
            sign = 1 if name == "Piutang Penitip" or roles[name] in ASSETS else -1
            assert rows[name][column] == amount * sign, (period.words, name)
        had = sum(amount for name, amount in named.items() if name == "Piutang Penitip" or roles[name] in ASSETS)
        year = last.replace(month=1, day=1)
        surplus = -sum(each.amount for each in held if each.day >= year and (each.role in RESULT))
        booked = -sum(each.amount for each in held if each.role == "surplus")
        assert rows["SHU Tahun Berjalan"][column] == surplus + booked
        earlier = -sum(each.amount for each in held if each.day < year and each.role in RESULT)
        assert rows.get("SHU Tahun Lalu, Belum Dibagi", {column: 0})[column] == earlier
        assert rows["JUMLAH ASET"][column] == rows["JUMLAH LIABILITAS DAN EKUITAS"][column] == had
    assert report.agrees
    if not period.choices.by:
        _closes(connection, book, period, rows)


def _closes(connection: Connection, book: Book, period: Period, rows: dict[str, dict[str, Any]]) -> None:
    """The surplus of the position grew by the result of the days, and what was booked to it directly."""
    kept = [rows[name] for name in ("SHU Tahun Berjalan", "SHU Tahun Lalu, Belum Dibagi") if name in rows]
    result_rows = {row["account"]: row["amount"] for row in records(statement_books.result(connection, period))}
    booked = -sum(each.amount for each in book.between(period, period.first) if each.role == "surplus")
    assert sum(row["change"] for row in kept) == result_rows["SISA HASIL USAHA"] + booked


def equity(connection: Connection, book: Book, period: Period) -> None:
    report = statement_books.equity_changes(connection, period)
    worth = [
        -sum(each.amount for each in book.between(Period(period.branch, last, last)) if each.role not in ASSETS | DEBTS)
        for last in (period.first - DAY, period.last)
    ]
    assert report.totals is not None
    assert [report.totals[1].amount, report.totals[4].amount] == worth  # type: ignore[union-attr]
    for row in records(report):
        assert row["after"] == row["before"] + row["grown"] - row["shrunk"]


def ledgers(connection: Connection, book: Book, period: Period) -> None:
    """Cash book and ledger: every balance is run along from the opening one, and every document has its row."""
    for make, roles in ((ledger_books.cash_book, CASH), (ledger_books.ledger, None)):
        for by in ("", "each", "day"):
            report = make(connection, by_choice(period, by))
            postings = [each for each in book.between(period) if roles is None or each.role in roles]
            _pages(report, postings, period, each_sale=by == "each")


def _pages(report: Report, postings: list[Posting], period: Period, *, each_sale: bool) -> None:
    credit = {each.code for each in postings if each.role in RESULT - {COST, *EXPENSES} or each.role in DEBTS}
    credit |= {each.code for each in postings if each.role not in ASSETS | DEBTS | RESULT}
    start = summed((each for each in postings if each.day < period.first), lambda each: each.code)
    end = summed(postings, lambda each: each.code)
    within = [each for each in postings if each.day >= period.first]
    held: dict[str, int] = {}
    moved: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    assert report.opens is not None
    for row, document in zip(records(report), report.opens.ids, strict=True):
        code, sign = row["account_code"], -1 if row["account_code"] in credit else 1
        if row["business_date"] is None:
            if code not in held:
                held[code] = start.get(code, 0)
            else:
                assert moved[code] == [row["debit"], row["credit"]]
            assert row["balance"] * sign == held[code], (report.name, code)
            continue
        debit, amount = row["debit"] or 0, (row["debit"] or 0) - (row["credit"] or 0)
        moved[code] = [moved[code][0] + debit, moved[code][1] + debit - amount]
        held[code] += amount
        assert row["balance"] * sign == held[code]
        assert document is not None or (row["name"].startswith("Penjualan sehari") and not each_sale)
    assert {code: amount for code, amount in held.items() if amount} == end
    papers = {each.document for each in within if each_sale or each.kind != "sale"}
    assert papers == {each for each in report.opens.ids if each is not None} or not each_sale


def journal(connection: Connection, book: Book, period: Period) -> None:
    """Either way of writing it comes to the same on each account, and each document is balanced."""
    within = book.between(period, period.first)
    sides = [sum(max(each.amount, 0) for each in within), sum(max(-each.amount, 0) for each in within)]
    for by in ("", "each", "day"):
        report = book_reports.journal(
            connection, Period(period.branch, period.first, period.last, choices=Choices(by=by))
        )
        assert report.totals is not None
        assert [cell.amount for cell in report.totals[-2:]] == sides  # type: ignore[union-attr]
        found: dict[str, int] = defaultdict(int)
        for row in records(report):
            found[row["account_code"]] += row["debit"] - row["credit"]
        assert {code: amount for code, amount in found.items() if amount} == summed(within, lambda each: each.code)
        if by == "each":
            assert len(report.rows) == len(within)


def taxes(connection: Connection, book: Book, period: Period) -> None:
    report = tax_books.recapitulation(connection, period)
    rows = {row["name"]: row for row in records(report)}
    lines = [each for each in book.lines if each.branch == period.branch.id and period.first <= each.day <= period.last]
    within = book.between(period, period.first)
    taxed, paid = sum(each.taxed for each in lines), sum(each.amount for each in within if each.role == "tax-in")
    total = rows["Jumlah Pajak Keluaran"]
    assert (total["price"], total["tax"]) == (sum(each.net for each in lines), taxed)
    assert total["base"] == sum(each.base for each in lines if each.tax)
    assert rows["PPN kurang (lebih) bayar"]["tax"] == taxed - paid
    for name, rate in {each.tax for each in lines if each.tax}:
        words = f"{name} {rate // 100}%"
        assert rows[words]["tax"] == sum(each.taxed for each in lines if each.tax == (name, rate))
    monthly = tax_books.recapitulation(
        connection, Period(period.branch, period.first, period.last, "", Choices(by="month"))
    )
    assert monthly.totals is not None
    assert [cell.amount for cell in monthly.totals[2:]] == [taxed, paid, taxed - paid]  # type: ignore[union-attr]


def members(connection: Connection, book: Book, period: Period) -> None:
    """Debts settled the oldest first, document by document; and what each has put in."""
    last = period.last
    report = member_books.ages(connection, period)
    assert report.agrees
    assert report.opens is not None
    owed: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for each in book.postings:
        if each.role == "member-receivable" and each.day <= last and each.party is not None:
            owed[each.party].append((each.day, each.amount))
    expected = {}
    for party, moves in owed.items():
        paid = -sum(amount for _day, amount in moves if amount < 0)
        ages, since = [0, 0, 0, 0], None
        for day, amount in sorted(move for move in moves if move[1] > 0):
            left = max(amount - max(paid, 0), 0)
            paid -= amount
            if left:
                ages[next((n for n, until in enumerate((30, 60, 90)) if (last - day).days <= until), 3)] += left
                since = since or day
        whole = sum(amount for _day, amount in moves)
        if whole:
            expected[party] = (*ages, whole, since.isoformat() if since else None)
    keys = ("days_30", "days_60", "days_90", "older", "owes", "since")
    found = {
        party: tuple(row[key] for key in keys) for party, row in zip(report.opens.ids, records(report), strict=True)
    }
    assert found == expected
    _savings(connection, book, period)


def _savings(connection: Connection, book: Book, period: Period) -> None:
    report = member_books.savings(connection, period)
    assert report.agrees
    assert report.opens is not None
    saved: dict[int | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in book.postings:
        if each.role in SAVED and each.day <= period.last:
            saved[each.party][SAVED.index(each.role)] -= each.amount
    found = {
        party: [row["principal"], row["compulsory"], row["voluntary"]]
        for party, row in zip(report.opens.ids, records(report), strict=True)
    }
    assert found == {party: amounts for party, amounts in saved.items() if any(amounts)}


def export(connection: Connection, book: Book, period: Period) -> None:
    """What the accountant's program reads is every posting, balanced under every number."""
    within = book.between(period, period.first)
    for by in ("each", "day"):
        with TemporaryDirectory() as folder:
            done = exported_books.export(connection, by_choice(period, by), Path(folder), Shape.CSV)
            rows, accounts = (_csv(Path(folder) / name) for name in ("journal.csv", "accounts.csv"))
        balance: dict[str, int] = defaultdict(int)
        found: dict[str, int] = defaultdict(int)
        for row in rows:
            amount = int(row["debit"]) - int(row["credit"])
            balance[row["number"]] += amount
            found[row["account_code"]] += amount
        assert not any(balance.values())
        assert {code: amount for code, amount in found.items() if amount} == summed(within, lambda each: each.code)
        assert (done.lines, done.debit.amount) == (len(rows), sum(max(each.amount, 0) for each in within))
        before = summed((each for each in book.between(period) if each.day < period.first), lambda each: each.code)
        opening = {row["account_code"]: int(row["opening_debit"]) - int(row["opening_credit"]) for row in accounts}
        assert {code: amount for code, amount in opening.items() if amount} == before


def _csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def late(shop: Shop) -> int:
    """How many papers came into days that were locked by then, as the list of locks tells."""
    with shop.reading() as connection:
        report = book_reports.period_locks(connection, Period(shop.branch, date.min, date.max))
    return sum(row["late"] for row in records(report))


CHECKED = (trial_balance, result, position, equity, ledgers, journal, taxes, members, export)


def periods(shop: Shop, book: Book) -> list[Period]:
    """The first and the last day, each month that anything happened in, all of it, and the year."""
    days = sorted({each.day for each in book.postings})
    months = {day.replace(day=1) for day in days}
    asked = [
        (days[0], days[0]),
        (days[-1], days[-1]),
        (days[0], days[-1]),
        (days[-1].replace(month=1, day=1), days[-1]),
    ]
    asked += [(first, (first + timedelta(days=31)).replace(day=1) - DAY) for first in sorted(months)]
    return [Period(shop.branch, first, last) for first, last in asked]


def compare(shop: Shop) -> int:
    """Hold every report over many days against the postings; returns how many were compared."""
    with shop.reading() as connection:
        book = read(connection)
        asked = periods(shop, book)
        for period in asked:
            for check in CHECKED:
                check(connection, book, period)
            yearly = by_choice(period, "year")
            result(connection, book, yearly)
            position(connection, book, yearly)
    return len(asked) * (len(CHECKED) + 2)
