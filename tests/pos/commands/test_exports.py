"""`export books`, and the reports of the books, from the command line."""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from pathlib import Path

from tests.programs import Mart

FROM = ("--from", "2020-01-01")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_books_are_exported_balanced_under_each_number(filled: Mart, tmp_path: Path) -> None:
    folder = tmp_path / "akuntan kami"
    said = filled("export", "books", *FROM, "--out", folder)

    assert said.code == 0
    assert [Path(line).name for line in said.out.splitlines()[:3]] == ["accounts.csv", "journal.csv", "parties.csv"]
    balance: dict[str, int] = defaultdict(int)
    for row in rows(folder / "journal.csv"):
        balance[row["number"]] += int(row["debit"]) - int(row["credit"])
    assert len(balance) == 2
    assert set(balance.values()) == {0}
    codes = {row["account_code"] for row in rows(folder / "accounts.csv")}
    assert {row["account_code"] for row in rows(folder / "journal.csv")} <= codes


def test_a_days_sales_may_stand_under_one_number_in_a_workbook(filled: Mart, tmp_path: Path) -> None:
    said = filled("export", "books", *FROM, "--out", tmp_path / "x", "--format", "xlsx", "--by", "day")

    assert said.code == 0
    assert zipfile.is_zipfile(tmp_path / "x" / "journal.xlsx")
    filled("export", "books", *FROM, "--out", tmp_path / "c", "--by", "day")
    numbers = {row["number"] for row in rows(tmp_path / "c" / "journal.csv")}
    assert any(number.startswith("PJ-20") for number in numbers)


def test_the_same_books_make_the_same_files(filled: Mart, tmp_path: Path) -> None:
    for shape in ("csv", "xlsx"):
        for name in ("one", "two"):
            assert filled("export", "books", *FROM, "--out", tmp_path / name, "--format", shape).code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_days_the_wrong_way_round_and_a_folder_that_is_a_file_are_refused_in_words(
    filled: Mart, tmp_path: Path
) -> None:
    assert "sesudah" in filled("export", "books", *FROM, "--to", "2019-01-01", "--out", tmp_path / "x").err
    (tmp_path / "file").write_text("")
    said = filled("export", "books", *FROM, "--out", tmp_path / "file")
    assert said.code == 1
    assert "tidak bisa ditulis" in said.err


def test_a_report_of_one_account_is_asked_by_its_code(filled: Mart) -> None:
    found = filled("report", "ledger", *FROM, "--account", "3-9100", "--format", "json")
    assert found.code == 0
    assert {row["account_code"] for row in found.rows} == {"3-9100"}
    said = filled("report", "cash-book", "--account", "9-9999")
    assert said.code == 1
    assert "9-9999" in said.err


def test_statements_are_asked_by_name(filled: Mart) -> None:
    for name in ("result", "position", "equity", "ppn", "debt-ages", "savings", "period-locks", "cash-book"):
        said = filled("report", name, *FROM)
        assert said.code == 0, (name, said.err)
