"""Closing a shift: the count posted, its totals kept, the Z written and queued for paper.

A Z shows only what the shift's commands decide, the drawer's count, a grand total that
never goes back, and the heads of the audit chains, so that one signed sheet of paper shows
whether the books were cut or made again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import audit, documents, shifts, tills
from koperasi.cash import CashKind, CashMovement
from koperasi.columns import summed
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.rights import Permission
from koperasi.shifts import ClosingCommand, Pieces, Shift, ShiftClose, ShiftCount
from koperasi.users import User
from koperasi.work import Work, needs
from pos import totals, z_slips
from pos.totals import Topic, Total
from pos.z_slips import Cash, Numbers, Z
from printing import jobs


class ZReport(Record):
    """What a close adds to its count: sales, numbers and the grand total since the first day."""

    __tablename__ = "z_reports"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.document_id"), unique=True)
    sales: Mapped[int]
    members_net: Mapped[Rupiah]
    others_net: Mapped[Rupiah]
    rounding: Mapped[Rupiah]
    first_number: Mapped[str]
    last_number: Mapped[str]
    missing: Mapped[int]
    grand_total: Mapped[Rupiah]
    #: `writer:seq:digest` of every chain as it stood before this close, joined by spaces.
    heads: Mapped[str]


@dataclass(frozen=True, slots=True)
class _Sums:
    """A shift's sales, added up."""

    by: list[Total]

    def of(self, topic: Topic) -> list[Total]:
        return [each for each in self.by if each.topic is topic]

    def net(self, members: bool) -> Rupiah:
        return total(each.net for each in self.of(Topic.HOUR) if each.members is members)

    @property
    def rounding(self) -> Rupiah:
        return total(each.rounding for each in self.of(Topic.HOUR))

    @property
    def sales(self) -> int:
        return sum(each.count for each in self.of(Topic.HOUR))


@needs(Permission.SHIFT_CLOSE)
def close(work: Work, command: ClosingCommand) -> Z:
    """Close a shift and write its Z; doing it again gives the same Z.

    Raises what `shifts.post_close` raises: never for a difference of cash.
    """
    connection = work.connection
    shift = shifts.by_id(connection, command.shift_id)
    if documents.posted(connection, command.id):
        return z_of(work, shift)
    sums = _Sums(totals.keep(connection, work.shop.branch, shift))
    numbers = numbers_of(connection, shift)
    grand_total = tills.grand_total(connection, shift.till_id) + sums.net(True) + sums.net(False)
    row = {
        "document_id": command.id,
        "shift_id": shift.id,
        "sales": sums.sales,
        "members_net": sums.net(True),
        "others_net": sums.net(False),
        "rounding": sums.rounding,
        "first_number": numbers.first,
        "last_number": numbers.last,
        "missing": numbers.missing,
        "grand_total": grand_total,
        "heads": _heads(connection),
    }
    shifts.post_close(work, command, shift, [Facts(ZReport, [row])])
    tills.keep_grand_total(connection, shift.till_id, grand_total)
    z = z_of(work, shift)
    if work.shop.settings.printer and work.channel == "till":
        slip = z_slips.z_slip(work.shop.branch, z)
        job = jobs.queue_row(work.mint(), slip, printer=shift.till_code, at=work.now, document_id=command.id)
        jobs.put(connection, job)
    return z


def _heads(connection: Connection) -> str:
    """The last link of every writer's chain."""
    newest = select(audit.AuditLink.writer, func.max(audit.AuditLink.seq)).group_by(audit.AuditLink.writer)
    heads = []
    for writer, seq in connection.execute(newest.order_by(audit.AuditLink.writer)).all():
        heads.append(f"{writer}:{seq}:{audit.last(connection, writer)[1]}")
    return " ".join(heads)


def numbers_of(connection: Connection, shift: Shift) -> Numbers:
    """The first and last number of a shift's sales, and how many are missing between them."""
    found = select(func.min(Document.seq), func.max(Document.seq), func.count()).where(
        Document.shift_id == shift.id, Document.kind == Kind.SALE
    )
    first, last, count = connection.execute(found).one()
    if not count:
        return Numbers("", "", 0)
    texts = select(Document.seq, Document.number).where(
        Document.series_id == shift.sale_series, Document.seq.in_([first, last])
    )
    written = {row.seq: row.number for row in connection.execute(texts)}
    return Numbers(written.get(first, ""), written.get(last, ""), last - first + 1 - count)


def z_of(work: Work, shift: Shift) -> Z:
    """The Z of a closed shift, from what was posted."""
    connection = work.connection
    close_row = shifts.closing(connection, shift.id)
    table = ZReport.__table__
    report = connection.execute(select(table).where(table.c.shift_id == shift.id)).mappings().one()
    at, number = connection.execute(
        select(Document.at, Document.number).where(Document.id == close_row.document_id)
    ).one()
    sums = _Sums(totals.raw(connection, work.shop.branch, [shift.id]))
    own = next((each for each in report["heads"].split() if each.startswith(f"{work.shop.writer}:")), "")
    return Z(
        number=number,
        till=shift.till_name,
        opened_at=shift.opened_at,
        closed_at=at,
        cashier=_name(connection, shift.cashier_id),
        sales=report["sales"],
        numbers=Numbers(report["first_number"], report["last_number"], report["missing"]),
        members_net=report["members_net"],
        others_net=report["others_net"],
        tenders=_tenders(sums),
        rounding=report["rounding"],
        maker_share=total(each.maker_share for each in sums.of(Topic.MAKER)),
        commission=total(each.commission - each.promotion for each in sums.of(Topic.MAKER)),
        cash=_cash(connection, shift, close_row, sums),
        count=_count(connection, close_row.document_id),
        discount=total(each.discount for each in sums.of(Topic.HOUR)),
        removed=sum(each.count for each in sums.of(Topic.REMOVED)),
        removed_net=total(each.net for each in sums.of(Topic.REMOVED)),
        grand_total=report["grand_total"],
        head=audit.short(own.rsplit(":", 1)[-1]),
    )


def _tenders(sums: _Sums) -> tuple[tuple[str, int, Rupiah], ...]:
    kinds = sorted({each.key for each in sums.of(Topic.TENDER)})
    return tuple(
        (
            kind,
            sum(each.count for each in sums.of(Topic.TENDER) if each.key == kind),
            total(each.net for each in sums.of(Topic.TENDER) if each.key == kind),
        )
        for kind in kinds
    )


def _cash(connection: Connection, shift: Shift, close_row: ShiftClose, sums: _Sums) -> Cash:
    moved = (
        select(CashMovement.kind, summed(CashMovement.amount))
        .join(Document, Document.id == CashMovement.document_id)
        .where(Document.shift_id == shift.id)
        .group_by(CashMovement.kind)
    )
    by_kind = {row[0]: row[1] for row in connection.execute(moved)}
    return Cash(
        float_amount=shift.float_amount,
        sales=total(each.net for each in sums.of(Topic.TENDER) if each.key == "cash"),
        came_in=by_kind.get(CashKind.IN, ZERO),
        went_out=by_kind.get(CashKind.OUT, ZERO),
        dropped=by_kind.get(CashKind.DROP, ZERO),
        expected=close_row.expected,
        counted=close_row.counted,
        banked=close_row.banked,
        left=close_row.left_in_drawer,
    )


def _count(connection: Connection, document_id: int) -> tuple[Pieces, ...]:
    columns = (ShiftCount.denomination, ShiftCount.coin, ShiftCount.pieces)
    counted = select(*columns).where(ShiftCount.document_id == document_id).order_by(ShiftCount.line)
    return tuple(Pieces(*row) for row in connection.execute(counted))


def _name(connection: Connection, user_id: int) -> str:
    return connection.execute(select(User.name).where(User.id == user_id)).scalar_one()
