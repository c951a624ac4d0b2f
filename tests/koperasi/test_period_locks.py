"""Locked books: nothing new is dated into them, and what happened then is dated after them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from koperasi import period_locks
from koperasi.documents import FlagRecord
from koperasi.errors import Refused
from koperasi.ledger import Entry
from koperasi.period_locks import LockCommand
from tests.shops import Counter


def lock(counter: Counter, until: date) -> None:
    with counter.shop.work(counter.manager) as work:
        period_locks.lock(work, LockCommand(work.mint(), counter.shop.branch.id, until))


def test_a_sale_of_a_locked_day_is_refused_but_one_that_happened_is_dated_after_it(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 1, 3_400))
    counter.shop.clock.at += timedelta(days=2)  # type: ignore[attr-defined]
    lock(counter, command.business_date + timedelta(days=1))

    with pytest.raises(Refused) as refusal:
        counter.post(command)
    counter.post(command, happened=True)

    assert refusal.value.rule == "period-lock"
    with counter.shop.reading() as connection:
        assert connection.execute(select(FlagRecord.rule)).scalars().all() == ["period-lock"]
        dated = select(Entry.business_date).where(Entry.document_id == command.id)
        assert connection.execute(dated).scalar_one() == command.business_date + timedelta(days=2)


def test_today_cannot_be_locked_and_a_lock_never_goes_back(counter: Counter) -> None:
    today = counter.shop.branch.business_date(counter.shop.clock())

    with pytest.raises(Refused, match="belum selesai"):
        lock(counter, today)
    lock(counter, today - timedelta(days=1))
    with pytest.raises(Refused, match="sudah dikunci"):
        lock(counter, today - timedelta(days=3))
