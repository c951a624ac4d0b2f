"""Advances: money a maker gets ahead of her sales; her next payouts take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from consignment import cash_ways, payees
from consignment.payout_facts import MakerAdvanceRecord, Way
from koperasi import documents, ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.text import _, plain
from koperasi.work import Work, needs

ADVANCE = ACCOUNT_IDS[Role.MAKER_ADVANCE]


@dataclass(frozen=True, slots=True)
class AdvanceCommand:
    """Give a maker an advance out of the drawer (of `shift_id`), the safe or the bank."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    way: Way
    amount: Rupiah
    note: str = ""
    shift_id: int | None = None


@dataclass(frozen=True, slots=True)
class AdvanceReversal:
    """Take an advance back that was keyed wrong: its money comes back where it came from."""

    id: int
    uid: str
    advance_id: int
    business_date: date
    at: datetime
    reason: str
    shift_id: int | None = None


@needs(Permission.MAKER_ADVANCE)
def give(work: Work, command: AdvanceCommand) -> str:
    """Give an advance; doing it twice gives it once.  Returns its number.

    Raises BadInput for nothing or a way that is no money, NotFound for no maker, Refused when
    the drawer lacks the cash or its shift is closed.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    if command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if command.way not in cash_ways.MONEY:
        raise BadInput(_("Pilih laci, brankas atau bank."), field="way")
    work.must(Permission.MAKER_ADVANCE, command.amount)
    work.trace.amount = command.amount
    shift = cash_ways.drawer(work, command.shift_id) if command.way is Way.DRAWER else None
    known(connection, command.maker_id)
    payees.hold(connection, command.maker_id)
    cash_ways.must_hold(work, shift, command.amount)
    return _post(work, command, command.maker_id, command.way, command.amount, command.note, shift)


@needs(Permission.MAKER_ADVANCE)
def take_back(work: Work, command: AdvanceReversal) -> str:
    """Reverse an advance; Refused when it was reversed or a payout has taken of it since.  Returns the number."""
    connection = work.connection
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    if not plain(command.reason):
        raise BadInput(_("Tulis alasannya."), field="reason")
    record = MakerAdvanceRecord
    columns = (record.maker_id, record.way, record.amount)
    given = connection.execute(select(*columns).where(record.document_id == command.advance_id)).first()
    if given is None or given.amount <= ZERO:
        raise NotFound(_("Uang muka ini tidak ada."))
    maker_id, way, amount = given.maker_id, given.way, given.amount
    shift = cash_ways.drawer(work, command.shift_id) if way is Way.DRAWER else None
    payees.hold(connection, maker_id)
    if connection.scalar(select(Document.id).where(Document.reverses_id == command.advance_id)) is not None:
        raise Refused(_("Uang muka ini sudah dibatalkan."), rule="reversed")
    if amount > ledger.party_balance(connection, ADVANCE, maker_id):
        remedy = _("Batalkan dulu pembayaran yang memotongnya.")
        work.refuse(Refused(_("Sudah dipotong dari pembayaran."), remedy=remedy, rule="advance-used"))
    work.must(Permission.MAKER_ADVANCE, amount)
    work.trace.amount = amount
    return _post(work, command, maker_id, way, -amount, command.reason, shift)


def _post(
    work: Work,
    command: AdvanceCommand | AdvanceReversal,
    maker_id: int,
    way: Way,
    amount: Rupiah,
    note: str,
    shift: Shift | None,
) -> str:
    header = Header(
        command.id,
        command.uid,
        Kind.MAKER_ADVANCE,
        shift.business_date if shift is not None else command.business_date,
        command.at,
        series_id=documents.office_series(work, "maker-advance", "UM"),
        shift_id=shift.id if shift is not None else None,
        party_id=maker_id,
        reverses_id=command.advance_id if isinstance(command, AdvanceReversal) else None,
    )
    row = {"document_id": command.id, "maker_id": maker_id, "way": way, "amount": amount, "note": plain(note)}
    account = cash_ways.account_of(way, shift) or ACCOUNT_IDS[Role.SAFE]
    postings = [Posting(Role.MAKER_ADVANCE, amount, maker_id), Posting(account, -amount)]
    return documents.post(work, header, [Facts(MakerAdvanceRecord, [row])], postings).text


def known(connection: Connection, maker_id: int) -> None:
    """Raise NotFound for a party that is not here."""
    if connection.scalar(select(Party.id).where(Party.id == maker_id)) is None:
        raise NotFound(_("Penitip ini tidak ada."))


def number_of(connection: Connection, document_id: int) -> str:
    """The number of a posted document."""
    return connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one()
