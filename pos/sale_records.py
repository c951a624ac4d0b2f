"""Sales read back from the books: what was decided then, as the command said it.

Receipts, returns and papers are made of this, never of today's prices or names of units.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from inventory.products import Product
from koperasi import parties
from koperasi.bulk import Prepared
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.ledger import PostingRecord, Role
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah
from koperasi.numbers import Number
from koperasi.parties import Party
from koperasi.text import _
from koperasi.users import User
from pos.approval_facts import DeferredApproval
from pos.sale_commands import (
    Approval,
    KeptChange,
    LineTax,
    PaidTender,
    Promoted,
    RemovedLine,
    Returning,
    SaleCommand,
    SoldLine,
)
from pos.sale_facts import (
    RemovedSaleLine,
    Sale,
    SaleApproval,
    SaleKeptChange,
    SaleLine,
    SaleLineNote,
    SaleLinePromotion,
    SaleLineReturn,
    SaleTender,
    SaleTenderProof,
)
from pos.tenders import Proof


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Who made a line's goods, as the receipt thanks her: "Bu Siti", "Ngantang"."""

    name: str
    village: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """The member who bought: her kasbon, savings and the year's purchases after this sale, and where she is found."""

    number: str
    name: str
    owes: Rupiah
    bought_this_year: Rupiah
    savings: Rupiah = ZERO
    village: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PostedSale:
    """A sale as it stands in the books."""

    command: SaleCommand
    cashier: str
    names: dict[int, str]
    makers: dict[int, MadeBy]
    buyer: Buyer | None
    #: The numbers of the sales that something was brought back of, by their ids.
    originals: dict[int, str] = field(default_factory=dict)
    #: What the goods are counted in, by their ids.
    base_units: dict[int, str] = field(default_factory=dict)


def read(connection: Connection, document_id: int) -> PostedSale:
    """A posted sale; raises NotFound when there is none of this id."""
    command = command_of(connection, document_id)
    cashier = connection.execute(select(User.name).where(User.id == command.actor_id)).scalar_one()
    products = {each.product_id for each in command.lines}
    names, base_units, makers = _goods(connection, products)
    buyer, originals = _buyer(connection, command), _originals(connection, command)
    return PostedSale(command, cashier, names, makers, buyer, originals, base_units)


def _originals(connection: Connection, command: SaleCommand) -> dict[int, str]:
    sales = {line.returns.sale_id for line in command.lines if line.returns is not None}
    if not sales:
        return {}
    return dict(connection.execute(select(Document.id, Document.number).where(Document.id.in_(sales))).all())


def command_of(connection: Connection, document_id: int) -> SaleCommand:
    """The command that a sale was posted from; raises NotFound when there is none of this id."""
    found = select(Document, Sale).join(Sale, Sale.document_id == Document.id)
    row = connection.execute(
        found.with_only_columns(
            Document.id,
            Document.uid,
            Document.series_id,
            Document.seq,
            Document.number,
            Sale.till_id,
            Document.shift_id,
            Document.business_date,
            Document.at,
            Document.by_id,
            Document.approved_by_id,
            Sale.member_id,
            Sale.price_class,
            Sale.rounding,
            Document.reference,
        ).where(Document.id == document_id, Document.kind == Kind.SALE)
    ).one_or_none()
    if row is None:
        raise NotFound(_("Penjualan ini tidak ada di toko ini."))
    return SaleCommand(
        id=row.id,
        uid=row.uid,
        number=Number(row.series_id, row.seq, row.number),
        till_id=row.till_id,
        shift_id=row.shift_id,
        business_date=row.business_date,
        at=row.at,
        actor_id=row.by_id,
        approver_id=row.approved_by_id,
        member_id=row.member_id,
        price_class=row.price_class,
        lines=lines_of(connection, document_id),
        removed=_removed(connection, document_id),
        tenders=_tenders(connection, document_id),
        rounding=row.rounding,
        reference=row.reference,
        approvals=_approvals(connection, document_id),
        kept_change=_kept_changes(connection, document_id),
    )


# Lines are read for every receipt and every return: their statements are made once.
_OF: BindParameter[int] = bindparam("document")
_LINES = Prepared(
    select(SaleLine.id, SaleLine.product_id, SaleLine.unit_id, SaleLine.unit, SaleLine.factor, SaleLine.quantity)
    .add_columns(SaleLine.list_price, SaleLine.unit_price, SaleLine.rule, SaleLine.reason, SaleLine.gross)
    .add_columns(SaleLine.discount, SaleLine.bearer, SaleLine.discount_reason)
    .add_columns(SaleLine.tax_class, SaleLine.tax_rate, SaleLine.tax_base, SaleLine.tax)
    .where(SaleLine.document_id == _OF)
    .order_by(SaleLine.line)
)
_NOTES = Prepared(select(SaleLineNote.line_id, SaleLineNote.note).where(SaleLineNote.document_id == _OF))
_PROMOTIONS = Prepared(
    select(SaleLinePromotion.line_id, SaleLinePromotion.promotion_id, SaleLinePromotion.discount)
    .add_columns(SaleLinePromotion.bearer, SaleLinePromotion.reason)
    .where(SaleLinePromotion.document_id == _OF)
)
_BACK = Prepared(
    select(SaleLineReturn.line_id, SaleLineReturn.original_id, SaleLineReturn.original_line)
    .add_columns(SaleLineReturn.went_to, SaleLineReturn.reason)
    .where(SaleLineReturn.document_id == _OF)
)


def lines_of(connection: Connection, document_id: int) -> tuple[SoldLine, ...]:
    """The lines of a sale, in their order; none for a document that is no sale."""
    promoted, returned = _promotions(connection, document_id), _returns(connection, document_id)
    notes = dict(_NOTES.rows(connection, document=document_id))
    seldom: dict[str, dict[int, Any]] = {"promotion": promoted, "returns": returned, "note": notes}
    lines = []
    for key, *said, tax_class, rate, base, tax in _LINES.rows(connection, document=document_id):
        also: dict[str, Any] = {name: known[key] for name, known in seldom.items() if key in known}
        if rate:
            also["tax"] = LineTax(tax_class, rate, base, tax)
        lines.append(replace(SoldLine(*said), **also))
    return tuple(lines)


def _promotions(connection: Connection, document_id: int) -> dict[int, Promoted]:
    return {key: Promoted(*said) for key, *said in _PROMOTIONS.rows(connection, document=document_id)}


def _returns(connection: Connection, document_id: int) -> dict[int, Returning]:
    return {key: Returning(*said) for key, *said in _BACK.rows(connection, document=document_id)}


def _approvals(connection: Connection, document_id: int) -> tuple[Approval, ...]:
    given = SaleApproval
    columns: tuple[Any, ...] = (
        given.permission,
        given.approver_id,
        given.amount,
        given.reason,
        given.before,
        given.after,
        given.approved_at,
    )
    found = select(*columns).where(given.document_id == document_id)
    put_off = set(connection.scalars(select(DeferredApproval.line).where(DeferredApproval.document_id == document_id)))
    rows = connection.execute(found.order_by(given.line)).all()
    return tuple(replace(Approval(*row), deferred=line in put_off) for line, row in enumerate(rows, start=1))


def _kept_changes(connection: Connection, document_id: int) -> tuple[KeptChange, ...]:
    columns: tuple[Any, ...] = (SaleKeptChange.kept_for, SaleKeptChange.amount)
    found = select(*columns).where(SaleKeptChange.document_id == document_id)
    return tuple(KeptChange(*row) for row in connection.execute(found.order_by(SaleKeptChange.line)))


def _removed(connection: Connection, document_id: int) -> tuple[RemovedLine, ...]:
    columns = (
        RemovedSaleLine.product_id,
        RemovedSaleLine.unit,
        RemovedSaleLine.quantity,
        RemovedSaleLine.unit_price,
        RemovedSaleLine.reason,
        RemovedSaleLine.removed_at,
    )
    found = select(*columns).where(RemovedSaleLine.document_id == document_id).order_by(RemovedSaleLine.line)
    return tuple(RemovedLine(*row) for row in connection.execute(found))


def _tenders(connection: Connection, document_id: int) -> tuple[PaidTender, ...]:
    columns = (SaleTender.line, SaleTender.kind, SaleTender.given, SaleTender.change, SaleTender.reference)
    found: Any = select(*columns).where(SaleTender.document_id == document_id).order_by(SaleTender.line)
    agreed = select(SaleTenderProof.line, SaleTenderProof.proof).where(SaleTenderProof.document_id == document_id)
    proofs = {row.line: row.proof for row in connection.execute(agreed)}
    return tuple(
        PaidTender(kind, given, change, reference, proofs.get(line, Proof.NONE))
        for line, kind, given, change, reference in connection.execute(found)
    )


def _goods(
    connection: Connection, products: Collection[int]
) -> tuple[dict[int, str], dict[int, str], dict[int, MadeBy]]:
    """What the goods are called and counted in, and who made those of members."""
    found = (
        select(Product.id, Product.name, Party.id.label("maker_id"), Party.title, Party.name.label("maker"))
        .add_columns(Party.village, Product.base_unit)
        .outerjoin(Party, Party.id == Product.maker_id)
        .where(Product.id.in_(products))
    )
    names, base_units, makers = {}, {}, {}
    for row in connection.execute(found):
        names[row.id], base_units[row.id] = row.name, row.base_unit
        if row.maker_id is not None:
            makers[row.id] = MadeBy(parties.called(row.title, row.maker), row.village)
    return names, base_units, makers


def _buyer(connection: Connection, command: SaleCommand) -> Buyer | None:
    if command.member_id is None:
        return None
    found = (
        select(Member.number, Party.name, Sale.owes_after, Sale.bought_after, Party.village, Party.phone)
        .join(Party, Party.id == Member.party_id)
        .join(Sale, Sale.member_id == Member.party_id)
        .where(Sale.document_id == command.id)
    )
    number, name, owes, bought, village, phone = connection.execute(found).one()
    savings = _savings_after(connection, command.id, command.member_id)
    return Buyer(number, name, owes or ZERO, bought or ZERO, savings, village, phone)


def _savings_after(connection: Connection, document_id: int, party_id: int) -> Rupiah:
    """What a member had in her voluntary savings once a sale was posted, from her own few postings."""
    moment = select(Document.posted_at).where(Document.id == document_id).scalar_subquery()
    hers = (
        select(summed(PostingRecord.amount))
        .join(Document, Document.id == PostingRecord.document_id)
        .where(PostingRecord.party_id == party_id)
        .where(PostingRecord.account_id == ACCOUNT_IDS[Role.SAVINGS_VOLUNTARY])
        .where(Document.posted_at <= moment)
    )
    owed: Rupiah = connection.execute(hers).scalar_one()
    return -owed
