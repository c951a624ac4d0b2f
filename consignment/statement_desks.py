"""What the screens and commands of statements read and do, off the GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from consignment import adjustments, answers, entries, maker_pins, statement_papers, statement_queries, statements
from consignment.adjustments import AdjustmentCommand, AdjustmentReversal, Ground, MakerAdjustment
from consignment.answers import AnswerCommand, DisputedLine, ResolveCommand
from consignment.maker_pins import Caller
from consignment.makers import MakerRecord
from consignment.statement_facts import Answered, Proof, StatementRecord
from consignment.statement_values import AnswerGiven, Disputed, Draft, Statement, StatementHead
from consignment.statement_values import State as Stands
from consignment.statements import StatementCommand, StatementReversal
from inventory.lots import LotRecord
from koperasi import uids
from koperasi.documents import Document
from koperasi.errors import NotFound, Refused, Trouble
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.shop import Shop
from koperasi.text import _, clock, short_date
from koperasi.work import Actor
from printing import jobs
from printing.jobs import JobKind, PrintJob
from printing.slips import Slip

#: Rules of refusals that say: there is nothing to draw up.
_NOTHING_NEW = ("nothing-to-say", "stated")


@dataclass(frozen=True, slots=True)
class Told:
    """A maker, what she is owed now, and her last statement."""

    maker_id: int
    code: str
    name: str
    village: str
    owed: Rupiah
    last: StatementHead | None
    #: How many things she disputes are open.
    disputed: int

    @property
    def since(self) -> Rupiah:
        """What came and went since her last statement: not yet stated."""
        return self.owed - (self.last.closing if self.last is not None else ZERO)

    def matches(self, words: Iterable[str]) -> bool:
        told = f"{self.name} {self.code} {self.village} {self.last.number if self.last else ''}".casefold()
        return all(each.casefold() in told for each in words)


@dataclass(frozen=True, slots=True)
class Listed:
    makers: tuple[Told, ...]
    today: date

    @property
    def owed(self) -> Rupiah:
        return total(each.owed for each in self.makers)


@dataclass(frozen=True, slots=True)
class Opened:
    """A statement with all that came of it."""

    statement: Statement
    head: StatementHead
    answers: tuple[AnswerGiven, ...]
    disputes: tuple[Disputed, ...]
    #: Her statements that stand, the oldest first: which one comes before and after.
    others: tuple[int, ...]
    has_pin: bool

    @property
    def newest(self) -> bool:
        return bool(self.others) and self.others[-1] == self.statement.id

    def beside(self, step: int) -> int | None:
        """The statement before (-1) or after (1) it; None where there is none."""
        if self.statement.id not in self.others:
            return None
        place = self.others.index(self.statement.id) + step
        return self.others[place] if 0 <= place < len(self.others) else None

    @property
    def open_disputes(self) -> tuple[Disputed, ...]:
        return tuple(each for each in self.disputes if each.open)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a statement would say, and the command that would draw it up."""

    draft: Draft
    command: StatementCommand


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a run came to: the statements it made, and of how many makers there was nothing to say."""

    made: tuple[int, ...]
    silent: int


def listed(shop: Shop) -> Listed:
    """Every maker with goods, money or a statement, by name."""
    today = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return Listed(_told(connection, today), today)


def _told(connection: Connection, today: date) -> tuple[Told, ...]:
    owed = entries.owed(connection)
    last = statement_queries.last_heads(connection, today=today)
    known = _makers(connection) | owed.keys() | last.keys()
    disputed: dict[int, int] = {}
    makers = {each.id: maker for maker, each in last.items()}
    open_ones = statement_queries.open_disputes(connection)
    for each in open_ones:
        maker = makers.get(each.statement_id) or _maker_of(connection, each.statement_id)
        disputed[maker] = disputed.get(maker, 0) + 1
    people = select(Party.id, Party.code, Party.name, Party.village).order_by(Party.name, Party.code)
    return tuple(
        Told(*row, owed.get(row.id, ZERO), last.get(row.id), disputed.get(row.id, 0))
        for row in connection.execute(people)
        if row.id in known
    )


def _makers(connection: Connection) -> set[int]:
    """Everybody who ever had goods here."""
    owners = select(LotRecord.owner_id).where(LotRecord.owner_id.is_not(None)).distinct()
    return {owner for owner in connection.scalars(owners) if owner is not None}


def _maker_of(connection: Connection, statement_id: int) -> int:
    found = select(StatementRecord.maker_id).where(StatementRecord.document_id == statement_id)
    return connection.execute(found).scalar_one()


def draft(shop: Shop, maker_id: int, last: date) -> Drafted | Opened:
    """What a statement would say; with nothing new, her newest one.  Raises as `statements.draft` does."""
    command = drawing(shop, maker_id, last)
    with shop.reading() as connection:
        try:
            found = statements.draft(connection, shop.branch, maker_id, last, command.business_date)
        except Refused as refused:
            newest = statement_queries.last_heads(connection, [maker_id]).get(maker_id)
            if newest is None or refused.rule not in _NOTHING_NEW:
                raise
        else:
            return Drafted(found, command)
    return opened(shop, newest.id)


def drawing(shop: Shop, maker_id: int, last: date) -> StatementCommand:
    """The command that draws a maker's statement up: made once, so that pressing twice makes one."""
    now = shop.clock()
    today = shop.branch.business_date(now)
    return StatementCommand(shop.minter.next(), uids.new_uid(now), maker_id, last, today, now)


def draw(shop: Shop, actor: Actor, command: StatementCommand, channel: str = "office") -> int:
    """Draw one up; returns it."""
    with shop.work(actor, channel=channel) as work:
        statements.draw_up(work, command)
    return command.id


def draw_all(
    shop: Shop, actor: Actor, last: date, makers: Iterable[int] | None = None, channel: str = "office"
) -> Drawn:
    """Draw up a statement for every maker of whom there is something to say, each in its own transaction.

    A sale at the till never waits for more than one of them; broken off, the rest is made by
    doing it again.
    """
    wanted = [*makers] if makers is not None else [each.maker_id for each in listed(shop).makers]
    made, silent = [], 0
    for maker_id in wanted:
        try:
            made.append(draw(shop, actor, drawing(shop, maker_id, last), channel))
        except Refused as refused:
            if refused.rule not in _NOTHING_NEW:
                raise
            silent += 1
    return Drawn(tuple(made), silent)


def opened(shop: Shop, document_id: int) -> Opened:
    """A statement, or the one that an answer or a reversal is about.  Raises NotFound."""
    today = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        statement_id = statement_queries.statement_of(connection, document_id)
        head = statement_queries.head(connection, statement_id, today=today)
        heads = statement_queries.heads(connection, head.maker_id)
        standing = [each.id for each in heads if each.state is not Stands.REVERSED]
        return Opened(
            statement_queries.whole(connection, statement_id),
            head,
            statement_queries.answers_of(connection, statement_id),
            statement_queries.disputes_of(connection, [statement_id]),
            tuple(reversed(standing)),
            _has_pin(connection, head.maker_id),
        )


def _has_pin(connection: Connection, maker_id: int) -> bool:
    hers = select(Member.party_id).where(Member.party_id == maker_id, Member.pin_hash.is_not(None))
    own = select(MakerRecord.party_id).where(MakerRecord.party_id == maker_id, MakerRecord.pin_hash.is_not(None))
    return connection.scalar(hers) is not None or connection.scalar(own) is not None


def reverse(shop: Shop, actor: Actor, command: StatementReversal, channel: str = "office") -> None:
    with shop.work(actor, channel=channel) as work:
        statements.reverse(work, command)


def answer(shop: Shop, actor: Actor, command: AnswerCommand, channel: str = "office") -> None:
    with shop.work(actor, channel=channel) as work:
        answers.answer(work, command)


def prove(shop: Shop, actor: Actor, maker_id: int, pin: str) -> None:
    """That it is she, by her PIN.  Raises Refused with the tries that are left."""
    with shop.reading() as connection:
        number = connection.scalar(select(Member.number).where(Member.party_id == maker_id))
        code = connection.scalar(select(Party.code).where(Party.id == maker_id)) or ""
    maker_pins.prove(shop, actor, Caller(maker_id, number or code, number is not None), pin)


def answering(
    shop: Shop, opened_: Opened, proof: Proof, who: str, disputed: tuple[DisputedLine, ...] = ()
) -> AnswerCommand:
    """The command that says what she answered: agreed, or disputed where there is something."""
    now = shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), opened_.statement.id)
    answered = Answered.DISPUTED if disputed else Answered.AGREED
    return AnswerCommand(*ids, answered, proof, shop.branch.business_date(now), now, who, "", disputed)


def resolving(shop: Shop, dispute: Disputed, amount: Rupiah, ground: Ground, why: str) -> ResolveCommand:
    """The command that ends a dispute."""
    now = shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), dispute.answer_id, dispute.place)
    return ResolveCommand(*ids, amount, why, shop.branch.business_date(now), now, ground)


def reversing(shop: Shop, statement_id: int, why: str) -> StatementReversal:
    """The command that takes a statement back."""
    now = shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), statement_id)
    return StatementReversal(*ids, why, shop.branch.business_date(now), now)


def said(shop: Shop, actor: Actor, command: AnswerCommand, maker_id: int, pin: str) -> None:
    """Write an answer down, after she proved by her PIN that it is hers where she gave one."""
    if pin:
        prove(shop, actor, maker_id, pin)
    answer(shop, actor, command)


def resolve(shop: Shop, actor: Actor, command: ResolveCommand, channel: str = "office") -> None:
    with shop.work(actor, channel=channel) as work:
        answers.resolve(work, command)


def adjusting(shop: Shop, maker_id: int, amount: Rupiah, ground: Ground, why: str) -> AdjustmentCommand:
    """The command that puts what a maker is owed right: made once, so that doing it twice makes one paper."""
    now = shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), maker_id, amount, ground, why)
    return AdjustmentCommand(*ids, shop.branch.business_date(now), now)


def adjust(shop: Shop, actor: Actor, command: AdjustmentCommand) -> str:
    """Put what a maker is owed right; returns the adjustment's number."""
    with shop.work(actor, channel="konsole") as work:
        adjustments.adjust(work, command)
        return _number(work.connection, command.id)


def taking_back(shop: Shop, number: str, why: str) -> AdjustmentReversal:
    """The command that takes an adjustment back.  Raises NotFound for a number that is none."""
    now = shop.clock()
    said = number.strip().upper()
    with shop.reading() as connection:
        found = connection.scalar(
            select(MakerAdjustment.document_id)
            .join(Document, Document.id == MakerAdjustment.document_id)
            .where(Document.number == said)
        )
    if found is None:
        raise NotFound(_("Koreksi {number} tidak ada.").format(number=said))
    return AdjustmentReversal(shop.minter.next(), uids.new_uid(now), found, why, shop.branch.business_date(now), now)


def take_back(shop: Shop, actor: Actor, command: AdjustmentReversal) -> str:
    """Take an adjustment back; what it ended is open again.  Returns the number of the new paper."""
    with shop.work(actor, channel="konsole") as work:
        adjustments.take_back(work, command)
        return _number(work.connection, command.id)


def _number(connection: Connection, document_id: int) -> str:
    return str(connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one())


# -- on paper ------------------------------------------------------------------


def save_pdf(shop: Shop, statements_: Iterable[int], path: Path) -> Path:
    """Statements as one A4 file each, or one file for one.  Raises Trouble for a disk that refuses."""
    wanted = [*statements_]
    with shop.reading() as connection:
        told = [statement_queries.whole(connection, each) for each in wanted]
    try:
        if len(told) == 1:
            path.write_bytes(statement_papers.pdf_bytes(told[0]))
            return path
        for each in told:
            path.joinpath(f"{each.number}.pdf").write_bytes(statement_papers.pdf_bytes(each))
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


def print_slip(shop: Shop, actor: Actor, statement_id: int, printer: str) -> None:
    """Queue the statement's slip: the first one as it is, every other marked SALINAN.

    Raises Refused without a printer.
    """
    if not printer:
        raise Refused(_("Tidak ada printer struk di PC ini."), rule="no-printer")
    now, job = shop.clock(), shop.minter.next()
    local = shop.branch.local(now)
    note = _("{day} {time} oleh {name}").format(day=short_date(local.date()), time=clock(local), name=actor.name)
    with shop.database.writing() as connection:
        printed = select(PrintJob.id).where(PrintJob.document_id == statement_id, PrintJob.kind == JobKind.SLIP)
        if connection.scalar(printed.limit(1)) is None:
            slip = slip_of(connection, statement_id)
            row = jobs.queue_row(job, slip, printer=printer, at=now, document_id=statement_id)
        else:
            row = jobs.copy_row(connection, job, statement_id, draw=slip_of, printer=printer, at=now, note=note)
        jobs.put(connection, row)


def print_slips(shop: Shop, actor: Actor, wanted: Iterable[int], printer: str) -> int:
    """Queue the slips of several statements; returns how many.  Raises Refused without a printer."""
    count = 0
    for each in wanted:
        print_slip(shop, actor, each, printer)
        count += 1
    return count


def slip_of(connection: Connection, statement_id: int) -> Slip:
    return statement_papers.slip(statement_queries.whole(connection, statement_id))


def message_of(statement: Statement) -> str:
    """A statement that is there already, as a text for WhatsApp."""
    return statement_papers.message(statement)


def message(shop: Shop, statement_id: int) -> str:
    """The statement as a text for WhatsApp."""
    with shop.reading() as connection:
        return statement_papers.message(statement_queries.whole(connection, statement_id))


def found(connection: Connection, said: str) -> int:
    """A maker by her code or member number.  Raises NotFound."""
    code = said.strip().upper()
    member = connection.scalar(select(Member.party_id).where(Member.number == code))
    party = member or connection.scalar(select(Party.id).where(Party.code == code))
    if party is None:
        remedy = _("Daftarnya: sbmi-mart statement")
        raise NotFound(_("Tidak ada penitip {code}.").format(code=said), remedy=remedy)
    return party
