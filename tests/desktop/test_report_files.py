from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop import report_files
from desktop.report_files import Shape
from koperasi.errors import Refused, Trouble
from tests.desktop.reported import long, small


@pytest.mark.parametrize("shape", list(Shape))
def test_a_report_is_saved_under_its_own_name_and_over_nothing(shape: Shape, tmp_path: Path) -> None:
    folder = tmp_path / "Laporan"
    first = report_files.save(small(), shape, folder)
    second = report_files.save(small(), shape, folder)

    assert first.name == f"Stok barang 23-11-2026.{shape}"
    assert second.name == f"Stok barang 23-11-2026 (2).{shape}"
    assert first.read_bytes()


def test_what_is_for_the_screen_alone_is_in_no_file(tmp_path: Path) -> None:
    path = report_files.save(small(), Shape.JSON, tmp_path)

    rows = json.loads(path.read_text("utf-8"))["rows"]
    assert set(rows[0]) == {column.key for column in small().columns}


def test_nobody_prints_a_hundred_thousand_rows(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        report_files.save(long(20_001), Shape.PDF, tmp_path)
    assert "Excel" in refused.value.remedy


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble):
        report_files.save(small(), Shape.CSV, tmp_path / "file")


def test_files_go_into_a_folder_of_their_own_among_the_documents(home: Path) -> None:
    assert report_files.usual_folder().name == "SBMI Mart"
