"""What was lost of makers' goods, told one by one and put together."""

from __future__ import annotations

from typing import Any

import pytest

from consignment import maker_loss_reports
from inventory.write_offs import Cause
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from tests.consignment import gone as deeds
from tests.consignment.gone import Gone
from tests.shops import Counter


@pytest.fixture
def gone(counter: Counter) -> Gone:
    """Twenty cookies at 8.000 for her; two broke while the till was open, three stale a day later, one is missing."""
    made = deeds.of(counter)
    made.bring(20)
    counter.open()
    made.write_off(2)
    made.settle()
    made.later(1)
    made.write_off(3, Cause.STALE)
    made.count(14)
    return made


def report(gone: Gone, **choices: Any) -> Any:
    day = gone.room.day
    with gone.shop.reading() as connection:
        return maker_loss_reports.losses(
            connection, Period(gone.shop.branch, day.replace(day=1), day, "", Choices(**choices))
        )


def test_each_loss_tells_its_cause_its_worth_and_who_had_the_till(gone: Gone) -> None:
    rows = list(report(gone).records())

    told = [(row["cause"], row["quantity"], row["worth"], row["paid"], row["open"]) for row in rows]
    assert told == [
        ("Rusak di toko", "2", 16_000, 16_000, None),
        ("Basi atau cacat dari pembuat", "3", 24_000, 0, "3"),
        ("Hilang di rak", "1", 8_000, 0, "1"),
    ]
    assert [row["cashier"] for row in rows] == ["Rina Astuti", "", ""]
    assert {row["by"] for row in rows} == {"Yuni Kartika"}
    assert {(row["maker"], row["code"]) for row in rows} == {("Siti Aminah", "201")}
    assert [each.value for each in report(gone).figures] == [Rupiah(48_000), 2]


@pytest.mark.parametrize(
    ("way", "rows"),
    [
        ("cause", [("Basi atau cacat dari pembuat", 24_000), ("Rusak di toko", 16_000), ("Hilang di rak", 8_000)]),
        ("maker", [("Siti Aminah", 48_000)]),
        ("shelf", [("(tidak diketahui)", 48_000)]),
        ("cashier", [("(tidak diketahui)", 32_000), ("Rina Astuti", 16_000)]),
    ],
)
def test_losses_are_put_together(gone: Gone, way: str, rows: list[tuple[str, int]]) -> None:
    found = report(gone, by=way)

    assert [(row["name"], row["worth"]) for row in found.records()] == rows
    assert found.totals[1:5] == (3, Quantity.of(6), Rupiah(48_000), Rupiah(16_000))


def test_another_maker_lost_nothing(gone: Gone) -> None:
    assert list(report(gone, party=gone.counter.member_id).rows) == []
    assert len(report(gone, party=gone.maker).rows) == 3
