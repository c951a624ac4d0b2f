from __future__ import annotations

from pathlib import Path

from tests.pos.commands.conftest import Mart


def test_one_day_is_written_where_it_is_told(filled: Mart, tmp_path: Path) -> None:
    said = filled("nightly", "--on", "2026-11-23", "--to", tmp_path / "malam", "--reports", "day paper-day")
    assert said.code == 0
    files = [Path(line) for line in said.out.splitlines()]
    assert [each.suffix for each in files] == [".pdf", ".pdf", ".xlsx"]
    assert all(each.is_file() and each.parent.name == "2026-11-23" for each in files)


def test_what_is_due_is_written_once_by_the_settings(filled: Mart, tmp_path: Path) -> None:
    wanted = ("nightly", "--to", tmp_path / "malam", "--reports", "day")
    said = filled(*wanted)
    names = {Path(line).name for line in said.out.splitlines()}
    assert names == {"Laporan harian (day).pdf", "Laporan harian (day).xlsx"}
    again = filled(*wanted)
    assert (again.code, again.out) == (0, "")


def test_without_a_folder_or_with_a_wrong_name_it_says_what_to_do(filled: Mart, tmp_path: Path) -> None:
    assert "belum diatur" in filled("nightly").err
    said = filled("nightly", "--to", tmp_path / "malam", "--reports", "dya")
    assert said.code == 1
    assert "dya" in said.err
    assert not (tmp_path / "malam").exists()


def test_what_is_kept_by_the_settings_is_what_is_written(filled: Mart, tmp_path: Path) -> None:
    assert filled("settings", "nightly_reports", "dya").code == 1
    assert filled("settings", "nightly_reports", "day").code == 0
    assert filled("settings", "nightly_folder", tmp_path / "malam").code == 0
    assert filled("settings", "nightly_pdf", "tidak").code == 0
    assert all(line.endswith(".xlsx") for line in filled("nightly").out.splitlines())
    assert list((tmp_path / "malam").iterdir())
