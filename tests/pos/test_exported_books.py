"""Books for another program: what is given up leaves what was there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from koperasi.periods import Period
from koperasi.stops import Stop, Stopped
from pos import exported_books
from pos.exported_books import Shape
from tests.shops import Clock, Counter


@pytest.mark.parametrize("shape", Shape)
def test_an_export_that_is_given_up_leaves_the_three_files_of_before(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: Shape
) -> None:
    folder = tmp_path / "buku"
    counter.buy(counter.soap, 10, 25_000)
    day = counter.shop.branch.business_date(counter.shop.clock())
    monkeypatch.setattr(exported_books, "STEP", 1)

    def export(day: date, stop: Stop) -> None:
        period = Period(counter.shop.branch, day, day, stop=stop)
        with counter.shop.reading() as connection:
            exported_books.export(connection, period, folder, shape)

    export(day, Stop())
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert len(before) == 3
    clock = counter.shop.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(days=1)
    counter.sell(counter.line(counter.soap, 1, 3_400), member=True)
    stop = Stop()
    stop.stop()
    with pytest.raises(Stopped):
        export(day + timedelta(days=1), stop)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
