"""Recipes: how a sack becomes bags, and what goes into a parcel, remembered for the next time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.products import Product
from koperasi import masters
from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record
from koperasi.errors import BadInput, NotFound
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


class RecipeKind(StrEnum):
    REPACK = "repack"
    KIT = "kit"


class RecipeRecord(Record):
    """So much of a product is repacked (with so much loss), or is made of its parts."""

    __tablename__ = "recipes"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"), CheckConstraint("loss >= 0", name="loss"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[RecipeKind] = mapped_column(WordColumn(RecipeKind))
    name: Mapped[str]
    #: What is taken apart, or the parcel that is made.
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[Quantity]
    loss: Mapped[Quantity]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class RecipePart(Record):
    """So much of a product comes out of a repacking, or goes into a parcel."""

    __tablename__ = "recipe_parts"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recipe_id: Mapped[int] = mapped_column(ForeignKey("recipes.id"), index=True)
    place: Mapped[int]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[Quantity]
    #: What cost is shared out by; the quantity itself where it is 0.
    weight: Mapped[Quantity]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """So much (base units) of a product; `weight` shares out the cost, 0 for by quantity."""

    product_id: int
    quantity: Quantity
    weight: Quantity = NOTHING

    def times(self, made: Quantity, of: Quantity) -> Part:
        """For `made` instead of `of`; half up to a thousandth."""
        return Part(self.product_id, _scaled(self.quantity, made, of), _scaled(self.weight, made, of))


def _scaled(quantity: Quantity, made: Quantity, of: Quantity) -> Quantity:
    whole = quantity.thousandths * made.thousandths
    return Quantity((2 * whole + of.thousandths) // (2 * of.thousandths))


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe with its parts, as it is kept."""

    id: int
    kind: RecipeKind
    name: str
    product_id: int
    quantity: Quantity
    loss: Quantity
    parts: tuple[Part, ...]

    def scaled(self, quantity: Quantity) -> Recipe:
        """The same for another quantity."""
        parts = tuple(each.times(quantity, self.quantity) for each in self.parts)
        loss = _scaled(self.loss, quantity, self.quantity)
        return Recipe(self.id, self.kind, self.name, self.product_id, quantity, loss, parts)


@dataclass(frozen=True, slots=True)
class NewRecipe:
    """A recipe to remember; `id` names one that it replaces."""

    kind: RecipeKind
    name: str
    product_id: int
    quantity: Quantity
    parts: tuple[Part, ...]
    loss: Quantity = NOTHING
    id: int | None = None


@needs(Permission.STOCK_REPACK)
def keep(work: Work, new: NewRecipe) -> int:
    """Remember a recipe; returns its id.  Raises BadInput without parts or with impossible quantities."""
    if not new.parts or new.quantity <= NOTHING or any(each.quantity <= NOTHING for each in new.parts):
        raise BadInput(_("Isi jumlah bahan dan hasilnya."), field="parts")
    if any(each.product_id == new.product_id for each in new.parts):
        raise BadInput(_("Barang tidak bisa menjadi bagian dari dirinya."), field="parts")
    if new.id is not None:
        _retire(work, new.id)
    recipe_id = work.mint()
    name = plain(new.name) or _("Resep")
    row = {"id": recipe_id, "kind": new.kind, "name": name, "product_id": new.product_id}
    masters.add(work.connection, RecipeRecord, [{**row, "quantity": new.quantity, "loss": new.loss}])
    parts = [
        {
            "id": work.mint(),
            "recipe_id": recipe_id,
            "place": place,
            "product_id": each.product_id,
            "quantity": each.quantity,
            "weight": each.weight,
        }
        for place, each in enumerate(new.parts)
    ]
    masters.add(work.connection, RecipePart, parts)
    work.trace.detail.update(recipe=name)
    return recipe_id


@needs(Permission.STOCK_REPACK)
def retire(work: Work, recipe_id: int) -> None:
    """Forget a recipe; papers made by it stay."""
    _retire(work, recipe_id)
    work.trace.detail.update(retired=str(recipe_id))


def _retire(work: Work, recipe_id: int) -> None:
    if work.connection.scalar(select(RecipeRecord.id).where(RecipeRecord.id == recipe_id)) is None:
        raise NotFound(_("Resep tidak ditemukan."))
    masters.change(work.connection, RecipeRecord, recipe_id, retired_at=work.now)


def all_of(connection: Connection, kind: RecipeKind) -> list[Recipe]:
    """The recipes of a kind that are in use, by name; none of goods that were retired."""
    heads = (
        select(RecipeRecord)
        .join(Product, Product.id == RecipeRecord.product_id)
        .where(RecipeRecord.kind == kind, RecipeRecord.retired_at.is_(None), Product.retired_at.is_(None))
        .order_by(RecipeRecord.name, RecipeRecord.id)
    )
    names = ("id", "kind", "name", "product_id", "quantity", "loss")
    rows = connection.execute(heads.with_only_columns(*(getattr(RecipeRecord, name) for name in names))).all()
    parts = _parts(connection, [row.id for row in rows])
    return [
        Recipe(row.id, row.kind, row.name, row.product_id, row.quantity, row.loss, tuple(parts.get(row.id, ())))
        for row in rows
    ]


def _parts(connection: Connection, recipes: list[int]) -> dict[int, list[Part]]:
    columns = (RecipePart.recipe_id, RecipePart.product_id, RecipePart.quantity, RecipePart.weight)
    found = select(*columns).where(RecipePart.recipe_id.in_(recipes)).order_by(RecipePart.recipe_id, RecipePart.place)
    parts: dict[int, list[Part]] = {}
    for recipe_id, product_id, quantity, weight in connection.execute(found):
        parts.setdefault(recipe_id, []).append(Part(product_id, quantity, weight))
    return parts
