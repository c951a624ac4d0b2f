"""The log lies beside the shop, turns over, and catches what nothing else did."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest

from koperasi import logs


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / logs.FOLDER / logs.FILE


def test_what_happened_stands_in_the_file_with_its_time_in_utc(tmp_path: Path, log: Path) -> None:
    handler = logs.start(tmp_path)
    logging.getLogger("pos.test").info("the drawer is open")
    logs.stop(handler)

    line = log.read_text(encoding="utf-8").splitlines()[-1]
    assert line.endswith("INFO MainThread pos.test: the drawer is open")
    assert line[19] == "Z"


def test_a_long_log_turns_over_and_keeps_five(tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 200)
    handler = logs.start(tmp_path)
    for number in range(60):
        logging.getLogger("pos.test").info("line %s of a long day at the counter", number)
    logs.stop(handler)

    kept = sorted(each.name for each in log.parent.iterdir())
    assert kept == [logs.FILE, *(f"{logs.FILE}.{number}" for number in range(1, logs.KEPT + 1))]


def test_nothing_is_written_before_something_happens(tmp_path: Path, log: Path) -> None:
    logs.stop(logs.start(tmp_path))

    assert not log.exists()


def test_what_nothing_caught_is_logged_and_told(tmp_path: Path, log: Path, caplog: pytest.LogCaptureFixture) -> None:
    told: list[bool] = []
    handler = logs.start(tmp_path)
    undo = logs.catch_all(lambda: told.append(True))
    with caplog.at_level(logging.CRITICAL):
        try:
            raise ValueError("a slot stumbled")
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    undo()
    logs.stop(handler)

    assert told == [True]
    assert "ValueError: a slot stumbled" in log.read_text(encoding="utf-8")


def test_a_thread_that_stumbles_is_caught_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    told: list[bool] = []
    undo = logs.catch_all(lambda: told.append(True))

    def stumble() -> None:
        raise ValueError("a worker stumbled")

    with caplog.at_level(logging.CRITICAL):
        thread = threading.Thread(target=stumble)
        thread.start()
        thread.join()
    undo()

    assert told == [True]
