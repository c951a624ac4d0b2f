"""What the screens of ordering read and do, each in one go; no Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from inventory import order_drafts, order_papers, order_queries, orders, proposal_queries, queries, suppliers
from inventory.goods import Good
from inventory.order_drafts import DraftLine, OrderDraft
from inventory.order_papers import OrderPaper
from inventory.order_queries import OpenOrder
from inventory.orders import OrderClosed
from inventory.proposals import Group, Line, Proposal, Source
from inventory.queries import GoodRow
from inventory.suppliers import Supplier
from koperasi import documents, uids
from koperasi.errors import NotFound, Refused, Trouble
from koperasi.quantity import ONE
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor
from printing import business_papers

FOUND = 60


@dataclass(frozen=True, slots=True)
class Overview:
    """Who should be ordered from today, who else may be, and the last orders."""

    proposal: Proposal
    others: tuple[Supplier, ...]
    orders: tuple[OpenOrder, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.proposal.groups

    @property
    def waiting(self) -> int:
        """How many orders something is still to come of."""
        return sum(1 for each in self.orders if each.state in order_queries.WAITING)


def overview(shop: Shop) -> Overview:
    """All that the first screen of ordering shows."""
    today = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        proposal = proposal_queries.read(connection, shop.branch, shop.settings, today)
        there = {group.supplier.party_id for group in proposal.groups if group.supplier is not None}
        others = tuple(each for each in suppliers.all_in_use(connection) if each.party_id not in there)
        # Those still awaited first, however old they are.
        waiting = order_queries.open_orders(connection)
        ids = {each.id for each in waiting}
        last = [each for each in order_queries.newest(connection) if each.id not in ids]
    return Overview(proposal, others, (*waiting, *last))


def started(supplier: Supplier, lines: Sequence[Line]) -> OrderDraft:
    """A draft of a proposal, or an empty one."""
    return order_drafts.proposed(supplier, lines)


def changed(shop: Shop, order_id: int) -> OrderDraft:
    """A draft that will stand in place of an order: what is still to come of it.  Raises NotFound."""
    with shop.reading() as connection:
        known = order_papers.read(connection, order_id)
    lines = tuple(
        DraftLine(
            each.product_id,
            each.code,
            each.name,
            Source(known.supplier.party_id, each.unit, each.factor, each.price, each.supplier_code),
            order_queries.units_left(each),
            _("Dipesan {ordered}, sudah datang {received}.").format(
                ordered=order_papers.counted(each.ordered, each), received=order_papers.counted(each.received, each)
            ),
        )
        for each in known.lines
        if each.left
    )
    order = known.order
    return OrderDraft(known.supplier, lines, order.wanted_on, order.note, order.id)


def search(shop: Shop, words: str) -> list[GoodRow]:
    """The shop's own goods that fit some words."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        found = queries.search(connection, words, FOUND, branch_id=shop.branch.id, day=day)
    return [each for each in found if not each.maker_name]


def by_code(shop: Shop, code: str, supplier_id: int) -> DraftLine | None:
    """A line of the good that a code names; None when it names none, or several."""
    with shop.reading() as connection:
        found = queries.find_code(connection, code, shop.settings.scale_barcode_mask)
        if len({each.good.product_id for each in found}) != 1:
            return None
        return _line(shop, connection, found[0].good, supplier_id)


def by_id(shop: Shop, product_id: int, supplier_id: int) -> DraftLine:
    """A line of a good, one unit of what the supplier sells it by; raises Refused for a maker's."""
    with shop.reading() as connection:
        return _line(shop, connection, queries.good(connection, product_id), supplier_id)


def next_unit(shop: Shop, line: DraftLine) -> DraftLine:
    """The line by the good's next larger unit, after the largest by its smallest."""
    with shop.reading() as connection:
        units = sorted(queries.good(connection, line.product_id).units, key=lambda each: (each.factor, each.id))
    larger = [each for each in units if each.factor > line.source.factor]
    chosen = (larger or units)[0]
    return order_drafts.by_unit(line, chosen.name, chosen.factor)


def _line(shop: Shop, connection: Connection, good: Good, supplier_id: int) -> DraftLine:
    if good.maker_id is not None:
        raise Refused(_("Barang titipan tidak dibeli."), remedy=_("Catat sebagai Titip Masuk."), rule="consigned")
    known = proposal_queries.of_supplier(connection, [good.product_id], supplier_id)
    usual = proposal_queries.of_anyone(connection, [good.product_id])
    source = known.get(good.product_id) or usual.get(good.product_id)
    if source is None:
        largest = max(good.units, key=lambda each: each.factor)
        source = Source(supplier_id, largest.name, largest.factor)
    there = order_queries.there(connection, shop.branch.id, good.product_id)
    told = _("Ditambah sendiri; ada {quantity} {unit}.").format(quantity=there.shown, unit=good.base_unit.lower())
    brief = _("ada {quantity}").format(quantity=there.shown)
    return DraftLine(good.product_id, good.code, good.name, source, ONE, told, brief)


def save(shop: Shop, person: Actor, draft: OrderDraft, order_id: int) -> OrderPaper:
    """Post the order; one that it stands in place of is closed in the same transaction."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    with shop.work(person, channel="office") as work:
        if documents.posted(work.connection, order_id):
            return order_papers.read(work.connection, order_id)
        if draft.replaces_id is not None:
            why = _("diganti pesanan baru")
            closing = OrderClosed(work.mint(), uids.new_uid(now), draft.replaces_id, day, now, why)
            orders.close(work, closing)
        orders.make(work, draft.command(order_id, uids.new_uid(now), day, now))
        return order_papers.read(work.connection, order_id)


def close(shop: Shop, person: Actor, order_id: int, close_id: int, why: str = "") -> OrderPaper:
    """Expect nothing more of an order."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    with shop.work(person, channel="office") as work:
        orders.close(work, OrderClosed(close_id, uids.new_uid(now), order_id, day, now, why))
        return order_papers.read(work.connection, order_id)


def paper(shop: Shop, order_id: int) -> OrderPaper:
    with shop.reading() as connection:
        return order_papers.read(connection, order_id)


def save_pdf(shop: Shop, order_id: int, path: Path) -> Path:
    """Write an order's paper as a PDF.  Raises Trouble for a disk that refuses."""
    data = business_papers.pdf_bytes(order_papers.paper(paper(shop, order_id), shop.branch))
    try:
        path.write_bytes(data)
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


def supplier(shop: Shop, party_id: int) -> Supplier:
    """A supplier by her id; raises NotFound."""
    with shop.reading() as connection:
        found = suppliers.by_id(connection, party_id)
    if found is None:
        raise NotFound(_("Pemasok tidak ditemukan."))
    return found
