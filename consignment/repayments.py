"""Repayments: a maker pays back in money what she owes on her account (edge case 39)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from consignment import advances, cash_ways, entries, payees
from consignment.payout_facts import MakerRepayment, Way
from koperasi import documents
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class RepaymentCommand:
    """A maker brings money for what she owes, into the drawer (of `shift_id`), the safe or the bank."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    way: Way
    amount: Rupiah
    note: str = ""
    shift_id: int | None = None


@needs(Permission.PAYOUT_PAY)
def receive(work: Work, command: RepaymentCommand) -> str:
    """Take what a maker pays back; doing it twice takes it once.  Returns its number.

    Raises BadInput for nothing or a way that is no money, NotFound for no maker, Refused for
    more than she owes (rule `overpaid`) or a closed shift.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return advances.number_of(connection, command.id)
    if command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if command.way not in cash_ways.MONEY:
        raise BadInput(_("Pilih laci, brankas atau bank."), field="way")
    shift = cash_ways.drawer(work, command.shift_id) if command.way is Way.DRAWER else None
    advances.known(connection, command.maker_id)
    payees.hold(connection, command.maker_id)
    owes = -entries.owed(connection, [command.maker_id]).get(command.maker_id, ZERO)
    if command.amount > owes:
        words = _("Ia hanya berutang {owes}.").format(owes=max(owes, ZERO))
        work.refuse(Refused(words, rule="overpaid", field="amount"))
    # What she pays uses up nobody's limit: it comes in.
    header = Header(
        command.id,
        command.uid,
        Kind.MAKER_REPAYMENT,
        shift.business_date if shift is not None else command.business_date,
        command.at,
        series_id=documents.office_series(work, "maker-repayment", "TB"),
        shift_id=shift.id if shift is not None else None,
        party_id=command.maker_id,
    )
    row = {
        "document_id": command.id,
        "maker_id": command.maker_id,
        "way": command.way,
        "amount": command.amount,
        "note": plain(command.note),
    }
    account = cash_ways.account_of(command.way, shift)
    postings = [
        Posting(account if account is not None else Role.SAFE, command.amount),
        Posting(Role.OWED_TO_MAKERS, -command.amount, command.maker_id),
    ]
    return documents.post(work, header, [Facts(MakerRepayment, [row])], postings).text
