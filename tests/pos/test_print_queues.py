"""The print queue: nobody gets a copy of what she may not see, and each till settles its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from koperasi import settings
from koperasi.errors import NotFound, Refused
from koperasi.shop import Shop
from pos import movements, print_queues, readings
from pos.stations import Station
from printing import jobs
from printing.jobs import Job, State
from tests.shops import Counter


@pytest.fixture
def station(counter: Counter) -> Station:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    counter.shop.reload_settings()
    return Station(counter.shop, counter.cashier, printer="K1")


def printed(shop: Shop) -> Job:
    """The last slip, which stands on paper now."""
    with shop.database.writing() as connection:
        job = [each for each in jobs.waiting(connection, "K1") if each.kind is jobs.JobKind.SLIP][-1]
        jobs.become(connection, job, State.SENDING)
        jobs.become(connection, jobs.by_id(connection, job.id), State.SENT, sent_at=datetime.now().astimezone())
    return job


def waiting(shop: Shop) -> int:
    with shop.reading() as connection:
        return len([each for each in jobs.waiting(connection, "K1") if each.kind is jobs.JobKind.SLIP])


def test_what_a_manager_read_of_an_open_drawer_is_no_copy_for_who_counts_it_blind(
    counter: Counter, station: Station
) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400))
    assert counter.shift is not None
    x = readings.read(counter.shop, counter.manager, counter.shift)
    movements.print_reading(Station(counter.shop, counter.manager, printer="K1"), x)
    job = printed(counter.shop)
    before = waiting(counter.shop)

    with pytest.raises(Refused, match="tidak punya hak"):
        print_queues.print_again(station, counter.cashier, job.id)
    assert waiting(counter.shop) == before
    print_queues.print_again(station, counter.manager, job.id)
    assert waiting(counter.shop) == before + 1


def test_a_z_is_copied_for_whose_shift_it_was_only(counter: Counter, station: Station) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400))
    counter.close(303_400)
    job = printed(counter.shop)
    other = replace(counter.cashier, id=counter.cashier.id + 1, name="Dewi")

    with pytest.raises(Refused, match="tidak punya hak"):
        print_queues.print_again(station, other, job.id)
    print_queues.print_again(station, counter.cashier, job.id)
    print_queues.print_again(station, counter.manager, job.id)


def test_a_receipt_is_copied_for_who_may_sell(counter: Counter, station: Station) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400))
    job = printed(counter.shop)
    print_queues.print_again(station, counter.cashier, job.id)


def test_another_tills_slip_is_not_this_tills(counter: Counter, station: Station) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400))
    with counter.shop.reading() as connection:
        job = next(each for each in jobs.waiting(connection, "K1") if each.kind is jobs.JobKind.SLIP)
    elsewhere = Station(counter.shop, counter.cashier, printer="K2")

    with pytest.raises(NotFound):
        print_queues.cancel(elsewhere, counter.manager, job.id, "salah")
    with counter.shop.reading() as connection:
        assert jobs.by_id(connection, job.id).state is State.QUEUED
