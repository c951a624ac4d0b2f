"""Fees of agreements beside those of a payout: for each delivery, and for each month she has goods here.

They go off her account, which may fall below nothing: then the next sales make up for it.
A delivery, and a month, is charged once; whoever charges again finds nothing left.  The fee of
a delivery that was taken back is given back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from consignment import agreement_queries, payees
from consignment.agreements import Agreement, FeeWhen
from consignment.deliveries import Delivery
from consignment.payout_facts import MakerFee
from inventory.lots import LotRecord
from inventory.stock import Move
from koperasi import documents
from koperasi.columns import summed
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import Refused
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.uids import new_uid
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class FeeDue:
    """A fee that is to be charged: for a delivery, or for a month (its first day)."""

    maker_id: int
    when: FeeWhen
    amount: Rupiah
    what: str
    delivery_id: int | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class FeeCommand:
    """Charge a fee that is due."""

    id: int
    uid: str
    business_date: date
    at: datetime
    fee: FeeDue


@needs(Permission.PAYOUT_PAY)
def charge(work: Work, command: FeeCommand) -> None:
    """Take a fee off her account; doing it twice takes it once.

    Raises Refused for one that was charged already or is not what her agreement says.
    """
    connection, fee = work.connection, command.fee
    if documents.posted(connection, command.id):
        return
    payees.hold(connection, fee.maker_id)
    if fee not in due(connection, command.business_date, [fee.maker_id]):
        work.refuse(Refused(_("Jasa ini sudah diambil atau tidak ada di perjanjiannya."), rule="fee-charged"))
    header = Header(
        command.id,
        command.uid,
        Kind.MAKER_FEE,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "maker-fee", "JP"),
        party_id=fee.maker_id,
    )
    row = {
        "document_id": command.id,
        "maker_id": fee.maker_id,
        "when": fee.when,
        "delivery_id": fee.delivery_id,
        "month": fee.month,
        "amount": fee.amount,
        "what": fee.what,
    }
    postings = [Posting(Role.OWED_TO_MAKERS, fee.amount, fee.maker_id), Posting(Role.MAKER_FEES, -fee.amount)]
    work.trace.detail.update(fee=fee.when.value)
    documents.post(work, header, [Facts(MakerFee, [row])], postings)


def command_of(work: Work, fee: FeeDue, day: date) -> FeeCommand:
    """What charges a fee on a day."""
    return FeeCommand(work.mint(), new_uid(work.now), day, work.now, fee)


def due(connection: Connection, day: date, makers: Collection[int] | None = None) -> tuple[FeeDue, ...]:
    """Every fee of agreements that is due on a day and not charged yet, by maker; below zero what is given back."""
    versions = agreement_queries.of_makers(connection, makers)
    charging = {maker: each for maker, each in versions.items() if any(version.conditions.fees for version in each)}
    if not charging:
        return ()
    found = [
        *_for_deliveries(connection, charging, day),
        *_for_months(connection, charging, day),
        *_to_give_back(connection, sorted(charging), day),
    ]
    return tuple(sorted(found, key=lambda each: (each.maker_id, each.when, each.month or day, each.delivery_id or 0)))


def _fee(versions: Iterable[Agreement], day: date, when: FeeWhen) -> tuple[Rupiah, str] | None:
    """What the version of a day takes then."""
    begun = [each for each in versions if each.starts_on <= day]
    fees = [each for each in begun[-1].conditions.fees if each.when is when] if begun else []
    return (total(each.amount for each in fees), fees[0].what) if fees else None


def _for_deliveries(connection: Connection, charging: dict[int, tuple[Agreement, ...]], day: date) -> Iterable[FeeDue]:
    back, charged = aliased(Document), select(MakerFee.delivery_id).where(MakerFee.delivery_id.is_not(None))
    brought = (
        select(Delivery.maker_id, Delivery.document_id, Document.business_date)
        .join(Document, Document.id == Delivery.document_id)
        .outerjoin(back, back.reverses_id == Delivery.document_id)
        .where(Delivery.maker_id.in_(sorted(charging)), Document.business_date <= day, back.id.is_(None))
        .where(Document.reverses_id.is_(None), Delivery.document_id.not_in(charged))
    )
    for maker, delivery, brought_on in connection.execute(brought):
        fee = _fee(charging[maker], brought_on, FeeWhen.DELIVERY)
        if fee is not None:
            yield FeeDue(maker, FeeWhen.DELIVERY, *fee, delivery_id=delivery)


def _to_give_back(connection: Connection, makers: list[int], day: date) -> Iterable[FeeDue]:
    """What was charged for deliveries that were taken back since."""
    back, fee = aliased(Document), MakerFee
    charged = (
        select(fee.maker_id, fee.delivery_id, func.max(fee.what), summed(fee.amount))
        .join(back, back.reverses_id == fee.delivery_id)
        .where(fee.maker_id.in_(makers), back.business_date <= day)
        .group_by(fee.maker_id, fee.delivery_id)
    )
    for maker, delivery, what, amount in connection.execute(charged):
        if amount:
            yield FeeDue(maker, FeeWhen.DELIVERY, -amount, what, delivery_id=delivery)


def _for_months(connection: Connection, charging: dict[int, tuple[Agreement, ...]], day: date) -> Iterable[FeeDue]:
    """Whole months, from her first agreement on, in which she had goods on the shop's shelves."""
    asked = select(MakerFee.maker_id, MakerFee.month).where(MakerFee.month.is_not(None))
    done = {(maker, month) for maker, month in connection.execute(asked.where(MakerFee.maker_id.in_(sorted(charging))))}
    there = _on_shelf(connection, sorted(charging))
    for maker, versions in sorted(charging.items()):
        for month in _months(versions[0].starts_on, day):
            fee = _fee(versions, _last_of(month), FeeWhen.MONTH)
            if fee is not None and (maker, month) not in done and _had_goods(there.get(maker, {}), month):
                yield FeeDue(maker, FeeWhen.MONTH, *fee, month=month)


def _on_shelf(connection: Connection, makers: list[int]) -> dict[int, dict[date, Quantity]]:
    """Maker → day → how her goods here changed on it; papers that were taken back moved nothing."""
    back = aliased(Document)
    moved = (
        select(LotRecord.owner_id, Document.business_date, summed(Move.quantity))
        .join(Move, Move.lot_id == LotRecord.id)
        .join(Document, Document.id == Move.document_id)
        .outerjoin(back, back.reverses_id == Document.id)
        .where(LotRecord.owner_id.in_(makers), Document.reverses_id.is_(None), back.id.is_(None))
        .group_by(LotRecord.owner_id, Document.business_date)
    )
    found: dict[int, dict[date, Quantity]] = {}
    for maker, day, quantity in connection.execute(moved):
        if maker is not None:
            found.setdefault(maker, {})[day] = quantity
    return found


def _had_goods(moved: dict[date, Quantity], month: date) -> bool:
    before = sum((each for day, each in moved.items() if day < month), NOTHING)
    return before > NOTHING or any(month <= day <= _last_of(month) for day in moved)


def _months(first: date, day: date) -> Iterable[date]:
    """The first days of the months from that of `first` that are over on `day`."""
    month = first.replace(day=1)
    while _last_of(month) < day:
        yield month
        month = _last_of(month) + timedelta(days=1)


def _last_of(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
