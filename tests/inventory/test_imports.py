"""The frame of every import: all rows or none, the good ones if asked, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from inventory import imports, readings
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Outcome, Plan
from inventory.readings import Table
from koperasi.errors import Refused, Trouble
from koperasi.shop import Shop
from koperasi.work import Work

FIELDS = (Field("name", Reads.WORDS, ("nama",), required=True), Field("price", Reads.AMOUNT, ("harga",), required=True))
Run = Callable[..., Outcome]


class Pages:
    """An import of the test's own: each line is a batch, and it knows what it wrote before."""

    def __init__(self, *refusing: str) -> None:
        self.written: list[str] = []
        self.refusing = refusing

    def plan(self, _shop: Shop, table: Table, _options: Options) -> Plan:
        new = [line for line in table.good if line["name"] not in self.written]
        batches = [Batch([line.row], partial(self.write, name=line["name"])) for line in new]
        return Plan(batches, len(table.good) - len(new))

    def write(self, work: Work, *, name: str) -> None:
        if name in self.refusing:
            raise Refused("tidak boleh", rule="test")
        work.connection.exec_driver_sql("SELECT 1")
        self.written.append(name)


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: the frame writes nothing itself."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def run(shop: Shop, tmp_path: Path, pages: Pages) -> Run:
    def run(text: str, pages: Pages = pages, **options: object) -> Outcome:
        path = tmp_path / "daftar.csv"
        path.write_text(text, encoding="utf-8")
        kind = Import("pages", "Daftar", FIELDS, pages.plan)
        return imports.run(shop, kind, path, Options(**options), shop.konsole())  # type: ignore[arg-type]

    return run


GOOD = "nama;harga\nKopi;1.000\nTeh;2.000\n"
BAD = GOOD + "Gula;gratis\n;5\nSusu;1;lebih\n"


def test_all_rows_of_a_good_file_are_written(run: Run, pages: Pages) -> None:
    outcome = run(GOOD)

    assert pages.written == ["Kopi", "Teh"]
    assert (outcome.read, outcome.written, outcome.refused) == (2, 2, False)


def test_while_a_row_is_wrong_nothing_is_written_and_each_is_named(run: Run, pages: Pages) -> None:
    outcome = run(BAD)

    assert pages.written == []
    assert outcome.refused
    assert [(each.row, each.field) for each in outcome.rejections] == [(4, "price"), (5, "name"), (6, "")]
    assert str(outcome.rejections[0]) == "baris 4, price: “gratis” bukan angka. Tulis angka saja."


def test_the_good_rows_are_kept_if_asked_and_the_others_stand_in_a_file(run: Run, pages: Pages) -> None:
    outcome = run(BAD, keep_good=True)

    assert pages.written == ["Kopi", "Teh"]
    assert not outcome.refused
    assert outcome.rejected_file is not None
    assert outcome.rejected_file.name == "daftar.csv.rejected.csv"
    lines = outcome.rejected_file.read_text("utf-8-sig").splitlines()
    assert lines[0] == "nama;harga;row;field;problem;remedy"
    assert lines[1] == "Gula;gratis;4;price;“gratis” bukan angka.;Tulis angka saja."
    assert len(lines) == 4


def test_the_file_of_the_others_may_be_mended_and_read_again(run: Run, pages: Pages) -> None:
    rejected = run(BAD, keep_good=True).rejected_file
    assert rejected is not None

    mended = rejected.read_text("utf-8-sig").replace("gratis;4", "3.000;4").splitlines()[:2]
    outcome = run("\n".join(mended))

    assert pages.written == ["Kopi", "Teh", "Gula"]
    assert outcome.unused == ("row", "field", "problem", "remedy")


def test_nothing_is_written_where_the_others_cannot_be_kept(run: Run, pages: Pages, tmp_path: Path) -> None:
    (tmp_path / "daftar.csv.rejected.csv").mkdir()

    with pytest.raises(Trouble, match=r"daftar\.csv\.rejected\.csv tidak bisa ditulis"):
        run(BAD, keep_good=True)
    assert pages.written == []


def test_a_dry_run_says_what_would_happen_and_writes_nothing(run: Run, pages: Pages) -> None:
    assert run(GOOD, dry_run=True).written == 2
    assert run(BAD, dry_run=True).written == 0
    assert run(BAD, dry_run=True).refused
    kept = run(BAD, dry_run=True, keep_good=True)
    assert (kept.written, kept.refused, kept.rejected_file) == (2, False, None)
    assert pages.written == []


def test_a_second_run_writes_nothing(run: Run, pages: Pages) -> None:
    run(GOOD)
    outcome = run(GOOD)

    assert (outcome.written, outcome.skipped) == (0, 2)
    assert pages.written == ["Kopi", "Teh"]


def test_a_run_that_was_stopped_goes_on_where_it_was(run: Run) -> None:
    pages = Pages("Teh")
    stopped = run(GOOD + "Gula;3.000\n", pages)
    pages.refusing = ()
    outcome = run(GOOD + "Gula;3.000\n", pages)

    assert (stopped.written, stopped.rejections[0].row) == (1, 3)
    assert (outcome.written, outcome.skipped) == (2, 1)
    assert pages.written == ["Kopi", "Teh", "Gula"]


def test_what_is_refused_while_writing_joins_the_others_when_the_good_are_kept(run: Run) -> None:
    pages = Pages("Teh")
    outcome = run(GOOD + "Gula;3.000\n", pages, keep_good=True)

    assert pages.written == ["Kopi", "Gula"]
    assert [(each.row, each.message) for each in outcome.rejections] == [(3, "tidak boleh")]


def test_progress_is_told_to_the_end(shop: Shop, tmp_path: Path, pages: Pages) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(GOOD, encoding="utf-8")
    told: list[tuple[int, int]] = []

    kind = Import("pages", "Daftar", FIELDS, pages.plan)
    imports.run(shop, kind, path, Options(), shop.konsole(), lambda done, whole: told.append((done, whole)))

    assert told == [(1, 2), (2, 2)]


def test_a_formula_in_a_refused_row_is_made_harmless_and_a_number_is_not(run: Run) -> None:
    rejected = run('nama;harga\n"=1+1";x\nKopi;-500\n', keep_good=True).rejected_file

    assert rejected is not None
    lines = rejected.read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("'=1+1;x;")
    assert lines[2].startswith("Kopi;-500;")


def test_a_document_with_a_refused_line_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "nota.csv"
    path.write_text("nama,harga\nA,1\nA,x\nB,1\n", encoding="utf-8")
    table = readings.table(imports.spreadsheets.read(path), FIELDS, {})
    groups = imports.grouped(table.lines, "name")

    assert [imports.refuse_whole(table.findings, lines) for lines in groups.values()] == [True, False]
    assert [line.row for line in table.good] == [4]
