"""Answers: a maker agrees to a statement, or says which lines she disputes and why.

Every answer is a document of its own; where a statement stands is told by them
(`statement_queries`), never kept: issued, agreed, taken as agreed after the days that the
shop gives, disputed, or settled once every thing she disputed was adjusted or rejected
(domain/consignment.md 5.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from consignment import adjustments, statement_queries
from consignment.adjustments import AdjustmentCommand, Ground
from consignment.statement_facts import (
    Answered,
    Outcome,
    Proof,
    StatementAnswer,
    StatementDispute,
    StatementLineRecord,
    StatementResolution,
)
from consignment.statement_values import Disputed, State
from koperasi import documents
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

SERIES = ("statement-answer", "JR")


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A thing she disputes: a line of the statement, or 0 for something that is not on it.

    `claimed` is what she says she is owed beyond what stands there, 0 where she names no amount.
    """

    line: int
    why: str
    claimed: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class AnswerCommand:
    """What she says to a statement: agreed, or disputed with the things she disputes.

    Her PIN is proved before (`member_pins.prove`) and never written down.
    """

    id: int
    uid: str
    statement_id: int
    answer: Answered
    proof: Proof
    business_date: date
    at: datetime
    signed_by: str = ""
    note: str = ""
    disputed: tuple[DisputedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolveCommand:
    """End a dispute: `amount` (above zero hers, below zero the shop's) adjusts it, 0 rejects it.

    `why` is told to her.
    """

    id: int
    uid: str
    answer_id: int
    place: int
    amount: Rupiah
    why: str
    business_date: date
    at: datetime
    ground: Ground = Ground.LOSS


@needs(Permission.STATEMENT_ANSWER)
def answer(work: Work, command: AnswerCommand) -> None:
    """Write down what she says.  Agreeing takes back what she disputed before.

    Raises NotFound for no such statement, BadInput for a dispute of nothing, without a reason
    or of a line that is not on it, Refused for a statement that was taken back (rule
    `reversed`), that she agreed to already (rule `agreed`), or for a line that she disputes
    already (rule `disputed`): it would be made good twice.
    """
    connection = work.connection
    documents.hold(connection, command.statement_id)
    if documents.posted(connection, command.id):
        return
    head = statement_queries.head(connection, command.statement_id)
    if head.state is State.REVERSED:
        work.refuse(Refused(_("Rincian ini sudah dibatalkan."), rule="reversed"))
    if head.state is State.AGREED:
        words = _("{number} sudah disetujui.").format(number=head.number)
        remedy = _("Perbaiki dengan koreksi: masuk rincian berikutnya.")
        work.refuse(Refused(words, remedy=remedy, rule="agreed"))
    disputes = _checked(connection, command)
    row = {
        "document_id": command.id,
        "statement_id": command.statement_id,
        "answer": command.answer,
        "proof": command.proof,
        "signed_by": plain(command.signed_by) or head.maker_name,
        "note": plain(command.note),
    }
    work.trace.detail.update(statement=head.number, answer=command.answer.value)
    facts = [Facts(StatementAnswer, [row]), Facts(StatementDispute, disputes)]
    documents.post(
        work, _header(work, command.id, command.uid, command.business_date, command.at, head.maker_id), facts, []
    )


def _checked(connection: Connection, command: AnswerCommand) -> list[dict[str, object]]:
    if command.answer is Answered.AGREED:
        if command.disputed:
            raise BadInput(_("Setuju dan membantah tidak bisa sekaligus."), field="disputed")
        return []
    if not command.disputed:
        raise BadInput(_("Pilih baris yang dibantah."), field="disputed")
    counted = select(func.count()).select_from(StatementLineRecord)
    lines = connection.execute(counted.where(StatementLineRecord.document_id == command.statement_id)).scalar_one()
    there = {each.line for each in statement_queries.disputes_of(connection, [command.statement_id]) if each.open}
    rows: list[dict[str, object]] = []
    for place, each in enumerate(command.disputed, start=1):
        if not plain(each.why):
            raise BadInput(_("Tulis apa yang tidak cocok."), row=place, field="why")
        if not 0 <= each.line <= lines:
            raise BadInput(_("Baris {line} tidak ada di rincian ini.").format(line=each.line), row=place, field="line")
        if each.line and each.line in there:
            words = _("Baris {line} sudah dibantah dan belum diputuskan.").format(line=each.line)
            raise Refused(words, remedy=_("Putuskan dulu yang itu."), rule="disputed")
        there.add(each.line)
        rows.append(
            {
                "document_id": command.id,
                "place": place,
                "statement_id": command.statement_id,
                "line": each.line,
                "why": plain(each.why),
                "claimed": each.claimed,
            }
        )
    return rows


@needs(Permission.STATEMENT_ANSWER)
def resolve(work: Work, command: ResolveCommand) -> None:
    """End a dispute: by an adjustment, which is this document and comes on her next statement, or by a no.

    Raises NotFound for no such dispute, BadInput without words for her, Refused for one that has
    ended (rule `resolved`), NotAllowed for an adjustment beyond the person's right.
    """
    connection = work.connection
    documents.hold(connection, command.answer_id)
    if documents.posted(connection, command.id):
        return
    if not plain(command.why):
        raise BadInput(_("Tulis alasannya."), field="why")
    found = _dispute(connection, command)
    if not found.open:
        work.refuse(Refused(_("Bantahan ini sudah selesai."), rule="resolved"))
    head = statement_queries.head(connection, found.statement_id)
    ended = {
        "document_id": command.id,
        "answer_id": command.answer_id,
        "place": command.place,
        "outcome": Outcome.ADJUSTED if command.amount else Outcome.REJECTED,
        "why": plain(command.why),
    }
    kept = [Facts(StatementResolution, [ended])]
    work.trace.detail.update(statement=head.number, outcome=str(ended["outcome"]))
    if not command.amount:
        documents.post(
            work, _header(work, command.id, command.uid, command.business_date, command.at, head.maker_id), kept, []
        )
        return
    work.must(Permission.MAKER_ADJUST, abs(command.amount))
    adjustment = AdjustmentCommand(
        command.id, command.uid, head.maker_id, command.amount, command.ground,
        _("{number}: {why}").format(number=head.number, why=plain(command.why)), command.business_date, command.at,
    )  # fmt: skip
    adjustments.post_unguarded(work, adjustment, kept)


def _dispute(connection: Connection, command: ResolveCommand) -> Disputed:
    statement = select(StatementDispute.statement_id).where(
        StatementDispute.document_id == command.answer_id, StatementDispute.place == command.place
    )
    statement_id = connection.scalar(statement)
    if statement_id is None:
        raise NotFound(_("Bantahan ini tidak ada."))
    disputes = statement_queries.disputes_of(connection, [statement_id])
    return next(each for each in disputes if (each.answer_id, each.place) == (command.answer_id, command.place))


def _header(work: Work, document_id: int, uid: str, day: date, at: datetime, maker_id: int) -> Header:
    series = documents.office_series(work, *SERIES)
    return Header(document_id, uid, Kind.STATEMENT_ANSWER, day, at, series_id=series, party_id=maker_id)
