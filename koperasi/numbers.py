"""Number series: gapless, each belonging to one writer.

A receipt's number is taken before its transaction, checked there as last + 1, and belongs
to its command for ever.  Papers made in the office take theirs inside the transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, product
from string import ascii_uppercase

from sqlalchemy import Connection, UniqueConstraint, bindparam, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.bulk import Prepared
from koperasi.database import KEPT, Record
from koperasi.errors import Refused
from koperasi.text import _

STARTING = 0x5B_3148  # any fixed number: those who begin a series on one PostgreSQL queue on it


class Series(Record):
    """A run of numbers like K1-000001, K1-000002 …"""

    __tablename__ = "number_series"
    __table_class__ = KEPT
    __table_args__ = (UniqueConstraint("prefix"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    writer: Mapped[int]
    #: What the series numbers: `sale:` and the till's id, `z:` and the till's id, `purchase` …
    purpose: Mapped[str]
    prefix: Mapped[str]
    digits: Mapped[int]
    last: Mapped[int]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a series: its place and how it is written."""

    series_id: int
    seq: int
    text: str


def start(
    connection: Connection,
    series_id: int,
    writer: int,
    purpose: str,
    prefix: str,
    digits: int = 6,
    *,
    skip: int = 0,
) -> None:
    """Begin a series.  A prefix that an earlier PC used gets letters: K1, K1B … K1Z, K1BB …

    `skip` passes over so many that may be on paper, though this database does not know.
    """
    if connection.dialect.name == "postgresql":
        # Two PCs must not find the same prefix free.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": STARTING})
    taken = set(connection.execute(select(Series.prefix).where(Series.prefix.startswith(prefix))).scalars())
    free = next(each for each in islice(_prefixes(prefix), skip, None) if each not in taken)
    row = {"id": series_id, "writer": writer, "purpose": purpose, "prefix": free, "digits": digits, "last": 0}
    connection.execute(insert(Series), [row])


def _prefixes(prefix: str) -> Iterator[str]:
    yield prefix
    for length in count(1):
        yield from (prefix + "".join(letters) for letters in product(ascii_uppercase[1:], repeat=length))


def find(connection: Connection, writer: int, purpose: str) -> int | None:
    """The id of a writer's series for a purpose."""
    return connection.scalar(select(Series.id).where(Series.writer == writer, Series.purpose == purpose))


def peek(connection: Connection, series_id: int) -> Number:
    """The number that the series gives next, not yet taken."""
    row = connection.execute(select(Series.prefix, Series.digits, Series.last).where(Series.id == series_id)).one()
    return Number(series_id, row.last + 1, written(row.prefix, row.digits, row.last + 1))


def written(prefix: str, digits: int, seq: int) -> str:
    return f"{prefix}-{seq:0{digits}}"


_TAKE = Prepared(
    update(Series)
    .where(Series.id == bindparam("series"), Series.last == bindparam("before"))
    .values(last=bindparam("taken"))
)


def take(connection: Connection, number: Number) -> None:
    """Take a number peeked before; refuses one that is not last + 1 (rule `number`)."""
    if _TAKE.run(connection, series=number.series_id, before=number.seq - 1, taken=number.seq) != 1:
        raise Refused(
            _("Nomor {number} bukan nomor berikutnya.").format(number=number.text),
            remedy=_("Ambil nomor baru lalu ulangi."),
            rule="number",
        )


def keep_up(connection: Connection, number: Number) -> None:
    """Note a number that a counter gave out by itself; the series never falls back.

    Raises Refused (rule `series`) for a series this database does not know.
    """
    last = connection.scalar(select(Series.last).where(Series.id == number.series_id))
    if last is None:
        raise Refused(_("Seri nomor {number} tidak dikenal di sini.").format(number=number.text), rule="series")
    if last < number.seq:
        connection.execute(update(Series).where(Series.id == number.series_id).values(last=number.seq))


def take_next(connection: Connection, series_id: int) -> Number:
    """The next number, taken at once inside the transaction."""
    step = update(Series).where(Series.id == series_id).values(last=Series.last + 1)
    row = connection.execute(step.returning(Series.prefix, Series.digits, Series.last)).one()
    return Number(series_id, row.last, written(row.prefix, row.digits, row.last))
