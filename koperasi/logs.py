"""The log: what the program met, for whoever looks after it; never a PIN, never a card.

It lies beside the shop's data, turns over at a megabyte and keeps five old files.  What no
other code caught ends here too, instead of on a terminal nobody sees.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

FOLDER = "logs"
FILE = "sbmi-mart.log"
MOST_BYTES = 1_000_000
KEPT = 5
FORMAT = "%(asctime)sZ %(levelname)s %(threadName)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


def start(state: Path) -> logging.Handler:
    """Write the log into `logs` of this PC's folder from now on; `stop` ends it."""
    folder = state / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / FILE, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
    formatter = logging.Formatter(FORMAT, "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    if root.level == logging.NOTSET or root.level > logging.INFO:
        root.setLevel(logging.INFO)
    return handler


def stop(handler: logging.Handler) -> None:
    logging.getLogger().removeHandler(handler)
    handler.close()


def catch_all(tell: Callable[[], None]) -> Callable[[], None]:
    """Log what nothing caught, in any thread, and `tell` the person; returns how to undo it."""
    before = sys.excepthook, threading.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before[0](kind, error, trace)
            return
        log.critical("nothing caught this", exc_info=(kind, error, trace))
        tell()

    def caught_in_thread(what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            caught(what.exc_type, what.exc_value, what.exc_traceback)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = caught, caught_in_thread
    return undo
