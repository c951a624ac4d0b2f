"""Handovers: one cashier gives an open shift to another, with a blind count between them.

The drawer is counted by the one who leaves, and the one who stays says with her PIN that so
much is there.  A difference is booked at once, so each answers only for her own part of the
shift; the shift, its numbers and its business date go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import cash, documents, shifts
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import Refused
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, total
from koperasi.rights import Permission
from koperasi.shifts import Pieces, Shift, ShiftCount
from koperasi.text import _
from koperasi.users import User
from koperasi.work import Work, needs


class ShiftHandover(Record):
    """An open shift given from one cashier to the next, with what the drawer should and did hold."""

    __tablename__ = "shift_handovers"
    __table_class__ = FACT

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.document_id"), primary_key=True, autoincrement=False)
    #: 1 for a shift's first handover: their order is told by no clock.
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    expected: Mapped[Rupiah]
    counted: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class HandoverCommand:
    """Give an open shift to `to_id`, who approves it, with what was counted blind."""

    id: int
    uid: str
    shift_id: int
    to_id: int
    count: tuple[Pieces, ...]
    at: datetime

    @property
    def counted(self) -> Rupiah:
        return total(each.amount for each in self.count)


@dataclass(frozen=True, slots=True)
class Handed:
    """A posted handover, as papers tell it."""

    number: str
    at: datetime
    giver: str
    taker: str
    expected: Rupiah
    counted: Rupiah

    @property
    def over(self) -> Rupiah:
        return self.counted - self.expected


@needs(Permission.SHIFT_CLOSE)
def hand_over(work: Work, command: HandoverCommand) -> Handed:
    """Give an open shift to another cashier; never refused for a difference, which is booked.

    The one who takes it is the work's approver.  Raises Refused when she is not, when she
    has the shift already, counted it herself, or may open none; and for a shift that is closed.
    """
    connection = work.connection
    shift = shifts.by_id(connection, command.shift_id)
    if not documents.posted(connection, command.id):
        _check(work, command, shift)
        _post(work, command, shift)
    return next(each for each in handed(connection, shift.id) if each.number == cash.number_of(connection, command.id))


def _check(work: Work, command: HandoverCommand, shift: Shift) -> None:
    try:
        # Alone with the drawer, or a sale under way would be missing from what is expected.
        shifts.hold_open(work.connection, shift.id)
    except Refused as closed:
        work.refuse(closed)
    taker = work.approver
    if command.to_id == holder(work.connection, shift):
        work.refuse(
            Refused(_("Shift ini sudah dipegang {name}.").format(name=_name(work, command)), rule="handover-same")
        )
    elif command.to_id == work.actor.id:
        words = _("Serah terima perlu dua orang.")
        work.refuse(Refused(words, remedy=_("Pilih kasir lain."), rule="handover-alone"))
    elif taker is None or taker.id != command.to_id:
        work.refuse(Refused(_("Penerima belum memasukkan PIN-nya."), rule="handover-pin"))
    elif not taker.may(Permission.SHIFT_OPEN):
        words = _("{name} tidak boleh memegang laci.").format(name=taker.name)
        work.refuse(Refused(words, remedy=_("Pilih kasir lain."), rule="handover-right"))


def _name(work: Work, command: HandoverCommand) -> str:
    return work.connection.execute(select(User.name).where(User.id == command.to_id)).scalar_one()


def _post(work: Work, command: HandoverCommand, shift: Shift) -> None:
    expected = shifts.expected_cash(work.connection, shift)
    over = command.counted - expected
    row = {
        "document_id": command.id,
        "shift_id": shift.id,
        "step": len(handed(work.connection, shift.id)) + 1,
        "from_id": holder(work.connection, shift),
        "to_id": command.to_id,
        "expected": expected,
        "counted": command.counted,
    }
    header = Header(
        command.id,
        command.uid,
        Kind.HANDOVER,
        shift.business_date,
        command.at,
        series_id=documents.office_series(work, "handover", "ST"),
        shift_id=shift.id,
    )
    facts = [Facts(ShiftHandover, [row]), Facts(ShiftCount, shifts.count_rows(command.id, command.count))]
    documents.post(work, header, facts, [Posting(shift.account_id, over), Posting(Role.OVER_SHORT, -over)])


def holder(connection: Connection, shift: Shift) -> int:
    """Who answers for a shift's drawer now: whoever took it last, else who opened it."""
    taken = select(ShiftHandover.to_id).where(ShiftHandover.shift_id == shift.id)
    found = connection.scalar(taken.order_by(ShiftHandover.step.desc()).limit(1))
    return shift.cashier_id if found is None else found


def handed(connection: Connection, shift_id: int) -> tuple[Handed, ...]:
    """Every handover of a shift, the first one first."""
    giver, taker = User.__table__.alias("giver"), User.__table__.alias("taker")
    columns = (Document.number, Document.at, giver.c.name, taker.c.name, ShiftHandover.expected, ShiftHandover.counted)
    found = (
        select(*columns)
        .join(Document, Document.id == ShiftHandover.document_id)
        .join(giver, giver.c.id == ShiftHandover.from_id)
        .join(taker, taker.c.id == ShiftHandover.to_id)
        .where(ShiftHandover.shift_id == shift_id)
        .order_by(ShiftHandover.step)
    )
    return tuple(Handed(*row) for row in connection.execute(found))
