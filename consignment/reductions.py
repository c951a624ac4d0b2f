"""Reductions that agreements ask for: proposed from the days of her oldest lot, begun as promotions.

A promotion names who bears it, so that the sale's line and her share follow the agreement.
It lasts until the day before the next step; when the old lot is sold out it is ended.  What
is proposed twice begins once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, or_, select

from consignment import agreement_queries, markdowns
from consignment.agreements import Agreement, Markdown
from consignment.consigned_lots import ConsignedLot
from consignment.terms import Bearer
from inventory import paces, price_queries, pricing, promotions, queries
from inventory.locations import Location
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, PromotionRecord, PromotionTarget, Target
from inventory.stock import Stock
from koperasi import parties
from koperasi.branches import Branch
from koperasi.errors import BadInput, Refused
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, ONE
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs

#: What begins the codes of promotions made here.
MARK = "TT"
#: The last step lasts so many days at a time; it is proposed again while the lot is there.
LAST_STEP_DAYS = 30


@dataclass(frozen=True, slots=True)
class OldLot:
    """The lot of a good that has been on the shelf longest."""

    lot_id: int
    product_id: int
    code: str
    name: str
    maker_id: int
    maker: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Reduced:
    """A reduction begun here that still holds."""

    code: str
    product_id: int
    off_bps: int
    bearer: Bearer
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What her agreement asks for one good today."""

    lot: OldLot
    days: int
    step: Markdown
    last_day: date
    #: What a base unit costs anybody; None where it has no price.
    price: Rupiah | None
    number: str
    now: Reduced | None = None

    @property
    def price_after(self) -> Rupiah | None:
        if self.price is None:
            return None
        return markdowns.price_after(self.price, self.days, (self.step,)).price

    @property
    def done(self) -> bool:
        """Whether it is reduced so already."""
        return self.now is not None and (self.now.off_bps, self.now.bearer) == (self.step.off_bps, self.step.bearer)


@dataclass(frozen=True, slots=True)
class Asked:
    """What agreements ask for today, and reductions that no lot asks for any more."""

    proposals: tuple[Proposal, ...]
    over: tuple[Reduced, ...]

    @property
    def open(self) -> tuple[Proposal, ...]:
        return tuple(each for each in self.proposals if not each.done and each.price is not None)


@dataclass(frozen=True, slots=True)
class Reduction:
    """One good made cheaper until a day, borne as agreed."""

    product_id: int
    code: str
    name: str
    off_bps: int
    bearer: Bearer
    last_day: date


@dataclass(frozen=True, slots=True)
class ReductionCommand:
    """Reductions that begin on a day, and those that end (by their codes)."""

    first_day: date
    lines: tuple[Reduction, ...]
    ends: tuple[str, ...] = ()


def read(connection: Connection, branch: Branch, day: date) -> Asked:
    """What every agreement with steps asks for on a day, the oldest lot first."""
    lots = _oldest(connection, branch.id)
    schedules = _schedules(connection, lots, day)
    asking = [lot for lot in lots if lot.product_id in schedules]
    prices = _prices(connection, [lot.product_id for lot in asking], branch.id, day)
    now = {each.product_id: each for each in _begun(connection, branch.id, day)}
    proposals = []
    for lot in asking:
        agreement = schedules[lot.product_id]
        days, steps = (day - lot.received_on).days, agreement.conditions.markdowns
        step = markdowns.step_after(days, steps)
        if step is not None:
            coming = markdowns.next_step(days, steps)
            left = coming.after_days - days if coming is not None else LAST_STEP_DAYS
            last = day + timedelta(days=left - 1)
            held = now.get(lot.product_id)
            proposals.append(Proposal(lot, days, step, last, prices.get(lot.product_id), agreement.number, held))
    wanted = {each.lot.product_id for each in proposals}
    over = tuple(each for product, each in sorted(now.items()) if product not in wanted)
    return Asked(tuple(proposals), over)


def command(asked: Asked, day: date) -> ReductionCommand:
    """What begins all open ones, in place of what holds for them now, and ends what is over."""
    lines = tuple(_line(each) for each in asked.open)
    replaced = [each.now.code for each in asked.open if each.now is not None]
    return ReductionCommand(day, lines, (*replaced, *(each.code for each in asked.over)))


def _line(proposal: Proposal) -> Reduction:
    lot, step = proposal.lot, proposal.step
    code = f"{MARK}-{lot.code}-{lot.received_on:%d%m%y}-{step.after_days}"
    name = _("Harga turun: {name}").format(name=lot.name)
    return Reduction(lot.product_id, code, name, step.off_bps, step.bearer, proposal.last_day)


@needs(Permission.PROMOTION_EDIT)
def start(work: Work, new: ReductionCommand) -> int:
    """Begin the reductions and end those that are over; returns how many began.  Doing it again begins none.

    Raises BadInput (row) for a good that is no maker's, or where her agreement does not say so;
    NotAllowed for one the shop bears without the right to go below its floor.
    """
    _check_agreed(work, new)
    for code in new.ends:
        if _live(work.connection, code):
            promotions.end(work, code)
    begun = 0
    for line in new.lines:
        code = _free_code(work.connection, line.code)
        if code:
            promotions.add(work, _promotion(work, line, code, new.first_day))
            begun += 1
    work.trace.detail.update(reductions=begun, ended=len(new.ends))
    return begun


def _promotion(work: Work, line: Reduction, code: str, first_day: date) -> NewPromotion:
    return NewPromotion(
        code,
        line.name,
        PromotionKind.PERCENT,
        (Target(product_id=line.product_id),),
        bearer=line.bearer,
        rate_bps=line.off_bps,
        branch_id=work.shop.branch.id,
        first_day=first_day,
        last_day=line.last_day,
        # What the shop signed for it bears beyond its commission too.
        below_cost=line.bearer is Bearer.SHOP,
        # It was signed for in her agreement.
        agreed=True,
    )


def _check_agreed(work: Work, new: ReductionCommand) -> None:
    """A maker bears only what a version of hers says: so much, by that bearer."""
    ids = [line.product_id for line in new.lines]
    makers = dict(work.connection.execute(select(Product.id, Product.maker_id).where(Product.id.in_(ids))).all())
    known = agreement_queries.of_makers(work.connection, {each for each in makers.values() if each is not None})
    for row, line in enumerate(new.lines, start=1):
        versions = known.get(makers.get(line.product_id) or 0, ())
        agreed = {(step.off_bps, step.bearer) for each in versions for step in each.conditions.markdowns}
        if (line.off_bps, line.bearer) not in agreed:
            words = _("{name}: potongan ini tidak ada di perjanjian penitipnya.").format(name=line.name)
            raise BadInput(words, field="off_bps", row=row)


def _live(connection: Connection, code: str) -> bool:
    record = PromotionRecord
    return connection.scalar(select(record.id).where(record.code == code, record.retired_at.is_(None))) is not None


def _free_code(connection: Connection, code: str) -> str:
    """The code, or with a number after it where it was used and ended; "" where it holds already."""
    record = PromotionRecord
    alike = or_(record.code == code, record.code.startswith(f"{code}/", autoescape=True))
    known = connection.execute(select(record.code, record.retired_at).where(alike)).all()
    if any(row.retired_at is None for row in known):
        return ""
    return f"{code}/{len(known) + 1}" if known else code


def _oldest(connection: Connection, branch_id: int) -> list[OldLot]:
    """Of every good the makers' lot that is there longest, of what a branch has for sale."""
    found = (
        select(
            ConsignedLot.lot_id,
            Product.id,
            Product.code,
            Product.name,
            ConsignedLot.maker_id,
            Party.title,
            Party.name,
            LotRecord.received_on,
        )
        .join(Stock, (Stock.lot_id == ConsignedLot.lot_id) & (Stock.product_id == ConsignedLot.product_id))
        .join(LotRecord, LotRecord.id == ConsignedLot.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .join(Product, Product.id == ConsignedLot.product_id)
        .join(Party, Party.id == ConsignedLot.maker_id)
        .where(Stock.quantity > NOTHING, Product.retired_at.is_(None))
        .where(Location.branch_id == branch_id, Location.kind.in_(paces.FOR_SALE))
        .order_by(LotRecord.received_on, Product.name, ConsignedLot.lot_id)
    )
    first: dict[int, OldLot] = {}
    for lot_id, product, code, name, maker, title, called, received in connection.execute(found):
        first.setdefault(product, OldLot(lot_id, product, code, name, maker, parties.called(title, called), received))
    return list(first.values())


def _schedules(connection: Connection, lots: Sequence[OldLot], day: date) -> dict[int, Agreement]:
    """Product → the agreement whose steps hold for its oldest lot: the lot's own, else the one in force."""
    of_lots = agreement_queries.of_lots(connection, [lot.lot_id for lot in lots])
    versions = agreement_queries.of_makers(connection, {lot.maker_id for lot in lots})
    found: dict[int, Agreement] = {}
    for lot in lots:
        begun = [each for each in versions.get(lot.maker_id, ()) if each.starts_on <= day]
        agreement = of_lots.get(lot.lot_id) or (begun[-1] if begun else None)
        if agreement is not None and agreement.conditions.markdowns:
            found[lot.product_id] = agreement
    return found


def _prices(connection: Connection, products: Collection[int], branch_id: int, day: date) -> dict[int, Rupiah]:
    found: dict[int, Rupiah] = {}
    for part in price_queries.parts(sorted(products)):
        for product, good in queries.goods(connection, part).items():
            try:
                found[product] = pricing.price(good.base, ONE, None, branch_id, day).list_price
            except Refused:
                continue
    return found


def _begun(connection: Connection, branch_id: int, day: date) -> Iterable[Reduced]:
    record = PromotionRecord
    rows = (
        select(record.code, PromotionTarget.product_id, record.rate_bps, record.bearer, record.last_day)
        .join(PromotionTarget, PromotionTarget.promotion_id == record.id)
        .where(record.code.startswith(f"{MARK}-", autoescape=True), record.retired_at.is_(None))
        .where(record.last_day >= day, record.branch_id == branch_id, PromotionTarget.product_id.is_not(None))
        .order_by(record.id)
    )
    return [
        Reduced(code, product, off, bearer, last)
        for code, product, off, bearer, last in connection.execute(rows)
        if product is not None
    ]
