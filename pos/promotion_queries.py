"""What the office reads of promotions in sales, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from consignment.terms import Bearer
from inventory.promotions import PromotionRecord
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.text import _
from pos.sale_facts import SaleLine, SaleLinePromotion


@dataclass(frozen=True, slots=True)
class GivenAway:
    """What one promotion gave in some days, and who bears it; what came back is taken off."""

    code: str
    name: str
    bearer: Bearer
    sales: int
    quantity: Quantity
    gross: Rupiah
    discount: Rupiah
    net: Rupiah


def given(connection: Connection, period: Period) -> list[GivenAway]:
    """Every promotion that gave something in the days, by code."""
    fact = SaleLinePromotion
    found = (
        select(
            func.coalesce(PromotionRecord.code, ""),
            func.coalesce(PromotionRecord.name, _("(tidak diketahui)")),
            fact.bearer,
            func.count(SaleLine.document_id.distinct()),
            summed(SaleLine.base_quantity),
            summed(SaleLine.gross),
            summed(fact.discount),
            summed(SaleLine.net),
        )
        .join(SaleLine, SaleLine.id == fact.line_id)
        .join(Document, Document.id == fact.document_id)
        # A till may have given what the shop did not promise: it was given all the same.
        .outerjoin(PromotionRecord, PromotionRecord.id == fact.promotion_id)
        .where(Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .group_by(fact.promotion_id, PromotionRecord.code, PromotionRecord.name, fact.bearer)
        .order_by(func.coalesce(PromotionRecord.code, ""), fact.promotion_id, fact.bearer)
    )
    return [GivenAway(*row) for row in connection.execute(found)]
