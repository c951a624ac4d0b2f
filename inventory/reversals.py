"""Reversals: a stock paper that was wrong is taken back by another, once.

What it took out is put back with the value recorded then; what it brought in must still be
there, untouched, and goes out again.  The recorded amounts are negated, never reckoned
again; what lots are worth otherwise by now goes to cost of goods (DESIGN.md 2).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import departures, placings
from inventory.departures import Gone, Outgoing
from inventory.lots import LotRecord
from inventory.placings import Placed, Placing
from inventory.products import Product
from inventory.stock import Move, Reason
from koperasi import documents
from koperasi.chart import ACCOUNT_IDS
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import NotFound, Refused
from koperasi.ledger import Posting, PostingRecord, Role
from koperasi.money import Rupiah, total
from koperasi.quantity import NOTHING
from koperasi.text import _, plain
from koperasi.work import Work


class StockReversal(Record):
    """Why a stock paper was taken back."""

    __tablename__ = "stock_reversals"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    why: Mapped[str]


@dataclass(frozen=True, slots=True)
class ReversalCommand:
    """Take back a stock paper."""

    id: int
    uid: str
    document_id: int
    business_date: date
    at: datetime
    why: str


def reverse_unguarded(
    work: Work,
    command: ReversalCommand,
    kind: Kind,
    reason: Reason,
    series: tuple[str, str],
    party_id: int | None = None,
) -> None:
    """Post the paper that takes another of this kind back, inside the deed that is guarded.

    `series` is the purpose and the prefix of this kind's numbers; `party_id` whom it is for.

    Raises NotFound for no such paper, Refused for one that is a reversal or has been reversed
    (rule `reversed`), whose goods are gone (rule `not-enough`) or archived (rule `archived`),
    NotAllowed beyond the person's limit for the deed.
    """
    documents.hold(work.connection, command.document_id)
    if documents.posted(work.connection, command.id):
        return
    _check(work, command.document_id, kind)
    moves = _moves(work, command.document_id)
    check_in_use(work, {each.product_id for each in moves})
    places, products = {each.location_id for each in moves}, {each.product_id for each in moves}
    placings.lock(work, places, products)
    gone, placed = _out_again(work, command, reason, moves), _back(work, command, reason, moves)
    header = Header(
        command.id,
        command.uid,
        kind,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *series),
        party_id=party_id,
        reverses_id=command.document_id,
    )
    facts = [Facts(StockReversal, [{"document_id": command.id, "why": plain(command.why)}])]
    facts += [each for left, _place in gone for each in left.facts]
    facts += [each for put, _place in placed for each in put.facts]
    into_stock = total(put.into_stock for put, _place in placed) - total(left.cost for left, _place in gone)
    work.trace.amount = abs(into_stock)
    # What she might not have booked she does not make to vanish either.
    work.must(work.trace.deed, work.trace.amount)
    documents.post(work, header, facts, _postings(work, command.document_id, into_stock))
    for left, place in gone:
        departures.keep(work, left, place)
    for put, place in placed:
        placings.keep(work, put, place)


def _check(work: Work, document_id: int, kind: Kind) -> None:
    paper = select(Document.kind, Document.number, Document.reverses_id, Document.branch_id)
    found = work.connection.execute(paper.where(Document.id == document_id)).one_or_none()
    if found is None or found.kind is not kind or found.branch_id != work.shop.branch.id:
        raise NotFound(_("Dokumen tidak ditemukan."))
    reversal = select(Document.number).where(Document.reverses_id == document_id)
    number = work.connection.scalar(reversal)
    if number is not None or found.reverses_id is not None:
        said = _("{number} sudah dibatalkan dengan {other}.").format(number=found.number, other=number)
        if found.reverses_id is not None:
            said = _("{number} adalah pembatalan; buat dokumen baru saja.").format(number=found.number)
        raise Refused(said, rule="reversed")


def check_in_use(work: Work, products: Collection[int]) -> None:
    """Refuse (rule `archived`) goods in the archive: they were merged into others, or are sold no more."""
    archived = select(Product.name).where(Product.id.in_(sorted(products)), Product.retired_at.is_not(None))
    name = work.connection.scalar(archived.order_by(Product.name).limit(1))
    if name is not None:
        words = _("{name} ada di arsip.").format(name=name)
        work.refuse(Refused(words, remedy=_("Pakai lagi barang itu dahulu, atau hitung stoknya."), rule="archived"))


def _moves(work: Work, document_id: int) -> list[Any]:
    columns = (Move.lot_id, Move.product_id, Move.location_id, Move.quantity, Move.value)
    found = select(*columns, LotRecord.owner_id).join(LotRecord, LotRecord.id == Move.lot_id)
    return list(work.connection.execute(found.where(Move.document_id == document_id).order_by(Move.id)))


def _places(moves: Sequence[Any]) -> list[int]:
    return sorted({each.location_id for each in moves})


def _out_again(work: Work, command: ReversalCommand, reason: Reason, moves: Sequence[Any]) -> list[tuple[Gone, int]]:
    """What the paper brought in, per place."""
    gone = []
    for place in _places(moves):
        came = [each for each in moves if each.location_id == place and each.quantity > NOTHING]
        goods = [Outgoing(each.product_id, each.quantity, each.lot_id) for each in came]
        if goods:
            day = command.business_date
            gone.append((departures.leave(work, command.id, place, day, reason, goods), place))
    return gone


def _back(work: Work, command: ReversalCommand, reason: Reason, moves: Sequence[Any]) -> list[tuple[Placed, int]]:
    """What the paper took out, per place, with its recorded value."""
    placed = []
    for place in _places(moves):
        went = [each for each in moves if each.location_id == place and each.quantity < NOTHING]
        goods = [Placing(each.lot_id, each.product_id, each.owner_id, -each.quantity, -each.value) for each in went]
        if goods:
            placed.append((placings.place(work, command.id, place, reason, goods), place))
    return placed


def _postings(work: Work, document_id: int, into_stock: Rupiah) -> list[Posting]:
    """The paper's own postings negated; inventory by what came back, the difference to cost of goods."""
    stock_account = ACCOUNT_IDS[Role.INVENTORY]
    recorded = select(PostingRecord.account_id, PostingRecord.party_id, PostingRecord.amount)
    rows = work.connection.execute(recorded.where(PostingRecord.document_id == document_id)).all()
    others = [Posting(row.account_id, -row.amount, row.party_id) for row in rows if row.account_id != stock_account]
    left = -(into_stock + total(each.amount for each in others))
    return [Posting(Role.INVENTORY, into_stock), *others, Posting(ACCOUNT_IDS[Role.COST_OF_GOODS], left)]
