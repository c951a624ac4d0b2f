"""Counted figures from files: a session of their own, or into one under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inventory import count_files, count_judgements, count_queries, count_reports
from inventory.imports import Outcome
from koperasi.quantity import NOTHING, Quantity
from koperasi.shop import Shop
from printing.csv_files import csv_bytes
from tests.inventory.counting import Counting
from tests.shops import Counter

TakeIn = Callable[..., Outcome]

COUNTED = """nomor_hitung;kode;dihitung;satuan
SO-7;101;9;Pcs
SO-7;201;;
"""


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: what is entered goes through the same deed as at the window."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


def judged(shop: Shop) -> dict[str, count_judgements.Judged]:
    with shop.reading() as connection:
        (row,) = count_queries.sessions(connection, shop.branch.id)
        found = count_judgements.judged(connection, row.session, shop.branch, shop.settings)
    return {each.facts.code: each for each in found}


def test_a_file_of_figures_is_a_session_and_comes_in_once(counter: Counter, take_in: TakeIn) -> None:
    counter.buy(counter.soap, 10, 25_000)
    outcome = take_in(count_files.IMPORT, COUNTED)
    again = take_in(count_files.IMPORT, COUNTED)

    assert (outcome.written, outcome.refused) == (1, False)
    assert (again.written, again.skipped) == (0, 2)
    assert {code: each.variance for code, each in judged(counter.shop).items()} == {"101": Quantity.of(-1)}


def test_a_row_may_say_when_it_was_counted(counter: Counter, take_in: TakeIn) -> None:
    """Counted at seven, four sold since: judged by what the book held at seven."""
    counter.buy(counter.soap, 10, 25_000)
    at = counter.shop.branch.local(counter.shop.clock())
    counter.sell(counter.line(counter.soap, 4, 3_400))
    take_in(count_files.IMPORT, f"kode;dihitung;jam\n101;10;{at:%d/%m/%Y %H:%M:%S}\n")

    assert judged(counter.shop)["101"].variance == NOTHING


@pytest.mark.parametrize("row", ["X9;1", "101;-1", "101;2000000", "301;1", "101;satu"])
def test_while_a_row_is_wrong_nothing_is_written(counter: Counter, take_in: TakeIn, row: str) -> None:
    outcome = take_in(count_files.IMPORT, f"kode;dihitung\n101;9\n{row}\n")

    assert outcome.refused
    with counter.shop.reading() as connection:
        assert count_queries.sessions(connection, counter.shop.branch.id) == []


def test_figures_of_a_file_join_a_session_under_way(counter: Counter, tmp_path: Path) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 4)
    file = tmp_path / "hitung.csv"
    file.write_text("kode;dihitung\n101;6\n", "utf-8")
    taken = count_files.into_session(counter.shop, counter.cashier, counting.id, file)

    assert (taken.lines, taken.refused) == (1, ())
    assert counting.judged()[counter.soap].last.quantity == Quantity.of(10)
    file.write_text("kode;dihitung\nX9;6\n", "utf-8")
    assert count_files.into_session(counter.shop, counter.cashier, counting.id, file).refused
    file.write_text("kode;dihitung\n101;\n", "utf-8")
    assert count_files.into_session(counter.shop, counter.cashier, counting.id, file).lines == 0


def test_a_sheet_that_was_filled_in_comes_back(counter: Counter, take_in: TakeIn) -> None:
    """The table of a session's sheet, with a figure written into it, is a file of figures."""
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    with counter.shop.reading() as connection:
        sheet = csv_bytes(count_reports.sheet(connection, counting.id, counter.shop.branch)).decode()
    assert "101" in sheet
    lines = sheet.splitlines()
    filled = [lines[0], *(each.removesuffix(",,") + ",9," for each in lines[1:])]
    outcome = take_in(count_files.IMPORT, "\n".join(filled) + "\n")

    assert (outcome.written, outcome.refused) == (1, False)


def test_a_date_in_the_file_is_kept_with_its_figure(counter: Counter, take_in: TakeIn) -> None:
    counter.buy(counter.soap, 10, 25_000)

    take_in(count_files.IMPORT, "kode;dihitung;kedaluwarsa\n101;9;31/12/2026\n")

    assert judged(counter.shop)["101"].last.dates == (date(2026, 12, 31),)
