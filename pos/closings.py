"""Closing a shift: the count posted, its totals kept, the Z written and queued for paper.

A Z shows only what the shift's commands decide, the drawer's count, a grand total that
never goes back, and the heads of the audit chains, so that one signed sheet of paper shows
whether the books were cut or made again.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import move_totals
from koperasi import account_totals, audit, documents, shifts, tills, unsummed_documents, verifications
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.shifts import ClosingCommand, Pieces, Shift, ShiftCount
from koperasi.work import Work, needs
from pos import readings, rollups, tender_counts, z_slips
from pos.sums import Sums
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


@needs(Permission.SHIFT_CLOSE)
def close(work: Work, command: ClosingCommand) -> Z:
    """Close a shift and write its Z; doing it again gives the same Z.

    Raises what `shifts.post_close` raises: never for a difference of cash.
    """
    connection = work.connection
    shift = shifts.by_id(connection, command.shift_id)
    if documents.posted(connection, command.id):
        return z_of(work, shift)
    shifts.hold_open(connection, shift.id)
    sums = Sums(rollups.keep(connection, shift))
    numbers = readings.numbers_of(connection, shift)
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
    elsewhere = tender_counts.rows(command.id, tender_counts.expected(connection, shift.id), command.elsewhere)
    details = [Facts(ZReport, [row]), Facts(tender_counts.ShiftTenderCount, elsewhere)]
    sum_up(connection)
    shifts.post_close(work, command, shift, details)
    tills.keep_grand_total(connection, shift.till_id, grand_total)
    z = z_of(work, shift)
    if work.shop.settings.printer and work.channel == "till":
        slip = z_slips.z_slip(work.shop.branch, z)
        job = jobs.queue_row(work.mint(), slip, printer=shift.till_code, at=work.now, document_id=command.id)
        jobs.put(connection, job)
    return z


def sum_up(connection: Connection) -> None:
    """Add what was posted since the last close to the kept totals: of the books first, then of the goods."""
    waiting = unsummed_documents.take(connection)
    for add in (account_totals.add, move_totals.add):
        add(connection, waiting)
    unsummed_documents.remove(connection, waiting)


def _heads(connection: Connection) -> str:
    """The last link of every writer's chain, its number and its digest read at once: others write meanwhile."""
    writers = connection.execute(select(audit.AuditLink.writer).distinct().order_by(audit.AuditLink.writer)).scalars()
    last = [(writer, *audit.last(connection, writer)) for writer in writers.all()]
    return " ".join(f"{writer}:{seq}:{digest}" for writer, seq, digest in last)


def z_of(work: Work, shift: Shift) -> Z:
    """The Z of a closed shift, from what was posted."""
    connection = work.connection
    close_row = shifts.closing(connection, shift.id)
    table = ZReport.__table__
    report = connection.execute(select(table).where(table.c.shift_id == shift.id)).mappings().one()
    at, number, writer = connection.execute(
        select(Document.at, Document.number, Document.writer).where(Document.id == close_row.document_id)
    ).one()
    # The head of the PC that closed it, on whichever PC it is read.
    own = next((each for each in report["heads"].split() if each.startswith(f"{writer}:")), "")
    figures = replace(
        readings.figures(connection, work.shop.branch, shift),
        sales=report["sales"],
        numbers=Numbers(report["first_number"], report["last_number"], report["missing"]),
        members_net=report["members_net"],
        others_net=report["others_net"],
    )
    return Z(
        number=number,
        closed_at=at,
        figures=figures,
        cash=Cash(close_row.expected, close_row.counted, close_row.banked, close_row.left_in_drawer),
        count=_count(connection, close_row.document_id),
        elsewhere=tender_counts.of_close(connection, close_row.document_id),
        grand_total=report["grand_total"],
        head=audit.short(own.rsplit(":", 1)[-1]),
        seal=f"{number} {shift.business_date.isoformat()} {report['grand_total'].amount} {own}".strip(),
        recounts=verifications.of_shift(connection, shift.id),
    )


def _count(connection: Connection, document_id: int) -> tuple[Pieces, ...]:
    columns = (ShiftCount.denomination, ShiftCount.coin, ShiftCount.pieces)
    counted = select(*columns).where(ShiftCount.document_id == document_id).order_by(ShiftCount.line)
    return tuple(Pieces(*row) for row in connection.execute(counted))
