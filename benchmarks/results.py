"""Results: what was measured against what is wanted, as a table on the screen and in RESULTS.md."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measures import Times

FILE = Path(__file__).with_name("RESULTS.md")
COLUMNS = ("what", "floor", "program", "p99", "spread", "ratio", "wanted", "")
HEAD = """# Results

Written by `python -m benchmarks`; each section is of the run it names.  Floor and program are
medians in the same run, in turns; p99 and spread (lowest to highest median of a round) are the
program's.  Milliseconds unless it says otherwise.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what was measured, and whether it is as good as wanted (None: nothing is asked)."""

    what: str
    floor: str
    program: str
    p99: str = ""
    spread: str = ""
    ratio: str = ""
    wanted: str = ""
    reached: bool | None = None

    def cells(self) -> tuple[str, ...]:
        verdict = {None: "", True: "reached", False: "**not reached**"}[self.reached]
        return (self.what, self.floor, self.program, self.p99, self.spread, self.ratio, self.wanted, verdict)


@dataclass(slots=True)
class Section:
    """What one benchmark found, with a sentence on how."""

    name: str
    how: str
    lines: list[Line] = field(default_factory=list)

    def compare(
        self, what: str, floor: Times, program: Times, *, times: float | None = None, p99: float | None = None
    ) -> None:
        """Add a row of a program against its floor: at most `times` its median, `p99` ms at worst."""
        ratio = program.p50 / floor.p50
        wanted = [f"≤ {times:g} ×"] if times else []
        wanted += [f"p99 ≤ {p99:g}"] if p99 else []
        reached = (not times or ratio <= times) and (not p99 or program.p99 <= p99)
        self.lines.append(
            Line(
                what,
                shown(floor.p50),
                shown(program.p50),
                shown(program.p99),
                between(program),
                f"{ratio:.2f} ×",
                ", ".join(wanted),
                reached if wanted else None,
            )
        )

    def say(self, line: Line) -> None:
        self.lines.append(line)

    def table(self) -> str:
        rows = [COLUMNS, tuple("---" for _column in COLUMNS), *(line.cells() for line in self.lines)]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def shown(milliseconds: float) -> str:
    """Three figures that count: 0.0123, 1.23, 12.3, 123."""
    digits = 0 if milliseconds >= 100 else 1 if milliseconds >= 10 else 2 if milliseconds >= 1 else 3
    return f"{milliseconds:.{digits}f}"


def between(times: Times) -> str:
    low, high = times.spread
    return f"{shown(low)}-{shown(high)}"


def machine() -> str:
    """What ran it: processors, system, Python."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} × {_processor()}, {system}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def write(section: Section, command: str, file: Path = FILE) -> None:
    """Put a section in the place of the one of its name; the others stay as they are."""
    text = file.read_text("utf-8") if file.exists() else HEAD
    parts = [part.rstrip() + "\n" for part in re.split(r"(?m)^(?=## )", text)]
    begun = f"## {section.name}\n"
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    # What else the machine had to do is part of what the figures mean.
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    told = f"{begun}\n{section.how}\n\n{section.table()}\n\n`{command}`, {at}, {machine()}{busy}\n"
    places = [place for place, part in enumerate(parts) if part.startswith(begun)]
    if places:
        parts[places[0]] = told
    else:
        parts.append(told)
    file.write_text("\n".join(parts), "utf-8")
