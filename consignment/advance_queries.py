"""What is read of money beside payouts: an advance, or what was paid back, as its paper tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment import advances, entries
from consignment.payout_facts import MakerAdvanceRecord, MakerRepayment, Way
from koperasi import ledger
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.text import _
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class SeenMoney:
    """An advance or a repayment, or one that was taken back; `left` is what she still owes of it now."""

    document_id: int
    number: str
    at: datetime
    business_date: date
    maker_code: str
    maker: str
    way: Way
    #: Above zero, also of one that was taken back.
    amount: Rupiah
    note: str
    by: str
    advance: bool
    reverses: str
    left: Rupiah


def read(connection: Connection, document_id: int) -> SeenMoney:
    """An advance or a repayment by its document.  Raises NotFound."""
    original = aliased(Document)
    for record in (MakerAdvanceRecord, MakerRepayment):
        found = (
            select(
                Document.number, Document.at, Document.business_date, Party.id, Party.code, Party.title, Party.name,
                record.way, record.amount, record.note, User.name.label("by"), original.number.label("reverses"),
            )
            .join(Document, Document.id == record.document_id)
            .join(Party, Party.id == record.maker_id)
            .join(User, User.id == Document.by_id)
            .outerjoin(original, original.id == Document.reverses_id)
            .where(record.document_id == document_id)
        )  # fmt: skip
        row = connection.execute(found).one_or_none()
        if row is not None:
            given = record is MakerAdvanceRecord
            account = advances.ADVANCE if given else entries.OWED
            owes = ledger.party_balance(connection, account, row.id)
            return SeenMoney(
                document_id, row.number, row.at, row.business_date, row.code, f"{row.title} {row.name}".strip(),
                row.way, abs(row.amount), row.note, row.by, given, row.reverses or "", max(owes, ZERO),
            )  # fmt: skip
    raise NotFound(_("Bukti ini tidak ada."))
