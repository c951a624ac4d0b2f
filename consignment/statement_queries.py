"""Statements as they stand in the books: heads for a list, one whole for a paper or a screen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment.adjustments import MakerAdjustment
from consignment.statement_facts import (
    Answered,
    StatementAnswer,
    StatementDispute,
    StatementGoods,
    StatementLineRecord,
    StatementRecord,
    StatementResolution,
)
from consignment.statement_values import AnswerGiven, Disputed, Goods, Line, Said, State, Statement, StatementHead
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.money import ZERO
from koperasi.text import _

#: How many ids one statement names: SQLite's own limit is far above it.
AT_ONCE = 500


def heads(connection: Connection, maker_id: int, *, today: date | None = None) -> tuple[StatementHead, ...]:
    """A maker's statements, the newest first, reversed ones among them.

    With a day, those that nobody had answered in time by then are told as such.
    """
    hers = StatementRecord.maker_id == maker_id
    return tuple(_heads(connection, hers, today))


def head(connection: Connection, statement_id: int, *, today: date | None = None) -> StatementHead:
    """One statement's head.  Raises NotFound."""
    found = _heads(connection, StatementRecord.document_id == statement_id, today)
    if not found:
        raise NotFound(_("Rincian ini tidak ada."))
    return found[0]


def last_heads(
    connection: Connection, makers: Collection[int] | None = None, *, today: date | None = None
) -> dict[int, StatementHead]:
    """Each maker's newest statement that was not reversed."""
    found: dict[int, StatementHead] = {}
    later, gone = aliased(StatementRecord), aliased(Document)
    superseded = (
        select(later.document_id)
        .where(later.previous_id == StatementRecord.document_id)
        .where(~select(gone.id).where(gone.reverses_id == later.document_id).exists())
    )
    where = ~superseded.exists()
    if makers is not None:
        where &= StatementRecord.maker_id.in_(sorted(makers))
    for each in _heads(connection, where, today):
        if each.state is not State.REVERSED:
            found.setdefault(each.maker_id, each)
    return found


def issued(
    connection: Connection, first: date, last: date, *, today: date | None = None, maker_id: int | None = None
) -> tuple[StatementHead, ...]:
    """Statements of these days, the newest first; those of one maker, or of all."""
    where: Any = Document.business_date.between(first, last)
    if maker_id is not None:
        where &= StatementRecord.maker_id == maker_id
    found = _heads(connection, where, today)
    return tuple(sorted(found, key=lambda each: (-each.issued_on.toordinal(), each.maker_name, each.number)))


def whole(connection: Connection, statement_id: int) -> Statement:
    """A statement with all its lines, just as it was issued.  Raises NotFound."""
    record = StatementRecord
    told = select(Document.number, Document.business_date, *_of(record, Said)).join(
        Document, Document.id == record.document_id
    )
    row = connection.execute(told.where(record.document_id == statement_id)).first()
    if row is None:
        raise NotFound(_("Rincian ini tidak ada."))
    number, issued_on, *said = row
    line, goods = StatementLineRecord, StatementGoods
    lines = select(*_of(line, Line)).where(line.document_id == statement_id).order_by(line.line)
    table = select(*_of(goods, Goods)).where(goods.document_id == statement_id)
    return Statement(
        statement_id,
        number,
        issued_on,
        Said(*said),
        tuple(Line(*each) for each in connection.execute(lines)),
        tuple(Goods(*each) for each in connection.execute(table.order_by(goods.name, goods.code, goods.product_id))),
    )


def by_number(connection: Connection, number: str) -> int:
    """The statement with this number.  Raises NotFound."""
    found = select(StatementRecord.document_id).join(Document, Document.id == StatementRecord.document_id)
    statement_id = connection.scalar(found.where(Document.number == number))
    if statement_id is None:
        raise NotFound(_("Rincian {number} tidak ada.").format(number=number))
    return statement_id


def statement_of(connection: Connection, document_id: int) -> int:
    """The statement that a document is, takes back, answers, or ends a dispute of.  Raises NotFound."""
    record, answer = StatementRecord, StatementAnswer
    ways = (
        select(record.document_id).where(record.document_id == document_id),
        select(Document.reverses_id).where(Document.id == document_id, Document.kind == Kind.STATEMENT),
        select(answer.statement_id).where(answer.document_id == document_id),
        select(answer.statement_id)
        .join(StatementResolution, StatementResolution.answer_id == answer.document_id)
        .where(StatementResolution.document_id == document_id),
    )
    for way in ways:
        found = connection.scalar(way)
        if found is not None:
            return found
    raise NotFound(_("Rincian ini tidak ada."))


def answers_of(connection: Connection, statement_id: int) -> tuple[AnswerGiven, ...]:
    """What she said to a statement, in the order she said it."""
    answer = StatementAnswer
    found = (
        select(
            answer.document_id, Document.number, Document.business_date, answer.answer, answer.proof,
            answer.signed_by, answer.note,
        )
        .join(Document, Document.id == answer.document_id)
        .where(answer.statement_id == statement_id)
        .order_by(Document.posted_at, answer.document_id)
    )  # fmt: skip
    return tuple(AnswerGiven(*row) for row in connection.execute(found))


def disputes_of(connection: Connection, statements: Collection[int]) -> tuple[Disputed, ...]:
    """All that was disputed of these statements, open or ended, in the order it was said."""
    found: list[Disputed] = []
    ordered = sorted(statements)
    for first in range(0, len(ordered), AT_ONCE):
        found += _disputes(connection, StatementDispute.statement_id.in_(ordered[first : first + AT_ONCE]))
    return tuple(found)


def open_disputes(connection: Connection, maker_id: int | None = None) -> tuple[Disputed, ...]:
    """What is still open, of one maker or of all: what a payout may leave out, and somebody must work off."""
    hers = select(StatementRecord.document_id).where(StatementRecord.maker_id == maker_id)
    where = StatementDispute.statement_id.in_(hers) if maker_id is not None else StatementDispute.place > 0
    return tuple(each for each in _disputes(connection, where) if each.open)


# -- how they are read ---------------------------------------------------------


def _of(record: Any, value: type) -> list[Any]:
    """The record's columns in the order of a value's fields."""
    return [getattr(record, each.name) for each in fields(value)]


def _heads(connection: Connection, where: Any, today: date | None) -> list[StatementHead]:
    record, gone = StatementRecord, aliased(Document)
    columns = (
        record.document_id, Document.number, record.maker_id, record.maker_name, Document.business_date,
        record.first, record.last, record.opening, record.closing, record.answer_by,
    )  # fmt: skip
    found = (
        select(*columns, gone.id.label("reversed_by"))
        .join(Document, Document.id == record.document_id)
        .outerjoin(gone, gone.reverses_id == record.document_id)
        .where(where)
        .order_by(record.maker_id, Document.posted_at.desc(), record.document_id.desc())
    )
    rows = connection.execute(found).all()
    told = _answers(connection, [row.document_id for row in rows])
    disputed = _open_by_statement(
        connection, [each for each, (answer, *_more) in told.items() if answer is Answered.DISPUTED]
    )
    made = []
    for row in rows:
        *said, reversed_by = row
        answer = told.get(row.document_id)
        if reversed_by is not None:
            state = State.REVERSED
        elif answer is not None:
            state = _answered(answer[0], open_ones=row.document_id in disputed)
        else:
            silent = today is not None and row.answer_by is not None and row.answer_by < today
            state = State.SILENT if silent else State.ISSUED
        more: tuple[Any, ...] = (state, *answer[1:]) if answer is not None else (state,)
        made.append(StatementHead(*said, *more))
    return made


def _answered(answer: Answered, *, open_ones: bool) -> State:
    if answer is Answered.AGREED:
        return State.AGREED
    return State.DISPUTED if open_ones else State.SETTLED


def _answers(connection: Connection, statements: list[int]) -> dict[int, tuple[Any, ...]]:
    """Statement → its last answer, the day and the proof of it."""
    answer = StatementAnswer
    told: dict[int, tuple[Any, ...]] = {}
    for first in range(0, len(statements), AT_ONCE):
        found = (
            select(answer.statement_id, answer.answer, Document.business_date, answer.proof)
            .join(Document, Document.id == answer.document_id)
            .where(answer.statement_id.in_(statements[first : first + AT_ONCE]))
            .order_by(Document.posted_at, answer.document_id)
        )
        told |= {row[0]: tuple(row[1:]) for row in connection.execute(found)}
    return told


def _open_by_statement(connection: Connection, statements: list[int]) -> set[int]:
    return {each.statement_id for each in disputes_of(connection, statements) if each.open}


def _disputes(connection: Connection, where: Any) -> list[Disputed]:
    dispute, end = StatementDispute, StatementResolution
    said, ended = aliased(Document), aliased(Document)
    later, agreed, paper = aliased(Document), aliased(StatementAnswer), aliased(Document)
    undone = aliased(Document)
    # An adjustment that was taken back ended nothing: what she disputed is open again.
    stands = ~select(undone.id).where(undone.reverses_id == end.document_id).exists()
    # She agreed after all: an answer that came after this one.
    withdrawn = (
        select(agreed.document_id)
        .join(later, later.id == agreed.document_id)
        .where(agreed.statement_id == dispute.statement_id, agreed.answer == Answered.AGREED)
        .where(later.posted_at >= said.posted_at, later.id != said.id)
    )
    found = (
        select(
            dispute.document_id, dispute.place, dispute.statement_id, dispute.line, dispute.why, dispute.claimed,
            said.business_date, end.outcome, ended.business_date.label("ended_on"), end.why.label("ended_why"),
            ended.number, MakerAdjustment.amount, withdrawn.exists().label("withdrawn"),
            paper.number.label("statement_number"), StatementRecord.maker_name,
        )
        .join(said, said.id == dispute.document_id)
        .join(paper, paper.id == dispute.statement_id)
        .join(StatementRecord, StatementRecord.document_id == dispute.statement_id)
        .outerjoin(end, (end.answer_id == dispute.document_id) & (end.place == dispute.place) & stands)
        .outerjoin(ended, ended.id == end.document_id)
        .outerjoin(MakerAdjustment, MakerAdjustment.document_id == end.document_id)
        .where(where)
        .order_by(said.posted_at, dispute.document_id, dispute.place)
    )  # fmt: skip
    made = []
    for *head, outcome, ended_on, why, number, amount, given_up, paper_number, maker in connection.execute(found):
        ending = (outcome, ended_on, why or "", number or "", amount if amount is not None else ZERO)
        told: tuple[Any, ...] = (*head, *ending, bool(given_up) and outcome is None, paper_number, maker)
        made.append(Disputed(*told))
    return made
