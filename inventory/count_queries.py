"""What screens read of counts under way, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from inventory import count_records, count_rules
from inventory.count_judgements import facts, in_scope
from inventory.count_records import CountEntry, CountRecount, CountSession, CountUnknown, Session, State
from inventory.count_rules import Scope
from inventory.locations import Location, LocationKind
from inventory.products import Product, ProductKind
from inventory.stock import Stock
from koperasi.branches import Branch
from koperasi.columns import among, summed
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.users import User

#: As many goods as a list of what is still to be counted is looked through.
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A good of the session that nobody has counted; what the book holds of it is for the reviewer only."""

    product_id: int
    code: str
    name: str
    shelf: str
    unit: str
    quantity: Quantity
    value: Rupiah


def _not_counted(session: Session) -> Select[int]:
    done = exists().where(CountEntry.session_id == session.id, CountEntry.product_id == Product.id)
    held = exists().where(
        Stock.product_id == Product.id, Stock.location_id == session.location_id, Stock.quantity != NOTHING
    )
    # A list is gone through to its end; of the rest only what the book says is there, or lacks.
    there = or_(Product.retired_at.is_(None), held) if session.scope is Scope.LIST else held
    return select(Product.id).where(in_scope(session), Product.kind == ProductKind.GOODS, ~done, there)


def uncounted(
    connection: Connection, session: Session, limit: int | None = MOST_SHOWN, *, blind: bool = False
) -> list[Uncounted]:
    """The goods of a session that nobody has counted yet, by shelf and name; `blind` without what the book holds."""
    shown = (Product.id, Product.code, Product.name, func.coalesce(Product.shelf, ""), Product.base_unit)
    found = _not_counted(session).with_only_columns(*shown).order_by(Product.shelf, Product.name, Product.id)
    rows = connection.execute(found if limit is None else found.limit(limit)).all()
    if blind:
        return [Uncounted(*row, NOTHING, Rupiah(0)) for row in rows]
    sums = (
        select(Stock.product_id, summed(Stock.quantity), summed(Stock.value))
        .where(Stock.location_id == session.location_id, among(Stock.product_id, "products"))
        .group_by(Stock.product_id)
    )
    held = {row[0]: (row[1], row[2]) for row in connection.execute(sums, {"products": [row[0] for row in rows]})}
    return [Uncounted(*row, *held.get(row[0], (NOTHING, Rupiah(0)))) for row in rows]


def count_uncounted(connection: Connection, session: Session) -> int:
    """How many goods of a session nobody has counted yet."""
    return int(connection.execute(select(func.count()).select_from(_not_counted(session).subquery())).scalar_one())


#: Where it counts, where that is not the shelf.
_PLACE = case((Location.kind == LocationKind.SHELF, ""), else_=Location.name)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in the list."""

    session: Session
    started_by: str
    location: str
    counters: tuple[str, ...]
    counted: int
    waiting: int
    number: str


def sessions(connection: Connection, branch_id: int, limit: int = 100) -> list[SessionRow]:
    """The branch's sessions: those under way first, then the newest."""
    open_first = CountSession.state.in_((State.COUNTING, State.REVIEW)).desc()
    found = (
        count_records.SESSION.add_columns(User.name, _PLACE, Document.number)
        .join(User, User.id == CountSession.started_by)
        .join(Location, Location.id == CountSession.location_id)
        .outerjoin(Document, Document.id == CountSession.document_id)
        .where(CountSession.branch_id == branch_id)
        .order_by(open_first, CountSession.started_at.desc())
        .limit(limit)
    )
    rows = connection.execute(found).all()
    ids = [row[0] for row in rows]
    counters, counted, waiting = _progress(connection, ids)
    return [
        SessionRow(
            Session(*row[:-3]),
            row[-3],
            row[-2],
            tuple(counters.get(row[0], ())),
            counted.get(row[0], 0),
            waiting.get(row[0], 0),
            row[-1] or "",
        )
        for row in rows
    ]


def _progress(connection: Connection, ids: list[int]) -> tuple[dict[int, list[str]], dict[int, int], dict[int, int]]:
    mine = among(CountEntry.session_id, "sessions")
    people = (
        select(CountEntry.session_id, User.name)
        .join(User, User.id == CountEntry.by_id)
        .where(mine)
        .group_by(CountEntry.session_id, User.name)
        .order_by(User.name)
    )
    counters: dict[int, list[str]] = {}
    for session, name in connection.execute(people, {"sessions": ids}):
        counters.setdefault(session, []).append(name)
    goods = select(CountEntry.session_id, func.count(CountEntry.product_id.distinct())).where(mine)
    counted = dict(connection.execute(goods.group_by(CountEntry.session_id), {"sessions": ids}).all())
    done = exists().where(
        CountEntry.session_id == CountRecount.session_id,
        CountEntry.product_id == CountRecount.product_id,
        CountEntry.turn == CountRecount.turn,
    )
    again = select(CountRecount.session_id, func.count()).where(among(CountRecount.session_id, "sessions"), ~done)
    waiting = dict(connection.execute(again.group_by(CountRecount.session_id), {"sessions": ids}).all())
    return counters, counted, waiting


@dataclass(frozen=True, slots=True)
class Recount:
    """A good that waits to be counted again; who counted it before is told, what she counted is not."""

    product_id: int
    code: str
    name: str
    shelf: str
    unit: str
    turn: int
    before: tuple[str, ...]


def recounts(connection: Connection, session: Session) -> list[Recount]:
    """What is still to be counted again, by shelf and name."""
    asked = count_records.recounts(connection, session.id)
    counted: dict[int, int] = {}
    people: dict[int, dict[int, None]] = {}
    for entry in count_records.entries(connection, session.id, asked):
        counted[entry.product_id] = max(counted.get(entry.product_id, 0), entry.turn)
        people.setdefault(entry.product_id, {})[entry.by_id] = None
    open_ = {product: number for product, number in asked.items() if counted.get(product, 0) < number}
    known = facts(connection, open_)
    names: dict[int, str] = dict(connection.execute(select(User.id, User.name)).all())
    found = [
        Recount(
            product,
            known[product].code,
            known[product].name,
            known[product].shelf,
            known[product].base_unit,
            number,
            tuple(names[each] for each in people.get(product, ())),
        )
        for product, number in open_.items()
    ]
    return sorted(found, key=lambda each: (each.shelf, each.name))


def to_count(connection: Connection, session: Session, limit: int | None = None) -> list[Uncounted]:
    """What a sheet asks for: what nobody has counted, in review what is to be counted again."""
    if session.state is not State.REVIEW:
        return uncounted(connection, session, limit, blind=True)
    return [
        Uncounted(each.product_id, each.code, each.name, each.shelf, each.unit, NOTHING, Rupiah(0))
        for each in recounts(connection, session)[:limit]
    ]


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A code that nobody has explained yet."""

    id: int
    code: str
    quantity: Quantity
    counted_at: datetime
    by: str


def unknowns(connection: Connection, session_id: int) -> list[UnknownRow]:
    """The codes that named nothing and still wait, oldest first."""
    found = (
        select(CountUnknown.id, CountUnknown.code, CountUnknown.quantity, CountUnknown.counted_at, User.name)
        .join(User, User.id == CountUnknown.by_id)
        .where(CountUnknown.session_id == session_id, CountUnknown.settled_at.is_(None))
        .order_by(CountUnknown.counted_at, CountUnknown.id)
    )
    return [UnknownRow(*row) for row in connection.execute(found)]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in the running list."""

    seq: int
    product_id: int
    code: str
    name: str
    words: str
    quantity: Quantity
    unit: str
    counted_at: datetime
    by_id: int
    by: str
    mode: count_rules.Mode
    undone: bool
    #: When, on the branch's clock.
    local_at: datetime


def newest_entries(
    connection: Connection,
    session_id: int,
    branch: Branch,
    by_id: int | None = None,
    since_round: int = 1,
    limit: int = 60,
) -> list[EntryRow]:
    """The newest entries of a session, or one person's, newest first; those taken back are marked."""
    taken_back = aliased(CountEntry)
    undone = exists().where(taken_back.session_id == CountEntry.session_id, taken_back.undoes == CountEntry.seq)
    shown = (
        CountEntry.seq,
        CountEntry.product_id,
        Product.code,
        Product.name,
        CountEntry.words,
        CountEntry.quantity,
        Product.base_unit,
        CountEntry.counted_at,
        CountEntry.by_id,
        User.name,
        CountEntry.mode,
        undone,
    )
    found = (
        select(*shown)
        .join(Product, Product.id == CountEntry.product_id)
        .join(User, User.id == CountEntry.by_id)
        .where(CountEntry.session_id == session_id, CountEntry.mode != count_rules.Mode.UNDO)
        .where(CountEntry.turn >= since_round)
    )
    hers = found if by_id is None else found.where(CountEntry.by_id == by_id)
    rows: Iterable[Any] = connection.execute(hers.order_by(CountEntry.seq.desc()).limit(limit))
    return [EntryRow(*(*row, branch.local(row.counted_at))) for row in rows]


@dataclass(frozen=True, slots=True)
class Lately:
    """What is read after every scan: her own newest entries, and what waits for somebody."""

    session: Session
    entries: tuple[EntryRow, ...]
    again: tuple[Recount, ...]
    unknown: int


def lately(connection: Connection, session_id: int, by_id: int, branch: Branch) -> Lately:
    """Her own newest entries; in review those of recounts only."""
    session = count_records.by_id(connection, session_id)
    since = 2 if session.state is State.REVIEW else 1
    return Lately(
        session,
        tuple(newest_entries(connection, session_id, branch, by_id, since)),
        tuple(recounts(connection, session)),
        count_records.waiting_unknowns(connection, session_id),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is, for one who counts in it: nothing here says what the book holds."""

    lately: Lately
    location: str
    counted: int
    left_count: int
    left: tuple[Uncounted, ...]

    def without(self, product_id: int) -> Progress:
        """The same when one of the goods it lists has been counted."""
        left = tuple(each for each in self.left if each.product_id != product_id)
        done = len(self.left) - len(left)
        return replace(self, left=left, left_count=self.left_count - done, counted=self.counted + done)


def progress(connection: Connection, session_id: int, by_id: int, branch: Branch) -> Progress:
    """What she did lately, and what is still to be counted by anybody."""
    late = lately(connection, session_id, by_id, branch)
    place = connection.scalar(select(_PLACE).where(Location.id == late.session.location_id)) or ""
    counted = select(func.count(CountEntry.product_id.distinct())).where(CountEntry.session_id == session_id)
    return Progress(
        late,
        place,
        int(connection.execute(counted).scalar_one()),
        count_uncounted(connection, late.session),
        tuple(uncounted(connection, late.session, 100, blind=True)),
    )


def names(connection: Connection, people: Collection[int]) -> dict[int, str]:
    """What people are called, those who have left among them."""
    found = select(User.id, User.name).where(among(User.id, "people"))
    return dict(connection.execute(found, {"people": list(people)}).all())
