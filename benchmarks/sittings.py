"""A long sitting: what a till weighs after very many sales in one window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

from benchmarks.results import Line, Section, shown
from benchmarks.runs import Run
from benchmarks.shops import barcode

NAME = "sitting"
HOW = (
    "One window, one shift: two codes scanned, paid exactly in cash by the payment screen, its change shown, and the "
    "next customer; every sale is posted. Memory is what the operating system counts as resident, first after the "
    "sale named and at the end."
)
ROOT = Path(__file__).parent.parent
SALES, WARM, WANTED_MB = 30_000, 500, 20

SAT = """
import json, sys
from dataclasses import replace
from pathlib import Path
from benchmarks import shops, windows
def resident():
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
place_of, warm, sales = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with shops.opened(place_of, goods=False) as place:
    # Bytes for a real printer, not the demo's pictures of paper.
    place.shop.settings = replace(place.shop.settings, printer="file:/dev/null")
    till = windows.OpenTill(place)
    codes = sys.argv[4:]
    weighed = {}
    for n in range(1, sales + 1):
        till.sell(codes[n % len(codes)], codes[(7 * n) % len(codes)])
        if n in (warm, sales // 2, sales):
            weighed[n] = resident()
        if n % 200 == 0:
            place.shop.rest()
    till.close()
print(json.dumps(weighed))
"""


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    if not Path("/proc/self/status").exists():
        return section
    goods = run.sizes[-1]
    warm, sales = (3, 8) if run.quick else (WARM, SALES)
    folder = run.larder.copy(goods, "sitting")
    codes = [barcode(n) for n in range(1, min(goods, 200))]
    began = monotonic()
    weighed = _sit(folder, warm, sales, codes)
    each = (monotonic() - began) * 1000 / sales
    first, last = weighed[str(warm)] / 1024, weighed[str(sales)] / 1024
    section.say(
        Line(
            f"{sales:,} sales, {goods:,} goods: MB more than after sale {warm}",
            f"{first:.0f} MB",
            f"{last:.0f} MB",
            f"{shown(each)} ms a sale",
            f"{weighed[str(sales // 2)] / 1024:.0f} MB half way",
            f"{last - first:+.1f} MB",
            f"≤ {WANTED_MB} MB more",
            last - first <= WANTED_MB,
        )
    )
    return section


def _sit(folder: Path, warm: int, sales: int, codes: list[str]) -> dict[str, int]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SAT, str(folder), str(warm), str(sales), *codes]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
