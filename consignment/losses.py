"""Losses: who bears goods of a maker's that are gone, and what she gets for them.

What she bears and what the shop does is in her agreement (domain/consignment.md 5.3): the
matrix of the lot that was lost, and what may be missing of it before the shop answers.  The
shop's part is a cost of its own and owed to her at once.  What she bears herself is written
down too, with nothing owed, so that her statement tells of every piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from consignment import loss_queries, open_losses
from consignment.agreements import LossCause
from consignment.loss_facts import MakerLossRecord
from consignment.loss_queries import Key, Settled
from consignment.open_losses import WHOLE, Bearing, Loss, Losses
from inventory.lots import LotRecord
from koperasi import documents
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

SERIES = ("maker-loss", "HT")
#: What the shop gave away as a sample is no loss but what it costs to be known.
_COSTS = {LossCause.SAMPLE: Role.PROMOTION}


@dataclass(frozen=True, slots=True)
class LossLine:
    """So much (base units) of a loss, known by its source, lot and noted cause.

    `cause` and `shop_bps` only where it is judged otherwise than noted and agreed.
    """

    source_id: int
    lot_id: int
    noted: LossCause
    quantity: Quantity
    cause: LossCause | None = None
    shop_bps: int | None = None

    @property
    def key(self) -> Key:
        return (self.source_id, self.lot_id, self.noted)


@dataclass(frozen=True, slots=True)
class LossCommand:
    """Settle losses of one maker.  `why` is asked where a line departs from the agreement."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    lines: tuple[LossLine, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """So much of a settled loss that is not lost any more; `keep` lets her keep what she got for it."""

    source_id: int
    lot_id: int
    noted: LossCause
    quantity: Quantity
    keep: bool = False

    @property
    def key(self) -> Key:
        return (self.source_id, self.lot_id, self.noted)


@dataclass(frozen=True, slots=True)
class FoundCommand:
    """Take back what one maker got for goods that were found again."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    lines: tuple[FoundLine, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class LossReversal:
    """Take a settlement back that was a mistake: its losses are open again."""

    id: int
    uid: str
    document_id: int
    business_date: date
    at: datetime
    why: str


@needs(Permission.LOSS_SETTLE)
def settle(work: Work, command: LossCommand) -> str:
    """Decide who bears losses of a maker, and owe her the shop's part; returns the paper's number.

    Raises Refused for more than is open (rule `settled`), another maker's goods (`other-maker`)
    or goods without a price (`no-price`), NotAllowed beyond the person's limit, BadInput without
    a reason for what departs from her agreement.
    """
    if documents.posted(work.connection, command.id):
        return _number(work, command.id)
    _check_lines(command.lines)
    departs = any(each.shop_bps is not None or each.cause not in (None, each.noted) for each in command.lines)
    if departs and not plain(command.why):
        raise BadInput(_("Tulis mengapa tidak menurut perjanjian."), field="why")
    _lock(work, command.lines)
    losses = open_losses.read(work.connection, work.shop.branch.id, command.business_date, [command.maker_id])
    judged = _judged(work, command, losses)
    rows = [
        _row(command, number, line, each, each.quantity, loss)
        for number, (line, loss, each) in enumerate(judged, start=1)
    ]
    return _post(work, command, command.maker_id, rows)


@needs(Permission.LOSS_SETTLE)
def take_back(work: Work, command: FoundCommand) -> str:
    """Take back what was settled of goods that are not lost any more; returns the paper's number.

    What was paid for goes back first, at the recorded amounts.  Raises Refused (rule
    `not-found-again`) for more than was found.
    """
    if documents.posted(work.connection, command.id):
        return _number(work, command.id)
    _check_lines(command.lines)
    if any(each.keep for each in command.lines) and not plain(command.why):
        raise BadInput(_("Tulis alasannya."), field="why")
    _lock(work, command.lines)
    branch_id = work.shop.branch.id
    standing = open_losses.read(work.connection, branch_id, command.business_date, [command.maker_id]).by_key
    causes = loss_queries.causes(work.connection, {each.source_id for each in command.lines})
    rows = []
    for number, line in enumerate(command.lines, start=1):
        loss = standing.get(line.key)
        if loss is None or line.quantity > loss.over:
            words = _("Yang ditemukan lagi hanya {over}, diminta {asked}.")
            over = loss.over if loss is not None else NOTHING
            raise Refused(words.format(over=over, asked=line.quantity), rule="not-found-again")
        back = open_losses.taken_back(loss.settled, line.quantity)
        cause = causes.get(line.key, line.noted)
        bearing = Bearing(-line.quantity, cause, 0, -back.tolerated, -back.worth, -back.amount)
        if line.keep:
            bearing = replace(bearing, amount=ZERO)
        rows.append(_row(command, number, line, bearing, -line.quantity, loss))
        standing[line.key] = replace(loss, settled=_less(loss.settled, back))
    return _post(work, command, command.maker_id, rows)


@needs(Permission.LOSS_SETTLE)
def reverse(work: Work, command: LossReversal) -> str:
    """Take a settlement back, amount for amount; returns the paper's number.

    Raises NotFound for what is no settlement of this branch, Refused for one that was taken
    back already (rule `reversed`), or of which something was found again since (`found-again`).
    """
    connection = work.connection
    documents.hold(connection, command.document_id)
    if documents.posted(connection, command.id):
        return _number(work, command.id)
    if not plain(command.why):
        raise BadInput(_("Tulis alasannya."), field="why")
    number = _reversible(work, command.document_id)
    record = MakerLossRecord
    found = select(record.__table__).where(record.document_id == command.document_id).order_by(record.line)
    before = [dict(row._mapping) for row in connection.execute(found)]
    _lock(work, [LossLine(row["source_id"], row["lot_id"], row["noted"], row["quantity"]) for row in before])
    left = loss_queries.settled(connection, {row["source_id"] for row in before})
    for row in before:
        key = (row["source_id"], row["lot_id"], row["noted"])
        left[key] = _less(left[key], Settled(row["quantity"], row["tolerated"], row["worth"], row["amount"]))
        if left[key].quantity < NOTHING or left[key].tolerated < NOTHING:
            words = _("Sebagian dari {number} sudah ditemukan lagi.").format(number=number)
            raise Refused(words, remedy=_("Batalkan dulu yang ditemukan."), rule="found-again")
    why = plain(command.why)
    signed = ("quantity", "tolerated", "worth", "amount")
    rows = [{**row, "document_id": command.id, "why": why, **{each: -row[each] for each in signed}} for row in before]
    return _post(work, command, before[0]["maker_id"], rows, reverses_id=command.document_id)


def _reversible(work: Work, document_id: int) -> str:
    paper = select(Document.kind, Document.number, Document.reverses_id, Document.branch_id)
    found = work.connection.execute(paper.where(Document.id == document_id)).one_or_none()
    if found is None or found.kind is not Kind.MAKER_LOSS or found.branch_id != work.shop.branch.id:
        raise NotFound(_("Dokumen tidak ditemukan."))
    reversal = work.connection.scalar(select(Document.number).where(Document.reverses_id == document_id))
    if reversal is not None or found.reverses_id is not None:
        said = _("{number} sudah dibatalkan dengan {other}.").format(number=found.number, other=reversal)
        if found.reverses_id is not None:
            said = _("{number} adalah pembatalan; buat dokumen baru saja.").format(number=found.number)
        raise Refused(said, rule="reversed")
    return str(found.number)


def _check_lines(lines: Sequence[LossLine | FoundLine]) -> None:
    if not lines:
        raise BadInput(_("Belum ada barang."), field="lines")
    for number, each in enumerate(lines, start=1):
        if each.quantity <= NOTHING:
            raise BadInput(_("Jumlah harus lebih dari nol."), row=number, field="quantity")
        bps = each.shop_bps if isinstance(each, LossLine) else None
        if bps is not None and not 0 <= bps <= WHOLE:
            raise BadInput(_("Bagian toko antara 0 dan 100 persen."), row=number, field="shop_bps")


def _lock(work: Work, lines: Sequence[LossLine | FoundLine]) -> None:
    """Nobody else settles these losses, or others of the same lots, until this is kept; in the order of the papers."""
    lots = {each.lot_id for each in lines}
    came = select(LotRecord.document_id).where(LotRecord.id.in_(sorted(lots)))
    papers = {each.source_id for each in lines} | set(work.connection.execute(came).scalars())
    for paper in sorted(papers):
        documents.hold(work.connection, paper)


def _judged(work: Work, command: LossCommand, losses: Losses) -> list[tuple[LossLine, Loss, Bearing]]:
    """Each line with who bears it; a line leaves less to the ones after it."""
    standing = losses.by_key
    told = []
    for line in command.lines:
        loss = standing.get(line.key)
        if loss is None:
            other = work.connection.scalar(select(LotRecord.owner_id).where(LotRecord.id == line.lot_id))
            if other != command.maker_id:
                raise Refused(_("Ini bukan barang penitip ini."), rule="other-maker")
            raise Refused(_("Kehilangan ini tidak ada."), rule="settled")
        if line.quantity > loss.open:
            words = _("Yang belum diputuskan tinggal {open}, diminta {asked}.")
            raise Refused(words.format(open=loss.open, asked=line.quantity), rule="settled")
        bearing = open_losses.borne(loss, losses.worths[line.lot_id], line.quantity, line.cause, line.shop_bps)
        if bearing is None:
            words = _("Barang ini belum punya harga, jadi nilainya belum diketahui.")
            raise Refused(words, remedy=_("Isi dulu harganya."), rule="no-price")
        told.append((line, loss, bearing))
        standing[line.key] = replace(loss, settled=_plus(loss.settled, bearing))
    return told


def _plus(settled: Settled, bearing: Bearing) -> Settled:
    return Settled(
        settled.quantity + bearing.quantity,
        settled.tolerated + bearing.tolerated,
        settled.worth + bearing.worth,
        settled.amount + bearing.amount,
    )


def _less(settled: Settled, back: Settled) -> Settled:
    return Settled(
        settled.quantity - back.quantity,
        settled.tolerated - back.tolerated,
        settled.worth - back.worth,
        settled.amount - back.amount,
    )


def _row(
    command: LossCommand | FoundCommand,
    number: int,
    line: LossLine | FoundLine,
    bearing: Bearing,
    quantity: Quantity,
    loss: Loss,
) -> dict[str, Any]:
    return {
        "document_id": command.id,
        "line": number,
        "source_id": line.source_id,
        "lot_id": line.lot_id,
        "maker_id": command.maker_id,
        "product_id": loss.lost.product_id,
        "quantity": quantity,
        "noted": line.noted,
        "cause": bearing.cause,
        "shop_bps": bearing.shop_bps,
        "tolerated": bearing.tolerated,
        "worth": bearing.worth,
        "amount": bearing.amount,
        "why": plain(command.why),
    }


def _post(
    work: Work,
    command: LossCommand | FoundCommand | LossReversal,
    maker_id: int,
    rows: list[dict[str, Any]],
    reverses_id: int | None = None,
) -> str:
    """The paper with its rows, and for each its own posting to her."""
    # What she bears is decided about her goods as much as what the shop pays.
    work.trace.amount = total(abs(row["worth"]) for row in rows)
    work.must(Permission.LOSS_SETTLE, work.trace.amount)
    header = Header(
        command.id,
        command.uid,
        Kind.MAKER_LOSS,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=maker_id,
        reverses_id=reverses_id,
    )
    postings = [each for row in rows for each in _postings(maker_id, row["cause"], row["amount"])]
    return documents.post(work, header, [Facts(MakerLossRecord, rows)], postings).text


def _postings(maker_id: int, cause: LossCause, amount: Rupiah) -> list[Posting]:
    cost = _COSTS.get(cause, Role.CONSIGNMENT_LOSS)
    return [Posting(cost, amount), Posting(Role.OWED_TO_MAKERS, -amount, maker_id)]


def _number(work: Work, document_id: int) -> str:
    return work.connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one()
