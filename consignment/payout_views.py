"""A payout as its paper and its screen show it: drawn and not paid yet, paid, or taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment import entries, group_shares, payees, payout_queries
from consignment.entries import MakerEntry
from consignment.payout_drafts import KeptDraft
from consignment.payout_facts import Undone, Way
from consignment.payout_figures import Figures
from consignment.payout_queries import PaidHead
from consignment.shares import MakerShare
from consignment.statement_facts import StatementLineRecord
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party, PartyKind
from koperasi.text import N_

#: What an entry is called for her: what came of it, and what went off.
CAME = {
    Kind.SALE: N_("Hasil penjualan"),
    Kind.MAKER_LOSS: N_("Ganti rugi"),
    Kind.CONVERSION: N_("Dibeli toko"),
    Kind.MAKER_REPAYMENT: N_("Dibayar kembali"),
    Kind.OPENING_BALANCE: N_("Saldo awal"),
    Kind.MAKER_ADJUSTMENT: N_("Penyesuaian"),
}
WENT = {
    Kind.SALE: N_("Retur atau dibelanjakan"),
    Kind.DEBT_PAYMENT: N_("Dipakai bayar kasbon"),
    Kind.MAKER_FEE: N_("Jasa penitipan"),
    Kind.SALE_VOID: N_("Penjualan dibatalkan"),
    Kind.OPENING_BALANCE: N_("Saldo awal"),
}


@dataclass(frozen=True, slots=True)
class Paying:
    """An entry and what the payout takes of it."""

    entry: MakerEntry
    amount: Rupiah

    @property
    def words(self) -> str:
        """What it is called, untranslated."""
        names = CAME if self.entry.amount > ZERO else WENT
        return names.get(self.entry.kind, CAME[Kind.MAKER_ADJUSTMENT])


@dataclass(frozen=True, slots=True)
class SeenPayout:
    """A payout with all that stands on its paper; `number` is "" until it is paid.

    `code` is how the signed slip is known before it has a number.  `kasbon_left` and
    `advance_left` are what she still owes as it stands now.
    """

    document_id: int
    number: str
    code: str
    maker_code: str
    maker: str
    village: str
    day: date
    at: datetime
    cut_off: date
    way: Way
    figures: Figures
    from_safe: Rupiah
    entries: tuple[Paying, ...]
    statements: tuple[str, ...] = ()
    group: tuple[tuple[str, Rupiah], ...] = ()
    bank: str = ""
    bank_reference: str = ""
    received_by: str = ""
    by: str = ""
    approved_by: str = ""
    kasbon_left: Rupiah = ZERO
    advance_left: Rupiah = ZERO
    note: str = ""
    reversal: bool = False
    undone: Undone | None = None

    @property
    def first(self) -> date:
        """The first business day of what is paid."""
        return min((each.entry.business_date for each in self.entries), default=self.cut_off)

    @property
    def summed(self) -> tuple[tuple[str, int, Rupiah], ...]:
        """(what, how many documents, amount) of the entries, what came first."""
        found: dict[str, list[Rupiah]] = {}
        for each in sorted(self.entries, key=lambda paying: paying.entry.amount < ZERO):
            found.setdefault(each.words, []).append(each.amount)
        return tuple((words, len(amounts), total(amounts)) for words, amounts in found.items())


def code_of(uid: str) -> str:
    """How a payout is known on its slip before it has a number: `3F9A-22C1`."""
    return f"{uid[-8:-4]}-{uid[-4:]}".upper()


def of_payout(connection: Connection, document_id: int) -> SeenPayout:
    """A posted payout, or the reversal of one.  Raises NotFound."""
    head = payout_queries.by_id(connection, document_id)
    taken = tuple(Paying(entry, amount) for entry, amount in payout_queries.entries_of(connection, document_id))
    figures = Figures(head.gross, head.advance, head.fee, head.set_off, head.to_savings, head.paid, head.carried)
    return _seen(connection, head, figures, taken)


def _seen(connection: Connection, head: PaidHead, figures: Figures, taken: tuple[Paying, ...]) -> SeenPayout:
    who = _Who.of(connection, head.maker_id, head.business_date)
    return SeenPayout(
        head.document_id,
        head.number,
        code_of(head.uid),
        head.maker_code,
        head.maker,
        who.village,
        head.business_date,
        head.at,
        head.cut_off,
        head.way,
        figures,
        head.from_safe,
        taken,
        _statements(connection, head.maker_id, [each.entry.document_id for each in taken]),
        _group(connection, who, taken, figures.paid),
        who.bank if head.way is Way.BANK else "",
        head.bank_reference,
        head.received_by,
        head.by,
        head.approved_by,
        who.kasbon,
        who.advance,
        head.note,
        head.reverses_id is not None,
        head.undone,
    )


def of_draft(connection: Connection, kept: KeptDraft) -> SeenPayout:
    """A payout that is drawn up and not posted."""
    command = kept.command
    who = _Who.of(connection, command.maker_id, command.drawn_on)
    open_of = {each.entry_id: each for each in command.lines if each.amount}
    known = entries.of_documents(connection, command.maker_id, open_of)
    taken = tuple(Paying(each, open_of[each.document_id].amount) for each in known)
    return SeenPayout(
        command.id,
        "",
        code_of(command.uid),
        kept.maker_code,
        kept.maker,
        who.village,
        command.business_date,
        command.at,
        command.cut_off,
        command.way,
        command.figures,
        command.from_safe,
        taken,
        _statements(connection, command.maker_id, list(open_of)),
        _group(connection, who, taken, command.figures.paid),
        who.bank if command.way is Way.BANK else "",
        command.bank_reference,
        command.received_by,
        kept.made_by,
        kept.approved_by,
        who.kasbon - command.figures.set_off,
        who.advance - command.figures.advance,
        command.note,
    )


@dataclass(frozen=True, slots=True)
class _Who:
    """What a paper says of whoever is paid."""

    maker_id: int
    group: bool
    village: str
    bank: str
    kasbon: Rupiah
    advance: Rupiah

    @classmethod
    def of(cls, connection: Connection, maker_id: int, day: date) -> _Who:
        payee = payees.of(connection, [maker_id], day)[maker_id]
        kind, village = connection.execute(select(Party.kind, Party.village).where(Party.id == maker_id)).one()
        said = payee.wishes
        bank = " ".join(part for part in (said.bank, said.bank_account, said.bank_holder) if part)
        return cls(maker_id, kind is PartyKind.GROUP, village, bank, max(payee.kasbon, ZERO), max(payee.advance, ZERO))


def _statements(connection: Connection, maker_id: int, documents: Collection[int]) -> tuple[str, ...]:
    """The numbers of the statements on which these entries stand, the oldest first."""
    gone = aliased(Document)
    back = select(gone.id).where(gone.reverses_id == StatementLineRecord.document_id).exists()
    found = (
        select(Document.business_date, Document.number)
        .join(StatementLineRecord, StatementLineRecord.document_id == Document.id)
        .where(StatementLineRecord.maker_id == maker_id, StatementLineRecord.source_id.in_(sorted(documents)), ~back)
        .distinct()
        .order_by(Document.business_date, Document.number)
    )
    return tuple(number for _day, number in connection.execute(found))


def _group(connection: Connection, who: _Who, taken: Sequence[Paying], paid: Rupiah) -> tuple[tuple[str, Rupiah], ...]:
    """Whose what a group is paid is, by the lists it brought; nothing for one maker."""
    if not who.group or paid <= ZERO:
        return ()
    sold = (
        select(MakerShare.lot_id, summed(MakerShare.share))
        .where(MakerShare.maker_id == who.maker_id)
        .where(MakerShare.document_id.in_(sorted(each.entry.document_id for each in taken)))
        .group_by(MakerShare.lot_id)
    )
    earned: dict[int, Rupiah] = dict(connection.execute(sold).all())
    return tuple(group_shares.of_payout(paid, earned, group_shares.of_lots(connection, earned)))
