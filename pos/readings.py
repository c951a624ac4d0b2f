"""Readings: what passed a shift so far, read while it is open (X) and once more when it is closed (Z).

An X closes nothing.  Those who will count the drawer blind see neither what it must hold nor
the figures it can be reckoned from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from koperasi import documents, handovers, shifts
from koperasi.branches import Branch
from koperasi.cash import CashKind, CashMovement
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.ledger import PostingRecord
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.users import User
from koperasi.work import Actor
from pos import drawer_payments, drawers, happenings, sums, totals
from pos.sale_facts import SaleLine, SaleLineReturn
from pos.sums import Sums
from pos.z_details import Details
from pos.z_slips import Figures, Line, Numbers

#: What a Z calls a document that passed the drawer, in the order it tells them.
PASSED: dict[Kind | CashKind, str] = {
    Kind.SALE: N_("Penjualan tunai"),
    CashKind.IN: N_("Kas Masuk"),
    CashKind.OUT: N_("Kas Keluar"),
    CashKind.DROP: N_("Setor ke brankas"),
    Kind.HANDOVER: N_("Selisih serah terima"),
}


@dataclass(frozen=True, slots=True)
class X:
    """A shift read while it is open; `shows_cash` is False for those who count it blind."""

    figures: Figures
    read_at: datetime
    read_by: str
    shows_cash: bool

    @property
    def known_lines(self) -> tuple[Line, ...]:
        """Of the drawer's lines those that its cashier keyed herself, so that they tell her nothing new."""
        keyed = {_("Modal Awal"), *(_(PASSED[kind]) for kind in CashKind)}
        return tuple(each for each in self.figures.drawer if each.words in keyed)


def read(shop: Shop, actor: Actor, shift: Shift) -> X:
    """Read an open shift, and note in the audit who did."""
    with shop.reading() as connection:
        found = figures(connection, shop.branch, shift)
    shows_cash = actor.may(Permission.CASH_EXPECTED)
    shop.note(actor.id, "pos:shift:read", shift=str(shift.id), cash=shows_cash)
    return X(found, shop.clock(), actor.name, shows_cash)


def figures(connection: Connection, branch: Branch, shift: Shift) -> Figures:
    """A shift's figures as its documents say them now."""
    added = Sums(totals.raw(connection, branch, [shift.id], late=False))
    returned, returned_net = _returned(connection, shift.id)
    return Figures(
        till=shift.till_name,
        opened_at=shift.opened_at,
        cashier=_name(connection, shift.cashier_id),
        sales=added.sales,
        numbers=numbers_of(connection, shift),
        members_net=added.net(True),
        others_net=added.net(False),
        tenders=_tenders(added),
        rounding=added.rounding,
        maker_share=added.maker_share,
        commission=added.commission,
        drawer=drawer(connection, shift),
        discount=added.discount,
        removed=added.removed,
        removed_net=added.removed_net,
        returned=returned,
        returned_net=returned_net,
        no_sales=drawers.openings(connection, shift.id),
        over_at_opening=shifts.over_at_opening(connection, shift.id),
        handovers=handovers.handed(connection, shift.id),
        details=details(connection, branch, shift, added),
    )


def details(connection: Connection, branch: Branch, shift: Shift, added: Sums) -> Details:
    """What stands behind a shift's figures."""
    return Details(
        hours=added.hours(),
        categories=sums.categories(connection, added),
        cashiers=sums.cashiers(connection, added),
        members=added.count(members=True),
        others=added.count(members=False),
        paid_out=drawer_payments.of_shift(connection, branch, shift.id),
        happened=happenings.of_shift(connection, branch, shift.id),
    )


def numbers_of(connection: Connection, shift: Shift) -> Numbers:
    """The first and last number of a shift's sales, and how many are missing between them."""
    found = select(func.min(Document.seq), func.max(Document.seq), func.count()).where(
        Document.shift_id == shift.id, Document.kind == Kind.SALE
    )
    first, last, count = connection.execute(found).one()
    if not count:
        return Numbers("", "", 0)
    texts = select(Document.seq, Document.number).where(
        Document.series_id == shift.sale_series, Document.seq.in_([first, last])
    )
    written = {row.seq: row.number for row in connection.execute(texts)}
    return Numbers(written.get(first, ""), written.get(last, ""), last - first + 1 - count)


def _tenders(added: Sums) -> tuple[tuple[str, int, Rupiah], ...]:
    return tuple((each.key, each.count, each.net) for each in sums.tenders(added))


def passed(connection: Connection, shift: Shift) -> dict[Kind | CashKind, Rupiah]:
    """What each kind of document put in a shift's drawer or took out of it, summed from the postings."""
    moved = (
        select(Document.kind, CashMovement.kind, summed(PostingRecord.amount))
        .join(Document, Document.id == PostingRecord.document_id)
        .outerjoin(CashMovement, CashMovement.document_id == Document.id)
        .where(Document.shift_id == shift.id, Document.id != shift.id, PostingRecord.account_id == shift.account_id)
        .where(Document.kind != Kind.SHIFT_CLOSE, documents.on_time())
        .group_by(Document.kind, CashMovement.kind)
    )
    return {cash or kind: amount for kind, cash, amount in connection.execute(moved)}


def drawer(connection: Connection, shift: Shift) -> tuple[Line, ...]:
    """The float, and every kind of document that changed it, in words."""
    found = passed(connection, shift)
    named = [Line(_(words), found.pop(kind)) for kind, words in PASSED.items() if kind in found]
    others = [Line(_words(kind), amount) for kind, amount in sorted(found.items(), key=str)]
    return (Line(_("Modal Awal"), shift.float_amount), *named, *others)


def _words(kind: Kind | CashKind) -> str:
    from pos.book_reports import DOCUMENTS

    return _(DOCUMENTS[Kind(kind)]).capitalize()


def _returned(connection: Connection, shift_id: int) -> tuple[int, Rupiah]:
    """How many lines came back in a shift, and what was given for them."""
    found = (
        select(func.count(), summed(SaleLine.net))
        .join(SaleLineReturn, SaleLineReturn.line_id == SaleLine.id)
        .join(Document, Document.id == SaleLine.document_id)
        .where(Document.shift_id == shift_id, documents.on_time())
    )
    often, net = connection.execute(found).one()
    return often, -net


def _name(connection: Connection, user_id: int) -> str:
    return connection.execute(select(User.name).where(User.id == user_id)).scalar_one()
