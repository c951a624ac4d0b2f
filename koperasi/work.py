"""Work: who acts, for whom, in which transaction; and the guard on every deed.

A deed is a function `deed(work, command)` under `@needs(Permission.X)`: denied unless the
actor's role (or, for this one command, the approver's) grants it, and written into the
audit chain in the same transaction.  With `happened=True` nothing is refused: what the
counter already did is kept, and each broken rule becomes an appended flag.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, func, select

from koperasi import audit, commands
from koperasi.columns import summed
from koperasi.errors import Bug, NotAllowed, Refused
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission, Right
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shop import Shop

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts, with the rights of her role."""

    id: int
    name: str
    role: str
    rights: Mapping[Permission, Right]

    def may(self, permission: Permission) -> bool:
        return permission in self.rights


@dataclass(frozen=True, slots=True)
class Flag:
    """A rule that was broken by what had already happened."""

    rule: str
    detail: str


@dataclass(slots=True)
class Trace:
    """What the deed under way has written, for its audit link.  The one mutable thing in a Work."""

    deed: Permission
    document_id: int | None = None
    #: Table → posted rows in their plain form.
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    amount: Rupiah = ZERO
    detail: dict[str, Any] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction of one person.  `now` is UTC; `happened` means: keep it, flag it."""

    shop: Shop
    connection: Connection
    actor: Actor
    now: datetime
    approver: Actor | None = None
    channel: str = "till"
    happened: bool = False
    traces: list[Trace] = field(default_factory=list)

    @property
    def trace(self) -> Trace:
        if not self.traces:
            raise Bug("facts are posted inside a guarded deed only")
        return self.traces[-1]

    def mint(self) -> int:
        """A new id, within this transaction."""
        minted: int = self.shop.minter.next_within(self.connection)
        return minted

    def must(self, permission: Permission, amount: Rupiah = ZERO) -> None:
        """Refuse (or flag) unless actor or approver may do this, for so much, today."""
        lacking = [why for person in self._people() if (why := self.lacks(person, permission, amount))]
        if len(lacking) == len(self._people()):
            self.refuse(NotAllowed(permission, lacking[0], remedy=_("Minta PIN orang yang berhak.")))

    def refuse(self, refusal: Refused) -> None:
        """Raise a refusal, or keep it as a flag when the deed has already happened."""
        if not self.happened:
            raise refusal
        self.trace.flags.append(Flag(refusal.rule, refusal.message))

    def _people(self) -> list[Actor]:
        return [self.actor] if self.approver is None else [self.actor, self.approver]

    def lacks(self, person: Actor, permission: Permission, amount: Rupiah) -> str:
        """Why a person may not do this for so much today; empty when she may."""
        right = person.rights.get(permission)
        if right is None:
            return _("{name} tidak punya hak untuk ini.").format(name=person.name)
        if right.limit is not None and amount.amount > right.limit:
            return _("Batas {name} {limit} sekali.").format(name=person.name, limit=Rupiah(right.limit))
        if right.daily_cap is not None and amount:
            done = self._done_today(person)
            if done.amount + amount.amount > right.daily_cap:
                return _("Batas harian {name} {limit} sudah tercapai.").format(
                    name=person.name, limit=Rupiah(right.daily_cap)
                )
        return ""

    def _done_today(self, person: Actor) -> Rupiah:
        """What she answered for today in deeds of this kind: links keep amounts by deed, not by right."""
        since = self.shop.branch.local(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        link = audit.AuditLink
        hers = func.coalesce(link.approver_id, link.actor_id) == person.id
        done = select(summed(link.amount)).where(hers, link.at >= since, link.deed == self.trace.deed.value)
        return self.connection.execute(done).scalar_one()


#: Every guarded deed and the right it needs; a house test compares it with the rooms.
guarded_deeds: dict[str, Permission] = {}

Deed = Callable[Concatenate[Work, P], R]


def needs(permission: Permission) -> Callable[[Deed[P, R]], Deed[P, R]]:
    """Let only those with `permission` do this, and chain one audit link over what it wrote."""

    def guard(deed: Deed[P, R]) -> Deed[P, R]:
        @wraps(deed)
        def guarded(work: Work, /, *args: P.args, **kwargs: P.kwargs) -> R:
            work.traces.append(Trace(permission))
            try:
                work.must(permission)
                result = deed(work, *args, **kwargs)
                command = args[0] if args and is_dataclass(args[0]) else None
                _link(work, permission, commands.digest(command) if command is not None else "")
            finally:
                work.traces.pop()
            return result

        guarded_deeds[f"{deed.__module__}.{deed.__name__}"] = permission
        return guarded

    return guard


def _link(work: Work, permission: Permission, command_head: str) -> None:
    trace = work.trace
    note = audit.Note(
        at=work.now,
        actor_id=work.actor.id,
        approver_id=work.approver.id if work.approver else None,
        deed=permission.value,
        document_id=trace.document_id,
        amount=trace.amount,
        detail=json.dumps(trace.detail, sort_keys=True, ensure_ascii=False) if trace.detail else "",
        command_head=command_head,
        rows_head=audit.rows_head(trace.rows) if trace.rows else "",
    )
    audit.chain(work.connection, work.shop.keys.audit, work.mint(), work.shop.writer, note)
