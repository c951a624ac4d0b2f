"""What is to do today, counted: at once what is cheap, and what takes longer (`Later`) when the rest is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from consignment import statement_queries
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.work import Actor
from pos import approval_reviews, dashboard_queries

#: Lots that expire within so many days are told.
EXPIRING_DAYS = 7


class Task(StrEnum):
    """What may be to do, the most pressing first."""

    PRINT = "print"
    NEGATIVE = "negative"
    PAYOUT = "payout"
    EXPIRING = "expiring"
    ORDER = "order"
    DISPUTE = "dispute"
    APPROVAL = "approval"
    FUNDS = "funds"
    LABEL = "label"
    COUNT = "count"
    SHELF = "shelf"


#: Who may do it; what one may not do she is not told of.
RIGHTS = {
    Task.PRINT: Permission.SALE_POST,
    Task.NEGATIVE: Permission.REPORT_READ,
    Task.PAYOUT: Permission.PAYOUT_PAY,
    Task.EXPIRING: Permission.REPORT_READ,
    Task.ORDER: Permission.ORDER_MAKE,
    Task.DISPUTE: Permission.STATEMENT_ANSWER,
    Task.APPROVAL: Permission.OVERRIDE_REVIEW,
    Task.FUNDS: Permission.REPORT_READ,
    Task.LABEL: Permission.LABEL_PRINT,
    Task.COUNT: Permission.COUNT_ENTER,
    Task.SHELF: Permission.COUNT_ENTER,
}


def now(
    connection: Connection, ids: Sequence[int], day: date, at: datetime, actor: Actor
) -> tuple[tuple[Task, int], ...]:
    """What waits, as far as it is counted at once and she may do it; what nothing waits of with a zero."""
    ways: dict[Task, Callable[[], int]] = {
        Task.PRINT: lambda: dashboard_queries.unknown_prints(connection),
        Task.NEGATIVE: lambda: dashboard_queries.below_zero(connection, ids),
        Task.EXPIRING: lambda: dashboard_queries.expiring(connection, ids, day + timedelta(days=EXPIRING_DAYS)),
        Task.DISPUTE: lambda: len(statement_queries.open_disputes(connection)),
        Task.APPROVAL: lambda: approval_reviews.waiting(connection),
        Task.FUNDS: lambda: dashboard_queries.funds_to_reconcile(connection, ids, day),
        Task.COUNT: lambda: dashboard_queries.counts_under_way(connection, ids),
        Task.SHELF: lambda: dashboard_queries.shelves_due(connection, ids, at),
    }
    return tuple((task, count()) for task, count in ways.items() if actor.may(RIGHTS[task]))


@dataclass(frozen=True, slots=True)
class Later:
    """What took longer to count, and which units' labels say something else than their goods cost."""

    #: When it was counted, on the branch's clock.
    at: datetime
    tasks: tuple[tuple[Task, int], ...]
    labels: tuple[int, ...] = ()


def later(shop: Shop, connection: Connection, actor: Actor, at: datetime) -> Later:
    """Goods to order, makers whose pay day has come, labels to print anew: of this PC's branch."""
    # Read by another thread long after the first paint, and so are these.
    from consignment import payout_runs
    from inventory import label_queries, proposal_queries, shelf_labels

    day = shop.branch.business_date(at)
    found: list[tuple[Task, int]] = []
    labels: tuple[int, ...] = ()
    if actor.may(RIGHTS[Task.PAYOUT]):
        due = payout_runs.due(connection, day, shop.settings)
        found.append((Task.PAYOUT, sum(1 for each in due if each.payable and each.is_due(day))))
    if actor.may(RIGHTS[Task.ORDER]):
        proposal = proposal_queries.read(connection, shop.branch, shop.settings, day)
        found.append((Task.ORDER, sum(len(group.lines) for group in proposal.groups)))
    if actor.may(RIGHTS[Task.LABEL]):
        most = label_queries.MOST
        changed = shelf_labels.to_reprint(connection, shop.branch.id, day, most, never=False)
        labels = tuple(each.tag.unit_id for each in changed)
        found.append((Task.LABEL, len(labels)))
    return Later(shop.branch.local(at), tuple(found), labels)


def counted(*parts: Iterable[tuple[Task, int]]) -> Mapping[Task, int]:
    """Several counts together, in the order of `Task`."""
    known = {task: count for part in parts for task, count in part}
    return {task: known[task] for task in Task if task in known}
