"""Adjustments: what a maker is owed put right by hand, each with its reason.

For a dispute that was decided for her or against her, for balances brought over from
another system, and for the few rupiah of a maker who is gone.  Never a balance typed over:
always a document of its own, with the other side in the books.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.rights import Permission
from koperasi.text import N_, _, plain
from koperasi.work import Work, needs

SERIES = ("maker-adjustment", "KT")


class Ground(StrEnum):
    """Why a balance is put right, and with it what stands on the other side."""

    LOSS = "loss"
    GOODWILL = "goodwill"
    CHARGE = "charge"
    WRITE_OFF = "write-off"
    OPENING = "opening"


GROUNDS = {
    Ground.LOSS: N_("Ganti rugi barang"),
    Ground.GOODWILL: N_("Kebijakan koperasi"),
    Ground.CHARGE: N_("Koreksi kelebihan hitung"),
    Ground.WRITE_OFF: N_("Hapus saldo kecil"),
    Ground.OPENING: N_("Saldo awal dari catatan lama"),
}
_OTHER_SIDE = {
    Ground.LOSS: Role.CONSIGNMENT_LOSS,
    Ground.GOODWILL: Role.PROMOTION,
    Ground.CHARGE: Role.OTHER_INCOME,
    Ground.OPENING: Role.OPENING_EQUITY,
}


class MakerAdjustment(Record):
    """So much for (+) or against (−) a maker, and why; of a reversal the opposite."""

    __tablename__ = "maker_adjustments"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount <> 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    amount: Mapped[Rupiah]
    ground: Mapped[Ground] = mapped_column(WordColumn(Ground))
    why: Mapped[str]


@dataclass(frozen=True, slots=True)
class AdjustmentCommand:
    """Put what a maker is owed right: `amount` above zero is hers, below zero the shop's."""

    id: int
    uid: str
    maker_id: int
    amount: Rupiah
    ground: Ground
    why: str
    business_date: date
    at: datetime
    #: Another system's number for it, which an import is idempotent by.
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentReversal:
    """Take an adjustment back."""

    id: int
    uid: str
    adjustment_id: int
    why: str
    business_date: date
    at: datetime


def other_side(ground: Ground, amount: Rupiah) -> Role:
    """The account that an adjustment is booked against; a written-off balance is income, or a loss."""
    if ground is Ground.WRITE_OFF:
        return Role.OTHER_INCOME if amount < ZERO else Role.CONSIGNMENT_LOSS
    return _OTHER_SIDE[ground]


@needs(Permission.MAKER_ADJUST)
def adjust(work: Work, command: AdjustmentCommand) -> None:
    """Post an adjustment.

    Raises BadInput for no amount or no reason, NotFound for nobody, Refused for a write-off of
    more than she is owed (rule `more-than-owed`), NotAllowed beyond the person's limit.
    """
    # Hers alone from here on: what may be written off is judged by one at a time.
    work.connection.execute(select(Party.id).where(Party.id == command.maker_id).with_for_update(key_share=True))
    if documents.posted(work.connection, command.id):
        return
    work.must(Permission.MAKER_ADJUST, abs(command.amount))
    if command.ground is Ground.WRITE_OFF:
        _check_write_off(work, command)
    post_unguarded(work, command, [])


def post_unguarded(work: Work, command: AdjustmentCommand, also: list[Facts], reverses_id: int | None = None) -> None:
    """The same inside another guarded deed, with what it keeps beside it."""
    if not command.amount:
        raise BadInput(_("Jumlah tidak boleh nol."), field="amount")
    why = plain(command.why)
    if not why:
        raise BadInput(_("Tulis alasannya."), field="why")
    if work.connection.scalar(select(Party.id).where(Party.id == command.maker_id)) is None:
        raise NotFound(_("Penitip tidak ditemukan."))
    work.trace.amount = abs(command.amount)
    header = Header(
        command.id,
        command.uid,
        Kind.MAKER_ADJUSTMENT,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=command.maker_id,
        reference=command.reference,
        reverses_id=reverses_id,
    )
    row = {
        "document_id": command.id,
        "maker_id": command.maker_id,
        "amount": command.amount,
        "ground": command.ground,
        "why": why,
    }
    # A reversal goes back to the account that the original was booked against.
    side = other_side(command.ground, -command.amount if reverses_id is not None else command.amount)
    postings = [Posting(Role.OWED_TO_MAKERS, -command.amount, command.maker_id), Posting(side, command.amount)]
    documents.post(work, header, [Facts(MakerAdjustment, [row]), *also], postings)


def _check_write_off(work: Work, command: AdjustmentCommand) -> None:
    """That a written-off balance becomes smaller, and no more than nothing."""
    owed = -ledger.party_balance(work.connection, ACCOUNT_IDS[Role.OWED_TO_MAKERS], command.maker_id)
    left = owed + command.amount
    if abs(left) > abs(owed) or (left and (left > ZERO) is not (owed > ZERO)):
        words = _("Saldonya {owed}.").format(owed=owed)
        work.refuse(Refused(words, remedy=_("Hapus paling banyak sebesar itu."), rule="more-than-owed"))


@needs(Permission.MAKER_ADJUST)
def take_back(work: Work, command: AdjustmentReversal) -> None:
    """Post the opposite of an adjustment, once.

    Raises NotFound for what is none, Refused for one that is a reversal or was taken back
    already (rule `reversed`).
    """
    documents.hold(work.connection, command.adjustment_id)
    if documents.posted(work.connection, command.id):
        return
    made = of_document(work.connection, command.adjustment_id)
    if made is None:
        raise NotFound(_("Koreksi ini tidak ada."))
    reversal = select(Document.id).where(
        (Document.reverses_id == command.adjustment_id)
        | ((Document.id == command.adjustment_id) & Document.reverses_id.is_not(None))
    )
    if work.connection.scalar(reversal.limit(1)) is not None:
        work.refuse(Refused(_("Koreksi ini sudah dibatalkan."), rule="reversed"))
    work.must(Permission.MAKER_ADJUST, abs(made.amount))
    opposite = AdjustmentCommand(
        command.id, command.uid, made.maker_id, -made.amount, made.ground, command.why, command.business_date,
        command.at,
    )  # fmt: skip
    post_unguarded(work, opposite, [], reverses_id=command.adjustment_id)


@dataclass(frozen=True, slots=True)
class Adjustment:
    document_id: int
    maker_id: int
    amount: Rupiah
    ground: Ground
    why: str


def of_document(connection: Connection, document_id: int) -> Adjustment | None:
    """What an adjustment's document says."""
    row = connection.execute(
        select(MakerAdjustment.__table__).where(MakerAdjustment.document_id == document_id)
    ).first()
    return Adjustment(*row) if row is not None else None
