"""Starting: from the process's start to the painted sign-in, and what the open till weighs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import time

from benchmarks.measures import Times
from benchmarks.results import Line, Section, between, shown
from benchmarks.runs import Run

NAME = "start"
HOW = (
    "A process of its own each time, painted into memory: the whole program from its start to the painted sign-in, "
    "against a bare Qt window with one field. Memory is what the operating system counts as resident when the till "
    "is open and 40 goods have been scanned."
)
ROOT = Path(__file__).parent.parent
WANTED_MS, WANTED_MB = 800, 150

BARE = """
import os, sys, time
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from PySide6.QtCore import QTimer
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, told)
def told():
    print(time.time(), flush=True)
    os._exit(0)
app = QApplication([])
window = Window()
window.setCentralWidget(QLineEdit())
window.resize(1366, 768)
window.show()
app.exec()
"""
WHOLE = """
import os, sys, time
sys.argv = ["sbmi-mart", "--shop", sys.argv[1]]
from pos import __main__
from pos.screens import windows
def told(self):
    print(time.time(), flush=True)
    os._exit(0)
windows.TillWindow.furnish = told
sys.exit(__main__.main())
"""
WEIGHED = """
import sys
from pathlib import Path
from benchmarks import shops, windows
with shops.opened(Path(sys.argv[1]), goods=False) as place:
    till = windows.OpenTill(place)
    for code in sys.argv[2:]:
        till.scan(code)
    till.settle()
    status = Path("/proc/self/status").read_text()
    till.close()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
"""


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    goods = run.sizes[-1]
    folder = run.larder.copy(goods, "start")
    floor, whole = _in_turns([[BARE], [WHOLE, str(folder)]], 2 if run.quick else 11)
    ratio = whole.p50 / floor.p50
    section.say(
        Line(
            f"start to painted sign-in, {goods:,} goods",
            shown(floor.p50),
            shown(whole.p50),
            shown(whole.p99),
            between(whole),
            f"{ratio:.2f} ×",
            f"≤ {WANTED_MS} median",
            whole.p50 <= WANTED_MS,
        )
    )
    if Path("/proc/self/status").exists():
        _weigh(run, section, folder, goods)
    return section


def _in_turns(programs: list[list[str]], times: int) -> list[Times]:
    """Each program started so often, in turns; the first start of each only fills the caches."""
    taken: list[list[int]] = [[] for _program in programs]
    for number in range(times + 1):
        for (program, *args), found in zip(programs, taken, strict=True):
            begun = time()
            painted = float(_child(program, *args))
            if number:
                found.append(int((painted - begun) * 1e9))
    return [Times(tuple((each,) for each in found)) for found in taken]


def _weigh(run: Run, section: Section, folder: Path, goods: int) -> None:
    from benchmarks.shops import barcode

    codes = [barcode(number % goods) for number in range(40)]
    weights = [int(_child(WEIGHED, str(folder), *codes)) / 1024 for _time in range(1 if run.quick else 3)]
    heavy = median(weights)
    section.say(
        Line(
            f"open till, {goods:,} goods: MB resident",
            "",
            f"{heavy:.0f} MB",
            "",
            f"{min(weights):.0f}-{max(weights):.0f}",
            "",
            f"≤ {WANTED_MB} MB",
            heavy <= WANTED_MB,
        )
    )


def _child(program: str, *args: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *args]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        raise RuntimeError(done.stderr)
    return done.stdout.split()[-1]
