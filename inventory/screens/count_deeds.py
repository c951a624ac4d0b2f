"""What the review of a count does to the shop: each as a function of one transaction."""

from __future__ import annotations

from inventory import count_entries, count_reversals, counts
from inventory.count_bookings import Decision
from inventory.count_entries import SettleCommand
from inventory.count_queries import UnknownRow
from inventory.count_records import Session
from inventory.count_reversals import ReversalCommand
from inventory.counts import CloseCommand
from koperasi.uids import new_uid
from koperasi.work import Work


def close(session: Session, decisions: tuple[Decision, ...], zeroed: bool, work: Work) -> None:
    """Book a session as its reviewer saw it."""
    day = work.shop.branch.business_date(work.now)
    ids = (work.mint(), new_uid(work.now), session.id, session.last_seq)
    counts.close(work, CloseCommand(*ids, day, work.now, decisions, zeroed))


def reverse(document_id: int, reason: str, work: Work) -> None:
    """Take a booked count back."""
    day = work.shop.branch.business_date(work.now)
    ids = (work.mint(), new_uid(work.now), document_id, day, work.now)
    count_reversals.reverse(work, ReversalCommand(*ids, reason))


def settle(session_id: int, unknown: UnknownRow, product_id: int | None, work: Work) -> None:
    """An unknown code was so much of a good, or nothing of ours."""
    ids = (work.mint(), session_id, unknown.id, work.now, product_id)
    count_entries.settle_unknown(work, SettleCommand(*ids, unknown.quantity))
