"""Tills: counters with a drawer each, the shift they have open, what was left in the drawer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, UniqueConstraint, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters, numbers
from koperasi.chart import DRAWER_CODES
from koperasi.database import KEPT, MASTER, Record
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Account, Role
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs

#: Notes and coins in circulation (domain/indonesia.md 3); Rp 1.000 is both.
NOTES = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)
COINS = (1_000, 500, 200, 100)
#: What numbers on paper begin with: `K1-000123`.
CODE = re.compile(r"[A-Z][A-Z0-9]{0,5}(-[0-9]{1,3})?")


class Till(Record):
    """A counter with a drawer; each belongs to one writer."""

    __tablename__ = "tills"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("branch_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    code: Mapped[str]
    name: Mapped[str]
    writer: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sale_series: Mapped[int]
    z_series: Mapped[int]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class TillDrawer(Record):
    """The shift a till has open (one at most, told by the key) and what its last close left."""

    __tablename__ = "till_drawers"
    __table_class__ = KEPT

    till_id: Mapped[int] = mapped_column(ForeignKey("tills.id"), primary_key=True, autoincrement=False)
    shift_id: Mapped[int | None]
    left_in_drawer: Mapped[Rupiah]
    #: All that was ever sold here; it never goes back to zero.
    grand_total: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class Standing:
    """A till, which writer numbers its papers, and whether a shift is open there."""

    id: int
    code: str
    name: str
    writer: int
    open: bool


def all_tills(connection: Connection) -> list[Standing]:
    """Every till of the shop by its code, the imports' own among them."""
    found = select(Till.id, Till.code, Till.name, Till.writer, TillDrawer.shift_id)
    rows = connection.execute(found.join(TillDrawer, TillDrawer.till_id == Till.id).order_by(Till.code))
    return [Standing(*row[:4], open=row.shift_id is not None) for row in rows]


def branch_of(connection: Connection, till_id: int) -> int | None:
    """The branch in which a till stands; None for a till that is not here."""
    return connection.scalar(select(Till.branch_id).where(Till.id == till_id))


@needs(Permission.TILL_EDIT)
def add_till(work: Work, code: str, name: str, writer: int | None = None) -> int:
    """Set up a till with its drawer account and its two number series; returns its id.

    Raises BadInput for a code that papers cannot bear, Refused for one that is taken.
    """
    if not CODE.fullmatch(code):
        raise BadInput(
            _("Kode kasir {code} tidak bisa dipakai.").format(code=code), remedy=_("Contoh: K2."), field="code"
        )
    if not name.strip() or not name.isprintable():
        raise BadInput(_("Nama kasir belum benar."), remedy=_("Contoh: Kasir 2."), field="name")
    if till_by_code(work.connection, code) is not None:
        raise Refused(_("Kasir {code} sudah ada.").format(code=code), remedy=_("Pilih kode lain."), rule="till-code")
    writer = work.shop.writer if writer is None else writer
    taken = work.connection.execute(select(Account.code).where(Account.role == Role.DRAWER)).scalars().all()
    account = {"id": work.mint(), "code": DRAWER_CODES.format(number=len(taken) + 1), "role": Role.DRAWER}
    masters.add(work.connection, Account, [{**account, "name": f"Kas {name}"}])
    till_id, sale_series, z_series = work.mint(), work.mint(), work.mint()
    numbers.start(work.connection, sale_series, writer, f"sale:{till_id}", code)
    numbers.start(work.connection, z_series, writer, f"z:{till_id}", f"Z-{code}", 4)
    row = {"id": till_id, "branch_id": work.shop.branch.id, "code": code, "name": name, "writer": writer}
    series = {"account_id": account["id"], "sale_series": sale_series, "z_series": z_series}
    masters.add(work.connection, Till, [{**row, **series}])
    drawer = {"till_id": till_id, "shift_id": None, "left_in_drawer": ZERO, "grand_total": ZERO}
    work.connection.execute(insert(TillDrawer), [drawer])
    work.trace.detail.update(till=code)
    return till_id


@needs(Permission.TILL_EDIT)
def take_over(work: Work, till_id: int, skip: int = 0) -> None:
    """Let this PC number a till's papers from now on, in series of its own: K1 goes on as K1B.

    A PC that was replaced, or whose database was put back, cannot know which numbers of the
    old series are on paper already; `skip` is how often the latter happened.
    """
    code = work.connection.execute(select(Till.code).where(Till.id == till_id)).scalar_one()
    writer, sale_series, z_series = work.shop.writer, work.mint(), work.mint()
    masters.change(work.connection, Till, till_id, writer=writer, sale_series=sale_series, z_series=z_series)
    numbers.start(work.connection, sale_series, writer, f"sale:{till_id}", code, skip=skip)
    numbers.start(work.connection, z_series, writer, f"z:{till_id}", f"Z-{code}", 4, skip=skip)
    work.trace.detail.update(till=code, writer=str(writer))


def writer_of(connection: Connection, till_id: int) -> int:
    """The writer whose series a till's papers are numbered in."""
    return connection.execute(select(Till.writer).where(Till.id == till_id)).scalar_one()


def known(connection: Connection, till_id: int | None) -> bool:
    """Whether there is such a till: a database put back may not have it yet."""
    return connection.scalar(select(Till.id).where(Till.id == till_id)) is not None


def till_by_code(connection: Connection, code: str) -> int | None:
    return connection.scalar(select(Till.id).where(Till.code == code))


def left_in_drawer(connection: Connection, till_id: int) -> Rupiah:
    """What the last close left in the till's drawer."""
    kept = select(TillDrawer.left_in_drawer).where(TillDrawer.till_id == till_id)
    return connection.execute(kept).scalar_one()


def left_by_last_close(connection: Connection, till_id: int) -> Rupiah:
    """What the till's closes say is in its drawer.  The last one is told by its number, not by its clock."""
    last = text(
        "SELECT c.left_in_drawer FROM shift_closes c JOIN documents d ON d.id = c.document_id "
        "JOIN shifts s ON s.document_id = c.shift_id JOIN tills t ON t.id = s.till_id WHERE t.id = :till "
        "ORDER BY CASE WHEN d.series_id = t.z_series THEN 0 ELSE 1 END, d.series_id DESC, d.seq DESC LIMIT 1"
    )
    return Rupiah(connection.execute(last, {"till": till_id}).scalar() or 0)


def keep_left(connection: Connection, till_id: int, left: Rupiah) -> None:
    connection.execute(update(TillDrawer).where(TillDrawer.till_id == till_id).values(left_in_drawer=left))


def occupy(connection: Connection, till_id: int, shift_id: int) -> None:
    """Give a till its shift; refuses (rule `shift-open`) when it has one."""
    free_till = update(TillDrawer).where(TillDrawer.till_id == till_id, TillDrawer.shift_id.is_(None))
    if connection.execute(free_till.values(shift_id=shift_id)).rowcount != 1:
        raise Refused(_("Shift di kasir ini masih terbuka."), remedy=_("Tutup dulu shift itu."), rule="shift-open")


def free(connection: Connection, till_id: int, left: Rupiah) -> None:
    """The till's shift is closed, with so much left in the drawer."""
    drawer = update(TillDrawer).where(TillDrawer.till_id == till_id)
    connection.execute(drawer.values(shift_id=None, left_in_drawer=left))


def grand_total(connection: Connection, till_id: int) -> Rupiah:
    """All that closed shifts of the till ever sold."""
    return connection.execute(select(TillDrawer.grand_total).where(TillDrawer.till_id == till_id)).scalar_one()


def keep_grand_total(connection: Connection, till_id: int, amount: Rupiah) -> None:
    connection.execute(update(TillDrawer).where(TillDrawer.till_id == till_id).values(grand_total=amount))


def add_to_grand_total(connection: Connection, till_id: int, sold: Rupiah) -> None:
    """Count what came after its shift was closed; the till's row is this transaction's from here on."""
    more = update(TillDrawer).where(TillDrawer.till_id == till_id)
    connection.execute(more.values(grand_total=TillDrawer.grand_total + sold))
