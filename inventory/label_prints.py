"""Printing labels: what is written when they are printed, and barcodes for goods that have none.

A minted barcode is put on its unit in the same deed, before any label shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from inventory import barcodes, label_queries, prices, shelf_labels
from inventory.labels import LabelKind
from inventory.products import Barcode
from inventory.shelf_labels import Tag
from koperasi import masters
from koperasi.masters import Counter
from koperasi.rights import Permission
from koperasi.work import Work, needs
from printing import jobs
from printing.slips import Slip

#: A writer that never minted a barcode begins so far beyond those that are known: those minted
#: after the backup it came from stand on goods already.
JUMP = 1_000


@dataclass(frozen=True, slots=True)
class BarcodesGiven:
    """Units that are to have a barcode of the shop's own."""

    unit_ids: tuple[int, ...]


@needs(Permission.LABEL_PRINT)
def give_barcodes(work: Work, command: BarcodesGiven) -> dict[int, str]:
    """A new EAN-13 for each unit that has no barcode; returns every unit's first code.

    Doing it twice gives none twice.  Raises NotFound for a unit that is not in use.
    """
    masters.next_version(work.connection)  # nobody else mints until this is done
    known = label_queries.codes_of(work.connection, command.unit_ids)
    wanted = [each for each in dict.fromkeys(command.unit_ids) if each not in known]
    for unit_id in wanted:
        prices.unit_in_use(work.connection, unit_id)
    minted = dict(zip(wanted, _mint(work, len(wanted)), strict=True))
    rows = [{"id": work.mint(), "code": code, "product_unit_id": unit} for unit, code in minted.items()]
    masters.add(work.connection, Barcode, rows)
    work.trace.detail.update(barcodes=len(minted), code=min(minted.values(), default=""))
    return {unit: codes[0] for unit, codes in known.items()} | minted


@needs(Permission.LABEL_PRINT)
def reserve_barcode(work: Work) -> str:
    """A barcode of the shop's own for a good that is just being written down; nobody else is given it."""
    masters.next_version(work.connection)
    (code,) = _mint(work, 1)
    work.trace.detail.update(code=code)
    return code


@dataclass(frozen=True, slots=True)
class LabelsPrinted:
    """Labels that go to paper: of which units, as prices are on `day`, on which paper."""

    id: int
    uid: str
    kind: LabelKind
    unit_ids: tuple[int, ...]
    labels: int
    paper: str
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What stands on the paper, as it was read when the newest master row had this version."""

    tags: Sequence[Tag]
    version: int


@needs(Permission.LABEL_PRINT)
def keep(
    work: Work, command: LabelsPrinted, slips: Sequence[Slip] = (), printer: str = "", said: Said | None = None
) -> None:
    """Note what shelf labels now say, as prices are now where no `said` tells otherwise.

    Slips wait in the print queue from this transaction on.
    """
    if command.kind is LabelKind.SHELF:
        known = said or _said(work, command)
        shelf_labels.printed_unguarded(work, known.tags, command.day, known.version)
    if slips:
        rows = [jobs.queue_row(work.mint(), each, printer=printer, at=work.now) for each in slips]
        jobs.put(work.connection, *rows)
    work.trace.detail.update(labels=command.labels, paper=command.paper, kind=command.kind.value)


def _said(work: Work, command: LabelsPrinted) -> Said:
    version = masters.version(work.connection)
    return Said(shelf_labels.tags(work.connection, work.shop.branch.id, command.day, command.unit_ids), version)


# -- numbers of the shop's own barcodes --------------------------------------------------------


def _mint(work: Work, count: int) -> list[str]:
    """So many codes that no label of this branch ever had, as far as this database knows."""
    connection, branch = work.connection, work.shop.branch.id
    number = _branch_number(connection, branch)
    prefix = f"own_barcode:{branch}:"
    mine = f"{prefix}{work.shop.writer}"
    last = connection.scalar(select(Counter.value).where(Counter.name == mine))
    if last is None:
        others = select(func.max(Counter.value)).where(Counter.name.startswith(prefix, autoescape=True))
        highest = connection.scalar(others)
        last = highest + JUMP if highest is not None else 0
        connection.execute(insert(Counter).values(name=mine, value=last))
    codes: list[str] = []
    while len(codes) < count:
        batch = {barcodes.mint(number, last + n): last + n for n in range(1, count - len(codes) + 1)}
        taken = set(connection.scalars(select(Barcode.code).where(Barcode.code.in_(batch))))
        codes += [code for code in batch if code not in taken]
        last = max(batch.values())
    connection.execute(update(Counter).where(Counter.name == mine).values(value=last))
    return codes


def _branch_number(connection: Connection, branch_id: int) -> int:
    """The branch's three digits in its barcodes, given once."""
    name = f"branch_number:{branch_id}"
    found: Any = connection.scalar(select(Counter.value).where(Counter.name == name))
    if found is None:
        given = select(func.max(Counter.value)).where(Counter.name.startswith("branch_number:", autoescape=True))
        highest = connection.scalar(given)
        found = 0 if highest is None else highest + 1
        connection.execute(insert(Counter).values(name=name, value=found))
    return int(found)
