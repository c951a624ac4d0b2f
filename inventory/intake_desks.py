"""The intake desk: beginning, keeping and saving an intake; whole deeds for a worker thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from inventory import (
    cost_alarms,
    intake_drafts,
    prices,
    purchase_queries,
    purchase_reversals,
    purchase_slips,
    receivings,
    taxes,
)
from inventory.cost_alarms import Alarm
from inventory.intakes import Intake
from inventory.prices import PriceChanged
from inventory.products import Product
from inventory.purchase_reversals import Correction, PurchaseReversed
from inventory.purchases import BoughtLine
from koperasi import documents
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.uids import new_uid
from koperasi.work import Actor, Work
from printing import jobs
from printing.slips import Slip


@dataclass(frozen=True, slots=True)
class Saved:
    """A purchase that is in the books, and its paper."""

    id: int
    number: str
    total: Rupiah
    slip: Slip
    products: tuple[int, ...]
    #: How many prices were changed with it.
    prices: int
    #: What it cost more, or is sold too cheaply, and nobody took a new price for.
    left: tuple[Alarm, ...]


def fresh(shop: Shop) -> Intake:
    """A new intake, which will be one document however often it is saved."""
    return Intake(shop.minter.next(), new_uid(shop.clock()))


def restored(shop: Shop) -> Intake:
    """What lay here when the program stopped, else a new intake."""
    with shop.reading() as connection:
        kept = intake_drafts.restore(connection, shop.writer)
    return kept or fresh(shop)


def keep(shop: Shop, intake: Intake) -> None:
    """On disk, in the place of what was kept before."""
    with shop.database.writing() as connection:
        intake_drafts.keep(connection, shop.writer, intake, shop.clock())


def alarms(shop: Shop, intake: Intake) -> tuple[Alarm, ...]:
    """What is to be told of the goods' new costs; nothing while the lines are no invoice yet."""
    lines = tuple(each.received for each in intake.lines if each.lacks not in ("quantity", "price"))
    whole = replace(intake, lines=tuple(each for each in intake.lines if each.lacks not in ("quantity", "price")))
    if not lines:
        return ()
    try:
        landed = whole.landed(taxable=shop.settings.taxable)
    except Refused:
        return ()
    costed = [
        BoughtLine(each.product_id, each.unit, each.factor, each.quantity, part.cost, bonus=each.bonus)
        for each, part in zip(lines, landed.lines, strict=True)
    ]
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        told = cost_alarms.of_purchase(connection, shop.branch.id, costed, shop.settings.cost_alarm_bps, day)
    return tuple(told)


def proposed_tax(shop: Shop, intake: Intake) -> Rupiah:
    """The PPN that comes on top of the goods by their classes, at the rates of the invoice's day.

    Reckoned on each class once, after all discounts and without freight; nothing for goods
    that bear none.  What the invoice says goes before it.
    """
    day = intake.invoice_date or shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        rates = taxes.rates_on(connection, day)
        wanted = {each.product_id for each in intake.lines}
        classes = dict(connection.execute(select(Product.id, Product.tax_class).where(Product.id.in_(wanted))).all())
    if not intake.lines:
        return ZERO
    landed = replace(intake, tax=ZERO).landed(taxable=shop.settings.taxable)
    sums: dict[str, Rupiah] = {}
    for line, part in zip(intake.lines, landed.lines, strict=True):
        name = classes.get(line.product_id, "")
        sums[name] = sums.get(name, ZERO) + part.net - part.shared_discount
    return total(rates[name].upon(amount) for name, amount in sums.items() if name in rates)


def save(shop: Shop, actor: Actor, intake: Intake, printer: str = "") -> Saved:
    """Receive it (and take the wrong one back first), and change the prices that were taken over.

    All in one transaction.  Raises what `receivings.receive` raises.
    """
    now = shop.clock()
    day = shop.branch.business_date(now)
    command = intake.command(day, now)
    told = alarms(shop, intake)
    with shop.work(actor, channel="office", now=now) as work:
        done = documents.posted(work.connection, intake.id)
        if intake.wrong_id is not None and intake.reversal_id is not None:
            ids = (intake.reversal_id, intake.reversal_uid, intake.wrong_id, day, now)
            why = _("Diganti: salah ketik")
            purchase_reversals.correct(work, Correction(PurchaseReversed(*ids, why), command))
        else:
            receivings.receive(work, command)
        for each in () if done else intake.prices:
            prices.change_price(work, PriceChanged(each.unit_id, each.line, _("Modal berubah")))
        if intake.wrong_id is None:
            intake_drafts.drop(work.connection, shop.writer)
        saved = _saved(work, intake, told)
        if printer:
            _queue(work, saved, printer)
    return saved


def _saved(work: Work, intake: Intake, told: Sequence[Alarm]) -> Saved:
    seen = purchase_queries.purchase(work.connection, intake.id)
    taken = {each.unit_id for each in intake.prices}
    left = tuple(each for each in told if not any(one.unit.id in taken for one in each.proposals))
    products = tuple(dict.fromkeys(each.product_id for each in seen.lines))
    slip = purchase_slips.received(work.shop.branch, seen)
    return Saved(seen.id, seen.number, seen.total, slip, products, len(intake.prices), left)


def _queue(work: Work, saved: Saved, printer: str) -> None:
    row = jobs.queue_row(work.mint(), saved.slip, printer=printer, at=work.now, document_id=saved.id)
    jobs.put(work.connection, row)


def paper(shop: Shop, purchase_id: int) -> Slip:
    """The receiving note of a purchase, to be seen again."""
    with shop.reading() as connection:
        return purchase_slips.received(shop.branch, purchase_queries.purchase(connection, purchase_id))


def print_again(shop: Shop, actor: Actor, purchase_id: int, printer: str) -> None:
    """The receiving note once more, on this PC's printer; the first time it is no copy."""
    with shop.reading() as connection:
        slip = purchase_slips.received(shop.branch, purchase_queries.purchase(connection, purchase_id))
    if not actor.may(Permission.PURCHASE_RECEIVE):
        raise Refused(_("{name} tidak punya hak untuk ini.").format(name=actor.name), rule="right")
    with shop.database.writing() as connection:
        job = shop.minter.next()
        row = jobs.queue_row(job, slip, printer=printer, at=shop.clock(), document_id=None)
        jobs.put(connection, row)


def reverse(shop: Shop, actor: Actor, command: PurchaseReversed, why: str) -> None:
    """Take a purchase back, with nothing in its place."""
    with shop.work(actor, channel="office") as work:
        purchase_reversals.reverse(work, replace(command, why=why))


def reversal(shop: Shop, purchase_id: int, why: str) -> PurchaseReversed:
    """The command that takes a purchase back, minted once."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    return PurchaseReversed(shop.minter.next(), new_uid(now), purchase_id, day, now, why)
