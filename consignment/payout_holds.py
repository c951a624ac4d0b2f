"""What of her entries is not paid yet: what she disputes, and where the shop asks for it, what she has not agreed to.

A payout leaves out what is disputed unless somebody chooses otherwise; without her agreement
nothing is paid at all where `settings.payout_needs_agreed` says so (domain/consignment.md 5.7).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, select, tuple_

from consignment import statement_queries
from consignment.statement_facts import StatementLineRecord
from koperasi.documents import Document
from koperasi.settings import Settings


def disputed(connection: Connection, maker_id: int | None = None) -> dict[int, frozenset[int]]:
    """Maker → the documents whose lines on her statements are disputed and not settled."""
    lines = {(each.statement_id, each.line) for each in statement_queries.open_disputes(connection, maker_id)}
    if not lines:
        return {}
    line = StatementLineRecord
    found = select(line.maker_id, line.source_id).where(tuple_(line.document_id, line.line).in_(sorted(lines)))
    told: dict[int, frozenset[int]] = {}
    for maker, source in connection.execute(found):
        told[maker] = told.get(maker, frozenset()) | {source}
    return told


def disputed_since(connection: Connection, maker_id: int, drawn_at: datetime) -> frozenset[int]:
    """The documents of hers that came to be disputed after a payout was drawn up: nobody chose them knowingly."""
    opened = statement_queries.open_disputes(connection, maker_id)
    said = select(Document.id).where(Document.id.in_({each.answer_id for each in opened}), Document.at > drawn_at)
    late = set(connection.execute(said).scalars()) if opened else set()
    lines = {(each.statement_id, each.line) for each in opened if each.answer_id in late}
    if not lines:
        return frozenset()
    line = StatementLineRecord
    found = select(line.source_id).where(tuple_(line.document_id, line.line).in_(sorted(lines)))
    return frozenset(connection.execute(found).scalars())


def agreed(connection: Connection, maker_id: int, today: date) -> frozenset[int]:
    """The documents on statements of hers that count as agreed."""
    closed = [each.id for each in statement_queries.heads(connection, maker_id, today=today) if each.state.closed]
    line = StatementLineRecord
    found = select(line.source_id).where(line.maker_id == maker_id, line.document_id.in_(closed))
    return frozenset(connection.execute(found).scalars())


def held_back(
    connection: Connection, mine: dict[int, Collection[int]], today: date, settings: Settings
) -> dict[int, frozenset[int]]:
    """Maker → which of her entries (`mine`) a payout leaves out."""
    (only,) = mine if len(mine) == 1 else (None,)
    told = disputed(connection, only)
    if not settings.payout_needs_agreed:
        return told
    return {
        maker: told.get(maker, frozenset()) | (frozenset(entries) - agreed(connection, maker, today))
        for maker, entries in mine.items()
    }
