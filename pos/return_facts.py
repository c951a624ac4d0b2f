"""The table of refunds: what the goods of a sale that came back were worth in money.

What was paid for a line is not its amount: cash rounding touched the whole sale.  So each
return writes down, per sale that it undoes, both what the goods were sold for and what was
given for them; the next return of that sale goes on from there, and the last one leaves
nothing over (DESIGN.md 3).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import FACT, Record
from koperasi.money import Rupiah


class SaleRefund(Record):
    """What a document took back of one sale, or without a receipt (no sale).  Both amounts are positive."""

    __tablename__ = "sale_refunds"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("goods >= 0", name="goods"), CheckConstraint("worth >= 0", name="worth"))

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    original_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    #: What the goods had been sold for.
    goods: Mapped[Rupiah]
    #: What they counted for: that, with the cash rounding of the sale they came from.
    worth: Mapped[Rupiah]
