"""Copies, and slips of which a person must say whether they came out."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from koperasi import audit, settings
from koperasi.errors import NotFound, Refused
from koperasi.shop import Shop
from pos import slips, z_slips
from pos.stations import Station
from printing import jobs
from printing.jobs import State
from printing.slips import Draft, Slip
from printing.texts import text
from tests.shops import Counter


@pytest.fixture
def station(counter: Counter) -> Station:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    counter.shop.reload_settings()
    return Station(counter.shop, counter.cashier, printer="K1")


def queued(shop: Shop) -> list[jobs.Job]:
    with shop.reading() as connection:
        return [each for each in jobs.waiting(connection, "K1") if each.kind is jobs.JobKind.SLIP]


def drawn(counter: Counter, document_id: int) -> Slip:
    with counter.shop.reading() as connection:
        return slips.draw(counter.shop, connection, document_id)


def test_a_copy_says_so_with_its_number_and_who_asked(counter: Counter, station: Station) -> None:
    posted = counter.sell(counter.line(counter.soap, 1, 3_400))
    slips.print_copy(station, counter.cashier, posted.document_id)
    slips.print_copy(station, counter.cashier, posted.document_id)

    printed = [text(Slip.from_json(each.slip), 48) for each in queued(counter.shop) if each.copy]
    first = text(drawn(counter, posted.document_id), 48)
    printed.insert(0, first)
    assert ["SALINAN" in each for each in printed] == [False, True, True]
    assert "SALINAN 2" in printed[2]
    assert "oleh Rina Astuti" in printed[2]
    with counter.shop.reading() as connection:
        noted = select(audit.AuditLink.detail).where(audit.AuditLink.deed == "pos:slip:copy")
        assert len(connection.execute(noted).all()) == 2


def test_a_document_without_a_slip_has_no_copy(counter: Counter, station: Station) -> None:
    with pytest.raises(NotFound):
        slips.print_copy(station, counter.cashier, 1)


def test_without_a_printer_a_copy_is_refused(counter: Counter) -> None:
    with pytest.raises(Refused, match="tanpa printer"):
        slips.print_copy(Station(counter.shop, counter.cashier), counter.cashier, 1)


def doubt(counter: Counter) -> int:
    """A receipt that was being sent when the program died; its job."""
    counter.sell(counter.line(counter.soap, 1, 3_400))
    (job,) = queued(counter.shop)
    with counter.shop.database.writing() as connection:
        jobs.become(connection, job, State.SENDING)
        jobs.recover(connection, "K1")
    return job.id


def test_a_doubtful_slip_is_known_by_its_number(counter: Counter, station: Station) -> None:
    job_id = doubt(counter)

    (found,) = slips.doubtful(station)
    assert found.job_id == job_id
    assert found.title.startswith("No. K1-000001")


def test_a_slip_without_a_number_is_known_by_what_it_is_not_by_whose(counter: Counter, station: Station) -> None:
    shop = counter.shop
    paper = Draft()
    z_slips.heading(paper, shop.branch, "Kasir 1", "BACA SHIFT (X)", "")
    row = jobs.queue_row(shop.minter.next(), paper.slip(), printer="K1", at=shop.clock())
    with shop.database.writing() as connection:
        jobs.put(connection, row)

    (job,) = queued(shop)
    with shop.reading() as connection:
        assert slips.title(shop, connection, job) == "BACA SHIFT (X)"


@pytest.mark.parametrize(("printed", "state"), [(True, State.SENT), (False, State.QUEUED)])
def test_a_person_settles_it(counter: Counter, station: Station, printed: bool, state: State) -> None:
    job_id = doubt(counter)
    called: list[bool] = []
    station.call_printer = lambda: called.append(True)

    (slips.was_printed if printed else slips.print_again)(station, [job_id])

    with counter.shop.reading() as connection:
        assert jobs.by_id(connection, job_id).state is state
    assert slips.doubtful(station) == []
    assert called == [True]
