"""The window library is one that does not count its references wrong.

PySide6 6.12.0 drops a reference to None, True or False at each call of many methods on
Python 3.10 and 3.11, and aborts the process after some thousand calls.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]

CALLS = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableWidget, QTableWidgetItem

class Bell(QObject):
    rung = Signal(object)

application = QApplication([])
label, combo, table, bell = QLabel(), QComboBox(), QTableWidget(1, 1), Bell()
bell.rung.connect(lambda value: None)
calls = [
    lambda: label.setText("x"),
    lambda: label.property("nothing"),
    lambda: combo.currentData(),
    lambda: table.setItem(0, 0, QTableWidgetItem("x")),
    lambda: table.horizontalHeaderItem(0),
    lambda: bell.rung.emit(True),
    lambda: label.isVisible(),
]
for call in calls:
    before = [sys.getrefcount(each) for each in (None, True, False)]
    for _ in range(4000):
        call()
    after = [sys.getrefcount(each) for each in (None, True, False)]
    print(min(now - then for now, then in zip(after, before)))
"""


def test_no_call_loses_references() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lost = [int(line) for line in done.stdout.split()]
    assert len(lost) == 7
    assert min(lost) > -100


def test_the_broken_version_is_shut_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (qt,) = [each for each in map(Requirement, project["dependencies"]) if each.name == "PySide6-Essentials"]
    assert not qt.specifier.contains("6.12.0")
    assert qt.specifier.contains("6.11.3")
