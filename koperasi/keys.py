"""What stays on this PC and never in the database: the shop's secret, and who this PC is.

Pepper and HMAC key are one secret per database, in a file only its owner can read, passed
to other PCs by a pairing code and printed on the recovery sheet.  The identity names the
writer this PC is, and how far its ids went: a database file put back to an earlier state
is noticed by it, and the PC then draws a new writer rather than use an id twice.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from koperasi.errors import BadInput, Trouble
from koperasi.text import _

SECRET_BYTES = 20
GROUP = 4


@dataclass(frozen=True, slots=True)
class Keys:
    """The shop's secret, and the keys made of it."""

    secret: bytes

    @classmethod
    def new(cls) -> Keys:
        return cls(secrets.token_bytes(SECRET_BYTES))

    @property
    def pepper(self) -> bytes:
        return self._made_for(b"pin pepper")

    @property
    def audit(self) -> bytes:
        return self._made_for(b"audit chain")

    def _made_for(self, purpose: bytes) -> bytes:
        return hashlib.blake2b(purpose, key=self.secret, digest_size=32).digest()

    @property
    def recovery_code(self) -> str:
        """The secret as a person copies it from paper: groups of four letters and digits."""
        code = base64.b32encode(self.secret + self._check(self.secret)).decode().rstrip("=")
        return "-".join(code[n : n + GROUP] for n in range(0, len(code), GROUP))

    @classmethod
    def from_recovery_code(cls, code: str) -> Keys:
        """The keys of a recovery sheet; raises BadInput for a code that was mistyped."""
        letters = "".join(each for each in code.upper() if each.isalnum())
        try:
            found = base64.b32decode(letters + "=" * (-len(letters) % 8))
        except ValueError:
            found = b""
        secret, check = found[:SECRET_BYTES], found[SECRET_BYTES:]
        if len(secret) != SECRET_BYTES or check != cls._check(secret):
            raise BadInput(_("Kode pemulihan salah."), remedy=_("Salin lagi dari lembar pemulihan."), field="code")
        return cls(secret)

    @staticmethod
    def _check(secret: bytes) -> bytes:
        return hashlib.sha256(secret).digest()[:5]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this PC is in the shop's database."""

    writer: int
    #: The till this PC stands at; none in an office.
    till_id: int | None
    #: How far this writer's ids had been reserved when last seen.
    ceiling: int
    #: How often this PC found its database put back, and became a new writer.
    put_back: int = 0


#: Above every id that a writer ever gives.
NEVER = 1 << 62


class StateFolder:
    """The folder beside a shop's database that holds what belongs to this PC alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            self.path.chmod(0o700)

    def keys(self) -> Keys:
        """The shop's secret on this PC; raises Trouble where it is missing."""
        found = self._read("secret.json")
        if found is None:
            raise Trouble(
                _("Kunci toko tidak ada di komputer ini."),
                remedy=_("Pakai kode dari lembar pemulihan: sbmi-mart join --code KODE"),
            )
        return Keys(bytes.fromhex(found["secret"]))

    def keep_keys(self, keys: Keys) -> None:
        self._write("secret.json", {"secret": keys.secret.hex()})

    def identity(self) -> Identity | None:
        found = self._read("pc.json")
        return Identity(**found) if found else None

    def keep_identity(self, identity: Identity) -> None:
        self._write("pc.json", {name: getattr(identity, name) for name in Identity.__slots__})

    def outlive_database(self) -> None:
        """The database is put back: what this PC wrote since is lost, so it opens as a new writer.

        Its till stays its own, and how often this happened is counted.
        """
        known = self.identity()
        if known is not None:
            self.keep_identity(replace(known, ceiling=NEVER))

    def mark(self, writer: int, seq: int) -> None:
        """Note the last link of this PC's chain, in place: cheap enough for every commit.

        It is not forced to the disk: after a power cut it may be behind, never ahead.
        """
        descriptor = os.open(self.path / "chain.mark", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, f"{writer:010} {seq:019}\n".encode())
        finally:
            os.close(descriptor)

    def marked(self, writer: int) -> int:
        """The last link of a writer's chain that this PC knows of; 0 when it knows none."""
        try:
            noted, seq = (self.path / "chain.mark").read_text("ascii").split()
        except (FileNotFoundError, ValueError):
            return 0
        return int(seq) if int(noted) == writer else 0

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads((self.path / name).read_text("utf-8"))
        except FileNotFoundError:
            return None
        return found

    def _write(self, name: str, value: dict[str, Any]) -> None:
        """Write whole or not at all, readable by the owner only."""
        target, draft = self.path / name, self.path / (name + ".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
