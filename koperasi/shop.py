"""The shop: an open database, who this PC is in it, and the transactions of its people.

    shop = shops.open_shop(place)
    with shop.work(actor) as work:
        sales.post(work, command)

A refusal rolls everything back and is then audited in a transaction of its own.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from koperasi import audit, settings, users
from koperasi.branches import Branch
from koperasi.database import Database
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.keys import Keys, StateFolder
from koperasi.money import ZERO
from koperasi.settings import Settings
from koperasi.work import Actor, Work
from koperasi.writers import IdReserve, Minter

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Shop:
    """An open shop on this PC.  Times come from `clock`, ids from `minter`."""

    database: Database
    state: StateFolder
    keys: Keys
    writer: int
    minter: Minter
    branch: Branch
    settings: Settings
    till_id: int | None = None
    clock: Clock = field(default=wall_clock)

    @contextmanager
    def work(
        self,
        actor: Actor,
        *,
        approver: Actor | None = None,
        channel: str = "till",
        happened: bool = False,
        now: datetime | None = None,
    ) -> Iterator[Work]:
        """One writing transaction of one person: all of it or nothing.  Nobody approves what she does herself."""
        now = now or self.clock()
        if approver is not None and approver.id == actor.id:
            approver = None
        try:
            with self._writing() as connection:
                yield Work(self, connection, actor, now, approver, channel, happened)
        except Refused as refusal:
            if not isinstance(refusal, BadInput | NotFound):
                self._audit_refusal(actor, approver, refusal, now)
            raise

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction of this writer, of which there is one at a time, so that its chain has one order."""
        with self.database.writing(self._committed, self.minter.forget) as connection:
            audit.chained(connection)  # what a transaction that failed left there
            if not self.database.sqlite:
                reserve = select(IdReserve.ceiling).where(IdReserve.writer == self.writer)
                self.minter.stands(connection.execute(reserve.with_for_update()).scalar_one())
            yield connection

    def _committed(self, connection: Connection) -> None:
        """Note on this PC how far its chain goes, to notice a database put back to an earlier state."""
        seq = audit.chained(connection)
        if seq:
            with suppress(OSError):  # what is committed is done, whatever becomes of the note
                self.state.mark(self.writer, seq)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot to read from."""
        with self.database.reading() as connection:
            yield connection

    def today(self) -> datetime:
        """Now, on the branch's clock."""
        return self.branch.local(self.clock())

    def konsole(self) -> Actor:
        """The built-in user that commands act as, with the rights of whoever may open the files."""
        with self.reading() as connection:
            return users.actor(connection, users.KONSOLE_ID)

    def reload_settings(self) -> None:
        with self.reading() as connection:
            self.settings = settings.load(connection, self.branch.id, self.till_id)

    def note(self, actor_id: int, deed: str, **detail: object) -> None:
        """Audit something that is no posting (a sign-in, a refusal), in a transaction of its own."""
        with self._writing() as connection:
            self._note(connection, actor_id, None, deed, detail, self.clock())

    def sign_in(self, user_id: int, pin: str) -> Actor:
        """The person whose PIN this is; raises Refused with the tries that are left."""
        return self.prove(user_id, pin, "koperasi:user:log-in")

    def prove(self, user_id: int, pin: str, deed: str, **detail: object) -> Actor:
        """The person whose PIN this is, which is audited as `deed`; raises Refused with the tries that are left.

        The try is counted before its answer is known, and every answer is audited.
        """
        now = self.clock()
        with self._writing() as connection:
            users.check_may_try(connection, user_id, now)
            users.record_miss(connection, user_id, now)
            left = users.tries_left(connection, user_id)
            pin_hash = connection.scalar(select(users.User.pin_hash).where(users.User.id == user_id))
        if pin_hash is None or not users.pin_fits(pin, pin_hash, self.keys.pepper):
            self.note(user_id, "refused:pin", left=left)
            raise Refused(users.wrong_pin(left), rule="pin", field="pin")
        with self._writing() as connection:
            users.clear_misses(connection, user_id)
            actor = users.actor(connection, user_id)
            self._note(connection, user_id, None, deed, detail, now)
        return actor

    def rest(self) -> None:
        """In an idle moment: move the write-ahead log into the file."""
        self.database.rest()

    def close(self) -> None:
        self.remember()
        self.database.close()

    def remember(self) -> None:
        """Keep how far this writer's ids went, to notice a database put back to an earlier state."""
        identity = self.state.identity()
        if identity is None or identity.writer != self.writer:
            return
        with self.reading() as connection:
            ceiling = connection.scalar(select(IdReserve.ceiling).where(IdReserve.writer == self.writer))
        if ceiling is not None and ceiling != identity.ceiling:
            self.state.keep_identity(replace(identity, ceiling=ceiling))

    def _audit_refusal(self, actor: Actor, approver: Actor | None, refusal: Refused, now: datetime) -> None:
        what = refusal.permission if isinstance(refusal, NotAllowed) else refusal.rule
        with self._writing() as connection:
            said = {"message": refusal.message}
            self._note(connection, actor.id, approver.id if approver else None, f"refused:{what}", said, now)

    def _note(
        self,
        connection: Connection,
        actor_id: int,
        approver_id: int | None,
        deed: str,
        detail: dict[str, object] | dict[str, str],
        now: datetime,
    ) -> None:
        if actor_id == users.KONSOLE_ID:
            detail = {**detail, "os_user": os_user()}
        text = json.dumps(detail, sort_keys=True, ensure_ascii=False) if detail else ""
        note = audit.Note(now, actor_id, approver_id, deed, None, ZERO, text, "", "")
        audit.chain(connection, self.keys.audit, self.minter.next_within(connection), self.writer, note)


def os_user() -> str:
    """The operating system's user, whom the audit names behind `konsole`."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"
