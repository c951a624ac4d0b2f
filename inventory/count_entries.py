"""Count entries: what people count, on several PCs at once, while the shop sells.

Each entry carries what the ledger held of the product at that very instant, read under the
lock that sales take, so that no sale slips between.  Nobody overwrites another: entries add
up, unless one says that it replaces what was counted before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from inventory import stock
from inventory.count_records import (
    ENTRIES,
    CountEntry,
    CountSession,
    CountUnknown,
    Session,
    State,
    entries,
    held,
    recounts,
)
from inventory.count_rules import MOST, Entry, Mode, standing
from inventory.products import Product, ProductKind
from inventory.stock import Move, Reason
from koperasi.columns import among, summed
from koperasi.documents import Document
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class EntryLine:
    """So much of a product, in base units; `words` is how it was keyed."""

    product_id: int
    quantity: Quantity
    mode: Mode = Mode.ADD
    words: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class EntryCommand:
    """Enter what was counted.

    Without `counted_at` it was counted in the transaction that writes it; with it at that
    moment since the session began.  `alone`: the recount is by someone who had counted before,
    because nobody else is there.
    """

    id: int
    session_id: int
    at: datetime
    lines: tuple[EntryLine, ...]
    counted_at: datetime | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class UndoCommand:
    """Take one's own entry back; it stays in the list, struck out."""

    id: int
    session_id: int
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """Keep a code that named nothing, with how many were counted."""

    id: int
    session_id: int
    code: str
    quantity: Quantity
    at: datetime


@dataclass(frozen=True, slots=True)
class SettleCommand:
    """What an unknown code was: so much of a good (base units), or nothing of ours."""

    id: int
    session_id: int
    unknown_id: int
    at: datetime
    product_id: int | None = None
    quantity: Quantity = NOTHING


@needs(Permission.COUNT_ENTER)
def enter(work: Work, command: EntryCommand) -> None:
    """Append what was counted, each line beside what the ledger holds of it at that instant.

    Raises Refused when the session is over (rule `count-over`), or when a recount is by someone
    who had counted it before (rule `same-counter`); BadInput for a quantity that cannot be.
    """
    _enter(work, command)


def _enter(work: Work, command: EntryCommand, *, settling: bool = False) -> None:
    session = held(work, command.session_id)
    if _done(work.connection, session.id, command.id):
        return
    counted_at = _moment(work, session, command)
    products = {each.product_id for each in command.lines}
    _check(work.connection, command, products)
    # What an unknown code was had been counted with all else, in the first turn.
    rounds = dict.fromkeys(products, 1) if settling else _rounds(work, session, command, products)
    day = work.shop.branch.business_date(counted_at)
    ledger = ledger_at(work.connection, session.location_id, products, command.counted_at, day)
    rows = [
        _row(work, session, command, counted_at, number, line, rounds[line.product_id], ledger[line.product_id])
        for number, line in enumerate(command.lines, start=session.last_seq + 1)
    ]
    _append(work, session, rows)
    work.trace.detail.update(session=str(session.id), lines=len(rows))


def _row(
    work: Work,
    session: Session,
    command: EntryCommand,
    counted_at: datetime,
    seq: int,
    line: EntryLine,
    round_: int,
    ledger: Quantity,
) -> dict[str, Any]:
    return {
        "session_id": session.id,
        "seq": seq,
        "command_id": command.id,
        "product_id": line.product_id,
        "turn": round_,
        "mode": line.mode,
        "undoes": None,
        "quantity": line.quantity,
        "ledger": ledger,
        "counted_at": counted_at,
        "written_at": work.now,
        "by_id": work.actor.id,
        "alone": command.alone,
        "expires_on": line.expires_on,
        "words": plain(line.words),
    }


def _append(work: Work, session: Session, rows: Sequence[dict[str, Any]]) -> None:
    work.connection.execute(insert(CountEntry), list(rows))
    newest = update(CountSession).where(CountSession.id == session.id).values(last_seq=session.last_seq + len(rows))
    work.connection.execute(newest)


def _done(connection: Connection, session_id: int, command_id: int) -> bool:
    found = select(CountEntry.seq).where(CountEntry.command_id == command_id, CountEntry.session_id == session_id)
    return connection.execute(found.limit(1)).first() is not None


def _moment(work: Work, session: Session, command: EntryCommand) -> datetime:
    if command.counted_at is None:
        return work.now
    if not session.started_at <= command.counted_at <= work.now:
        raise BadInput(
            _("Jam hitungnya di luar sesi ini."), remedy=_("Isi jam sesudah sesi dimulai."), field="counted_at"
        )
    return command.counted_at


def _check(connection: Connection, command: EntryCommand, products: Collection[int]) -> None:
    kinds = dict(
        connection.execute(
            select(Product.id, Product.kind).where(among(Product.id, "products")), {"products": list(products)}
        ).all()
    )
    for number, line in enumerate(command.lines, start=1):
        if kinds.get(line.product_id) is not ProductKind.GOODS:
            raise BadInput(_("Jasa tidak punya stok untuk dihitung."), row=number, field="product")
        if not NOTHING <= line.quantity <= MOST:
            raise BadInput(
                _("Jumlah ini tidak mungkin."), remedy=_("Isi 0 sampai satu juta."), row=number, field="quantity"
            )


def _rounds(work: Work, session: Session, command: EntryCommand, products: Collection[int]) -> dict[int, int]:
    """Which round each product is in; refuses what is not to be counted now, or not by her."""
    if session.state not in (State.COUNTING, State.REVIEW):
        raise Refused(_("Hitungan ini sudah selesai."), remedy=_("Mulai hitungan baru."), rule="count-over")
    asked = recounts(work.connection, session.id)
    rounds = {product: asked.get(product, 1) for product in products}
    if session.state is State.REVIEW and min(rounds.values(), default=2) < 2:
        raise Refused(
            _("Hitungan ini sedang diperiksa; hanya hitung ulang yang masih diterima."),
            remedy=_("Minta pemeriksanya membuka lagi."),
            rule="count-over",
        )
    again = [product for product, number in rounds.items() if number > 1]
    if again and not command.alone:
        hers = {
            each.product_id
            for each in entries(work.connection, session.id, again)
            if each.by_id == work.actor.id and each.turn < rounds[each.product_id]
        }
        if hers:
            raise Refused(
                _("Hitung ulang sebaiknya oleh orang lain."),
                remedy=_("Minta teman, atau lanjutkan sendiri."),
                rule="same-counter",
            )
    return rounds


_PUT_RIGHT = (Reason.COUNT, Reason.CORRECTION)
_MOVED = (
    select(Move.product_id, summed(Move.quantity))
    .join(Document, Document.id == Move.document_id)
    .where(among(Move.product_id, "products"))
    .group_by(Move.product_id)
)


def ledger_at(
    connection: Connection, location_id: int, products: Collection[int], at: datetime | None, day: date
) -> dict[int, Quantity]:
    """What the ledger holds of each product now, its row locked as a sale locks it, or held at a moment of a day."""
    shelf = stock.look(connection, location_id, products)
    now = {product: sum(each.quantity.thousandths for each in shelf.holdings.get(product, ())) for product in products}
    if at is not None:
        found = _MOVED.where(Move.location_id == location_id, Document.at > at)
        # What puts the book right, or is dated before that day, had happened before all the same.
        later = found.where(
            Move.reason.not_in(_PUT_RIGHT), or_(Document.shift_id.is_not(None), Document.business_date >= day)
        )
        for product, moved in connection.execute(later, {"products": list(products)}):
            now[product] -= moved.thousandths
    return {product: Quantity(quantity) for product, quantity in now.items()}


@needs(Permission.COUNT_ENTER)
def undo(work: Work, command: UndoCommand) -> None:
    """Take one's own entry back.  Raises Refused for another's (rule `not-hers`) or one gone already."""
    session = held(work, command.session_id)
    if _done(work.connection, session.id, command.id):
        return
    found = ENTRIES.where(CountEntry.session_id == session.id, CountEntry.seq == command.seq)
    row = work.connection.execute(found).first()
    if row is None:
        raise NotFound(_("Hitungan ini tidak ada."))
    entry = Entry(*row)
    if entry.by_id != work.actor.id:
        raise Refused(_("Ini hitungan orang lain."), remedy=_("Hitung lagi dan pilih Ganti."), rule="not-hers")
    same = [each for each in entries(work.connection, session.id, [entry.product_id]) if each.turn == entry.turn]
    if entry not in standing(same):
        raise Refused(_("Hitungan ini sudah dibatalkan atau diganti."), rule="gone")
    line = EntryLine(entry.product_id, NOTHING, Mode.UNDO)
    what = EntryCommand(command.id, session.id, command.at, (line,))
    row_ = _row(work, session, what, work.now, session.last_seq + 1, line, entry.turn, entry.ledger)
    _append(work, session, [{**row_, "undoes": entry.seq}])
    work.trace.detail.update(session=str(session.id), undone=entry.seq)


@needs(Permission.COUNT_ENTER)
def keep_unknown(work: Work, command: UnknownCommand) -> None:
    """Keep a code that named nothing."""
    session = held(work, command.session_id)
    if session.state is not State.COUNTING:
        raise Refused(_("Hitungan ini sudah selesai."), rule="count-over")
    there = select(CountUnknown.id).where(CountUnknown.session_id == session.id, CountUnknown.id == command.id)
    if work.connection.scalar(there) is not None:
        return
    row = {
        "session_id": session.id,
        "id": command.id,
        "code": plain(command.code)[:80],
        "quantity": command.quantity,
        "counted_at": work.now,
        "by_id": work.actor.id,
        "settled_at": None,
        "product_id": None,
    }
    work.connection.execute(insert(CountUnknown), [row])
    work.trace.detail.update(session=str(session.id), code=row["code"])


@needs(Permission.COUNT_ENTER)
def settle_unknown(work: Work, command: SettleCommand) -> None:
    """Say what an unknown code was: its goods are entered as counted when it was scanned."""
    key = (CountUnknown.session_id == command.session_id) & (CountUnknown.id == command.unknown_id)
    session = held(work, command.session_id)
    if session.state not in (State.COUNTING, State.REVIEW):
        raise Refused(_("Hitungan ini sudah selesai."), rule="count-over")
    found = work.connection.execute(select(CountUnknown.counted_at, CountUnknown.settled_at).where(key)).first()
    if found is None:
        raise NotFound(_("Kode ini tidak ada di daftar."))
    if found.settled_at is not None:
        return
    if command.product_id is not None:
        line = EntryLine(command.product_id, command.quantity)
        _enter(work, EntryCommand(command.id, session.id, command.at, (line,), found.counted_at), settling=True)
    settled = update(CountUnknown).where(key).values(settled_at=work.now, product_id=command.product_id)
    work.connection.execute(settled)
