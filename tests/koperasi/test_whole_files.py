"""Files written whole, under names that any system takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperasi import whole_files


@pytest.mark.parametrize("letter", ["a", "é", "日", "\N{GRINNING FACE}", "-"])
def test_a_long_name_in_any_script_is_one_a_disk_takes(tmp_path: Path, letter: str) -> None:
    name = whole_files.safe_name(f"Kartu stok {letter * 200} 11")
    path = tmp_path / f"{name} (12).xlsx"
    whole_files.write(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_name_never_leads_out_of_its_folder() -> None:
    assert whole_files.safe_name("../../rumah/../x") == "-..-rumah-..-x"
    assert whole_files.safe_name("..") == ""
