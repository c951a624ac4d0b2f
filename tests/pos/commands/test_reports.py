"""The choices of `report`: by category, owner, days back and order."""

from __future__ import annotations

import pytest

from tests.pos.commands.conftest import Mart

DAYS = ("--from", "2026-11-01", "--to", "2026-11-30", "--format", "json")


@pytest.mark.parametrize(
    "choice",
    [
        ("best-sellers", "--by", "quantity"),
        ("margin", "--by", "category"),
        ("movements", "--by", "value"),
        ("dead", "--days", "1"),
        ("stock", "--owned"),
        ("stock", "--consigned"),
        ("abc", "--category", ""),
    ],
)
def test_a_report_is_narrowed_by_words(filled: Mart, choice: tuple[str, ...]) -> None:
    assert filled("report", *choice, *DAYS).code == 0


def test_what_nobody_knows_is_told(filled: Mart) -> None:
    assert filled("report", "stock", "--category", "tidak ada").code == 1
    assert filled("report", "margin", "--supplier", "tidak ada").code == 1
    assert filled("report", "dead", "--days", "-1").code == 1
    assert filled("report", "stock", "--owned", "--consigned").code == 2


def test_members_goods_alone_and_the_shops_alone_are_all_of_it(filled: Mart) -> None:
    every, own, theirs = (filled("report", "stock", *each, *DAYS).rows for each in ((), ("--owned",), ("--consigned",)))
    assert len(every) == len(own) + len(theirs)
