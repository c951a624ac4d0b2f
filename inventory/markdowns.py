"""Markdowns: goods near their date made cheaper, step by step, before they must be thrown away.

The shop's setting says by how much at how many days left.  What is proposed becomes a
promotion of that good until its date; nothing goes below cost unless it is ticked.  A
member's goods are never reduced without her: they are only told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import Connection, or_, select

from inventory import expiry_queries, locations, price_queries, promotions, stock_queries
from inventory.expiries import Dated
from inventory.lots import UnitCost
from inventory.products import Product
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, PromotionRecord, PromotionTarget, Target
from koperasi.errors import BadInput
from koperasi.money import ZERO, Rupiah, half_up
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.rights import Permission
from koperasi.text import _, short_date
from koperasi.work import Work, needs

WHOLE = 10_000
#: What begins the codes of promotions made here.
MARK = "ED"
_STEP = re.compile(r"(\d{1,3}):(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Step:
    """With so many days left or fewer, so many basis points off."""

    days: int
    rate_bps: int


@dataclass(frozen=True, slots=True)
class Reduced:
    """A promotion made here that still holds."""

    code: str
    rate_bps: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one good, by its lot that expires first.

    `fresh` keeps longer and becomes cheaper too while the promotion lasts.  `hers` goods are
    a member's: nothing is proposed but to ask her.
    """

    lot: Dated
    rate_bps: int
    fresh: Quantity = NOTHING
    now: Reduced | None = None
    #: What a base unit cost last, rounded up: the till goes no lower.
    cost: Rupiah = ZERO

    @property
    def hers(self) -> bool:
        return self.lot.maker_id is not None

    @property
    def done(self) -> bool:
        """Whether it is reduced by as much already."""
        return self.now is not None and self.now.rate_bps >= self.rate_bps

    @property
    def open(self) -> bool:
        """Whether there is something to start."""
        return not (self.hers or self.done) and self.lot.price is not None

    @property
    def needed(self) -> bool:
        """Whether it would not be sold in time as it is."""
        return self.open and self.lot.unsold > NOTHING

    def price(self, *, below_cost: bool) -> Rupiah | None:
        """What a base unit will cost; None where it has no price."""
        if self.lot.price is None:
            return None
        wished = self.lot.price - Rupiah(half_up(self.lot.price.amount * self.rate_bps, WHOLE))
        return wished if below_cost else min(max(wished, self.cost), self.lot.price)

    def capped(self) -> bool:
        """Whether its cost allows less than the whole step."""
        return self.lot.price is not None and self.price(below_cost=False) != self.price(below_cost=True)

    def words(self, day: date) -> str:
        """Why, or why not, in a sentence."""
        if self.hers:
            said = _("titipan {maker}: tanyakan dulu, atau kembalikan")
            return said.format(maker=self.lot.maker)
        if self.now is not None and self.done:
            rate = percent(self.now.rate_bps)
            return _("sudah dipotong {rate} sampai {day}").format(rate=rate, day=short_date(self.now.last_day))
        if self.lot.price is None:
            return _("belum punya harga")
        told = [self.lot.explained(day)]
        if self.capped():
            told.append(_("paling rendah harga pokok"))
        if self.fresh:
            told.append(_("{fresh} yang masih lama ikut murah").format(fresh=self.fresh.shown))
        return "; ".join(filter(None, told))


def percent(rate_bps: int) -> str:
    return f"{rate_bps // 100}%" if not rate_bps % 100 else f"{rate_bps // 100},{rate_bps % 100:02}%"


def steps(text: str) -> tuple[Step, ...]:
    """The shop's steps, those of fewest days first; raises BadInput for what is none.

    >>> steps("14:10 3:50")
    (Step(days=3, rate_bps=5000), Step(days=14, rate_bps=1000))
    """
    found = []
    for each in text.split():
        match = _STEP.fullmatch(each)
        if match is None:
            words = _("Potongan {step} tidak dimengerti.").format(step=each)
            raise BadInput(words, remedy=_("Contoh: 14:10 7:25 3:50 (hari:persen)."), field="markdown_steps")
        found.append(Step(int(match[1]), int(match[2]) * 100))
    return tuple(sorted(found, key=lambda step: step.days))


def rate(known: Sequence[Step], days_left: int) -> int:
    """What is taken off with so many days left; 0 for what is not near its date, or past it."""
    return next((step.rate_bps for step in known if 0 <= days_left <= step.days), 0)


def propose(
    lots: Sequence[Dated],
    known: Sequence[Step],
    day: date,
    fresh: Mapping[int, Quantity],
    now: Mapping[int, Reduced],
    costs: Mapping[int, UnitCost],
) -> list[Proposal]:
    """One proposal for each good of which a lot is within the steps, the most urgent first."""
    near = [lot for lot in lots if rate(known, lot.days_left(day))]
    near.sort(key=lambda lot: (lot.product_id, lot.expires_on, lot.lot_id))
    found = []
    for product_id, its_lots in groupby(near, key=lambda lot: lot.product_id):
        first = next(its_lots)
        off = rate(known, first.days_left(day))
        cost = _of_one(costs.get(product_id, UnitCost()))
        found.append(Proposal(first, off, fresh.get(product_id, NOTHING), now.get(product_id), cost))
    return sorted(found, key=lambda each: (each.lot.expires_on, each.lot.name))


def _of_one(cost: UnitCost) -> Rupiah:
    if cost.quantity <= NOTHING:
        return ZERO
    return Rupiah(-(-cost.value.amount * THOUSAND // cost.quantity.thousandths))


def read(
    connection: Connection, branch_id: int, day: date, lots: Sequence[Dated], known: Sequence[Step]
) -> list[Proposal]:
    """The proposals for what is near its date, with what is reduced already."""
    near = [lot for lot in lots if rate(known, lot.days_left(day))]
    if not near:
        return []
    products = {lot.product_id for lot in near}
    last = day + timedelta(days=max(step.days for step in known))
    fresh = expiry_queries.fresh_beside(connection, branch_id, products, last)
    shelf = locations.shelf(connection, branch_id)
    costs: dict[int, UnitCost] = {}
    for part in price_queries.parts(sorted(products)):
        costs |= stock_queries.last_costs(connection, shelf, part)
    return propose(near, known, day, fresh, reduced(connection, branch_id, products, day), costs)


def reduced(connection: Connection, branch_id: int, products: set[int], day: date) -> dict[int, Reduced]:
    """What of these goods was reduced here and still is; another branch's promotions do not hold here."""
    record = PromotionRecord
    found: dict[int, Reduced] = {}
    for part in price_queries.parts(sorted(products)):
        rows = (
            select(PromotionTarget.product_id, record.code, record.rate_bps, record.last_day)
            .join(record, record.id == PromotionTarget.promotion_id)
            .where(PromotionTarget.product_id.in_(part), record.retired_at.is_(None), record.last_day >= day)
            .where(record.code.startswith(f"{MARK}-", autoescape=True))
            .where(record.branch_id.is_(None) | (record.branch_id == branch_id))
            .order_by(record.rate_bps)
        )
        for product_id, code, rate_bps, last_day in connection.execute(rows):
            if product_id is not None and last_day is not None:
                found[product_id] = Reduced(code, rate_bps, last_day)
    return found


@dataclass(frozen=True, slots=True)
class Markdown:
    """One good made cheaper until a day, in place of `replaces`."""

    product_id: int
    code: str
    name: str
    rate_bps: int
    last_day: date
    below_cost: bool = False
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class MarkdownCommand:
    """Goods made cheaper from a day on; each until its own date."""

    first_day: date
    lines: tuple[Markdown, ...]


def command(proposals: Sequence[Proposal], day: date, *, below_cost: bool) -> MarkdownCommand:
    """What starts the open ones among the proposals."""
    lines = []
    for each in proposals:
        if each.open:
            lot = each.lot
            code = f"{MARK}-{lot.code}-{lot.expires_on:%d%m%y}-{each.rate_bps // 100}"
            name = _("Hampir kedaluwarsa: {name}").format(name=lot.name)
            may = below_cost and each.capped()
            replaces = each.now.code if each.now is not None else ""
            lines.append(Markdown(lot.product_id, code, name, each.rate_bps, lot.expires_on, may, replaces))
    return MarkdownCommand(day, tuple(lines))


@needs(Permission.PROMOTION_EDIT)
def start(work: Work, new: MarkdownCommand) -> int:
    """Make the promotions; what they replace ends.  Returns how many began; doing it again starts none.

    Raises NotAllowed for one below cost without that right, BadInput for no goods or a member's.
    """
    if not new.lines:
        raise BadInput(_("Belum ada barang yang dipilih."))
    _refuse_makers(work.connection, new)
    begun = [(line, code) for line in new.lines if (code := _free_code(work, line.code))]
    for line, code in begun:
        if line.replaces:
            promotions.end(work, line.replaces)
        target = (Target(product_id=line.product_id),)
        promotion = NewPromotion(
            code,
            line.name,
            PromotionKind.PERCENT,
            target,
            rate_bps=line.rate_bps,
            branch_id=work.shop.branch.id,
            first_day=new.first_day,
            last_day=line.last_day,
            below_cost=line.below_cost,
        )
        promotions.add(work, promotion)
    work.trace.detail.update(markdowns=len(begun))
    return len(begun)


def _free_code(work: Work, code: str) -> str:
    """The code, or with a number after it where it was used, and ended or is another branch's; "" where it holds."""
    record = PromotionRecord
    alike = record.code == code, record.code.startswith(f"{code}/", autoescape=True)
    rows = select(record.code, record.retired_at, record.branch_id).where(or_(*alike))
    known = work.connection.execute(rows).all()
    if any(row.retired_at is None and row.branch_id in (None, work.shop.branch.id) for row in known):
        return ""
    return f"{code}/{len(known) + 1}" if known else code


def _refuse_makers(connection: Connection, new: MarkdownCommand) -> None:
    ids = [line.product_id for line in new.lines]
    hers = connection.scalar(select(Product.name).where(Product.id.in_(ids), Product.maker_id.is_not(None)).limit(1))
    if hers is not None:
        words = _("{name} barang titipan: harganya tidak diturunkan tanpa penitipnya.").format(name=hers)
        raise BadInput(words, field="goods")
