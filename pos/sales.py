"""Sales: a paid cart becomes a document, in one transaction.

`post` writes the sale with its lines, lots, shares and tenders, the moves, the entry, the
audit link and the receipt's place in the print queue: all of it or none.  Doing the same
command again changes nothing.  A sale is never refused for want of stock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from consignment import deliveries
from consignment import terms as standing
from consignment.deliveries import ConsignedLot
from consignment.terms import Terms
from inventory import locations, stock
from inventory.lots import LotRecord
from inventory.products import Product, ProductKind
from inventory.stock import Move, Reason
from koperasi import documents, members, shifts
from koperasi.bulk import Prepared
from koperasi.columns import among
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import NotFound
from koperasi.members import Card, Member
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.text import _
from koperasi.work import Flag, Work, needs
from pos import allotments, sale_entries, sale_rows, sale_rules, totals
from pos.allotments import Allotment, Part, Ware
from pos.sale_commands import SaleCommand
from pos.tenders import TenderKind
from printing import jobs


@dataclass(frozen=True, slots=True)
class Posted:
    """What the counter needs to know of a sale that is in the books."""

    document_id: int
    number: str
    total: Rupiah
    rounding: Rupiah
    change: Rupiah
    #: False when the command had been done before and nothing was changed.
    new: bool = True


@dataclass(frozen=True, slots=True)
class Basket:
    """A command with everything posting decided about it."""

    command: SaleCommand
    shift: Shift
    wares: dict[int, Ware]
    allotment: Allotment
    parts: list[list[Part]]
    location_id: int
    card: Card | None


@needs(Permission.SALE_POST)
def post(work: Work, command: SaleCommand) -> Posted:
    """Post a sale.

    Raises Refused for a broken rule (right, limit, floor, closed shift, number out of
    turn), unless `work.happened`, where each becomes a flag; NotFound for goods this shop
    does not know; Bug for sums that do not agree.
    """
    answer = Posted(command.id, command.number.text, command.total, command.rounding, command.change)
    if documents.posted(work.connection, command.id):
        return replace(answer, new=False)
    basket = _decide(work, command)
    sale_rules.check(work, command, basket.shift, basket.wares, basket.parts, basket.card)
    _flag_stock(work, basket)
    facts = sale_rows.facts(work, command, basket.wares, basket.parts, basket.shift, basket.card)
    moves = _moves(work, basket)
    lots = _opened_lots(work, basket)
    entry = sale_entries.postings_of(command, basket.shift, basket.wares, basket.parts)
    documents.post(work, _header(command, basket.shift), [*lots, *facts, Facts(Move, moves)], entry)
    _keep(work, basket, moves, lots)
    if work.channel == "till" and not work.happened and work.shop.settings.printer:
        _queue_paper(work, basket)
    return answer


def _decide(work: Work, command: SaleCommand) -> Basket:
    """Read what is at stake, take lots, and share each line's money."""
    connection = work.connection
    shift = shifts.by_id(connection, command.shift_id)
    wares = wares_of(connection, command)
    location = locations.shelf(connection, work.shop.branch.id)
    shelf = stock.look_to_take(connection, location, _wanted(command, wares), command.business_date)
    allotment = allotments.allot(command.lines, wares, shelf, command.business_date, work.mint)
    deals = _terms(connection, allotment)
    parts = [
        allotments.share_out(line, taken, deals) for line, taken in zip(command.lines, allotment.taken, strict=True)
    ]
    return Basket(command, shift, wares, allotment, parts, location, _card(connection, command))


def _wanted(command: SaleCommand, wares: dict[int, Ware]) -> dict[int, Quantity]:
    """How much of each of the goods is taken; nothing of those of which some come back."""
    stocked = [line for line in command.lines if not wares[line.product_id].service]
    wanted = dict.fromkeys((line.product_id for line in stocked), NOTHING)
    for line in stocked:
        wanted[line.product_id] += line.base_quantity
    return wanted | {line.product_id: NOTHING for line in stocked if line.base_quantity < NOTHING}


_WARES = Prepared(
    select(
        Product.id,
        Product.name,
        Product.kind,
        Product.maker_id,
        Product.category_id,
        Product.tax_class,
        Product.price_min,
        Product.price_max,
    ).where(among(Product.id, "products"))
)


def wares_of(connection: Connection, command: SaleCommand) -> dict[int, Ware]:
    """The products of a command; raises NotFound for one that this shop does not have."""
    wanted = sorted({each.product_id for each in command.lines} | {each.product_id for each in command.removed})
    found = {
        product: Ware(product, name, kind is ProductKind.SERVICE, *more)
        for product, name, kind, *more in _WARES.rows(connection, products=wanted)
    }
    for product_id in wanted:
        if product_id not in found:
            raise NotFound(_("Barang nomor {number} tidak ada di toko ini.").format(number=product_id))
    return found


def _terms(connection: Connection, allotment: Allotment) -> dict[int, Terms]:
    """The terms of every maker's lot that gives something; opened ones take the product's."""
    opened = {each.lot_id: each.product_id for each in allotment.opened if each.owner_id is not None}
    lots = {each.lot_id for taken in allotment.taken for each in taken if each.owner_id is not None}
    if not lots:
        return {}
    found = deliveries.terms_of(connection, lots - opened.keys())
    by_product = standing.of_product(connection, sorted(set(opened.values())))
    return found | {lot: by_product.get(product, allotments.ALL_HERS) for lot, product in opened.items()}


def _flag_stock(work: Work, basket: Basket) -> None:
    """Goods that were not there, or past their date, are sold and told."""
    for line, taken in zip(basket.command.lines, basket.allotment.taken, strict=True):
        name = basket.wares[line.product_id].name
        short = allotments.quantity_short(taken)
        if short and any(each.owner_id is not None for each in taken):
            work.trace.flags.append(Flag("consigned-below-zero", f"{name}: {short.decimal}"))
        if any(each.expired for each in taken):
            work.trace.flags.append(Flag("expired", name))


def _card(connection: Connection, command: SaleCommand) -> Card | None:
    if command.member_id is None:
        return None
    if connection.dialect.name == "postgresql":
        # Her limit and her balance on the receipt: two tills must not sell on credit at once.
        hers = select(Member.party_id).where(Member.party_id == command.member_id)
        connection.execute(hers.with_for_update(key_share=True))
    card = members.by_id(connection, command.member_id, command.business_date.year)
    if card is None:
        raise NotFound(_("Anggota ini tidak ada di toko ini."))
    return card


def _header(command: SaleCommand, shift: Shift) -> Header:
    return Header(
        command.id,
        command.uid,
        Kind.SALE,
        command.business_date,
        command.at,
        number=command.number,
        shift_id=shift.id,
        party_id=command.member_id,
        reference=command.reference,
    )


def _moves(work: Work, basket: Basket) -> list[dict[str, Any]]:
    return [
        stock.move_row(
            work,
            basket.command.id,
            part.taken.lot_id,
            line.product_id,
            basket.location_id,
            -part.taken.quantity,
            -part.taken.cost,
            Reason.SALE if part.taken.quantity > NOTHING else Reason.SALE_RETURN,
        )
        for line, parts in zip(basket.command.lines, basket.parts, strict=True)
        for part in parts
    ]


def _opened_lots(work: Work, basket: Basket) -> list[Facts]:
    """The facts of lots that had to be opened, with terms where they are a maker's."""
    if not basket.allotment.opened:
        return []
    command = basket.command
    lots = [
        {
            "id": each.lot_id,
            "document_id": command.id,
            "product_id": each.product_id,
            "owner_id": each.owner_id,
            "received_on": command.business_date,
            "expires_on": None,
            "batch": "",
        }
        for each in basket.allotment.opened
    ]
    owned = [(each, each.owner_id) for each in basket.allotment.opened if each.owner_id is not None]
    by_product = standing.of_product(work.connection, [each.product_id for each, _maker in owned]) if owned else {}
    consigned = []
    for each, maker_id in owned:
        deal = by_product.get(each.product_id)
        if deal is None:
            work.trace.flags.append(Flag("no-terms", basket.wares[each.product_id].name))
        its_terms = deal or allotments.ALL_HERS
        consigned.append(
            deliveries.consigned_row(command.id, each.lot_id, each.product_id, maker_id, NOTHING, its_terms)
        )
    return [Facts(LotRecord, lots), Facts(ConsignedLot, consigned)]


def _keep(work: Work, basket: Basket, moves: list[dict[str, Any]], lots: Sequence[Facts]) -> None:
    """The kept rows of the goods and the member at stake, and of nobody else."""
    stock.keep(work.connection, moves)
    if lots:
        stock.keep_newest(work.connection, lots[0].rows, basket.location_id, {})
    if work.happened and not shifts.is_open(work.connection, basket.shift.id):
        totals.keep_late(work.connection, work.shop.branch, basket.shift, basket.command.total)
    if basket.command.member_id is not None:
        members.add_purchases(
            work.connection,
            basket.command.member_id,
            basket.command.business_date.year,
            work.shop.branch.id,
            basket.command.total,
        )


def _queue_paper(work: Work, basket: Basket) -> None:
    """The receipt waits for its printer from this transaction on; cash opens the drawer, once.

    Only its place in the queue is written: the worker draws it from the posted sale, which
    can never change, so that twenty lines of paper do not hold up the counter.
    """
    command, printer = basket.command, basket.shift.till_code
    rows = [jobs.queue_row(work.mint(), None, printer=printer, at=work.now, document_id=command.id)]
    if any(each.kind is TenderKind.CASH for each in command.tenders):
        rows.insert(0, jobs.drawer_row(work.mint(), printer=printer, at=work.now, document_id=command.id))
    jobs.put(work.connection, *rows)
