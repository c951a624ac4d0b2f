"""Edge cases 27 to 32 and 38 of domain/consignment.md 5.8: who buys, what is given off, and who bears it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consignment.shares import MakerShare
from inventory import promotions
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, Target
from inventory.write_offs import Cause
from koperasi.errors import Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from pos import member_accounts
from pos.cart_discounts import Cut
from pos.stations import Station
from pos.tenders import Tender, TenderKind
from tests.consignment import edges, paying
from tests.consignment.edges import TEN, Bearer, Edge, q
from tests.shops import Counter

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
COOKIES, CAKES, SOAP = "201", "202", "101"


@pytest.fixture
def edge(counter: Counter) -> Edge:
    return edges.of(counter)


def promote(edge: Edge, kind: PromotionKind, *targets: Target, **values: object) -> None:
    new = NewPromotion("PROMO", "Hemat", kind, targets, **values)  # type: ignore[arg-type]
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        promotions.add(work, new)


def shares(edge: Edge, sale: int) -> list[tuple[int, int, int, int]]:
    """Net, her share, commission and promotion of each part of a sale that was a maker's."""
    kept = MakerShare
    found = select(kept.net, kept.share, kept.commission, kept.promotion).where(kept.document_id == sale)
    with edge.shop.reading() as connection:
        rows = connection.execute(found.order_by(kept.id)).all()
    return [(net.amount, hers.amount, ours.amount, given.amount) for net, hers, ours, given in rows]


def test_edge_27_she_buys_her_own_goods_like_anybody(edge: Edge) -> None:
    """She pays the price and is owed her share: the shop keeps its commission."""
    edge.bring(5)
    edge.sell(edge.line(2), member=True)

    assert (edge.owed(), edge.booked(Role.COMMISSION_MEMBERS), edge.booked(Role.COMMISSION_OTHERS)) == (
        16_000,
        -4_000,
        0,
    )
    assert edge.right()


def test_edge_28_she_pays_with_what_she_is_owed_as_far_as_it_is_hers_to_take(edge: Edge) -> None:
    edge.agree(hold_days=3)
    edge.bring(5)
    edge.sell(edge.line(2))
    paying.consent(edge.counter, paying.today(edge.counter))
    by_earnings = (Tender(TenderKind.EARNINGS, Rupiah(10_000)),)
    with pytest.raises(Refused, match="ditahan") as refused:
        edge.sell(edge.line(1), member=True, pay=by_earnings)
    assert refused.value.rule == "earnings-short"

    edge.later(3)
    edge.counter.open()
    edge.sell(edge.line(1), member=True, pay=by_earnings)

    # 16,000 less the 10,000 she paid, and 8,000 more for the piece that was her own.
    assert edge.owed() == 14_000
    assert edge.right()


def test_edge_28_b_the_till_shows_only_what_she_can_spend(edge: Edge) -> None:
    edge.agree(hold_days=3)
    edge.bring(5)
    edge.sell(edge.line(2))
    paying.consent(edge.counter, paying.today(edge.counter))

    card = edges.desk(edge).lookup("9900217").card

    assert card is not None
    assert (card.earnings, card.held, card.earnings_left) == (Rupiah(16_000), Rupiah(16_000), Rupiah(0))


def test_edge_29_a_members_discount_is_the_shops_unless_she_bears_it(edge: Edge) -> None:
    edge.bring(5)
    by_shop = edge.sell(edge.line(1, less=1_000), member=True)
    by_her = edge.sell(edge.line(1, less=1_000, bearer=Bearer.MAKER), member=True)

    assert shares(edge, by_shop) == [(9_000, 8_000, 1_000, 0)]
    assert shares(edge, by_her) == [(9_000, 7_200, 1_800, 0)]
    assert edge.right()


def test_edge_30_a_promotion_over_two_owners_leaves_each_her_whole_share(edge: Edge) -> None:
    """Beli 2 gratis 1 of both: what is free is the shop's gift, whoever made it."""
    edge.bring(5)
    edge.bring(5, TEN, edge.goods.cakes)
    both = (Target(product_id=edge.goods.cookies), Target(product_id=edge.goods.cakes))
    promote(edge, PromotionKind.FREE, *both, buy=2, free=1, below_cost=True)

    cart = edges.scanned(edge, (COOKIES, 3), (CAKES, 3))
    sale = edge.sell(*(line.sold() for line in cart.lines))

    assert cart.saved > Rupiah(0)
    assert [hers for _net, hers, _ours, _given in shares(edge, sale)] == [30_000, 8_100]
    assert edge.owed() + edge.owed(edge.wati) == 38_100
    assert edge.right()


def test_edge_31_one_rupiah_off_a_basket_falls_on_one_line(edge: Edge) -> None:
    edge.bring(5)
    edge.bring(5, TEN, edge.goods.cakes)
    edge.counter.buy(edge.goods.soap, 5, 10_000)
    cart = edges.scanned(edge, (COOKIES, 1), (CAKES, 1), (SOAP, 1)).cut_by(Cut(Rupiah(1), 0, "receh"))

    sale = edge.sell(*(line.sold() for line in cart.lines))

    assert [line.off.amount for line in cart.lines] == [1, 0, 0]
    assert shares(edge, sale) == [(12_499, 10_000, 2_499, 0), (3_000, 2_700, 300, 0)]
    assert edge.right()


def test_edge_32_a_free_sample_is_the_shops_to_pay(edge: Edge) -> None:
    """She gets what a sale would have brought her; it is promotion, no loss."""
    edge.bring(5)
    edge.gone.write_off(1, Cause.SAMPLE)
    edge.gone.settle()

    assert (edge.owed(), edge.booked(Role.PROMOTION), edge.booked(Role.CONSIGNMENT_LOSS)) == (10_000, 10_000, 0)
    assert edge.on_hand() == "4"
    assert edge.right()


def test_edge_38_a_parcel_of_the_shops_and_hers(edge: Edge) -> None:
    """Soap and a cookie for 14,000 in place of 15,900: split by their prices, and her share is whole."""
    edge.bring(5)
    edge.counter.buy(edge.goods.soap, 5, 10_000)
    one = {"quantity": q(1)}
    parts = (Target(product_id=edge.goods.soap, **one), Target(product_id=edge.goods.cookies, **one))
    promote(edge, PromotionKind.BUNDLE, *parts, amount=Rupiah(14_000))

    cart = edges.scanned(edge, (SOAP, 1), (COOKIES, 1))
    sale = edge.sell(*(line.sold() for line in cart.lines))

    assert (cart.total, [line.off.amount for line in cart.lines]) == (Rupiah(14_000), [406, 1_494])
    assert shares(edge, sale) == [(11_006, 10_000, 1_006, 0)]
    assert edge.right()


def test_edge_28_c_without_her_consent_it_pays_for_nothing(edge: Edge) -> None:
    edge.bring(5)
    edge.sell(edge.line(2))
    paying.consent(edge.counter, None)

    with pytest.raises(Refused) as refused:
        edge.sell(edge.line(1), member=True, pay=(Tender(TenderKind.EARNINGS, Rupiah(10_000)),))

    assert refused.value.rule == "no-consent"


def test_edge_28_d_a_debt_is_paid_with_no_more_than_is_hers_to_take(edge: Edge) -> None:
    edge.agree(hold_days=3)
    edge.bring(5)
    edge.counter.buy(edge.goods.soap, 5, 10_000)
    edge.sell(edge.line(1, 3_400, edge.goods.soap), member=True, pay=(Tender(TenderKind.KASBON, Rupiah(3_400)),))
    edge.sell(edge.line(2))
    paying.consent(edge.counter, paying.today(edge.counter))
    station = Station(edge.shop, edge.counter.cashier, edge.counter.shift)

    with pytest.raises(Refused, match="ditahan"):
        member_accounts.pay_debt(station, edge.sri, TenderKind.EARNINGS, Rupiah(3_400), "")
    edge.later(3)
    station.shift = edge.counter.open()
    member_accounts.pay_debt(station, edge.sri, TenderKind.EARNINGS, Rupiah(3_400), "")

    assert edge.owed() == 16_000 - 3_400
    assert edge.right()
