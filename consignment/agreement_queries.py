"""Agreements as they stand in the books: read whole, a few statements for any number of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from consignment.agreements import (
    UNWRITTEN,
    AgreedRule,
    Agreement,
    AgreementFee,
    AgreementLiability,
    AgreementMark,
    AgreementMarkdown,
    AgreementRecord,
    AgreementRule,
    Conditions,
    Fee,
    LossCause,
    Mark,
    Markdown,
)
from consignment.consigned_lots import ConsignedLotTerms
from consignment.terms import Terms
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.text import _

#: How many ids one statement names: SQLite's own limit is far above it.
_AT_ONCE = 500
#: In the order in which papers tell them.
_CAUSES = {cause: place for place, cause in enumerate(LossCause)}


def of_makers(connection: Connection, makers: Collection[int] | None) -> dict[int, tuple[Agreement, ...]]:
    """Maker → her versions in order (None: of all makers); only makers who have one."""
    heads: list[Any] = []
    if makers is None:
        heads += connection.execute(_heads()).all()
    else:
        for some in _portions(makers):
            heads += connection.execute(_heads().where(AgreementRecord.maker_id.in_(some))).all()
    found: dict[int, tuple[Agreement, ...]] = {}
    for each in _whole(connection, heads):
        found[each.maker_id] = (*found.get(each.maker_id, ()), each)
    return found


def in_force(connection: Connection, maker_id: int, day: date) -> Agreement | None:
    """The version with the last start on or before the day, whatever its marks; None without one.

    Ask its `holds(day)` for whether she may bring goods under it.
    """
    begun = _heads().where(AgreementRecord.maker_id == maker_id, AgreementRecord.starts_on <= day)
    heads = connection.execute(begun).all()
    return _whole(connection, heads[-1:])[0] if heads else None


def by_id(connection: Connection, agreement_id: int) -> Agreement:
    """One version.  Raises NotFound."""
    heads = connection.execute(_heads().where(AgreementRecord.document_id == agreement_id)).all()
    if not heads:
        raise NotFound(_("Perjanjian ini tidak ada."), remedy=_("Pilih dari daftar perjanjian penitip."))
    return _whole(connection, heads)[0]


def of_document(connection: Connection, document_id: int) -> Agreement:
    """The version that a document is, or whose mark it is.  Raises NotFound."""
    marked = select(AgreementMark.agreement_id).where(AgreementMark.document_id == document_id)
    return by_id(connection, connection.scalar(marked) or document_id)


def conditions_on(connection: Connection, maker_id: int, day: date) -> Conditions:
    """What was agreed on beside the deals on a day; UNWRITTEN without an agreement."""
    found = in_force(connection, maker_id, day)
    return found.conditions if found is not None else UNWRITTEN


def of_lots(connection: Connection, lots: Collection[int]) -> dict[int, Agreement]:
    """Lot → the version it was brought under; only lots that name one."""
    named: dict[int, int] = {}
    for some in _portions(lots):
        kept = ConsignedLotTerms
        rows = connection.execute(select(kept.lot_id, kept.agreement_id).where(kept.lot_id.in_(some)))
        named.update({lot: agreement for lot, agreement in rows if agreement is not None})
    heads: list[Any] = []
    for some in _portions(set(named.values())):
        heads += connection.execute(_heads().where(AgreementRecord.document_id.in_(some))).all()
    known = {each.id: each for each in _whole(connection, heads)}
    return {lot: known[agreement] for lot, agreement in named.items()}


def _heads() -> Any:
    ordered = (AgreementRecord.maker_id, AgreementRecord.starts_on, AgreementRecord.version)
    joined = select(AgreementRecord.__table__, Document.number)
    return joined.join(Document, Document.id == AgreementRecord.document_id).order_by(*ordered)


def _portions(ids: Iterable[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[first : first + _AT_ONCE] for first in range(0, len(ordered), _AT_ONCE)]


def _whole(connection: Connection, heads: Sequence[Any]) -> list[Agreement]:
    """The versions with their rules, liabilities, markdowns, fees and last mark, in the order of their heads."""
    ids = [head.document_id for head in heads]
    rules: dict[int, list[AgreedRule]] = {}
    liabilities: dict[int, list[Any]] = {}
    markdowns: dict[int, list[Markdown]] = {}
    fees: dict[int, list[Fee]] = {}
    marks: dict[int, tuple[Mark, date]] = {}
    for some in _portions(ids):
        for row in connection.execute(_rows(AgreementRule, some, AgreementRule.line)):
            terms = Terms(row.deal, row.rate_bps, row.payout_each).with_more(row.more)
            rules.setdefault(row.document_id, []).append(AgreedRule(terms, row.product_id, row.category_id))
        for row in connection.execute(_rows(AgreementLiability, some, AgreementLiability.cause)):
            liabilities.setdefault(row.document_id, []).append((row.cause, row.shop_bps))
            liabilities[row.document_id].sort(key=lambda each: _CAUSES[each[0]])
        for row in connection.execute(_rows(AgreementMarkdown, some, AgreementMarkdown.after_days)):
            step = Markdown(row.after_days, row.off_bps, row.bearer)
            markdowns.setdefault(row.document_id, []).append(step)
        for row in connection.execute(_rows(AgreementFee, some, AgreementFee.when)):
            fees.setdefault(row.document_id, []).append(Fee(row.when, row.amount, row.what))
        for row in connection.execute(_marks(some)):
            marks[row.agreement_id] = (row.mark, row.since)
    return [
        _agreement(
            head,
            tuple(rules.get(head.document_id, ())),
            {
                "liabilities": tuple(liabilities.get(head.document_id, ())),
                "markdowns": tuple(markdowns.get(head.document_id, ())),
                "fees": tuple(fees.get(head.document_id, ())),
            },
            marks.get(head.document_id),
        )
        for head in heads
    ]


def _rows(record: Any, ids: list[int], order: Any) -> Any:
    return select(record.__table__).where(record.document_id.in_(ids)).order_by(record.document_id, order)


def _marks(ids: list[int]) -> Any:
    """Every mark of these versions, the last one last: ids are minted in turn within a writer, times across them."""
    kept = AgreementMark
    named = select(kept.agreement_id, kept.mark, kept.since).join(Document, Document.id == kept.document_id)
    return named.where(kept.agreement_id.in_(ids)).order_by(Document.posted_at, Document.id)


def _agreement(
    head: Any, rules: tuple[AgreedRule, ...], more: dict[str, Any], mark: tuple[Mark, date] | None
) -> Agreement:
    conditions = Conditions(
        price_by=head.price_by,
        may_lower=head.may_lower,
        hold_days=head.hold_days,
        shelf_days=head.shelf_days,
        grace_days=head.grace_days,
        after_grace=head.after_grace,
        after_payout=head.after_payout,
        tolerance_bps=head.tolerance_bps,
        cycle=head.cycle,
        pay_day=head.pay_day,
        min_payout=head.min_payout,
        **more,
    )
    return Agreement(
        head.document_id,
        head.number,
        head.maker_id,
        head.version,
        head.starts_on,
        head.ends_on,
        conditions,
        rules,
        head.signed_by,
        head.note,
        mark[0] if mark else None,
        mark[1] if mark else None,
    )
