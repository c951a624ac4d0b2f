"""A throw-away PostgreSQL for the tests: real, on a socket of its own, gone at the end.

It uses the server that Debian's `postgresql` package installs (`./mart test` sees to that)
and touches no cluster that is already there.  Durability is off: nothing outlives a test.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    # Not the shop's, so that a time zone taken from the server is noticed.
    "timezone": "America/Caracas",
    "log_min_messages": "warning",
}


def server_programs() -> Path:
    """The folder of the newest installed server's programs; raises when there is none, or one too old."""
    folders = [Path("/usr/lib/postgresql"), Path("/usr/pgsql")]
    found = [each for folder in folders for each in folder.glob("*/bin") if (each / "initdb").exists()]
    if found:
        return max(found, key=lambda each: int(each.parent.name))
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise RuntimeError("PostgreSQL's server is needed for the tests: apt-get install postgresql (./mart test does it)")


class Cluster:
    """One running server with one user, `postgres`, and as many databases as tests ask for."""

    def __init__(self) -> None:
        self.programs = server_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="sbmi-pg-"))
        self.made = 0
        self._as_server: list[str] = []
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            server = pwd.getpwnam("postgres")
            os.chown(self.folder, server.pw_uid, server.pw_gid)
            self._as_server = ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "postgres", "--auth=trust", "--no-sync",
                  "--encoding=UTF8", "--locale=C", "--no-instructions")  # fmt: skip
        self._server = self._start()

    def _command(self, program: str, arguments: Sequence[str]) -> list[str]:
        # Should the tests be killed, the kernel stops the server too.
        return ["setpriv", *self._as_server, "--pdeathsig=QUIT", str(self.programs / program), *arguments]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            self._command(program, arguments), capture_output=True, text=True, check=False, cwd=self.folder
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> subprocess.Popen[bytes]:
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = self._command("postgres", ["-D", str(self.folder / "data"), "-k", str(self.folder), *settings])
        with (self.folder / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder)
        deadline = time.monotonic() + 60
        while True:
            try:
                self.execute("SELECT 1")
                return server
            except psycopg.OperationalError as error:
                if server.poll() is not None or time.monotonic() > deadline:
                    text = (self.folder / "log").read_text()
                    raise RuntimeError(f"PostgreSQL did not start: {error}\n{text}") from error
                time.sleep(0.02)

    def execute(self, statement: str) -> None:
        """Run one statement of administration in a connection of its own."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, empty or a copy of `template`; returns its URL.  Copying takes some 30 ms."""
        self.made += 1
        name = f"shop_{self.made}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Throw a database away, whoever is still connected to it."""
        name = re.split(r"[/?]", url)[3]
        self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        self._server.send_signal(3)  # SIGQUIT: at once, nothing is kept
        self._server.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)
