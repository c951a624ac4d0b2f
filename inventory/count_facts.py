"""What a count leaves in the books: its head, its lines, who counted what when, and makers' lots."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from inventory.count_rules import Cause, Mode, Scope
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class StockCount(Record):
    """A count that was closed; a reversal has none of its own."""

    __tablename__ = "stock_counts"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    scope: Mapped[Scope] = mapped_column(WordColumn(Scope))
    title: Mapped[str]
    started_at: Mapped[datetime]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    #: Goods that nobody counted were taken for gone; else they stayed as they were.
    zeroed: Mapped[bool]
    #: Whoever approved it had counted too, for there is nobody else.
    own_approval: Mapped[bool]


class StockCountLine(Record):
    """A good that was counted: what the book held at that instant, what was there, and what became of it."""

    __tablename__ = "stock_count_lines"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    expected: Mapped[Quantity]
    counted: Mapped[Quantity]
    variance: Mapped[Quantity]
    #: What inventory lost (−) or gained (+) by it; nothing for makers' goods.
    value: Mapped[Rupiah]
    cause: Mapped[Cause] = mapped_column(WordColumn(Cause))
    #: Whether the difference was booked.
    booked: Mapped[bool]
    note: Mapped[str]
    counted_at: Mapped[datetime]
    #: Who counted the figure that decided, the last of several.
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    rounds: Mapped[int]
    #: Where it stood, and what it was, on that day.
    shelf: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    #: When it was last counted there before; the difference came about since.
    since: Mapped[datetime | None]


class StockCountEntry(Record):
    """One figure as it was entered, with what the ledger held at that instant."""

    __tablename__ = "stock_count_entries"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    turn: Mapped[int]
    mode: Mapped[Mode] = mapped_column(WordColumn(Mode))
    undoes: Mapped[int | None]
    quantity: Mapped[Quantity]
    ledger: Mapped[Quantity]
    counted_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class CountedMakerLot(Record):
    """What a count found missing (−) or over (+) of a maker's lot: who bears it is judged from this."""

    __tablename__ = "counted_maker_lots"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[Quantity]
    cause: Mapped[Cause] = mapped_column(WordColumn(Cause))
