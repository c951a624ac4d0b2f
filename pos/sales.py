"""Sales: a paid cart becomes a document, in one transaction.

`post` writes the sale with its lines, lots, shares and tenders, the moves, the entry, the
audit link and the receipt's place in the print queue: all of it or none.  Doing the same
command again changes nothing.  A sale is never refused for want of stock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from consignment import deliveries
from consignment import terms as standing
from consignment.terms import Terms
from inventory import expiries, expiry_queries, locations, stock
from inventory.locations import LocationKind
from inventory.products import Product, ProductKind
from inventory.stock import Move, Reason, Shelf
from koperasi import documents, members, shifts
from koperasi.bulk import Prepared
from koperasi.columns import among
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import NotFound, Refused
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.text import _
from koperasi.work import Flag, Work, needs
from pos import (
    allotments,
    maker_agreements,
    maker_cards,
    member_slips,
    new_lots,
    return_queries,
    return_rules,
    rollups,
    sale_entries,
    sale_promotions,
    sale_rows,
    sale_rules,
    tender_rules,
)
from pos.allotments import Allotment, Part, Ware
from pos.return_rules import Undoing
from pos.sale_commands import BackTo, SaleCommand, SoldLine
from pos.sale_facts import Sale
from pos.tenders import Proof, TenderKind
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
    #: What it brings back of earlier sales, and where goods go that do not go to the shelf.
    undoing: Undoing | None = None
    places: dict[BackTo, int] = field(default_factory=dict)
    #: Goods that it takes and of which all that the shelf holds has expired.
    expired: tuple[int, ...] = ()


@needs(Permission.SALE_POST)
def post(work: Work, command: SaleCommand) -> Posted:
    """Post a sale.

    Raises Refused for a broken rule (right, limit, floor, closed shift, number out of
    turn), unless `work.happened`, where each becomes a flag; for a cart that was called off;
    NotFound for goods this shop does not know; Bug for sums that do not agree.
    """
    answer = Posted(command.id, command.number.text, command.total, command.rounding, command.handed_change)
    if documents.posted(work.connection, command.id):
        _is_sale(work.connection, command.id)
        return replace(answer, new=False)
    basket = _decide(work, command)
    sale_rules.check(work, command, basket.shift, basket.wares, basket.parts, basket.card)
    sale_promotions.check(work, command, basket.wares, basket.parts)
    _refuse_expired_food(work, basket)
    _flag_stock(work, basket)
    if basket.undoing is not None:
        return_rules.check(work, command, basket.undoing, basket.wares, basket.card)
    spent = tender_rules.check(work, command, basket.card)
    facts = sale_rows.facts(work, command, basket.wares, basket.parts, basket.shift, basket.card)
    facts.append(tender_rules.facts(command, spent))
    if basket.undoing is not None:
        facts += return_rules.facts(command, basket.undoing)
    moves = _moves(work, basket)
    lots = new_lots.facts(work, command, basket.allotment, basket.wares)
    entry = sale_entries.postings_of(command, basket.shift, basket.wares, basket.parts)
    entry += tender_rules.postings(spent)
    documents.post(work, _header(command, basket.shift), [*lots, *facts, Facts(Move, moves)], entry)
    _keep(work, basket, moves, lots)
    if work.channel == "till" and not work.happened and work.shop.settings.printer:
        _queue_paper(work, basket)
    return answer


def _is_sale(connection: Connection, document_id: int) -> None:
    """That what is in the books under a cart's id is its sale: called off, it is sold no more."""
    if connection.scalar(select(Sale.document_id).where(Sale.document_id == document_id)) is None:
        words = _("Belanja ini sudah dibatalkan.")
        raise Refused(words, remedy=_("Scan lagi sebagai belanja baru."), rule="called-off")


def _decide(work: Work, command: SaleCommand) -> Basket:
    """Read what is at stake, take lots, and share each line's money."""
    connection = work.connection
    shift = shifts.by_id(connection, command.shift_id)
    wares = wares_of(connection, command)
    undoing = return_rules.undo(work, command)
    location = locations.shelf(connection, work.shop.branch.id)
    shelf = stock.look_to_take(connection, location, _wanted(command, wares), command.business_date)
    backs = undoing.backs if undoing is not None else allotments.NOTHING_BACK
    carried = _carried(connection, location, command, undoing, shelf) if undoing is not None else {}
    kept = maker_agreements.kept(work, command, undoing) if undoing is not None else frozenset()
    allotment = allotments.allot(command.lines, wares, shelf, command.business_date, work.mint, backs, carried, kept)
    deals = terms_of(connection, allotment)
    lowered = maker_agreements.lowered_with_her(connection, command, allotment.taken)
    parts = [
        allotment.returned[place] if place in backs else allotments.share_out(line, taken, deals, lowered)
        for place, (line, taken) in enumerate(zip(command.lines, allotment.taken, strict=True))
    ]
    card = _card(connection, command)
    places = _places(work, command, wares) if undoing is not None else {}
    expired = _all_expired(command, shelf)
    return Basket(command, shift, wares, allotment, parts, location, card, undoing, places, expired)


def _all_expired(command: SaleCommand, shelf: Shelf) -> tuple[int, ...]:
    taken = dict.fromkeys(
        line.product_id for line in command.lines if line.returns is None and line.base_quantity > NOTHING
    )
    left = {each: [(held.quantity, held.expires_on) for held in shelf.holdings.get(each, ())] for each in taken}
    return tuple(each for each in taken if expiries.all_expired(left[each], command.business_date))


def _carried(
    connection: Connection, location_id: int, command: SaleCommand, undoing: Undoing, shelf: Shelf
) -> dict[int, Rupiah]:
    """What earlier returns moved beside the goods, of lots that are used up: others carry nothing."""
    held = {each.lot_id: each.quantity for holdings in shelf.holdings.values() for each in holdings}
    lots = {
        back.part.lot_id: command.lines[place].product_id
        for place, backs in undoing.backs.items()
        for back in backs
        if back.part.lot_id is not None and held.get(back.part.lot_id, NOTHING) <= NOTHING
    }
    return return_queries.carried(connection, location_id, lots)


_AWAY = {BackTo.DAMAGED: LocationKind.QUARANTINE, BackTo.MAKER: LocationKind.FOR_MAKERS}


def _places(work: Work, command: SaleCommand, wares: dict[int, Ware]) -> dict[BackTo, int]:
    """Where goods go that came back and are not to be sold."""
    goods = [line.returns.to for line in command.lines if line.returns and not wares[line.product_id].service]
    return {to: locations.made_unguarded(work, _AWAY[to]) for to in sorted(set(goods)) if to in _AWAY}


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


def terms_of(connection: Connection, allotment: Allotment) -> dict[int, Terms]:
    """The terms of every maker's lot that gives something; opened ones take the product's."""
    opened = {each.lot_id: each.product_id for each in allotment.opened if each.owner_id is not None}
    lots = {each.lot_id for taken in allotment.taken for each in taken if each.owner_id is not None}
    if not lots:
        return {}
    found = deliveries.terms_of(connection, lots - opened.keys())
    by_product = standing.of_product(connection, sorted(set(opened.values())))
    return found | {lot: by_product.get(product, allotments.ALL_HERS) for lot, product in opened.items()}


def _refuse_expired_food(work: Work, basket: Basket) -> None:
    """No food is sold of which all has expired, and nobody can allow it; what has happened is flagged."""
    if not basket.expired:
        return
    day, branch = basket.command.business_date, work.shop.branch.id
    barred = expiry_queries.barred(work.connection, branch, basket.expired, day)
    for product_id in basket.expired:
        if product_id in barred:
            work.refuse(sale_rules.expired_food(basket.wares[product_id].name))


def _flag_stock(work: Work, basket: Basket) -> None:
    """Goods that were not there, or past their date, are sold and told."""
    for line, taken in zip(basket.command.lines, basket.allotment.taken, strict=True):
        name = basket.wares[line.product_id].name
        short = allotments.quantity_short(taken)
        if short and any(each.owner_id is not None for each in taken):
            work.trace.flags.append(Flag("consigned-below-zero", f"{name}: {short.decimal}"))
        if any(each.expired for each in taken):
            work.trace.flags.append(Flag("expired", name))
        if line.told_share is not None and line.told_share > line.net:
            work.trace.flags.append(Flag("maker-share-above-price", name))


def _card(connection: Connection, command: SaleCommand) -> Card | None:
    if command.member_id is None:
        return None
    card = members.locked(connection, command.member_id, command.business_date.year)
    if command.paid_by(TenderKind.EARNINGS) > ZERO:
        card = maker_cards.as_of(connection, card, command.business_date)
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
        move
        for line, parts in zip(basket.command.lines, basket.parts, strict=True)
        for part in parts
        for move in _moves_of(work, basket, line, part)
    ]


def _moves_of(work: Work, basket: Basket, line: SoldLine, part: Part) -> list[dict[str, Any]]:
    """A part's move, and beside one that came back what its lot must not keep (`allotments.take_back`)."""
    taken = part.taken
    place = basket.location_id if line.returns is None else basket.places.get(line.returns.to, basket.location_id)
    lot = (work, basket.command.id, taken.lot_id, line.product_id, place)
    reason = Reason.SALE if taken.quantity > NOTHING else Reason.SALE_RETURN
    if not taken.quantity:
        # Of what the shop keeps, its maker's lot stays as it is: only the commission is undone.
        return []
    moves = [stock.move_row(*lot, -taken.quantity, -taken.cost - part.adjusted, reason)]
    if part.adjusted:
        moves.append(stock.move_row(*lot, NOTHING, part.adjusted, Reason.FILLING))
    return moves


def _keep(work: Work, basket: Basket, moves: list[dict[str, Any]], lots: Sequence[Facts]) -> None:
    """The kept rows of the goods and the member at stake, and of nobody else."""
    stock.keep(work.connection, moves)
    if basket.allotment.opened:
        stock.keep_newest(work.connection, lots[0].rows, basket.location_id, {})
    for place in basket.places.values():
        came = [each for each in moves if each["location_id"] == place]
        lots_there = [{"id": each["lot_id"], "product_id": each["product_id"]} for each in came]
        stock.keep_newest(work.connection, lots_there, place, {})
    if work.happened and not shifts.is_open(work.connection, basket.shift.id):
        rollups.keep_late(work.connection, basket.shift, basket.command.total)
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
    if basket.card is not None and any(each.proof is Proof.SIGNATURE and each.given > ZERO for each in command.tenders):
        slip = member_slips.kasbon(work.shop.branch, command, basket.card, work.actor.name)
        rows.append(jobs.queue_row(work.mint(), slip, printer=printer, at=work.now))
    jobs.put(work.connection, *rows)
