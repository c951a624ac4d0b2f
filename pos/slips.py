"""Slips on their way to paper: copies of them, and those of which nobody knows whether they came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from inventory import stock_slips
from koperasi.documents import Kind
from koperasi.errors import NotFound, Refused
from koperasi.shop import Shop
from koperasi.text import _, clock
from koperasi.work import Actor
from pos import drawings, logos, receipts, sale_records
from pos.stations import Station
from printing import jobs
from printing.jobs import Job, JobKind
from printing.letters import ascii_fold
from printing.slips import Slip


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A slip that may or may not stand on paper: what it is, when it was queued."""

    job_id: int
    title: str
    queued_at: datetime


def draw(shop: Shop, connection: Connection, document_id: int) -> Slip:
    """The slip of a posted document; raises NotFound for one that has none."""
    kind = drawings.kind_of(connection, document_id)
    if kind not in drawings.DRAWN:
        raise NotFound(_("Dokumen ini tidak punya cetakan."))
    return drawings.DRAWN[kind](shop, connection, document_id)


def as_printed(shop: Shop, connection: Connection, document_id: int) -> Slip:
    """A document's slip as it went to paper, or drawn where none was kept; raises NotFound for one without.

    Without its mark of a copy: whoever prints it again marks it anew.
    """
    stored = drawings.stored(connection, document_id)
    return replace(stored, copy=0, note="") if stored is not None else draw(shop, connection, document_id)


#: Papers that are printed when someone wants them, not when they are posted: the first one is no copy.
BY_HAND = frozenset({*stock_slips.FORMS, Kind.PURCHASE, Kind.STATEMENT, Kind.AGREEMENT, Kind.VOUCHER})


def is_copy(connection: Connection, document_id: int) -> bool:
    """Whether the next print of a document's slip is a copy: all but the first of those printed by hand."""
    if drawings.kind_of(connection, document_id) not in BY_HAND:
        return True
    return drawings.was_queued(connection, document_id)


def print_copy(station: Station, actor: Actor, document_id: int) -> None:
    """Queue the next SALINAN of a document's slip, and note who asked for it.

    What is printed by hand only comes out without that mark the first time.
    Raises Refused where there is no printer, NotFound when the document has no slip.
    """
    shop = station.shop
    if not station.printer:
        raise Refused(_("Kasir ini tanpa printer."), remedy=_("Pasang dulu di pengaturan."), rule="printer")
    now = shop.clock()
    note = f"{shop.branch.local(now):%d/%m/%Y} {clock(shop.branch.local(now))} {_('oleh')} {actor.name}"
    job_id = shop.minter.next()
    with shop.database.writing() as connection:
        where: dict[str, Any] = {"printer": station.printer, "at": now}
        if is_copy(connection, document_id):
            row = jobs.copy_row(connection, job_id, document_id, draw=partial(draw, shop), note=note, **where)
        else:
            row = jobs.queue_row(job_id, draw(shop, connection, document_id), document_id=document_id, **where)
        jobs.put(connection, row)
    shop.note(actor.id, "pos:slip:copy", document=str(document_id), copy=row["copy"])
    station.call_printer()


def print_gift(station: Station, actor: Actor, document_id: int) -> None:
    """Queue the gift receipt of a sale, and note who asked for it.

    Each is a paper of its own, as often as it is wanted: nothing can be had for it but an exchange
    of goods that the sale's own receipt would give as well.  Raises Refused without a printer.
    """
    shop = station.shop
    if not station.printer:
        raise Refused(_("Kasir ini tanpa printer."), remedy=_("Pasang dulu di pengaturan."), rule="printer")
    with shop.reading() as connection:
        sale = sale_records.read(connection, document_id)
        slip = receipts.gift(shop.branch, shop.settings, sale, logos.on_slip(connection, shop.settings))
    row = jobs.queue_row(shop.minter.next(), slip, printer=station.printer, at=shop.clock())
    with shop.database.writing() as connection:
        jobs.put(connection, row)
    shop.note(actor.id, "pos:slip:gift", document=str(document_id))
    station.call_printer()


def doubtful(station: Station) -> list[Doubtful]:
    """The slips someone must look for, oldest first."""
    shop = station.shop
    with shop.reading() as connection:
        found = jobs.unknown(connection, station.printer)
        return [Doubtful(each.id, title(shop, connection, each), shop.branch.local(each.queued_at)) for each in found]


def title(shop: Shop, connection: Connection, job: Job) -> str:
    """The words by which a person knows a slip on paper again: its number, or the first line that is not the shop's."""
    if job.kind is JobKind.DRAWER:
        return _("Buka laci")
    undrawn = job.document_id if not job.slip else None
    slip = Slip.from_json(job.slip) if undrawn is None else draw(shop, connection, undrawn)
    from printing.texts import text_lines

    lines = [line.strip() for line in text_lines(slip, 48) if line.strip()]
    numbered = [line for line in lines if line.startswith("No.")]
    branch = shop.branch
    whose = tuple(
        ascii_fold(words)
        for words in (branch.shop_name, _("Cabang {name}").format(name=branch.name), branch.address)
        if words
    )
    own = [line for line in lines if not line.startswith(whose)]
    return " ".join((numbered or own or lines or ["?"])[0].split())


def was_printed(station: Station, job_ids: Sequence[int]) -> None:
    """Someone holds the paper."""
    now = station.shop.clock()
    with station.shop.database.writing() as connection:
        for job_id in job_ids:
            jobs.was_printed(connection, job_id, now)
    station.call_printer()


def print_again(station: Station, job_ids: Sequence[int]) -> None:
    """It did not come out: print it now."""
    with station.shop.database.writing() as connection:
        for job_id in job_ids:
            jobs.print_again(connection, job_id)
    station.call_printer()
