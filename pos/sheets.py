"""Every kind of document that has a page on A4, made again from what was posted.

To add a kind: a function of (shop, connection, document id) that gives its PDF, and a line
in `PAGES`.  A sale's papers have a size and a buyer, see `invoices`.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from consignment import (
    agreement_desks,
    agreement_papers,
    agreement_queries,
    delivery_papers,
    delivery_queries,
    giveback_papers,
    giveback_queries,
    payout_papers,
    payout_views,
    statement_papers,
    statement_queries,
)
from inventory import order_papers
from koperasi.documents import Kind
from koperasi.shop import Shop
from printing import business_papers

Page = Callable[[Shop, Connection, int], bytes]


def _order(shop: Shop, connection: Connection, document_id: int) -> bytes:
    return business_papers.pdf_bytes(order_papers.paper(order_papers.read(connection, document_id), shop.branch))


def _delivery(shop: Shop, connection: Connection, document_id: int) -> bytes:
    seen = delivery_queries.delivery(connection, document_id)
    return business_papers.pdf_bytes(delivery_papers.page(shop.branch, seen))


def _giveback(shop: Shop, connection: Connection, document_id: int) -> bytes:
    seen = giveback_queries.giveback(connection, document_id)
    return business_papers.pdf_bytes(giveback_papers.page(shop.branch, seen))


def _statement(_shop: Shop, connection: Connection, document_id: int) -> bytes:
    found = statement_queries.statement_of(connection, document_id)
    return statement_papers.pdf_bytes(statement_queries.whole(connection, found))


def _payout(shop: Shop, connection: Connection, document_id: int) -> bytes:
    seen, branch = payout_views.of_payout(connection, document_id), shop.branch
    return business_papers.pdf_bytes(payout_papers.a4(branch, seen, (branch.address, branch.phone)))


def _agreement(shop: Shop, connection: Connection, document_id: int) -> bytes:
    agreement = agreement_queries.of_document(connection, document_id)
    opened = agreement_desks.read(connection, shop, agreement.maker_id)
    return business_papers.pdf_bytes(agreement_papers.page(opened.paper(agreement), shop.branch))


#: How the page of each kind is made; a kind that is not here has none.
PAGES: dict[Kind, Page] = {
    Kind.PURCHASE_ORDER: _order,
    Kind.DELIVERY: _delivery,
    Kind.GIVEBACK: _giveback,
    Kind.STATEMENT: _statement,
    Kind.PAYOUT: _payout,
    Kind.AGREEMENT: _agreement,
}
