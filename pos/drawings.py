"""Every kind of document that has a slip, and how the slip is drawn again from what was posted.

To add a kind: a function of (shop, connection, document id) that gives its slip, and a line
in `DRAWN`.  What stands on it comes from the books, so that it says the same years later.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, select

from consignment import (
    advance_queries,
    agreement_desks,
    agreement_papers,
    agreement_queries,
    conversion_papers,
    conversion_queries,
    correction_papers,
    correction_queries,
    delivery_papers,
    delivery_queries,
    giveback_papers,
    giveback_queries,
    loss_papers,
    money_papers,
    payout_papers,
    payout_views,
    settled_losses,
    statement_papers,
    statement_queries,
)
from inventory import document_queries, purchase_queries, purchase_slips, stock_slips, supplier_return_queries
from inventory.supplier_return_slips import return_slip
from koperasi import shifts
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.shifts import ShiftClose
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.users import KONSOLE_ID, actor
from koperasi.work import Work
from pos import cash_records, cash_slips, closings, logos, member_slips, receipts, sale_records, voucher_slips, z_slips
from printing.jobs import JobKind, PrintJob
from printing.slips import Slip

Drawing = Callable[[Shop, Connection, int], Slip]


def _sale(shop: Shop, connection: Connection, document_id: int) -> Slip:
    logo = logos.on_slip(connection, shop.settings)
    return receipts.receipt(shop.branch, shop.settings, sale_records.read(connection, document_id), logo)


def _member(kind: Kind, shop: Shop, connection: Connection, document_id: int) -> Slip:
    return member_slips.drawn(shop.branch, connection, kind, document_id)


def _z(shop: Shop, connection: Connection, document_id: int) -> Slip:
    shift_id = connection.scalar(select(ShiftClose.shift_id).where(ShiftClose.document_id == document_id))
    if shift_id is None:
        raise NotFound(_("Shift ini tidak ada."))
    reading = Work(shop, connection, actor(connection, KONSOLE_ID), shop.clock())
    return z_slips.z_slip(shop.branch, closings.z_of(reading, shifts.by_id(connection, shift_id)))


def _movement(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return cash_slips.movement(shop.branch, cash_records.movement(connection, document_id))


def _handover(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return cash_slips.handover(shop.branch, *cash_records.handover(connection, document_id))


def _verification(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return cash_slips.verification(shop.branch, *cash_records.verification(connection, document_id))


def _deposit(shop: Shop, connection: Connection, document_id: int) -> Slip:
    told = cash_records.deposit(connection, document_id)
    return cash_slips.deposit(shop.branch, told.number, told.at, told.by, told.amount, told.reference)


def _vouchers(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return voucher_slips.vouchers(shop.branch, cash_records.vouchers(connection, document_id))


def _purchase(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return purchase_slips.received(shop.branch, purchase_queries.purchase(connection, document_id))


def _supplier_return(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return return_slip(shop.branch, supplier_return_queries.told(connection, document_id))


def _stock(shop: Shop, connection: Connection, document_id: int) -> Slip:
    paper = document_queries.paper(connection, document_id)
    return stock_slips.slip(paper, shop.branch.shop_name, shop.branch.local(paper.at))


def _delivery(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return delivery_papers.nota(shop.branch, delivery_queries.delivery(connection, document_id))


def _correction(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return correction_papers.slip(shop.branch, correction_queries.read(connection, document_id))


def _giveback(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return giveback_papers.nota(shop.branch, giveback_queries.giveback(connection, document_id))


def _loss(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return loss_papers.slip(shop.branch, settled_losses.paper(connection, document_id))


def _maker_money(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return money_papers.slip(shop.branch, advance_queries.read(connection, document_id))


def _conversion(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return conversion_papers.slip(shop.branch, conversion_queries.read(connection, document_id))


def _statement(shop: Shop, connection: Connection, document_id: int) -> Slip:
    found = statement_queries.statement_of(connection, document_id)
    return statement_papers.slip(statement_queries.whole(connection, found))


def _payout(shop: Shop, connection: Connection, document_id: int) -> Slip:
    return payout_papers.slip(shop.branch, payout_views.of_payout(connection, document_id))


def _agreement(shop: Shop, connection: Connection, document_id: int) -> Slip:
    agreement = agreement_queries.of_document(connection, document_id)
    opened = agreement_desks.read(connection, shop, agreement.maker_id)
    return agreement_papers.slip(opened.paper(agreement), shop.branch)


#: How the slip of each kind is drawn; a kind that is not here has none.
DRAWN: dict[Kind, Drawing] = {
    Kind.SALE: _sale,
    **{kind: partial(_member, kind) for kind in member_slips.KINDS},
    Kind.SHIFT_CLOSE: _z,
    Kind.CASH_MOVEMENT: _movement,
    Kind.HANDOVER: _handover,
    Kind.SHIFT_VERIFICATION: _verification,
    Kind.BANK_DEPOSIT: _deposit,
    Kind.VOUCHER: _vouchers,
    Kind.PURCHASE: _purchase,
    Kind.SUPPLIER_RETURN: _supplier_return,
    **dict.fromkeys(stock_slips.FORMS, _stock),
    Kind.DELIVERY: _delivery,
    Kind.DELIVERY_CORRECTION: _correction,
    Kind.GIVEBACK: _giveback,
    Kind.MAKER_LOSS: _loss,
    Kind.MAKER_ADVANCE: _maker_money,
    Kind.MAKER_REPAYMENT: _maker_money,
    Kind.CONVERSION: _conversion,
    Kind.STATEMENT: _statement,
    Kind.PAYOUT: _payout,
    Kind.AGREEMENT: _agreement,
}


def stored(connection: Connection, document_id: int) -> Slip | None:
    """The first slip of a document that went to paper, as it is kept; None where none was."""
    slips = (PrintJob.document_id == document_id) & (PrintJob.kind == JobKind.SLIP) & (PrintJob.slip != "")
    found = connection.scalar(select(PrintJob.slip).where(slips).order_by(PrintJob.copy).limit(1))
    return None if found is None else Slip.from_json(found)


def was_queued(connection: Connection, document_id: int) -> bool:
    """Whether a slip of a document was ever on its way to paper."""
    queued = select(PrintJob.id).where(PrintJob.document_id == document_id, PrintJob.kind == JobKind.SLIP)
    return connection.scalar(queued.limit(1)) is not None


def kind_of(connection: Connection, document_id: int) -> Kind:
    """What a document is; raises NotFound."""
    kind = connection.scalar(select(Document.kind).where(Document.id == document_id))
    if kind is None:
        raise NotFound(_("Dokumen tidak ditemukan."))
    return kind
