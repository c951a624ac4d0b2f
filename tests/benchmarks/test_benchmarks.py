"""The benchmarks run and say what they found; how fast they are is no matter of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks import results
from benchmarks.measures import Times, in_turns
from benchmarks.results import Section

ROOT = Path(__file__).parents[2]


def test_every_benchmark_runs_and_prints_its_table() -> None:
    """All of them, tiny, as the command line does it; nothing is written into RESULTS.md."""
    written = results.FILE.read_text("utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "benchmarks", "all", "--quick"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    for name in (
        "posting",
        "lookup",
        "search",
        "scan",
        "promotions",
        "hold",
        "report",
        "reports",
        "dashboard",
        "receipt",
        "files",
        "orders",
        "card",
        "makers",
        "stock",
        "load",
        "start",
        "crowd",
        "sitting",
    ):
        assert f"\n{name}\n| what | floor | program |" in done.stdout
    assert "0 errors" in done.stdout
    assert results.FILE.read_text("utf-8") == written


def test_floor_and_program_take_turns() -> None:
    order: list[str] = []
    makers = [lambda: lambda: order.append("floor"), lambda: lambda: order.append("program")]

    floor, program = in_turns(makers, rounds=2, each=3, warm=0)

    assert order == (["floor"] * 3 + ["program"] * 3) * 2
    assert [len(each) for each in floor.rounds] == [3, 3] == [len(each) for each in program.rounds]


def test_median_worst_and_spread_are_in_milliseconds() -> None:
    times = Times(((1_000_000, 2_000_000, 3_000_000), (5_000_000, 5_000_000, 90_000_000)))

    assert (times.p50, times.p99, times.spread) == (4.0, 90.0, (2.0, 5.0))


def test_a_section_is_written_in_place_of_its_last_one(tmp_path: Path) -> None:
    """What another benchmark found stays; what is not reached is said."""
    file = tmp_path / "RESULTS.md"
    for name, ratio in (("posting", 5), ("lookup", 2), ("posting", 3)):
        section = Section(name, "How it was measured.")
        section.compare("1,000 goods", Times(((1_000_000,),)), Times(((ratio * 1_000_000,),)), times=4)
        results.write(section, f"python -m benchmarks {name}", file)
        if ratio == 5:
            assert "5.00 × | ≤ 4 × | **not reached** |" in file.read_text("utf-8")

    text = file.read_text("utf-8")
    assert text.count("## posting\n") == 1 == text.count("## lookup\n")
    assert "3.00 × | ≤ 4 × | reached |" in text
    assert "5.00 ×" not in text
