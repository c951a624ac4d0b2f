"""Slips as texts that people have looked at: any change of the layout shows here first.

To accept a change: GOLDEN=write pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from printing.texts import text
from tests.papers.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_slip_is_laid_out_as_it_was_looked_at(name: str, columns: int) -> None:
    file = GOLDEN / f"{name}-{columns}.txt"
    told = text(SAMPLES[name](), columns)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_is_longer_than_the_paper(name: str, columns: int) -> None:
    assert max(len(line) for line in text(SAMPLES[name](), columns).splitlines()) <= columns
