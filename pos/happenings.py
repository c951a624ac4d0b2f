"""Happenings: what a head of shop asks about, with who did it, why, and who allowed it.

Discounts that somebody keyed, prices that were changed, lines and whole carts called off,
goods brought back, drawers opened without a sale, and every other person's yes.  Their sums
are in the totals; here each stands by itself, read from its facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, select
from sqlalchemy.orm import aliased

from koperasi import documents
from koperasi.branches import Branch
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING
from koperasi.text import N_, _
from koperasi.users import User
from pos import reasons
from pos.approval_facts import DeferredApproval
from pos.drawers import REASONS, DrawerOpening, Why
from pos.sale_commands import Rule
from pos.sale_facts import RemovedSaleLine, SaleApproval, SaleLine, SaleLinePromotion, SaleLineReturn
from pos.sale_voids import SaleVoid


class What(StrEnum):
    """What happened, in the order papers tell it."""

    DISCOUNT = "discount"
    PRICE = "price"
    REMOVED = "removed"
    VOID = "void"
    RETURN = "return"
    NO_SALE = "no-sale"
    OVERRIDE = "override"
    SECOND = "second"


NAMES = {
    What.DISCOUNT: N_("Diskon kasir"),
    What.PRICE: N_("Harga diubah"),
    What.REMOVED: N_("Hapus Barang"),
    What.VOID: N_("Batal Transaksi"),
    What.RETURN: N_("Retur"),
    What.NO_SALE: N_("Buka laci tanpa jual"),
    What.OVERRIDE: N_("Izin atasan"),
    What.SECOND: N_("Disetujui berdua"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One of them: on which paper, when (branch's clock), by whom, why, how much; `allowed` is who said yes."""

    what: What
    number: str
    at: datetime
    who: str
    why: str
    amount: Rupiah = ZERO
    allowed: str = ""


def of_shift(connection: Connection, branch: Branch, shift_id: int) -> tuple[Happening, ...]:
    """A shift's, kind by kind in the order they came; not what came after its close."""
    return _found(connection, branch, (Document.shift_id == shift_id) & documents.on_time())


def of_days(connection: Connection, branch: Branch, first: date, last: date) -> tuple[Happening, ...]:
    """The days', over all tills of the branch.  It reads every sale line of the days: for few of them only."""
    days = and_(Document.business_date.between(first, last), Document.branch_id == branch.id)
    return _found(connection, branch, days & Document.shift_id.is_not(None))


def _found(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> tuple[Happening, ...]:
    told = [
        *_discounts(connection, branch, which),
        *_prices(connection, branch, which),
        *_removed(connection, branch, which),
        *_voids(connection, branch, which),
        *_returns(connection, branch, which),
        *_no_sales(connection, branch, which),
        *_overrides(connection, branch, which),
        *_second_people(connection, branch, which),
    ]
    order = list(What)
    return tuple(sorted(told, key=lambda each: (order.index(each.what), each.at, each.number)))


def _papers(*columns: Any) -> Select[Any]:
    """Number, time and cashier of a document, and what else of it."""
    return select(Document.id, Document.number, Document.at, User.name, *columns).join(User, User.id == Document.by_id)


def _discounts(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    """By paper and reason: what was keyed, without what promotions gave."""
    keyed = (
        _papers(SaleLine.discount_reason, summed(SaleLine.discount), summed(SaleLinePromotion.discount))
        .join(SaleLine, SaleLine.document_id == Document.id)
        .outerjoin(SaleLinePromotion, SaleLinePromotion.line_id == SaleLine.id)
        .where(which, SaleLine.discount > ZERO, SaleLine.base_quantity > NOTHING)
        .group_by(Document.id, Document.number, Document.at, User.name, SaleLine.discount_reason)
    )
    for _key, number, at, who, why, whole, promoted in connection.execute(keyed).all():
        if whole != promoted:
            yield Happening(What.DISCOUNT, number, branch.local(at), who, why, whole - promoted)


def _prices(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    """Lines whose price somebody changed; the amount is what it took off (or, below nothing, put on)."""
    changed = (
        _papers(SaleLine.reason, SaleLine.list_price, SaleLine.unit_price, SaleLine.quantity)
        .join(SaleLine, SaleLine.document_id == Document.id)
        .where(which, SaleLine.rule.in_((Rule.MANUAL, Rule.SHELF)), SaleLine.base_quantity > NOTHING)
    )
    for _key, number, at, who, why, before, after, quantity in connection.execute(changed).all():
        words = _("{why} ({before} jadi {after})").format(why=why, before=before.bare, after=after.bare).strip()
        yield Happening(What.PRICE, number, branch.local(at), who, words, quantity.at(before - after))


def _removed(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    """Lines taken out of carts that were paid all the same."""
    taken = (
        _papers(
            RemovedSaleLine.reason, RemovedSaleLine.quantity, RemovedSaleLine.unit_price, RemovedSaleLine.removed_at
        )
        .join(RemovedSaleLine, RemovedSaleLine.document_id == Document.id)
        .where(which, Document.kind == Kind.SALE)
    )
    for _key, number, _at, who, why, quantity, price, at in connection.execute(taken).all():
        yield Happening(What.REMOVED, number, branch.local(at), who, why, quantity.at(price))


def _voids(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    called_off = _papers(SaleVoid.reason, SaleVoid.total, SaleVoid.payment_seen).join(
        SaleVoid, SaleVoid.document_id == Document.id
    )
    for _key, number, at, who, why, amount, seen in connection.execute(called_off.where(which)).all():
        words = _("{why} (sesudah bayar)").format(why=why) if seen else why
        yield Happening(What.VOID, number, branch.local(at), who, words, amount)


def _returns(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    """By paper and reason: what was given for goods that came back."""
    back = (
        _papers(SaleLineReturn.reason, summed(SaleLine.net))
        .join(SaleLineReturn, SaleLineReturn.document_id == Document.id)
        .join(SaleLine, SaleLine.id == SaleLineReturn.line_id)
        .where(which)
        .group_by(Document.id, Document.number, Document.at, User.name, SaleLineReturn.reason)
    )
    for _key, number, at, who, why, amount in connection.execute(back).all():
        yield Happening(What.RETURN, number, branch.local(at), who, why, -amount)


def _no_sales(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    opened = _papers(DrawerOpening.why, DrawerOpening.note).join(
        DrawerOpening, DrawerOpening.document_id == Document.id
    )
    for _key, number, at, who, why, note in connection.execute(opened.where(which)).all():
        words = note if why is Why.OTHER else _(REASONS[why])
        yield Happening(What.NO_SALE, number, branch.local(at), who, words)


def _overrides(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    """Every yes that was given to one thing in a sale."""
    allower = aliased(User)
    put_off = DeferredApproval.document_id.is_not(None)
    same = and_(DeferredApproval.document_id == SaleApproval.document_id, DeferredApproval.line == SaleApproval.line)
    given = (
        _papers(SaleApproval.permission, SaleApproval.reason, SaleApproval.amount, allower.name, put_off)
        .join(SaleApproval, SaleApproval.document_id == Document.id)
        .join(allower, allower.id == SaleApproval.approver_id)
        .outerjoin(DeferredApproval, same)
        .where(which)
    )
    for _key, number, at, who, permission, why, amount, allowed, later in connection.execute(given).all():
        words = joined(reasons.name(permission), why)
        by = _("diperiksa nanti") if later else allowed
        yield Happening(What.OVERRIDE, number, branch.local(at), who, words, amount, by)


def _second_people(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Happening]:
    """Every other deed of a shift that a second person answered for."""
    from pos.book_reports import DOCUMENTS

    allower = aliased(User)
    known = select(SaleApproval.document_id).where(SaleApproval.document_id == Document.id)
    given = (
        _papers(Document.kind, allower.name)
        .join(allower, allower.id == Document.approved_by_id)
        .where(which, Document.kind != Kind.HANDOVER, ~known.exists())
    )
    for _key, number, at, who, kind, allowed in connection.execute(given).all():
        words = _(DOCUMENTS[kind]).capitalize()
        yield Happening(What.SECOND, number, branch.local(at), who, words, ZERO, allowed)


def joined(*words: str) -> str:
    """Words after each other, those that say something."""
    return ": ".join(each for each in words if each)


@dataclass(frozen=True, slots=True)
class Often:
    """How often one thing happened, and what it came to."""

    what: What
    count: int
    amount: Rupiah


def often(found: Sequence[Happening]) -> tuple[Often, ...]:
    """Each kind that happened, in the order papers tell it."""
    kinds = [kind for kind in What if any(each.what is kind for each in found)]
    return tuple(
        Often(
            kind,
            sum(1 for each in found if each.what is kind),
            total(each.amount for each in found if each.what is kind),
        )
        for kind in kinds
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """How often one thing happened at one cashier's, and what it came to (removed lines: told by the totals)."""

    what: What
    who: str
    count: int
    amount: Rupiah = ZERO


def counted(connection: Connection, branch: Branch, first: date, last: date) -> tuple[Counted, ...]:
    """The days' happenings by kind and cashier, of which there are few: no sale line is looked through for them."""
    days = and_(Document.business_date.between(first, last), Document.branch_id == branch.id)
    which = days & Document.shift_id.is_not(None)
    kinds = {
        What.REMOVED: (RemovedSaleLine, literal(0)),
        What.VOID: (SaleVoid, summed(SaleVoid.total)),
        What.RETURN: (SaleLineReturn, summed(SaleLine.net)),
        What.NO_SALE: (DrawerOpening, literal(0)),
        What.OVERRIDE: (SaleApproval, summed(SaleApproval.amount)),
    }
    told = []
    for what, (record, amount) in kinds.items():
        rows: Any = connection.execute(_counting(record, amount).where(which)).all()
        for who, count, worth in rows:
            told.append(Counted(what, who, count, abs(worth) if isinstance(worth, Rupiah) else ZERO))
    return tuple(told)


def _counting(record: Any, amount: Any) -> Any:
    """By who made the papers that rows of a record belong to.  The record comes first: it has few rows."""
    found = (
        select(User.name, func.count(), amount)
        .select_from(record)
        .join(Document, Document.id == record.document_id)
        .join(User, User.id == Document.by_id)
        .group_by(User.name)
        .order_by(User.name)
    )
    return found.join(SaleLine, SaleLine.id == SaleLineReturn.line_id) if record is SaleLineReturn else found


def discount_by_promotions(connection: Connection, branch: Branch, first: date, last: date) -> Rupiah:
    """What promotions took off in the days."""
    found = (
        select(summed(SaleLinePromotion.discount))
        .join(Document, Document.id == SaleLinePromotion.document_id)
        .where(Document.business_date.between(first, last), Document.branch_id == branch.id)
    )
    return connection.execute(found).scalar_one()
