"""The audit trail as rows to read: every deed done, refused or tried, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from koperasi.columns import EPOCH, MICROSECOND, microseconds
from koperasi.money import Rupiah
from koperasi.periods import Period


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `deed` is the right it needed, or `refused:` and the right or rule; `detail` is JSON."""

    at: datetime
    who: str
    approver: str
    deed: str
    kind: str
    number: str
    amount: Rupiah
    detail: str
    chain: str
    document_id: int | None


_LINKS = """
SELECT a.at, u.name, w.name, a.deed, d.kind, d.number, a.amount, a.detail, a.writer, a.seq, a.document_id
FROM audit_links a JOIN users u ON u.id = a.actor_id LEFT JOIN users w ON w.id = a.approver_id
LEFT JOIN documents d ON d.id = a.document_id
WHERE a.at >= :since AND a.at < :until {who} {deed} ORDER BY a.at DESC, a.id DESC {most}
"""


def links(connection: Connection, period: Period, most: int | None = None) -> list[Link]:
    """Every link of the days, newest first; `most` of them, or all.

    Of the person chosen (as doer or approver), and of rights that begin with `by`.
    """
    asked: dict[str, Any] = {"since": _start(period, 0), "until": _start(period, 1)}
    who = deed = limit = ""
    if period.choices.person is not None:
        who, asked["who"] = "AND (a.actor_id = :who OR a.approver_id = :who)", period.choices.person
    if period.choices.by:
        # Not LIKE, in which what a person typed has other meanings.
        deed, asked["deed"] = "AND SUBSTR(a.deed, 1, :length) = :deed", period.choices.by
        asked["length"] = len(period.choices.by)
    if most is not None:
        limit, asked["most"] = "LIMIT :most", most
    statement = _LINKS.format(who=who, deed=deed, most=limit)
    zone = ZoneInfo(period.branch.time_zone)
    return [_link(row, zone) for row in connection.execute(text(statement), asked)]


def _start(period: Period, ends: int) -> int:
    """When the days begin on the branch's clock, or (1) when they are over."""
    day = period.last + timedelta(days=1) if ends else period.first
    return microseconds(datetime.combine(day, time(), ZoneInfo(period.branch.time_zone)).astimezone(UTC))


def _link(row: Sequence[Any], zone: ZoneInfo) -> Link:
    at, who, approver, deed, kind, number, amount, detail, writer, seq, document_id = row
    when = (EPOCH + at * MICROSECOND).astimezone(zone)
    names = (who, approver or "", deed, kind or "", number or "")
    return Link(when, *names, Rupiah(amount), detail, f"{writer}:{seq}", document_id)
