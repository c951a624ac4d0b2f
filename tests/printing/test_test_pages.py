"""The try-out page: on every width, readable by whoever is to say which is right."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from printing import test_pages
from printing.papers import Paper
from printing.proofs import BAR_CODES, QR_CODES
from printing.virtual import VirtualPrinter
from tests.printing.readers import codes_in

AT = datetime(2026, 11, 25, 9, 45, tzinfo=UTC)


def printed(columns: int, dots: int, paper: Paper | None = None) -> VirtualPrinter:
    printer = VirtualPrinter(columns, dots, wraps=True)
    printer.send(
        test_pages.test_page(
            paper or Paper.of_columns(columns),
            shop="SBMI Mart dengan nama yang panjang",
            printer="Printer depan",
            at=AT,
        )
    )
    return printer


@pytest.mark.parametrize(
    ("columns", "dots", "whole"), [(32, 384, ["32"]), (42, 512, ["32", "42"]), (48, 576, ["32", "42", "48"])]
)
def test_only_lines_that_fit_are_whole(columns: int, dots: int, whole: list[str]) -> None:
    lines = printed(columns, dots).lines
    rulers = [test_pages.ruler(each) for each in (32, 42, 48)]
    assert [each.split()[0] for each in rulers if each in lines] == whole


def test_all_four_codes_are_read_back(tmp_path: Path) -> None:
    read = codes_in(printed(48, 576).papers[0].picture(576), tmp_path)
    assert {each.partition(":")[2] for each in read} == {*QR_CODES, *BAR_CODES}


def test_it_cuts_both_ways_and_kicks_no_drawer() -> None:
    printer = printed(32, 384)
    assert (printer.cuts, printer.kicks) == (2, [])


def test_a_ruler_is_exactly_so_long() -> None:
    assert [len(test_pages.ruler(each)) for each in (32, 42, 48)] == [32, 42, 48]
