"""What the practised tasks look at in the training shop: what was posted since one began."""

from __future__ import annotations

from sqlalchemy import Connection, select

from koperasi.documents import Document, Kind
from koperasi.members import Member
from koperasi.shop import Shop
from pos import sale_records
from pos.sale_commands import SaleCommand


def has_members(shop: Shop) -> bool:
    """Whether anybody is a member, for the tasks with one."""
    with shop.reading() as connection:
        return connection.scalar(select(Member.party_id).limit(1)) is not None


def last_document(shop: Shop) -> int:
    """How many documents there are: those after it are new."""
    with shop.reading() as connection:
        return len(_documents(connection))


def posted_since(shop: Shop, count: int) -> tuple[tuple[SaleCommand, ...], tuple[Kind, ...]]:
    """Sales and kinds of all documents posted after the first `count`."""
    with shop.reading() as connection:
        new = _documents(connection)[count:]
        sales = tuple(sale_records.read(connection, key).command for key, kind in new if kind is Kind.SALE)
    return sales, tuple(kind for _key, kind in new)


def _documents(connection: Connection) -> list[tuple[int, Kind]]:
    rows = connection.execute(select(Document.id, Document.kind).order_by(Document.posted_at, Document.id))
    return [(row.id, row.kind) for row in rows]
