"""Promotions as the till sees them: frozen values, no database behind them.

A promotion is for goods (some, those of a category, or those of a maker), in one branch or
all, for one class of members or everybody, on some days of the week, between some hours; and
it says who bears what it gives.  Which one wins is decided in `promotion_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from inventory.lots import UnitCost
from koperasi.money import ZERO, Rupiah, of_rate
from koperasi.quantity import Quantity
from koperasi.text import _

DAY = timedelta(days=1)
NO_COST = UnitCost()


class Bearer(StrEnum):
    """Who bears a discount."""

    SHOP = "shop"
    MAKER = "maker"


class PromotionKind(StrEnum):
    #: A rate off each line.
    PERCENT = "percent"
    #: So many rupiah off each unit.
    AMOUNT = "amount"
    #: Another price for each unit.
    PRICE = "price"
    #: Of so many bought, so many more cost nothing.
    FREE = "free"
    #: A set of goods together at a price.
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Piece:
    """So much (base units) of a good in a bundle."""

    product_id: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Promotion:
    """What is given, for whom, and when.

    `amount` is what comes off each unit, what each unit costs, or what a bundle costs.
    `units` are the selling units it counts in; without any, a rate holds for every unit, free
    goods are counted in base units over all units, and an amount or a price is of one base
    unit.  Both dates are included, None leaving that end open.  `weekdays` has bit 0 for
    Monday, 0 for every day; `begins` and `ends` are minutes from midnight on the branch's
    clock, and hours that end before they begin run over midnight.
    """

    id: int
    name: str
    kind: PromotionKind
    bearer: Bearer = Bearer.SHOP
    rate_bps: int = 0
    amount: Rupiah = ZERO
    buy: int = 0
    free: int = 0
    pieces: tuple[Piece, ...] = ()
    units: tuple[int, ...] = ()
    price_class: str = ""
    branch_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    weekdays: int = 0
    begins: int | None = None
    ends: int | None = None
    #: Someone with the right said that it may go below cost.
    below_cost: bool = False

    def holds(self, price_class: str, branch_id: int, day: date, clock: datetime | None) -> bool:
        """Whether it holds now.

        `day` is the business date, which decides where there are no hours; `clock` the
        branch's time of day: hours over midnight belong to the day on which they began.
        """
        if self.price_class not in ("", price_class) or self.branch_id not in (None, branch_id):
            return False
        if self.begins is None or self.ends is None:
            return self._on(day)
        if clock is None:
            return False
        minute, today = clock.hour * 60 + clock.minute, clock.date()
        if self.begins < self.ends:
            return self.begins <= minute < self.ends and self._on(today)
        return (minute >= self.begins and self._on(today)) or (minute < self.ends and self._on(today - DAY))

    def _on(self, day: date) -> bool:
        return (
            (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
            and (not self.weekdays or bool(self.weekdays >> day.weekday() & 1))
        )

    @property
    def timed(self) -> bool:
        """Whether it depends on the time of day."""
        return self.begins is not None

    @property
    def gives(self) -> str:
        """In shop words: `beli 2 gratis 1`."""
        match self.kind:
            case PromotionKind.PERCENT:
                return _("diskon {rate}%").format(rate=Quantity(self.rate_bps * 10))
            case PromotionKind.AMOUNT:
                return _("potongan {amount}").format(amount=self.amount)
            case PromotionKind.PRICE:
                return _("harga {amount}").format(amount=self.amount)
            case PromotionKind.FREE:
                return _("beli {buy} gratis {free}").format(buy=self.buy, free=self.free)
            case _:
                return _("paket {amount}").format(amount=self.amount)

    @property
    def title(self) -> str:
        """`Promo Sabtu Sehat`, whether or not its name begins so by itself."""
        named = self.name.casefold().startswith(_("Promo").casefold())
        return self.name if named else _("Promo {name}").format(name=self.name)

    def reason(self, capped: bool) -> str:
        """What the customer reads: `Promo Sabtu Sehat: beli 2 gratis 1`."""
        words = _("{title}: {gives} (sampai harga pokok)") if capped else _("{title}: {gives}")
        return words.format(title=self.title, gives=self.gives)


@dataclass(frozen=True, slots=True)
class Floor:
    """Below what a good is not reduced: the shop's cost, or the deal with its maker.

    `cost` is the last known one of the shop's own goods, or the fixed sum a maker gets
    (`fixed`); `rate_bps` the shop's commission where hers is the rest of the price.
    """

    cost: UnitCost = NO_COST
    fixed: bool = False
    rate_bps: int | None = None

    def least(self, quantity: Quantity, listed: Rupiah, bearer: Bearer) -> Rupiah:
        """What so much must bring at least, that costs `listed` without any promotion.

        A maker who bears it herself may give all of hers, and the shop keeps its own part.
        """
        if self.rate_bps is not None:
            return ZERO if bearer is Bearer.MAKER else listed - Rupiah(of_rate(listed.amount, self.rate_bps))
        cost = self.cost.of(quantity)
        return listed - min(cost, listed) if self.fixed and bearer is Bearer.MAKER else cost


@dataclass(frozen=True, slots=True)
class Promotions:
    """Every promotion in use, found by good, category and maker in one step each."""

    by_product: dict[int, tuple[Promotion, ...]] = field(default_factory=dict)
    by_category: dict[int, tuple[Promotion, ...]] = field(default_factory=dict)
    by_maker: dict[int, tuple[Promotion, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_product or self.by_category or self.by_maker)

    def of(self, product_id: int, category_id: int | None, maker_id: int | None) -> tuple[Promotion, ...]:
        """Those for one good, each once, in the order they were made."""
        found = self.by_product.get(product_id, ())
        if category_id is not None:
            found += self.by_category.get(category_id, ())
        if maker_id is not None:
            found += self.by_maker.get(maker_id, ())
        return tuple({each.id: each for each in sorted(found, key=lambda each: each.id)}.values())


NO_PROMOTIONS = Promotions()
