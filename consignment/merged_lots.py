"""Makers' lots that go over to another product when two are merged: their terms go with them."""

from __future__ import annotations

from collections.abc import Sequence

from consignment import agreement_queries, consigned_lots, deliveries
from consignment.consigned_lots import TermedLot
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
    named = agreement_queries.of_lots(work.connection, [each.from_lot_id for each in moved])
    lots = [
        TermedLot(
            each.lot_id,
            each.product_id,
            each.maker_id,
            NOTHING,
            terms.get(each.from_lot_id, ALL_HERS),
            named[each.from_lot_id].id if each.from_lot_id in named else None,
        )
        for each in moved
    ]
    return consigned_lots.facts(document_id, lots)
