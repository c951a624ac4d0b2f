"""Tries of a PIN that stands beside a person and not beside a user: a member's, a maker's.

A try is counted before its answer is known, after five each further one must wait, after ten
the PIN is locked until it is given anew (domain/trust.md D).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from koperasi.errors import Refused
from koperasi.text import _
from koperasi.users import FIRST_WAIT, FREE_MISSES, MOST_MISSES


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries kept in a LOCAL table with party_id, misses and last_at; `locked` says whose PIN is locked."""

    record: Any
    locked: str

    def begin(self, connection: Connection, party_id: int, now: datetime) -> int:
        """Count a try, so that a restart cannot take it back; returns how many are left after it.

        Raises Refused for one that comes too early, or after too many.
        """
        self._check(connection, party_id, now)
        # Two doors may count her first one at once.
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        first = insert(self.record).values(party_id=party_id, misses=1, last_at=now)
        step = {"misses": self.record.misses + 1, "last_at": now}
        counted = first.on_conflict_do_update(index_elements=["party_id"], set_=step).returning(self.record.misses)
        return MOST_MISSES - int(connection.execute(counted).scalar_one())

    def clear(self, connection: Connection, party_id: int) -> None:
        """The PIN was right, or is another one now."""
        connection.execute(delete(self.record).where(self.record.party_id == party_id))

    def _check(self, connection: Connection, party_id: int, now: datetime) -> None:
        found = select(self.record.misses, self.record.last_at).where(self.record.party_id == party_id)
        # Held, so that of two tries at once the later one knows of the other.
        row = connection.execute(found.with_for_update()).first()
        if row is None or row.misses < FREE_MISSES:
            return
        if row.misses >= MOST_MISSES:
            raise Refused(_(self.locked), remedy=_("Buat PIN baru di kantor."), rule="pin-locked")
        whole: timedelta = FIRST_WAIT * 2 ** (row.misses - FREE_MISSES)
        # A clock turned back must not keep her waiting for as long as it was turned back.
        left: timedelta = min(row.last_at + whole - now, whole)
        if left > timedelta(0):
            seconds = int(left.total_seconds()) + 1
            raise Refused(_("Tunggu {seconds} detik lalu coba lagi.").format(seconds=seconds), rule="pin-wait")
