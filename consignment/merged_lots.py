"""Makers' lots that go over to another product when two are merged: their terms go with them."""

from __future__ import annotations

from collections.abc import Sequence

from consignment import agreement_queries, deliveries
from consignment.deliveries import ConsignedLot, ConsignedLotTerms
from consignment.terms import Deal, Terms
from inventory.merges import MovedLot
from koperasi.documents import Facts
from koperasi.quantity import NOTHING
from koperasi.work import Work

#: A lot without terms is all hers, as at its sale.
ALL_HERS = Terms(Deal.COMMISSION, 0)


def follow(work: Work, document_id: int, moved: Sequence[MovedLot]) -> list[Facts]:
    """The terms of lots that go over; nothing was delivered anew, so their quantity is 0."""
    terms = deliveries.terms_of(work.connection, [each.from_lot_id for each in moved])
    rows = [
        deliveries.consigned_row(
            document_id,
            each.lot_id,
            each.product_id,
            each.maker_id,
            NOTHING,
            terms.get(each.from_lot_id, ALL_HERS),
        )
        for each in moved
    ]
    known = agreement_queries.of_lots(work.connection, [each.from_lot_id for each in moved])
    named = {lot: agreement.id for lot, agreement in known.items()}
    more = [
        {"lot_id": each.lot_id, "document_id": document_id, "agreement_id": agreement, "more": its.more}
        for each in moved
        for its, agreement in [(terms.get(each.from_lot_id, ALL_HERS), named.get(each.from_lot_id))]
        if its.more or agreement is not None
    ]
    return [Facts(ConsignedLot, rows), Facts(ConsignedLotTerms, more)]
