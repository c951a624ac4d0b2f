"""A clock set back or ahead: order stays by sequence, and money by its shift's day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from koperasi import users
from koperasi.documents import Document, Kind
from koperasi.errors import Refused
from pos import checks
from tests.places import chain
from tests.shops import Clock, Counter


@pytest.fixture
def clock(counter: Counter) -> Clock:
    found = counter.shop.clock
    assert isinstance(found, Clock)
    return found


def test_sales_after_a_clock_was_set_back_keep_their_order_and_their_shifts_day(counter: Counter, clock: Clock) -> None:
    shift = counter.open()
    counter.sell(counter.line(counter.soap, 1, 3_400))
    clock.at -= timedelta(days=1)
    counter.sell(counter.line(counter.soap, 2, 3_400))
    clock.at += timedelta(days=3)
    counter.sell(counter.line(counter.soap, 3, 3_400))

    found = select(Document.number, Document.business_date, Document.at).where(Document.kind == Kind.SALE)
    with counter.shop.reading() as connection:
        sales = connection.execute(found.order_by(Document.seq)).all()
    assert [each.number for each in sales] == ["K1-000001", "K1-000002", "K1-000003"]
    assert {each.business_date for each in sales} == {shift.business_date}
    assert sales[1].at < sales[0].at
    links = [seq for seq, _mac in chain(counter.shop)]
    assert links == list(range(1, len(links) + 1))
    assert checks.wrong(counter.shop) == []


def test_a_shift_over_midnight_and_over_the_cut_off_closes_on_its_own_day(counter: Counter, clock: Clock) -> None:
    shift = counter.open(100_000)
    counter.sell(counter.line(counter.soap, 1, 3_400))
    clock.at += timedelta(hours=21)  # four in the morning: a new business day by the branch's clock
    assert counter.shop.branch.business_date(clock.at) > shift.business_date
    counter.sell(counter.line(counter.soap, 1, 3_400))
    counter.close(106_800)

    with counter.shop.reading() as connection:
        of_shift = select(Document.business_date).where(Document.shift_id == shift.id)
        days = set(connection.execute(of_shift).scalars())
    assert days == {shift.business_date}


def test_a_clock_set_back_does_not_lock_a_person_out_for_as_long(counter: Counter, clock: Clock) -> None:
    for _miss in range(users.FREE_MISSES):
        with pytest.raises(Refused, match="Salah"):
            counter.shop.sign_in(counter.cashier.id, "111222")
    clock.at -= timedelta(days=1)

    with pytest.raises(Refused, match="Tunggu") as refusal:
        counter.shop.sign_in(counter.cashier.id, "730164")

    assert int(refusal.value.message.split()[1]) <= users.FIRST_WAIT.total_seconds() + 1
