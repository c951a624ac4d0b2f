"""Statements: what a maker is owed, gathered, frozen and numbered (Rincian Setoran).

A statement takes all that concerns her and is on none yet, up to a day.  Its opening is the
closing before it, its closing what the ledger owes her by then; in goods too: what she had
here, what came and went, what is left.  A paper of an earlier day that is posted afterwards
comes on the next one, marked.  It posts no money; being wrong in the books is put right
there, and the next statement tells so (domain/consignment.md 5.6 I13, I21, 5.7, 5.9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment import agreements, entries, statement_lines, statement_sources
from consignment.payout_facts import PayoutRecord
from consignment.statement_facts import (
    StatementGoods,
    StatementLineRecord,
    StatementRecord,
    StatementReversalRecord,
    What,
)
from consignment.statement_values import Draft, Goods, Line, Said
from inventory.products import Product, ProductUnit
from koperasi import documents
from koperasi.branches import Branch
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Role, party_balance
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, language, plain, short_date
from koperasi.work import Work, needs

SERIES = ("statement", "RS")


@dataclass(frozen=True, slots=True)
class StatementCommand:
    """Draw up what a maker is owed, up to and with a business day."""

    id: int
    uid: str
    maker_id: int
    last: date
    business_date: date
    at: datetime


@dataclass(frozen=True, slots=True)
class StatementReversal:
    """Take back a maker's newest statement."""

    id: int
    uid: str
    statement_id: int
    why: str
    business_date: date
    at: datetime


def draft(connection: Connection, branch: Branch, maker_id: int, last: date, today: date) -> Draft:
    """What a statement would say; writes nothing.

    Raises NotFound for nobody, BadInput for a day to come, Refused where there is nothing to
    say (rule `nothing-to-say`) or the day was stated already (rule `stated`).
    """
    if last > today:
        raise BadInput(_("Tanggal itu belum lewat."), remedy=_("Pilih hari ini atau sebelumnya."), field="last")
    party = connection.execute(
        select(Party.code, Party.name, Party.village).where(Party.id == maker_id)
    ).first()  # fmt: skip
    if party is None:
        raise NotFound(_("Penitip tidak ditemukan."))
    before = _previous(connection, maker_id)
    if before is not None and last < before.last:
        words = _("Rincian sampai {day} sudah dibuat.").format(day=short_date(before.last))
        raise Refused(words, remedy=_("Pilih tanggal sesudahnya."), rule="stated", field="last")
    gathered = statement_sources.gather(connection, maker_id, last)
    lines = statement_lines.lines_of(gathered, before.last if before is not None else None)
    if not lines:
        raise Refused(_("Belum ada yang perlu dirinci untuk {name}.").format(name=party.name), rule="nothing-to-say")
    opening = before.closing if before is not None else ZERO
    closing = opening + total(each.amount for each in lines)
    first = min(before.last + timedelta(days=1), last) if before is not None else lines[0].business_date
    said = Said(
        maker_id,
        before.document_id if before is not None else None,
        first,
        last,
        opening,
        closing,
        _on_hold(connection, maker_id, today, lines),
        party_balance(connection, ACCOUNT_IDS[Role.MAKER_ADVANCE], maker_id),
        party.code,
        party.name,
        party.village,
        branch.shop_name,
        ", ".join(each for each in (branch.name, branch.address) if each),
        branch.phone,
        "",
        None,
        language(),
    )
    goods = _goods(connection, said.previous_id, lines)
    return Draft(said, tuple(lines), tuple(goods))


@needs(Permission.STATEMENT_DRAW)
def draw_up(work: Work, command: StatementCommand) -> None:
    """Freeze and number what a draft says.  Raises as `draft` does."""
    connection = work.connection
    # Hers alone from here on: who draws up the same at once waits, and finds it done.
    _lock(connection, command.maker_id)
    if documents.posted(connection, command.id):
        return
    drawn = draft(connection, work.shop.branch, command.maker_id, command.last, command.business_date)
    days = work.shop.settings.statement_agreed_days
    answer_by = command.business_date + timedelta(days=days) if days else None
    said = replace(drawn.said, issued_by=work.actor.name, answer_by=answer_by)
    header = Header(
        command.id,
        command.uid,
        Kind.STATEMENT,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=command.maker_id,
    )
    facts = [
        Facts(StatementRecord, [{"document_id": command.id, **_row(said)}]),
        Facts(StatementLineRecord, [_line_row(command, each) for each in drawn.lines], plain=True),
        Facts(StatementGoods, [{"document_id": command.id, **_row(each)} for each in drawn.goods]),
    ]
    work.trace.detail.update(closing=said.closing.amount, lines=len(drawn.lines))
    documents.post(work, header, facts, [])


@needs(Permission.STATEMENT_DRAW)
def reverse(work: Work, command: StatementReversal) -> None:
    """Take a statement back, so that its lines come on the next one.

    Raises NotFound for what is none, BadInput without a reason, Refused for one that was taken
    back (rule `reversed`), that another one follows (rule `followed`), or after which she was
    paid (rule `paid`).
    """
    connection = work.connection
    documents.hold(connection, command.statement_id)
    if documents.posted(connection, command.id):
        return
    why = plain(command.why)
    if not why:
        raise BadInput(_("Tulis alasannya."), field="why")
    told = select(StatementRecord.maker_id, Document.posted_at).join(
        Document, Document.id == StatementRecord.document_id
    )
    row = connection.execute(told.where(StatementRecord.document_id == command.statement_id)).first()
    if row is None:
        raise NotFound(_("Rincian ini tidak ada."))
    _lock(connection, row.maker_id)
    _check_reversal(work, command.statement_id, row.maker_id, row.posted_at)
    header = Header(
        command.id,
        command.uid,
        Kind.STATEMENT,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=row.maker_id,
        reverses_id=command.statement_id,
    )
    documents.post(work, header, [Facts(StatementReversalRecord, [{"document_id": command.id, "why": why}])], [])


def _check_reversal(work: Work, statement_id: int, maker_id: int, posted_at: datetime) -> None:
    connection = work.connection
    if connection.scalar(select(Document.id).where(Document.reverses_id == statement_id)) is not None:
        work.refuse(Refused(_("Rincian ini sudah dibatalkan."), rule="reversed"))
    newest = _previous(connection, maker_id)
    if newest is not None and newest.document_id != statement_id:
        words = _("Sesudah rincian ini sudah ada rincian lain.")
        work.refuse(Refused(words, remedy=_("Batalkan yang terakhir dulu."), rule="followed"))
    undone = aliased(Document)
    paid = (
        select(PayoutRecord.document_id)
        .join(Document, Document.id == PayoutRecord.document_id)
        .where(PayoutRecord.maker_id == maker_id, Document.posted_at >= posted_at, Document.reverses_id.is_(None))
        .where(~select(undone.id).where(undone.reverses_id == Document.id).exists())
    )
    if connection.scalar(paid.limit(1)) is not None:
        words = _("Sesudah rincian ini ia sudah dibayar.")
        work.refuse(Refused(words, remedy=_("Perbaiki dengan koreksi: masuk rincian berikutnya."), rule="paid"))


def _lock(connection: Connection, maker_id: int) -> None:
    """One statement of a maker at a time (PostgreSQL; SQLite writes one at a time)."""
    connection.execute(select(Party.id).where(Party.id == maker_id).with_for_update(key_share=True))


def _previous(connection: Connection, maker_id: int) -> Any:
    """Her newest statement that was not taken back: id, last day, closing; None without one."""
    reversal, record = aliased(Document), StatementRecord
    found = (
        select(record.document_id, record.last, record.closing)
        .join(Document, Document.id == record.document_id)
        .where(record.maker_id == maker_id)
        .where(~select(reversal.id).where(reversal.reverses_id == record.document_id).exists())
        .order_by(Document.posted_at.desc(), record.document_id.desc())
    )
    return connection.execute(found.limit(1)).first()


def _row(value: Said | Goods) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _line_row(command: StatementCommand, line: Line) -> dict[str, Any]:
    """A row of `statement_lines` in its plain form: there are many, and each value converted later costs time."""
    return {
        "document_id": command.id,
        "line": line.line,
        "maker_id": command.maker_id,
        "source_id": line.source_id,
        "lot_id": line.lot_id,
        "product_id": line.product_id,
        "business_date": line.business_date.isoformat(),
        "kind": line.kind.value,
        "number": line.number,
        "what": line.what.value,
        "undoes": line.undoes,
        "via": line.via,
        "note": line.note,
        "late": int(line.late),
        "quantity": line.quantity.thousandths,
        "gross": line.gross.amount,
        "net": line.net.amount,
        "commission": line.commission.amount,
        "amount": line.amount.amount,
    }


# -- what is on hold -----------------------------------------------------------


def _on_hold(connection: Connection, maker_id: int, today: date, lines: Sequence[Line]) -> Rupiah:
    """Of what is stated, on this statement or before, what is not hers to take yet."""
    held = agreements.hold_days(connection).get(maker_id, [])
    longest = max((days for _first, days in held), default=0)
    if not longest:
        return ZERO
    since = today - timedelta(days=longest)
    sums: dict[tuple[int, date], Rupiah] = {}
    for each in lines:
        if each.kind is Kind.SALE and each.business_date >= since:
            key = (each.source_id, each.business_date)
            sums[key] = sums.get(key, ZERO) + each.amount
    told = [*((day, amount) for (_source, day), amount in sums.items()), *_stated_sales(connection, maker_id, since)]
    waiting = {maker_id: held}
    return total(amount for day, amount in told if entries.matures(waiting, maker_id, Kind.SALE, day, amount) > today)


def _stated_sales(connection: Connection, maker_id: int, since: date) -> list[tuple[date, Rupiah]]:
    line, reversal = StatementLineRecord, aliased(Document)
    found = (
        select(line.business_date, summed(line.amount))
        .where(line.maker_id == maker_id, line.kind == Kind.SALE, line.business_date >= since)
        .where(~select(reversal.id).where(reversal.reverses_id == line.document_id).exists())
        .group_by(line.source_id, line.business_date)
    )
    return [(day, amount) for day, amount in connection.execute(found)]


# -- goods ---------------------------------------------------------------------

#: The columns in which what leaves her is counted up.
_LEAVING = frozenset({What.SOLD, What.GIVEN_BACK, What.DAMAGED, What.EXPIRED, What.LOST})


@dataclass(slots=True)
class _Sums:
    """A product's columns being added up."""

    opening: Quantity = NOTHING
    moved: dict[What, Quantity] | None = None
    gross: Rupiah = ZERO
    net: Rupiah = ZERO
    commission: Rupiah = ZERO
    amount: Rupiah = ZERO


def _goods(connection: Connection, previous_id: int | None, lines: Sequence[Line]) -> list[Goods]:
    """Each product's opening, what became of it, and what is left; those with nothing to say are left out."""
    sums = {product: _Sums(left) for product, left in _left_before(connection, previous_id)}
    for each in lines:
        if each.product_id is None:
            continue
        there = sums.setdefault(each.product_id, _Sums())
        moved = there.moved = there.moved or {}
        if each.what is not What.MONEY:
            moved[each.what] = moved.get(each.what, NOTHING) + each.quantity
        if each.what in (What.SOLD, What.RETURNED):
            there.gross += each.gross
            there.net += each.net
            there.commission += each.commission
            there.amount += each.amount
    named = _names(connection, list(sums))
    told = [
        _goods_of(product, *named[product], its)
        for product, its in sums.items()
        if its.opening or its.moved is not None
    ]
    # As they are read again (statement_queries.whole), so that a draft and its statement look the same.
    return sorted(told, key=lambda each: (each.name, each.code, each.product_id))


def _goods_of(product_id: int, code: str, name: str, unit: str, its: _Sums) -> Goods:
    moved = its.moved or {}
    columns = {
        what.value.replace("-", "_"): -moved.get(what, NOTHING) if what in _LEAVING else moved.get(what, NOTHING)
        for what in What
        if what is not What.MONEY
    }
    closing = its.opening + Quantity(sum(each.thousandths for each in moved.values()))
    return Goods(
        product_id, code, name, unit, its.opening, **columns, closing=closing, gross=its.gross, net=its.net,
        commission=its.commission, amount=its.amount,
    )  # fmt: skip


def _left_before(connection: Connection, previous_id: int | None) -> list[tuple[int, Quantity]]:
    left = select(StatementGoods.product_id, StatementGoods.closing)
    found = left.where(StatementGoods.document_id == previous_id, StatementGoods.closing != NOTHING)
    return [(product, closing) for product, closing in connection.execute(found)]


def _names(connection: Connection, products: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    base = ProductUnit
    found: dict[int, tuple[str, str, str]] = {}
    for first in range(0, len(products), 500):
        some = (
            select(Product.id, Product.code, Product.name, base.name)
            .outerjoin(base, (base.product_id == Product.id) & (base.place == 0))
            .where(Product.id.in_(products[first : first + 500]))
        )
        found |= {product: (code, name, unit or "") for product, code, name, unit in connection.execute(some)}
    return found
