"""What the desk of goods that go back reads and does: lists, deeds with their papers, files."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, select

from consignment import (
    conversion_papers,
    conversion_queries,
    conversions,
    giveback_papers,
    giveback_queries,
    givebacks,
    maker_lots,
)
from consignment.conversions import ConversionCommand
from consignment.giveback_desks import GivebackDesk, Waiting, named, spot
from consignment.giveback_queries import SeenGiveback
from consignment.givebacks import GivebackCommand
from inventory import locations, queries, transfers
from inventory.locations import LocationKind
from inventory.reversals import ReversalCommand
from inventory.transfers import StockLine, TransferCommand
from koperasi import uids
from koperasi.errors import Refused, Trouble
from koperasi.quantity import ONE
from koperasi.shop import Shop
from koperasi.text import _, clock, short_date
from koperasi.work import Actor
from printing import business_papers, jobs
from printing.jobs import PrintJob
from printing.slips import Slip


def waiting(shop: Shop) -> tuple[Waiting, ...]:
    """The makers whose goods should go back, the longest waiting first."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        found = maker_lots.to_go_back(connection, shop.branch.id, day)
    makers = [
        Waiting(maker, named(lots[0]), tuple(lots))
        for maker, its in groupby(sorted(found, key=lambda each: each.maker_id), key=lambda each: each.maker_id)
        if (lots := list(its))
    ]
    return tuple(sorted(makers, key=lambda each: (-each.since(day), each.maker)))


def makers(shop: Shop) -> list[tuple[int, str]]:
    """Everybody who has goods here, by name."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        found = maker_lots.lots(connection, shop.branch.id, day)
    return sorted({(each.maker_id, named(each)) for each in found}, key=lambda each: each[1])


def read(shop: Shop, maker_id: int) -> GivebackDesk:
    """All her goods at this branch, nothing marked."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        lots = tuple(maker_lots.lots(connection, shop.branch.id, day, [maker_id]))
    return GivebackDesk(day, maker_id, named(lots[0]) if lots else "", lots)


def products_of(shop: Shop, code: str) -> frozenset[int]:
    """The goods that a scanned code names."""
    with shop.reading() as connection:
        return frozenset(each.good.product_id for each in queries.find_code(connection, code))


def latest(shop: Shop) -> tuple[SeenGiveback, ...]:
    with shop.reading() as connection:
        return tuple(giveback_queries.latest(connection, shop.branch.id))


# -- doing -----------------------------------------------------------------------------------------


def give_back(shop: Shop, actor: Actor, command: GivebackCommand, printer: str) -> str:
    """Post it, and put both sheets into the print queue in the same transaction.  Returns its number."""
    with shop.work(actor, channel="office") as work:
        number = givebacks.give_back(work, command)
        queued = select(PrintJob.id).where(PrintJob.document_id == command.id).limit(1)
        if printer and work.connection.scalar(queued) is None:
            seen = giveback_queries.giveback(work.connection, command.id)
            hers, shops = giveback_papers.sheets(shop.branch, seen)
            jobs.put(
                work.connection,
                jobs.queue_row(work.mint(), hers, printer=printer, at=work.now, document_id=command.id),
                jobs.queue_row(work.mint(), shops, printer=printer, at=work.now),
            )
    return number


def convert(shop: Shop, actor: Actor, command: ConversionCommand, printer: str = "") -> str:
    """Post it, and put both sheets to sign into the print queue.  Returns its number."""
    with shop.work(actor, channel="office") as work:
        number = conversions.convert(work, command)
        queued = select(PrintJob.id).where(PrintJob.document_id == command.id).limit(1)
        if printer and work.connection.scalar(queued) is None:
            seen = conversion_queries.read(work.connection, command.id)
            hers, shops = conversion_papers.sheets(shop.branch, seen)
            jobs.put(
                work.connection,
                jobs.queue_row(work.mint(), hers, printer=printer, at=work.now, document_id=command.id),
                jobs.queue_row(work.mint(), shops, printer=printer, at=work.now),
            )
    return number


def set_aside(shop: Shop, actor: Actor, desk: GivebackDesk) -> int:
    """Put the marked goods where they wait for her, so that nobody buys them; returns of how many lots."""
    wanted = [each for each in desk.lots if spot(each) in desk.marked and each.kind is not LocationKind.FOR_MAKERS]
    if not wanted:
        raise Refused(_("Barang ini sudah menunggu diambil."), rule="set-aside")
    with shop.work(actor, channel="office") as work:
        target = locations.made_unguarded(work, LocationKind.FOR_MAKERS)
        ordered = sorted(wanted, key=lambda each: each.location_id)
        for source, its in groupby(ordered, key=lambda each: each.location_id):
            lines = tuple(
                StockLine(each.product_id, each.unit, ONE, desk.marked[spot(each)].quantity, each.lot_id)
                for each in its
            )
            ids = (work.mint(), uids.new_uid(work.now), source, target, desk.day, work.now)
            transfers.transfer(work, TransferCommand(*ids, lines, _("menunggu diambil penitip")))
    return len(wanted)


def take_back(shop: Shop, actor: Actor, command: ReversalCommand) -> None:
    """Put back what was noted as given back by mistake."""
    with shop.work(actor, channel="office") as work:
        givebacks.reverse(work, command)


def print_again(shop: Shop, actor: Actor, document_id: int, printer: str) -> None:
    """Her sheet once more, marked SALINAN.  Raises Refused without a printer."""
    if not printer:
        raise Refused(_("Tidak ada printer struk di PC ini."), rule="no-printer")
    at = shop.clock()
    local = shop.branch.local(at)
    note = _("{day} {clock} oleh {name}").format(day=short_date(local.date()), clock=clock(local), name=actor.name)

    def draw(connection: Connection, document: int) -> Slip:
        return giveback_papers.nota(shop.branch, giveback_queries.giveback(connection, document))

    job = shop.minter.next()
    with shop.database.writing() as connection:
        row = jobs.copy_row(connection, job, document_id, draw=draw, printer=printer, at=at, note=note)
        jobs.put(connection, row)


def save_pdf(shop: Shop, document_id: int, path: Path) -> Path:
    """Write the nota on A4 as a PDF.  Raises Trouble for a disk that refuses."""
    with shop.reading() as connection:
        seen = giveback_queries.giveback(connection, document_id)
    try:
        path.write_bytes(business_papers.pdf_bytes(giveback_papers.page(shop.branch, seen)))
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path
