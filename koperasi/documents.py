"""Documents, and the one door through which facts are posted.

People make documents: a sale, a purchase, a count, a payout, a shift's close.  `post()`
writes the document, its detail rows, its moves and its entry in the caller's transaction,
gives it its number, and leaves the rows to the audit link.  Posted rows never change; a
correction is a new document that reverses, unique per original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import audit, bulk, ledger, numbers, unsummed_documents
from koperasi.bulk import Prepared
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record, table_class
from koperasi.errors import Bug, Refused
from koperasi.ledger import Posting, Role
from koperasi.numbers import Number
from koperasi.text import _, short_date
from koperasi.work import Work
from koperasi.writers import writer_of


class Kind(StrEnum):
    """What a document is."""

    SALE = "sale"
    SHIFT_OPEN = "shift-open"
    SHIFT_CLOSE = "shift-close"
    CASH_MOVEMENT = "cash-movement"
    OPENING_STOCK = "opening-stock"
    PURCHASE = "purchase"
    DELIVERY = "delivery"
    OPENING_BALANCE = "opening-balance"
    DRAWER_OPENING = "drawer-opening"
    HANDOVER = "handover"
    SHIFT_VERIFICATION = "shift-verification"
    BANK_DEPOSIT = "bank-deposit"
    DEBT_PAYMENT = "debt-payment"
    SAVINGS = "savings"
    TENDER_CORRECTION = "tender-correction"
    VOUCHER = "voucher"
    SALE_VOID = "sale-void"
    APPROVAL_REVIEW = "approval-review"
    PURCHASE_ORDER = "purchase-order"
    ORDER_CLOSE = "order-close"
    PURCHASE_REVERSAL = "purchase-reversal"
    SUPPLIER_RETURN = "supplier-return"
    SUPPLIER_PAYMENT = "supplier-payment"
    STOCK_TRANSFER = "stock-transfer"
    DISPATCH = "dispatch"
    ARRIVAL = "arrival"
    REPACKING = "repacking"
    KIT_ASSEMBLY = "kit-assembly"
    WRITE_OFF = "write-off"
    OWN_USE = "own-use"
    STOCK_COUNT = "stock-count"
    PRODUCT_MERGE = "product-merge"
    AGREEMENT = "agreement"
    AGREEMENT_MARK = "agreement-mark"
    DELIVERY_CORRECTION = "delivery-correction"
    GIVEBACK = "giveback"
    CONVERSION = "conversion"
    MAKER_LOSS = "maker-loss"
    MAKER_FEE = "maker-fee"
    MAKER_ADVANCE = "maker-advance"
    MAKER_REPAYMENT = "maker-repayment"
    MAKER_ADJUSTMENT = "maker-adjustment"
    STATEMENT = "statement"
    STATEMENT_ANSWER = "statement-answer"
    PAYOUT = "payout"


#: Sales are many; the other papers of some days are found without looking at them.
NO_SALE = text("kind <> 'sale'")


class Document(Record):
    __tablename__ = "documents"
    __table_class__ = FACT
    __table_args__ = (
        UniqueConstraint("series_id", "seq"),
        UniqueConstraint("reverses_id"),
        UniqueConstraint("uid"),
        Index("ix_documents_papers", "business_date", sqlite_where=NO_SALE, postgresql_where=NO_SALE),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str]
    kind: Mapped[Kind] = mapped_column(WordColumn(Kind))
    series_id: Mapped[int]
    seq: Mapped[int]
    number: Mapped[str] = mapped_column(index=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    writer: Mapped[int]
    #: The shift whose drawer or counter it passed; none for office papers.
    shift_id: Mapped[int | None] = mapped_column(index=True)
    business_date: Mapped[date] = mapped_column(index=True)
    #: When it was keyed, and when this database took it.
    at: Mapped[datetime]
    posted_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    #: How it came: till, office, import, konsole.
    channel: Mapped[str]
    #: Another system's number for it, which an import is idempotent by.
    reference: Mapped[str | None]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))


class FlagRecord(Record):
    """A rule that a posted document broke because it had already happened."""

    __tablename__ = "flags"
    __table_class__ = FACT

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    rule: Mapped[str]
    detail: Mapped[str]


class SourceReference(Record):
    """Another system's number of an imported document: the same one never comes in twice."""

    __tablename__ = "source_references"
    __table_class__ = FACT

    kind: Mapped[Kind] = mapped_column(WordColumn(Kind), primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)


class PeriodLock(Record):
    """Books closed up to and with a day; the latest row of a branch holds."""

    __tablename__ = "period_locks"
    __table_class__ = FACT

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    until: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a document about to be posted.  Without a number it takes its series' next."""

    id: int
    uid: str
    kind: Kind
    business_date: date
    at: datetime
    number: Number | None = None
    series_id: int | None = None
    branch_id: int | None = None
    shift_id: int | None = None
    party_id: int | None = None
    reference: str | None = None
    reverses_id: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows for one fact table, each a mapping of column to value.

    `plain` says that the values are in their stored form already (`columns.plain_value`).
    """

    record: type[Record]
    rows: Sequence[dict[str, Any]]
    plain: bool = False


# Statements of the posting path are made once: making one costs as much as running it.
_POSTED = Prepared(select(Document.id).where(Document.id == bindparam("document")))
_LOCKED = Prepared(select(func.max(PeriodLock.until)).where(PeriodLock.branch_id == bindparam("branch")))


def posted(connection: Connection, document_id: int) -> bool:
    """Whether a document is already in the books: a command done twice is done once."""
    return _POSTED.first(connection, document=document_id) is not None


def hold(connection: Connection, document_id: int) -> None:
    """Let nobody else judge a document until this deed is kept (PostgreSQL; SQLite writes one at a time).

    Whoever reverses or closes a paper asks first whether somebody did so already; rows that
    only name the document wait for nothing.
    """
    connection.execute(select(Document.id).where(Document.id == document_id).with_for_update(key_share=True))


def by_reference(connection: Connection, kind: Kind, reference: str) -> int | None:
    """The document that an import made of another system's number."""
    found = select(SourceReference.document_id)
    return connection.scalar(found.where(SourceReference.kind == kind, SourceReference.reference == reference))


def post(work: Work, header: Header, facts: Iterable[Facts], postings: Iterable[Posting]) -> Number:
    """Write one document with all that follows from it, in the caller's transaction.

    Raises Refused for a locked day or a number out of turn (flags it when it happened),
    Bug for postings that do not sum to zero or rows that are not facts.
    """
    number = _numbered(work, header)
    branch_id = header.branch_id or work.shop.branch.id
    _insert(work, Document, [_document_row(work, header, number, branch_id)])
    if header.reference is not None:
        reference = {"kind": header.kind, "reference": header.reference, "document_id": header.id}
        _insert(work, SourceReference, [reference])
    summed = False
    for each in facts:
        _insert(work, each.record, each.rows, plain=each.plain)
        summed = summed or (each.record.__summed__ and bool(each.rows))
    kept = ledger.balanced(postings)
    if kept:
        _post_entry(work, header, branch_id, kept)
    if kept or summed:
        unsummed_documents.note(work.connection, header.id)
    if work.trace.flags:
        _insert(work, FlagRecord, _flag_rows(work, header))
    if work.trace.document_id is not None:
        raise Bug("one deed posts one document")
    work.trace.document_id = header.id
    return number


def _numbered(work: Work, header: Header) -> Number:
    if header.number is not None:
        if work.happened:
            numbers.keep_up(work.connection, header.number)
        else:
            numbers.take(work.connection, header.number)
        return header.number
    if header.series_id is None:
        raise Bug("a document needs a number or a series")
    return numbers.take_next(work.connection, header.series_id)


def _document_row(work: Work, header: Header, number: Number, branch_id: int) -> dict[str, Any]:
    return {
        "id": header.id,
        "uid": header.uid,
        "kind": header.kind,
        "series_id": number.series_id,
        "seq": number.seq,
        "number": number.text,
        "branch_id": branch_id,
        # Whoever issued it, which is another writer when it comes late.
        "writer": writer_of(header.id),
        "shift_id": header.shift_id,
        "business_date": header.business_date,
        "at": header.at,
        "posted_at": work.now,
        "by_id": work.actor.id,
        "approved_by_id": work.approver.id if work.approver else None,
        "party_id": header.party_id,
        "channel": work.channel,
        "reference": header.reference,
        "reverses_id": header.reverses_id,
    }


def _post_entry(work: Work, header: Header, branch_id: int, postings: Sequence[Posting]) -> None:
    day = _entry_date(work, branch_id, header.business_date)
    _insert(work, ledger.Entry, [{"document_id": header.id, "branch_id": branch_id, "business_date": day}])
    rows = [
        {
            "id": work.mint(),
            "document_id": header.id,
            "account_id": account_id(posting.account),
            "party_id": posting.party_id,
            "amount": posting.amount,
        }
        for posting in postings
    ]
    _insert(work, ledger.PostingRecord, rows)
    ledger.keep_party_balances(work.connection, branch_id, rows)


def account_id(account: Role | int) -> int:
    """The account of a role, or the very account an id names."""
    return account if isinstance(account, int) else ACCOUNT_IDS[account]


def locked_until(connection: Connection, branch_id: int) -> date | None:
    """The last day of a branch whose books are closed."""
    found = _LOCKED.first(connection, branch=branch_id)
    return found[0] if found else None


def _entry_date(work: Work, branch_id: int, day: date) -> date:
    until = locked_until(work.connection, branch_id)
    if until is None or day > until:
        return day
    work.refuse(
        Refused(
            _("Pembukuan sampai {day} sudah dikunci.").format(day=short_date(until)),
            remedy=_("Pakai tanggal sesudahnya."),
            rule="period-lock",
        )
    )
    return date.fromordinal(until.toordinal() + 1)


def _flag_rows(work: Work, header: Header) -> list[dict[str, Any]]:
    return [
        {"id": work.mint(), "document_id": header.id, "rule": flag.rule, "detail": flag.detail}
        for flag in work.trace.flags
    ]


def _insert(work: Work, record: type[Record], rows: Sequence[dict[str, Any]], *, plain: bool = False) -> None:
    table = record.__table__
    if not isinstance(table, Table) or table_class(table) is not FACT:
        raise Bug(f"{record.__name__} does not hold facts")
    if not rows:
        return
    posted = audit.in_order(table.name, rows) if plain else audit.plain_rows(table.name, rows)
    bulk.insert(work.connection, table, audit.frozen_columns(audit.VERSION)[table.name], posted)
    work.trace.rows.setdefault(table.name, []).extend(posted)


def office_series(work: Work, purpose: str, prefix: str) -> int:
    """This writer's series for papers that are numbered inside their transaction."""
    found = numbers.find(work.connection, work.shop.writer, purpose)
    if found is None:
        found = work.mint()
        numbers.start(work.connection, found, work.shop.writer, purpose, prefix)
    return found


def on_time() -> ColumnElement[bool]:
    """Of a document that came before its shift was closed: what came later was not there when it was counted."""
    late = select(FlagRecord.id).where(FlagRecord.document_id == Document.id, FlagRecord.rule == "shift-closed")
    return ~late.exists()
