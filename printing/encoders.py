"""python-escpos, the encoder of printer commands, loaded at the first job and kept tidy.

Importing it sets up the root logger, parses a large table and leaves a temporary folder
at every start.  Here it is kept from all three.
"""

from __future__ import annotations

import atexit
import importlib.metadata
import importlib.util
import logging
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock, get_ident
from typing import Any

FOLDER_SETTING = "ESCPOS_CAPABILITIES_PICKLE_DIR"

_loading = Lock()


def memory_printer(dots: int) -> Any:
    """A printer in memory for one job on paper of `dots`.

    Never used twice: a second job would start in the state the first one left.
    """
    with _loading:
        dummy, profile = _escpos()
    return dummy(profile=profile(dots))


@cache
def _escpos() -> tuple[Any, Any]:
    root, nothing = logging.getLogger(), logging.NullHandler()
    root.addHandler(nothing)  # logging.basicConfig does nothing while a handler is there
    try:
        with _table_folder():
            from escpos.capabilities import Profile, get_profile
            from escpos.printer import Dummy
    finally:
        root.removeHandler(nothing)

    class OwnProfile(Profile):  # type: ignore[misc]
        """No printer in particular, as wide as the shop's setting says."""

        def __init__(self, dots: int) -> None:
            super().__init__()
            self.profile_data = {**get_profile("default").profile_data, "media": {"width": {"pixels": dots}}}

    return Dummy, OwnProfile


@contextmanager
def _table_folder() -> Iterator[None]:
    """Let python-escpos find its table in a quick form, or write it for the next start.

    It is a pickle, so the folder belongs to this user alone; it is written beside and
    renamed, so that two programs starting at once never read half a file.
    """
    kept = _private_folder()
    table = f"{platform.python_version()}.capabilities.pickle"
    fresh = kept if _up_to_date(kept / table) else Path(tempfile.mkdtemp(dir=kept))
    before = os.environ.get(FOLDER_SETTING)
    os.environ[FOLDER_SETTING] = str(fresh)
    try:
        with _no_new_folder(fresh):
            yield
    finally:
        if before is None:
            del os.environ[FOLDER_SETTING]
        else:
            os.environ[FOLDER_SETTING] = before
        if fresh != kept:
            if (fresh / table).exists():
                (fresh / table).replace(kept / table)
            shutil.rmtree(fresh, ignore_errors=True)


def _up_to_date(table: Path) -> bool:
    """Whether the kept table can be read as it is.

    One that is older than the library's own, as after a new installation, would be written
    anew in place, under the eyes of another program that reads it.
    """
    library = importlib.util.find_spec("escpos")
    if library is None or library.origin is None:
        return False
    try:
        kept, source = table.stat(), Path(library.origin).with_name("capabilities.json").stat()
    except OSError:
        return False
    return kept.st_size > 0 and kept.st_mtime >= source.st_mtime


def _private_folder() -> Path:
    folder = cache_folder() / f"escpos-{importlib.metadata.version('python-escpos')}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="sbmi-mart-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def _no_new_folder(instead: Path) -> Iterator[None]:
    """python-escpos makes a temporary folder at import even when it is told another; only this thread is fooled."""
    real, importing = tempfile.mkdtemp, get_ident()

    def mkdtemp(*args: Any, **options: Any) -> Any:
        return str(instead) if get_ident() == importing else real(*args, **options)

    tempfile.mkdtemp = mkdtemp
    try:
        yield
    finally:
        tempfile.mkdtemp = real


def cache_folder() -> Path:
    """This user's folder for what can be made anew at any time."""
    told = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return (Path(told) if told else Path.home() / ".cache") / "sbmi-mart"
