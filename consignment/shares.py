"""Shares: what each sale, return or exchange did for a maker, lot by lot.

Written in the sale's own transaction beside its lines.  They say in the consignment room's
own words what the counter decided, so that her statement, her screen and what is on hold
are read from them, and never reckoned again from prices or terms of today.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class MakerShare(Record):
    """The part of a sale's line that one of her lots gave; below zero what came back.

    Its id is that of the sale's own row for the lot.  `net` = `share` + `commission` −
    `promotion`; `quantity` in thousandths of the base unit.
    """

    __tablename__ = "maker_shares"
    __table_class__ = FACT
    __table_args__ = (Index("ix_maker_shares_maker_id_business_date", "maker_id", "business_date"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    business_date: Mapped[date]
    quantity: Mapped[Quantity]
    gross: Mapped[Rupiah]
    net: Mapped[Rupiah]
    share: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    promotion: Mapped[Rupiah]
