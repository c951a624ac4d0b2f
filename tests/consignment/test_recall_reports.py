"""Who bought a good that is called back: members by name and number, returns subtracted, the others counted."""

from __future__ import annotations

import pytest

from consignment import recall_reports
from koperasi.errors import BadInput
from koperasi.periods import Period
from koperasi.quantity import Quantity
from tests import returning
from tests.consignment import gone
from tests.consignment.gone import Gone
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def told(hers: Gone, good: str = "201") -> tuple[list[tuple[object, ...]], tuple[str, ...]]:
    period = Period(hers.shop.branch, hers.room.day, hers.room.day, good)
    with hers.shop.reading() as connection:
        report = recall_reports.buyers(connection, period)
    assert report.opens is not None
    assert len(report.opens.ids) == len(report.rows)
    return [(row[2], row[3], row[6]) for row in report.rows], report.notes


def test_members_are_named_and_others_counted(hers: Gone) -> None:
    counter = hers.counter
    hers.bring(10)
    counter.open()
    sale = counter.sell(counter.line(counter.cookies, 3, 12_500), member=True).document_id
    hers.sell(2)
    command = returning.basket(counter, returning.back(counter, sale, 1))
    counter.post(command, approver=counter.manager)

    rows, notes = told(hers)
    member = next(row[:2] for row in rows)
    assert [row[2] for row in rows if row[:2] == member] == [Quantity.of(-1), Quantity.of(3)]
    assert len(rows) == 2
    assert notes[0].startswith("2 Pcs lagi dibeli tanpa kartu anggota")


def test_it_is_about_one_good(hers: Gone) -> None:
    with pytest.raises(BadInput):
        told(hers, "")
