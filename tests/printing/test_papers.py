from __future__ import annotations

import json

import pytest

from printing.papers import Paper


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 512), (48, 576)])
def test_ordinary_papers_are_known_by_their_columns(columns: int, dots: int) -> None:
    assert Paper.of_columns(columns) == Paper(columns=columns, dots=dots)


def test_a_paper_nobody_makes_is_refused() -> None:
    with pytest.raises(ValueError, match="33 columns"):
        Paper.of_columns(33)


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": 8},
        {"dots": 577},
        {"dots": 64},
        {"cutter": "scissors"},
        {"code_page": "CP0"},
        {"drawer_pin": 3},
        {"pulse": (0, 500)},
        {"pulse": (100, 600)},
        {"feed": -1},
    ],
)
def test_settings_that_make_no_paper_are_refused_by_name(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Paper(**wrong)  # type: ignore[arg-type]


def test_a_printers_settings_are_stored_and_come_back() -> None:
    paper = Paper(32, 384, "full", "CP858", True, True, 5, (50, 250), 2)
    assert Paper.from_dict(json.loads(json.dumps(paper.to_dict()))) == paper
