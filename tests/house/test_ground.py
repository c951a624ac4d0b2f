"""The ground under the tests holds: both engines answer, homes are empty, warnings are heard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine

from tests.displays import Display

ROOT = Path(__file__).parents[2]

LOGGING_TESTS = """
import logging
from tests.conftest import logfail

def test_silent(): pass
def test_information(): logging.getLogger("shop").info("well")
def test_expected(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("shop").warning("foreseen")
def test_unexpected(): logging.getLogger("shop").warning("unforeseen")
def test_another_level(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("shop").error("worse")
"""

WINDOW = """
from PySide6.QtWidgets import QApplication, QLineEdit

application = QApplication([])
field = QLineEdit()
field.setWindowTitle("Toko")
field.returnPressed.connect(lambda: (print(field.text(), application.platformName()), application.quit()))
field.show()
application.exec()
"""


def test_each_engine_gives_an_empty_database(engine_url: str) -> None:
    engine = create_engine(engine_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
    engine.dispose()


def test_home_is_empty_and_not_the_persons_own(home: Path) -> None:
    assert Path.home() == home
    assert os.listdir(home) == []


def test_a_real_window_hears_real_keys(display: Display) -> None:
    command = [sys.executable, "-c", WINDOW]
    with subprocess.Popen(command, env=display.environment, stdout=subprocess.PIPE, text=True) as program:
        window = display.xdotool("search", "--sync", "--onlyvisible", "--name", "^Toko$")
        display.xdotool("windowfocus", "--sync", window, "type", "8991102")
        display.xdotool("key", "Return")
        assert program.communicate(timeout=30)[0] == "8991102 xcb\n"


def test_a_warning_nobody_announced_fails_its_test(tmp_path: Path) -> None:
    (tmp_path / "test_logging.py").write_text(LOGGING_TESTS)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        f"--rootdir={tmp_path}",
        "-rE",
        "test_logging.py",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    failed = {line.split("::")[1].split()[0] for line in done.stdout.splitlines() if line.startswith("ERROR test_")}
    assert failed == {"test_unexpected", "test_another_level"}
    assert "5 passed" in done.stdout
