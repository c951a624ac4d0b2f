"""The table of refunds: what the goods of a sale that came back were worth in money.

What was paid for a line is not its amount: cash rounding touched the whole sale.  So each
return writes down, per sale that it undoes, both what the goods were sold for and what was
given for them; the next return of that sale goes on from there, and the last one leaves
nothing over (DESIGN.md 3).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.tender_kinds import TenderKind


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


class SaleRefundWay(Record):
    """What of that worth undoes a tender that is not money in the drawer: her kasbon, her savings, a voucher.

    In an exchange nothing of it may go back at once: then it is what the new goods were paid
    with, and goes back so should they come back too.
    """

    __tablename__ = "sale_refund_ways"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TenderKind] = mapped_column(WordColumn(TenderKind))
    #: The code of a voucher, else "".
    reference: Mapped[str]
    amount: Mapped[Rupiah]
