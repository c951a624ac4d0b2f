"""Counts: reviewed, approved by another, and booked.

What is booked is the difference that was found when each good was counted, applied to what is
there now: sales since then change nothing.  What is missing leaves the lots first-expired,
first-in; what is over goes into the newest lot at the last known cost; lots below zero are set
right.  Members' goods change in quantity only, and a fact per lot keeps what was missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from inventory import consigned_worths, count_judgements, count_queries, count_records, count_sessions, stock
from inventory.count_bookings import (
    Booking,
    Decision,
    Line,
    book,
    entry_rows,
    gone_line,
    head_row,
    judged_line,
    line_row,
    placed,
    postings,
)
from inventory.count_facts import CountedMakerLot, StockCount, StockCountEntry, StockCountLine
from inventory.count_judgements import Judged
from inventory.count_records import CountEntry, Session, State
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Move
from koperasi import documents, users
from koperasi.columns import among
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import Refused
from koperasi.money import Rupiah, total
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class CloseCommand:
    """Book a session as it stood at its entry number `seen`.

    Goods without a decision are lost or found; goods outside the session's scope are booked
    only where a decision says so.  `zeroed`: what nobody counted is taken for gone.
    """

    id: int
    uid: str
    session_id: int
    seen: int
    business_date: date
    at: datetime
    decisions: tuple[Decision, ...] = ()
    zeroed: bool = False


@dataclass(frozen=True, slots=True)
class FinishCommand:
    """Nobody counts on: what is beyond tolerance is put up to be counted again."""

    session_id: int
    at: datetime


@needs(Permission.COUNT_ENTER)
def finish(work: Work, command: FinishCommand) -> int:
    """Go from counting to review; returns how many goods are to be counted again, blind."""
    session = count_records.held(work, command.session_id)
    if session.state is State.REVIEW:
        return 0
    if session.state is not State.COUNTING:
        raise Refused(_("Hitungan ini sudah selesai."), rule="count-over")
    found = count_judgements.judged(work.connection, session, work.shop.branch, work.shop.settings)
    again = [each.facts.product_id for each in found if each.must_recount]
    count_sessions.become(work, session, State.REVIEW)
    return count_sessions.ask_again_unguarded(work, session, again)


@needs(Permission.COUNT_CLOSE)
def ask_recount(work: Work, command: count_sessions.RecountCommand) -> int:
    """Have goods counted once more, blind; returns how many of them were not waiting for it already."""
    session = count_records.held(work, command.session_id)
    if session.state not in (State.COUNTING, State.REVIEW):
        raise Refused(_("Hitungan ini sudah selesai."), rule="count-over")
    work.trace.detail.update(session=str(session.id), goods=len(command.products))
    return count_sessions.ask_again_unguarded(work, session, command.products)


@needs(Permission.COUNT_CLOSE)
def close(work: Work, command: CloseCommand) -> None:
    """Book a session.

    Raises Refused while it is counted (`still-counting`), when it changed since it was looked
    at (`count-changed`), while a recount or an unknown code waits (`recount-open`,
    `unknown-codes`), and for someone who counted it herself while another might approve
    (`own-count`); NotAllowed beyond the person's limit (the shop's goods at cost, makers' at
    their price).
    """
    if documents.posted(work.connection, command.id):
        return
    session = count_records.held(work, command.session_id)
    _check_state(work, session, command)
    judged = count_judgements.judged(work.connection, session, work.shop.branch, work.shop.settings)
    _check_ready(work, session, judged)
    own = _own_approval(work, session)
    decisions = {each.product_id: each for each in command.decisions}
    gone = _zeroed(work, session) if command.zeroed else []
    shelf = stock.look(work.connection, session.location_id, {*(each.facts.product_id for each in judged), *gone})
    lines = [judged_line(each, decisions) for each in judged]
    lines += [gone_line(work, product, shelf, decisions) for product in gone]
    dates = {each.facts.product_id: each.last.dates for each in judged}
    lines = [placed(line, shelf, dates, command.business_date) for line in lines]
    amount = total(abs(each.value) for each in lines) + _makers_part(work, command, lines)
    work.must(Permission.COUNT_CLOSE, amount)
    work.trace.amount = amount
    if own:
        work.trace.detail.update(own_approval=True)
    _post(work, session, command, lines, own)
    count_sessions.become(work, session, State.CLOSED, command.id)


def _check_state(work: Work, session: Session, command: CloseCommand) -> None:
    if session.state is State.COUNTING:
        raise Refused(_("Hitungan ini belum selesai."), remedy=_("Tekan Selesai Hitung dulu."), rule="still-counting")
    if session.state is not State.REVIEW:
        raise Refused(_("Hitungan ini sudah selesai."), rule="count-over")
    if session.last_seq != command.seen:
        raise Refused(
            _("Hitungannya berubah sejak dilihat."), remedy=_("Periksa lagi yang baru."), rule="count-changed"
        )


def _check_ready(work: Work, session: Session, judged: Sequence[Judged]) -> None:
    waiting = [each.facts.name for each in judged if each.must_recount]
    if waiting:
        said = _("{count} barang masih harus dihitung ulang, misalnya {name}.")
        raise Refused(
            said.format(count=len(waiting), name=waiting[0]),
            remedy=_("Minta orang lain menghitungnya."),
            rule="recount-open",
        )
    if count_records.waiting_unknowns(work.connection, session.id):
        raise Refused(
            _("Masih ada kode yang belum dikenal."),
            remedy=_("Sebutkan barangnya, atau lewati kodenya."),
            rule="unknown-codes",
        )


def _own_approval(work: Work, session: Session) -> bool:
    """Whether who approves has counted herself, which is allowed only where nobody else may approve."""
    counted = select(CountEntry.by_id).where(CountEntry.session_id == session.id).distinct()
    counters = set(work.connection.execute(counted).scalars())
    people = [work.actor, *([work.approver] if work.approver else [])]
    approving = {each.id for each in people if each.may(Permission.COUNT_CLOSE)}
    if approving - counters:
        return False
    if work.actor.id == users.KONSOLE_ID:
        # Whoever may open the shop's files could do it under any name: it is kept that she did.
        return True
    for each in users.staff(work.connection):
        if each.id not in approving and users.actor(work.connection, each.id).may(Permission.COUNT_CLOSE):
            said = _("{name} ikut menghitung.").format(name=work.actor.name)
            remedy = _("Minta {name} menyetujuinya.").format(name=each.name)
            work.refuse(Refused(said, remedy=remedy, rule="own-count"))
            break
    return True


def _makers_part(work: Work, command: CloseCommand, lines: Sequence[Line]) -> Rupiah:
    """What makers' goods among the differences sell for: nothing is booked of it, but somebody answers for it."""
    parts = [(line.product_id, part.owner_id, part.quantity) for line in lines for part in line.parts]
    return consigned_worths.of_parts(work, parts, command.business_date)


def _zeroed(work: Work, session: Session) -> list[int]:
    found = count_queries.uncounted(work.connection, session, None)
    return [each.product_id for each in found]


def _post(work: Work, session: Session, command: CloseCommand, lines: Sequence[Line], own: bool) -> None:
    products = _products(work, [each.product_id for each in lines])
    booking = Booking()
    for line in lines:
        book(work, command.id, command.business_date, session.location_id, line, products[line.product_id][0], booking)
    since = count_judgements.last_counted(work.connection, session.location_id, [each.product_id for each in lines])
    header = Header(
        command.id,
        command.uid,
        Kind.STOCK_COUNT,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "count", "SO"),
    )
    facts = [
        Facts(StockCount, [head_row(session, command.id, command.zeroed, own)]),
        Facts(StockCountLine, [
            line_row(command.id, number, line, products[line.product_id], since.get(line.product_id))
            for number, line in enumerate(lines, start=1)
        ]),
        Facts(StockCountEntry, entry_rows(work, session, command.id)),
        Facts(LotRecord, booking.lots),
        Facts(Move, booking.moves),
        Facts(CountedMakerLot, list(booking.makers.values())),
    ]  # fmt: skip
    documents.post(work, header, facts, postings(lines))
    stock.keep(work.connection, booking.moves)
    stock.keep_newest(work.connection, booking.lots, session.location_id, {})


def _products(work: Work, products: Sequence[int]) -> dict[int, tuple[int | None, str, int | None]]:
    """Maker, shelf and category of goods, as they are today."""
    found = select(Product.id, Product.maker_id, Product.shelf, Product.category_id).where(
        among(Product.id, "products")
    )
    rows = work.connection.execute(found, {"products": list(products)})
    return {product: (maker, shelf or "", category) for product, maker, shelf, category in rows}
