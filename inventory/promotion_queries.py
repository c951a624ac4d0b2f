"""What the office reads of promotions, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from inventory.products import Category, Product, ProductUnit
from inventory.promotion_offers import Bearer, Promotion, PromotionKind
from inventory.promotions import PromotionRecord, PromotionTarget
from koperasi import parties
from koperasi.parties import Party
from koperasi.quantity import ONE
from koperasi.text import _


@dataclass(frozen=True, slots=True)
class Listed:
    """A promotion as a list shows it; `aims` names what it is for."""

    id: int
    code: str
    name: str
    kind: PromotionKind
    gives: str
    aims: str
    price_class: str
    weekdays: int
    begins: int | None
    ends: int | None
    first_day: date | None
    last_day: date | None
    bearer: Bearer
    below_cost: bool
    ended_at: datetime | None

    def over(self, day: date) -> bool:
        """Whether it was ended, or its last day is past."""
        return self.ended_at is not None or (self.last_day is not None and self.last_day < day)


def listed(connection: Connection) -> list[Listed]:
    """Every promotion that was ever made, by code."""
    aims = _aims(connection)
    found = select(PromotionRecord.__table__).order_by(PromotionRecord.code, PromotionRecord.id)
    rows = []
    for row in connection.execute(found):
        offer = Promotion(row.id, row.name, row.kind, rate_bps=row.rate_bps, amount=row.amount)
        gives = replace(offer, buy=row.buy, free=row.free).gives
        said = {name: getattr(row, name) for name in Listed.__slots__ if name not in ("gives", "aims", "ended_at")}
        rows.append(Listed(**said, gives=gives, aims=", ".join(aims.get(row.id, ())), ended_at=row.retired_at))
    return rows


def _aims(connection: Connection) -> dict[int, list[str]]:
    """Promotion → what it is for, in words."""
    target = PromotionTarget
    found = (
        select(
            target.promotion_id,
            target.quantity,
            Product.name.label("product"),
            ProductUnit.name.label("unit"),
            Category.name.label("category"),
            Party.name.label("maker"),
            Party.title,
        )
        .outerjoin(Product, Product.id == target.product_id)
        .outerjoin(ProductUnit, ProductUnit.id == target.unit_id)
        .outerjoin(Category, Category.id == target.category_id)
        .outerjoin(Party, Party.id == target.maker_id)
        .order_by(target.id)
    )
    aims: dict[int, list[str]] = {}
    for row in connection.execute(found):
        if row.product is not None:
            count = f"{row.quantity} " if row.quantity and row.quantity != ONE else ""
            words = count + (f"{row.product} ({row.unit.lower()})" if row.unit else row.product)
        elif row.category is not None:
            words = _("kategori {name}").format(name=row.category)
        else:
            words = _("buatan {name}").format(name=parties.called(row.title, row.maker))
        aims.setdefault(row.promotion_id, []).append(words)
    return aims
