"""How the sales of the open shift were paid, and one of them put right: what the till's screen asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from koperasi import uids
from koperasi.documents import Document, Kind
from koperasi.errors import Trouble
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.text import _
from koperasi.work import Actor
from pos import tender_corrections
from pos.sale_facts import Sale
from pos.stations import Station
from pos.tender_corrections import TenderCorrectionCommand
from pos.tenders import MONEY, TenderKind

#: As many as anybody would look through; an older one is found by scanning its receipt.
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class PaidSale:
    """A sale of the shift and how it was paid, corrections included; `step` is what its next one is."""

    id: int
    number: str
    at: datetime
    member: str
    total: Rupiah
    paid: tuple[tuple[TenderKind, Rupiah], ...]
    step: int

    @property
    def movable(self) -> dict[TenderKind, Rupiah]:
        """What of it was money, and may have been keyed as the wrong kind."""
        return {kind: amount for kind, amount in self.paid if kind in MONEY and amount > ZERO}


def recent(station: Station) -> tuple[PaidSale, ...]:
    """The sales of the open shift, the newest first."""
    return _sales(station, "")


def by_number(station: Station, number: str) -> PaidSale | None:
    """A sale of the open shift by the number on its receipt."""
    found = _sales(station, number.strip().upper())
    return found[0] if found else None


def _sales(station: Station, number: str) -> tuple[PaidSale, ...]:
    if station.shift is None:
        raise Trouble(_("Shift belum dibuka."), remedy=_("Buka shift dulu."))
    found = (
        select(Document.id, Document.number, Document.at, Party.name, Sale.total)
        .join(Sale, Sale.document_id == Document.id)
        .outerjoin(Party, Party.id == Sale.member_id)
        .where(Document.shift_id == station.shift.id, Document.kind == Kind.SALE)
        .order_by(Document.seq.desc())
        .limit(MOST_SHOWN)
    )
    if number:
        found = found.where(Document.number == number)
    branch = station.shop.branch
    with station.shop.reading() as connection:
        return tuple(
            PaidSale(
                key,
                text,
                branch.local(at),
                member or "",
                total,
                tuple(tender_corrections.paid(connection, key).items()),
                tender_corrections.next_step(connection, key),
            )
            for key, text, at, member, total in connection.execute(found).all()
        )


@dataclass(frozen=True, slots=True)
class Fix:
    """What is to be put right in a sale."""

    sale: PaidSale
    source: TenderKind
    target: TenderKind
    amount: Rupiah
    reason: str
    reference: str = ""


def put_right(station: Station, fix: Fix, approver: Actor | None = None) -> None:
    """Post the correction; raises what `tender_corrections.correct` raises."""
    now = station.shop.clock()
    with station.shop.work(station.person, approver=approver, now=now) as work:
        command = TenderCorrectionCommand(
            work.mint(),
            uids.new_uid(now),
            fix.sale.id,
            fix.sale.step,
            fix.source,
            fix.target,
            fix.amount,
            fix.reference,
            fix.reason,
            now,
        )
        tender_corrections.correct(work, command)
