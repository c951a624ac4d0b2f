"""The nightly folder of a small shop: what is due, what is written, what is dropped."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from koperasi.errors import BadInput, Refused, Trouble
from koperasi.settings import Settings
from koperasi.stops import Stop, Stopped
from pos import nightly
from pos.commands import reports
from pos.nightly import Plan
from tests.shops import Clock, Counter

NAMES = ("day", "stock-value")


@pytest.fixture
def sold(counter: Counter) -> Counter:
    counter.buy(counter.soap, 10, 25_000)
    counter.sell(counter.line(counter.soap, 3, 3_400), cash=10_200)
    return counter


def today(counter: Counter) -> date:
    return counter.shop.branch.business_date(counter.shop.clock())


def plan(folder: Path, *names: str, **more: object) -> Plan:
    return replace(Plan(folder / "malam", names or NAMES), **more)  # type: ignore[arg-type]


def test_without_a_folder_nothing_is_wanted() -> None:
    assert nightly.plan_of(Settings()) is None
    set_up = nightly.plan_of(Settings(nightly_folder=" /malam ", nightly_reports="day stock"))
    assert set_up == Plan(Path("/malam"), ("day", "stock"), keep_days=90)


@pytest.mark.parametrize("wrong", ["dya", "day stock-card", "paper-hour"])
def test_a_name_that_is_no_report_of_a_day_is_told(wrong: str) -> None:
    with pytest.raises(BadInput):
        nightly.check(wrong)
    nightly.check("day paper-day paper-month stock")


def test_a_day_has_a_folder_of_its_own_with_every_file(sold: Counter, tmp_path: Path) -> None:
    night = nightly.write(sold.shop, plan(tmp_path, "day", "paper-day"), today(sold))
    folder = tmp_path / "malam" / today(sold).isoformat()
    assert night.folder == folder
    assert night.failed == ()
    assert sorted(each.suffix for each in folder.iterdir()) == [".pdf", ".pdf", ".xlsx"]
    assert [each.name for each in sorted(folder.iterdir())] == list(night.files)
    workbook = next(each for each in folder.iterdir() if each.suffix == ".xlsx")
    assert openpyxl.load_workbook(workbook).active is not None
    assert sorted(each.name for each in (tmp_path / "malam").iterdir()) == [today(sold).isoformat()]


def test_written_again_it_is_the_same_bytes(sold: Counter, tmp_path: Path) -> None:
    first = nightly.write(sold.shop, plan(tmp_path), today(sold))
    before = {name: (first.folder / name).read_bytes() for name in first.files}
    again = nightly.write(sold.shop, plan(tmp_path), today(sold))
    assert {name: (again.folder / name).read_bytes() for name in again.files} == before


def test_a_day_is_due_when_its_shifts_are_closed_and_it_has_no_folder(sold: Counter, tmp_path: Path) -> None:
    wanted = plan(tmp_path)
    with sold.shop.reading() as connection:
        assert nightly.due(sold.shop, wanted, connection) == []
    sold.close(310_200)
    with sold.shop.reading() as connection:
        assert nightly.due(sold.shop, wanted, connection) == [today(sold)]
    assert [each.day for each in nightly.make_up(sold.shop, wanted, Stop())] == [today(sold)]
    assert nightly.make_up(sold.shop, wanted, Stop()) == []


def test_a_report_that_cannot_be_made_stops_no_other(
    sold: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = reports.maker

    def broken(_connection: object, _period: object) -> object:
        raise Refused("Tidak bisa.")

    monkeypatch.setattr(reports, "maker", lambda name: broken if name == "day" else usual(name))
    night = nightly.write(sold.shop, plan(tmp_path), today(sold))
    assert night.failed == (("day", "Tidak bisa."),)
    assert [Path(each).suffix for each in night.files] == [".pdf", ".xlsx"]


def test_a_disk_that_refuses_is_told_and_leaves_nothing(sold: Counter, tmp_path: Path) -> None:
    (tmp_path / "malam").write_text("a file where the folder should be")
    with pytest.raises(Trouble, match="tidak bisa ditulis"):
        nightly.write(sold.shop, plan(tmp_path), today(sold))
    assert (tmp_path / "malam").is_file()


def test_given_up_it_leaves_what_was_there_before(sold: Counter, tmp_path: Path) -> None:
    night = nightly.write(sold.shop, plan(tmp_path), today(sold))
    before = (night.folder / night.files[0]).read_bytes()
    stop = Stop()
    stop.stop()
    with pytest.raises(Stopped):
        nightly.write(sold.shop, plan(tmp_path), today(sold), stop)
    assert (night.folder / night.files[0]).read_bytes() == before
    assert [each.name for each in (tmp_path / "malam").iterdir()] == [today(sold).isoformat()]


def test_old_days_are_dropped_but_never_what_is_not_ours(sold: Counter, tmp_path: Path) -> None:
    wanted = plan(tmp_path, keep_days=30)
    old, kept, other = (wanted.folder / (today(sold) - timedelta(days=days)).isoformat() for days in (31, 30, 40))
    for folder in (old, kept, other, wanted.folder / "foto"):
        folder.mkdir(parents=True)
        (folder / "Laporan (day).pdf").write_bytes(b"%PDF")
    (other / "catatan.txt").write_text("punya orang")
    nightly.write(sold.shop, wanted, today(sold))
    assert not old.exists()
    assert (kept / "Laporan (day).pdf").exists()
    assert (other / "catatan.txt").exists()
    assert (wanted.folder / "foto" / "Laporan (day).pdf").exists()


def test_a_day_that_goes_on_after_a_close_is_written_again_at_its_last(sold: Counter, tmp_path: Path) -> None:
    wanted = plan(tmp_path, "day")
    sold.close(310_200)
    (morning,) = nightly.make_up(sold.shop, wanted, Stop())
    before = (morning.folder / morning.files[1]).read_bytes()
    clock = sold.shop.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(hours=6)
    sold.sell(sold.line(sold.soap, 2, 3_400))
    assert nightly.make_up(sold.shop, wanted, Stop()) == []
    sold.close(306_800)
    (evening,) = nightly.make_up(sold.shop, wanted, Stop())
    assert (evening.folder / evening.files[1]).read_bytes() != before
    assert nightly.make_up(sold.shop, wanted, Stop()) == []


def test_a_database_that_goes_away_leaves_no_half_of_a_day(
    sold: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = reports.maker

    def gone(_connection: object, _period: object) -> object:
        raise Trouble("Data toko tidak terjangkau.")

    wanted = plan(tmp_path)
    sold.close(310_200)
    monkeypatch.setattr(reports, "maker", lambda name: gone if name == "day" else usual(name))
    with pytest.raises(Trouble, match="tidak terjangkau"):
        nightly.make_up(sold.shop, wanted, Stop())
    assert list(wanted.folder.iterdir()) == []
    monkeypatch.setattr(reports, "maker", usual)
    assert [each.failed for each in nightly.make_up(sold.shop, wanted, Stop())] == [()]


def test_two_pcs_that_write_one_day_at_once_do_not_spoil_it(
    sold: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, usual = plan(tmp_path), reports.maker
    other = replace(sold.shop, writer=sold.shop.writer + 1)
    others: list[nightly.Night] = []

    def meanwhile(name: str) -> object:
        if name == "stock-value" and not others:
            others.append(nightly.Night(today(sold), tmp_path, ()))
            others.append(nightly.write(other, wanted, today(sold)))
        return usual(name)

    monkeypatch.setattr(reports, "maker", meanwhile)
    night = nightly.write(sold.shop, wanted, today(sold))
    assert night.files == others[-1].files
    assert sorted(each.name for each in night.folder.iterdir()) == list(night.files)
    assert [each.name for each in wanted.folder.iterdir()] == [today(sold).isoformat()]


def test_what_a_killed_program_left_is_dropped_after_a_day(sold: Counter, tmp_path: Path) -> None:
    wanted = plan(tmp_path, "day")
    left, fresh = (wanted.folder / f".2026-11-20.{name}.part" for name in ("7-1", "7-2"))
    for each in (left, fresh):
        each.mkdir(parents=True)
    os.utime(left, (1, 1))
    nightly.write(sold.shop, wanted, today(sold))
    assert not left.exists()
    assert fresh.exists()


def test_two_branches_with_one_share_keep_out_of_each_others_way(sold: Counter, tmp_path: Path) -> None:
    wanted = Settings(nightly_folder=str(tmp_path / "malam"), nightly_reports="day")
    here, there = (nightly.plan_of(wanted, code) for code in ("01", "02"))
    assert here is not None
    assert there is not None
    nightly.write(sold.shop, there, today(sold))
    assert not here.of(today(sold)).exists()
    nightly.write(sold.shop, replace(here, keep_days=1), today(sold))
    assert there.of(today(sold)).exists()
