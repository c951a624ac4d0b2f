"""The delivery desk's deeds: beginning, keeping, saving, printing; whole ones for a worker thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from consignment import (
    correction_papers,
    correction_queries,
    deliveries,
    delivery_corrections,
    delivery_drafts,
    delivery_papers,
    delivery_queries,
    delivery_sources,
    maker_pins,
)
from consignment.delivery_corrections import DeliveryCorrected, DeliveryReversed, Recount
from consignment.delivery_desks import DeliveryDesk, DeskLine, DeskMaker
from consignment.delivery_facts import DeliveryLine
from consignment.delivery_queries import ListedDelivery, SeenDelivery
from consignment.maker_pins import Caller
from inventory import catalogue, label_prints, label_runs, label_sources, pictures, queries
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import Found, PriceLine, PriceRule
from inventory.label_runs import RECEIPT, Run, RunLine
from inventory.labels import LabelKind
from koperasi.errors import BadInput, Refused, Trouble
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _, clock, plain, short_date
from koperasi.uids import new_uid
from koperasi.work import Actor, Work, needs
from printing import jobs
from printing.jobs import PrintJob
from printing.slips import Slip


@dataclass(frozen=True, slots=True)
class Saved:
    """A delivery that is in the books, and its paper."""

    seen: SeenDelivery
    slip: Slip
    labels: int

    @property
    def id(self) -> int:
        return self.seen.id


@dataclass(frozen=True, slots=True)
class NewOfHers:
    """A good that she brings for the first time; it gets a barcode of the shop's own."""

    maker_id: int
    name: str
    unit: str
    price: Rupiah
    food: bool = False
    keeps_days: int | None = None
    pirt: str = ""
    halal: str = ""
    category: str = ""


def fresh(shop: Shop) -> DeliveryDesk:
    """An empty desk, which will be one document however often it is saved."""
    return DeliveryDesk(shop.minter.next(), new_uid(shop.clock()))


def restored(shop: Shop) -> DeliveryDesk:
    """What lay here when the program stopped, with today's terms; else an empty desk."""
    with shop.reading() as connection:
        kept = delivery_drafts.restore(connection, shop.writer)
    return delivery_sources.renewed(shop, kept) if kept is not None else fresh(shop)


def keep(shop: Shop, desk: DeliveryDesk) -> None:
    """On disk, in the place of what was kept before."""
    with shop.database.writing() as connection:
        delivery_drafts.keep(connection, shop.writer, desk, shop.clock())


def save(
    shop: Shop, actor: Actor, desk: DeliveryDesk, printer: str = "", shown: Mapping[str, bytes] | None = None
) -> Saved:
    """Take it all in, and queue both sheets of the nota.  Raises what `deliveries.receive` raises."""
    now = shop.clock()
    command = desk.command(shop.branch.business_date(now), now)
    with shop.work(actor, channel="office", now=now) as work:
        deliveries.receive(work, command, tuple((shown or {}).values()))
        delivery_drafts.drop(work.connection, shop.writer)
        seen = delivery_queries.delivery(work.connection, command.id)
        sheets = [delivery_papers.nota(shop.branch, seen, each) for each in delivery_papers.SHEETS]
        _queue_sheets(work, command.id, sheets, printer)
    return Saved(seen, sheets[0], desk.labels)


def _queue_sheets(work: Work, document_id: int, sheets: Sequence[Slip], printer: str) -> None:
    """Her sheet, and the shop's behind it; a paper done twice is printed once."""
    queued = select(PrintJob.id).where(PrintJob.document_id == document_id).limit(1)
    if not printer or work.connection.scalar(queued) is not None:
        return
    rows = [
        jobs.queue_row(work.mint(), each, printer=printer, at=work.now, document_id=None if place else document_id)
        for place, each in enumerate(sheets)
    ]
    jobs.put(work.connection, *rows)


def print_again(shop: Shop, actor: Actor, delivery_id: int, printer: str) -> None:
    """Her sheet once more, marked SALINAN.  Raises Refused without the right or a printer."""
    if not actor.may(Permission.DELIVERY_RECEIVE):
        raise Refused(_("{name} tidak punya hak untuk ini.").format(name=actor.name), rule="right")
    if not printer:
        raise Refused(_("Tidak ada printer struk di PC ini."), rule="no-printer")
    at = shop.clock()
    local = shop.branch.local(at)
    note = _("{day} {clock} oleh {name}").format(day=short_date(local.date()), clock=clock(local), name=actor.name)

    def draw(connection: Connection, document_id: int) -> Slip:
        return delivery_papers.nota(shop.branch, delivery_queries.delivery(connection, document_id))

    job = shop.minter.next()
    with shop.database.writing() as connection:
        row = jobs.copy_row(connection, job, delivery_id, draw=draw, printer=printer, at=at, note=note)
        jobs.put(connection, row)


def seen(shop: Shop, delivery_id: int) -> SeenDelivery:
    """One delivery, by its own id or that of a correction of it, to be looked at."""
    with shop.reading() as connection:
        return delivery_queries.delivery(connection, delivery_queries.delivery_of(connection, delivery_id))


def today(shop: Shop) -> tuple[ListedDelivery, ...]:
    """What came in today, newest first."""
    return on_day(shop, day_of(shop))


def on_day(shop: Shop, day: date) -> tuple[ListedDelivery, ...]:
    """What came in on a day, newest first."""
    with shop.reading() as connection:
        return tuple(delivery_queries.of_day(connection, shop.branch.id, day))


def day_of(shop: Shop) -> date:
    return shop.branch.business_date(shop.clock())


def labels(shop: Shop, delivery_id: int) -> list[RunLine]:
    """A label for each piece that was accepted, with the dates it was brought with."""
    with shop.reading() as connection:
        made = {each.product_id: each for each in delivery_queries.lines(connection, delivery_id)}
        units = {
            unit.id: made[good.product_id] for good in queries.goods(connection, made).values() for unit in good.units
        }
    lines = []
    for each in label_sources.of_receipt(shop, delivery_id):
        line = units.get(each.unit_id)
        told = line is not None and line.produced_on is not None
        lines.append(replace(each, made=replace(each.made, made_on=line.produced_on)) if line and told else each)
    return lines


def print_labels(shop: Shop, actor: Actor, delivery_id: int, printer: str = "") -> int:
    """Print a label for each accepted piece on the label printer, else on the receipt printer; how many.

    Raises Refused where there is neither (the screen of labels makes a PDF), Trouble where it cannot print.
    """
    settings = shop.settings
    paper = label_runs.usual_paper(settings) if settings.label_printer else RECEIPT
    if paper == RECEIPT and not printer:
        raise Refused(_("Tidak ada printer label di PC ini."), remedy=_("Buka Label untuk PDF."), rule="no-printer")
    lines = tuple(labels(shop, delivery_id))
    run = Run(day_of(shop), LabelKind.PRODUCT, paper, lines=lines, receipt_columns=settings.receipt_columns)
    label_runs.go(shop, actor, run, printer=printer if paper == RECEIPT else "")
    return run.count


# -- a good she brings for the first time ----------------------------------------------------------


@needs(Permission.DELIVERY_RECEIVE)
def add_good(work: Work, new: NewOfHers) -> int:
    """Write down a good of a maker's, with a barcode that the shop prints; returns its id.

    Whoever may take goods in may do so: it is hers alone, and nothing of it is here yet.
    Raises BadInput for what no good can be.
    """
    for field, told, words in (
        ("name", new.name, _("Isi nama barangnya.")),
        ("unit", new.unit, _("Isi satuannya, misalnya Pcs.")),
    ):
        if not plain(told):
            raise BadInput(words, field=field)
    if new.keeps_days is not None and new.keeps_days <= 0:
        raise BadInput(_("Tahan berapa hari? Isi angka lebih dari nol, atau kosongkan."), field="keeps_days")
    code = label_prints.reserve_barcode(work)
    price = (PriceLine(PriceRule.RETAIL, new.price, NOTHING),)
    good = NewGood(
        code,
        new.name,
        category=new.category,
        base_unit=plain(new.unit),
        maker_id=new.maker_id,
        units=(NewUnit(plain(new.unit), ONE, (code,), price),),
        food=new.food,
        keeps_days=new.keeps_days,
        pirt=new.pirt,
        halal=new.halal,
    )
    return catalogue.add_unguarded(work, [good])[0]


@needs(Permission.DELIVERY_RECEIVE)
def show(work: Work, picture: bytes) -> str:
    """Keep a picture (a JPEG by `pictures.reduced`) of what is being counted; returns its digest.

    It is kept at once, so that a cut of the power does not lose it.
    """
    kept = pictures.keep_unguarded(work, picture)
    work.trace.detail.update(picture=kept.digest)
    return kept.digest


def photographed(shop: Shop, actor: Actor, path: Path) -> str:
    """A picture file, kept small; its digest.  Raises BadInput for what is none, Trouble for a disk."""
    try:
        picture = pictures.reduced(path.read_bytes())
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa dibaca.").format(name=path.name), remedy=str(error)) from error
    with shop.work(actor, channel="office") as work:
        return show(work, picture)


def shown(shop: Shop, delivery_id: int) -> tuple[SeenDelivery, tuple[bytes, ...]]:
    """One delivery as `seen` gives it, and the pictures of its lines, in turn."""
    told = seen(shop, delivery_id)
    line = DeliveryLine
    kept = select(line.picture_id).where(line.document_id == told.id, line.picture_id.is_not(None))
    with shop.reading() as connection:
        found = connection.scalars(kept.order_by(line.line)).all()
        return told, tuple(pictures.read(connection, each) for each in found if each is not None)


def proved(shop: Shop, actor: Actor, who: DeskMaker, pin: str) -> None:
    """That she stands here, by her PIN.  Raises Refused with the tries that are left."""
    maker_pins.prove(shop, actor, Caller(who.id, who.code, who.is_member), pin)


def added(shop: Shop, actor: Actor, who: DeskMaker, new: NewOfHers) -> DeskLine:
    """A new good of hers, as a line."""
    with shop.work(actor, channel="office") as work:
        product_id = add_good(work, new)
        good = queries.good(work.connection, product_id)
        (line,) = delivery_sources.lines_of(work.connection, shop, who, [Found(good, good.base.id)])
    return line


# -- putting right ---------------------------------------------------------------------------------


def correctable(shop: Shop, delivery_id: int) -> tuple[SeenDelivery, bool]:
    """A delivery and whether it can still be taken back whole."""
    with shop.reading() as connection:
        untouched = not delivery_corrections.touched(connection, delivery_id)
        return delivery_queries.delivery(connection, delivery_id), untouched


def reverse(shop: Shop, actor: Actor, command: DeliveryReversed, printer: str = "") -> SeenDelivery:
    """Take a delivery back, and queue both sheets of the paper that says so; returns the delivery."""
    with shop.work(actor, channel="office") as work:
        delivery_corrections.reverse(work, command)
        back = delivery_queries.delivery(work.connection, command.id)
        sheets = [delivery_papers.nota(shop.branch, back, each) for each in delivery_papers.SHEETS]
        _queue_sheets(work, command.id, sheets, printer)
        return delivery_queries.delivery(work.connection, command.delivery_id)


def reversal(shop: Shop, delivery_id: int, why: str = "") -> DeliveryReversed:
    """The command that takes a delivery back, minted once."""
    now = shop.clock()
    return DeliveryReversed(shop.minter.next(), new_uid(now), delivery_id, day_of(shop), now, why)


def correction(shop: Shop, delivery_id: int, recounts: tuple[Recount, ...], why: str) -> DeliveryCorrected:
    """The command that puts a delivery's counts right, minted once."""
    now = shop.clock()
    return DeliveryCorrected(shop.minter.next(), new_uid(now), delivery_id, day_of(shop), now, recounts, why)


def correct(shop: Shop, actor: Actor, command: DeliveryCorrected, printer: str = "") -> SeenDelivery:
    """Put a delivery's counts right, and queue both sheets of the correction; returns the delivery."""
    with shop.work(actor, channel="office") as work:
        delivery_corrections.correct(work, command)
        seen = correction_queries.read(work.connection, command.id)
        sheets = [correction_papers.slip(shop.branch, seen, each) for each in delivery_papers.SHEETS]
        _queue_sheets(work, command.id, sheets, printer)
        return delivery_queries.delivery(work.connection, command.delivery_id)
