"""Count sessions: what is counted, where, and how far it has come.

A shelf, a category, a list of goods or the whole shop, at one location.  People count while it
is open; in review only what is to be recounted is still taken; the close (`counts`) books it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from inventory import transfers
from inventory.count_records import (
    CountEntry,
    CountGood,
    CountRecount,
    CountSession,
    CountUnknown,
    Session,
    State,
    entries,
    held,
    recounts,
)
from inventory.count_rules import Scope
from koperasi.errors import BadInput, Refused
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class StartCommand:
    """Begin to count: a shelf (its name as key), a category (its id), a list of goods, or all."""

    id: int
    location_id: int
    scope: Scope
    at: datetime
    title: str
    scope_key: str = ""
    products: tuple[int, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class RecountCommand:
    """Have these goods counted once more."""

    session_id: int
    products: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionCommand:
    """Of a session as a whole: reopen it, or give it up and say why."""

    session_id: int
    at: datetime
    reason: str = ""


@needs(Permission.COUNT_ENTER)
def start(work: Work, command: StartCommand) -> None:
    """Begin a session.

    Raises BadInput for a list without goods, and for a place that is not this branch's or is
    only goods on their way: their value stands elsewhere in the books.
    """
    if work.connection.scalar(select(CountSession.id).where(CountSession.id == command.id)) is not None:
        return
    if command.scope is Scope.LIST and not command.products:
        raise BadInput(_("Belum ada barang di daftar ini."), remedy=_("Pilih barang yang akan dihitung."))
    transfers.check_places(work, command.location_id)
    row = {
        "id": command.id,
        "branch_id": work.shop.branch.id,
        "location_id": command.location_id,
        "scope": command.scope,
        "scope_key": command.scope_key,
        "title": plain(command.title) or _("Hitung stok"),
        "state": State.COUNTING,
        "started_at": command.at,
        "started_by": work.actor.id,
        "ended_at": None,
        "document_id": None,
        "reference": command.reference,
        "last_seq": 0,
    }
    work.connection.execute(insert(CountSession), [row])
    goods = [{"session_id": command.id, "product_id": each} for each in dict.fromkeys(command.products)]
    if goods and command.scope is Scope.LIST:
        work.connection.execute(insert(CountGood), goods)
    work.trace.detail.update(session=str(command.id), title=row["title"])


def ask_again_unguarded(work: Work, session: Session, products: Iterable[int]) -> int:
    """Put goods up for the round after the one they are in; returns how many.  Inside a guarded deed only."""
    asked = recounts(work.connection, session.id)
    newest: dict[int, int] = {}
    for each in entries(work.connection, session.id):
        newest[each.product_id] = max(newest.get(each.product_id, 0), each.turn)
    # One that nobody has counted since it was asked for is waited for already.
    rows = [
        {
            "session_id": session.id,
            "product_id": product,
            "turn": newest[product] + 1,
            "asked_at": work.now,
            "asked_by": work.actor.id,
        }
        for product in dict.fromkeys(products)
        if product in newest and asked.get(product, 1) <= newest[product]
    ]
    if rows:
        work.connection.execute(insert(CountRecount), rows)
    return len(rows)


def become(work: Work, session: Session, state: State, document_id: int | None = None) -> None:
    """Give a session its next state; inside a guarded deed only."""
    ended = work.now if state in (State.CLOSED, State.CANCELLED) else None
    changed = update(CountSession).where(CountSession.id == session.id)
    work.connection.execute(changed.values(state=state, ended_at=ended, document_id=document_id))
    work.trace.detail.update(session=str(session.id), state=state.value)
    if ended is not None:
        for record in (CountEntry, CountGood, CountRecount, CountUnknown):
            work.connection.execute(delete(record).where(record.session_id == session.id))


@needs(Permission.COUNT_CLOSE)
def reopen(work: Work, command: SessionCommand) -> None:
    """Let people count on in a session that was being reviewed."""
    session = held(work, command.session_id)
    if session.state is State.REVIEW:
        become(work, session, State.COUNTING)
    elif session.state is not State.COUNTING:
        raise Refused(_("Hitungan ini sudah selesai."), rule="count-over")


@needs(Permission.COUNT_CLOSE)
def cancel(work: Work, command: SessionCommand) -> None:
    """Give a session up: nothing is booked.  Raises Refused without a reason."""
    session = held(work, command.session_id)
    if session.state is State.CANCELLED:
        return
    if session.state is State.CLOSED:
        raise Refused(_("Hitungan ini sudah dibukukan."), remedy=_("Balikkan dokumennya."), rule="count-over")
    if not plain(command.reason):
        raise Refused(_("Tulis alasannya."), rule="reason", field="reason")
    work.trace.detail.update(reason=plain(command.reason))
    become(work, session, State.CANCELLED)
