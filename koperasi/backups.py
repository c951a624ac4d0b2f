"""Backups: a whole copy, opened and checked before it counts.

SQLite is copied by `VACUUM INTO`, never by copying the live file (which loses committed
rows); PostgreSQL by `pg_dump`.  Made at every shift close, before every migration and on
demand; the newest are kept, older ones thinned out by day.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from koperasi.database import Database, open_database
from koperasi.errors import Trouble
from koperasi.keys import StateFolder
from koperasi.text import _

KEPT = 30


def make(database: Database, folder: Path, now: datetime, why: str = "backup") -> Path:
    """Copy the whole database into `folder`; returns the checked copy's path.

    Raises Trouble when the copy cannot be made or does not open.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(_("Cadangan gagal dibuat."), remedy=str(error)) from error
    stamp = f"{now.astimezone(UTC):%Y%m%d-%H%M%S-%f}"
    ending = "db" if database.sqlite else "pgdump"
    target = folder / f"sbmi-mart-{stamp}-{why}.{ending}"
    draft = target.with_suffix(target.suffix + ".part")
    draft.unlink(missing_ok=True)
    try:
        if database.sqlite:
            _vacuum(database, draft)
            check_copy(draft)
        else:
            _dump(database, draft)
    except (OSError, subprocess.CalledProcessError) as error:
        draft.unlink(missing_ok=True)
        raise Trouble(_("Cadangan gagal dibuat."), remedy=_reason(error)) from error
    except Trouble:
        draft.unlink(missing_ok=True)
        raise
    draft.chmod(0o600)
    draft.replace(target)
    return target


def _reason(error: OSError | subprocess.CalledProcessError) -> str:
    """What a tool or the disk said itself."""
    said: bytes = error.stderr if isinstance(error, subprocess.CalledProcessError) and error.stderr else b""
    return said.decode(errors="replace").strip() or str(error)


def before_migration(database: Database, state: StateFolder, now: datetime) -> Path:
    return make(database, state.backups, now, "migrasi")


def at_shift_close(database: Database, state: StateFolder, now: datetime) -> Path:
    """The backup that every close makes by itself; older ones beyond the last are dropped."""
    made = make(database, state.backups, now, "tutup")
    thin_out(state.backups)
    return made


def thin_out(folder: Path, kept: int = KEPT) -> None:
    """Keep the newest backups of shift closes, and drop the others of their kind."""
    for old in sorted(folder.glob("sbmi-mart-*-tutup.*"))[:-kept]:
        old.unlink()


def newest(folder: Path) -> Path | None:
    found = sorted(each for each in folder.glob("sbmi-mart-*") if each.suffix != ".part")
    return found[-1] if found else None


def _vacuum(database: Database, target: Path) -> None:
    with database.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        try:
            raw.execute("PRAGMA query_only=OFF")  # a connection that last read was left so
            raw.execute("VACUUM INTO ?", (str(target),))
        except Exception as error:
            raise Trouble(_("Cadangan gagal dibuat."), remedy=str(error)) from error
    descriptor = os.open(target, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)


def check_copy(path: Path) -> None:
    """Open a SQLite copy and have SQLite look it over; raises Trouble for a damaged one."""
    copy = open_database(path)
    try:
        with copy.engine.connect() as connection:
            answer = connection.exec_driver_sql("PRAGMA quick_check").scalar()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    except Exception as error:
        raise Trouble(_("Berkas ini bukan data toko yang utuh."), remedy=_("Pakai cadangan lain.")) from error
    finally:
        copy.close()
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    if answer != "ok" or broken is not None:
        raise Trouble(_("Berkas ini bukan data toko yang utuh."), remedy=_("Pakai cadangan lain."))


def _dump(database: Database, target: Path) -> None:
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run(  # noqa: S603
        [_tool("pg_dump"), "--format=custom", f"--file={target}", url], check=True, capture_output=True
    )
    subprocess.run([_tool("pg_restore"), "--list", str(target)], check=True, capture_output=True)  # noqa: S603


def _tool(name: str) -> str:
    """PostgreSQL's own tool; raises Trouble where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise Trouble(_("Program {name} tidak ada.").format(name=name), remedy=_("Pasang paket postgresql-client."))
    return found


def restore_sqlite(copy: Path, target: Path) -> None:
    """Put a checked copy where no database is; raises Trouble for a damaged copy or a target in use."""
    if target.exists():
        raise Trouble(_("{place} sudah berisi toko.").format(place=target), remedy=_("Pilih tempat yang kosong."))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(target.name + ".part")
    shutil.copyfile(copy, draft)
    try:
        check_copy(draft)
    except Trouble:
        draft.unlink(missing_ok=True)
        raise
    draft.replace(target)


def restore_postgresql(copy: Path, url: str) -> None:
    """Load a dump into an empty database; raises Trouble when it holds something or fails."""
    plain = "postgresql://" + url.split("://", 1)[1]
    _must_be_empty(url)
    try:
        subprocess.run(  # noqa: S603
            [
                _tool("pg_restore"),
                "--exit-on-error",
                "--no-owner",
                "--single-transaction",
                f"--dbname={plain}",
                str(copy),
            ],
            check=True,
            capture_output=True,
        )
    except subprocess.CalledProcessError as error:
        raise Trouble(_("Cadangan tidak dapat dipulihkan."), remedy=_reason(error).splitlines()[0]) from error


def _must_be_empty(url: str) -> None:
    database = open_database(url)
    try:
        with database.engine.connect() as connection:
            found = inspect(connection).get_table_names()
    except DBAPIError as error:
        message = _("Data toko di {place} tidak dapat dibuka.").format(place=database.engine.url.host or "PostgreSQL")
        raise Trouble(message, remedy=str(error.orig)) from error
    finally:
        database.close()
    if found:
        raise Trouble(_("Database ini sudah berisi tabel."), remedy=_("Pilih database kosong."))
