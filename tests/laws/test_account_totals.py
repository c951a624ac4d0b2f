"""Kept totals of the books: whatever happened and in whatever order, they are the sum of the postings."""

from __future__ import annotations

import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from inventory import move_totals
from koperasi import (
    account_queries,
    account_totals,
    cash,
    period_locks,
    savings,
    schema,
    uids,
    unsummed_documents,
    users,
)
from koperasi.account_queries import Days, Moved
from koperasi.cash import CashCommand, CashKind
from koperasi.documents import Document
from koperasi.ledger import Entry, PostingRecord
from koperasi.money import Rupiah
from koperasi.period_locks import LockCommand
from koperasi.savings import SavingsCommand, SavingsKind
from koperasi.shop import Shop
from koperasi.tender_kinds import Proof, TenderKind
from pos import checks
from tests.shops import Counter, new_shop, small_shop

#: What a day may bring, and how much of it.
DEEDS = (
    "sell",
    "sell to a member",
    "buy",
    "spend",
    "close",
    "next day",
    "next month",
    "late",
    "late, into locked books",
)
HISTORIES = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(1, 40)), min_size=1, max_size=14)

#: The statements of a migration.
FILLS = re.compile(r'op\.execute\(\s*"""(.*?)"""', re.DOTALL)
FILLED = re.compile("INTO (account|party|move)_")

Posting = tuple[date, int, str, int | None, int]


@contextmanager
def shop_of_its_own() -> Iterator[Counter]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "MEMORY_KIB", 1024)
        shop = new_shop(f"sqlite:///{folder}/shop.db", Path(folder))
        yield small_shop(shop)
        shop.close()


def do(counter: Counter, deed: str, number: int) -> None:
    shop = counter.shop
    if deed.startswith("sell"):
        counter.sell(counter.line(counter.soap, number, 3_400), member=deed.endswith("member"))
    elif deed == "buy":
        counter.buy(counter.soap, number, number * 2_900)
    elif deed == "spend":
        counter.shift = counter.shift or counter.open()
        with shop.work(counter.manager) as work:
            now = shop.clock()
            said = CashCommand(
                work.mint(), uids.new_uid(now), counter.shift.id, CashKind.OUT, Rupiah(number * 100), "es batu", now
            )
            cash.move_cash(work, said)
    elif deed == "save":
        shift = counter.shift or counter.open()
        now = shop.clock()
        with shop.work(counter.cashier) as work:
            ids = (work.mint(), uids.new_uid(now), shift.id, counter.member_id)
            money = (SavingsKind.VOLUNTARY, TenderKind.CASH, Rupiah(number * 1_000), "", now)
            savings.move(work, SavingsCommand(*ids, *money, Proof.NONE))
    elif deed.startswith("next"):
        _close(counter)
        shop.clock.at += timedelta(days=1 if deed == "next day" else 30)  # type: ignore[attr-defined]
    elif deed == "close":
        _close(counter)
    else:
        _late(counter, number, locked=deed != "late")


def _close(counter: Counter) -> None:
    if counter.shift is not None:
        counter.close(300_000)


def _late(counter: Counter, number: int, *, locked: bool) -> None:
    """A sale of a till that was cut off: its shift is over, and perhaps its month closed, when it comes in."""
    command = counter.command(counter.line(counter.soap, number, 3_400))
    _close(counter)
    counter.shop.clock.at += timedelta(days=3)  # type: ignore[attr-defined]
    if locked:
        with counter.shop.work(counter.manager) as work:
            until = command.business_date + timedelta(days=1)
            period_locks.lock(work, LockCommand(work.mint(), counter.shop.branch.id, until))
    counter.post(command, happened=True)


def posted(shop: Shop) -> list[Posting]:
    """Every posting there is, read one by one."""
    found = (
        select(
            Entry.business_date, PostingRecord.account_id, Document.kind, PostingRecord.party_id, PostingRecord.amount
        )
        .join(PostingRecord, PostingRecord.document_id == Entry.document_id)
        .join(Document, Document.id == Entry.document_id)
    )
    with shop.reading() as connection:
        rows = connection.execute(found).all()
    return [(day, account, kind.value, party, amount.amount) for day, account, kind, party, amount in rows]


def added(postings: list[Posting], first: date | None, last: date, place: int) -> dict[object, Moved]:
    """The same sums in plain Python."""
    sums: dict[object, Moved] = defaultdict(Moved)
    for posting in postings:
        if (first is None or posting[0] >= first) and posting[0] <= last and posting[place] is not None:
            before, amount = sums[posting[place]], posting[4]
            sums[posting[place]] = Moved(
                before.arrived + Rupiah(max(amount, 0)), before.gone + Rupiah(max(-amount, 0)), before.postings + 1
            )
    return sums


def assert_totals_are_the_postings(shop: Shop) -> None:
    postings = posted(shop)
    days = sorted({posting[0] for posting in postings})
    edges = [days[0] - timedelta(days=1), *days, days[-1] + timedelta(days=40), days[0].replace(day=1)]
    branch = shop.branch.id
    with shop.reading() as connection:
        for first in (None, *edges):
            for last in (each for each in edges if first is None or each >= first):
                asked = Days(branch, first, last)
                assert account_queries.of_accounts(connection, asked) == added(postings, first, last, 1)
                for account in {posting[1] for posting in postings if posting[3] is not None}:
                    theirs = [posting for posting in postings if posting[1] == account]
                    assert account_queries.of_parties(connection, account, asked) == added(theirs, first, last, 3)
        whole = Days(branch, None, edges[-2])
        by_day = account_queries.by_day(connection, whole, [posting[1] for posting in postings])
        assert sum(each.amount.amount for each in by_day.values()) == 0
        assert sum(each.postings for each in by_day.values()) == len(postings)
        assert {day for day, _account, _kind in by_day} == set(days)
        months = account_queries.by_month(connection, whole)
        assert sum(each.arrived.amount for each in months.values()) == sum(max(each[4], 0) for each in postings)


@given(HISTORIES)
def test_kept_totals_are_the_sum_of_the_postings(history: list[tuple[str, int]]) -> None:
    with shop_of_its_own() as counter:
        for deed, number in history:
            do(counter, deed, number)
        if posted(counter.shop):
            assert_totals_are_the_postings(counter.shop)
        assert checks.wrong(counter.shop) == []


def test_kept_totals_hold_on_either_engine_and_are_made_anew(counter: Counter) -> None:
    chance = random.Random(7)
    for deed in [*DEEDS, *chance.choices(DEEDS, k=12), "sell"]:
        do(counter, deed, chance.randint(1, 40))

    assert_totals_are_the_postings(counter.shop)
    assert checks.wrong(counter.shop) == []
    checks.rebuild(counter.shop)
    assert_totals_are_the_postings(counter.shop)
    assert checks.wrong(counter.shop) == []


def test_older_shops_get_their_totals_by_the_migration(counter: Counter) -> None:
    """Its own statements, on a shop of before it: nothing was kept, and nothing waited."""
    for deed in ("sell", "save", "next month", "sell", "buy"):
        do(counter, deed, 3)
    (path,) = schema.migrations_folder().glob("versions/0005_*.py")
    fills = [each for each in FILLS.findall(path.read_text("utf-8")) if FILLED.search(each)]
    assert len(fills) == len(account_totals.REMAKE) + len(move_totals.REMAKE)
    with counter.shop.database.writing() as connection:
        for record in (*account_totals.TABLES, *move_totals.TABLES, unsummed_documents.UnsummedDocument):
            connection.execute(delete(record))
        for statement in fills:
            connection.execute(text(statement))

    assert_totals_are_the_postings(counter.shop)
    assert checks.wrong(counter.shop) == []


def test_a_close_takes_up_everything_and_leaves_only_itself(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 2, 3_400))
    counter.buy(counter.soap, 5, 14_000)
    assert waiting(counter.shop) > 2
    counter.close(306_800)

    assert waiting(counter.shop) == 1
    with counter.shop.reading() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM account_days")).scalar_one() > 0


def test_wrong_totals_are_found_by_name_and_day(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 2, 3_400))
    counter.close(306_800)
    with counter.shop.database.writing() as connection:
        connection.execute(text("UPDATE account_days SET gone = gone + 1 WHERE account_id = 402"))
        connection.execute(text("INSERT INTO unsummed_documents (document_id) VALUES (7)"))

    found = checks.wrong(counter.shop)

    assert "4-1200: jumlah buku tanggal 23/11/2026 tidak cocok" in found
    assert "Jumlah buku bulan 2026-11 tidak cocok" in found
    assert "Dokumen 7 yang menunggu dijumlah tidak ada" in found


def waiting(shop: Shop) -> int:
    with shop.reading() as connection:
        return len(connection.execute(select(unsummed_documents.UnsummedDocument.document_id)).all())
