"""Products with their units, barcodes and prices: the records of the catalogue.

The deeds that change them are in `catalogue`; what the till reads is a `goods.Good`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from inventory.goods import PriceRule as PriceRule
from inventory.goods import ProductKind as ProductKind
from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity

IN_USE = text("retired_at IS NULL")


class Category(Record):
    __tablename__ = "categories"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("home", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class Product(Record):
    """A good the shop sells, its own or a member's."""

    __tablename__ = "products"
    __table_class__ = MASTER
    __table_args__ = (
        UniqueConstraint("home", "code"),
        Index(None, "code"),
        # The list of goods is one walk along it, at 100,000 goods too.
        Index("ix_products_listed", "name", "code", "id", sqlite_where=IN_USE, postgresql_where=IN_USE),
        CheckConstraint("min_stock >= 0", name="min_stock"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: The shop's own code, also what is typed as a PLU.
    code: Mapped[str]
    name: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    #: What its stock is counted in, e.g. "Pcs", "Kg".
    base_unit: Mapped[str]
    kind: Mapped[ProductKind] = mapped_column(WordColumn(ProductKind))
    #: Who makes it, for members' goods; fixed from its first move on.
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    #: The cashier types the price.
    open_price: Mapped[bool]
    #: The tax it falls under, "" for none.
    tax_class: Mapped[str]
    #: Below this much it is time to order; 0 for no such mark.
    min_stock: Mapped[Quantity]
    #: What the same cookie of several makers has in common, "" for none.
    family: Mapped[str]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    #: What a price typed at the till may be, of one base unit; without them anything.
    price_min: Mapped[Rupiah | None] = mapped_column(default=None)
    price_max: Mapped[Rupiah | None] = mapped_column(default=None)
    #: What the till asks with every such line ("Nomor HP", "ID Pelanggan"); nothing without it.
    asks_note: Mapped[str | None] = mapped_column(default=None)
    #: Where it stands in the shop ("Rak 3 kiri"), as a price check shows it.
    shelf: Mapped[str | None] = mapped_column(default=None)
    #: Up to so much is ordered; without it the proposal reckons by the pace of sales alone.
    target_stock: Mapped[Quantity | None] = mapped_column(default=None)
    #: What is in one base unit, for the price per kg or litre: 150 and "g".
    content: Mapped[Quantity | None] = mapped_column(default=None)
    content_unit: Mapped[str | None] = mapped_column(default=None)
    #: Eaten or drunk: it is refused at the till when all that is left of it has expired.
    food: Mapped[bool | None] = mapped_column(default=None)
    #: So many days it keeps from the day it comes in or is made, where no date is keyed.
    keeps_days: Mapped[int | None] = mapped_column(default=None)
    #: The home industry's number, as text (domain/indonesia.md 5); checked softly.
    pirt: Mapped[str | None] = mapped_column(default=None)
    #: The halal certificate's number, or "non-halal".
    halal: Mapped[str | None] = mapped_column(default=None)
    #: What is in it, in descending order, for its label.
    composition: Mapped[str | None] = mapped_column(default=None)
    #: The government's ceiling (HET) for one base unit, and since when.
    ceiling_price: Mapped[Rupiah | None] = mapped_column(default=None)
    ceiling_since: Mapped[date | None] = mapped_column(default=None)
    #: Its picture (`inventory.pictures`).
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"), default=None)


class ProductUnit(Record):
    """A unit a product is sold by; the base unit is one of them, with factor 1."""

    __tablename__ = "product_units"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("factor > 0", name="factor"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    name: Mapped[str]
    #: Base units in one of it.
    factor: Mapped[Quantity]
    #: Its place among the product's units, smallest first.
    place: Mapped[int]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class Barcode(Record):
    """A code printed on a unit, normalised.  The same code on two goods is allowed: the till asks."""

    __tablename__ = "barcodes"
    __table_class__ = MASTER

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(index=True)
    product_unit_id: Mapped[int] = mapped_column(ForeignKey("product_units.id"), index=True)
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class Price(Record):
    """One price of one unit (see `goods.PriceLine`); a change retires it and adds another."""

    __tablename__ = "prices"
    __table_class__ = MASTER
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("min_quantity >= 0", name="min_quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_unit_id: Mapped[int] = mapped_column(ForeignKey("product_units.id"), index=True)
    rule: Mapped[PriceRule] = mapped_column(WordColumn(PriceRule))
    #: The members' class it is for, "" for everybody.
    price_class: Mapped[str]
    #: From so much of the good in the cart, in base units.
    min_quantity: Mapped[Quantity]
    price: Mapped[Rupiah]
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    #: When it was set, by whom and why; unknown for those of an older program.
    set_at: Mapped[datetime | None] = mapped_column(default=None)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), default=None)
    why: Mapped[str | None] = mapped_column(default=None)
