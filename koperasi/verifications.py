"""Verifications: a supervisor counts a closed shift's money again.

Three numbers stand side by side for ever: what the books expected, what the cashier counted
blind, what the supervisor counted.  None replaces another; a later verification is one more
row, and what it finds beyond the last count is booked as over or short of the safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, handovers, shifts
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import Refused
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, total
from koperasi.rights import Permission
from koperasi.shifts import Pieces, ShiftCount
from koperasi.text import _
from koperasi.users import User
from koperasi.work import Work, needs


class ShiftVerification(Record):
    """What a supervisor counted of a closed shift, beside what was expected and counted at its close."""

    __tablename__ = "shift_verifications"
    __table_class__ = FACT

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.document_id"), primary_key=True, autoincrement=False)
    #: 1 for a shift's first verification: their order is told by no clock.
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    expected: Mapped[Rupiah]
    counted: Mapped[Rupiah]
    verified: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class VerifyCommand:
    """Count a closed shift's money once more: all that the cashier counted, bank and float together."""

    id: int
    uid: str
    shift_id: int
    count: tuple[Pieces, ...]
    at: datetime

    @property
    def verified(self) -> Rupiah:
        return total(each.amount for each in self.count)


@dataclass(frozen=True, slots=True)
class Verified:
    """The three numbers of a verification, who made it, and when."""

    number: str
    at: datetime
    by: str
    expected: Rupiah
    counted: Rupiah
    verified: Rupiah

    @property
    def over(self) -> Rupiah:
        """What is really over (+) or short (−), by the supervisor's count."""
        return self.verified - self.expected

    @property
    def miscounted(self) -> Rupiah:
        """How far the cashier's count was from the supervisor's."""
        return self.verified - self.counted


@needs(Permission.SHIFT_VERIFY)
def verify(work: Work, command: VerifyCommand) -> Verified:
    """Keep a supervisor's count of a closed shift; returns the three numbers.

    Raises Refused for her own close or drawer (rule `verify-own`), NotFound for an open shift.
    """
    connection = work.connection
    if not documents.posted(connection, command.id):
        close = shifts.closing(connection, command.shift_id)
        closed_by = connection.execute(select(Document.by_id).where(Document.id == close.document_id)).scalar_one()
        holder = handovers.holder(connection, shifts.by_id(connection, command.shift_id))
        if work.actor.id in (closed_by, holder):
            work.refuse(
                Refused(
                    _("Hitungan sendiri tidak dapat diperiksa sendiri."),
                    remedy=_("Minta orang lain yang berhak."),
                    rule="verify-own",
                )
            )
        _post(work, command, close)
    return last(connection, command.shift_id)


def _post(work: Work, command: VerifyCommand, close: shifts.ShiftClose) -> None:
    known = of_shift(work.connection, command.shift_id)
    found = command.verified - (known[-1].verified if known else close.counted)
    row = {
        "document_id": command.id,
        "shift_id": command.shift_id,
        "step": len(known) + 1,
        "expected": close.expected,
        "counted": close.counted,
        "verified": command.verified,
    }
    header = Header(
        command.id,
        command.uid,
        Kind.SHIFT_VERIFICATION,
        work.shop.branch.business_date(command.at),
        command.at,
        series_id=documents.office_series(work, "verification", "HU"),
        shift_id=command.shift_id,
    )
    facts = [Facts(ShiftVerification, [row]), Facts(ShiftCount, shifts.count_rows(command.id, command.count))]
    documents.post(work, header, facts, [Posting(Role.SAFE, found), Posting(Role.OVER_SHORT, -found)])


def of_shift(connection: Connection, shift_id: int) -> tuple[Verified, ...]:
    """Every verification of a shift, the first one first."""
    columns = (ShiftVerification.expected, ShiftVerification.counted, ShiftVerification.verified)
    found = (
        select(Document.number, Document.at, User.name, *columns)
        .join(Document, Document.id == ShiftVerification.document_id)
        .join(User, User.id == Document.by_id)
        .where(ShiftVerification.shift_id == shift_id)
        .order_by(ShiftVerification.step)
    )
    return tuple(Verified(*row) for row in connection.execute(found))


def last(connection: Connection, shift_id: int) -> Verified:
    """The last verification of a shift; raises Refused when there is none."""
    known = of_shift(connection, shift_id)
    if not known:
        raise Refused(_("Shift ini belum dihitung ulang."), rule="not-verified")
    return known[-1]
