"""The audit trail: one HMAC chain per writer, its links without a gap in commit order.

A link has two heads: one over the command (known at the counter, printed on the Z) and one
over every row that the posting wrote, in a canonical form with frozen column lists per
version.  A row changed, a link removed or a chain made again without the key is seen by
`check`; a chain cut at its end is seen against the head printed on paper.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, ForeignKey, Table, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import bulk
from koperasi.bulk import Prepared
from koperasi.columns import microseconds, plain_value
from koperasi.database import FACT, Record
from koperasi.money import Rupiah

#: The version new links are made with; its column lists are frozen in audit_columns.json.
VERSION = 4
#: Tables that a migration filled for documents of before it: the first version whose links cover them.  What stands
#: there for an older document repeats rows that its link does cover, and a check of its room compares the two.
FILLED = {"maker_shares": 4}
START = "0" * 64
CHAINED = "mart_chained"

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
#: A row's values in the order of the frozen columns, as they are stored.
Plain = tuple[Any, ...]


class AuditLink(Record):
    """One deed done, refused or tried, chained to the writer's link before it."""

    __tablename__ = "audit_links"
    __table_class__ = FACT
    __table_args__ = (UniqueConstraint("writer", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    writer: Mapped[int]
    seq: Mapped[int]
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    #: The permission the deed needed, or `refused:` and the permission or rule.
    deed: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    #: Rupiah that count against the actor's daily cap.
    amount: Mapped[Rupiah]
    detail: Mapped[str]
    command_head: Mapped[str]
    rows_head: Mapped[str]
    mac: Mapped[str]


@cache
def frozen_columns(version: int) -> dict[str, tuple[str, ...]]:
    """Table → the columns that links of this version cover, in their order."""
    listed = json.loads(Path(__file__).with_name("audit_columns.json").read_text("utf-8"))
    return {table: tuple(columns) for table, columns in listed[str(version)].items()}


def plain_rows(table: str, rows: Sequence[Mapping[str, Any]], version: int = VERSION) -> list[Plain]:
    """Facts in their canonical form: the frozen columns in their order, each value plain."""
    columns = frozen_columns(version)[table]
    return [tuple([plain_value(row[column]) for column in columns]) for row in rows]


def in_order(table: str, rows: Sequence[Mapping[str, Any]]) -> list[Plain]:
    """Rows whose values are plain already, in their canonical form."""
    return [*map(itemgetter(*frozen_columns(VERSION)[table]), rows)]


def rows_head(plain: Mapping[str, list[Plain]]) -> str:
    """The digest of plain rows, by table, each in the order of its key."""
    hashed = hashlib.sha256()
    for table in sorted(plain):
        rows = sorted(plain[table], key=lambda values: values[:2])
        hashed.update(orjson.dumps([table, rows]))
    return hashed.hexdigest()


_TABLE = Record.metadata.tables["audit_links"]
_COLUMNS = tuple(_TABLE.columns.keys())
_LAST = Prepared(
    select(AuditLink.seq, AuditLink.mac)
    .where(AuditLink.writer == bindparam("writer"))
    .order_by(AuditLink.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Note:
    """What a link says, before it is chained."""

    at: datetime
    actor_id: int
    approver_id: int | None
    deed: str
    document_id: int | None
    amount: Rupiah
    detail: str
    command_head: str
    rows_head: str


def _mac(key: bytes, previous: str, writer: int, seq: int, version: int, note: Note) -> str:
    said = [
        previous,
        writer,
        seq,
        version,
        microseconds(note.at),
        note.actor_id,
        note.approver_id,
        note.deed,
        note.document_id,
        note.amount.amount,
        note.detail,
        note.command_head,
        note.rows_head,
    ]
    return hmac.new(key, json.dumps(said, ensure_ascii=False).encode(), hashlib.sha256).hexdigest()


def last(connection: Connection, writer: int) -> tuple[int, str]:
    """A writer's last seq and its digest: (0, START) for a chain not begun."""
    found = _LAST.first(connection, writer=writer)
    return (found[0], found[1]) if found else (0, START)


def chain(connection: Connection, key: bytes, link_id: int, writer: int, note: Note) -> str:
    """Append a link to a writer's chain, whose row is locked by the caller; returns its digest."""
    seq, previous = last(connection, writer)
    mac = _mac(key, previous, writer, seq + 1, VERSION, note)
    said = {name: getattr(note, name) for name in Note.__slots__}
    row = {"id": link_id, "writer": writer, "seq": seq + 1, "version": VERSION, "mac": mac, **said}
    plain = [plain_value(row[column]) for column in _COLUMNS]
    bulk.insert(connection, _TABLE, _COLUMNS, [plain])
    connection.info[CHAINED] = seq + 1
    return mac


def chained(connection: Connection) -> int:
    """The seq of the last link that was chained through this connection, told once; 0 for none."""
    seq: int = connection.info.pop(CHAINED, 0)
    return seq


def short(mac: str) -> str:
    """A chain's head as the Z prints it: `7F3A 91C2 0BE4 55D8`."""
    head = mac[:16].upper()
    return " ".join(head[n : n + 4] for n in range(0, 16, 4))


def check(connection: Connection, key: bytes) -> list[str]:
    """Walk every chain and every posted row; returns what is wrong, in words."""
    wrong: list[str] = []
    writer, seq, previous = -1, 0, START
    links = select(AuditLink.__table__).order_by(AuditLink.writer, AuditLink.seq)
    covered: dict[int, tuple[str, int]] = {}
    for link in connection.execute(links).yield_per(1000):
        if link.writer != writer:
            writer, seq, previous = link.writer, 0, START
        note = Note(**{name: getattr(link, name) for name in Note.__slots__})
        if link.seq != seq + 1:
            wrong.append(f"audit: writer {writer} has no link {seq + 1}")
        elif _mac(key, previous, writer, link.seq, link.version, note) != link.mac:
            wrong.append(f"audit: link {link.seq} of writer {writer} does not follow from the one before")
        if link.document_id is not None and link.rows_head:
            covered[link.document_id] = link.rows_head, link.version
        seq, previous = link.seq, link.mac
    return wrong + _check_rows(connection, covered)


def made_with(connection: Connection, key: bytes) -> bool:
    """Whether the shop's first link was chained with this key; False is another shop's secret."""
    found = select(AuditLink.__table__).where(AuditLink.seq == 1).order_by(AuditLink.at, AuditLink.writer).limit(1)
    link = connection.execute(found).first()
    if link is None:
        return True
    note = Note(**{name: getattr(link, name) for name in Note.__slots__})
    return hmac.compare_digest(_mac(key, START, link.writer, link.seq, link.version, note), link.mac)


def _check_rows(connection: Connection, covered: Mapping[int, tuple[str, int]]) -> list[str]:
    wrong = []
    documents = Record.metadata.tables["documents"]
    posted = connection.execute(select(documents.c.id, documents.c.number).order_by(documents.c.id)).all()
    for batch in _batches(posted, 500):
        found = rows_of(connection, [document.id for document in batch])
        for document in batch:
            if document.id not in covered:
                wrong.append(f"audit: document {document.number} has no link")
                continue
            head, version = covered[document.id]
            if rows_head(_plain(found[document.id], version)) != head:
                wrong.append(f"audit: rows of document {document.number} are not those that were posted")
    return wrong


def _plain(rows: Rows, version: int) -> dict[str, list[Plain]]:
    """The rows of a document as links of a version cover them; a table made later, if not `FILLED`, must have none."""
    known = frozen_columns(version)
    return {
        table: plain_rows(table, each, version if table in known else VERSION)
        for table, each in rows.items()
        if version >= FILLED.get(table, version)
    }


def rows_of(connection: Connection, documents: Sequence[int]) -> dict[int, dict[str, list[Mapping[str, Any]]]]:
    """Document id → table → every posted row that belongs to it."""
    found: dict[int, dict[str, list[Mapping[str, Any]]]] = {document: {} for document in documents}
    for name in frozen_columns(VERSION):
        table = Record.metadata.tables[name]
        key = document_key(table)
        for row in connection.execute(select(table).where(table.c[key].in_(documents))).mappings():
            found[row[key]].setdefault(name, []).append(dict(row))
    return found


def document_key(table: Table) -> str:
    """The column that ties a fact to its document."""
    return "id" if table.name == "documents" else "document_id"


def _batches(rows: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (rows[n : n + size] for n in range(0, len(rows), size))
