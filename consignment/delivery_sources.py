"""Whom and what the delivery desk may be given: makers by card, code or name, and their own goods.

Each answer is a frozen value with all that the desk shows of it; goods of somebody else are
told as what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, exists, func, or_, select

from consignment import agreement_queries, terms
from consignment.agreements import CAUSES, UNWRITTEN, Agreement, FeeWhen
from consignment.deliveries import moved
from consignment.delivery_desks import DeliveryDesk, DeskLine, DeskMaker, DeskPart, DeskUnit
from consignment.makers import GroupMaker, MakerRecord, Standing
from consignment.shares import MakerShare
from inventory import paces, pricing, queries
from inventory.goods import Found, Good, Unit
from inventory.lots import LotRecord
from inventory.paces import Pace
from inventory.partners import UNKNOWN_MAKER
from inventory.products import Product
from inventory.stock import Stock
from koperasi import parties
from koperasi.columns import summed
from koperasi.errors import NotFound, Refused
from koperasi.members import Member, MemberCard
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop
from koperasi.text import _

#: Lists show so many.
MOST = 40
#: By the sales of so many days it is told what goes a day.
WEEKS = 28


@dataclass(frozen=True, slots=True)
class MakerHit:
    """Somebody who may be meant: `detail` says who she is (`A-0064 · Kelompok Melati`)."""

    id: int
    name: str
    detail: str
    is_group: bool


# -- makers ----------------------------------------------------------------------------------------


def makers(shop: Shop, words: str) -> tuple[MakerHit, ...]:
    """People and groups with every one of these words in name or number; those who bring goods first."""
    with shop.reading() as connection:
        return _hits(connection, _having(words.split(), others=shop.settings.makers_may_be_others))


def by_code(shop: Shop, code: str) -> tuple[MakerHit, ...]:
    """Who has this card, member's number or code."""
    asked = code.strip()
    card = select(MemberCard.party_id).where(MemberCard.code == asked, MemberCard.retired_at.is_(None))
    hers = or_(Party.code == asked, Member.number == asked, Party.id.in_(card))
    with shop.reading() as connection:
        return _hits(connection, _people().where(hers))


def _people() -> Any:
    found = select(Party.id, Party.code, Party.name, Party.kind, Party.village, Member.number, Member.group_name)
    joined = found.outerjoin(Member, (Member.party_id == Party.id) & Member.retired_at.is_(None))
    return joined.where(Party.retired_at.is_(None), Party.code != UNKNOWN_MAKER)


def _having(words: Sequence[str], *, others: bool) -> Any:
    makes = exists().where(Product.maker_id == Party.id)
    found = _people()
    for word in words:
        part = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        found = found.where(
            or_(*(each.ilike(f"%{part}%", escape="!") for each in (Party.name, Party.code, Member.number)))
        )
    known = or_(Member.party_id.is_not(None), Party.kind == PartyKind.GROUP, makes)
    usual = known if not others else or_(known, Party.kind == PartyKind.PERSON)
    return found.where(usual).order_by(makes.desc(), Party.name, Party.id).limit(MOST)


def _hits(connection: Connection, found: Any) -> tuple[MakerHit, ...]:
    return tuple(
        MakerHit(row.id, row.name, _detail(row), row.kind is PartyKind.GROUP) for row in connection.execute(found)
    )


def _detail(row: Any) -> str:
    group = _("Kelompok") if row.kind is PartyKind.GROUP else row.group_name or ""
    return " · ".join(part for part in (row.number or row.code, group, row.village) if part)


def maker(shop: Shop, party_id: int) -> DeskMaker:
    """Somebody who brings goods, with what was agreed on with her.  Raises NotFound."""
    day = _today(shop)
    with shop.reading() as connection:
        return maker_on(connection, party_id, day)


def maker_on(connection: Connection, party_id: int, day: date) -> DeskMaker:
    row = connection.execute(
        select(
            Party.id,
            func.coalesce(Member.number, Party.code).label("code"),
            Party.name,
            Party.title,
            Party.kind,
            Member.group_name,
            Member.party_id.label("member_id"),
            func.coalesce(Member.pin_hash, MakerRecord.pin_hash).label("pin_hash"),
            MakerRecord.standing,
        )
        .outerjoin(Member, Member.party_id == Party.id)
        .outerjoin(MakerRecord, MakerRecord.party_id == Party.id)
        .where(Party.id == party_id)
    ).one_or_none()
    if row is None:
        raise NotFound(_("Penitip tidak ditemukan."))
    is_group = row.kind is PartyKind.GROUP
    agreement = agreement_queries.in_force(connection, party_id, day)
    return DeskMaker(
        row.id,
        row.code,
        row.name,
        parties.called(row.title, row.name),
        row.group_name or "",
        is_group,
        _people_of(connection, party_id) if is_group else (),
        row.standing not in (None, Standing.ACTIVE),
        row.member_id is not None,
        row.pin_hash is not None,
        **_agreed(agreement, day),
    )


def _agreed(agreement: Agreement | None, day: date) -> dict[str, Any]:
    conditions = agreement.conditions if agreement is not None else UNWRITTEN
    fees = [each.amount for each in conditions.fees if each.when is FeeWhen.DELIVERY]
    return {
        "agreement_id": agreement.id if agreement is not None else None,
        "agreement_number": agreement.number if agreement is not None else "",
        "version": agreement.version if agreement is not None else 0,
        "holds": agreement is None or agreement.holds(day),
        "price_by": conditions.price_by,
        "shelf_days": conditions.shelf_days,
        "fee": fees[0] if fees else ZERO,
        "liabilities": tuple((cause, conditions.shop_bears(cause)) for cause in CAUSES),
    }


def _people_of(connection: Connection, group_id: int) -> tuple[DeskPart, ...]:
    """Who belongs to a group, by name."""
    found = (
        select(Party.name, Party.id)
        .join(GroupMaker, GroupMaker.party_id == Party.id)
        .where(GroupMaker.group_id == group_id, GroupMaker.retired_at.is_(None))
        .order_by(Party.name, Party.id)
    )
    return tuple(DeskPart(name, NOTHING, party) for name, party in connection.execute(found))


# -- goods -----------------------------------------------------------------------------------------


def scanned(shop: Shop, who: DeskMaker, code: str) -> tuple[DeskLine, ...]:
    """Her goods that a code names; () for a code that names nothing.  Raises Refused for somebody else's."""
    with shop.reading() as connection:
        found = queries.find_code(connection, code, shop.settings.scale_barcode_mask)
        hers = [each for each in found if _hers(connection, each.good, who.id)]
        if found and not hers:
            good = found[0].good
            owner = good.maker_name or _("toko")
            words = _("{name} bukan barang {who}, tetapi milik {owner}.")
            raise Refused(
                words.format(name=good.name, who=who.called, owner=owner),
                remedy=_("Buat barang sendiri untuk setiap penitip."),
                rule="other-maker",
            )
        return lines_of(connection, shop, who, hers)


def _hers(connection: Connection, good: Good, maker_id: int) -> bool:
    """Whether a good is hers, or some maker's of whom nobody wrote down who, and never moved."""
    if good.maker_id is None or good.maker_id == maker_id:
        return good.maker_id is not None
    unknown = good.maker_id == parties.by_code(connection, UNKNOWN_MAKER)
    return unknown and not moved(connection, good.product_id)


def searched(shop: Shop, who: DeskMaker, words: str) -> tuple[DeskLine, ...]:
    """Her goods with all these words, by name; all of them without a word."""
    found = select(Product.id).where(Product.maker_id == who.id, Product.retired_at.is_(None))
    for word in words.split():
        part = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        found = found.where(
            or_(Product.name.ilike(f"%{part}%", escape="!"), Product.code.ilike(f"{part}%", escape="!"))
        )
    with shop.reading() as connection:
        wanted = list(connection.scalars(found.order_by(Product.name, Product.id).limit(MOST)))
        goods = queries.goods(connection, wanted)
        there = [Found(goods[each], goods[each].units[0].id) for each in wanted if each in goods]
        return lines_of(connection, shop, who, there)


def lines_of(connection: Connection, shop: Shop, who: DeskMaker, found: Sequence[Found]) -> tuple[DeskLine, ...]:
    """Lines for goods of hers, with their terms, prices, what is left of them and what goes a day."""
    day, branch = _today(shop), shop.branch.id
    wanted = sorted({each.good.product_id for each in found})
    known = _known(connection, wanted)
    deals = _deals(connection, who, wanted, day)
    there = _there(connection, branch, wanted)
    daily = _daily(connection, who.id, wanted, day)
    lines = []
    for each in found:
        good, row = each.good, known[each.good.product_id]
        units = tuple(DeskUnit(x.id, x.name, x.factor, _price(x, branch, day)) for x in good.units)
        line = DeskLine(good.product_id, good.code, good.name, good.base_unit, units, each.unit_id)
        left, oldest = there.get(good.product_id, (NOTHING, None))
        deal, agreed = deals.get(good.product_id, (None, False))
        lines.append(
            replace(
                line,
                offered=each.quantity or ONE,
                price=line.unit.price,
                terms=deal,
                agreed=agreed,
                food=bool(row.food),
                keeps_days=row.keeps_days,
                pirt=row.pirt or "",
                halal=row.halal or "",
                on_hand=left,
                daily=daily.get(good.product_id, NOTHING),
                age=(day - oldest).days if oldest is not None else None,
            )
        )
    return tuple(lines)


def renewed(shop: Shop, desk: DeliveryDesk) -> DeliveryDesk:
    """A desk that lay here for a while, with the terms and prices of today and the maker as she is now."""
    if desk.maker is None:
        return desk
    who, known = now(shop, desk.maker.id, [each.product_id for each in desk.lines])
    return desk.renewed(who, known)


def now(shop: Shop, maker_id: int, products: Collection[int]) -> tuple[DeskMaker, dict[int, DeskLine]]:
    """A maker as she is now, and these goods as they would be scanned now."""
    who = maker(shop, maker_id)
    with shop.reading() as connection:
        goods = queries.goods(connection, sorted(set(products)))
        found = [Found(each, each.units[0].id) for each in goods.values()]
        return who, {each.product_id: each for each in lines_of(connection, shop, who, found)}


def _known(connection: Connection, products: Collection[int]) -> dict[int, Any]:
    columns = (Product.id, Product.category_id, Product.food, Product.keeps_days, Product.pirt, Product.halal)
    return {row.id: row for row in connection.execute(select(*columns).where(Product.id.in_(products)))}


def _deals(
    connection: Connection, who: DeskMaker, products: Sequence[int], day: date
) -> dict[int, tuple[terms.Terms, bool]]:
    """Product → its terms and whether her agreement tells them; else those it was brought on last."""
    found = {product: (deal, False) for product, deal in terms.of_product(connection, products).items()}
    if who.agreement_id is None:
        return found
    agreement = agreement_queries.by_id(connection, who.agreement_id)
    for row in _known(connection, products).values():
        deal = agreement.terms_for(row.id, row.category_id)
        if deal is not None:
            found[row.id] = (deal, True)
    return found


def _price(unit: Unit, branch_id: int, day: date) -> Rupiah | None:
    try:
        return pricing.price(unit, max(unit.factor, ONE), None, branch_id, day).list_price
    except Refused:
        return None


def _there(connection: Connection, branch_id: int, products: Sequence[int]) -> dict[int, tuple[Quantity, date | None]]:
    """Product → what is here for sale, and when the oldest of it came."""
    places = paces.locations_for_sale(connection, branch_id)
    found = (
        select(Stock.product_id, summed(Stock.quantity), func.min(LotRecord.received_on))
        .join(LotRecord, LotRecord.id == Stock.lot_id)
        .where(Stock.product_id.in_(products), Stock.location_id.in_(places), Stock.quantity != NOTHING)
        .group_by(Stock.product_id)
    )
    return {product: (quantity, oldest) for product, quantity, oldest in connection.execute(found)}


def _daily(connection: Connection, maker_id: int, products: Sequence[int], day: date) -> dict[int, Quantity]:
    """Product → what went a day in the last weeks, or since it first came where that is less."""
    since = day - timedelta(days=WEEKS)
    went = (
        select(MakerShare.product_id, summed(MakerShare.quantity))
        .where(MakerShare.maker_id == maker_id, MakerShare.business_date >= since)
        .group_by(MakerShare.product_id)
    )
    sold = {product: quantity for product, quantity in connection.execute(went) if product in products}
    came = select(LotRecord.product_id, func.min(LotRecord.received_on)).where(LotRecord.product_id.in_(sorted(sold)))
    first: dict[int, date] = dict(connection.execute(came.group_by(LotRecord.product_id)).all())
    return {
        product: Pace(quantity, max(1, min(WEEKS, (day - first.get(product, since)).days))).daily
        for product, quantity in sold.items()
        if quantity > NOTHING
    }


def _today(shop: Shop) -> date:
    return shop.branch.business_date(shop.clock())
