"""Shifts: a till opened with a float, and closed by a blind count.

A shift belongs to one till and fixes the business date of all that passes its drawer.  Its
expected cash is its float and every posting to the drawer's account since: it is never
shown before the drawer has been counted blind.  A close never refuses for a difference; it
books it as over or short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, ForeignKey, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, tills
from koperasi.bulk import Prepared
from koperasi.columns import summed
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting, PostingRecord, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.numbers import Number
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.tills import Till, TillDrawer
from koperasi.work import Work, needs


class ShiftRecord(Record):
    """A shift, opened by the document of the same id."""

    __tablename__ = "shifts"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    till_id: Mapped[int] = mapped_column(ForeignKey("tills.id"), index=True)
    cashier_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    business_date: Mapped[date] = mapped_column(index=True)
    float_amount: Mapped[Rupiah]


class ShiftFound(Record):
    """What a shift's first count found in the drawer, beside what the last close had left there."""

    __tablename__ = "shift_founds"
    __table_class__ = FACT

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.document_id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    left_before: Mapped[Rupiah]
    found: Mapped[Rupiah]


class ShiftClose(Record):
    __tablename__ = "shift_closes"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.document_id"), unique=True)
    expected: Mapped[Rupiah]
    counted: Mapped[Rupiah]
    #: What went from the drawer to the safe; the rest stays as the next float.
    banked: Mapped[Rupiah]
    left_in_drawer: Mapped[Rupiah]


class ShiftCount(Record):
    """How many of each note and coin were counted."""

    __tablename__ = "shift_counts"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    denomination: Mapped[Rupiah]
    coin: Mapped[bool]
    pieces: Mapped[int]


@dataclass(frozen=True, slots=True)
class Shift:
    """An open shift as the till needs it."""

    id: int
    till_id: int
    till_code: str
    till_name: str
    account_id: int
    sale_series: int
    z_series: int
    cashier_id: int
    business_date: date
    float_amount: Rupiah
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many pieces of one note or coin."""

    denomination: Rupiah
    coin: bool
    pieces: int

    @property
    def amount(self) -> Rupiah:
        return self.denomination * self.pieces


@dataclass(frozen=True, slots=True)
class OpeningCommand:
    """Open a shift with a float.

    `count` is what was found in the drawer where someone counted it: a difference to what
    the last close left is over or short.  What else the float differs by comes from the safe.
    """

    id: int
    uid: str
    till_id: int
    float_amount: Rupiah
    business_date: date
    at: datetime
    count: tuple[Pieces, ...] = ()

    @property
    def found(self) -> Rupiah | None:
        """What was counted in the drawer; None where nobody counted."""
        return total(each.amount for each in self.count) if self.count else None


@dataclass(frozen=True, slots=True)
class SeenElsewhere:
    """What the shop's own app says came in by one kind of tender; None where nobody looked."""

    kind: str
    seen: Rupiah | None


@dataclass(frozen=True, slots=True)
class ClosingCommand:
    """Close a shift with what was counted; `left_in_drawer` stays for the next float.

    `elsewhere` is what was seen of money that lies in no drawer; it is kept and booked to nothing.
    """

    id: int
    uid: str
    shift_id: int
    number: Number
    count: tuple[Pieces, ...]
    left_in_drawer: Rupiah
    at: datetime
    elsewhere: tuple[SeenElsewhere, ...] = ()

    @property
    def counted(self) -> Rupiah:
        return total(each.amount for each in self.count)


def open_shift_of(connection: Connection, till_id: int) -> Shift | None:
    """The till's open shift, or None."""
    shift_id = connection.scalar(select(TillDrawer.shift_id).where(TillDrawer.till_id == till_id))
    return None if shift_id is None else by_id(connection, shift_id)


_BY_ID = Prepared(
    select(
        ShiftRecord.document_id,
        Till.id,
        Till.code,
        Till.name,
        Till.account_id,
        Till.sale_series,
        Till.z_series,
        ShiftRecord.cashier_id,
        ShiftRecord.business_date,
        ShiftRecord.float_amount,
        Document.at,
    )
    .join(Till, Till.id == ShiftRecord.till_id)
    .join(Document, Document.id == ShiftRecord.document_id)
    .where(ShiftRecord.document_id == bindparam("shift"))
)
_OPEN = select(TillDrawer.till_id).where(TillDrawer.shift_id == bindparam("shift"))
_IS_OPEN = Prepared(_OPEN)
_STAYS_OPEN = Prepared(_OPEN.with_for_update(read=True, key_share=True))


def by_id(connection: Connection, shift_id: int) -> Shift:
    """A shift, open or closed; raises NotFound."""
    row = _BY_ID.first(connection, shift=shift_id)
    if row is None:
        raise NotFound(_("Shift ini tidak ada."))
    return Shift(*row)


def is_open(connection: Connection, shift_id: int) -> bool:
    return _IS_OPEN.first(connection, shift=shift_id) is not None


def stays_open(connection: Connection, shift_id: int) -> bool:
    """Whether a shift is open, and then until this transaction ends.

    Whatever passes its drawer asks this: a close from another PC waits for it, and counts it in.
    """
    return _STAYS_OPEN.first(connection, shift=shift_id) is not None


def hold_open(connection: Connection, shift_id: int) -> None:
    """Keep a shift open until this transaction ends, so that of two closes at once one is refused in words.

    Raises Refused (rule `shift-closed`) for one that is closed already.
    """
    held = select(TillDrawer.till_id).where(TillDrawer.shift_id == shift_id).with_for_update()
    if connection.execute(held).first() is None:
        raise Refused(_("Shift ini sudah ditutup."), rule="shift-closed")


@needs(Permission.SHIFT_OPEN)
def open_shift(work: Work, command: OpeningCommand) -> Shift:
    """Open a till's shift; the float comes out of what was left there and the safe.

    Never refused for a difference between what was left and what is found.  Refused while
    the till has a shift open (rule `shift-open`), BadInput for a float below nothing.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return by_id(connection, command.id)
    if command.float_amount < ZERO:
        raise BadInput(_("Modal awal paling sedikit Rp 0."), field="float_amount")
    tills.occupy(connection, command.till_id, command.id)
    drawer = connection.execute(select(Till.account_id).where(Till.id == command.till_id)).scalar_one()
    left = tills.left_in_drawer(connection, command.till_id)
    found = left if command.found is None else command.found
    over, from_safe = found - left, command.float_amount - found
    header = Header(
        command.id,
        command.uid,
        Kind.SHIFT_OPEN,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "shift", "BK"),
        shift_id=command.id,
    )
    row = {
        "document_id": command.id,
        "till_id": command.till_id,
        "cashier_id": work.actor.id,
        "business_date": command.business_date,
        "float_amount": command.float_amount,
    }
    facts = [Facts(ShiftRecord, [row])]
    if command.count:
        counted = {"shift_id": command.id, "document_id": command.id, "left_before": left, "found": found}
        facts += [Facts(ShiftFound, [counted]), Facts(ShiftCount, count_rows(command.id, command.count))]
    postings = [Posting(drawer, over + from_safe), Posting(Role.OVER_SHORT, -over), Posting(Role.SAFE, -from_safe)]
    documents.post(work, header, facts, postings)
    return by_id(connection, command.id)


def over_at_opening(connection: Connection, shift_id: int) -> Rupiah:
    """What was over (+) or short (−) when a shift's drawer was first counted; nothing where nobody counted."""
    found = select(ShiftFound.found, ShiftFound.left_before).where(ShiftFound.shift_id == shift_id)
    row = connection.execute(found).first()
    return ZERO if row is None else row.found - row.left_before


def expected_cash(connection: Connection, shift: Shift) -> Rupiah:
    """What the drawer must hold: its float and every posting to it since."""
    moved = (
        select(summed(PostingRecord.amount))
        .join(Document, Document.id == PostingRecord.document_id)
        .where(Document.shift_id == shift.id, Document.id != shift.id, PostingRecord.account_id == shift.account_id)
    )
    return shift.float_amount + connection.execute(moved).scalar_one()


def post_close(work: Work, command: ClosingCommand, shift: Shift, details: Sequence[Facts]) -> None:
    """Post a close with the facts that a room above adds to it; inside a guarded deed only.

    Books over or short, banks what does not stay, frees the till.  Never refused for a difference.
    Refused when the shift is closed already (rule `shift-closed`) or more shall stay than
    was counted.
    """
    connection = work.connection
    hold_open(connection, shift.id)
    counted, left = command.counted, command.left_in_drawer
    if not min(ZERO, counted) <= left <= max(ZERO, counted):
        raise BadInput(_("Yang ditinggal melebihi uang fisik."), field="left_in_drawer")
    expected = expected_cash(connection, shift)
    over, banked = counted - expected, counted - left
    close = {
        "document_id": command.id,
        "shift_id": shift.id,
        "expected": expected,
        "counted": counted,
        "banked": banked,
        "left_in_drawer": left,
    }
    documents.post(
        work,
        _closing_header(command, shift, tills.branch_of(connection, shift.till_id)),
        [Facts(ShiftClose, [close]), Facts(ShiftCount, count_rows(command.id, command.count)), *details],
        [
            Posting(shift.account_id, over - banked),
            Posting(Role.OVER_SHORT, -over),
            Posting(Role.SAFE, banked),
        ],
    )
    tills.free(connection, shift.till_id, left)


def _closing_header(command: ClosingCommand, shift: Shift, branch_id: int | None) -> Header:
    """In the branch where the till stands, whichever PC closes it: its drawer is that branch's."""
    return Header(
        command.id,
        command.uid,
        Kind.SHIFT_CLOSE,
        shift.business_date,
        command.at,
        number=command.number,
        shift_id=shift.id,
        branch_id=branch_id,
    )


def count_rows(document_id: int, count: Sequence[Pieces]) -> list[dict[str, object]]:
    """What was counted, as rows of the document that counted it."""
    return [
        {
            "document_id": document_id,
            "line": line,
            "denomination": each.denomination,
            "coin": each.coin,
            "pieces": each.pieces,
        }
        for line, each in enumerate(count, start=1)
    ]


def closing(connection: Connection, shift_id: int) -> ShiftClose:
    """How a shift was closed; raises NotFound while it is open."""
    table = ShiftClose.__table__
    row = connection.execute(select(table).where(table.c.shift_id == shift_id)).mappings().first()
    if row is None:
        raise NotFound(_("Shift ini belum ditutup."))
    return ShiftClose(**row)
