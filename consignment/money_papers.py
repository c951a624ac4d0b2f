"""The slips of money beside payouts: an advance she got, what she paid back; signed by both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment import advances, entries
from consignment.delivery_papers import FOR_HER, FOR_THE_SHOP
from consignment.payout_facts import WAYS, MakerAdvanceRecord, MakerRepayment, Way
from koperasi import ledger
from koperasi.branches import Branch
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.text import _, clock, short_date
from koperasi.users import User
from printing.slips import BIG, Draft, Slip


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


def sheets(branch: Branch, seen: SeenMoney) -> tuple[Slip, Slip]:
    """Hers and the shop's."""
    return slip(branch, seen, FOR_HER), slip(branch, seen, FOR_THE_SHOP)


def slip(branch: Branch, seen: SeenMoney, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_title(seen), bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    paper.both(_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}")
    paper.both(_("Penitip"), f"{seen.maker} ({seen.maker_code})")
    if seen.reverses:
        paper.both(_("Membatalkan"), seen.reverses)
    paper.both(_("Dengan"), _(WAYS[seen.way])).both(_("Petugas"), seen.by).rule()
    paper.both(_("JUMLAH"), str(seen.amount), size=BIG, bold=True).rule()
    for words in _notes(seen):
        paper.text(words)
    gets, gives = (_("Yang menerima"), _("Yang membayar"))
    hers, shops = (gets, gives) if seen.advance is not bool(seen.reverses) else (gives, gets)
    return paper.blank().signatures((hers, seen.maker), (shops, seen.by)).cut().slip()


def _title(seen: SeenMoney) -> str:
    if seen.advance:
        return _("PEMBATALAN UANG MUKA") if seen.reverses else _("UANG MUKA PENITIP")
    return _("PEMBATALAN TERIMA KEMBALI") if seen.reverses else _("TERIMA KEMBALI DARI PENITIP")


def _notes(seen: SeenMoney) -> list[str]:
    told = []
    if seen.advance and not seen.reverses:
        told.append(_("Dipotong dari pembayaran titipan berikutnya."))
    if seen.left > ZERO:
        words = _("Uang muka yang belum dikembalikan {left}.") if seen.advance else _("Utangnya tinggal {left}.")
        told.append(words.format(left=seen.left))
    if seen.note:
        told.append(_("Catatan: {note}").format(note=seen.note))
    return told
